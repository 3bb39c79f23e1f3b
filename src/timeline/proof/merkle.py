"""Merkle tree hashes and proofs as RFC 6962 defines them: bytes in, bytes out.

Knows nothing of entries or logs. A frontier (in the literature, the compact range from the first
leaf on) has the hashes of the complete subtrees of a tree, largest first: enough to append leaves
and to compute the root. A proof is a list of subtree hashes. This module says which subtrees they
are, from leaf `start` up to but not including `end`; whoever has the leaves hashes them.
"""

from collections.abc import Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves. Source: RFC 6962, section 2.1."""

HASH_SIZE = 32
"""Bytes in a hash."""


def leaf_hash(entry: bytes) -> bytes:
    """Hash one log entry as a Merkle leaf.

    entry: the leaf line, without its line feed.
    Returns 32 bytes. Source: RFC 6962, section 2.1.
    """
    # The 0x00 keeps a leaf from passing for an inner node (0x01).
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees as their parent. Source: RFC 6962, section 2.1."""
    return sha256(b"\x01" + left + right).digest()


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root of a tree, from the hashes of its leaves, or of equal complete subtrees and a smaller last one."""
    level = list(hashes)
    while len(level) > 1:
        # A hash without a sibling rises as it is: the split is at the largest power of two.
        alone = level[-1:] if len(level) & 1 else []
        # Two steps of one iterator make a pair.
        pairs = iter(level)
        level = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=False)] + alone
    return level[0] if level else EMPTY_ROOT


class Frontier:
    """A growing tree, kept as the peaks of its complete subtrees."""

    __slots__ = ("peaks", "size")

    def __init__(self, size: int = 0, peaks: bytes = b"") -> None:
        """Take up a tree of *size* leaves from its *peaks* (32 bytes each, largest first).

        Raises ValueError when the peaks cannot be those of *size* leaves.
        """
        if size < 0 or len(peaks) != HASH_SIZE * size.bit_count():
            message = f"a tree of {size} leaves has {size.bit_count()} peaks of {HASH_SIZE} bytes"
            raise ValueError(message)
        self.size = size
        self.peaks = [peaks[at : at + HASH_SIZE] for at in range(0, len(peaks), HASH_SIZE)]

    def append(self, leaf: bytes) -> None:
        """Grow by one leaf, given its hash."""
        size = self.size
        # Every trailing one bit of the size is a complete subtree that the leaf completes.
        while size & 1:
            leaf = node_hash(self.peaks.pop(), leaf)
            size >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree so far, 32 bytes."""
        if not self.peaks:
            return EMPTY_ROOT
        root = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            root = node_hash(peak, root)
        return root

    def packed(self) -> bytes:
        """The peaks as bytes, from which the tree can be taken up again."""
        return b"".join(self.peaks)


# --- proofs ---------------------------------------------------------------------------

Range = tuple[int, int]
"""The leaves of a subtree: from the first, counted from 0, up to but not the second."""


class NotProved(Exception):  # noqa: N818 - it is what the message says
    """The proof does not lead to the root."""


def inclusion_ranges(index: int, size: int) -> list[Range]:
    """The subtrees whose hashes lead from a leaf to the root, nearest first.

    Source: RFC 6962, section 2.1.1, `PATH(index, D[size])`.
    Raises ValueError when the tree has no such leaf.
    """
    _within(index, size)
    found, start, end = list[Range](), 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1]


def consistency_ranges(old: int, new: int) -> list[Range]:
    """The subtrees whose hashes show that a tree of *old* leaves is the beginning of one of *new*.

    Source: RFC 6962, section 2.1.2, `PROOF(old, D[new])`; of an empty tree nothing is to be shown.
    Raises ValueError when the old tree is the larger.
    """
    siblings, (start, end) = _way(old, new)
    # The verifier knows the root of the old tree itself, so it is left out.
    return [*([(start, end)] if start else []), *siblings]


def _way(old: int, new: int) -> tuple[list[Range], Range]:
    """The consistency path, from the subtree at the end of the old tree up to the new root; and that subtree."""
    if not 0 <= old <= new:
        message = f"a tree of {new} leaves cannot extend one of {old}"
        raise ValueError(message)
    found, start, end = list[Range](), 0, new
    while old and old != end:
        middle = start + _split(end - start)
        if old <= middle:
            found.append((middle, end))
            end = middle
        else:
            found.append((start, middle))
            start = middle
    return found[::-1], (start, end)


def inclusion_root(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes:
    """The root that an inclusion proof leads to from a leaf's hash.

    Source: RFC 9162, section 2.1.3.2.
    Raises NotProved when the proof is not of that size, ValueError when the tree has no such leaf.
    """
    ranges = inclusion_ranges(index, size)
    if len(path) != len(ranges):
        message = f"a proof of leaf {index} of {size} has {len(ranges)} hashes, not {len(path)}"
        raise NotProved(message)
    root = leaf
    for (_, end), sibling in zip(ranges, path, strict=True):
        root = node_hash(sibling, root) if end <= index else node_hash(root, sibling)
    return root


def verify_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> None:
    """Raise NotProved unless *path* leads from a leaf's hash to *root*."""
    if inclusion_root(index, size, leaf, path) != root:
        message = f"the proof of leaf {index} does not lead to the root of {size}"
        raise NotProved(message)


def verify_consistency(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> None:
    """Raise NotProved unless *path* shows that the old tree is the beginning of the new one.

    Source: RFC 9162, section 2.1.4.2.
    Raises ValueError when the old tree is the larger.
    """
    ranges = consistency_ranges(old, new)
    if len(path) != len(ranges):
        message = f"a proof from {old} to {new} has {len(ranges)} hashes, not {len(path)}"
        raise NotProved(message)
    was, now = _rebuilt(old, new, old_root, path) if old else (EMPTY_ROOT, new_root)
    if (was, now) != (old_root, new_root):
        message = f"the tree of {new} leaves does not extend the one of {old}"
        raise NotProved(message)


def _rebuilt(old: int, new: int, old_root: bytes, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    """Both roots, from the hashes of a consistency proof."""
    siblings, (start, _) = _way(old, new)
    was = now = path[0] if start else old_root
    for (first, _), sibling in zip(siblings, path[-len(siblings) :] if siblings else (), strict=True):
        if first >= old:
            # What came after the old tree is to the right, and in the new tree alone.
            now = node_hash(now, sibling)
        else:
            was, now = node_hash(sibling, was), node_hash(sibling, now)
    return was, now


def _within(index: int, size: int) -> None:
    if not 0 <= index < size:
        message = f"a tree of {size} leaves has no leaf {index}"
        raise ValueError(message)


def _split(size: int) -> int:
    """The largest power of two below *size*: the leaves on the left."""
    return int(1 << (size - 1).bit_length() - 1)
