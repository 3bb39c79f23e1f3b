"""HTML, from elements: the one place where text becomes markup, and where it is made safe.

Whatever is put into an element is text, and is escaped, unless this module made it. A link leads only to http or
https. Nothing is loaded from elsewhere: styles stand in the page, and a policy names their hashes.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import urlsplit

from timeline.text import shown

_VOID = {"meta", "link", "br", "hr", "input"}


_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]+(?:[ -][\u0590-\u08ff]+)*"
)
"""Words that are read from right to left: set apart, or the days beside them would be turned round. Source: UAX #9."""


class Html(str):
    """Markup that this module made. Only it may: a text of a record is never one."""

    __slots__ = ()


Child = str | Sequence["Child"]
"""Text, markup, or several of them."""


def element(tag: str, *children: Child, **attributes: str) -> Html:
    """An element with its children; an attribute that is empty is left out, `class_` is `class`, `_` becomes `-`."""
    named = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(shown(value))}"' for name, value in attributes.items() if value
    )
    if tag in _VOID:
        return Html(f"<{tag}{named}>")
    return Html(f"<{tag}{named}>{joined(children)}</{tag}>")


def joined(children: Iterable[Child]) -> Html:
    """Children one after the other; whatever is no markup is escaped."""
    return Html("".join(map(_safe, children)))


def _safe(child: Child) -> str:
    if isinstance(child, Html):
        return child
    if isinstance(child, str):
        return escape(_RIGHT_TO_LEFT.sub("\u2068\\g<0>\u2069", shown(child)), quote=False)
    return joined(child)


def link(text: Child, address: str, **attributes: str) -> Html:
    """A link, if its address is one of the web; else its text alone."""
    if not is_web(address):
        return joined([text])
    return element("a", text, href=address, rel="noreferrer", **attributes)


def is_web(address: str) -> bool:
    """Whether an address is one of the web, which is safe to follow."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def page(title: str, body: Child, *, style: str = "", script: str = "", language: str = "en") -> str:
    """A page that loads nothing: its style and script stand in it, and its policy names their hashes."""
    policy = "; ".join(
        [
            "default-src 'none'",
            *([f"style-src {digest(style)}"] if style else []),
            *([f"script-src {digest(script)}"] if script else []),
            "img-src data:; base-uri 'none'; form-action 'none'",
        ]
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", title),
        _raw("style", style) if style else "",
        _raw("script", script) if script else "",
    )
    content = element("body", body)
    return f"<!DOCTYPE html>\n{element('html', head, content, lang=language)}\n"


def _raw(tag: str, code: str) -> Html:
    """Code of our own, which HTML does not unescape."""
    assert f"</{tag}" not in code, "the program's own code ends no element"
    return Html(f"<{tag}>{code}</{tag}>")


def digest(code: str) -> str:
    """The hash by which a policy allows a style or a script. Source: W3C, Content Security Policy 3."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"
