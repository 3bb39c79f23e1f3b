"""The archive in a browser, from a disk and over HTTP: it loads nothing, is inert, keys work, and everybody can read it.

Needs Chromium: without one these tests are skipped, unless TIMELINE_BROWSER is set.
"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from hostile import ATTACK, REGISTRY, VISIT, attack
from records import write_record
from running import timeline
from timeline.eventlog.read import LogReader
from timeline.views import archive

PAGES = ("", "#list.visits", "#list.commitments", "#jp-kh-2024-07.visit", "#cambodia.japan.pair", "#hun-manet", "#ccrs-2024-07-10", "#list.conflicts", "#events.2024", "#jp-kh-2024-07/patrol-boats.commitment")  # fmt: skip
ACCESSIBLE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the shipped record."""
    folder = tmp_path_factory.mktemp("archive") / "site"
    assert 0 == timeline("archive", str(folder), "--on", "2026-11-24").code
    return folder


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of a record whose every text is an attack."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "record").mkdir()
    write_record(folder / "record", attack(VISIT), registry=attack(REGISTRY))
    assert 0 == timeline("archive", str(folder / "site"), "--record", str(folder / "record"), "--on", "2026-01-01").code
    return folder / "site"


class Watched:
    """A page of an archive, and what went wrong in it."""

    def __init__(self, page: Page, address: str) -> None:
        """Watch from the start."""
        self.page, self.address = page, address
        self.asked: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on(
            "console",
            lambda message: self.errors.append(message.text) if message.type in {"error", "warning"} else None,
        )
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: self.errors.append(f"dialog {dialog.message}"))

    def go(self, fragment: str = "") -> None:
        """Open a part of the archive."""
        self.page.goto(self.address + fragment)


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Watched]:  # noqa: ANN401 - those of a context
    """A page in a context of its own."""
    context = browser.new_context(**options)
    watched = Watched(context.new_page(), address)
    yield watched
    context.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a folder over HTTP."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/index.html"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def local(folder: Path) -> str:
    """The address of an archive on a disk."""
    return f"file://{folder}/index.html"


@pytest.mark.parametrize("over", ["disk", "http"])
@pytest.mark.parametrize("which", ["shipped", "hostile"])
def test_no_request_leaves_the_machine_and_nothing_goes_wrong(
    browser: Browser, which: str, over: str, request: pytest.FixtureRequest
) -> None:
    """On every page, whatever the record says."""
    folder: Path = request.getfixturevalue(which)
    with served(folder) as address:
        start = address if over == "http" else local(folder)
        with opened(browser, start) as watched:
            for fragment in (
                PAGES if which == "shipped" else ("", "#visit.visit", "#minister", "#readout", "#list.conflicts")
            ):
                watched.go(fragment)
            watched.page.fill("#Search", "visit")

    allowed = {start.partition("#")[0], start.replace("index.html", "favicon.ico")}
    assert {url.partition("#")[0] for url in watched.asked} <= allowed
    assert [] == [error for error in watched.errors if "favicon" not in error]


def test_a_hostile_record_is_inert(browser: Browser, hostile: Path) -> None:
    """The only script is our own; its texts are text."""
    with opened(browser, local(hostile)) as watched:
        watched.go("#visit.visit")
        found = watched.page.evaluate(
            "() => ({scripts: document.scripts.length, images: document.images.length, frames: frames.length,"
            " handlers: [...document.querySelectorAll('*')].filter(e => [...e.attributes].some(a => /^on/i.test(a.name))).length,"
            " links: [...document.querySelectorAll('a')].map(a => a.getAttribute('href')), text: document.body.textContent})"
        )

    assert (1, 0, 0, 0) == (found["scripts"], found["images"], found["frames"], found["handlers"])
    assert all(
        link.startswith(("#", "https://example.org/", "proofs/", "latest.atom", "calendar.ics"))
        for link in found["links"]
    )
    assert ATTACK in found["text"]


