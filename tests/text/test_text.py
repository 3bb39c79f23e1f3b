"""What text is refused, and how it is shown."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.text import encodable, escaped, refused_character, shown

HOSTILE = [
    ("\x1b[31mred", "U+001B"),
    ("a\tb", "U+0009"),
    ("a\nb", "U+000A"),
    ("\x7f", "U+007F"),
    ("\x9b31m", "U+009B"),
    ("abc\u202edef", "U+202E"),
    ("\u2066x", "U+2066"),
    ("\u200bhidden", "U+200B"),
    ("soft\u00adhyphen", "U+00AD"),
    ("\ufeffmark", "U+FEFF"),
    ("\U000e0041tag", "U+E0041"),
    ("\ue000private", "U+E000"),
    ("\ufdd0", "U+FDD0"),
    ("line\u2028separator", "U+2028"),
    *(
        (f"a{chr(code)}b", f"U+{code:04X}")
        for code in (
            0x034F,
            0x115F,
            0x1160,
            0x17B4,
            0x17B5,
            0x180B,
            0x2800,
            0x3164,
            0xFE0F,
            0xFFA0,
            0xFFFC,
            0xFFFE,
            0xFFFF,
            0x13430,
            0x1BCA0,
            0x1D173,
            0x1FFFE,
            0xEFFFF,
            0xE0100,
        )
    ),
]


@pytest.mark.parametrize(("text", "name"), HOSTILE)
def test_what_a_terminal_obeys_or_hides_is_refused_by_name(text: str, name: str) -> None:
    """A control, bidi, invisible or private character is refused with its place and name."""
    found = refused_character(text)

    assert found is not None
    assert name == found[1].partition(" ")[0]
    assert f"U+{ord(text[found[0]]):04X}" == name


@pytest.mark.parametrize(
    "text",
    [
        "សួស្តី\u200bពិភពលោក",
        "上川陽子",
        "naïve – “quoted” ’",
        "a\u200db",
        "a\u200cb",
        "\u1780\u17d2\u1798\u17bb\u1787\u17b6",
        "कर्म",
    ],
)
def test_what_people_write_is_not_refused(text: str) -> None:
    """Scripts, quotes, joiners, and U+200B between Khmer letters stay."""
    assert refused_character(text) is None
    assert text == shown(text)


def test_c0_is_shown_as_its_picture_and_the_rest_by_number() -> None:
    """ESC becomes its control picture, a bidi override its code point."""
    assert "␛[31m⟨U+202E⟩x" == shown("\x1b[31m\u202ex")


@given(st.text())
def test_nothing_that_is_shown_would_be_refused(text: str) -> None:
    """Shown text holds no character that a record may not hold, and is shown unchanged again."""
    assert refused_character(shown(text)) is None
    assert shown(text) == shown(shown(text))


def test_json_is_escaped_where_a_terminal_would_obey_it() -> None:
    """The same JSON, and line feeds between lines stay."""
    text = '{"x":"\x9b\u202e\U000e0041é"}\n'

    assert '{"x":"\\u009b\\u202e\\udb40\\udc41é"}\n' == escaped(text)
    assert json.loads(text) == json.loads(escaped(text))


def test_what_a_stream_cannot_say_is_escaped() -> None:
    """An ASCII stream gets escapes, never an error."""
    assert "5\\u20136 July" == encodable("5–6 July", "ascii")
