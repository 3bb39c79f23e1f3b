"""What is handed on: whole or not at all, and with how far it is where somebody looks."""

import io
import resource
import subprocess
import sys
from pathlib import Path
from typing import Self

import pytest

from running import Ran, timeline, unmeasured
from timeline.cli.handed import with_progress
from timeline.cli.output import Output


class _Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        """It is one."""
        return True


def test_progress_is_shown_where_somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes the place of the one before, and the last ends its line."""
    monkeypatch.setattr(sys, "stderr", out := _Terminal())

    assert ["a", "b"] == list(with_progress(["a", "b"], Output(), lambda count, item: f"{count} {item}"))
    assert "\r1 a\r2 b\n" == out.getvalue()


def test_where_nobody_looks_no_progress_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """A log of a build is not filled with it."""
    assert [1] == list(with_progress([1], Output(), lambda *_: "x"))
    assert "" == capsys.readouterr().err


def test_a_file_is_no_text_for_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused, with the way to write it."""
    for arguments in (("brief", "jp-kh-2024-07", "--format", "html"), ("export", "csl")):
        ran = _on_terminal(monkeypatch, *arguments)
        assert (2, "") == (ran.code, ran.out)
        assert "no text for a terminal" in ran.err


def _on_terminal(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Ran:
    """Run a command as if stdout was a terminal."""
    start = Output.__init__

    def on_terminal(self: Output) -> None:
        start(self)
        self.to_terminal = True

    monkeypatch.setattr(Output, "__init__", on_terminal)
    return timeline(*arguments)


@pytest.mark.parametrize(
    "command",
    ["export sqlite --answers", "export csv", "export parquet", "export csl", "export jsonld", "archive", "brief jp-kh-2024-07 --format html -o"],
)  # fmt: skip
def test_on_a_full_disk_the_old_export_stays(command: str, tmp_path: Path) -> None:
    """The error says so, and nothing is left beside it."""
    if command == "export parquet":
        pytest.importorskip("duckdb")
    target = tmp_path / "handed"
    words = [*command.split(), str(target), "--on", "2024-07-07"]
    made = timeline(*words)
    before = _content(target)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))

    env = unmeasured() | {"TIMELINE_LOG": str(_log(tmp_path))}
    failed = subprocess.run(
        [sys.executable, "-m", "timeline", *words],
        env=env, capture_output=True, text=True, check=False, preexec_fn=limited,
    )  # fmt: skip

    assert (0, 1) == (made.code, failed.returncode)
    assert failed.stderr.startswith("error[unwritable]: cannot write ")
    assert before == _content(target)
    assert ["handed", "log.sqlite"] == sorted(path.name for path in tmp_path.iterdir())


def _log(folder: Path) -> Path:
    """A log to read, where no cache can be written."""
    assert 0 == timeline("export", "sqlite", str(folder / "log.sqlite")).code
    return folder / "log.sqlite"


def _content(target: Path) -> dict[str, bytes]:
    files = [target] if target.is_file() else sorted(path for path in target.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in files}


def test_a_disk_that_is_full_of_tables_has_no_room_for_parquet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What DuckDB says is told as what the system says."""
    duckdb = pytest.importorskip("duckdb")

    class Full:
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def execute(self, *_: object) -> None:
            """Fail."""
            message = "IO Error: no space left"
            raise duckdb.IOException(message)

    monkeypatch.setattr(duckdb, "connect", lambda **_: Full())
    ran = timeline("export", "parquet", str(tmp_path / "handed"))

    assert (1, []) == (ran.code, list(tmp_path.iterdir()))
    assert "no space left" in ran.err
