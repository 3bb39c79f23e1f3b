"""Templates: filled in, each is a file that is accepted."""

import re
from pathlib import Path

import pytest
import tomli

from running import at, timeline

TEXT = """1. The leaders welcomed the signing of an agreement on roads. They committed to build a bridge over the river.

2. They discussed the sea at length and in detail on that day. Nothing here has a known verb whatever it is about.
"""
FILLED = {
    "read": "full", "url": "https://example.org/", "date": "2023-06-22", "when": "2023-06-22", "due": "2023-08-05", "due_said": "later",
    "because": "A balloon",
}  # fmt: skip


def filled(text: str) -> str:
    """A template as somebody fills it in."""
    for key, value in FILLED.items():
        text = re.sub(rf'^{key} = "…"', f'{key} = "{value}"', text, flags=re.MULTILINE)
    return text.replace('"…", "…"', '"a", "b"').replace('"…"', '"that it is so"')


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with an empty record and a text."""
    (tmp_path / "events").mkdir()
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ("joint-statement", "talks", "--between", "US", "IN", "--from", "text.txt"),
        ("readouts", "call", "--between", "US", "CN"),
        ("readouts", "talks", "--between", "EU", "asean", "--of", "talks"),
        ("postponed-visit", "trip", "--between", "US", "CN"),
    ],
)
def test_a_template_that_is_filled_in_is_accepted(command: tuple[str, ...], here: Path) -> None:
    """As it is, every … is reported at its line."""
    with at(here):
        assert 0 == timeline("new", *command).code
        (path,) = Path("events").glob("*.toml")
        empty = timeline("check")
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
        checked = timeline("check")
        recorded = timeline("append", "--by", "me")

    assert "unfilled" in empty.out
    assert (0, 0) == (checked.code, recorded.code), checked.out


def test_a_joint_statement_has_a_stub_of_four_lines_for_each_sentence(here: Path) -> None:
    """With its paragraph and its passage; an act is proposed where a verb is known."""
    with at(here):
        text = timeline(
            "new", "joint-statement", "talks", "--between", "US", "IN", "--from", "text.txt", "--stdout"
        ).out
        Path("events", "talks.toml").write_text(filled(text), encoding="utf-8")
        covered = timeline("coverage", "talks/text", "--text", "text.txt", "--drafts", "--all")

    stubs = [stub.split("\n#")[0].strip().splitlines() for stub in text.split("[[block.event]]\n")[1:]]
    assert ["welcomes", "commits", "discusses", "says"] == [stub[1].split(" = ")[0] for stub in stubs]
    assert [3, 3, 3, 3] == [len([line for line in stub if line]) for stub in stubs]
    assert 4 == text.count("\npassage = ")
    assert 0 == covered.code, covered.out
    assert "Numbered paragraphs (2, 2 accounted for)" in covered.out
    assert "2 of 2 sentences  talks/p1-1; talks/p1-2" in covered.out
    assert "with 1 draft, no root" in covered.out


def test_an_office_is_held_on_a_day_since_a_time_that_nobody_says(here: Path) -> None:
    """The interval that the text supports."""
    with at(here):
        ran = timeline(
            "new", "office", "secretary", "--between", "US", "--person", "blinken", "--on", "18 June 2023", "--stdout"
        )

    assert 'when = "[..2023-06-18]"' in ran.out
    assert 'of = "united-states"' in ran.out


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        (("joint-statement", "x", "--between", "US", "IN"), "--from"),
        (("joint-statement", "x", "--from", "text.txt"), "--between"),
        (("readouts", "x", "--between", "US"), "--between"),
        (("readouts", "x", "--between", "US", "US"), "--between"),
        (("readouts", "x", "--between", "US", "Not One"), "code"),
        (("office", "x", "--person", "y"), "--on"),
    ],
)
def test_what_a_template_needs_is_asked_for(command: tuple[str, ...], hint: str, here: Path) -> None:
    """With an example."""
    with at(here):
        ran = timeline("new", *command)

    assert (2, True) == (ran.code, hint in ran.err)


def test_all_parties_are_in_a_template(here: Path) -> None:
    """Of more than two, none is dropped."""
    for kind in ("readouts", "postponed-visit"):
        with at(here):
            text = timeline("new", kind, "x", "--between", "US", "CN", "IN", "--stdout").out

        assert 'to = ["china", "india"]' in text
        assert 'by = "united-states"' in text


@pytest.mark.parametrize(
    ("sentence", "act"),
    [
        ("They agreed to meet.", "agrees"), ("They agree to meet.", "agrees"), ("They did not meet.", "says"),
        ("They noted the matter.", "notes"), ("They are committed to it.", "commits"), ("They said so.", "says"),
        ("They expressed hope, and stressed unity.", "says"), ("They are stressing unity.", "emphasises"),
    ],
)  # fmt: skip
def test_an_act_is_proposed_for_the_forms_of_its_verbs(sentence: str, act: str, here: Path) -> None:
    """And for no other word that begins so."""
    (here / "text.txt").write_text(sentence, encoding="utf-8")
    with at(here):
        text = timeline("new", "joint-statement", "x", "--between", "US", "IN", "--from", "text.txt", "--stdout").out

    assert f'{act} = "…"' in text.partition("[[block.event]]")[2]


def test_a_text_with_controls_makes_a_template_all_the_same(here: Path) -> None:
    """They are shown in it, and not obeyed."""
    (here / "text.txt").write_text("They agreed\x1b[31m to meet.", encoding="utf-8")
    with at(here):
        text = timeline("new", "joint-statement", "x", "--between", "US", "IN", "--from", "text.txt", "--stdout").out

    assert "\x1b" not in text
    tomli.loads(text)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (["meeting", "x", "--from", "text.txt"], "`meeting` does not take --from"),
        (["readouts", "x", "--between", "US", "CN", "--person", "p"], "`readouts` does not take --person"),
        (["joint-statement", "x", "--between", "US", "CN", "--of", "visit"], "`joint-statement` does not take --of"),
        (["office", "x", "--between", "US", "--on", "2024-01-01"], "an office with its holder needs a person"),
        (
            ["office", "x", "--between", "US", "--on", "2024-01-01", "--person", 'a b"'],
            "--person: 'a b\"' is not an id",
        ),
    ],
)
def test_an_option_that_means_nothing_is_refused(command: list[str], message: str, here: Path) -> None:
    """What is silently lost is found out too late."""
    with at(here):
        ran = timeline("new", *command)

    assert (2, True) == (ran.code, message in ran.err)
    assert [] == list((here / "events").iterdir())
