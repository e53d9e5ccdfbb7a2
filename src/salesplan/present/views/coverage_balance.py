"""How the balance of territories looks: how uneven they are, who has how much, which customers should move."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.coverage.balance_page import BalanceSummary, OwnerLoad
from salesplan.compute.coverage.coverage import CoverageSummary
from salesplan.model.result import Result
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import as_decimal, decimal, integer, percent, whole_amount
from salesplan.present.sections import more_lines
from salesplan.present.views.coverage_words import LOADS, REASONS
from salesplan.present.words import MORE_CUSTOMERS, called, listed
from salesplan.text import Text

SHOWN = 40
"""Customers and proposals that are shown unless all are asked for."""


def balance_blocks(result: Result[CoverageSummary], b: BalanceSummary, screen: Screen) -> Iterator[Block]:
    """The page of ``coverage --balance``."""
    yield from _told(b)
    yield from _leaving(b)
    if b.owners:
        yield Blank()
        yield _owners(b, screen)
    if b.idle:
        told = Text(
            "名下没有客户、没有参加的：{names}；先给一家客户就会参加",
            "without a customer, so not taking part: {names}; with one they would",
        )
        yield Line(told.format(names=listed(list(b.idle))), "dim", wrap=True)
    yield from _proposals(result, b, screen)


def _told(b: BalanceSummary) -> Iterator[Block]:
    """How uneven it is, and what it takes."""
    if not b.owners:
        nobody = Text("客户都没有留下来的负责人，没有片区可比", "no customer has an owner who stays: no territories")
        yield Line(nobody, "warn")
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
        if b.across:
            told = Text("其中 {n} 家要跨区域", "{n} of them go to another region")
            yield Line(told.format(n=integer(b.across)), "warn")
    elif not b.uneven_before:
        yield Line(Text("已经均衡，不用动", "they are even: nothing to move"), "good")
    if b.uneven_after:
        told = Text(
            "还有 {n} 人在范围外：余下的客户不能动，或一动就超",
            "{n} people stay outside: what is left may not move, or would overshoot",
        )
        yield Line(told.format(n=integer(b.uneven_after)), "dim")
        if not b.across_regions:
            told = Text(
                "只在同一区域内调；可以跨区域，就在 plan.yaml 的 parameters → coverage 下写 across_regions: 是",
                "only within regions; for others set across_regions: yes under parameters → coverage in plan.yaml",
            )
            yield Line(told, "dim", wrap=True)


def _leaving(b: BalanceSummary) -> Iterator[Block]:
    """Who goes when, and how many customers he leaves."""
    for one in b.leaving:
        told = Text(
            "{name} 干到 {day}：不给他新客户，名下 {n} 家到时要交接，这里没有算",
            "{name} stays until {day}: nothing goes to him, his {n} customers are to be handed over then",
        )
        yield Line(told.format(name=one.owner, day=one.left, n=integer(one.customers)), "warn")


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
    part = Text("{name}（{share} 工时）", "{name} ({share} of the time)").format(
        name=one.owner, share=percent(one.share, 0)
    )
    return (
        one.owner if one.share == 1 else part,
        integer(one.customers),
        _load(one.load, b, screen),
        Cell(_percent(one.deviation), "" if one.even else "warn"),
        integer(one.customers_after),
        _load(one.load_after, b, screen),
        Cell(_percent(one.deviation_after), "good" if one.even_after else "warn"),
    )


def _load(value: Decimal | None, b: BalanceSummary, screen: Screen) -> str:
    return whole_amount(value, screen.unit) if b.load == "potential" else decimal(value, 0)


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
                called(row.get("id"), row.get("name")),
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
    yield from more_lines(len(result.rows) - len(rows), MORE_CUSTOMERS)
