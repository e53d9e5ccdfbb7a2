"""Finds the plan, reads it with the files it includes, and says which of its values the user gave."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path as FilePath

from salesplan.errors import BadInput, BadUsage, Place, Problem
from salesplan.load.plan.checking import checked, mended, tidy
from salesplan.load.plan.kept import Kept, doubtful, forget_replaced
from salesplan.load.plan.places import PlanText, Spot
from salesplan.load.plan.reader import read_values
from salesplan.load.plan.spots import spots_of
from salesplan.model.plan.paths import Path, dotted
from salesplan.model.plan.plan import Plan, Source, Sources
from salesplan.model.result import Input
from salesplan.text import Text

NAME = "plan.yaml"


@dataclass(frozen=True)
class LoadedPlan:
    """A checked plan, the file it stands in as shown to the user, and the keys that were given in it.

    ``given`` holds dotted paths such as ``parameters.pareto.cuts``; what is not in it is a default.
    ``parts`` are the file and those it includes, as they were read; ``kept`` is what was left out of them,
    ``problems`` why.
    """

    plan: Plan
    file: str
    folder: FilePath
    given: frozenset[str]
    inputs: tuple[Input, ...]
    parts: tuple[PlanText, ...] = field(default=(), compare=False, repr=False)
    kept: Kept = field(default=Kept(), compare=False, repr=False)
    problems: tuple[Problem, ...] = ()

    @cached_property
    def spots(self) -> Mapping[str, Place]:
        """Where each key stands, by its name in problems (``spots_of``)."""
        return spots_of(self.parts)

    @cached_property
    def owners(self) -> Mapping[str, PlanText]:
        """The file that each key of the top stands in."""
        return {key: part for part in reversed(self.parts) for key in part.values}

    def place_of(self, path: Path) -> Place:
        """Where a part of the plan stands; of one that is not there, where the part around it does, else line 1.

        The path is one of ``plan``; its key is named as the file has it, which counts what was left out, too.
        """
        path = self.kept.in_file(path)
        part = self.owners.get(str(path[0]), self.parts[0]) if path else self.parts[0]
        spot = part.nearest(path)
        return Place(file=part.file, line=spot.line, column=spot.column, key=dotted(path) or None)

    def files_of(self, source: Source) -> list[str]:
        """The files of a source, found from the plan's folder."""
        return _found_from(self.folder, source.file)


def _found_from(folder: FilePath, names: Sequence[str]) -> list[str]:
    return [str(folder / name) if not FilePath(name).is_absolute() else name for name in names]


def find_plan(asked: str | None, lists: Sequence[str], here: FilePath) -> str | None:
    """The plan to use: the one asked for; else plan.yaml in the first list's folder or above; else here or above."""
    if asked is not None:
        return asked
    starts = [(FilePath(name).parent if FilePath(name).parts else here) for name in lists[:1]]
    for start in (*starts, here):
        if found := _upward(start):
            return found
    return None


def _upward(start: FilePath) -> str | None:
    """plan.yaml in a folder or the ones above it; spelled relative as long as it stands in or below the start."""
    if (start / NAME).is_file():
        return str(start / NAME)
    return next((str(folder / NAME) for folder in start.absolute().parents if (folder / NAME).is_file()), None)


class PlanFiles:
    """Where the files of a plan are read: from the disk, by their paths. BadUsage and OSError say why one cannot be."""

    def read(self, file: str) -> bytes:
        """The bytes of a file."""
        return FilePath(file).read_bytes()

    def beside(self, file: str, name: str) -> str:
        """The file that is called ``name`` from where ``file`` stands."""
        return str(FilePath(file).parent / name)


ON_DISK = PlanFiles()


def plan_texts(file: str, files: PlanFiles = ON_DISK, tolerated: Collection[str] = ()) -> list[PlanText]:
    """The plan as it stands in its file, then in the files it includes; BadInput with what cannot be read of them.

    Problems with a ``tolerated`` code are kept with the file that has them.
    """
    main = _read(file, files)
    if any(p.code not in tolerated for p in main.problems):
        raise BadInput(main.problems)
    parts = [main, *_included(main, files)]
    problems = [p for part in parts for p in part.problems]
    if any(p.code not in tolerated for p in problems):
        raise BadInput(problems)
    return parts


def load_plan(file: str, files: PlanFiles = ON_DISK) -> LoadedPlan:
    """The checked plan; BadInput with every problem of it and of the files it includes."""
    parts = plan_texts(file, files)
    plan = checked(_joined(parts), Plan)
    problems = [p for part in parts for p in part.problems]
    if plan is None or problems:
        raise BadInput(problems)
    return _loaded(plan, parts, files)


