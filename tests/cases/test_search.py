"""Search folds what writers and keyboards differ in, and says when and by whom what it finds was said (RULES.md, 29)."""

import pytest

from records import VISIT, event, given
from running import at, timeline
from timeline.answers.listing import search_of
from timeline.answers.snapshot import Snapshot
from timeline.text.folding import folded, holds, indexed, query
from timeline.values import typed_span

NAMES = {
    "lukasz": "Łukasz Żak", "do-an": "Đỗ An", "strasse": "Großstraße", "nguyen": "Nguyễn Phú Trọng", "oe": "Ærøskøbing", "sigma": "Ὀδυσσεύς",
    "wide": "ＡＢＣ１２３", "cyrillic": "Королёв", "turkish": "Işık Tunç", "icelandic": "Þórður Æ", "japanese": "太田外務大臣臨時会見記録",
    "kana": "カンボジアへの訪問がいし", "khmer": "សន្និសីទសារព័ត៌មានរបស់លោករដ្ឋមន្ត្រី", "thai": "รัฐมนตรีว่าการกระทรวงการต่างประเทศ",
    "korean": "외무장관은회담했다", "hindi": "विदेश मंत्री की यात्रा", "arabic": "وَزير الخارِجيّة", "mixed": "G7外相会合2024",
    "burmese": "နိုင်ငံခြားရေးဝန်ကြီး",
}  # fmt: skip
REGISTERED = "".join(
    f'[[actor]]\nid = "{name}"\nkind = "organisation"\nname = "{title}"\n' for name, title in NAMES.items()
)


def found(asked: Snapshot, words: str, on: str = "") -> set[str]:
    """The ids of what is found."""
    return {one.entry.id for one in search_of(asked, words, 50, within=typed_span(on) if on else None).entries}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Lukasz", "lukasz"), ("LUKASZ zak", "lukasz"), ("Do", "do-an"), ("Đỗ", "do-an"), ("Grossstrasse", "strasse"),
        ("GROSSSTRASSE", "strasse"), ("Nguyen", "nguyen"), ("Nguyễn Phu", "nguyen"), ("Aeroskobing", "oe"), ("οδυσσευς", "sigma"),
        ("abc123", "wide"), ("королев", "cyrillic"), ("isik", "turkish"), ("thordur", "icelandic"), ("太田", "japanese"),
        ("外務大臣", "japanese"), ("会見", "japanese"), ("訪問", "kana"), ("がいし", "kana"), ("ｶﾝﾎﾞｼﾞｱ", "kana"), ("រដ្ឋមន្ត្រី", "khmer"),
        ("ต่างประเทศ", "thai"), ("장관", "korean"), ("मंत्री", "hindi"), ("الخارجية", "arabic"), ("外相", "mixed"), ("2024", "mixed"),
        ("ဝန်ကြီး", "burmese"),
    ],
)  # fmt: skip
def test_what_people_type_finds_what_a_record_writes(words: str, name: str) -> None:
    """In other capitals, widths and without marks; within a run of a script that parts no words."""
    with given(VISIT, REGISTERED) as asked:
        assert name in found(asked, words)


@pytest.mark.parametrize("words", ["臣大", "ukasz", "外務省", "រដ្ឋមន្ត្រឿ", "がいす", '"', "-", "太田 nowhere"])
def test_what_is_not_there_is_not_found(words: str) -> None:
    """Neither in another order, nor within a word of letters, nor with other vowels."""
    with given(VISIT, REGISTERED) as asked:
        assert set() == found(asked, words)


def test_a_range_keeps_what_may_have_begun_within_it() -> None:
    """A day, a month or a year; what is recorded as on or before a day is of that day."""
    texts = [
        event("early", "meeting", 'when = "[..2023-05-01]"'),
        event("set", "meeting", 'when = "[2024-07-01,2024-09-01]"'),
    ]
    with given(VISIT, *texts) as asked:
        assert {"early"} == found(asked, "meeting", "2023")
        assert set() == found(asked, "meeting", "2022")
        assert {"set"} == found(asked, "meeting", "July 2024")
        assert set() == found(asked, "meeting", "August 2024")
        assert {"set"} == found(asked, "meeting", "1 September 2024")
        assert {"visit", "visit/call"} == found(asked, "visit", "6 July 2024") | found(asked, "visit", "5 July 2024")


def test_a_hit_says_its_day_and_whose_word_it_is(tmp_path: object) -> None:
    """And a range is taken by `log` as well."""
    with at(tmp_path):  # type: ignore[arg-type]  # the folder of the test
        hit = " ".join(timeline("search", "patrol", "boats", "--on", "December 2024").out.split())
        listed = timeline("log", "--on", "2 July 2024", "--json").out.splitlines()
        refused = timeline("search", "boats", "--on", "6 July 24")

    assert "Notes for four patrol boats 10 December 2024, press jp-kh-2024-07/patrol-boats/notes" in hit
    assert hit.startswith("#354")
    assert 4 == len(listed)
    assert "press-conference" in listed[0]
    assert (2, True) == (refused.code, "four digits" in refused.err)


def test_folding_is_the_same_for_what_is_sought_and_what_is_found() -> None:
    """Twice folded is once folded; what is indexed is found by its own words."""
    for title in NAMES.values():
        assert folded(title) == folded(folded(title))
        assert holds(title, title)
        assert query(title)
        assert indexed(title)


def test_the_order_of_hits_is_that_of_their_time() -> None:
    """Shortest first; what was recorded since, however often it says a word, changes nothing of it."""
    first = event("talks", "meeting", 'title = "Roads and a bridge over the long river, and ports"')
    second = event("bridge", "meeting", 'title = "A bridge"')
    since = [event(f"n{number}", "meeting", 'title = "river river river"') for number in range(9)]
    with given(VISIT, first, second) as asked:
        size, then = asked.known, [hit.entry.id for hit in search_of(asked, "bridge", 9).entries]
    with given(VISIT, first, second, *since, known=size) as asked:
        now = [hit.entry.id for hit in search_of(asked, "bridge", 9).entries]

    assert ["bridge", "talks"] == then == now
