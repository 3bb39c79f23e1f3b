"""Signals: whoever ends the program gets their terminal back, and no traceback."""

import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest

from running import unmeasured

LEFT = (b"\x1b[?1049l", b"\x1b[?1000l", b"\x1b[?1003l", b"\x1b[?1006l", b"\x1b[?25h")
"""The alternate screen is left, the mouse is reported no more, the cursor is shown."""


class Screen:
    """The replay on a pseudo-terminal."""

    def __init__(self, *command: str) -> None:
        self.parent, child = pty.openpty()
        env = unmeasured() | {"TERM": "xterm-256color", "COLUMNS": "120", "LINES": "36"}
        env.pop("TIMELINE_TRACEBACK", None)
        self.process = subprocess.Popen(
            [sys.executable, *command], stdin=child, stdout=child, stderr=child, env=env,
            close_fds=True, start_new_session=True,
        )  # fmt: skip
        os.close(child)
        self.sent = b""

    def read_until(self, words: bytes, *, seconds: float = 60) -> bool:
        """Read what is sent until it holds some bytes, or nothing more comes."""
        deadline = time.monotonic() + seconds
        while words not in self.sent and time.monotonic() < deadline:
            ready, _, _ = select.select([self.parent], [], [], 0.2)
            if ready:
                try:
                    self.sent += os.read(self.parent, 65536)
                except OSError:
                    break
        return words in self.sent

    def close(self) -> None:
        """End it, whatever became of it."""
        self.process.kill()
        self.process.wait(30)
        os.close(self.parent)


@contextmanager
def screen(*command: str) -> Iterator[Screen]:
    """A screen that shows something."""
    with closing(Screen(*command)) as shown:
        yield shown


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_screen_that_is_ended_leaves_the_terminal_as_it_was(number: signal.Signals) -> None:
    """And exits with the code that shells know."""
    with screen("-m", "timeline", "replay", "jp-kh-2024-07") as shown:
        assert shown.read_until(b"What changed")
        shown.process.send_signal(number)
        shown.read_until(b"never sent", seconds=20)

        assert 128 + number == shown.process.wait(30)
        for sequence in LEFT:
            on = sequence.replace(b"l", b"h") if sequence != LEFT[-1] else b"\x1b[?25l"
            assert shown.sent.rfind(sequence) > shown.sent.rfind(on) >= 0
        assert b"Traceback" not in shown.sent


FAILING = """
import sqlite3, sys
from timeline.tui import app, store
def failing(self, by):
    raise sqlite3.DatabaseError("database disk image is malformed")
store.Store.move = failing
sys.argv = ["timeline", "replay", "jp-kh-2024-07"]
from timeline.__main__ import run
run()
"""


def test_a_screen_that_fails_says_so_on_the_terminal_as_it_was() -> None:
    """A log that turns out to be damaged while it is shown is reported as anywhere."""
    with screen("-c", FAILING) as shown:
        assert shown.read_until(b"What changed")
        os.write(shown.parent, b"j")
        shown.read_until(b"never sent", seconds=20)

        assert 3 == shown.process.wait(30)
        assert b"error[damaged]: the log cannot be read: database disk image" in shown.sent[shown.sent.rfind(LEFT[0]) :]
        assert b"Traceback" not in shown.sent


HEARD = "import os, signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""An interruption is heard by the program, also where the tests run in the background of a script."""


@pytest.mark.parametrize("module", ["timeline.cli", "timeline.cli.registry", "argparse", "timeline.text"])
def test_an_interruption_while_the_program_loads_is_no_traceback(module: str) -> None:
    """It ends, and says nothing."""
    script = f"""
{HEARD}
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == {module!r}:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
sys.modules.pop("argparse", None)
sys.argv = ["timeline", "log"]
from timeline.__main__ import run
run()
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, env=unmeasured())

    assert (-signal.SIGINT, b"", b"") == (ran.returncode, ran.stdout, ran.stderr)


def test_an_interruption_that_is_ignored_stays_ignored() -> None:
    """As in the background of a script, where the keyboard is another's."""
    script = """
import os, signal, sys
from timeline.record import cached
signal.signal(signal.SIGINT, signal.SIG_IGN)
built = cached._build
cached._build = lambda *a: (os.kill(os.getpid(), signal.SIGINT), built(*a))[1]
sys.argv = ["timeline", "log", "--last", "1"]
from timeline.__main__ import run
run()
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, env=unmeasured())

    assert (0, b"") == (ran.returncode, ran.stderr)


def test_an_interruption_while_a_command_runs_is_no_traceback() -> None:
    """Exit code 130, wherever it is."""
    script = f"""
{HEARD}
from timeline.record import cached
cached.record_log = cached.log_file = lambda *_: os.kill(os.getpid(), signal.SIGINT)
sys.argv = ["timeline", "verify"]
from timeline.__main__ import run
run()
"""
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, env=unmeasured())

    assert (130, b"", b"") == (ran.returncode, ran.stdout, ran.stderr)
