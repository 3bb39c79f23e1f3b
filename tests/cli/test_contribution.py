"""A pull request to the record, as continuous integration looks at it."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from records import VISIT, event, stamp, write_record
from running import Ran, at, timeline
from timeline.record.contribution import _mode_of

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

    def codes(self, *more: str) -> set[tuple[str, str]]:
        """What is wrong: file and code."""
        ran = self.check("--format", "json", *more)
        assert 1 == ran.code
        return {(Path(one["path"]).name, one["code"]) for one in map(json.loads, ran.out.splitlines())}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with a record of a visit."""
    folder = tmp_path / "project"
    folder.mkdir()
    return Repository(folder)


def test_a_draft_is_a_contribution(repository: Repository) -> None:
    """Committed or not."""
    (repository.record / "more.toml").write_text(DRAFT, encoding="utf-8")
    before = repository.check()
    repository.commit("a draft")

    assert (0, "", "no mistakes found, and nothing recorded at main was altered\n") == (
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
    expected = {("00.toml", "edited"), ("more.toml", "duplicate-id")}
    assert expected | {("00.toml", "changed")} == repository.codes()
    assert expected == repository.codes("--allow", "events/00.toml")

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
    """One that is added is refused; one that already exists has no say in what is compared."""
    (repository.record / ".gitattributes").write_text("01.toml export-ignore\n", encoding="utf-8")
    assert {(".gitattributes", "not-a-record-file")} == repository.codes()

    repository.git("checkout", "-q", "main")
    repository.commit("attributes")
    repository.git("checkout", "-q", "-B", "work")
    (repository.record / "01.toml").unlink()
    assert ("", "removed") in repository.codes()


@pytest.mark.parametrize("nested", [False, True], ids=["a link", "a separate repository"])
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


@pytest.fixture
def furnished(repository: Repository) -> Repository:
    """A repository whose record has a licence, a schema, a README and somebody's draft beside its files."""
    repository.git("checkout", "-q", "main")
    for name in ("LICENSE", "README.md", "record.schema.json"):
        (repository.record / name).write_text("what it is\n", encoding="utf-8")
    (repository.record / "theirs.toml").write_text(DRAFT.replace("visit/more", "visit/theirs"), encoding="utf-8")
    repository.commit("what stands beside")
    repository.git("checkout", "-q", "-B", "work")
    return repository


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize("name", ["LICENSE", "README.md", "record.schema.json", "theirs.toml", "01.toml"])
@pytest.mark.parametrize("how", ["replaced", "emptied", "deleted"])
def test_what_was_there_is_changed_by_no_contribution(
    furnished: Repository,
    name: str,
    how: str,
    committed: bool,  # noqa: FBT001 - two cases
) -> None:
    """Whatever it is, and whatever becomes of it: it is refused by its name."""
    path = furnished.record / name
    match how:
        case "replaced":
            path.write_text(path.read_text(encoding="utf-8") + "# more\n", encoding="utf-8")
        case "emptied":
            path.write_bytes(b"")
        case _:
            path.unlink()
    if committed:
        furnished.commit("worse")

    assert (name, "changed") in furnished.codes()


def test_a_draft_may_be_changed_or_removed_when_it_is_allowed_by_name(furnished: Repository) -> None:
    """And nothing else with it: a recorded file only its layout, never what it says."""
    path, recorded = furnished.record / "theirs.toml", furnished.record / "01.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("The dinner", "A dinner"), encoding="utf-8")
    recorded.write_text("# A comment.\n" + recorded.read_text(encoding="utf-8"), encoding="utf-8")
    allowed = ("--allow", "events/theirs.toml", "--allow", str(recorded))

    assert {("theirs.toml", "changed"), ("01.toml", "changed")} == furnished.codes()
    assert {("01.toml", "changed")} == furnished.codes(*allowed[:2])
    assert 0 == furnished.check(*allowed).code
    path.unlink()
    assert 0 == furnished.check(*allowed).code
    recorded.unlink()
    assert {("01.toml", "changed"), ("", "removed")} == furnished.codes(*allowed)
    assert ("LICENSE", "changed") in _emptied(furnished, "LICENSE").codes("--allow", "events/LICENSE")


def _emptied(repository: Repository, name: str) -> Repository:
    (repository.record / name).write_bytes(b"")
    return repository


def test_only_files_of_the_record_are_allowed_and_only_in_a_contribution(repository: Repository) -> None:
    """Wrong use otherwise."""
    with at(repository.folder):
        alone = timeline("check", "--allow", "events/01.toml")

    none = repository.check("--allow", "events/nothing.toml")
    assert [2, 2, 2] == [alone.code, repository.check("--allow", "README.md").code, none.code]


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize(
    ("name", "code"),
    [
        (".payload.toml", "name"),
        (".github/run.jsonl", "name"),
        ("sub/.hidden/x.toml", "name"),
        ("More.toml", "name"),
        ("a b.toml", "name"),
        ("a\x07b.toml", "name"),
        ("a\nb.toml", "name"),
        ("ab\u0131.toml", "name"),
        ("-rf.toml", "name"),
        ("con.toml", "name"),
        ("aux/x.toml", "name"),
        ("lpt1.x.toml", "name"),
        ("a..toml", "name"),
        ("sub./x.toml", "name"),
        ("a:b.toml", "name"),
        ("x.toml/y.toml", "name"),
        ("n" * 220 + ".toml", "name"),
        ("run.sh", "not-a-record-file"),
        ("x.TOML", "not-a-record-file"),
        ("toml", "not-a-record-file"),
        ("checkpoints/x.toml", "checkpoint"),
    ],
)
def test_a_new_file_that_is_no_draft_by_its_name_is_refused(
    repository: Repository,
    name: str,
    code: str,
    committed: bool,  # noqa: FBT001 - two cases
) -> None:
    """Hidden, with control characters, of no known kind, or such that other systems cannot hold it."""
    path = repository.record / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(DRAFT, encoding="utf-8")
    if committed:
        repository.commit("odd")

    assert code in {found for _, found in repository.codes()}


@pytest.mark.parametrize("name", ["more.toml", "2024-07-jp-kh_2.toml", "sub/2024.v2/more.toml"])
def test_a_new_draft_of_an_ordinary_name_is_accepted(repository: Repository, name: str) -> None:
    """In a folder of its own too."""
    path = repository.record / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(DRAFT, encoding="utf-8")
    repository.commit("a draft")

    assert 0 == repository.check().code


def test_names_that_differ_only_in_case_are_one_name(repository: Repository) -> None:
    """Of two new files, of a new one and an old one, of their folders, and of the record itself."""
    repository.git("checkout", "-q", "main")
    for name in ("Old.toml", "Sub/old.toml"):
        path = repository.record / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(DRAFT.replace("visit/more", f"visit/{path.parent.name.lower()}-old"), encoding="utf-8")
    repository.commit("old ones")
    repository.git("checkout", "-q", "-B", "work")
    for number, name in enumerate(("old.toml", "sub/new.toml", "fine.toml", "../EVENTS/x.toml")):
        path = repository.record / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(DRAFT.replace("visit/more", f"visit/n{number}"), encoding="utf-8")

    assert {("old.toml", "name"), ("new.toml", "name"), ("x.toml", "name")} == repository.codes()


@pytest.mark.parametrize("committed", [False, True])
def test_a_program_and_a_link_are_no_drafts(repository: Repository, committed: bool) -> None:  # noqa: FBT001 - two cases
    """Whatever their names."""
    path = repository.record / "more.toml"
    path.write_text(DRAFT, encoding="utf-8")
    path.chmod(0o755)
    (repository.record / "link.toml").symlink_to("01.toml")
    if committed:
        repository.commit("odd")
    with at(repository.folder):
        ran = timeline("check", "--against", "main", "--format", "json")

    assert (1, True) == (ran.code, '"code":"symlink"' in ran.out)
    (repository.record / "link.toml").unlink()
    assert {("more.toml", "mode")} == repository.codes() - {("link.toml", "symlink")}


@pytest.mark.parametrize("committed", [False, True])
def test_a_repository_within_is_no_draft(repository: Repository, committed: bool) -> None:  # noqa: FBT001 - two cases
    """Though its name ends as a draft's, and whether or not it is there to be looked at."""
    inner = repository.record / "inner.toml"
    subprocess.run(["git", "init", "-q", "-b", "main", str(inner)], check=True)
    (inner / "x").write_text("x\n", encoding="utf-8")
    own = ["-c", "user.name=tests", "-c", "user.email=tests@example.org"]
    subprocess.run(["git", "-C", str(inner), *own, "add", "x"], check=True)
    subprocess.run(["git", "-C", str(inner), *own, "commit", "-q", "-m", "x"], check=True)
    if committed:
        repository.commit("a gitlink")
        shutil.rmtree(inner)
        inner.mkdir()

    assert {("inner.toml", "mode")} == repository.codes()


def test_what_git_was_reported_to_put_in_place_of_what_was_recorded_has_no_say(repository: Repository) -> None:
    """`git replace` shows another file where the recorded one was committed."""
    path = repository.record / "01.toml"
    edited = path.read_text(encoding="utf-8").replace("A call", "A talk")
    path.write_text(edited, encoding="utf-8")
    run = ["git", "-C", str(repository.folder)]
    was = subprocess.run(
        [*run, "rev-parse", "main:events/01.toml"], check=True, capture_output=True, text=True
    ).stdout.strip()
    now = subprocess.run(
        [*run, "hash-object", "-w", str(path)], check=True, capture_output=True, text=True
    ).stdout.strip()
    repository.git("replace", was, now)

    assert {("01.toml", "edited"), ("01.toml", "changed")} == repository.codes()


def test_histories_that_meet_twice_are_not_compared_with_one_of_them(repository: Repository) -> None:
    """What only the other has could be altered: what was recorded since, and somebody's draft."""
    repository.git("checkout", "-q", "main")
    header = f'format = 1\nrecorded_at = {stamp(9)}\nrecorded_by = "me"\n'
    (repository.record / "since.toml").write_text(header + DRAFT.partition("\n")[2], encoding="utf-8")
    repository.commit("since")
    repository.git("checkout", "-q", "-b", "sent", "main~1")
    (repository.record / "sent.toml").write_text(DRAFT.replace("visit/more", "visit/sent"), encoding="utf-8")
    repository.commit("a draft that is merged")
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "merged", "sent")
    repository.git("checkout", "-q", "-B", "work", "main~1")
    repository.git("merge", "-q", "--no-ff", "-m", "also merged", "sent")
    (repository.record / "since.toml").unlink()
    repository.commit("worse")
    ran = repository.check()

    assert (2, True) == (ran.code, "have 2 merge bases" in ran.err)
    assert "rebase the contribution on main" in ran.err


