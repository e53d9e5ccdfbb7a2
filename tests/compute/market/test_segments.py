"""Customers by segment: who belongs where, by hand and for any list; figures, overlaps, reasons, targets."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import narwhals as nw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesplan.compute.market.segment_amounts import buying
from salesplan.compute.market.segment_rules import columns_wanted
from salesplan.compute.market.segments import (
    Overlap,
    SegmentsSummary,
    Unmatched,
    customers_of,
    rows_of,
    segmented,
    summary_of,
)
from salesplan.load.lists import read_list
from salesplan.model.plan.market import Segment, SegmentParameters
from salesplan.model.reading import ReadOptions
from salesplan.model.records import Records
from salesplan.model.window import parse_window

AS_OF = date(2026, 7, 1)
Cells: TypeAlias = Mapping[str, Sequence[str]]
Sort: TypeAlias = Callable[..., tuple[nw.DataFrame[Any], SegmentsSummary]]


def seg(id_: str, /, **scores: object) -> Segment:
    return Segment.model_validate({"id": id_, **scores})


def money(*values: Decimal | None) -> list[str | None]:
    """Amounts as plain figures."""
    return [None if value is None else f"{value.normalize():f}" for value in values]


@pytest.fixture
def sort(tmp_path: Path) -> Sort:
    """The customers of a list, given by its columns, put into segments: a row each, and the figures."""

    def run(
        columns: Cells, segments: Sequence[Segment], orders: Records | None = None, targets: int = 2
    ) -> tuple[nw.DataFrame[Any], SegmentsSummary]:
        rows = len(next(iter(columns.values())))
        whole = {
            "客户编号": [f"C{n}" for n in range(1, rows + 1)],
            "客户名称": [f"客户{n}" for n in range(1, rows + 1)],
            **columns,
        }
        file = tmp_path / "customers.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([list(whole), *zip(*whole.values(), strict=True)])
        customers = read_list([str(file)], ReadOptions(also=columns_wanted(segments)), table="customers")
        bought = buying(customers, orders, as_of=AS_OF, window=parse_window("365"), a_days=30, amount="amount")
        frame = segmented(customers, segments, bought.population)
        return frame, summary_of(frame, segments, SegmentParameters(), targets, bought.scale)

    return run


def places(frame: nw.DataFrame[Any]) -> list[int | None]:
    return list(frame.get_column("place").to_list())


@pytest.mark.oracle("6.4-a")
def test_the_example_of_the_article(sort: Sort) -> None:
    """Age 35 to 55, both included, income strictly above 100,000, and a parent; without an income nobody knows."""
    parents = seg("P", when={"年龄": "35..55", "年收入": ">100000", "有孩子": "yes"})
    columns = {
        "年龄": ["35", "55", "40", "56", "40"],
        "年收入": ["100001", "150000", "100000", "200000", ""],
        "有孩子": ["yes"] * 5,
    }
    frame, summary = sort(columns, [parents])
    assert places(frame) == [0, 0, None, None, None]
    assert frame.get_column("reason").to_list() == [None, None, "no_rule", "no_rule", "missing"]
    assert summary.reasons == (Unmatched("no_rule", (), 2), Unmatched("missing", ("年收入",), 1))
    assert (summary.matched, summary.unmatched, summary.unmatched_share) == (2, 3, Decimal("0.6"))


@pytest.mark.parametrize(
    ("condition", "cells", "fits"),
    [
        ("35..55", ["34.99", "35", "55", "55.01"], [False, True, True, False]),
        ("35.5..35.5", ["35.4", "35.5", "35.6"], [False, True, False]),
        (">10万", ["100000", "100000.01", "10.1万", "9万"], [False, True, True, False]),
        (">=10万", ["99999.99", "100000"], [False, True]),
        ("<10万", ["99999.99", "100000"], [True, False]),
        ("<=10万", ["100000", "100000.01"], [True, False]),
        (">0.005", ["0", "0.01", "0.005"], [False, True, False]),
        ("<0.005", ["0", "0.01"], [True, False]),
        (">=0.005", ["0", "0.01"], [False, True]),
        ("0.005..1", ["0", "0.01", "1", "1.01"], [False, True, True, False]),
        (">=99999999999999999999999", ["5", ""], [False, None]),
        ("<=99999999999999999999999", ["5", ""], [True, None]),
        (">-99999999999999999999999", ["5"], [True]),
        ("2026-01-01..2026-06-30", ["2025-12-31", "2026-1-1", "2026年6月30日", "2026/7/1"], [False, True, True, False]),
        (">2026-01-01", ["2026-01-01", "2026-01-02"], [False, True]),
        (">=2026-01-01", ["2025-12-31", "2026-01-01"], [False, True]),
        ("<2026-01-01", ["2025-12-31", "2026-01-01"], [True, False]),
        ("<=2026-01-01", ["2026-01-01", "2026-01-02"], [True, False]),
        (">8%", ["8%", "8.1%", "9%"], [False, True, True]),
        ("5%..8%", ["4.9%", "5%", "8%"], [False, True, True]),
        ("Ｅａｓｔ China", [" east  CHINA ", "East", "Ｅast China", "-"], [True, False, True, None]),
        ("是", ["是", "Y", "√", "否", "", "不清楚"], [True, True, True, False, None, False]),
        ("否", ["是", "无", "no"], [False, True, True]),
        ("3", ["3", "3.0", "30", "三"], [True, True, False, False]),
        ("10万", ["100000", "10万", "100,000", "1"], [True, True, True, False]),
        ("2026-01-05", ["2026/1/5", "2026-01-06"], [True, False]),
        ("8%", ["8%", "9%"], [True, False]),
        ("=35..55", ["35..55", "40"], [True, False]),
        (["苏州", "上海"], ["苏州", "上海", "北京", ""], [True, True, False, None]),
        (["<18", ">=60"], ["17", "18", "60", "", "多"], [True, False, True, None, None]),
        (["高", ">90"], ["高", "95", "低", "80"], [True, True, None, False]),
    ],
)
def test_a_condition(sort: Sort, condition: str | list[str], cells: list[str], fits: list[bool | None]) -> None:
    """True, false, or not known, for each cell."""
    frame, _ = sort({"别的列": cells}, [seg("S", when={"别的列": condition})])
    assert frame.get_column("fit:0").to_list() == fits


def test_figures_cells_of_fields_are_read_as_the_list_says(sort: Sort) -> None:
    """A column in 万元 is in yuan; a field may be named by key, title or another name; words of MAN are points."""
    columns = {"年销售额(万元)": ["12", "8"], "大区": ["华东", "华南"], "需求度": ["强", "1"]}
    rules = {"amount": ">10万", "区域": "华东", "need": ">=4"}
    assert places(sort(columns, [seg("S", when=rules)])[0]) == [0, None]


def test_the_first_segment_that_fits_counts(sort: Sort) -> None:
    columns = {
        "区域": ["华东", "华东", "华南", "华北"],
        "年龄": ["40", "20", "40", "70"],
        "年销售额": ["10", "20", "30", "40"],
    }
    frame, s = sort(
        columns, [seg("A", when={"区域": "华东"}), seg("B", when={"年龄": "30..50"}), seg("C", when={"区域": "西南"})]
    )
    assert places(frame) == [0, 0, 1, None]
    first, second, third = s.segments
    assert (first.customers, first.fits, money(first.share, first.amount, first.average)) == (2, 2, ["0.5", "30", "15"])
    assert (second.customers, second.fits, money(second.amount, second.amount_share)) == (1, 2, ["30", "0.3"])
    assert (third.customers, third.fits, money(third.amount, third.average)) == (0, 0, ["0", None])
    assert (s.several, s.overlap) == (1, (Overlap("A", "B", 1),))
    assert (s.without.customers, money(s.without.amount, s.net_total)) == (1, ["40", "100"])


def test_a_later_segment_takes_who_is_open_in_an_earlier_one(sort: Sort) -> None:
    """Not known is not yes; a rule that fails decides though another is open."""
    columns = {"年收入": ["", "", "5"], "区域": ["华东", "华南", "华南"]}
    rich, east = seg("A", when={"年收入": ">100", "区域": ["华东", "华南"]}), seg("B", when={"区域": "华东"})
    frame, summary = sort(columns, [rich, east])
    assert places(frame) == [1, None, None]
    assert summary.reasons == (Unmatched("missing", ("年收入",), 1), Unmatched("no_rule", (), 1))
    frame, summary = sort(columns, [seg("A", when={"年收入": ">100", "区域": "华北"})])
    assert summary.reasons == (Unmatched("no_rule", (), 3),)


def test_every_field_that_leaves_it_open_is_named(sort: Sort) -> None:
    columns = {"年龄": ["", ""], "年收入": ["", "5"], "区域": ["华东", "华东"]}
    rules = [
        seg("A", when={"年龄": ">1", "区域": "华东"}),
        seg("B", when={"年收入": ">1", "区域": "华东", "年龄": ">1"}),
    ]
    assert sort(columns, rules)[1].reasons == (
        Unmatched("missing", ("年龄",), 1),
        Unmatched("missing", ("年龄", "年收入"), 1),
    )


def test_a_customer_in_two_rows_counts_once(sort: Sort) -> None:
    columns = {"客户编号": ["1", "1", "2"], "区域": ["华东", "华南", "华东"], "年销售额": ["5", "9", "1"]}
    _, s = sort(columns, [seg("A", when={"区域": "华东"}), seg("B", when={"区域": "华南"})])
    assert [(part.customers, *money(part.amount)) for part in s.segments] == [(1, "1"), (1, "9")]
    assert s.customers == 2


def test_amounts_of_orders_count_for_customers_of_the_list(sort: Sort, orders_of: Callable[..., Records]) -> None:
    """Only the window's, net of returns; customers of the orders alone are in no segment."""
    orders = orders_of(("C1", "O1", 5, 100), ("C1", "O1", 3, -40), ("C2", "O2", 400, 70), ("C9", "O3", 5, 1000))
    frame, s = sort({"区域": ["华东", "华东"]}, [seg("A", when={"区域": "华东"})], orders)
    assert (s.customers, money(s.net_total, s.segments[0].average)) == (2, ["60", "30"])
    assert frame.get_column("amount").to_list() == [6000, None]


