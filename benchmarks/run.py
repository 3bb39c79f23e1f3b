"""What `make bench` prints: ours, the peer, the ratio and what to reach, both timed alternately.

Absolute times move between machines and runs; the ratios are what to compare. Sizes come
from TIMELINE_BENCH_EVENTS (20,000 if it is not set) and TIMELINE_BENCH_LONG (a million).
"""

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import timeit
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from timeline.entries import Topic
from timeline.eventlog.opened import open_log
from timeline.eventlog.store import EventLog
from timeline.eventlog.verify import verify_log
from timeline.proof.checkpoint import ORIGIN, Checkpoint, Proof, Stored, format_checkpoint, leaf_line, verify_proof
from timeline.proof.merkle import Frontier, inclusion_root, leaf_hash
from timeline.record.append import ingest

LONG = int(os.environ.get("TIMELINE_BENCH_LONG", "1000000"))
EVENTS = int(os.environ.get("TIMELINE_BENCH_EVENTS", "20000"))
ROUNDS = 7
STATES = "JP KH CN KR US GB FR DE IN TH VN LA MM ID MY SG PH BN AU NZ".split()  # noqa: SIM905 - twenty quoted codes read worse
NOW = datetime(2030, 1, 1, tzinfo=UTC)
STAMP = '{"format": 1, "recorded_at": "2026-01-01T00:00:00Z", "recorded_by": "benchmark"}'


class Row(NamedTuple):
    """One line of the table."""

    what: str
    ours: str
    peer: str
    ratio: str
    reach: str


