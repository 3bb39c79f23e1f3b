"""Break the program in one place after another, and see whether a test notices: `make mutants`.

First the guards that no accident tests (GUARDS), then places of the core drawn by chance:
COUNT of them, by SEED. Of each, those tests run that reach its line. What survives is printed,
and is either of no consequence or a test that is missing.
Usage: mutants.py CORE [COUNT [SEED]]
"""

import ast
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatch
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from coverage import CoverageData

ROOT = Path(__file__).parents[1]
PACKAGE = Path("src/timeline")
TIMEOUT_S = 900
QUIET = ["-q", "-x", "--no-header", "-p", "no:cacheprovider", "--tb=no"]

MOST = 500
"""Tests that are named on one command line."""
UNMEASURED = ["tests/test_kill.py", "tests/test_signals.py"]
"""Tests whose programs are killed, so that nobody knows which lines they reach."""

GUARDS = [
    ("recordfile/whole.py", "        os.fsync(file.fileno())\n", ""),
    ("recordfile/whole.py", "        os.fsync(folder)\n", "        pass\n"),
    ("recordfile/whole.py", "        temporary.replace(path)\n", "        path.write_bytes(text.encode())\n"),
    ("recordfile/whole.py", "os.O_EXCL | ", ""),
    ("recordfile/whole.py", "        ready()\n", ""),
    ("record/cached.py", "path.stem.endswith(_sum_of(path))", "True"),
    ("recordfile/whole.py", "fcntl.LOCK_EX", "fcntl.LOCK_SH"),
    ("recordfile/whole.py", "time.monotonic() + wait_s", "time.monotonic()"),
    ("eventlog/rows.py", '"trusted_schema = OFF", ', ""),
    ("eventlog/rows.py", ', "cell_size_check = ON"', ","),
    ("eventlog/rows.py", '"query_only = ON", ', ""),
    ("eventlog/store.py", '                cursor.execute("UPDATE head SET size = size")\n', ""),
    ("eventlog/store.py", "        look_at(connection, self._path)\n", ""),
    ("eventlog/opened.py", "            look_at(connection, path)\n", ""),
    ("eventlog/read.py", "found.entry.id != id", "False"),
    ("eventlog/looked.py", "cut_off(connection, path) or result", "result"),
    ("eventlog/looked.py", "mark.lstat().st_uid == os.geteuid() and ", ""),
    ("record/cached.py", '            connection.execute("PRAGMA journal_mode = DELETE")\n', "            pass\n"),
    ("record/cached.py", "        path.chmod(0o600)\n", ""),
    ("record/cached.py", "        if any(map(another, there)):\n            return None\n", ""),
    ("record/cached.py", "digest == _digest(record, Files())", "True"),
    ("record/cached.py", " or found.st_mode & 0o022", ""),
    ("recordfile/files.py", ' and b"\\\\" not in data', ""),
    ("recordfile/files.py", "os.O_NOFOLLOW | ", ""),
    ("answers/known.py", "T23:59:59Z", "T00:00:00Z"),
    ("projections/readouts.py", ".end_latest < began", ".end_latest <= began"),
    ("values/clock.py", "    except OverflowError:\n", "    except ZeroDivisionError:\n"),
    ("values/zones.py", "if OPEN_BEFORE < bound < OPEN_AFTER:", "if True:"),
    ("record/stamp.py", "timedelta(minutes=10)", "timedelta(minutes=11)"),
    ("record/stamp.py", "timedelta(days=400)", "timedelta(days=401)"),
    (
        "record/stamp.py",
        "if sha256(data := path.read_bytes()).digest() != draft.digest:",
        "if not (data := path.read_bytes()):",
    ),
    (
        "record/append.py",
        "files.drafts(record) if drafts is None",
        "[] if drafts is None",
    ),
    ("record/take.py", "if found not in by_now", "if True"),
    ("record/contribution.py", '"--no-replace-objects", ', ""),
    ("record/contribution.py", '_git(top, *diff, base, "HEAD", "--"), ', ""),
    ("record/contribution.py", ', _git(top, *diff, base, "--")', ","),
    ("cli/commands/verify_proof.py", "confirmed.ok or arguments.unanchored", "True"),
    ("tui/app.py", "            loop.add_signal_handler(number, self._end, number)\n", "            pass\n"),
    ("__main__.py", "        signal.signal(signal.SIGINT, signal.SIG_DFL)\n    from", "        pass\n    from"),
]
"""File, what stands there, and what stands there instead: what keeps something that tests seldom meet."""

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip


class Mutant(NamedTuple):
    """One place broken in one way."""

    path: Path
    """Within the package."""
    line: int
    what: str
    text: str
    """The whole file, broken."""


def main(core: str, count: int, seed: int) -> int:
    """Print what survives; 1 when something does."""
    with TemporaryDirectory() as folder:
        work = Path(folder)
        contexts = _reached(work / "whole")
        mutants = [*_guards(), *_drawn(core, count, seed)]
        spare = [work / str(number) for number in range(os.cpu_count() or 1)]
        for place in spare:
            _copy(place)

        def tried(mutant: Mutant) -> str:
            place = spare.pop()
            try:
                return _tried(place, mutant, contexts)
            finally:
                spare.append(place)

        with ThreadPoolExecutor(len(spare)) as pool:
            results = list(pool.map(tried, mutants))
    survived = [result for result in results if result]
    sys.stdout.write("".join(f"{one}\n" for one in survived))
    sys.stdout.write(f"{len(survived)} of {len(mutants)} survived\n")
    return 1 if survived else 0


