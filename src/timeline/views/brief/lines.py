"""The lines of a brief: one function for each kind, from an item of the answer to a line with its marks."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import msgspec

from timeline.answers.brief import BriefAnswer
from timeline.entries import Money, Terms, Visit
from timeline.projections.brief import OneSided, Taken
from timeline.projections.citation import Citation
from timeline.projections.commitments import Owed, Reached
from timeline.projections.disputes import Dispute
from timeline.projections.held import Instrument
from timeline.projections.names import Names
from timeline.projections.offices import Term
from timeline.projections.world import Account
from timeline.values import parse_amount
from timeline.views.meetings import people_text
from timeline.views.sheet import Line, Segment, limited, listed, said
from timeline.views.words.change import disagreement_text, position_text, stage_text
from timeline.views.words.event import headline, kind_text
from timeline.views.words.evidence import alike, value_text
from timeline.views.words.money import amounts_text, many, money_text, number_text, quantities_text, terms_text
from timeline.views.words.people import mark_text, participants_text
from timeline.views.words.time import day_text, when_text


def bottom_line(answer: BriefAnswer) -> Iterator[Line]:
    """Who visited whom, and what it came to in numbers."""
    if answer.account:
        yield _visit_line(answer.account, answer)
    yield Line(said(_counts_text(answer)))


def _visit_line(visit: Account, answer: BriefAnswer) -> Line:
    """Who visited whom, or took part in what, and when; or that it had not begun."""
    names, event, when = answer.names, visit.event, when_text(visit.time)
    if not visit.time.begun_by(answer.on):
        maybe = visit.time.possibly_begun_by(answer.on)
        begun = "may have begun, though that is not certain" if maybe else "had not begun"
        return _line(visit, f"On {day_text(answer.on)} it {begun}: it is recorded for {when}.")
    if not isinstance(event, Visit) or not event.by:
        # Who travelled is not known where nobody is named.
        people = [names.actor(present.who) for met in answer.meetings for present in met.people]
        who = _list_text(list(dict.fromkeys(people))) if people else event.title
        return _line(visit, f"{kind_text(event).capitalize()}, {when}: {who}.")
    to = f" visited {names.actor(answer.states[1])}" if answer.states else " travelled"
    went = said(f"{participants_text(event.by, names)}{to}, {when}.", mark_text(visit.vouching))
    return Line((*went, *_met(answer)), cited=_cited([visit, *(met.account for met in answer.meetings)]))


def _met(answer: BriefAnswer) -> tuple[Segment, ...]:
    """Whom the visitor met, with the marks of all meetings; nothing for nobody."""
    others = [p.who for met in answer.meetings for p in met.people if answer.states and p.party != answer.states[0]]
    people = [answer.names.actor(id) for id in dict.fromkeys(others) if answer.names.is_person(id)]
    mark = mark_text(_cited(met.account for met in answer.meetings))
    return said(f"Met {_list_text(people)}.", mark) if people else ()


def _counts_text(answer: BriefAnswer) -> str:
    """`Two documents were signed. Ten commitments: one overdue, three kept.`."""
    sentences = []
    if signed := len(answer.documents):
        sentences.append(f"{number_text(signed)} {'document was' if signed == 1 else 'documents were'} signed.")
    if answer.commitments:
        outcomes = [outcome_text(owed) for owed in promised(answer, every=True)]
        counts = [f"{number_text(outcomes.count(one))} {_COUNTED[one]}" for one in dict.fromkeys(outcomes)]
        noun = "commitment" if len(outcomes) == 1 else "commitments"
        sentences.append(f"{number_text(len(outcomes))} {noun}: {', '.join(counts)}.")
    if answer.differences:
        count = len(answer.differences)
        sentences.append(
            f"The two sides' texts conflict on {number_text(count)} {'point' if count == 1 else 'points'}."
        )
    return " ".join(text[0].upper() + text[1:] for text in sentences) or "Nothing signed or promised is recorded."


def _list_text(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


# --- what was signed, what was promised --------------------------------------------------


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
    return Line(segments, cited=_cited([*of, *(reached.account for reached in later)]))


def _signed(held: Instrument, owing: Sequence[Owed], amounts: Sequence[_Amount]) -> tuple[Segment, ...]:
    """What was signed when, for how much; the amounts as they are stated elsewhere; the terms."""
    title = owing[0].title if len(owing) == 1 else held.title
    amount = f": {amounts[0].text}" if amounts else ""
    mark = mark_text(amounts[0].cited if amounts else held.account.vouching)
    elsewhere = [(other.text, mark_text(other.cited)) for other in amounts[1:]]
    head = said(f"{held.document}, signed {when_text(held.when)}{amount}.", mark, lead=f"{title}:")
    return (*head, *listed("Elsewhere:", elsewhere), *_terms(held, {id for owed in owing for id in owed.by}))


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
    return sorted(left, key=lambda owed: list(_COUNTED).index(outcome_text(owed)))


def _later(owed: Owed, answer: BriefAnswer) -> list[Reached]:
    """The stages of a commitment after the first, without those that a document of the brief reached."""
    signed = {held.event for held in documents(answer)}
    return [reached for reached in owed.stages[1:] if reached.event not in signed]


_COUNTED = {
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
    return "Under way" if owed.stage == "under-way" else "No word of delivery"


def promise_line(owed: Owed, answer: BriefAnswer) -> Line:
    """`No word of delivery: patrol boats, according to Cambodia only. [KH*] Signed 10 December 2024. [P]`."""
    names, first = answer.names, owed.stages[0]
    who = names.all(owed.by)
    to = f" to {names.all(owed.to)}" if owed.to else ""
    whose = "" if owed.title.startswith(who) else f" ({who}{to})"
    only = _only_text(first.account, answer)
    due = f", due {when_text(owed.due)}" if owed.due else f", due “{owed.due_said}”" if owed.due_said else ""
    # What was promised at the visit needs no day.
    then = answer.account is not None and first.account.time.meet(answer.account.time.within()) is not None
    announced = "" if then else f"; announced {when_text(first.when)}"
    head = f"{owed.title}{whose}{only}{due}{announced}{_amount_text(first)}."
    segments = [*said(head, mark_text(first.account.vouching), lead=f"{outcome_text(owed)}:")]
    segments += [_stage_segment(reached) for reached in _later(owed, answer)]
    return Line(tuple(segments), cited=_cited([reached.account for reached in owed.stages]))


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
    of_two = "" if _alone(account) else "of the two sides "
    return f", {of_two}according to {answer.names.side(side)} only"


def due_line(owed: Owed) -> Line:
    """`25–29 November 2024: Cambodia is to host the Fifth Review Conference.`."""
    account = owed.stages[0].account
    return _line(account, f"{when_text(owed.due)}: {owed.title}.")


# --- where the sides differ, and what one alone reports ------------------------------------


def differences(answer: BriefAnswer, most: int) -> Iterator[Line]:
    """So many points at most on which the two sides' texts conflict; how many others there are with others alone."""
    lines = [_difference_line(dispute, answer.names) for dispute in answer.differences]
    yield from limited(lines, most)
    if answer.disputed:
        count = many(answer.disputed, "point")
        yield Line(said(f"The press or an analyst alone disagrees with the two sides on {count}."))


