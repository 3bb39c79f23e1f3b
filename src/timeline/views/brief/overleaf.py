"""What stands overleaf of a brief: the sources, the passages behind each line, limits, and the recorder's notes."""

from collections.abc import Iterable, Iterator

from timeline.answers.brief import BriefAnswer
from timeline.views.sheet import Line, Part, said, unmarked
from timeline.views.words.evidence import passage_text, source_text
from timeline.views.words.money import many
from timeline.views.words.people import mark_text

_READ = {"full": "read in full", "part": "read in part", "no": "not read"}


def overleaf(answer: BriefAnswer, body: Iterable[Part]) -> tuple[Part, ...]:
    """The parts overleaf; those without lines are left out."""
    lines = [line for part in body for line in part.lines if line.cited]
    letters = _letters(lines)
    parts = (
        Part("Sources", tuple(_sources(lines, letters))),
        Part("Where each point is said", tuple(_points(lines, letters)), "source"),
        Part("Limits", tuple(_limits(answer))),
        Part("Recorder's notes", tuple(_notes(lines)), "note"),
    )
    return tuple(part for part in parts if part.lines)


def _letters(lines: Iterable[Line]) -> dict[str, str]:
    """The letters of the sources that are cited, by id: a to z, aa, ab."""
    ids = dict.fromkeys(citation.evidence.source for line in lines for citation in line.cited)
    return {id: _letter(number) for number, id in enumerate(ids)}


def _letter(number: int) -> str:
    count = 26
    return (_letter(number // count - 1) if number >= count else "") + chr(ord("a") + number % count)


def _sources(lines: Iterable[Line], letters: dict[str, str]) -> Iterator[Line]:
    cited = [citation for line in lines for citation in line.cited]
    sources = {citation.evidence.source: citation.source for citation in cited}
    known = cited[0].names.sources.values() if cited else ()
    replaced = {old: f"; replaced by “{source.title}”" for source in known for old in source.supersedes}
    for id, letter in letters.items():
        source = sources[id]
        if source is None:
            yield Line(said(f"{id}, not registered."), letter)
        else:
            yield Line(said(f"{source_text(source)}; {_READ[source.read]}{replaced.get(id, '')}."), letter, source.url)


def _points(lines: Iterable[Line], letters: dict[str, str]) -> Iterator[Line]:
    """The sources of each line, with their passages, those without one together."""
    for line in lines:
        passages: dict[tuple[str, str], dict[str, None]] = {}
        for citation in line.cited:
            item = citation.evidence
            key = letters[item.source], mark_text([citation])
            passages.setdefault(key, {}).update({unmarked(passage_text(passage)): None for passage in item.passages})
        texts = (
            f"{letter} [{mark}] {' '.join(words)}".rstrip() if mark else f"{letter} {' '.join(words)}".rstrip()
            for (letter, mark), words in passages.items()
        )
        yield Line(said("; ".join(texts) + "."), line.label)


def _limits(answer: BriefAnswer) -> Iterator[Line]:
    read = answer.read
    if read.texts:
        parts = [
            f"{count} {words}"
            for count, words in ((read.full, "in full"), (read.part, "in part"), (read.no, "not at all"))
            if count
        ]
        yield Line(
            said(
                f"Of {many(read.texts, 'source')} about it, the recorders read {', '.join(parts)}. "
                "What a text says that was not read in full may be missing."
            )
        )
    if answer.possible:
        yield Line(said(f"{many(len(answer.possible), 'event')} may have happened by then, and are not counted."))
    if answer.later_stages:
        stages = many(answer.later_stages, "later stage")
        verb = "is" if answer.later_stages == 1 else "are"
        yield Line(said(f"{stages} of the commitments, after this date, {verb} not shown."))
    if answer.withdrawn:
        yield Line(said(f"{many(len(answer.withdrawn), 'event')} withdrawn by the recorders, and not counted."))
    yield Line(said("Where a source has no words beside it, no passage of it is recorded."))
    yield Line(said("“No word” means that no report is recorded; it may have been delivered all the same."))
    yield Line(said("Amounts are as the sources state them; nothing is converted."))


def _notes(lines: Iterable[Line]) -> Iterator[Line]:
    """What the recorders remark on the points, each once, with the points that it is about.

    What a point says itself is not repeated.
    """
    lines = tuple(lines)
    seen = {segment.text.rstrip(".") for line in lines for segment in line.segments}
    found: dict[str, dict[str, None]] = {}
    for line in lines:
        for note in line.notes:
            if note not in seen:
                found.setdefault(note, {})[line.label] = None
    for note, (label, *others) in found.items():
        also = f" (also {', '.join(others)})" if others else ""
        yield Line(said(unmarked(f"{note}.{also}")), label)
