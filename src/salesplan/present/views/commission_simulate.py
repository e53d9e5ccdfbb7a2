"""How a simulation of pay looks: the conclusion, scenarios against the budget, cost curves, people, another plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from salesplan.compute.pay.commission_simulate import SimulateSummary
from salesplan.model.plan.commission import MONEY_MEASURES
from salesplan.model.plan.metrics import measure_shown
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import as_decimal, decimal, integer, percent
from salesplan.present.sections import list_blocks, page_end, plan_heading
from salesplan.present.sparks import spark
from salesplan.present.view import View
from salesplan.present.views.target_words import page_amount
from salesplan.text import Text

Row = Mapping[str, Value]
SHOWN = 12
"""People shown unless all are asked for."""
PARTS: dict[str, Text] = {
    "curve": Text("成本曲线", "cost curve"),
    "person": Text("各人", "person"),
    "team": Text("团队", "team"),
    "person_curve": Text("各人的曲线", "curve of a person"),
    "scenario": Text("情景", "scenario"),
    "scenario_person": Text("情景里各人", "person in a scenario"),
    "against": Text("和另一份方案比", "against another plan"),
}
SCENARIOS: dict[str, Text] = {
    "plan": Text("任务额全部完成", "everybody at quota"),
    "pace": Text("照现在的完成率到年底", "at the pace so far"),
    "last_year": Text("去年的订单再来一遍", "last year's orders again"),
}
_PAY, _SHARE = Text("提成", "Pay"), Text("占销售", "Of sales")
_POINTS = frozenset(map(Decimal, ("0", "0.5", "0.8", "0.9", "1", "1.1", "1.2", "1.5")))
"""The attainments of a curve that are shown unless all are asked for; besides, the limits of the rule."""
_STEP = Decimal("0.1")
_A_YEAR = 362
"""Days between the first and the last of a year, which in years of whole weeks has 364."""


def blocks(result: Result[SimulateSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    rows: dict[str, list[Row]] = {}
    for row in result.rows.records():
        rows.setdefault(str(row["part"]), []).append(row)
    screen = screen.fitting((s.budget, s.at_plan))
    yield plan_heading(VIEW.title, result)
    yield from list_blocks(result, screen)
    yield Blank()
    yield from _conclusion(s, screen)
    yield from _against(rows.get("against", ()), s, screen)
    yield from _scenarios(result, rows.get("scenario", ()), screen)
    yield from _curves(rows.get("curve", ()), screen)
    yield from _people(rows, screen)
    yield from page_end(result, screen)


def _conclusion(s: SimulateSummary, screen: Screen) -> Iterator[Line]:
    """What the year costs at quota, whether the budget holds, how far it goes."""
    cost = page_amount(s.at_plan, screen)
    if s.budget is None:
        told = Text(
            "{n} 人，任务额全部完成，{year} 年提成 {cost}；没有写预算（commission.budget）",
            "{n} people at 100% of their quotas are paid {cost} in {year}; no budget is given (commission.budget)",
        )
        yield Line(told.format(n=integer(s.people), year=s.year, cost=cost), "strong", wrap=True)
        return
    left = s.budget - s.at_plan
    more = Text("还剩 {left}", "{left} are left") if left >= 0 else Text("超出 {left}", "{left} over")
    told = Text(
        "{n} 人，任务额全部完成，{year} 年提成 {cost}，占预算 {budget} 的 {share}，{more}",
        "{n} people at 100% of their quotas are paid {cost} in {year}: {share} of the budget {budget}, {more}",
    ).format(
        n=integer(s.people),
        year=s.year,
        cost=cost,
        budget=page_amount(s.budget, screen),
        share=percent(s.at_plan / s.budget),
        more=more.format(left=page_amount(abs(left), screen)),
    )
    yield Line(told, "strong" if left >= 0 else "bad", wrap=True)
    if s.used_up is None:
        yield Line(Text("做到 300% 预算也用不完", "even at 300% the budget is not used up"), "good")
    else:
        end = Text("大家都做到任务额的 {at}，预算就用完", "the budget is used up when everybody reaches {at} of quota")
        yield Line(end.format(at=percent(s.used_up)), "warn" if s.used_up < Decimal("1.1") else "")


def _scenarios(result: Result[SimulateSummary], rows: Sequence[Row], screen: Screen) -> Iterator[Block]:
    """Each scenario with what it costs and leaves."""
    budget = result.summary.budget
    most = max((_figure(row["pay"]) for row in rows), default=Decimal(0))
    yield Blank()
    yield Line(Text("各种情景下的全年提成", "Commission of the year by scenario"), "strong")
    heads = (
        Head(Text("情景", "Scenario"), shrink=True),
        Head(Text("完成率", "Attainment"), "right"),
        Head(_PAY, "right"),
        *((Head(Text("占预算", "Of budget"), "right"), Head(Text("预算还剩", "Left"), "right")) if budget else ()),
        Head(""),
    )
    lines: list[tuple[Content, ...]] = []
    for row in rows:
        left = as_decimal(row["left"])
        over: Style = "bad" if left is not None and left < 0 else ""
        against = (percent(as_decimal(row["budget_share"])), Cell(page_amount(left, screen), over)) if budget else ()
        own = Text("各人不同", "each his own") if row["attainment"] is None else percent(as_decimal(row["attainment"]))
        bar = Bar(_figure(row["pay"]) / most if most else None, 14)
        lines.append((_scenario(result, str(row["scenario"])), own, page_amount(row["pay"], screen), *against, bar))
    yield Grid(heads, tuple(lines))


def _scenario(result: Result[SimulateSummary], code: str) -> Text | str:
    return SCENARIOS.get(code) or dict(result.summary.scenario_names).get(code, code)


def _curves(rows: Sequence[Row], screen: Screen) -> Iterator[Block]:
    """One table a rule: the steps of 25 % and the limits between, or all of them with ``--all``."""
    for rule in dict.fromkeys(str(row["rule"]) for row in rows):
        own = [row for row in rows if row["rule"] == rule]
        yield Blank()
        title = Text("成本曲线：{rule}（{days}，按{measure}）", "Cost curve: {rule} ({days}, by {measure})")
        words = {"rule": rule, "days": _days(own[0]), "measure": measure_shown(str(own[0]["measure"]))}
        yield Line(title.format(**words), "strong")
        if own[0]["quota"] == "usual":
            usual = Text("没有任务额：100% 是过去一年里平常卖的", "no quota: 100% is what was usual over the last year")
            yield Line(usual, "dim")
        yield _curve([row for row in own if screen.all_rows or _is_shown(as_decimal(row["attainment"]))], screen)


def _days(row: Row) -> Text | str:
    """The days that a rule holds on: the year, the months from one to another, else day by day."""
    first, last = row["since"], row["until"]
    if not isinstance(first, date) or not isinstance(last, date) or (last - first).days >= _A_YEAR:
        return Text("全年", "the year")
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return Text("{first} 到 {last}", "{first} to {last}").format(first=first, last=last)
    one, two = f"{first:%Y-%m}", f"{last:%m}" if first.year == last.year else f"{last:%Y-%m}"
    if one == f"{last:%Y-%m}":
        return one
    return Text("{first} 到 {last}", "{first} to {last}").format(first=one, last=two)


def _is_shown(attainment: Decimal | None) -> bool:
    """Whether a point of a curve is one of those shown, or a limit of the rule between the steps."""
    return attainment is not None and (attainment in _POINTS or bool(attainment % _STEP))


def _curve(rows: Sequence[Row], screen: Screen) -> Grid:
    in_money = str(rows[0]["measure"]) in MONEY_MEASURES
    most = max(_figure(row["pay"]) for row in rows)
    heads = (
        Head(Text("完成率", "Attainment"), "right"),
        Head(measure_shown(str(rows[0]["measure"])), "right"),
        Head(_PAY, "right"),
        *((Head(_SHARE, "right"),) if in_money else ()),
        Head(Text("这一段的提成率", "Rate of the step") if in_money else Text("每多一个", "One more"), "right"),
        Head(""),
    )
    steps = [None, *map(_rate, rows, rows[1:])]
    lines = tuple(
        (
            percent(as_decimal(row["attainment"]), 0),
            page_amount(row["sales"], screen) if in_money else decimal(as_decimal(row["sales"]), 1),
            decimal(as_decimal(row["pay"]), 0),
            *((percent(as_decimal(row["share"]), 2),) if in_money else ()),
            percent(step, 2) if in_money else decimal(step, 0),
            Bar(_figure(row["pay"]) / most if most else None, 24),
        )
        for row, step in zip(rows, steps, strict=True)
    )
    return Grid(heads, lines)


def _rate(below: Row, row: Row) -> Decimal | None:
    """What one unit more has paid since the row above."""
    more = _figure(row["sales"]) - _figure(below["sales"])
    return (_figure(row["pay"]) - _figure(below["pay"])) / more if more else None


def _people(rows: Mapping[str, Sequence[Row]], screen: Screen) -> Iterator[Block]:
    """Each person with his curve as a sparkline, at quota and at his pace."""
    people = [*rows.get("person", ()), *rows.get("team", ())]
    screen = screen.fitting(row["pay"] for row in people)
    if not people:
        return
    yield Blank()
    title = Text("各人全年提成（曲线从 0 到 150%）", "Each person's pay of the year (curve from 0 to 150%)")
    yield Line(title, "strong")
    shown = people if screen.all_rows else people[:SHOWN]
    paced, again = (any(row[key] is not None for row in people) for key in ("other", "last_year"))
    heads = (
        Head(Text("人员", "Person"), shrink=True),
        Head(Text("曲线", "Curve")),
        Head(Text("100% 时", "At 100%"), "right"),
        *(
            (
                Head(Text("到现在完成", "So far"), "right"),
                Head(Text("照此到年底", "At this pace"), "right"),
                Head(Text("差", "Change"), "right"),
            )
            if paced
            else ()
        ),
        *(
            (Head(Text("去年完成", "Last year"), "right"), Head(Text("去年的订单得", "Its orders pay"), "right"))
            if again
            else ()
        ),
    )
    curves = rows.get("person_curve", ())
    yield Grid(heads, tuple(_person(row, curves, screen, paced=paced, again=again) for row in shown))
    if len(shown) < len(people):
        more = Text("还有 {n} 人，加 --all 全部列出", "{n} more people; --all lists every one")
        yield Line(more.format(n=integer(len(people) - len(shown))), "dim")


def _person(row: Row, curves: Sequence[Row], screen: Screen, *, paced: bool, again: bool) -> tuple[Content, ...]:
    own = spark([as_decimal(each["pay"]) for each in curves if each["person"] == row["person"]])
    rest = (percent(as_decimal(row["attainment"])), page_amount(row["other"], screen), _signed(row["change"], screen))
    last = (percent(as_decimal(row["attainment_last"])), page_amount(row["last_year"], screen))
    name = Text("{name}（团队）", "{name} (team)") if row["part"] == "team" else Text("{name}", "{name}")
    return (
        name.format(name=row["person"]),
        own,
        page_amount(row["pay"], screen),
        *(rest if paced else ()),
        *(last if again else ()),
    )


def _against(rows: Sequence[Row], s: SimulateSummary, screen: Screen) -> Iterator[Block]:
    """Who gains and who loses by the other plan, by last year's orders."""
    if s.against is None:
        return
    told = Text(
        "换成 {file}，{year} 年的订单提成从 {now} 变成 {other}（{change}）：{more} 人多拿，{less} 人少拿",
        "by {file} the orders of {year} pay {other} instead of {now} ({change}): {more} people gain, {less} lose",
    )
    gains = [_figure(row["change"]) for row in rows]
    words = {
        "file": s.against.file,
        "year": s.against.year,
        "now": page_amount(s.against.now, screen),
        "other": page_amount(s.against.other, screen),
        "change": _signed(s.against.other - s.against.now, screen),
        "more": sum(gain > 0 for gain in gains),
        "less": sum(gain < 0 for gain in gains),
    }
    yield Blank()
    yield Line(told.format(**words), "strong", wrap=True)
    screen = screen.fitting(row["pay"] for row in rows)
    heads = (
        Head(Text("人员", "Person"), shrink=True),
        Head(Text("现在的方案", "This plan"), "right"),
        Head(Text("另一份方案", "The other"), "right"),
        Head(Text("差", "Change"), "right"),
    )
    shown = rows if screen.all_rows else rows[:SHOWN]
    lines = tuple(
        (
            str(row["person"]),
            page_amount(row["pay"], screen),
            page_amount(row["other"], screen),
            Cell(_signed(row["change"], screen), "bad" if _figure(row["change"]) < 0 else ""),
        )
        for row in shown
    )
    yield Grid(heads, lines)


