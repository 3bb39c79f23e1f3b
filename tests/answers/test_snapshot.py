"""The log at one position: gathered in waves, and never changed by what is recorded since."""

import pkgutil
from collections.abc import Callable
from datetime import date
from importlib import import_module

import pytest

import timeline.answers
from records import PROMISE, SIGNING, VISIT, amount, event, given
from timeline.answers.answer import Answer
from timeline.answers.brief import brief_of
from timeline.answers.changes import changes_of
from timeline.answers.cite import cite_of
from timeline.answers.commitments import commitments_of
from timeline.answers.compare import comparison_of
from timeline.answers.conflicts import conflicts_of
from timeline.answers.coverage import citations_of
from timeline.answers.diff import diff_of
from timeline.answers.dossier import dossier_of
from timeline.answers.entry import audit_of, entry_of
from timeline.answers.facts import facts_of
from timeline.answers.history import history_of
from timeline.answers.known import Period
from timeline.answers.late import late_of
from timeline.answers.listing import all_of, search_of
from timeline.answers.meetings import meetings_of
from timeline.answers.relationship import relationship_of
from timeline.answers.replay import replay_of
from timeline.answers.rests_on import resting_of
from timeline.answers.snapshot import Snapshot, _by_event
from timeline.answers.sources import sources_of
from timeline.answers.two_visits import two_visits_of
from timeline.answers.visits import visits_of
from timeline.views import text

ON = date(2024, 7, 7)
QUESTIONS: dict[str, tuple[int, Callable[[Snapshot], Answer]]] = {
    "relationship": (20, lambda asked: relationship_of(asked, "JP", "KH", ON)),
    "commitments": (24, lambda asked: commitments_of(asked, [], ON)),
    "commitments of two": (20, lambda asked: commitments_of(asked, ["JP", "KH"], ON)),
    "conflicts": (24, lambda asked: conflicts_of(asked, [])),
    "conflicts of two": (20, lambda asked: conflicts_of(asked, ["JP", "KH"])),
    "compare": (30, lambda asked: comparison_of(asked, "visit")),
    "replay": (45, lambda asked: replay_of(asked, ["visit"])),
    "replay of two": (20, lambda asked: replay_of(asked, ["JP", "KH"])),
    "visits": (16, visits_of),
    "meetings": (32, lambda asked: meetings_of(asked, ["JP", "KH"])),
    "changes": (20, lambda asked: changes_of(asked, "JP", "KH", Period(date(2024, 7, 1), ON))),
    "brief": (60, lambda asked: brief_of(asked, ["visit"], ON)),
    "brief of two": (32, lambda asked: brief_of(asked, ["JP", "KH"], ON)),
    "facts": (60, lambda asked: next(facts_of(asked, ON))),
    "cite": (24, lambda asked: cite_of(asked, "visit/call")),
    "two visits": (50, lambda asked: two_visits_of(asked, "visit/call", "visit/loan")),
    "dossier": (28, lambda asked: dossier_of(asked, "japan", ON)),
    "entry": (24, lambda asked: entry_of(asked, "visit", ON)),
    "audit": (24, lambda asked: audit_of(asked, "visit/loan", ON)),
    "history": (24, lambda asked: history_of(asked, "visit/call")),
    "late": (30, lambda asked: late_of(asked, 1)),
    "search": (24, lambda asked: search_of(asked, "statement", 50)),
    "log": (20, all_of),
    "diff": (20, lambda asked: diff_of(asked, 3)),
    "sources": (8, sources_of),
    "citations": (10, lambda asked: citations_of(asked, "article")),
    "rests on": (16, lambda asked: resting_of(asked, "article")),
}
"""Each question, and how many statements of SQL it may take, whatever it finds."""
MOST_LINES = 100


def statements(question: Callable[[Snapshot], Answer], *texts: str) -> tuple[int, Answer]:
    """How many statements a question takes, its answer as JSON, and the answer."""
    with given(VISIT, *texts) as asked:
        seen: list[str] = []
        asked.log._connection.set_trace_callback(seen.append)
        answer = question(asked)
        answer.to_dict()
        asked.log._connection.set_trace_callback(None)
        return len(seen), answer


def points(count: int) -> str:
    """So many statements at the call, each with an attestation."""
    return "".join(
        event(f"visit/p{n}", "statement", 'part_of = "visit/call"\nact = "affirms"\ntopics = "roads"')
        for n in range(count)
    ) + "".join(
        f'[[attest]]\nid = "visit/p{n}@jp"\nevent = "visit/p{n}"\nsays = {{ when = "2024-07-06" }}\n'
        'evidence = { source = "jp-readout", passage = "x" }\n'
        for n in range(count)
    )


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_takes_as_many_statements_however_much_it_finds(name: str) -> None:
    """One for each wave; the same for four points as for forty."""
    most, question = QUESTIONS[name]
    few, _ = statements(question, PROMISE, SIGNING, amount("51.5 million"), points(4))
    many, _ = statements(question, PROMISE, SIGNING, amount("51.5 million"), points(40))

    assert 0 < few <= most
    assert many == few


