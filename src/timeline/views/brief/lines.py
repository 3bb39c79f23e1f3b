"""The lines of a brief: one function for each kind, from an item of the answer to a line with its marks."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby

import msgspec

from timeline.answers.brief import BriefAnswer
from timeline.answers.visits import visited
from timeline.entries import Attestation, Statement, Visit
from timeline.projections.brief import OneSided, Taken
from timeline.projections.citation import Citation
from timeline.projections.disputes import Dispute
from timeline.projections.meetings import Met, Present
from timeline.projections.names import Names
from timeline.projections.offices import Holder
from timeline.projections.support import dating, giving, naming, placing, supporting
from timeline.projections.values_said import ValueSaid
from timeline.projections.world import Account
from timeline.views.brief.points import Claim, alone, event_claims, joined, line, sentence
from timeline.views.brief.promises import OUTCOMES, documents, is_of, is_signed, outcome_text, plan_line, promised
from timeline.views.meetings import beside_text, people_text
from timeline.views.sheet import Line, Segment, limited, listed, said
from timeline.views.words.change import disagreement_text, position_text
from timeline.views.words.event import headline, kind_text
from timeline.views.words.evidence import alike, value_text
from timeline.views.words.money import many, number_text
from timeline.views.words.people import mark_text, participants_text, present_text, spoken, spoken_side
from timeline.views.words.time import day_text, when_text


def bottom_line(answer: BriefAnswer) -> Iterator[Line]:
    """Who visited whom, and what it came to in numbers."""
    if answer.account:
        yield _visit_line(answer.account, answer)
    elif answer.visits:
        shown = answer.visits[-_VISITS:]
        claims = [claim for account in shown for claim in _visit_claims(account)]
        count = f"{number_text(len(answer.visits)).capitalize()} {'visit' if len(answer.visits) == 1 else 'visits'}"
        head = f"{count}{', the latest' if len(shown) < len(answer.visits) else ''}: "
        yield line([claims[0]._replace(text=head + claims[0].text), *claims[1:]], *shown)
    yield Line(said(_counts_text(answer)))


_VISITS = 3
"""The most visits of two states that the bottom line names."""


def _visit_claims(visit: Account) -> list[Claim]:
    return [Claim(visit.event.title, supporting(visit), "; "), Claim(when_text(visit.time), dating(visit))]


def _visit_line(visit: Account, answer: BriefAnswer) -> Line:
    """Who visited whom, or took part in what, and when; or that it had not begun."""
    names, event, when = answer.names, visit.event, Claim(when_text(visit.time), dating(visit))
    if plan := next((plan for plan in (*answer.other_plans, *answer.scheduled) if is_of(plan, answer)), None):
        return plan_line(plan)
    if not visit.time.begun_by(answer.on):
        maybe = visit.time.possibly_begun_by(answer.on)
        begun = "may have begun, though that is not certain" if maybe else "had not begun"
        return line([when._replace(text=f"On {day_text(answer.on)} it {begun}: it is recorded for {when.text}")], visit)
    if not isinstance(event, Visit) or not event.by:
        # Who travelled is not known where nobody is named.
        met = _people(answer, lambda _: True) or [Claim(event.title, supporting(visit))]
        what = Claim(kind_text(event).capitalize(), supporting(visit))
        return line([what, when, met[0]._replace(before=": "), *met[1:]], visit)
    # A journey goes where the visits within it go.
    where = dict.fromkeys(id for one in (visit, *answer.visits) for id in visited(one))
    abroad = f" to {_list_text([spoken(id, names) for id in where])}" if where else ""
    to = f" visited {spoken(answer.states[1], names)}" if answer.states else f" travelled{abroad}"
    went = [Claim(f"{participants_text(event.by, names)}{to}", supporting(visit)), when]
    met = _people(answer, lambda party: bool(answer.states) and party != answer.states[0])
    who = [met[0]._replace(text=f"Met {met[0].text}"), *met[1:]] if met else []
    return joined([sentence(claims) for claims in (went, who) if claims], [*went, *met], visit)


def _people(answer: BriefAnswer, chosen: Callable[[str], bool]) -> list[Claim]:
    """The people of the *chosen* parties who were met, each with all who say so."""
    found: dict[str, tuple[Citation, ...]] = {}
    for met in answer.meetings:
        for one in met.people:
            if chosen(one.party) and answer.names.is_person(one.who):
                found[one.who] = (*found.get(one.who, ()), *naming(met.account, one.who))
    return [Claim(answer.names.actor(who), cited) for who, cited in found.items()]


def _counts_text(answer: BriefAnswer) -> str:
    """`Two documents were signed. Ten commitments: one overdue, three kept.`."""
    sentences = []
    if not answer.account:
        sentences.append(_engagements_text(answer))
    if signed := sum(map(is_signed, answer.documents)):
        matters = sum(map(is_signed, documents(answer)))
        on = f", on {number_text(matters)} {'matter' if matters == 1 else 'matters'}" if matters < signed else ""
        sentences.append(f"{number_text(signed)} {'document was' if signed == 1 else 'documents were'} signed{on}.")
    if ended := sum(held.standing == "ended" for held in answer.documents):
        sentences.append(f"{number_text(ended)} {'document has' if ended == 1 else 'documents have'} ended.")
    if others := len(answer.documents) - signed:
        more = " more" if signed else ""
        sentences.append(f"{number_text(others)}{more} {'document is' if others == 1 else 'documents are'} on record.")
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
    noun = "meeting or call" if met == 1 else "meetings or calls" if not met else "meetings and calls"
    return f"{none}{number_text(met).capitalize()} {noun}."


def _list_text(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))


# --- where the sides differ, and what one alone reports ------------------------------------


def differences(answer: BriefAnswer, most: int) -> Iterator[Line]:
    """So many points at most on which the two sides' accounts conflict; how many other disagreements there are."""
    yield from limited(answer.differences, most, partial(difference_line, answer.names))
    if answer.disputed:
        count = many(len(answer.disputed), "more point" if answer.differences else "point")
        yield Line(said(f"Sources disagree on {count}: see overleaf."))