def test_keys_move_from_step_to_step_and_to_the_search(browser: Browser, shipped: Path) -> None:
    """As the page says."""
    with opened(browser, local(shipped)) as watched:
        watched.go("#jp-kh-2024-07.visit")
        page, focused = watched.page, "() => document.activeElement.id"
        steps = page.eval_on_selector_all(".page.current .event", "all => all.map(e => e.id)")
        page.keyboard.press("j")
        first = page.evaluate(focused)
        page.keyboard.press("ArrowRight")
        second = page.evaluate(focused)
        page.keyboard.press("k")
        back = page.evaluate(focused)
        is_open = page.evaluate("() => document.activeElement.querySelector('details').open")
        page.keyboard.press("/")
        page.keyboard.type("patrol boats")
        counted = page.text_content("#Count") or ""
        page.click("#Results a")
        shown = page.evaluate("() => decodeURIComponent(location.hash)")
        page.keyboard.press("/")
        page.keyboard.type("nothing at all")
        page.keyboard.press("Escape")

        assert steps[:2] == [first, second]
        assert (first, True) == (back, is_open)
        assert counted.endswith("found")
        assert "patrol" in shown
        assert "" == page.input_value("#Search")


def test_a_search_folds_marks_and_capitals(browser: Browser, shipped: Path) -> None:
    """And says how much it shows."""
    with opened(browser, local(shipped)) as watched:
        watched.go()
        watched.page.fill("#Search", "KAMIKAWA Yoko")
        many = watched.page.text_content("#Count") or ""
        watched.page.fill("#Search", "")

        assert "the first 50 shown" in many
        assert "" == watched.page.text_content("#Count")


def test_a_list_is_sorted_by_the_heading_that_is_pressed(browser: Browser, shipped: Path) -> None:
    """Times by day, numbers by size; the other way when it is pressed again; what is not known comes last."""
    with opened(browser, local(shipped)) as watched:
        watched.go("#list.sources")

        def column(name: str, number: int) -> tuple[str | None, list[str]]:
            head = watched.page.locator(".page.current th", has_text=name)
            head.locator("button").press("Enter")
            cells = watched.page.locator(f".page.current tbody td:nth-child({number})").all_inner_texts()
            return head.get_attribute("aria-sort"), cells

        up, dates = column("date", 3)
        down, again = column("date", 3)
        _, counts = column("passages cited", 6)

        assert ("ascending", "descending") == (up, down)
        stated = [date for date in dates if date]
        assert stated[0] == "February 2023"
        assert stated.index("2 July 2024") < stated.index("10 July 2024")
        assert stated == dates[: len(stated)] == [*reversed(again[: len(stated)])]
        assert "" == dates[-1] == again[-1]
        assert [int(count) for count in counts] == sorted(map(int, counts))
        assert 1 == watched.page.locator(".page.current [aria-sort]").count()
        assert [] == watched.errors


def test_an_id_in_the_address_leads_to_its_place(browser: Browser, shipped: Path) -> None:
    """On its page, which alone is shown."""
    with opened(browser, local(shipped)) as watched:
        watched.go("#jp-kh-2024-07/patrol-boats")
        watched.page.wait_for_timeout(200)
        there = watched.page.locator("[id='jp-kh-2024-07/patrol-boats']")

        assert there.is_visible()
        assert 1 == watched.page.locator(".page:visible").count()
        assert "Official visit" in watched.page.title()
        assert (
            0
            <= watched.page.evaluate(
                "() => document.getElementById('jp-kh-2024-07/patrol-boats').getBoundingClientRect().top"
            )
            < 800
        )


def test_without_javascript_everything_can_be_read(browser: Browser, shipped: Path) -> None:
    """All pages stand below each other; what needs a script is not there."""
    with opened(browser, local(shipped), java_script_enabled=False) as watched:
        watched.go("#jp-kh-2024-07/patrol-boats")

        assert watched.page.locator("[id='jp-kh-2024-07/patrol-boats']").is_visible()
        assert watched.page.locator("[id='cambodia.japan.pair']").is_visible()
        assert not watched.page.locator("#Search").is_visible()
        assert watched.page.locator("[id='list.sources'] table").is_visible()
        assert 0 == watched.page.locator("button").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("fragment", PAGES)
def test_the_archive_meets_the_guidelines_of_accessibility(
    browser: Browser, shipped: Path, fragment: str, scheme: str
) -> None:
    """WCAG 2.2 AA, as far as axe-core can tell, in light and in dark."""
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    with opened(browser, local(shipped), color_scheme=scheme) as watched:
        watched.go(fragment)
        watched.page.evaluate(axe)
        found = watched.page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", ACCESSIBLE)

    assert [] == [(one["id"], one["nodes"][0]["html"][:200]) for one in found["violations"]]
    assert len(found["passes"]) > 20