def _copy(place: Path) -> None:
    """A copy of what git knows of the project."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout  # noqa: S607 - as in a shell
    for name in filter(None, listed.decode().split("\0")):
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target, follow_symlinks=False)
    # Some tests ask what git knows.
    shutil.copytree(ROOT / ".git", place / ".git", symlinks=True)


def _environment(place: Path) -> dict[str, str]:
    own = {"PYTHONPATH": str(place / "src"), "PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_MAX_EXAMPLES": "50"}
    return os.environ | own | {"HYPOTHESIS_STORAGE_DIRECTORY": str(place / ".hypothesis")}


def _reached(place: Path) -> dict[tuple[str, int], set[str]]:
    """The tests that reach each line of the package."""
    _copy(place)
    command = [sys.executable, "-m", "pytest", *QUIET[:1], "--cov", "--cov-report=", "--cov-context=test"]
    ran = subprocess.run(command, cwd=place, env=_environment(place), check=False, stdout=sys.stderr)
    if ran.returncode:
        sys.exit("the tests fail before anything is broken")
    data = CoverageData(str(place / ".coverage"))
    data.read()
    found: dict[tuple[str, int], set[str]] = {}
    for name in data.measured_files():
        for line, tests in data.contexts_by_lineno(name).items():
            short = name.partition(f"{PACKAGE}/")[2]
            found.setdefault((short, line), set()).update(test.partition("|")[0] for test in tests if test)
    return found


def _guards() -> Iterator[Mutant]:
    for name, old, new in GUARDS:
        path = ROOT / PACKAGE / name
        text = path.read_text(encoding="utf-8")
        if text.count(old) < 1:
            sys.exit(f"{name} no longer has what the list breaks: {old!r}")
        line = text[: text.index(old)].count("\n") + 1
        yield Mutant(Path(name), line, f"{old.strip()!r} -> {new.strip()!r}", text.replace(old, new, 1))


def _drawn(core: str, count: int, seed: int) -> list[Mutant]:
    """Some places of the core, each broken as Python's own tree has it."""
    patterns = core.split(",")
    paths = sorted((ROOT / PACKAGE).rglob("*.py"))
    chosen = [path for path in paths if any(fnmatch(str(path), pattern) for pattern in patterns)]
    places = [(path, number) for path in chosen for number in range(len(_nodes(ast.parse(path.read_text("utf-8")))))]
    drawn = random.Random(seed).sample(places, min(count, len(places)))  # noqa: S311 - places, not secrets
    return [_broken(path, number) for path, number in drawn]


def _nodes(tree: ast.Module) -> list[ast.AST]:
    """What can be broken."""
    return [node for node in ast.walk(tree) if _breakable(node)]


def _breakable(node: ast.AST) -> bool:
    match node:
        case ast.Compare(ops=[op]) | ast.BoolOp(op=op) | ast.BinOp(op=op):
            return type(op) in SWAPS
        case ast.UnaryOp(op=ast.Not()) | ast.Expr(value=ast.Call()) | ast.Constant(value=bool() | int()):
            return True
        case _:
            return False


def _broken(path: Path, number: int) -> Mutant:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    node = _nodes(tree)[number]
    before = ast.unparse(node)
    match node:
        case ast.Compare(ops=[op]):
            node.ops = [SWAPS[type(op)]()]  # type: ignore[list-item]  # one operator for another of its kind
        case ast.BoolOp(op=op) | ast.BinOp(op=op):
            node.op = SWAPS[type(op)]()  # type: ignore[assignment]  # as above
        case ast.UnaryOp():
            node.op = ast.UAdd()
            node.operand = ast.Call(ast.Name("bool", ast.Load()), [node.operand], [])
        case ast.Expr():
            node.value = ast.Constant(None)
        case ast.Constant(value=bool() as value):
            node.value = not value
        case ast.Constant(value=int() as value):
            node.value = value + 1
        case _:
            raise AssertionError(node)
    line = getattr(node, "lineno", 1)
    what = f"{before} -> {ast.unparse(node)}"
    return Mutant(path.relative_to(ROOT / PACKAGE), line, what, ast.unparse(ast.fix_missing_locations(tree)))


def _tried(place: Path, mutant: Mutant, contexts: dict[tuple[str, int], set[str]]) -> str:
    """What survived, in a line; empty when a test noticed."""
    told = f"{PACKAGE / mutant.path}:{mutant.line}: {mutant.what}"
    tests = sorted(contexts.get((str(mutant.path), mutant.line), ()))
    target = place / PACKAGE / mutant.path
    kept = target.read_text(encoding="utf-8")
    target.write_text(mutant.text, encoding="utf-8")
    try:
        # What nothing is known to reach is tried with all tests.
        chosen = [*tests, *UNMEASURED] if 0 < len(tests) <= MOST else []
        command = [sys.executable, "-m", "pytest", *QUIET, *chosen]
        ran = subprocess.run(
            command, cwd=place, env=_environment(place), check=False, capture_output=True, timeout=TIMEOUT_S
        )
        noticed = ran.returncode != 0
    except subprocess.TimeoutExpired:
        noticed = True
    finally:
        target.write_text(kept, encoding="utf-8")
    sys.stderr.write(f"{'noticed' if noticed else 'SURVIVED'}  {told}\n")
    return "" if noticed else told


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, [*sys.argv[2:], "60", "1"][:2])))
