"""Which evidence stands behind which claim: for an event itself, a value of a field, somebody's presence, a time.

Evidence supports every field of its entry unless it is for some alone; an attestation supports the event and the
fields that it gives. Source: RULES.md, 3.
"""

from collections.abc import Iterable

from timeline.entries import Attestation
from timeline.projections.citation import Citation
from timeline.projections.gathered import vouches
from timeline.projections.world import Account

ITSELF = "title"
"""Stands for the event itself: what happened, and what it brought."""
_BROUGHT = {ITSELF, "advances"}


def supports(citation: Citation, field: str) -> bool:
    """Whether evidence stands behind a field of its event; ITSELF is the event."""
    entry, only = citation.entry, citation.evidence.for_
    if not vouches(entry):
        return False
    if only:
        return field in only
    return not isinstance(entry, Attestation) or field in _BROUGHT or bool(getattr(entry.says, field, None))


def supporting(account: Account, field: str = ITSELF) -> tuple[Citation, ...]:
    """The evidence behind a field of an event, whatever its value; of the event itself without one."""
    return tuple(citation for citation in account.citations if supports(citation, field))


def sides_of(citations: Iterable[Citation]) -> tuple[str, ...]:
    """The sides whose word some evidence is."""
    return tuple(dict.fromkeys(side for citation in citations for side in citation.side))


def giving(account: Account, field: str, shown: object = None) -> tuple[Citation, ...]:
    """The evidence for the value of a field that is *shown*; for all its values where none is just that."""
    said = account.said(field)
    chosen = [value for value in said if value.value == shown] or said
    return tuple(citation for value in chosen for citation in account.giving(value, field))


def dating(account: Account) -> tuple[Citation, ...]:
    """The evidence for the time of an event: its own, else that of what it is part of."""
    timed = next((one for one in (account, *account.wholes) if one.said("when")), None)
    return giving(timed, "when", account.time.text) if timed else ()


def placing(account: Account, place: str) -> tuple[Citation, ...]:
    """The evidence that an event was at a place."""
    return giving(account, "place", place)


def naming(account: Account, who: str, office: str = "") -> tuple[Citation, ...]:
    """The evidence that somebody took part in an event; with *office*, holding it.

    Whoever attests an event speaks of those whom it names; of others, those who name them.
    """
    event = account.event
    fields = [field for field in ("by", "to") if any(_is(p, who, office) for p in getattr(event, field))]
    own = [c for c in account.citations if fields and _is_own(c, fields, bool(office))]
    added = [c for c in account.citations if isinstance(c.entry, Attestation) and _names(c, who, office)]
    return tuple(dict.fromkeys((*own, *added)))


def _is(participant: object, who: str, office: str) -> bool:
    return getattr(participant, "who", "") == who and (not office or office in getattr(participant, "offices", ()))


def _is_own(citation: Citation, fields: list[str], office: bool) -> bool:  # noqa: FBT001 - one of two kinds
    """Whether evidence speaks of those whom the event names: that of the event, or of who attests it as it is."""
    if not isinstance(citation.entry, Attestation):
        return any(supports(citation, field) for field in fields)
    gives = any(getattr(citation.entry.says, field) for field in ("by", "to"))
    return supports(citation, ITSELF) and not gives and not office


def _names(citation: Citation, who: str, office: str) -> bool:
    says = citation.entry.says if isinstance(citation.entry, Attestation) else None
    return any(
        supports(citation, field) and any(_is(participant, who, office) for participant in getattr(says, field))
        for field in ("by", "to")
    )
