"""`timeline verify`: the whole log against its checkpoints."""

import argparse
from contextlib import suppress

from timeline.cli.asking import log_named
from timeline.cli.output import Output
from timeline.cli.proving import UNVERIFIED, Trust, add_trust_options, add_where_options, log_path, trusted
from timeline.eventlog.verify import Expected, Fault, Verdict, verify_log
from timeline.problems import Misused, Refused
from timeline.record.cached import record_log
from timeline.record.shipped import shipped_record
from timeline.views.proofs import verdict_data, write_verdict

DESCRIPTION = """Verify the log against its checkpoints: those of its record, and those that you have
(--against). The stored rows are read and hashed again. With a record, verify also that the log is the
one that its files produce. If verification fails, the first wrong entry and the last good checkpoint
are named, and the exit code is 3. The lookup tables, which are built from the entries, are compared
only with --derived.

Verification does not show that a fact is true, that the first recorder was honest, or that two people
were given the same log. If somebody removed the end of a log together with the later checkpoints, it
still verifies: keep a checkpoint somewhere else."""
EXAMPLE = "timeline verify --log copy.sqlite --against 378.checkpoint"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_where_options(parser)
    add_trust_options(parser)
    parser.add_argument("--derived", action="store_true", help="rebuild the lookup tables, and compare them too")
    parser.add_argument("--json", action="store_true", help="print JSON")


_TRIES = 3
"""How often a record is verified that changes meanwhile."""


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Verify."""
    verdict, trust = _verified(arguments, output)
    for _ in range(_TRIES):
        if verdict.ok or log_named(arguments) or not _grew(verdict, arguments):
            break
        # Somebody recorded something between one look and the next.
        verdict, trust = _verified(arguments, output)
    _report(verdict, trust, arguments, output)
    return 0 if verdict.ok else UNVERIFIED


def _grew(verdict: Verdict, arguments: argparse.Namespace) -> bool:
    """Whether the record has more entries by now than a log of it that does not verify."""
    with suppress(Refused), record_log(arguments.record or shipped_record()) as log:
        return log.head().size != verdict.size
    return False


def _verified(arguments: argparse.Namespace, output: Output) -> tuple[Verdict, Trust]:
    with log_path(arguments) as (path, record):
        trust = trusted(arguments, record, output)
        held = [Expected(file.path.name, file.checkpoint) for file in trust.files]
        verdict = verify_log(path, held)
        if trust.keys and not trust.files:
            raise Misused("there is no checkpoint to look for signatures on", hint="name one with --against")
        more = [Fault(0, f"{problem.path}: {problem.message}") for problem in trust.problems]
        if verdict.ok and record is not None:
            more += _not_of_record(verdict, arguments)
        if verdict.ok and arguments.derived:
            # Imported here: only a rebuild needs the writing side.
            from timeline.eventlog.derived import derived_faults  # noqa: PLC0415

            more += derived_faults(path)
    return Verdict(verdict.size, verdict.root, verdict.good, (*verdict.faults, *more)), trust


def _not_of_record(verdict: Verdict, arguments: argparse.Namespace) -> list[Fault]:
    """What the log is not, of what the files of its record make."""
    from timeline.eventlog.store import EventLog  # noqa: PLC0415 - as above
    from timeline.record.append import ingest  # noqa: PLC0415 - as above

    with EventLog() as log:
        made = ingest(arguments.record or shipped_record(), log).head
    if (made.size, made.root) == (verdict.size, verdict.root):
        return []
    message = (
        f"the record files give {made.size} entries with root {made.root.hex()[:16]}…; this log is a different one"
    )
    return [Fault(0, message)]


def _report(verdict: Verdict, trust: Trust, arguments: argparse.Namespace, output: Output) -> None:
    if arguments.json:
        output.data(verdict_data(verdict, len(trust.files), trust.signers, derived=arguments.derived))
        return
    page = output.page()
    write_verdict(page, verdict, len(trust.files), trust.signers, derived=arguments.derived)
    output.write(page)
