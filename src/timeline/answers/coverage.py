"""Which sentences of a source are cited, by which entries, and are the cited passages in its text?"""

from collections.abc import Iterator, Sequence
from hashlib import sha256

from msgspec import Struct

from timeline.answers.answer import Answer
from timeline.answers.names import source_named
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.entries import Passage, Source, evidence_of
from timeline.projections.coverage import Cited, Coverage, coverage
from timeline.projections.names import Names
from timeline.projections.plain import Hidden
from timeline.text.quoting import Paragraphs


class CitedPassage(Struct, frozen=True):
    """A passage that an entry cites."""

    entry: str
    passage: Passage
    no_fact: str
    """Why it carries no fact, if the record lists it as such; else empty."""


class CitationsAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """The passages that are cited from a source, without its text."""

    ROWS = "passages"

    source: str
    title: Hidden[str]
    passages: Table[CitedPassage]
    without_passage: tuple[str, ...]
    """The ids of the entries that cite the source without a passage."""


class SentenceRow(Struct, frozen=True):
    """A sentence of a text, and what cites it."""

    line: int
    """The line of the text on which it begins, from 1."""
    text: str
    """The sentence."""
    entries: tuple[str, ...]
    """The entries that cite it, by id."""
    no_fact: tuple[str, ...]
    """Why it carries no fact, where the record lists it as such."""


class ParagraphRow(Struct, frozen=True):
    """A numbered paragraph or article of a text, and what it became."""

    number: str
    """As in the text."""
    sentences: int
    """How many sentences it has."""
    accounted: int
    """How many of these are cited, or listed as carrying no fact."""
    entries: tuple[str, ...]
    """The entries that cite it, by id, in the order of the text."""
    no_fact: tuple[str, ...]
    """Why sentences of it carry no fact."""


class LineRow(Struct, frozen=True):
    """A heading, or another line that is not a sentence."""

    line: int
    """Its number in the text, from 1."""
    text: str
    """The line."""


class FoldedRow(Struct, frozen=True):
    """A passage that is found only after folding the text."""

    entry: str
    passage: Passage
    folds: tuple[str, ...]
    """What had to be folded."""


class ProblemRow(Struct, frozen=True):
    """A passage that is not found, or not in one place."""

    entry: str
    passage: Passage
    problem: str
    """What is wrong, in words."""


class CoverageAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """How much of the text of a source is accounted for."""

    ROWS = "sentences"

    source: str
    title: Hidden[str]
    coverage: Hidden[Coverage]
    sentences: Table[SentenceRow]
    paragraphs: Table[ParagraphRow]
    """The numbered paragraphs, if the text has any."""
    skipped: Table[LineRow]
    folded: Table[FoldedRow]
    problems: Table[ProblemRow]
    uncited: tuple[str, ...]
    """The sentences that no passage touches."""
    complete: bool
    """Whether every sentence is accounted for, and every passage found in one place."""


class Digests(Struct, frozen=True):
    """The SHA-256 of a text, and the one that the record keeps of its source."""

    recorded: str
    """Empty when the record keeps none."""
    text: str
    """That of the text."""
    same: bool | None
    """None without a recorded one."""


class PassageRow(Struct, frozen=True):
    """How a cited passage is found in a text."""

    cited: Hidden[Cited]
    entry: str
    start: str
    """The first words of the passage."""
    end: str
    """Its last words; empty for a short passage."""
    found: str
    """`once`, `folded`, `several`, `inside-word` or `absent`."""
    folds: tuple[str, ...]
    """What had to be folded to find it."""
    problem: str
    """In words; empty when nothing is wrong."""


class CheckedAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """A text, compared with what the record says of its source."""

    ROWS = "passages"

    source: str
    title: Hidden[str]
    sha256: Digests
    passages: Table[PassageRow]
    kept: str | None = None
    """Where a copy of the text was kept; None where none was."""
    attaching: Hidden[bool] = False
    """Whether a copy was to be kept."""

    @property
    def is_text(self) -> bool:
        """Whether it can be the text of the source, as far as the record says."""
        return self.sha256.same is not False

    @property
    def complete(self) -> bool:
        """Whether it is the text, and every passage is found in one place."""
        return self.is_text and not any(passage.problem for passage in self.passages)


