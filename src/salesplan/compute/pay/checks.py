"""A commission plan checked with its people, their sales and the budget: PAY-F5, PAY-F6, what is out of reach."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.pay.correlation import rank_correlation
from salesplan.compute.pay.jobs import PayInput
from salesplan.compute.pay.limits import attained, money, title_of
from salesplan.compute.pay.seats import Seat, total_at
from salesplan.compute.rounding import half_up, percent_text
from salesplan.errors import Place, Problem
from salesplan.model.period import Period
from salesplan.model.plan.pay import PayCorrelation, PayReached
from salesplan.text import Text

NotApplied = Literal["no_people", "few_people", "no_profit", "equal", "no_budget", "no_quota", "few_periods"]
RULES = Place(key="commission.rules")


@dataclass(frozen=True)
class PayAndProfit:
    """What a person was paid in the periods that are over, and the gross profit of his sales in the same days."""

    person: str
    pay: Decimal
    profit: Decimal


@dataclass(frozen=True)
class Found:
    """What one check came to: its findings, the figure it looked at, or why it could not be applied."""

    code: str
    problems: tuple[Problem, ...] = ()
    value: Decimal | None = None
    reason: NotApplied | None = None


def pay_and_profit(given: PayInput, seats: Sequence[Seat]) -> tuple[PayAndProfit, ...]:
    """Everyone who is paid himself, for the periods that are over; nothing where the gross profit is not known."""
    over = [seat for seat in seats if seat.over or (seat.rule.cumulative and seat.sold)]
    profits = given.credits.get("gross_profit")
    if not over or profits is None:
        return ()
    last = min(max(seat.period.span.last for seat in over), given.as_of)
    days = Period(min(seat.period.span.first for seat in over), last)
    earned: dict[str, Decimal] = defaultdict(Decimal)
    for seat in over:
        if not seat.rule.pooled:
            earned[seat.person] += seat.earned
    own: dict[str, Decimal] = defaultdict(Decimal)
    for each in profits:
        if each.sale.date in days:
            own[each.person] += each.amount
    return tuple(PayAndProfit(person, pay, own[person]) for person, pay in earned.items())


def follows_profit(people: Sequence[PayAndProfit], limits: PayCorrelation, *, known: bool) -> Found:
    """PAY-F5: the rank correlation of pay and gross profit is not below the limit; from so many people on."""
    if not known:
        return Found("PAY-F5", reason="no_profit")
    if len(people) < limits.people:
        return Found("PAY-F5", reason="few_people")
    found = rank_correlation([each.pay for each in people], [each.profit for each in people])
    if found is None:
        return Found("PAY-F5", reason="equal")
    if not found.below(limits.least):
        return Found("PAY-F5", value=found.value)
    what = Text(
        "拿提成多的人不是毛利多的人：{n} 人的秩相关 {value}，低于 {least}",
        "who is paid more does not earn more: rank correlation of pay and gross profit {value} of {n} people, "
        "below {least}",
    ).format(n=len(people), value=f"{found.value:.2f}", least=limits.least)
    fix = Text(
        "按 gross_profit 计提，或给低毛利的产品写低的 rates",
        "pay for gross_profit, or give products of low margin lower rates",
    )
    return Found("PAY-F5", (Problem("PAY-F5", "warning", what, fix, RULES, f"{found.value:f}"),), found.value)


def within_budget(seats: Sequence[Seat], budget: Decimal | None, scenarios: Mapping[str, Fraction]) -> Found:
    """PAY-F6: pay at 100 % of every quota is within the budget; only a warning for a scenario in which it is not."""
    if budget is None:
        return Found("PAY-F6", reason="no_budget")
    if not any(seat.normal for seat in seats):
        return Found("PAY-F6", reason="no_quota")
    full = total_at(seats, Fraction(1))
    cost = half_up(full, 2)
    place = Place(key="commission.budget")
    if full > budget:
        what = Text(
            "任务额全部完成，全年提成 {cost}，超出预算 {budget} 的 {over}",
            "at 100% of all quotas commission is {cost} a year, {over} more than the budget of {budget}",
        ).format(cost=money(full), budget=money(Fraction(budget)), over=money(full - Fraction(budget)))
        fix = Text(
            "把 budget 提到 {cost} 以上，或降低提成率",
            "raise budget to {cost} or more, or lower the rates",
        ).format(cost=money(full))
        return Found("PAY-F6", (Problem("PAY-F6", "error", what, fix, place, money(Fraction(budget))),), cost)
    problems = tuple(_beyond(name, total_at(seats, at), budget, place) for name, at in scenarios.items()
                     if total_at(seats, at) > budget)  # fmt: skip
    return Found("PAY-F6", problems, cost)


def _beyond(name: str, cost: Fraction, budget: Decimal, place: Place) -> Problem:
    what = Text(
        "情景“{name}”里全年提成 {cost}，超出预算 {over}",
        "in the scenario “{name}” commission is {cost} a year, {over} more than the budget",
    ).format(name=name, cost=money(cost), over=money(cost - Fraction(budget)))
    fix = Text(
        "留出这笔钱，或在规则里写封顶 cap",
        "set this money aside, or write a cap into the rules",
    )
    return Problem("PAY-F6", "warning", what, fix, place, name)


def in_reach(seats: Sequence[Seat], limits: PayReached) -> Iterator[Found]:
    """PAY-W14, PAY-W15, PAY-N16 for each rule: quotas, threshold and top tier against what was reached.

    Looked at are the periods that are over with a quota above 0, from ``cases`` on. Periods in which nobody sold
    anything are none: the list of orders does not have them.
    """
    for rule_seats in _by_rule(seats):
        known = {seat.period.name for seat in rule_seats if seat.sold}
        there = [seat for seat in rule_seats if seat.period.name in known]
        reached = [seat.attainment for seat in there if seat.over and seat.quota and seat.attainment is not None]
        if len(reached) < limits.cases:
            ladder = rule_seats[0].book.ladder
            yield Found("PAY-W14", reason="few_periods")
            yield from [Found("PAY-W15", reason="few_periods")] * (ladder.threshold is not None)
            yield from [Found("PAY-N16", reason="few_periods")] * (len(ladder.steps) > 1)
            continue
        yield _quotas(rule_seats[0], reached, limits)
        yield from _limits(rule_seats[0], reached)


def _by_rule(seats: Sequence[Seat]) -> list[list[Seat]]:
    held: dict[int, list[Seat]] = {}
    for seat in seats:
        if seat.rule.quota is not None:
            held.setdefault(id(seat.book), []).append(seat)
    return list(held.values())


def _quotas(seat: Seat, reached: Sequence[Fraction], limits: PayReached) -> Found:
    """The share of quotas reached lies between the two limits, both included."""
    hits = sum(each >= 1 for each in reached)
    share = Fraction(hits, len(reached))
    words = {"name": title_of(seat.rule), "n": len(reached), "hits": hits, "share": percent_text(share)}
    value = half_up(share)
    if share < limits.least:
        what = Text(
            "规则“{name}”的任务额几乎没人完成：{n} 人次里 {hits} 次（{share}）",
            "hardly anybody reaches the quota of the rule “{name}”: {hits} of {n} ({share})",
        )
        fix = Text("任务额降到多数人够得着，或在 100% 以下加一档", "lower the quota, or add a tier below 100%")
    elif share > limits.most:
        what = Text(
            "规则“{name}”的任务额几乎人人完成：{n} 人次里 {hits} 次（{share}），拉不开差距",
            "nearly everybody reaches the quota of the rule “{name}”: {hits} of {n} ({share})",
        )
        fix = Text("提高任务额，或把高提成率的档位往上挪", "raise the quota, or move the higher rates up")
    else:
        return Found("PAY-W14", value=value)
    problem = Problem("PAY-W14", "warning", what.format(**words), fix, _place(seat), f"{value:f}")
    return Found("PAY-W14", (problem,), value)


def _limits(seat: Seat, reached: Sequence[Fraction]) -> Iterator[Found]:
    """A threshold that nobody reached; a top tier that nobody reached."""
    ladder, best = seat.book.ladder, max(reached)
    words = {"name": title_of(seat.rule), "best": percent_text(best), "n": len(reached)}
    if ladder.threshold is not None:
        what = Text(
            "规则“{name}”的起提线 {limit} 没有人够到过：{n} 人次里最高 {best}",
            "nobody ever reached the threshold {limit} of the rule “{name}”: the best of {n} was {best}",
        ).format(limit=attained(ladder.threshold, ladder), **words)
        fix = Text("把 threshold 降到 {best} 以下，或降低任务额", "lower threshold below {best}, or the quota").format(
            **words
        )
        missed = (Problem("PAY-W15", "warning", what, fix, _place(seat)),) if best < ladder.threshold else ()
        yield Found("PAY-W15", missed, half_up(best))
    top = ladder.steps[-1].low
    if len(ladder.steps) > 1:
        what = Text(
            "规则“{name}”最高一档（{limit} 起）还没有人够到：{n} 人次里最高 {best}",
            "nobody reached the top tier (from {limit}) of the rule “{name}” so far: the best of {n} was {best}",
        ).format(limit=attained(top, ladder), **words)
        fix = Text(
            "够不到的档位激励不了人：先看任务额是不是太高，再看这一档",
            "a tier out of reach moves nobody: look at the quota first, then at the tier",
        )
        missed = (Problem("PAY-N16", "note", what, fix, _place(seat)),) if best < top else ()
        yield Found("PAY-N16", missed, half_up(best))


def _place(seat: Seat) -> Place:
    return Place(key=f"commission.rules[{seat.at}].quota")
