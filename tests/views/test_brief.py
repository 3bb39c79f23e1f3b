"""The brief as a sheet: in the order in which a minister reads, each point with whose word it is."""

import re
from datetime import date

import pytest

from records import AGREED, OFFICE, PROMISE, SIGNING, TERM, VISIT, amount, event, given, office
from timeline.answers.brief import brief_of
from timeline.views.brief import sheet_of
from timeline.views.page import Page
from timeline.views.sheet import Line, Sheet, limited, lines_of, write_sheet

ON = date(2026, 1, 1)
KH = 'evidence = { source = "article", via = "kh-readout", passage = "x" }'


def sheet(*texts: str, words: tuple[str, ...] = ("visit",), on: date = ON, desk: bool = False) -> Sheet:
    """The sheet of a small record."""
    with given(VISIT, *texts) as asked:
        answer = brief_of(asked, words, on)
    return sheet_of(answer, desk=desk)


def lines(found: Sheet, heading: str) -> list[str]:
    """The lines of one part, as people read them."""
    (part,) = [part for part in (*found.body, *found.overleaf) if part.heading == heading]
    return [
        " ".join(s.text + (f" [{s.mark}]" if s.mark else "") + s.after for s in line.segments) for line in part.lines
    ]


def headings(found: Sheet) -> list[str]:
    """The headings of the body."""
    return [part.heading for part in found.body]


def written(found: Sheet) -> str:
    """The sheet as text."""
    write_sheet(page := Page(width=100, colour=False), found)
    return page.text()


def test_no_heading_is_empty() -> None:
    """A visit of which little is known has a short brief."""
    assert ["Bottom line", "Who met whom"] == headings(sheet())
    assert [
        "Kamikawa Yoko visited Cambodia, 5–6 July 2024. [A] Met Hun Manet. [A]",
        "Nothing signed or promised is recorded.",
    ] == lines(sheet(), "Bottom line")


def test_what_is_no_visit_is_not_called_one() -> None:
    """A call or a meeting is named by its kind, with those who took part."""
    call = event("call", "phone-call", 'to = "hun-manet"\nwhen = "[2024-10-21,2024-10-22]"')

    assert (
        "Phone call, 21 or 22 October 2024: Kamikawa Yoko, Hun Manet. [A]"
        == lines(sheet(call, words=("call",)), "Bottom line")[0]
    )


def test_before_a_visit_the_brief_says_that_it_had_not_begun() -> None:
    """Or that it may have, where its day is not certain; nobody has visited by then."""
    maybe = event("maybe", "visit", 'to = "cambodia"\nwhen = "[2024-08-01..2024-08-09]"')
    before = lines(sheet(on=date(2024, 7, 1)), "Bottom line")[0]
    perhaps = lines(sheet(maybe, words=("maybe",), on=date(2024, 8, 5)), "Bottom line")[0]

    assert "On 1 July 2024 it had not begun: it is recorded for 5–6 July 2024. [A]" == before
    assert perhaps.startswith(
        "On 5 August 2024 it may have begun, though that is not certain: it is recorded for some time from 1 to 9 August 2024."
    )


def test_an_amount_is_first_given_as_in_the_payers_own_text() -> None:
    """Others follow as they are stated; each is marked with those who state just that."""
    own = amount("8,293 million", currency="JPY")
    retold = (
        amount("8.3 billion", source="kh-readout", currency="JPY").replace("@jpy", "@kh").replace(', passage = "x"', "")
    )
    (line,) = lines(sheet(PROMISE, SIGNING, own, retold), "What was signed")

    assert line.startswith("The commitment visit/loan: loan, signed 6 July 2024 [A]: JPY 8,293 million [JP]. ")
    assert "Elsewhere: about USD 59.6 million [A]; JPY 8.3 billion [KH]." in line
    assert line.endswith("Overdue.")


