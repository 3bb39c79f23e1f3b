"""The tables as Parquet, by DuckDB: `pip install diplomatic-timeline[parquet]`.

Lost: nothing of the tables. The basis is in `basis.parquet`.
"""

import errno
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline.answers.compare import ComparisonAnswer
from timeline.answers.facts import FactsAnswer
from timeline.extras import needed
from timeline.views.data.csv import write_csv
from timeline.views.data.tables import BASIS, READOUTS, TABLES, FactTable, Row

_TYPES = {"text": "VARCHAR", "integer": "BIGINT", "boolean": "BOOLEAN", "date": "DATE"}


def write_parquet(folder: Path, facts: Iterable[FactsAnswer], readouts: Iterable[ComparisonAnswer], basis: Row) -> None:
    """Write a file for each table into a folder. Raises Misused without DuckDB, OSError for what cannot be written."""
    duckdb = needed("duckdb", "parquet", "Parquet")
    with TemporaryDirectory(dir=folder, prefix=".csv-") as aside:
        write_csv(Path(aside), facts, readouts, basis, raw=True)
        # Several threads would write the rows in another order each time.
        with duckdb.connect(config={"threads": 1}) as connection:
            for table in (*TABLES, READOUTS, BASIS):
                source, target = Path(aside) / f"{table.name}.csv", folder / f"{table.name}.parquet"
                try:
                    connection.execute(_statement(table), [str(source), str(target)])
                except duckdb.IOException as error:
                    raise OSError(errno.EIO, str(error)) from error


def _statement(table: FactTable) -> str:
    """Copies a table from CSV, in which an empty cell is no value."""
    kinds = ", ".join(f"'{column.name}': '{_TYPES[column.kind]}'" for column in table.columns)
    dialect = (
        "header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', nullstr = '', strict_mode = true"
    )
    # Names of columns and tables are our own.
    read = f"SELECT * FROM read_csv($1, {dialect}, columns = {{{kinds}}})"  # noqa: S608
    return f"COPY ({read}) TO $2 (FORMAT parquet, COMPRESSION zstd)"
