"""How `targets reconcile` looks: both views side by side, what was agreed, and who has not agreed yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesplan.compute.targets.reconcile import ReconcileSummary
from salesplan.model.figures import plain
from salesplan.model.plan.levels import LEVELS, level_shown, path_shown
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Heading, Line, Screen
from salesplan.present.numbers import NOTHING, exact
from salesplan.present.sections import input_blocks, parameter_line, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.target_words import change_shown, signed_amount, target_amount, target_name
from salesplan.present.words import listed
from salesplan.text import Text

Row = dict[str, Value]
MODES = {
    "headroom": Text("缺口按余量分，谁也不超过上限", "a gap goes by room below the ceilings, nobody above his own"),
    "scale": Text("报多了按比例压到总额", "a surplus is cut to the total"),
    "midpoint": Text("取自上而下和承诺之间", "between the top-down target and the commitment"),
}
STANDS = Text("承诺照旧，多出的 {gap} 作为挑战目标", "the commitments stand, the {gap} above the total are stretch")
"""What is done with a surplus, unless it is cut."""
SOURCES = {
    "committed": Text("承诺", "committed"),
    "top_down": Text("没有承诺，按下达", "no commitment: top-down"),
}
COLUMNS = {
    "path": Text("路径", "Path"),
    **LEVELS,
    "source": Text("来源", "Source"),
    "top_down": Text("下达", "Top-down"),
    "committed": Text("承诺", "Committed"),
    "ceiling": Text("上限", "Ceiling"),
    "headroom": Text("余量", "Headroom"),
    "added": Text("加减", "Added"),
    "agreed": Text("商定", "Agreed"),
    "against_top_down": Text("比下达", "vs top-down"),
    "against_committed": Text("比承诺", "vs committed"),
    "by": Text("承诺人", "Committed by"),
    "agreed_by": Text("认可人", "Agreed by"),
    "agreed_on": Text("认可日期", "Agreed on"),
    "pinned": Text("已定死", "Pinned"),
}

BY, AGAINST = Text("承诺人", "By"), Text("比下达", "vs top")
"""The same on a page, where English has little room."""


def blocks(result: Result[ReconcileSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s, rows = result.summary, list(result.rows.records())
    yield Heading(_title(s))
    yield Line(_how(s, screen), "dim")
    yield from input_blocks(result.inputs, screen)
    yield Blank()
    levels = result.rows.keys[1 : result.rows.keys.index("source")]
    yield _table(rows, levels, s, screen)
    yield _outcome(s, screen)
    yield from _signatures(rows, s)
    if screen.verbose and not screen.written:
        yield from _pins(rows)
    yield from problem_blocks(result.findings, screen)
    if screen.verbose:
        yield parameter_line(result)


def _title(s: ReconcileSummary) -> Text:
    told = Text(
        "上下对齐   {name} {total}   单位 {unit}   {year}",
        "Reconciliation   {name} {total}   unit {unit}   {year}",
    )
    name = target_name(s.id, s.name)
    return told.format(name=name, total=exact(s.total), unit=exact(s.unit), year=s.year.title)


def _how(s: ReconcileSummary, screen: Screen) -> Text:
    """The gap and how it is closed; of a surplus what is done with it; nothing where there is neither."""
    gap = Text("承诺合计 {committed}，正好是总额", "committed {committed}, just the total")
    done: Text | None = None
    if s.gap > 0:
        gap = Text("承诺合计 {committed}，差 {gap}", "committed {committed}, {gap} short of the total")
        done = MODES["headroom"]
    elif s.gap < 0:
        gap = Text("承诺合计 {committed}，比总额多 {gap}", "committed {committed}, {gap} above the total")
        done = MODES["scale"] if s.mode == "scale" else STANDS
    if s.mode == "midpoint":
        done = MODES["midpoint"]
    words = {"committed": _money(s.committed, screen), "gap": _money(abs(s.gap), screen)}
    if done is None:
        return gap.format(**words)
    return Text("{gap} · {done}", "{gap} · {done}").format(gap=gap.format(**words), done=done.format(**words))


def _money(value: Value, screen: Screen) -> str:
    return target_amount(value, screen) or NOTHING


def _table(rows: Sequence[Row], levels: Sequence[str], s: ReconcileSummary, screen: Screen) -> Grid:
    """A row a target; the sums below."""
    has_names = any(row["by"] for row in rows)
    has_signs = any(row["agreed_by"] for row in rows)
    keys = ["top_down", "committed", "ceiling", "added", "agreed"]
    heads = [
        *(Head(level_shown(level, weeks=s.year.weeks is not None), shrink=True) for level in levels),
        *(Head(COLUMNS[key], "right") for key in keys),
        Head(AGAINST, "right"),
        *([Head(BY, shrink=True)] if has_names else []),
        *([Head(COLUMNS["agreed_by"], shrink=True)] if has_signs else []),
    ]
    body = [_line(row, levels, screen, names=has_names, signs=has_signs) for row in rows]
    body.append(_sums(rows, s, len(levels), screen, more=has_names + has_signs))
    return Grid(tuple(heads), tuple(body), total=True)


def _line(row: Row, levels: Sequence[str], screen: Screen, *, names: bool, signs: bool) -> tuple[Content, ...]:
    agreed = Cell(_money(row["agreed"], screen), "strong")
    committed: Content = _money(row["committed"], screen)
    if row["source"] == "top_down":
        committed = Cell(Text("（按下达）", "(top-down)"), "warn")
    found: list[Content] = [*(str(row[level]) for level in levels), _money(row["top_down"], screen), committed]
    found += [_money(row["ceiling"], screen), _signed(row["added"], screen), agreed, _change(row["against_top_down"])]
    found += [str(row["by"] or "")] if names else []
    found += [_who(row)] if signs else []
    return tuple(found)


def _signed(value: Value, screen: Screen) -> str:
    """What is added with its sign; nothing where nothing is."""
    return signed_amount(value, screen) if value else ""


def _change(value: Value) -> str:
    return change_shown(value) or NOTHING


def _who(row: Row) -> str:
    """Who agreed, and when."""
    names: tuple[str, ...] = row["agreed_by"] if isinstance(row["agreed_by"], tuple) else ()
    return f"{listed(names)} {row['agreed_on'] or ''}".strip()


def _sums(rows: Sequence[Row], s: ReconcileSummary, levels: int, screen: Screen, *, more: int) -> tuple[Content, ...]:
    ceilings = [row["ceiling"] for row in rows]
    known = [each for each in ceilings if isinstance(each, Decimal)]
    ceiling = _money(sum(known, Decimal(0)), screen) if len(known) == len(ceilings) else ""
    change = s.agreed / s.total - 1 if s.total else None
    sums = [_money(s.total, screen), _money(s.committed, screen), ceiling, _signed(s.agreed - s.committed, screen)]
    return (
        LEVELS["total"],
        *([""] * (levels - 1)),
        *sums,
        Cell(_money(s.agreed, screen), "strong"),
        _change(change),
        *([""] * more),
    )


def _outcome(s: ReconcileSummary, screen: Screen) -> Line:
    """Whether the agreed figures are the total."""
    words = {key: _money(getattr(s, key), screen) for key in ("agreed", "total", "unplaced", "stretch")}
    if s.unplaced:
        told = Text(
            "✗ 商定 {agreed}，还有 {unplaced} 没人接得下（不会硬压）",
            "✗ agreed {agreed}; {unplaced} is more than anybody has room for (nobody is forced)",
        )
        return Line(told.format(**words), "bad")
    if s.stretch:
        told = Text(
            "✓ 承诺照单全收：总额 {total}，另有 {stretch} 是挑战目标",
            "✓ the commitments stand: the total of {total}, and {stretch} of stretch above it",
        )
        return Line(told.format(**words), "good")
    return Line(Text("✓ 商定合计就是总额 {total}", "✓ agreed in all: the total of {total}").format(**words), "good")


def _signatures(rows: Sequence[Row], s: ReconcileSummary) -> Iterator[Block]:
    """Who has agreed and who has not."""
    left = [str(row["by"] or path_shown(str(row["path"]))) for row in rows if not row["agreed_by"]]
    if not left:
        yield Line(Text("✓ 全部认可（{n}）", "✓ all have agreed ({n})").format(n=s.parts), "good")
        return
    told = Text("已认可 {signed}/{parts}；还没有：{left}", "agreed {signed} of {parts}; not yet: {left}")
    yield Line(told.format(signed=s.signed, parts=s.parts, left=listed(left, 20)), wrap=True)


def _pins(rows: Sequence[Row]) -> Iterator[Block]:
    """The agreed figures as lines of the plan."""
    yield Blank()
    yield Line(Text("写进计划（或用 --write）：", "for the plan (or use --write):"), "dim")
    yield Line("    pins:", "dim")
    for row in rows:
        agreed = row["agreed"]
        yield Line(f"      {row['path']}: {plain(agreed) if isinstance(agreed, Decimal) else ''}", "dim")


VIEW = View(
    title=Text("上下对齐", "Reconciliation"),
    columns=COLUMNS,
    labels={"source": SOURCES, "mode": MODES},
    figures={
        "id": Text("编号", "ID"),
        "name": Text("指标", "Metric"),
        "year": Text("年度", "Year"),
        "unit": Text("最小单位", "Smallest amount"),
        "mode": Text("怎么对", "How"),
        "level": Text("层级", "Level"),
        "total": Text("总额", "Total"),
        "committed": Text("承诺合计", "Committed"),
        "gap": Text("缺口", "Gap"),
        "headroom": Text("余量合计", "Headroom"),
        "agreed": Text("商定合计", "Agreed"),
        "unplaced": Text("没人接得下", "Unplaced"),
        "stretch": Text("挑战目标", "Stretch"),
        "parts": Text("项数", "Parts"),
        "signed": Text("已认可", "Signed"),
        "missing": Text("没有承诺", "Without commitment"),
    },
    blocks=blocks,
)