def test_the_terms_are_those_of_the_payers_own_text() -> None:
    """With their own mark; else as another source gives them."""
    own = '[[attest]]\nid = "t"\nevent = "visit/signing"\nsays = { terms = { years = 30, grace_years = 10, interest = "TORF + 0.4 %" } }\nevidence = { source = "jp-readout", passage = "x" }\n'
    (line,) = lines(sheet(PROMISE, SIGNING, own), "What was signed")
    (other,) = lines(sheet(PROMISE, SIGNING), "What was signed")

    assert "Terms: 30 years, with a grace period of 10 years [JP, A], TORF + 0.4 % [JP]." in line
    assert "Terms: 30 years, with a grace period of 10 years. [A]" in other


def test_a_document_without_amount_or_commitment_is_what_was_signed() -> None:
    """Its own title says what it is."""
    notes = event("visit/notes", "signing", 'part_of = "visit"\ndocument = "notes"\nto = "hun-manet"')

    assert ["The signing visit/notes: notes, signed 6 July 2024. [A]"] == lines(sheet(notes), "What was signed")


def test_a_title_that_names_the_kind_of_document_is_not_followed_by_it() -> None:
    """`Loan for a road: signed`, not `Loan for a road: loan, signed`."""
    named = PROMISE.replace("The commitment visit/loan", "Loan for a road")

    assert lines(sheet(named, SIGNING), "What was signed")[0].startswith("Loan for a road: signed 6 July 2024: ")


def test_later_documents_of_a_commitment_are_its_stages() -> None:
    """One line for each commitment, however often it was signed."""
    again = event(
        "visit/again",
        "signing",
        'document = "loan agreement"\nto = "hun-manet"\nwhen = "2024-07-19"\nadvances = { commitment = "visit/loan", stage = "agreed" }',
    )
    (line,) = lines(sheet(PROMISE, SIGNING, again, words=("JP", "KH")), "What was signed")

    assert "Agreed 19 July 2024. [A] Overdue." in line


@pytest.mark.parametrize(
    ("fields", "later", "said"),
    [
        ('due = "2025"', "", "Overdue: The commitment visit/x (Japan to Cambodia), due 2025. [A]"),
        ('due = "2027"', "", "Due: The commitment visit/x (Japan to Cambodia), due 2027. [A]"),
        ('due_said = "soon"', "", "No word of delivery: The commitment visit/x (Japan to Cambodia), due “soon” (said 6 July 2024). [A]"),
        ("", "under-way", "Under way: The commitment visit/x (Japan to Cambodia). [A] Under way November 2024. [A]"),
        ("", "delivered", "Kept: The commitment visit/x (Japan to Cambodia). [A] Delivered November 2024. [A]"),
        ("", "lapsed", "Lapsed: The commitment visit/x (Japan to Cambodia). [A] Lapsed November 2024. [A]"),
        ('title = "Japan is to help"', "", "No word of delivery: Japan is to help. [A]"),
        ('quantity = { count = 4, unit = "boats" }', "", "No word of delivery: The commitment visit/x (Japan to Cambodia), 4 boats. [A]"),
        (KH, "", "No word of delivery: The commitment visit/x (Japan to Cambodia), according to Cambodia only. [KH*]"),
    ],
)  # fmt: skip
def test_a_commitment_says_what_became_of_it(fields: str, later: str, said: str) -> None:
    """First in a word; then who alone reports it, when it is due, and each later stage with its mark."""
    promise = event("visit/x", "commitment", f'part_of = "visit"\nby = "japan"\nto = "cambodia"\n{fields}')
    advances = f'advances = {{ commitment = "visit/x", stage = "{later}" }}'
    stage = event("done", "progress", f'by = "japan"\nto = "cambodia"\nwhen = "2024-11"\n{advances}')
    found = sheet(promise, *([stage] if later else []))

    assert [said] == lines(found, "What was promised, and what became of it")


