"""What was signed, and what was promised: the amounts, first in the payer's own text; the stages; what became of it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from timeline.answers.brief import BriefAnswer
from timeline.entries import Money, Terms
from timeline.projections.citation import Citation
from timeline.projections.commitments import Owed, Reached
from timeline.projections.held import Instrument
from timeline.projections.world import Account
from timeline.values import parse_amount
from timeline.views.brief.points import alone, evidence, reported
from timeline.views.sheet import Line, Segment, listed, said
from timeline.views.words.change import stage_text
from timeline.views.words.money import amounts_text, money_text, quantities_text, terms_text
from timeline.views.words.people import mark_text
from timeline.views.words.time import when_text


class _Amount(NamedTuple):
    """An amount, and the evidence of all who give it, whether or not they say “about” or “up to”."""

    said: tuple[Money, ...]
    cited: tuple[Citation, ...]

    @property
    def text(self) -> str:
        """`up to JPY 8,293 million`, `USD 59.6 million (“about” in some)`."""
        about = {money.approximate for money in self.said}
        exact = min(self.said, key=lambda money: (money.approximate, not money.at_most))
        return money_text(exact) + (" (“about” in some)" if len(about) > 1 else "")


def documents(answer: BriefAnswer) -> list[Instrument]:
    """The documents, without the later ones of a commitment: these are its stages."""
    seen, found = set[str](), []
    for held in answer.documents:
        if len(held.commitments) != 1 or seen.isdisjoint(held.commitments):
            found.append(held)
        seen.update(held.commitments if len(held.commitments) == 1 else ())
    return found


def signed_line(held: Instrument, answer: BriefAnswer) -> Line:
    """`Loan for a road: loan, signed 6 July 2024: up to JPY 8,293 million. [JP] Elsewhere: USD 51.5 million [P]`."""
    owing = [owed for owed in answer.commitments if owed.key in held.commitments]
    of = [held.account, *(owed.stages[0].account for owed in owing)]
    amounts = _amounts(of, {id for owed in owing for id in owed.by})
    later = [reached for owed in owing for reached in _later(owed, answer)]
    end = [Segment(f"{outcome_text(owing[0])}.")] if len(owing) == 1 else []
    segments = (*_signed(held, owing, amounts), *map(_stage_segment, later), *end)
    return Line(segments, cited=evidence([*of, *(reached.account for reached in later)]))


def _signed(held: Instrument, owing: Sequence[Owed], amounts: Sequence[_Amount]) -> tuple[Segment, ...]:
    """What was signed when, for how much; the amounts as they are stated elsewhere; the terms."""
    title = owing[0].title if len(owing) == 1 else held.title
    amount = f": {amounts[0].text}" if amounts else ""
    mark = mark_text(amounts[0].cited if amounts else held.account.vouching)
    elsewhere = [(other.text, mark_text(other.cited)) for other in amounts[1:]]
    # A title that begins with the kind of document says it already.
    amount += "".join(f", {text}" for text in _quantities(held, owing))
    kind = "" if title.casefold().startswith(held.document.casefold()) else f"{held.document}, "
    head = said(f"{kind}signed {when_text(held.when)}{amount}.", mark, lead=f"{title}:")
    return (*head, *listed("Elsewhere:", elsewhere), *_terms(held, {id for owed in owing for id in owed.by}))


def _quantities(held: Instrument, owing: Sequence[Owed]) -> list[str]:
    """What a document promises in numbers, such as `4 boats`."""
    reached = (reached for owed in owing for reached in owed.stages if reached.event == held.event)
    return [text for one in reached if (text := quantities_text(one.quantities))]


def _terms(held: Instrument, payers: set[str]) -> list[Segment]:
    """The terms of a document, as in the payer's own text where it gives them; nothing without any."""
    given = [(value.value, held.account.giving(value, "terms")) for value in held.account.said("terms")]
    given.sort(key=lambda one: not _is_own(one[1], payers))
    terms = [(terms_text(terms), cited) for terms, cited in given if isinstance(terms, Terms)]
    return [Segment(f"Terms: {text}.", mark_text(cited)) for text, cited in terms[:1]]


def _amounts(accounts: Iterable[Account], payers: set[str]) -> list[_Amount]:
    """The amounts that sources give of some events: first one in a text of the payer's own.

    This order is one of display; none is chosen.
    """
    found: dict[object, _Amount] = {}
    for account in accounts:
        for value in account.said("money"):
            if isinstance(money := value.value, Money):
                key = money.currency, parse_amount(money.amount).value
                old = found.get(key, _Amount((), ()))
                found[key] = _Amount((*old.said, money), (*old.cited, *account.giving(value, "money")))
    return sorted(found.values(), key=lambda amount: not _is_own(amount.cited, payers))


