"""The user's pager, for what is longer than the screen."""

import os
import shlex
import shutil
import subprocess
from contextlib import suppress

PAGER_VARIABLE = "PAGER"


def pager_command() -> list[str]:
    """The pager that the user chose, else `less` where there is one; empty for none, as for `cat`."""
    chosen = os.environ.get(PAGER_VARIABLE, "less")
    command = shlex.split(chosen)
    return [] if not command or command[0] == "cat" or shutil.which(command[0]) is None else command


class Pager:
    """A pager that is running, and shows what it is given."""

    def __init__(self, command: list[str]) -> None:
        """Start it. As git does: it ends at once for what fits, and shows colours."""
        env = {"LESS": "FRX", **os.environ}
        self._process = subprocess.Popen(  # noqa: S603 - the user's own choice
            command, stdin=subprocess.PIPE, text=True, encoding="utf-8", errors="replace", env=env
        )

    def write(self, text: str) -> None:
        """Show *text* too; does nothing once the user has left the pager."""
        assert self._process.stdin is not None, "it was started with a pipe"
        with suppress(BrokenPipeError):
            self._process.stdin.write(text)

    def close(self) -> None:
        """Wait until the user has left it."""
        assert self._process.stdin is not None, "as above"
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        while True:
            try:
                self._process.wait()
            except KeyboardInterrupt:
                # It is for the pager: what it shows is still shown.
                continue
            return