def citations_of(snapshot: Snapshot, word: str) -> CitationsAnswer:
    """The passages that are cited from the source that *word* names. Raises Misused."""
    source = source_named(snapshot, word)
    items = [(entry.id, item) for entry in snapshot.citing(source.id) for item in evidence_of(entry)]
    bare = (id for id, item in items if source.id in (item.source, *item.via) and not item.passages)
    return CitationsAnswer(
        basis=snapshot.basis(),
        names=Names(sources={source.id: source}),
        source=source.id,
        title=source.title,
        passages=Table(CitedPassage(*item) for item in _passages(snapshot, source, retold=True)),
        without_passage=tuple(dict.fromkeys(bare)),
    )


def coverage_of(snapshot: Snapshot, word: str, text: str) -> CoverageAnswer:
    """How much of a text is accounted for, as the text of the source that *word* names. Raises Misused."""
    source = source_named(snapshot, word)
    found = coverage(text, _passages(snapshot, source), language=source.language)
    rows = tuple(_sentences(found))
    return CoverageAnswer(
        basis=snapshot.basis(),
        names=Names(sources={source.id: source}),
        source=source.id,
        title=source.title,
        coverage=found,
        sentences=Table(rows),
        paragraphs=Table(_paragraphs(text, found, rows)),
        skipped=Table(LineRow(sentence.line, sentence.text) for sentence in found.skipped),
        folded=Table(
            FoldedRow(cited.entry, cited.passage, cited.located.folds) for cited in found.cited if cited.located.folds
        ),
        problems=Table(ProblemRow(cited.entry, cited.passage, cited.problem) for cited in found.problems),
        uncited=tuple(sentence.text for sentence in found.uncited),
        complete=found.complete,
    )


def _sentences(found: Coverage) -> Iterator[SentenceRow]:
    for number, sentence in enumerate(found.sentences):
        touching = [cited for cited in found.cited if number in cited.sentences and not cited.problem]
        yield SentenceRow(
            sentence.line,
            sentence.text,
            tuple(cited.entry for cited in touching if not cited.reason),
            tuple(cited.reason for cited in touching if cited.reason),
        )


def _paragraphs(text: str, found: Coverage, rows: Sequence[SentenceRow]) -> Iterator[ParagraphRow]:
    numbered = Paragraphs(text)
    within: dict[str, list[SentenceRow]] = {number: [] for number in numbered.numbers}
    for sentence, row in zip(found.sentences, rows, strict=True):
        if number := numbered.at(sentence.start):
            within[number].append(row)
    for number, own in within.items():
        entries = tuple(dict.fromkeys(entry for row in own for entry in row.entries))
        reasons = tuple(dict.fromkeys(reason for row in own for reason in row.no_fact))
        accounted = sum(bool(row.entries or row.no_fact) for row in own)
        yield ParagraphRow(number, len(own), accounted, entries, reasons)


def checked_of(snapshot: Snapshot, word: str, text: str) -> CheckedAnswer:
    """A text, compared with what the record says of the source that *word* names. Raises Misused."""
    source, digest = source_named(snapshot, word), sha256(text.encode()).hexdigest()
    return CheckedAnswer(
        basis=snapshot.basis(),
        names=Names(sources={source.id: source}),
        source=source.id,
        title=source.title,
        sha256=Digests(source.sha256, digest, digest == source.sha256 if source.sha256 else None),
        passages=Table(
            PassageRow(
                cited,
                cited.entry,
                cited.passage.start,
                cited.passage.end,
                cited.located.found,
                cited.located.folds,
                cited.problem,
            )
            for cited in coverage(text, _passages(snapshot, source), language=source.language).cited
        ),
    )


def _passages(snapshot: Snapshot, source: Source, *, retold: bool = False) -> Iterator[tuple[str, Passage, str]]:
    """The passages that are cited from a source: the entry, the passage, and why it carries no fact or "".

    retold: include passages of the texts that retell it.
    """
    for entry in snapshot.citing(source.id):
        for item in evidence_of(entry):
            if source.id in ((item.source, *item.via) if retold else (item.source,)):
                yield from ((entry.id, passage, "") for passage in item.passages)
    yield from ((source.id, listed.passage, listed.because) for listed in source.no_fact)
