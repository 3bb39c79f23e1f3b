"""Where answers go: to stdout, as wide and as colourful as it can show; all else to stderr."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from timeline.text import encodable, shown

if TYPE_CHECKING:
    # Asking for help or the version writes no page.
    from timeline.cli.pager import Pager
    from timeline.views.page import Page

WIDTH_IN_A_PIPE = 100
"""Who is asked through a pipe does not know the width of the terminal behind it."""


class Output:
    """The two streams of a command."""

    def __init__(self) -> None:
        """Write to the streams of this process."""
        self.to_terminal = sys.stdout.isatty()
        self.failed = False
        """Whether the answer could not be written."""
        self._held = ""
        """What a terminal is not shown yet: whether it fits on the screen is not known."""
        self._pager: Pager | None = None

    def page(self) -> "Page":
        """An empty page as wide as the terminal, in colour where it shows colour."""
        from timeline.views.page import Page  # noqa: PLC0415 - as above

        asked = self.to_terminal or os.environ.get("COLUMNS")
        width = shutil.get_terminal_size((WIDTH_IN_A_PIPE, 24)).columns if asked else WIDTH_IN_A_PIPE
        plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
        return Page(width=width, colour=self.to_terminal and not plain)

    def write(self, page: "Page") -> None:
        """Write a page."""
        self.text(page.text(_encoding()))

    def text(self, text: str) -> None:
        """Write text that is safe to show."""
        self._write(encodable(text, _encoding()))

    def say(self, text: str) -> None:
        """Write one line, whatever it quotes made safe."""
        self.text(f"{shown(text)}\n")

    def data(self, data: dict[str, object]) -> None:
        """Write an answer as one line of JSON."""
        from timeline.views.json import json_text  # noqa: PLC0415 - as above

        self._write(json_text(data))

    def note(self, text: str) -> None:
        """Write to stderr what is not the answer."""
        sys.stderr.write(encodable(text, sys.stderr.encoding or "utf-8"))

    def flush(self) -> None:
        """Write what is waiting."""
        held, self._held = self._held, ""
        with self._noticed():
            sys.stdout.write(held)
            sys.stdout.flush()

    def close(self) -> None:
        """Write what is waiting, and wait until the user has left the pager."""
        self.flush()
        if self._pager:
            self._pager.close()
            self._pager = None

    def _write(self, text: str) -> None:
        if self._pager:
            self._pager.write(text)
            return
        self._held += text
        if not self.to_terminal:
            held, self._held = self._held, ""
            with self._noticed():
                sys.stdout.write(held)
        elif self._held.count("\n") >= shutil.get_terminal_size((WIDTH_IN_A_PIPE, 24)).lines:
            self._page_or_flush()

    def _page_or_flush(self) -> None:
        """Show what is buffered, and what follows, in the user's pager, if there is one."""
        from timeline.cli.pager import Pager, pager_command  # noqa: PLC0415 - only what is long needs it

        if command := pager_command():
            held, self._held = self._held, ""
            self._pager = Pager(command)
            self._pager.write(held)
        else:
            self.flush()

    @contextmanager
    def _noticed(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            self.failed = True
            raise


def _encoding() -> str:
    return sys.stdout.encoding or "utf-8"
