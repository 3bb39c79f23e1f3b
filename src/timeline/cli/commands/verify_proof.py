"""`timeline verify-proof`: a proof, without any log."""

import argparse
from pathlib import Path

from timeline.checkpoint import Checkpoint, parse_proof, verify_proof
from timeline.cli.output import Output
from timeline.cli.proving import add_trust_options, not_proved, trusted
from timeline.exporters.proofs import proof_data, write_proof
from timeline.merkle import NotProved
from timeline.note import Forged, parse_note, verify_note
from timeline.recordfile.files import read_text

DESCRIPTION = """Check a proof that an entry is in the log: no log is needed, and nothing is read but the proof
and what you bring along. It shows that the entry stands in the log of its checkpoint; the
checkpoint is worth what its signatures (--key) are worth, or the checkpoint of the same size
that you hold (--against). Exit code 3 when it does not verify."""
EXAMPLE = "timeline verify-proof fact.tlog-proof --against 378.checkpoint"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("proof", metavar="FILE", type=Path, help="the proof")
    add_trust_options(parser)
    parser.add_argument("--json", action="store_true", help="answer as JSON")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Check."""
    trust = trusted(arguments, None)
    text = read_text(arguments.proof)
    try:
        for problem in trust.problems:
            raise NotProved(f"{problem.path}: {problem.message}")
        proof = parse_proof(text)
        checkpoint = verify_proof(proof)
        if checkpoint.origin != arguments.origin:
            raise NotProved(f"its checkpoint is of {checkpoint.origin}, not of {arguments.origin}")
        signers = verify_note(parse_note(proof.note), trust.keys)
        held = _held(checkpoint, [one.checkpoint for one in trust.files], signed=bool(signers))
    except (NotProved, Forged, ValueError) as error:
        return not_proved(error, output, json=arguments.json)
    if arguments.json:
        output.data(proof_data(proof, checkpoint, held=held, signers=signers))
        return 0
    write_proof(page := output.page(), proof, checkpoint, held=held, signers=signers)
    output.write(page)
    return 0


def _held(checkpoint: Checkpoint, others: list[Checkpoint], *, signed: bool) -> bool | None:
    """Whether somebody holds the same checkpoint; None when none was brought along.

    Raises NotProved when one of its size is another, or none is of its size and nobody signed it.
    """
    same = [one for one in others if one.size == checkpoint.size]
    if any(one != checkpoint for one in same):
        raise NotProved(f"its checkpoint of #{checkpoint.size} is not the one that you hold")
    if others and not same and not signed:
        sizes = ", ".join(f"#{one.size}" for one in others)
        raise NotProved(
            f"its checkpoint is of #{checkpoint.size}, and what you hold is of {sizes}: have it proved there"
            " (`timeline prove --checkpoint`), or one shown to be the beginning of the other (`timeline consistency`)"
        )
    return True if same else None
