"""The lines of a brief: one function for each kind, from an item of the answer to a line with its marks."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

import msgspec

from timeline.answers.brief import BriefAnswer
from timeline.answers.visits import visited
from timeline.entries import Visit
from timeline.projections.brief import OneSided, Taken
from timeline.projections.citation import Citation
from timeline.projections.disputes import Dispute
from timeline.projections.names import Names
from timeline.projections.offices import Holder
from timeline.projections.values_said import ValueSaid
from timeline.projections.world import Account
from timeline.views.brief.points import alone, evidence, reported
from timeline.views.brief.promises import OUTCOMES, documents, outcome_text, promised
from timeline.views.meetings import people_text
from timeline.views.sheet import Line, Segment, limited, listed, said
from timeline.views.words.change import disagreement_text, position_text
from timeline.views.words.event import headline, kind_text
from timeline.views.words.evidence import alike, value_text
from timeline.views.words.money import many, number_text
from timeline.views.words.people import mark_text, participants_text
from timeline.views.words.time import day_text, when_text


def bottom_line(answer: BriefAnswer) -> Iterator[Line]:
    """Who visited whom, and what it came to in numbers."""
    if answer.account:
        yield _visit_line(answer.account, answer)
    elif answer.visits:
        shown = answer.visits[-_VISITS:]
        visits = [(f"{a.event.title}, {when_text(a.time)}", mark_text(a.vouching)) for a in shown]
        count = f"{number_text(len(answer.visits)).capitalize()} {'visit' if len(answer.visits) == 1 else 'visits'}"
        head = f"{count}{', the latest' if len(shown) < len(answer.visits) else ''}:"
        yield Line(listed(head, visits), cited=evidence(shown))
    yield Line(said(_counts_text(answer)))


_VISITS = 3
"""The most visits of two states that the bottom line names."""


def _visit_line(visit: Account, answer: BriefAnswer) -> Line:
    """Who visited whom, or took part in what, and when; or that it had not begun."""
    names, event, when = answer.names, visit.event, when_text(visit.time)
    if not visit.time.begun_by(answer.on):
        maybe = visit.time.possibly_begun_by(answer.on)
        begun = "may have begun, though that is not certain" if maybe else "had not begun"
        return reported(visit, f"On {day_text(answer.on)} it {begun}: it is recorded for {when}.")
    if not isinstance(event, Visit) or not event.by:
        # Who travelled is not known where nobody is named.
        people = [names.actor(present.who) for met in answer.meetings for present in met.people]
        who = _list_text(list(dict.fromkeys(people))) if people else event.title
        return reported(visit, f"{kind_text(event).capitalize()}, {when}: {who}.")
    # A journey goes where the visits within it go.
    where = dict.fromkeys(id for one in (visit, *answer.visits) for id in visited(one))
    abroad = f" to {_list_text(list(map(names.actor, where)))}" if where else ""
    to = f" visited {names.actor(answer.states[1])}" if answer.states else f" travelled{abroad}"
    went = said(f"{participants_text(event.by, names)}{to}, {when}.", mark_text(visit.vouching))
    return Line((*went, *_met(answer)), cited=evidence([visit, *(met.account for met in answer.meetings)]))


def _met(answer: BriefAnswer) -> tuple[Segment, ...]:
    """Whom the visitor met, with the marks of all meetings; nothing for nobody."""
    others = [p.who for met in answer.meetings for p in met.people if answer.states and p.party != answer.states[0]]
    people = [answer.names.actor(id) for id in dict.fromkeys(others) if answer.names.is_person(id)]
    mark = mark_text(evidence(met.account for met in answer.meetings))
    return said(f"Met {_list_text(people)}.", mark) if people else ()


def _counts_text(answer: BriefAnswer) -> str:
    """`Two documents were signed. Ten commitments: one overdue, three kept.`."""
    sentences = []
    if not answer.account:
        sentences.append(_engagements_text(answer))
    if signed := len(answer.documents):
        matters = len(documents(answer))
        on = f", on {number_text(matters)} {'matter' if matters == 1 else 'matters'}" if matters < signed else ""
        sentences.append(f"{number_text(signed)} {'document was' if signed == 1 else 'documents were'} signed{on}.")
    if answer.commitments:
        outcomes = [outcome_text(owed) for owed in promised(answer, every=True)]
        counts = [f"{number_text(outcomes.count(one))} {OUTCOMES[one]}" for one in dict.fromkeys(outcomes)]
        noun = "commitment" if len(outcomes) == 1 else "commitments"
        sentences.append(f"{number_text(len(outcomes))} {noun}: {', '.join(counts)}.")
    if answer.differences:
        count = len(answer.differences)
        sentences.append(
            f"The two sides' accounts conflict on {number_text(count)} {'point' if count == 1 else 'points'}."
        )
    return " ".join(text[0].upper() + text[1:] for text in sentences) or "Nothing signed or promised is recorded."


def _engagements_text(answer: BriefAnswer) -> str:
    """`No visit is recorded. Seven meetings and calls.`."""
    none = "" if answer.visits else "No visit is recorded. "
    met = len(answer.meetings)
    return f"{none}{number_text(met).capitalize()} {'meeting or call' if met == 1 else 'meetings and calls'}."


def _list_text(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


# --- where the sides differ, and what one alone reports ------------------------------------


def differences(answer: BriefAnswer, most: int) -> Iterator[Line]:
    """So many points at most on which the two sides' accounts conflict; how many others there are with others alone."""
    lines = [_difference_line(dispute, answer.names) for dispute in answer.differences]
    yield from limited(lines, most)
    if answer.disputed:
        count = many(len(answer.disputed), "point")
        yield Line(said(f"The press or an analyst alone disagrees with the two sides on {count}: see overleaf."))


