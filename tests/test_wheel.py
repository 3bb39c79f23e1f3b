"""An installed program carries the record, and replays it anywhere."""

import subprocess
import sys
import zipfile
from pathlib import Path

from running import unmeasured

ROOT = Path(__file__).parents[1]


def test_a_wheel_carries_the_record(tmp_path: Path) -> None:
    """Built from the checkout, it answers from another folder, with a record of its own, and holds its checkpoints."""
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    installed = {path.name for path in (tmp_path / "site" / "timeline" / "events").iterdir()}
    env = unmeasured() | {"PYTHONPATH": str(tmp_path / "site"), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    code = "import timeline.record.shipped as s; print(s.shipped_record())"
    found = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, check=True, capture_output=True, text=True
    )
    command = [sys.executable, "-m", "timeline", "replay", "jp-kh-2024-07"]
    ran = subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True, text=True)

    # What is handed on needs no extra: a page for a minister, a picture, the archive.
    for handed in (
        ("brief", "jp-kh-2024-07", "--format", "html", "-o", "brief.html"),
        ("plot", "commitments", "jp-kh-2024-07", "-o", "x.svg"),
        ("archive", "archive"),
        ("export", "sqlite", "facts.sqlite", "--answers"),
    ):
        subprocess.run([*command[:3], *handed], cwd=tmp_path, env=env, check=True, capture_output=True)

    proof = subprocess.run([*command[:3], "prove", "#1"], cwd=tmp_path, env=env, check=True, capture_output=True).stdout
    (tmp_path / "fact.tlog-proof").write_bytes(proof)
    proved = subprocess.run(
        [*command[:3], "verify-proof", "fact.tlog-proof"], cwd=tmp_path, env=env, check=True, capture_output=True
    )

    for made in ("brief.html", "x.svg", "archive/index.html", "facts.sqlite"):
        assert (tmp_path / made).stat().st_size > 5000
    assert b"one that came with this program" in proved.stdout
    assert {"actors.toml", "topics.toml", "2024-07-jp-kh.toml", "record.schema.json", "LICENSE"} <= installed
    assert str(tmp_path / "site" / "timeline" / "events") == found.stdout.strip()
    assert "JP and KH: 122 steps" in ran.stdout
