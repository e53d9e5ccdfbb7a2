"""Targets beside their orders: what was due, where it lands, the year to date, and sums that hold on every margin."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.targets.actuals.actuals import actuals_of
from salesplan.compute.targets.actuals.deals import weighted_deals
from salesplan.compute.targets.actuals.measure import measured
from salesplan.compute.targets.replan import ReplanTerms, replan_targets
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import decompose
from salesplan.compute.targets.track import TrackSummary, TrackWish, track
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear
from salesplan.model.plan.levels import TIME_LEVELS
from salesplan.model.plan.targets import PaceParameters
from salesplan.model.plan.team import Member, Move, Team
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.result import Input, Result

CALENDAR = work_calendar("CN", range(2024, 2028))
JULY_14 = date(2026, 7, 14)
Line = dict[str, Any]
Row = tuple[date | None, int, str | None, str | None]


def records(table: str, columns: dict[str, Sequence[Any]], scales: dict[str, int]) -> Records:
    rows = len(next(iter(columns.values())))
    data: dict[str, Any] = {SOURCE: [0] * rows, ROW: list(range(2, rows + 2)), **columns}
    dates = {"date": nw.Date(), "close_date": nw.Date()}
    kinds = {SOURCE: nw.Int64(), ROW: nw.Int64(), **dates, **dict.fromkeys(scales, nw.Int64())}
    frame = nw.from_dict(data, schema={key: kinds.get(key, nw.String()) for key in data}, backend="polars")
    return Records(table, frame, scales, (Input(table, f"{table}.xlsx", None),))


def orders(*rows: Row) -> Records:
    names = ("date", "amount", "region", "rep")
    return records("orders", {name: [row[i] for row in rows] for i, name in enumerate(names)}, {"amount": 0})


def run(
    sold: Records,
    by: str = "month",
    total: int = 1_200_000,
    as_of: date = JULY_14,
    deals: Records | None = None,
    wish: TrackWish = TrackWish(),  # noqa: B008 - frozen
    **more: Any,  # noqa: ANN401 - any field of a request
) -> Result[TrackSummary]:
    levels = tuple(by.split(","))
    given_ = {"region": {"华东": 3, "华南": 1}, "rep": {"张三": 1, "李四": 1}}
    weights = {level: {name: Decimal(w) for name, w in given_[level].items()} for level in levels if level in given_}
    wanted = {"weights": weights, "year": FiscalYear(2026), "basis": {}, **more}
    made = decompose(SplitRequest("T", Decimal(total), levels, **wanted), history=None, calendar=CALENDAR, as_of=as_of)
    return track(made, measured(sold, "revenue", "amount"), deals, as_of=as_of, wish=wish)


def lines(result: Result[TrackSummary], level: str) -> list[Line]:
    return [row for row in result.rows.records() if row["level"] == level]


@pytest.mark.oracle("10.1-a")
def test_july_2026_as_a_month_of_a_year() -> None:
    pins = {"month=2026-07": Decimal(460_000)}
    sold = orders((date(2026, 7, 14), 180_000, None, None), (date(2026, 7, 15), 999, None, None))
    result = run(sold, total=4_600_000, pins=pins)
    july = lines(result, "month")[6]
    assert (july["target"], july["actual"], july["expected"]) == (460_000, 180_000, 200_000)
    assert july["pace"] == Decimal("0.9")
    assert july["required_per_day"] == Decimal("21538.46")
    assert (july["landing"], july["light"], july["status"]) == (414_000, "amber", "open")
    assert july["attainment"] == Decimal("0.391304")
    assert july["gap"] == -280_000


def test_closed_open_and_future_periods() -> None:
    result = run(orders((date(2026, 5, 5), 100_000, None, None), (JULY_14, 10, None, None)), basis={"*": "even"})
    june, july, august = lines(result, "month")[5:8]
    assert (june["status"], june["actual"], june["gap"], june["light"]) == ("closed", 0, -100_000, "red")
    assert (june["expected"], june["required_per_day"]) == (100_000, None)
    assert (july["status"], july["actual"]) == ("open", 10)
    assert august["status"] == "future"
    assert {key: value for key, value in august.items() if value is not None} == {
        "month": "2026-08",
        "level": "month",
        "target": 100_000,
        "status": "future",
    }


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        (date(2025, 12, 31), "future"),
        (date(2026, 1, 1), "open"),
        (date(2026, 12, 30), "open"),
        (date(2026, 12, 31), "closed"),
    ],
)
def test_a_year_is_open_from_its_first_day_to_the_one_before_its_last(as_of: date, status: str) -> None:
    summary = run(orders((date(2026, 1, 4), 10, None, None)), as_of=as_of).summary
    assert summary.status == status
    assert (summary.expected is None) == (as_of <= date(2026, 1, 1))
    assert (summary.required_per_day is None) == (status == "closed")


def test_a_target_of_0_and_a_return_larger_than_sales() -> None:
    result = run(orders((JULY_14, -500, "华东", None)), "region,month", total=0)
    assert result.summary.light is None
    assert result.summary.expected is None
    assert result.summary.actual == -500
    assert result.summary.gap == -500
    negative = run(orders((JULY_14, -500, None, None)))
    assert negative.summary.light == "red"
    assert negative.summary.landing is not None
    assert negative.summary.landing < 0


def test_the_year_to_date_leaves_the_month_under_way_out_unless_asked() -> None:
    sold = orders((date(2026, 6, 30), 500_000, None, None), (date(2026, 7, 1), 70_000, None, None))
    closed = run(sold, basis={"*": "even"}).summary.to_date
    assert closed is not None
    assert closed.until == date(2026, 6, 30)
    assert closed.target == 600_000
    assert closed.actual == 500_000
    assert closed.attainment == Decimal("0.833333")
    opened = run(sold, basis={"*": "even"}, wish=TrackWish(include_open=True)).summary.to_date
    assert opened is not None
    assert opened.until == date(2026, 7, 31)
    assert opened.target == 700_000
    assert opened.actual == 570_000
    assert run(sold, as_of=date(2026, 1, 30)).summary.to_date is None


def test_the_closed_months_of_a_quarter_under_way_count_by_their_working_days() -> None:
    result = run(orders((date(2026, 8, 31), 5, "华东", None)), "region,quarter", as_of=date(2026, 9, 10))
    found = {row["region"]: row for row in lines(result, "region")}
    third = {row["region"]: row["target"] for row in lines(result, "quarter") if row["quarter"] == "2026-Q3"}
    halves = {
        row["region"]: sum(each["target"] for each in lines(result, "quarter")[:2]) for row in lines(result, "region")
    }
    assert halves
    for name in ("华东", "华南"):
        first = sum(r["target"] for r in lines(result, "quarter") if r["region"] == name and r["quarter"] < "2026-Q3")
        july_august = Decimal(third[name]) * (23 + 21) / (23 + 21 + 22)
        assert abs(found[name]["ytd_target"] - first - july_august) <= 1
    total = lines(result, "total")[0]
    assert total["ytd_target"] == sum(row["ytd_target"] for row in found.values())
    assert total["ytd_actual"] == 5


def test_weeks_close_one_by_one() -> None:
    result = run(orders((date(2026, 7, 12), 5, None, None)), "week")
    assert result.summary.to_date is not None
    assert result.summary.to_date.until == date(2026, 7, 12)


def test_expected_follows_the_season_inside_a_quarter() -> None:
    past = [(date(2025, month, 20), 1000 if month == 9 else 100, None, None) for month in range(1, 13)]
    sold = orders(*past, (date(2026, 8, 31), 1, None, None))
    levels = ("quarter",)
    request = SplitRequest("T", Decimal(2_100_000), levels, FiscalYear(2026), basis={"quarter": "seasonal"})
    as_of = date(2026, 8, 31)
    made = decompose(request, history=sold, calendar=CALENDAR, as_of=as_of)
    result = track(made, measured(sold, "revenue", "amount"), None, as_of=as_of, wish=TrackWish())
    third = lines(result, "quarter")[2]
    assert third["target"] == 1_200_000
    assert third["expected"] == 200_000
    without = run(orders((date(2026, 8, 31), 1, None, None)), "quarter", as_of=as_of, total=2_480)
    assert lines(without, "quarter")[2]["expected"] == 23 * 10 + 21 * 10


def test_the_worst_member_comes_first_and_periods_stay_in_order() -> None:
    sold = orders(*((date(2026, 3, 2), amount, "华东", name) for name, amount in (("张三", 5_000), ("李四", 900_000))))
    worst = run(sold, "rep,quarter")
    assert [row["rep"] for row in lines(worst, "rep")] == ["张三", "李四"]
    assert [row["quarter"] for row in lines(worst, "quarter")][:4] == [f"2026-Q{i}" for i in range(1, 5)]
    assert worst.summary.lights == {"red": 1, "green": 1}
    planned = run(sold, "rep,quarter", wish=TrackWish(sort="plan"))
    assert [row["rep"] for row in lines(planned, "rep")] == ["张三", "李四"]
    better = orders(
        *((date(2026, 3, 2), amount, "华东", name) for name, amount in (("张三", 900_000), ("李四", 5_000)))
    )
    assert [row["rep"] for row in lines(run(better, "rep,quarter"), "rep")] == ["李四", "张三"]
    one = run(better, "region,rep", wish=TrackWish(level="rep"))
    assert {row["level"] for row in one.rows.records()} == {"total", "rep"}
    shares = [row["landing"] / row["target"] for row in lines(one, "rep") if row["target"] and row["landing"]]
    assert shares == sorted(shares)


def test_landings_by_recent_speed_and_by_deals() -> None:
    sold = orders(*((date(2026, 7, number), 1_000, None, None) for number in (1, 2, 13, 14)))
    deals = records(
        "deals",
        {
            "amount": [100_000, 40_000, 900, 70_000, None, 50_000],
            "probability": [50, 25, 100, 100, 10, 100],
            "close_date": [
                date(2026, 7, 15),
                date(2026, 7, 31),
                JULY_14,
                date(2026, 8, 1),
                date(2026, 7, 20),
                date(2026, 7, 20),
            ],
            "status": ["进行中", None, "进行中", "进行中", "进行中", "赢单"],
            "owner": ["张三", "李四", "张三", "王五", "张三", "张三"],
        },
        {"amount": 0, "probability": 2},
    )
    weighted, notes = weighted_deals(deals)
    assert [note.code for note in notes] == ["TRACK-deals"]
    result = run(sold, pins={"month=2026-07": Decimal(460_000)}, total=4_600_000, deals=weighted)
    july = lines(result, "month")[6]
    assert july["landing"] == 9_200
    assert (july["landing_low"], july["landing_high"]) == (4_000 + 13 * 400, 4_000 + 60_000)
    assert result.summary.landing_pipeline == 4_000 + 130_000
    only = run(
        sold,
        pins={"month=2026-07": Decimal(460_000)},
        total=4_600_000,
        wish=TrackWish(settings=PaceParameters(recent_days=2)),
    )
    assert lines(only, "month")[6]["landing_high"] == 4_000 + 13 * 1_000
    by_rep = run(sold, "rep,month", total=4_600_000, deals=weighted)
    high = {row["rep"]: row["landing_high"] for row in lines(by_rep, "rep") if row["rep"]}
    assert high == {"张三": 50_000, "李四": 10_000}
    (told,) = (problem for problem in by_rep.findings if problem.code == "TRACK-deals")
    assert told.what.in_("en") == "deals that belong to no target are in no landing: 1"
    assert by_rep.summary.landing_pipeline == 0 + 50_000 + 10_000


def test_large_deals_are_weighted_exactly() -> None:
    most = 2**63 - 1
    deals: dict[str, Sequence[Any]] = {
        "amount": [most, -most],
        "probability": [350_000, 1_000_000],
        "close_date": [JULY_14] * 2,
    }
    weighted, _ = weighted_deals(records("deals", deals, {"amount": 2, "probability": 6}))
    assert weighted is not None
    assert weighted.frame.get_column("_measure").to_list() == [most * 3_500, -most * 10_000]
    assert weighted.scales["_measure"] == 6


def test_deals_that_name_no_level_of_the_targets_count_for_the_whole_alone() -> None:
    deals, _ = weighted_deals(
        records(
            "deals",
            {"amount": [10], "probability": [1], "close_date": [date(2026, 8, 3)]},
            {"amount": 0, "probability": 0},
        )
    )
    result = run(orders((JULY_14, 5, "华东", None)), "region,month", deals=deals)
    assert result.summary.landing_pipeline == 15
    assert weighted_deals(records("deals", {"amount": [1]}, {"amount": 0}))[0] is None


def test_what_belongs_to_nobody_is_in_no_row_and_no_total() -> None:
    sold = orders(
        (date(2026, 2, 2), 7, "华东", "张三"), (date(2026, 2, 2), 2, "华东", "王五"), (date(2026, 6, 2), 4, None, None)
    )
    result = run(sold, "region,rep,quarter")
    assert all(row["target"] is not None for row in result.rows.records())
    summary = result.summary
    assert [summary.actual, summary.assigned, summary.of_no_target, summary.orders_total] == [7, 7, 6, 13]
    assert {row["region"]: row["actual"] for row in lines(result, "region")} == {"华东": 7, "华南": 0}
    assert summary.exact
    whole = run(sold, "quarter").summary
    assert [whole.actual, whole.of_no_target] == [13, 0]


def test_a_plan_for_some_regions_is_not_credited_with_the_orders_of_the_others() -> None:
    """Regions of 300 that sold 142 are at 47.3 %, however much the rest of the company sold."""
    sold = orders((JULY_14, 100, "华东", None), (JULY_14, 42, "华南", None), (JULY_14, 196, "西北", None))
    summary = run(sold, "region", total=300).summary
    assert [summary.actual, summary.attainment, summary.light] == [142, Decimal("0.473333"), "amber"]
    assert summary.of_no_target == 196
    assert summary.required_per_day is not None
    assert summary.required_per_day > 0


def test_findings_name_what_to_mend() -> None:
    vacancy = Member(name="待招", joined=date(2026, 2, 1), vacancy=True)
    team = Team(members=(Member(name="张三"), Member(name="李四"), vacancy))
    sold = orders(
        (date(2026, 6, 2), 7, "x", "张三"),
        (date(2026, 6, 2), 7, "x", "张三丰"),
        (date(2026, 8, 2), 7, "x", "张三"),
        (None, 3, "x", "李四"),
    )
    result = run(sold, "rep,month", weights={}, basis={"rep": "even"}, team=team)
    told = {problem.code: problem for problem in result.findings if problem.code.startswith("TRACK")}
    wanted = ("future", "no-target", "no-order", "old-orders", "empty-period")
    assert set(told) == {f"TRACK-{each}" for each in wanted}
    assert told["TRACK-empty-period"].value == "2026-01,2026-02,2026-03,2026-04,2026-05"
    assert "张三" in told["TRACK-no-target"].fix.in_("zh")
    assert told["TRACK-no-target"].place.line == 3
    assert told["TRACK-no-order"].value == "rep=李四"
    assert (told["TRACK-future"].severity, told["TRACK-future"].value) == ("warning", "2026-08-02")
    assert told["TRACK-old-orders"].value == "2026-06-02"
    empty = run(orders((date(2025, 6, 2), 7, "x", "张三")))
    assert "TRACK-no-orders-in-year" in {problem.code for problem in empty.findings}


def test_a_finished_month_without_any_order_is_named_but_not_those_after_the_newest() -> None:
    months = (1, 2, 4)
    result = run(orders(*((date(2026, month, 20), 10, None, None) for month in months)), as_of=date(2026, 6, 30))
    told = {problem.code: problem.value for problem in result.findings}
    assert told["TRACK-empty-period"] == "2026-03"
    assert told["TRACK-old-orders"] == "2026-04-20"
    full = run(orders(*((date(2026, month, 20), 0, None, None) for month in range(1, 7))), as_of=date(2026, 6, 30))
    assert "TRACK-empty-period" not in {problem.code for problem in full.findings}


def staffed(
    as_of: date, *sold: Row, by: str = "region,rep,quarter", pins: dict[str, Decimal] | None = None
) -> Result[TrackSummary]:
    """Li left at the end of June, Wang moved north on 1 July, a newcomer comes on 1 September."""
    team = Team(
        members=(
            Member(name="张三", region="华东"),
            Member(name="李四", region="华东", left=date(2026, 6, 30)),
            Member(name="王芳", region="华东", moves=(Move(on=date(2026, 7, 1), region="华北"),)),
            Member(name="待招", region="华北", joined=date(2026, 9, 1), vacancy=True, ramp=False),
        )
    )
    basis = dict.fromkeys(by.split(","), "even")
    return run(orders(*sold), by, as_of=as_of, weights={}, basis=basis, team=team, pins=pins or {})


def test_those_who_are_gone_owe_nothing_a_day_and_land_where_they_are() -> None:
    sold: list[Row] = [(date(2026, 5, 8), 50_000, "华东", "李四"), (date(2026, 5, 8), 40_000, "华东", "王芳")]
    result = staffed(JULY_14, *sold)
    people = {(row["region"], row["rep"]): row for row in lines(result, "rep")}
    for name, status, brought in (("李四", "left", 50_000), ("王芳", "moved", 40_000)):
        gone = people["华东", name]
        assert (gone["status"], gone["actual"], gone["landing"], gone["landing_high"]) == (status, *[brought] * 3)
        assert gone["expected"] == gone["target"] > 0
        assert gone["required_per_day"] is None
        assert gone["light"] == ("green" if brought >= gone["target"] else "red")
    there = people["华北", "王芳"]
    assert (there["status"], there["light"]) == ("open", "red")
    assert there["required_per_day"] > 0
    waiting = people["华北", "待招"]
    assert (waiting["status"], waiting["actual"], waiting["light"], waiting["required_per_day"]) == (
        "future",
        0,
        None,
        None,
    )
    quarters = {row["quarter"]: row for row in lines(result, "quarter") if row["rep"] == "李四"}
    assert [row["status"] for row in quarters.values()] == ["closed", "closed", "left", "left"]
    last_day = staffed(date(2026, 6, 29), *sold)
    silent = next(problem for problem in last_day.findings if problem.code == "TRACK-no-order")
    assert silent.what.in_("en").startswith("1 targets of a rep ")
    assert {row["status"] for row in lines(last_day, "rep") if row["rep"] == "李四"} == {"open"}
    without = {(row["region"], row["rep"]): row for row in lines(staffed(JULY_14, *sold, by="region,rep"), "rep")}
    assert (without["华东", "李四"]["status"], without["华东", "李四"]["landing"]) == ("left", 50_000)


@pytest.mark.parametrize(
    ("as_of", "left", "comes"),
    [
        (date(2026, 6, 29), "open", "future"),
        (date(2026, 6, 30), "left", "future"),
        (date(2026, 8, 31), "left", "future"),
        (date(2026, 9, 1), "left", "open"),
    ],
)
def test_the_last_day_is_over_on_that_day_and_the_first_has_begun(as_of: date, left: str, comes: str) -> None:
    people = {row["rep"]: row["status"] for row in lines(staffed(as_of, (date(2026, 5, 8), 1, "华东", "张三")), "rep")}
    assert (people["李四"], people["待招"]) == (left, comes)


def test_a_target_fixed_for_days_after_somebody_left_stays_open() -> None:
    pins = {"region=华东/rep=李四/quarter=2026-Q4": Decimal(1_000)}
    result = staffed(JULY_14, (date(2026, 5, 8), 50_000, "华东", "李四"), pins=pins)
    assert next(row["status"] for row in lines(result, "rep") if row["rep"] == "李四") == "open"
    quarters = {row["quarter"]: row["status"] for row in lines(result, "quarter") if row["rep"] == "李四"}
    assert (quarters["2026-Q3"], quarters["2026-Q4"]) == ("left", "future")


def test_a_seat_that_waits_stands_last_and_keeps_what_came_early() -> None:
    result = staffed(JULY_14, (date(2026, 5, 8), 7, "华北", "待招"), (JULY_14, 90_000, "华北", "王芳"))
    north = [row for row in lines(result, "rep") if row["region"] == "华北"]
    assert [(row["rep"], row["actual"]) for row in north] == [("王芳", 90_000), ("待招", 7)]
    assert next(row["actual"] for row in lines(result, "region") if row["region"] == "华北") == 90_007


def test_orders_of_days_when_the_person_was_not_there_are_counted_and_named() -> None:
    sold: list[Row] = [
        (date(2026, 6, 30), 1, "华东", "李四"),
        (date(2026, 7, 1), 20, "华东", "李四"),
        (date(2026, 7, 2), 30, "华东", "李四"),
        (date(2026, 7, 1), 400, "华东", "王芳"),
        (date(2026, 6, 30), 5_000, "华北", "王芳"),
        (date(2026, 7, 1), 60_000, "华北", "王芳"),
        (date(2025, 7, 1), 9, "华东", "张三"),
    ]
    result = staffed(JULY_14, *sold)
    notes = [problem for problem in result.findings if problem.code == "TRACK-not-there"]
    assert {problem.severity for problem in notes} == {"note"}
    assert sorted(problem.what.in_("zh") for problem in notes) == [
        "华东 李四离职（2026-06-30）之后有订单 50（2 行），照样计入",
        "华东 王芳调走（2026-06-30）之后还有订单 400（1 行），照样计入",
        "华北 王芳到岗（2026-07-01）之前有订单 5,000（1 行），照样计入",
    ]
    assert result.summary.actual == sum(row[1] for row in sold[:-1])


def test_customers_are_not_projected_by_the_share_due() -> None:
    sold = orders(*((date(2026, 3, 1 + day), 10, None, None) for day in range(6)))
    frame = sold.frame.with_columns(nw.col(ROW).cast(nw.String()).alias("customer_id"))
    sold = Records("orders", frame, sold.scales, sold.inputs)
    for metric, projected in (("customers", False), ("new_customers", True)):
        request = SplitRequest("c", Decimal(12), ("month",), FiscalYear(2026), name=metric, basis={"*": "even"})
        made = decompose(request, history=None, calendar=CALENDAR, as_of=JULY_14)
        summary = track(made, measured(sold, metric, "amount"), None, as_of=JULY_14, wish=TrackWish()).summary
        assert [summary.actual, summary.by_share, summary.landing is not None] == [6, projected, projected]
        assert summary.landing_recent is not None


ROWS = st.lists(
    st.tuples(
        st.dates(date(2025, 11, 1), date(2026, 12, 31)) | st.none(),
        st.integers(-(10**6), 10**7),
        st.sampled_from(["华东", "华南", "华西", None]),
        st.sampled_from(["张三", "李四", "张三60%、李四40%", "张三/李四", "王五", None]),
    ),
    max_size=25,
)


@settings(max_examples=50, deadline=None)
@given(
    ROWS,
    st.sampled_from(["region,rep,quarter", "quarter,region,month", "region,month,rep", "rep"]),
    st.integers(0, 10**7),
)
def test_the_parts_sum_to_the_whole_at_every_level(rows: list[Row], by: str, total: int) -> None:
    result = run(orders(*rows), by, total=total)
    summary = result.summary
    assert summary.exact
    assert summary.orders_total == sum(amount for _, amount, _, _ in rows)
    assert summary.orders_total == summary.assigned + summary.not_assigned
    assert summary.not_assigned == sum(each.amount for each in summary.unassigned)
    levels = by.split(",")
    for level in levels:
        found = lines(result, level)
        assert sum(row["actual"] or 0 for row in found) == summary.actual
        assert sum(row["target"] or 0 for row in found) == summary.target == total
    members = [level for level in levels if level not in TIME_LEVELS]
    if len(members) > 1 and levels[:2] == members:
        for region in ("华东", "华南"):
            inner = sum(row["actual"] or 0 for row in lines(result, "rep") if row["region"] == region)
            assert inner == next(row["actual"] for row in lines(result, "region") if row["region"] == region)


def test_a_replan_and_a_track_count_the_same_orders() -> None:
    sold = orders(
        *((date(2026, month, 2), 1_000 * month, "华东", "张三") for month in range(1, 8)),
        (date(2026, 6, 2), 70, "华东", "王五"),
        (date(2026, 6, 3), 5, None, None),
        (date(2025, 6, 3), 11, "华东", "王五"),
    )
    weights = {"region": {"华东": Decimal(3), "华南": Decimal(1)}, "rep": {"张三": Decimal(1)}}
    request = SplitRequest("T", Decimal(120_000), ("region", "rep", "month"), FiscalYear(2026), weights=weights)
    made = decompose(request, history=None, calendar=CALENDAR, as_of=JULY_14)
    counted = measured(sold, "revenue", "amount")
    tracked = track(made, counted, None, as_of=JULY_14, wish=TrackWish()).summary
    days = sold.frame.get_column("date").to_list()
    actuals = actuals_of(made, counted, JULY_14)
    planned = replan_targets(made, actuals, ReplanTerms(), as_of=JULY_14, order_days=days).result.summary
    assert [tracked.actual, tracked.of_no_target] == [28_000, 75]
    assert [planned.actual, planned.not_assigned] == [28_000, 75]
