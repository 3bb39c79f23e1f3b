"""Answers to text, JSON and panes. An answer of `answers/x.py` is written by `write` in `views/x.py`."""

from importlib import import_module
from typing import Any

from timeline.answers.answer import Answer, Basis
from timeline.views.page import Page
from timeline.views.words.money import many

WIDTH = 100
"""Columns, where nobody knows how wide the reader's are."""


def write(page: Page, answer: Answer, **options: Any) -> None:  # noqa: ANN401 - each view has its own
    """Write an answer on a page, then what it rests on."""
    name = type(answer).__module__.rpartition(".")[2]
    view = import_module(f"timeline.views.{name}")
    view.write(page, answer, **options)
    if not getattr(view, "BASIS_OF_ITS_OWN", False):
        write_basis(page, answer.basis)


def write_basis(page: Page, basis: Basis) -> None:
    """What an answer rests on, after an empty line."""
    page.blank()
    page.faint(basis_text(basis))


def basis_text(basis: Basis) -> str:
    """`basis #412 root 3f9c… on 2024-07-06`; with drafts, `basis #412 with 2 drafts, no root`."""
    if basis.position == 0:
        return "basis #0: nothing had been recorded by then" + _left_out_text(basis)
    on = f" on {basis.on}" if basis.on else ""
    if basis.counted:
        return f"basis #{basis.position} with {many(basis.drafts, 'draft')}, no root{on}"
    return f"basis #{basis.position} root {basis.root[:16]}…{on}{_left_out_text(basis)}"


def _left_out_text(basis: Basis) -> str:
    """How many drafts an answer leaves out."""
    return f"; {many(basis.drafts, 'draft')} not counted (--drafts)" if basis.drafts and not basis.counted else ""


def text(answer: Answer) -> str:
    """An answer as the text that its command prints where there is no terminal."""
    write(page := Page(width=WIDTH, colour=False), answer)
    return page.text().rstrip("\n")


def html(answer: Answer) -> str:
    """An answer as HTML: its text, with nothing in it that a browser would obey."""
    from html import escape  # noqa: PLC0415 - only a notebook needs it

    return f"<pre>{escape(text(answer))}</pre>"
