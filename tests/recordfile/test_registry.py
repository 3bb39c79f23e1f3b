"""The registry: what drafts use of it is written into the record before them."""

from pathlib import Path

import pytest

from records import NOW, VISIT, write_record
from running import at, timeline
from timeline.entries import Actor, evidence_of
from timeline.record.append import check
from timeline.recordfile.registry import by_sign, named_so, registered
from timeline.values import parse_state_code, parse_when

DRAFT = """format = 1
[[source]]
id = "text"
title = "A joint text"
kind = "statement"
side = ["US", "asean"]
read = "full"
[[event]]
id = "call"
what = "phone-call"
title = "A call"
when = "2023-06-22"
by = "united-states"
to = "asean"
others = [{ name = "Ana", role = "member", for = "FR" }]
evidence = { source = "text", passage = "x" }
"""


def test_every_party_of_the_registry_is_valid_and_has_its_source() -> None:
    """Codes, times, and ids that are never used twice."""
    actors = [entry for entry in registered().values() if isinstance(entry, Actor)]

    assert 193 + 2 + 7 == sum(actor.kind == "state" for actor in actors)
    assert len(by_sign()) == len(actors)
    for actor in actors:
        assert not actor.code or parse_state_code(actor.code)
        assert all(parse_when(called.when) for called in actor.called)
        assert all(item.source in registered() for item in evidence_of(actor))


@pytest.mark.parametrize(
    ("name", "sign"), [("japan", "JP"), ("Burkina Faso", "BF"), ("ASEAN", "asean"), ("Nowhere", "")]
)
def test_a_party_is_found_by_its_id_or_a_name(name: str, sign: str) -> None:
    """In any of its spellings."""
    found = named_so(name)

    assert sign == (found.sign if found else "")


def test_what_a_draft_uses_is_written_into_a_file_of_its_own(tmp_path: Path) -> None:
    """With its sources, before the draft; what the record has is not written again."""
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "call.toml").write_text(DRAFT, encoding="utf-8")
    with at(tmp_path):
        assert 0 == timeline("check").code
        ran = timeline("append", "--by", "me", "--log", "log.sqlite")
        again = timeline("check", "--log", "log.sqlite")
        told = timeline("state", "US", "ASEAN", "--log", "log.sqlite")

    (registry,) = (tmp_path / "events").glob("*-registry.toml")
    text = registry.read_text(encoding="utf-8")
    assert (0, 0) == (ran.code, again.code), ran.err
    assert registry.name in ran.out
    assert ["asean", "france", "united-states"] == [
        line.split('"')[1] for line in text.splitlines() if "id = " in line
    ][2:]
    assert "United States and Association of Southeast Asian Nations" in told.out


def test_an_actor_that_has_the_code_already_is_named(tmp_path: Path) -> None:
    """No second one is registered."""
    america = '[[actor]]\nid = "usa"\nkind = "state"\nname = "America"\ncode = "US"\n'
    record = write_record(tmp_path, america + VISIT)
    (draft := record / "draft.toml").write_text(DRAFT, encoding="utf-8")
    problems = check(record, [draft], now=NOW)

    assert [("unknown-actor", "did you mean `usa`?")] == [(problem.code, problem.hint) for problem in problems]


def test_a_registry_that_another_program_wrote_meanwhile_has_another_name(tmp_path: Path) -> None:
    """No file is written over."""
    (tmp_path / "events").mkdir()
    with at(tmp_path):
        for name, code in (("one", "FR"), ("two", "DE")):
            text = DRAFT.replace('"FR"', f'"{code}"').replace('id = "text"', f'id = "{name}-text"')
            text = text.replace('source = "text"', f'source = "{name}-text"').replace('id = "call"', f'id = "{name}"')
            Path("events", f"{name}.toml").write_text(text, encoding="utf-8")
            assert 0 == timeline("append", "--by", "me").code
        assert 2 == len(list(Path("events").glob("*-registry*.toml")))


def test_a_misspelt_state_is_not_taken_for_one_that_the_record_has(tmp_path: Path) -> None:
    """Korea has two."""
    korea = '[[actor]]\nid = "republic-of-korea"\nkind = "state"\nname = "Republic of Korea"\ncode = "KR"\n'
    write_record(tmp_path, VISIT + korea)
    draft = DRAFT.replace('to = "asean"', 'to = "democratic-peoples-republic-of-korea"')
    (file := tmp_path / "draft.toml").write_text(draft, encoding="utf-8")

    assert ["did you mean `democratic-people-s-republic-of-korea`?"] == [
        problem.hint for problem in check(tmp_path, [file], now=NOW)
    ]
