"""The readouts side by side: event by event, what each side says, says differently, or leaves out.

The three kinds of silence are never confused (RULES.md, 17): a side's own text read in full
that does not mention a point is `silent`; a retelling of it read in full is `not-retold`;
a text read in part or not at all is `unknown`.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from typing import ClassVar

from msgspec import Struct

from timeline.entries import Source, acting
from timeline.projections.arranged import arranged
from timeline.projections.conflicts import conflicts
from timeline.projections.gathered import vouches
from timeline.projections.paragraphs import nested_by_paragraph, paragraphs_of
from timeline.projections.plain import Hidden
from timeline.projections.world import Account, corrections, rests_on
from timeline.values import VOICES, earliest_date, parse_when

SAYS, DIFFERS, SILENT, NOT_RETOLD, UNKNOWN = "says", "differs", "silent", "not-retold", "unknown"


class TextAnswer(Struct, frozen=True):
    """What one text of a side has to say of a point."""

    source: str
    """The id of the text."""
    cell: str
    """`says`, `differs`, `silent`, `not-retold` or `unknown`."""


class Row(Struct, frozen=True, eq=False):
    """One point of a visit, and what each side says of it."""

    DERIVED: ClassVar[tuple[str, ...]] = ("position", "act", "by", "paragraphs", "rests_on", "corrections")

    account: Hidden[Account]
    id: str
    what: str
    title: str
    depth: int
    """How deeply it is nested in the visit, from 0."""
    sides: dict[str, str]
    """By the sides that took part: `says`, `differs`, `silent`, `not-retold`, `unknown`."""
    texts: dict[str, tuple[TextAnswer, ...]]
    """The answer of each text that covers the point, by side."""

    sign: str
    """Of two sides: `=` both say it, `≠` differ, `◂` only the first, `▸` only the second, `·` neither.
    Of more: `=` all who took part, `+` several of them, `◦` one, `≠` differ, `·` none."""
    section: str = ""
    """Its section in a replay of the visit: before, during, undated, afterwards."""
    replaced: tuple[str, ...] = ()
    """The sides that say it only in a text that a later one of theirs replaced. Source: RULES.md, 28."""
    disputed: tuple[str, ...] = ()
    """The press or analysts, if they give another value than a party; the two parties do not differ by that."""

    @property
    def position(self) -> int:
        """That of its event in the log."""
        return self.account.position

    @property
    def speaking(self) -> tuple[str, ...]:
        """The sides that say it."""
        return tuple(side for side, cell in self.sides.items() if cell == SAYS)

    @property
    def act(self) -> str | None:
        """The act of a statement."""
        return getattr(self.account.event, "act", None)

    @property
    def by(self) -> list[str]:
        """Who says or does it, by id."""
        return [participant.who for participant in self.account.event.by]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The numbered paragraphs of the texts that report it."""
        return paragraphs_of(self.account)

    @property
    def rests_on(self) -> dict[str, str]:
        """What its event refers to that is withdrawn, with the withdrawals."""
        return rests_on([self.account])

    @property
    def corrections(self) -> list[str]:
        """The corrections of its event, by id."""
        return corrections([self.account])


class Reading(Struct, frozen=True):
    """How many texts were read in full, in part, and not at all."""

    full: int = 0
    """How many were read in full."""
    part: int = 0
    """How many were read in part."""
    no: int = 0
    """How many were not read; what they say is known from others."""

    @property
    def texts(self) -> int:
        """How many there are."""
        return self.full + self.part + self.no


def reading(texts: Iterable[Source]) -> Reading:
    """How much of some texts was read."""
    counts = Counter(text.read for text in texts)
    return Reading(counts["full"], counts["part"], counts["no"])


_TWO = 2


def _sign(cells: dict[str, str], codes: tuple[str, ...]) -> str:
    if DIFFERS in cells.values():
        return "≠"
    speaking = [code for code in codes if cells.get(code) == SAYS]
    if len(codes) > _TWO:
        everybody = len(speaking) == len(cells)
        return ("=" if everybody else "+") if len(speaking) > 1 else "◦" if speaking else "·"
    if len(speaking) > 1:
        return "="
    return "·" if not speaking else "◂" if speaking[0] == codes[0] else "▸"


