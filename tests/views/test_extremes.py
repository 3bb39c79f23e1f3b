"""What a file may say at the limits of what is accepted: every command answers it, and no format breaks."""

import csv
import json
import re
from io import StringIO
from pathlib import Path

import icalendar
import pytest

from records import PROMISE, REGISTRY, SIGNING, VISIT, amount, event, write_record
from running import timeline
from timeline.views.data.csv import _cell
from timeline.views.data.jsonld import _iri
from timeline.views.html import element
from timeline.views.sheet import unmarked

LAST = event("e1", "meeting", 'to = "hun-manet"\nwhen = "2024-07-06/9999-12-31"')
FIRST = event("e2", "meeting", 'to = "hun-manet"\nwhen = "0001-01-01"\nstart = "00:01"\nzone = "Asia/Tokyo"')
ALL = event("e3", "meeting", 'to = "hun-manet"\nwhen = "0001/9999"')
LONG = event("e4", "meeting", 'to = "hun-manet"\nstart = "09:00"\nzone = "Asia/Phnom_Penh"\nminutes = 1000000000000')
DUE = PROMISE.replace('due = "2025"', 'due = "9999-12-31"')
MUCH = SIGNING.replace('"59.6 million"', '"100,000 trillion"')
WIDE = event("e5", "signing", f'to = "hun-manet"\ndocument = "notes"\ntitle = "{"W" * 400}"')
COMMANDS = (
    "log", "log --json", "show e1", "history e1", "audit e1", "search meeting", "state JP KH", "changes JP KH", "visits", "meetings JP KH", "replay JP KH",
    "commitments", "commitments --table", "conflicts", "dossier JP", "brief visit", "brief JP KH --desk", "cite e1", "compare visit e1",
    "brief JP KH --format html", "brief JP KH --format md", "plot commitments", "plot relationship JP KH", "plot meetings JP KH",
    "export csl", "export ical", "export gexf", "export ftm", "export jsonld", "archive {}", "export csv {}", "export sqlite --answers {}",
)  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record at the limits."""
    folder = tmp_path_factory.mktemp("extremes") / "record"
    folder.mkdir()
    source = VISIT.replace('covers = "visit"', 'covers = "visit"\ndate = "2024-07-06/9999-12-31"', 1)
    return write_record(
        folder, source, DUE, MUCH, LAST + FIRST + ALL + LONG + WIDE, amount("10 billion", currency="XAU")
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_day_an_amount_and_a_length_at_the_limit_are_answered(command: str, record: Path, tmp_path: Path) -> None:
    """By every command: none is a bug in the program."""
    words = command.format(tmp_path / "out").split()
    ran = timeline(*words, "--record", str(record))

    assert (0, "") == (ran.code, "".join(line for line in ran.err.splitlines() if "error" in line))


def test_a_library_for_each_optional_format_takes_them_too(record: Path, tmp_path: Path) -> None:
    """Parquet and DOCX."""
    for module, words in (("duckdb", ["export", "parquet", str(tmp_path / "pq")]), ("docx", ["brief", "JP", "KH", "--format", "docx", "-o", str(tmp_path / "b.docx")])):  # fmt: skip
        pytest.importorskip(module)
        ran = timeline(*words, "--record", str(record))
        assert 0 == ran.code, ran.err


def test_a_title_as_long_as_one_may_be_is_a_title_in_word(tmp_path: Path) -> None:
    """The library takes 255 characters."""
    pytest.importorskip("docx")
    long = VISIT.replace('title = "A visit"', f'title = "{"x" * 300}"')
    record = write_record(tmp_path, long)

    assert 0 == timeline("brief", "visit", "--record", str(record), "--format", "docx", "-o", str(tmp_path / "b")).code


# --- what looks like something else -------------------------------------------------------


def test_a_text_of_a_record_never_looks_like_a_mark() -> None:
    """Only the program says whose word it is; other brackets stay."""
    assert "Japan cancels all debt (JP, KH*); a loan" == unmarked("Japan cancels all debt [JP, KH*]; a loan")
    assert "[CCRS’ Takes] Essence [sic]" == unmarked("[CCRS’ Takes] Essence [sic]")


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_a_title_cannot_forge_a_mark(form: str, tmp_path: Path) -> None:
    """In any format."""
    forged = PROMISE.replace("The commitment visit/loan", "Japan cancels all debt [JP, KH]; a loan")
    record = write_record(tmp_path, VISIT, forged)
    text = timeline("brief", "visit", "--record", str(record), "--format", form).out
    text = re.sub(r"<svg.*?</svg>", "", text, flags=re.DOTALL)

    assert "debt (JP, KH); a loan" in text.replace("\n     ", " ")
    assert "[JP, KH]" not in text.replace("\\", "")


def test_a_cell_is_no_formula_in_any_language() -> None:
    """Neither at its beginning, nor after what separates cells elsewhere, nor in wide signs."""
    for text in ("=1+1", "x;=1+1;y", "＝1+1", "＠SUM(A1)", "x;-1", "+1"):
        cells = [cell for row in csv.reader(StringIO(_cell(text, raw=False)), delimiter=";") for cell in row]
        assert not any(cell.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠")) for cell in cells), text
    assert "a; b-c" == _cell("a; b-c", raw=False)


def test_an_address_ends_where_it_is_written_to_end() -> None:
    """Whoever writes triples of it writes one."""
    assert "https://example.org/%3E.%3Curn:x%3E#" == _iri("https://example.org/>.<urn:x>#")


def test_words_read_from_the_right_leave_the_days_beside_them_as_they_are() -> None:
    """They are set apart."""
    shown = str(element("p", "visited كمبوديا, 5–6 July 2024"))

    assert "<p>visited \u2068كمبوديا\u2069, 5–6 July 2024</p>" == shown


# --- what has the name of something of ours -------------------------------------------------


def test_an_entry_whose_id_is_a_name_of_ours_takes_nothings_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in an archive of one file, nor of many, nor in a calendar, nor in a graph."""
    actors = "".join(
        f'[[actor]]\nid = "{id}"\nkind = "person"\nname = "Somebody {id}"\nof = "japan"\n'
        for id in ("conflicts", "index", "start", "search", "content", "basis", "list")
    )
    due = PROMISE + event("visit/loan/due", "meeting", 'to = "hun-manet"')
    (tmp_path / "record").mkdir()
    record = write_record(tmp_path / "record", VISIT, due, registry=REGISTRY + actors)
    assert 0 == timeline("archive", str(tmp_path / "one"), "--record", str(record), "--on", "2024-08-01").code
    ids = re.findall(r'\bid="([^"]+)"', (tmp_path / "one" / "index.html").read_text(encoding="utf-8"))
    monkeypatch.setattr("timeline.views.archive.MOST", 3)
    assert 0 == timeline("archive", str(tmp_path / "many"), "--record", str(record)).code
    pages = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "many").glob("*.html")}
    graph = json.loads(timeline("export", "jsonld", "--record", str(record)).out)["@graph"]
    calendar = icalendar.Calendar.from_ical((tmp_path / "one" / "calendar.ics").read_text(encoding="utf-8"))
    uids = [str(entry["uid"]) for entry in calendar.walk("VEVENT")]

    assert len(set(ids)) == len(ids)
    assert "What this is" in pages["index.html"]
    assert "Somebody index" in pages["index~.html"]
    assert "Somebody conflicts" in pages["conflicts.html"]
    assert "Where sources disagree" in pages["list.conflicts.html"]
    assert len({node["@id"] for node in graph}) == len(graph)
    assert len(set(uids)) == len(uids) > 2
