"""The values that entries are made of: when, clock times, money as said, passages, ids.

Every `parse_` function takes one string of a record and returns its value, or raises
`BadValue` with the way out. Must not know of entries, files or logs.
"""

import re
import warnings
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from timeline.text import refused_character

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

EARLIEST_YEAR = 1500
LATEST_YEAR = 2199
"""Years outside these are slips of the pen, not diplomacy."""

OPEN_BEFORE = 0
OPEN_AFTER = date.max.toordinal()
"""Bounds that a source left open, as ordinals of days."""

TEXT_LIMIT = 2000
UNFILLED = "…"
"""What a skeleton has where somebody is to write."""

ID_LIMIT = 160
_CACHED_DATES = 8192


class BadValue(ValueError):  # noqa: N818 - "bad value" is what the message says
    """A string that is not the value that its field needs."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Say what is wrong with the string, and the way out."""
        self.message = message
        self.hint = hint
        super().__init__(message)


# --- when -----------------------------------------------------------------------------


class When(Struct, frozen=True):
    """A time as a source said it: the days within which it began, and within which it ended.

    Bounds are proleptic Gregorian ordinals (`date.toordinal`), both ends inclusive.
    """

    text: str
    """As written, in the subset of EDTF (ISO 8601-2) that records use."""
    start_earliest: int
    start_latest: int
    end_earliest: int
    end_latest: int
    lasted: bool = False
    """`A/B` lasted from A to B; everything else is some time within its bounds."""
    marks: str = ""
    """`?` uncertain, `~` approximate: carried and shown, shifting nothing."""

    @property
    def order_key(self) -> int:
        """Where it sorts: its earliest bound, or the latest where the earliest is open."""
        return self.start_earliest or self.start_latest

    @property
    def certain_day(self) -> date | None:
        """The one day on which it began and ended, if it is known."""
        bounds = {self.start_earliest, self.start_latest, self.end_earliest, self.end_latest}
        return date.fromordinal(self.start_earliest) if len(bounds) == 1 else None

    def begun_by(self, day: date) -> bool:
        """Whether it had certainly begun by the end of *day*."""
        return self.start_latest <= day.toordinal()

    def possibly_begun_by(self, day: date) -> bool:
        """Whether it may have begun by the end of *day*."""
        return self.start_earliest <= day.toordinal()

    def under_way_on(self, day: date) -> bool:
        """Whether it had certainly begun by *day* and had certainly not ended on it."""
        return self.begun_by(day) and day.toordinal() < self.end_earliest

    def meet(self, other: "When") -> "When | None":
        """The time that both allow, or None when they are incompatible."""
        start = _overlap(self.start_earliest, self.start_latest, other.start_earliest, other.start_latest)
        end = _overlap(self.end_earliest, self.end_latest, other.end_earliest, other.end_latest)
        if start is None or end is None or start[0] > end[1]:
            return None
        for told in (self, other):
            if told.bounds == (*start, *end):
                return told
        if self.lasted or other.lasted:
            lasting = _interval_text(start, end, lasted=True)
            # Words never say more than the bounds: `A/B` is told where it says just them.
            if parse_when(lasting).bounds == (*start, *end):
                return When(lasting, *start, *end, lasted=True)
        return When(_interval_text(start, end, lasted=False), *start, *end)

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """Earliest and latest start, earliest and latest end."""
        return (self.start_earliest, self.start_latest, self.end_earliest, self.end_latest)

    def within(self) -> "When":
        """Some time within this time: what a part has from the whole that it belongs to."""
        if not self.lasted:
            return self
        first, last = self.start_earliest, self.end_latest
        text = _interval_text((first, last), (first, last), lasted=False)
        return When(text, first, last, first, last, marks=self.marks)


def spanning(earliest: int, latest: int) -> When:
    """Some time between two days, either of which may be open; without words when both are."""
    text = _interval_text((earliest, earliest), (latest, latest), lasted=False)
    return When("" if text == "[..]" else text, earliest, latest, earliest, latest)


def _overlap(low: int, high: int, other_low: int, other_high: int) -> tuple[int, int] | None:
    first, last = max(low, other_low), min(high, other_high)
    return (first, last) if first <= last else None


def _interval_text(start: tuple[int, int], end: tuple[int, int], *, lasted: bool) -> str:
    if lasted:
        return f"{_day_text(start[0])}/{_day_text(end[1])}"
    if start[0] == end[1]:
        return _day_text(start[0])
    return f"[{_day_text(start[0])}..{_day_text(end[1])}]"


def _day_text(ordinal: int) -> str:
    if ordinal in {OPEN_BEFORE, OPEN_AFTER}:
        return ""
    return date.fromordinal(ordinal).isoformat()