def difference_line(names: Names, dispute: Dispute) -> Line:
    """Every value that conflicts with another; of a declared contradiction, what it is about, and its reason."""
    conflict, account = dispute.conflict, dispute.account
    given = []
    for group in alike([conflict.values[place] for place in conflict.odd]):
        cited = [c for value in group for c in _of_value(account, value, conflict.field)]
        exact = min(group, key=lambda value: bool(getattr(value.value, "approximate", False)))
        about = {bool(getattr(value.value, "approximate", False)) for value in group}
        some = " (“about” in some)" if len(about) > 1 else ""
        given.append(Claim(value_text(exact, names, conflict.field) + some, tuple(cited)))
    items = [(claim.text, mark_text(claim.cited)) for claim in given]
    if conflict.because:
        *about_, (because, mark) = items
        parts = [listed("Contradicted:", about_), [Segment(f"{because.rstrip('.')}.", mark)]]
    else:
        parts = [listed(f"{disagreement_text(conflict.field, dispute.title)}:", items)]
    return joined(parts, given, account)


def _of_value(account: Account, value: ValueSaid, field: str) -> tuple[Citation, ...]:
    """The evidence for a value; for an event that is contradicted, that of all who report it."""
    if field or any(isinstance(c.entry, Attestation) and c.position in value.positions for c in account.citations):
        return account.giving(value, field)
    every = account.world.accounts.values()
    return supporting(next((other for other in every if other.position in value.positions), account))


def one_sided(answer: BriefAnswer, shown: set[str], most: int) -> Iterator[Line]:
    """The weightiest that are not on the page yet, then how many more there are."""
    left = [point for point in answer.one_side if point.event not in shown and not _is_document(point, answer)]
    for point in left[:most]:
        yield _one_sided_line(point, answer.names)
    rest = sorted(left[most:], key=lambda point: point.side)
    if rest:
        counts = (
            f"{len(list(group))} by {spoken_side(side, answer.names)}"
            for side, group in groupby(rest, key=lambda point: point.side)
        )
        more = many(len(rest), "more point")
        yield Line(said(f"{more} that one of the two sides alone reports: {', '.join(counts)}."))
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
    side = spoken_side(point.side, names)
    only = f"{names.side(point.side)} only:" if alone(account) else f"Of the two sides, {side} only:"
    told = isinstance(account.event, Statement) and account.reported_by
    return line([Claim(text, supporting(account))], account, lead="" if told else only)


