"""Footnotes: one for each source, finished, and one for the entry with its proof."""

import pytest

from records import PROMISE, SIGNING, VISIT, given
from timeline.answers.cite import cite_of
from timeline.problems import Misused
from timeline.views import text

READ = """
[[source]]
id = "page"
title = "On the call"
kind = "press-release"
side = "JP"
read = "part"
publisher = "Ministry"
date = "2024-07-07"
url = "https://example.org/call"
retrieved_at = "2024-08-01"
[[attest]]
id = "visit/call@page"
event = "visit/call"
evidence = { source = "page", passage = ["she then", "home"] }
[[attest]]
id = "visit/call@kh"
event = "visit/call"
evidence = { source = "article", via = "kh-readout", passage = "x" }
"""


def test_an_event_has_a_footnote_for_each_source() -> None:
    """With the text that it retells, the passage, and an address that leads there and ends the line."""
    with given(VISIT, READ) as asked:
        answer = cite_of(asked, "visit/call")
    shown = " ".join(text(answer).split())

    assert [("article", ()), ("page", ()), ("article", ("kh-readout",))] == [
        (n.source, n.via) for n in answer.footnotes
    ]
    assert (
        "Ministry, “On the call”, press release, 7 July 2024, «she then … home», retrieved 1 August 2024, https://example.org/call#:~:text=she%20then,home 3"
        in shown
    )
    assert "“An article”, commentary, not dated, retelling “Cambodian readout”, «x»." in shown
    assert (
        f"Timeline, entry #14 visit/call, recorded 2 January 2025, log of 17 entries, root {answer.basis.root}."
        in shown
    )


def test_a_source_an_attestation_or_a_correction_is_cited_too() -> None:
    """A source as itself."""
    said = '[[correct]]\nid = "c"\nentry = "visit/call"\nfield = "title"\nwas = "A call"\nnow = "Call"\nbecause = "x"\nevidence = { source = "article", passage = "y" }\n'
    with given(VISIT, READ, said) as asked:
        assert "“On the call”, press release, 7 July 2024" in text(cite_of(asked, "page"))
        assert ["page"] == [note.source for note in cite_of(asked, "visit/call@page").footnotes]
        assert ["article"] == [note.source for note in cite_of(asked, "c").footnotes]


def test_what_cites_no_source_has_no_footnote() -> None:
    """An actor, for one."""
    with given(VISIT) as asked, pytest.raises(Misused, match="`japan` cites no source"):
        cite_of(asked, "JP")


def test_a_commitment_names_what_advanced_it() -> None:
    """Its stages have footnotes of their own."""
    with given(VISIT, PROMISE, SIGNING) as asked:
        found = cite_of(asked, "visit/loan")

    assert ("visit/signing",) == found.stages
    assert "what became of it  timeline cite visit/signing" in text(found)
