"""Best practice as a whole: bands, gaps, who learns from whom, register, roles (methods.md 9.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.activity import kpi_findings as found
from salesplan.compute.activity.kpi import Board, period_of
from salesplan.compute.activity.kpi_people import EVERYBODY
from salesplan.compute.activity.kpi_tallies import tallies
from salesplan.compute.activity.kpi_work import Ready, ready
from salesplan.compute.customers.link_findings import of_activities
from salesplan.compute.customers.worth.basis import findings_of, inputs_of, parameters_of
from salesplan.compute.naming import names_of
from salesplan.compute.rounding import half_up, percent_text
from salesplan.compute.team.bands import Band
from salesplan.compute.team.practice import (
    METRICS,
    PRODUCTIVITY,
    RELATIONS,
    Gap,
    Pairing,
    Person,
    bands_by_sales,
    gaps,
    pairings,
)
from salesplan.compute.team.practice_figures import figures_of, newcomers, part_time
from salesplan.compute.team.practice_register import (
    Adopted,
    RoleTarget,
    of_register,
    of_roles,
    register,
    role_targets,
)
from salesplan.compute.team.rep_cells import called
from salesplan.compute.team.staff import Colleague
from salesplan.errors import Place, Problem
from salesplan.model.near import plain_name
from salesplan.model.period import Period
from salesplan.model.result import Parameter, Result, place_of
from salesplan.model.table import ColumnSpec, Table, Value
from salesplan.text import Text

COLUMNS = (
    ColumnSpec("name", "text"),
    ColumnSpec("team", "text"),
    ColumnSpec("role", "text"),
    ColumnSpec("band", "code"),
    ColumnSpec("metric", "code"),
    ColumnSpec("value", "score"),
    ColumnSpec("top_mean", "score"),
    ColumnSpec("of_top", "share"),
    ColumnSpec("behind", "score"),
    ColumnSpec("gain", "score"),
    ColumnSpec("partner", "text"),
    ColumnSpec("learns", "flag"),
)


@dataclass(frozen=True)
class PersonLine:
    """A person with his band and what the lists tell of him; ``existing`` are the customers served that are not new.

    ``post`` is the part of a full-time post that he has: bands and gaps are of figures over ``post``.
    """

    name: str
    team: str | None
    role: str | None
    band: Band | None
    sales: Decimal | None
    relations: int | None
    served: int | None
    new: int | None
    existing: int | None
    contacts: int | None
    post: Decimal = Decimal(1)


@dataclass(frozen=True)
class PracticeSummary:
    """Best practice in figures: people by band, gaps, who learns from whom, the register, the roles.

    ``close`` is the share of the gap that is closed, ``gain`` what that brings in sales; None without bands.
    """

    period: Period
    role: str | None
    people: tuple[PersonLine, ...]
    banded: bool
    close: Decimal
    gain: Decimal | None
    gaps: tuple[Gap, ...]
    pairings: tuple[Pairing, ...]
    practices: tuple[Adopted, ...]
    roles: tuple[RoleTarget, ...]

    @property
    def mixed(self) -> tuple[str, ...]:
        """The roles that are compared with each other, the one with the fewest people first; none of one role."""
        counts = Counter(each.role for each in self.people if each.role)
        return tuple(sorted(counts, key=lambda role: (counts[role], role))) if len(counts) > 1 else ()


@dataclass(frozen=True)
class PracticeWish:
    """Which share of the gap is to be closed, and of which role the people are (None: all)."""

    close: Decimal = Decimal("0.5")
    role: str | None = None


def practice(board: Board, wish: PracticeWish) -> Result[PracticeSummary]:
    """The people compared, a row for each person and measure; the highest sales first."""
    graded, plan, staff = board.graded, board.plan, board.sources.staff
    made = ready(graded, board.group, board.sources)
    period = period_of(board.window, graded.as_of, min(made.begin.values(), default=graded.as_of))
    everyone = _everyone(board, made, period)
    chosen = [one for one in everyone if wish.role is None or plain_name(one.role or "") == plain_name(wish.role)]
    told = plan.parameters.practice
    people, counts = figures_of(chosen, made, graded, board.sources, period, told.relation)
    bands = bands_by_sales(people, plan.parameters.bands)
    references = {"sales": PRODUCTIVITY, "relations": RELATIONS - 1, "served": told.served - 1}
    compared = gaps(people, bands, wish.close, references)
    pairs = pairings(people, bands, wish.close)
    roles = role_targets(plan.duties.playbooks, chosen, counts)
    summary = PracticeSummary(
        period,
        wish.role,
        tuple(_line(each, bands.get(each.name)) for each in _in_order(people, bands)),
        bool(bands),
        wish.close,
        next((gap.gain for gap in compared if gap.metric == "sales"), None),
        compared,
        pairs,
        register(plan.duties.practices, everyone, staff),
        roles,
    )
    beside = (graded.activities, board.sources.deals, board.sources.reps)
    return Result(
        "team practice",
        graded.as_of,
        summary,
        Table(COLUMNS, tuples=tuple(_rows(summary, people, bands))),
        _parameters(board, wish),
        tuple(dict.fromkeys((*findings_of(graded, *beside), *_findings(board, made, summary, chosen)))),
        inputs_of(graded, *beside),
    )


def _everyone(board: Board, made: Ready, period: Period) -> list[Colleague]:
    """The people who are there on the as-of; without a team those whom the lists name, by name."""
    staff = board.sources.staff
    if staff:
        return [replace(one, name=called(one, staff)) for one in staff.there(board.graded.as_of)]
    return [Colleague(name) for name in sorted(tallies(made.work, period)) if name != EVERYBODY]


def _in_order(people: Sequence[Person], bands: Mapping[str, Band]) -> list[Person]:
    order = {"top": 0, "middle": 1, "bottom": 2}
    return sorted(
        people,
        key=lambda each: (order.get(bands.get(each.name, ""), 3), -each.values.get("sales", Fraction(0)), each.name),
    )


def _line(each: Person, band: Band | None) -> PersonLine:
    told = {name: value * each.post for name, value in each.values.items()}
    counted = {name: int(told[name]) for name in ("relations", "served", "contacts") if name in told}
    sales = told.get("sales")
    served = counted.get("served")
    return PersonLine(
        each.name,
        each.team,
        each.role,
        band,
        None if sales is None else half_up(sales, 2),
        counted.get("relations"),
        served,
        each.new,
        None if served is None or each.new is None else max(served - each.new, 0),
        counted.get("contacts"),
        half_up(each.post),
    )


def _rows(s: PracticeSummary, people: Sequence[Person], bands: Mapping[str, Band]) -> Iterator[tuple[Value, ...]]:
    tops = {gap.metric: gap.top_mean for gap in s.gaps}
    pairs = {pair.name: pair for pair in s.pairings}
    for each in _in_order(people, bands):
        band, pair = bands.get(each.name), pairs.get(each.name)
        for metric in METRICS:
            if metric not in each.values:
                continue
            own, top = half_up(each.values[metric], 2), tops.get(metric)
            behind = None if top is None or band == "top" else max(top - own, Decimal(0))
            gain = (
                half_up(Fraction(behind * s.close) * each.post, 2) if behind is not None and band == "middle" else None
            )
            learns = pair is not None and pair.metric == metric
            told = half_up(Fraction(own) / Fraction(top)) if top else None
            partner = pair.partner if pair is not None and learns else None
            yield each.name, each.team, each.role, band, metric, own, top, told, behind, gain, partner, learns


def _parameters(board: Board, wish: PracticeWish) -> tuple[Parameter, ...]:
    told = board.plan.parameters
    return (
        Parameter("practice.window", str(board.window), "option" if board.origin == "option" else "default"),
        Parameter("practice.close", wish.close, "option" if wish.close != PracticeWish().close else "default"),
        *((Parameter("practice.role", wish.role, "option"),) if wish.role else ()),
        Parameter("parameters.bands.share", told.bands.share, "plan"),
        Parameter("parameters.bands.min_people", told.bands.min_people, "plan"),
        Parameter("parameters.practice.relation", told.practice.relation.model_dump(), "plan"),
        Parameter("parameters.practice.served", told.practice.served, "plan"),
        *parameters_of(board.graded, "tax"),
    )


def _findings(board: Board, made: Ready, s: PracticeSummary, chosen: Sequence[Colleague]) -> Iterator[Problem]:
    graded, sources, plan = board.graded, board.sources, board.plan
    if graded.contacts is not None:
        yield from of_activities(graded.contacts, graded.as_of)
        yield from found.of_recording(made.recorded, graded.contacts.inputs)
    yield from found.of_begin(made.begin, s.period, graded)
    yield from found.of_people(sources, graded)
    place = place_of(() if sources.reps is None else sources.reps.inputs)
    if not sources.staff:
        what = Text("没有销售人员名单，按订单和跟进里的名字比", "there is no team: people are those named in the lists")
        fix = Text(
            "用 --reps 给名单，或在 plan.yaml 里写 sources: {reps: 团队.xlsx}",
            "name it with --reps, or put sources: {reps: team.xlsx} in plan.yaml",
        )
        yield Problem("PRACTICE-no-team", "note", what, fix)
    yield from _of_bands(s, made, plan.parameters.bands.min_people, place)
    yield from _of_posts(s, chosen, place)
    if part := newcomers(chosen, s.period):
        what = Text(
            "{names} 期间里才入职：数照实比，看的时候打折扣",
            "{names} were hired in these days: their figures are as they are, read them so",
        )
        fix = Text("要公平比就用 --window 取都在的那段时间", "compare days in which all were there with --window")
        yield Problem("PRACTICE-new", "note", what.format(names=names_of(part)), fix, place, part[0])
    yield from of_roles(s.roles, written=bool(plan.duties.playbooks))
    yield from of_register(plan.duties.practices, sources.staff)


def _of_posts(s: PracticeSummary, chosen: Sequence[Colleague], place: Place) -> Iterator[Problem]:
    """Who is reckoned as a full-time post, and roles that stand in one comparison."""
    if part := part_time(chosen):
        names = names_of([f"{one.name} {percent_text(one.share)}" for one in part], None)
        what = Text(
            "不是全职，分组和差距按全职折算：{names}",
            "part-time, banded and compared as if they had a full-time post: {names}",
        )
        fix = Text(
            "人员名单的“投入比例”或计划里 share 写错了就改", "correct the share in the list of people if it is wrong"
        )
        yield Problem("PRACTICE-part", "note", what.format(names=names), fix, place, part[0].name)
    if roles := s.mixed:
        what = Text(
            "{names}一起比了：管人的和跑业务的数不好比",
            "{names} are compared with each other: leaders and reps do not sell the same way",
        ).format(names=names_of(roles, None))
        fix = Text("只比一个职位：--role {role}", "compare one role: --role {role}").format(role=roles[-1])
        yield Problem("PRACTICE-roles", "note", what, fix, place, roles[-1])


def _of_bands(s: PracticeSummary, made: Ready, least: int, place: Place) -> Iterator[Problem]:
    """That there are no bands, and why; that nobody is in the middle."""
    sold = sum(each.sales is not None for each in s.people)
    if not s.banded:
        few = Text(
            "只有 {n} 个人，不到 {least} 人不分组，也就没有差距可比",
            "there are {n} people: of fewer than {least} there are no bands and no gap",
        )
        none = Text("没有订单，比不出谁做得好", "there are no orders to tell who does well")
        fix = Text("看各人的数；人多了再比", "look at each person's figures; compare when there are more")
        orders = Text(
            "在 plan.yaml 里写 sources: {orders: 订单.xlsx}", "put sources: {orders: orders.xlsx} in plan.yaml"
        )
        told, how = (few.format(n=len(s.people), least=least), fix) if sold or not s.people else (none, orders)
        if "orders" in made.nameless:
            told = Text("订单没写是谁的，比不出谁做得好", "the orders name nobody: who does well is not known")
            how = Text("在订单里加上“业务员”这一列", "add a column Rep to the orders")
        yield Problem("PRACTICE-no-bands", "note", told, how, place)
    elif not any(each.band == "middle" for each in s.people):
        what = Text("没有中间的人：前几名并列", "nobody is in the middle: the first are equal")
        fix = Text("换一段时间，用 --window", "take other days with --window")
        yield Problem("PRACTICE-no-middle", "note", what, fix, place)
