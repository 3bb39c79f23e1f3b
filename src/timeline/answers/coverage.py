"""Which sentences of a source are cited by which entries, and does its text hold what is cited of it?"""

from collections.abc import Iterator
from hashlib import sha256

from msgspec import Struct

from timeline.answers.answer import Answer
from timeline.answers.names import source_named
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.entries import Passage, Source, evidence_of
from timeline.projections.coverage import Cited, Coverage, coverage
from timeline.projections.names import Names
from timeline.projections.plain import Data, Hidden, plain


class CitedPassage(Struct, frozen=True):
    """A passage that an entry cites."""

    entry: str
    passage: Passage
    no_fact: str
    """Why it carries no fact, if it is listed as carrying none; else empty."""


class CitationsAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """The passages that are cited of a source whose text nobody brought."""

    ROWS = "passages"

    source: str
    title: Hidden[str]
    passages: Table[CitedPassage]
    without_passage: tuple[str, ...]
    """The entries that cite the source, and no passage of it."""

    @property
    def complete(self) -> bool:
        """True: without a text there is nothing to complete."""
        return True


class CoverageAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """What of the text of a source is accounted for."""

    source: str
    title: Hidden[str]
    coverage: Coverage

    @property
    def complete(self) -> bool:
        """Whether every sentence is accounted for, and every passage found as it should be."""
        return self.coverage.complete

    def to_dict(self) -> Data:
        """`{source, sentences: [{line, text, entries, no_fact}], skipped, folded, problems, uncited, complete}`."""
        told = self.coverage
        touching = {number: [one for one in told.cited if number in one.sentences and not one.problem]
                    for number in range(len(told.sentences))}  # fmt: skip
        return {
            "source": self.source,
            "sentences": [
                {
                    "line": sentence.line,
                    "text": sentence.text,
                    "entries": [one.entry for one in touching[number] if not one.reason],
                    "no_fact": [one.reason for one in touching[number] if one.reason],
                }
                for number, sentence in enumerate(told.sentences)
            ],
            "skipped": [{"line": one.line, "text": one.text} for one in told.skipped],
            "folded": [
                {"entry": one.entry, "passage": plain(one.passage), "folds": list(one.located.folds)}
                for one in told.cited
                if one.located.folds
            ],
            "problems": [
                {"entry": one.entry, "passage": plain(one.passage), "problem": one.problem} for one in told.problems
            ],
            "uncited": [sentence.text for sentence in told.uncited],
            "complete": told.complete,
            "basis": plain(self.basis),
        }


class CheckedAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """A text, compared with what the record says of its source."""

    source: str
    title: Hidden[str]
    recorded: Hidden[str]
    """The SHA-256 that the record keeps; empty when it keeps none."""
    digest: Hidden[str]
    """That of the text."""
    passages: Table[Cited]
    """Those that are cited of it, and how each stands in the text."""
    kept: Hidden[str | None] = None
    """Where a copy of the text was kept."""
    attaching: Hidden[bool] = False
    """Whether a copy was to be kept."""

    @property
    def is_text(self) -> bool:
        """Whether it can be the text of the source, as far as the record tells."""
        return self.recorded in {"", self.digest}

    @property
    def is_whole(self) -> bool:
        """Whether it is the text, and every passage stands in it in one place."""
        return self.is_text and not any(one.problem for one in self.passages)

    def to_dict(self) -> Data:
        """`{source, sha256: {recorded, text, same}, passages: [{entry, start, end, found, folds, problem}]}`.

        same: null without a recorded one; found: once, folded, several, inside-word, absent; folds: what had to be
        folded; problem: in words, empty when nothing is wrong; kept: where a copy is, if one was to be kept.
        """
        same = self.is_text if self.recorded else None
        told: Data = {
            "source": self.source,
            "sha256": {"recorded": self.recorded, "text": self.digest, "same": same},
            "passages": [
                {
                    "entry": one.entry,
                    "start": one.passage.start,
                    "end": one.passage.end,
                    "found": one.located.found,
                    "folds": list(one.located.folds),
                    "problem": one.problem,
                }
                for one in self.passages
            ],
        }
        return told | ({"kept": self.kept} if self.attaching else {}) | {"basis": plain(self.basis)}


def citations_of(snapshot: Snapshot, word: str) -> CitationsAnswer:
    """The passages that are cited of the source that *word* names, itself or retold. Raises Misused."""
    source = source_named(snapshot, word)
    items = [(entry.id, item) for entry in snapshot.citing(source.id) for item in evidence_of(entry)]
    bare = (name for name, item in items if source.id in (item.source, *item.via) and not item.passages)
    return CitationsAnswer(
        basis=snapshot.basis(),
        names=Names(sources={source.id: source}),
        source=source.id,
        title=source.title,
        passages=Table(CitedPassage(*one) for one in _passages(snapshot, source, retold=True)),
        without_passage=tuple(dict.fromkeys(bare)),
    )


def coverage_of(snapshot: Snapshot, word: str, text: str) -> CoverageAnswer:
    """What of a text is accounted for, as that of the source that *word* names. Raises Misused."""
    source = source_named(snapshot, word)
    return CoverageAnswer(
        basis=snapshot.basis(),
        names=Names(sources={source.id: source}),
        source=source.id,
        title=source.title,
        coverage=coverage(text, _passages(snapshot, source), language=source.language),
    )


def checked_of(snapshot: Snapshot, word: str, text: str) -> CheckedAnswer:
    """A text, compared with what the record says of the source that *word* names. Raises Misused."""
    source = source_named(snapshot, word)
    return CheckedAnswer(
        basis=snapshot.basis(),
        names=Names(sources={source.id: source}),
        source=source.id,
        title=source.title,
        recorded=source.sha256,
        digest=sha256(text.encode()).hexdigest(),
        passages=Table(coverage(text, _passages(snapshot, source), language=source.language).cited),
    )


def _passages(snapshot: Snapshot, source: Source, *, retold: bool = False) -> Iterator[tuple[str, Passage, str]]:
    """The passages that are cited of a source: the entry, the passage, and why it carries no fact if it does not.

    retold: with those of the texts that retell it.
    """
    for entry in snapshot.citing(source.id):
        for item in evidence_of(entry):
            if source.id in ((item.source, *item.via) if retold else (item.source,)):
                yield from ((entry.id, passage, "") for passage in item.passages)
    yield from ((source.id, listed.passage, listed.because) for listed in source.no_fact)
