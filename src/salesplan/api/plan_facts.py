"""What rules look at: the plan with the lists that they need and its working days."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
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
            found = self._told("calendar.file", Text("公司日历", "the company's calendar"), refused)
            self.findings += [found] if found not in self.findings else []
        told = self.where.plan.calendar.model_copy(update={"file": None})
        plan = self.where.plan.model_copy(update={"calendar": told})
        return replace(self.where, loaded=replace(self.loaded, plan=plan)).calendar(years)

    def read(self, name: str) -> None:
        """Read a list that the plan names; one that cannot be used is a finding."""
        if not self.where.files(name):
            return
        try:
            self.lists[name] = _read(name, self.where)
        except SalesplanError as refused:
            self.findings.append(self._told(f"sources.{name}", LISTS[name], refused))

    def _told(self, key: str, name: Text, refused: SalesplanError) -> Problem:
        """What is wrong with a list, at the line that names it."""
        first, *more = refused.problems
        what = Text("{name}用不上：{reason}{more}", "{name} cannot be used: {reason}{more}").format(
            name=name,
            reason=_reason(first),
            more=Text("（另有 {n} 处）", " (and {n} more)").format(n=len(more)) if more else Text("", ""),
        )
        place = self.loaded.place_of(tuple(key.split(".")))
        return Problem("CHECK-list", "warning", what, first.fix, place, first.place.file)


def _reason(problem: Problem) -> Text:
    """What a reader found, with the place of it."""
    place = str(problem.place)
    return Text("{place} {what}", "{place} {what}").format(place=place, what=problem.what) if place else problem.what


def gathered(where: Setting, loaded: LoadedPlan, rules: Sequence[Rule]) -> Gathered:
    """The lists that these rules need, as far as the plan names them and they can be read."""
    found = Gathered(where, loaded)
    for name in sorted({name for one in rules for name in one.needs}):
        found.read(name)
    return found


def _read(name: str, where: Setting) -> Records:
    """A list of the plan; a bad cell in it counts as missing."""
    from salesplan.api.orders import read_orders
    from salesplan.load.lists import read_list

    files, options = where.files(name), where.reading(ReadOptions(), name)
    if name == "orders":
        return read_orders(files, options, needed=())
    return read_list(files, options, table=name)