# Patterns are compiled, and kept, by `re` when they are first used: most commands read no dates.
_DATE = r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)"
_WHEN_HINT = (
    "write 2024-07-06, 2024-07, 2024, 2024-07-05/2024-07-06 (lasted), "
    "[2024-07-05..2024-07-06] (one of), [..2024-07-05] (on or before), with ? or ~ at the end"
)


@lru_cache(_CACHED_DATES)
def parse_when(text: str) -> When:
    """The time that *text* says. Source: EDTF (ISO 8601-2), the subset that the README of `events/` names.

    Raises BadValue for anything else, for days that do not exist and for reversed intervals.
    """
    if text.startswith("["):
        return _one_of(text)
    if "/" in text:
        return _lasted(text)
    earliest, latest, marks = _date_bounds(text)
    return When(text, earliest, latest, earliest, latest, marks=marks)


def _one_of(text: str) -> When:
    if not text.endswith("]"):
        raise BadValue(f"the bracket of {text!r} is not closed", hint=_WHEN_HINT)
    spans = [_span(text, span) for span in text[1:-1].split(",")]
    earliest, latest = min(span[0] for span in spans), max(span[1] for span in spans)
    if (earliest, latest) == (OPEN_BEFORE, OPEN_AFTER):
        raise BadValue(f"{text!r} says nothing", hint="leave the field out")
    marks = "".join(sorted({mark for span in spans for mark in span[2]}))
    return When(text, earliest, latest, earliest, latest, marks=marks)


def _span(text: str, span: str) -> tuple[int, int, str]:
    first, dots, last = span.partition("..")
    if not dots:
        return _date_bounds(first)
    earliest, _, first_mark = _date_bounds(first) if first else (OPEN_BEFORE, 0, "")
    _, latest, last_mark = _date_bounds(last) if last else (0, OPEN_AFTER, "")
    if earliest > latest:
        raise BadValue(f"{text!r} runs backwards", hint="put the earlier date first")
    return earliest, latest, first_mark + last_mark


def _lasted(text: str) -> When:
    first, _, last = text.partition("/")
    start = _bound(first, OPEN_BEFORE)
    end = _bound(last, OPEN_AFTER)
    if start[0] > end[1]:
        raise BadValue(f"{text!r} runs backwards", hint="put the earlier date first")
    if not first.strip(".") and not last.strip("."):
        raise BadValue(f"{text!r} says nothing", hint="leave the field out")
    # An end that nobody knows ("2023/") may be any day from the start; ".." has not come.
    earliest_end = max(start[0], end[0]) if last else start[0]
    # A start that is not known, or lies before all time, was certainly before the end.
    latest_start = min(start[1], end[1]) if first else end[1]
    return When(text, start[0], latest_start, earliest_end, end[1], lasted=True, marks=start[2] + end[2])


def _bound(text: str, open_bound: int) -> tuple[int, int, str]:
    return (open_bound, open_bound, "") if text in {"", ".."} else _date_bounds(text)


def _date_bounds(text: str) -> tuple[int, int, str]:
    found = re.fullmatch(_DATE, text, re.ASCII)
    if found is None:
        raise BadValue(f"{text!r} is not a date", hint=_WHEN_HINT)
    year, month, day = (int(part) if part else 0 for part in found.groups()[:3])
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise BadValue(f"the year {year:04} is out of bounds", hint=f"{EARLIEST_YEAR} to {LATEST_YEAR}")
    try:
        first = date(year, month if found[2] else 1, day if found[3] else 1)
    except ValueError:
        raise BadValue(f"there is no day {text!r}", hint=_WHEN_HINT) from None
    last_month = month or 12
    last = date(year, last_month, day or monthrange(year, last_month)[1])
    marks = "?~" if found[4] == "%" else found[4]
    return first.toordinal(), last.toordinal(), marks


_YEAR_FIRST = r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})"


def _padded(found: re.Match[str]) -> str:
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}"


def could_be_two_days(text: str) -> bool:
    """Whether *text* is a day in digits of which nobody knows whether the month comes first."""
    return re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}", text, re.ASCII) is not None


