"""Where the passages of a source stand in a text of it: exactly, never nearly.

A passage is found as a browser finds a text fragment; what is found only after folding
white space is told as such, because a text that was wrapped or copied is still the text.
"""

import re
from typing import Literal, NamedTuple

from timeline.events import Passage

Found = Literal["once", "several", "folded", "absent"]
"""Once; beginning several times; only after folding white space; not at all."""


class Place(NamedTuple):
    """Where a passage stands."""

    start: int
    end: int


def found(text: str, passage: Passage) -> Found:
    """How a passage stands in *text*."""
    count = text.count(passage.start)
    if count > 1:
        return "several"
    if place(text, passage):
        return "once"
    folded, flat = Passage(start=_folded(passage.start), end=_folded(passage.end)), _folded(text)
    if flat.count(folded.start) > 1:
        return "several"
    return "folded" if place(flat, folded) else "absent"


def place(text: str, passage: Passage) -> Place | None:
    """The place of a passage in *text*; None unless it begins once and has its end after it."""
    if text.count(passage.start) != 1:
        return None
    start = text.index(passage.start)
    end = start + len(passage.start)
    if passage.end:
        last = text.find(passage.end, end)
        end = last + len(passage.end) if last >= 0 else -1
    return Place(start, end) if end > 0 else None


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
