"""Days, months and years as people type them at a prompt. What could be two is refused: nothing is guessed."""

import re
from calendar import monthrange
from datetime import date

from timeline.values.bad import BadValue
from timeline.values.when import When

_YEAR_FIRST = r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?"
_COMPACT = r"(\d{4})(\d{2})(\d{2})"
_WITH_SIGNS = r"(\d{4}) ?[年년](?: ?(\d{1,2}) ?[月월](?: ?(\d{1,2}) ?[日일])?)?"
_KOREAN = r"(\d{4})\. (\d{1,2})(?:\. (\d{1,2}))?\.?"
_YEAR_LAST = r"(?:(\d{1,2})[-/.])?(\d{1,2})[-/.](\d{2,4})"
_TWO_DIGIT_YEAR = r"(\d{1,2})[-/.](\d{1,2})[-/.]'?(\d{2})|.*['’]\d{2}"
_NUMBER = r"(\d+)(?:st|nd|rd|th)?"
_WORD = r"\d+(?:st|nd|rd|th)\b|\d+|[^\W\d_]+"
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_WEEKDAYS = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
"""Short names of days that the library lacks, Monday being 0."""
_BETWEEN = r"[\s,.'’/-]*"
_BUDDHIST = 543
"""Years that the Buddhist era is ahead. Source: the calendar of Thailand, Cambodia and Laos."""
_BUDDHIST_YEARS = range(2400, 2800)
_MONTHS = 12
_MOST_DAYS = 31
_FOUR = 4
TYPED_HINT = 'write a day as 2024-07-06 or "6 July 2024"'


class NoDay(BadValue):
    """Nothing in the text is a day, a month or a year."""


class NoYear(BadValue):
    """A day or a month without its year."""


def typed_day(text: str) -> date:
    """The one day that people typed: `2024-07-06`, `6 July 2024`.

    Raises BadValue, with the way to write it, for anything but one certain day.
    """
    span = typed_span(text)
    if span.certain_day is None:
        first = date.fromordinal(span.start_earliest).isoformat()
        raise BadValue(f"{text} is not one day", hint=f"name one day in it, such as {first}")
    return span.certain_day


def typed_span(text: str) -> When:
    """The day, month or year that people typed: `2024-07-06`, `July 2024`, `2024`.

    Raises BadValue, with the way to write it, for anything that could be read in two ways: years of two digits, a day
    and a month in digits of which either may come first, years of the Buddhist era, days that do not exist.
    """
    words = " ".join(re.sub(r"[()]", " ", text).translate(_DASHES).split())
    if re.search(r"\d:\d|\dT\d", words, re.ASCII):
        raise NoDay(f"{text} contains a time", hint="leave the time out: 2024-07-06")
    for pattern in (_YEAR_FIRST, _COMPACT, _WITH_SIGNS, _KOREAN):
        if found := re.fullmatch(pattern, words, re.ASCII):
            return _span(text, *(int(part) for part in found.groups() if part))
    if re.fullmatch(_TWO_DIGIT_YEAR, words, re.ASCII):
        raise _short_year(text)
    if found := re.fullmatch(_YEAR_LAST, words, re.ASCII):
        return _digits(text, found[1] or "", found[2], found[3])
    return _in_words(text, words)


def _digits(text: str, first: str, second: str, year: str) -> When:
    """A day of digits with its year last, where only one of the other two can be the month."""
    if len(year) != _FOUR:
        raise _short_year(text)
    if not first:
        return _span(text, int(year), int(second))
    one, other = int(first), int(second)
    if one != other and 1 <= one <= _MONTHS and 1 <= other <= _MONTHS:
        common = int(year) - _BUDDHIST if int(year) in _BUDDHIST_YEARS else int(year)
        hint = f"write {common:04}-{other:02}-{one:02} or {common:04}-{one:02}-{other:02}"
        raise BadValue(f"{text} is ambiguous", hint=hint)
    day, month = (other, one) if other > _MONTHS else (one, other)
    return _span(text, int(year), month, day)


def _in_words(text: str, words: str) -> When:
    """A day, or a month, with the month by its English name."""
    from dateutil.parser import parserinfo  # noqa: PLC0415 - slow, and rarely needed

    names, tokens = parserinfo(), re.findall(_WORD, words)
    if not tokens or re.sub(_BETWEEN, "", re.sub(_WORD, "", words)):
        raise NoDay(f"{text} is not a day", hint=TYPED_HINT)
    numbers, months, weekdays = list[str](), list[int](), list[int]()
    for token in tokens:
        number = re.fullmatch(_NUMBER, token, re.ASCII | re.IGNORECASE)
        month, weekday = names.month(token), _WEEKDAYS.get(token.casefold(), names.weekday(token))
        if number:
            numbers.append(number[1])
        elif month:
            months.append(month)
        elif weekday is not None:
            weekdays.append(weekday)
        elif token.casefold() not in {"of", "the", "on"}:
            raise NoDay(f"{text} is not a day", hint=TYPED_HINT)
    span = _of_parts(text, numbers, months)
    if weekdays and not span.certain_day:
        raise NoDay(f"{text} is not a day", hint=TYPED_HINT)
    if weekdays and span.certain_day and span.certain_day.weekday() not in weekdays:
        hint = f"{span.text} was a {span.certain_day:%A}: correct the date, or leave the weekday out"
        raise BadValue(f"{text} contradicts itself", hint=hint)
    return span


def _of_parts(text: str, numbers: list[str], months: list[int]) -> When:
    years = [int(number) for number in numbers if len(number) == _FOUR]
    days = [int(number) for number in numbers if len(number) < 3]  # noqa: PLR2004 - a day has two digits at most
    if len(months) != 1 or len(years) + len(days) != len(numbers) or len(years) > 1:
        raise NoDay(f"{text} is not a day", hint=TYPED_HINT)
    if not years:
        short = len(days) > 1 or any(int(day) > _MOST_DAYS for day in days)
        raise _short_year(text) if short else NoYear(f"{text} has no year", hint=f'add the year: "{text} 2024"')
    if len(days) > 1:
        raise BadValue(f"{text} is not one day", hint=TYPED_HINT)
    return _span(text, years[0], months[0], *days)


def _short_year(text: str) -> BadValue:
    return BadValue(f"{text} has a year of two digits", hint="write four digits: 2024-07-06")


def _span(text: str, year: int, month: int | None = None, day: int | None = None) -> When:
    """The year, or its month, or a day of it. Raises BadValue when it does not exist."""
    written = "-".join((f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)))
    if year in _BUDDHIST_YEARS:
        common = year - _BUDDHIST
        hint = f"subtract {_BUDDHIST} from a year of the Buddhist era: {common}{written[4:]}"
        raise BadValue(f"the year {year} is too far in the future", hint=hint)
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise _no_such_day(text, year, month, day) from None
    last = date(year, month or _MONTHS, day or monthrange(year, month or _MONTHS)[1])
    ordinals = first.toordinal(), last.toordinal()
    return When(written, *ordinals, *ordinals)


def _no_such_day(text: str, year: int, month: int | None, day: int | None) -> BadValue:
    """Why there is no such day: data files write a month as its day 00, and a year as its month 00."""
    if not year or month is None or not 0 <= month <= _MONTHS:
        return BadValue(f"there is no day {text}", hint=TYPED_HINT)
    if not month or not day:
        meant = f"{year:04}-{month:02}" if month else f"{year:04}"
        return BadValue(f"there is no day {text}", hint=f"did you mean {meant}?")
    return BadValue(f"there is no day {text}", hint=f"{year:04}-{month:02} has {monthrange(year, month)[1]} days")