def test_without_amounts_there_are_none(sort: Sort) -> None:
    frame, s = sort({"区域": ["华东"]}, [seg("A", when={"区域": "华东"})])
    first = s.segments[0]
    assert money(s.net_total, first.amount, first.average, first.amount_share) == [None] * 4
    assert "amount" not in customers_of(frame, [seg("A")], None).keys


def test_a_total_that_is_not_above_0_has_no_shares(sort: Sort) -> None:
    _, s = sort({"区域": ["华东", "华南"], "年销售额": ["5", "-5"]}, [seg("A", when={"区域": "华东"})])
    assert money(s.net_total, s.segments[0].amount, s.segments[0].amount_share) == ["0", "5", None]


def test_a_total_below_0_has_no_shares(sort: Sort) -> None:
    _, s = sort({"区域": ["华东", "华南"], "年销售额": ["5", "-9"]}, [seg("A", when={"区域": "华东"})])
    assert money(s.net_total, s.segments[0].amount_share, s.without.average) == ["-4", None, "-9"]


def test_targets_are_the_most_attractive(sort: Sort) -> None:
    """A measure without a score drops out; equal ones by id; no more than are asked for; none without scores."""
    rules = [
        seg("D", when={"区域": "a"}, size=3),
        seg("B", when={"区域": "b"}, size=4, growth=4, profit=4, fit=4, access=4),
        seg("A", when={"区域": "c"}, size=4),
        seg("C", when={"区域": "d"}),
    ]
    _, s = sort({"区域": ["a", "b"]}, rules)
    assert s.targets == ("A", "B")
    assert [(*money(p.attractiveness), p.rank, p.target) for p in s.segments] == [
        ("3", 3, False), ("4", 2, True), ("4", 1, True), (None, None, False),
    ]  # fmt: skip
    assert sort({"区域": ["a"]}, rules, targets=9)[1].targets == ("A", "B", "D")
    _, bare = sort({"区域": ["a"]}, [seg("D", when={"区域": "a"})])
    assert (bare.targets, bare.segments[0].target) == ((), None)


