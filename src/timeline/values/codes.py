"""The codes of parties and the sides of sources. Source: ISO 3166-1 and ISO 3166-3 (former names), as of 2026."""

from timeline.problems import meant
from timeline.values.bad import BadValue
from timeline.values.words import parse_id

_OF_THREE = {
    code[2:]: code[:2]
    for code in """
    ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS AWABW AXALA AZAZE BABIH BBBRB
    BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR
    BZBLZ CACAN CCCCK CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV CWCUW CXCXR
    CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK
    FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS
    GTGTM GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN ININD IOIOT IQIRQ IRIRN
    ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO
    LBLBN LCLCA LILIE LKLKA LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL MKMKD
    MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI MXMEX MYMYS MZMOZ NANAM NCNCL NENER
    NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM
    PNPCN PRPRI PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC SDSDN SESWE SGSGP
    SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF
    TGTGO THTHA TJTJK TKTKL TLTLS TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY
    UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF ZMZMB ZWZWE
    """.split()  # noqa: SIM905 - a list of 249 quoted codes reads worse
}
"""The codes of three letters, and those of two; in the list, the two are before the three."""
_STATES = frozenset(_OF_THREE.values())
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
    "VT": "VN", "PRC": "CN", "ROC": "TW", "ROK": "KR", "DPRK": "KP", "UAE": "AE", "DRC": "CD", "USSR": "SU",
    "SUN": "SU", "DDR": "DD", "GDR": "DD", "FRG": "DE", "YUG": "YU", "ZAR": "ZR", "BUR": "BU",
}  # fmt: skip
"""Letters that people take for the code of a state, and the code."""

_FOUR = 4
VOICES = ("press", "analyst")
"""The sides that no state takes."""


def _known(text: str) -> bool:
    return text in _STATES or text in _BY_PRACTICE or text in _FORMER or text in _FORMER_OF_FOUR


def _instead(text: str) -> str:
    """The code that unknown letters may mean, if one is near."""
    code = text.strip().upper()
    if near := meant_code(code) or (code if _known(code) else ""):
        return f"did you mean `{near}`?"
    if code == "CS":
        return "CS was two states: write `CSHH` (Czechoslovakia) or `CSXX` (Serbia and Montenegro)"
    return meant(code, tuple(_FORMER_OF_FOUR)) if len(code) == _FOUR else ""


def meant_code(code: str) -> str:
    """The code that others are written for: `GB` for UK or GBR; empty for none."""
    return _SLIPS.get(code) or _OF_THREE.get(code) or _FOUR_FOR_TWO.get(code) or ""


def parse_state_code(text: str) -> str:
    """A state's code: ISO 3166-1 alpha-2; of a former state its old two letters, or the four of ISO 3166-3.

    That it is registered is for the checks to say.
    """
    if not _known(text):
        hint = _instead(text) or "write the two capital letters of ISO 3166-1: JP, KH"
        raise BadValue(f"{text!r} is not the code of a state", hint=hint)
    return text


def parse_side(text: str) -> str:
    """A side: a party's code, or its id if it has none; `press` or `analyst`."""
    if not _known(text) and not _is_id(text):
        near = meant(text.casefold(), VOICES) or _instead(text)
        raise BadValue(
            f"{text!r} is not a side", hint=near or 'write the code of a party (JP, KH), "press" or "analyst"'
        )
    return text


def parse_party_code(text: str) -> str:
    """A party's code, or its id if it has none."""
    if text in VOICES or not (_known(text) or _is_id(text)):
        raise BadValue(
            f"{text!r} is not a party", hint=_instead(text) or "write the code of a party, or its id: JP, asean"
        )
    return text


def _is_id(text: str) -> bool:
    try:
        return bool(parse_id(text))
    except BadValue:
        return False
