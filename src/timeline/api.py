"""The Python API: `open` a log, take it `as_of` a time, and ask.

A path or a day may always be a `str`. The only errors are `Misused`, `Refused` and `Damaged`.
"""

import os
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Self, TypeVar

from timeline import clock, views
from timeline.answers.answer import Answer
from timeline.answers.brief import BriefAnswer, brief_of
from timeline.answers.changes import ChangesAnswer, changes_of
from timeline.answers.cite import CiteAnswer, cite_of
from timeline.answers.commitments import CommitmentsAnswer, commitments_of
from timeline.answers.compare import ComparisonAnswer, comparison_of
from timeline.answers.conflicts import ConflictsAnswer, conflicts_of
from timeline.answers.coverage import CitationsAnswer, CoverageAnswer, citations_of, coverage_of
from timeline.answers.diff import DiffAnswer, diff_of
from timeline.answers.dossier import DossierAnswer, dossier_of
from timeline.answers.entry import AuditAnswer, EntryAnswer, EventAnswer, audit_of, entry_of
from timeline.answers.facts import FactsAnswer, facts_of
from timeline.answers.history import HistoryAnswer, history_of
from timeline.answers.known import Period, day_typed, days_typed, known_position, period_typed
from timeline.answers.late import LateAnswer, late_of
from timeline.answers.listing import ListingAnswer, all_of, search_of
from timeline.answers.meetings import MeetingsAnswer, meetings_of
from timeline.answers.relationship import RelationshipAnswer, relationship_of
from timeline.answers.replay import ReplayAnswer, replay_of
from timeline.answers.rests_on import RestingAnswer, resting_of
from timeline.answers.snapshot import Snapshot as _Gathering
from timeline.answers.sources import SourcesAnswer, sources_of
from timeline.answers.two_visits import TwoVisitsAnswer, two_visits_of
from timeline.answers.visits import VisitsAnswer, visits_of
from timeline.eventlog.blamed import blamed
from timeline.eventlog.opened import open_log
from timeline.eventlog.read import LogReader
from timeline.eventlog.store import EventLog
from timeline.problems import Misused, Problem
from timeline.record import append as _append
from timeline.record.attached import attached_texts
from timeline.record.cached import record_log
from timeline.record.shipped import shipped_log
from timeline.recordfile.files import read_text

PathLike = str | os.PathLike[str]
Day = str | date
"""A day as people type it, or a date."""
A = TypeVar("A")

Answer.show = {"text": views.text, "html": views.html}


def open(where: PathLike | None = None) -> "Log":  # noqa: A001 - it opens a log, as `open` does a file
    """Open a log for questions: of the shipped record, of a folder of record files, or a log file.

    Raises Misused when there is nothing at *where*, Refused for a record in which something is wrong, and Damaged
    for a file that is no log.
    """
    stack = ExitStack()
    if where is None:
        return Log(stack.enter_context(shipped_log()), stack)
    path = Path(where)
    if path.is_dir():
        return Log(stack.enter_context(record_log(path)), stack)
    with blamed(path):
        return Log(stack.enter_context(open_log(path)), stack, named=path)


class Log:
    """A log, open for questions. It is closed by `close`, at the end of a `with`, or when it is garbage collected."""

    def __init__(self, reader: LogReader, stack: ExitStack, *, named: Path | None = None) -> None:
        """Ask *reader*, which *stack* closes."""
        self._reader = reader
        self._named = named
        self._close = weakref.finalize(self, stack.close)

    def __enter__(self) -> Self:
        """The log itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the log."""
        self.close()

    def close(self) -> None:
        """Close the log; answers that were given stay."""
        self._close()

    @contextmanager
    def _asked(self) -> Iterator[LogReader]:
        if not self._close.alive:
            raise Misused("the log is closed", hint="open it again")
        with blamed(self._named):
            yield self._reader

    def __len__(self) -> int:
        """How many entries the log has."""
        with self._asked() as reader:
            return reader.head().size

    def as_of(self, known: int | Day | PathLike | None = None) -> "Snapshot":
        """The log as it was known at a time; for None as it is now.

        known: a position, a day or month to its end in UTC, an instant, or the path of a checkpoint file.
        Raises Misused for anything else.
        """
        with self._asked() as reader:
            text = None if known is None else os.fspath(known) if isinstance(known, os.PathLike) else str(known)
            return Snapshot(self, known_position(reader, text, "known"))


