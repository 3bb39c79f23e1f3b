"""A brief on paper: its body is one page of A4, whatever happened."""

import os
from datetime import date

import pytest
from playwright.sync_api import Browser

from records import PROMISE, SIGNING, VISIT, event, given
from timeline.answers.brief import brief_of
from timeline.views.brief import sheet_of
from timeline.views.formats.html import html

A4 = {"width": 688, "height": 1047}
"""What the margins of the style leave of A4, in pixels of 96 to the inch: 182 by 277 mm."""
_SAMPLE = """() => { const span = document.createElement("span"); span.textContent = "The quick brown fox jumps"
    span.style.fontSize = "100px"; span.style.whiteSpace = "nowrap"; document.body.append(span)
    const width = span.getBoundingClientRect().width; span.remove(); return width }"""
_TIMES = 1150
"""How wide the sample is in Times, in pixels, with some room."""
KH = 'evidence = { source = "article", via = "kh-readout", passage = "x" }'
MANY = "".join(
    (PROMISE + SIGNING).replace("visit/loan", f"visit/loan{n}").replace("visit/signing", f"visit/signing{n}")
    for n in range(20)
) + "".join(
    event(f"visit/p{n}", "statement", f'part_of = "visit/call"\nact = "affirms"\ntopics = "roads"\n{KH}')
    + event(f"visit/m{n}", "meeting", 'part_of = "visit"\nto = "hun-manet"')
    for n in range(20)
)


@pytest.mark.parametrize("texts", [(), (PROMISE, SIGNING), (PROMISE, SIGNING, MANY)])
def test_the_body_of_a_brief_is_one_page(browser: Browser, texts: tuple[str, ...]) -> None:
    """And what stands overleaf begins on another."""
    with given(VISIT, *texts) as asked:
        page_of = html(sheet_of(brief_of(asked, ["visit"], date(2026, 1, 1))))

    height, breaks = _printed(browser, page_of)
    assert 100 < height <= A4["height"]
    assert "page" == breaks


def test_the_brief_of_the_shipped_visit_is_one_page(browser: Browser) -> None:
    """As a minister is handed it."""
    import timeline  # noqa: PLC0415 - only this test asks the shipped record

    with timeline.open() as log:
        answers = [log.as_of().brief(*what, on="2026-11-24") for what in (("jp-kh-2024-07",), ("JP", "KH"))]

    assert all(600 < _printed(browser, html(sheet_of(answer)))[0] <= A4["height"] for answer in answers)


def _printed(browser: Browser, text: str) -> tuple[float, str]:
    """How high the body is on paper, in pixels, and where overleaf begins."""
    context = browser.new_context(viewport=A4)  # type: ignore[arg-type]  # its two keys
    page = context.new_page()
    page.emulate_media(media="print")
    page.set_content(text)
    if page.evaluate(_SAMPLE) > _TIMES and not os.environ.get("TIMELINE_BROWSER"):
        pytest.skip("no face as narrow as Times is installed")
    height = page.evaluate("() => document.querySelector('.front').getBoundingClientRect().height")
    breaks = page.evaluate("() => getComputedStyle(document.querySelector('.overleaf')).breakBefore")
    context.close()
    return float(height), str(breaks)