def test_a_commitment_of_another_day_has_its_day() -> None:
    """Between two states over a period."""
    found = lines(sheet(PROMISE, words=("JP", "KH")), "What was promised, and what became of it")

    assert [
        "Overdue: The commitment visit/loan (Japan to Cambodia), due 2025, announced 6 July 2024, about USD 59.6 million. [A]"
    ] == found


def test_the_brief_says_how_many_more_points_one_side_alone_reports() -> None:
    """Five are listed; those that stand elsewhere on the page are not repeated."""
    points = "".join(
        event(f"visit/p{n}", "statement", f'part_of = "visit/call"\nact = "says"\nto = "hun-manet"\n{KH}')
        for n in range(9)
    )
    position = event("visit/pos", "statement", f'part_of = "visit/call"\nact = "affirms"\ntopics = "roads"\n{KH}')
    found = lines(sheet(points + position), "What one of the two sides alone reports")

    assert [7, "4 more points that one of the two sides alone reports: 4 by Cambodia."] == [len(found), found[-2]]
    assert "Of these 9 points: the other side's own texts, read in full, are silent on 9." == found[-1]
    assert "Cambodia only: Kamikawa Yoko says: The statement visit/p0. [KH*]" != found[0]
    assert found[0].endswith("Kamikawa Yoko says: The statement visit/p0. [KH*]")
    assert not any("visit/pos" in line for line in found)


def test_what_the_press_reports_too_is_not_one_sides_alone() -> None:
    """Of the two sides it is."""
    both = (
        'evidence = [{ source = "article", via = "kh-readout", passage = "x" }, { source = "article", passage = "y" }]'
    )
    promise = event("visit/x", "commitment", f'part_of = "visit"\nby = "japan"\nto = "cambodia"\n{both}')
    point = event("visit/p", "statement", f'part_of = "visit/call"\nact = "says"\nto = "hun-manet"\n{both}')
    found = sheet(promise + point)

    assert (
        "of the two sides according to Cambodia only. [KH*, A]"
        in lines(found, "What was promised, and what became of it")[0]
    )
    assert all(
        "Cambodia only:" not in line or "Of the two sides, " in line
        for line in lines(found, "What one of the two sides alone reports")
    )


def test_a_joint_act_that_one_side_alone_reports_is_worded_so() -> None:
    """In every part: it is no position of the other side. Source: RULES.md, 15."""
    agreed = event(
        "visit/a",
        "statement",
        f'part_of = "visit/call"\nby = ["kamikawa", "hun-manet"]\nact = "agrees"\ntopics = "roads"\n{KH}',
    )
    discussed = agreed.replace("visit/a", "visit/d").replace("agrees", "discusses")
    found = sheet(agreed + discussed, desk=True)

    assert [True] == [line.startswith("According to Cambodia, ") for line in lines(found, "Positions taken")]
    assert [True, False] == [
        line.startswith("According to Cambodia, ") for line in lines(found, "What one of the two sides alone reports")
    ]
    assert [
        "6 July 2024: According to Cambodia, Kamikawa Yoko and Hun Manet agree: The statement visit/a. [KH*]"
    ] == lines(found, "For the desk: what the two sides agree or affirm together, and who says so")


def test_where_the_two_sides_differ_each_value_has_its_mark() -> None:
    """What the press alone says otherwise is counted apart."""
    kh = (
        amount("40 million", source="kh-readout")
        .replace("visit/signing@usd", "visit/signing@kh")
        .replace(', passage = "x"', "")
    )
    differ = lines(sheet(PROMISE, SIGNING, amount("51.5 million"), kh), "Where the two sides differ")
    alone = lines(sheet(PROMISE, SIGNING, amount("51.5 million")), "Where the two sides differ")

    assert "USD 51.5 million [JP]; USD 40 million [KH]." in differ[0]
    assert ["Sources disagree on 1 point: see overleaf."] == alone


