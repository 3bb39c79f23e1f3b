"""Signed notes."""

import builtins
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.problems import Refused
from timeline.proof.note import (
    Forged,
    Note,
    Signature,
    Signer,
    Verifier,
    format_note,
    parse_note,
    parse_signer,
    parse_verifier,
    verify_note,
)

# The published example of Go's golang.org/x/mod/sumdb/note, from whose format ours is taken.
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
SIGNED = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
OTHER = Signer("example.org/witness", bytes(range(32)))


def test_the_published_note_is_read_verified_and_written() -> None:
    """Byte for byte; Ed25519 signs the same text the same way every time."""
    note = parse_note(f"{TEXT}\n{SIGNED}")

    assert ("PeterNeumann",) == verify_note(note, [parse_verifier(PUBLIC)])
    assert Note(TEXT, (parse_signer(PRIVATE).sign(TEXT),)) == note
    assert f"{TEXT}\n{SIGNED}" == format_note(note)
    assert (PUBLIC, PRIVATE) == (str(parse_verifier(PUBLIC)), str(parse_signer(PRIVATE + "\n")))


def test_several_sign_and_unknown_signatures_are_ignored() -> None:
    """Who is asked for counts; a signature of a kind that we do not know does no harm."""
    witness = OTHER.sign(TEXT)
    unknown = Signature("someone.example", b"\xff\xff\xff\xff", b"of another kind")
    note = parse_note(format_note(Note(TEXT, (unknown, parse_signer(PRIVATE).sign(TEXT), witness))))

    assert ("PeterNeumann", "example.org/witness") == verify_note(note, [OTHER.verifier, parse_verifier(PUBLIC)])
    assert ("example.org/witness",) == verify_note(note, [OTHER.verifier])
    assert () == verify_note(note, [])
    with pytest.raises(Forged, match=r"example\.org/another did not sign the checkpoint"):
        verify_note(note, [OTHER.verifier, Verifier("example.org/another", bytes(32))])


@given(st.integers(0, len(TEXT) - 2), st.integers(0, 255))
def test_a_signature_fails_after_any_change(at: int, bit: int) -> None:
    """Of the text, or of the signature itself."""
    good = parse_note(f"{TEXT}\n{SIGNED}")
    text = TEXT[:at] + ("x" if TEXT[at] != "x" else "y") + TEXT[at + 1 :]
    (one,) = good.signatures
    made = bytearray(one.bytes)
    made[bit % 64] ^= 1 << bit % 8

    for bad in (Note(text, good.signatures), Note(TEXT, (Signature(one.name, one.key_id, bytes(made)),))):
        with pytest.raises(Forged, match="the signature of PeterNeumann is wrong"):
            verify_note(bad, [parse_verifier(PUBLIC)])


def test_a_note_without_signatures_is_its_text_alone() -> None:
    """Empty lines are part of it."""
    assert Note("a\n\nb\n") == parse_note("a\n\nb\n")
    assert "a\n\nb\n" == format_note(Note("a\n\nb\n"))


@pytest.mark.parametrize(
    "text",
    [
        "no line feed",
        "a\tb\n",
        "a\n\n— name\n",
        "a\n\n— name AAAAAA==\n",
        "a\n\n— na+me AAAAAAA=\n",
        "a\n\n—  AAAAAAA=\n",
        "a\n\n— name AAAAAAB=\n",
        "a\n\n— name not base64\n",
        "a\n\n— name AAAAAAA=\nno signature\n",
        "a\n\n" + "— name AAAAAAA=\n" * 65,
    ],
)
def test_what_is_no_note_is_refused(text: str) -> None:
    """Controls, signatures that are none, or too many of them."""
    with pytest.raises(ValueError, match=r"note|signature"):
        parse_note(text)


@given(st.integers(0, len(PUBLIC) - 1))
def test_a_key_that_was_mangled_is_refused(at: int) -> None:
    """Its id is a hash of all of it."""
    mangled = PUBLIC[:at] + chr(ord(PUBLIC[at]) + 1) + PUBLIC[at + 1 :]

    with pytest.raises(ValueError, match=r"key|id"):
        parse_verifier(mangled)


def test_what_is_no_private_key_is_refused_and_not_quoted() -> None:
    """What was meant to be secret stays so."""
    for text in ("secret words", PUBLIC, PRIVATE.replace("+AYEK", "+XYEK")):
        with pytest.raises(ValueError, match="the file") as refused:
            parse_signer(text)
        assert text not in str(refused.value)


def test_without_the_extra_a_signature_names_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes are read all the same."""
    ordinary = builtins.__import__

    def without(name: str, *rest: Any) -> Any:  # noqa: ANN401 - as the built-in has it
        if name.startswith("Crypto"):
            raise ImportError(name)
        return ordinary(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.delitem(sys.modules, "Crypto.Signature", raising=False)
    note = parse_note(f"{TEXT}\n{SIGNED}")

    assert () == verify_note(note, [])
    with pytest.raises(Refused, match="signatures need the extra `sign`"):
        verify_note(note, [parse_verifier(PUBLIC)])