def test_segments_without_rules_or_with_unreadable_ones_fit_nobody(sort: Sort) -> None:
    frame, s = sort({"区域": ["a"]}, [seg("A"), seg("B", when={"区域": "9..1"}), seg("C", when={"区域": []})])
    assert places(frame) == [None]
    assert s.reasons == (Unmatched("no_rule", (), 1),)
    assert len(rows_of(s)) == 4


def test_many_segments_are_no_more_than_many(sort: Sort) -> None:
    """Nothing nests: the first of 400 that fit is found."""
    rules = [seg(f"S{at}", when={"年龄": f"{400 - at}..999"}) for at in range(400)]
    frame, s = sort({"年龄": ["1", "400", "0", "399.5"]}, rules)
    assert places(frame) == [399, 0, None, 1]
    assert s.several == 2


def test_rows(sort: Sort) -> None:
    frame, s = sort({"行业": ["华东", ""], "年销售额": ["8", ""]}, [seg("A", name="东", when={"行业": "华东"})])
    rows = [row["kind"] for row in rows_of(s).records()], [row["segment"] for row in rows_of(s).records()]
    assert rows == (["segment", "unmatched"], ["A", None])
    listed = [
        (row["id"], row["segment"], row["segment_name"], row["reason"], row["missing"], row["amount"], row["row"])
        for row in customers_of(frame, [seg("A", name="东")], 0).records()
    ]
    assert listed == [("C1", "A", "东", None, None, 8, 2), ("C2", None, None, "missing", "行业", None, 3)]


