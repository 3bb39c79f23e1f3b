"""Proof: tree hashes, signed notes and checkpoints. Bytes in, bytes out; knows nothing of what entries say."""
