"""Two versions of the plan beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from salesplan.api.setting import Setting, setting
from salesplan.api.targets import SplitWish, decomposed_with, past_orders
from salesplan.errors import BadUsage, Place, Problem, SalesplanError
from salesplan.model.result import Input, Parameter, Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.targets.compare import CompareSummary
    from salesplan.compute.targets.split import Decomposed
    from salesplan.load.plan.loader import LoadedPlan
    from salesplan.model.records import Records


def targets_compare(
    old: str,
    new: str | None = None,
    *,
    orders: Sequence[str] = (),
    every: bool = False,
    where: Setting | None = None,
) -> Result[CompareSummary]:
    """What differs between two versions of the plan: its keys, goals, factors, people, and the targets they lead to.

    ``old`` and ``new`` are plan files, folders with a plan.yaml, or git revisions; ``new`` is the plan in use unless
    it is named. Both are split with the same orders (those given, else the new plan's, else the old one's) and the
    same as-of. Targets that are the same are left out unless ``every`` is set.
    """
    from salesplan.compute.targets.compare import Version, compare

    where = where or setting()
    before, after = _loaded(old, where), _in_use(where) if new is None else _loaded(new, where)
    findings: list[Problem] = []
    wish = SplitWish(orders=tuple(orders))
    history = _history(wish, [replace(where, loaded=after), replace(where, loaded=before)], findings)
    common = [entry.id for entry in after.plan.targets if entry.id in {e.id for e in before.plan.targets}]
    versions = [
        Version(loaded.file, loaded.plan, _made(common, wish, replace(where, loaded=loaded), history, findings))
        for loaded in (before, after)
    ]
    inputs: tuple[Input, ...] = (*before.inputs, *after.inputs, *(history.inputs if history is not None else ()))
    findings += _worth_knowing(history, [made for version in versions for made in version.made.values()])
    if history is not None and _is_revision(before, after):
        findings.append(_lists_of_today())
    result = compare(*versions, as_of=where.as_of, every=every, findings=findings, inputs=inputs)
    return replace(result, parameters=(Parameter("as_of", where.as_of, "option"),)) if where.as_of_given else result


def _in_use(where: Setting) -> LoadedPlan:
    """The plan in use, which is the new one unless another is named."""
    if where.loaded is None:
        what = Text("没有找到 plan.yaml，不知道和哪份计划比", "there is no plan.yaml to compare with")
        fix = Text(
            "写出两份：salesplan targets compare 旧计划.yaml 新计划.yaml",
            "name both: salesplan targets compare OLD.yaml NEW.yaml",
        )
        raise BadUsage(Problem("COMPARE-no-plan", "error", what, fix))
    return where.loaded


def _loaded(asked: str, where: Setting) -> LoadedPlan:
    """The plan of a file or a folder, else of a git revision."""
    from salesplan.load.plan.loader import NAME, load_plan
    from salesplan.load.plan.revision import load_revision

    path = Path(asked)
    if (path / NAME).is_file():
        return load_plan(str(path / NAME))
    if path.is_file():
        return load_plan(asked)
    if _is_path(asked):
        raise BadUsage(_absent(asked))
    if where.loaded is None:
        return load_revision(asked, Path())
    return load_revision(asked, where.loaded.folder, Path(where.loaded.file).name)


def _is_path(asked: str) -> bool:
    """Whether a word that names nothing on the disk was meant as a file: it ends like one and names no revision."""
    drive = Path(asked).drive
    is_plan = asked.lower().endswith((".yaml", ".yml"))
    return bool(drive) or asked.startswith((".", "~", "/")) or (is_plan and ":" not in asked)


def _absent(asked: str) -> Problem:
    what = Text("没有这个计划文件，这个文件夹里也没有 plan.yaml", "there is no such plan, and no plan.yaml in there")
    fix = Text("检查路径；git 版本写成 HEAD~1 或 v2", "check the path; a git revision is written HEAD~1 or v2")
    return Problem("COMPARE-no-plan", "error", what, fix, Place(file=asked))


def _is_revision(*plans: LoadedPlan) -> bool:
    return any(not Path(loaded.file).is_file() for loaded in plans)


def _history(wish: SplitWish, settings: Sequence[Setting], findings: list[Problem]) -> Records | None:
    """The orders of the first plan that names any; orders that cannot be read are a finding."""
    for where in settings:
        try:
            found = past_orders(wish, where)
        except SalesplanError as failed:
            findings += failed.problems
            return None
        if found is not None:
            return found
    return None


def _made(
    entries: Sequence[str], wish: SplitWish, where: Setting, history: Records | None, findings: list[Problem]
) -> dict[str, Decomposed]:
    """The targets of each entry; what forbids one is a finding of its plan."""
    made: dict[str, Decomposed] = {}
    for entry in entries:
        try:
            made[entry] = decomposed_with(history, entry, wish, where)[0]
        except SalesplanError as failed:
            findings += [p for problem in failed.problems if (p := _of_plan(problem, where)) not in findings]
    return made


def _worth_knowing(history: Records | None, made: Sequence[Decomposed]) -> list[Problem]:
    """What stands twice or is missing in the orders, and totals that are far from what a year of them sells."""
    from salesplan.compute.targets.weights.total_scale import CODE

    found = [problem for problem in (history.findings if history is not None else ()) if problem.severity != "note"]
    for problem in (problem for each in made for problem in each.findings if problem.code == CODE):
        found += [problem] if problem not in found else []
    return found


def _of_plan(problem: Problem, where: Setting) -> Problem:
    """A problem of a split with the plan it is about."""
    if problem.place.file is not None or where.loaded is None:
        return problem
    return replace(problem, place=replace(problem.place, file=where.loaded.file))


def _lists_of_today() -> Problem:
    what = Text(
        "旧版本的计划也用现在的订单和日历来分，差别只来自计划本身",
        "the plan of the revision is split with the orders and calendar of today: only the plans differ",
    )
    fix = Text(
        "要用当时的名单，先用 git worktree 取出那个版本，再比较两个文件夹",
        "to use the lists of that time, take the revision out with git worktree and compare the folders",
    )
    return Problem("COMPARE-lists-of-today", "note", what, fix)
