"""The order of a text: points of one time stand in the order of the paragraphs that report them. RULES.md, 27."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import TypeVar

from timeline.projections.world import Account

T = TypeVar("T")


def paragraphs_of(account: Account) -> tuple[str, ...]:
    """The numbered paragraphs or articles of the texts that report an event, as they are noted."""
    return tuple(dict.fromkeys(c.evidence.paragraph for c in account.citations if c.evidence.paragraph))


def by_paragraph(items: Iterable[T], account_of: Callable[[T], Account]) -> list[T]:
    """Items in their order; of those that follow each other, of one time and one text, in that of its paragraphs."""

    def run(item: T) -> tuple[str, str]:
        account = account_of(item)
        texts = (c.evidence.source for c in account.citations if c.evidence.paragraph)
        return next(texts, ""), account.time.text

    def place(item: T) -> list[tuple[int, str]]:
        return _natural(paragraphs_of(account_of(item))[0])

    found = list[T]()
    for (text, _), group in groupby(items, key=run):
        same = list(group)
        found += sorted(same, key=place) if text else same
    return found


def nested_by_paragraph(
    items: Sequence[T], account_of: Callable[[T], Account], depth_of: Callable[[T], int]
) -> list[T]:
    """The same of items that are followed by those that are part of them, level by level."""
    if not items:
        return []
    top = min(map(depth_of, items))
    blocks: list[list[T]] = []
    for item in items:
        if depth_of(item) == top or not blocks:
            blocks.append([])
        blocks[-1].append(item)
    ordered = by_paragraph(blocks, lambda block: account_of(block[0]))
    return [item for head, *rest in ordered for item in (head, *nested_by_paragraph(rest, account_of, depth_of))]


def _natural(number: str) -> list[tuple[int, str]]:
    """What sorts `2` before `10`, and `3(a)` before `3(b)`: the longer of two numbers is the greater."""
    parts = re.findall("[0-9]+|[^0-9]+", number)
    whole = (part.lstrip("0") if part.isascii() and part.isdigit() else part for part in parts)
    return [(len(part), part) if part.isascii() and part.isdigit() else (0, part) for part in whole]
