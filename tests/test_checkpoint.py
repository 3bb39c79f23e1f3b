"""Leaf lines and checkpoints."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.proof.checkpoint import (
    ORIGIN,
    Checkpoint,
    Proof,
    Stored,
    format_checkpoint,
    format_proof,
    leaf_line,
    parse_checkpoint,
    parse_proof,
    verify_proof,
)
from timeline.proof.merkle import NotProved, inclusion_ranges, leaf_hash, root_of


def test_a_leaf_line_holds_the_stored_bytes_verbatim() -> None:
    """Rank, stream, version and topic, then the bytes of the entry as they are kept."""
    state = b'{"what":"actor","id":"japan"}'

    line = leaf_line(Stored(7, "actors", 3, "actor", state))

    assert b'{"rank":7,"stream":"actors","version":3,"topic":"actor","state":' + state + b"}" == line


@given(st.integers(1, 2**40), st.text(), st.integers(1, 2**40), st.text(), st.dictionaries(st.text(), st.text()))
def test_a_leaf_line_is_json_that_says_what_was_stored(
    rank: int, stream: str, version: int, topic: str, state: dict[str, str]
) -> None:
    """Whatever the strings hold, the line is one JSON object of just these values."""
    if any("\ud800" <= character <= "\udfff" for character in stream + topic):
        return
    line = leaf_line(Stored(rank, stream, version, topic, json.dumps(state).encode()))

    assert {"rank": rank, "stream": stream, "version": version, "topic": topic, "state": state} == json.loads(line)


def test_a_checkpoint_is_read_as_it_is_written() -> None:
    """Origin, size and root, a line each (C2SP tlog-checkpoint)."""
    checkpoint = Checkpoint(ORIGIN, 412, bytes(range(32)))

    assert "timeline/record\n412\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n" == format_checkpoint(checkpoint)
    assert checkpoint == parse_checkpoint(format_checkpoint(checkpoint))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "origin\n1\n",
        "\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "origin\n01\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "origin\n-1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
        "origin\n1\nAAEC\n",
        "origin\n1\nnot base64!\n",
        "origin\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=\n",
        "origin\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\nextension\n",
        "origin\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n\n",
        "origin\n1\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "origin\n1111111111111111111\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    """A missing line, another number or a root that is no hash is reported."""
    with pytest.raises(ValueError, match=r"checkpoint|note"):
        parse_checkpoint(text)


LINES = [leaf_line(Stored(rank, "topics", rank, "topic", b'{"what":"topic"}')) for rank in range(1, 12)]


def proof_of(index: int, *, line: bytes | None = None) -> Proof:
    """The proof of one of the lines; of another line in its place, rightly hashed."""
    lines = [*LINES[:index], line or LINES[index], *LINES[index + 1 :]]
    hashes = [leaf_hash(one) for one in lines]
    path = tuple(root_of(hashes[start:end]) for start, end in inclusion_ranges(index, len(hashes)))
    return Proof(lines[index], index, path, format_checkpoint(Checkpoint(ORIGIN, len(hashes), root_of(hashes))))


@pytest.mark.parametrize("index", range(11))
def test_a_proof_stands_alone(index: int) -> None:
    """As it is written and read again (C2SP tlog-proof); its extra data is the leaf line."""
    proof = parse_proof(format_proof(proof_of(index)))

    assert (LINES[index], 11) == (proof.line, verify_proof(proof).size)


@given(st.data())
def test_a_proof_fails_after_any_one_bit_is_flipped(data: st.DataObject) -> None:
    """Anywhere in the file but in the name of the origin, which who verifies compares."""
    whole = format_proof(proof_of(data.draw(st.integers(0, 10)))).encode()
    bit = data.draw(st.integers(0, 8 * len(whole) - 1))
    at = bit // 8
    origin = whole.index(ORIGIN.encode())
    changed = whole[:at] + bytes([whole[at] ^ 1 << bit % 8]) + whole[at + 1 :]
    if origin <= at < origin + len(ORIGIN):
        return

    with pytest.raises((NotProved, ValueError)):
        verify_proof(parse_proof(changed.decode()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "c2sp.org/tlog-proof@v1\nindex 0\n\norigin\n",
        "c2sp.org/tlog-proof@v1\nextra AAAA\nindex x\n\norigin\n",
        "c2sp.org/tlog-proof@v1\nextra AAAA\nindex 00\n\norigin\n",
        "c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\nAAAA\n\norigin\n",
        "c2sp.org/tlog-proof@v2\nextra AAAA\nindex 0\n\norigin\n",
    ],
)
def test_what_is_no_proof_is_refused(text: str) -> None:
    """The first line, the entry, the index and the hashes are as the format has them."""
    with pytest.raises(ValueError, match="proof"):
        parse_proof(text)


def test_a_proof_of_another_place_or_of_no_entry_is_refused() -> None:
    """The entry says itself where it stands."""
    beyond = Proof(LINES[0], 11, (), proof_of(0).note)
    for bad, message in (
        (proof_of(3, line=LINES[4]), "is not #4"),
        (proof_of(3, line=b"no JSON"), "is not #4"),
        (beyond, "not #12"),
    ):
        with pytest.raises(NotProved, match=message):
            verify_proof(bad)