def test_a_name_that_is_a_tag_and_a_branch_is_reported(repository: Repository) -> None:
    """A tag comes with a fetch, and git would take it for the branch."""
    repository.git("update-ref", "refs/remotes/origin/main", "main")
    whole = "refs/remotes/origin/main"
    with at(repository.folder):
        before = timeline("check", "--against", "origin/main")
        repository.git("tag", "origin/main", "work")
        ran, named = timeline("check", "--against", "origin/main"), timeline("check", "--against", whole)

    assert [0, 2, 0] == [before.code, ran.code, named.code]
    assert "origin/main is ambiguous: refs/remotes/origin/main or refs/tags/origin/main" in ran.err.replace("\n", " ")


def test_a_contribution_does_not_say_who_records_it(repository: Repository) -> None:
    """Who accepts it does; and an append says so when a draft names another."""
    path = repository.record / "more.toml"
    path.write_text(
        DRAFT.replace("format = 1\n", 'format = 1\nrecorded_by = "A ministry (verified)"\n'), encoding="utf-8"
    )
    assert {("more.toml", "recorder")} == repository.codes()
    with at(repository.folder):
        done = timeline("append", "--by", "me")

    assert "recorded events/more.toml, by A ministry (verified), as the file says" in done.out


@pytest.mark.parametrize("comment", ["# \u202etxet", "# \u2028[[withdraw]]", "# \x1b[2J", "# \U000e0041"])
def test_a_comment_of_a_contribution_hides_nothing(repository: Repository, comment: str) -> None:
    """A reviewer reads it; tabs, and the line ends of Windows, are no matter."""
    path = repository.record / "more.toml"
    path.write_bytes(f"# A\tcomment.\r\n{DRAFT}".replace("\n", "\r\n").replace("\r\r", "\r").encode())
    assert 0 == repository.check().code
    path.write_text(f"{DRAFT}{comment}\n", encoding="utf-8")

    assert ("more.toml", "unseen") in repository.codes()


