"""The archive: the whole record as pages that open from a disk, a memory stick or any web server.

They load nothing from elsewhere, and are read without JavaScript: that only shows one part at a time, searches, and
moves from step to step. A small record is one file; of a large one, each page is a file.
"""

from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import NamedTuple

from timeline.answers.answer import Basis
from timeline.projections.world import Account
from timeline.views import basis_text
from timeline.views.archive.articles import Article
from timeline.views.archive.items import START, Links
from timeline.views.archive.lists import GROUPS, Named, event_list, group_list, list_id
from timeline.views.html import Child, Html, element, page
from timeline.views.plots.canvas import STYLE
from timeline.views.words.money import many

MOST = 10_000
"""The most entries of a record that is one file: of some 20 MB then, which a browser opens in two seconds."""
EVERYTHING = "list.all"
"""The page of a large archive that lists all events, and on which all of it is searched."""
FEEDS = {"latest.atom": "Latest (Atom)", "calendar.ics": "Calendar"}


class About(NamedTuple):
    """What an archive is of."""

    title: str
    basis: Basis
    recorded_until: str
    entries: int


def whole(about: About, articles: Sequence[Article], links: Links) -> str:
    """All pages in one file."""
    named = [article.named for article in articles]
    sections = [home(about, named, links), *lists(named, links).values(), *map(article_section, articles)]
    return file_of(about, about.title, sections, links)


def file_of(about: About, title: str, sections: Iterable[Html], links: Links) -> str:
    """A file with some sections."""
    style, script = (_resource(name) for name in ("archive.css", "archive.js"))
    body: list[Child] = [
        element("a", "Skip to the content", href="#Content", class_="skip"),
        _header(about, links),
        element("main", *sections, id="Content"),
        element("footer", element("p", _footer(about))),
    ]
    return page(title, body, style=STYLE + style, script=script)


def _resource(name: str) -> str:
    return files("timeline.views.archive").joinpath(name).read_text(encoding="utf-8")


def _header(about: About, links: Links) -> Html:
    items = [_item("Start", links.page(START))]
    items += [_item(group.title, links.page(list_id(name))) for name, group in GROUPS.items()]
    items += [] if links.single else [_item("All events", links.page(EVERYTHING))]
    items += [_item(title, file) for file, title in FEEDS.items()]
    whole = element("p", element("a", "Search all of it", id="Whole", href=links.page(EVERYTHING)))
    search = element(
        "div",
        element("label", "Search" if links.single else "Search this page", for_="Search"),
        element("input", id="Search", type="search", autocomplete="off", aria_describedby="Count"),
        element("p", "", id="Count", aria_live="polite"),
        element("ul", "", id="Results", class_="results"),
        "" if links.single else whole,
        class_="js-only",
        role="search",
    )
    return element(
        "header", element("h1", about.title), element("nav", element("ul", *items), aria_label="Main"), search
    )


def _item(text: str, address: str) -> Html:
    return element("li", element("a", text, href=address))


def _page(id: str, title: str, *children: Child) -> Html:
    return element("section", *children, id=id, class_="page", data_title=title, aria_label=title)


def home(about: About, named: Sequence[Named], links: Links) -> Html:
    """The first page: what this is, the visits, and all that there is."""
    counts = (
        _item(f"{group.title}: {count}", links.page(list_id(name)))
        for name, group in GROUPS.items()
        if (count := sum(one.group == name for one in named)) and group.columns
    )
    visits = [_item(one.title, links.page(one.id)) for one in named if one.group == "visits"]
    more = [_item(f"and {len(visits) - _VISITS} more", links.page(list_id("visits")))] if len(visits) > _VISITS else []
    return _page(
        START, about.title,
        element("h2", "What this is"),
        element("p", f"A record of diplomatic engagements: {many(about.entries, 'entry', 'entries')}, the latest of "
                f"{about.recorded_until[:10]}. Each fact names the sources that say so, their sides, and the passage, "
                "and has a proof that it is in the log."),
        element("p", _footer(about)),
        element("h2", "Visits"), element("ul", *visits[:_VISITS], *more),
        element("h2", "All of it"), element("ul", *counts),
        element("p", "Keys: / searches; j and k, or the arrows, move from step to step.", class_="js-only"),
    )  # fmt: skip


_VISITS = 50
"""The most visits on the first page."""


def lists(named: Sequence[Named], links: Links) -> dict[str, Html]:
    """The page with the list of each group, by its id."""
    return {
        list_id(name): _page(
            list_id(name), group.title, element("h2", group.title),
            group_list(name, [one for one in named if one.group == name], links),
        )
        for name, group in GROUPS.items()
        if group.columns
    }  # fmt: skip


def everything(accounts: Iterable[Account], links: Links) -> Html:
    """The page with all events."""
    return _page(EVERYTHING, "All events", element("h2", "All events"), event_list(accounts, links))


def article_section(article: Article) -> Html:
    """An article as a page of its own."""
    id, _, title, _ = article.named
    return element("section", article.body, id=id, class_="page", data_title=title, aria_label=title, data_find="page")


def _footer(about: About) -> str:
    return f"{basis_text(about.basis)}; root in full: {about.basis.root}"