def readouts(
    accounts: Iterable[Account], codes: tuple[str, ...], sources: Iterable[Source], visit: Account
) -> tuple[Row, ...]:
    """The points of a *visit* among *accounts* (in world order), as the parties with *codes* report them.

    They are in the order in which the visit is replayed, points of one time in that of a text's paragraphs.

    sources: all that cover a part of the visit, cited or not. A side that took no part in a
    point has no cell in its row.
    """
    texts, accounts = tuple(sources), tuple(accounts)
    chosen = {account.id for account in accounts}
    states = {code: visit.names.of_code(code) for code in codes}
    rows = []
    for account, section in arranged(accounts, visit):
        took_part = [code for code in codes if states[code] in taking_part(account)]
        if not took_part:
            continue
        covering = _covering(account, texts)
        answers = {
            code: tuple(TextAnswer(text.id, _answer(account, text, covering)) for text in covering if code in text.side)
            for code in took_part
        }
        cells = {code: _cell(account, code, covering, texts) for code in took_part}
        rows.append(
            Row(
                account,
                account.id,
                account.event.what,
                account.event.title,
                account.depth(chosen),
                cells,
                answers,
                _sign(cells, codes),
                section,
                tuple(code for code in took_part if cells[code] == SAYS and _is_replaced(account, code, texts)),
                tuple(dict.fromkeys(voice for found in conflicts(account) for voice in found.disputed)),
            )
        )
    in_order = (
        nested_by_paragraph(list(group), lambda row: row.account, lambda row: row.depth)
        for _, group in groupby(rows, key=lambda row: row.section)
    )
    return tuple(row for group in in_order for row in group)


def _is_replaced(account: Account, code: str, texts: Iterable[Source]) -> bool:
    """Whether all texts of a side that say a point were replaced by others of it."""
    gone = {old for text in texts if code in text.side for old in text.supersedes}
    items = (citation.evidence for citation in account.citations if vouches(citation.entry) and code in citation.side)
    saying = [item.via[-1] if item.via else item.source for item in items]
    return bool(saying) and gone.issuperset(saying)


def taking_part(account: Account) -> set[str]:
    """The parties with somebody in the event, or in what it is part of."""
    events = [account.event, *(whole.event for whole in account.wholes)]
    took_part = (who for event in events for who in acting((*event.by, *event.to)))
    reporting = (who for event in events for who in getattr(event, "told_by", ()))
    return {*account.names.parties_of(took_part), *account.names.parties_of(reporting)}


def cell(account: Account, code: str, sources: Iterable[Source]) -> str:
    """What one side says of a point: `says`, `differs`, `silent`, `not-retold` or `unknown`.

    sources: as for `readouts`.
    """
    texts = tuple(sources)
    return _cell(account, code, _covering(account, texts), texts)


def _covering(account: Account, texts: Iterable[Source]) -> tuple[Source, ...]:
    """The texts that cover a point: the event, what it is part of, or what it is about."""
    world, ids = account.world, {account.id, *account.ancestors}
    for whole in (account, *account.wholes):
        about = [id for id in whole.event.about if id in world.accounts]
        ids |= {*about, *(above for id in about for above in world.ancestors(id))}
    began = earliest_date(account.time, *account.clock)
    return tuple(
        # What came after a text it cannot mention.
        text
        for text in texts
        if ids & set(text.covers) and not (text.date and parse_when(text.date).end_latest < began)
    )


def _cell(account: Account, code: str, covering: tuple[Source, ...], texts: tuple[Source, ...]) -> str:
    """The first answer that applies, in the order of RULES.md, 17."""
    # A declared contradiction is no value, and the press is no party: both are shown beside the row.
    if any(code in found.parties for found in conflicts(account)):
        return DIFFERS
    if code in account.sides:
        return SAYS
    own = [text for text in covering if code in text.side]
    if own and all(text.read == "full" for text in own):
        return SILENT
    if any(text.read == "part" for text in own):
        return UNKNOWN
    return NOT_RETOLD if _retold_in_full(account, code, covering, texts) else UNKNOWN


def _retold_in_full(account: Account, code: str, covering: tuple[Source, ...], texts: tuple[Source, ...]) -> bool:
    """Whether a retelling of the side that covers the point was read in full.

    What a retelling says in its own voice is not what a side said.
    """
    if set(account.sides) <= set(VOICES):
        return False
    own = {text.id for text in texts if code in text.side and text in covering}
    return any(text.read == "full" and own & set(text.retells) for text in covering)


def _answer(account: Account, text: Source, covering: tuple[Source, ...]) -> str:
    """What one text of a side says of a point."""
    items = (citation.evidence for citation in account.citations if vouches(citation.entry))
    cited = any(text.id in (item.source, *item.via) for item in items)
    if cited:
        return SAYS
    if text.read == "full":
        return SILENT
    retold = any(other.read == "full" and text.id in other.retells for other in covering)
    return NOT_RETOLD if text.read == "no" and retold else UNKNOWN
