"""Build the site of documents: `make docs`.

Usage: site.py FOLDER, or site.py --generate

The pages of docs/ and those at the root of the repository. MkDocs turns them into HTML; a warning ends the build. With
--generate, what commands make is written into docs/: the brief, pictures, a screen, the record format from the types,
and the notebook with its outputs.
"""

import ast
import asyncio
import inspect
import io
import json
import re
import runpy
import shutil
import subprocess
import sys
from contextlib import redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import NODEFAULT, Meta, Struct

from timeline.entries import (
    Actor,
    Attestation,
    Correction,
    Document,
    Engagement,
    Entry,
    Event,
    Source,
    Topic,
    Withdrawal,
)
from timeline.entries.parts import (
    Advance,
    Called,
    Evidence,
    Money,
    NoFact,
    Other,
    Participant,
    Passage,
    Quantity,
    Says,
    Search,
    Terms,
)

ROOT = Path(__file__).parents[1]
ON = "2026-11-24"
"""The day of the brief and of the pictures."""
AT_THE_ROOT = {
    f"{name}.md": f"{name.lower()}.md"
    for name in (
        "API", "JSON", "PROOFS", "SECURITY", "RULES", "DECISIONS", "ARCHITECTURE", "CHANGELOG", "CONTRIBUTING",
    )
}  # fmt: skip
"""Documents at the root of the repository, and their names on the site."""
MADE = ("brief.md", "format.md", "notebook.md")
"""The pages that commands make."""
PICTURES = {
    "commitments": ("commitments", "jp-kh-2024-07", "--on", ON),
    "relationship": ("relationship", "JP", "KH", "--to", ON),
    "meetings": ("meetings", "JP", "KH"),
    "readouts": ("readouts", "jp-kh-2024-07"),
}
documented = runpy.run_path(str(ROOT / "tools" / "json_fields.py"))["documented"]


def main(target: Path) -> None:
    """Gather the pages, then build."""
    with TemporaryDirectory() as folder:
        pages = Path(folder) / "docs"
        gather(pages)
        shutil.copy(ROOT / "mkdocs.yml", folder)
        command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(target.absolute())]
        subprocess.run(command, cwd=folder, check=True)


def gather(pages: Path) -> None:
    """Every page of the site, in a folder."""
    shutil.copytree(ROOT / "docs", pages)
    for page in pages.glob("*.md"):
        page.write_text(_relinked(page.read_text(encoding="utf-8")), encoding="utf-8")
    for name, there in AT_THE_ROOT.items():
        (pages / there).write_text(_relinked((ROOT / name).read_text(encoding="utf-8")), encoding="utf-8")
    generate(pages)


def generate(pages: Path) -> None:
    """What commands make, in a folder: docs/ has it, so that it is read without the site."""
    (pages / "pictures").mkdir(exist_ok=True)
    for name, text in generated().items():
        (pages / name).write_text(text, encoding="utf-8")


def generated() -> dict[str, str]:
    """The pages and pictures that commands make, by their file."""
    pictures = {name: _ran("plot", *arguments) for name, arguments in PICTURES.items()}
    return {
        "format.md": record_format(),
        "brief.md": _ran("brief", "jp-kh-2024-07", "--on", ON, "--format", "md"),
        "notebook.md": notebook(),
        **{f"pictures/{name}.svg": text for name, text in (pictures | {"screen": asyncio.run(screen())}).items()},
    }


def _ran(*arguments: str) -> str:
    ran = subprocess.run([sys.executable, "-m", "timeline", *arguments], cwd="/", capture_output=True, check=True)
    return ran.stdout.decode()


def _relinked(text: str) -> str:
    """Links between documents as they are on the site; one to a file that is not there is its name."""

    def there(found: re.Match[str]) -> str:
        text, address = found[1], found[2]
        name, mark, part = address.partition("#")
        if "://" in address or not name:
            return found[0]
        page = AT_THE_ROOT.get(Path(name).name)
        return f"[{text}]({page}{mark}{part})" if page else text

    return re.sub(r"\[([^\]]*)\]\(([^)]+)\)", there, text)


# --- what commands make -----------------------------------------------------------------------


