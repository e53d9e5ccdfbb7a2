"""How ranked prospects look: the tiers, then one line each, then who is claimed twice and whom nobody has called."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.prospects.prospect_rows import FIELDS_ASKED
from salesplan.compute.prospects.rank_page import RankSummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import as_decimal, integer, percent, whole_amount
from salesplan.present.sections import (
    more_lines,
    page_end,
    page_start,
)
from salesplan.present.view import View
from salesplan.present.views.prospect_words import (
    CHANCES,
    COLUMNS,
    EVIDENCE,
    FIRST_CONTACTS,
    SCREENINGS,
    STANDINGS,
    TIERS,
)
from salesplan.present.words import MORE_DEALS, called, listed
from salesplan.text import Text

SHOWN = 30
"""Prospects that are shown unless all are asked for."""
NAMED = 8
_TONES: dict[str, Style] = {"H": "good", "M": "", "L": "dim"}


def blocks(result: Result[RankSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    screen = screen.fitting((s.expected,))
    yield from page_start(VIEW.title, result, screen)
    yield from _conclusion(result, screen)
    if s.open:
        yield Blank()
        yield _tiers(s, screen)
        yield Blank()
        yield from _prospects(result, screen)
        yield from _overdue(result)
    yield from page_end(result, screen)


def _conclusion(result: Result[RankSummary], screen: Screen) -> Iterator[Block]:
    """How many there are, whom to go for first, what stands in the way."""
    s = result.summary
    if not s.open:
        yield Line(Text("没有进行中的潜在客户", "there are no open prospects"), "warn")
        return
    told = Text("{n} 个进行中，期望价值合计 {total}", "{n} open, expected to bring {total}")
    if s.expected is None:
        told = Text(
            "{n} 个进行中，期望价值 {total}（没有金额或赢率）", "{n} open, expected value {total}: not known of any"
        )
    yield Line(told.format(n=integer(s.open), total=whole_amount(s.expected, screen.unit)), "strong")
    first = [row for row in result.rows.records(0, 1) if row["rank"]]
    for row in first:
        go = Text("★ 先跟 {name}（{value}，{owner}）", "★ First {name} ({value}, {owner})")
        value = whole_amount(as_decimal(row["expected"]), screen.unit)
        yield Line(go.format(name=called(row["id"], row["name"]), value=value, owner=_owner(row)), "good")
    yield from _to_clear_up(s)


def _to_clear_up(s: RankSummary) -> Iterator[Block]:
    """What to ask for and whom to call."""
    if s.missing:
        asked = [
            str(Text("{field} {n} 个", "{field} {n}").format(field=FIELDS_ASKED[k], n=n)) for k, n in s.missing.items()
        ]
        yield Line(Text("还缺：{fields}", "Missing: {fields}").format(fields=listed(asked)))
    counts = (
        (s.first_contacts["overdue"], Text("{n} 个首次联系超时", "first contact overdue: {n}")),
        (len(s.conflicts), Text("{n} 个撞单", "claimed twice: {n}")),
        (s.standings["parked"], Text("{n} 个资金不足，搁置", "parked for lack of funds: {n}")),
        (s.ask_funds, Text("{n} 个可用资金不明，要问", "funds to be asked for: {n}")),
        (s.customers, Text("{n} 个已经是客户", "customers already: {n}")),
    )
    told = [str(text.format(n=integer(n))) for n, text in counts if n]
    if told:
        yield Line(listed(told), "warn")


def _tiers(s: RankSummary, screen: Screen) -> Grid:
    heads = (
        Head(Text("等级", "Tier")),
        Head(Text("个数", "Prospects"), "right"),
        Head(Text("期望价值", "Expected"), "right"),
        Head(Text("占比", "Share"), "right"),
        Head(""),
    )
    rows = tuple(
        (
            Cell(f"{part.tier} {TIERS[part.tier]}", _TONES[part.tier]),
            integer(part.prospects),
            whole_amount(part.expected, screen.unit),
            percent(part.share),
            Bar(part.share, width=20),
        )
        for part in s.tiers
    )
    return Grid(heads, rows)


def _prospects(result: Result[RankSummary], screen: Screen) -> Iterator[Block]:
    """A line each, best first."""
    count = None if screen.all_rows else SHOWN
    heads = (
        Head(Text("名次", "Rank"), "right"),
        Head(Text("等级", "Tier")),
        Head(Text("潜在客户", "Prospect"), shrink=True),
        Head(Text("负责人", "Owner"), shrink=True),
        Head(Text("期望价值", "Expected"), "right"),
        Head(Text("赢率", "Prob."), "right"),
        Head("MAN", "right"),
        Head(Text("创建几天", "Days"), "right"),
        Head(Text("还缺什么", "Missing"), shrink=True),
    )
    rows = tuple(_line(row, screen) for row in result.rows.records(0, count))
    yield Grid(heads, rows)
    yield from more_lines(len(result.rows) - len(rows), MORE_DEALS)


def _line(row: dict[str, Value], screen: Screen) -> tuple[Content, ...]:
    standing, score = str(row["standing"]), as_decimal(row["man_score"])
    missing = row["missing"]
    plain = standing in ("ranked", "no_value")
    return (
        integer(row["rank"]) if isinstance(row["rank"], int) else "",
        Cell(str(row["tier"]), _TONES[str(row["tier"])]) if row["tier"] else "",
        called(row["id"], row["name"]),
        _owner(row),
        whole_amount(as_decimal(row["expected"]), screen.unit),
        percent(as_decimal(row["probability"]), 0),
        str(score.quantize(Decimal(1))) if score is not None else "?",
        integer(row["days"]) if isinstance(row["days"], int) else "",
        (missing if isinstance(missing, Text) else "") if plain else Cell(STANDINGS[standing], "warn"),
    )


def _owner(row: dict[str, Value]) -> str:
    return str(row["owner"] or Text("未分配", "nobody"))


def _overdue(result: Result[RankSummary]) -> Iterator[Block]:
    """Whom nobody has called yet, the most valuable first."""
    worked = (row for row in result.rows.records() if row["standing"] in ("ranked", "no_value"))
    late = [row for row in worked if row["first_contact"] == "overdue"]
    if late:
        yield Blank()
        told = Text("首次联系超时，今天就打：{names}", "First contact overdue, call today: {names}")
        who = Text("{name}（{owner}）", "{name} ({owner})")
        names = [str(who.format(name=row["name"] or row["id"], owner=_owner(row))) for row in late]
        yield Line(told.format(names=listed(names, NAMED)), "warn", wrap=True)


VIEW = View(
    title=Text("潜在客户排名", "Prospects ranked"),
    columns=COLUMNS,
    labels={
        "tier": TIERS,
        "standing": STANDINGS,
        "screening": SCREENINGS,
        "first_contact": FIRST_CONTACTS,
        "probability_from": CHANCES,
        "evidence": EVIDENCE,
    },
    letters=frozenset(("tier",)),
    figures={
        "open": Text("进行中", "Open"),
        "expected": Text("期望价值合计", "Expected value in all"),
        "tiers": Text("等级", "Tiers"),
        "tier": Text("等级", "Tier"),
        "prospects": Text("个数", "Prospects"),
        "share": Text("占比", "Share"),
        "standings": Text("情况", "Standing"),
        "first_contacts": Text("首次联系", "First contacts"),
        "missing": Text("还缺什么", "Missing"),
        "ask_funds": Text("要问可用资金的", "To be asked for funds"),
        "customers": Text("已经是客户的", "Customers already"),
        "closed": Text("已结束的", "Closed"),
        "later": Text("截止日期之后创建的", "Created after the as-of"),
        "repeated": Text("重复的行", "Rows that stand twice"),
        "conflicts": Text("撞单", "Claimed twice"),
        "name": Text("名称", "Name"),
        "owners": Text("谁在跟", "Claimed by"),
        "winner": Text("归谁", "Goes to"),
        "evidence": Text("依据", "Evidence"),
        "since": Text("日期", "Since"),
    },
    blocks=blocks,
)
