"""The coverage of a source: what is cited by which entries, and what by none."""

from collections.abc import Iterable

import msgspec

from timeline.entries import Passage
from timeline.projections.coverage import Coverage
from timeline.views.amounts import many
from timeline.views.page import Page, Span
from timeline.views.plain_data import Data
from timeline.views.sources import folded_text
from timeline.views.wording import passage_text


def write_citations(page: Page, title: str, cited: Iterable[tuple[str, Passage, str]], bare: Iterable[str]) -> None:
    """The passages that entries cite, when there is no text; *bare*: the entries that cite the source without any."""
    cited, bare = tuple(cited), tuple(bare)
    told = f", and {many(len(bare), 'entry', 'entries')} that cite it without one" if bare else ""
    page.line(Span(title, "strong"), f"  {many(len(cited), 'passage')} cited{told}")
    for entry, passage, reason in cited:
        page.line(f"{passage_text(passage)}  ", Span(reason or entry, "faint"), indent=2, hang=2)
    for entry in bare:
        page.line("no passage is held  ", Span(entry, "faint"), indent=2, hang=2)


def write_coverage(page: Page, title: str, coverage: Coverage) -> None:
    """Sentence by sentence, with the entries that cite it; what is wrong comes last."""
    page.line(Span(title, "strong"))
    for number, sentence in enumerate(coverage.sentences):
        found = [one for one in coverage.cited if number in one.sentences and not one.problem]
        entries = {(one.entry, one.reason): one for one in found}.values()
        page.blank()
        page.line(Span(f"line {sentence.line}  ", "faint"), sentence.text, hang=2)
        for one in entries:
            page.line(Span("no fact: " if one.reason else "", "warn"), one.reason or one.entry, indent=4, hang=2)
        if not entries:
            page.line(Span("cited by nothing", "warn"), indent=4)
    page.blank()
    for one in coverage.cited:
        if one.problem or one.located.folds:
            told = one.problem or folded_text(one.located.folds)
            mark = Span("! " if one.problem else "  ", "warn")
            page.line(mark, f"{one.entry}: {passage_text(one.passage)} {told}", hang=2)
    if coverage.skipped:
        page.heading(f"Skipped as headings ({len(coverage.skipped)})")
    for line in coverage.skipped:
        page.line(Span(f"line {line.line}  ", "faint"), line.text, indent=2, hang=2)
    page.blank()
    page.line(summary(coverage))


def summary(coverage: Coverage) -> str:
    """`57 sentences, 57 accounted for; 8 lines skipped; 123 passages, 123 found as they should be`."""
    sentences, passages = len(coverage.sentences), len(coverage.cited)
    told = [f"{many(sentences, 'sentence')}, {sentences - len(coverage.uncited)} accounted for"]
    if not sentences:
        told = ["no sentence was found in this text, so nothing of it is accounted for"]
    if coverage.skipped:
        told.append(f"{many(len(coverage.skipped), 'heading')} skipped")
    told.append(f"{many(passages, 'passage')}, {passages - len(coverage.problems)} found as they should be")
    return "; ".join(told)


def coverage_data(source: str, coverage: Coverage) -> Data:
    """`{source, sentences: [{line, text, entries, no_fact}], skipped, problems, folded, uncited, complete}`.

    skipped: `[{line, text}]`, headings and other lines that are no sentences; folded: what is found only after folding.
    """
    sentences = []
    for number, sentence in enumerate(coverage.sentences):
        touching = [one for one in coverage.cited if number in one.sentences and not one.problem]
        sentences.append(
            {
                "line": sentence.line,
                "text": sentence.text,
                "entries": [one.entry for one in touching if not one.reason],
                "no_fact": [one.reason for one in touching if one.reason],
            }
        )
    return {
        "source": source,
        "sentences": sentences,
        "skipped": [{"line": one.line, "text": one.text} for one in coverage.skipped],
        "folded": [
            {"entry": one.entry, "passage": msgspec.to_builtins(one.passage), "folds": list(one.located.folds)}
            for one in coverage.cited
            if one.located.folds
        ],
        "problems": [
            {"entry": one.entry, "passage": msgspec.to_builtins(one.passage), "problem": one.problem}
            for one in coverage.problems
        ],
        "uncited": [sentence.text for sentence in coverage.uncited],
        "complete": coverage.complete,
    }


def citations_data(source: str, cited: Iterable[tuple[str, Passage, str]], bare: Iterable[str]) -> Data:
    """`{source, passages: [{entry, passage, no_fact}], without_passage}`, when there is no text."""
    passages = [
        {"entry": entry, "passage": msgspec.to_builtins(passage), "no_fact": reason} for entry, passage, reason in cited
    ]
    return {"source": source, "passages": passages, "without_passage": list(bare)}
