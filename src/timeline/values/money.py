"""Money as said: amounts in the words of the source, and currencies. Source: ISO 4217, lists one (2026) and three."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from timeline.problems import nearest
from timeline.values.bad import BadValue

_CACHED = 8192

_CURRENT = """AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF
CHE CHF CHW CLF CLP CNY COP COU CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ
GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD
MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG
QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS
UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAD XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"""
_WITHOUT_MINOR = "XAG XAU XBA XBB XBC XBD XDR XFO XFU XPD XPT XRE XSU XUA"
"""Units of account and metals: they have no minor unit, and are given to any digit."""
_FORMER = """ADP AFA ALK ANG AOK AON AOR ARA ARP ARY ATS AYM AZM BAD BEC BEF BEL BGJ BGK BGL BGN BOP BRB BRC BRE BRN
BRR BUK BYB BYR CHC CSD CSJ CSK CUC CYP DDM DEM ECS ECV EEK ESA ESB ESP FIM FRF GEK GHC GHP GNE GNS GQE GRD GWE GWP
HRD HRK IEP ILP ILR ISJ ITL LAJ LSM LTL LTT LUC LUF LUL LVL LVR MGF MLF MRO MTL MTP MVQ MXP MZE MZM NIC NLG PEH PEI
PES PLZ PTE RHD ROK ROL RUR SDD SDP SIT SKK SLL SRG STD SUR TJR TMM TPE TRL UAK UGS UGW USS UYN UYP VEB VEF VNC XEU
YDD YUD YUM YUN ZAL ZMK ZRN ZRZ ZWC ZWD ZWL ZWN ZWR"""
_CURRENCIES = frozenset(f"{_CURRENT} {_FORMER} {_WITHOUT_MINOR}".split())
_MINOR_DIGITS = {
    **dict.fromkeys(
        # The column "minor unit" where it is not 2; of former currencies, as the list had it last.
        """ADP BEC BEF BEL BIF BYB BYR CLP DJF ESA ESB ESP GNF GRD ISJ ISK ITL JPY KMF KRW LUC LUF LUL MGF PTE PYG ROL
        RWF TPE TRL UGX UYI VND VUV XAF XOF XPF""".split(),  # noqa: SIM905 - a list of quoted codes reads worse
        0,
    ),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),  # noqa: SIM905 - as above
    **dict.fromkeys("CLF UYW".split(), 4),  # noqa: SIM905 - as above
    **dict.fromkeys(_WITHOUT_MINOR.split(), 9),
}
_USUAL_DIGITS = 2
_SLIPS = {
    "RMB": "CNY",
    "CNH": "CNY",
    "YEN": "JPY",
    "NTD": "TWD",
    "STG": "GBP",
    "UKP": "GBP",
    "ROU": "RON",
    "EURO": "EUR",
    "EUROS": "EUR",
    "US$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₩": "KRW",
    "₹": "INR",
    "៛": "KHR",
    "HK$": "HKD",
    "A$": "AUD",
    "S$": "SGD",
    "NT$": "TWD",
    "RS": "INR",
    "RS.": "INR",
    "YUAN": "CNY",
    "BAHT": "THB",
    "RIEL": "KHR",
    "DONG": "VND",
    "SDR": "XDR",
    "ECU": "XEU",
    "DM": "DEM",
}
"""Letters that people take for the code of a currency, and the code."""

# Digits in groups of three, as most write them, or of two after the first three, as in India.
_GROUPED = r"\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3}|\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+|\d+"
_WORDS = {
    "": 0, "hundred": 2, "thousand": 3, "lakh": 5, "million": 6, "crore": 7, "billion": 9, "arab": 9, "trillion": 12,
    "k": 3, "m": 6, "mn": 6, "bn": 9, "tn": 12, "trn": 12, "quadrillion": 15, "kharab": 11, "cr": 7, "lac": 5,
    "milliard": 9, "miliar": 9, "juta": 6, "ribu": 3, "triliun": 12, "mio": 6, "mio.": 6, "mln": 6, "mrd": 9, "mrd.": 9,
    "млн": 6, "млрд": 9, "трлн": 12, "тыс": 3, "тыс.": 3, "triệu": 6, "tỷ": 9, "tỉ": 9, "nghìn": 3,
    "लाख": 5, "करोड़": 7, "ล้าน": 6, "พัน": 3, "مليون": 6, "مليار": 9, "ألف": 3,
    "百": 2, "千": 3, "万": 4, "萬": 4, "億": 8, "亿": 8, "兆": 12, "백": 2, "천": 3, "만": 4, "억": 8, "조": 12,
    "ពាន់": 3, "លាន": 6, "ពាន់លាន": 9,
}  # fmt: skip
"""Words of scale, and the power of ten. 兆 is read as in Japanese; in Chinese, trillions are 万亿.

