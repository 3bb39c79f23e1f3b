"""What every answer has: its basis, and the names of everybody in it."""

from collections.abc import Callable
from typing import Any, ClassVar

from msgspec import Struct

from timeline.answers.table import Table, frame
from timeline.problems import Misused
from timeline.projections.names import Names
from timeline.projections.plain import Data, Hidden, fields_of, json_fields


class Basis(Struct, frozen=True):
    """The basis of an answer: the log up to a position, and a day in the world."""

    position: int
    root: str
    """The root of the log at that position, in hexadecimal."""
    on: str = ""
    """Empty when the answer is not as of a day."""
    drafts: int = 0
    """How many drafts the record has beside what is recorded; 0 where nobody looked."""
    counted: bool = False
    """Whether these count as if they were recorded: then there is no root."""


class Answer(Struct, frozen=True, kw_only=True, eq=False):
    """The answer to one question: an immutable value that can be used when the log is closed."""

    ROWS: ClassVar[str] = ""
    """The field that holds its rows; empty when it has several tables."""
    show: ClassVar[dict[str, Callable[[Any], str]]] = {}
    """How to show an answer as `text` and as `html`. Views register this, because answers must not import views."""

    basis: Basis
    names: Hidden[Names]

    def to_dict(self) -> Data:
        """The answer as plain data: what `--json` writes."""
        fields = fields_of(self)
        fields["basis"] = fields.pop("basis")
        return fields

    def to_frame(self) -> Any:  # noqa: ANN401 - a frame of a library that may not be there
        """Its rows as a frame of polars or pandas. Raises Misused for an answer of several tables."""
        if self.ROWS:
            return frame(getattr(self, self.ROWS).to_dicts())
        tables = [name for name in json_fields(type(self)).values() if isinstance(getattr(self, name), Table)]
        message = f"{type(self).__name__} has several tables" if tables else f"{type(self).__name__} has no table"
        raise Misused(message, hint=f"choose one: {', '.join(tables)}" if tables else "use to_dict()")

    def __repr__(self) -> str:
        """`<RelationshipAnswer #378 on 2024-07-07>`."""
        on = f" on {self.basis.on}" if self.basis.on else ""
        return f"<{type(self).__name__} #{self.basis.position}{on}>"

    def __str__(self) -> str:
        """The text that the command prints."""
        return self.show["text"](self) if self.show else repr(self)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return self.show["html"](self)
