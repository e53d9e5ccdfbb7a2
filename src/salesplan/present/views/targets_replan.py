"""How `targets replan` looks: what is left, each period before and after, the change log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from salesplan.compute.targets.replans.replan_log import ReplanLog
from salesplan.compute.targets.replans.replan_outcome import Logged, PeriodLine, ReplanSummary
from salesplan.model.figures import plain
from salesplan.model.plan.levels import LEVELS, TIME_LEVELS
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Heading, Line, Screen, Style
from salesplan.present.numbers import day, exact, percent
from salesplan.present.sections import input_blocks, parameter_line, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.replan_words import BASES, COLUMNS, FIGURES, RULES, SHORT_RULES, STATUS
from salesplan.present.views.target_words import change_shown, indented, signed_amount, target_amount, target_name
from salesplan.text import Text

Row = dict[str, Value]
ROWS = 40
"""Of more targets than these the page shows the outer levels only, unless all are asked for."""
LOGGED = 5
"""Lines of the change log that stand on the page of a re-plan."""
PINS = 60


def blocks(result: Result[ReplanSummary] | Result[ReplanLog], screen: Screen) -> Iterator[Block]:
    """The page of a re-plan, or of the change log alone."""
    if isinstance(result.summary, ReplanLog):
        yield from _log_page(result, screen)
        return
    s = result.summary
    title = Text(
        "滚动调整   {name}   {year} {total}   截至 {as_of}", "Re-plan   {name}   {year} {total}   as of {as_of}"
    )
    yield Heading(
        title.format(name=target_name(s.id, s.name), year=s.year.title, total=exact(s.total), as_of=day(result.as_of))
    )
    yield Line(_how(s), "dim", wrap=True)
    yield from _inputs(result, screen)
    yield Blank()
    yield Line(_standing(s, screen), _tone(s))
    yield Blank()
    rows = list(result.rows.records())
    if result.rows.keys[0] not in TIME_LEVELS:
        yield _periods(s, screen)
        yield Blank()
    yield from _targets(rows, s, screen)
    yield Line(_proof(s, screen))
    yield from _log(s.log, screen)
    yield from problem_blocks(result.findings, screen)
    yield from _next_steps(s, screen)
    if screen.verbose:
        yield parameter_line(result)


def _inputs(result: Result[ReplanSummary], screen: Screen) -> Iterator[Block]:
    """What was read; records have no columns to tell of."""
    yield from input_blocks([i for i in result.inputs if i.table != "record"], screen)
    yield from input_blocks([i for i in result.inputs if i.table == "record"], replace(screen, verbose=False))


def _how(s: ReplanSummary) -> str:
    """The days of the year, the rule, whose targets were planned anew, and since when the plan is frozen."""
    rule = Text("规则：{rule}", "rule: {rule}").format(rule=RULES[s.rule])
    parts = [f"{day(s.first)}..{day(s.last)}", str(rule)]
    if s.base != "original":
        parts.append(str(Text("比例：{base}", "proportions: {base}").format(base=BASES[s.base])))
    if s.frozen_on is not None:
        parts.append(str(Text("原目标冻结于 {day}", "plan frozen on {day}").format(day=day(s.frozen_on))))
    return " · ".join(parts)


def _standing(s: ReplanSummary, screen: Screen) -> Text:
    """What has come in, what is left, and how much harder that is than planned."""
    done = {"actual": target_amount(s.actual, screen), "share": percent(s.actual / s.total if s.total else None)}
    if s.reached:
        told = Text(
            "已完成：全年目标做到 {share}（{actual}），超出 {more}",
            "Completed: {share} of the year's target is in ({actual}), {more} beyond it",
        )
        return told.format(**done, more=target_amount(-s.remaining, screen))
    if s.over:
        told = Text(
            "全年已过完：完成 {actual}（{share}），缺口 {left}", "The year is over: {actual} ({share}), {left} short"
        )
        return told.format(**done, left=target_amount(s.remaining, screen))
    told = Text("已完成 {actual}（{share}），还剩 {left}{more}", "{actual} ({share}) is in, {left} is left{more}")
    more = Text("", "")
    if s.uplift is not None:
        higher = Text("，余下的日子比原计划多 {more}", ": {more} more than planned for the days left")
        lower = Text("，余下的日子比原计划少 {more}", ": {more} less than planned for the days left")
        more = (higher if s.uplift >= 1 else lower).format(more=percent(abs(s.uplift - 1)))
        if percent(s.uplift) == "100.0%":
            more = Text("，余下的日子和原计划一样", ": as planned for the days left")
    return told.format(**done, left=target_amount(s.remaining, screen), more=more)


def _tone(s: ReplanSummary) -> Style:
    if s.reached:
        return "good"
    if s.over:
        return "bad"
    return "warn" if s.uplift is not None and s.uplift > s.limit else "strong"


def _harder(value: Value) -> str:
    """1.0526 as ``+5.3%``."""
    return change_shown(value - 1 if isinstance(value, Decimal) else None)


def _heads(first: Text, *, last: bool) -> tuple[Head, ...]:
    keys = ["original", *(["last"] if last else []), "actual", "revised", "change"]
    heads = [Head(COLUMNS[key], "right") for key in keys]
    more = Head(Text("余下比原计划", "Left v. plan"), "right")
    return (Head(first), Head(COLUMNS["status"]), *heads, more)


def _line(name: str, row: Row, screen: Screen, *, last: bool) -> tuple[Content, ...]:
    """One target; one that is over is dim."""
    before = [target_amount(row["original"], screen), *([target_amount(row["last"], screen)] if last else [])]
    numbers = [
        *before,
        target_amount(row["actual"], screen),
        target_amount(row["revised"], screen),
        signed_amount(row["change"], screen),
    ]
    uplift = Text("已完成", "complete") if row.get("reached") else _harder(row["uplift"])
    closed = row["status"] == "closed"
    cells: list[Content] = [name, STATUS[str(row["status"])], *numbers, "" if closed else uplift]
    return tuple(Cell(cell, "dim") if closed and isinstance(cell, Text | str) else cell for cell in cells)


def _periods(s: ReplanSummary, screen: Screen) -> Grid:
    """The whole company by period."""
    last = s.last_on is not None
    levels = list(dict.fromkeys(line.level for line in s.periods))
    room = screen.all_rows or len(s.periods) <= ROWS
    shown = [p for p in s.periods if room or p.level == levels[0]]
    lines = [_line(indented(p.level, p.name, levels), _row(p), screen, last=last) for p in shown]
    return Grid(_heads(Text("全部", "All together"), last=last), tuple(lines))


def _row(p: PeriodLine) -> Row:
    return {
        "status": p.status,
        "original": p.original,
        "last": p.last,
        "actual": p.actual,
        "revised": p.revised,
        "change": p.change,
        "uplift": p.uplift,
    }


def _targets(rows: Sequence[Row], s: ReplanSummary, screen: Screen) -> Iterator[Block]:
    """Every target under its parent, the total last; of many only the outer levels."""
    by = [key for key in rows[0] if key in LEVELS or key not in COLUMNS]
    by = by[: next(i for i, key in enumerate([*rows[0]]) if key == "level")]
    shown = list(rows) if screen.all_rows else _outer(rows, by)
    last = s.last_on is not None
    lines = []
    for row in (*shown[1:], rows[0]):
        level = str(row["level"])
        lines.append(_line(indented(level, str(row.get(level)), by), row, screen, last=last))
    yield Grid(_heads(COLUMNS["level"], last=last), tuple(lines), total=True)
    if len(shown) < len(rows):
        told = Text("还有 {n} 个更细的目标，加 --all 列出", "{n} finer targets more: add --all")
        yield Line(told.format(n=len(rows) - len(shown)), "dim")


def _outer(rows: Sequence[Row], by: Sequence[str]) -> list[Row]:
    """The rows of as many outer levels as the page has room for."""
    kept = list(rows)
    for depth in range(len(by), 1, -1):
        if len(kept) <= ROWS:
            break
        kept = [row for row in rows if row["level"] in ("total", *by[: depth - 1])]
    return kept


def _proof(s: ReplanSummary, screen: Screen) -> Text:
    """That the new targets are the year's total again, or by how much they are not."""
    if not s.gap:
        return Text(
            "✓ 新目标（含已完成）加起来仍是 {total}", "✓ the new targets, with what is in, are {total} again"
        ).format(total=target_amount(s.total, screen))
    told = Text(
        "新目标（含已完成）加起来 {revised}，全年目标 {total}，差 {gap}",
        "the new targets, with what is in, are {revised}; the year's target is {total}: {gap} apart",
    )
    return told.format(
        revised=target_amount(s.revised, screen),
        total=target_amount(s.total, screen),
        gap=target_amount(abs(s.gap), screen),
    )


