"""Runs a page of the documents as its reader would: every command and every line of Python, from top to bottom.

A block of TOML or text below a line with a file's name is written to that file. Commands are `timeline`, `mkdir`, `cat` and `rm`,
with `| head -N`, `| tail -N` and `> FILE`. What Python prints stands in a block of text below it.
"""

import io
import re
import shlex
import shutil
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from running import timeline

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"`([\w./-]+)`:\n\n\Z")


def rerun(text: str) -> str:
    """A page with the outputs that its commands have now, run in the current folder."""
    names: dict[str, Any] = {"__name__": "__main__"}
    found, end, printed = "", 0, ""
    for block in _BLOCK.finditer(text):
        found += text[end : block.start()]
        end = block.end()
        kind, body = block[1], block[2]
        if kind == "text" and printed and not text[: block.start()].rstrip("\n").endswith("```\n" + printed):
            # The output of the Python above it, which is written anew.
            found = found.rstrip("\n") + "\n\n"
            found, printed = found + f"```text\n{printed}```\n", ""
            continue
        if printed:
            found, printed = _with_output(found, printed)
        match kind:
            case "console":
                body = _console(body)
            case "python":
                printed = _python(body, names)
            case "toml" | "text" if file := _FILE.search(text[: block.start()]):
                Path(file[1]).write_text(body, encoding="utf-8")
            case _:
                pass
        found += f"```{kind}\n{body}```\n"
    found += text[end:]
    return _with_output(found, printed)[0] if printed else found


def _with_output(text: str, printed: str) -> tuple[str, str]:
    """The text with a block of what was printed after its last block."""
    at = text.rindex("```\n") + len("```\n")
    return f"{text[:at]}\n```text\n{printed}```\n{text[at:]}", ""


def _python(code: str, names: dict[str, Any]) -> str:
    with redirect_stdout(io.StringIO()) as out:
        exec(compile(code, "page", "exec"), names)  # noqa: S102 - the program's own documents
    return out.getvalue()


def _console(body: str) -> str:
    commands = [line for line in body.splitlines() if line.startswith("$ ")]
    return "".join(f"{line}\n{_run(line[2:])}" for line in commands)


def _run(command: str) -> str:
    command, _, most = command.partition(" | head -")
    command, _, last = command.partition(" | tail -")
    command, _, target = command.partition(" > ")
    program, *arguments = shlex.split(command)
    output = _program(program, arguments)
    if target:
        Path(target).write_text(output, encoding="utf-8")
        return ""
    lines = output.splitlines(keepends=True)
    return "".join(lines[-int(last) :] if last else lines[: int(most)] if most else lines)


def _program(program: str, arguments: list[str]) -> str:
    match program:
        case "timeline":
            ran = timeline(*arguments)
            # A page may show what is refused, and never a command that is used wrongly.
            assert ran.code in {0, 1}, ran.err
            return ran.out + ran.err
        case "mkdir":
            Path(*arguments).mkdir()
        case "cat":
            return "".join(Path(name).read_text(encoding="utf-8") for name in arguments)
        case "rm":
            for name in arguments:
                shutil.rmtree(name) if Path(name).is_dir() else Path(name).unlink()
        case _:
            raise AssertionError(f"no page may run {program}")
    return ""
