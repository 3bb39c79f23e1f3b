"""A log that grows by drafts at random: the same as one built afresh, whatever was recorded in between.

Each run appends events, attestations, corrections and withdrawals, of which the checks
refuse some. After each that is accepted, the grown log and a fresh one have the same
bytes, roots and derived tables, and give the same answers.
"""

import json
import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from records import NOW, VISIT, event, write_record
from timeline.answers.compare import comparison_of
from timeline.answers.conflicts import conflicts_of
from timeline.answers.relationship import relationship_of
from timeline.answers.replay import replay_of
from timeline.answers.snapshot import Snapshot
from timeline.entries.corrections import value_at
from timeline.eventlog.derived import derived_faults
from timeline.eventlog.store import EventLog
from timeline.eventlog.verify import verify_log
from timeline.problems import Misused, Refused
from timeline.proof.checkpoint import leaf_line
from timeline.record.append import append, ingest
from timeline.views.json import json_text

DRAFTS = 25
WHENS = ("2024-07-05", "2024-07-06", "[2024-07-05..2024-07-06]", "2024-07", "[..2024-07-06]")
SAYS = (
    'when = "2024-07-06"', 'when = "2024-07-05"', 'to = ["hun-manet", "institute"]', 'place = "Here"',
    'part_of = "{event}"', 'by = "hun-manet"', 'money = { amount = "5 million", currency = "USD" }',
)  # fmt: skip
CHANGES = (
    ("when", '"2024-07-05"'), ("when", '"2024-07-06"'), ("to.0.who", '"institute"'), ("to", '["ukraine"]'),
    ("part_of", '["{event}"]'), ("part_of.0", ""), ("of", '"ukraine"'), ("name", '"Another name"'),
    ("says.place", '"There"'), ("says.part_of", '["{event}"]'), ("after", '["{event}"]'), ("concerns", '["ukraine"]'),
    ("evidence.0.source", '"jp-readout"'), ("title", '"Another title"'), ("covers.0", '"visit/call"'),
    ("advances", '[{ commitment = "{event}", stage = "signed" }]'), ("by.0.who", '"institute"'),
)  # fmt: skip
KINDS = {
    "meeting": "",
    "statement": 'act = "affirms"\ntopics = "roads"',
    "commitment": "",
    "signing": 'document = "loan"\nmoney = { amount = "3 million", currency = "USD" }',
    "announcement": 'form = "package"',
}


