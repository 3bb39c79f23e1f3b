"""What is registered: actors, sources, topics, documents."""

from collections.abc import Iterator

from timeline.checks.diplomacy import unknown_party
from timeline.checks.others import Finding, Others
from timeline.entries import Actor, Source, Topic
from timeline.problems import meant
from timeline.recordfile.registry import named_so
from timeline.values import VOICES


def actor(actor: Actor, log: Others) -> Iterator[Finding]:
    """A party without a code of its own, or another actor with one. Source: RULES.md, 22 and 23."""
    if actor.id in VOICES:
        yield Finding(("id",), "voice", f"`{actor.id}` is a side, not an actor", "write another id")
    if actor.holders and actor.kind != "office":
        yield Finding(("holders",), "no-such-field", "only an office has `holders`", "remove it")
    for index, called in enumerate(actor.called):
        if not called.name and not called.code:
            yield Finding(("called", index), "missing-field", "a name or a code is missing", "add `name` or `code`")
        if called.code and not actor.is_party:
            yield Finding(("called", index, "code"), "not-a-party", "only parties have a `code`", "remove it")
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