def test_overleaf_lists_on_what_the_press_or_an_analyst_alone_disagrees() -> None:
    """Values with their marks; of a declared contradiction what it is about, and the reason; each with its sources."""
    against = '[[attest]]\nid = "no"\nevent = "visit/loan"\nagainst = ["visit/loan", "visit/call"]\nbecause = "It tells of a grant."\nevidence = { source = "article", passage = "a grant" }\n'
    point = PROMISE.replace('source = "article"', 'source = "kh-readout"').replace(', passage = "somewhere"', "")
    found = sheet(point, SIGNING, amount("51.5 million"), against)
    differ = lines(found, "On what else sources disagree")
    numbers = [line.label for part in found.overleaf for line in part.lines if line.cited]
    sources = {line.label: "".join(s.text for s in line.segments) for line in found.overleaf[2].lines}

    assert differ[0].endswith("about USD 59.6 million [A]; USD 51.5 million [JP].")
    assert differ[1].startswith("Contradicted: The commitment visit/loan [")
    assert "; A call [A]." in differ[1]
    assert differ[1].endswith("It tells of a grant. [A]")
    assert "«a grant»" in sources[numbers[-1]]
    assert "It tells of a grant." not in lines(found, "Limits")


def test_what_was_under_way_until_a_day_is_not_under_way_after_it() -> None:
    """Then there is no word of what came of it."""
    promise = event("visit/x", "commitment", 'part_of = "visit"\nby = "japan"\nto = "cambodia"')
    advances = 'advances = { commitment = "visit/x", stage = "under-way" }'
    stage = event("done", "progress", f'by = "japan"\nto = "cambodia"\nwhen = "2024-08-07/2024-08-21"\n{advances}')
    during, after = (
        lines(sheet(promise, stage, on=day), "What was promised, and what became of it")[0]
        for day in (date(2024, 8, 21), date(2024, 8, 22))
    )

    assert during.startswith("Under way: ")
    assert after.startswith("No word of delivery: ")


FURTHER = 'evidence = { source = "jp-readout", passage = "x" }\n'


def test_a_mark_names_those_who_say_all_that_it_stands_behind() -> None:
    """Evidence for one field alone is none for the rest; an attestation gives its own values. Source: RULES.md, 3."""
    call = VISIT.replace('when = "[2024-07-05..2024-07-06]"', 'when = "2024-07-06"')
    hour = (
        f'[[attest]]\nid = "h"\nevent = "visit/call"\nsays = {{ start = "09:00", zone = "Asia/Phnom_Penh" }}\n{FURTHER}'
    )
    more = '[[attest]]\nid = "m"\nevent = "visit/call"\nsays = { to = "institute", place = "Peace Palace" }\nevidence = { source = "kh-readout" }\n'
    with given(call, hour, more) as asked:
        found = lines(sheet_of(brief_of(asked, ["visit"], ON)), "Who met whom")

    assert [
        "6 July 2024 [A], 09:00 [JP], courtesy call: Kamikawa Yoko with Hun Manet [JP, KH, A], An institute, at Peace Palace [KH]."
    ] == found


def test_a_stage_is_dated_by_those_who_date_it() -> None:
    """Who gives its amount alone does not say that it was reached, nor when."""
    (line,) = lines(sheet(PROMISE, AGREED), "What was promised, and what became of it")

    assert line.endswith("Agreed November 2024 [A], USD 2 million [JP, A].")


def test_a_due_day_and_an_amount_have_the_marks_of_those_who_give_just_that() -> None:
    """Not of all who report the commitment."""
    narrower = f'[[attest]]\nid = "n"\nevent = "visit/loan"\nsays = {{ due = "2025-11", money = {{ amount = "8 billion", currency = "JPY" }} }}\n{FURTHER}'
    (line,) = lines(sheet(PROMISE, narrower), "What was promised, and what became of it")

    assert " only [JP, A], due November 2025 [JP], " in line
    assert "about USD 59.6 million [A], JPY 8 billion [JP]." in line


