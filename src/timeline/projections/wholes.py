"""What an event is part of, as its sources together say it. Source: RULES.md, 8, 18 and 27."""

from collections.abc import Callable, Sequence

Above = Callable[[str], tuple[str, ...]]
"""The ids of the events that an event is part of, nearest first."""


def narrowest(said: Sequence[tuple[str, ...]], above: Above, recorded: tuple[str, ...]) -> tuple[str, ...]:
    """The narrowest whole that sources give, if all fit: it refines the wider ones; else as it was *recorded*."""
    wider = {wholes: {*wholes, *(id for whole in wholes for id in above(whole))} for wholes in said}
    narrow = [wholes for wholes in said if all(set(other) & wider[wholes] for other in said)]
    # Of two that are part of each other, the one that is part of more events is narrower.
    return max(narrow, key=lambda wholes: len(wider[wholes]), default=recorded)


def common(wholes: Sequence[str], above: Above) -> tuple[str, ...]:
    """The narrowest event that all *wholes* are part of: of which of them something was part, nobody says."""
    chains = [above(id) for id in wholes]
    return tuple(id for id in chains[0] if all(id in chain for chain in chains))[:1] if chains else ()