def disputed_lines(answer: BriefAnswer) -> list[Line]:
    """Where the press or an analyst alone gives another value."""
    return [_difference_line(dispute, answer.names) for dispute in answer.disputed]


def _difference_line(dispute: Dispute, names: Names) -> Line:
    """Every value that conflicts with another; of a declared contradiction, what it is about, and its reason."""
    conflict, account = dispute.conflict, dispute.account
    given, behind = [], list[Citation]()
    for group in alike([conflict.values[place] for place in conflict.odd]):
        cited = [c for value in group for c in _of_value(account, value).giving(value, conflict.field)]
        given.append((value_text(group[0], names, conflict.field), mark_text(cited)))
        behind += cited
    if conflict.because:
        *about, (because, mark) = given
        segments = (*listed("Contradicted:", about), Segment(f"{because.rstrip('.')}.", mark))
    else:
        segments = listed(f"{disagreement_text(conflict.field, dispute.title)}:", given)
    return Line(segments, cited=tuple(behind))


def _of_value(account: Account, value: ValueSaid) -> Account:
    """The event that a value is of: what is contradicted of one event may be what others say."""
    if any(citation.position in value.positions for citation in account.citations):
        return account
    every = account.world.accounts.values()
    return next((other for other in every if other.position in value.positions), account)


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
    if left:
        yield Line(said(_others_text(left)))


_OTHERS = {
    "silent": "the other side's own texts, read in full, are silent on {}",
    "not-retold": "a retelling of the other side, read in full, leaves out {}",
    "unknown": "for {} no text of the other side was read in full",
}
"""What the other side's texts have of so many points. The three are never confused: RULES.md, 17."""


def _others_text(points: Sequence[OneSided]) -> str:
    """`Of these 30 points: a retelling of the other side, read in full, leaves out 12; for 18 no text …`."""
    found, one = Counter(point.other for point in points), len(points) == 1
    counts = (words.format("it" if one else found[cell]) for cell, words in _OTHERS.items() if found[cell])
    return f"Of {'this point' if one else f'these {len(points)} points'}: {'; '.join(counts)}."


def _is_document(point: OneSided, answer: BriefAnswer) -> bool:
    return point.event in {held.event for held in answer.documents}


def _one_sided_line(point: OneSided, names: Names) -> Line:
    account, text = point.account, headline(point.account)
    # A joint act that one side alone reports says so itself.
    only = f"{names.side(point.side)} only:" if alone(account) else f"Of the two sides, {names.side(point.side)} only:"
    lead = "" if account.reported_by else only
    return Line(said(f"{text}.", mark_text(account.vouching), lead=lead), cited=evidence([account]))


# --- positions, people --------------------------------------------------------------------


def position_line(taken: Taken) -> Line:
    """A position, and the one before it."""
    held, before = taken.position, taken.before
    earlier = f" (before, {when_text(before.when)}: {before.act})" if before else ""
    return reported(held.account, f"{position_text(held)}{earlier}.")


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
        who = people_text(tuple(people), answer.names) or "nobody is named"
        yield reported(met.account, f"{what}: {who}.")


def offices(answer: BriefAnswer, most: int) -> Iterator[Line]:
    """The latest holder of each office: first those who took it since, then those of whom no change is recorded."""
    latest = [next(group) for _, group in groupby(answer.offices, key=lambda holder: holder.term.office)]
    present = {present.who for met in answer.meetings for present in met.people}
    new = [_holder_line(one, answer.names) for one in latest if one.term.who not in present and one.term.assumed]
    yield from limited(new, most)
    same = [one for one in latest if one.term.who in present]
    if same:
        kept = same[:most] if len(same) > most + 1 else same
        texts = [_holder_text(one, answer.names) for one in kept]
        texts += [f"and {len(same) - len(kept)} more"] if len(kept) < len(same) else []
        cited = evidence(account for one in kept for account in one.accounts)
        yield Line(said(f"No change recorded: {'; '.join(texts)}.", mark_text(cited)), cited=cited)


def _holder_line(holder: Holder, names: Names) -> Line:
    """`Foreign Minister of Japan: Iwaya Takeshi, since 1 October 2024; last named so 25 September 2025.`."""
    term, cited = holder.term, evidence(holder.accounts)
    named = f"; last named so {when_text(holder.named_on)}" if holder.named_on else ""
    text = f"{names.actor(term.office)}: {names.actor(term.who)}, since {when_text(term.since)}{named}."
    return Line(said(text, mark_text(cited)), cited=cited)


def _holder_text(holder: Holder, names: Names) -> str:
    """`Hun Manet, Prime Minister of Cambodia (last named so 30 May 2025)`."""
    named = f" (last named so {when_text(holder.named_on)})" if holder.named_on else ""
    return f"{names.actor(holder.term.who)}, {names.actor(holder.term.office)}{named}"


def event_line(account: Account) -> Line:
    """An event with its time."""
    return reported(account, f"{when_text(account.time)}: {headline(account)}.")