def _difference_line(dispute: Dispute, names: Names) -> Line:
    conflict, account = dispute.conflict, dispute.account
    values = [conflict.values[place] for place in conflict.odd]
    given = []
    for group in alike(values):
        cited = [citation for value in group for citation in account.giving(value, conflict.field)]
        given.append((value_text(group[0], names, conflict.field), mark_text(cited)))
    return Line(listed(f"{disagreement_text(conflict.field, dispute.title)}:", given), cited=_cited([account]))


def one_sided(answer: BriefAnswer, shown: set[str], most: int) -> Iterator[Line]:
    """The weightiest that are not on the page yet, then how many more there are."""
    left = [point for point in answer.one_side if point.event not in shown and not _is_document(point, answer)]
    for point in left[:most]:
        yield _one_sided_line(point, answer.names)
    rest = sorted(left[most:], key=lambda point: point.side)
    if rest:
        counts = (
            f"{len(list(group))} by {answer.names.side(side)}"
            for side, group in groupby(rest, key=lambda point: point.side)
        )
        yield Line(said(f"{many(len(rest), 'more point')} reported by one side alone: {', '.join(counts)}."))


def _is_document(point: OneSided, answer: BriefAnswer) -> bool:
    return point.event in {held.event for held in answer.documents}


def _alone(account: Account) -> bool:
    """Whether not even the press or an analyst reports it beside one party."""
    return len(account.sides) == 1