class Snapshot:
    """What a log knew at one position. Every question is a method, and every answer is an immutable value.

    on: a day in the world; today if it is left out. Words name things as on the command line: ids, positions, codes,
    names. An unknown word raises Misused, with the nearest known one.
    """

    def __init__(self, log: Log, known: int) -> None:
        """What *log* knew at position *known*."""
        self._log = log
        self.known = known
        """The position: so many entries are known."""

    def _ask(self, question: Callable[[_Gathering], A]) -> A:
        with self._log._asked() as reader:  # noqa: SLF001 - a snapshot is a part of its log
            return question(_Gathering(reader, self.known))

    # --- questions about the world ---

    def relationship(self, one: str, other: str, *, on: Day | None = None) -> RelationshipAnswer:
        """The relationship between two states on a day."""
        return self._ask(lambda asked: relationship_of(asked, one, other, _day(on)))

    def commitments(self, *what: str, on: Day | None = None, only_open: bool = False) -> CommitmentsAnswer:
        """The commitments of two states, of one, of a visit, one alone, or all."""
        return self._ask(lambda asked: commitments_of(asked, what, _day(on), only_open=only_open))

    def conflicts(self, *what: str, on: Day | None = None) -> ConflictsAnswer:
        """Where sources disagree: about a visit or event, between two states, or at all; by a day if one is given."""
        return self._ask(lambda asked: conflicts_of(asked, what, None if on is None else _day(on)))

    def compare(self, visit: str = "", *, on: Day | None = None, only: str = "") -> ComparisonAnswer:
        """Both readouts of a visit, point by point; of the only visit if none is named."""
        return self._ask(lambda asked: comparison_of(asked, visit, None if on is None else _day(on), only=only))

    def compare_visits(self, first: str, second: str, *, on: Day | None = None) -> TwoVisitsAnswer:
        """Two visits: the topics, commitments and wording that both have, or one alone."""
        return self._ask(lambda asked: two_visits_of(asked, first, second, None if on is None else _day(on)))

    def replay(self, *what: str, recorded: bool = False) -> ReplayAnswer:
        """A visit, or all of two states, step by step; in the order of recording if *recorded*."""
        return self._ask(lambda asked: replay_of(asked, what, recorded=recorded))

    def visits(self, *states: str, first: Day | None = None, last: Day | None = None) -> VisitsAnswer:
        """The visits that concern some states, or all, from a first to a last day."""
        return self._ask(lambda asked: visits_of(asked, states, _period(first, last)))

    def meetings(self, *actors: str, first: Day | None = None, last: Day | None = None) -> MeetingsAnswer:
        """Who met whom: the meetings of one actor, or of two with each other, from a first to a last day."""
        return self._ask(lambda asked: meetings_of(asked, actors, _period(first, last)))

    def changes(self, one: str, other: str, *, first: Day | None = None, last: Day | None = None) -> ChangesAnswer:
        """What changed between two states from a first to a last day; by default until today."""
        return self._ask(lambda asked: changes_of(asked, one, other, _period(first, last or clock.today())))

    def dossier(self, actor: str, *, on: Day | None = None) -> DossierAnswer:
        """What the log knows about one actor on a day."""
        return self._ask(lambda asked: dossier_of(asked, actor, _day(on)))

    def brief(
        self, *what: str, on: Day | None = None, first: Day | None = None, last: Day | None = None
    ) -> BriefAnswer:
        """What a minister must know of a visit, or of two states from a first to a last day."""
        return self._ask(lambda asked: brief_of(asked, what, _day(on), _period(first, last)))

    # --- questions about the log ---

    def entry(self, word: str, *, on: Day | None = None) -> EventAnswer | EntryAnswer:
        """One entry whole."""
        return self._ask(lambda asked: entry_of(asked, word, _day(on), texts=attached_texts))

    def audit(self, event: str, *, on: Day | None = None) -> AuditAnswer:
        """Who says so, who recorded it when, what was corrected."""
        return self._ask(lambda asked: audit_of(asked, event, _day(on), texts=attached_texts))

    def cite(self, word: str) -> CiteAnswer:
        """The footnotes of an entry: one for each source."""
        return self._ask(lambda asked: cite_of(asked, word))

    def history(self, word: str) -> HistoryAnswer:
        """Everything that was ever recorded about one entry."""
        return self._ask(lambda asked: history_of(asked, word))

    def diff(self, since: int, *, on: Day | None = None) -> DiffAnswer:
        """What was recorded after a position."""
        return self._ask(lambda asked: diff_of(asked, since, None if on is None else _day(on)))

    def late(self, *, over_days: int = 30) -> LateAnswer:
        """What was recorded long after it happened."""
        return self._ask(lambda asked: late_of(asked, over_days))

    def entries(self, *, kind: str = "", on: str | None = None) -> ListingAnswer:
        """All entries, or those of a kind, in the order of recording; *on*: a day, month or year in the world."""
        return self._ask(lambda asked: all_of(asked, kind=kind, within=None if on is None else days_typed(on, "on")))

    def search(self, words: str, *, limit: int = 50, on: str | None = None) -> ListingAnswer:
        """The entries with all *words*, best first; *on*: a day, month or year in the world."""
        within = None if on is None else days_typed(on, "on")
        return self._ask(lambda asked: search_of(asked, words, limit, within=within))

    def facts(self, *, on: Day | None = None) -> Iterator[FactsAnswer]:
        """All that is recorded, as it stands, in parts of some hundreds of entries; commitments as of a day."""
        with self._log._asked() as reader:  # noqa: SLF001 - as above
            yield from facts_of(_Gathering(reader, self.known), _day(on))

    # --- questions about sources ---

    def sources(self) -> SourcesAnswer:
        """The sources, and how often each is cited."""
        return self._ask(sources_of)

    def coverage(self, source: str, *, text: PathLike | None = None) -> CoverageAnswer | CitationsAnswer:
        """What is cited from a source; with the path of its *text*, sentence by sentence."""
        if text is None:
            return self._ask(lambda asked: citations_of(asked, source))
        content = read_text(Path(text))
        return self._ask(lambda asked: coverage_of(asked, source, content))

    def rests_on(self, source: str) -> RestingAnswer:
        """What is supported only by one source."""
        return self._ask(lambda asked: resting_of(asked, source))


