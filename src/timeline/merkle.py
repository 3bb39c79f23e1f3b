"""Merkle tree hashes as RFC 6962 defines them: bytes in, bytes out.

Knows nothing of entries or logs. A frontier stands for a whole tree: the hashes of its
complete subtrees, largest first, from which the tree can grow and its root be told.
"""

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
