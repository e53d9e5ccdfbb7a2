"""What rules look at: the plan with the lists that they need and its working days."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from salesplan.errors import Problem, SalesplanError
from salesplan.model.reading import ReadOptions
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.setting import Setting
    from salesplan.compute.plan.rule import Facts, Rule
    from salesplan.load.plan.loader import LoadedPlan
    from salesplan.model.calendar import WorkCalendar
    from salesplan.model.records import Records
    from salesplan.model.result import Input

LISTS: dict[str, Text] = {
    "customers": Text("客户名单", "customers"),
    "orders": Text("订单", "orders"),
    "deals": Text("商机", "deals"),
    "products": Text("产品", "products"),
    "reps": Text("销售人员", "sales people"),
    "activities": Text("跟进记录", "activities"),
    "payments": Text("回款", "payments"),
}
"""What the lists of a plan are called in sentences, by their keys under ``sources``."""
CALENDAR = Text("公司日历", "the company's calendar")


@dataclass
class Gathered:
    """The lists that could be read, and what is wrong with the others and with the company's calendar."""

    where: Setting
    loaded: LoadedPlan
    lists: dict[str, Records] = field(default_factory=dict)
    findings: list[Problem] = field(default_factory=list)

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The lists that were read."""
        return tuple(source for records in self.lists.values() for source in records.inputs)

    def facts(self) -> Facts:
        """The plan, the day, the lists, and the calendar, which is read when a rule asks for it."""
        from salesplan.compute.plan.rule import Facts

        return Facts(self.loaded.plan, self.where.as_of, self.lists, self.calendar)

    def calendar(self, years: Collection[int]) -> WorkCalendar:
        """The working days; without the company's own days where its calendar cannot be read, which is a finding."""
        try:
            return self.where.calendar(years)
        except SalesplanError as refused:
            found = _unusable("calendar.file", CALENDAR, refused, self.loaded)
            self.findings += [found] if found not in self.findings else []
        told = self.where.plan.calendar.model_copy(update={"file": None})
        plan = self.where.plan.model_copy(update={"calendar": told})
        return replace(self.where, loaded=replace(self.loaded, plan=plan)).calendar(years)

    def read(self, name: str) -> None:
        """Read a list that the plan names; one that cannot be used is a finding."""
        if name in self.lists or not self.where.files(name):
            return
        try:
            self.lists[name] = _read(name, self.where)
        except SalesplanError as refused:
            self.findings.append(_unusable(f"sources.{name}", LISTS[name], refused, self.loaded))


def _unusable(key: str, name: Text, refused: SalesplanError, loaded: LoadedPlan) -> Problem:
    """What is wrong with a list or the calendar, at the line that names it."""
    first, *more = refused.problems
    what = Text("{name}用不上：{reason}{more}", "{name} cannot be used: {reason}{more}").format(
        name=name,
        reason=_reason(first),
        more=Text("（另有 {n} 处）", " (and {n} more)").format(n=len(more)) if more else Text("", ""),
    )
    fix = _IN_PLAN.format(fix=first.fix, key=key) if "--" in first.fix.in_("en") else first.fix
    return Problem("CHECK-list", "warning", what, fix, loaded.place_of(tuple(key.split("."))), first.place.file)


_IN_PLAN = Text(
    "{fix}；check 没有这些选项，写在计划的 {key} 下：sheet、header_row、columns、encoding",
    "{fix}; check has no such options, write it under {key} of the plan: sheet, header_row, columns, encoding",
)


def _reason(problem: Problem) -> Text:
    """What a reader found, with the place of it."""
    place = str(problem.place)
    return Text("{place} {what}", "{place} {what}").format(place=place, what=problem.what) if place else problem.what


def gathered(
    where: Setting, loaded: LoadedPlan, rules: Sequence[Rule], lists: Mapping[str, Records] | None = None
) -> Gathered:
    """The lists that these rules need, as far as the plan names them and they can be read.

    ``lists`` are those that the caller has read already.
    """
    found = Gathered(where, loaded, dict(lists or {}))
    for name in sorted({name for one in rules for name in (*one.needs, *one.uses)}):
        found.read(name)
    return found


def absent(where: Setting, loaded: LoadedPlan, told: Sequence[Problem]) -> Iterator[Problem]:
    """A finding for each list that the plan names and that is not there, and for a calendar that cannot be read.

    Those of ``told`` are not told again.
    """
    from salesplan.load.calendar import load_calendar_file
    from salesplan.load.sniff import missing
    from salesplan.load.source import expand

    known = {problem.place.key for problem in told}
    for name, label in LISTS.items():
        try:
            for file in expand(where.files(name)) if f"sources.{name}" not in known else ():
                if not os.path.exists(file):  # noqa: PTH110 - Path.exists raises for a name too long
                    raise missing(FilePath(file), file)
        except SalesplanError as refused:
            yield _unusable(f"sources.{name}", label, refused, loaded)
    if loaded.plan.calendar.file and "calendar.file" not in known:
        try:
            load_calendar_file(loaded.folder / loaded.plan.calendar.file)
        except SalesplanError as refused:
            yield _unusable("calendar.file", CALENDAR, refused, loaded)


def _read(name: str, where: Setting) -> Records:
    """A list of the plan; a bad cell in it counts as missing."""
    from salesplan.api.orders import read_orders
    from salesplan.compute.market.segment_rules import columns_wanted
    from salesplan.load.lists import read_list

    also = columns_wanted(where.plan.market.segments) if name == "customers" else ()
    files, options = where.files(name), where.reading(ReadOptions(also=also), name)
    if name == "orders":
        return read_orders(files, options, needed=())
    return read_list(files, options, table=name)
