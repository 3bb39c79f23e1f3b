"""The places of problems: findings at their lines, and files that refer to entries that are not recorded."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from timeline.checks import Finding
from timeline.eventlog.read import LogReader
from timeline.problems import Problem
from timeline.record.stamp import UNSTAMP
from timeline.recordfile.once import Files, Once
from timeline.recordfile.reader import Header, Located


class Homes:
    """The files and stamps of ids that are not in the log. Read at the first lookup."""

    def __init__(self, paths: Iterable[Path], files: Files) -> None:
        """In the files at some paths."""
        self._paths = tuple(paths)
        self._files = files

    @cached_property
    def _found(self) -> dict[str, tuple[Path, str]]:
        files = ((path, self._files[path].read()) for path in self._paths)
        return {located.entry.id: (path, file.header.recorded_at) for path, file in files for located in file.entries}

    def explained(self, path: Path, stamp: str, targets: Counter[str]) -> Iterator[tuple[str, Problem]]:
        """The ids among *targets* that are in another file, each with the one problem reported for that file."""
        by_file: dict[tuple[Path, str], list[str]] = {}
        for id in targets:
            home, other = self._found.get(id, (path, ""))
            if home != path:
                by_file.setdefault((home, other), []).append(id)
        for (home, other), ids in by_file.items():
            problem = _elsewhere(path, stamp, home, other, ids, sum(targets[id] for id in ids))
            yield from ((id, problem) for id in ids)


def _elsewhere(path: Path, stamp: str, home: Path, other: str, ids: list[str], count: int) -> Problem:
    """The problem of a file that refers to entries of another file that is not in the log, or not yet."""
    refers = f"`{ids[0]}`" + (f" and {len(ids) - 1} more of its entries" if len(ids) > 1 else "")
    counted = f"it refers {count} times to entries" if count > 1 else "it refers to an entry"
    if stamp and other > stamp:
        counted = (
            f"its stamp {stamp} is earlier than {other}, the stamp of {home}, but {counted} recorded there: {refers}"
        )
        return Problem(str(path), 0, 0, "stamp", counted, f"if the stamp was written by hand: {UNSTAMP}")
    if other:
        counted = f"{counted} in {home}, which was not accepted: {refers}"
        return Problem(str(path), 0, 0, "not-taken", counted, "fix that file, or its stamp")
    counted = f"{counted} in the draft {home}, which is not recorded: {refers}"
    return Problem(str(path), 0, 0, "in-a-draft", counted, f"append both together, or append {home} first")


def placed(once: Once, stamp: Header | None, findings: list[tuple[str, Finding]], log: LogReader) -> Iterator[Problem]:
    """The findings as problems at their places in the file."""
    if not findings:
        return
    by_id: dict[str, list[Finding]] = {}
    for id, finding in findings:
        by_id.setdefault(id, []).append(finding)
    # The place of the other entry of a finding: its line in this file, else its position.
    others = {finding.other for _, finding in findings} - {""}
    places = {id: f"at #{found.position}" for id in others if (found := log.find(id))}
    met: list[Located] = []
    for located in once.read(stamp).entries:
        if located.entry.id in others:
            places[located.entry.id] = f"on line {located.place(())[0]}"
        if located.entry.id in by_id:
            met.append(located)
    problems = (
        located.problem(finding.at, finding.code, finding.message + _place(finding, places), hint=finding.hint)
        for located in met
        for finding in by_id.pop(located.entry.id, ())
    )
    # A value that many entries share is wrong once.
    yield from dict.fromkeys(problems)


def _place(finding: Finding, places: dict[str, str]) -> str:
    return f"; `{finding.other}` is {places[finding.other]}" if finding.other else ""