async def screen() -> str:
    """The replay screen as a picture, with no font from elsewhere."""
    import timeline  # noqa: PLC0415 - the rest needs no log
    from timeline.answers.compare import comparison_of  # noqa: PLC0415 - as above
    from timeline.answers.replay import replay_of  # noqa: PLC0415 - as above
    from timeline.answers.snapshot import Snapshot  # noqa: PLC0415 - as above
    from timeline.tui.app import ReplayApp  # noqa: PLC0415 - as above
    from timeline.tui.store import Loaded, Store  # noqa: PLC0415 - as above

    visit = "jp-kh-2024-07"
    with timeline.open() as log:
        asked = Snapshot(log._reader, len(log))  # noqa: SLF001 - a screen reads the log itself
        rows = {row.id: row for row in comparison_of(asked, visit).rows}
        loaded = {recorded: Loaded(replay_of(asked, [visit], recorded=recorded), rows) for recorded in (False, True)}
        app = ReplayApp(Store(lambda recorded: loaded[recorded], recorded=False))
        async with app.run_test(size=(120, 36)) as pilot:
            await pilot.press(*["j"] * 8)
            picture = app.export_screenshot(title="timeline replay jp-kh-2024-07")
    return re.sub(r"@font-face\s*{[^}]*}", "", picture)


def notebook() -> str:
    """The notebook, its cells run from top to bottom, as Markdown: each followed by what it prints and shows."""
    cells = json.loads((ROOT / "docs" / "notebook.ipynb").read_text(encoding="utf-8"))["cells"]
    names: dict[str, Any] = {}
    return "\n".join(
        _shown(cell["source"], names) if cell["cell_type"] == "code" else f"{cell['source']}\n" for cell in cells
    )


def _shown(code: str, names: dict[str, Any]) -> str:
    """A cell of code with its output: what it prints, then the value of its last line, as a notebook has it."""
    tree = ast.parse(code)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    with redirect_stdout(io.StringIO()) as out:
        exec(compile(tree, "notebook", "exec"), names)  # noqa: S102 - our own notebook
        shown_last = ast.Expression(last.value) if isinstance(last, ast.Expr) else ast.Expression(ast.Constant(None))
        value = eval(compile(shown_last, "notebook", "eval"), names)  # noqa: S307 - as above
    shown = out.getvalue() + ("" if value is None else f"{value}\n")
    return f"```python\n{code}\n```\n" + (f"\n```text\n{shown}```\n" if shown else "")


# --- the record format ---------------------------------------------------------------------------


def record_format() -> str:
    """Every kind of entry and every field, from the types."""
    kinds = sorted(_subclasses(Event), key=lambda cls: str(cls.__struct_config__.tag))
    text = (
        "# The record format\n\nA record file is TOML: `format = 1`, then tables of entries. This page is made from "
        "the types; `timeline schema` prints the same as a JSON Schema, with which an editor completes and checks a "
        "file.\n"
    )
    text += f"\n## Every entry\n\n{_table(Entry)}"
    text += f"\n## Every event: `[[event]]`\n\n`what` names its kind.\n\n{_table(Event, without=Entry)}"
    text += f"\n## Every engagement\n\n{_table(Engagement, without=Event)}"
    for cls in kinds:
        rows = _table(cls, without=Engagement if issubclass(cls, Engagement) else Event)
        own = rows if rows.count("\n") > _HEAD else ""
        text += f"\n### `{cls.__struct_config__.tag}`\n\n{inspect.cleandoc(cls.__doc__ or '')}\n\n{own}"
    for name, other in _OTHERS.items():
        text += f"\n## `[[{name}]]`\n\n{inspect.cleandoc(other.__doc__ or '')}\n\n{_table(other, without=Entry)}"
    text += "\n## The tables in them\n"
    for part in _PARTS:
        text += f"\n### {part.__name__}\n\n{inspect.cleandoc(part.__doc__ or '')}\n\n{_table(part)}"
    return text