def test_an_engagement_that_one_side_alone_reports_says_so() -> None:
    """As a statement does; a joint act says so itself."""
    talk = event("visit/talk", "meeting", f'part_of = "visit"\nto = "hun-manet"\n{KH}')
    found = lines(sheet(talk), "What one of the two sides alone reports")

    assert "Cambodia only: The meeting visit/talk. [KH*]" in found


def test_what_is_contradicted_has_the_marks_of_all_who_report_it() -> None:
    """And is not listed before it has begun."""
    later = event("visit/later", "meeting", 'part_of = "visit"\nto = "hun-manet"\nwhen = "2024-07-06"')
    seconded = f'[[attest]]\nid = "s"\nevent = "visit/later"\n{FURTHER}'
    against = '[[attest]]\nid = "no"\nevent = "visit"\nagainst = ["visit/later"]\nbecause = "It did not take place."\nevidence = { source = "article", passage = "no" }\n'
    with given(VISIT, later + seconded + against) as asked:
        after = lines(sheet_of(brief_of(asked, ["visit"], ON)), "On what else sources disagree")
        before = sheet_of(brief_of(asked, ["visit"], date(2024, 7, 5)))

    assert ["Contradicted: The meeting visit/later [JP, A]. It did not take place. [A]"] == after
    assert "On what else sources disagree" not in [part.heading for part in before.overleaf]


def test_texts_of_one_side_that_disagree_are_listed_overleaf() -> None:
    """They are no difference of the two sides."""
    hour = 'says = {{ start = "{}", zone = "Asia/Phnom_Penh" }}'
    one = f'[[attest]]\nid = "a"\nevent = "visit/call"\n{hour.format("09:00")}\n{FURTHER}'
    other = one.replace('id = "a"', 'id = "b"').replace("09:00", "10:00")
    found = lines(sheet(one, other), "On what else sources disagree")

    assert ["10:00 (Asia/Phnom_Penh) [JP]." in line and "09:00 (Asia/Phnom_Penh) [JP];" in line for line in found] == [
        True
    ]


def test_a_recorders_note_stands_once_with_all_its_points() -> None:
    """A note on an event is one too."""
    note = 'text = "Who said so was not noted."'
    first = event("visit/x", "commitment", f'part_of = "visit"\nby = "japan"\nto = "cambodia"\n{note}')
    found = lines(sheet(first + first.replace("visit/x", "visit/y")), "Recorder's notes")

    assert ["Who said so was not noted. (also 3)"] == found


def test_a_meeting_names_an_office_once() -> None:
    """Where its holder is first named."""
    talk = event(
        "visit/talk",
        "meeting",
        'part_of = "visit"\nto = "hun-manet"\nplace = "Phnom Penh"\nstart = "10:00"\nzone = "Asia/Phnom_Penh"',
    )
    met = lines(sheet(OFFICE, TERM, talk), "Who met whom")

    talked = "Kamikawa Yoko (by the record, Foreign Minister of Japan) with Hun Manet, at Phnom Penh. [A]"
    assert f"6 July 2024, 10:00, meeting: {talked}" in met
    assert 1 == "".join(met).count("Foreign Minister")


def test_a_meeting_at_which_nobody_is_named_says_so() -> None:
    """A line never ends in nothing."""
    nobody = event("visit/site", "site-visit", 'part_of = "visit"\nby = -\nconcerns = ["japan", "cambodia"]')
    travelling = event("trip", "visit", 'concerns = ["cambodia", "ukraine"]') + event(
        "trip/site", "site-visit", 'part_of = "trip"\nby = -'
    )

    assert "6 July 2024, site visit: nobody is named. [A]" in lines(
        sheet(travelling, words=("trip",)), "Who met whom"
    ) + lines(sheet(nobody, words=("visit",)), "Who met whom")
    assert (
        "Kamikawa Yoko travelled to Cambodia and Ukraine, 6 July 2024. [A]"
        == lines(sheet(travelling, words=("trip",)), "Bottom line")[0]
    )


