"""How the sales process looks on a page: a bar a stage, what is stuck and whose, what was skipped."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.activity.stages import Move, StageFigures, StagesSummary, StuckDeal
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Heading, Line, Screen
from salesplan.present.numbers import NOTHING, decimal, integer, percent, whole_amount
from salesplan.present.sections import more_lines
from salesplan.present.words import MORE_DEALS, listed
from salesplan.text import Text

SHOWN = 8
"""Stuck deals that are shown unless all are asked for."""
FEW = 20
"""Of fewer deals a rate says little."""
DAYS = {
    "since": Text("停留中位天数", "Median days in it"),
    "age": Text("已建中位天数", "Median age, days"),
    "none": Text("天数", "Days"),
}
STAGE_FIGURES: dict[str, Text] = {
    "reached": Text("走到这一步", "reached"),
    "conversion": Text("进入下一阶段", "reached the next"),
    "median_days": Text("中位天数", "median days"),
    "max_days": Text("最多几天", "days at most"),
    "stuck": Text("卡住", "stuck"),
    "exit": Text("进入下一阶段的条件", "exit criteria"),
    "signed_share": Text("从头到签约", "signed, of all"),
    "skipped": Text("跳过的阶段", "skipped stages"),
    "backward": Text("退回", "moves back"),
    "deals": Text("商机", "deals"),
    "open": Text("进行中", "open"),
    "won": Text("赢单", "won"),
    "lost": Text("输单", "lost"),
    "days": Text("天数", "days"),
    "stage": Text("阶段", "stage"),
    "limit": Text("最多", "at most"),
    "over": Text("超过", "over"),
    "lost_unplaced": Text("没写输在哪个阶段", "lost in no stage"),
    "unplaced": Text("阶段不认识", "in an unknown stage"),
}


def stage_blocks(s: StagesSummary, screen: Screen) -> Iterator[Block]:
    """The process: how many come on, how long they stay, who is stuck."""
    yield Blank()
    yield Heading(Text("销售流程", "Sales process"))
    if not s.deals:
        yield Line(Text("名单里没有商机", "there are no deals in the list"), "dim")
        return
    yield from _weakest(s)
    yield _grid(s)
    yield from _stuck(s, screen)
    if s.unplaced:
        told = Text("{n} 单的阶段不认识，不在上面", "{n} deals are in a stage nobody knows: not in the table")
        yield Line(told.format(n=integer(s.unplaced)), "warn")
    yield from _moved(s)


def _weakest(s: StagesSummary) -> Iterator[Block]:
    """Where most are lost, and how many sign."""
    rated = [(a, b) for a, b in zip(s.stages, s.stages[1:], strict=False) if a.conversion is not None]
    if not rated:
        return
    worst, after = min(rated, key=lambda pair: pair[0].conversion or Decimal(0))
    if worst.conversion == 1:
        told = Text("{n} 单里 {won} 签约", "{won} of {n} deals signed")
        yield Line(told.format(n=integer(s.stages[0].reached), won=percent(s.signed_share)), "strong")
        return
    told = Text(
        "{n} 单里 {won} 签约；掉得最多的一步：{stage} → {next}，{rate} 走得下去",
        "{won} of {n} deals signed; most are lost from {stage} to {next}: {rate} go on",
    ).format(
        n=integer(s.stages[0].reached),
        won=percent(s.signed_share),
        stage=worst.stage,
        next=after.stage,
        rate=percent(worst.conversion),
    )
    yield Line(told, "strong")


def _grid(s: StagesSummary) -> Grid:
    most = max((stage.reached for stage in s.stages), default=0)
    heads = (
        Head(Text("阶段", "Stage"), shrink=True),
        Head(Text("走到这一步", "Reached"), "right"),
        Head(""),
        Head(Text("进入下一阶段", "Went on"), "right"),
        Head(Text("现在在这里", "In it now"), "right"),
        Head(DAYS[s.days], "right"),
        Head(Text("最多几天", "Days at most"), "right"),
        Head(Text("卡住", "Stuck"), "right"),
    )
    limits = _limits(s)
    return Grid(heads, tuple(_row(stage, most, limit) for stage, limit in zip(s.stages, limits, strict=True)))


def _limits(s: StagesSummary) -> list[int | None]:
    """The days against which the days shown are held: of the stage, or of all up to it where only the age is known."""
    if s.days != "age":
        return [stage.max_days for stage in s.stages]
    found: list[int | None] = []
    total: int | None = 0
    for stage in s.stages:
        total = None if total is None or stage.max_days is None else total + stage.max_days
        found.append(total)
    return found


def _row(stage: StageFigures, most: int, limit: int | None) -> tuple[Content, ...]:
    rate = percent(stage.conversion)
    small = stage.conversion is not None and stage.reached < FEW
    late = stage.median_days is not None and limit is not None and stage.median_days > limit
    days = decimal(stage.median_days, 0)
    return (
        stage.stage,
        integer(stage.reached),
        Bar(Decimal(stage.reached) / most if most else None, width=14),
        Cell(rate, "dim") if small else rate,
        integer(stage.open),
        Cell(days, "warn") if late else days,
        NOTHING if limit is None else str(limit),
        Cell(str(stage.stuck), "bad") if stage.stuck else "0",
    )


def _stuck(s: StagesSummary, screen: Screen) -> Iterator[Block]:
    if not s.stuck:
        if s.open and s.days != "none":
            yield Line(Text("没有卡住的商机", "no deal is stuck"), "good")
        return
    shown = s.stuck if screen.all_rows else s.stuck[:SHOWN]
    worth = sum((deal.amount or Decimal(0) for deal in s.stuck), Decimal(0))
    told = Text(
        "卡住 {n} 单，合 {amount}，先问负责人推进还是放弃：",
        "{n} deals are stuck, {amount} in all: ask their owners to move or drop them:",
    )
    yield Blank()
    yield Line(told.format(n=integer(len(s.stuck)), amount=whole_amount(worth, screen.unit)), "warn")
    heads = (
        Head(Text("商机", "Deal"), shrink=True),
        Head(Text("负责人", "Owner"), shrink=True),
        Head(Text("阶段", "Stage"), shrink=True),
        Head(Text("天数", "Days"), "right"),
        Head(Text("最多", "At most"), "right"),
        Head(Text("金额", "Amount"), "right"),
    )
    yield Grid(heads, tuple(_stuck_row(deal, screen) for deal in shown))
    yield from more_lines(len(s.stuck) - len(shown), MORE_DEALS)


def _stuck_row(deal: StuckDeal, screen: Screen) -> tuple[Content, ...]:
    return (
        _named(deal.id, deal.name or deal.customer),
        deal.owner or "",
        deal.stage,
        str(deal.days),
        str(deal.limit),
        whole_amount(deal.amount, screen.unit),
    )


def _named(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)


def _moved(s: StagesSummary) -> Iterator[Block]:
    """What was skipped and what went back; that neither is told by the list."""
    if s.skipped is None or s.backward is None:
        told = Text(
            "名单里每单只有现在的阶段，看不出跳过和退回",
            "the list shows where each deal stands now: not what was skipped, nor what went back",
        )
        yield Line(told, "dim")
        return
    for moves, title in (
        (s.skipped, Text("跳过阶段的 {n} 单：{deals}", "{n} deals skipped stages: {deals}")),
        (s.backward, Text("退回过的 {n} 单：{deals}", "{n} deals went back: {deals}")),
    ):
        if moves:
            yield Line(title.format(n=integer(len(moves)), deals=listed([_move(move) for move in moves], 5)))


def _move(move: Move) -> str:
    told = Text("{deal}（{owner} {stages}）", "{deal} ({owner} {stages})")
    words = {"deal": _named(move.id, move.name), "owner": move.owner or "", "stages": "→".join(move.stages)}
    return str(told.format(**words)).replace("（ ", "（").replace("( ", "(")
