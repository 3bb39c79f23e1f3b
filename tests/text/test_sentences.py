"""Where sentences end, in the scripts and on the pages that readouts come in (RULES.md, 2 and 28).

The list is what the library and the rules beside it were chosen by: `|` stands where a sentence ends.
"""

import re

import pytest

from timeline.text import columns
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
    '2024. 7. 6. 서울에서 만났다.|장관은 "협력하자."라고 말했다.',
    "They met U.S. President Biden and U.N. Secretary-General Guterres at the U.S. Capitol.|They left.",
    "He met President Marcos Jr.|They agreed on a loan.",
    "Arizona Sen. Mark Kelly met Reps. Kim and Smith.|They left.",
    "They met at 3 p.m. JST on Monday and at 9 a.m. Phnom Penh time (3 p.m. Eastern Time).|They left.",
    "Lt. Gen. (ret.) Sok met Perm. Sec. Dara under Res. 1540 and Doc. A/RES/75/1.|They left.",
    "They met on Wed. Dec. 3.|They left.",
    "Did Japan agree?|No.|The loan is of 5 Rs.|It was small, as No. 12/2024 says.",
    "The ministers met.[1]|Japan will lend 3 billion yen.[2]|They left.",
    "The ministers met.¹|Japan will lend 3 billion yen.²|They left.",
    "The ministers met.1|They will meet again.",
    "**They met.**|They agreed.",
    "They talked…|“They go on…”|It ended.",
    "ሚኒስትሩ መጡ፡፡|ተስማሙ፡፡",
    "Il a dit : « Nous sommes d’accord. »|Ils partent.",
    "قال: «نحن متفقون.»|ثم غادرا.",
    "មានអង្ករ ប្រេង។ល។ និងផ្សេងៗ។|ពួកគេចាកចេញ។",
    "प्रधानमंत्री ने डॉ. एस. जयशंकर से भेंट की।|वे गए।",
    "அமைச்சர் எஸ். ஜெய்சங்கர் சந்தித்தார்.|அவர்கள் ஒப்புக்கொண்டனர்.",
    "U.S.との関係を議論した。|終わった。",
    "Thủ tướng gặp ông Nguyễn tại TP. Hồ Chí Minh.|Hai bên đồng ý.",
    "Встреча состоялась 6 июля 2024 г.|Стороны договорились о 5 млрд руб.|Это всё.",
    "მინისტრი შეხვდა.|ისინი შეთანხმდნენ.",
    "བློན་ཆེན་ཐུག་འཕྲད་བྱས།|ཁོང་ཚོ་མོས་མཐུན་བྱུང་།",
    "Նա եկավ:|Նա գնաց:",
    "Minister Lavrov (Лавров) met Lt. Gen. Sok at 9 a.m. on Feb. 3.|They left.",
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
    "line",
    [line for line in ONE_LINE if " " in spaced(line).replace("နိုင်ငံ ", "") and "://" not in line and "។ល។" not in line],
)
@pytest.mark.parametrize("width", [24, 60])
def test_a_page_that_wraps_its_lines_has_the_same_sentences(line: str, width: int) -> None:
    """Wherever it breaks them: between a rank and a name, after an initial, after a number."""
    text = f"{spaced(line)} And so they went on to speak of ports and roads."
    pages = [""]
    for word in text.split(" "):
        if pages[-1] and columns(pages[-1]) + 1 + columns(word) > width:
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


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("French", "Le Pr. Durand a signé l'al. 3.|M. J.-Y. Le Drian aussi, soit env. 3 M$.|Ils partent."),
        ("es", "El Excmo. Sr. D. Juan se reunió.|Firmaron."),
        ("de", "Der Minister traf ihn am 5. Juli.|Sie sprachen."),
    ],
)
def test_abbreviations_are_those_of_the_language(language: str, line: str) -> None:
    """Which a text in Latin letters does not say."""
    assert line.split("|") == [one.text for one in sentences(line.replace("|", " "), language).sentences]


@pytest.mark.parametrize("sign", "•●·○■◆▶➢✓→※・*–-")
def test_every_item_of_a_list_is_a_sentence(sign: str) -> None:
    """Whatever sign it has and however it ends."""
    points = ["Japan will lend 3 billion yen;", "an office in Tokyo; and", "another meeting next year"]
    text = "The ministers agreed on:\n" + "\n".join(f"{sign} {point}" for point in points)

    assert ["The ministers agreed on:", *points] == [one.text for one in sentences(text).sentences]
    assert () == sentences(text).skipped


