"""What text is refused at the door, and how untrusted text is shown at every exit.

A terminal obeys ESC, OSC and bidi controls wherever they come from, so no text of a
record reaches one except through `shown`.
"""

import re
import unicodedata

KHMER = "\u1780-\u17ff\u19e0-\u19ff"

_CONTROLS = (
    "\x00-\x1f\x7f-\x9f"  # C0, DEL and C1; line feed and tab too: texts are one line
    "\u00ad\u034f\u061c\u200e\u200f"  # soft hyphen, joiner and marks without a shape
    "\u115f\u1160\u3164\uffa0\u17b4\u17b5\u2800"  # letters that are blank
    "\u180b-\u180f\ufe00-\ufe0f"  # variation selectors
    "\u2028-\u202e\u2060-\u206f"  # line separators, bidi overrides and isolates
    "\ufeff\ufff0-\ufffc"  # byte order mark, what is kept for the unseen, interlinear anchors, the place of an object
    "\U0001d159\U00016fe4"  # a note and a filler without a shape
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # controls of three scripts
    "\ufdd0-\ufdef\ufffe\uffff"  # noncharacters
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0xF0000, 0x10000))
    + "\ud800-\udfff"  # lone surrogates
    "\ue000-\uf8ff\U000f0000-\U0010ffff"  # private use
    "\U000e0000-\U000effff"  # tags, the supplementary selectors that hide bytes, and what is kept for more of them
)
# U+200B separates words in Khmer, and hides anything anywhere else. ZWJ (U+200D) and
# ZWNJ (U+200C) shape letters in many scripts and stay, one after something that is seen.
_STRAY_SPACE = f"(?<![{KHMER}])\u200b|\u200b(?![{KHMER}])|(?<![^\\s\u200c\u200d])[\u200c\u200d]"
_NAMELESS = {"Cc": "(control)", "Co": "(private use)", "Cs": "(surrogate)", "Cn": "(unassigned)"}
"""What characters without a name are called, by their category."""
_REFUSED = re.compile(f"[{_CONTROLS}]|{_STRAY_SPACE}")
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
"""What takes no room in a text and is no part of its words: soft hyphens, joiners, marks of direction."""
_UNSPACED = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u1a20-\u1aaf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
UNSPACED = re.compile(f"[{_UNSPACED}]")
"""A letter of a script that puts no spaces between words: Thai, Lao, Tibetan, Burmese, Khmer, Japanese, Chinese."""
_ZERO_WIDTH = {"Mn", "Me", "Cf"}


_MOST_MARKS = 12


def stacked(text: str) -> bool:
    """Whether marks have no base letter, or one letter has more marks than any script uses."""
    count = _MOST_MARKS
    for character in text if not text.isascii() else "":
        count = count + 1 if unicodedata.category(character).startswith("M") else 0
        if count > _MOST_MARKS:
            return True
    return False


def refused_character(text: str) -> tuple[int, str] | None:
    """The offset and the name of the first character that a record must not contain."""
    found = _REFUSED.search(text)
    if found is None:
        return None
    character = found.group()
    name = unicodedata.name(character, "") or _NAMELESS[unicodedata.category(character)]
    return found.start(), f"U+{ord(character):04X} {name}"


_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""Spaces that look like one and are another."""


def unseen(text: str, at: int) -> tuple[int, str] | None:
    """The offset and the name of a character at *at*, or just before it, that people do not see for what it is.

    A byte order mark, a no-break space, anything invisible: what a parser stumbles over, and a reader cannot find.
    """
    for place in (at, at - 1):
        if (
            0 <= place < len(text)
            and text[place] not in "\n\t"
            and (_SPACES.match(text, place) or _REFUSED.match(text, place))
        ):
            character = text[place]
            name = "BYTE ORDER MARK" if character == "\ufeff" else unicodedata.name(character, "") or "(control)"
            return place, f"there is a U+{ord(character):04X} {name} here"
    return None


def shown(text: str) -> str:
    """*text* made safe for a terminal: what is invisible or obeyed becomes visible.

    C0 becomes its control picture, everything else that is refused becomes `⟨U+202E⟩`.
    Shown text is shown unchanged a second time.
    """
    return _REFUSED.sub(_visible, text)


def escaped(json_text: str) -> str:
    """JSON text with escapes for what `shown` makes visible: the same JSON, safe on a terminal.

    Line feeds stay: outside of strings they end a line, and inside JSON has escaped them.
    """
    return _REFUSED.sub(_escape, json_text)


def cleaned(text: str) -> str:
    """*text* without characters that a record must not contain; a line feed or tab becomes a space."""
    return " ".join(_REFUSED.sub(lambda found: " " if found.group().isspace() else "", text).split(" ")).strip()


def is_unspaced(character: str) -> bool:
    """Whether a character is of a script that puts no spaces between words, or wide punctuation of one."""
    wide = unicodedata.east_asian_width(character) in "WF" and not character.isalnum()
    return wide or UNSPACED.match(character) is not None


def unspaced_between(before: str, after: str) -> bool:
    """Whether two characters are joined without a space where a page breaks a line, as in Japanese and Chinese."""
    one, other = is_unspaced(before), is_unspaced(after)
    return (one and other) or (one and columns(before) > 1) or (other and columns(after) > 1)


def columns(text: str) -> int:
    """The columns that *text* takes in a terminal."""
    return len(text) if text.isascii() else sum(map(columns_of, text))


def columns_of(character: str) -> int:
    """The columns that one character takes: none for marks, two for wide ones."""
    if character.isascii():
        return 1
    if unicodedata.category(character) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def encodable(text: str, encoding: str) -> str:
    """*text* with escapes for what *encoding* cannot say."""
    return text.encode(encoding, "backslashreplace").decode(encoding)


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    if character == "\n":
        return character
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _visible(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code < 0x20:  # noqa: PLR2004 - the C0 range has pictures at U+2400
        return chr(0x2400 + code)
    return f"⟨U+{code:04X}⟩"
