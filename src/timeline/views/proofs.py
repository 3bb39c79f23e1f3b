"""What proofs show, in words and as data: verdicts on logs, proofs of entries, one log as the beginning of another."""

import base64
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from timeline.eventlog.verify import Verdict
from timeline.projections.plain import Data
from timeline.proof.checkpoint import Checkpoint, Proof
from timeline.views.page import Page, Span
from timeline.views.words.money import many


def write_verdict(
    page: Page, verdict: Verdict, checkpoints: int, signers: Sequence[str], *, derived: bool = True
) -> None:
    """Whether the log verifies, against how many checkpoints, and its faults.

    derived: the tables by which entries are found were compared as well.
    """
    page.line(Span("the log verifies" if verdict.ok else "the log does not verify", "strong" if verdict.ok else "warn"))
    for fault in verdict.faults:
        page.line(fault.message, indent=2, hang=2)
    if verdict.size:
        page.line(f"{many(verdict.size, 'entry', 'entries')}, root {root_text(verdict.root)}", indent=2, hang=2)
    if checkpoints:
        good = (
            f"the last that matches is {verdict.good.name}, #{verdict.good.checkpoint.size}"
            if verdict.good
            else "none matches"
        )
        page.line(f"compared with {many(checkpoints, 'checkpoint')}; {good}", indent=2, hang=2)
        page.line(signed_text(signers), indent=2, hang=2)
    else:
        page.line(
            "not verified against any checkpoint: nothing but the log itself confirms it (--against)", indent=2, hang=2
        )
    if verdict.ok and not derived:
        page.line(
            "only the entries were checked, not the lookup tables (--derived)",
            indent=2,
            hang=2,
        )


def root_text(root: bytes) -> str:
    """A root in hexadecimal, and as checkpoint files spell it."""
    return f"{root.hex()} (in checkpoint files: {base64.b64encode(root).decode()})"


def signed_text(signers: Sequence[str]) -> str:
    """Who signed, of those whose keys were named."""
    if signers:
        return f"signed by {', '.join(signers)}"
    return (
        "no key was given (--key), so no signature was checked:"
        " a checkpoint is only as trustworthy as the place where you got it"
    )


def verdict_data(verdict: Verdict, checkpoints: int, signers: Sequence[str], *, derived: bool) -> Data:
    """`{ok, size, root, checkpoints, good, signers, derived, faults: [{position, message}]}`.

    checkpoints: how many the log was verified against; good: `{name, origin, size, root}` or null; position: the
    first entry at fault, 0 when none can be named; derived: whether the lookup tables were compared too.
    """
    good = verdict.good
    return {
        "ok": verdict.ok,
        "size": verdict.size,
        "root": verdict.root.hex(),
        "checkpoints": checkpoints,
        "good": {"name": good.name} | checkpoint_data(good.checkpoint) if good else None,
        "signers": list(signers),
        "derived": derived,
        "faults": msgspec.to_builtins(verdict.faults),
    }


UNANCHORED = "consistent, but no key or checkpoint you hold confirms this log"


class Confirmed(Struct, frozen=True):
    """By what the checkpoint of a proof is confirmed; by nothing when both are empty."""

    held: str = ""
    """The verifier's own copy of the checkpoint; empty when there is none."""
    signers: tuple[str, ...] = ()
    others: tuple[int, ...] = ()
    """The sizes of the verifier's other checkpoints."""

    @property
    def ok(self) -> bool | None:
        """True when it is confirmed, else null: nothing speaks against it."""
        return True if self.held or self.signers else None


def write_proof(page: Page, proof: Proof, checkpoint: Checkpoint, confirmed: Confirmed) -> None:
    """What a proof shows, and what its checkpoint is worth."""
    page.line(Span("the proof verifies", "strong") if confirmed.ok else Span(UNANCHORED, "warn"))
    page.line(f"#{proof.index + 1} is", indent=2)
    # The entry as its bytes have it, whatever this program knows of such entries.
    page.line(msgspec.json.format(_state(proof), indent=0).decode(), indent=4, hang=4)
    page.line(
        f"in the log {checkpoint.origin} of {many(checkpoint.size, 'entry', 'entries')},"
        f" root {root_text(checkpoint.root)}",
        indent=2,
        hang=2,
    )
    if confirmed.held:
        page.line(f"its checkpoint is {confirmed.held}", indent=2, hang=2)
    if confirmed.signers:
        page.line(signed_text(confirmed.signers), indent=2, hang=2)
    if not confirmed.ok:
        page.line(unanchored_text(checkpoint, confirmed), indent=2, hang=2)


def unanchored_text(checkpoint: Checkpoint, confirmed: Confirmed) -> str:
    """What would confirm a log that nothing confirms."""
    text = (
        "anybody can make such a log: compare the root with a checkpoint of that size that you trust (--against)"
        " or its signatures with a key (--key)"
    )
    if not confirmed.others:
        return text
    sizes = ", ".join(f"#{size}" for size in confirmed.others)
    return (
        f"its checkpoint is of #{checkpoint.size}, and yours of {sizes}: ask for a proof at your checkpoint"
        " (`timeline prove --checkpoint`), or that one log extends the other (`timeline consistency`)"
    )


def _state(proof: Proof) -> bytes:
    return bytes(msgspec.json.decode(proof.line, type=_Line).state)


class _Line(Struct):
    """What is read of a leaf line."""

    state: msgspec.Raw


def write_not_proved(page: Page, because: str) -> None:
    """That something does not verify, and why."""
    page.line(Span("verification failed", "warn"))
    page.line(because, indent=2, hang=2)


def write_consistency(page: Page, old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> None:
    """That one log is the beginning of another, with the hashes that show it."""
    page.line(Span(f"the log of #{new.size} extends the log of #{old.size}", "strong"))
    for checkpoint in (old, new):
        page.line(f"#{checkpoint.size}  root {root_text(checkpoint.root)}", indent=2, hang=2)
    for part in proof:
        page.line(f"proof  {part.hex()}", indent=2)


def consistency_data(old: Checkpoint, new: Checkpoint, proof: Sequence[bytes]) -> Data:
    """`{ok, old: {origin, size, root}, new, proof}`; hashes in hexadecimal."""
    return {
        "ok": True,
        "old": checkpoint_data(old),
        "new": checkpoint_data(new),
        "proof": [step.hex() for step in proof],
    }


def checkpoint_data(checkpoint: Checkpoint) -> Data:
    """`{origin, size, root}`; the root in hexadecimal."""
    return {"origin": checkpoint.origin, "size": checkpoint.size, "root": checkpoint.root.hex()}


def proof_data(proof: Proof, checkpoint: Checkpoint, confirmed: Confirmed) -> Data:
    """`{ok, because, position, entry, checkpoint, held, signers}`.

    ok: true when a checkpoint or a key of the verifier's confirms the log, else null, and `because` says so;
    held: the verifier's copy of that checkpoint, or null.
    """
    return {
        "ok": confirmed.ok,
        "because": None if confirmed.ok else f"{UNANCHORED}: {unanchored_text(checkpoint, confirmed)}",
        "position": proof.index + 1,
        "entry": msgspec.Raw(_state(proof)),
        "checkpoint": checkpoint_data(checkpoint),
        "held": confirmed.held or None,
        "signers": list(confirmed.signers),
    }
