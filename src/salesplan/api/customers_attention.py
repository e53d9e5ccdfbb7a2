"""How attentive the customers are, and whether a plan changed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from salesplan.api.customers import grade
from salesplan.api.grade_choice import Choice
from salesplan.api.plan_lists import list_given, need_customers_or_orders, words_of_deals
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadUsage, Problem
from salesplan.model.period import Period
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Parameter, Result
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.customers.care.attention_page import AttentionResult

DEAL_FIELDS = frozenset(("id", "name", "close_date"))


@dataclass(frozen=True)
class AttentionWish:
    """What the caller wants: the lists if not the plan's, and the spans to compare, as typed."""

    files: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    deals: tuple[str, ...] = ()
    window: str = "365"
    before: str | None = None
    after: str | None = None
    since: date | None = None


PLAN_LISTS = AttentionWish()


def customers_attention(
    wish: AttentionWish = PLAN_LISTS, reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[AttentionResult]:
    """The attention index of each customer, the valuable ones who care least first (methods.md 3.4).

    With ``since`` or ``before`` and ``after`` the rows are the measures of both spans instead. BadUsage for spans that
    cannot be compared, and where there is neither a list nor orders.
    """
    from salesplan.compute.customers.care.attention_page import attention_result
    from salesplan.compute.prospects.deal_sound import without_copies

    where = where or setting(lists=wish.files)
    need_customers_or_orders(wish.files, where, "customers attention")
    spans = _spans(wish, where.as_of)
    choice = Choice(activities=wish.activities, beside=True)
    graded = grade(wish.files, wish.orders, wish.window, reading, where, choice)
    own = ReadOptions(on_error=reading.on_error)
    deals = list_given("deals", wish.deals, where, own, needed=DEAL_FIELDS)
    words = words_of_deals(where)
    deals = None if deals is None else without_copies(deals, words)
    result = attention_result(graded, graded.activities, where.plan.parameters, spans, deals, words)
    told = [Parameter(f"attention.{name}", value, "option") for name, value in _asked(wish)]
    return with_plan(replace(result, parameters=(*result.parameters, *told)), where)


def _asked(wish: AttentionWish) -> Iterator[tuple[str, object]]:
    for name in ("before", "after", "since"):
        if (value := getattr(wish, name)) is not None:
            yield name, value


def _spans(wish: AttentionWish, as_of: date) -> tuple[Period, Period] | None:
    """The spans asked for, the later one no further than the as-of; None where none was asked for."""
    from salesplan.compute.customers.care.attention_effect import around

    if wish.since is not None:
        if wish.before or wish.after:
            raise BadUsage(_both_ways())
        if wish.since > as_of:
            raise BadUsage(_too_late("--since", wish.since, as_of))
        return around(wish.since, as_of)
    if wish.before is None and wish.after is None:
        return None
    if wish.before is None or wish.after is None:
        raise BadUsage(_one_missing("--before" if wish.before is None else "--after"))
    before, after = _span("--before", wish.before), _span("--after", wish.after)
    if before.last >= after.first:
        raise BadUsage(_overlap(before, after))
    if after.first > as_of:
        raise BadUsage(_too_late("--after", after.first, as_of))
    return before, Period(after.first, min(after.last, as_of))


def _span(option: str, text: str) -> Period:
    from salesplan.model.window import parse_window

    fixed = parse_window(text).fixed
    if fixed is None:
        what = Text("{option} 要起止两个日期，不是“{text}”", "{option} takes two days, not {text}")
        fix = Text("写成 {option} 2026-01-01..2026-03-31", "type {option} 2026-01-01..2026-03-31")
        raise BadUsage(
            Problem(
                "ATTENTION-span",
                "error",
                what.format(option=option, text=text),
                fix.format(option=option),
                value=text,
            )
        )
    return fixed


def _both_ways() -> Problem:
    what = Text("--since 和 --before、--after 只能用一种", "--since goes without --before and --after")
    fix = Text("只写 --since，或只写 --before 和 --after", "type --since alone, or --before and --after")
    return Problem("ATTENTION-both", "error", what, fix)


def _one_missing(option: str) -> Problem:
    what = Text("只给了一段时间，缺 {option}", "one span alone cannot be compared: {option} is missing")
    fix = Text(
        "加上 {option} 2026-01-01..2026-03-31；或只写 --since 2026-04-01，前后取一样长",
        "add {option} 2026-01-01..2026-03-31; or type --since 2026-04-01 alone for two spans of equal length",
    )
    return Problem("ATTENTION-one-span", "error", what.format(option=option), fix.format(option=option), value=option)


def _overlap(before: Period, after: Period) -> Problem:
    what = Text(
        "“之前”（{before}）要完全早于“之后”（{after}）", "the days before ({before}) must all lie before {after}"
    )
    fix = Text("改成不重叠的两段，早的写在 --before", "give two spans that do not overlap, the earlier as --before")
    return Problem("ATTENTION-overlap", "error", what.format(before=before, after=after), fix, value=str(before))


def _too_late(option: str, day: date, as_of: date) -> Problem:
    what = Text("{option} 从 {day} 开始，晚于截止日期 {as_of}", "{option} begins on {day}, after the as-of, {as_of}")
    fix = Text("写早一点的日期，或用更晚的 --as-of", "give an earlier day, or a later --as-of")
    told = what.format(option=option, day=day, as_of=as_of)
    return Problem("ATTENTION-late-span", "error", told, fix, value=str(day))
