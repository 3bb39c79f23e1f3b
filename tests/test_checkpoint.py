"""Leaf lines and checkpoints."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.checkpoint import ORIGIN, Checkpoint, Stored, format_checkpoint, leaf_line, parse_checkpoint


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
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    """A missing line, another number or a root that is no hash is told."""
    with pytest.raises(ValueError, match="checkpoint"):
        parse_checkpoint(text)