def _is_own(cited: Iterable[Citation], payers: set[str]) -> bool:
    """Whether a payer says so in a text of its own."""
    return any(
        not citation.evidence.via and {citation.names.of_code(side) for side in citation.side} & payers
        for citation in cited
    )


def promised(answer: BriefAnswer, *, every: bool = False) -> list[Owed]:
    """The commitments, those first that call for attention; those that stand with a document only with *every*."""
    signed = {id for held in answer.documents for id in held.commitments if len(held.commitments) == 1}
    left = [owed for owed in answer.commitments if every or owed.key not in signed]
    return sorted(left, key=lambda owed: list(OUTCOMES).index(outcome_text(owed)))


def _later(owed: Owed, answer: BriefAnswer) -> list[Reached]:
    """The stages of a commitment after the first, without those that a document of the brief reached."""
    signed = {held.event for held in documents(answer)}
    return [reached for reached in owed.stages[1:] if reached.event not in signed]


OUTCOMES = {
    "Overdue": "overdue",
    "No word of delivery": "without word of delivery",
    "Under way": "under way",
    "Due": "due later",
    "Kept": "kept",
    "Lapsed": "lapsed",
}
"""What may have become of a commitment, first what calls for attention; and how so many are counted."""


def outcome_text(owed: Owed) -> str:
    """What became of a commitment, in a word or two."""
    if not owed.open:
        return "Kept" if owed.stage == "delivered" else "Lapsed"
    if owed.overdue:
        return "Overdue"
    if owed.due:
        return "Due"
    return "Under way" if owed.stage == "under-way" and not _is_past(owed) else "No word of delivery"


def _is_past(owed: Owed) -> bool:
    """Whether what is under way lasted from one day to another, and the other has passed."""
    time = owed.stages[-1].account.time
    return time.lasted and owed.on is not None and time.end_latest < owed.on.toordinal()


def promise_line(owed: Owed, answer: BriefAnswer) -> Line:
    """`No word of delivery: patrol boats, according to Cambodia only. [KH*] Signed 10 December 2024. [P]`."""
    names, first = answer.names, owed.stages[0]
    who = names.all(owed.by)
    to = f" to {names.all(owed.to)}" if owed.to else ""
    whose = "" if owed.title.startswith(who) else f" ({who}{to})"
    only = _only_text(first.account, answer)
    due = f", due {when_text(owed.due)}" if owed.due else ""
    if not due and owed.due_said:
        due = f", due “{owed.due_said}” (said {when_text(first.when)})"
    # What was promised at the visit needs no day.
    then = answer.account is not None and first.account.time.meet(answer.account.time.within()) is not None
    announced = "" if then else f"; announced {when_text(first.when)}"
    head = f"{owed.title}{whose}{only}{due}{announced}{_amount_text(first)}."
    segments = [*said(head, mark_text(first.account.vouching), lead=f"{outcome_text(owed)}:")]
    segments += [_stage_segment(reached) for reached in _later(owed, answer)]
    return Line(tuple(segments), cited=evidence([reached.account for reached in owed.stages]))


def _stage_segment(reached: Reached) -> Segment:
    stage = stage_text(reached.stage)
    text = f"{stage[0].upper()}{stage[1:]} {when_text(reached.when)}{_amount_text(reached)}."
    return Segment(text, mark_text(reached.account.vouching))


def _amount_text(reached: Reached) -> str:
    parts = amounts_text(reached.money), quantities_text(reached.quantities)
    return "".join(f", {part}" for part in parts if part)


def _only_text(account: Account, answer: BriefAnswer) -> str:
    """`, according to Cambodia only`; of the two sides, where others report it too; empty when both sides do."""
    if account.id not in {point.event for point in answer.one_side}:
        return ""
    side = next(point.side for point in answer.one_side if point.event == account.id)
    of_two = "" if alone(account) else "of the two sides "
    return f", {of_two}according to {answer.names.side(side)} only"


def due_line(owed: Owed) -> Line:
    """`25–29 November 2024: Cambodia is to host the Fifth Review Conference.`."""
    account = owed.stages[0].account
    return reported(account, f"{when_text(owed.due)}: {owed.title}.")
