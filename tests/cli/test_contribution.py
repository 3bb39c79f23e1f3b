"""A pull request to the record, as continuous integration looks at it."""

import json
import subprocess
from pathlib import Path

import pytest

from records import VISIT, event, stamp, write_record
from running import Ran, at, timeline

DRAFT = "format = 1\n" + event("visit/more", "dinner", 'part_of = "visit"')


class Repository:
    """A git repository with a record, and a branch on which somebody works."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.record = folder / "events"
        self.record.mkdir()
        write_record(self.record, VISIT)
        (folder / "README.md").write_text("A project.\n", encoding="utf-8")
        self.git("init", "-q", "-b", "main")
        self.commit("the record")
        self.git("checkout", "-q", "-b", "work")

    def git(self, *arguments: str) -> None:
        """Run git."""
        own = ["-c", "user.name=tests", "-c", "user.email=tests@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(self.folder), *own, *arguments], check=True, capture_output=True)

    def commit(self, message: str) -> None:
        """Commit everything."""
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def check(self, *more: str) -> Ran:
        """Check the record as a contribution to main."""
        with at(self.folder):
            return timeline("check", "--against", "main", *more)

    def codes(self) -> set[tuple[str, str]]:
        """What is wrong: file and code."""
        ran = self.check("--format", "json")
        assert 1 == ran.code
        return {(Path(one["path"]).name, one["code"]) for one in map(json.loads, ran.out.splitlines())}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with a record of a visit."""
    folder = tmp_path / "project"
    folder.mkdir()
    return Repository(folder)


def test_a_draft_is_a_contribution(repository: Repository) -> None:
    """Committed or not; comments and layout of recorded files may change."""
    (repository.record / "more.toml").write_text(DRAFT, encoding="utf-8")
    recorded = repository.record / "01.toml"
    recorded.write_text("# A comment.\n" + recorded.read_text(encoding="utf-8"), encoding="utf-8")
    before = repository.check()
    repository.commit("a draft")

    assert (0, "", "nothing is wrong, and nothing that was recorded at main was altered\n") == (
        before.code,
        before.out,
        before.err,
    )
    assert 0 == repository.check().code


def test_what_was_recorded_cannot_be_altered_by_a_contribution(repository: Repository) -> None:
    """Edited, added to, taken out of, deleted, or its id used again."""
    first, second = repository.record / "00.toml", repository.record / "01.toml"
    first.write_text(first.read_text(encoding="utf-8").replace("Kamikawa Yoko", "Somebody else"), encoding="utf-8")
    (repository.record / "more.toml").write_text(DRAFT.replace("visit/more", "visit/call"), encoding="utf-8")
    assert {("00.toml", "edited"), ("more.toml", "duplicate-id")} == repository.codes()

    second.unlink()
    repository.commit("worse")
    assert ("", "removed") in repository.codes()


def test_a_contribution_has_no_stamps_no_links_and_no_checkpoints(repository: Repository) -> None:
    """They are made on the main branch, and what a link leads to is not what was looked at."""
    header = f'format = 1\nrecorded_at = {stamp(9)}\nrecorded_by = "me"\n'
    (repository.record / "more.toml").write_text(header + DRAFT.partition("\n")[2], encoding="utf-8")
    (repository.record / "link.md").symlink_to(repository.folder / "README.md")
    (repository.record / "checkpoints").mkdir()
    (repository.record / "checkpoints" / "3.checkpoint").write_text("whatever\n", encoding="utf-8")

    assert {
        ("more.toml", "stamp"),
        ("link.md", "symlink"),
        ("link.md", "not-a-record-file"),
        ("3.checkpoint", "checkpoint"),
    } == repository.codes()


def test_a_checkpoint_is_never_changed_or_removed(repository: Repository) -> None:
    """Nor is one that another put there since."""
    repository.git("checkout", "-q", "main")
    with at(repository.folder):
        assert 0 == timeline("checkpoint").code
    repository.commit("a checkpoint")
    repository.git("checkout", "-q", "work")
    assert 0 == repository.check().code
    repository.git("merge", "-q", "main")
    (path,) = (repository.record / "checkpoints").iterdir()
    path.write_text("another\n", encoding="utf-8")
    changed = repository.check()
    path.unlink()
    removed = repository.check()

    assert "a checkpoint was changed" in changed.out
    assert "a checkpoint was removed" in removed.out


def test_a_contribution_to_the_record_changes_nothing_else(repository: Repository) -> None:
    """A change of the program alone is none of the record's business."""
    (repository.folder / "README.md").write_text("Another project.\n", encoding="utf-8")
    assert 0 == repository.check().code
    (repository.record / "more.toml").write_text(DRAFT, encoding="utf-8")

    assert {("README.md", "outside")} == repository.codes()


def test_a_contribution_is_compared_with_where_it_began(repository: Repository) -> None:
    """What was recorded on the main branch since is not missed."""
    repository.git("checkout", "-q", "main")
    header = f'format = 1\nrecorded_at = {stamp(9)}\nrecorded_by = "me"\n'
    (repository.record / "since.toml").write_text(header + DRAFT.partition("\n")[2], encoding="utf-8")
    repository.commit("since")
    repository.git("checkout", "-q", "work")

    assert 0 == repository.check().code


def test_no_attribute_of_git_hides_what_was_recorded(repository: Repository) -> None:
    """One that is added is refused; one that is there already has no say in what is compared."""
    (repository.record / ".gitattributes").write_text("01.toml export-ignore\n", encoding="utf-8")
    assert {(".gitattributes", "not-a-record-file")} == repository.codes()

    repository.git("checkout", "-q", "main")
    repository.commit("attributes")
    repository.git("checkout", "-q", "-B", "work")
    (repository.record / "01.toml").unlink()
    assert ("", "removed") in repository.codes()


@pytest.mark.parametrize("nested", [False, True], ids=["a link", "a repository of its own"])
def test_a_record_that_is_elsewhere_is_not_looked_at(repository: Repository, nested: bool) -> None:  # noqa: FBT001 - two cases
    """What a link leads to, or another repository holds, is compared with itself."""
    repository.record.rename(repository.folder / "elsewhere")
    if nested:
        repository.record.mkdir()
        subprocess.run(["git", "init", "-q", "-b", "main", str(repository.record)], check=True)
    else:
        repository.record.symlink_to("elsewhere")
    ran = repository.check()

    assert (1, True) == (ran.code, "error[symlink]" in ran.err)


def test_a_base_that_is_itself_refused_is_told(repository: Repository) -> None:
    """Nothing can be compared with it."""
    (repository.record / "02.toml").write_text(
        "format = 1\nrecorded_at = 2025-01-09T00:00:00Z\nx = 1\n", encoding="utf-8"
    )
    repository.commit("broken")
    repository.git("branch", "-f", "main")

    assert "the record at main is itself refused" in repository.check().err


def test_without_git_or_with_files_it_cannot_be_told(repository: Repository, tmp_path: Path) -> None:
    """The way out is named."""
    alone = tmp_path / "alone"
    alone.mkdir()
    write_record(alone)
    with at(tmp_path):
        no_git = timeline("check", "--against", "main", "--record", str(alone))
    no_revision = repository.check("--record", str(repository.record), "--format", "text", "--log", "x")
    with at(repository.folder):
        unknown = timeline("check", "--against", "no-such-branch")
        option = timeline("check", "--against=--octopus")
        other = timeline("check", "--against", "main", "--record", str(tmp_path))

    assert [2, 2, 2, 2, 2] == [no_git.code, no_revision.code, unknown.code, option.code, other.code]
    assert "name a commit or branch of the repository that the record is in" in unknown.err
