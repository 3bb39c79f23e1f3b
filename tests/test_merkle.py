"""Tree hashes as RFC 6962 defines them."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.proof.merkle import (
    EMPTY_ROOT,
    Frontier,
    NotProved,
    consistency_ranges,
    inclusion_ranges,
    leaf_hash,
    node_hash,
    root_of,
    verify_consistency,
    verify_inclusion,
)

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


# --- proofs ---------------------------------------------------------------------------


def split(size: int) -> int:
    """The largest power of two smaller than *size* (RFC 6962, section 2.1)."""
    half = 1
    while half * 2 < size:
        half *= 2
    return half


def defined_path(index: int, leaves: list[bytes]) -> list[bytes]:
    """`PATH(index, leaves)`, word for word as RFC 6962, section 2.1.1 defines it."""
    if len(leaves) == 1:
        return []
    half = split(len(leaves))
    if index < half:
        return [*defined_path(index, leaves[:half]), defined_root(leaves[half:])]
    return [*defined_path(index - half, leaves[half:]), defined_root(leaves[:half])]


def defined_proof(old: int, leaves: list[bytes], *, whole: bool = True) -> list[bytes]:
    """`SUBPROOF(old, leaves, whole)`, word for word as RFC 6962, section 2.1.2 defines it."""
    if old == len(leaves):
        return [] if whole else [defined_root(leaves)]
    half = split(len(leaves))
    if old <= half:
        return [*defined_proof(old, leaves[:half], whole=whole), defined_root(leaves[half:])]
    return [*defined_proof(old - half, leaves[half:], whole=False), defined_root(leaves[:half])]


def ranges_hashed(ranges: list[tuple[int, int]], hashes: list[bytes]) -> list[bytes]:
    """The hashes of subtrees, from those of the leaves."""
    return [root_of(hashes[start:end]) for start, end in ranges]


def flipped(data: bytes, bit: int) -> bytes:
    """*data* with one bit flipped."""
    at = bit // 8 % len(data)
    return data[:at] + bytes([data[at] ^ 1 << bit % 8]) + data[at + 1 :]


@pytest.mark.parametrize("case", VECTORS["inclusion"])
def test_inclusion_proofs_are_those_of_the_published_vectors(case: dict[str, Any]) -> None:
    """Of leaves of the eight published ones."""
    hashes = [leaf_hash(bytes.fromhex(leaf)) for leaf in VECTORS["leaves_hex"]]

    assert case["proof_hex"] == [
        one.hex() for one in ranges_hashed(inclusion_ranges(case["index"], case["size"]), hashes)
    ]


@pytest.mark.parametrize("case", VECTORS["consistency"])
def test_consistency_proofs_are_those_of_the_published_vectors(case: dict[str, Any]) -> None:
    """Of trees of the eight published leaves."""
    hashes = [leaf_hash(bytes.fromhex(leaf)) for leaf in VECTORS["leaves_hex"]]

    assert case["proof_hex"] == [
        one.hex() for one in ranges_hashed(consistency_ranges(case["from"], case["to"]), hashes)
    ]


@pytest.mark.parametrize("size", range(1, 201))
def test_every_proof_of_every_size_is_the_defined_one_and_verifies(size: int) -> None:
    """Each leaf, and each smaller tree; the definition of RFC 6962 is the other opinion up to 40, where it is slow."""
    leaves = [str(number).encode() for number in range(size)]
    hashes = [leaf_hash(leaf) for leaf in leaves]
    root = root_of(hashes)
    for index in range(size):
        path = ranges_hashed(inclusion_ranges(index, size), hashes)
        verify_inclusion(index, size, hashes[index], path, root)
        assert size > 40 or defined_path(index, leaves) == path
    for old in range(1, size + 1):
        proof = ranges_hashed(consistency_ranges(old, size), hashes)
        verify_consistency(old, root_of(hashes[:old]), size, root, proof)
        assert size > 40 or defined_proof(old, leaves) == proof

    assert defined_root(leaves) == root


@given(st.data(), st.integers(1, 200))
def test_an_inclusion_proof_fails_after_any_one_bit_is_flipped(data: st.DataObject, size: int) -> None:
    """In the leaf, in a hash of the proof, in the root; and for another index or size."""
    hashes = [leaf_hash(bytes([number])) for number in range(size)]
    index = data.draw(st.integers(0, size - 1))
    path, root = ranges_hashed(inclusion_ranges(index, size), hashes), root_of(hashes)
    claims = [hashes[index], root, *path]
    which, bit = data.draw(st.integers(0, len(claims) - 1)), data.draw(st.integers(0, 255))
    claims[which] = flipped(claims[which], bit)
    with pytest.raises(NotProved):
        verify_inclusion(index, size, claims[0], claims[2:], claims[1])
    with pytest.raises(NotProved):
        verify_inclusion(index, size, hashes[index], [*path, root], root)

    other = data.draw(st.integers(0, size - 1).filter(lambda one: one != index)) if size > 1 else None
    if other is not None:
        with pytest.raises(NotProved):
            verify_inclusion(other, size, hashes[index], path, root)


@given(st.data(), st.integers(2, 200))
def test_a_consistency_proof_fails_after_any_one_bit_is_flipped(data: st.DataObject, new: int) -> None:
    """In either root, or in a hash of the proof."""
    hashes = [leaf_hash(bytes([number])) for number in range(new)]
    old = data.draw(st.integers(1, new - 1))
    proof = ranges_hashed(consistency_ranges(old, new), hashes)
    claims = [root_of(hashes[:old]), root_of(hashes), *proof]
    which, bit = data.draw(st.integers(0, len(claims) - 1)), data.draw(st.integers(0, 255))
    claims[which] = flipped(claims[which], bit)

    with pytest.raises(NotProved):
        verify_consistency(old, claims[0], new, claims[1], claims[2:])
    with pytest.raises(NotProved):
        verify_consistency(old, root_of(hashes[:old]), new, root_of(hashes), proof[:-1])


@given(st.lists(st.binary(max_size=4), max_size=60), st.lists(st.binary(max_size=4), max_size=60))
def test_every_prefix_is_consistent_with_every_extension(first: list[bytes], then: list[bytes]) -> None:
    """The empty tree too, with which any is consistent."""
    hashes = [leaf_hash(leaf) for leaf in first + then]
    proof = ranges_hashed(consistency_ranges(len(first), len(hashes)), hashes)

    verify_consistency(len(first), root_of(hashes[: len(first)]), len(hashes), root_of(hashes), proof)


def test_a_tree_that_was_rewritten_is_not_consistent() -> None:
    """A proof made of the rewritten tree does not lead to the old root."""
    old, new = [leaf_hash(bytes([number])) for number in range(5)], [leaf_hash(bytes([number])) for number in range(9)]
    new[2] = leaf_hash(b"another")
    proof = ranges_hashed(consistency_ranges(5, 9), new)

    with pytest.raises(NotProved, match="does not extend"):
        verify_consistency(5, root_of(old), 9, root_of(new), proof)
    with pytest.raises(NotProved, match="does not extend"):
        verify_consistency(5, root_of(old), 5, root_of(new[:5]), [])
    with pytest.raises(NotProved, match="does not extend"):
        verify_consistency(0, root_of(old), 5, root_of(new[:5]), [])


def test_what_no_tree_has_is_refused() -> None:
    """A leaf beyond the tree, an old tree that is larger than the new one."""
    with pytest.raises(ValueError, match="has no leaf 3"):
        inclusion_ranges(3, 3)
    with pytest.raises(ValueError, match="cannot extend one of 4"):
        consistency_ranges(4, 3)