def typed_day(text: str) -> date | None:
    """The day that people typed (`2024-07-06`, `6 July 2024`); None when it is not one day.

    Nor is what could be two, as `7/6/2024` could, nor what has an hour: nothing is guessed.
    """
    if re.search(r"\dT|\d:\d", text, re.ASCII):
        return None
    try:
        return parse_when(re.sub(_YEAR_FIRST, _padded, text, flags=re.ASCII)).certain_day
    except BadValue:
        pass
    from dateutil.parser import ParserError, parse  # noqa: PLC0415 - slow, and rarely needed

    # What the words leave open differs between two defaults, and between day and month first.
    defaults = (datetime(2000, 1, 1, tzinfo=UTC), True), (datetime(2001, 2, 2, tzinfo=UTC), False)
    try:
        with warnings.catch_warnings():
            # A zone that is not known is only warned of; a day has none.
            warnings.simplefilter("error")
            days = {parse(text, default=default, dayfirst=first).date() for default, first in defaults}
    except (ParserError, OverflowError, ValueError, Warning):
        return None
    return days.pop() if len(days) == 1 else None


# --- clock times ----------------------------------------------------------------------

_CLOCK = r"([01]\d|2[0-3]):([0-5]\d)"
_ZONE = r"UTC|[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+"
_INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"


def parse_clock(text: str) -> int:
    """The minutes after midnight of a clock time such as `09:00`."""
    found = re.fullmatch(_CLOCK, text, re.ASCII)
    if found is None:
        raise BadValue(f"{text!r} is not a clock time", hint='write hours and minutes, "09:00"')
    return int(found[1]) * 60 + int(found[2])


@lru_cache(_CACHED_DATES)
def parse_zone(text: str) -> "ZoneInfo":
    """The time zone of an IANA name such as `Asia/Phnom_Penh`."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - slow, and rarely needed

    try:
        if re.fullmatch(_ZONE, text, re.ASCII):
            return ZoneInfo(text)
    except (ZoneInfoNotFoundError, OSError):
        pass
    raise BadValue(f"{text!r} is not a time zone", hint='write an IANA name, "Asia/Phnom_Penh"')


def instant_of(day: date, clock: str, zone: str) -> datetime:
    """The instant, in UTC, at which the clocks of *zone* showed *clock* on *day*."""
    minutes = parse_clock(clock)
    local = datetime(day.year, day.month, day.day, tzinfo=parse_zone(zone))
    return (local + timedelta(minutes=minutes)).astimezone(UTC)


def parse_instant(text: str) -> datetime:
    """The instant of a stamp such as `2026-01-31T09:00:00Z`, in UTC, to the second."""
    if re.fullmatch(_INSTANT, text, re.ASCII):
        try:
            instant = datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            if instant.year >= EARLIEST_YEAR:
                return instant
    raise BadValue(f"{text!r} is not an instant", hint="stamps are UTC: 2026-01-31T09:00:00Z")


def format_instant(instant: datetime) -> str:
    """The stamp of an instant, in UTC, to the second."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


# --- money ----------------------------------------------------------------------------

