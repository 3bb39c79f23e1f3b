"""Signed notes: a text and its signatures. Ed25519, by the optional extra `sign`.

Knows nothing of what the text says. A note without signatures is its text alone: nobody
vouches for it but who keeps it.
Source: C2SP signed-note; keys are written as Go's sumdb/note writes them.
"""

import base64
import binascii
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, NamedTuple

from timeline.problems import refusal

_DASH = "— "
_ED25519 = b"\x01"
_KEY_ID = 4
_KEY = 32
_PRIVATE = "PRIVATE+KEY+"
_MOST_SIGNATURES = 64


class Signature(NamedTuple):
    """One line under a note."""

    name: str
    """Of the key."""
    key_id: bytes
    """4 bytes, which with the name identify the key."""
    bytes: bytes


class Note(NamedTuple):
    """A text with its signatures."""

    text: str
    """Ends in a line feed."""
    signatures: tuple[Signature, ...] = ()


class Verifier(NamedTuple):
    """A public key, and whose it is."""

    name: str
    public: bytes
    """32 bytes."""

    @property
    def key_id(self) -> bytes:
        """4 bytes of the hash of name, kind and key."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:_KEY_ID]

    def __str__(self) -> str:
        """`name+id+key`, as it is passed on."""
        return f"{self.name}+{self.key_id.hex()}+{_base64(_ED25519 + self.public)}"


class Signer(NamedTuple):
    """A private key, and whose it is."""

    name: str
    seed: bytes
    """32 bytes, to be kept secret."""

    @property
    def verifier(self) -> Verifier:
        """The public key. Raises Refused without the extra."""
        return Verifier(self.name, _eddsa().import_private_key(self.seed).public_key().export_key(format="raw"))

    def __str__(self) -> str:
        """`PRIVATE+KEY+name+id+key`, as it is kept."""
        return f"{_PRIVATE}{self.name}+{self.verifier.key_id.hex()}+{_base64(_ED25519 + self.seed)}"

    def sign(self, text: str) -> Signature:
        """The signature of a note's text. Raises Refused without the extra."""
        eddsa = _eddsa()
        made = eddsa.new(eddsa.import_private_key(self.seed), "rfc8032").sign(text.encode())
        return Signature(self.name, self.verifier.key_id, made)


class Forged(Exception):  # noqa: N818 - it is what the message says
    """A signature is not that of the key that it names."""


def parse_note(text: str) -> Note:
    """The note in *text*. Raises ValueError when it is not a note."""
    if any(character < " " and character != "\n" for character in text) or not text.endswith("\n"):
        raise ValueError("every line of a note must end in a line feed")
    head, blank, tail = text.rpartition("\n\n")
    if not blank or not tail.startswith(_DASH):
        return Note(text)
    lines = tail.removesuffix("\n").split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise ValueError(f"a note has at most {_MOST_SIGNATURES} signatures")
    return Note(head + "\n", tuple(map(_signature, lines)))


def _signature(line: str) -> Signature:
    name, _, encoded = line.removeprefix(_DASH).partition(" ")
    made = _decoded(encoded)
    if not line.startswith(_DASH) or not is_key_name(name) or len(made) <= _KEY_ID:
        raise ValueError(f"{line!r} is not a signature (`— NAME BASE64`)")
    return Signature(name, made[:_KEY_ID], made[_KEY_ID:])


def format_note(note: Note) -> str:
    """A note as it is written."""
    lines = [
        f"{_DASH}{signature.name} {_base64(signature.key_id + signature.bytes)}\n" for signature in note.signatures
    ]
    return note.text + ("\n" + "".join(lines) if lines else "")


def verify_note(note: Note, keys: Iterable[Verifier]) -> tuple[str, ...]:
    """The names of *keys*, all of which signed; signatures of others are ignored.

    Raises Forged when the signature of one of *keys* is false, or one of them did not sign;
    Refused without the extra.
    """
    known = {(key.name, key.key_id): key for key in keys}
    ours = [signature for signature in note.signatures if (signature.name, signature.key_id) in known]
    for signature in ours:
        _verify(known[signature.name, signature.key_id], note.text, signature.bytes)
    missing = sorted(name for name, _ in known.keys() - {(signature.name, signature.key_id) for signature in ours})
    if missing:
        raise Forged(f"{', '.join(missing)} did not sign the checkpoint")
    return tuple(dict.fromkeys(signature.name for signature in ours))


def _verify(key: Verifier, text: str, made: bytes) -> None:
    eddsa = _eddsa()
    try:
        eddsa.new(eddsa.import_public_key(key.public), "rfc8032").verify(text.encode(), made)
    except ValueError as error:
        raise Forged(f"the signature of {key.name} is wrong") from error


def parse_verifier(text: str) -> Verifier:
    """The public key that `name+id+key` is. Raises ValueError, which quotes nothing of what may be a private one."""
    if text.startswith(_PRIVATE):
        raise ValueError("this is a private key: keep it secret, and give the public one")
    name, _, rest = text.partition("+")
    hash_, _, key = rest.partition("+")
    verifier = Verifier(name, _key(key, name, "it"))
    if hash_ != verifier.key_id.hex():
        raise ValueError(f"the key id of {name} does not match the key")
    return verifier


def parse_signer(text: str) -> Signer:
    """The private key that `PRIVATE+KEY+name+id+key` is. Raises ValueError, which quotes nothing of it."""
    name, _, rest = text.strip().removeprefix(_PRIVATE).partition("+")
    seed = _key(rest.partition("+")[2], name, "the file")
    if not text.startswith(_PRIVATE):
        raise ValueError("the file does not contain a private key")
    return Signer(name, seed)


def _key(text: str, name: str, shown: str) -> bytes:
    key = _decoded(text)
    if len(key) != 1 + _KEY or key[:1] != _ED25519 or not is_key_name(name):
        raise ValueError(f"{shown} is not an Ed25519 key of the form NAME+ID+KEY")
    return key[1:]


def is_key_name(name: str) -> bool:
    """Whether a key can be called so: no space, no plus."""
    return bool(name) and name.isprintable() and "+" not in name and not any(map(str.isspace, name))


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _decoded(text: str) -> bytes:
    """What base64 in its one spelling says; nothing for anything else."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    return data if _base64(data) == text else b""


def _eddsa() -> Any:  # noqa: ANN401 - a module
    try:
        from Crypto.Signature import eddsa  # noqa: PLC0415 - only who signs or looks at signatures needs it
    except ImportError as error:
        raise refusal(
            "no-extra", "signatures need the extra `sign`", hint="install it: pip install 'diplomatic-timeline[sign]'"
        ) from error
    return eddsa
