"""Where a goal's sentence and its fields tell different things: percentages, amounts, spans, days (methods.md 1.3, S6).

Only what the sentence says of the goal's own metric is compared: 费用率不超过5% and 其中老客户占70% are of others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal

from salesplan.compute.plan.goals.goal_facts import aimed_at, change_of, days_of_goal
from salesplan.compute.plan.goals.proposal import is_rate
from salesplan.compute.plan.goals.sentence_subject import Subject, is_in_points
from salesplan.compute.plan.goals.stated_days import NamedDays
from salesplan.compute.plan.goals.statement import Figure, Span, stated
from salesplan.model.figures import figure
from salesplan.model.period import Period
from salesplan.model.plan.checks import Tolerance
from salesplan.model.plan.goals import Goal
from salesplan.text import Text

_DAYS = {
    "day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal("30.4375"),
    "quarter": Decimal("91.3125"),
    "year": Decimal("365.25"),
}
_FROM = Text("话里从 {said} 起，基线是 {field}", "from {said} in words, a baseline of {field}")
_AIM = Text("话里 {said}，目标值 {field}", "{said} in words, a target of {field}")


def sentence_differences(goal: Goal, tolerance: Tolerance, times: Decimal, start_month: int = 1) -> Iterator[Text]:
    """Where the sentence and the fields tell different figures; what only one of them tells is none.

    ``times`` is what the goal's figures are multiplied by where their unit is read with them (10,000 for 万元);
    ``start_month`` the first month of the plan's year, whose quarters and halves may be meant.
    """
    said, subject = stated(goal.statement), Subject(goal)
    known = {abs(value) * scale for value in _values(goal) for scale in (Decimal(1), times)}
    shares = [told for told in said.told_shares if subject.is_meant_by(told)]
    amounts = [told for told in said.told_amounts if subject.is_meant_by(told) and subject.is_counted_as(told)]
    yield from _changes_in_percent_differ(goal, shares, tolerance.percent / 100)
    yield from _rates_differ(goal, shares, known, tolerance.percent / 100)
    yield from _start_differs(goal, amounts, times)
    yield from _amounts_differ(goal, amounts, [Decimal(span.count) for span in said.spans], times)
    spans = [span for span in said.spans if Decimal(span.count) not in known]
    if spans and goal.start and goal.end and not any(_lasts(span, goal, tolerance.duration) for span in spans):
        told = Text(
            "话里的时长和 {start} 到 {end}（{days} 天）不符", "the span in words is not {start} to {end} ({days} days)"
        )
        yield told.format(start=goal.start, end=goal.end, days=(goal.end - goal.start).days + 1)
    yield from _days_differ(goal, said.days, tolerance.duration, start_month)


def _values(goal: Goal) -> Iterator[Decimal]:
    """Every figure of the fields that a sentence may quote."""
    told = (goal.baseline.value, aimed_at(goal), goal.target.change_abs, *(each.value for each in goal.milestones))
    yield from (value for value in told if value is not None)


def _on_the_way(goal: Goal) -> Iterator[Decimal]:
    """The milestones before the target."""
    yield from (each.value for each in goal.milestones if each.value != aimed_at(goal))


def _of(told: Sequence[Figure], role: str) -> list[Decimal]:
    return [each.value for each in told if each.role == role]


def _changes_in_percent_differ(goal: Goal, said: Sequence[Figure], allowed: Decimal) -> Iterator[Text]:
    """No percentage of change in the sentence is that of the fields; of a rate its points count as well."""
    change, aim, base, moved = change_of(goal), aimed_at(goal), goal.baseline.value, _of(said, "change")
    if not moved or change is None:
        return
    meant = {abs(change)}
    if is_rate(goal) and aim is not None and base is not None:
        meant |= {abs(aim - base), abs(aim - base) / 100}
    if not _near(moved, meant, allowed):
        told = Text("话里 {said}，字段算出来 {field}", "{said} in words, {field} by the fields")
        yield told.format(said=f"{figure(moved[0] * 100)}%", field=f"{change:+.1%}")


def _rates_differ(goal: Goal, said: Sequence[Figure], known: set[Decimal], allowed: Decimal) -> Iterator[Text]:
    """The sentence of a rate (as 0.25 or 25) aims at another percentage, or tells one that is none of its values."""
    aim, aims, plain = aimed_at(goal), _of(said, "aim"), _of(said, "plain")
    if aim is None or not is_rate(goal):
        return
    shown = f"{figure(aim if goal.unit or abs(aim) > 1 else aim * 100)}%"
    yield from _rate_starts_elsewhere(goal, _of(said, "start"), allowed)
    if aims and not _near(aims, {abs(aim), abs(aim) / 100}, allowed):
        yield _AIM.format(said=f"{figure(aims[-1] * 100)}%", field=shown)
    elif plain and len(plain) == len(said) and not _near(plain, {*known, *(v / 100 for v in known)}, allowed):
        yield _AIM.format(said=f"{figure(plain[-1] * 100)}%", field=shown)


def _rate_starts_elsewhere(goal: Goal, begins: Sequence[Decimal], allowed: Decimal) -> Iterator[Text]:
    """The sentence of a rate starts from another percentage than the baseline or a milestone."""
    base = goal.baseline.value
    starts = {abs(value) for value in (base, *_on_the_way(goal)) if value is not None}
    if base is None or not begins or _near(begins, {*starts, *(value / 100 for value in starts)}, allowed):
        return
    shown = f"{figure(base if goal.unit or abs(base) > 1 else base * 100)}%"
    yield _FROM.format(said=f"{figure(begins[0] * 100)}%", field=shown)


def _near(said: Sequence[Decimal], meant: set[Decimal], allowed: Decimal) -> bool:
    return any(abs(share - value) <= allowed for share in said for value in meant)


def _start_differs(goal: Goal, said: Sequence[Figure], times: Decimal) -> Iterator[Text]:
    """The sentence starts from another amount than the baseline or a milestone."""
    base, begins = goal.baseline.value, _of(said, "start")
    if base is None or not begins or _is(begins[0], [base, *_on_the_way(goal)], times):
        return
    yield _FROM.format(said=figure(begins[0]), field=figure(base))


def _amounts_differ(goal: Goal, said: Sequence[Figure], spans: Sequence[Decimal], times: Decimal) -> Iterator[Text]:
    """The sentence aims at another amount than the target, changes by another, or names none that the fields tell.

    A milestone or the baseline does not excuse an amount that the sentence aims at.
    """
    aim, base = aimed_at(goal), goal.baseline.value
    if aim is None or any(_is(each, [aim], times) for each in spans):
        return
    aims, plain, moved = _of(said, "aim"), _of(said, "plain"), [each for each in said if each.role == "change"]
    strange: list[Decimal] = []
    if aims:
        strange = [] if any(_is(each, [aim], times) for each in aims) else aims
    elif moved:
        yield from _changes_differ(moved, aim, base, times)
    elif not any(_is(each, [aim], times) for each in plain):
        strange = [each for each in plain if not _is(each, [*_values(goal)], times)]
    if strange:
        yield _AIM.format(said=figure(strange[-1]), field=figure(aim))


def _changes_differ(moved: Sequence[Figure], aim: Decimal, base: Decimal | None, times: Decimal) -> Iterator[Text]:
    """No amount by which the sentence changes something is what the fields change by (or, of new ones, the aim)."""
    if base is None:
        return
    for each in moved:
        scale = Decimal("0.01") if is_in_points(each) else Decimal(1)
        if _is(each.value, [aim - base, aim], times) or _is(each.value * scale, [aim - base], times):
            return
    told = Text("话里变化 {said}，字段算出来 {field}", "a change of {said} in words, {field} by the fields")
    yield told.format(said=figure(moved[0].value), field=figure(aim - base))


def _is(said: Decimal, values: Sequence[Decimal], times: Decimal) -> bool:
    """Whether an amount of a sentence is one of these, which may be in a unit such as 万."""
    return any(said in (abs(value), abs(value) * times) for value in values)


def _lasts(span: Span, goal: Goal, allowed: int) -> bool:
    if goal.start is None or goal.end is None:
        return True
    days = (goal.end - goal.start).days + 1
    return abs(days - span.count * _DAYS[span.measure]) <= allowed


def _days_differ(goal: Goal, said: Sequence[NamedDays], allowed: int, start_month: int) -> Iterator[Text]:
    """The sentence says another last day than the goal has, or names days that lie elsewhere than its own."""
    alone = Period(goal.end, goal.end) if goal.end and goal.start is None else None
    window = days_of_goal(goal) or alone
    if window is None:
        return
    named = [one for one in said if not one.is_base and not _is_of_the_base(one, goal, window, start_month)]
    until = [one for one in named if one.until]
    if until and not any(_ends(one, window, allowed, start_month) for one in until):
        told = Text("话里到 {said}，截止是 {end}", "until {said} in words, an end on {end}")
        yield told.format(said=until[-1].words, end=window.last)
    for one in named if alone is None else ():
        if not one.until and not _fits(one, window, allowed, start_month):
            told = Text("话里是{said}，期间是 {start} 到 {end}", "{said} in words, the days are {start} to {end}")
            yield told.format(said=one.words, start=window.first, end=window.last)


def _is_of_the_base(one: NamedDays, goal: Goal, window: Period, start_month: int) -> bool:
    """Whether the days are those of the baseline, which lie before the goal's, or earlier ones beside a figure."""
    meant = list(one.periods(window, start_month))
    if one.has_figure and meant and all(period.last < window.first for period in meant):
        return True
    first, last = goal.baseline.start, goal.baseline.end
    if one.year is None or first is None or last is None or first > last or last >= window.first:
        return False
    return any(period.common(Period(first, last)) for period in meant)


def _ends(one: NamedDays, window: Period, allowed: int, start_month: int) -> bool:
    """Whether the days end when the goal does; 9月前 and by 2027 may also mean before they begin."""
    meant = list(one.periods(window, start_month))
    ends = [period.last for period in meant]
    ends += [period.first - timedelta(days=1) for period in meant if one.may_end_before and period.first.year > 1]
    return not meant or any(abs((end - window.last).days) <= allowed for end in ends)


def _fits(one: NamedDays, window: Period, allowed: int, start_month: int) -> bool:
    """Whether the days lie inside the goal's or these inside them, but for as many days as are allowed."""
    meant = list(one.periods(window, start_month))
    return not meant or any(_inside(each, window, allowed) or _inside(window, each, allowed) for each in meant)


def _inside(inner: Period, outer: Period, allowed: int) -> bool:
    return (outer.first - inner.first).days <= allowed and (inner.last - outer.last).days <= allowed
