"""Texts of sources: held against the record, kept beside it, shown with the passage lit."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from msgspec import structs

from records import VISIT, event, write_record
from running import timeline
from timeline.entries import Evidence, Meeting, Passage, Source
from timeline.projections.citation import Citation
from timeline.projections.world import World
from timeline.record.attached import attached_path, attached_text
from timeline.views.words.evidence import link_text

TEXT = "The beginning.\nHere is the visit, and here\nis the call; and somewhere something else. It ends.\n"


ARTICLE = Source(id="article", title="An article", kind="commentary", side=("analyst",), read="full")


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record whose article is held, in a folder of its own for the user's data."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = tmp_path / "events"
    folder.mkdir()
    wrapped = event(
        "visit/wrapped",
        "statement",
        'part_of = "visit"\nact = "says"\nevidence = { source = "article", passage = "and here is" }',
    )
    write_record(folder, VISIT, wrapped)
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    return folder


def named(record: Path, hash_of: str) -> None:
    """Give the article the hash of a text."""
    path = record / "01.toml"
    digest = sha256(hash_of.encode()).hexdigest()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('title = "An article"\n', f'title = "An article"\nsha256 = "{digest}"\n'), "utf-8")


def source(do: str, record: Path, *more: str) -> tuple[int, str]:
    """Check or attach the text; the exit code and what is printed."""
    ran = timeline("source", do, "article", str(record.parent / "text.txt"), "--record", str(record), *more)
    return ran.code, ran.out


def test_every_passage_is_looked_up_and_white_space_alone_is_forgiven(record: Path) -> None:
    """Found, wrapped, or not there; without a hash nobody says that it is the text."""
    code, output = source("check", record)
    data = json.loads(source("check", record, "--json")[1])

    assert (0, True) == (
        code,
        "3 passages: 2 found once, 1 found, ignoring differences in white space" in output and "«and" not in output,
    )
    assert "the record has no SHA-256 for this source" in output
    assert {"once", "folded"} == {one["found"] for one in data["passages"]}
    assert data["sha256"]["same"] is None
    (record.parent / "text.txt").write_text(TEXT.replace("the visit", "a visit"), encoding="utf-8")
    assert (1, True) == (
        (missing := source("check", record))[0],
        "its first words are not found: the text has" in missing[1],
    )
    (record.parent / "text.txt").write_text(TEXT + "the visit", encoding="utf-8")
    assert "occurs 2 times in the text  «the visit»  visit" in source("check", record)[1]


def test_the_hash_of_the_text_says_whether_it_is_the_text(record: Path) -> None:
    """One that is another is not kept."""
    named(record, TEXT)
    assert (0, True) == ((good := source("check", record))[0], "it matches the SHA-256 in the record" in good[1])
    (record.parent / "text.txt").write_text(TEXT + "More.\n", encoding="utf-8")
    bad = source("attach", record)

    assert (1, True) == (bad[0], "it does not match the record's SHA-256" in " ".join(bad[1].split()))
    assert "not saved: it does not match" in bad[1]
    assert "" == attached_text(ARTICLE)


def test_an_attached_text_is_kept_outside_the_record_and_shown_with_the_passage_lit(record: Path) -> None:
    """Beside the evidence, also where the page wrapped it."""
    before = sorted(record.rglob("*"))
    assert 0 == source("attach", record)[0]
    shown = timeline("show", "visit/call", "--record", str(record)).out
    audited = timeline("audit", "visit/call", "--record", str(record)).out
    wrapped = timeline("show", "visit/wrapped", "--record", str(record)).out

    assert (
        "…The beginning. Here is the visit, and here is the call; and somewhere something else. It ends. …"
        in " ".join(shown.split())
    )
    assert "text attached" in " ".join(audited.split())
    assert "Here is the visit, and here is the call" in " ".join(wrapped.split())
    assert (before, True) == (
        sorted(record.rglob("*")),
        attached_path("article").is_relative_to(record.parent / "data"),
    )


def test_whether_a_text_was_kept_is_reported_as_data(record: Path) -> None:
    """Where it is kept, or null."""
    (record.parent / "text.txt").write_text(TEXT, encoding="utf-8")
    command = ("source", "attach", "article", str(record.parent / "text.txt"), "--record", str(record), "--json")
    kept = json.loads(timeline(*command).out)["kept"]
    named(record, TEXT + "More.\n")
    other = json.loads(timeline(*command).out)["kept"]

    assert (str(attached_path("article")), None) == (kept, other)


@pytest.mark.usefixtures("record")
def test_a_text_that_is_kept_for_another_record_is_none_of_this_one() -> None:
    """They are kept by the ids of their sources alone; the hash in the record shows it."""
    path = attached_path("article")
    path.parent.mkdir(parents=True)
    path.write_text(TEXT, encoding="utf-8")
    named = structs.replace(ARTICLE, sha256=sha256(TEXT.encode()).hexdigest())

    assert (TEXT, TEXT) == (attached_text(ARTICLE), attached_text(named))
    assert "" == attached_text(structs.replace(ARTICLE, sha256="0" * 64))


def test_a_text_that_cannot_be_read_is_as_if_none_was_held(record: Path) -> None:
    """A link, or bytes that are no text."""
    path = attached_path("article")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"\xff")
    assert "" == attached_text(ARTICLE)
    assert 1 == timeline("source", "check", "article", str(path), "--record", str(record)).code


def test_no_id_leads_out_of_the_folder_of_texts() -> None:
    """Slashes, and what a log that somebody made may call a source."""
    assert {attached_path("x").parent} == {attached_path(name).parent for name in ("../../x", "a/b", "\0", "É")}


def test_a_link_leads_to_the_passages_as_a_browser_finds_them() -> None:
    """Dashes, commas and ampersands are spelled; several passages are joined; without an address there is none."""
    at = Source(id="s", title="S", kind="text", side=("press",), read="full", url="https://example.org/a?b=c")
    world = World(sources={"s": at})

    def cited(one: Evidence) -> Citation:
        return world.citations(1, Meeting(id="m", title="M", evidence=(one,)))[0]

    item = Evidence(source="s", passages=(Passage(start="5-6 July, x & y", end="the end"), Passage(start="“whole”")))

    assert (
        "https://example.org/a?b=c#:~:text=5%2D6%20July%2C%20x%20%26%20y,the%20end&text=%E2%80%9Cwhole%E2%80%9D"
        == link_text(cited(item))
    )
    assert "" == link_text(cited(Evidence(source="s")))
    assert "" == link_text(cited(Evidence(source="t", passages=item.passages)))
