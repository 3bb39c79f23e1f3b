"""Statements as sentences: who, a verb in the past tense, to whom, what.

The patterns are those of English readouts. Source: RULES.md, 15. A title that begins with a small letter goes on with
the sentence: "to convey his regards". One with a capital is a heading, and follows a colon.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from timeline.entries import Statement
from timeline.projections.names import Names
from timeline.views.words.people import according_to, plural, spoken


class Pattern(NamedTuple):
    """How an act is told."""

    verb: str
    """In the past tense; `Y` stands for whom it is addressed to."""
    link: str = ""
    """The word before what is said, unless the title begins with a word of that kind."""
    alone: str = ""
    """The verb when nobody is addressed, where that is another."""
    after: str = ""
    """The word before whom it is addressed to, where that comes last."""
    that: str = ""
    """The verb before a title that begins with "that", where that is another."""


PATTERNS = {
    "says": Pattern("said"),
    "thanks": Pattern("thanked Y", "for", "gave thanks"),
    "affirms": Pattern("affirmed"),
    "emphasises": Pattern("underscored"),
    "raises": Pattern("raised", after="with"),
    "discusses": Pattern("discussed", after="with"),
    "exchanges-views": Pattern("exchanged views", "on", after="with"),
    "asks": Pattern("asked Y", alone="asked"),
    "urges": Pattern("called on Y", alone="called"),
    "demands": Pattern("demanded"),
    "proposes": Pattern("proposed", after="to"),
    "agrees": Pattern("agreed", after="with"),
    "accepts": Pattern("accepted"),
    "declines": Pattern("declined"),
    "rejects": Pattern("rejected"),
    "welcomes": Pattern("welcomed"),
    "supports": Pattern("expressed support", "for"),
    "encourages": Pattern("encouraged Y", alone="encouraged"),
    "commends": Pattern("commended Y", alone="commended"),
    "congratulates": Pattern("congratulated Y", "on", "offered congratulations"),
    "announces": Pattern("announced"),
    "pledges": Pattern("pledged"),
    "intends": Pattern("expressed the intention", "of"),
    "hopes": Pattern("looked forward", "to", that="hoped"),
    "invites": Pattern("invited Y", alone="extended an invitation"),
    "conveys": Pattern("conveyed", after="to"),
    "informs": Pattern("informed Y", "of", "gave notice"),
    "briefs": Pattern("briefed Y", "on", "gave a briefing"),
    "explains": Pattern("explained", after="to"),
    "recalls": Pattern("recalled"),
    "notes": Pattern("noted"),
    "recognises": Pattern("recognised"),
    "assesses": Pattern("described"),
    "recommends": Pattern("recommended"),
    "expresses-concern": Pattern("expressed concern", "about"),
    "regrets": Pattern("expressed regret", "over"),
    "condoles": Pattern("offered condolences", "on", after="to"),
    "opposes": Pattern("expressed opposition", "to"),
    "condemns": Pattern("condemned"),
    "denies": Pattern("denied"),
    "protests": Pattern("protested", "against", after="to"),
    "warns": Pattern("warned Y", "of", "warned"),
    "instructs": Pattern("instructed Y", alone="instructed"),
}
"""By act, as the record has them."""
_LINKS = frozenset("that to for of on about over against with from at in by whether how why as".split())  # noqa: SIM905 - reads better
_TWO = 2


def goes_on(title: str) -> bool:
    """Whether a title goes on with the sentence of its speaker and act."""
    return title[:1].islower()


def statement_text(
    event: Statement, names: Names, reported_by: Iterable[str] = (), *, subjects: Sequence[str] = ()
) -> str:
    """A statement in one line.

    A joint act that one side alone reports is worded as that side's report: `According to Japan, the two sides agreed
    to …`. subjects: who speaks, in words; their names without any.
    """
    reported_by, speakers = tuple(reported_by), [participant.who for participant in event.by]
    subjects = subjects or [spoken(who, names) for who in speakers]
    addressed = listed([spoken(participant.who, names) for participant in event.to])
    parties = {names.actors[id].of or id for id in speakers if id in names.actors}
    if reported_by and goes_on(event.title) and 1 < len(parties) == len(speakers):
        subjects, addressed = ["the two sides" if len(parties) == _TWO else "the sides"], ""
    text = according_to(reported_by, names) + sentence(subjects, event.act, addressed, event.title)
    return text[:1].upper() + text[1:] if text.startswith("the ") else text


def sentence(subjects: Sequence[str], act: str, addressed: str, title: str) -> str:
    """`Hun Sen asked Kamikawa Yoko to convey his warm regards`; `Hun Sen asks: A heading`."""
    who = listed(subjects)
    if not goes_on(title):
        verb, *rest = act.split("-")
        return f"{' '.join((who, plural(verb) if len(subjects) > 1 else verb, *rest))}: {title}"
    pattern = PATTERNS[act]
    if pattern.that and title.startswith("that "):
        pattern = pattern._replace(verb=pattern.that)
    verb = pattern.verb.replace("Y", addressed) if addressed else pattern.alone or pattern.verb.replace(" Y", "")
    link = f"{pattern.link} " if pattern.link and title.partition(" ")[0] not in _LINKS else ""
    last = f" {pattern.after} {addressed}" if pattern.after and addressed and " Y" not in pattern.verb else ""
    if last and title.partition(" ")[0] not in {"that", "to"}:
        return f"{who} {verb} {link}{title}{last}"
    return f"{who} {verb}{last} {link}{title}"


def listed(names: Sequence[str]) -> str:
    """`Japan, Cambodia and Laos`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
