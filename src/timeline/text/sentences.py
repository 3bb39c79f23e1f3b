"""The sentences of a text, in whatever script, wherever the page breaks its lines.

The only importer of the library that finds where sentences end; `endings` has what it does not know. Knows nothing of
sources or passages.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from timeline.text import columns, endings
from timeline.text.paragraphs import Paragraph, ended, paragraphs

if TYPE_CHECKING:
    from yasbd import BoundaryDetector

_LONGEST_HEADING = 160
"""Columns; a longer line without a stop is not a heading either."""
_SAYS = re.compile(
    r"\b(?:will|shall|would|should|can|may|must|is|are|was|were|has|have|had|said|says|agreed|met|signed|discussed"
    r"|announced|expressed|stated|thanked|welcomed|pledged|promised)\b"
    r"|(?:した|する|ます|ました|れた|った|です|である)$|다$|[\u0e00-\u0eff]|://|\t"
)
"""What makes a statement of a line without its stop: that it says so, a script without stops, a row of a table."""

_NOT_A_BREAK = re.compile(r"[^\n]")
_LONE_NUMBER = re.compile(r"\s*\(?\d{1,3}(?:\.\d{1,3})*[.)]\s*")
"""The number of a paragraph: never a sentence, whatever is before it on its line."""

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?=[A-Za-z_])(?:(?:[A-Za-z_][\w-]*:|[ \t]|- )[^\n]*\n)+---[ \t]*(?:\n|\Z)")
"""What a program that saves pages writes above a text, in YAML: it is no part of it."""

_SCRIPTS = (
    ("\u3040-\u30ff", "ja"), ("\uac00-\ud7af", "ko"), ("\u4e00-\u9fff", "zh"), ("\u1000-\u109f", "my"),
    ("\u0e00-\u0e7f", "th"), ("\u0900-\u097f", "hi"), ("\u0980-\u09ff", "bn"), ("\u0d00-\u0d7f", "ml"),
    ("\u06d4\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2", "ur"), ("\u067e\u0686\u0698\u06af", "fa"),
    ("\u0600-\u06ff", "ar"), ("\u0404\u0406\u0407\u0454\u0456\u0457\u0490\u0491", "uk"),
    ("\u0400-\u04ff", "ru"), ("\u1200-\u137f", "am"), ("\u0370-\u03ff", "el"), ("\u0530-\u058f", "hy"),
    ("\u10a0-\u10ff", "ka"), ("\u0f00-\u0fff", "bo"), ("\u0b80-\u0bff", "ta"),
    ("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", "vi"),
)  # fmt: skip
"""The scripts in the order in which they are tried: the first with enough letters in a paragraph decides its rules."""
_ENOUGH = 10
"""One letter of so many; a name in another script, in brackets, is less."""
_LATIN = {
    "german": "de", "french": "fr", "spanish": "es", "portuguese": "pt", "italian": "it", "dutch": "nl", "polish": "pl",
    "vietnamese": "vi", "indonesian": "id", "malay": "id", "turkish": "tr", "swedish": "sv", "czech": "cs",
    "danish": "da", "romanian": "ro", "slovak": "sk", "lithuanian": "lt", "swahili": "sw", "afrikaans": "af",
}  # fmt: skip
"""Languages in Latin letters whose abbreviations are known."""
_UNKNOWN_TO_LIBRARY = {"bo", "ka", "ta"}
"""They are read by the rules of English, and by our own."""


class Sentence(Struct, frozen=True):
    """A sentence of a text, or a line that was skipped."""

    start: int
    """Its first character, as an offset into the text."""
    end: int
    line: int
    """From 1."""
    text: str
    """On one line, however the page breaks it."""


class Sentences(Struct, frozen=True):
    """What a text is made of."""

    sentences: tuple[Sentence, ...]
    skipped: tuple[Sentence, ...]
    """Headings, and other lines that end no sentence."""


def sentences(text: str, language: str = "") -> Sentences:
    """The sentences of a text, paragraph by paragraph, and what was skipped.

    language: of the text, by its English name or ISO 639-1 code; of Latin letters, English if it is not given.

    Lines that the page wrapped are joined. A line that ends no sentence is a heading, unless it is too long for one,
    has a subject and a verb, or is an item of a list; a list number is not part of a sentence. Front matter is skipped.
    """
    found, skipped = list[Sentence](), list[Sentence]()
    in_list = False
    if head := _FRONT_MATTER.match(text):
        skipped.append(Sentence(0, head.end(), 1, " ".join(head[0].split())))
        text = _NOT_A_BREAK.sub(" ", head[0]) + text[head.end() :]
    for paragraph in paragraphs(text):
        in_list = in_list and bool(paragraph.numbered)
        for sentence, is_prose in _sentences_of(paragraph, language, in_list=in_list):
            (found if is_prose else skipped).append(sentence)
        in_list = in_list or paragraph.is_followed_by_items
    return Sentences(tuple(found), tuple(skipped))


def _sentences_of(paragraph: Paragraph, language: str, *, in_list: bool) -> Iterator[tuple[Sentence, bool]]:
    """The sentences of a paragraph, and the headings in it, each with whether it is a sentence."""
    ends = [end for end in _ends_of(paragraph.text, language) if end > paragraph.numbered or end == len(paragraph.text)]
    starts = [line.start for line in paragraph.lines]
    for start, end in pairwise([0, *ends]):
        words = paragraph.text[start:end]
        stripped = words.strip()
        at = start + len(words) - len(words.lstrip())
        # Only what begins a line, and is all of it, may be a heading.
        is_whole = end == len(paragraph.text) and paragraph.places[at] in starts
        is_prose = in_list or not is_whole or paragraph.is_followed_by_items or not _is_heading(stripped)
        if is_prose and start == 0:
            at += paragraph.numbered
            stripped = paragraph.text[at:end].strip()
        if stripped:
            place, last = paragraph.places[at], paragraph.places[at + len(stripped) - 1] + 1
            line = paragraph.lines[bisect_right(starts, place) - 1]
            yield Sentence(place, last, line.number, stripped), is_prose


def _is_heading(line: str) -> bool:
    """Whether a whole line ends no sentence, and says nothing."""
    return not (ended(line) or columns(line) > _LONGEST_HEADING or _SAYS.search(line))


def _ends_of(text: str, language: str) -> list[int]:
    """Where the sentences of one line end; the end of the line last."""
    found = _language(text, language)
    # Where quotations run on within a sentence, in Japanese and Chinese, they are left whole.
    rules = [_detector(found, whole=whole) for whole in ((True,) if found in {"ja", "zh"} else (True, False))]
    ends = {end for rule in rules for end in rule.detect(text)} | endings.ends(text, found)
    starts = [0]
    for end in sorted(ends):
        if (
            end < len(text)
            and not _LONE_NUMBER.fullmatch(text, starts[-1], end)
            and not endings.goes_on(text, end, found)
        ):
            starts.append(end)
    return [*starts[1:], len(text)]


def _language(text: str, language: str) -> str:
    """The language whose rules apply to a line: by its script, or for Latin letters by the language given."""
    letters = sum(map(str.isalpha, text))
    script = next((known for signs, known in _SCRIPTS if len(re.findall(f"[{signs}]", text)) * _ENOUGH > letters), "")
    said = language.strip().casefold()
    return script or _LATIN.get(said, said if said in _LATIN.values() else "en")


@cache
def _detector(language: str, *, whole: bool) -> "BoundaryDetector":
    """The library's rules for a language; *whole* quotations are left as they are."""
    from yasbd import BoundaryDetector  # noqa: PLC0415 - slow, and only who reads texts needs it

    known = "en" if language in _UNKNOWN_TO_LIBRARY else language
    return BoundaryDetector(known, preserve_quote_and_paren=whole)
