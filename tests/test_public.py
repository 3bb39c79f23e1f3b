"""The public surface: what `timeline` exports, and what API.md says of it."""

import importlib
import inspect
import pkgutil
import re
import sys
from datetime import date
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, get_args, get_type_hints

import pytest

import timeline
import timeline.answers
from records import VISIT, event, write_record
from timeline.answers.coverage import CheckedAnswer
from timeline.answers.table import frame
from timeline.eventlog.store import EventLog
from timeline.record.append import ingest

API = (Path(__file__).parents[1] / "API.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", API, re.DOTALL)


def test_the_public_names_are_these() -> None:
    """A name is added or taken away on purpose."""
    assert [
        "Answer",
        "Basis",
        "Damaged",
        "Log",
        "Misused",
        "Problem",
        "Refused",
        "Snapshot",
        "Table",
        "append",
        "check",
        "open",
    ] == timeline.__all__
    assert all(getattr(timeline, name).__doc__ for name in timeline.__all__)
    assert {*timeline.__all__, "__version__"} == {*dir(timeline)}


@pytest.mark.parametrize("name", timeline.__all__)
def test_a_public_name_is_the_same_thing_on_every_import(name: str) -> None:
    """Whatever modules were imported meanwhile: none hides behind a name."""
    first = getattr(timeline, name)
    importlib.import_module(first.__module__)

    assert first is getattr(importlib.import_module("timeline"), name)
    assert callable(first)
    assert not isinstance(first, ModuleType)


def test_what_is_not_public_is_no_attribute() -> None:
    """As of any module."""
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        timeline.nothing  # noqa: B018 - it is the asking that raises


def test_the_examples_of_the_api_page_run() -> None:
    """From the first to the last, as one program."""
    assert len(EXAMPLES) > 8
    exec(compile("\n".join(EXAMPLES), "API.md", "exec"), {})  # noqa: S102 - examples are there to be run


@pytest.mark.parametrize("name", timeline.__all__)
def test_the_api_page_names_every_public_name(name: str) -> None:
    """With an example that uses it, if it can be called."""
    assert f"`{name}`" in API
    assert f"timeline.{name}" in "\n".join(EXAMPLES) or name in {"Log", "Snapshot"}


def test_every_answer_is_that_of_a_method() -> None:
    """What the command answers can be asked from Python; a text is compared with its source on the command line alone."""
    for module in pkgutil.iter_modules(timeline.answers.__path__, "timeline.answers."):
        importlib.import_module(module.name)
    methods = [method for name, method in inspect.getmembers(timeline.Snapshot, inspect.isfunction) if name[0] != "_"]
    given = [get_type_hints(method)["return"] for method in methods]

    every = {cls for cls in timeline.Answer.__subclasses__() if cls.__module__.startswith("timeline.")}

    assert every - {CheckedAnswer} == {cls for hint in given for cls in get_args(hint) or (hint,)}


@pytest.mark.parametrize("cls", [timeline.Snapshot, timeline.Log, timeline.Answer, timeline.Table])
def test_the_api_page_uses_every_public_method(cls: type) -> None:
    """Of what can be called on a log, a snapshot, an answer or a table."""
    methods = [name for name, _ in inspect.getmembers(cls, inspect.isfunction) if not name.startswith("_")]

    assert methods
    assert [name for name in methods if f".{name}(" not in API and f"`{name}" not in API] == []


@pytest.fixture
def log(tmp_path: Path) -> timeline.Log:
    """A log of the visit."""
    return timeline.open(write_record(tmp_path, VISIT, event("return", "visit", 'by = "hun-manet"\nto = "japan"')))


def test_a_day_is_a_text_or_a_date(log: timeline.Log) -> None:
    """Both mean the same, and what is no day is refused with the way to write it."""
    asked = log.as_of()
    one, other = (asked.relationship("JP", "KH", on=day) for day in ("6 July 2024", date(2024, 7, 6)))

    assert one.to_dict() == other.to_dict()
    with pytest.raises(timeline.Misused, match="on: there is no day 2024-13-01"):
        asked.relationship("JP", "KH", on="2024-13-01")


@pytest.mark.parametrize(("known", "position"), [(5, 5), ("5", 5), ("#5", 5), ("2025-01-01", 9)])
def test_the_past_of_the_log_is_asked_by_position_or_day(known: int | str, position: int, log: timeline.Log) -> None:
    """As on the command line."""
    assert position == log.as_of(known).known
    with pytest.raises(timeline.Misused, match="the log ends at"):
        log.as_of(10_000)


