"""The documents say what the program does."""

import re
import runpy
import shlex
from pathlib import Path

import pytest

from running import at, copy_record, timeline
from timeline.cli import build_parser
from timeline.cli.registry import COMMANDS
from timeline.views.words.acts import PATTERNS, sentence

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMAND_LINES = re.findall(r"^\$ (timeline [^#\n]*)", README, re.MULTILINE)


@pytest.mark.parametrize("line", COMMAND_LINES)
def test_the_commands_of_the_readme_work_when_pasted(line: str, tmp_path: Path) -> None:
    """Each answers, and ends with 0."""
    with at(tmp_path):
        ran = timeline(*shlex.split(line)[1:])

    assert (0, "") == (ran.code, ran.err)
    assert ran.out


def test_the_readme_names_commands_at_all() -> None:
    """A pattern that finds nothing tests nothing."""
    assert len(COMMAND_LINES) > 4
    assert "make replay" in README
    assert "make test" in README


def test_documents_name_only_commands_that_are_there() -> None:
    """In the README, the record's README and the changelog."""
    texts = (
        README,
        (ROOT / "events" / "README.md").read_text(encoding="utf-8"),
        (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"),
    )
    named = {name for text in texts for name in re.findall(r"`timeline ([a-z][a-z-]+)", text)}

    assert named
    assert named <= {*COMMANDS}


def test_every_module_has_its_line_in_the_architecture() -> None:
    """By name."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {
        path.name
        for path in (ROOT / "src" / "timeline").iterdir()
        if not path.name.startswith("_") and path.name != "py.typed"
    }

    assert {room for room in rooms if f"`{room}" not in text} == set()


def test_the_example_of_the_records_readme_is_a_draft_that_is_accepted(tmp_path: Path) -> None:
    """As it stands there, on top of the shipped record."""
    text = (ROOT / "events" / "README.md").read_text(encoding="utf-8")
    example = "\n".join(
        line.removeprefix("   ") for line in text.partition("```toml\n")[2].partition("```")[0].splitlines()
    )
    record = copy_record(tmp_path / "events")
    (record / "example.toml").write_text(example + "\n", encoding="utf-8")
    with at(tmp_path):
        checked = timeline("check", "events/example.toml")
        appended = timeline("append", "--by", "me")

    assert (0, "") == (checked.code, checked.out)
    assert (0, True) == (appended.code, "recorded events/example.toml" in appended.out)


def test_every_guard_that_is_to_be_broken_is_there() -> None:
    """A mutant of what is no longer there breaks nothing."""
    guards = runpy.run_path(str(ROOT / "tools" / "mutants.py"))["GUARDS"]
    texts = {name: (ROOT / "src" / "timeline" / name).read_text(encoding="utf-8") for name, _, _ in guards}

    assert guards
    assert [old for name, old, new in guards if old not in texts[name] or old == new] == []


def test_the_hooks_and_the_example_of_continuous_integration_name_what_is_there() -> None:
    """Each command with its options."""
    texts = [
        (ROOT / name).read_text(encoding="utf-8") for name in (".pre-commit-hooks.yaml", "examples/check-record.yml")
    ]
    lines = [line for text in texts for line in re.findall(r"(?:entry|run): (timeline .*)", text)]
    parser = build_parser("*")

    assert len(lines) == 4
    for line in lines:
        assert parser.parse_args(shlex.split(line)[1:]).command in COMMANDS


DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "events" / "README.md"])


def inline(document: Path) -> list[str]:
    """The commands with arguments that a document names within its text."""
    text = re.sub(r"^```.*?^```", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    found = [" ".join(line.split()) for line in re.findall(r"`(timeline [^`]+)`", text)]
    return [line.partition(" > ")[0].replace("\\|", "|") for line in found if line.count(" ") > 1]


@pytest.mark.parametrize("document", DOCUMENTS, ids=[path.stem for path in DOCUMENTS])
def test_a_command_that_a_document_names_has_these_arguments(document: Path) -> None:
    """It is parsed as the program parses it; what it asks for need not be there."""
    parser = build_parser("*")
    for line in inline(document):
        if "|" in line or "…" in line or document.name in {"CHANGELOG.md", "JSON.md"}:
            continue
        assert parser.parse_args(shlex.split(line)[1:]).command in COMMANDS, line


def test_documents_name_commands_with_arguments_at_all() -> None:
    """A pattern that finds nothing tests nothing."""
    assert len([line for document in DOCUMENTS for line in inline(document)]) > 30


def test_the_page_on_engagements_has_the_sentence_of_each_act() -> None:
    """With and without somebody addressed."""
    page = (ROOT / "docs" / "engagements.md").read_text(encoding="utf-8")
    for act in PATTERNS:
        alone, to = (sentence(["they"], act, who, "this").replace("this", "…") for who in ("", "Japan"))

        assert f"| `{act}` | {alone} | {to if to != alone else ''} |" in page
