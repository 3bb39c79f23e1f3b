"""The one finder of passages: it finds the first and last words of a passage in a text.

As they are first; else after folding what copies, pages and readers of documents change, each fold by its name. A
passage begins and ends with words, as a text fragment of a browser does. Source: WICG, Text Fragments.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cached_property
from typing import Literal

from msgspec import Struct

from timeline.text import INVISIBLE, UNSPACED, unspaced_between

Found = Literal["once", "folded", "several", "inside-word", "absent"]
"""Once as it is; once after folding; beginning several times; beginning or ending inside a word; not at all."""
Half = Literal["", "start", "end"]
FOLDS = {
    "composed": "the composed form of letters",
    "invisible": "invisible characters",
    "space": "white space",
    "quotes": "quotation marks",
    "dashes": "hyphens and dashes",
    "ligatures": "ligatures",
    "line-end": "a hyphen or a dash at the end of a line",
}
"""What may be folded, and its name for people."""

_QUOTES = str.maketrans({**dict.fromkeys("“”„‟«»″〝〞", '"'), **dict.fromkeys("‘’‚‛ʼ′`´", "'")})
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_LIGATURES = {ord(letter): unicodedata.normalize("NFKC", letter) for letter in "ﬀﬁﬂﬃﬄﬅﬆĲĳ"}
_KEPT, _BROKEN = "\x1f", "\x1e"
"""In a folded text: a hyphen at the end of a line, part of its word or not; a line's end, a space or none."""
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u3099\u309a"
_PIECE = re.compile(
    r"(?P<line>(?<=\w)[-‐\u00ad][ \t]*\r?\n\s*(?=\w))|(?P<dash>(?<=\w)[–—―/][ \t]*\r?\n\s*(?=\w))|(?P<space>\s+)"
    # What is folded in no way, as long as no mark follows that belongs to its last letter.
    rf"|(?P<plain>[!#-&(-,.0-_a-z{{-~\u4e00-\u9fff]+(?![{_MARKS}]))|(?P<cluster>.)",
    re.DOTALL,
)
_JAMO = re.compile("[\u1160-\u11ff]")
_CONTEXT = 60
"""Characters of the text that are shown of what it has instead."""


class Located(Struct, frozen=True):
    """Where a passage is in a text, and how it was found."""

    found: Found
    start: int = 0
    """Its first character, as an offset into the text; 0 with `end` when it is not found."""
    end: int = 0
    count: int = 0
    """How often its first words occur."""
    folds: tuple[str, ...] = ()
    """What had to be folded: names of `FOLDS`."""
    half: Half = ""
    """Which words are at fault: the first or the last."""
    instead: str = ""
    """What the text has where they are sought: the word that they break, or words that are nearly theirs."""

    @property
    def ok(self) -> bool:
        """Whether it was found in one place."""
        return self.found in {"once", "folded"}

    @property
    def problem(self) -> str:
        """What is wrong with it, in words; empty when nothing is."""
        words = {"start": "its first words", "end": "its last words"}.get(self.half, "it")
        match self.found:
            case "several":
                return f"occurs {self.count} times in the text"
            case "inside-word":
                side = "begin" if self.half == "start" else "end"
                return f"{words} {side} or end inside a word: the text has «{self.instead}»"
            case "absent":
                after = " after its first" if self.half == "end" else ""
                has = f": the text has «{self.instead}»" if self.instead else ""
                return f"{words} are not found{after}{has}"
            case _:
                return ""


class Finder:
    """The passages of one text."""

    def __init__(self, text: str) -> None:
        """Look in *text*."""
        self._text = text

    @cached_property
    def _folded(self) -> "_Folded":
        """The text with everything folded."""
        return _fold(self._text, FOLDS)

    def find(self, start: str, end: str = "") -> Located:
        """The place of the passage from *start* to the first *end* after it, or of *start* alone."""
        plain = _find(_Folded(self._text), start, end)
        if plain.ok or plain.found == "several":
            return plain
        words = tuple(_fold(part, FOLDS).text for part in (start, end))
        tried = [plain, _find(self._folded, *words)]
        best = next(
            (place for place in tried if place.found != "absent"), max(tried, key=lambda place: place.half == "end")
        )
        if best.ok:
            return self._with_folds(best, start, end)
        if best.found != "absent":
            return best
        return self._nearly(best, start, end)

    def _with_folds(self, found: Located, start: str, end: str) -> Located:
        """The place of a passage with the folds that it needs: those without which it would not be found there."""
        place = self._text[max(found.start - 1, 0) : found.end + 1]
        needed = []
        for name in FOLDS:
            rest = [fold for fold in FOLDS if fold != name]
            words = [_fold(part, rest).text for part in (start, end)]
            if not _find(_fold(place, rest), *words).ok:
                needed.append(name)
        return Located("folded", found.start, found.end, found.count, tuple(needed) or ("space",))

    def _nearly(self, found: Located, start: str, end: str) -> Located:
        """What the text has that is nearest to the words that are not in it."""
        words = end if found.half == "end" else start
        text = self._folded.text.replace(_KEPT, "").replace(_BROKEN, " ")
        instead = _nearest(text, _fold(words, FOLDS).text)
        return Located("absent", count=found.count, half=found.half, instead=instead)


