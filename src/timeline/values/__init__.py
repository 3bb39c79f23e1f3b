"""The values that entries are made of: when, clock times, money as said, codes, words and ids.

Every `parse_` function takes one string of a record and returns its value, or raises
`BadValue` with the way out. Must not know of entries, files or logs.
"""

from timeline.values.bad import BadValue
from timeline.values.clock import (
    PARTS_OF_DAY,
    Instants,
    LocalTime,
    PartOfDay,
    day_never_was,
    format_clock,
    format_instant,
    instants_of,
    local_days,
    local_time,
    parse_clock,
    parse_instant,
    parse_zone,
)
from timeline.values.codes import VOICES, parse_party_code, parse_side, parse_state_code
from timeline.values.edtf import parse_when
from timeline.values.money import Amount, minor_digits, parse_amount, parse_currency
from timeline.values.typed import NoDay, NoYear, typed_day, typed_span
from timeline.values.when import OPEN_AFTER, OPEN_BEFORE, When, either, lasting, spanning
from timeline.values.words import (
    ID_LIMIT,
    TEXT_LIMIT,
    UNFILLED,
    parse_id,
    parse_line,
    parse_sha256,
    parse_url,
    parse_wikidata,
    whole_number,
)
from timeline.values.zones import date_at, earliest_date, in_zone

__all__ = [
    "ID_LIMIT",
    "OPEN_AFTER",
    "OPEN_BEFORE",
    "PARTS_OF_DAY",
    "TEXT_LIMIT",
    "UNFILLED",
    "VOICES",
    "Amount",
    "BadValue",
    "Instants",
    "LocalTime",
    "NoDay",
    "NoYear",
    "PartOfDay",
    "When",
    "date_at",
    "day_never_was",
    "earliest_date",
    "either",
    "format_clock",
    "format_instant",
    "in_zone",
    "instants_of",
    "lasting",
    "local_days",
    "local_time",
    "minor_digits",
    "parse_amount",
    "parse_clock",
    "parse_currency",
    "parse_id",
    "parse_instant",
    "parse_line",
    "parse_party_code",
    "parse_sha256",
    "parse_side",
    "parse_state_code",
    "parse_url",
    "parse_when",
    "parse_wikidata",
    "parse_zone",
    "spanning",
    "typed_day",
    "typed_span",
    "whole_number",
]
