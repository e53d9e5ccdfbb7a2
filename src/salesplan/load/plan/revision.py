"""Reads a plan as it was in a revision of the git repository that it stands in."""

from __future__ import annotations

import os
import posixpath
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from salesplan.errors import BadUsage, Problem
from salesplan.load.plan.loader import NAME, LoadedPlan, PlanFiles, load_plan
from salesplan.model.near import near_names
from salesplan.text import Text

SECONDS = 30
"""How long git may take for one answer."""
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""Settings of a git hook that would lead git away from the plan's own folder."""


def load_revision(asked: str, folder: Path, name: str = NAME) -> LoadedPlan:
    """The plan of a revision: ``HEAD~1``, ``v2`` or ``HEAD~1:path/plan.yaml``, with the files it includes.

    ``folder`` is where the plan stands now and ``name`` what it is called there; a path that is given counts from the
    top of the repository, ``./path`` from the folder. Lists are looked for where they stand today. BadUsage where
    there is no git, no repository, no such revision, or no such plan in it.
    """
    revision, _, path = asked.partition(":")
    top, prefix = _repository(folder, asked)
    commit = _commit(folder, revision)
    inside = _inside(prefix, path) if path else posixpath.normpath(prefix + name)
    files = RevisionFiles(folder, revision, commit)
    if not files.has(inside):
        raise BadUsage(_not_then(files, inside))
    loaded = load_plan(f"{revision}:{inside}", files)
    same = posixpath.dirname(inside) == prefix.rstrip("/")
    return replace(loaded, folder=folder if same else top / posixpath.dirname(inside))


@dataclass(frozen=True)
class RevisionFiles(PlanFiles):
    """The files of one commit, called ``REVISION:path``; each is asked for once."""

    folder: Path
    revision: str
    commit: str
    known: dict[str, bytes] = field(default_factory=dict)

    def read(self, file: str) -> bytes:
        """The bytes of a file as they were committed; FileNotFoundError where the commit has none of that name."""
        if file not in self.known:
            path = file.removeprefix(f"{self.revision}:")
            if not self.has(path):
                raise FileNotFoundError(file)
            self.known[file] = _git(self.folder, "cat-file", "blob", f"{self.commit}:{path}").stdout
        return self.known[file]

    def beside(self, file: str, name: str) -> str:
        """The file of the same commit that is called ``name`` from where ``file`` stands."""
        path = file.removeprefix(f"{self.revision}:")
        return f"{self.revision}:{posixpath.normpath(posixpath.join(posixpath.dirname(path), name))}"

    def has(self, path: str) -> bool:
        """Whether the commit has a file of this path."""
        found = _git(self.folder, "cat-file", "-t", f"{self.commit}:{path}", fails=True)
        return found.returncode == 0 and found.stdout.strip() == b"blob"

    def plans(self, name: str) -> list[str]:
        """The files of the commit that are called so, or plan.yaml, in any folder."""
        listed = _git(self.folder, "ls-tree", "-r", "-z", "--name-only", "--full-tree", self.commit).stdout
        paths = os.fsdecode(listed).split("\0")
        return [path for path in paths if posixpath.basename(path) in (name, NAME)]


def _inside(prefix: str, path: str) -> str:
    """A path from the top of the repository; one that begins with a dot counts from the folder."""
    return posixpath.normpath(prefix + path if path.startswith(("./", "../")) else path)


def _repository(folder: Path, asked: str) -> tuple[Path, str]:
    """The top of the repository, and the folder as a path inside it; a bare one has no folders, paths count from it."""
    if shutil.which("git") is None:
        what = Text(
            "没有名为“{name}”的文件或文件夹；要看旧版本，这台电脑上又没有 git",
            "there is no file or folder “{name}”, and no git here to look for a revision of that name",
        )
        fix = Text("装上 git，或写旧计划的文件名", "install git, or name the file of the old plan")
        raise BadUsage(Problem("COMPARE-no-git", "error", what.format(name=asked), fix, value=asked))
    found = _git(folder, "rev-parse", "--is-inside-work-tree", "--show-toplevel", "--show-prefix", fails=True)
    inside, *told = os.fsdecode(found.stdout).split("\n")
    if inside == "false":
        return folder, ""
    if found.returncode:
        if b"not a git repository" not in found.stderr:
            raise BadUsage(_git_says(found.stderr))
        what = Text(
            "没有名为“{name}”的文件或文件夹，计划所在的文件夹也不在 git 仓库里",
            "there is no file or folder “{name}”, and the plan's folder is in no git repository",
        )
        fix = Text("写旧计划的文件名，如 plan-旧.yaml", "name the file of the old plan, such as plan-old.yaml")
        raise BadUsage(Problem("COMPARE-no-repository", "error", what.format(name=asked), fix, value=asked))
    return Path(told[0]), told[1]


