"""Records that are accepted, drawn over the whole range of what files may say.

Entries of every kind and verb are drawn from their types, each refers to what is there, and
what the checks refuse is left out: what remains is a record as strange as one may be.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct, inspect, to_builtins

from records import NOW, SOURCES, stamp, write_record
from timeline.entries import ENTRY_TYPES, Actor, Correction, Engagement, Entry, Event, Signing, Withdrawal
from timeline.entries.corrections import value_at
from timeline.problems import Refused
from timeline.record.append import check
from timeline.recordfile.read import read_record_file
from timeline.recordfile.write import format_record
from timeline.text import refused_character, stacked
from timeline.values import TEXT_LIMIT

OFFICES = """
[[actor]]
id = "union"
kind = "international-organisation"
name = "A union"
[[document]]
id = "agreement"
title = "An agreement"
form = "treaty"
parties = ["japan", "cambodia"]
[[actor]]
id = "minister"
kind = "office"
name = "Minister"
of = "japan"
[[actor]]
id = "ministry"
kind = "ministry"
name = "Ministry"
of = "cambodia"
"""
SEED = """
[[event]]
id = "visit"
what = "visit"
title = "A visit"
when = "2024-07-05/2024-07-06"
by = "kamikawa"
to = "hun-manet"
evidence = { source = "article", passage = "the visit" }
[[event]]
id = "plan"
what = "scheduled"
title = "A plan"
when = "2024-06"
by = "japan"
to = "cambodia"
engagement = "visit"
evidence = { source = "article", passage = "the plan" }
[[event]]
id = "promise"
what = "commitment"
title = "A promise"
when = "2024-07-05"
by = "japan"
to = "cambodia"
evidence = { source = "article", passage = "the promise" }
"""

_WORDS = (
    "2024", "a", "កម្ពុជា", "上川 陽子", "مرحبا", "Łódź", "“No. 5”", "—", "<b>", "[b]", "=1+1", "\\x1b", "%s", "'; --", "🏳",
    "e\u0301", "ក\u200bខ", "ｆｕｌｌ", "𝄞", "{}", "@", "#1", "..", "null", "-x", "*", '"', "`",
)  # fmt: skip
_ZONES = ("UTC", "Asia/Phnom_Penh", "America/New_York", "Pacific/Apia", "Etc/GMT+12", "Etc/GMT-14")
_AMOUNTS = ("59.6 million", "8,293 million", "386,000,000", "2.5", "0.01", "1", "999 trillion", "8.3 billion")
_USUAL = ("2024-07-05", "2024-07-06", "2024-07-05/2024-07-06", "[2024-07-05..2024-07-06]", "2024-07", "0001", "9999")


class Dice(random.Random):
    """What is drawn: values over the whole range of what a file may say."""

    def line(self) -> str:
        """Words of several scripts, any characters that are let in, or very many."""
        match self.randrange(12):
            case 0:
                return "x " * self.randrange(TEXT_LIMIT // 2) + "x"
            case 1 | 2:
                text = "".join(
                    chr(self.choice((self.randrange(32, 0x2FF), self.randrange(32, 0x1FFFF)))) for _ in range(12)
                )
                return self._let_in(text) or "x"
            case _:
                return " ".join(self.choices(_WORDS, k=self.randint(1, 6)))

    @staticmethod
    def _let_in(text: str) -> str:
        text = "".join(one for one in text if not 0xD800 <= ord(one) < 0xE000).strip()
        while (refused := refused_character(text)) is not None:
            text = (text[: refused[0]] + text[refused[0] + 1 :]).strip()
        return "x" if stacked(text) else text

    def day(self) -> str:
        """A day of any year, more often of the years of the record."""
        year = self.choice((self.randint(1, 9999), self.randint(2023, 2024)))
        return f"{year:04}-{self.randint(1, 12):02}-{self.randint(1, 28):02}"

    def when(self) -> str:
        """A time in any of the forms that there are."""
        one, other = sorted((self.day(), self.day()))
        forms = (
            one, one[:7], one[:4], f"{one}{self.choice('?~%')}", f"{one}/{other}", f"[{one}..{other}]", f"[..{one}]",
            f"[{one}..]", f"{one}/..", f"[{one},{other}]",
        )  # fmt: skip
        return self.choice((self.choice(_USUAL), self.choice(forms)))

    def leaf(self, parser: str, words: str) -> str:
        """A string that its parser accepts."""
        match parser:
            case "line" if "field" in words:
                return self.choice(("when", "place", "title", "money"))
            case "line":
                return self.line()
            case "when":
                return self.when()
            case "clock":
                return f"{self.randrange(24):02}:{self.randrange(60):02}"
            case _:
                return self.choice(_LEAVES[parser])


_LEAVES = {
    "zone": _ZONES,
    "amount": _AMOUNTS,
    "currency": ("USD", "JPY", "KHR", "KWD", "DEM", "CLF", "XDR"),
    "state-code": ("FR", "SU", "CSHH", "XK", "EU", "VN", "TH"),
    "side": ("JP", "KH", "UA", "union", "press", "analyst"),
    "party-code": ("JP", "union"),
    "url": ("https://example.org/", "http://example.org:80/a?b=c#d", "https://xn--a.example/%F0"),
    "sha256": ("0" * 64,),
    "wikidata": ("Q1", "Q276275"),
}


class Pool:
    """What there is to refer to, by kind."""

    def __init__(self) -> None:
        self.ids: dict[str, list[str]] = {
            "event": ["visit"], "commitment": ["promise"], "party": ["japan", "cambodia", "ukraine", "union"],
            "principal": ["japan", "institute", "union"], "engagement": ["visit"], "scheduled": ["plan"],
            "document": ["agreement"],
            "person": ["kamikawa", "hun-manet"], "office": ["prime-minister-of-cambodia", "minister"],
            "actor": ["japan", "kamikawa", "hun-manet", "institute", "ministry"],
            "source": ["article", "jp-readout", "kh-readout"], "topic": ["roads", "order"],
            "entry": ["visit", "promise", "japan", "article", "roads"],
        }  # fmt: skip
        self.entries: dict[str, Entry] = {}

    def add(self, entry: Entry) -> None:
        """Refer to an entry from now on."""
        self.entries[entry.id] = entry
        kinds = {"entry", *({"event", entry.what} if isinstance(entry, Event) else {entry.what})}
        kinds |= {entry.kind} if isinstance(entry, Actor) else set()
        kinds |= {"party", "principal"} if isinstance(entry, Actor) and entry.is_party else set()
        kinds |= {"engagement"} if isinstance(entry, Engagement) else set()
        kinds |= {"document"} if isinstance(entry, Signing) else set()
        for kind in kinds & set(self.ids):
            self.ids[kind].append(entry.id)


def drawn(dice: Dice, name: str, pool: Pool) -> Entry:
    """An entry of any kind, which the checks may refuse."""
    tag = dice.choice(sorted(ENTRY_TYPES))
    if tag == "withdraw":
        return Withdrawal(id=name, entry=dice.choice(pool.ids["entry"]), because=dice.line())
    if tag == "correct" and pool.entries:
        return _correction(dice, name, pool)
    cls = ENTRY_TYPES[tag] if tag != "correct" else ENTRY_TYPES["meeting"]
    entry: Entry = _struct(dice, cls, pool, id=name, recorded_at="", recorded_by="")
    return entry


def _correction(dice: Dice, name: str, pool: Pool) -> Entry:
    target = pool.entries[dice.choice(sorted(pool.entries))]
    chosen = dice.choice([one for one in _fields(type(target)) if one.name not in _GIVEN and one.type != _ANY])
    now = to_builtins(_value(dice, chosen.type, pool)) if dice.random() < 0.9 else None
    was = to_builtins(value_at(target, chosen.encode_name))
    return Correction(id=name, entry=target.id, field=chosen.encode_name, was=was, now=now, because=dice.line())


_GIVEN = ("id", "recorded_at", "recorded_by", "evidence")
_ANY = inspect.AnyType()


def _fields(cls: type[Struct]) -> tuple[inspect.Field, ...]:
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)
    return info.fields


def _struct(dice: Dice, cls: type[Struct], pool: Pool, **values: Any) -> Any:  # noqa: ANN401 - of the class that is asked for
    for one in _fields(cls):
        # Most of what may be left out is.
        wanted = one.required or one.name in {"evidence", "when", "by"} or dice.random() < 0.2
        if one.name not in values and wanted and one.type != _ANY:
            values[one.name] = _value(dice, one.type, pool)
    if "because" in cls.__struct_fields__ and (values.get("inferred") or values.get("against")):
        values |= {"because": dice.line()}
    if "zone" in cls.__struct_fields__ and values.get("start"):
        values |= {"zone": "Asia/Phnom_Penh"}
    if values.get("via"):
        values |= {"source": "article", "via": ("kh-readout",)}
    return cls(**values)


def _value(dice: Dice, kind: inspect.Type, pool: Pool) -> Any:  # noqa: ANN401 - of the type that is asked for
    match kind:
        case inspect.Metadata(extra={"refers": str(refers)}) if refers:
            return dice.choice(pool.ids[refers])
        case inspect.Metadata(extra={"leaf": str(leaf)}, extra_json_schema=words):
            return dice.leaf(leaf, str(words))
        case inspect.Metadata(type=inner):
            return _value(dice, inner, pool)
        case inspect.LiteralType(values=values):
            return dice.choice(values)
        case inspect.IntType():
            return dice.choice((dice.randint(1, 400), dice.randint(1, 10**9)))
        case inspect.BoolType():
            return True
        case inspect.VarTupleType(item_type=item):
            return tuple(dict.fromkeys(_value(dice, item, pool) for _ in range(dice.randint(1, 2))))
        case inspect.StructType(cls=cls):
            return _struct(dice, cls, pool)
        case inspect.UnionType(types=types):
            return _value(dice, dice.choice([one for one in types if not isinstance(one, inspect.NoneType)]), pool)
        case _:
            raise AssertionError(kind)


def accepted(seed: int, folder: Path, *, count: int, files: int) -> Iterator[Path]:
    """Write a record into a folder, file by file: after each, the folder."""
    dice = Dice(seed)
    write_record(folder, SOURCES + OFFICES + SEED)
    yield folder
    pool, number = Pool(), 0
    for file in range(files):
        kept = list[Entry]()
        for _ in range(count):
            number += 1
            entry = drawn(dice, f"n{number}", pool)
            if not _problems(folder, [*kept, entry]):
                kept.append(entry)
                pool.add(entry)
        if kept:
            header = f'recorded_at = {stamp(600 + file)}\nrecorded_by = "tests"\n'
            text = format_record(kept).replace("format = 1\n", f"format = 1\n{header}", 1)
            (folder / f"f{file}.toml").write_text(text, encoding="utf-8")
            yield folder


def _problems(folder: Path, entries: list[Entry]) -> bool:
    draft = folder / "draft.toml"
    draft.write_text(format_record(entries), encoding="utf-8")
    try:
        return bool(check(folder, [draft], now=NOW)) or list(read_record_file(draft).entries) == []
    except Refused:
        return True
    finally:
        draft.unlink()