@pytest.mark.parametrize("fragment", PAGES)
def test_a_telephone_shows_every_page_without_scrolling_sideways(
    browser: Browser, shipped: Path, fragment: str
) -> None:
    """What is wide scrolls within itself."""
    with opened(browser, local(shipped), viewport={"width": 360, "height": 740}) as watched:
        watched.go(fragment)
        assert 360 >= watched.page.evaluate("() => document.scrollingElement.scrollWidth")


def test_on_paper_there_is_no_navigation_and_evidence_is_open(browser: Browser, shipped: Path) -> None:
    """A visit is printed as it is read."""
    with opened(browser, local(shipped)) as watched:
        watched.go("#jp-kh-2024-07.visit")
        watched.page.emulate_media(media="print")

        assert not watched.page.locator("nav").is_visible()
        assert watched.page.locator(".page.current h2").is_visible()


# --- a large record -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive of the shipped record as if it was large: a file for each page."""
    folder = tmp_path_factory.mktemp("large") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive, "MOST", 10)
        assert 0 == timeline("archive", str(folder), "--on", "2026-11-24").code
    return folder


def test_of_a_large_record_each_page_is_a_file(browser: Browser, large: Path) -> None:
    """Its links lead from file to file, and its search finds what is on the page."""
    with opened(browser, local(large)) as watched:
        watched.go()
        watched.page.click("text=Official visit of the Foreign Minister")
        watched.page.wait_for_url("**/jp-kh-2024-07.visit.html*")
        there = watched.page.url
        watched.page.keyboard.press("j")
        step = watched.page.evaluate("() => document.activeElement.className")
        watched.page.click("nav >> text=Sources")
        watched.page.wait_for_url("**/list.sources.html*")
        watched.page.fill("#Search", "japan news")
        watched.page.click("#Results a >> nth=0")
        watched.page.wait_for_url("**/*yomiuri*")
        source = watched.page.url

    assert there.endswith("/jp-kh-2024-07.visit.html#jp-kh-2024-07.visit")
    assert "event" in step
    assert "yomiuri" in source.lower()
    assert [] == watched.errors


def test_a_search_goes_on_from_a_page_to_all_of_a_large_record(browser: Browser, large: Path) -> None:
    """The page that lists all events takes over what was sought."""
    with opened(browser, local(large).replace("index", "list.visits")) as watched:
        watched.go()
        watched.page.fill("#Search", "patrol & boats?")
        watched.page.fill("#Search", "PATROL boats National Police")
        here = watched.page.text_content("#Count")
        watched.page.click("text=Search all of it")
        watched.page.wait_for_url("**/list.all.html?q=*")
        sought = watched.page.input_value("#Search")
        found = watched.page.locator("#Results a").first
        title = found.text_content() or ""
        found.click()
        watched.page.wait_for_url("**/jp-kh-2024-07.visit.html#**")

        assert "0 found" == here
        assert "PATROL boats National Police" == sought
        assert "patrol boats" in title
        assert watched.page.locator(".event:focus").is_visible()
        assert [] == watched.errors


def test_the_page_of_all_events_lists_each_of_them_once(large: Path) -> None:
    """With a link to its place."""
    text = (large / "list.all.html").read_text(encoding="utf-8")
    linked = [unescape(link) for link in re.findall(r'href="[^"]+html#([^"]+)"', text.partition("<main")[2])]
    events = [json.loads(line)["id"] for line in timeline("log", "--kind", "event", "--json").out.splitlines()]

    assert events == linked


@pytest.mark.parametrize("which", ["shipped", "large"])
def test_every_link_within_an_archive_leads_somewhere(which: str, request: pytest.FixtureRequest) -> None:
    """To an anchor, a proof or a feed, of one file or of many."""
    folder: Path = request.getfixturevalue(which)
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.html")}
    ids = {name: set(re.findall(r'\bid="([^"]+)"', text)) for name, text in texts.items()}
    broken = set()
    for name, text in texts.items():
        for link in {unescape(link) for link in re.findall(r'href="([^"]+)"', text)}:
            file, _, anchor = link.partition("#")
            if "://" not in link and not (
                (folder / (file or name)).exists() and (not anchor or anchor in ids[file or name])
            ):
                broken.add((name, link))

    assert set() == broken
    assert (which == "shipped") == (len(texts) == 1)


