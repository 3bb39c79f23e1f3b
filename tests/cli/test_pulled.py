"""What drafts need of the registry: taken for every kind of draft, and never instead of what another draft has."""

from pathlib import Path

import pytest

from running import at, timeline

SOURCE = '[[source]]\nid = "s"\ntitle = "T"\nkind = "readout"\nside = "IN"\nread = "full"\n'
CALL = (
    '[[event]]\nid = "e"\nwhat = "phone-call"\ntitle = "Call"\nwhen = "2024-06-01"\nby = "france"\nto = "india"\n'
    'evidence = { source = "s" }\n'
)
INDIA = '[[actor]]\nid = "india"\nkind = "state"\nname = "My India"\ncode = "IN"\n'


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with an empty record."""
    (tmp_path / "events").mkdir()
    return tmp_path


def draft(here: Path, name: str, text: str) -> None:
    """Write a draft."""
    (here / "events" / name).write_text(f"format = 1\n{text}" if name.endswith("toml") else text, encoding="utf-8")


def test_what_another_draft_registers_is_not_taken_from_the_registry(here: Path) -> None:
    """It would be refused for ever; nothing is recorded."""
    draft(here, "e.toml", SOURCE + CALL)
    draft(here, "f.toml", f'{INDIA}[[topic]]\nid = "roads"\nname = "Roads"\n')
    with at(here):
        alone = timeline("append", "events/e.toml", "--by", "me")
        both = timeline("append", "--by", "me")

    assert 1 == alone.code
    assert "it needs `india`, which is registered in events/f.toml, another draft" in alone.err
    assert "unknown-actor" not in alone.err
    assert 0 == both.code


def test_an_id_of_the_registrys_own_sources_is_reported_with_what_has_it(here: Path) -> None:
    """And with the way out, whether that is a draft or recorded."""
    draft(here, "a.toml", '[[topic]]\nid = "iso-3166"\nname = "A standard"\n')
    with at(here):
        assert 0 == timeline("append", "--by", "me").code
        draft(here, "e.toml", SOURCE + CALL)
        ran = timeline("append", "--by", "me")

    assert 1 == ran.code
    assert "the registry's source `iso-3166` cannot be recorded: that is the id of a topic" in ran.err
    assert ["a.toml", "e.toml"] == sorted(path.name for path in (here / "events").iterdir())


LATER = {
    "attested.toml": '[[attest]]\nid = "e@x"\nevent = "e"\nsays = { others = [{ name = "C", for = "JP", role = "host" }] }\nevidence = { source = "s" }\n',
    "corrected.toml": '[[correct]]\nid = "e@c"\nentry = "e"\nfield = "by"\nwas = [{ who = "france" }]\nnow = ["france", "japan"]\nbecause = "A slip"\n',
    "bulk.jsonl": '{"format": 1}\n{"what": "source", "id": "t", "title": "T", "kind": "readout", "side": "JP", "read": "full"}\n',
}


@pytest.mark.parametrize("name", LATER)
def test_whatever_names_a_state_gets_it(name: str, here: Path) -> None:
    """Attestations, corrections and bulk files too."""
    draft(here, "e.toml", SOURCE + CALL)
    with at(here):
        assert 0 == timeline("append", "--by", "me").code
        draft(here, name, LATER[name])
        checked, recorded = timeline("check"), timeline("append", "--by", "me")
        found = timeline("log", "--kind", "actor", "--record", "events").out

    assert (0, 0) == (checked.code, recorded.code), recorded.err
    assert "Japan, state  japan" in found


def test_a_state_may_be_named_in_a_correction_made_by_the_command(here: Path) -> None:
    """Its file is written last, what it needs before it."""
    draft(here, "e.toml", SOURCE + CALL)
    with at(here):
        timeline("append", "--by", "me")
        ran = timeline("correct", "e", "by", "--now", '["china", "italy"]', "--because", "A slip", "--by", "me")

    assert 0 == ran.code, ran.err


def test_a_problem_that_a_file_makes_elsewhere_is_reported_for_it(here: Path) -> None:
    """An id that another draft has is not passed over because it is found in the other file."""
    draft(here, "c.toml", '[[topic]]\nid = "c"\nname = "C"\nunder = "nowhere"\n')
    draft(here, "x.toml", '[[topic]]\nid = "x"\nname = "X"\n')
    draft(here, "y.toml", '[[topic]]\nid = "x"\nname = "X"\n')
    with at(here):
        ran = timeline("check", "events/y.toml")

    assert 1 == ran.code
    assert "the id `x` is already used in events/" in ran.out
    assert "nowhere" not in ran.out


def test_drafts_that_need_each_other_are_reported_for_each(here: Path) -> None:
    """Whichever is asked for."""
    draft(here, "a.toml", '[[topic]]\nid = "a"\nname = "A"\nunder = "b"\n')
    draft(here, "b.toml", '[[topic]]\nid = "b"\nname = "B"\nunder = "a"\n')
    with at(here):
        ran = [timeline("check", f"events/{name}.toml") for name in "ab"]

    assert [(1, True)] * 2 == [(one.code, "drafts refer to each other" in one.out) for one in ran]


@pytest.mark.parametrize("by", ["x\x1b", " ", "x "])
def test_a_name_that_no_record_holds_is_wrong_use_of_the_option(by: str, here: Path) -> None:
    """The fix is in the option, and not in a file."""
    draft(here, "e.toml", SOURCE + CALL)
    with at(here):
        ran = timeline("append", "--by", by)

    assert (2, True) == (ran.code, ran.err.startswith("error: --by: "))


def test_what_a_log_shows_of_other_files_is_not_blamed_on_the_one_that_is_asked_for(here: Path) -> None:
    """A file that was edited is reported where it is, and not for a draft beside it."""
    draft(here, "a.toml", '[[topic]]\nid = "a"\nname = "A"\n')
    with at(here):
        timeline("append", "--by", "me", "--log", "log.sqlite")
        path = here / "events" / "a.toml"
        path.write_text(path.read_text("utf-8").replace('"A"', '"B"'), encoding="utf-8")
        draft(here, "b.toml", '[[topic]]\nid = "b"\nname = "B"\n')
        one, every = timeline("check", "events/b.toml", "--log", "log.sqlite"), timeline("check", "--log", "log.sqlite")

    assert (0, 1) == (one.code, every.code)


def test_an_id_that_a_long_file_has_twice_is_in_that_file(here: Path) -> None:
    """However far above it is."""
    draft(here, "a.toml", "".join(f'[[topic]]\nid = "t{n % 1500}"\nname = "T"\n' for n in range(1501)))
    with at(here):
        ran = timeline("check", "events/a.toml")

    assert "the id `t0` is already used in this file, far above" in ran.out