_HEAD = 2
_OTHERS: dict[str, type[Entry]] = {
    "attest": Attestation,
    "correct": Correction,
    "withdraw": Withdrawal,
    "actor": Actor,
    "source": Source,
    "topic": Topic,
    "document": Document,
}
_PARTS: tuple[type[Struct], ...] = (
    Passage, Evidence, Participant, Other, Money, Terms, Quantity, Advance, Called, Search, NoFact, Says,
)  # fmt: skip
_SHARED = {
    "title": "What happened or was said, in one line of our own words.",
    "when": "When it was.",
    "start": "When it began.",
    "zone": "The time zone of `start`.",
    "by": "Who acts or speaks.",
    "to": "To whom, or who is visited.",
    "evidence": "Who says so, and where.",
    "place": "Where it was.",
    "kind": "What it is.",
    "name": "Its name.",
    "topics": "What it is on.",
    "part_of": "What it belongs to.",
    "about": "What it is linked to without being a part of it.",
    "after": "What it came after, where the days do not say.",
    "told_in": "The event in which it was told.",
    "concerns": "Further parties that it concerns.",
    "advances": "The commitments that it brings to a stage.",
    "inferred": "Whether we drew it ourselves; needs `because`.",
    "because": "The reason, in our own words.",
    "text": "A note in our own words.",
    "money": "The amount.",
    "terms": "The terms of a loan or grant.",
    "due": "When it is due.",
    "quantity": "How many of what.",
    "act": "How it was said.",
    "passages": "Where it says so; written `passage`.",
    "says": "The values that the source gives.",
    "change": "What happened with the office.",
    "archive": "The address of a copy.",
    "url": "Its address.",
    "date": "When it was published.",
    "publisher": "Who published it.",
    "language": "Its language.",
    "sha256": "The hash of its text.",
    "retrieved_at": "When the text was retrieved.",
    "retrieved_by": "Who retrieved it.",
    "approximate": "Whether it says “about”.",
    "minutes": "How long it took; 0 when not said.",
    "form": "What was announced.",
    "recorded_by": "Who recorded it; stamped by `timeline append`.",
    "wikidata": "Its item in Wikidata.",
    "passage": "The passage.",
    "level": "The level, in the words of the source.",
    "document": "What kind of document it is.",
    "part_of_day": "When no clock time is said.",
    "when_said": "The day in the words of the source, if it is of another calendar.",
    "calendar": "The calendar of `when_said`.",
    "part_of_one_of": "It was part of one of these, and no source says of which.",
    "on_margins_of": "The conference beside which it took place.",
    "others": "Who was there and is not a principal.",
    "form_said": "What the source calls it.",
    "initiated_by": "Who asked for it.",
    "rank": "Its rank in protocol.",
    "described_as": "How the source describes it.",
    "verb_said": "The operative word of the text.",
    "firmness": "How firmly it was said.",
    "condition": "On which condition.",
    "capacity": "In which capacity the office is held.",
    "action": "What is done with the document.",
    "effective": "From when it has effect.",
    "relation": "What is done to relations.",
    "through": "Who passed it on.",
    "sent": "When it was sent.",
    "received": "When it was received.",
    "due_said": "When it is due, in the words of the source.",
    "stage": "The stage.",
}
"""What a field of a name means wherever its type says nothing else."""


def _subclasses(cls: type[Event]) -> list[type[Event]]:
    """The kinds of event: the classes that have none below them."""
    below = [one for sub in cls.__subclasses__() for one in _subclasses(sub)]
    return below or [cls]


def _table(cls: type[Struct], *, without: type[Struct] | None = None) -> str:
    hints, left = get_type_hints(cls, include_extras=True), set(without.__struct_fields__ if without else ())
    rows = ""
    names = zip(cls.__struct_fields__, cls.__struct_encode_fields__, strict=True)
    required = set(_required(cls))
    for field, name in names:
        if field not in left:
            kind, words = _kind(hints[field])
            said = documented(cls).get(field) or _SHARED.get(field, "")
            meaning = f"{said} {words}".strip() if words not in said else said
            must = " (required)" if field in required else ""
            rows += f"| `{name}` | {kind}{must} | {meaning.replace('|', '/')} |\n"
    return f"| field | type | meaning |\n| --- | --- | --- |\n{rows}"


def _required(cls: type[Struct]) -> list[str]:
    count = len(cls.__struct_fields__) - len(cls.__struct_defaults__)
    defaults = dict(zip(cls.__struct_fields__[count:], cls.__struct_defaults__, strict=True))
    return [name for name in cls.__struct_fields__ if defaults.get(name, NODEFAULT) is NODEFAULT]


def _kind(hint: Any) -> tuple[str, str]:  # noqa: ANN401 - any type of a field
    """A type in words, and what it says of itself."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        meta = next((one for one in arguments[1:] if isinstance(one, Meta)), None)
        return "text", f"{meta.description}." if meta and meta.description else ""
    if origin is Literal:
        return "one of " + ", ".join(f"`{word}`" for word in arguments), ""
    if origin is tuple:
        kind, words = _kind(arguments[0])
        return f"list of {kind}", words
    if origin is Union or str(origin) == "<class 'types.UnionType'>":
        return _kind(next(one for one in arguments if one is not type(None)))
    if isinstance(hint, type) and issubclass(hint, Struct):
        return f"[{hint.__name__}](#{hint.__name__.lower()})", ""
    return {str: "text", int: "number", bool: "true or false"}.get(hint, "any value"), ""


if __name__ == "__main__":
    if sys.argv[1] == "--generate":
        generate(ROOT / "docs")
    else:
        main(Path(sys.argv[1]))
