"""A plan as it was in a git revision: what may be typed, what is read, and what is said when it is not there."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from salesplan.errors import BadInput, BadUsage
from salesplan.load.plan.revision import load_revision

PLAN = "name: {name}\ntargets: [{{id: T, total: {total}}}]\n"
Git = Callable[..., str]


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """Git in a repository of its own, whose folder is ``company``."""
    folder = tmp_path / "company"
    folder.mkdir()

    def call(*words: str) -> str:
        who = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"]
        program = shutil.which("git") or "git"
        done = subprocess.run([program, *who, *words], cwd=folder, capture_output=True, check=True)
        return done.stdout.decode()

    call("init", "-q", "-b", "main")
    return call


@pytest.fixture
def company(tmp_path: Path, git: Git) -> Path:
    """Two commits of a plan, v1 and v2, and a third state that is not committed."""
    folder = tmp_path / "company"
    for version, total in (("v1", 100), ("v2", 200)):
        (folder / "plan.yaml").write_text(PLAN.format(name=version, total=total), "utf-8")
        git("add", "-A")
        git("commit", "-q", "-m", version)
        git("tag", version)
    (folder / "plan.yaml").write_text(PLAN.format(name="now", total=300), "utf-8")
    return folder


def refusal(asked: str, folder: Path, name: str = "plan.yaml") -> tuple[str, str, str]:
    with pytest.raises(BadUsage) as caught:
        load_revision(asked, folder, name)
    (problem,) = caught.value.problems
    return problem.code, problem.what.in_("en"), problem.fix.in_("en")


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("v1", "v1"),
        ("v2", "v2"),
        ("HEAD", "v2"),
        ("HEAD~1", "v1"),
        ("main", "v2"),
        ("v1:plan.yaml", "v1"),
        ("v1:./plan.yaml", "v1"),
        ("v1:", "v1"),
    ],
)
def test_what_names_a_revision(asked: str, name: str, company: Path) -> None:
    found = load_revision(asked, company)
    assert found.plan.name == name
    assert found.file == f"{asked.partition(':')[0]}:plan.yaml"
    assert found.folder == company
    assert [(i.table, i.file) for i in found.inputs] == [("plan", found.file)]
    assert found.plan.targets[0].total == Decimal(100 if name == "v1" else 200)


@pytest.mark.parametrize("inside", ["", "refs"])
def test_a_bare_repository_has_revisions_too(inside: str, company: Path, git: Git, tmp_path: Path) -> None:
    (company / "计划").mkdir()
    (company / "计划" / "plan.yaml").write_text(PLAN.format(name="deep", total=400), "utf-8")
    git("add", "计划")
    git("commit", "-q", "-m", "deep")
    git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    folder = tmp_path / "bare.git" / inside
    assert load_revision("v1", folder).plan.name == "v1"
    assert load_revision("main:计划/plan.yaml", folder).plan.name == "deep"
    code, _, fix = refusal("v1:计划/plan.yaml", folder)
    assert (code, fix) == ("COMPARE-not-then", "it stood elsewhere then: type v1:plan.yaml")
    assert refusal("v3", folder)[0] == "COMPARE-no-revision"


def test_a_short_hash_is_a_revision(company: Path, git: Git) -> None:
    assert load_revision(git("rev-parse", "--short", "v1").strip(), company).plan.name == "v1"


def test_a_plan_in_a_folder_of_the_repository_is_read_with_what_it_included_then(company: Path, git: Git) -> None:
    folder = company / "计划 2026"
    folder.mkdir()
    (folder / "plan.yaml").write_text("name: folder\ninclude: [../teil.yaml, 目标.yaml]\n", "utf-8")
    (folder / "目标.yaml").write_text("targets: [{id: T, total: 1}]\n", "utf-8")
    (company / "teil.yaml").write_text("unit: 10\n", "utf-8")
    git("add", "-A")
    git("commit", "-q", "-m", "folder")
    (folder / "目标.yaml").write_text("targets: [{id: T, total: 2}]\n", "utf-8")
    (company / "teil.yaml").unlink()
    for asked, start in (("HEAD", folder), ("HEAD:计划 2026/plan.yaml", company), ("HEAD:./plan.yaml", folder)):
        found = load_revision(asked, start)
        assert (found.plan.name, found.plan.unit, found.plan.targets[0].total) == ("folder", Decimal(10), Decimal(1))
        assert found.file == "HEAD:计划 2026/plan.yaml"
        assert [i.file for i in found.inputs] == [found.file, "HEAD:teil.yaml", "HEAD:计划 2026/目标.yaml"]
        assert found.folder.resolve() == folder.resolve()


def test_a_fault_of_the_plan_of_then_is_told_with_its_line(company: Path, git: Git) -> None:
    (company / "plan.yaml").write_text("name: x\ninclude: [gone.yaml]\n", "utf-8")
    git("commit", "-q", "-a", "-m", "faulty")
    with pytest.raises(BadInput) as caught:
        load_revision("HEAD", company)
    (problem,) = caught.value.problems
    assert str(problem.place) == "HEAD:plan.yaml:2:11 include[0]"
    assert problem.code == "PLAN-include"


def test_a_revision_that_does_not_exist_is_told_with_the_nearest(company: Path) -> None:
    assert refusal("v3", company) == (
        "COMPARE-no-revision",
        "there is no file, folder or git revision “v3”",
        "did you mean v2, v1?",
    )
    code, _, fix = refusal("HEAD~7", company)
    assert (code, fix) == ("COMPARE-no-revision", "git log --oneline lists the revisions")
    assert refusal("--all", company)[0] == "COMPARE-no-revision"


def test_a_repository_without_any_commit_has_no_revision(git: Git, tmp_path: Path) -> None:
    assert refusal("HEAD", tmp_path / "company")[0] == "COMPARE-no-revision"


def test_a_plan_that_did_not_exist_then_is_told(company: Path, git: Git) -> None:
    code, what, fix = refusal("v1", company, "other.yaml")
    assert (code, what) == ("COMPARE-not-then", "revision v1 has no other.yaml")
    assert fix == "it stood elsewhere then: type v1:plan.yaml"
    git("rm", "-q", "--cached", "plan.yaml")
    git("commit", "-q", "-m", "none")
    code, _, fix = refusal("HEAD", company)
    assert code == "COMPARE-not-then"
    assert fix == "the plan did not exist then; git log --oneline -- plan.yaml says since when it does"


def test_a_folder_is_no_plan(company: Path, git: Git) -> None:
    (company / "sub").mkdir()
    (company / "sub" / "plan.yaml").write_text("name: sub\n", "utf-8")
    git("add", "-A")
    git("commit", "-q", "-m", "sub")
    assert refusal("HEAD:sub", company)[0] == "COMPARE-not-then"


def test_outside_a_repository_and_without_git(tmp_path: Path, company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, what, _ = refusal("HEAD~1", tmp_path)
    assert code == "COMPARE-no-repository"
    assert "there is no file or folder “HEAD~1”" in what
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert refusal("HEAD~1", company)[0] == "COMPARE-no-git"


def test_a_slow_git_is_not_waited_for(company: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_words: object, **_settings: object) -> None:
        raise subprocess.TimeoutExpired("git", 30)

    monkeypatch.setattr(subprocess, "run", slow)
    code, what, _ = refusal("HEAD", company)
    assert (code, what) == ("COMPARE-git", "git gave no answer within 30 seconds")


def test_what_else_git_has_against_it_is_told_in_its_words(company: Path) -> None:
    (company / ".git" / "config").write_text("[core\n", "utf-8")
    code, what, _ = refusal("HEAD", company)
    assert code == "COMPARE-git"
    assert "bad config line 1" in what


def test_settings_of_a_hook_do_not_lead_elsewhere(
    company: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert load_revision("v1", company).plan.name == "v1"


def test_git_answers_in_english_and_is_given_no_option_of_the_users(
    company: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[list[str], str]] = []
    really = subprocess.run

    def watched(words: list[str], **settings: Any) -> subprocess.CompletedProcess[bytes]:  # noqa: ANN401 - as run
        calls.append((words[1:], settings["env"]["LC_ALL"]))
        return really(words, **settings)

    monkeypatch.setattr(subprocess, "run", watched)
    assert refusal("--all", company)[0] == "COMPARE-no-revision"
    assert not [words for words, _ in calls if any(word.startswith("--all") for word in words)]
    assert {language for _, language in calls} == {"C"}
