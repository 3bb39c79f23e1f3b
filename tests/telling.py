"""Answers in words, for tests."""

from datetime import date

from timeline.answers.answer import Answer
from timeline.answers.relationship import RelationshipAnswer, relationship_of
from timeline.answers.snapshot import Snapshot
from timeline.views import write as render
from timeline.views.page import Page

ON = date(2026, 1, 1)


def text(answer: Answer, **options: bool) -> str:
    """An answer as plain text in one line."""
    page = Page(width=1000, colour=False)
    render(page, answer, **options)
    return " ".join(page.text().split())


def between(asked: Snapshot, one: str, other: str, on: date = ON) -> RelationshipAnswer:
    """The relationship of two parties."""
    return relationship_of(asked, one, other, on)