# Source: ISO 4217, the active codes of states' currencies.
_CURRENCIES = frozenset(
    """AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN
    BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD
    FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY
    KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
    MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR
    RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT
    TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XDR XOF XPF YER ZAR
    ZMW ZWG""".split()  # noqa: SIM905 - a list of 150 quoted codes reads worse
)
# Source: ISO 4217, the column "minor unit" where it is not 2.
_MINOR_DIGITS = dict.fromkeys("BIF CLP DJF GNF JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0)  # noqa: SIM905 - as above
_MINOR_DIGITS |= dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)  # noqa: SIM905 - as above
_AMOUNT = r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(?: (thousand|million|billion|trillion))?"
_SCALES = {None: 0, "thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_LARGEST = 10**17
_AMOUNT_HINT = 'write the words of the source: "59.6 million", "8,293 million" or "386,000,000"'


class Amount(Struct, frozen=True):
    """An amount as said: its value, and how far its last significant digit reaches."""

    value: Decimal
    """In units of the currency, not its minor units."""
    reach: Decimal
    """Half a unit of the last significant digit."""

    def minor_units(self, currency: str) -> int:
        """The value in the minor units of *currency* (ISO 4217: the yen has none)."""
        return int(self.value.scaleb(_MINOR_DIGITS.get(currency, 2)))

    def finer_than_minor(self, currency: str) -> bool:
        """Whether it says less than one minor unit of *currency*."""
        return self.value.scaleb(_MINOR_DIGITS.get(currency, 2)) % 1 != 0

    def fits(self, other: "Amount") -> bool:
        """Whether one, read to its last significant digit, contains the other."""
        return abs(self.value - other.value) <= max(self.reach, other.reach)


@lru_cache(_CACHED_DATES)
def parse_amount(text: str) -> Amount:
    """The amount that *text* says, such as `59.6 million` or `8,293 million`.

    Before a scale word every digit written counts; without one, trailing zeros do not.
    Raises BadValue for anything else, for nothing and for more than 10^17.
    """
    found = re.fullmatch(_AMOUNT, text, re.ASCII)
    if found is None:
        raise BadValue(f"{text!r} is not an amount", hint=_AMOUNT_HINT)
    whole, fraction, word = found[1].replace(",", ""), found[2] or "", found[3]
    value = Decimal(f"{whole}.{fraction or 0}").scaleb(_SCALES[word])
    if not 0 < value <= _LARGEST:
        raise BadValue(f"the amount {text!r} is out of bounds", hint=_AMOUNT_HINT)
    last = -len(fraction)
    if not fraction and word is None:
        last = len(whole) - len(whole.rstrip("0"))
    return Amount(value, Decimal(5).scaleb(last - 1 + _SCALES[word]))


def parse_currency(text: str) -> str:
    """The currency's ISO 4217 code."""
    if text not in _CURRENCIES:
        raise BadValue(f"{text!r} is not a currency", hint="write its ISO 4217 code: USD, JPY, KHR")
    return text


_MOST_DIGITS = 18
"""More than these are no position or count of anything here."""


def whole_number(text: str) -> int | None:
    """The number that ASCII digits alone say; None for anything else, and for what no log could hold."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


# --- words, names and ids -------------------------------------------------------------

_SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ID = f"{_SLUG}(?:/{_SLUG})*(?:@{_SLUG})?"
_STATE_CODE = "[A-Z]{2}"
_URL = r"https?://[A-Za-z0-9.-]+(?::\d+)?(?:[/?#][!-~]*)?"
_SHA256 = "[0-9a-f]{64}"
_WIKIDATA = r"Q[1-9]\d*"
VOICES = ("press", "analyst")
"""The sides that no state takes."""


def parse_line(text: str) -> str:
    """One line of words: nothing invisible, nothing empty, no space at its ends."""
    refused = refused_character(text)
    if refused is not None:
        offset, name = refused
        raise BadValue(
            f"character {offset + 1} is {name}, which a record may not hold",
            hint="texts are one line of visible characters: remove it",
        )
    if not text or text != text.strip():
        raise BadValue("the text is empty or has space at its ends", hint="remove it")
    if len(text) > TEXT_LIMIT:
        raise BadValue(f"the text is longer than {TEXT_LIMIT} characters", hint="say it in fewer")
    return text


def parse_id(text: str) -> str:
    """An id: words of `a-z` and digits, joined by hyphens, in parts joined by slashes."""
    if len(text) > ID_LIMIT or re.fullmatch(_ID, text, re.ASCII) is None:
        hint = 'write words of a-z and 0-9: "jp-kh-2024-07/dinner", with "@mofa" at most once'
        slug = re.sub(r"[ _]+", "-", text.strip().lower())
        if len(text) <= ID_LIMIT and re.fullmatch(_ID, slug, re.ASCII):
            hint = f"did you mean `{slug}`?"
        if re.fullmatch(_STATE_CODE, text, re.ASCII):
            hint = "an actor is named by its id, a state's too: `timeline log --kind actor` lists them"
        raise BadValue(f"{text[:ID_LIMIT]!r} is not an id", hint=hint)
    return text


def parse_state_code(text: str) -> str:
    """An ISO 3166-1 alpha-2 code; that it is registered is for the checks to say."""
    if re.fullmatch(_STATE_CODE, text, re.ASCII) is None:
        raise BadValue(f"{text!r} is not a state's code", hint="write two capitals, as in ISO 3166: JP, KH")
    return text


def parse_side(text: str) -> str:
    """A side: a state's ISO 3166-1 code, `press` or `analyst`."""
    if text not in VOICES and re.fullmatch(_STATE_CODE, text, re.ASCII) is None:
        raise BadValue(f"{text!r} is not a side", hint='write a state\'s code (JP, KH), "press" or "analyst"')
    return text


def parse_url(text: str) -> str:
    """An address on the web: http or https, in ASCII."""
    if re.fullmatch(_URL, text, re.ASCII) is None:
        raise BadValue(f"{text[:ID_LIMIT]!r} is not an address", hint="write it with http:// or https://, in ASCII")
    return text


def parse_sha256(text: str) -> str:
    """A SHA-256 digest in 64 small hexadecimal digits."""
    if re.fullmatch(_SHA256, text, re.ASCII) is None:
        raise BadValue("this is not a SHA-256 digest", hint="write its 64 hexadecimal digits, as sha256sum prints them")
    return text


def parse_wikidata(text: str) -> str:
    """An item of Wikidata, such as `Q276275`."""
    if re.fullmatch(_WIKIDATA, text, re.ASCII) is None:
        raise BadValue(f"{text!r} is not an item of Wikidata", hint="write Q and its number: Q276275")
    return text
