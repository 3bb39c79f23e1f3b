"""What two entries must agree on, and what one must make sense of by itself.

Pure: other entries are looked up, one at a time, never listed. Each check yields findings
at the field that is wrong; who calls knows the file and the line.
"""

from collections.abc import Iterator

from timeline.checks import changes, diplomacy, documents, evidence, plans, registrations, sequence, times, who
from timeline.checks.changes import Remade, dependent, remade
from timeline.checks.others import Check, Finding, LookUp, Others
from timeline.checks.references import nested, references
from timeline.entries import (
    Actor,
    Attestation,
    Commitment,
    Communication,
    Correction,
    Document,
    DocumentAction,
    Engagement,
    Entry,
    Event,
    OfficeChange,
    Progress,
    Relations,
    Remarks,
    ScheduleChange,
    Scheduled,
    Source,
    Statement,
    Topic,
    Withdrawal,
)

__all__ = ["Finding", "LookUp", "Others", "check_entry"]

_CHECKS: tuple[tuple[type[Entry] | tuple[type[Entry], ...], Check], ...] = (
    ((Event, Attestation), evidence.needs_evidence),
    (Entry, evidence.evidence),
    (Entry, evidence.quoted),
    ((Event, Attestation), evidence.money),
    (Event, times.when),
    (Event, times.due),
    (Event, sequence.after),
    (Event, sequence.cycle),
    (Event, sequence.told),
    ((Event, Attestation), who.offices),
    ((Event, Attestation), diplomacy.others),
    ((Event, Attestation), diplomacy.time_as_said),
    (Event, diplomacy.one_of),
    (Engagement, diplomacy.margins),
    (ScheduleChange, plans.schedule_change),
    (DocumentAction, documents.document_action),
    (Relations, diplomacy.relations),
    (Communication, diplomacy.communication),
    (OfficeChange, who.tenure),
    (OfficeChange, who.holders),
    (OfficeChange, who.several),
    (Progress, who.advances),
    (Event, who.advanced),
    (Commitment, who.owed),
    (Document, documents.document),
    ((Source, Event), registrations.searched),
    ((Statement, Commitment, Remarks, Scheduled, Relations, Communication), who.somebody),
    (Actor, registrations.actor),
    (Source, registrations.source),
    (Topic, registrations.topic),
    (Attestation, changes.attestation),
    (Attestation, times.attested_clock),
    (Correction, changes.correction),
    (Withdrawal, changes.withdrawal),
)


def check_entry(entry: Entry, log: Others) -> list[Finding]:
    """What is wrong with *entry*, given the entries that *log* finds, itself among them.

    Nothing is looked up through a reference that leads nowhere: only that reference is reported.
    """
    found = [*references(entry, log), *nested(entry, log)]
    if found:
        return found
    found = [finding for kind, check in _CHECKS if isinstance(entry, kind) for finding in check(entry, log)]
    made = None if found else remade(entry, log)
    return [*found, *(_made_wrong(made, log) if made else ())]


def _made_wrong(made: Remade, log: Others) -> Iterator[Finding]:
    """The findings for an entry, or for entries dated by it, that were not there before."""
    old = set() if made.back else set(check_entry(made.before, log))
    wrong = [finding for finding in check_entry(made.now, log) if finding not in old]
    wrong += dependent(made.now, log) if made.redated and isinstance(made.now, Event) else ()
    for finding in wrong:
        # What an entry referred to all along may be withdrawn by now: it rests on it, as others do.
        if made.at == ("now",) or finding.code != "withdrawn":
            yield Finding(made.at, finding.code, finding.message, finding.hint, finding.other)
