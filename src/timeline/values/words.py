"""Words, whole numbers, ids and addresses."""

import re

from timeline.text import cleaned, refused_character, stacked
from timeline.values.bad import BadValue

TEXT_LIMIT = 2000
UNFILLED = "…"
"""What a template has where the user must write."""

ID_LIMIT = 160
_LAST_CONTROL = "\x9f"
_AROUND = 40
"""Half of the characters from which on a text is not shown whole."""
_MOST_DIGITS = 18
"""More than these are no position or count of anything here."""


def whole_number(text: str) -> int | None:
    """The number in a text of ASCII digits; None for anything else, and for a number that no log could contain."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = f"{_SLUG}(?:/{_SLUG})*(?:@{_SLUG})?"
_TWO_CAPITALS = "[A-Z]{2}"
_URL = r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][!-~]*)?"
_SHA256 = "[0-9a-f]{64}"
_WIKIDATA = r"Q[1-9]\d*"


def parse_line(text: str) -> str:
    """One line of words: nothing invisible, nothing empty, no space at its ends."""
    refused = refused_character(text)
    if refused is not None:
        offset, name = refused
        hint = "remove it: a text is one line of visible characters"
        if text[offset] > _LAST_CONTROL and (without := cleaned(_words_around(text, offset))):
            hint = f"write “{without}”, without it"
        raise BadValue(f"character {offset + 1} is {name}, which is not allowed in a record", hint=hint)
    if stacked(text):
        raise BadValue(
            "a combining mark has no letter, or a letter has too many marks", hint="write each mark after its letter"
        )
    if not text.strip():
        raise BadValue("the text is empty", hint="write something, or leave the field out if it is optional")
    if text != text.strip():
        raise BadValue("the text begins or ends with a space", hint=f"write “{text.strip()[:_AROUND]}”")
    if len(text) > TEXT_LIMIT:
        raise BadValue(f"the text is longer than {TEXT_LIMIT} characters", hint="shorten it")
    return text


def _words_around(text: str, offset: int) -> str:
    """A short text as it is; of a long one, the word that has the character."""
    if len(text) <= 2 * _AROUND:
        return text
    return text[text.rfind(" ", 0, offset) + 1 :].partition(" ")[0]


def parse_id(text: str) -> str:
    """An id: words of `a-z` and digits, joined by hyphens, in parts joined by slashes."""
    if len(text) > ID_LIMIT or re.fullmatch(_ID, text, re.ASCII) is None:
        hint = 'use a-z, 0-9, hyphens and slashes: "jp-kh-2024-07/dinner", with "@mofa" at most once'
        slug = re.sub(r"[ _]+", "-", text.strip().lower())
        if len(text) <= ID_LIMIT and re.fullmatch(_ID, slug, re.ASCII):
            hint = f"did you mean `{slug}`?"
        if re.fullmatch(_TWO_CAPITALS, text, re.ASCII):
            hint = f"use the id of the actor, for a state too: `timeline registry {text}` shows it"
        raise BadValue(f"{text[:ID_LIMIT]!r} is not an id", hint=hint)
    return text


def parse_url(text: str) -> str:
    """An address on the web: http or https, in ASCII."""
    if re.fullmatch(_URL, text, re.ASCII) is None:
        raise BadValue(f"{text[:ID_LIMIT]!r} is not a web address", hint="begin with http:// or https://, in ASCII")
    return text


def parse_sha256(text: str) -> str:
    """A SHA-256 digest in 64 small hexadecimal digits."""
    if re.fullmatch(_SHA256, text, re.ASCII) is None:
        raise BadValue("this is not a SHA-256 digest", hint="write its 64 hexadecimal digits, as sha256sum prints them")
    return text


def parse_wikidata(text: str) -> str:
    """An item of Wikidata, such as `Q276275`."""
    if re.fullmatch(_WIKIDATA, text, re.ASCII) is None:
        raise BadValue(f"{text!r} is not an item of Wikidata", hint="write Q and its number: Q276275")
    return text
