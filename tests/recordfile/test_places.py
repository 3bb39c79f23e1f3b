"""Where values stand in TOML and JSON."""

import json
from collections.abc import Iterator

import pytest
import tomli
from hypothesis import assume, given
from hypothesis import strategies as st

from timeline.problems import KeyPath
from timeline.recordfile.places import LazyPlaces, json_places, toml_places

TEXT = '''# a comment with [[brackets]] and "quotes"
format = 1
"quoted key" = 'literal # no comment' # a comment
dotted . key = """
two "lines"
"""

[[event]]
id = "first"
by = ["a", { who = "b", as = 'c' },
  # a comment, with a comma
  "d", ]
when = 2024-07-06 09:00:00

[event.terms]
years = 30
[[event]]
id = "second"
[[event.part]]
name = "\\"x\\u00e9"
'''


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("format",), (2, 10)),
        (("quoted key",), (3, 16)),
        (("dotted", "key"), (4, 16)),
        (("event", 0), (8, 1)),
        (("event", 0, "by", 0), (10, 7)),
        (("event", 0, "by", 1, "who"), (10, 20)),
        (("event", 0, "by", 1, "as"), (10, 30)),
        (("event", 0, "by", 2), (12, 3)),
        (("event", 0, "when"), (13, 8)),
        (("event", 0, "terms", "years"), (16, 9)),
        (("event", 1, "id"), (18, 6)),
        (("event", 1, "part", 0, "name"), (20, 8)),
    ],
)
def test_a_value_of_toml_is_found_at_its_location(path: KeyPath, expected: tuple[int, int]) -> None:
    """Through comments, dotted and quoted keys, tables in lists, and all kinds of strings."""
    assert expected == toml_places(TEXT).location(path)[:2]


def test_a_key_has_a_place_of_its_own() -> None:
    """What is wrong with a key is reported at the key."""
    assert (18, 1) == toml_places(TEXT).location(("event", 1, "id"), of_key=True)[:2]


def test_what_is_not_spelled_out_is_reported_at_what_it_is_inside() -> None:
    """A field that is missing has the place of its table."""
    assert (17, 1, "[[event]]") == toml_places(TEXT).location(("event", 1, "missing", 3))


def test_keys_with_escapes_are_read_as_the_parser_reads_them() -> None:
    """Escapes that only TOML knows, too."""
    text = '"\\u00e9" = 1\n"\\U0001F600" = 2\n'

    assert [1, 2] == [toml_places(text).location((key,))[0] for key in tomli.loads(text)]


def test_a_value_of_json_is_found_at_its_column() -> None:
    """The same scanner, with a colon."""
    text = '{"a": [1, {"b": "x,]}", "c": null}], "d": ""}'

    assert [text.index('"x'), text.index("null"), text.index('""')] == [
        json_places(text).location(path)[1] - 1 for path in (("a", 1, "b"), ("a", 1, "c"), ("d",))
    ]


def leaves(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, object]]:
    """The values that are neither table nor list, with their paths."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if items is None:
        yield path, value
        return
    for key, item in items:
        yield from leaves(item, (*path, key))


_words = st.text(st.sampled_from("ab\"'\\#[]{},=.é \n"), max_size=6)
_bare = st.text(st.sampled_from("ab1-_"), min_size=1, max_size=3)
_keys = st.one_of(_bare, _words.map(json.dumps), _bare.map(lambda key: f"'{key}'"))
_space = st.sampled_from(["", " ", "\t"])
_strings = st.one_of(
    _words.map(lambda text: json.dumps(text, ensure_ascii=False)),
    _words.filter(lambda text: "'" not in text and "\n" not in text).map(lambda text: f"'{text}'"),
    _words.map(lambda text: f"'''{text.replace(chr(39), '')}'''"),
    _words.map(lambda text: '"""' + text.replace("\\", "").replace('"""', "").rstrip('"') + '"""'),
)
_scalars = st.one_of(
    _strings, st.integers().map(str), st.sampled_from(["true", "1.5e3", "2024-07-06", "09:00:00", "inf"])
)


@st.composite
def _lists(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    between = st.sampled_from([",", ", ", ",\n # x,]\n ", "\n,\n"])
    items = draw(st.lists(values, max_size=3))
    return "[" + draw(_space) + draw(between).join(items) + draw(st.sampled_from(["", "\n"])) + "]"


@st.composite
def _tables(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    pairs = draw(st.lists(st.tuples(_keys, values), max_size=3))
    return "{" + ", ".join(f"{key}{draw(_space)}={draw(_space)}{value}" for key, value in pairs) + "}"


_values = st.recursive(_scalars, lambda inner: st.one_of(_lists(inner), _tables(inner)), max_leaves=6)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Texts that are mostly TOML."""
    lines = []
    for _ in range(draw(st.integers(1, 6))):
        keys = ".".join(draw(st.lists(_keys, min_size=1, max_size=2)))
        kind = draw(st.sampled_from(["pair", "pair", "table", "array"]))
        line = {"pair": f"{keys} = {draw(_values)}", "table": f"[{keys}]", "array": f"[[ {keys} ]]"}[kind]
        lines.append(draw(_space) + line + draw(st.sampled_from(["", " # [x] = '"])))
    return "\n".join(lines) + draw(st.sampled_from(["", "\n"]))


@given(documents())
def test_every_value_of_every_document_is_found_where_it_stands(text: str) -> None:
    """At the place of each value stands text that the parser reads as that value."""
    try:
        document = tomli.loads(text)
    except tomli.TOMLDecodeError:
        assume(False)  # noqa: FBT003 - Hypothesis's own way
        return
    spots = toml_places(text).spots
    for path, value in leaves(document):
        assert path in spots
        offset = spots[path].value
        assert any(reads_as(text[offset:end], value) for end in range(offset + 1, len(text) + 1))


def reads_as(text: str, value: object) -> bool:
    """Whether the parser reads *text* as *value*."""
    try:
        return repr(tomli.loads(f"x = {text}")["x"]) == repr(value)
    except tomli.TOMLDecodeError:
        return False


def test_a_text_that_is_nested_without_end_has_its_places_at_its_beginning() -> None:
    """What is wrong is reported all the same."""
    places = LazyPlaces('{"a": ' * 5000 + "1" + "}" * 5000, json_places)

    assert (1, 1) == places.location(("a", "a"))[:2]
