"""The coverage of a source: what is cited, by which entries, and what is not; and a text checked against the record."""

from collections.abc import Collection

from timeline.answers.coverage import CheckedAnswer, CitationsAnswer, CoverageAnswer
from timeline.projections.coverage import Coverage
from timeline.text.passages import FOLDS
from timeline.views.folding import MANY, first, write_more
from timeline.views.page import Page, Span
from timeline.views.words.evidence import passage_text
from timeline.views.words.money import many

_EXPECTED = {"space"}
"""Differences that every text has whose lines the page breaks: such passages are only counted."""


def write(page: Page, answer: CoverageAnswer | CitationsAnswer | CheckedAnswer, *, whole: bool = False) -> None:
    """What is cited, sentence by sentence if there is a text; or where each passage is in the text."""
    match answer:
        case CoverageAnswer():
            _coverage(page, answer.title, answer.coverage, whole=whole)
            _paragraphs(page, answer, whole=whole)
        case CitationsAnswer():
            _citations(page, answer, whole=whole)
        case CheckedAnswer():
            _checked(page, answer)


def _citations(page: Page, answer: CitationsAnswer, *, whole: bool) -> None:
    """The passages that entries cite, and the entries that cite the source without any."""
    cited, bare = answer.passages, answer.without_passage
    uncited = f", and {many(len(bare), 'entry', 'entries')} that cite it without one" if bare else ""
    page.line(Span(answer.title, "strong"), f"  {many(len(cited), 'passage')} cited{uncited}")
    shown = first(cited, whole=whole, most=MANY)
    for passage in shown:
        page.line(
            f"{passage_text(passage.passage)}  ", Span(passage.no_fact or passage.entry, "faint"), indent=2, hang=2
        )
    write_more(page, len(cited) - len(shown))
    for entry in bare:
        page.line("no passage recorded  ", Span(entry, "faint"), indent=2, hang=2)


def _coverage(page: Page, title: str, coverage: Coverage, *, whole: bool) -> None:
    """Sentence by sentence, with the entries that cite it; problems come last.

    Unless it is *whole*, only the sentences that nothing cites.
    """
    page.line(Span(title, "strong"))
    uncited = set(coverage.uncited)
    for number, sentence in enumerate(coverage.sentences):
        if sentence not in uncited and not whole:
            continue
        found = [cited for cited in coverage.cited if number in cited.sentences and not cited.problem]
        entries = {(cited.entry, cited.reason): cited for cited in found}.values()
        page.blank()
        page.line(Span(f"line {sentence.line}  ", "faint"), sentence.text, hang=2)
        for cited in entries:
            page.line(Span("no fact: " if cited.reason else "", "warn"), cited.reason or cited.entry, indent=4, hang=2)
        if not entries:
            page.line(Span("not cited", "warn"), indent=4)
    page.blank()
    for cited in coverage.cited:
        if whole and not cited.problem and set(cited.located.folds) - _EXPECTED:
            text = _folded_text(cited.located.folds)
            page.line(f"  {cited.entry}: {passage_text(cited.passage)} {text}", hang=2)
    for cited in coverage.problems:
        page.line(Span("! ", "warn"), f"{cited.entry}: {passage_text(cited.passage)} {cited.problem}", hang=2)
    if coverage.skipped and whole:
        page.heading(f"Skipped headings ({len(coverage.skipped)})")
    for line in coverage.skipped if whole else ():
        page.line(Span(f"line {line.line}  ", "faint"), line.text, indent=2, hang=2)
    page.blank()
    page.line(_summary(coverage))
    write_more(page, len(coverage.sentences) - len(uncited) if not whole else 0, what="cited sentences", indent=0)


def _paragraphs(page: Page, answer: CoverageAnswer, *, whole: bool) -> None:
    """What each numbered paragraph became; unless it is *whole*, those of which a sentence is not accounted for."""
    rows = answer.paragraphs
    if not rows:
        return
    done = sum(row.accounted == row.sentences for row in rows)
    page.heading(f"Numbered paragraphs ({len(rows)}, {done} accounted for)")
    for row in rows if whole else [row for row in rows if row.accounted < row.sentences]:
        became = [*row.entries, *(f"no fact: {reason}" for reason in row.no_fact)]
        count = f"{row.accounted} of {many(row.sentences, 'sentence')}"
        page.line(Span(f"{row.number}  ", "strong"), f"{count}  ", Span("; ".join(became), "faint"), indent=2, hang=6)
    write_more(page, done if not whole else 0, what="paragraphs")


def _summary(coverage: Coverage) -> str:
    """`57 sentences, 57 accounted for; 8 lines skipped; 123 passages, 123 found correctly`."""
    sentences, passages = len(coverage.sentences), len(coverage.cited)
    parts = [f"{many(sentences, 'sentence')}, {sentences - len(coverage.uncited)} accounted for"]
    if not sentences:
        parts = ["no sentence was found in this text, so nothing of it is accounted for"]
    if coverage.skipped:
        parts.append(f"{many(len(coverage.skipped), 'heading')} skipped")
    spaced = sum(set(cited.located.folds) == _EXPECTED and not cited.problem for cited in coverage.cited)
    ignoring = f" ({spaced} of them ignoring differences in white space)" if spaced else ""
    parts.append(f"{many(passages, 'passage')}, {passages - len(coverage.problems)} found correctly{ignoring}")
    return "; ".join(parts)


def _checked(page: Page, checked: CheckedAnswer) -> None:
    """Where each passage is in the text; those found once are only counted."""
    page.line(Span(checked.title, "strong"))
    digest = checked.sha256
    same = {None: "the record has no SHA-256 for this source", True: "it matches the SHA-256 in the record"}
    page.line(f"SHA-256 {digest.text}", indent=2)
    other = f"it does not match the record's SHA-256, {digest.recorded}"
    page.line(same.get(digest.same, other), indent=2, hang=2)
    odd = [passage for passage in checked.passages if passage.problem or set(passage.folds) - _EXPECTED]
    wrong = sum(bool(passage.problem) for passage in odd)
    spaced = sum(set(passage.folds) == _EXPECTED and not passage.problem for passage in checked.passages)
    counts = (
        (len(checked.passages) - len(odd) - spaced, "found once"),
        (spaced, _folded_text(_EXPECTED)),
        (len(odd) - wrong, "found, ignoring small differences"),
        (wrong, "not found in one place"),
    )
    text = ", ".join(f"{count} {words}" for count, words in counts if count)
    page.line(f"{many(len(checked.passages), 'passage')}: {text or 'none is cited'}", indent=2, hang=2)
    for passage in odd:
        how = Span(f"{passage.problem or _folded_text(passage.folds)}  ", "warn")
        page.line(how, f"{passage_text(passage.cited.passage)}  ", Span(passage.entry, "faint"), indent=4, hang=4)
    _kept(page, checked)


def _kept(page: Page, checked: CheckedAnswer) -> None:
    """Whether a copy of the text was kept, if one was to be."""
    if not checked.attaching:
        return
    if checked.kept is None:
        page.line("not saved: it does not match")
        return
    page.line(f"saved as {checked.kept}")
    if not checked.sha256.recorded and all(passage.found == "absent" for passage in checked.passages):
        page.line(Span("nothing shows that it is the text of this source: remove the file if it is not", "warn"))


def _folded_text(folds: Collection[str]) -> str:
    """`found, ignoring differences in white space and quotation marks`."""
    *others, last = (FOLDS[name] for name in folds)
    return f"found, ignoring differences in {', '.join(others)}{' and ' if others else ''}{last}"
