"""The codes of states and the sides of sources. Source: ISO 3166-1 and ISO 3166-3 (former names), as of 2026."""

from timeline.problems import meant
from timeline.values.bad import BadValue

_STATES = frozenset(
    """AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
    GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO
    JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR
    MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO
    RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV
    TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW""".split()  # noqa: SIM905 - a list of 249 quoted codes reads worse
)
_BY_PRACTICE = frozenset({"EU", "XK"})
"""In common use and in no list of states: the European Union (reserved by ISO 3166), Kosovo (user-assigned)."""
_FORMER = frozenset("AN BU CT DD DY FQ FX HV JT MI NH NQ NT PC PU PZ RH SU TP VD WK YD YU ZR".split())  # noqa: SIM905 - as above
"""Former two-letter codes that name one state."""
_FORMER_OF_FOUR = {
    "AIDJ": "AI", "BQAQ": "BQ", "BYAA": "BY", "CSHH": "CS", "CSXX": "CS", "GEHH": "GE", "SKIN": "SK",
}  # fmt: skip
"""Former states whose two letters name another too: their codes of four, with the two."""
_FOUR_FOR_TWO = {
    "ANHH": "AN", "BUMM": "BU", "CTKI": "CT", "DDDE": "DD", "DYBJ": "DY", "FQHH": "FQ", "FXFR": "FX", "HVBF": "HV",
    "JTUM": "JT", "MIUM": "MI", "NHVU": "NH", "NQAQ": "NQ", "NTHH": "NT", "PCHH": "PC", "PUUM": "PU", "PZPA": "PZ",
    "RHZW": "RH", "SUHH": "SU", "TPTL": "TP", "VDVN": "VD", "WKUM": "WK", "YDYE": "YD", "YUCS": "YU", "ZRCD": "ZR",
}  # fmt: skip
"""Codes of four for former states whose two letters are enough."""
_SLIPS = {
    "UK": "GB", "EN": "GB", "EL": "GR", "KO": "KR", "SW": "SE", "SP": "ES", "CB": "KH", "JA": "JP", "RC": "TW",
    "VT": "VN",
}  # fmt: skip
"""Letters that people take for the code of a state, and the code."""

_FOUR = 4
VOICES = ("press", "analyst")
"""The sides that no state takes."""


def _known(text: str) -> bool:
    return text in _STATES or text in _BY_PRACTICE or text in _FORMER or text in _FORMER_OF_FOUR


def _instead(text: str) -> str:
    """The code that is meant by letters that are none, if one is near."""
    code = text.strip().upper()
    near = _SLIPS.get(code) or _FOUR_FOR_TWO.get(code) or (code if _known(code) else "")
    if near:
        return f"did you mean `{near}`?"
    if code == "CS":
        return "CS was two states: write `CSHH` (Czechoslovakia) or `CSXX` (Serbia and Montenegro)"
    return meant(code, tuple(_FORMER_OF_FOUR)) if len(code) == _FOUR else ""


def parse_state_code(text: str) -> str:
    """A state's code: ISO 3166-1 alpha-2; of a former state its old two letters, or the four of ISO 3166-3.

    That it is registered is for the checks to say.
    """
    if not _known(text):
        hint = _instead(text) or "write its two capitals, as in ISO 3166-1: JP, KH"
        raise BadValue(f"{text!r} is not a state's code", hint=hint)
    return text


def parse_side(text: str) -> str:
    """A side: a state's code, `press` or `analyst`."""
    if text not in VOICES and not _known(text):
        near = meant(text.casefold(), VOICES) or _instead(text)
        raise BadValue(f"{text!r} is not a side", hint=near or 'write a state\'s code (JP, KH), "press" or "analyst"')
    return text
