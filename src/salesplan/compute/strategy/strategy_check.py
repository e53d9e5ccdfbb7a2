"""How we sell on one page: prices, promotions, channels, incentives, mode, process, indicators (methods.md 6.6, 7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from salesplan.compute.rounding import rounded
from salesplan.compute.strategy.channels import contribution, cost_ratio, segment_title, uncovered
from salesplan.compute.strategy.goal_links import goals_served, unrewarded
from salesplan.compute.strategy.prices import priced
from salesplan.compute.strategy.promotions import deciding, offer_cases
from salesplan.compute.strategy.stages import max_days, response_rate
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.strategy import SellingMode
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Table, Value

COLUMNS = (
    *(ColumnSpec("part", "code"), ColumnSpec("name", "text"), ColumnSpec("kind", "code"), ColumnSpec("case", "code")),
    *(ColumnSpec("verdict", "code"), ColumnSpec("price", "amount"), ColumnSpec("cost", "amount")),
    *(ColumnSpec("floor", "amount"), ColumnSpec("ceiling", "amount"), ColumnSpec("margin", "share")),
    *(ColumnSpec("basket", "amount"), ColumnSpec("discount", "share"), ColumnSpec("needed", "share")),
    *(ColumnSpec("expected", "share"), ColumnSpec("profit", "share"), ColumnSpec("start", "date")),
    *(ColumnSpec("end", "date"), ColumnSpec("coverage", "share"), ColumnSpec("sales", "amount")),
    *(ColumnSpec("contribution", "amount"), ColumnSpec("cost_ratio", "share"), ColumnSpec("segments", "list")),
    *(ColumnSpec("contacts", "score"), ColumnSpec("replies", "score"), ColumnSpec("response", "share")),
    *(ColumnSpec("chosen", "flag"), ColumnSpec("exit", "list"), ColumnSpec("max_days", "integer")),
    *(ColumnSpec("then", "text"), ColumnSpec("within_days", "integer"), ColumnSpec("metric", "code")),
    *(ColumnSpec("goals", "list"), ColumnSpec("weight", "share"), ColumnSpec("roles", "list")),
    *(ColumnSpec("owner", "text"),),
)
PARTS = ("price", "promotion", "channel", "incentive", "route", "stage", "trigger", "indicator")
Row = dict[str, Value]


@dataclass(frozen=True)
class SellingNote:
    """The selling mode in words: how long, to whom, by which route."""

    term: str | None
    group: str | None
    route: str | None


@dataclass(frozen=True)
class StrategySummary:
    """How we sell, counted.

    ``outside`` are prices outside floor and ceiling, ``losing`` promotions that lose money on every unit, ``short``
    those whose expected uplift does not break even, ``contribution`` what channels bring in all, as far as known;
    ``uncovered`` segments that no channel reaches; ``rewarded`` and ``unrewarded`` metrics of goals with and without
    an incentive; ``missing`` the parts that the plan does not have.
    """

    name: str
    parts: Mapping[str, int]
    missing: tuple[str, ...]
    outside: int
    losing: int
    short: int
    contribution: Decimal | None
    segments: int
    uncovered: tuple[str, ...]
    rewarded: tuple[str, ...]
    unrewarded: tuple[str, ...]
    mode: SellingNote | None
    activity: int
    outcome: int


def strategy_check(plan: Plan) -> Result[StrategySummary]:
    """Every part of the strategy with its figures, a row each; a promotion by money off has one a basket."""
    rows = [row for part in (_prices, _promotions, _channels, _people, _process, _indicators) for row in part(plan)]
    keys = [column.key for column in COLUMNS]
    table = Table(COLUMNS, tuples=tuple(tuple(row.get(key) for key in keys) for row in rows))
    return Result("strategy check", None, _summary(plan, rows), table, _parameters(plan))


def _parameters(plan: Plan) -> tuple[Parameter, ...]:
    told = plan.parameters
    return (
        Parameter("parameters.price.ceiling", told.price.ceiling, "plan"),
        Parameter("parameters.process.max_days", told.process.max_days, "plan"),
        Parameter("parameters.kpi.max", told.kpi.max, "plan"),
    )


def _prices(plan: Plan) -> Iterator[Row]:
    for price in plan.strategy.prices:
        found = priced(price, plan.parameters.price.ceiling)
        yield {
            "part": "price",
            "name": price.product,
            "verdict": found.standing,
            "price": price.price,
            "cost": price.cost,
            "floor": found.floor,
            "ceiling": found.ceiling,
            "margin": rounded(found.margin),
        }


def _promotions(plan: Plan) -> Iterator[Row]:
    for promotion in plan.strategy.promotions:
        for case in offer_cases(promotion):
            yield {
                "part": "promotion",
                "name": promotion.name,
                "kind": promotion.kind,
                "case": case.case,
                "verdict": case.verdict,
                "margin": promotion.margin,
                "basket": case.basket,
                "discount": rounded(case.discount),
                "needed": rounded(case.needed),
                "expected": promotion.expected_uplift,
                "profit": rounded(case.profit),
                "start": promotion.start,
                "end": promotion.end,
                "owner": promotion.owner,
            }


def _channels(plan: Plan) -> Iterator[Row]:
    for channel in plan.strategy.channels:
        brought = contribution(channel)
        yield {
            "part": "channel",
            "name": channel.name,
            "kind": channel.kind,
            "verdict": None if brought is None else "loss" if brought < 0 else "gain",
            "cost": channel.cost,
            "margin": channel.margin,
            "coverage": channel.coverage,
            "sales": channel.sales,
            "contribution": brought,
            "cost_ratio": rounded(cost_ratio(channel)),
            "segments": channel.segments,
        }


def _people(plan: Plan) -> Iterator[Row]:
    """What rewards people, and by which routes they reach customers."""
    for incentive in plan.strategy.incentives:
        yield {
            "part": "incentive",
            "name": incentive.name,
            "kind": incentive.kind,
            "metric": plan.measures.named(incentive.metric) if incentive.metric else None,
            "roles": incentive.roles,
        }
    mode = plan.strategy.mode or SellingMode()
    for route in mode.routes:
        yield {
            "part": "route",
            "name": route.name,
            "contacts": route.contacts,
            "replies": route.replies,
            "response": rounded(response_rate(route)),
            "chosen": route.chosen,
        }


def _process(plan: Plan) -> Iterator[Row]:
    for at, stage in enumerate(plan.strategy.process):
        days = max_days(stage, at, plan.parameters.process.max_days)
        yield {"part": "stage", "name": stage.name, "exit": stage.exit, "max_days": days}
    for trigger in plan.strategy.triggers:
        yield {
            "part": "trigger",
            "name": trigger.when,
            "then": trigger.then,
            "within_days": trigger.within_days,
            "owner": trigger.owner,
        }


def _indicators(plan: Plan) -> Iterator[Row]:
    for indicator in plan.strategy.indicators:
        yield {
            "part": "indicator",
            "name": indicator.name,
            "kind": indicator.kind,
            "metric": plan.measures.named(indicator.metric) if indicator.metric else None,
            "goals": goals_served(indicator, plan.goals),
            "weight": indicator.weight,
            "roles": indicator.roles,
        }


def _summary(plan: Plan, rows: list[Row]) -> StrategySummary:
    strategy = plan.strategy
    counts = {part: sum(row["part"] == part for row in rows) for part in PARTS}
    counts["promotion"] = len(strategy.promotions)
    verdicts = [deciding(promotion).verdict for promotion in strategy.promotions]
    standings = [row["verdict"] for row in rows if row["part"] == "price"]
    brought = [each for each in map(contribution, strategy.channels) if each is not None]
    lacking = unrewarded(strategy.incentives, plan.goals)
    wanted = dict.fromkeys(goal.measure for goal in plan.goals if goal.metric)
    mode = strategy.mode
    kinds = [indicator.kind for indicator in strategy.indicators]
    return StrategySummary(
        name=plan.name,
        parts={part: n for part, n in counts.items() if n},
        missing=tuple(part for part, n in counts.items() if not n),
        outside=sum(standing not in ("inside", "unknown") for standing in standings),
        losing=verdicts.count("loses"),
        short=verdicts.count("short"),
        contribution=sum(brought, Decimal(0)) if brought else None,
        segments=len(plan.market.segments),
        uncovered=tuple(
            segment_title(plan.market.segments[at]) for at in uncovered(plan.market.segments, strategy.channels)
        ),
        rewarded=tuple(metric for metric in wanted if metric not in lacking),
        unrewarded=tuple(lacking),
        mode=SellingNote(mode.term, mode.group, mode.route) if mode else None,
        activity=kinds.count("activity"),
        outcome=kinds.count("outcome"),
    )
