"""The closed union of entries and its bytes."""

import msgspec
import pytest
from hypothesis import given

from strategies import entries
from timeline.events import (
    ENTRY_TYPES,
    Correction,
    Entry,
    Evidence,
    NewerEntry,
    NoSuchField,
    Participant,
    Passage,
    Statement,
    Visit,
    amended,
    decode,
    encode,
    evidence_of,
    stream,
    value_at,
    verb,
)

VISIT = Visit(
    id="visit",
    title="A visit",
    when="2024-07",
    by=(Participant(who="somebody"),),
    evidence=(Evidence(source="s", passages=(Passage(start="a", end="b"),)),),
)


@given(entries)
def test_bytes_are_decoded_to_the_entry_that_was_encoded(entry: Entry) -> None:
    """Encoding loses nothing, whatever the kind and the fields."""
    assert entry == decode(encode(entry))


def test_defaults_are_not_in_the_bytes() -> None:
    """What was not said is not stored; the tag comes first, then the fields in their order."""
    assert b'{"what":"visit","id":"v","title":"A visit"}' == encode(Visit(id="v", title="A visit"))


@pytest.mark.parametrize(
    "state",
    [b'{"what":"summit","id":"x"}', b'{"what":"visit","id":"x","title":"t","mood":"good"}', b'{"what":"visit"}'],
)
def test_a_newer_entry_is_told_and_never_skipped(state: bytes) -> None:
    """An unknown kind, an unknown field or a missing one is an entry of another program."""
    with pytest.raises(NewerEntry):
        decode(state)


def test_an_unknown_tag_inside_an_entry_is_told() -> None:
    """An act of a later list is no act of this program."""
    state = encode(Statement(id="s", title="t", act="says")).replace(b"says", b"sings")

    with pytest.raises(NewerEntry):
        decode(state)


def test_every_tag_names_its_type() -> None:
    """The topic of a stored entry is the tag of its type."""
    assert all(tag == kind.__struct_config__.tag for tag, kind in ENTRY_TYPES.items())
    assert "event" == verb(VISIT)
    assert "visit" == VISIT.what


@pytest.mark.parametrize(
    ("name", "expected"), [("a-visit/call/said", "a-visit"), ("a-visit@mofa", "a-visit"), ("lone", "lone")]
)
def test_the_stream_of_an_event_is_its_visit_or_subject(name: str, expected: str) -> None:
    """Ids begin with what they belong to."""
    assert expected == stream(Visit(id=name, title="t"))


def test_registrations_have_streams_of_their_own() -> None:
    """Actors, sources and topics each have one registry."""
    kinds = {"actor": {"kind": "state", "name": "n"}, "topic": {"name": "n"}}

    assert ["actors", "topics"] == [stream(ENTRY_TYPES[tag](id="x", **fields)) for tag, fields in kinds.items()]  # type: ignore[arg-type]  # words of the fields
    assert () == evidence_of(ENTRY_TYPES["topic"](id="x", name="n"))  # type: ignore[call-arg]  # as above


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("when", "2024-07-06", "2024-07-06"),
        ("when", None, ""),
        ("by.0.who", "other", (Participant(who="other"),)),
        ("by.1", {"who": "other"}, (Participant(who="somebody"), Participant(who="other"))),
        ("by.0", None, ()),
        ("place", "Tokyo", "Tokyo"),
    ],
)
def test_a_field_is_amended_along_a_dotted_path(path: str, value: object, expected: object) -> None:
    """Items are named by their place; nothing takes a value away."""
    assert expected == getattr(amended(VISIT, path, value), path.partition(".")[0])


def test_a_struct_that_was_not_said_is_made_on_the_way() -> None:
    """A path into a value that the entry does not have yet makes it."""
    signing = ENTRY_TYPES["signing"](id="s", title="t", document="loan")  # type: ignore[call-arg]  # a field of signings

    assert 30 == value_at(amended(signing, "terms.years", 30), "terms.years")


@pytest.mark.parametrize("path", ["by.x", "by.7.who", "by.7", "title.first", "by.0.who.first"])
def test_a_path_that_leads_nowhere_is_told(path: str) -> None:
    """A path must end at a field or item."""
    with pytest.raises(NoSuchField):
        amended(VISIT, path, "x")


def test_a_value_of_the_wrong_type_is_told() -> None:
    """A list cannot stand where text does."""
    with pytest.raises(msgspec.ValidationError):
        amended(VISIT, "title", ["x"])


@pytest.mark.parametrize(
    ("path", "expected"),
    [("title", "A visit"), ("by.0.who", "somebody"), ("by.9.who", None), ("title.x", None), ("place", None)],
)
def test_a_value_is_looked_up_along_a_dotted_path(path: str, expected: object) -> None:
    """Nothing where the entry has none."""
    assert expected == value_at(VISIT, path)


def test_a_correction_keeps_any_value() -> None:
    """Values of corrections are kept as they were written."""
    correction = Correction(id="c", entry="e", field="by", was=["a"], now={"who": "b"}, because="a slip")

    assert correction == decode(encode(correction))
