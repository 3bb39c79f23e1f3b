"""A sheet as Markdown, in which nothing of a record is markup."""

import re
from collections.abc import Iterator

from timeline.text import shown
from timeline.views.html import is_web
from timeline.views.sheet import Line, Part, Segment, Sheet

_SIGNS = re.compile(r"([\\`*_{}\[\]#|~!$^=])")
"""What could begin markup in CommonMark, or in an extension of it, within a line."""
_ENTITIES = str.maketrans({"<": "&lt;", ">": "&gt;", "&": "&amp;", "@": "&#64;"})
"""What HTML would obey, where HTML is let through; and what some readers take for a name of theirs."""
_STARTS = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)")
"""What begins a list at the beginning of a line."""
_ADDRESS = re.compile(r"(?<=[^\W\d])([:.])(?=[^\W\d]|/)")
"""A sign within a word, of which some readers make a link by themselves: `example.org`, `https://`, `mailto:a`."""


def markdown(sheet: Sheet) -> str:
    """The sheet; a list for each part."""
    lines = [f"# {escaped(sheet.title)}", "", f"*{escaped(sheet.subtitle)}*"]
    for part in sheet.body:
        lines += _part(part, "##")
    lines += ["", escaped(sheet.legend), "", "---", "", "## Overleaf"]
    for part in sheet.overleaf:
        lines += _part(part, "###")
    return "\n".join([*lines, "", escaped(sheet.basis), ""])


def escaped(text: str) -> str:
    """A text of a record as Markdown shows it: no sign in it is markup, and no address a link."""
    safe = _SIGNS.sub(r"\\\1", shown(text)).translate(_ENTITIES)
    safe = _ADDRESS.sub(lambda found: f"&#{ord(found[1])};", safe)
    return _STARTS.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", safe)


def _part(part: Part, mark: str) -> Iterator[str]:
    yield from ("", f"{mark} {escaped(part.heading)}", "")
    yield from map(_line, part.lines)


def _line(line: Line) -> str:
    label = f"{escaped(line.label)}\\. " if line.label else ""
    text = " ".join(map(_segment, line.segments))
    # Signs that would end an address are written as in an address.
    address = line.link.translate({ord(sign): f"%{ord(sign):02X}" for sign in "<>\\` \"'()|*_[]"})
    return f"- {label}{text}" + (f" <{shown(address)}>" if is_web(line.link) else "")


def _segment(segment: Segment) -> str:
    text = f"**{escaped(segment.text)}**" if segment.lead else escaped(segment.text)
    return text + (f" {escaped(f'[{segment.mark}]')}" if segment.mark else "") + segment.after