@pytest.mark.parametrize("number", ["({})", "{})", "{}.", "1.{}", "1.{}.", "{}\u3000"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_every_numbered_item_is_a_sentence(number: str, between: str) -> None:
    """With blank lines between them, and without."""
    points = ["trade in goods,", "aid for schools; and", "peace"]
    items = [f"{number.format(n)} {point}" for n, point in enumerate(points, 1)]
    text = f"They agreed on:{between}" + between.join(items)

    assert ["They agreed on:", *points] == [one.text for one in sentences(text).sentences]


@pytest.mark.parametrize(
    "line",
    [
        "Japan will lend 3 billion yen for the port of Sihanoukville",
        "The two ministers discussed ports",
        "太田大臣は会談した",
        "장관은 회담했다",
        "รัฐมนตรีพบกัน",
        "Roads\t5 million",
    ],
)
def test_a_line_that_says_something_is_no_heading(line: str) -> None:
    """Though its full stop is missing."""
    assert [line] == [one.text for one in sentences(f"Talks\n\n{line}\n\nOutlook\n").sentences]


def test_an_initial_is_no_number_of_a_list() -> None:
    """At the beginning of a paragraph."""
    for line in ("V. K. Singh met him.", "I. Lee met her."):
        assert [line] == [one.text for one in sentences(line).sentences]


def test_numbers_of_paragraphs_are_no_sentences() -> None:
    """At the beginning of a line, and within one."""
    found = sentences("27. They agreed. 28. The leaders met on Feb. 3. They left.")

    assert ["They agreed.", "28. The leaders met on Feb. 3.", "They left."] == [one.text for one in found.sentences]


def test_a_heading_after_a_full_line_is_one() -> None:
    """On a page of short lines every line is full."""
    found = sentences("Article 5\nThe Parties shall meet.\nArticle 6\nThe Parties shall leave.\n")

    assert ["The Parties shall meet.", "The Parties shall leave."] == [one.text for one in found.sentences]
    assert ["Article 5", "Article 6"] == [one.text for one in found.skipped]


def test_a_page_of_very_short_lines_is_not_wrapped() -> None:
    """Its lines are headings and short sentences."""
    found = sentences("I. GENERAL\nThey met.\nII. TRADE\nThey traded.\n")

    assert ["They met.", "They traded."] == [one.text for one in found.sentences]
    assert ["I. GENERAL", "II. TRADE"] == [one.text for one in found.skipped]


def test_a_stop_without_a_space_ends_a_sentence() -> None:
    """Where the next begins as sentences do; not within an address."""
    found = sentences("It ends by 2023.The leaders agreed.They left. See example.org/a.The-end now.")

    assert ["It ends by 2023.", "The leaders agreed.", "They left.", "See example.org/a.The-end now."] == [
        one.text for one in found.sentences
    ]


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
        "A loan",
        "The port of Sihanoukville will grow.",
        "Download here: https://example.org/a.b",
    ] == [one.text for one in found.sentences]
    assert ["A heading of the page", "An Institute, 10 July 2024", "Scroll to top"] == [
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


def test_front_matter_is_no_part_of_a_text() -> None:
    """What a program that saves pages writes above it; rules between paragraphs are none."""
    found = sentences("---\ndate: '2023-08-18'\ntags: a\n  wrapped\ntitle: It was said.\n---\nThe two sides agreed.\n")
    rule = sentences("---\nThe two sides agreed: they will meet.\n---\nThey met.\n")

    assert [(7, "The two sides agreed.")] == [(sentence.line, sentence.text) for sentence in found.sentences]
    assert [1] == [skipped.line for skipped in found.skipped]
    assert 2 == len(rule.sentences)


def test_front_matter_without_an_end_is_text() -> None:
    """However long it is indented: nothing is tried over and over."""
    text = "---\na: b\n" + "        They met.\n" * 200

    assert 200 == sum(sentence.text == "They met." for sentence in sentences(text).sentences)


def test_a_text_of_nothing_has_no_sentences() -> None:
    """Nor has one of headings alone."""
    assert ((), ()) == (sentences("").sentences, sentences("\n \n").skipped)
    assert () == sentences("A heading\n\nAnother").sentences


def test_numbers_of_other_scripts_are_those_of_lists_too() -> None:
    """With full brackets and without a space."""
    found = sentences("（１）両国は会談した。\n\n①港を建てる。\n\n一、道路を直す。\n\n・学校を建てる。")

    assert ["両国は会談した。", "港を建てる。", "道路を直す。", "学校を建てる。"] == [
        one.text for one in found.sentences
    ]
