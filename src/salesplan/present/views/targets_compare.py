"""How two versions of a plan look beside each other: what was changed first, then the targets that differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salesplan.compute.targets.compare import SHARES, CompareSummary, EntryChange
from salesplan.model.figures import plain
from salesplan.model.plan.levels import LEVELS
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Heading, Line, Screen
from salesplan.present.numbers import integer
from salesplan.present.sections import list_blocks, more_lines, parameter_line, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.target_words import change_shown, signed_amount, target_amount, target_name
from salesplan.present.words import listed
from salesplan.text import Text

Row = dict[str, Value]
SHOWN = 40
"""Targets of an entry that are shown unless all are asked for."""
KINDS: dict[str, Text] = {
    "key": Text("计划", "plan"),
    "goal": Text("目标", "goal"),
    "factor": Text("因素", "factor"),
    "entry": Text("分解", "entry"),
    "scenario": Text("情景", "scenario"),
    "team": Text("人员", "team"),
    "target": Text("分解的数", "target"),
}
WHATS: dict[str, Text] = {
    "added": Text("新增", "added"),
    "removed": Text("删除", "removed"),
    "changed": Text("修改", "changed"),
    "joined": Text("入职", "joined"),
    "left": Text("离职", "left"),
    "moved": Text("调动", "moved"),
}
_FLAGS = {"yes": Text("是", "yes"), "no": Text("否", "no")}
_OLD, _NEW = Text("原来", "Old"), Text("现在", "New")
_DIFFERENCE, _CHANGE = Text("差额", "Difference"), Text("增减", "Change")


def blocks(result: Result[CompareSummary], screen: Screen) -> Iterator[Block]:
    """The page: both names, the changes in the plan, then each entry with its targets that differ."""
    s = result.summary
    rows = list(result.rows.records())
    yield Heading(Text("计划比较   {old} → {new}", "Plans compared   {old} → {new}").format(old=s.old, new=s.new))
    yield from list_blocks(result, screen)
    yield Blank()
    if s.same:
        yield Line(_same(result), "good")
    told = [row for row in rows if row["kind"] != "target"]
    if told:
        yield Line(_counted(s))
        yield _plan_table(told, screen)
    for entry in s.entries:
        own = [row for row in rows if row["kind"] == "target" and row["id"] == entry.id]
        if own or not s.same:
            yield from _entry_blocks(entry, own, screen)
    if s.entries and not s.same:
        yield Blank()
        yield Line(_proof(s), "good" if s.exact else "bad")
    yield from problem_blocks(result.findings, screen)
    if screen.verbose and result.parameters:
        yield parameter_line(result)


def _same(result: Result[CompareSummary]) -> Text:
    if any(problem.severity == "error" for problem in result.findings):
        return Text(
            "计划没有改动；目标没能比较，见下面", "the plans do not differ; targets could not be compared, see below"
        )
    return Text("没有差别：两份计划的目标和依据都一样", "no difference: targets and what they rest on are the same")


def _counted(s: CompareSummary) -> Text:
    """``计划里改了 4 处：分解 2、因素 1、人员 1``."""
    counts = {kind: n for kind, n in s.changes.items() if kind != "target"}
    parts = listed([f"{KINDS[kind]} {n}" for kind, n in counts.items()])
    told = Text("计划里有 {n} 处不同：{parts}", "{n} differences between the plans: {parts}")
    return told.format(n=sum(counts.values()), parts=parts)


def _plan_table(rows: Sequence[Row], screen: Screen) -> Grid:
    heads = (
        Head(Text("哪里", "Part")),
        Head(Text("编号", "ID")),
        Head(""),
        Head(Text("键", "Key"), shrink=True),
        Head(_OLD, "right", shrink=True),
        Head(_NEW, "right", shrink=True),
        Head(_DIFFERENCE, "right"),
        Head(_CHANGE, "right"),
    )
    return Grid(heads, tuple(_plan_row(row, screen) for row in rows))


def _plan_row(row: Row, screen: Screen) -> tuple[Content, ...]:
    key = str(row["key"] or "")
    is_share = not SHARES.isdisjoint(key.split(".")) or (row["kind"] == "factor" and not key)
    style = {"added": "good", "removed": "bad"}.get(str(row["what"]), "")
    return (
        KINDS[str(row["kind"])],
        str(row["id"] or ""),
        Cell(WHATS[str(row["what"])], "good" if style == "good" else "bad" if style == "bad" else ""),
        key,
        _value(row["old"], screen, is_share=is_share),
        _value(row["new"], screen, is_share=is_share),
        _difference(row["difference"], screen, is_share=is_share),
        change_shown(row["change"]),
    )


def _value(value: Value, screen: Screen, *, is_share: bool) -> str:
    """Amounts to the last unit unless a unit was asked for; shares in percent; everything else as it is written."""
    if isinstance(value, Decimal):
        return _share(value) if is_share else target_amount(value, screen)
    return str(_FLAGS.get(str(value), str(value))) if value is not None else ""


def _share(value: Decimal) -> str:
    """A share as a percentage with the digits it has: 0.075 is 7.5%."""
    return f"{plain(value * 100)}%"


def _difference(value: Value, screen: Screen, *, is_share: bool = False) -> Content:
    if not isinstance(value, Decimal):
        return ""
    points = Text("{n} 个点", "{n} pts").format(n=plain(value * 100))
    shown = ("+" if value > 0 else "") + str(points) if is_share else signed_amount(value, screen)
    return Cell(shown, "good" if value > 0 else "bad" if value < 0 else "dim")


def _entry_blocks(entry: EntryChange, rows: Sequence[Row], screen: Screen) -> Iterator[Block]:
    """One entry: how its total moved, then its targets that differ, the total last."""
    yield Blank()
    yield Line(_entry_told(entry, screen), "strong" if entry.changed else "dim")
    if not rows:
        return
    heads = (
        Head(Text("目标", "Target")),
        Head(_OLD, "right"),
        Head(_NEW, "right"),
        Head(_DIFFERENCE, "right"),
        Head(_CHANGE, "right"),
        Head(""),
    )
    total, parts = [r for r in rows if r["level"] == "total"], [r for r in rows if r["level"] != "total"]
    shown = parts if screen.all_rows else parts[:SHOWN]
    yield Grid(heads, tuple(_target_row(row, screen) for row in (*shown, *total)), total=bool(total))
    yield from more_lines(len(parts) - len(shown), Text("个数有变", "more targets differ"))


def _entry_told(entry: EntryChange, screen: Screen) -> Text:
    """``销售额：总额 28,000,000 → 30,800,000（+10.0%），21 个数里 17 个有变``."""
    name = target_name(entry.id, entry.name)
    if not entry.changed:
        return Text("{name}：{n} 个数都没变", "{name}: none of its {n} targets differs").format(
            name=name, n=integer(entry.compared)
        )
    moved = Text("总额 {old} → {new}{change}", "total {old} → {new}{change}").format(
        old=target_amount(entry.old, screen),
        new=target_amount(entry.new, screen),
        change=Text("（{share}）", " ({share})").format(share=change_shown(entry.change)) if entry.change else "",
    )
    still = Text("总额没变", "the total is the same")
    return Text("{name}：{total}；{n} 个数里 {m} 个有变", "{name}: {total}; {m} of {n} targets differ").format(
        name=name, total=moved if entry.difference else still, n=integer(entry.compared), m=integer(entry.changed)
    )


def _target_row(row: Row, screen: Screen) -> tuple[Content, ...]:
    """One target, indented by its level, by its own name."""
    path = str(row["key"])
    name = (
        str(LEVELS["total"])
        if row["level"] == "total"
        else "  " * path.count("/") + path.rpartition("/")[2].partition("=")[2]
    )
    once = row["what"] if row["what"] in ("added", "removed") else None
    return (
        name,
        target_amount(row["old"], screen),
        target_amount(row["new"], screen),
        _difference(row["difference"], screen),
        change_shown(row["change"]),
        WHATS[str(once)] if once else "",
    )


def _proof(s: CompareSummary) -> Text:
    if s.exact:
        return Text(
            "✓ 每一层的差额加起来都等于总额的差额", "✓ the differences of every level add up to that of the total"
        )
    return Text("✗ 有一层的差额加起来不等于总额的差额，请报告此错误", "✗ differences do not add up: please report this")


VIEW = View(
    title=Text("计划比较", "Plans compared"),
    columns={
        "kind": Text("哪里", "Part"),
        "what": Text("变动", "What"),
        "id": Text("编号", "ID"),
        "level": Text("层级", "Level"),
        "key": Text("键或目标", "Key or target"),
        "old": _OLD,
        "new": _NEW,
        "difference": _DIFFERENCE,
        "change": _CHANGE,
    },
    labels={"kind": KINDS, "what": WHATS, "level": LEVELS, "changes": KINDS},
    figures={
        "old": Text("旧计划", "Old plan"),
        "new": Text("新计划", "New plan"),
        "same": Text("没有差别", "No difference"),
        "changes": Text("不同之处", "Differences"),
        "entries": Text("两边都有的目标", "Entries of both"),
        "exact": Text("差额逐层加总正确", "Differences add up"),
    },
    blocks=blocks,
)