def _signed(value: Value, screen: Screen) -> str:
    held = as_decimal(value)
    return ("+" if held is not None and held > 0 else "") + page_amount(held, screen)


def _figure(value: Value) -> Decimal:
    return as_decimal(value) or Decimal(0)


def _names(result: Result[SimulateSummary]) -> Mapping[str, Mapping[str, Text]]:
    """What the scenarios are called that only this result knows, and its measures."""
    own = {code: Text("{n}", "{n}").format(n=name) for code, name in result.summary.scenario_names}
    measures = dict.fromkeys(str(row["measure"]) for row in result.rows.records() if row["measure"])
    return {"scenario": {**own, **SCENARIOS}, "measure": {name: measure_shown(name) for name in measures}}


VIEW = View(
    title=Text("提成模拟", "Commission simulated"),
    columns={
        "part": Text("哪一部分", "Part"),
        "scenario": Text("情景", "Scenario"),
        "rule": Text("规则", "Rule"),
        "measure": Text("按什么计提", "Measure"),
        "person": Text("人员", "Person"),
        "attainment": Text("完成率", "Attainment"),
        "sales": Text("销售", "Sales"),
        "pay": _PAY,
        "share": Text("提成占销售", "Pay of sales"),
        "marginal": Text("这一段的提成率", "Rate of the step"),
        "budget_share": Text("占预算", "Of budget"),
        "left": Text("预算还剩", "Left of the budget"),
        "other": Text("照现在的完成率，或另一份方案", "At this pace, or by the other plan"),
        "change": Text("差", "Difference"),
        "attainment_last": Text("去年订单的完成率", "Attainment by last year's orders"),
        "last_year": Text("去年订单的提成", "Pay for last year's orders"),
        "since": Text("从哪天起", "From"),
        "until": Text("到哪天", "Until"),
        "quota": Text("100% 是什么", "What 100% is"),
    },
    labels={
        "part": PARTS,
        "quota": {"quota": Text("任务额", "quota"), "usual": Text("平常卖的", "what is usual")},
    },
    words_of=_names,
    figures={
        "year": Text("年度", "Year"),
        "people": Text("人员", "People"),
        "teams": Text("分奖金的团队", "Teams that share a bonus"),
        "budget": Text("预算", "Budget"),
        "at_plan": Text("全部完成时全年提成", "The year's pay at quota"),
        "used_up": Text("预算用完时的完成率", "Attainment that uses up the budget"),
        "scenario_names": Text("情景的名称", "Names of scenarios"),
        "against": Text("和另一份方案比", "Against another plan"),
        "file": Text("另一份方案", "The other plan"),
        "now": Text("现在的方案", "This plan"),
        "other": Text("另一份方案的提成", "Pay by the other plan"),
    },
    whole=True,
    blocks=blocks,
)