def _log(log: Sequence[Logged], screen: Screen) -> Iterator[Block]:
    """The change log, newest first."""
    if not log:
        return
    yield Blank()
    yield Line(Text("调整记录（{n}）", "Change log ({n})").format(n=len(log)), "strong")
    shown = log if screen.all_rows else log[:LOGGED]
    heads = [Head(COLUMNS[key]) for key in ("as_of", "decided_by", "rule")]
    heads += [Head(COLUMNS["actual"], "right"), Head(COLUMNS["later_change"], "right"), Head(COLUMNS["gap"], "right")]
    lines = tuple(
        (
            day(each.as_of),
            each.decided_by,
            SHORT_RULES[each.rule],
            target_amount(each.actual, screen),
            signed_amount(each.later_change, screen),
            target_amount(each.gap, screen),
            each.reason,
        )
        for each in shown
    )
    yield Grid((*heads, Head(COLUMNS["reason"], shrink=True)), lines)
    if len(shown) < len(log):
        yield Line(Text("全部记录加 --log", "all of it: --log"), "dim")


def _next_steps(s: ReplanSummary, screen: Screen) -> Iterator[Block]:
    """How the new targets are kept, and how the plan takes them over."""
    if not screen.quiet and s.recorded is None and not s.over:
        yield Blank()
        yield Line(
            Text(
                "什么都没写。记下来加 --record --reason 原因；放进计划：-v 列出 pins，或 -o 新目标.xlsx",
                "Nothing was written. Keep it: --record --reason WHY; adopt it: -v lists pins, or -o revised.xlsx",
            ),
            "dim",
        )
    if screen.verbose and s.pins:
        yield from _pins(s, screen)


