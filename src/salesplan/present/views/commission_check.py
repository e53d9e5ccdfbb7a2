"""How the check of a commission plan looks: conclusion, budget, every check, pay beside profit, what to mend."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.pay.commission_check import CommissionCheck
from salesplan.model.result import Result
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import integer, percent
from salesplan.present.sections import list_blocks, parameter_line, plan_heading, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.target_words import page_amount
from salesplan.present.words import listed
from salesplan.text import Text

CHECKS: dict[str, Text] = {
    "PAY-F1": Text("奖的不是老客户的订单笔数", "no pay by the number of orders"),
    "PAY-F2": Text("拆单测试：一张大单和十张小单提得一样", "split test: ten parts pay what one order pays"),
    "PAY-F3": Text("老客户多买或开发新客户有奖", "growth or new customers are rewarded"),
    "PAY-F4": Text("简单：指标不多，每项都有分量", "simple: few measures, each of some weight"),
    "PAY-F5": Text("拿得多的人毛利也多（秩相关）", "pay follows gross profit (rank correlation)"),
    "PAY-F6": Text("全部完成时全年提成不超预算", "a year's pay at quota is within the budget"),
    "PAY-F07": Text("同一笔销售不付两次", "no sales are paid twice"),
    "PAY-F08": Text("多卖不会少拿", "more sales never pay less"),
    "PAY-W09": Text("提成率不往下走", "rates do not fall further up"),
    "PAY-W10": Text("封顶不会太早", "the cap is not reached early"),
    "PAY-W11": Text("规则之间没有空档", "no days between rules"),
    "PAY-W12": Text("跨一档不会跳得太多", "no cliff at a tier"),
    "PAY-N13": Text("人人有规则", "everybody has a rule"),
    "PAY-W14": Text("任务额有人完成、也有人完不成", "quotas are reached by some, not by all"),
    "PAY-W15": Text("起提线够得着", "the threshold is in reach"),
    "PAY-N16": Text("最高一档够得着", "the top tier is in reach"),
}
STATES: dict[str, tuple[Text, Style]] = {
    "pass": (Text("✓ 通过", "✓ pass"), "good"),
    "fail": (Text("✗ 不通过", "✗ fail"), "bad"),
    "warn": (Text("! 提醒", "! warning"), "warn"),
    "note": (Text("· 说明", "· note"), "dim"),
    "na": (Text("– 没查", "– not applied"), "dim"),
}
REASONS: dict[str, Text] = {
    "no_people": Text("没有人员或订单", "no people or no orders"),
    "few_people": Text("人太少，看不出", "too few people to tell"),
    "no_profit": Text("订单没有成本或毛利", "no cost or margin"),
    "equal": Text("大家的提成或毛利都一样", "all the same"),
    "no_budget": Text("没有写 commission.budget", "no commission.budget"),
    "no_quota": Text("没有任务额，也没有过去的销售", "neither quotas nor past sales"),
    "few_periods": Text("结束的期数太少", "few periods are over"),
    "no_limit": Text("没有这样的规则", "no rule has one"),
}
_SHOWN = 12


def blocks(result: Result[CommissionCheck], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    screen = screen.fitting((s.budget, s.at_plan, *(each.pay for each in s.people)))
    yield plan_heading(VIEW.title, result)
    yield from list_blocks(result, screen)
    yield Blank()
    if not s.rules:
        yield Line(
            Text("计划里还没有提成规则；写法：salesplan schema", "the plan has no commission rules: salesplan schema")
        )
        return
    yield Line(_conclusion(s), "bad" if s.errors else "warn" if s.warnings else "good")
    yield from _budget(s, screen)
    yield Blank()
    yield _checks(result)
    yield from _people(s, screen)
    yield from problem_blocks(result.findings, screen)
    if not screen.quiet:
        yield Blank()
        first = next((p.code for p in result.findings if p.severity != "note"), "PAY-F2")
        why = Text("为什么、怎么改：salesplan explain {code}", "why, with examples: salesplan explain {code}")
        yield Line(why.format(code=first), "dim")
        yield parameter_line(result, by_key=screen.verbose)


def _conclusion(s: CommissionCheck) -> Text:
    """How many checks passed, and what the others came to."""
    told = Text("{n} 条规则，{passed} 项检查通过", "{n} rules, {passed} checks passed")
    counts = (
        (s.errors, Text("{n} 处错误", "{n} errors")),
        (s.warnings, Text("{n} 处提醒", "{n} warnings")),
        (s.notes, Text("{n} 条说明", "{n} notes")),
        (s.not_applied, Text("{n} 项没查", "{n} not applied")),
    )
    rest = listed([str(words.format(n=n)) for n, words in counts if n])
    whole = Text("{told}；{rest}", "{told}; {rest}").format(told=told.format(n=s.rules, passed=s.passed), rest=rest)
    return whole if rest else told.format(n=s.rules, passed=s.passed)


def _budget(s: CommissionCheck, screen: Screen) -> Iterator[Line]:
    """What a year costs at quota, and what that leaves of the budget."""
    if s.at_plan is None:
        return
    cost = page_amount(s.at_plan, screen)
    if s.budget is None:
        told = Text("任务额全部完成，全年提成 {cost}", "at 100% of all quotas commission is {cost} a year")
        yield Line(told.format(cost=cost))
        return
    told = Text(
        "任务额全部完成，全年提成 {cost}，占预算 {budget} 的 {share}",
        "at 100% of all quotas commission is {cost} a year, {share} of the budget {budget}",
    ).format(cost=cost, budget=page_amount(s.budget, screen), share=percent(s.at_plan / s.budget))
    yield Line(told, "bad" if (s.left or Decimal(0)) < 0 else "")
    if s.used_up is not None:
        end = Text("大家都做到任务额的 {at}，预算就用完", "the budget is used up when everybody reaches {at} of quota")
        yield Line(end.format(at=percent(s.used_up)))


def _checks(result: Result[CommissionCheck]) -> Grid:
    heads = (
        Head(Text("代码", "Code")),
        Head(Text("查什么", "Check")),
        Head(Text("结果", "Result")),
        Head("", shrink=True),
    )
    return Grid(heads, tuple(_check(row) for row in result.rows.rows()))


def _check(row: tuple[object, ...]) -> tuple[Content, ...]:
    code, state, _, found, value, reason = row
    shown, style = STATES[str(state)]
    count = Text("{shown} {n} 处", "{shown}: {n}").format(shown=shown, n=found)
    told: Text | str = REASONS[str(reason)] if reason else ""
    if code == "PAY-F5" and isinstance(value, Decimal):
        told = f"{value:.2f}"
    elif code == "PAY-F6" and state == "warn":
        told = Text("全部完成时不超，有情景会超", "within it at quota, beyond it in a scenario")
    elif code in ("PAY-W14", "PAY-W15", "PAY-N16") and isinstance(value, Decimal):
        told = _REACHED[str(code)].format(share=percent(value))
    return (str(code), CHECKS[str(code)], Cell(count if isinstance(found, int) and found > 1 else shown, style), told)


_REACHED = {
    "PAY-W14": Text("{share} 的人次完成", "{share} of quotas reached"),
    "PAY-W15": Text("最高做到 {share}", "the best reached {share}"),
    "PAY-N16": Text("最高做到 {share}", "the best reached {share}"),
}


def _people(s: CommissionCheck, screen: Screen) -> Iterator[Block]:
    """Pay and gross profit of each person, most paid first."""
    if s.correlation is None:
        return
    people = sorted(s.people, key=lambda each: (-each.pay, each.person))
    most = max((each.profit for each in people), default=Decimal(0))
    yield Blank()
    yield Line(Text("提成和毛利（已结束的各期）", "Pay and gross profit (periods that are over)"), "strong")
    heads = (
        Head(Text("人员", "Person")),
        Head(Text("提成", "Pay"), "right"),
        Head(Text("毛利", "Gross profit"), "right"),
        Head(Text("提成占毛利", "Pay/profit"), "right"),
        Head(""),
    )
    rows = tuple(
        (
            each.person,
            page_amount(each.pay, screen),
            page_amount(each.profit, screen),
            percent(each.pay / each.profit if each.profit > 0 else None),
            Bar(each.profit / most if most > 0 else None, 12),
        )
        for each in people[: None if screen.all_rows else _SHOWN]
    )
    yield Grid(heads, rows)
    if len(rows) < len(people):
        more = Text("还有 {n} 人，加 --all 全部列出", "{n} more people; --all lists every one")
        yield Line(more.format(n=integer(len(people) - len(rows))), "dim")


VIEW = View(
    title=Text("提成方案检查", "Commission plan checked"),
    columns={
        "code": Text("代码", "Code"),
        "state": Text("结果", "Result"),
        "check": Text("查什么", "Check"),
        "found": Text("几处", "Findings"),
        "value": Text("数", "Figure"),
        "reason": Text("为什么没查", "Why not applied"),
    },
    labels={
        "state": {state: text for state, (text, _) in STATES.items()},
        "check": CHECKS,
        "reason": REASONS,
    },
    figures={
        "rules": Text("规则", "Rules"),
        "errors": Text("错误", "Errors"),
        "warnings": Text("提醒", "Warnings"),
        "notes": Text("说明", "Notes"),
        "passed": Text("通过的检查", "Checks passed"),
        "not_applied": Text("没查的", "Not applied"),
        "budget": Text("预算", "Budget"),
        "at_plan": Text("全部完成时全年提成", "A year's pay at quota"),
        "left": Text("预算还剩", "Left of the budget"),
        "used_up": Text("预算用完时的完成率", "Attainment that uses up the budget"),
        "correlation": Text("提成和毛利的秩相关", "Rank correlation of pay and profit"),
        "people": Text("各人的提成和毛利", "Pay and profit of each person"),
        "person": Text("人员", "Person"),
        "pay": Text("提成", "Pay"),
        "profit": Text("毛利", "Gross profit"),
    },
    located=True,
    whole=True,
    blocks=blocks,
)
