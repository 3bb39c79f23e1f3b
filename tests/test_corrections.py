"""One field of an entry set right along a dotted path."""

import pytest

from timeline.entries import ENTRY_TYPES, Correction, Evidence, Participant, Passage, Visit
from timeline.entries.corrections import NoSuchField, Unfit, amended, corrected, value_at

VISIT = Visit(
    id="visit",
    title="A visit",
    when="2024-07",
    by=(Participant(who="somebody"),),
    evidence=(Evidence(source="s", passages=(Passage(start="a", end="b"),)),),
)


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


@pytest.mark.parametrize("path", ["by.x", "by.7.who", "by.7", "by.²", "by.99999999", "title.first", "by.0.who.first"])
def test_a_path_that_leads_nowhere_is_reported(path: str) -> None:
    """A path must end at a field or item."""
    with pytest.raises(NoSuchField):
        amended(VISIT, path, "x")


def test_a_value_of_the_wrong_type_is_reported() -> None:
    """A list cannot stand where text does."""
    with pytest.raises(Unfit):
        amended(VISIT, "title", ["x"])


@pytest.mark.parametrize(
    ("path", "expected"),
    [("title", "A visit"), ("by.0.who", "somebody"), ("by.9.who", None), ("title.x", None), ("place", None)],
)
def test_a_value_is_looked_up_along_a_dotted_path(path: str, expected: object) -> None:
    """Nothing where the entry has none."""
    assert expected == value_at(VISIT, path)


@pytest.mark.parametrize(("field", "now"), [("by.x", "x"), ("title", ["x"])])
def test_a_correction_that_cannot_stand_changes_nothing(field: str, now: object) -> None:
    """Only a log written past the door holds one."""
    assert VISIT is corrected(VISIT, Correction(id="c", entry="visit", field=field, now=now, because="x"))


def test_a_value_is_written_as_in_the_entry() -> None:
    """Shorthands stand for what they abbreviate, and stamps are kept."""
    recorded = Visit(id="v", title="A visit", recorded_at="2026-01-31T09:00:00Z", recorded_by="me")
    long = amended(recorded, "evidence.0", {"source": "s", "passages": [{"start": "a", "end": "b"}]})

    assert long == amended(recorded, "evidence.0", {"source": "s", "passage": ["a", "b"]})
    assert "me" == long.recorded_by
