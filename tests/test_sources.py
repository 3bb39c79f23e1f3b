"""The record against the texts of its sources, where they are at hand."""

from pathlib import Path

from running import timeline


def test_every_sentence_of_the_article_is_accounted_for(source_texts: Path) -> None:
    """Each is cited or listed, and every passage is found once, within two sentences."""
    ran = timeline("coverage", "ccrs-2024-07-10", "--text", str(source_texts / "ccrs-2024-07-10.txt"))

    assert (0, "") == (ran.code, ran.err)
    assert "57 sentences, 57 accounted for" in ran.out
