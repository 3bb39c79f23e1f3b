"""Rows of an answer that a notebook can take over as a frame."""

from collections.abc import Iterable
from importlib import import_module
from typing import Any, TypeVar

from timeline.problems import Misused
from timeline.projections.plain import Data, plain

T_co = TypeVar("T_co", covariant=True)


class Table(tuple[T_co, ...]):
    """A tuple of rows. Rows are values with the fields that `to_dicts` has."""

    __slots__ = ()

    def to_dicts(self) -> list[Data]:
        """The rows as plain data."""
        return [fields if isinstance(fields := plain(row), dict) else {"value": fields} for row in self]

    def to_frame(self) -> Any:  # noqa: ANN401 - a frame of a library that may not be there
        """The rows as a frame of polars, or of pandas where that is not installed. Raises Misused without either."""
        return frame(self.to_dicts())


def frame(rows: list[Data]) -> Any:  # noqa: ANN401 - as above
    """*rows* as a frame of polars, else of pandas. Raises Misused when neither is installed."""
    for library, build in (("polars", _polars), ("pandas", _pandas)):
        try:
            found = import_module(library)
        except ImportError:
            continue
        return build(found, rows)
    raise Misused("neither polars nor pandas is installed", hint="pip install polars, or use to_dict()")


def _polars(polars: Any, rows: list[Data]) -> Any:  # noqa: ANN401 - as above
    # Rows of several kinds have fields of their own, and a field may hold what another row's does not.
    names = dict.fromkeys(name for row in rows for name in row)
    return polars.DataFrame({name: _column(polars, [row.get(name) for row in rows]) for name in names})


def _column(polars: Any, values: Iterable[object]) -> Any:  # noqa: ANN401 - as above
    values = list(values)
    try:
        return polars.Series(values, strict=True)
    except (TypeError, ValueError, polars.exceptions.PolarsError):
        return polars.Series(values, dtype=polars.Object)


def _pandas(pandas: Any, rows: list[Data]) -> Any:  # noqa: ANN401 - as above
    return pandas.DataFrame(rows)