def alternately(ours: Callable[[], object], peer: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """The median seconds of both, run in turn."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for place, run in enumerate((ours, peer)):
            begin = time.perf_counter()
            run()
            times[place].append(time.perf_counter() - begin)
    return statistics.median(times[0]), statistics.median(times[1])


def command(*arguments: str) -> Callable[[], object]:
    """Run a program whole."""
    return lambda: subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)


def start_up() -> list[Row]:
    """Whole processes against a bare interpreter."""
    bare = command("-c", "pass")
    command("-m", "timeline", "log", "--last", "1")()
    cases = {
        "--version": (("--version",), "≤ 5×"),
        "--help": (("--help",), "≤ 5×"),
        "state JP KH": (("state", "JP", "KH", "--on", "2024-07-07"), "≤ 8×"),
        "replay, plain": (("replay", "jp-kh-2024-07"), "–"),
    }
    rows = []
    for name, (arguments, reach) in cases.items():
        ours, peer = alternately(command("-m", "timeline", *arguments), bare)
        rows.append(
            Row(
                f"start-up: {name}",
                f"{ours * 1000:.0f} ms",
                f"{peer * 1000:.0f} ms, python -c pass",
                f"{ours / peer:.1f}×",
                reach,
            )
        )
    return rows


def write_bulk(folder: Path, count: int) -> None:
    """A record of synthetic meetings, of about 400 bytes each, between a few states."""
    entries: list[dict[str, object]] = [
        {"what": "source", "id": "s", "title": "A source", "kind": "text", "side": "press", "read": "full"}
    ]
    entries += [
        {"what": "actor", "id": f"state-{n}", "kind": "state", "name": f"State {n}", "code": code}
        for n, code in enumerate(STATES)
    ]
    entries += [
        {
            "what": "meeting",
            "id": f"bulk-{n // 15}/meeting-{n}",
            "title": f"Meeting {n} on matters of the region and of the two states",
            "when": f"{1990 + n % 30}-{n % 12 + 1:02}-{n % 28 + 1:02}",
            "by": f"state-{n % 20}",
            "to": f"state-{(n * 7 + 1) % 20}",
            "evidence": {"source": "s", "passage": [f"words that begin {n}", f"and end {n}"]},
        }
        for n in range(count)
    ]
    lines = [STAMP, *map(json.dumps, entries)]
    (folder / "bulk.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def bulk() -> list[Row]:
    """A whole record file into a durable log, against SQLite inserting the same rows."""
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder, "record")
        record.mkdir()
        write_bulk(record, EVENTS)
        rows = _stored(record)
        ours, peer = alternately(lambda: _ingest(record), lambda: _raw(rows), 3)
    each, raw = ours / EVENTS * 1e6, peer / EVENTS * 1e6
    return [
        Row(
            f"ingest of {EVENTS:,} events",
            f"{each:.0f} µs an event",
            f"{raw:.1f} µs, SQLite of the same rows",
            f"{each / raw:.1f}×",
            "≤ 1.5×",
        )
    ]


def _ingest(record: Path) -> None:

    with tempfile.TemporaryDirectory() as folder, EventLog(Path(folder, "log.sqlite")) as log:
        ingest(record, log)


def _stored(record: Path) -> list[tuple[str, int, str, bytes]]:

    with EventLog() as log:
        ingest(record, log)
        with log.reading() as reader:
            return [(one.stream, one.version, one.topic, one.state) for one in reader.stored()]


def _raw(rows: list[tuple[str, int, str, bytes]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite3.connect(Path(folder, "raw.sqlite"))
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE t (a TEXT, b INTEGER, c TEXT, d BLOB, PRIMARY KEY (a, b))")
        with connection:
            connection.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", rows)
        connection.close()


def one_by_one() -> list[Row]:
    """One entry made durable, against SQLite with synchronous=FULL."""
    with tempfile.TemporaryDirectory() as folder, EventLog(Path(folder, "log.sqlite")) as log:
        raw = sqlite3.connect(Path(folder, "raw.sqlite"), isolation_level=None)
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("CREATE TABLE t (a TEXT, b INTEGER, c TEXT, d BLOB, PRIMARY KEY (a, b))")
        count = iter(range(10**9))

        def ours() -> None:
            number = next(count)
            with log.appending(after=number) as appending:
                appending.add(
                    [Topic(id=f"topic-{number}", name="A topic", recorded_at="2026-01-01T00:00:00Z", recorded_by="b")]
                )

        def peer() -> None:
            raw.execute("INSERT INTO t VALUES ('topics', (SELECT count(*) FROM t), 'topic', ?)", (b"x" * 100,))

        mine, theirs = alternately(ours, peer, 50)
        raw.close()
    return [
        Row(
            "append of one entry, durable",
            f"{mine * 1000:.2f} ms",
            f"{theirs * 1000:.2f} ms, SQLite",
            f"{mine / theirs:.1f}×",
            "≤ 1.3×",
        )
    ]


def memory() -> list[Row]:
    """The peak of a process that ingests, at one length and at four times that."""
    peaks = []
    for count in (EVENTS, EVENTS * 4):
        with tempfile.TemporaryDirectory() as folder:
            record = Path(folder, "record")
            record.mkdir()
            write_bulk(record, count)
            peaks.append(_peak("--ingest", record))
    small, large = peaks
    return [
        Row(
            f"memory, ingest of {EVENTS * 4:,}",
            f"{large:.0f} MB",
            f"{small:.0f} MB at a quarter",
            f"{large / small:.2f}×",
            "flat",
        )
    ]


def _long_log(path: Path, count: int) -> None:
    """A log of *count* rows of about 400 bytes, with its head and without derived tables; and their lines beside it."""
    EventLog(path).close()
    frontier = Frontier()
    with sqlite3.connect(path) as connection, path.with_suffix(".jsonl").open("wb") as lines:
        for first in range(0, count, 1000):
            rows = [_long_row(rank) for rank in range(first + 1, first + 1001)]
            for row in rows:
                line = leaf_line(row)
                frontier.append(leaf_hash(line))
                lines.write(line)
            values = [(row.rank, row.stream, row.version, row.topic, row.state) for row in rows]
            connection.executemany(
                "INSERT INTO stored_events (rowid, originator_id, originator_version, topic, state)"
                " VALUES (?, ?, ?, ?, ?)", values,
            )  # fmt: skip
        connection.execute("UPDATE head SET size = ?, root = ?", (count, frontier.root()))
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def _long_row(rank: int) -> Stored:
    state = b'{"what":"meeting","id":"visit-%07d/%d","recorded_at":"2026-01-01T00:00:00Z","title":"%b"}'
    return Stored(rank, f"visit-{rank // 15:07}", rank % 15 + 1, "meeting", state % (rank // 15, rank, b"x" * 240))


def _hashed(path: Path) -> None:
    digest = sha256()
    with path.open("rb") as lines:
        while block := lines.read(2**20):
            digest.update(block)


def verification() -> list[Row]:
    """A whole log from its rows against the raw SHA-256 of the same bytes, and the memory that it takes."""
    with tempfile.TemporaryDirectory() as folder:
        path, quarter = Path(folder, "log.sqlite"), Path(folder, "quarter.sqlite")
        _long_log(path, LONG)
        _long_log(quarter, LONG // 4)
        ours, peer = alternately(lambda: _verified(path), lambda: _hashed(path.with_suffix(".jsonl")), 3)
        peaks = [_peak("--verify", one) for one in (quarter, path)]
        with open_log(path) as log:
            (stored,) = log.stored(5, 5)
        proof = _proof(stored)
        one = min(timeit.repeat(lambda: verify_proof(proof), number=100, repeat=5)) / 100
    each = ours / LONG * 1e6
    return [
        Row(
            f"verify of {LONG:,} entries",
            f"{each:.2f} µs an entry",
            f"{peer / LONG * 1e6:.2f} µs, SHA-256 of the bytes",
            f"{ours / peer:.1f}×",
            "≤ 4×",
        ),
        Row(
            f"memory, verify of {LONG:,}",
            f"{peaks[1]:.0f} MB",
            f"{peaks[0]:.0f} MB at a quarter",
            f"{peaks[1] / peaks[0]:.2f}×",
            "flat",
        ),
        Row("verify of a proof, of a million", f"{one * 1e6:.0f} µs", "–", "–", "< 1 ms"),
    ]


def _verified(path: Path) -> None:
    verdict = verify_log(path)
    # Derived tables there are none, and the first row of a stream is its second: only the tree is looked at.
    assert verdict.size >= LONG // 4


def _proof(stored: Stored) -> Proof:
    """The proof of the fifth of a million leaves, with hashes that lead to some root."""
    line, path = leaf_line(stored), tuple(sha256(bytes([n])).digest() for n in range(20))
    root = inclusion_root(4, 2**20, leaf_hash(line), path)
    return Proof(line, 4, path, format_checkpoint(Checkpoint(ORIGIN, 2**20, root)))


def _peak(what: str, path: Path) -> float:
    """The peak of a process, in MB."""
    ran = subprocess.run([sys.executable, __file__, what, str(path)], check=True, capture_output=True, text=True)
    return int(ran.stdout) / 1024


def main() -> None:
    """Print the table."""
    measured = {"--ingest": _ingest, "--verify": _verified}
    if sys.argv[1:2] and sys.argv[1] in measured:
        measured[sys.argv[1]](Path(sys.argv[2]))
        # The kernel's high-water mark: `ru_maxrss` begins with that of the parent process.
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
        return
    rows = [
        Row("work", "ours", "peer", "ratio", "reach"),
        *start_up(),
        *one_by_one(),
        *bulk(),
        *memory(),
        *verification(),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(Row._fields))]
    for row in rows:
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip())


if __name__ == "__main__":
    main()
