"""What is wrong, where, and the way out: problems as values, and the refusal that carries them.

Knows nothing of records or logs, and prints nothing.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

KeyPath = tuple[str | int, ...]
"""The keys and list indexes that lead to a value inside a file or an entry."""


class Problem(NamedTuple):
    """One thing that is wrong with the input, at its place. Sorts by place."""

    path: str
    """The file as the user named it; empty when no file is at fault."""
    line: int
    """From 1; 0 when the problem has no line."""
    column: int
    """From 1, in characters; 0 when the problem has no column."""
    code: str
    """A stable word for machines, such as `unknown-actor`."""
    message: str
    """What is wrong, in one line."""
    hint: str = ""
    """What to do about it, in one line; empty when the message says it."""
    source_line: str = ""
    """The line of the file at that place, as it was read."""


class Refused(Exception):  # noqa: N818 - it is a refusal in the user's words, not an "error"
    """The input was refused, and nothing was changed.

    problems: at least one, sorted by place.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Carry *problems*, sorted, without duplicates."""
        self.problems = tuple(sorted(set(problems)))
        assert self.problems, "a refusal needs a reason"
        super().__init__("; ".join(problem.message for problem in self.problems))


class Damaged(Refused):
    """What was read is not what this program wrote, so nothing can be answered from it."""


def damage(message: str, *, hint: str = "", path: str = "") -> Damaged:
    """The refusal of a damaged log, or of what is not a log."""
    return Damaged([Problem(path, 0, 0, "damaged", message, hint)])


BUILD_ANEW = "`timeline verify --derived` says more; a log can be rebuilt from its record: `timeline append --log NEW`"
"""What to do about a damaged log."""

MOST = 1000
"""The most problems reported of one file; then reading ends."""
_LONGEST, _TAIL = 400, 60


def brief(message: str) -> str:
    """*message*, whatever it quotes kept to a few lines, its end in sight."""
    return message if len(message) <= _LONGEST else f"{message[: _LONGEST - _TAIL]} … {message[-_TAIL:]}"


def refusal(code: str, message: str, *, hint: str = "", path: str = "") -> Refused:
    """The refusal for one problem that has no line."""
    return Refused([Problem(path, 0, 0, code, message, hint)])


class Misused(Exception):  # noqa: N818 - as above
    """The command was used wrongly: its arguments, not the record, are at fault."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Say what is wrong with the arguments, and how to fix it."""
        self.message = message
        self.hint = hint
        super().__init__(message)


class Unknown(Misused):
    """A word names nothing in the record."""


def meant(word: object, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """A hint that names the known word that is nearest, if one is near."""
    near = nearest(word, known)
    return f"did you mean `{near}`?" if near else ""


def nearest(word: object, known: Mapping[str, object] | tuple[str, ...]) -> str:
    """The known word that is nearest; empty if none is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only what is wrong needs it

    return next(iter(get_close_matches(str(word), list(known), n=1)), "")