def _period(first: Day | None, last: Day | None) -> Period:
    return period_typed(None if first is None else str(first), None if last is None else str(last))


def _day(on: Day | None) -> date:
    return clock.today() if on is None else on if isinstance(on, date) else day_typed(on, "on")


def check(record: PathLike, drafts: Sequence[PathLike] | None = None) -> list[Problem]:
    """The problems of a folder of record files, and of *drafts* on top of it; None for all drafts of the folder.

    Nothing is written. Raises Misused when there is no such folder.
    """
    return _append.check(_folder(record), _paths(drafts), now=clock.now())


def append(
    record: PathLike, drafts: Sequence[PathLike] | None = None, *, by: str = "", log: PathLike | None = None
) -> tuple[Path, ...]:
    """Record drafts: check them, stamp them, and bring *log* up to the record; the files that were stamped.

    drafts: None for all of the record. by: the recorder of drafts that do not name one. All of it is
    done, or nothing. Raises Refused with every problem, and Misused when there is no such folder.
    """
    folder = _folder(record)
    with EventLog(None if log is None else Path(log)) as open_for_writing:
        done = _append.append(folder, _paths(drafts), open_for_writing, now=clock.now(), recorded_by=by)
    return done.recorded


def _folder(record: PathLike) -> Path:
    path = Path(record)
    if not path.is_dir():
        raise Misused(f"there is no record folder {path}", hint="name a folder of record files")
    return path


def _paths(drafts: Sequence[PathLike] | None) -> list[Path] | None:
    return None if drafts is None else list(map(Path, drafts))
