"""What an entry did to the record, in English."""

from timeline.entries import Entry, verb

_DONE = {"attest": "attested", "correct": "corrected", "withdraw": "withdrawn"}


def done(entry: Entry) -> str:
    """What an entry did: recorded, attested, contradicted, corrected, withdrawn."""
    return "contradicted" if getattr(entry, "against", ()) else _DONE.get(verb(entry), "recorded")
