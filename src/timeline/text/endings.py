"""Where sentences end, and do not end, beyond what the library knows: tables of patterns, by language.

`ENDS` finds the ends that it misses: each match ends where the next sentence begins. `GOES_ON` looks at the text
before and after an end that it has: a match means that there is none. Knows nothing of lines, texts or passages.
"""

import re

_CLOSING = "”’»›\"')\\]】」』》）"
_FOOTNOTE = r"(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]+)"
_MARKUP = r"(?:</?\w[^<>]{0,40}>|\*{1,3})"
_BEGINS = (
    "The|A|An|She|He|They|It|We|I|You|This|These|That|Those|There|Here|In|On|At|During|After|Before|Both|Each|All|His"
    "|Her|Their|Its|Our|However|Then|But|And|As|For|To|With|From|While|When|Since|Although|Following|According|Meanwhile"
    "|Moreover|Furthermore|Additionally|Also|Earlier|Later|Today|Yesterday|Such|Who|What|Why|How|If|By|Through"
)
"""What a sentence of English begins with, and no name does."""
_ABBREVIATED = r"(?:[A-Z]\.){2,}|\b(?:Jr|Sr|Inc|Ltd|Corp|Co|etc|Sen|Ph\.D|[ap]\.m)\."
"""English abbreviations that may end a sentence."""
_TIME_OF_DAY = r"\(|[A-Z]{2,5}\b|(?:[A-Z][\w-]+ ){1,3}[Tt]ime\b"
"""What may follow an hour and belongs to it: `3 p.m. JST`, `9 a.m. Phnom Penh time`."""

_WEEKDAY = r"\b(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\."
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\b"

_EVERYWHERE = [
    # No abbreviation is written with these.
    rf"(?:[\u17d5\u17d8\u0965\u06d4\u1362\u104b]|\u1361\u1361|(?<!\u17d4\u179b)\u17d4(?!\u179b\u17d4))[{_CLOSING}]*\s*",
    # A footnote, or the mark-up of a page, after the end.
    rf"(?<=\w)[.!?][{_CLOSING}]*{_FOOTNOTE}+[{_CLOSING}]*\s+(?=[“\"(«]?[^\W\d_a-zа-я])",
    rf"(?<=\w)[.!?][{_CLOSING}]*{_MARKUP}+\s*(?=[“\"(«*]*[^\W\d_a-zа-я])",
    rf"…[{_CLOSING}]*\s+(?=[“\"(«]?[A-ZÀ-ÞА-Я])",
]
ENDS = {
    "": _EVERYWHERE,
    "en": [
        r"\bHun Sen\.\s+(?=[“\"A-Z])",
        rf"(?:{_ABBREVIATED})[{_CLOSING}]*\s+(?=[“\"]?(?:{_BEGINS})\b(?!\.))",
        rf"{_MONTH}\.?\s+\d{{1,2}}(?:, \d{{4}})?\.\s+(?=[“\"]?(?:{_BEGINS})\b)",
        # No space after the stop; the number of a footnote there.
        rf"(?<=[^\s/@.]{{2}})[.!?][{_CLOSING}]*(?=(?:{_BEGINS})\b[^./@])",
        rf"(?i:\b(?!(?:para|paras|page|vol|chap|sect)\b)[a-z]{{3,}})\.\d{{1,2}}\s+(?=[“\"]?(?:{_BEGINS})\b)",
    ],
    "ru": [r"(?:\d{4}\s*гг?|руб|долл|др|т\.\s?[дп])\.\s+(?=[«А-Я])(?!США)"],
    "hy": [r"[ա-և]{2,}:\s+(?=[Ա-Ֆ])"],
    "ka": [r"[ა-ჰ]{3,}[.!?]\s+(?=[ა-ჰ])"],
    "bo": [r"།\s+"],
    "th": [r"[\u0e00-\u0e7f]{4,}\.\s+(?=[\u0e00-\u0e7f])"],
}
"""Ends beyond those of the library: everywhere, and in one language."""

