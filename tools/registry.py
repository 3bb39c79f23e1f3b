"""Write the registry of states, territories and organisations that comes with the program.

    pip install pycountry && python tools/registry.py

Codes, names and the days on which former codes were withdrawn are those of ISO 3166-1 and ISO 3166-3, as pycountry
has them. A state is a member of the United Nations or a state that it invites as an observer; anything else with a code
is an entity, which says nothing of its recognition. The organisations are listed here, by their own names.
"""

import re
import sys
import unicodedata
from pathlib import Path

import pycountry  # type: ignore[import-not-found]  # installed by whoever writes the registry

TARGET = Path(__file__).parent.parent / "src" / "timeline" / "recordfile" / "registry.toml"
NOT_MEMBERS = frozenset(
    "AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU PF "  # noqa: SIM905 - reads better
    "PM PN PR RE SH SJ SX TC TF TK TW UM VG VI WF YT".split()
)
"""With a code of ISO 3166-1, and neither a member of the United Nations nor an observer state."""
OFFICIAL = frozenset({"KR", "KP"})
"""Those of which the common name is not the one that they use themselves."""
RENAMED = {
    "BUMM": "MM", "HVBF": "BF", "DYBJ": "BJ", "ZRCD": "CD", "BYAA": "BY", "TPTL": "TL", "RHZW": "ZW", "NHVU": "VU",
    "AIDJ": "DJ",
}  # fmt: skip
"""Former codes of what has another code now."""
ENDED = {"SUHH": "SU", "CSHH": "CSHH", "CSXX": "CSXX", "DDDE": "DD", "YUCS": "YU", "YDYE": "YD", "VDVN": "VD"}
"""Former states that no single state continues, with the codes by which the record knows them."""
NAMES = {
    "SUHH": ("soviet-union", "Soviet Union"), "CSHH": ("czechoslovakia", "Czechoslovakia"),
    "CSXX": ("serbia-and-montenegro", "Serbia and Montenegro"), "DDDE": ("east-germany", "German Democratic Republic"),
    "YUCS": ("yugoslavia", "Yugoslavia"), "YDYE": ("south-yemen", "People's Democratic Republic of Yemen"),
    "VDVN": ("north-vietnam", "Democratic Republic of Viet-Nam"),
}  # fmt: skip
ORGANISATIONS = (
    ("united-nations", "United Nations", "UN"), ("european-union", "European Union", "EU"),
    ("asean", "Association of Southeast Asian Nations", "ASEAN"), ("african-union", "African Union", "AU"),
    ("arab-league", "League of Arab States", "Arab League"),
    ("organization-of-american-states", "Organization of American States", "OAS"),
    ("nato", "North Atlantic Treaty Organization", "NATO"),
    ("osce", "Organization for Security and Co-operation in Europe", "OSCE"),
    ("gulf-cooperation-council", "Cooperation Council for the Arab States of the Gulf", "GCC"),
    ("ecowas", "Economic Community of West African States", "ECOWAS"),
    ("sadc", "Southern African Development Community", "SADC"), ("caricom", "Caribbean Community", "CARICOM"),
    ("pacific-islands-forum", "Pacific Islands Forum", "PIF"),
    ("saarc", "South Asian Association for Regional Cooperation", "SAARC"),
    ("council-of-europe", "Council of Europe", ""), ("commonwealth", "Commonwealth of Nations", ""),
    ("world-health-organization", "World Health Organization", "WHO"),
    ("international-atomic-energy-agency", "International Atomic Energy Agency", "IAEA"),
    ("world-bank", "World Bank", ""), ("international-monetary-fund", "International Monetary Fund", "IMF"),
    ("asian-development-bank", "Asian Development Bank", "ADB"),
    ("world-trade-organization", "World Trade Organization", "WTO"),
)  # fmt: skip


def slug(name: str) -> str:
    """An id made of a name."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def straight(name: str) -> str:
    """`Republic of Korea` of `Korea, Republic of`."""
    first, comma, rest = name.partition(", ")
    rest = rest.removeprefix("The ").removeprefix("the ")
    return f"{rest} {first}" if comma and rest.endswith(("of", "the")) else name


def quoted(text: str) -> str:
    """A text of TOML."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def actor(
    id: str, kind: str, name: str, names: list[str], code: str, called: list[tuple[str, str, str]], via: str
) -> str:
    """One entry."""
    lines = ["", "[[actor]]", f"id = {quoted(id)}", f"kind = {quoted(kind)}", f"name = {quoted(name)}"]
    others = [other for other in dict.fromkeys(names) if other and other != name]
    lines += [f"names = [{', '.join(map(quoted, others))}]"] if others else []
    lines += [f"code = {quoted(code)}"] if code else []
    if called:
        items = ", ".join(
            f"{{ when = {quoted(when)}, name = {quoted(old)}, code = {quoted(sign)} }}" for old, sign, when in called
        )
        lines.append(f"called = [{items}]")
    lines.append(f'evidence = {{ source = "timeline-registry"{via} }}')
    return "\n".join(lines) + "\n"


ISO = ', via = "iso-3166"'
HEAD = f"""# Written by tools/registry.py of pycountry {getattr(pycountry, "__version__", "")}: do not edit.
format = 1

[[source]]
id = "timeline-registry"
title = "Registry of states, territories and organisations that comes with Timeline"
kind = "text"
side = "analyst"
read = "full"

[[source]]
id = "iso-3166"
title = "ISO 3166-1 and ISO 3166-3: codes of countries, and codes formerly used"
kind = "text"
side = "analyst"
read = "no"
publisher = "International Organization for Standardization"
"""


def main() -> None:
    """Write the file."""
    former = {country.alpha_4: country for country in pycountry.historic_countries}
    called: dict[str, list[tuple[str, str, str]]] = {}
    for four, now in RENAMED.items():
        old = former[four]
        sign = four if old.alpha_2 in {"BY", "AI"} else old.alpha_2
        called.setdefault(now, []).append((straight(old.name), sign, f"../{old.withdrawal_date}"))
    entries = []
    for country in sorted(pycountry.countries, key=lambda country: country.alpha_2):
        code, common = country.alpha_2, getattr(country, "common_name", "")
        name = straight(country.name) if code in OFFICIAL or not common else common
        names = [straight(country.name), common, getattr(country, "official_name", ""), country.alpha_3]
        kind = "entity" if code in NOT_MEMBERS else "state"
        entries.append((slug(name), actor(slug(name), kind, name, names, code, called.get(code, []), ISO)))
    entries.append(("kosovo", actor("kosovo", "entity", "Kosovo", [], "XK", [], "")))
    for four, code in ENDED.items():
        id, name = NAMES[four]
        entries.append((id, actor(id, "state", name, [straight(former[four].name)], code, [], ISO)))
    for id, name, short in ORGANISATIONS:
        entries.append(
            (id, actor(id, "international-organisation", name, [short], "EU" if short == "EU" else "", [], ""))
        )
    assert len({id for id, _ in entries}) == len(entries), "ids are never used twice"
    TARGET.write_text(HEAD + "".join(text for _, text in sorted(entries)), encoding="utf-8")
    sys.stdout.write(f"{TARGET}: {len(entries)} actors\n")


if __name__ == "__main__":
    main()