def test_who_acts_for_a_state_is_read_once() -> None:
    """However many states are asked about: an archive asks about each pair."""
    with given(VISIT) as asked:
        first = asked.acting_for("japan")
        seen: list[str] = []
        asked.log._connection.set_trace_callback(seen.append)
        others = [asked.acting_for(state) for state in ("cambodia", "ukraine", "nowhere")]
        asked.log._connection.set_trace_callback(None)

    assert {"kamikawa": None} == first
    assert ({"hun-manet", "prime-minister-of-cambodia"}, {}, {}) == ({*others[0]}, *others[1:])
    assert [] == seen


def test_an_answer_can_be_used_when_the_log_is_closed() -> None:
    """Nothing of it waits for the log."""
    for name, (_, question) in QUESTIONS.items():
        _, answer = statements(question, PROMISE, SIGNING, points(2))

        assert answer.to_dict()["basis"]["position"] == answer.basis.position, name


def test_what_is_deep_takes_a_wave_for_each_step() -> None:
    """A chain of parts is followed to its end."""
    chain = "".join(
        event(f"visit/d{n}", "statement", f'part_of = "{f"visit/d{n - 1}" if n else "visit/call"}"\nact = "says"')
        for n in range(9)
    )
    count, answer = statements(lambda asked: entry_of(asked, "visit/d8", ON), chain)

    assert count < 9 * 5
    assert "visit" in answer.names.titles


def test_a_circle_of_entries_about_each_other_ends() -> None:
    """Which only a log has that was written past the door."""
    with given(VISIT) as asked:
        one = '{"what":"correct","id":"a","entry":"b","field":"x","because":"c"}'
        other = one.replace('"a"', '"c"').replace('"b"', '"a"').replace('"c","entry"', '"b","entry"')
        from timeline.entries import decode  # noqa: PLC0415 - what no file holds

        entries = [decode(text.encode()) for text in (one, other)]
        found = {entry.id: entry for entry in entries}

        class Circle:
            def named(self, names: set[str], *, known: int) -> dict[str, object]:
                del known
                return {name: type("R", (), {"entry": found[name]})() for name in names}

        circle = Snapshot(Circle(), 1)  # type: ignore[arg-type]  # what a reader of such a log would give
        circle.__dict__["latest"] = asked

        assert {} == circle.events_about(entries)


def test_what_is_said_of_no_event_in_question_is_left_out() -> None:
    """An index that names too much gives nothing to an event."""
    said = '[[correct]]\nid = "c"\nentry = "visit/call"\nfield = "title"\nwas = "A call"\nnow = "A courtesy call"\nbecause = "Fuller"\n'
    with given(VISIT, said) as asked:
        (correction,) = asked.said_of("c")
        assert {"visit": []} == _by_event(["visit"], [correction])


def test_the_entries_of_every_kind_are_found() -> None:
    """Of events, attestations and withdrawals as of actors."""
    gone = '[[withdraw]]\nid = "gone"\nentry = "visit/p1"\nbecause = "Not said."\n'
    with given(VISIT, PROMISE, SIGNING, points(2), gone) as asked:
        every = [recorded.entry for recorded in asked.log.recorded()]
        assert {"signing", "statement", "attest", "withdraw", "actor"} <= {entry.what for entry in every}
        for kind in {entry.what for entry in every}:
            assert [entry.id for entry in every if entry.what == kind] == [
                recorded.entry.id for recorded in asked.of_kind(kind)
            ]


def test_every_question_has_a_budget_here() -> None:
    """Each file of answers/ that has an answer."""
    names = [module.name for module in pkgutil.iter_modules(timeline.answers.__path__, "timeline.answers.")]
    asking = {name for name in names if any(_is_answer(thing, name) for thing in vars(import_module(name)).values())}
    with given(VISIT, PROMISE, SIGNING) as asked:
        assert asking == {type(question(asked)).__module__ for _, question in QUESTIONS.values()}


def _is_answer(thing: object, module: str) -> bool:
    return isinstance(thing, type) and issubclass(thing, Answer) and thing is not Answer and thing.__module__ == module


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name not in {"replay", "replay of two", "log"}])
def test_an_answer_is_two_screens_at_most_however_much_it_finds(name: str) -> None:
    """A replay and the log are as long as what they list."""
    _, question = QUESTIONS[name]
    loans = "".join(_loan(PROMISE + SIGNING, n) for n in range(30))
    with given(
        VISIT, PROMISE, SIGNING, points(30), loans + "".join(_loan(amount("51.5 million"), n) for n in range(30))
    ) as asked:
        shown = text(question(asked)).splitlines()

    assert 3 < len(shown) <= MOST_LINES


def _loan(entries: str, n: int) -> str:
    """Another loan, promised and signed as the first."""
    return entries.replace("visit/loan", f"visit/loan{n}").replace("visit/signing", f"visit/signing{n}")
