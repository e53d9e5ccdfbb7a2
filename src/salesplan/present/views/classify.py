"""How `classify` looks: the classes with bars, how concentrated sales are in one sentence, whom to contact first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import reduce
from typing import Any

import narwhals as nw

from salesplan.compute.customers.summary import ClassGroup, ClassifySummary, Group
from salesplan.model.result import Result
from salesplan.model.table import Table, Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Heading, Line, Screen
from salesplan.present.numbers import amount, day, decimal, integer, percent
from salesplan.present.sections import input_blocks, parameter_line, problem_blocks
from salesplan.present.view import View
from salesplan.present.views import classify_words as words
from salesplan.present.views.class_moves import move_blocks
from salesplan.present.views.classify_parameters import short_line
from salesplan.present.words import listed
from salesplan.text import Text

FIRST = 10
"""How many of the customers who are due are shown unless all are asked for."""
INCOMPLETE = "incomplete"
"""Stands for customers of whom a MAN factor is missing, in the table of cells."""
FIVE, TEN = 5, 10
ORDER = (
    ("class", False),
    ("deal_value", True),
    ("amount", True),
    ("man_score", True),
    ("overdue_days", True),
    ("id", False),
    ("name", False),
)
"""Inside a class the most valuable first (methods.md 3.3)."""


def blocks(result: Result[ClassifySummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    screen = screen.fitting((s.net_total, s.base_total))
    yield Heading(_title(result))
    yield from input_blocks(result.inputs, screen)
    yield Blank()
    yield _classes(s, screen)
    yield Line(
        Text(
            "该联系：到今天为止，含逾期；本周：到周日为止。",
            "Due: up to today, overdue included; this week: up to Sunday.",
        ),
        "dim",
    )
    if s.migration is not None:
        yield from move_blocks(result, s.migration, screen)
    yield from _concentration(s, screen)
    yield from _groups(s, screen)
    yield from _customers(result, screen)
    yield from problem_blocks(result.findings, screen)
    if screen.quiet:
        return
    yield Blank()
    yield parameter_line(result, by_key=True) if screen.verbose else short_line(result)
    if not screen.written:
        yield from _write_hint(result)


def _write_hint(result: Result[ClassifySummary]) -> Iterator[Block]:
    """What to add to the command to get the grades into the list, where it is one that can be written to."""
    lists = [i for i in result.inputs if i.table == "customers" and i.format in ("xlsx", "xlsm", "csv")]
    if lists:
        words = "--write --on-error skip" if any(i.left_out.get("bad") for i in lists) else "--write"
        book = Text(
            "要写回工作簿：在这条命令后面加上 {words}", "to write this into the workbook, add to the command: {words}"
        )
        text = Text(
            "要写回名单：在这条命令后面加上 {words}", "to write this into the list, add to the command: {words}"
        )
        hint = text if any(i.format == "csv" for i in lists) else book
        yield Line(hint.format(words=words), "dim")


def _title(result: Result[ClassifySummary]) -> Text:
    window = result.summary.window
    span = Text("   订单 {window}", "   orders {window}").format(window=window) if window else Text("", "")
    return Text(
        "客户分类   {n} 家   截至 {as_of}{span}", "Customers graded   {n} customers   as of {as_of}{span}"
    ).format(n=integer(result.summary.customers), as_of=day(result.as_of), span=span)


def _classes(s: ClassifySummary, screen: Screen) -> Grid:
    """The classes, those nobody is in left out but for A to D."""
    heads = (
        Head(Text("等级", "Class")),
        Head(Text("客户数", "Customers"), "right"),
        *((Head(Text("金额", "Amount"), "right"), Head(Text("占比", "Share"), "right"), Head("")) if _money(s) else ()),
        Head(Text("下一步", "Next step")),
        Head(Text("该联系", "Due"), "right"),
        Head(Text("本周", "This week"), "right"),
        Head(Text("逾期", "Overdue"), "right"),
    )
    shown = {code: group for code, group in s.by_class.items() if group.customers or code in "ABCD"}
    rows = [_class_row(code, group, s, screen) for code, group in shown.items()]
    return Grid(heads, (*rows, _total_row(s, screen)), total=True)


def _money(s: ClassifySummary) -> bool:
    return s.net_total is not None


def _class_row(code: str, group: ClassGroup, s: ClassifySummary, screen: Screen) -> tuple[Content, ...]:
    money = (amount(group.amount, screen.unit), percent(group.share), Bar(group.share)) if _money(s) else ()
    late = Cell(integer(group.overdue), "warn" if group.overdue else "")
    return (
        words.CLASSES[code],
        integer(group.customers),
        *money,
        words.CLASS_ACTION[code],
        integer(group.due_today),
        integer(group.due_this_week),
        late,
    )


def _total_row(s: ClassifySummary, screen: Screen) -> tuple[Content, ...]:
    money = (amount(s.net_total, screen.unit), "", "") if _money(s) else ()
    due = (integer(s.due_today), integer(s.due_this_week), integer(s.overdue))
    return (Text("合计", "Total"), integer(s.customers), *money, "", *due)


def _concentration(s: ClassifySummary, screen: Screen) -> Iterator[Block]:
    """One plain sentence against 80/20, then who carries the sales and where the classes begin."""
    if s.top20_share is None:
        return
    yield Blank()
    yield Line(sentence(s), "strong")
    yield Line(_carriers(s))
    cuts = {n: c for n, c in s.pareto_cuts.items() if c is not None and s.by_pareto[n].customers}
    parts = [str(_cut(name, s.by_pareto[name], cut, screen)) for name, cut in cuts.items()]
    parts.append(str(Text("其余 C 类 {n} 家", "C: the other {n}").format(n=integer(s.by_pareto["C"].customers))))
    yield Line(Text("二八分类：{parts}。", "80/20 classes: {parts}.").format(parts=listed(parts)))
    if s.negative_customers:
        negative = Text("另有 {n} 家净额为负，共 {total}。", "{n} more with a negative net amount, {total} together.")
        yield Line(
            negative.format(n=integer(s.negative_customers), total=amount(s.negative_total, screen.unit)), "warn"
        )


def sentence(s: ClassifySummary) -> Text:
    """How concentrated sales are, said against 80/20 and with the customers that it is about."""
    fifth, most = (s.top20_customers, s.top20_share), (s.customers_for_80, s.customers_for_80_share)
    return concentrated(s.pareto_customers, fifth, most)


def concentrated(
    customers: int | None, fifth: tuple[int | None, Decimal | None], most: tuple[int | None, Decimal | None]
) -> Text:
    """The same of its figures: the first fifth and what it holds, who it takes to reach 80 % and what part they are."""
    compared = words.WEAKER if (fifth[1] or Decimal(0)) < words.REFERENCE else words.STRONGER
    return Text(
        "有金额的 {all} 家里，前 20%（{n} 家）占 {share}，{compared}；达到 80% 要 {need} 家（{part}）。",
        "Of {all} customers with an amount the top 20 % ({n}) hold {share}, {compared}; "
        "it takes {need} of them ({part}) to reach 80 %.",
    ).format(
        all=integer(customers),
        n=integer(fifth[0]),
        share=percent(fifth[1]),
        compared=compared,
        need=integer(most[0]),
        part=percent(most[1]),
    )


def _carriers(s: ClassifySummary) -> Text:
    """What the largest, the top five and the top ten hold; no top ten of fewer than ten customers."""
    shares = [Text("最大一家占 {share}", "The largest holds {share}").format(share=percent(s.cr1))]
    if s.pareto_customers >= FIVE:
        shares.append(Text("前五家 {share}", "the top five {share}").format(share=percent(s.cr5)))
    if s.pareto_customers >= TEN:
        shares.append(Text("前十家 {share}", "the top ten {share}").format(share=percent(s.cr10)))
    return Text("{shares}；基尼系数 {gini}，HHI {hhi}。", "{shares}; Gini {gini}, HHI {hhi}.").format(
        shares=str(Text("，", ", ")).join(map(str, shares)), gini=decimal(s.gini, 3), hhi=decimal(s.hhi, 4)
    )


def _cut(name: str, group: Group, least: Decimal, screen: Screen) -> Text:
    return Text("{name} 类 {n} 家（{least} 起）", "{name}: {n} (from {least})").format(
        name=name, n=integer(group.customers), least=amount(least, screen.unit)
    )


def _groups(s: ClassifySummary, screen: Screen) -> Iterator[Block]:
    """The MAN cells, RFM types, value tiers and life-cycle statuses that anyone is in."""
    parts: tuple[tuple[Text, Mapping[str, Group], Mapping[str, Text]], ...] = (
        (Text("MAN 组合", "MAN cell"), _cells(s), {**words.CELLS, INCOMPLETE: words.INCOMPLETE}),
        (Text("RFM 类型", "RFM type"), s.by_rfm_type, words.RFM_TYPES),
        (Text("价值等级", "Value tier"), s.by_tier, words.TIERS),
        (Text("生命周期", "Life cycle"), s.by_lifecycle, words.LIFECYCLES),
    )
    for title, groups, labels in parts:
        held = {code: g for code, g in groups.items() if g.customers}
        if held:
            yield Blank()
            yield _group_grid(title, held, labels, s, screen)


def _cells(s: ClassifySummary) -> dict[str, Group]:
    """The cells of customers of whom all three factors are known, then one group of all others.

    What is missing counts as absent, so ``man`` of an incomplete judgement is no reason to stop.
    """
    provisional = s.by_cell_provisional
    known = {code: _less(group, provisional[code]) for code, group in s.by_cell.items()}
    whole = reduce(_more, provisional.values(), Group(0, None, None))
    return {**known, INCOMPLETE: whole}


def _less(group: Group, part: Group) -> Group:
    def left(whole: Decimal | None, taken: Decimal | None) -> Decimal | None:
        return None if whole is None or taken is None else whole - taken

    return Group(group.customers - part.customers, left(group.amount, part.amount), left(group.share, part.share))


def _more(group: Group, part: Group) -> Group:
    def both(one: Decimal | None, other: Decimal | None) -> Decimal | None:
        return one if other is None else other if one is None else one + other

    return Group(group.customers + part.customers, both(group.amount, part.amount), both(group.share, part.share))


def _group_grid(
    title: Text, held: Mapping[str, Group], labels: Mapping[str, Text], s: ClassifySummary, screen: Screen
) -> Grid:
    money = (Head(Text("金额", "Amount"), "right"), Head(Text("占比", "Share"), "right"), Head("")) if _money(s) else ()
    rows = tuple(
        (
            labels[code],
            integer(g.customers),
            *((amount(g.amount, screen.unit), percent(g.share), Bar(g.share)) if _money(s) else ()),
        )
        for code, g in held.items()
    )
    return Grid((Head(title), Head(Text("客户数", "Customers"), "right"), *money), rows)


def _customers(result: Result[ClassifySummary], screen: Screen) -> Iterator[Block]:
    """Whom to contact first, or everyone with ``--all``."""
    yield Blank()
    if screen.all_rows:
        yield Line(Text("全部客户", "All customers"), "strong")
        yield _list(result.rows.top(None, ORDER), screen)
        return
    dated = [nw.col(k) for k in ("next_contact_stated", "next_contact") if k in result.rows.keys]
    due = result.rows.top(None, (), nw.coalesce(*dated) <= nw.lit(result.as_of))
    if not len(due):
        yield Line(Text("今天没有到期要联系的客户。", "Nobody is due to be contacted today."))
        return
    first = due.top(FIRST, ORDER)
    title = Text(
        "先联系这些客户（{n}/{all}，全部加 --all）", "Contact these first ({n} of {all}; --all shows everyone)"
    )
    yield Line(title.format(n=len(first), all=integer(len(due))), "strong")
    yield _list(first, screen)


def _list(table: Table, screen: Screen) -> Grid:
    has_amount = "amount" in table.keys
    heads = (
        Head(Text("客户", "Customer"), shrink=not screen.all_rows),
        Head(Text("等级", "Class")),
        Head(Text("为什么", "Why")),
        *((Head(Text("金额", "Amount"), "right"),) if has_amount else ()),
        Head(Text("下一步", "Next step")),
        Head(Text("下次联系", "Next contact")),
        Head(Text("逾期天", "Days late"), "right"),
    )
    rows = [_customer(r, screen, has_amount=has_amount) for r in table.records()]
    return Grid(heads, tuple(rows))


def _customer(r: Mapping[str, Value], screen: Screen, *, has_amount: bool) -> tuple[Content, ...]:
    contact: Any = r.get("next_contact_stated") or r["next_contact"]
    overdue: Any = r["overdue_days"]
    money: Any = r.get("amount")
    return (
        " ".join(str(v) for v in (r.get("id"), r.get("name")) if v is not None),
        str(r["class"]),
        words.reason(r),
        *((amount(money, screen.unit),) if has_amount else ()),
        words.NEXT_ACTIONS[str(r["next_action"])],
        day(contact),
        Cell(integer(overdue), "warn") if overdue else "",
    )


VIEW = View(
    title=Text("客户分类", "Customers graded"),
    columns=words.COLUMNS,
    labels=words.LABELS,
    figures=words.FIGURES,
    letters=frozenset({"class", "man_cell", "pareto", "tier"}),
    blocks=blocks,
)