@pytest.mark.parametrize(
    ("method", "words"),
    [
        ("relationship", ("Narnia", "KH")), ("commitments", ("Narnia",)), ("conflicts", ("Narnia",)),
        ("compare", ("Narnia",)), ("replay", ("Narnia",)), ("dossier", ("Narnia",)), ("entry", ("Narnia",)),
        ("audit", ("Narnia",)), ("history", ("Narnia",)), ("coverage", ("Narnia",)), ("rests_on", ("Narnia",)),
        ("visits", ("Narnia",)), ("meetings", ("Narnia",)), ("changes", ("Narnia", "KH")),
        ("compare_visits", ("Narnia", "visit")), ("brief", ("Narnia",)), ("cite", ("Narnia",)),
    ],
)  # fmt: skip
def test_an_unknown_name_is_refused_by_every_question(method: str, words: tuple[str, ...], log: timeline.Log) -> None:
    """And never answered with nothing."""
    with pytest.raises(timeline.Misused, match="Narnia"):
        getattr(log.as_of(), method)(*words)


def test_an_answer_can_be_used_when_the_log_is_closed(log: timeline.Log) -> None:
    """As text, as data and as HTML, in which nothing is markup."""
    asked = log.as_of()
    answers = [
        asked.relationship("JP", "KH"), asked.replay("visit"), asked.compare("visit"), asked.dossier("JP"),
        asked.entry("visit"), asked.entry("japan"), asked.audit("visit/call"), asked.history("visit"), asked.entries(),
        asked.search("call"), asked.sources(), asked.coverage("article"), asked.rests_on("article"), asked.late(),
        asked.diff(3), asked.conflicts(), asked.commitments(), asked.visits(),
        asked.meetings("JP"), asked.changes("JP", "KH"), asked.compare_visits("visit/call", "return"),
        asked.brief("visit"), asked.cite("visit"), *asked.facts(),
    ]  # fmt: skip
    log.close()

    for answer in answers:
        assert re.search(rf"basis #{asked.known}\b", str(answer))
        assert answer.to_dict()["basis"]["position"] == asked.known
        assert answer._repr_html_().startswith("<pre>")
        assert len(repr(answer)) < 80
        assert "<script" not in answer._repr_html_()
    with pytest.raises(timeline.Misused, match="the log is closed"):
        asked.visits()


def test_a_log_file_is_opened_and_what_is_none_is_refused(tmp_path: Path) -> None:
    """By its path, as a text too; what fails because it is damaged is reported as that."""
    path = tmp_path / "log.sqlite"
    record = write_record(tmp_path, VISIT)
    with EventLog(path) as made:
        ingest(record, made)
    with timeline.open(str(path)) as log:
        assert len(log) == len(timeline.open(record))
    path.write_bytes(b"nothing" * 400)
    with pytest.raises(timeline.Damaged):
        timeline.open(path)
    with pytest.raises(timeline.Misused, match="there is no log at"):
        timeline.open(tmp_path / "nothing")


def test_a_folder_that_is_none_is_refused_by_who_records(tmp_path: Path) -> None:
    """Nothing is made in its place."""
    for call in (timeline.check, timeline.append):
        with pytest.raises(timeline.Misused, match="there is no record folder"):
            call(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


# --- frames ---------------------------------------------------------------------------


class _Error(Exception):
    pass


def _polars() -> Any:  # noqa: ANN401 - what stands for a library
    def series(values: list[object], *, strict: bool = False, dtype: object = None) -> tuple[object, list[object]]:
        if strict and len({type(one) for one in values}) > 1:
            raise _Error
        return dtype, values

    return SimpleNamespace(
        DataFrame=dict, Series=series, Object="object", exceptions=SimpleNamespace(PolarsError=_Error)
    )


def test_a_frame_has_a_column_for_each_field_of_any_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a row lacks is empty; what has several types is kept as it is."""
    monkeypatch.setitem(sys.modules, "polars", _polars())

    assert {"a": (None, [1, 2]), "b": ("object", [None, "x"])} == frame([{"a": 1}, {"a": 2, "b": "x"}])


def test_pandas_makes_the_frame_where_there_is_no_polars(monkeypatch: pytest.MonkeyPatch, log: timeline.Log) -> None:
    """And without either the way out is named."""
    monkeypatch.setitem(sys.modules, "polars", None)
    monkeypatch.setitem(sys.modules, "pandas", SimpleNamespace(DataFrame=list))
    visits = log.as_of().visits()

    assert ["visit", "return"] == [row["id"] for row in visits.to_frame()]
    assert visits.to_frame() == visits.visits.to_frame()
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(timeline.Misused, match="neither polars nor pandas"):
        visits.to_frame()


def test_an_answer_of_several_tables_is_no_frame(log: timeline.Log) -> None:
    """They are named; one without any says so."""
    with pytest.raises(timeline.Misused, match="has several tables") as raised:
        log.as_of().relationship("JP", "KH").to_frame()
    assert "commitments" in raised.value.hint
    with pytest.raises(timeline.Misused, match="has no table"):
        log.as_of().audit("visit").to_frame()


def test_rows_that_are_no_tables_have_one_column() -> None:
    """A frame of texts."""
    assert [{"value": "a"}, {"value": "b"}] == timeline.Table(("a", "b")).to_dicts()
