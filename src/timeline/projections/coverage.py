"""The coverage of a source: which of its sentences are cited by which entries, and which by none.

A passage lies within one sentence or two adjoining ones, so that one as wide as a paragraph covers nothing.
Source: RULES.md, 2 and 28.
"""

from collections.abc import Iterable

from msgspec import Struct

from timeline.entries import Passage
from timeline.text.passages import Finder, Located
from timeline.text.sentences import Sentence, Sentences, sentences

_ADJOINING = 2


class Cited(Struct, frozen=True):
    """A passage that an entry cites, and where it is found."""

    entry: str
    passage: Passage
    located: Located
    sentences: tuple[int, ...] = ()
    """The numbers of the sentences that it touches, from 0."""
    reason: str = ""
    """Why the passage carries no fact, when it is listed as such."""

    @property
    def problem(self) -> str:
        """What is wrong with it; empty when nothing is."""
        if self.located.problem or not self.sentences:
            return self.located.problem
        spanned = self.sentences[-1] - self.sentences[0] + 1
        return f"spans {spanned} sentences" if spanned > _ADJOINING else ""


class Coverage(Struct, frozen=True):
    """What of a text is accounted for."""

    sentences: tuple[Sentence, ...]
    skipped: tuple[Sentence, ...]
    """Headings, and other lines that are no sentences."""
    cited: tuple[Cited, ...]

    @property
    def uncited(self) -> tuple[Sentence, ...]:
        """The sentences that no passage touches."""
        touched = {number for cited in self.cited if not cited.problem for number in cited.sentences}
        return tuple(sentence for number, sentence in enumerate(self.sentences) if number not in touched)

    @property
    def problems(self) -> tuple[Cited, ...]:
        """The passages that are not found correctly."""
        return tuple(cited for cited in self.cited if cited.problem)

    @property
    def complete(self) -> bool:
        """Whether all is accounted for: never of a text in which no sentence was found."""
        return bool(self.sentences) and not self.uncited and not self.problems


def coverage(text: str, cited: Iterable[tuple[str, Passage, str]], *, language: str = "") -> Coverage:
    """The coverage of *text* by passages.

    cited: the entry that cites a passage, the passage, and the reason when it is listed as
    carrying no fact. language: that of the source, if it is known.
    """
    parts, finder = sentences(text, language), Finder(text)
    return Coverage(parts.sentences, parts.skipped, tuple(_cited(finder, parts, *item) for item in cited))


def _cited(finder: Finder, parts: Sentences, entry: str, passage: Passage, reason: str) -> Cited:
    located = finder.find(passage.start, passage.end)
    if not located.ok:
        return Cited(entry, passage, located, reason=reason)
    touched = (
        number for number, part in enumerate(parts.sentences) if part.start < located.end and located.start < part.end
    )
    return Cited(entry, passage, located, tuple(touched), reason)