def test_a_file_of_a_large_archive_is_small(large: Path, shipped: Path) -> None:
    """And all of them hold what the one file holds."""
    events = re.compile(r'<article id="([^"]+)"')
    pages = [path.read_text(encoding="utf-8") for path in large.glob("*.html")]
    one = (shipped / "index.html").read_text(encoding="utf-8")

    assert len(pages) > 100
    assert {*events.findall(one)} == {id for text in pages for id in events.findall(text)}


# --- without a browser ----------------------------------------------------------------------


def test_every_event_has_one_place_and_its_proof(shipped: Path, tmp_path: Path) -> None:
    """And each proof verifies by itself."""
    text = (shipped / "index.html").read_text(encoding="utf-8")
    ids = re.findall(r'\bid="([^"]+)"', text)
    listed = timeline("log", "--kind", "event", "--json").out.splitlines()
    events = [json.loads(line)["id"] for line in listed]
    (tmp_path / "x").mkdir()

    assert len(set(ids)) == len(ids)
    assert {*events} <= {*ids}
    for event in events[::25]:
        proof = shipped / "proofs" / f"{event.replace('/', '~')}.tlog-proof"
        assert 0 == timeline("verify-proof", str(proof)).code, event
    assert len(events) == len(list((shipped / "proofs").iterdir()))


def test_proofs_share_what_they_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them together hash each level of the tree a few times, and not the whole log for every event."""
    hashed: list[int] = []
    subtree = LogReader.subtree

    def counted(self: LogReader, start: int, end: int) -> bytes:
        hashed.append(end - start)
        return subtree(self, start, end)

    monkeypatch.setattr(LogReader, "subtree", counted)
    assert 0 == timeline("archive", str(tmp_path / "site"), "--on", "2026-11-24").code
    entries = len(timeline("log", "--json").out.splitlines())

    assert entries < sum(hashed) < 4 * entries * entries.bit_length()


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("jp-kh-2024-07.visit", ["5–6 July 2024", "Kamikawa Yoko (Foreign Minister of Japan)", "Cambodia"]),
        ("ccrs-2024-07-10", ["CCRS", "10 July 2024", "analyst", "in full"]),
        ("jp-kh-2024-07/patrol-boats.commitment", ["Japan", "Cambodian National Police", "signed, 10 December 2024", "", "no word of delivery"]),
        ("kamikawa-yoko", ["person", "Japan"]),
        ("cambodia.japan.pair", []),
        ("events.2023", []),
    ],
)  # fmt: skip
def test_a_list_says_what_stands_beside_a_name(shipped: Path, name: str, cells: list[str]) -> None:
    """A row for each article, a cell for each heading."""
    text = (shipped / "index.html").read_text(encoding="utf-8")
    (row,) = re.findall(rf'<tr data-find="line"><td><a href="#{re.escape(name)}">.*?</tr>', text)
    table = text[text.rindex("<table", 0, text.index(row)) : text.index(row)]
    found = [unescape(cell) for cell in re.findall(r"<td[^>]*>([^<]*)</td>", row)]

    assert cells == found[: len(cells)]
    assert table.count("<th ") == len(found) + 1


def test_the_feeds_are_read_as_feeds(shipped: Path, hostile: Path) -> None:
    """Atom as XML, the calendar by its library."""
    from xml.etree import ElementTree as ET  # noqa: PLC0415 - only this test needs it

    import icalendar  # noqa: PLC0415 - as above

    for folder in (shipped, hostile):
        root = ET.fromstring((folder / "latest.atom").read_text(encoding="utf-8"))  # noqa: S314 - our own feed
        entries = root.findall("{http://www.w3.org/2005/Atom}entry")
        assert entries
        assert all(entry.findtext("{http://www.w3.org/2005/Atom}updated") for entry in entries)
        assert icalendar.Calendar.from_ical((folder / "calendar.ics").read_text(encoding="utf-8")).walk("VEVENT")


def test_an_archive_is_the_same_twice_and_replaces_an_earlier_one(shipped: Path, tmp_path: Path) -> None:
    """For the same basis."""
    for _ in range(2):
        assert 0 == timeline("archive", str(tmp_path / "site"), "--on", "2026-11-24").code

    assert {path.name for path in shipped.rglob("*")} == {path.name for path in (tmp_path / "site").rglob("*")}
    for path in shipped.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "site" / path.relative_to(shipped)).read_bytes()
