"""What is registered: actors, sources, topics, documents."""

from collections.abc import Iterator

from timeline.checks.diplomacy import unknown_party
from timeline.checks.others import Finding, Others
from timeline.entries import Actor, Event, Source, Topic
from timeline.problems import meant
from timeline.recordfile.registry import named_so
from timeline.values import VOICES, date_at, parse_instant, parse_when


def actor(actor: Actor, log: Others) -> Iterator[Finding]:
    """A party without a code of its own, or another actor with one. Source: RULES.md, 22 and 23."""
    if actor.id in VOICES:
        yield Finding(("id",), "voice", f"`{actor.id}` is a side, not an actor", "write another id")
    if actor.holders and actor.kind != "office":
        yield Finding(("holders",), "no-such-field", "only an office has `holders`", "remove it")
    yield from _called(actor)
    if actor.is_party:
        yield from _party(actor, log)
        return
    if actor.code:
        hint = "use `of` for the party that it acts for"
        yield Finding(("code",), "not-a-party", "only parties have a `code`", hint)
    above = log.current(actor.of) if actor.of else None
    if above and isinstance(above.entry, Actor) and not above.entry.is_party and actor.kind == "organisation":
        message = f"an organisation acts for a party, and `{actor.of}` is none"
        yield Finding(("of",), "not-a-party", message, "name the party, or leave `of` out")


def _called(actor: Actor) -> Iterator[Finding]:
    """Names and codes of other times: of a person, of nothing, of the same time as another."""
    if actor.called and actor.kind == "person":
        yield Finding(("called",), "no-such-field", "a person has no `called`", "write other names in `names`")
    for index, called in enumerate(actor.called):
        same = (one for one in actor.called[:index] if called.name and one.name and _overlap(one.when, called.when))
        if other := next(same, None):
            message = f"“{called.name}” and “{other.name}” are names of the same time ({other.when} and {called.when})"
            yield Finding(
                ("called", index, "when"), "two-names", message, "correct one of the times; `names` has others"
            )
        if not called.name and not called.code:
            yield Finding(("called", index), "missing-field", "a name or a code is missing", "add `name` or `code`")
        if called.code and not actor.is_party:
            yield Finding(("called", index, "code"), "not-a-party", "only parties have a `code`", "remove it")


def _overlap(one: str, other: str) -> bool:
    """Whether two periods certainly have a day in common; on one day a name may end and the next begin."""
    first, second = parse_when(one), parse_when(other)
    begun = max(first.start_latest, second.start_latest)
    return begun < min(first.end_earliest, second.end_earliest)


def _party(actor: Actor, log: Others) -> Iterator[Finding]:
    if actor.kind == "state" and not actor.code and (found := named_so(actor.id) or named_so(actor.name)):
        yield Finding((), "no-code", f"the state `{actor.id}` has no code", f'add code = "{found.code}"')
    elif log.parties().get(actor.sign, actor.id) != actor.id:
        yield Finding(
            ("code",),
            "code-taken",
            f"`{actor.code}` is the code of `{log.parties()[actor.code]}`",
            "each party has its own code",
        )
    if actor.of:
        yield Finding(
            ("of",), "not-a-party", "a party has no `of`: that is the party for which an actor acts", "remove it"
        )


def source(source: Source, log: Others) -> Iterator[Finding]:
    """A source of no side, or of sides that cannot speak together; a text that translates or belongs to nothing."""
    if not source.side:
        yield Finding(
            (),
            "no-side",
            f"the source `{source.id}` has no side",
            'add `side`: the code of a party, "press" or "analyst"',
        )
    for index, side in enumerate(source.side):
        if side not in VOICES and side not in log.parties():
            message, hint = unknown_party(side, log)
            yield Finding(("side", index), "unknown-party", message, meant(side, VOICES) or hint)
        elif side not in VOICES and (now := _sign_of(log.parties()[side], log)) != side:
            message = f"`{side}` is a former code: it is `{now}` now"
            yield Finding(("side", index), "former-code", message, f"write `{now}`")
    if len(source.side) > 1 and set(source.side) & set(VOICES):
        yield Finding(
            ("side",), "two-voices", "a source of several sides can only be of parties", "leave out press and analyst"
        )
    if source.translation and not source.translation_of:
        hint = "add `translation_of`: the id of the source that it translates"
        yield Finding(("translation",), "no-original", "a translation needs its original", hint)
    if source.translation_of and not source.translation:
        hint = 'add `translation`: "official", "provisional" or "ours"'
        yield Finding(("translation_of",), "no-translation", "nobody says whose translation it is", hint)
    if source.authentic and not source.document:
        hint = "add `document`: the id of the document whose text it is"
        yield Finding(("authentic",), "no-document", "only the text of a document is authentic", hint)

    for relation in ("supersedes", "translation_of"):
        yield from _circle(source, relation, log)


def _circle(source: Source, relation: str, log: Others) -> Iterator[Finding]:
    """Texts that replace, or translate, each other."""
    waiting: list[tuple[str, tuple[str, ...]]] = [(id, (source.id,)) for id in _named(source, relation)]
    seen = set[str]()
    while waiting and len(seen) < _MOST:
        id, way = waiting.pop()
        if id == source.id:
            words = "supersede" if relation == "supersedes" else "translate"
            message = f"texts cannot {words} each other: {', '.join(f'`{one}`' for one in sorted(way))}"
            yield Finding((relation,), "cycle", message, f"remove one `{relation}`", cause=frozenset(way))
            return
        found = log.current(id) if id not in seen else None
        seen.add(id)
        further = _named(found.entry, relation) if found and isinstance(found.entry, Source) else ()
        waiting += [(one, (*way, id)) for one in further]


_MOST = 1000
"""Texts that replace each other, one after another."""


def _named(source: Source, relation: str) -> tuple[str, ...]:
    value = getattr(source, relation)
    return value if isinstance(value, tuple) else (value,) if value else ()


def searched(entry: Source | Event, _log: Others) -> Iterator[Finding]:
    """A search for nothing, or on a day to come. Source: RULES.md, 32."""
    for index, search in enumerate(entry.searched):
        at = ("searched", index)
        if not search.terms:
            yield Finding((*at, "terms"), "missing-field", "it does not say what was searched for", "add the terms")
        if entry.recorded_at and parse_when(search.on).start_earliest > date_at(parse_instant(entry.recorded_at), ""):
            yield Finding((*at, "on"), "planned", f"{search.on} is in the future", "check the date")


def _sign_of(party: str, log: Others) -> str:
    found = log.current(party)
    return found.entry.sign if found and isinstance(found.entry, Actor) else ""


def topic(topic: Topic, log: Others) -> Iterator[Finding]:
    """A topic under itself, or under more topics than anybody reads."""
    way = [topic.id]
    while id := _above(way[-1], log):
        if len(way) > _DEEPEST:
            message = f"it is nested under more than {_DEEPEST} topics"
            yield Finding(("under",), "too-deep", message, "put it under a broader topic")
            return
        if id in way:
            if id == topic.id:
                message = " → ".join(f"`{topic}`" for topic in (*way, id))
                hint = "remove one `under`"
                yield Finding(
                    ("under",), "cycle", f"the topics form a cycle: {message}", hint, way[-1], cause=frozenset(way)
                )
            return
        way.append(id)


_DEEPEST = 32


def _above(id: str, log: Others) -> str:
    found = log.current(id)
    return found.entry.under if found and isinstance(found.entry, Topic) else ""
