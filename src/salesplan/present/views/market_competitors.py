"""How rivals look beside ourselves: strength, what is known of them, success factors, features that only we have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from salesplan.compute.market.rival_words import FOUR_P, MEASURE_NAMES
from salesplan.compute.market.rivals import RivalsSummary
from salesplan.model.figures import plain
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import ENDLESS, Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import NOTHING, as_decimal, decimal, integer, percent
from salesplan.present.safe import cut, width_of
from salesplan.present.sections import parameter_line, plan_heading, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.target_words import change_shown, width_needed
from salesplan.present.words import listed
from salesplan.text import Text

Row = dict[str, Value]
US = Text("我们", "we")
LONGEST, ABREAST, LEAST = 22, 12, 4
"""Columns that the name of a rival may take down the page and across it, and that a column takes at least."""
PARTS: dict[str, Text] = {
    "firm": Text("各家", "firm"),
    "feature": Text("特点", "feature"),
    "factor": Text("成功因素", "success factor"),
}
KINDS: dict[str, Text] = {
    "us": US,
    "direct": Text("直接", "direct"),
    "indirect": Text("间接", "indirect"),
}
CLASSES: dict[str, Text] = {
    "strong": Text("强", "strong"),
    "medium": Text("中", "medium"),
    "weak": Text("弱", "weak"),
}
_KIND, _STRENGTH = Text("类型", "Kind"), Text("强度", "Strength")
_SHARE, _GROWTH = Text("份额", "Share"), Text("增长", "Growth")
_PROFIT, _SCORE = Text("利润率", "Margin"), Text("因素分", "Factors")
_MARKS = {True: Cell("✓", "good"), False: Cell("✗", "bad"), None: Cell("?", "dim")}


def blocks(result: Result[RivalsSummary], screen: Screen) -> Iterator[Block]:
    """The page: where we stand, the firms by strength, how rivals sell, features, success factors, the findings."""
    s = result.summary
    rows = list(result.rows.records())
    firms = [row for row in rows if row["part"] == "firm"]
    yield plan_heading(VIEW.title, result)
    yield Blank()
    if not s.rivals:
        yield Line(_nobody())
    else:
        yield from _standing(s, _days(result))
        yield _firms(firms, screen)
        yield from _register([row for row in firms if row["kind"] != "us"], screen)
        yield from _features(s, firms, [row for row in rows if row["part"] == "feature"], screen)
        yield from _factors(firms, [row for row in rows if row["part"] == "factor"], screen)
    yield from problem_blocks(result.findings, screen)
    if screen.verbose:
        yield parameter_line(result)


def _days(result: Result[RivalsSummary]) -> object:
    return next(each.value for each in result.parameters if each.name.endswith("evidence_days"))


def _nobody() -> Text:
    return Text(
        "计划里没有竞争对手。在 market 下写 "
        "competitors: [{name: 名称, kind: 直接, share: 12%, growth: 6%, profitability: 7%}]",
        "The plan names no rivals. Under market write "
        "competitors: [{name: NAME, kind: direct, share: 12%, growth: 6%, profitability: 7%}]",
    )


def _standing(s: RivalsSummary, days: object) -> Iterator[Line]:
    """Where we stand, then who was looked at."""
    if s.strength is not None and s.strength_class is not None:
        told = Text(
            "我们强度 {index}（{band}），{n} 家里排第 {rank}", "Our strength is {index} ({band}), number {rank} of {n}"
        )
        band = CLASSES[s.strength_class]
        yield Line(told.format(index=decimal(s.strength, 1), band=band, n=s.ranked, rank=s.rank), "strong")
    else:
        told = Text(
            "我们的份额、增长、利润率都没写，比不出强弱：写在 market.us 下",
            "Our share, growth and margin are not given, so that there is no strength: write them under market.us",
        )
        yield Line(told, "warn", wrap=True)
    yield from _relative(s)
    yield Line(_looked_at(s, days), "dim", wrap=True)


def _relative(s: RivalsSummary) -> Iterator[Line]:
    """Our share beside that of the largest rival; nothing where ours is not given."""
    if s.relative_share is not None:
        told = Text(
            "份额 {ours}，是最大对手{name} {theirs} 的 {times} 倍",
            "Our share of {ours} is {times} times that of the largest rival, {name} ({theirs})",
        )
        times, theirs = decimal(s.relative_share, 2), percent(s.largest_share)
        yield Line(told.format(ours=percent(s.our_share), name=s.largest, theirs=theirs, times=times), wrap=True)
    elif s.our_share is not None:
        told = Text("没有哪家对手写了份额，算不出相对份额", "No rival has a share: there is no relative share")
        yield Line(told, "dim")


def _looked_at(s: RivalsSummary, days: object) -> Text:
    """``对手 4 家：直接 3、间接 1；4 家的信息在 180 天以内；已知各家共占 34.2%，HHI 至少 287``."""
    told = Text(
        "对手 {n} 家：直接 {direct}、间接 {indirect}{other}；{fresh} 家的信息在 {days} 天以内{hhi}",
        "{n} rivals: {direct} direct, {indirect} indirect{other}; evidence of {fresh} is {days} days old at most{hhi}",
    )
    untold = s.rivals - s.direct - s.indirect
    other = Text("、没写类型 {n}", ", {n} of no kind").format(n=untold) if untold else ""
    hhi = Text("；已知各家共占 {share}，集中度 HHI 至少 {hhi}", "; known firms hold {share}, HHI at least {hhi}")
    if s.known_share == 1:
        hhi = Text("；集中度 HHI {hhi}", "; HHI {hhi}")
    known = hhi.format(share=percent(s.known_share), hhi=decimal(s.hhi, 0)) if s.hhi is not None else ""
    return told.format(
        n=s.rivals, direct=s.direct, indirect=s.indirect, other=other, fresh=s.fresh, days=days, hhi=known
    )


def _firms(rows: Sequence[Row], screen: Screen) -> Grid:
    """The firms, the strongest first."""
    heads = [
        Head(Text("各家", "Firm")),
        Head(_KIND),
        Head(_STRENGTH),
        Head("", "right"),
        Head(""),
        Head(_SHARE, "right"),
        Head(_GROWTH, "right"),
        Head(_PROFIT, "right"),
        Head(_SCORE, "right"),
        Head("4P", "right"),
        Head(Text("信息", "Evidence"), "right"),
    ]
    rated = any(row["score"] is not None for row in rows)
    lines = [_firm(row, screen.width if screen.whole else LONGEST) for row in rows]
    if not rated:
        del heads[8]
        lines = [(*line[:8], *line[9:]) for line in lines]
    return Grid(tuple(heads), tuple(lines))


def _firm(row: Row, width: int) -> tuple[Content, ...]:
    strength, us = as_decimal(row["strength"]), row["kind"] == "us"
    band = str(row["class"] or "")
    return (
        Cell(_name(row, width), "strong" if us else ""),
        "" if us else KINDS.get(str(row["kind"]), NOTHING),
        Bar(strength / 100 if strength is not None else None, 14),
        decimal(strength, 1),
        CLASSES.get(band, ""),
        percent(as_decimal(row["share"])),
        change_shown(row["growth"]) or (NOTHING if row["growth"] is None else "0.0%"),
        percent(as_decimal(row["profitability"])),
        decimal(as_decimal(row["score"]), 2),
        "" if us else f"{row['four_p']}/{len(FOUR_P)}",
        "" if us else _age(row["age"]),
    )


def _name(row: Row, width: int = LONGEST) -> Text | str:
    return US if row["kind"] == "us" else cut(str(row["firm"]), width)


def _age(value: Value) -> Text | str:
    if not isinstance(value, int):
        return NOTHING
    return Text("{n} 天", "{n} days").format(n=integer(value))


def _register(rows: Sequence[Row], screen: Screen) -> Iterator[Block]:
    """How rivals sell: the four P in a table, cut to the page; every word of it where all rows are asked for."""
    told = (*FOUR_P, "strengths", "weaknesses")
    if not any(row[key] for row in rows for key in told):
        return
    yield Blank()
    if screen.whole:
        yield _told(rows, told, screen)
        return
    if screen.all_rows:
        for row in rows:
            yield Line(_name(row, screen.width), "strong")
            yield from (Line(f"  {VIEW.columns[key]}{_COLON}{row[key]}", wrap=True) for key in told if row[key])
        return
    first = max(width_of(str(_name(row))) for row in rows)
    width = (screen.width - first) // len(FOUR_P) - 3
    heads = (Head(Text("打法", "How they sell")), *(Head(VIEW.columns[key]) for key in FOUR_P))
    lines = [
        (_name(row), *(cut(str(row[key]), width) if row[key] else Cell(NOTHING, "warn") for key in FOUR_P))
        for row in rows
    ]
    yield Grid(heads, tuple(lines))
    if any(width_of(str(row[key] or "")) > width for row in rows for key in FOUR_P):
        yield Line(Text("加 --all 看全文和强项、弱项", "--all shows every word, strengths and weaknesses"), "dim")


def _told(rows: Sequence[Row], keys: Sequence[str], screen: Screen) -> Grid:
    """Every word of it in a table whose cells wrap."""
    heads = (Head(Text("打法", "How they sell")), *(Head(VIEW.columns[key]) for key in keys))
    lines = (
        (_name(row, screen.width), *(str(row[key]) if row[key] else Cell(NOTHING, "warn") for key in keys))
        for row in rows
    )
    return Grid(heads, tuple(lines))


def _features(s: RivalsSummary, firms: Sequence[Row], rows: Sequence[Row], screen: Screen) -> Iterator[Block]:
    """Features by firm, then what only we have with what customers gain, and what we lack."""
    if not rows:
        return
    yield Blank()
    yield from _across(
        Text("特点", "Feature"),
        firms,
        rows,
        screen,
        lambda row: _MARKS[row["has"]],  # type: ignore[index] # a flag
    )
    for name in s.only_us:
        gain = next((row["benefit"] for row in rows if row["name"] == name and row["benefit"]), None)
        told = Text("只有我们有：{name} → {gain}", "Only we have: {name} → {gain}")
        missing = Text("没写给客户什么好处", "what the customer gains is not told")
        yield Line(told.format(name=name, gain=gain or missing), "good" if gain else "warn", wrap=True)
    if s.not_us:
        told = Text("对手有、我们没有：{names}", "Rivals have, we have not: {names}")
        yield Line(told.format(names=listed(s.not_us, len(s.not_us))), "warn", wrap=True)


def _factors(firms: Sequence[Row], rows: Sequence[Row], screen: Screen) -> Iterator[Block]:
    """Success factors with their weights and the ratings of each firm, and the score that they make."""
    if not rows:
        return
    yield Blank()
    title, weight = Text("成功因素", "Success factor"), Text("权重", "Weight")
    for block in _across(title, firms, rows, screen, _rating, weight):
        yield _with_scores(block, _ours_first(firms)) if isinstance(block, Grid) else block


def _rating(row: Row) -> Content:
    return Cell(NOTHING, "warn") if row["rating"] is None else str(row["rating"])


def _with_scores(table: Grid, firms: Sequence[Row]) -> Grid:
    """The table with what the ratings come to, 1 to 4, as its last line."""
    scores = [decimal(as_decimal(firm["score"]), 2) for firm in firms][: len(table.heads) - 2]
    return replace(table, rows=(*table.rows, (Text("加权得分", "Score"), "", *scores)), total=True)


def _ours_first(firms: Sequence[Row]) -> list[Row]:
    return sorted(firms, key=lambda row: row["kind"] != "us")


def _across(
    title: Text,
    firms: Sequence[Row],
    rows: Sequence[Row],
    screen: Screen,
    shown: Callable[[Row], Content],
    weight: Text | None = None,
) -> Iterator[Block]:
    """A line a feature or factor, a column a firm: ourselves, then the strongest, as many as the page holds."""
    order = _ours_first(firms)
    for count in range(max(1, min(len(order), screen.width // LEAST)), 0, -1):
        table = _crossed(title, order[:count], rows, shown, weight, whole=screen.whole)
        if count == 1 or width_needed(table) <= screen.width:
            break
    yield table
    if count < len(order):
        more = Text("另有 {n} 家排不下，用 -o 文件.xlsx 看全部", "{n} more do not fit: -o FILE.xlsx has them all")
        yield Line(more.format(n=len(order) - count), "dim")


def _crossed(
    title: Text,
    firms: Sequence[Row],
    rows: Sequence[Row],
    shown: Callable[[Row], Content],
    weight: Text | None,
    *,
    whole: bool,
) -> Grid:
    heads = [Head(title), *([Head(weight, "right")] if weight else [])]
    across, down = (ENDLESS, ENDLESS) if whole else (ABREAST, LONGEST)
    heads += [Head(_name(firm, across), "right") for firm in firms]
    found = {(row["name"], row["kind"] == "us", row["firm"]): row for row in rows}
    lines = []
    for name in dict.fromkeys(row["name"] for row in rows):
        of_firms = [found[name, firm["kind"] == "us", firm["firm"]] for firm in firms]
        weighs = [plain(as_decimal(of_firms[0]["weight"]) or Decimal(0))] if weight else []
        lines.append((cut(str(name), down), *weighs, *map(shown, of_firms)))
    return Grid(tuple(heads), tuple(lines))


_COLON = Text("：", ": ")
VIEW = View(
    title=Text("竞争对手", "Competitors"),
    columns={
        "part": Text("内容", "What"),
        "name": Text("名称", "Name"),
        "firm": Text("哪一家", "Firm"),
        "kind": _KIND,
        "strength": _STRENGTH,
        "class": Text("强弱", "Class"),
        "share": _SHARE,
        "growth": _GROWTH,
        "profitability": _PROFIT,
        "missing": Text("缺哪几项", "Not known"),
        "score": _SCORE,
        "weight": Text("权重", "Weight"),
        "rating": Text("评分", "Rating"),
        "has": Text("有没有", "Has it"),
        "only_us": Text("只有我们有", "Only we have it"),
        "benefit": Text("给客户的好处", "Benefit"),
        "four_p": Text("4P 有几项", "Four P known"),
        "products": Text("产品", "Products"),
        "prices": Text("价格", "Prices"),
        "promotion": Text("促销", "Promotion"),
        "channels": Text("渠道", "Channels"),
        "strengths": Text("强项", "Strengths"),
        "weaknesses": Text("弱项", "Weaknesses"),
        "evidence_on": Text("信息日期", "Evidence of"),
        "age": Text("信息天数", "Evidence, days old"),
        "swot": Text("机会或威胁", "Opportunities or threats"),
    },
    labels={"part": PARTS, "kind": KINDS, "class": CLASSES, "missing": MEASURE_NAMES, "strength_class": CLASSES},
    figures={
        "name": Text("计划", "Plan"),
        "rivals": Text("竞争对手", "Rivals"),
        "direct": Text("直接", "Direct"),
        "indirect": Text("间接", "Indirect"),
        "fresh": Text("信息有效的", "With recent evidence"),
        "strength": Text("我们的强度", "Our strength"),
        "strength_class": Text("我们的强弱", "Our class"),
        "rank": Text("排第几", "Rank"),
        "ranked": Text("几家里", "Of"),
        "relative_share": Text("相对份额", "Relative share"),
        "largest": Text("最大的对手", "Largest rival"),
        "largest_share": Text("最大对手的份额", "Its share"),
        "our_share": Text("我们的份额", "Our share"),
        "hhi": Text("已知各家的 HHI", "HHI of known firms"),
        "known_share": Text("已知各家共占", "Known firms hold"),
        "only_us": Text("只有我们有", "Only we have"),
        "not_us": Text("对手有我们没有", "Rivals have, we have not"),
    },
    whole=True,
    blocks=blocks,
)