# --- positions, people --------------------------------------------------------------------


def position_line(taken: Taken) -> Line:
    """A position, and the one before it."""
    held, before = taken.position, taken.before
    earlier = f" (before, {when_text(before.when)}: {before.act})" if before else ""
    return line([Claim(f"{position_text(held)}{earlier}", supporting(held.account))], held.account)


def met_lines(answer: BriefAnswer, most: int) -> tuple[Line, ...]:
    """A line for each of the latest meetings; an office is given where its holder is first named."""
    by = answer.account.event.by if answer.account else ()
    seen = {(participant.who, office) for participant in by for office in participant.offices}

    def met_line(met: Met) -> Line:
        people = []
        for present in met.people:
            new = {office: held for office, held in present.held.items() if (present.who, office) not in seen}
            seen.update((present.who, office) for office in present.offices)
            people.append(msgspec.structs.replace(present, offices=tuple(new), capacities=tuple(new.values())))
        return line(_met_claims(met, people, answer.names), met.account)

    return limited(answer.meetings, most, met_line, latest=True)


def _met_claims(met: Met, people: Sequence[Present], names: Names) -> list[Claim]:
    """When, what, who met whom, where: each by those who say so. Who is named by others alone has their mark."""
    account = met.account
    named = {participant.who for participant in (*account.event.by, *account.event.to)}
    main = tuple(present for present in people if present.who in named)
    claims = [Claim(when_text(met.when), dating(account))]
    claims += [Claim(met.start, giving(account, "start", (met.start, met.zone)))] if met.start else []
    who = people_text(main, names) or ("nobody is named" if not people else "")
    what = met.what.replace("-", " ")
    # Whoever names all of them speaks of it, whether or not of what else is told of it.
    naming_all = [c for c in account.citations if main and all(c in naming(account, one.who) for one in main)]
    cited = tuple(dict.fromkeys((*supporting(account), *naming_all)))
    claims.append(Claim(f"{what}: {who}" if who else what, cited))
    claims += [Claim(present_text(one, names), naming(account, one.who)) for one in people if one.who not in named]
    beside = beside_text(met, names)
    claims += [Claim(beside, supporting(account), "; ")] if beside else []
    return claims + ([Claim(f"at {met.place}", placing(account, met.place))] if met.place else [])


def offices(answer: BriefAnswer, most: int) -> Iterator[Line]:
    """The latest holder of each office: first those who took it since, then those of whom no change is recorded."""
    latest = [next(group) for _, group in groupby(answer.offices, key=lambda holder: holder.term.office)]
    present = {present.who for met in answer.meetings for present in met.people}
    new = [one for one in latest if one.term.who not in present and one.term.assumed]
    same = [one for one in latest if one.term.who in present]

    def holder_line(holder: Holder) -> Line:
        return line(_holder_claims(holder, answer.names, new=holder in new), *holder.term.accounts)

    yield from limited([*new, *same], most, holder_line)


def _holder_claims(holder: Holder, names: Names, *, new: bool) -> list[Claim]:
    """`Foreign Minister of Japan: Iwaya Takeshi, since 1 October 2024 [P]; last named so 25 September 2025 [JP].`."""
    term, taken = holder.term, holder.term.assumed
    capacity = "" if term.capacity == "substantive" else f", {term.capacity.replace('-', ' ')}"
    who = f"{names.actor(term.office)}: {names.actor(term.who)}{capacity}"
    itself = supporting(taken) if taken else ()
    if new and taken:
        both = tuple(citation for citation in itself if citation in dating(taken))
        claims = [Claim(f"{who}, since {when_text(term.since)}", both)]
    else:
        claims = [Claim(f"{who}, no change recorded", itself)]
    if holder.named:
        cited = naming(holder.named, term.who, term.office)
        claims.append(Claim(f"last named so {when_text(holder.named_on)}", cited, "; "))
    return claims


def event_line(account: Account) -> Line:
    """An event with its time."""
    return line(event_claims(account, headline(account)), account)