CONDITIONS = st.sampled_from(["1..5", ">3", "<=4", "3", "是", "甲", "=甲", "<2026-01-01", ">5%", "9..1"])
CELLS = st.sampled_from(["", "1", "3", "4.5", "6", "是", "否", "甲", " 甲", "2025-05-05", "7%", "?"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    rules=st.lists(
        st.dictionaries(st.sampled_from("xyz"), st.lists(CONDITIONS, min_size=1, max_size=3), max_size=3), max_size=4
    ),
    cells=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=12),
)
def test_everybody_is_in_one_segment_or_has_a_reason(
    sort: Sort, rules: list[dict[str, list[str]]], cells: list[tuple[str, str, str]]
) -> None:
    segments = [seg(f"S{at}", when=when) for at, when in enumerate(rules)]
    columns = {name: [row[at] for row in cells] for at, name in enumerate("xyz")}
    frame, s = sort(columns, segments)
    assert s.customers == len(cells) == sum(part.customers for part in s.segments) + s.without.customers
    assert s.unmatched == sum(reason.customers for reason in s.reasons)
    for place, reason, missing, *fits in frame.select(
        "place", "reason", "missing", *(f"fit:{at}" for at in range(len(segments)))
    ).iter_rows():
        assert (place is None) == (reason is not None)
        assert (missing is not None) == (reason == "missing")
        assert place == next((at for at, does in enumerate(fits) if does), None)
        assert reason != "missing" or None in fits
    for at, part in enumerate(s.segments):
        shared = [o.customers for o in s.overlap if o.later == part.segment]
        assert part.customers <= (part.fits or 0) <= part.customers + sum(shared)
        assert part.fits == int(frame.get_column(f"fit:{at}").fill_null(value=False).sum())
