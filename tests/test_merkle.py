"""Tree hashes as RFC 6962 defines them."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.merkle import EMPTY_ROOT, Frontier, leaf_hash, node_hash

VECTORS = json.loads((Path(__file__).parent / "vectors" / "rfc6962.json").read_text(encoding="utf-8"))


def defined_root(leaves: list[bytes]) -> bytes:
    """The root by the recursive definition of RFC 6962, section 2.1."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\x01" + defined_root(leaves[:half]) + defined_root(leaves[half:])).digest()


def grown(leaves: list[bytes]) -> Frontier:
    """The tree of some leaves."""
    frontier = Frontier()
    for leaf in leaves:
        frontier.append(leaf_hash(leaf))
    return frontier


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_published_vectors(size: int) -> None:
    """The nine roots of the eight published leaves."""
    leaves = [bytes.fromhex(leaf) for leaf in VECTORS["leaves_hex"]]

    assert VECTORS["roots_hex"][size] == grown(leaves[:size]).root().hex()


@pytest.mark.parametrize("size", range(201))
def test_the_frontier_agrees_with_the_definition(size: int) -> None:
    """Growing leaf by leaf gives the root that the recursive definition gives."""
    leaves = [str(number).encode() for number in range(size)]

    assert defined_root(leaves) == grown(leaves).root()


@given(st.lists(st.binary(max_size=8), max_size=40), st.lists(st.binary(max_size=8), max_size=40))
def test_a_tree_taken_up_from_its_peaks_grows_as_if_never_put_down(first: list[bytes], then: list[bytes]) -> None:
    """A packed frontier is the whole tree, as far as growing goes."""
    half = grown(first)
    again = Frontier(half.size, half.packed())
    for leaf in then:
        again.append(leaf_hash(leaf))

    assert grown(first + then).root() == again.root()


@pytest.mark.parametrize(("size", "peaks"), [(-1, b""), (1, b""), (3, b"x" * 32), (0, b"x" * 32)])
def test_peaks_that_cannot_be_those_of_the_size_are_refused(size: int, peaks: bytes) -> None:
    """A tree of n leaves has as many peaks as n has one bits."""
    with pytest.raises(ValueError, match="peaks"):
        Frontier(size, peaks)


def test_a_leaf_never_passes_for_a_node() -> None:
    """The prefixes keep the two apart, and the empty tree has the root of nothing."""
    assert leaf_hash(b"ab") != node_hash(b"a", b"b")
    assert sha256(b"").digest() == EMPTY_ROOT