def find(text: str, start: str, end: str = "") -> Located:
    """The place of one passage in *text*: see `Finder`."""
    return Finder(text).find(start, end)


# --- in one reading of a text ---------------------------------------------------------


class _Folded:
    """A folded text, with the offsets of its characters in the original."""

    def __init__(self, text: str, starts: list[int] | None = None, ends: list[int] | None = None) -> None:
        self.text = text
        self._starts = starts
        self._ends = ends

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The original offsets of the characters from *start* to *end*."""
        if self._starts is None or self._ends is None:
            return start, end
        return self._starts[start], self._ends[end - 1]


def _find(folded: _Folded, start: str, end: str) -> Located:
    text = folded.text
    places = list(_occurrences(text, start))
    whole = [place for place in places if _bounded(text, *place)]
    if len(whole) > 1:
        return Located("several", count=len(whole), half="start")
    if not whole:
        return _broken(text, places[0], "start") if places else Located("absent", half="start")
    ((first, last),) = whole
    if end:
        ends = list(_occurrences(text, end, last))
        good = next((place for place in ends if _bounded(text, *place)), None)
        if good is None:
            return _broken(text, ends[0], "end") if ends else Located("absent", count=1, half="end")
        last = good[1]
    return Located("once", *folded.place(first, last), count=1)


def _occurrences(text: str, words: str, after: int = 0) -> Iterator[tuple[int, int]]:
    if words and (_KEPT in text or _BROKEN in text):
        # At each of these ends of lines it is read in whichever way the words have it.
        signs = {"-": f"[-{_KEPT}]", " ": f"[ {_BROKEN}]"}
        pattern = f"[{_KEPT}{_BROKEN}]?".join(signs.get(sign, re.escape(sign)) for sign in words)
        for found in re.compile(f"(?=({pattern}))").finditer(text, after):
            yield found.start(1), found.end(1)
        return
    at = text.find(words, after) if words else -1
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)


def _bounded(text: str, start: int, end: int) -> bool:
    return not inside_word(text, start) and not inside_word(text, end)


def _broken(text: str, place: tuple[int, int], half: Half) -> Located:
    return Located("inside-word", half=half, instead=_brief(_grown(text, *place)))


def inside_word(text: str, at: int) -> bool:
    """Whether an offset is inside a word; in a script without spaces, between a character and its marks.

    Source: UAX #29, as far as letters, digits, marks, apostrophes within words and points within numbers go.
    """
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if unicodedata.category(after)[0] == "M" or _is_bound(after) or before in _BINDING:
        return True
    if _is_bound(before):
        # A joiner or direction mark belongs to the character before it.
        start = at
        while start and _is_bound(text[start - 1]):
            start -= 1
        text, at = text[max(start - _NEAR, 0) : start] + text[at : at + _NEAR], min(start, _NEAR)
        return inside_word(text, at)
    if UNSPACED.match(before) or UNSPACED.match(after):
        return False
    if _is_word(before) and _is_word(after):
        return True
    return _within(text, at - 1) or _within(text, at)


_NEAR = 100
"""Characters around an offset that decide."""
_BINDING = "\u200d\u17d2\u1039"
"""A joiner, and the signs that put a consonant below the one before it in Khmer and in Burmese."""
_APOSTROPHES, _POINTS = "'’", ".,"


def _is_bound(character: str) -> bool:
    return unicodedata.category(character) == "Cf" and character != "\u200b"


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"


def _within(text: str, at: int) -> bool:
    """Whether a sign is within a word or a number: `Japan’s`, `2.7`."""
    if not 0 < at < len(text) - 1:
        return False
    before, sign, after = text[at - 1], text[at], text[at + 1]
    return (sign in _APOSTROPHES and before.isalpha() and after.isalpha()) or (
        sign in _POINTS and before.isdigit() and after.isdigit()
    )


# --- folding --------------------------------------------------------------------------


def _fold(text: str, names: Collection[str]) -> _Folded:
    """*text* with some of `FOLDS` folded."""
    pieces, starts, ends = list[str](), list[int](), list[int]()
    at = 0
    while found := _PIECE.match(text, at):
        end = found.end()
        if found.lastgroup == "cluster":
            while end < len(text) and (unicodedata.category(text[end])[0] == "M" or _JAMO.match(text[end])):
                end += 1
        folded_piece = _piece(text, at, end, found.lastgroup or "", names)
        pieces.append(folded_piece)
        one_to_one = len(folded_piece) == end - at
        starts += range(at, end) if one_to_one else [at] * len(folded_piece)
        ends += range(at + 1, end + 1) if one_to_one else [end] * len(folded_piece)
        at = end
    return _Folded("".join(pieces), starts, ends)


def _piece(text: str, at: int, end: int, kind: str, names: Collection[str]) -> str:
    piece = text[at:end]
    if kind == "line" and "line-end" in names:
        return _KEPT
    if kind == "dash" and "line-end" in names:
        return _piece(text, at, at + 1, "cluster", names) + _BROKEN
    if kind in {"line", "dash"}:
        # A soft hyphen there is invisible; the line's end is white space.
        piece = INVISIBLE.sub("", piece) if "invisible" in names else piece
        return re.sub(r"\s+", " ", piece) if "space" in names else piece
    if kind == "space":
        return _space(text, at, end, names) if "space" in names else piece
    if kind == "plain":
        return piece
    if "composed" in names:
        piece = unicodedata.normalize("NFC", piece)
    if "invisible" in names:
        piece = INVISIBLE.sub("", piece)
    if "quotes" in names:
        piece = piece.translate(_QUOTES)
    if "dashes" in names:
        piece = piece.translate(_DASHES)
    return piece.translate(_LIGATURES) if "ligatures" in names else piece


def _space(text: str, at: int, end: int, names: Collection[str]) -> str:
    """A run of white space: one space, and none in a script without spaces, whose lines a page breaks anywhere."""
    before, after = text[at - 1 : at], text[end : end + 1]
    if before and after and unspaced_between(before, after):
        return ""
    if "quotes" in names and (before == "«" or after == "»"):
        return ""
    if "line-end" in names and "\n" in text[at:end] and _HANGUL.match(before) and _HANGUL.match(after):
        # Korean is broken between words, or within them.
        return _BROKEN
    return " "


_HANGUL = re.compile("[\uac00-\ud7af]")


# --- what differs ---------------------------------------------------------------------


def _nearest(text: str, words: str) -> str:
    """The words of the text that are nearest to *words* that it does not have; empty when none are near."""
    lower, sought = text.casefold(), words.casefold()
    if len(lower) != len(text) or len(sought) < _FEW:
        return ""
    cuts = [found.start() for found in re.finditer(" ", sought)] or list(range(_FEW, len(sought)))
    # In other capitals; else the longest beginning, or else the longest end, that the text has.
    for cut in (len(sought), *reversed(cuts)):
        at = lower.find(sought[:cut])
        if at >= 0 and cut >= _FEW:
            return _brief(_grown(text, at, at + len(words)))
    for cut in cuts:
        at = lower.find(sought[cut:].strip())
        if at >= 0 and len(sought) - cut >= _FEW:
            return _brief(_grown(text, max(at - cut, 0), at + len(sought[cut:].strip())))
    return ""


_FEW = 6
"""Characters; anything shorter occurs everywhere."""


def _grown(text: str, start: int, end: int) -> str:
    """A piece of a text with the whole of the words in which it begins and ends."""
    while start > 0 and inside_word(text, start):
        start -= 1
    while end < len(text) and inside_word(text, end):
        end += 1
    return text[start:end]


def _brief(words: str) -> str:
    words = re.sub(r"\s+", " ", words).strip()
    return words if len(words) <= _CONTEXT else f"{words[: _CONTEXT // 2]} … {words[-_CONTEXT // 2 :]}"
