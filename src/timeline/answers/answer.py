"""What every answer has: what it rests on, and what everybody in it is called."""

from collections.abc import Callable
from typing import Any, ClassVar

from msgspec import Struct

from timeline.projections.names import Names
from timeline.projections.plain import Data, Hidden, plain, told_fields


class Basis(Struct, frozen=True):
    """What an answer rests on: the log up to a position, and a day in the world."""

    position: int
    root: str
    """The root of the log at that position, in hexadecimal."""
    on: str = ""
    """Empty when the answer is of no day."""


class Answer(Struct, frozen=True, kw_only=True, eq=False):
    """The answer to one question: an immutable value that can be used when the log is closed."""

    basis: Basis
    names: Hidden[Names]

    def to_dict(self) -> Data:
        """The answer as plain data: what `--json` writes."""
        told = {name: plain(getattr(self, field)) for name, field in told_fields(type(self)).items()}
        told["basis"] = told.pop("basis")
        return told

    show: ClassVar[dict[str, Callable[[Any], str]]] = {}
    """How answers are shown as `text` and as `html`: views say so, which answers know nothing of."""

    def __str__(self) -> str:
        """The text that the command prints."""
        return self.show["text"](self) if self.show else repr(self)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return self.show["html"](self)
