"""What is registered: actors, sources, topics."""

from collections.abc import Iterator

from timeline.checks.others import Finding, Others
from timeline.entries import Actor, Source, Topic
from timeline.values import VOICES


def actor(actor: Actor, log: Others) -> Iterator[Finding]:
    """A state without a code of its own, or another with one."""
    if actor.kind != "state":
        if actor.code:
            yield Finding(
                ("code",), "not-a-state", "only states have a `code`", "use `of` for the state that it acts for"
            )
        return
    if not actor.code:
        yield Finding((), "no-code", f"the state `{actor.id}` has no code", "add its ISO 3166-1 `code`")
    elif log.states().get(actor.code, actor.id) != actor.id:
        yield Finding(
            ("code",),
            "code-taken",
            f"`{actor.code}` is the code of `{log.states()[actor.code]}`",
            "each state has its own code",
        )
    if actor.of:
        yield Finding(
            ("of",), "not-a-state", "a state has no `of`: that is the state for which an actor acts", "remove it"
        )


def source(source: Source, log: Others) -> Iterator[Finding]:
    """A source of no side, or of sides that cannot speak together."""
    if not source.side:
        yield Finding(
            (),
            "no-side",
            f"the source `{source.id}` has no side",
            'add `side`: the code of a state, "press" or "analyst"',
        )
    for index, side in enumerate(source.side):
        if side not in VOICES and side not in log.states():
            yield Finding(
                ("side", index),
                "unknown-state",
                f"there is no state with the code {side}",
                f'record it first: an actor with kind = "state" and code = "{side}"',
            )
    if len(source.side) > 1 and set(source.side) & set(VOICES):
        yield Finding(
            ("side",), "two-voices", "a source of several sides can only be of states", "leave out press and analyst"
        )


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
