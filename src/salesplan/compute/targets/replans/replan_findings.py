"""What is wrong with a re-plan, and what is worth knowing about it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from salesplan.compute.targets.actuals.order_gaps import months_without_orders
from salesplan.compute.targets.grid.time_levels import time_parts
from salesplan.compute.targets.grid.tree import Node
from salesplan.compute.targets.replans.replan_grids import Leaves, Scene
from salesplan.compute.targets.replans.replan_outcome import Outcome, ReplanSummary
from salesplan.compute.targets.split import Decomposed
from salesplan.errors import Place, Problem
from salesplan.model.near import near_names
from salesplan.model.plan.levels import in_a_row, path_shown, paths_shown
from salesplan.model.state import Base, Record
from salesplan.text import Text

_SHOWN = 8


def missing_actuals(
    made: Decomposed, order_days: Collection[date], sold_nothing: Sequence[str], as_of: date
) -> list[Problem]:
    """Months that are over without a single order, unless they are named as months without sales; wrong names."""
    names = [name for name, _ in time_parts("month", made.request.year.period, made.request.year)]
    known = {word: name for name in names for word in _words(name)}
    wrong = [word for word in sold_nothing if word not in known]
    excused = {known[word] for word in sold_nothing if word in known}
    empty = [name for name, _ in months_without_orders(made.request.year, order_days, as_of) if name not in excused]
    last = max((day for day in order_days if day <= as_of), default=None)
    return [*(_wrong_month(word, names) for word in wrong), *([_no_actuals(empty, last)] if empty else [])]


def _words(name: str) -> list[str]:
    """``2026-03`` also as ``03`` and ``3``, ``2026-P03`` also as ``P03``."""
    short = name.partition("-")[2]
    return [name, short, short.lstrip("0")]


def _wrong_month(word: str, names: Sequence[str]) -> Problem:
    near = near_names(word, names) or [names[0], names[-1]]
    what = Text("“{word}”不是这一年的月份", "“{word}” is no month of this year").format(word=word)
    fix = Text("写成 {near}", "write it as {near}").format(near=" / ".join(near))
    return Problem("REPLAN-month", "error", what, fix, Place(key="--zero-ok"), word)


def _no_actuals(empty: Sequence[str], last: date | None) -> Problem:
    what = Text(
        "已经过完的 {months} 没有任何订单：缺实际数，不能当成 0 来调整（订单到 {last} 为止）",
        "no orders in {months}: actual missing for a finished period, not taken as 0 (the last order is of {last})",
    ).format(months=", ".join(empty), last=last or "-")
    shown = empty if len(empty) <= _SHOWN else [*empty[:_SHOWN], "..."]
    fix = Text(
        "补上这些月的订单（--orders）；确实没有销售就加 {options}；或把 --as-of 提前",
        "add their orders (--orders); if nothing was sold, add {options}; or choose an earlier --as-of",
    ).format(options=" ".join(f"--zero-ok {name}" for name in shown))
    return Problem("REPLAN-no-actuals", "error", what, fix, value=",".join(empty))


def wrong_members(
    entry: str, scene: Scene, held: Record | None, earlier: Sequence[Record], base: Base
) -> Iterator[Problem]:
    """Members or periods that are not those of the record whose targets are to be planned anew."""
    if base == "last" and not earlier:
        what = Text(
            "以前没有调整记录，没有“上次”可用", "there is no earlier record: nothing that --from last could mean"
        )
        fix = Text("去掉 --from last", "leave out --from last")
        yield Problem("REPLAN-no-last", "error", what, fix, Place(key="--from"), "last")
        return
    needed = [] if base == "plan" else [*([held] if held else []), *(earlier[:1] if base == "last" else [])]
    for record in needed:
        gone, new = scene.unknown(record)
        if gone or new:
            yield _other_members(entry, record, gone, new)


def _other_members(entry: str, record: Record, gone: Sequence[str], new: Sequence[str]) -> Problem:
    what = Text(
        "{as_of} 记录的目标和现在的计划对不上：{parts}",
        "the targets recorded on {as_of} are not those of the plan as it is now: {parts}",
    )
    parts = []
    if gone:
        parts.append(Text("现在没有 {names}", "gone are {names}").format(names=paths_shown(gone, _SHOWN)))
    if new:
        parts.append(Text("新增 {names}", "new are {names}").format(names=paths_shown(new, _SHOWN)))
    both = Text("{a}；{b}", "{a}; {b}").format(a=parts[0], b=parts[-1]) if len(parts) > 1 else parts[0]
    fix = Text(
        "按现在的计划调整：加 --from plan；或把计划里的成员改回去",
        "plan anew from the plan as it is now with --from plan, or restore its members",
    )
    place = Place(key=f"targets.{entry}")
    return Problem("REPLAN-members", "error", what.format(as_of=record.as_of, parts=both), fix, place, (*gone, *new)[0])


def _with_figures(members: Sequence[tuple[Node, str]]) -> Text:
    """Members by name, each with a figure of his."""
    shown = Text("{member} {figure}", "{member} {figure}")
    return in_a_row([shown.format(member=path_shown(node.path), figure=told) for node, told in members], _SHOWN)


def findings(entry: str, outcome: Outcome, summary: ReplanSummary, plan: Leaves) -> Iterator[Problem]:
    """What is worth knowing about a re-plan: warnings first."""
    place = Place(key=f"targets.{entry}")
    yield from _uplifts(outcome, summary, place)
    yield from _handed_over(outcome, place)
    yield from _gaps(summary, place, nobody=sum((owed for _, owed in outcome.handed_over(taken=False)), Decimal(0)))
    yield from _not_assigned(summary, place)
    if summary.frozen_on is not None and summary.base != "plan" and dict(plan.rows) != dict(outcome.frozen.rows):
        yield _plan_changed(outcome, summary, plan, place)
    quarters = outcome.scene.columns.quarters
    if summary.rule == "within_quarter" and len(set(quarters)) == len(quarters):
        what = Text(
            "没有比季度更细的期，季度内没有可以补的", "no period is finer than a quarter: nothing is made up inside one"
        )
        fix = Text("在计划的 by 里加上 month", "add month to by in the plan")
        yield Problem("REPLAN-quarters", "note", what, fix, place)
    yield from _without_days(outcome, place)
    if summary.rule != "keep" and (even := outcome.even()):
        what = Text(
            "余下各期原来的目标都是 0，只能平均分：{names}",
            "no target in the days left, so it was shared equally: {names}",
        ).format(names=paths_shown([node.path for node in even], _SHOWN))
        fix = Text("核对这些目标", "check these targets")
        yield Problem("REPLAN-even", "warning", what, fix, place)
    done = [] if summary.reached and len(outcome.planned.rows) == 1 else outcome.reached()
    if done:
        what = Text("全年已完成：{names}", "the year is complete for {names}").format(
            names=paths_shown([node.path for node in done], _SHOWN)
        )
        fix = Text(
            "后面各期目标为 0；不想降就用 --rule floor_original",
            "later targets are 0; with --rule floor_original they stay as they were",
        )
        if summary.rule in ("roll_forward", "within_quarter", "next_only"):
            yield Problem("REPLAN-reached", "note", what, fix, place)


def _without_days(outcome: Outcome, place: Place) -> Iterator[Problem]:
    """Periods under way without a working day left: their targets are what they have brought."""
    if found := outcome.scene.columns.without_days():
        what = Text(
            "{names} 还没过完，但已经没有工作日：新目标就是已完成的",
            "no working day is left of {names}, though not over: the new target is what it has brought",
        ).format(names=in_a_row([time.name for time in found]))
        fix = Text("过完后若还有订单，再调一次", "if orders still come in, re-plan again when it is over")
        yield Problem("REPLAN-no-days", "note", what, fix, place)


def _uplifts(outcome: Outcome, summary: ReplanSummary, place: Place) -> Iterator[Problem]:
    """Targets that have become hard to believe: in all, and by member."""
    limit = Fraction(summary.limit)
    high = [(item, uplift) for item, uplift in outcome.worst() if uplift > limit]
    if summary.uplift is not None and Fraction(summary.uplift) > limit:
        what = Text(
            "余下的日子要比原计划多做 {more}，超过 {limit}：难以做到",
            "the days left must bring {more} more than planned, beyond {limit}: hard to believe",
        ).format(more=_more(Fraction(summary.uplift)), limit=_more(limit))
        fix = Text("考虑下调总额，或加人加预算", "consider a lower total, or more people or money")
        yield Problem("REPLAN-uplift", "warning", what, fix, place, f"{summary.uplift:.4f}")
    members = [(item, uplift) for item, uplift in high if item.path]
    period = [] if members else [uplift for item, uplift in high if not item.path]
    if members:
        names = _with_figures([(item, f"+{_more(uplift)}") for item, uplift in members])
        what = Text("这些成员有目标比原计划高出 {limit} 以上：{names}", "raised by more than {limit}: {names}")
        fix = Text("逐个谈，或把一部分转给别人", "talk it over with each, or move a part to others")
        yield Problem("REPLAN-uplift", "warning", what.format(limit=_more(limit), names=names), fix, place)
    elif period and not (summary.uplift is not None and Fraction(summary.uplift) > limit):
        what = Text("有一期要比原计划多做 {more}", "one period must bring {more} more than planned")
        fix = Text("换一个规则，如 --rule roll_forward", "choose another rule, such as --rule roll_forward")
        yield Problem("REPLAN-uplift", "warning", what.format(more=_more(period[0])), fix, place)


def _handed_over(outcome: Outcome, place: Place) -> Iterator[Problem]:
    """Who has nobody there any more, or 0 fixed, and still owes something: who carries it, or that nobody does."""
    if carried := outcome.handed_over(taken=True):
        what = Text(
            "后面已经没人（或定死为 0），还差的由同一上级下的同事按目标分担：{names}",
            "nobody is there in the days left (or 0 is pinned); colleagues next to them carry what is owed: {names}",
        )
        fix = Text("不想让同事分担，就补人，或下调总额", "to spare them, fill the seat or lower the total")
        yield Problem("REPLAN-passed-on", "warning", what.format(names=_owing(carried)), fix, place)
    if stranded := outcome.handed_over(taken=False):
        what = Text(
            "后面已经没人（或定死为 0），也没有同事可以分担：{names}",
            "nobody is there in the days left (or 0 is pinned), and no colleague to carry it: {names}",
        )
        fix = Text("补人，或下调总额", "fill the seat, or lower the total")
        yield Problem("REPLAN-nobody", "warning", what.format(names=_owing(stranded)), fix, place)


def _owing(members: Sequence[tuple[Node, Decimal]]) -> Text:
    return _with_figures([(node, f"{amount:,f}") for node, amount in members])


def _gaps(summary: ReplanSummary, place: Place, *, nobody: Decimal) -> Iterator[Problem]:
    """What the new targets fall short of the total, or exceed it by; ``nobody``: what nobody is left to bring."""
    forward = summary.total >= 0
    short = summary.gap if forward else -summary.gap
    amount = f"{abs(short):,f}"
    if short > 0 and summary.over:
        what = Text("全年的工作日已经过完，还差 {amount}", "no working day of the year is left, {amount} short")
        what = what.format(amount=amount)
        yield Problem("REPLAN-gap", "note", what, Text("没有可调的期了", "no period is left to plan anew"), place)
    elif short > 0:
        what = Text(
            "按这个规则，新目标加起来还差 {amount}", "with this rule the new targets are {amount} short of the total"
        ).format(amount=amount)
        fix = Text("要补齐用 --rule roll_forward", "to make it up use --rule roll_forward")
        if abs(nobody) == short:
            what = Text("新目标加起来还差 {amount}", "the new targets are {amount} short of the total").format(
                amount=amount
            )
            fix = Text("补人，或下调总额", "fill the seat, or lower the total")
        yield Problem("REPLAN-gap", "warning", what, fix, place)
    elif short < 0:
        what = Text("新目标加起来比总额多 {amount}", "the new targets exceed the total by {amount}").format(
            amount=amount
        )
        fix = Text("有人或有几期超额，没有拿去减别人的", "some exceeded theirs, which lowers nobody else's")
        yield Problem("REPLAN-stretch", "note", what, fix, place)


def _not_assigned(summary: ReplanSummary, place: Place) -> Iterator[Problem]:
    if summary.not_assigned:
        what = Text(
            "本年有 {amount} 的订单没有归到任何成员，没有算进实际",
            "{amount} of this year's orders belong to no member and are not counted as actual",
        ).format(amount=f"{summary.not_assigned:,f}")
        fix = Text("看明细：salesplan targets track {id}", "for the list: salesplan targets track {id}")
        yield Problem("REPLAN-not-assigned", "warning", what, fix.format(id=summary.id), place)


def _plan_changed(outcome: Outcome, summary: ReplanSummary, plan: Leaves, place: Place) -> Problem:
    now = outcome.scene.money(sum(sum(row) for row in plan.rows.values()))
    totals = Text("", "")
    if now != summary.total:
        totals = Text("（当时总额 {then}，现在 {now}）", " (total {then} then, {now} now)")
        totals = totals.format(then=f"{summary.total:,f}", now=f"{now:,f}")
    what = Text(
        "今天按计划算的目标和 {day} 冻结的不一样{totals}：计划或订单变了；这里按冻结的算",
        "the plan now gives other targets than those frozen on {day}{totals}: it was changed, or there are "
        "more orders; the frozen ones hold here",
    ).format(day=summary.frozen_on, totals=totals)
    fix = Text("要按现在的计划调整，加 --from plan", "to plan anew from the plan as it is now, add --from plan")
    return Problem("REPLAN-plan-changed", "warning", what, fix, place)


def _more(ratio: Fraction) -> str:
    """1.0526 as ``5.3%``."""
    more = (ratio - 1) * 1000
    tenths = (Decimal(more.numerator) / Decimal(more.denominator)).quantize(Decimal(1), ROUND_HALF_UP)
    return f"{tenths / 10:.1f}%"