def _one_sided_line(point: OneSided, names: Names) -> Line:
    account, text = point.account, headline(point.account)
    # A joint act that one side alone reports says so itself.
    only = f"{names.side(point.side)} only:" if _alone(account) else f"Of the two sides, {names.side(point.side)} only:"
    lead = "" if account.reported_by else only
    return Line(said(f"{text}.", mark_text(account.vouching), lead=lead), cited=_cited([account]))


# --- positions, people --------------------------------------------------------------------


def position_line(taken: Taken) -> Line:
    """A position, and the one before it."""
    held, before = taken.position, taken.before
    earlier = f" (before, {when_text(before.when)}: {before.act})" if before else ""
    return _line(held.account, f"{position_text(held)}{earlier}.")


def met_lines(answer: BriefAnswer) -> Iterator[Line]:
    """A line for each meeting; an office is given where its holder is first named."""
    seen = {(p.who, p.as_) for p in answer.account.event.by} if answer.account else set[tuple[str, str]]()
    for met in answer.meetings:
        people = []
        for present in met.people:
            new = tuple(office for office in present.offices if (present.who, office) not in seen)
            seen |= {(present.who, office) for office in present.offices}
            people.append(msgspec.structs.replace(present, offices=new))
        when = ", ".join(filter(None, (when_text(met.when), met.start)))
        where = f", {met.place}" if met.place else ""
        what = f"{when}, {met.what.replace('-', ' ')}{where}"
        yield _line(met.account, f"{what}: {people_text(tuple(people), answer.names)}.")


def offices(answer: BriefAnswer, most: int) -> Iterator[Line]:
    """The latest holder of each office: first those who took it since, then those of whom no change is recorded."""
    latest = [next(group) for _, group in groupby(answer.offices, key=lambda term: term.office)]
    present = {present.who for met in answer.meetings for present in met.people}
    names = answer.names
    new = [
        Line(
            said(
                f"{names.actor(term.office)}: {names.actor(term.who)}, since {when_text(term.assumed.time)}.",
                _term_mark([term]),
            ),
            cited=_cited(term.accounts),
        )
        for term in latest
        if term.who not in present and term.assumed
    ]
    yield from limited(new, most)
    same = [term for term in latest if term.who in present]
    if same:
        kept = same[:most] if len(same) > most + 1 else same
        holders = [f"{names.actor(term.who)}, {names.actor(term.office)}" for term in kept]
        holders += [f"and {len(same) - len(kept)} more"] if len(kept) < len(same) else []
        cited = _cited(account for term in kept for account in term.accounts)
        yield Line(said(f"No change recorded since they met: {'; '.join(holders)}.", _term_mark(kept)), cited=cited)


def _term_mark(terms: Sequence[Term]) -> str:
    return mark_text(_cited(account for term in terms for account in term.accounts))


def event_line(account: Account) -> Line:
    """An event with its time."""
    return _line(account, f"{when_text(account.time)}: {headline(account)}.")


def _line(account: Account, text: str) -> Line:
    return Line(said(text, mark_text(account.vouching)), cited=_cited([account]))


def _cited(accounts: Iterable[Account]) -> tuple[Citation, ...]:
    return tuple(citation for account in accounts for citation in account.vouching)
