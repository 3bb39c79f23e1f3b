"""The tables as CSV, with a Data Package that describes them.

Lost: nothing of the tables. What a spreadsheet would take for a formula has an apostrophe before it.
Source: Frictionless Data, Tabular Data Package; OWASP, CSV Injection.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from timeline.answers.compare import ComparisonAnswer
from timeline.answers.facts import FactsAnswer
from timeline.text import shown
from timeline.views.data.tables import BASIS, READOUTS, TABLES, FactTable, Row, readout_rows

_FORMULA = re.compile(r"(^|;)(?=[=+\-@\t\r＝＋－＠])")
"""Where a formula begins: a cell, or, for a spreadsheet of another language, what stands after a semicolon."""
_TYPES = {"text": "string", "integer": "integer", "boolean": "boolean", "date": "date"}


def write_csv(
    folder: Path, facts: Iterable[FactsAnswer], readouts: Iterable[ComparisonAnswer], basis: Row, *, raw: bool = False
) -> None:
    """Write a file for each table, and `datapackage.json`, into a folder.

    raw: texts as they are, for a program that is no spreadsheet.
    """
    with ExitStack() as stack:
        written = {table.name: _writer(folder, table, stack) for table in (*TABLES, READOUTS, BASIS)}
        for part in facts:
            for table in TABLES:
                written[table.name].writerows(_cells(table.rows(part), raw=raw))
        for comparison in readouts:
            written[READOUTS.name].writerows(_cells(readout_rows(comparison), raw=raw))
        written[BASIS.name].writerow(next(_cells([basis], raw=raw)))
    package = json.dumps(_package(basis), ensure_ascii=False, indent=2)
    (folder / "datapackage.json").write_text(f"{package}\n", encoding="utf-8")


def _writer(folder: Path, table: FactTable, stack: ExitStack) -> Any:  # noqa: ANN401 - csv has no name for it
    file = stack.enter_context((folder / f"{table.name}.csv").open("w", encoding="utf-8", newline=""))
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(column.name for column in table.columns)
    return writer


def _cells(rows: Iterable[Row], *, raw: bool) -> Iterator[list[str]]:
    return ([_cell(value, raw=raw) for value in row] for row in rows)


def _cell(value: object, *, raw: bool) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case _:
            text = shown(str(value))
            return text if raw else _FORMULA.sub(r"\1'", text)


def _package(basis: Row) -> dict[str, object]:
    """The description of all tables. Source: Frictionless Data, Data Package 1."""
    return {
        "profile": "tabular-data-package",
        "name": "timeline",
        "title": "A record of diplomatic engagements",
        "basis": dict(zip((column.name for column in BASIS.columns), basis, strict=True)),
        "resources": [_resource(table) for table in (*TABLES, READOUTS, BASIS)],
    }


def _resource(table: FactTable) -> dict[str, object]:
    fields = [
        {"name": column.name, "type": _TYPES[column.kind], "description": column.meaning} for column in table.columns
    ]
    key = {"primaryKey": list(table.key)} if table.key else {}
    return {
        "profile": "tabular-data-resource",
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.csv",
        "description": table.meaning,
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""], **key},
    }
