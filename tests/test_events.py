"""The closed union of entries and its bytes."""

import pytest
from hypothesis import given

from strategies import entries
from timeline.entries import (
    ENTRY_TYPES,
    Actor,
    Correction,
    Entry,
    NewerEntry,
    Statement,
    Topic,
    Visit,
    decode,
    encode,
    evidence_of,
    stream,
    verb,
)

VISIT = Visit(id="visit", title="A visit", when="2024-07")


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
def test_a_newer_entry_is_reported_and_never_skipped(state: bytes) -> None:
    """An unknown kind, an unknown field or a missing one is an entry of another program."""
    with pytest.raises(NewerEntry):
        decode(state)


def test_an_unknown_tag_inside_an_entry_is_reported() -> None:
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
    actor, topic = Actor(id="x", kind="state", name="n"), Topic(id="y", name="n")

    assert ["actors", "topics"] == [stream(actor), stream(topic)]
    assert () == evidence_of(topic)


def test_a_correction_keeps_any_value() -> None:
    """Values of corrections are kept as they were written."""
    correction = Correction(id="c", entry="e", field="by", was=["a"], now={"who": "b"}, because="a slip")

    assert correction == decode(encode(correction))
