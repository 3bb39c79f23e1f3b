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

    def tell(self, text: str) -> None:
        """Tell something that is not the answer."""
        sys.stderr.write(encodable(text, sys.stderr.encoding or "utf-8"))

    def flush(self) -> None:
        """Write what is waiting."""
        with self._noticed():
            sys.stdout.flush()

    def _write(self, text: str) -> None:
        with self._noticed():
            sys.stdout.write(text)

    @contextmanager
    def _noticed(self) -> Iterator[None]:
        try:
            yield
        except OSError:
            self.failed = True
            raise


def _encoding() -> str:
    return sys.stdout.encoding or "utf-8"