def test_the_brief_of_two_states_begins_with_the_visits_between_them() -> None:
    """And how often they met; documents that are about one matter are counted so."""
    again = event(
        "visit/again",
        "signing",
        'document = "loan agreement"\nto = "hun-manet"\nwhen = "2024-07-19"\nadvances = { commitment = "visit/loan", stage = "agreed" }',
    )
    bottom = lines(sheet(PROMISE, SIGNING, again, words=("JP", "KH")), "Bottom line")
    none = lines(sheet(PROMISE, words=("JP", "UA")), "Bottom line")

    assert "One visit: A visit, 5–6 July 2024. [A]" == bottom[0]
    assert bottom[1].startswith("One meeting or call. Two documents were signed, on one matter. ")
    assert none[0].startswith("No visit is recorded. No meetings or calls.")


def test_a_document_says_how_many_it_promises() -> None:
    """As a stage of a commitment does."""
    boats = SIGNING.replace('stage = "signed"', 'stage = "signed", quantity = { count = 4, unit = "boats" }')

    assert "USD 59.6 million, 4 boats. [A]" in lines(sheet(PROMISE, boats), "What was signed")[0]


def test_numbers_that_differ_have_each_its_mark() -> None:
    """As amounts do."""
    promise = event(
        "visit/x",
        "commitment",
        'part_of = "visit"\nby = "japan"\nto = "cambodia"\nquantity = { count = 2, unit = "boats" }',
    )
    four = (
        f'[[attest]]\nid = "f"\nevent = "visit/x"\nsays = {{ quantity = {{ count = 4, unit = "boats" }} }}\n{FURTHER}'
    )
    (line,) = lines(sheet(promise, four), "What was promised, and what became of it")

    assert "2 boats [A] versus 4 boats [JP]." in line


def test_who_holds_an_office_is_what_was_last_recorded() -> None:
    """The successor, since when; of the others, that no change is recorded."""
    follows = office("next", "iwaya", "assumed", "2024-10-01")
    new = lines(sheet(OFFICE, TERM, follows), "Who holds the offices, as last recorded")
    same = lines(
        sheet(OFFICE, office("took", "kamikawa", "assumed", "2023-09")), "Who holds the offices, as last recorded"
    )

    assert ["Foreign Minister of Japan: Iwaya Takeshi, since 1 October 2024. [A]"] == new
    assert ["Foreign Minister of Japan: Kamikawa Yoko, no change recorded. [A]"] == same


def test_the_points_are_numbered_and_overleaf_leads_to_their_passages() -> None:
    """Sources have letters; a text without a passage is named all the same."""
    found = sheet(PROMISE, SIGNING, amount("51.5 million"))
    numbers = [line.label for part in found.body for line in part.lines if line.cited]

    assert [str(n) for n in range(1, len(numbers) + 1)] == numbers
    assert ["An article”, commentary, not dated; read in full."] == [
        line.removeprefix("“") for line in lines(found, "Sources")
    ][:1]
    assert any("«somewhere»" in line for line in lines(found, "Where each point is said"))
    assert "Of 3 sources about it, the recorders read 2 in full, 1 not at all." in lines(found, "Limits")[0]


def test_the_limits_name_what_is_not_shown() -> None:
    """What may have happened, what came later, what was withdrawn."""
    maybe = event("visit/maybe", "signing", 'part_of = "visit"\ndocument = "notes"\nwhen = "[2024-07-06..2026-06-30]"')
    later = event(
        "done",
        "progress",
        'by = "japan"\nto = "cambodia"\nwhen = "2024-11"\nadvances = { commitment = "visit/loan", stage = "delivered" }',
    )
    gone = (
        event("visit/gone", "meeting", 'part_of = "visit"')
        + '[[withdraw]]\nid = "w"\nentry = "visit/gone"\nbecause = "No."\n'
    )
    found = "\n".join(lines(sheet(PROMISE, maybe + later + gone, on=date(2024, 8, 1)), "Limits"))

    assert "1 event may have happened by then" in found
    assert "1 later stage of the commitments, after this date, is not shown." in found
    assert "1 event withdrawn by the recorders" in found


