"""How coverage looks: how many hours are in the wrong place, tier by tier, who serves whom, who has too much."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.coverage.coverage import CoverageSummary, OffTarget, TierFigures
from salesplan.compute.coverage.skill_match import SkillMatch
from salesplan.model.result import Result
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import NOTHING, as_decimal, decimal, integer, percent, whole_amount
from salesplan.present.sections import list_blocks, more_lines, page_end, plan_heading
from salesplan.present.view import View
from salesplan.present.views.coverage_balance import SHOWN, balance_blocks
from salesplan.present.views.coverage_words import (
    BASES,
    COLUMNS,
    FIGURES,
    GRADES,
    LOADS,
    MATCHES,
    NO_TIER,
    REASONS,
    VERDICTS,
)
from salesplan.present.words import MORE_CUSTOMERS, called, listed
from salesplan.text import Text

WORST = 10
"""Customers in the wrong hands that are shown unless all are asked for."""


def blocks(result: Result[CoverageSummary], screen: Screen) -> Iterator[Block]:
    """The page: coverage, or the balance of territories."""
    s = result.summary
    yield plan_heading(VIEW.title, result)
    if s.window is not None:
        yield _customers_told(s)
    yield from list_blocks(result, screen)
    yield Blank()
    if s.balance is not None:
        yield from balance_blocks(result, s.balance, screen)
    else:
        yield from _coverage(result, screen)
    yield from page_end(result, screen)


def _customers_told(s: CoverageSummary) -> Line:
    told = Text("{n} 家客户，{window}", "{n} customers, {window}").format(n=integer(s.customers), window=s.window)
    if s.repeated:
        again = Text("{told}（{n} 行与别的行是同一编号，并成一家）", "{told} ({n} rows have an id of theirs again)")
        told = again.format(told=told, n=integer(s.repeated))
    return Line(told, "dim")


def _coverage(result: Result[CoverageSummary], screen: Screen) -> Iterator[Block]:
    s = result.summary
    yield from _conclusion(s)
    yield Blank()
    yield _tiers(s, screen)
    yield from _skill(s.skill, screen)
    yield from _off_target(s.off_target)
    yield from _usage(s)
    if "id" in result.rows.keys or "name" in result.rows.keys:
        yield from _customers(result, screen)


def _conclusion(s: CoverageSummary) -> Iterator[Block]:
    """How many hours are in the wrong place, and where they should go."""
    if s.misallocation is None:
        yield Line(Text("比不出时间和潜力，见下面", "time and potential cannot be compared, see below"), "warn")
        return
    told = MISPLACED.format(
        share=percent(s.misallocation),
        days=s.hours_window or "",
        total=_hours(s.hours),
        hours=_hours(s.hours_to_move),
        basis=BASES[s.basis or "time"],
    )
    yield Line(told, "strong")
    for move in s.moves:
        words = {"giver": tier_name(move.from_tier, s.grading), "taker": tier_name(move.to_tier, s.grading)}
        yield Line(MOVE.format(hours=_hours(move.hours), **words))
    if s.hours_in_limits and decimal(s.hours_in_limits, 1) != "0.0":
        told = Text("其余 {hours} 小时摊在合适的等级上，不用挪", "{hours} more lie in tiers that fit: leave them")
        yield Line(told.format(hours=_hours(s.hours_in_limits)), "dim")


_TIER, _CLASS = Text(" {tier} 级", "tier {tier}"), Text(" {tier} 级", "class {tier}")
MISPLACED = Text(
    "{share} 的时间放错了地方：{days} 的 {total} 小时里有 {hours} 小时（按{basis}）",
    "{share} of the time is in the wrong place: {hours} of {total} hours in {days} (by {basis})",
)
MOVE = Text("→ 从{giver}挪 {hours} 小时到{taker}", "→ move {hours} hours from {giver} to {taker}")
NOT_BEST = Text(
    "大客户 {n} 家，{wrong} 家不是由能手（{top}）负责",
    "{n} large accounts, {wrong} of them not served by the best ({top})",
)


def tier_name(tier: str | None, grading: str) -> Text:
    """A tier, or a class, in a sentence."""
    if tier is None:
        return Text("没有等级的客户", "customers without a tier")
    return (_TIER if grading == "tier" else _CLASS).format(tier=tier)


def _tiers(s: CoverageSummary, screen: Screen) -> Grid:
    heads = (
        Head(GRADES[s.grading]),
        Head(Text("客户数", "Customers"), "right"),
        Head(Text("潜力", "Potential"), "right"),
        Head(Text("销售额", "Revenue"), "right"),
        Head(Text("小时", "Hours"), "right"),
        Head(Text("潜力占比", "Potential %"), "right"),
        Head(Text("时间占比", "Time %"), "right"),
        Head(""),
        Head(Text("比值", "Ratio"), "right"),
        Head(""),
        Head(Text("该增减小时", "Hours to add"), "right"),
    )
    return Grid(heads, tuple(_tier(tier, screen) for tier in s.tiers))


def _tier(tier: TierFigures, screen: Screen) -> tuple[Content, ...]:
    style = "bad" if tier.verdict == "under_served" else "warn"
    verdict = VERDICTS.get(tier.verdict or "", "")
    return (
        tier.tier or Cell(NO_TIER, "dim"),
        integer(tier.customers),
        whole_amount(tier.potential, screen.unit),
        whole_amount(tier.revenue, screen.unit),
        _hours(tier.hours),
        percent(tier.potential_share),
        percent(tier.time_share),
        Bar(tier.time_share, width=10),
        decimal(tier.ratio, 2),
        Cell(verdict, "good" if tier.verdict == "aligned" else "bad" if style == "bad" else "warn"),
        "" if tier.verdict == "aligned" else _signed(tier.hours_to_shift),
    )


def _signed(hours: Decimal | None) -> str:
    """With its sign; nothing for less than a tenth of an hour."""
    if hours is None:
        return NOTHING
    shown = decimal(hours, 1)
    return ("+" if hours > 0 and shown != "0.0" else "") + shown


def _hours(hours: Decimal | None) -> str:
    return decimal(hours, 1)


def _skill(match: SkillMatch | None, screen: Screen) -> Iterator[Block]:
    """The most valuable customers in hands that are not the best, and the best on small ones."""
    if match is None:
        return
    yield Blank()
    told = NOT_BEST.format(
        n=integer(match.high_customers), wrong=integer(match.mismatched), top=listed(list(match.top))
    )
    yield Line(told, "warn" if match.mismatched else "good")
    if match.mismatches:
        shown = match.mismatches if screen.all_rows else match.mismatches[:WORST]
        heads = (
            Head(Text("客户", "Customer"), shrink=True),
            Head(Text("等级", "Tier")),
            Head(Text("潜力", "Potential"), "right"),
            Head(Text("负责人", "Owner"), shrink=True),
            Head(Text("能力", "Skill"), "right"),
            Head(Text("可换由", "Could go to"), shrink=True),
        )
        rows = (
            (
                called(one.id, one.name),
                one.tier,
                whole_amount(one.worth, screen.unit),
                one.owner or "",
                decimal(one.skill, 0) if one.skill is not None else NOTHING,
                listed(list(one.better)) or NOTHING,
            )
            for one in shown
        )
        yield Grid(heads, tuple(rows))
        yield from more_lines(len(match.mismatches) - len(shown), MORE_CUSTOMERS)


def _off_target(off: OffTarget | None) -> Iterator[Block]:
    if off is None:
        return
    yield Blank()
    told = Text(
        "目标市场（{targets}）以外：花时间的 {n} 家客户里有 {m} 家（{share}），占 {hours} 的时间（按{basis}）",
        "outside the target segments ({targets}): {m} of {n} customers who get time ({share}), {hours} of the time "
        "(by {basis})",
    ).format(
        targets=listed(list(off.targets)),
        n=integer(off.customers),
        m=integer(off.outside),
        share=percent(off.share),
        hours=percent(off.hours_share),
        basis=BASES[off.basis],
    )
    yield Line(told, wrap=True)


def _usage(s: CoverageSummary) -> Iterator[Block]:
    if s.tier_usage is None:
        return
    told = Text(
        "{n} 个人里有 {m} 个的工时带等级（{share}）", "{m} of {n} people put tiers on their hours ({share})"
    ).format(n=integer(s.people), m=integer(s.people_with_tiers), share=percent(s.tier_usage, 0))
    yield Line(told)


def _customers(result: Result[CoverageSummary], screen: Screen) -> Iterator[Block]:
    """Each customer with his time and his owner."""
    has_match = "match" in result.rows.keys
    heads = (
        Head(Text("客户", "Customer"), shrink=True),
        Head(Text("等级", "Tier")),
        Head(Text("潜力", "Potential"), "right"),
        Head(Text("小时", "Hours"), "right"),
        Head(Text("负责人", "Owner"), shrink=True),
        *((Head(Text("合不合适", "Match"), shrink=True),) if has_match else ()),
    )
    rows = []
    for row in result.rows.records(0, None if screen.all_rows else SHOWN):
        match = (MATCHES[str(row["match"])],) if has_match else ()
        worth = row.get("potential") if row.get("potential") is not None else row.get("amount")
        rows.append(
            (
                called(row.get("id"), row.get("name")),
                str(row["tier"] or ""),
                whole_amount(as_decimal(worth), screen.unit),
                _hours(as_decimal(row["hours"])),
                str(row.get("owner") or ""),
                *match,
            )
        )
    yield Blank()
    yield Grid(heads, tuple(rows))
    yield from more_lines(len(result.rows) - len(rows), MORE_CUSTOMERS)


VIEW = View(
    title=Text("客户覆盖", "Coverage"),
    columns=COLUMNS,
    labels={
        "verdict": VERDICTS,
        "basis": BASES,
        "match": MATCHES,
        "reason": REASONS,
        "load": LOADS,
        "tier": {"": NO_TIER},
        "grading": GRADES,
    },
    figures=FIGURES,
    letters=frozenset({"tier"}),
    whole=True,
    blocks=blocks,
)
