"""What is to be said about the lists behind the indicators, and about deals that lie still."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from salesplan.compute.activity.kpi_group import GroupWish
from salesplan.compute.activity.kpi_wallet import Wallet
from salesplan.compute.activity.kpi_work import RECORDED, Sources
from salesplan.compute.activity.stages import StageCounts
from salesplan.compute.customers.classify import Graded
from salesplan.compute.naming import names_of
from salesplan.compute.prospects.deal_sound import counted_deals
from salesplan.compute.prospects.deal_state import unknown_stages
from salesplan.compute.team.rep_cells import rep_findings
from salesplan.compute.team.staff import staff_findings
from salesplan.errors import Problem, Severity
from salesplan.model.period import Period
from salesplan.model.records import Records
from salesplan.model.result import Input, place_of
from salesplan.model.tables import TABLES, table_fields
from salesplan.text import Text


def of_recording(recorded: Sequence[str], inputs: Sequence[Input]) -> Iterator[Problem]:
    """Columns by which quality is judged that the contacts do not have."""
    lacking = [table_fields("activities")[each].header.label for each in RECORDED if each not in recorded]
    if not lacking:
        return
    what = Text(
        "跟进记录没有“{names}”这一列，有质量的联系按其余的算",
        "the activities have no column {names}: quality is judged without it",
    )
    nothing = Text(
        "跟进记录没有目的、结果、下一步，算不出有质量的联系",
        "the activities tell neither purpose, outcome nor next step: quality is not known",
    )
    fix = Text("以后每次联系都记上：目的、结果、下一步", "record purpose, outcome and next step of every contact")
    told = what.format(names=names_of(lacking)) if recorded else nothing
    yield Problem("KPI-not-recorded", "warning", told, fix, place_of(inputs))


def of_begin(begin: Mapping[str, date], period: Period, graded: Graded) -> Iterator[Problem]:
    """Lists that begin only within the days that are looked at."""
    inputs = {"activities": graded.contacts, "orders": graded.lines}
    for source, day in begin.items():
        held = inputs[source]
        if day > period.first and (day - period.first).days > 7:  # noqa: PLR2004 - a week of slack
            what = Text(
                "“{list}”从 {day} 才开始，{first} 到那天之间的不知道，数会偏低",
                "the list of {list} begins on {day}: nothing is known from {first} on until then, figures are too low",
            ).format(list=TABLES[source].label, day=day, first=period.first)
            fix = Text("给更早的名单，或把 --window 缩短", "give an older list, or a shorter --window")
            yield Problem("KPI-list-begins", "warning", what, fix, place_of(held.inputs if held else ()), str(day))


def of_group(wish: GroupWish, customers: int) -> Iterator[Problem]:
    """A group of nobody, and one that is made of those who bought lately."""
    if not customers:
        what = Text("目标客户一家也没有", "the target group is empty")
        fix = Text("用 --group 换一个：A,B、tier=A 或 all", "name another one with --group: A,B, tier=A or all")
        yield Problem("KPI-empty-group", "warning", what, fix)
    elif wish.by == "class" and "A" in wish.values:
        what = Text(
            "A 级就是近期下过单的客户，渗透率天然偏高",
            "class A are customers who ordered lately: penetration is high by definition",
        )
        fix = Text(
            "看开拓效果用 --group B,C 或细分市场", "to see how far you got with others use --group B,C or segments"
        )
        yield Problem("KPI-class-a", "note", what, fix)


def of_people(sources: Sources, graded: Graded) -> Iterator[Problem]:
    """Names in the lists that are nobody's in the team, rows without one, people in two teams."""
    staff = sources.staff
    yield from staff_findings(staff, place_of(() if sources.reps is None else sources.reps.inputs))
    used = (
        (graded.activities, "rep"),
        (graded.orders, "rep"),
        (sources.deals, "owner"),
    )
    for records, column in used:
        if records is None:
            continue
        names = _names(records, column)
        shared = sources.shared if records is graded.orders else None
        yield from rep_findings(staff, {records.table: names}, records.inputs, shared)
        bare = len(records) - sum(names.values())
        if bare and not names:
            yield _names_nobody(records, column)
        elif bare:
            what = Text(
                "“{list}”有 {n} 行没有写是谁的，只算在合计里",
                "{n} rows of {list} name nobody: they count for all together only",
            ).format(list=TABLES[records.table].label, n=f"{bare:,}")
            fix = Text("补上业务员", "fill in whose they are")
            yield Problem("KPI-no-rep", "note", what, fix, place_of(records.inputs))


