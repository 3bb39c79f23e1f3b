"""The archive: the whole record as one page that opens from a disk, a memory stick or any web server.

It loads nothing from elsewhere, and is read without JavaScript: that only shows one part at a time, searches, and
moves from step to step.
"""

from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import NamedTuple

from timeline.answers.answer import Basis
from timeline.views import basis_text
from timeline.views.archive.articles import Article
from timeline.views.html import Child, Html, element, page
from timeline.views.plots.canvas import STYLE
from timeline.views.words.money import many

GROUPS = {
    "visits": "Visits",
    "pairs": "Pairs of states",
    "actors": "Actors",
    "sources": "Sources",
    "commitments": "Commitments",
    "conflicts": "Conflicts",
    "events": "Other events",
}
"""The groups of articles, in the order of the navigation."""
_ALONE = {"conflicts", "events"}
"""Groups of one article, which need no list of their own."""


class About(NamedTuple):
    """What an archive is of."""

    title: str
    basis: Basis
    recorded_until: str
    entries: int


def archive_page(about: About, articles: Sequence[Article], feeds: Iterable[tuple[str, str]]) -> str:
    """The page. *feeds*: the title and the file of each feed beside it."""
    style, script = (_resource(name) for name in ("archive.css", "archive.js"))
    body: list[Child] = [
        element("a", "Skip to the content", href="#content", class_="skip"),
        _header(about, feeds),
        element("main", _home(about, articles), *_lists(articles), *map(_article, articles), id="content"),
        element("footer", element("p", _footer(about))),
    ]
    return page(about.title, body, style=STYLE + style, script=script)


def _resource(name: str) -> str:
    return files("timeline.views.archive").joinpath(name).read_text(encoding="utf-8")


def _header(about: About, feeds: Iterable[tuple[str, str]]) -> Html:
    links = [element("li", element("a", title, href=f"#{_list_id(group)}")) for group, title in GROUPS.items()]
    links += [element("li", element("a", title, href=file)) for title, file in feeds]
    search = element(
        "div",
        element("label", "Search", for_="search"),
        element("input", id="search", type="search", autocomplete="off", aria_describedby="count"),
        element("p", "", id="count", aria_live="polite"),
        element("ul", "", id="results", class_="results"),
        class_="js-only",
        role="search",
    )
    nav = element("nav", element("ul", element("li", element("a", "Start", href="#start")), *links), aria_label="Main")
    return element("header", element("h1", about.title), nav, search)


def _list_id(group: str) -> str:
    return group if group in _ALONE else f"list.{group}"


def _page(id: str, title: str, *children: Child) -> Html:
    return element("section", *children, id=id, class_="page", data_title=title, aria_label=title)


def _home(about: About, articles: Sequence[Article]) -> Html:
    counts = (
        element("li", element("a", f"{title}: {len(found)}", href=f"#{_list_id(group)}"))
        for group, title in GROUPS.items()
        if group not in _ALONE and (found := [article for article in articles if article.group == group])
    )
    visits = (
        element("li", element("a", article.title, href=f"#{article.id}"))
        for article in articles
        if article.group == "visits"
    )
    return _page(
        "start", about.title,
        element("h2", "What this is"),
        element("p", f"A record of diplomatic engagements: {many(about.entries, 'entry', 'entries')}, the latest of "
                f"{about.recorded_until[:10]}. Each fact names the sources that say so, their sides, and the passage, "
                "and has a proof that it is in the log."),
        element("p", _footer(about)),
        element("h2", "Visits"), element("ul", *visits),
        element("h2", "All of it"), element("ul", *counts),
        element("p", "Keys: / searches; j and k, or the arrows, move from step to step.", class_="js-only"),
    )  # fmt: skip


def _lists(articles: Sequence[Article]) -> Iterable[Html]:
    for group, title in GROUPS.items():
        if group in _ALONE:
            continue
        links = [
            element("li", element("a", article.title, href=f"#{article.id}"))
            for article in articles
            if article.group == group
        ]
        yield _page(_list_id(group), title, element("h2", title), element("ul", *links) if links else "None.")


def _article(article: Article) -> Html:
    return element(
        "section", article.body, id=article.id, class_="page", data_title=article.title, aria_label=article.title,
        data_find="" if article.group in _ALONE else "page",
    )  # fmt: skip


def _footer(about: About) -> str:
    return f"{basis_text(about.basis)}; root in full: {about.basis.root}"
