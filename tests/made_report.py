"""A small report made by hand: a chart of each form, tables with totals, lights, a tree, names that may be bad."""

from __future__ import annotations

from decimal import Decimal

from salesplan.model.table import ColumnSpec, Table
from salesplan.present.blocks import Board, Entry, Line, Panel
from salesplan.present.numbers import UNITS
from salesplan.present.report.chart import Chart, Series
from salesplan.present.report.parts import Card, Column, Report, ReportPart, ReportTable, Said
from salesplan.text import Text

LIGHTS = {"green": Text("绿", "green"), "amber": Text("黄", "amber"), "red": Text("红", "red")}
MONTHS = ("2026-04", "2026-05", "2026-06")
TARGETS = (Decimal(2_838_000), Decimal(2_323_000), Decimal(2_673_000))
ACTUALS = (Decimal("2669000.5"), None, Decimal(2834000))


def made_report(*, name: str = "广州恒达电子有限公司", rows: int = 3) -> Report:
    """A report whose first customer has this name, with so many customers."""
    return Report(
        title=Text("销售汇报 2026-06", "Sales report 2026-06"),
        about=("示例机电 2026", Text("呈：王总", "to Ms Wang")),
        cards=(
            Card(Text("销售额", "Sales"), "550.4万", "5,503,500.50", Text("目标 783.4万", "of 7,834,000"), "amber"),
            Card(Text("完成率", "Attainment"), "70.3%", "70.25%"),
        ),
        conclusion=(Said(Text("{name} 最多", "{name} leads").format(name=name), "green", "customers"),),
        parts=(_results(), _customers(name, rows), _causes(), _fields()),
        ends=(Line(Text("没有的：回款名单", "missing: payments"), "dim"),),
        unit=UNITS["万"],
    )


def _results() -> ReportPart:
    columns = (
        Column("month", Text("月份", "Month"), "text"),
        Column("target", Text("目标", "Target"), "amount"),
        Column("actual", Text("实际", "Actual"), "amount"),
        Column("attainment", Text("完成率", "Attainment"), "share", bar=True),
        Column("light", Text("灯", "Light"), "code", LIGHTS, lights=True),
    )
    specs = (ColumnSpec("depth", "integer"), *(ColumnSpec(c.key, c.kind) for c in columns))
    lights = ("amber", None, "green")
    cells = zip(MONTHS, TARGETS, ACTUALS, lights, strict=True)
    rows = tuple((1, m, t, a, None if a is None else a / t, light) for m, t, a, light in cells)
    table = ReportTable(
        "months",
        Text("各月", "Months"),
        columns,
        Table(specs, tuples=rows),
        totals={"target": sum(TARGETS), "actual": Decimal("5503000.5")},
        summed=frozenset(("target", "actual")),
        level="depth",
    )
    series = (
        Series("target", Text("目标", "Target"), TARGETS, hue="quiet", line=True, dashed=True),
        Series("actual", Text("实际", "Actual"), ACTUALS),
    )
    hues = ("amber", "main", "green")
    columns_chart = Chart(
        *("months", "columns", Text("各月", "Months"), "months", "month", MONTHS, series),
        told=Text("两个月里一个完成", "one of two months was reached"),
        hues=hues,  # type: ignore[arg-type] # literals in a tuple
    )
    lines = Chart("pace", "lines", Text("进度", "Pace"), "months", "month", MONTHS, series)
    return ReportPart(
        "results", Text("业绩", "Results"), (Line(Text("见表", "see the table")), columns_chart, lines, table)
    )


def _customers(name: str, rows: int) -> ReportPart:
    names = (name, *(f"客户{number}" for number in range(2, rows + 1)))
    amounts = tuple(Decimal(1000 - number) for number in range(rows))
    columns = (Column("name", Text("客户", "Customer"), "text"), Column("amount", Text("金额", "Amount"), "amount"))
    specs = tuple(ColumnSpec(c.key, c.kind) for c in columns)
    table = ReportTable(
        *("customers", Text("客户", "Customers"), columns),
        Table(specs, tuples=tuple(zip(names, amounts, strict=True))),
        totals={"amount": sum(amounts, Decimal(0))},
        summed=frozenset(("amount",)),
    )
    few = names[:10]
    bars = Chart(
        *("customers", "bars", Text("客户", "Customers"), "customers", "name", few),
        (Series("amount", Text("金额", "Amount"), amounts[:10]),),
    )
    at = tuple(Decimal(n) / 4 for n in range(5))
    reached = (Decimal(0), Decimal("0.6"), Decimal("0.8"), Decimal("0.95"), Decimal(1))
    curve = Chart(
        *("pareto", "curve", Text("帕累托", "Pareto"), "pareto", "share", tuple(f"{n * 25}%" for n in range(5))),
        (Series("reached", Text("累计占比", "Reached"), reached, "share"),),
        at=at,
        limit=(Decimal("0.8"), "80%"),
    )
    points = Table(
        (ColumnSpec("share", "share"), ColumnSpec("reached", "share")), tuples=tuple(zip(at, reached, strict=True))
    )
    heads = (
        Column("share", Text("客户占比", "Customers"), "share"),
        Column("reached", Text("累计", "Reached"), "share"),
    )
    recency = tuple(map(str, range(1, 6)))
    cross = tuple(tuple(Decimal(r * c) if r * c else None for c in range(5)) for r in range(1, 6))
    scores = ("f1", "f2", "f3", "f4", "f5")
    specs = (ColumnSpec("recency", "text"), *(ColumnSpec(key, "integer") for key in scores))
    heat_columns = (Column("recency", "R", "text"), *(Column(key, key.upper(), "integer") for key in scores))
    counts = tuple((r, *(None if v is None else int(v) for v in row)) for r, row in zip(recency, cross, strict=True))
    heat = Chart(
        *("rfm", "heat", "RFM", "rfm", "recency", recency),
        tuple(Series(key, key.upper(), tuple(row[at] for row in cross), "integer") for at, key in enumerate(scores)),
        heads=(Text("最近", "Recency"), Text("频率", "Frequency")),
    )
    return ReportPart(
        "customers",
        Text("客户", "Customers"),
        (
            *(bars, table, curve, ReportTable("pareto", Text("帕累托", "Pareto"), heads, points)),
            *(heat, ReportTable("rfm", "RFM", heat_columns, Table(specs, tuples=counts))),
        ),
    )


def _causes() -> ReportPart:
    labels = ("去年", "价格", "数量", "今年")
    values = (Decimal(1000), Decimal(-50), Decimal(250), Decimal(1200))
    chart = Chart(
        *("causes", "waterfall", Text("原因", "Causes"), "causes", "cause", labels),
        (Series("amount", Text("金额", "Amount"), values),),
        levels=(0, 3),
        hues=("quiet", "down", "up", "main"),
    )
    columns = (Column("cause", Text("原因", "Cause"), "text"), Column("amount", Text("金额", "Amount"), "amount"))
    specs = tuple(ColumnSpec(c.key, c.kind) for c in columns)
    table = ReportTable(
        "causes", Text("原因", "Causes"), columns, Table(specs, tuples=tuple(zip(labels, values, strict=True)))
    )
    return ReportPart("causes", Text("原因", "Causes"), (chart, table))


def _fields() -> ReportPart:
    strong = Panel("S", (Entry("S1", "交货快", "0.4×4=1.6"),), tone="green")
    weak = Panel("W", (Entry("W1", "人手少", "0.6×2=1.2"),), tone="amber")
    return ReportPart("swot", "SWOT", (Board(((strong, weak),)),))