def _names_nobody(records: Records, column: str) -> Problem:
    what = Text(
        "“{list}”没有一行写是谁的：各人的数不知道，只有合计",
        "no row of {list} names anybody: the figures of each person are not known, only those of all together",
    ).format(list=TABLES[records.table].label)
    fix = Text("加上“{column}”这一列", "add a column {column}")
    label = table_fields(records.table)[column].header.label
    return Problem("KPI-no-rep", "warning", what, fix.format(column=label), place_of(records.inputs))


def _names(records: Records, column: str) -> dict[str, int]:
    if not records.has(column):
        return {}
    return dict(Counter(name for name in records.frame.get_column(column).to_list() if name))


def of_wallet(wallet: Wallet, graded: Graded) -> Iterator[Problem]:
    """Customers who bought more than they are said to spend."""
    if not wallet.above:
        return
    what = Text(
        "{n} 家买的比名单里写的“{basis}”还多（{names}）：写低了，份额偏高",
        "{n} customers bought more than their {basis} ({names}): it is too low, and the share too high",
    ).format(
        n=f"{wallet.above:,}",
        basis=table_fields("customers")[wallet.basis].header.label,
        names=names_of(wallet.above_names),
    )
    fix = Text("核对这些客户的数，改高", "check the figure of these customers and raise it")
    place = place_of(() if graded.customers is None else graded.customers.inputs)
    severity: Severity = "warning" if wallet.basis == "wallet" else "note"
    yield Problem("KPI-wallet-low", severity, what, fix, place, wallet.above_names[0])


def of_stages(s: StageCounts, sources: Sources) -> Iterator[Problem]:
    """Deals that do not tell where they are, or since when."""
    if sources.deals is None:
        return
    place = place_of(sources.deals.inputs)
    if s.lost_unplaced:
        what = Text(
            "{n} 单输单没写输在哪个阶段，不在各阶段里，转化率偏高",
            "{n} lost deals do not say in which stage: they are in none, and conversion is too high",
        ).format(n=f"{s.lost_unplaced:,}")
        fix = Text(
            "输赢写在“商机状态”，“销售阶段”留着最后走到的那个",
            "put the outcome into the status and leave the last stage as it was",
        )
        yield Problem("STAGES-lost-unplaced", "warning", what, fix, place)
    rows = [(deal.stage, deal.state) for deal in counted_deals(sources.deals, sources.words)]
    for one in unknown_stages(rows, sources.words):
        what = Text(
            "{rows} 单的阶段“{name}”不在计划的流程里", "{rows} deals are in a stage {name} that the plan does not have"
        ).format(rows=f"{one.rows:,}", name=one.name)
        near = Text(
            "是“{near}”吗？改成一致，或写进 strategy.process",
            "is it {near}? Make them agree, or add it to strategy.process",
        )
        fix = near.format(near=one.near) if one.near else Text("写进 strategy.process", "add it to strategy.process")
        yield Problem("STAGES-unknown", "warning", what, fix, place, one.name)
    if s.open and s.days == "age":
        what = Text(
            "商机名单没有“进入阶段日期”：按商机建了多久、对照走到这一步一共允许几天来判断卡没卡住",
            "the deals do not say since when they are in their stage: their age is held against the days of all "
            "stages so far",
        )
        fix = Text("导出时带上进入阶段的日期", "export the day on which the stage was entered, too")
        yield Problem("STAGES-by-age", "note", what, fix, place)