Billion and trillion are read as in English; languages in which a billion is more have milliard.
"""
_PLURALS = ("lakh", "crore", "million", "billion", "trillion", "thousand", "hundred", "milliard", "lac", "quadrillion")
_WORD = "|".join(sorted((*filter(None, _WORDS), *(f"{plural}s" for plural in _PLURALS)), key=len, reverse=True))
_BEFORE = "hundred|thousand|lakh|ribu|百|千|万|萬|백|천|만|ពាន់|พัน"
"""Words of scale that another may follow: lakh crore, thousand million."""
_AMOUNT = rf"({_GROUPED})(?:\.(\d+))?((?: ?(?:{_BEFORE}))?(?: ?(?:{_WORD}))?)"
_PART = rf"({_GROUPED})([百千백천]?[万萬億亿兆만억조])"
_FLAGS = re.ASCII | re.IGNORECASE
_LARGEST = 10**17
_CURRENCY_SIGNS = ("円", "元", "원", "€", "$", "៛", "₫", "₹")
_HINT = 'write it as the source does: "59.6 million", "8,293 million", "500 crore" or "386,000,000"'


class Amount(Struct, frozen=True):
    """An amount as said: its value, and how far its last significant digit reaches."""

    value: Decimal
    """In units of the currency, not its minor units."""
    reach: Decimal
    """Half a unit of the last significant digit."""

    def minor_units(self, currency: str) -> int:
        """The value in the minor units of *currency* (ISO 4217: the yen has none)."""
        return int(self.value.scaleb(minor_digits(currency)))

    def finer_than_minor(self, currency: str) -> bool:
        """Whether it says, or writes, less than one minor unit of *currency*: of euros, `1.500` is a slip."""
        return 2 * self.reach.scaleb(minor_digits(currency)) < 1

    def fits(self, other: "Amount") -> bool:
        """Whether one, read to its last significant digit, contains the other."""
        return abs(self.value - other.value) <= max(self.reach, other.reach)


def minor_digits(currency: str) -> int:
    """How many digits the minor unit of a currency has (ISO 4217: two as a rule, the yen none, the dinar three)."""
    return _MINOR_DIGITS.get(currency, _USUAL_DIGITS)


@lru_cache(_CACHED)
def parse_amount(text: str) -> Amount:
    """The amount that *text* says: `59.6 million`, `8,293 million`, `500 crore`, `82億9,300万`.

    Before a word of scale every digit written counts; without one, trailing zeros do not.
    Raises BadValue for anything else, for nothing and for more than 10^17.
    """
    plain = _with_plain_digits(text)
    found = re.fullmatch(_AMOUNT, plain, _FLAGS)
    amount = _read(found[1], found[2] or "", found[3]) if found else _in_parts(plain)
    if amount is None:
        raise BadValue(f"{text!r} is not an amount", hint=_instead(text))
    if not 0 < amount.value <= _LARGEST:
        raise BadValue(f"the amount {text!r} is out of range", hint="an amount is above 0 and at most 10^17")
    return amount


def _with_plain_digits(text: str) -> str:
    """*text* with the digits of all scripts, and those of full width, as ASCII has them."""
    if text.isascii():
        return text
    plain = "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)
    return plain.replace("，", ",").replace("．", ".")


def _read(digits: str, fraction: str, words: str) -> Amount:
    whole = re.sub(r"\D", "", digits)
    words_found = re.findall(_WORD, words.casefold())
    scale = sum(_scale(word) for word in words_found)
    value = Decimal(f"{whole}.{fraction or 0}").scaleb(scale)
    last = -len(fraction)
    if not fraction and not words_found:
        last = len(whole) - len(whole.rstrip("0"))
    return Amount(value, Decimal(5).scaleb(last - 1 + scale))


def _scale(word: str) -> int:
    return _WORDS[word.removesuffix("s") if word not in _WORDS else word]


def _in_parts(text: str) -> Amount | None:
    """An amount in parts of falling scale, as Japanese and Chinese texts write it: `82億9,300万`."""
    if not re.fullmatch(rf"(?:{_PART}){{2,4}}", text, re.ASCII):
        return None
    parts = [_read(digits, "", words) for digits, words in re.findall(_PART, text, re.ASCII)]
    scales = [part.reach for part in parts]
    if scales != sorted(set(scales), reverse=True):
        return None
    return Amount(sum((part.value for part in parts), Decimal(0)), parts[-1].reach)


_HINTS = (
    (r"\D*$", 'write the number in digits: "2 million"'),
    (r"[-−]", "amounts are positive: leave the sign out"),
    (r"\D.*\d", "write only the number: currency, `approximate` and `at_most` are separate fields"),
    (
        r"[\d.]+,\d{1,2}(?: .*)?$|\d{1,3}(?:\.\d{3}){2,}(?: .*)?$",
        'write a decimal point and commas for thousands: "59.6 million"',
    ),
    (
        r".*\d\s*(?:[-–—~〜]|to|bis)\s*\d",
        "write one amount: record the other one as an attestation",
    ),
)
"""What begins like this is no amount, and what to do about it."""


def _instead(text: str) -> str:
    """How to write an amount that cannot be read, if the mistake is a known one."""
    lower = _with_plain_digits(text.strip().casefold())
    if re.fullmatch(_AMOUNT, lower, _FLAGS):
        return f"did you mean {text.strip()!r}?"
    if (with_currency := re.fullmatch(rf"(?:{_PART})+|{_AMOUNT}", lower[:-1])) and lower[-1:] in _CURRENCY_SIGNS:
        return f"leave the currency out, it is a separate field: {with_currency[0]!r}"
    if re.fullmatch(r"\.\d+.*", lower):
        return f"did you mean '0{text.strip()}'?"
    if instead := next((hint for pattern, hint in _HINTS if re.match(pattern, lower)), ""):
        return instead
    begins = re.match(rf"{_AMOUNT}(?![\w½-¾])", lower, _FLAGS)
    if begins and begins[3].strip() and not re.search(rf"\d|\b(?:{_WORD})\b", lower[begins.end() :]):
        return f"leave out what follows the amount, such as the currency: {begins[0].strip()!r}"
    word = re.fullmatch(rf"(?:{_GROUPED})(?:\.\d+)? ?([a-z]+)", lower, _FLAGS)
    near = nearest(word[1], _PLURALS) if word else ""
    # A letter may be missing; `mil` is a thousand to some, a million to others.
    if word and near and len(word[1]) >= len(near) - 1:
        return f"did you mean `{near}`?"
    return _HINT


def parse_currency(text: str) -> str:
    """The currency's ISO 4217 code, former currencies among them."""
    if text not in _CURRENCIES:
        code = text.strip().upper()
        near = _SLIPS.get(code, code if code in _CURRENCIES else "")
        hint = f"did you mean `{near}`?" if near else "write its ISO 4217 code: USD, JPY, KHR (former ones too: DEM)"
        raise BadValue(f"{text!r} is not a currency", hint=hint)
    return text
