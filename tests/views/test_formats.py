"""A brief in each format: the same sheet, safe whatever the record says, the same bytes twice."""

import re
from datetime import date
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from markdown_it import MarkdownIt

from hostile import ATTACK, REGISTRY, VISIT, attack
from records import given
from running import timeline
from timeline.answers.brief import brief_of
from timeline.problems import Misused
from timeline.views.brief import sheet_of
from timeline.views.formats.docx import docx
from timeline.views.formats.html import html
from timeline.views.formats.markdown import escaped, markdown
from timeline.views.html import Html, digest, element, link, page
from timeline.views.sheet import Sheet

SHIPPED = "jp-kh-2024-07"


@pytest.fixture(scope="module")
def hostile() -> Sheet:
    """The brief of a record whose every text is an attack."""
    with given(attack(VISIT), registry=attack(REGISTRY)) as asked:
        return sheet_of(brief_of(asked, ["visit"], date(2026, 1, 1)), desk=True)


class Looked(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self, text: str) -> None:
        """Look at all of it."""
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        """Text, its entities resolved."""
        self.text += data


def test_a_page_of_html_has_only_our_elements_whatever_the_record_says(hostile: Sheet) -> None:
    """No script, no handler, no picture; links lead to the web or within the page."""
    found = Looked(html(hostile))

    assert {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "main",
        "section",
        "h1",
        "h2",
        "p",
        "ul",
        "li",
        "span",
        "a",
        "strong",
        "figure",
        "svg",
        "desc",
        "text",
        "polyline",
        "path",
    } == found.tags
    assert [] == [name for name, _ in found.attributes if name.startswith("on") or name in {"style", "src"}]
    assert all(value.startswith(("https://", "http://", "#")) for name, value in found.attributes if name == "href")
    assert ATTACK in found.text


def test_a_page_loads_nothing_and_allows_its_own_style_alone(hostile: Sheet) -> None:
    """By its hash."""
    text = html(hostile)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)

    assert policy
    assert style
    assert "default-src &#x27;none&#x27;" in policy[1]
    assert digest(style[1]).replace("'", "&#x27;") in policy[1]
    assert "script-src" not in policy[1]
    assert "url(" not in style[1]


def test_nothing_but_an_element_is_markup() -> None:
    """Text is escaped, in attributes too; an address that is none of the web is text."""
    assert '<p title="&lt;&quot;&gt;">&lt;b&gt;<i>x</i></p>' == element("p", "<b>", element("i", "x"), title='<">')
    for bad in ("javascript:alert(1)", "data:text/html,x", "//evil", "http://", "http://[", "mailto:a@b"):
        assert "x" == link("x", bad)
    assert isinstance(link("x", "https://example.org"), Html)
    assert "script-src" in page("t", "x", script="let a = 1")
    with pytest.raises(AssertionError):
        page("t", "x", style="</style>")


def test_markdown_shows_every_sign_of_the_record(hostile: Sheet) -> None:
    """None of them is markup, a list, a table, a link or HTML to whoever renders it."""
    text = markdown(hostile)
    shown = Looked(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(text))

    assert {"h1", "h2", "h3", "p", "em", "ul", "li", "strong", "a", "hr"} == shown.tags
    assert {"https://example.org/?a=%27b%27&c=%28d%29%2Ae%2A%7Cf"} == {
        value for name, value in shown.attributes if name == "href"
    }
    assert ATTACK in shown.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- x", r"\- x"), ("1. x", r"1\. x"), ("+ x", r"\+ x"), ("2) x", r"2\) x"), ("a - b", "a - b"), ("*x*", r"\*x\*"),
        ("http://x", "http&#58;//x"), ("www.x", "www&#46;x"), ("a@b", "a&#64;b"), ("see evil.com mailto:x", "see evil&#46;com mailto&#58;x"), ("USD 2.7 million: No. 5", "USD 2.7 million: No. 5"), ("<b>", "&lt;b&gt;"), ("\\", "\\\\"),
    ],
)  # fmt: skip
def test_a_sign_of_markdown_is_escaped(text: str, shown: str) -> None:
    """At the beginning of a line, or anywhere."""
    assert shown == escaped(text)


def test_an_address_in_markdown_ends_where_it_ends(hostile: Sheet) -> None:
    """Signs that could end it are written as in an address."""
    assert "<https://example.org/?a=%27b%27&c=%28d%29%2Ae%2A%7Cf>" in markdown(hostile)


def test_a_document_of_word_holds_the_text_and_no_field(hostile: Sheet) -> None:
    """It is opened by the library; nothing in it is a link, a field or an object."""
    data = docx(hostile)
    paragraphs = [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs]
    content = ZipFile(BytesIO(data)).read("word/document.xml").decode()

    assert any(ATTACK in text for text in paragraphs)
    assert not re.search(r"<w:(hyperlink|fldSimple|instrText|object|pict)\b", content)
    assert [] == [name for name in ZipFile(BytesIO(data)).namelist() if name.endswith(("emf", "bin", "png"))]


@pytest.mark.parametrize("make", [html, markdown, docx])
def test_a_format_has_the_same_bytes_twice(hostile: Sheet, make: object) -> None:
    """No time of day is in it."""
    assert callable(make)
    assert make(hostile) == make(hostile)


def test_the_brief_of_the_shipped_visit_is_written_in_every_format(tmp_path: Path) -> None:
    """Whole or not at all, by one command each."""
    for form in ("text", "md", "html", "docx"):
        target = tmp_path / f"brief.{form}"
        ran = timeline("brief", SHIPPED, "--on", "2026-11-24", "--format", form, "-o", str(target))

        assert (0, "", f"wrote {target}\n") == (ran.code, ran.out, ran.err)
        assert target.stat().st_size > 8_000
    printed = timeline("brief", SHIPPED, "--on", "2026-11-24", "--format", "md")
    assert (tmp_path / "brief.md").read_text(encoding="utf-8") == printed.out


def test_a_brief_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    """A folder is no file; JSON is a format of its own."""
    ran = timeline("brief", SHIPPED, "--format", "html", "-o", str(tmp_path))
    assert (1, "") == (ran.code, ran.out)
    assert "cannot write" in ran.err
    assert 2 == timeline("brief", SHIPPED, "--format", "html", "--json").code


def test_a_library_that_is_missing_is_named(hostile: Sheet, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    import sys  # noqa: PLC0415 - only this test takes a module away

    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(Misused, match="needs python-docx, which is not installed") as raised:
        docx(hostile)
    assert "pip install 'diplomatic-timeline[docx]'; in a checkout, `make extras`" == raised.value.hint
