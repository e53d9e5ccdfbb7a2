"""Orders laid over targets: where each goes, split credit, what is left over, and that nothing gets lost."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import narwhals as nw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.targets.actuals.actuals import Actuals, actuals_of
from salesplan.compute.targets.actuals.credit import credit_of
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import Decomposed, decompose
from salesplan.compute.targets.track import adds_up
from salesplan.errors import BadInput, Place, Problem, Severity
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear, Period
from salesplan.model.plan.team import Member, Move, Team
from salesplan.model.records import ROW, SOURCE, Records
from salesplan.model.result import Input
from salesplan.text import Text

CALENDAR = work_calendar("CN", range(2025, 2028))
AS_OF = date(2026, 6, 30)
KNOWN = frozenset(("张三", "李四", "A/B组", "R03", "R04", "Smith, John"))
Row = tuple[date | None, int | None, str | None, str | None]


def orders(rows: Sequence[Row], *names: str) -> Records:
    """Orders from (date, cents, and the two names)."""
    names = names or ("region", "rep")
    data: dict[str, Any] = {SOURCE: [0] * len(rows), ROW: list(range(2, len(rows) + 2))}
    data |= {"date": [row[0] for row in rows], "amount": [row[1] for row in rows]}
    data |= {name: [row[i + 2] for row in rows] for i, name in enumerate(names)}
    kinds = {SOURCE: nw.Int64(), ROW: nw.Int64(), "date": nw.Date(), "amount": nw.Int64()}
    frame = nw.from_dict(data, schema={key: kinds.get(key, nw.String()) for key in data}, backend="polars")
    return Records("orders", frame, {"amount": 2}, (Input("orders", "orders.xlsx", "订单"),))


def made(by: str = "region,rep,quarter", **more: Any) -> Decomposed:  # noqa: ANN401 - any field of a request
    weights = more.pop("weights", {"region": {"华东": 1, "华南": 1}, "rep": {"张三": 1, "李四": 1}})
    levels = by.split(",")
    given_ = {k: {name: Decimal(w) for name, w in each.items()} for k, each in weights.items() if k in levels}
    wish = SplitRequest("T", Decimal(1_000_000), tuple(levels), FiscalYear(2026), weights=given_, **more)
    return decompose(wish, history=None, calendar=CALENDAR, as_of=AS_OF)


def brought(found: Actuals, plan: Decomposed, path: str, time: int = 0) -> Decimal:
    item = next(item for item in found.items if item.path == path)
    return found.amount(item, plan.targets.times[time])


def day(month: int, number: int = 1) -> date:
    return date(2026, month, number)


@pytest.mark.parametrize(
    ("cell", "names", "shares"),
    [
        ("张三60%、李四40%", ("张三", "李四"), (3, 2)),
        ("张三:0.6;李四:0.4", ("张三", "李四"), (3, 2)),
        ("张三：0.6；李四：0.4", ("张三", "李四"), (3, 2)),
        ("张三（60％）李四（40％）", ("张三", "李四"), (3, 2)),
        ("张三 60%, 李四 40%", ("张三", "李四"), (3, 2)),
        ("60%张三+40%李四", ("张三", "李四"), (3, 2)),
        ("R03 60%/R04 40%", ("R03", "R04"), (3, 2)),
        ("张三=3,李四=2", ("张三", "李四"), (3, 2)),
        ("张三33.3%/李四33.3%/R03 33.3%", ("张三", "李四", "R03"), (1, 1, 1)),
        ("张三100%", ("张三",), (1,)),
    ],
)
def test_shares_are_read_in_several_notations(cell: str, names: tuple[str, ...], shares: tuple[int, ...]) -> None:
    found = credit_of(cell, KNOWN, "refuse")
    assert found is not None
    assert (found.names, found.shares, found.fault) == (names, shares, None)


@pytest.mark.parametrize("cell", ["张三/李四", "张三、李四", "张三 李四", "R03|王五"])
def test_several_people_without_shares(cell: str) -> None:
    refused, even = credit_of(cell, KNOWN, "refuse"), credit_of(cell, KNOWN, "even")
    assert refused is not None
    assert even is not None
    assert (refused.fault, even.fault, even.shares) == ("shared", None, (1, 1))


@pytest.mark.parametrize(
    "cell", ["张三60%、李四", "张三60%、李四60%", "张三60%、李四:0.4", "张三50%", "张三0%、李四0%"]
)
def test_shares_that_are_not_the_whole(cell: str) -> None:
    found = credit_of(cell, KNOWN, "even")
    assert found is not None
    assert found.fault == "shares"


@pytest.mark.parametrize("cell", ["张三", "A/B组", "Smith, John", " 张三 ", "王五/赵六", "R05", "", "Doe, Jane"])
def test_one_name_is_one_person_whatever_its_signs(cell: str) -> None:
    assert credit_of(cell, KNOWN, "even") is None


def test_shared_orders_are_counted_once_by_largest_remainder() -> None:
    plan = made("rep,quarter", weights={"rep": {"张三": 1, "李四": 1, "王五": 1}})
    rows: list[Row] = [
        (day(1), 101, "张三60%、李四40%", None),
        (day(1), -101, "张三60%、李四40%", None),
        (day(2), 100, "张三1、李四1、王五1".replace("1", ":1"), None),
        (day(2), 99, "张三60%、赵六40%", None),
    ]
    found = actuals_of(plan, orders(rows[:1], "rep", "x"), AS_OF)
    assert [brought(found, plan, f"rep={name}") for name in ("张三", "李四")] == [Decimal("0.61"), Decimal("0.40")]
    found = actuals_of(plan, orders(rows, "rep", "x"), AS_OF)
    assert [brought(found, plan, f"rep={n}") for n in ("张三", "李四", "王五")] == [
        Decimal("0.93"),
        Decimal("0.33"),
        Decimal("0.33"),
    ]
    (left,) = found.unassigned
    assert (left.why, left.name, left.amount, left.rows) == ("unknown", "赵六", Decimal("0.40"), 1)
    assert found.total == Decimal("1.99") == found.assigned + found.not_assigned


def test_orders_without_shares_go_to_nobody_or_evenly() -> None:
    plan = made("rep,quarter")
    given_ = orders([(day(1), 101, "张三/李四", None)], "rep", "x")
    refused = actuals_of(plan, given_, AS_OF)
    assert [(each.why, each.name) for each in refused.unassigned] == [("shared", "张三/李四")]
    assert [brought(refused, plan, ""), refused.of_no_target] == [0, Decimal("1.01")]
    even = actuals_of(plan, given_, AS_OF, shared="even")
    assert [brought(even, plan, f"rep={name}") for name in ("张三", "李四")] == [Decimal("0.51"), Decimal("0.50")]
    assert not even.unassigned


def test_every_reason_with_its_rows_and_places() -> None:
    plan = made()
    rows: list[Row] = [
        (day(1), 1_00, "华东", "张三"),
        (day(1), 2_00, "华东", None),
        (day(1), 3_00, "华东", "张山"),
        (day(1), 4_00, None, "张三"),
        (day(1), 5_00, "华西", "张三"),
        (None, 6_00, "华东", "张三"),
        (day(7, 1), 7_00, "华东", "张三"),
        (date(2025, 12, 31), 8_00, "华东", "张三"),
        (day(1), None, "华东", "张三"),
        (day(6, 30), 9_00, " 华东 ", "张三"),
        (day(1), 10_00, "华东", "  "),
    ]
    found = actuals_of(plan, orders(rows), AS_OF)
    told: dict[Any, Any] = {
        (u.why, u.level, u.name): (u.rows, u.amount, [p.cell for p in u.places]) for u in found.unassigned
    }
    assert told == {
        ("no_date", None, None): (1, 6, ["A7"]),
        ("future", None, None): (1, 7, ["A8"]),
        ("other_year", None, None): (1, 8, ["A9"]),
        ("blank", "region", None): (1, 4, ["A5"]),
        ("unknown", "region", "华西"): (1, 5, ["A6"]),
        ("blank", "rep", None): (2, 12, ["A3", "A12"]),
        ("unknown", "rep", "张山"): (1, 3, ["A4"]),
        ("no_amount", None, None): (1, 0, ["A10"]),
    }
    assert [found.total, found.assigned, found.not_assigned, found.rows] == [55, 10, 45, 10]
    assert found.of_no_target == 4 + 5 + 12 + 3
    assert brought(found, plan, "") == 10
    assert brought(found, plan, "region=华东") == 10
    assert brought(found, plan, "region=华东/rep=张三", 2) == 9
    assert adds_up(found, 2)


@pytest.mark.parametrize(
    ("name", "near"),
    [("华东区", "华东"), ("华东大区", "华东"), ("华北", None), ("东华", None), ("西南", None)],
)
def test_only_a_name_that_is_really_near_is_offered(name: str, near: str | None) -> None:
    found = actuals_of(made("region,quarter"), orders([(day(1), 100, name, None)]), AS_OF)
    assert [(u.why, u.name, u.near) for u in found.unassigned] == [("unknown", name, near)]


def test_a_name_with_its_target_elsewhere() -> None:
    plan = made(
        weights={"region": {"华东": 1, "华南": 1}},
        team=Team(members=(Member(name="张三", region="华东"), Member(name="李四", region="华南"))),
    )
    found = actuals_of(plan, orders([(day(1), 100, "华南", "张三")]), AS_OF)
    (left,) = found.unassigned
    assert (left.why, left.name, left.near) == ("elsewhere", "张三", "region=华东/rep=张三")


def test_the_team_says_where_a_person_belonged_on_the_day() -> None:
    moved = Member(name="张三", region="华东", moves=(Move(on=day(4), region="华南"),))
    plan = made("region,quarter", weights={"region": {"华东": 1, "华南": 1}}, team=Team(members=(moved,)))
    rows: list[Row] = [(day(3, 31), 100, "张三", None), (day(4), 200, "张三", None), (day(4), 400, "王五", None)]
    found = actuals_of(plan, orders(rows, "rep", "x"), AS_OF)
    assert [brought(found, plan, f"region={name}") for name in ("华东", "华南")] == [1, 2]
    assert [(u.why, u.level, u.name) for u in found.unassigned] == [("unknown", "rep", "王五")]


def test_an_outer_level_without_a_column_follows_the_only_member_inside() -> None:
    plan = made(
        weights={"region": {"华东": 1, "华南": 1}},
        team=Team(members=(Member(name="张三", region="华东"), Member(name="李四", region="华南"))),
    )
    found = actuals_of(plan, orders([(day(1), 100, "李四", None)], "rep", "x"), AS_OF)
    assert brought(found, plan, "region=华南/rep=李四") == 1
    assert not found.unassigned


def test_a_level_without_any_column_is_refused() -> None:
    with pytest.raises(BadInput) as raised:
        actuals_of(made(), orders([(day(1), 100, "x", None)], "city", "x"), AS_OF)
    assert [(p.code, p.value) for p in raised.value.problems] == [
        ("TRACK-no-column", "region"),
        ("TRACK-no-column", "rep"),
    ]


def test_days_before_the_year_serve_the_recent_speed_alone() -> None:
    plan = made()
    rows: list[Row] = [(date(2025, 12, 31), 500, "华东", "张三"), (day(1, 5), 200, "华东", "李四")]
    found = actuals_of(plan, orders(rows), AS_OF)
    span = Period(date(2025, 12, 1), day(1, 31))
    sums = dict(zip([item.path for item in found.items], found.within(span), strict=True))
    assert (sums["region=华东/rep=张三"], sums["region=华东"], sums[""]) == (500, 700, 700)
    rows.append((date(2025, 12, 30), 9_00, "华东", "王五"))
    assert actuals_of(plan, orders(rows), AS_OF).within(span)[0] == 700
    assert brought(found, plan, "") == 2


def test_rows_left_out_in_reading_are_named_with_their_number() -> None:
    plan = made()

    def bad(code: str, place: Place, severity: Severity = "error") -> Problem:
        return Problem(code, severity, Text("坏", "bad"), Text("改", "mend"), place)

    cells = ("D3", "E3", "D5", "D9", "D11")
    found = [bad("READ-currency", Place(file="orders.xlsx", sheet="订单", cell=cell)) for cell in cells]
    found += [
        bad("READ-amount", Place(file="orders.xlsx", sheet="订单", cell="C5")),
        bad("READ-amount", Place(file="orders.xlsx", sheet="订单", cell="C7")),
        bad("READ-amount", Place(file="orders.csv", line=7)),
        bad("READ-currency", Place(file="orders.csv", line=8), "warning"),
    ]
    listed = orders([(day(1), 1_00, "华东", "张三")])
    inputs = (
        Input("orders", "orders.xlsx", "订单", left_out={"bad": 5, "blank": 9}),
        Input("orders", "orders.csv", left_out={"bad": 1}),
    )
    told = actuals_of(plan, replace(listed, findings=tuple(found), inputs=inputs), AS_OF)
    kept: list[Any] = [(u.why, u.rows, u.amount, [p.cell or p.line for p in u.places]) for u in told.unassigned]
    assert kept == [("currency", 4, 0, ["D3", "D5", "D9"]), ("unread", 2, 0, ["C7", 7])]
    assert told.total == told.assigned == 1


NAMES = st.sampled_from(["华东", "华南", "华东 ", "华西", "", None])
REPS = st.sampled_from(["张三", "李四", "张三60%、李四40%", "张三/李四", "张三:0.5;王五:0.5", "王五", "", None])
DAYS = st.dates(date(2025, 6, 1), date(2027, 3, 1)) | st.none()
LIMIT = 2**63 - 1
"""The largest amount that loading lets in, in smallest units."""
AMOUNTS = st.integers(-(10**9), 10**12) | st.integers(-LIMIT, LIMIT) | st.none()
ROWS = st.lists(st.tuples(DAYS, AMOUNTS, NAMES, REPS), max_size=40)


def test_six_large_orders_do_not_wrap_round() -> None:
    rows: list[Row] = [(day(1, 10 + n % 2), 4_000_000_000_000_123_456, "华东", "张三") for n in range(6)]
    plan = made()
    found = actuals_of(plan, orders([*rows, *[(day(1), LIMIT, "华西", "张三")] * 3]), AS_OF)
    assert brought(found, plan, "region=华东/rep=张三", 1) == Decimal("240000000000007407.36")
    assert found.within(Period(day(1), day(1, 31)))[0] == 24_000_000_000_000_740_736
    assert found.not_assigned == Decimal(3 * LIMIT).scaleb(-2)
    assert found.total == found.assigned + found.not_assigned
    assert adds_up(found, 2)


def test_a_large_order_is_shared_to_the_unit() -> None:
    plan = made("rep,quarter")
    cell = "张三 33.33%、李四 66.67%"
    for amount, parts in (
        (200_000_000_050, ("666600000.17", "1333400000.33")),  # remainders 0.665 and 0.335 of a cent
        (2_000_000_000_500_000, ("6666000001666.50", "13334000003333.50")),  # x 6667 is over 2^63
        (LIMIT, ("30741498998836967.76", "61492221369710790.31")),  # remainders 4731 and 5269 of 10000
        (-LIMIT, ("-30741498998836967.76", "-61492221369710790.31")),
    ):
        found = actuals_of(plan, orders([(day(1), amount, cell, None)], "rep", "x"), AS_OF)
        assert [brought(found, plan, f"rep={n}") for n in ("张三", "李四")] == [Decimal(part) for part in parts]
        assert found.assigned == Decimal(amount).scaleb(-2)


def test_a_number_that_is_no_share_refuses_the_sharing() -> None:
    found = credit_of("张三:13800138000999、李四:13900139000", KNOWN, "even")
    assert found is not None
    assert found.fault == "shares"
    known = credit_of("张三:1000000000000、李四:1", KNOWN, "even")
    assert known is not None
    assert (known.fault, known.shares) == (None, (10**12, 1))


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from(["region,rep,quarter", "quarter,rep,month", "rep", "month"]), st.booleans(), st.randoms())
def test_nothing_gets_lost_whatever_the_orders(rows: list[Row], by: str, even: bool, order: random.Random) -> None:  # noqa: FBT001 - drawn
    plan, levels = made(by), sum(level in ("region", "rep") for level in by.split(","))
    found = actuals_of(plan, orders(rows), AS_OF, shared="even" if even else "refuse")
    known = [(when, amount) for when, amount, _, _ in rows if amount is not None]
    assert found.total * 100 == sum(amount for _, amount in known)
    assert found.total == found.assigned + found.not_assigned
    year = [amount for when, amount in known if when is not None and date(2026, 1, 1) <= when <= AS_OF]
    assert found.cells[0][0] + found.of_no_target * 100 == sum(year)
    assert adds_up(found, levels)
    for item in found.items:
        if item.children:
            parts = [found.cells[child.index] for child in item.children]
            assert list(found.cells[item.index]) == [sum(column) for column in zip(*parts, strict=True)]
    blank = sum(amount is None for _, amount, _, _ in rows)
    assert sum(u.rows for u in found.unassigned if u.why == "no_amount") == blank
    for line in found.cells:
        for time in plan.targets.times:
            if time.children:
                assert line[time.index] == sum(line[child.index] for child in time.children)
    shuffled = order.sample(rows, len(rows))
    again = actuals_of(plan, orders(shuffled), AS_OF, shared="even" if even else "refuse")
    assert again.cells == found.cells
    kept = [(u.why, u.level, u.name, u.rows, u.amount) for u in found.unassigned]
    assert sorted(map(repr, kept)) == sorted(repr((u.why, u.level, u.name, u.rows, u.amount)) for u in again.unassigned)


def test_many_orders_take_a_moment() -> None:
    day_of = [date(2026, 1, 1) + timedelta(days=i) for i in range(180)]
    rows: list[Row] = [(day_of[i % 180], i, "华东", "张三60%、李四40%" if i % 5 else "李四") for i in range(50_000)]
    found = actuals_of(made(), orders(rows), AS_OF)
    assert found.cells[0][0] == sum(range(50_000))
    assert found.not_assigned == 0
