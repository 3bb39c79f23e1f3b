"""The documents: every command and every line of Python on their pages runs, and prints what stands there.

UPDATE_EXPECTED=1 writes what is printed now: read the difference.
"""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from pages import rerun
from running import at

ROOT = Path(__file__).parents[1]
SITE = runpy.run_path(str(ROOT / "tools" / "site.py"))
PAGES = sorted(page for page in (ROOT / "docs").glob("*.md") if page.name not in SITE["MADE"])


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_page_prints_what_stands_on_it(page: Path, tmp_path: Path) -> None:
    """From top to bottom, in an empty folder."""
    text = page.read_text(encoding="utf-8")
    with at(tmp_path):
        found = rerun(text)
    if os.environ.get("UPDATE_EXPECTED"):
        page.write_text(found, encoding="utf-8")

    assert text == found


def test_the_pages_run_something() -> None:
    """A pattern that finds nothing tests nothing."""
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)

    assert text.count("\n$ timeline") > 25
    assert text.count("```python") > 4


def test_what_commands_make_for_the_documents_is_what_they_make_now() -> None:
    """The brief, the pictures, the record format and the notebook: whoever reads docs/ without the site has them."""
    made = SITE["generated"]()
    if os.environ.get("UPDATE_EXPECTED"):
        SITE["generate"](ROOT / "docs")

    assert {"brief.md", "pictures/commitments.svg", "format.md"} <= made.keys()
    for name, text in made.items():
        assert text == (ROOT / "docs" / name).read_text(encoding="utf-8"), name


def test_every_link_of_a_page_leads_to_a_file() -> None:
    """In a clone, where nobody has built the site."""
    links = {
        (page.name, link)
        for page in PAGES
        for link in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8"))
        if "://" not in link
    }

    assert len(links) > 20
    assert set() == {(page, link) for page, link in links if not (ROOT / "docs" / link).exists()}


def test_the_site_is_built_without_a_warning(tmp_path: Path) -> None:
    """With every page that its navigation names, and the pictures and pages that commands make."""
    command = [sys.executable, str(ROOT / "tools" / "site.py"), str(tmp_path / "site")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (0, "") == (ran.returncode, ran.stdout)
    assert "WARNING" not in ran.stderr
    for page in ("index", "brief", "format", "json", "notebook", "rules"):
        assert (tmp_path / "site" / f"{page}.html").exists()
    for picture in ("commitments", "relationship", "meetings", "readouts", "screen"):
        assert (tmp_path / "site" / "pictures" / f"{picture}.svg").stat().st_size > 3000


def test_the_site_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    """No script, style, font or picture."""
    import re  # noqa: PLC0415 - only this test needs it

    subprocess.run(
        [sys.executable, str(ROOT / "tools" / "site.py"), str(tmp_path / "site")], check=True, capture_output=True
    )
    loaded = re.compile(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="(?:https?:)?//')
    pages = list((tmp_path / "site").rglob("*.html"))
    pictures = list((tmp_path / "site").rglob("*.svg"))

    assert len(pages) > 10
    assert [] == [page.name for page in pages if loaded.search(page.read_text(encoding="utf-8"))]
    assert [] == [one.name for one in pictures if "url(http" in one.read_text(encoding="utf-8")]


def test_every_field_of_the_record_format_is_described() -> None:
    """From the types: a field is added there, and stands on the page."""
    text = SITE["record_format"]()

    assert text.count("\n| `") > 100
    assert [] == [line for line in text.splitlines() if line.startswith("| `") and line.endswith("|  |")]
