"""Templates of record files that state shared values once: joint statements, calls, visits, postponed visits, offices.

A `…` stands where the recorder writes what the source says; nothing of a source is filled in but its passages.
"""

import re
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from timeline.recordfile.write import SCHEMA_LINE, quoted
from timeline.text import shown
from timeline.text.passages import Finder
from timeline.text.quoting import Paragraphs, Words, passage_of
from timeline.text.sentences import Sentence, sentences
from timeline.values import UNFILLED

_HEAD = 72
"""Columns of a sentence that are shown above its stub."""
_ACTS = {
    "welcomes": "welcome hail celebrate",
    "affirms": "affirm reaffirm reiterate recommit",
    "emphasises": "emphasize emphasise underscore stress highlight",
    "supports": "support",
    "agrees": "agree decide",
    "commends": "commend applaud",
    "congratulates": "congratulate",
    "thanks": "thank",
    "recognises": "recognize recognise acknowledge",
    "notes": "note",
    "recalls": "recall",
    "announces": "announce launch inaugurate establish",
    "hopes": "anticipate await",
    "intends": "intend plan endeavor endeavour",
    "commits": "commit",
    "pledges": "pledge resolve",
    "urges": "urge call",
    "condemns": "condemn",
    "opposes": "oppose",
    "regrets": "regret mourn",
    "discusses": "discuss",
    "expresses-concern": "concern",
    "encourages": "encourage",
    "invites": "invite",
    "says": "say express state",
}
"""The verbs of English texts, and the acts that they may be: a proposal, for the recorder to judge."""


_BLANK = f"passage = [{quoted(UNFILLED)}, {quoted(UNFILLED)}]"


class Side(NamedTuple):
    """A party of an engagement."""

    sign: str
    """Its code, or its id without one."""
    id: str
    """The id of its actor."""

    @property
    def slug(self) -> str:
        """A part of an id."""
        return self.sign.lower()


_JOINT = """{schema}format = 1

[defaults]
under = {id}
source = "./text"
by = {parties}
part_of = "./issued"

[[source]]
id = "./text"
title = {unfilled}
kind = "statement"
side = {signs}
read = "full"
date = {unfilled}
url = {unfilled}
sha256 = {sha256}
covers = "./issued"
document = "./document"

[[document]]
id = "./document"
title = {unfilled}
form = "joint-statement"
parties = {parties}

# If the text says that they met, add an event of that, and make this a part of it:
# what = "meeting", by = [{{ who = …, as = … }}]. Without people it is no contact.
[[event]]
id = "./issued"
what = "document-action"
title = {unfilled}
when = {unfilled}
document = "./document"
action = "issued"
by = []
part_of = []"""
"""A joint statement, before its stubs."""


def joint_statement(id: str, text: str, sides: Sequence[Side]) -> str:
    """A stub for each sentence of a joint text, by numbered paragraph, with its passage filled in."""
    finder, numbered, found = Finder(text), Paragraphs(text), sentences(text)
    parts = [
        _JOINT.format(
            schema=SCHEMA_LINE, id=quoted(id), parties=_ids(sides), unfilled=quoted(UNFILLED),
            signs=f"[{', '.join(quoted(side.sign) for side in sides)}]",
            sha256=quoted(sha256(text.encode()).hexdigest()),
        )
    ]  # fmt: skip
    counts: dict[str, int] = {}
    last = None
    for sentence in found.sentences:
        number = numbered.at(sentence.start)
        if number != last:
            last = number
            heading = f"# --- paragraph {number} ---" if number else "# --- without a number ---"
            parts += ["", heading, "[[block]]", *([f"paragraph = {quoted(number)}"] if number else [])]
        counts[number] = counts.get(number, 0) + 1
        slug = re.sub(r"[^a-z0-9]+", "-", number.lower()).strip("-")
        point = f"./p{slug}-{counts[number]}" if slug else f"./s{counts[number]}"
        parts += _stub(point, sentence, passage_of(finder, sentence))
    return "\n".join(parts) + "\n"


def _stub(point: str, sentence: Sentence, found: Words | None) -> list[str]:
    """The stub of a sentence in four lines: an act is proposed where a verb of it is known."""
    words = shown(sentence.text)
    head = words if len(words) <= _HEAD else f"{words[:_HEAD]}…"
    passage = f"passage = {_passage(found)}" if found else "# no words of it occur once: choose a passage"
    act = _act(sentence.text) or "says"
    return [f"# {head}", "[[block.event]]", f"id = {quoted(point)}", f"{act} = {quoted(UNFILLED)}", passage]


def _act(sentence: str) -> str:
    """The act that the first known verb of a sentence may be; empty for none."""
    return next((act for word in re.findall(r"[a-z-]+", sentence) if (act := _acts_by_form().get(word))), "")


@cache
def _acts_by_form() -> dict[str, str]:
    """The acts by the forms of their verbs: agree, agrees, agreed, agreeing."""
    found: dict[str, str] = {}
    for act, verbs in _ACTS.items():
        for verb in verbs.split():
            stem = verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb
            past = f"{verb}d" if verb.endswith("e") else f"{verb}{'t' if verb == 'commit' else ''}ed"
            forms = (verb, f"{verb}{'es' if verb.endswith(('ss', 'sh', 'ch')) else 's'}", past, f"{stem}ing")
            for form in (*forms, *_IRREGULAR.get(verb, ())):
                found.setdefault(form, act)
    return found


_IRREGULAR = {"say": ("said",), "commit": ("committing",)}