_NEVER = (
    r"\b(?:Rs|Re|Arts?|Secs?|Sens|Reps|Mins?|Perm|Parl|Atty|Attn|Secy|Smt|RAdm|VAdm|Ven|Bros|Comm|Treas|Spc|Eds|Exec"
    r"|Pub|Natl|Nat|Int['’]l|Pte|Ft|Pt|Hon|Dept|Govt|Chap|cf|approx|ca|resp|paras?|Vol|Ph|Ret|Retd)\.|\([Rr]etd?\.\)"
)
"""After these English abbreviations no sentence ends, unless the next word begins one."""
GOES_ON = {
    "": [
        # A closing mark is no sentence.
        (r"", rf"\s*[{_CLOSING}.]+(?:\s|$)"),
        # A stop within a word of another script: `U.S.との関係`.
        (r"\w\.", r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"),
        (r"។ល។", r""),
        (r"។", r"ល។"),
    ],
    "en": [
        (_NEVER, rf"(?!\s+(?:{_BEGINS})\b)"),
        (r"\bNos?\.", r"\s*(?:\d|[A-Z]+[-/]?\d)"),
        (r"(?<!\d\s)(?<!\d)(?:[A-Z]\.){2,}", rf"\s+[“\"(]?(?!(?:{_BEGINS})\b)[A-Z0-9]"),
        (r"\b[ap]\.m\.", rf"\s+(?:{_TIME_OF_DAY})"),
        (r"\b(?:Res|Doc|Ref|Ex)\.", r"\s+(?:\d|No\.|Order\b|[A-Z]+/)"),
        (r"(?:\bc|\([bd])\.", r"\s*\d"),
        (_WEEKDAY, rf"\s+{_MONTH}"),
        (rf"{_MONTH}\.", r"\s+\d"),
    ],
    "ko": [
        # Days in figures; what is said, and that it is said.
        (r"\d{2,4}\.\s*\d{1,2}\.(?:\s*\d{1,2}\.)?", r""),
        (r"\d\.", r"\s*\d{1,2}\."),
        (rf"[.!?][{_CLOSING}]*", rf"[{_CLOSING}]*[\uac00-\ud7af]"),
    ],
    "hi": [(r"(?<![\u0900-\u097f])(?:डॉ|श्री|रु|प्रो|एस|एन|एम|के|पी|जी|टी|आर|बी|सी|डी)\.", r"")],
    "ta": [(r"(?<![\u0b80-\u0bff])[\u0b80-\u0bff]{1,3}\.", r"")],
    "vi": [(r"\b(?:T[Pp]|GS|PGS|TS|ThS|Q|P)\.", r"")],
    "fr": [(r"\b(?:Pr|Dr|al|env|art|Mgr|[A-Z]|[A-Z]\.-[A-Z])\.", r"")],
    "es": [(r"\b(?:Excm[oa]|Sra?|Dñ?a?|Ilm[oa])\.", r"")],
    "de": [(r"\d\.", r"\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b")],
}  # fmt: skip
"""Patterns before and after a stop that does not end a sentence: everywhere, and in one language."""


def ends(text: str, language: str) -> set[int]:
    """The ends in one line that the tables know beyond the library."""
    known = [*ENDS[""], *ENDS.get(language, ())]
    return {found.end() for pattern in known for found in re.finditer(pattern, text)}


def goes_on(text: str, at: int, language: str) -> bool:
    """Whether the sentence goes on at an offset of one line, whatever the library says."""
    begin = max(at - 2 * _NEAR, 0)
    before = text[begin:at].rstrip()
    near, after = before[-_NEAR:], text[begin + len(before) : at + 4 * _NEAR]
    known = (*GOES_ON[""], *GOES_ON.get(language, ()))
    return any(re.search(rf"(?:{ended})$", near) and re.match(following, after) for ended, following in known)


_NEAR = 24
"""Characters before an end that a pattern may look at."""
