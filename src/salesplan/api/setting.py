"""The plan and the day a command works with, and what the plan says about reading, days and years."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from salesplan.api.plan_places import in_plan
from salesplan.errors import BadInput, Place, Problem
from salesplan.model.period import FiscalYear
from salesplan.model.plan.plan import Plan
from salesplan.model.reading import ReadOptions
from salesplan.model.result import Origin, Parameter, Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.load.plan.loader import LoadedPlan
    from salesplan.model.calendar import WorkCalendar


@dataclass(frozen=True)
class Setting:
    """The plan and the day that a command works with."""

    loaded: LoadedPlan | None
    as_of: date
    as_of_given: bool
    today: date

    @property
    def plan(self) -> Plan:
        """The plan; one of defaults only where there is none."""
        return self.loaded.plan if self.loaded else Plan()

    def origins(self) -> dict[str, Origin]:
        """The parameters that the plan gives."""
        return dict.fromkeys(self.loaded.given, "plan") if self.loaded else {}

    def files(self, source: str) -> list[str]:
        """The files of one of the plan's lists; none without a plan or when it does not name the list."""
        told = getattr(self.plan.sources, source)
        return self.loaded.files_of(told) if self.loaded and told else []

    def calendar(self, years: Collection[int]) -> WorkCalendar:
        """The working days of these years: the country's, with the company's own calendar over them."""
        from salesplan.load.calendar import load_calendar_file, work_calendar
        from salesplan.model.calendar import MONDAY_TO_FRIDAY

        told = self.plan.calendar
        own = load_calendar_file(self.loaded.folder / told.file) if self.loaded and told.file else None
        week = frozenset(day - 1 for day in told.workweek) if told.workweek else MONDAY_TO_FRIDAY
        return work_calendar(told.country, years, workweek=week, own_days=own)

    def year(self, asked: int | None) -> FiscalYear:
        """The year asked for, else the plan's, else that of the as-of."""
        told = self.plan.year
        month = told.start.month if told.start else 1
        if asked is not None:
            return FiscalYear(asked, month, told.name, told.rule)
        return FiscalYear.containing(told.start or self.as_of, month, told.name, told.rule)

    def reading(self, options: ReadOptions, source: str | None = None) -> ReadOptions:
        """The options with what the plan says about reading where the command line says nothing."""
        plan, man = self.plan, self.plan.parameters.man
        told = getattr(plan.sources, source) if source else None
        return replace(
            options,
            sheets=options.sheets or (told.sheet if told else ()),
            columns={**(told.columns if told else {}), **options.columns},
            units={**(told.units if told else {}), **options.units},
            header_row=options.header_row if options.header_row is not None else told.header_row if told else None,
            encoding=options.encoding or (told.encoding if told else None),
            date_order=options.date_order or plan.numbers.date_order,
            decimal=options.decimal or plan.numbers.decimal,
            currency=plan.currency,
            rates={**plan.rates, **options.rates},
            words={**man.words, **options.words},
            scales={**man.scales, **options.scales},
            today=self.today,
        )


def setting(
    plan: str | None = None, *, use_plan: bool = True, lists: Sequence[str] = (), as_of: date | None = None
) -> Setting:
    """The plan that applies and the as-of; without one, the present day in the plan's time zone."""
    loaded = _loaded(plan, lists) if use_plan else None
    today = _today(loaded)
    return Setting(loaded, as_of or today, as_of is not None, today)


def mended_setting(plan: str | None = None, *, use_plan: bool = True, as_of: date | None = None) -> Setting:
    """The same for a command that checks the plan: what is wrong in it is among its problems instead of refused."""
    from salesplan.load.plan.loader import find_plan, load_mended

    file = find_plan(plan, (), Path()) if use_plan else None
    loaded = load_mended(file) if file else None
    try:
        today = _today(loaded)
    except BadInput as refused:
        today = _today(None)
        if loaded is not None:
            told = (replace(problem, place=loaded.place_of(("timezone",))) for problem in refused.problems)
            loaded = replace(loaded, problems=(*loaded.problems, *told))
    return Setting(loaded, as_of or today, as_of is not None, today)


def _loaded(plan: str | None, lists: Sequence[str]) -> LoadedPlan | None:
    from salesplan.load.plan.loader import find_plan, load_plan

    file = find_plan(plan, lists, Path())
    return load_plan(file) if file else None


def _today(loaded: LoadedPlan | None) -> date:
    zone = loaded.plan.timezone if loaded else Plan().timezone
    try:
        return datetime.now(ZoneInfo(zone)).date()
    except (ZoneInfoNotFoundError, ValueError):
        raise BadInput(
            Problem(
                "PLAN-timezone",
                "error",
                Text("不认识时区 “{zone}”", "“{zone}” is no known time zone").format(zone=zone),
                Text("写成 Asia/Shanghai、Asia/Taipei 这样", "write it as Asia/Shanghai or Asia/Taipei"),
                Place(file=loaded.file if loaded else None, key="timezone"),
            )
        ) from None


def _could_be_default(parameter: Parameter) -> bool:
    return parameter.source == "plan" and parameter.name.startswith("parameters.")


def with_plan(result: Result[Any], where: Setting) -> Result[Any]:
    """The result with the plan it used under its inputs, and an as-of that was asked for under its parameters.

    A parameter said to come from the plan is a default where the plan does not give it; findings about a key of the
    plan say in which line it stands.
    """
    origins = where.origins()
    told = [
        replace(each, source=origins.get(each.name, "default")) if _could_be_default(each) else each
        for each in result.parameters
    ]
    loaded = where.loaded
    findings = tuple(in_plan(problem, loaded) for problem in result.findings) if loaded else result.findings
    result = replace(result, parameters=tuple(told), findings=findings)
    if where.as_of_given and result.as_of is not None:
        result = replace(result, parameters=(Parameter("as_of", where.as_of, "option"), *result.parameters))
    if loaded is None:
        return result
    return replace(result, inputs=(*loaded.inputs, *result.inputs), plan=loaded.plan.name)