def _commit(folder: Path, revision: str) -> str:
    """The commit that a revision means."""
    if revision.startswith("-"):  # an option to git, never a revision
        raise BadUsage(_unknown(folder, revision))
    found = _git(folder, "rev-parse", "--verify", "--quiet", f"{revision or 'HEAD'}^{{commit}}", fails=True)
    if found.returncode:
        raise BadUsage(_unknown(folder, revision))
    return found.stdout.decode().strip()


def _unknown(folder: Path, revision: str) -> Problem:
    names = os.fsdecode(_git(folder, "for-each-ref", "--format=%(refname:short)").stdout).split()
    what = Text(
        "没有名为“{name}”的文件、文件夹或 git 版本", "there is no file, folder or git revision “{name}”"
    ).format(name=revision)
    if near := near_names(revision, names, alike=0.5):
        fix = Text("是不是 {near}？", "did you mean {near}?").format(near=", ".join(near))
    else:
        fix = Text("用 git log --oneline 看有哪些版本", "git log --oneline lists the revisions")
    return Problem("COMPARE-no-revision", "error", what, fix, value=revision)


def _not_then(files: RevisionFiles, path: str) -> Problem:
    what = Text("版本 {revision} 里没有 {path}", "revision {revision} has no {path}")
    words = {"revision": files.revision, "path": path}
    others = files.plans(posixpath.basename(path))
    if others:
        fix = Text("那时它在别处：写 {names}", "it stood elsewhere then: type {names}")
        words["names"] = ", ".join(f"{files.revision}:{other}" for other in others[:3])
    else:
        fix = Text(
            "那时还没有这份计划；用 git log --oneline -- {path} 看从哪个版本起有",
            "the plan did not exist then; git log --oneline -- {path} says since when it does",
        )
    return Problem("COMPARE-not-then", "error", what.format(**words), fix.format(**words), value=path)


def _git(folder: Path, *words: str, fails: bool = False) -> subprocess.CompletedProcess[bytes]:
    """What git answers in a folder, in English, without asking anybody; ``fails`` where an error is an answer too."""
    try:
        done = subprocess.run(  # noqa: S603 - a list of words, no shell; no word begins with - that is not ours
            [shutil.which("git") or "git", *words],
            cwd=folder,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        what = Text("git 过了 {seconds} 秒还没有回答", "git gave no answer within {seconds} seconds")
        fix = Text("稍后再试，或写旧计划的文件名", "try again later, or name the file of the old plan")
        raise BadUsage(Problem("COMPARE-git", "error", what.format(seconds=SECONDS), fix)) from slow
    if done.returncode and not fails:
        raise BadUsage(_git_says(done.stderr))
    return done


def _environment() -> dict[str, str]:
    """English sentences, no questions, nothing fetched, nothing locked."""
    own = {key: value for key, value in os.environ.items() if key not in _ELSEWHERE}
    return own | {"LC_ALL": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1"}


def _git_says(stderr: bytes) -> Problem:
    """What else git has against it, in its own words."""
    lines: Sequence[str] = stderr.decode("utf-8", "replace").strip().splitlines()
    said = lines[0].removeprefix("fatal: ") if lines else "?"
    what = Text("git 说：{said}", "git says: {said}").format(said=said)
    fix = Text("按 git 的提示解决，或写旧计划的文件名", "do as git says, or name the file of the old plan")
    return Problem("COMPARE-git", "error", what, fix)
