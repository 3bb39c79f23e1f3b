"""The child of `test_kill`: appends one draft, and kills itself before the step of a given number.

Usage: killed.py RECORD LOG STEP; with step 0 it says `ready` and waits to be killed.
"""

import os
import signal
import sys
from pathlib import Path

from records import NOW
from timeline.eventlog.store import EventLog
from timeline.record.append import append
from timeline.recordfile.once import Files


def main() -> None:
    """Append, and be killed on the way."""
    record, log_path, last = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    count = 0

    def step(_: str) -> None:
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)

    drafts = Files().drafts(record)
    with EventLog(log_path) as log:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        append(record, drafts, log, now=NOW, recorded_by="me", clock_is_right=True, step=step)
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main()
