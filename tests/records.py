"""The record's language for tests: write a visit as a user would, then ask.

`given` records files as if each was appended at its own instant, in memory.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline.answers.snapshot import Snapshot
from timeline.eventlog.store import EventLog
from timeline.record.append import ingest
from timeline.values import format_instant

NOW = datetime(2030, 1, 1, tzinfo=UTC)
FIRST = datetime(2025, 1, 1, tzinfo=UTC)

REGISTRY = """
[[actor]]
id = "japan"
kind = "state"
name = "Japan"
code = "JP"
[[actor]]
id = "cambodia"
kind = "state"
name = "Cambodia"
code = "KH"
[[actor]]
id = "ukraine"
kind = "state"
name = "Ukraine"
code = "UA"
[[actor]]
id = "kamikawa"
kind = "person"
name = "Kamikawa Yoko"
of = "japan"
[[actor]]
id = "hun-manet"
kind = "person"
name = "Hun Manet"
of = "cambodia"
[[actor]]
id = "prime-minister-of-cambodia"
kind = "office"
name = "Prime Minister of Cambodia"
of = "cambodia"
[[actor]]
id = "institute"
kind = "organisation"
name = "An institute"
[[topic]]
id = "roads"
name = "Roads"
[[topic]]
id = "order"
name = "International order"
"""

SOURCES = """
[[source]]
id = "jp-readout"
title = "Japanese readout"
kind = "readout"
side = "JP"
read = "full"
covers = "visit"
[[source]]
id = "kh-readout"
title = "Cambodian readout"
kind = "readout"
side = "KH"
read = "no"
covers = "visit"
[[source]]
id = "article"
title = "An article"
kind = "commentary"
side = "analyst"
read = "full"
covers = "visit"
retells = ["kh-readout"]
"""

VISIT = (
    SOURCES
    + """
[[event]]
id = "visit"
what = "visit"
title = "A visit"
when = "2024-07-05/2024-07-06"
by = "kamikawa"
to = "cambodia"
evidence = { source = "article", passage = "the visit" }
[[event]]
id = "visit/call"
what = "courtesy-call"
title = "A call"
when = "[2024-07-05..2024-07-06]"
by = "kamikawa"
to = "hun-manet"
part_of = "visit"
evidence = { source = "article", passage = "the call" }
"""
)


def event(name: str, what: str, fields: str = "") -> str:
    """The text of one event; *fields* are its own, a `-` for a value leaves the field out."""
    given = {line.partition("=")[0].strip() for line in fields.splitlines()}
    defaults = {
        "title": f'"The {what} {name}"',
        "when": '"2024-07-06"',
        "by": '"kamikawa"',
        "evidence": '{ source = "article", passage = "somewhere" }',
    }
    filled = "".join(f"{key} = {value}\n" for key, value in defaults.items() if key not in given)
    fields = "".join(f"{line}\n" for line in fields.splitlines() if not line.endswith("= -"))
    return f'[[event]]\nid = "{name}"\nwhat = "{what}"\n{filled}{fields}\n'


OFFICE = """
[[actor]]
id = "foreign-minister-of-japan"
kind = "office"
name = "Foreign Minister of Japan"
of = "japan"
[[actor]]
id = "iwaya"
kind = "person"
name = "Iwaya Takeshi"
of = "japan"
"""


def office(name: str, who: str, change: str, when: str, office: str = "foreign-minister-of-japan") -> str:
    """An office taken or left."""
    fields = f'person = "{who}"\noffice = "{office}"\nchange = "{change}"\nwhen = "{when}"\nby = -'
    return event(name, "office", fields)


TERM = office("took", "kamikawa", "assumed", "2023-09") + office("left", "kamikawa", "left", "2024-10-01")
MINISTER = office("pm", "hun-manet", "assumed", "2023", "prime-minister-of-cambodia")


PROMISE = event(
    "visit/loan",
    "commitment",
    'part_of = "visit"\nby = "japan"\nto = "cambodia"\nmoney = { amount = "59.6 million", currency = "USD", approximate = true }\ndue = "2025"',
)
SIGNING = event(
    "visit/signing",
    "signing",
    'part_of = "visit"\ndocument = "loan"\nto = "hun-manet"\nmoney = { amount = "59.6 million", currency = "USD", approximate = true }\n'
    'terms = { years = 30, grace_years = 10 }\nadvances = { commitment = "visit/loan", stage = "signed" }',
)
AGREED = event(
    "done",
    "signing",
    'by = "japan"\nto = "cambodia"\ndocument = "agreement"\nwhen = "2024-11"\nmoney = { amount = "2 million", currency = "USD" }\n'
    'advances = { commitment = "visit/loan", stage = "agreed" }\n'
    'evidence = [{ source = "article", passage = "x" }, { source = "jp-readout", passage = "x", for = ["money"] }]',
)
"""A stage of which one source gives the amount alone."""


def amount(text: str, source: str = "jp-readout", currency: str = "USD") -> str:
    """An attestation of another amount of the signing."""
    return f'[[attest]]\nid = "visit/signing@{currency.lower()}"\nevent = "visit/signing"\nsays = {{ money = {{ amount = "{text}", currency = "{currency}" }} }}\nevidence = {{ source = "{source}", passage = "x" }}\n'


def stamp(number: int) -> str:
    """The stamp of the file of that number, from 0; files are a day apart."""
    return format_instant(FIRST + timedelta(days=number))


def write_record(folder: Path, *texts: str, registry: str = REGISTRY) -> Path:
    """Write texts as record files of their own, recorded a day apart, after the registry."""
    for number, text in enumerate((registry, *texts)):
        header = f'format = 1\nrecorded_at = {stamp(number)}\nrecorded_by = "tests"\n'
        (folder / f"{number:02}.toml").write_text(header + text, encoding="utf-8")
    return folder


@contextmanager
def given(*texts: str, known: int | None = None, registry: str = REGISTRY) -> Iterator[Snapshot]:
    """Snapshot to the log of some texts, each recorded in a file of its own."""
    with TemporaryDirectory() as folder, EventLog() as log:
        ingest(write_record(Path(folder), *texts, registry=registry), log)
        with log.reading() as reader:
            yield Snapshot(reader, reader.head().size if known is None else known)