def test_the_recorders_notes_stand_apart() -> None:
    """Each once, with the point that it is about."""
    noted = '[[attest]]\nid = "n"\nevent = "visit/signing"\nsays = { place = "Tokyo" }\nbecause = "The page was seen in part."\nevidence = { source = "jp-readout", passage = "x" }\n'
    found = sheet(PROMISE, SIGNING, noted)

    assert ["The page was seen in part."] == lines(found, "Recorder's notes")


def test_a_line_is_made_of_what_is_shown_alone() -> None:
    """However much is left out; the latest where these are wanted."""
    made: list[int] = []

    def numbered_line(number: int) -> Line:
        made.append(number)
        return Line(())

    first, latest = limited(range(1000), 3, numbered_line), limited(range(1000), 3, numbered_line, latest=True)

    assert [0, 1, 2, 997, 998, 999] == made
    assert ["and 997 more.", "and 997 earlier."] == [found[-1].segments[0].text for found in (first, latest)]
    assert 4 == len(limited(range(4), 3, numbered_line))


@pytest.mark.parametrize("words", [("visit",), ("JP", "KH")])
def test_the_body_is_one_page_however_much_happened(words: tuple[str, ...]) -> None:
    """What is left out is counted."""
    many = "".join(
        (PROMISE + SIGNING).replace("visit/loan", f"visit/loan{n}").replace("visit/signing", f"visit/signing{n}")
        for n in range(20)
    )
    points = "".join(
        event(f"visit/p{n}", "statement", f'part_of = "visit/call"\nact = "affirms"\ntopics = "roads"\n{KH}')
        for n in range(30)
    )
    meetings = "".join(event(f"visit/m{n}", "meeting", 'part_of = "visit"\nto = "hun-manet"') for n in range(20))
    found = sheet(PROMISE, SIGNING, many + points + meetings, words=words)

    assert lines_of(found.body, 124) <= 65
    assert any(line.startswith("and 1") for line in lines(found, "What was signed"))


def test_a_brief_has_no_id_no_root_and_no_position() -> None:
    """It is for people who know none of them; the basis says how far the record reaches."""
    help_due = 'part_of = "visit"\ntitle = "Help"\nby = "japan"\nto = "cambodia"\ndue = "2027"'
    with given(VISIT, PROMISE, SIGNING, event("visit/x", "commitment", help_due)) as asked:
        answer = brief_of(asked, ["visit"], ON)
    text = written(sheet_of(answer, desk=True))

    assert answer.basis.root[:8] not in text
    assert re.findall(r"#\d+", text) == [f"#{answer.basis.position}"]
    assert f"basis #{answer.basis.position} on 2026-01-01: the record up to 5 January 2025" in text
    assert "27: Help" in text
    assert [] == [id for id in ("jp-readout", "kh-readout", "visit/call") if re.search(rf"\b{id}\b", text)]


def test_the_legend_names_the_marks_that_are_used_and_no_other() -> None:
    """Parties first."""
    assert "A: an analyst. Sources of the numbered points: overleaf." == sheet().legend
    kh = event("visit/p", "statement", f'part_of = "visit/call"\nact = "says"\nto = "hun-manet"\n{KH}')
    assert "KH*: Cambodia, as another text retells it. A: an analyst." in sheet(kh).legend
    assert "JP: a text of Japan's own." in sheet(PROMISE, SIGNING, amount("1 million")).legend


def test_more_sources_than_letters_have_two() -> None:
    """After z comes aa."""
    from timeline.views.brief.overleaf import _letter  # noqa: PLC0415 - what no small record reaches

    assert ["a", "z", "aa", "az", "ba"] == [_letter(n) for n in (0, 25, 26, 51, 52)]
