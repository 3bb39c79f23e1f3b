"""Where sentences end, in the scripts and on the pages that readouts come in (RULES.md, 2 and 28).

The list is what the library and the rules beside it were chosen by: `|` stands where a sentence ends.
"""

import re

import pytest

from timeline.text.sentences import sentences

ONE_LINE = [
    "President Antony J. Blinken met them.|They left.",
    "President Joseph R. Biden, Jr. spoke today with President Xi Jinping.|They agreed.",
    "He met Martin Luther King Jr. on Monday.|It rained.",
    "Lt. Gen. Sok Dara met J. Ota at 11 a.m. on Friday, Feb. 3.|They talked.",
    "The talks began at 9 a.m.|The dinner was at 7 p.m. in the palace.",
    "They discussed China-U.S. relations and trade.|Both agreed.",
    "The U.S. and the U.K. agreed.|The U.N. welcomed it.",
    "The grant is Rs. 5 crore.|It was signed.",
    "They met at No. 5 of the road.|She left.",
    "It covers 1/ water, 2/ roads.|It ends.",
    "The loan is USD 2.7 million.|It is for schools.",
    "H.E. Mr. Sok Chenda Sophea, Deputy Prime Minister, received her.|They talked.",
    "Toyota Motor Co. Ltd. will invest.|More will come.",
    "See Art. 5 and Sec. 3 of the treaty.|It is in force.",
    "They discussed food, e.g. rice.|That is all.",
    "She said, “It was good.”|Then they left!|Did they?|Yes.",
    "He said: “We agree.|In addition, we will act.”|They clapped.",
    "Brig. Gen. (Ret.) John F. Kennedy Jr. spoke.|He left.",
    "She met Senate President Hun Sen.|She then left.",
    "He asked Hun Sen.|SP said so to Sen. John Kerry.|He left.",
    "The agreement (No. 12/2024) was signed.|It applies.",
    "The aid (approx. USD 3 million) came.|It helped.",
    "Visit https://example.org/a.b for more.|Thanks.",
    "太田大臣は三月一日に会談した。|両大臣は港湾について協議した。|日本は円借款を約束した。",
    "「はい。行きます。」と述べた。|終わった。",
    "本当か？|はい！|そうだ。",
    "中国外交部长王毅会见了他。|双方同意合作。",
    "जापान ने ऋण दिया।|दोनों देश सहमत हुए।",
    "लोकसभा अध्यक्ष डॉ. सिंह ने कहा।|वे गए।",
    "លោកបានជួបគ្នា។|ពួកគេបានចាកចេញ៕",
    "តើវាពិតទេ?|បាទ។",
    "وقّع الوزيران الاتفاق.|هل وافقت اليابان؟|نعم.",
    "یہ درست ہے۔|وہ گئے۔",
    "မြန်မာနိုင်ငံ သဘောတူသည်။|ပြီးပါပြီ။",
    "የጃፓን ሚኒስትር መጣ።|ተነጋገሩ።",
    "Премьер-министр прибыл в г. Токио.|Он встретился с А. С. Пушкиным.",
    "Le ministre a rencontré Mme Dupont.|Ils ont signé.",
    "장관은 회담했다.|양국은 합의했다.",
]


def spaced(text: str) -> str:
    """The text, with a space between its sentences where its script has one."""
    unspaced = re.search("[\u3040-\u30ff\u4e00-\u9fff\u1000-\u109f\u1780-\u17ff]", text)
    return text.replace("|", "" if unspaced else " ")


@pytest.mark.parametrize("line", ONE_LINE)
def test_sentences_end_where_a_reader_ends_them(line: str) -> None:
    """Not after abbreviations, initials, hours and numbers; after the signs of each script."""
    assert line.split("|") == [one.text for one in sentences(spaced(line)).sentences]


@pytest.mark.parametrize(
    "line", [line for line in ONE_LINE if " " in spaced(line).replace("နိုင်ငံ ", "") and "://" not in line]
)
@pytest.mark.parametrize("width", [24, 60])
def test_a_page_that_wraps_its_lines_has_the_same_sentences(line: str, width: int) -> None:
    """Wherever it breaks them: between a rank and a name, after an initial, after a number."""
    text = f"{spaced(line)} And so they went on to speak of ports and roads."
    pages = [""]
    for word in text.split(" "):
        if pages[-1] and len(pages[-1]) + 1 + len(word) > width:
            pages.append("")
        pages[-1] += f" {word}" if pages[-1] else word
    whole = [one.text.replace(" ", "") for one in sentences(text).sentences]

    found = sentences("\n".join(pages))
    assert whole == [one.text.replace(" ", "") for one in found.sentences]
    assert () == found.skipped


def test_german_days_end_nothing_where_the_language_is_known() -> None:
    """A source says its language."""
    line = "Der Minister traf Dr. Müller am 5. Juli. Sie sprachen."

    assert 2 == len(sentences(line, "German").sentences) == len(sentences(line, "de").sentences)


PAGE = """\ufeffA heading of the page

An Institute, 10 July 2024
On Monday the ministers spoke of ports and said that work would be
complete by 2030. Japan promised a loan of three billion yen for the
roads.
The points were:
1. Grant aid (about USD 2.7 million) for schools.
2. A loan
• The port of Sihanoukville will grow.

Scroll to top
Download here: https://example.org/a.b
"""


def test_headings_and_numbers_are_no_sentences_and_are_listed() -> None:
    """Nothing is left out silently."""
    found = sentences(PAGE)

    assert [
        "On Monday the ministers spoke of ports and said that work would be complete by 2030.",
        "Japan promised a loan of three billion yen for the roads.",
        "The points were:",
        "Grant aid (about USD 2.7 million) for schools.",
        "The port of Sihanoukville will grow.",
        "Download here: https://example.org/a.b",
    ] == [one.text for one in found.sentences]
    assert ["A heading of the page", "An Institute, 10 July 2024", "2. A loan", "Scroll to top"] == [
        one.text for one in found.skipped
    ]


def test_a_sentence_knows_its_line_and_place() -> None:
    """From which it can be found again."""
    for one in (*sentences(PAGE).sentences, *sentences(PAGE).skipped):
        assert one.text == " ".join(PAGE[one.start : one.end].split())
        assert (
            PAGE.splitlines()[one.line - 1].lstrip("\ufeff").endswith(one.text.split(" complete")[0][-12:])
            or one.text[:12] in PAGE.splitlines()[one.line - 1]
        )


def test_a_long_paragraph_that_nothing_ends_is_no_heading() -> None:
    """In Thai nothing ends a sentence; a paragraph without its full stop is not passed over either."""
    thai = "รัฐมนตรีว่าการกระทรวงการต่างประเทศพบกับนายกรัฐมนตรี " * 6
    latin = "They spoke of ports and roads and agreed to go on with the work " * 4

    for text in (thai, latin):
        assert sentences(text.strip()).sentences
        assert () == sentences(text.strip()).skipped


def test_a_text_of_nothing_has_no_sentences() -> None:
    """Nor has one of headings alone."""
    assert ((), ()) == (sentences("").sentences, sentences("\n \n").skipped)
    assert () == sentences("A heading\n\nAnother").sentences