def load_mended(file: str, files: PlanFiles = ON_DISK) -> LoadedPlan:
    """The plan less what the model refuses, with what that is; BadInput only where its files cannot be read at all."""
    try:
        parts = plan_texts(file, files, ("PLAN-comma", "PLAN-duplicate-key"))
    except BadUsage as absent:
        raise BadInput(absent.problems) from absent
    for part in parts:
        forget_replaced(part)
    doubts = frozenset(path for part in parts for path in doubtful(part))
    found = mended(_joined(parts), Plan, doubts)
    for part in parts:
        tidy(part)
    problems = [p for part in parts for p in part.problems]
    if found is None:
        raise BadInput(problems)
    return replace(_loaded(found[0], parts, files, found[1]), problems=tuple(problems))


def _loaded(plan: Plan, parts: Sequence[PlanText], files: PlanFiles, kept: Kept = Kept()) -> LoadedPlan:  # noqa: B008 - frozen
    file = parts[0].file
    folder = FilePath(file).parent
    main, *others = (_input(part, plan, files) for part in parts)
    inputs = (replace(main, names=tuple(_found_from(folder, _named(plan)))), *others)
    given = frozenset(
        dotted(path) for part in parts for path in part.keys if path not in kept.left_out and not _has_keys(part, path)
    )
    return LoadedPlan(plan, file, folder, given, inputs, tuple(parts), kept)


def _named(plan: Plan) -> list[str]:
    """The files that the plan names: its lists and its calendar."""
    lists = (getattr(plan.sources, key) for key in Sources.model_fields)
    own = [plan.calendar.file] if plan.calendar.file else []
    return [*(name for source in lists if source is not None for name in source.file), *own]


def _has_keys(part: PlanText, path: Path) -> bool:
    """Whether the value at a path is a mapping: then only the keys in it are given, not the whole."""
    value = part.values
    for step in path:
        value = value[step]
    return isinstance(value, dict)


def _read(file: str, files: PlanFiles) -> PlanText:
    try:
        raw = files.read(file)
    except OSError as error:
        raise BadUsage(_unreadable(file, error)) from error
    return read_values(raw, file)


def _unreadable(file: str, error: OSError) -> Problem:
    absent = Text("没有这个计划文件", "there is no such plan")
    what = {
        FileNotFoundError: absent,
        NotADirectoryError: absent,
        IsADirectoryError: Text("这是文件夹，不是计划文件", "this is a folder, not a plan"),
        PermissionError: Text("没有权限读取计划文件", "reading the plan is not allowed"),
    }.get(type(error), Text("读不到计划文件", "the plan cannot be read"))
    fix = Text(
        "检查 -p 后的路径；不用计划加 --no-plan；新建用 salesplan init",
        "check the path after -p; use --no-plan to do without; salesplan init makes one",
    )
    return Problem("PLAN-not-read", "error", what, fix, Place(file=file))


def _included(main: PlanText, files: PlanFiles) -> Iterator[PlanText]:
    """The files under ``include:``, one level deep."""
    names = main.values.get("include") if isinstance(main.values, dict) else None
    for at, name in enumerate(names if isinstance(names, list) else []):
        if isinstance(name, str):
            yield from _included_file(main, at, files.beside(main.file, name), files)


def _included_file(main: PlanText, at: int, file: str, files: PlanFiles) -> Iterator[PlanText]:
    """One included file; one that cannot be read is a problem of the line that names it."""
    try:
        yield _read(file, files)
    except BadUsage:
        main.report("include-missing", main.spots[("include", at)], ("include", at), name=file)


def _joined(parts: Sequence[PlanText]) -> PlanText:
    """The main file's values with the included keys beside them; a key that stands in two files is a problem."""
    main = parts[0]
    if len(parts) == 1:
        return main
    whole = _Whole(main.file, main.text, dict(main.values), dict(main.keys), dict(main.spots), main.problems)
    whole.owners = dict.fromkeys(main.values, main)
    for part in parts[1:]:
        for key, value in part.values.items():
            if key in whole.values:
                earlier = whole.owners[key].file
                part.report("duplicate-included", part.keys[(key,)], (key,), name=key, file=earlier)
                continue
            whole.values[key] = value
            whole.owners[key] = part
        whole.keys |= {path: spot for path, spot in part.keys.items() if path not in whole.keys}
        whole.spots |= {path: spot for path, spot in part.spots.items() if path not in whole.spots}
    return whole


class _Whole(PlanText):
    """A plan put together from several files: each problem is reported in the file its key stands in."""

    owners: dict[str, PlanText]

    def report(self, code: str, spot: Spot, path: Path = (), fix: Text | None = None, **words: object) -> None:
        """Note a problem in the file that holds the path's first key."""
        owner = self.owners.get(str(path[0])) if path else None
        target = owner or next(iter(self.owners.values()))
        target.report(code, spot, path, fix, **words)


def _input(part: PlanText, plan: Plan, files: PlanFiles) -> Input:
    digest = hashlib.sha256(files.read(part.file)).hexdigest()
    return Input(table="plan", file=part.file, format="yaml", encoding="utf-8", language=plan.language, sha256=digest)
