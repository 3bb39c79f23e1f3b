"""Problems as text for people, as JSON, and as annotations of GitHub's checks."""

import json
from collections.abc import Iterable

from timeline.problems import Problem
from timeline.text import escaped, shown

_FIELDS = ("path", "line", "column", "code", "message", "hint")
_LONGEST_LINE = 160


def problems_text(problems: Iterable[Problem]) -> str:
    """`FILE:LINE:COLUMN: error[code]: message`, then the line with a caret, then the way out."""
    return "".join(_problem(problem) for problem in problems)


def _problem(problem: Problem) -> str:
    place = ":".join(str(part) for part in (problem.path, problem.line, problem.column) if part)
    text = f"{shown(f'{place}: ' if place else '')}error[{problem.code}]: {shown(problem.message)}\n"
    if problem.source_line:
        text += _excerpt(problem)
    if problem.hint:
        text += f"  hint: {shown(problem.hint)}\n"
    return text


def _excerpt(problem: Problem) -> str:
    start = max(problem.column - _LONGEST_LINE // 2, 0)
    line = problem.source_line[start : start + _LONGEST_LINE]
    before = shown(line[: problem.column - 1 - start])
    return f"    {shown(line)}\n    {' ' * len(before)}^\n"


def problems_json(problems: Iterable[Problem]) -> str:
    """One JSON object a line: path, line, column, code, message, hint."""
    rows = ({name: getattr(problem, name) for name in _FIELDS} for problem in problems)
    # A file's name may not be Unicode: the standard library escapes such bytes.
    return "".join(f"{escaped(json.dumps(fields, ensure_ascii=False, separators=(',', ':')))}\n" for fields in rows)


def problems_github(problems: Iterable[Problem]) -> str:
    """`::error file=…,line=…,col=…,title=…::message`. Source: GitHub's workflow commands."""
    return "".join(
        f"::error file={_property(problem.path)},line={problem.line},col={problem.column}"
        f",title={_property(problem.code)}::{_data(' '.join(filter(None, (problem.message, problem.hint))))}\n"
        for problem in problems
    )


def _data(text: str) -> str:
    return shown(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
