"""A record of one's own: started in one command, and used at once."""

import json
from pathlib import Path

import pytest

from running import at, timeline
from timeline.extras import DISTRIBUTION


def test_a_new_record_is_ready_to_be_written(tmp_path: Path) -> None:
    """It says what it holds; the commands of its README run."""
    with at(tmp_path):
        ran = timeline("init", "mine", "--title", "Two states", "--period", "2021 to 2024", "--between", "US", "CN")
    readme = (tmp_path / "mine" / "README.md").read_text(encoding="utf-8")
    written = {path.name for path in (tmp_path / "mine").iterdir()}
    with at(tmp_path / "mine"):
        assert 0 == timeline("check").code
        Path("text.txt").write_text("The two sides agreed to meet.\n", encoding="utf-8")
        named = [line.partition("#")[0].split()[1:] for line in readme.splitlines() if line.startswith("timeline new")]
        templates = [timeline(*words, "--stdout") for words in named]
        assert [0] * 3 == [timeline(*words).code for words in named]

    assert 0 == ran.code, ran.err
    assert "**Period**: 2021 to 2024" in readme
    assert "timeline new readouts us-cn-2025-01 --between US CN " in readme
    assert {"README.md", ".gitignore", ".gitattributes", ".github", "events"} == written
    assert [(0, True)] * 3 == [(template.code, "…" in template.out) for template in templates]


def test_a_record_may_be_of_more_than_two_parties(tmp_path: Path) -> None:
    """And none need be named: the examples have two."""
    with at(tmp_path):
        timeline("init", "three", "--between", "JP", "KR", "US")
        timeline("init", "one", "--between", "EU")
        timeline("init", "none")
        timeline("init", "same", "--between", "US")

    assert "readouts jp-kr-us-2025-01 --between JP KR US " in (tmp_path / "three/README.md").read_text("utf-8")
    assert "readouts eu-us-2025-01 --between EU US " in (tmp_path / "one/README.md").read_text("utf-8")
    assert "readouts us-cn-2025-01 --between US CN " in (tmp_path / "none/README.md").read_text("utf-8")
    assert "readouts us-cn-2025-01 --between US CN " in (tmp_path / "same/README.md").read_text("utf-8")


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    """An empty one is taken."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a").write_text("b", encoding="utf-8")
    with at(tmp_path):
        assert 0 == timeline("init", "empty").code
        ran = timeline("init", "full")

    assert (2, True) == (ran.code, "full is there already" in ran.err)
    assert ["a"] == [path.name for path in (tmp_path / "full").iterdir()]


def test_a_folder_that_cannot_be_written_is_not_half_there(tmp_path: Path) -> None:
    """Nothing is left beside it."""
    with at(tmp_path):
        ran = timeline("init", "nowhere/mine")

    assert 0 != ran.code
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("kind", "expected"), [("visit", "jp-kh-2024-07"), ("source", "ccrs-2024-07-10"), ("", "japan")]
)
def test_a_shell_completes_ids(kind: str, expected: str, tmp_path: Path) -> None:
    """Those of the record here, else of the shipped one."""
    with at(tmp_path):
        assert expected in timeline("completion", "ids", *filter(None, [kind])).out.split()
        (tmp_path / "events").mkdir()
        assert "" == timeline("completion", "ids").out
        assert "republic-of-korea" in timeline("completion", "ids", "party").out.split()
        assert "timeline completion ids visit" in timeline("completion", "bash").out


def test_an_editor_completes_the_ids_of_a_record_and_its_drafts(tmp_path: Path) -> None:
    """And those of the registry; other ids are taken too."""
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "a.toml").write_text(
        'format = 1\n[[actor]]\nid = "ana"\nkind = "person"\nname = "Ana"\nof = "japan"\n', encoding="utf-8"
    )
    with at(tmp_path):
        schema = json.loads(timeline("schema", "--record", "events").out)
        assert 2 == timeline("schema", "--record", "nowhere").code

    who = schema["definitions"]["Participant"]["anyOf"][1]["properties"]["who"]["anyOf"]
    assert {"ana", "japan"} <= set(schema["definitions"]["actor-id"]["enum"])
    assert {"$ref": "#/definitions/actor-id"} in who


@pytest.mark.parametrize(
    "command",
    [
        ["init", "."], ["init", "x", "--title", "a\x1b[31m"], ["init", "x", "--between", "a/../b", "US"],
        ["init", "x", "--between", "<script>"],
    ],
)  # fmt: skip
def test_a_record_is_not_begun_with_what_it_could_not_hold(command: list[str], tmp_path: Path) -> None:
    """Nor in the place of the folder that one is in."""
    (tmp_path / "here").mkdir()
    with at(tmp_path / "here"):
        assert 2 == timeline(*command).code
    assert [] == list((tmp_path / "here").iterdir())


def test_the_example_of_ci_installs_this_program(tmp_path: Path) -> None:
    """Another has its shorter name."""
    with at(tmp_path):
        timeline("init", "mine")
    workflow = (tmp_path / "mine" / ".github" / "workflows" / "record.yml").read_text(encoding="utf-8")

    assert f"pip install {DISTRIBUTION}\n" in workflow
