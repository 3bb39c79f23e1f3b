"""What was signed, and what was promised: the amounts, first in the payer's own text; the stages; what became of it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from timeline.answers.brief import BriefAnswer
from timeline.entries import FULFILLED, Money, Quantity, Terms
from timeline.projections.citation import Citation
from timeline.projections.commitments import Owed, Reached
from timeline.projections.documents import DocumentAct, Instrument
from timeline.projections.plans import Planned
from timeline.projections.support import ITSELF, dating, giving, supporting
from timeline.projections.world import Account
from timeline.values import parse_amount
from timeline.views.brief.points import Claim, alone, joined, line, sentence
from timeline.views.sheet import Line, Segment, listed
from timeline.views.words.change import hedge_text, no_word_text, stage_text, whose_text
from timeline.views.words.diplomacy import UNKNOWN, acting_text, turns_text
from timeline.views.words.event import action_text, due_text
from timeline.views.words.money import money_text, quantity_text, terms_text
from timeline.views.words.people import mark_text, spoken_side
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


def is_signed(held: Instrument) -> bool:
    """Whether a signing of a document is recorded: a joint statement may be issued, and signed by nobody."""
    return any(act.action == "signed" for act in held.acts)


def documents(answer: BriefAnswer) -> list[Instrument]:
    """The documents, without the later ones of a commitment: these are its stages."""
    seen, found = set[str](), []
    for held in answer.documents:
        if len(held.commitments) != 1 or seen.isdisjoint(held.commitments):
            found.append(held)
        seen.update(held.commitments if len(held.commitments) == 1 else ())
    return found


def signed_line(answer: BriefAnswer, held: Instrument) -> Line:
    """`Loan for a road: loan, signed 6 July 2024 [JP, P]: up to JPY 8 million [JP]. Elsewhere: USD 51 million [P].`."""
    owing = [owed for owed in answer.commitments if owed.key in held.commitments]
    payers = {id for owed in owing for id in owed.by}
    amounts = _amounts([*(act.account for act in held.acts), *(owed.stages[0].account for owed in owing)], payers)
    later = [_act_claims(act, answer) for act in held.acts[1:]]
    later += [stage_claims(reached) for owed in owing for reached in _later(owed, answer)]
    elsewhere, terms = [Claim(amount.text, amount.cited) for amount in amounts[1:]], _terms(held, payers)
    named, head = _named(held, owing, answer), _signed(held, owing, amounts, answer)
    parts = [
        [Segment(named.text, mark_text(named.cited), lead=True, after=":")],
        sentence(head),
        listed("Elsewhere:", [(claim.text, mark_text(claim.cited)) for claim in elsewhere]),
        sentence([terms[0]._replace(text=f"Terms: {terms[0].text}"), *terms[1:]]) if terms else (),
        *map(sentence, later),
        [Segment(f"{outcome_text(owing[0])}.")] if len(owing) == 1 else [],
    ]
    accounts = (*(act.account for act in held.acts), *(reached.account for owed in owing for reached in owed.stages))
    claims = [named, *head, *elsewhere, *terms, *(claim for stage in later for claim in stage)]
    return joined(parts, claims, *accounts)


def _named(held: Instrument, owing: Sequence[Owed], answer: BriefAnswer) -> Claim:
    """What a document is about: the commitment that it advances, and who alone reports that; else its own title."""
    if len(owing) != 1:
        return Claim(held.title)
    account = owing[0].stages[0].account
    only = _only_text(account, answer)
    return Claim(owing[0].title + only, supporting(account) if only else ())


def _signed(held: Instrument, owing: Sequence[Owed], amounts: Sequence[_Amount], answer: BriefAnswer) -> list[Claim]:
    """When a document was signed, for how much, and how many of what."""
    act = held.acts[0]
    # A title that begins with the kind of document says it already.
    title = owing[0].title if len(owing) == 1 else held.title
    kind = "" if title.casefold().startswith(held.document.casefold()) else f"{held.document}, "
    reached = [one for owed in owing for one in owed.stages if one.event == act.event]
    claims = _dated(f"{kind}{action_text(act.action)}{acting_text(act, answer.names)}", act.account)
    claims += [Claim(amount.text, amount.cited, ": ") for amount in amounts[:1]]
    return claims + [claim for one in reached for claim in _quantity_claims(one)]


def _dated(what: str, account: Account) -> list[Claim]:
    """What happened and when, by those who say both; else by those who say one, and by those who say the other."""
    itself, when = supporting(account, "advances" if account.event.advances else ITSELF), when_text(account.time)
    dated = dating(account)
    both = tuple(citation for citation in itself if citation in dated)
    return [Claim(f"{what} {when}", both)] if both else [Claim(what, itself), Claim(when, dated, " ")]


def _act_claims(act: DocumentAct, answer: BriefAnswer) -> list[Claim]:
    """What was done with a document, by whom and when; from when it has effect."""
    by = acting_text(act, answer.names)
    action = action_text(act.action)
    claims = _dated(f"{action[0].upper()}{action[1:]}{by}", act.account)
    if act.effective:
        claims.append(Claim(f"from {when_text(act.effective)}", giving(act.account, "effective", act.effective)))
    return claims


def _quantity_claims(reached: Reached) -> list[Claim]:
    """How many of what a stage is about, as each source says."""
    account = reached.account
    said = [(value.value, account.giving(value, "quantity")) for value in account.said("quantity")]
    given = {quantity_text(quantity): cited for quantity, cited in said if isinstance(quantity, Quantity)}
    befores = (", ", *[" versus "] * len(reached.quantities))
    return [
        Claim(text, given.get(text) or supporting(account, "advances"), before)
        for before, text in zip(befores, map(quantity_text, reached.quantities), strict=False)
    ]


_TERMS = (("years", "grace_years"), ("interest",), ("conditions",))
"""The fields of terms that are one claim together."""


def _terms(held: Instrument, payers: set[str]) -> list[Claim]:
    """The terms of a document, as in the payer's own text where it gives them; nothing without any.

    Each with all who say the same of it.
    """
    accounts = [act.account for act in held.acts]
    said = [(value.value, one.giving(value, "terms")) for one in accounts for value in one.said("terms")]
    given = [(terms, cited) for terms, cited in said if isinstance(terms, Terms)]
    given.sort(key=lambda one: not _is_own(one[1], payers))
    return [claim for fields in _TERMS for claim in _part_of_terms(given, fields)]


def _part_of_terms(given: Sequence[tuple[Terms, tuple[Citation, ...]]], fields: Sequence[str]) -> list[Claim]:
    """Some fields of the first terms, with all who give the same; nothing where they say nothing of these."""
    parts = [(Terms(**{field: getattr(terms, field) for field in fields}), cited) for terms, cited in given]
    text = terms_text(parts[0][0]) if parts else ""
    same = tuple(citation for part, cited in parts if part == parts[0][0] for citation in cited)
    return [Claim(text, same)] if text else []


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
    signed = {act.event for held in documents(answer) for act in held.acts}
    return [reached for reached in owed.stages[1:] if reached.event not in signed]


OUTCOMES = {
    "Overdue": "overdue",
    "No word of delivery": "without word of delivery",
    "No word since": "intended, without word since",
    "Partly kept": "partly kept",
    "Under way": "under way",
    "Due": "due later",
    "Kept": "kept",
    "Lapsed": "lapsed",
    "Cancelled": "cancelled",
}
"""What may have become of a commitment, first what calls for attention; and how so many are counted."""


def outcome_text(owed: Owed) -> str:
    """What became of a commitment, in a word or two."""
    if not owed.open:
        return "Kept" if owed.stage in FULFILLED else "Cancelled" if owed.stage == "cancelled" else "Lapsed"
    if owed.overdue:
        return "Overdue"
    if owed.part:
        return "Partly kept"
    if owed.due:
        return "Due"
    return "Under way" if owed.stage == "under-way" and not _is_past(owed) else no_word_text(owed).capitalize()


def _is_past(owed: Owed) -> bool:
    """Whether what is under way lasted from one day to another, and the other has passed."""
    time = owed.stages[-1].account.time
    return time.lasted and owed.on is not None and time.end_latest < owed.on.toordinal()


def promise_line(answer: BriefAnswer, owed: Owed) -> Line:
    """`No word of delivery: patrol boats, according to Cambodia only. [KH*] Signed 10 December 2024. [P]`."""
    head = _promise_claims(owed, answer)
    later = [stage_claims(reached) for reached in _later(owed, answer)]
    claims = [*head, *(claim for stage in later for claim in stage)]
    accounts = (reached.account for reached in owed.stages)
    return joined(map(sentence, (head, *later)), claims, *accounts, lead=f"{outcome_text(owed)}:")


def _promise_claims(owed: Owed, answer: BriefAnswer) -> list[Claim]:
    """Who promised what to whom; when it is due; when it was announced; how much."""
    first = owed.stages[0]
    account = first.account
    whose = whose_text(owed)
    hedge = hedge_text(owed)
    whose = "; ".join(filter(None, (whose, hedge)))
    whose = f" ({whose})" if whose else ""
    claims = [Claim(f"{owed.title}{whose}{_only_text(account, answer)}", supporting(account))]
    if owed.due:
        claims += [Claim(f"due {when_text(owed.due)}", giving(account, "due", owed.due))]
    elif owed.due_said:
        said_on = f"due “{owed.due_said}” (said {when_text(first.when)})"
        claims += [Claim(said_on, giving(account, "due_said", owed.due_said))]
    # What was promised at the visit needs no day.
    if answer.account is None or account.time.meet(answer.account.time.within()) is None:
        claims += [Claim(f"announced {when_text(first.when)}", dating(account))]
    return [*claims, *_amount_claims(first)]


def stage_claims(reached: Reached) -> list[Claim]:
    """That a stage was reached, when, and with which amounts, each by those who say so."""
    stage = stage_text(reached.stage)
    return [*_dated(f"{stage[0].upper()}{stage[1:]}", reached.account), *_amount_claims(reached)]


def _amount_claims(reached: Reached) -> list[Claim]:
    amounts = _amounts([reached.account], set()) if reached.money else []
    return [*(Claim(amount.text, amount.cited) for amount in amounts), *_quantity_claims(reached)]


def _only_text(account: Account, answer: BriefAnswer) -> str:
    """`, according to Cambodia only`; of the two sides, where others report it too; empty when both sides do."""
    if account.id not in {point.event for point in answer.one_side}:
        return ""
    side = next(point.side for point in answer.one_side if point.event == account.id)
    of_two = "" if alone(account) else "of the two sides "
    return f", {of_two}according to {spoken_side(side, answer.names)} only"


def is_of(plan: Planned, answer: BriefAnswer) -> bool:
    """Whether a brief is of a plan itself: then the bottom line tells it."""
    return answer.account is not None and plan.key == answer.account.id


def plan_line(plan: Planned) -> Line:
    """`Cancelled: visit of the minister; planned 17 January 2023 for March 2023; cancelled 3 February 2023.`."""
    lead = UNKNOWN if plan.past_due else plan.stage
    claims = [Claim(plan.title, supporting(plan.turns[0].account))]
    claims += [Claim(turns_text([turn]), supporting(turn.account), "; ") for turn in plan.turns]
    return line(claims, *(turn.account for turn in plan.turns), lead=f"{lead[0].upper()}{lead[1:]}:")


def scheduled_line(plan: Planned) -> Line:
    """`In summer: visit of the Foreign Minister; planned 17 January 2023.`."""
    last = plan.turns[-1]
    due = due_text(last.due, last.due_said) or "No day named"
    title = Claim(plan.title, supporting(plan.turns[0].account), ": ")
    claims = [Claim(due, giving(last.account, "due", last.due)), title]
    claims += [
        Claim(f"{turn.stage} {when_text(turn.when)}", supporting(turn.account), "; " if turn is plan.turns[0] else ", ")
        for turn in plan.turns
    ]
    return line(claims, *(turn.account for turn in plan.turns))


def due_line(owed: Owed) -> Line:
    """`25–29 November 2024: Cambodia is to host the Fifth Review Conference.`."""
    account = owed.stages[0].account
    due = Claim(when_text(owed.due), giving(account, "due", owed.due))
    return line([due, Claim(owed.title, supporting(account), ": ")], account)