def _passage(words: Words) -> str:
    return f"[{quoted(words.start)}, {quoted(words.end)}]" if words.end else quoted(words.start)


def _ids(sides: Sequence[Side]) -> str:
    return f"[{', '.join(quoted(side.id) for side in sides)}]"


def _some(sides: Sequence[Side]) -> str:
    """One party, or a list of several."""
    return _ids(sides) if len(sides) > 1 else quoted(sides[0].id)


def readouts(id: str, kind: str, sides: Sequence[Side]) -> str:
    """A visit, a call or talks with a readout of each side: a block of points for each."""
    parts = [SCHEMA_LINE + "format = 1\n\n[defaults]", f"under = {quoted(id)}", ""]
    for side in sides:
        parts += [
            "[[source]]", f"id = {quoted(f'./{side.slug}-readout')}", f"title = {quoted(UNFILLED)}",
            'kind = "readout"', f"side = {quoted(side.sign)}", f"read = {quoted(UNFILLED)} # full, part or no",
            f"date = {quoted(UNFILLED)}",
            f"url = {quoted(UNFILLED)}", f"covers = {quoted(id)}", "",
        ]  # fmt: skip
    parts += [
        "[[event]]", f"id = {quoted(id)}", f"what = {quoted(kind)}", f"title = {quoted(UNFILLED)}",
        f"when = {quoted(UNFILLED)}",
        "# zone, start, part_of_day, minutes, initiated_by, described_as: as far as a source says;",
        '# what one text alone says is its own: evidence = { source = "…", for = ["start"] }',
        "# who met, if people did: by = { who = …, as = … }; without people it is no contact",
        f"by = {quoted(sides[0].id)}", f"to = {_some(sides[1:])}", f"form_said = {quoted(UNFILLED)}",
        "evidence = [",
        *(
            f"  {{ source = {quoted(f'./{side.slug}-readout')}, {_BLANK} }},"
            for side in sides
        ),
        "]",
    ]  # fmt: skip
    for number, side in enumerate(sides):
        parts += [
            "", f"# --- what the readout of {side.sign} says ---", "[[block]]",
            f"source = {quoted(f'./{side.slug}-readout')}", f"part_of = {quoted(id)}", "[[block.event]]",
            f"id = {quoted(f'./point-{number + 1}')}", f"by = {quoted(side.id)}",
            f"says = {quoted(UNFILLED)}", _BLANK,
        ]  # fmt: skip
        other, point = next(other for other in sides if other != side), f"./point-{number + 1}"
        parts += [
            f"# the same point in the readout of {other.sign}; `says` has what it gives otherwise",
            "[[block.attest]]", f"id = {quoted(f'{point}@{other.slug}')}", f"event = {quoted(point)}",
            f"evidence = {{ source = {quoted(f'./{other.slug}-readout')}, {_BLANK} }}",
        ]  # fmt: skip
    return "\n".join(parts) + "\n"


def postponed(id: str, sides: Sequence[Side]) -> str:
    """A visit that was planned, postponed, and held."""
    first, others = sides[0], _some(sides[1:])
    parts = [
        SCHEMA_LINE + "format = 1\n\n[defaults]", f"under = {quoted(id)}", "",
        "[[source]]", 'id = "./announcement"', f"title = {quoted(UNFILLED)}", 'kind = "press-release"',
        f"side = {quoted(first.sign)}", 'read = "full"', f"date = {quoted(UNFILLED)}", f"url = {quoted(UNFILLED)}",
    ]  # fmt: skip
    for point, what, more in (
        ("planned", "scheduled", ('engagement = "visit"', f"due = {quoted(UNFILLED)}", f"to = {others}")),
        (
            "postponed", "schedule-change",
            (
                'scheduled = "./planned"', 'stage = "postponed"', f"due_said = {quoted(UNFILLED)}",
                f"because = {quoted(UNFILLED)}",
            ),
        ),
        ("visit", "visit", (f"to = {others}",)),
        ("held", "schedule-change", ('scheduled = "./planned"', 'stage = "held"', 'fulfilled_by = "./visit"')),
    ):  # fmt: skip
        parts += [
            "", "[[event]]", f"id = {quoted(f'./{point}')}", f"what = {quoted(what)}", f"title = {quoted(UNFILLED)}",
            f"when = {quoted(UNFILLED)}", f"by = {quoted(first.id)}", *more,
            f'evidence = {{ source = "./announcement", {_BLANK} }}',
        ]  # fmt: skip
    return "\n".join(parts) + "\n"


def office(id: str, of: Side, person: str, day: str) -> str:
    """An office, and who held it on a day: since when, the text that names them does not say."""
    return "\n".join([
        SCHEMA_LINE + "format = 1",
        "", "[[actor]]", f"id = {quoted(id)}", 'kind = "office"', f"name = {quoted(UNFILLED)}", f"of = {quoted(of.id)}",
        "", "[[actor]]", "# remove this, if the person is registered already",
        f"id = {quoted(person)}", 'kind = "person"', f"name = {quoted(UNFILLED)}", f"of = {quoted(of.id)}",
        "", "[[event]]", f"id = {quoted(f'{person}/{id}')}", 'what = "office"', f"title = {quoted(UNFILLED)}",
        "# on or before this day: the text says that they held it then, and not since when",
        f"when = {quoted(f'[..{day}]')}", f"person = {quoted(person)}", f"office = {quoted(id)}", 'change = "assumed"',
        f"evidence = {{ source = {quoted(UNFILLED)}, passage = {quoted(UNFILLED)} }}",
    ]) + "\n"  # fmt: skip
