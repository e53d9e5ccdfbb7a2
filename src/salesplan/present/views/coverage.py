"""How coverage looks: how many hours are in the wrong place, tier by tier, who serves whom, who has too much."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.coverage.balance_page import BalanceSummary, OwnerLoad
from salesplan.compute.coverage.coverage import CoverageSummary, OffTarget, TierFigures
from salesplan.compute.coverage.skill_match import SkillMatch
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import NOTHING, amount, as_decimal, decimal, integer, percent
from salesplan.present.sections import list_blocks, parameter_line, plan_heading, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.coverage_words import (
    BASES,
    COLUMNS,
    FIGURES,
    LOADS,
    MATCHES,
    NO_TIER,
    REASONS,
    VERDICTS,
)
from salesplan.present.words import listed
from salesplan.text import Text

SHOWN = 40
"""Customers and proposals that are shown unless all are asked for."""
WORST = 10
Row = dict[str, Value]


def blocks(result: Result[CoverageSummary], screen: Screen) -> Iterator[Block]:
    """The page: coverage, or the balance of territories."""
    s = result.summary
    yield plan_heading(VIEW.title, result)
    if s.window is not None:
        told = Text("{n} 家客户，{window}", "{n} customers, {window}")
        yield Line(told.format(n=integer(s.customers), window=s.window), "dim")
    yield from list_blocks(result, screen)
    yield Blank()
    if s.balance is not None:
        yield from _balance(result, s.balance, screen)
    else:
        yield from _coverage(result, screen)
    yield from problem_blocks(result.findings, screen)
    if not screen.quiet:
        yield Blank()
        yield parameter_line(result)


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
    told = Text(
        "{share} 的时间放错了地方：{total} 小时里有 {hours} 小时（按{basis}）",
        "{share} of the time is in the wrong place: {hours} of {total} hours (by {basis})",
    ).format(
        share=percent(s.misallocation),
        total=_hours(s.hours),
        hours=_hours(s.hours_to_move),
        basis=BASES[s.basis or "time"],
    )
    yield Line(told, "strong")
    for move in s.moves:
        told = Text("→ 从{giver}挪 {hours} 小时到{taker}", "→ move {hours} hours from {giver} to {taker}")
        words = {"giver": _tier_name(move.from_tier), "taker": _tier_name(move.to_tier)}
        yield Line(told.format(hours=_hours(move.hours), **words))


def _tier_name(tier: str | None) -> Text:
    if tier is None:
        return Text("没有等级的客户", "customers without a tier")
    return Text(" {tier} 级", "tier {tier}").format(tier=tier)


def _tiers(s: CoverageSummary, screen: Screen) -> Grid:
    heads = (
        Head(Text("等级", "Tier")),
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
        _money(tier.potential, screen),
        _money(tier.revenue, screen),
        _hours(tier.hours),
        percent(tier.potential_share),
        percent(tier.time_share),
        Bar(tier.time_share, width=10),
        decimal(tier.ratio, 2),
        Cell(verdict, "good" if tier.verdict == "aligned" else "bad" if style == "bad" else "warn"),
        _signed(tier.hours_to_shift),
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
    told = Text(
        "大客户 {n} 家，{wrong} 家不是由能手（{top}）负责",
        "{n} large accounts, {wrong} of them not served by the best ({top})",
    ).format(n=integer(match.high_customers), wrong=integer(match.mismatched), top=listed(list(match.top)))
    yield Line(told, "warn" if match.mismatched else "good")
    if match.mismatches:
        shown = match.mismatches if screen.all_rows else match.mismatches[:WORST]
        heads = (
            Head(Text("客户", "Customer"), shrink=True),
            Head(Text("等级", "Tier")),
            Head(Text("潜力", "Potential"), "right"),
            Head(Text("负责人", "Owner"), shrink=True),
            Head(Text("能力", "Skill"), "right"),
        )
        rows = (
            (
                " ".join(part for part in (one.id, one.name) if part),
                one.tier,
                _money(one.worth, screen),
                one.owner or "",
                decimal(one.skill, 0) if one.skill is not None else NOTHING,
            )
            for one in shown
        )
        yield Grid(heads, tuple(rows))
        yield from _more(len(match.mismatches) - len(shown))


def _off_target(off: OffTarget | None) -> Iterator[Block]:
    if off is None:
        return
    yield Blank()
    told = Text(
        "目标市场（{targets}）以外：花时间的 {n} 家客户里有 {m} 家（{share}），占 {hours} 的时间",
        "outside the target segments ({targets}): {m} of {n} customers who get time ({share}), {hours} of the time",
    ).format(
        targets=listed(list(off.targets)),
        n=integer(off.customers),
        m=integer(off.outside),
        share=percent(off.share),
        hours=percent(off.hours_share),
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
                _name(row),
                str(row["tier"] or ""),
                _money(as_decimal(worth), screen),
                _hours(as_decimal(row["hours"])),
                str(row.get("owner") or ""),
                *match,
            )
        )
    yield Blank()
    yield Grid(heads, tuple(rows))
    yield from _more(len(result.rows) - len(rows))


def _name(row: Row) -> str:
    return " ".join(str(row[key]) for key in ("id", "name") if row.get(key))


def _more(count: int) -> Iterator[Block]:
    if count > 0:
        yield Line(
            Text("还有 {n} 家，加 --all 全部列出", "{n} more; --all lists every one").format(n=integer(count)), "dim"
        )


# Territories


def _balance(result: Result[CoverageSummary], b: BalanceSummary, screen: Screen) -> Iterator[Block]:
    yield from _balance_told(b)
    yield Blank()
    yield _owners(b, screen)
    if b.idle:
        told = Text(
            "名下没有客户、没有参加的：{names}；先给一家客户就会参加",
            "without a customer, so not taking part: {names}; with one they would",
        )
        yield Line(told.format(names=listed(list(b.idle))), "dim", wrap=True)
    yield from _proposals(result, b, screen)


def _balance_told(b: BalanceSummary) -> Iterator[Block]:
    """How uneven it is, and what it takes."""
    if not b.owners:
        yield Line(Text("客户都没有负责人，没有片区可比", "no customer has an owner: there are no territories"), "warn")
        return
    words = {"n": integer(b.uneven_before), "all": integer(len(b.owners)), "limit": percent(b.tolerance, 0)}
    told = Text(
        "{all} 个人里 {n} 个的负担与平均相差超过 {limit}（按{load}）",
        "{n} of {all} people are more than {limit} from the mean (by {load})",
    ).format(**words, load=LOADS[b.load])
    yield Line(told, "strong")
    if b.handed_over:
        told = Text("{n} 家客户没人管，先交出去", "{n} customers have nobody: hand them over first")
        yield Line(told.format(n=integer(b.handed_over)), "warn")
    if b.moved:
        told = Text(
            "再动 {n} 家，超出的从 {before} 人降到 {after} 人；大客户和受保护的 {stay} 家不动",
            "then move {n}: {before} people outside becomes {after}; {stay} large and protected ones stay",
        ).format(
            n=integer(b.moved),
            before=integer(b.uneven_before),
            after=integer(b.uneven_after),
            stay=integer(b.stay),
        )
        yield Line(told, "good" if not b.uneven_after else "")
    elif not b.uneven_before:
        yield Line(Text("已经均衡，不用动", "they are even: nothing to move"), "good")
    if b.uneven_after:
        told = Text(
            "还有 {n} 人在范围外：余下的客户不能动，或一动就超",
            "{n} people stay outside: what is left may not move, or would overshoot",
        )
        yield Line(told.format(n=integer(b.uneven_after)), "dim")


def _owners(b: BalanceSummary, screen: Screen) -> Grid:
    heads = (
        Head(Text("负责人", "Owner"), shrink=True),
        Head(Text("客户数", "Customers"), "right"),
        Head(Text("负担", "Load"), "right"),
        Head(Text("与平均差", "From mean"), "right"),
        Head(Text("之后客户数", "Then"), "right"),
        Head(Text("之后负担", "Load then"), "right"),
        Head(Text("与平均差", "From mean"), "right"),
    )
    return Grid(heads, tuple(_owner(one, b, screen) for one in b.owners))


def _owner(one: OwnerLoad, b: BalanceSummary, screen: Screen) -> tuple[Content, ...]:
    return (
        one.owner,
        integer(one.customers),
        _load(one.load, b, screen),
        Cell(_percent(one.deviation), "" if one.even else "warn"),
        integer(one.customers_after),
        _load(one.load_after, b, screen),
        Cell(_percent(one.deviation_after), "good" if one.even_after else "warn"),
    )


def _load(value: Decimal | None, b: BalanceSummary, screen: Screen) -> str:
    return _money(value, screen) if b.load == "potential" else decimal(value, 0)


def _percent(share: Decimal | None) -> str:
    return ("+" if share is not None and share > 0 else "") + percent(share, 0)


def _proposals(result: Result[CoverageSummary], b: BalanceSummary, screen: Screen) -> Iterator[Block]:
    """Which customer goes from whom to whom, and what both have then."""
    if not len(result.rows):
        return
    heads = (
        Head("", "right"),
        Head(Text("客户", "Customer"), shrink=True),
        Head(Text("区域", "Region"), shrink=True),
        Head(Text("负担", "Load"), "right"),
        Head(Text("从", "From"), shrink=True),
        Head(Text("到", "To"), shrink=True),
        Head(Text("原因", "Why"), shrink=True),
        Head(Text("从", "From"), "right"),
        Head(Text("到", "To"), "right"),
    )
    rows = []
    for row in result.rows.records(0, None if screen.all_rows else SHOWN):
        region = str(row["region"] or "") + ("" if row["same_region"] or not row["region"] else " ≠")
        rows.append(
            (
                str(row["step"]),
                _name(row),
                region,
                _load(as_decimal(row["load"]), b, screen),
                str(row["from_owner"] or ""),
                str(row["to_owner"]),
                REASONS[str(row["reason"])],
                _percent(as_decimal(row["from_deviation"])) if row["from_deviation"] is not None else "",
                _percent(as_decimal(row["to_deviation"])),
            )
        )
    yield Blank()
    yield Line(
        Text(
            "建议，按先后（≠ 跨区域；后两列是做完这一步与平均的差）：",
            "Proposals in order (≠ another region; last two: from the mean after the step):",
        )
    )
    yield Grid(heads, tuple(rows))
    yield from _more(len(result.rows) - len(rows))


def _money(value: Decimal | None, screen: Screen) -> str:
    """An amount in the page's unit, without cents."""
    return amount(value, screen.unit) if screen.unit.power else decimal(value, 0)


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
    },
    figures=FIGURES,
    letters=frozenset({"tier"}),
    whole=True,
    blocks=blocks,
)