def _pins(s: ReplanSummary, screen: Screen) -> Iterator[Block]:
    """The lines to paste into the plan: periods not over, in whole units; what is over shares the rest."""
    yield Blank()
    told = Text(
        "粘贴到计划里 {id} 这一条，换掉原来的 pins（没过完的各期，取整到 {unit}；已过的期不写，由它们分余下的）：",
        "to paste into the plan under {id}, in place of its pins (periods not over, in whole units of {unit}; those "
        "that are over are not pinned and share the rest):",
    )
    yield Line(told.format(id=s.id, unit=exact(s.unit)), "strong", wrap=True)
    yield Line("    pins:")
    shown = list(s.pins.items())[: None if screen.all_rows else PINS]
    for path, target in shown:
        yield Line(f"      {path}: {plain(target)}")
    if len(shown) < len(s.pins):
        yield Line(
            Text("      # 共 {n} 行，加 --all 列出", "      # {n} lines in all: add --all").format(n=len(s.pins))
        )
    together = sum(s.pins.values(), Decimal(0))
    if abs(together) > abs(s.total):
        told = Text(
            "这些数加起来 {sum}，超过全年目标：先把 total 改成 {revised} 以上",
            "together they are {sum}, more than the year's target: make total {revised} or more first",
        )
        yield Line(told.format(sum=exact(together), revised=exact(s.revised)), "warn", wrap=True)


def _log_page(result: Result[ReplanLog], screen: Screen) -> Iterator[Block]:
    """Every recorded re-plan."""
    n = result.summary.records
    yield Heading(
        Text(
            "目标调整记录   {n} 次   {entries} 条目标", "Change log of targets   {n} records   {entries} targets"
        ).format(n=n, entries=result.summary.entries)
    )
    yield from input_blocks([i for i in result.inputs if i.table == "plan"], screen)
    yield Blank()
    if not n:
        told = Text(
            "还没有记录。记一次：salesplan targets replan --record --reason 原因",
            "Nothing was recorded yet. To record: salesplan targets replan --record --reason WHY",
        )
        yield Line(told)
        return
    keys = (
        "entry",
        "as_of",
        "decided_by",
        "rule",
        "base",
        "total",
        "actual",
        "revised",
        "gap",
        "later_change",
        "reason",
    )
    kept = [key for key in keys if key not in ("base", "revised") or screen.verbose]
    money = {"total", "actual", "revised", "gap", "later_change"}
    heads = tuple(Head(COLUMNS[k], "right" if k in money else "left", shrink=k == "reason") for k in kept)
    lines = tuple(tuple(_logged(row, key, screen) for key in kept) for row in result.rows.records())
    yield Grid(heads, lines)


def _logged(row: Row, key: str, screen: Screen) -> Content:
    value = row[key]
    if key == "rule":
        return SHORT_RULES[str(value)]
    if key == "base":
        return BASES[str(value)]
    if not isinstance(value, Decimal):
        return "" if value is None else str(value)
    return signed_amount(value, screen) if key == "later_change" else target_amount(value, screen)


VIEW = View(
    title=Text("滚动调整", "Re-plan"),
    columns=COLUMNS,
    labels={"level": LEVELS, "status": STATUS, "rule": SHORT_RULES, "base": BASES},
    figures=FIGURES,
    blocks=blocks,
)