@pytest.mark.parametrize("quotes", ["'''", '"""'])
def test_a_file_that_looks_recorded_and_is_not_is_a_draft(repository: Repository, quotes: str) -> None:
    """A text that goes on for lines may hold what a stamp looks like."""
    text = f"format = 1\nrecorded_by = {quotes}\nrecorded_at = {stamp(1)}\n{quotes}\n[[event]]\nid = 'x'\n"
    (repository.record / "more.toml").write_text(text, encoding="utf-8")

    assert {("more.toml", "bad-line"), ("more.toml", "missing-field")} <= repository.codes()


def test_what_takes_the_place_of_the_record_is_of_it(repository: Repository) -> None:
    """A link that is the record where case is not heeded."""
    (repository.folder / "EVENTS").symlink_to("elsewhere")

    assert {("EVENTS", "name")} == repository.codes()


def test_variables_of_a_hook_do_not_say_which_record_is_meant(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nor does the mode of files where the system has none, nor a file that is called like a revision."""
    (repository.record / "more.toml").write_text(DRAFT, encoding="utf-8")
    (repository.record / "more.toml").chmod(0o755)
    repository.git("config", "core.fileMode", "false")
    repository.git("checkout", "-q", "main")
    (repository.folder / "HEAD").write_text("x", encoding="utf-8")
    repository.git("add", "HEAD")
    repository.git("commit", "-q", "-m", "HEAD")
    repository.git("checkout", "-q", "-B", "work")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nothing"))

    assert 0 == repository.check().code


def test_a_record_that_is_the_whole_repository_is_looked_at(tmp_path: Path) -> None:
    """There is nothing above it."""
    folder = write_record(tmp_path, VISIT)
    own = ["-c", "user.name=tests", "-c", "user.email=tests@example.org"]
    for command in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run(["git", "-C", str(folder), *own, *command], check=True, capture_output=True)
    (folder / "more.toml").write_text(DRAFT, encoding="utf-8")
    good = timeline("check", "--record", str(folder), "--against", "main")
    (folder / "01.toml").write_bytes(b"")
    bad = timeline("check", "--record", str(folder), "--against", "main")

    assert [0, 1] == [good.code, bad.code]


def test_histories_that_never_meet_are_reported(repository: Repository) -> None:
    """As a clone is that was fetched in part."""
    repository.git("checkout", "-q", "--orphan", "alone")
    repository.commit("alone")
    ran = repository.check()

    assert (2, True, True) == (ran.code, "have no common commit" in ran.err, "fetch-depth: 0" in ran.err)


def test_a_draft_that_was_committed_and_is_not_in_the_folder_is_looked_at(repository: Repository) -> None:
    """What was committed is what is contributed."""
    (repository.record / "README.md").write_text("mine\n", encoding="utf-8")
    repository.commit("a file")
    (repository.record / "README.md").unlink()

    assert {("README.md", "not-a-record-file")} == repository.codes()


def test_a_base_that_is_itself_refused_is_reported(repository: Repository) -> None:
    """Nothing can be compared with it."""
    (repository.record / "02.toml").write_text(
        "format = 1\nrecorded_at = 2025-01-09T00:00:00Z\nx = 1\n", encoding="utf-8"
    )
    repository.commit("broken")
    repository.git("branch", "-f", "main")

    assert "the record at main is itself refused" in repository.check().err


def test_without_git_or_with_files_it_cannot_be_reported(repository: Repository, tmp_path: Path) -> None:
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
    assert "name a commit or branch of the record's repository" in unknown.err


def test_an_allowed_draft_stays_an_ordinary_file(furnished: Repository) -> None:
    """With its mode."""
    (furnished.record / "theirs.toml").chmod(0o755)
    furnished.commit("a program")

    assert ("theirs.toml", "mode") in furnished.codes("--allow", "events/theirs.toml")


def test_a_record_outside_of_what_the_repository_works_on_is_not_looked_at(
    repository: Repository, tmp_path: Path
) -> None:
    """It lies among what git keeps for itself, and its files are elsewhere."""
    bare = tmp_path / "bare"
    subprocess.run(["git", "clone", "-q", "--bare", repository.folder, bare], check=True, capture_output=True)
    for name, value in (("core.bare", "false"), ("core.worktree", str(repository.folder))):
        subprocess.run(["git", "-C", bare, "config", name, value], check=True, capture_output=True)
    shutil.copytree(repository.record, bare / "events")
    with at(bare):
        ran = timeline("check", "--against", "main")

    assert (2, True) == (ran.code, "is not in the repository" in ran.err)


def test_what_stands_in_the_folder_has_the_mode_that_git_would_give_it(tmp_path: Path) -> None:
    """And what is neither a file nor a link nor a folder has none."""
    (tmp_path / "file").touch(0o644)
    (tmp_path / "program").touch(0o755)
    (tmp_path / "link").symlink_to("file")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    modes = {name: _mode_of(tmp_path / name) for name in ("file", "program", "link", "folder", "pipe", "missing")}

    assert ["100644", "100755", "120000", "160000", "000000", "000000"] == list(modes.values())


def test_what_is_no_file_at_all_is_no_draft(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that goes away while it is looked at."""
    (repository.record / "more.toml").write_text(DRAFT, encoding="utf-8")
    monkeypatch.setattr("timeline.record.contribution._mode_of", lambda _: "000000")

    assert ("more.toml", "mode") in repository.codes()