class Growth:
    """One run: the names that there are, and what is drafted next."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - a run that can be repeated
        self.events = ["visit", "visit/call"]
        self.entries = [*self.events, "hun-manet", "institute", "kamikawa", "jp-readout", "article", "roads"]

    def draft(self, number: int, log: EventLog) -> str:
        """The text of a draft of one to three entries."""
        kinds = self.dice.choices(["event", "attest", "correct", "withdraw"], [2, 2, 4, 2], k=self.dice.randint(1, 3))
        # The order of a file is that in which its entries enter the log.
        return "".join(getattr(self, kind)(f"n{number}-{at}", log) for at, kind in enumerate(sorted(kinds, key=_rank)))

    def event(self, name: str, _: EventLog) -> str:
        """An event, tied to others or not."""
        dice = self.dice
        fields = [f'when = "{dice.choice(WHENS)}"', KINDS[what := dice.choice(list(KINDS))]]
        for label, chance in (("part_of", 0.5), ("after", 0.3), ("about", 0.3)):
            fields += [f'{label} = "{dice.choice(self.events)}"'] if dice.random() < chance else []
        fields += [f'to = "{dice.choice(("hun-manet", "institute", "ukraine", "cambodia"))}"']
        self.events.append(name)
        self.entries.append(name)
        return event(name, what, "\n".join(filter(None, fields)))

    def attest(self, name: str, _: EventLog) -> str:
        """An attestation of an event, or a contradiction of it."""
        says = self.dice.choice(SAYS).replace("{event}", self.dice.choice(self.events))
        source, target = self.dice.choice(("article", "jp-readout")), self.dice.choice(self.events)
        against = f'against = "{target}"\nbecause = "No"\n' if self.dice.random() < 0.2 else ""
        self.entries.append(name)
        evidence = f'evidence = {{ source = "{source}", passage = "x" }}'
        return f'[[attest]]\nid = "{name}"\nevent = "{target}"\nsays = {{ {says} }}\n{against}{evidence}\n'

    def correct(self, name: str, log: EventLog) -> str:
        """A correction from the value that is in force."""
        target, (field, now) = self.dice.choice(self.entries), self.dice.choice(CHANGES)
        with log.reading() as reader:
            found = reader.current(target)
        was = value_at(found.entry, field) if found else None
        answers = "" if was is None else f"was = {json.dumps(was)}\n".replace('": ', '" = ')
        now = f"now = {now}\n".replace("{event}", self.dice.choice(self.events)) if now else ""
        self.entries.append(name)
        return f'[[correct]]\nid = "{name}"\nentry = "{target}"\nfield = "{field}"\n{answers}{now}because = "x"\n'

    def withdraw(self, name: str, _: EventLog) -> str:
        """A withdrawal of anything."""
        self.entries.append(name)
        return f'[[withdraw]]\nid = "{name}"\nentry = "{self.dice.choice(self.entries)}"\nbecause = "x"\n'

    def forget(self, prefix: str) -> None:
        """What was refused is nothing to refer to."""
        self.events = [name for name in self.events if not name.startswith(prefix)]
        self.entries = [name for name in self.entries if not name.startswith(prefix)]


def _rank(kind: str) -> int:
    return ("event", "attest", "correct", "withdraw").index(kind)


def answers(log: EventLog) -> dict[str, str]:
    """What a log answers, along both clocks."""
    with log.reading() as reader:
        asked = Snapshot(reader, reader.head().size)
        answers = {"conflicts": json_text(conflicts_of(asked, []).to_dict())}
        for on in (date(2024, 7, 5), date(2024, 8, 1)):
            for other in ("cambodia", "ukraine"):
                answers[f"{other} {on}"] = json_text(relationship_of(asked, "japan", other, on).to_dict())
        for recorded in (False, True):
            answers[f"replay {recorded}"] = json_text(replay_of(asked, ["visit"], recorded=recorded).to_dict())
        try:
            answers["compare"] = json_text(comparison_of(asked, "visit").to_dict())
        except Misused as misused:
            answers["compare"] = misused.message
        return answers


def lines(log: EventLog) -> list[bytes]:
    """The leaf lines of a log."""
    with log.reading() as reader:
        return [leaf_line(stored) for stored in reader.stored()]


@pytest.mark.parametrize("seed", range(8))
def test_a_log_that_grew_is_the_log_of_its_files(seed: int, tmp_path: Path) -> None:
    """Bytes, answers, derived tables; and the whole of it verifies."""
    growth, record, path = Growth(seed), tmp_path / "events", tmp_path / "log.sqlite"
    record.mkdir()
    write_record(record, VISIT)
    accepted = 0
    with EventLog(path) as log:
        ingest(record, log)
        for number in range(DRAFTS):
            draft = record / f"draft-{number}.toml"
            draft.write_text("format = 1\n" + growth.draft(number, log), encoding="utf-8")
            now = NOW + timedelta(days=number)
            try:
                append(record, [draft], log, now=now, recorded_by="tests")
            except Refused:
                draft.unlink()
                growth.forget(f"n{number}-")
                continue
            accepted += 1
            with EventLog() as fresh:
                ingest(record, fresh)
                assert lines(fresh) == lines(log)
                assert answers(fresh) == answers(log)
    assert accepted
    assert verify_log(path).ok
    assert [] == list(derived_faults(path))
