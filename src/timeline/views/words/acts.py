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
    """How an act is told. What is said may begin with a word that links it to the verb: "to sign", "that it is so"."""

    verb: str
    """In the past tense; `Y` stands for whom it is addressed to."""
    link: str = ""
    """The word before what is said that begins with none."""
    after: str = ""
    """The word before whom it is addressed to, where `verb` has no `Y`."""
    alone: str = ""
    """The verb when nobody is addressed, before a word that links: "called" to sign."""
    bare: bool = False
    """Whether the verb itself stands before other words when nobody is addressed: "encouraged" a dialogue."""
    to: str = ""
    """The verb before "to" and a verb, where that is another."""
    that: str = ""
    """The verb before "that", where that is another."""


PATTERNS = {
    "says": Pattern("said"),
    "thanks": Pattern("thanked Y", "for", alone="gave thanks"),
    "affirms": Pattern("affirmed"),
    "emphasises": Pattern("underscored"),
    "raises": Pattern("raised", after="with"),
    "discusses": Pattern("discussed", after="with"),
    "exchanges-views": Pattern("exchanged views", "on", "with"),
    "asks": Pattern("asked Y", "for", alone="made a request", that="asked Y"),
    "urges": Pattern("called on Y", "for", alone="called", that="urged Y"),
    "demands": Pattern("demanded"),
    "proposes": Pattern("proposed", after="to"),
    "agrees": Pattern("agreed", "on", "with"),
    "accepts": Pattern("accepted", to="agreed"),
    "declines": Pattern("declined"),
    "rejects": Pattern("rejected", to="refused", that="rejected the view"),
    "welcomes": Pattern("welcomed"),
    "supports": Pattern("expressed support", "for", that="supported the view"),
    "encourages": Pattern("encouraged Y", "towards", alone="gave encouragement", bare=True),
    "commends": Pattern("commended Y", "for", alone="expressed praise", bare=True),
    "congratulates": Pattern("congratulated Y", "on", alone="offered congratulations"),
    "announces": Pattern("announced"),
    "pledges": Pattern("pledged"),
    "intends": Pattern("expressed the intention", "of"),
    "hopes": Pattern("looked forward", "to", to="hoped", that="hoped"),
    "invites": Pattern("invited Y", "to", alone="extended an invitation", bare=True),
    "conveys": Pattern("conveyed", after="to"),
    "informs": Pattern("informed Y", "of", alone="gave notice"),
    "briefs": Pattern("briefed Y", "on", alone="gave a briefing"),
    "explains": Pattern("explained", after="to"),
    "recalls": Pattern("recalled"),
    "notes": Pattern("noted"),
    "recognises": Pattern("recognised"),
    "assesses": Pattern("described"),
    "recommends": Pattern("recommended"),
    "expresses-concern": Pattern("expressed concern", "about"),
    "regrets": Pattern("expressed regret", "over", to="regretted"),
    "condoles": Pattern("offered condolences", "on", "to"),
    "opposes": Pattern("expressed opposition", "to", that="opposed the view"),
    "condemns": Pattern("condemned"),
    "denies": Pattern("denied"),
    "protests": Pattern("protested", "against", "to"),
    "warns": Pattern("warned Y", "of", alone="warned"),
    "instructs": Pattern("instructed Y", alone="gave instructions", bare=True),
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
    pattern, first = PATTERNS[act], title.partition(" ")[0]
    verb, link = _verb(pattern, title), "" if first in _LINKS else pattern.link
    if " Y" in verb and not addressed:
        is_bare = (pattern.bare and first not in _LINKS) or (pattern.that and first == "that")
        verb, link = (verb.replace(" Y", ""), "") if is_bare else (pattern.alone, link)
    whom = f"{pattern.after} {addressed}" if pattern.after and addressed and " Y" not in verb else ""
    # "raised the matter with Japan", but "exchanged views with Japan on the matter".
    order = [whom, link, title] if link or first in _LINKS else [title, whom]
    return " ".join(filter(None, (who, verb.replace("Y", addressed), *order)))


_VERBS_IN_ING = frozenset({"bring", "sing", "ring", "cling", "swing", "spring", "string", "sting", "wring", "fling"})
_DETERMINERS = frozenset(
    {"the", "a", "an", "this", "these", "that", "those", "its", "his", "her", "their", "all", "any"}
)


def _verb(pattern: Pattern, title: str) -> str:
    """The verb before what is said: "looked forward to seeing", but "hoped to see" and "hoped that"."""
    first, _, rest = title.partition(" ")
    word = rest.partition(" ")[0]
    is_gerund = word.endswith("ing") and word not in _VERBS_IN_ING
    is_verb = first == "to" and not is_gerund and word not in _DETERMINERS
    return (pattern.that if first == "that" else pattern.to if is_verb else "") or pattern.verb


def listed(names: Sequence[str]) -> str:
    """`Japan, Cambodia and Laos`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""
