"""The indicators of activity and outcome from lists written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest

from made_lists import made_list
from salesplan.compute.activity.kpi import Board, KpiSummary, before_of, kpi, period_of
from salesplan.compute.activity.kpi_group import GroupWish, group_named, target_group
from salesplan.compute.activity.kpi_map import measured_as
from salesplan.compute.activity.kpi_people import sums_by_person
from salesplan.compute.activity.kpi_values import months_in, trend_months
from salesplan.compute.activity.kpi_work import Sources
from salesplan.compute.customers.classify import grade
from salesplan.compute.targets.actuals.credit import Shared
from salesplan.compute.team.captured import Conversion
from salesplan.compute.team.rep_cells import shares_of
from salesplan.compute.team.staff import Colleague, Staff
from salesplan.model.calendar import MONDAY_TO_FRIDAY, WorkCalendar
from salesplan.model.period import Period
from salesplan.model.plan.market import Segment
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.strategy import Indicator
from salesplan.model.records import Records
from salesplan.model.result import Result
from salesplan.model.window import parse_window

AS_OF = date(2026, 6, 30)
TEAM = Staff((Colleague("张三", "R1"), Colleague("李四", "R2")))
ALL = GroupWish("all")


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def board(
    customers: Records | None = None,
    orders: Records | None = None,
    activities: Records | None = None,
    deals: Records | None = None,
    *,
    window: str = "3m",
    wish: GroupWish = ALL,
    plan: Plan | None = None,
    product: str | None = None,
    staff: Staff = TEAM,
    shared: Shared = "refuse",
    conversion: Conversion = "cohort",
) -> Result[KpiSummary]:
    plan = plan or Plan()
    graded = grade(
        customers,
        orders,
        as_of=AS_OF,
        window=parse_window("365"),
        parameters=plan.parameters,
        calendar=WorkCalendar(MONDAY_TO_FRIDAY, {}),
        activities=activities,
        deals=deals,
    )
    sources = Sources(deals, staff=staff, product=product, shared=shared, conversion=conversion)
    return kpi(Board(graded, target_group(graded, wish), sources, plan, parse_window(window)))


def figures(result: Result[KpiSummary], person: str | None = None) -> dict[str, Any]:
    """The rows of a person, or of all together."""
    return {str(row["indicator"]): SimpleNamespace(**row) for row in result.rows.records() if row["rep"] == person}


def customers_of(count: int, owner: Sequence[str] | None = None, **more: Sequence[Any]) -> Records:
    ids = [f"C{at}" for at in range(count)]
    return made_list("customers", id=ids, name=ids, owner=list(owner or ["张三"] * count), **more)


def orders_of(*rows: tuple[str, date, int, str], **more: Sequence[Any]) -> Records:
    ids, days, amounts, reps = zip(*rows, strict=True)
    numbers = [f"S{at}" for at in range(len(rows))]
    return made_list("orders", order_id=numbers, customer_id=ids, date=days, amount=amounts, rep=reps, **more)


def contacts_of(*rows: tuple[str, date, str | None, str | None, str | None, str | None]) -> Records:
    ids, days, reps, purposes, outcomes, steps = zip(*rows, strict=True)
    return made_list(
        "activities", customer_id=ids, date=days, rep=reps, purpose=purposes, outcome=outcomes, next_step=steps
    )


@pytest.mark.oracle("7.3-a")
def test_penetration_and_quality_of_a_month() -> None:
    """Of 400 target customers 90 bought: 22.5 %. Of 120 contacts in a month 84 are good: 70 %, 0.21 a customer."""
    customers = customers_of(400)
    orders = orders_of(*((f"C{at}", day("06-10"), 100, "张三") for at in range(90)))
    good = [(f"C{at}", day("06-05"), "张三", "回访", "满意", "报价") for at in range(84)]
    bare = [(f"C{at}", day("06-06"), "张三", "回访", None, "报价") for at in range(36)]
    found = figures(board(customers, orders, contacts_of(*good, *bare), window="1m"))
    assert (found["penetration"].value, found["penetration"].cases) == (Decimal("0.225"), 400)
    assert (found["contacts"].value, found["quality"].value) == (Decimal(120), Decimal(84))
    assert (found["quality_rate"].value, found["quality_rate"].cases) == (Decimal("0.7"), 120)
    assert found["frequency"].value == Decimal("0.21")
    assert found["reach"].value == Decimal("0.21")


def test_frequency_is_by_month() -> None:
    """Two good contacts with the only target customer in three months: two thirds a month; in one of them two."""
    contacts = contacts_of(*(("C0", day("06-05"), "张三", "回访", "满意", "报价") for _ in range(2)))
    found = board(customers_of(1), activities=contacts, window="3m")
    assert figures(found)["frequency"].value == Decimal("0.666667")
    assert found.summary.of("frequency").trend[-1] == Decimal(2)


@pytest.mark.parametrize("lacking", [3, 4, 5])
@pytest.mark.parametrize("blank", [None, "", "  "])
def test_a_contact_is_good_only_with_everything_on_record(lacking: int, blank: str | None) -> None:
    row = ["C0", day("06-05"), "张三", "回访", "满意", "报价"]
    row[lacking] = blank
    whole = ("C1", day("06-05"), "张三", "回访", "满意", "报价")
    found = figures(board(customers_of(2), activities=contacts_of(tuple(row), whole)))  # type: ignore[arg-type] # a row
    assert (found["quality"].value, found["quality_rate"].value) == (Decimal(1), Decimal("0.5"))


def test_a_contact_beside_the_target_group_is_no_quality_contact() -> None:
    """The group is class B and only C0 is: the contact with C1 counts as a contact, not as a good one."""
    found = board(
        customers_of(2, purchasing_power=[5, 1], authority=[5, 1], need=[5, 1]),
        activities=contacts_of(*((c, day("06-05"), "张三", "回访", "满意", "报价") for c in ("C0", "C1"))),
        wish=GroupWish("class", ("B",)),
    )
    told = figures(found)
    assert found.summary.group_customers == 1
    assert (told["contacts"].value, told["quality"].value) == (Decimal(2), Decimal(1))


def test_without_a_column_quality_is_judged_by_the_others_and_said_so() -> None:
    activities = made_list("activities", customer_id=["C0", "C0"], date=[AS_OF] * 2, purpose=["a", None])
    found = board(customers_of(1), activities=activities)
    assert figures(found)["quality_rate"].value == Decimal("0.5")
    assert found.summary.recorded == ("purpose",)
    assert "KPI-not-recorded" in [p.code for p in found.findings]
    bare = board(customers_of(1), activities=made_list("activities", customer_id=["C0"], date=[AS_OF]))
    assert figures(bare)["quality"].reason == "no_quality_columns"
    assert figures(bare)["quality"].value is None
    assert figures(bare)["contacts"].value == Decimal(1)


def test_kinds_planned_and_answered() -> None:
    activities = made_list(
        "activities",
        customer_id=["C0"] * 4,
        date=[AS_OF] * 4,
        kind=["电话", "上门拜访", "报价", None],
        planned=[True, False, None, True],
        answered=[True, None, None, None],
    )
    found = figures(board(customers_of(1), activities=activities))
    counted = {key: int(found[key].value or 0) for key in ("calls", "visits", "quotes", "demos", "meetings", "other")}
    assert counted == {"calls": 1, "visits": 1, "quotes": 1, "demos": 0, "meetings": 0, "other": 1}
    assert (found["planned_share"].value, found["planned_share"].cases) == (Decimal("0.666667"), 3)
    assert (found["answered_share"].value, found["answered_share"].cases) == (Decimal(1), 1)


def test_figures_of_a_person_are_of_his_rows_and_his_customers() -> None:
    """张三 has C0 and C1 and bought from is C0; 李四 has C2. A contact with another's customer is no reach of his."""
    good = [("C0", day("06-05"), "R1"), ("C2", day("06-05"), "张三"), ("C2", day("06-06"), "李四（离职）")]
    found = board(
        customers_of(3, ["张三", "张三", "李四"]),
        orders_of(("C0", day("06-10"), 100, "李四"), ("C2", day("06-10"), 50, "张三60%、李四40%")),
        contacts_of(*((c, d, rep, "回访", "满意", "报价") for c, d, rep in good)),
    )
    one, two = figures(found, "张三"), figures(found, "李四")
    assert (one["contacts"].value, two["contacts"].value) == (Decimal(2), Decimal(1))
    assert (one["penetration"].value, two["penetration"].value) == (Decimal("0.5"), Decimal(1))
    assert (one["reach"].value, two["reach"].value) == (Decimal("0.5"), Decimal(1))
    assert (one["sales"].value, two["sales"].value) == (Decimal(30), Decimal(120))
    assert figures(found)["sales"].value == Decimal(150)
    assert [each.name for each in found.summary.people] == ["张三", "李四"]


def test_names_that_are_nobodys_have_a_row_and_a_warning() -> None:
    found = board(customers_of(1), orders_of(("C0", AS_OF, 100, "张山")))
    assert [each.name for each in found.summary.people] == ["张三", "李四", "张山"]
    assert [p.value for p in found.findings if p.code == "OWNERS-unknown"] == ["张山"]
    alone = board(customers_of(1), orders_of(("C0", AS_OF, 100, "张山")), staff=Staff())
    assert [each.name for each in alone.summary.people] == ["张三", "张山"]  # the owner of the customer, and who sold
    assert not [p for p in alone.findings if p.code == "OWNERS-unknown"]


def test_against_the_period_before() -> None:
    orders = orders_of(
        ("C0", day("01-02"), 100, "张三"), ("C0", day("03-31"), 100, "张三"), ("C0", day("04-01"), 300, "张三")
    )
    found = board(customers_of(2), orders)
    sales, penetration = figures(found)["sales"], figures(found)["penetration"]
    assert (str(found.summary.period), str(found.summary.before)) == (
        "2026-04-01..2026-06-30",
        "2026-01-01..2026-03-31",
    )
    assert (sales.value, sales.before, sales.change) == (Decimal(300), Decimal(200), Decimal("0.5"))
    assert (penetration.value, penetration.change) == (Decimal("0.5"), Decimal(0))
    assert found.summary.of("sales").trend == tuple(map(Decimal, (100, 0, 100, 300, 0, 0)))
    assert sales.trend == ("2026-01=100", "2026-02=0", "2026-03=100", "2026-04=300", "2026-05=0", "2026-06=0")


def test_days_before_a_list_begins_are_not_known() -> None:
    """Orders begin on 1 April: nothing is known of the months before, and that is no 0."""
    found = figures(board(customers_of(1), orders_of(("C0", day("04-01"), 100, "张三"))))["sales"]
    assert (found.value, found.before, found.change) == (Decimal(100), None, None)
    assert found.trend == ("2026-04=100", "2026-05=0", "2026-06=0")


@pytest.mark.parametrize(("begin", "said"), [("04-08", False), ("04-09", True)])
def test_a_list_that_begins_in_the_days_is_told(begin: str, said: bool) -> None:  # noqa: FBT001 - the expected value
    found = board(customers_of(1), orders_of(("C0", day(begin), 100, "张三")))
    assert ("KPI-list-begins" in [p.code for p in found.findings]) is said
    assert figures(found)["sales"].value == Decimal(100)


def test_returns_make_no_customer() -> None:
    orders = made_list(
        "orders", order_id=["S1", "S1"], customer_id=["C0"] * 2, date=[AS_OF] * 2, amount=[100, -100], rep=["张三"] * 2
    )
    found = figures(board(customers_of(1), orders))
    assert (found["penetration"].value, found["orders"].value) == (Decimal(0), Decimal(0))
    assert (found["average_order"].value, found["average_order"].reason) == (None, "no_cases")


def test_new_customers_are_those_whose_first_order_ever_lies_in_the_days() -> None:
    orders = orders_of(
        ("C0", day("01-05"), 1, "张三"), ("C0", day("05-05"), 1, "张三"), ("C1", day("05-05"), 1, "李四")
    )
    found = board(customers_of(2), orders)
    assert figures(found)["new_customers"].value == Decimal(1)
    assert figures(found, "李四")["new_customers"].value == Decimal(1)
    assert figures(found, "张三")["new_customers"].value == Decimal(0)


def test_orders_that_begin_with_the_days_tell_nobody_new() -> None:
    """One order the day before is enough; from the first day on everybody would be new."""
    first = day("04-01")
    found = figures(board(customers_of(2), orders_of(("C0", first, 1, "张三"), ("C1", day("05-05"), 1, "李四"))))
    assert (found["new_customers"].value, found["new_customers"].reason) == (None, "begins_later")
    before = orders_of(("C0", first - timedelta(days=1), 1, "张三"), ("C1", day("05-05"), 1, "李四"))
    assert figures(board(customers_of(2), before))["new_customers"].value == Decimal(1)


def test_a_new_customer_is_one_persons() -> None:
    """Of two reps on his first day he is the one's of the first order number; without a rep he is his owner's."""
    orders = orders_of(
        ("C9", day("01-05"), 1, "张三"),
        ("C0", day("05-05"), 9, "R2"),
        ("C0", day("05-05"), 1, "张三"),
        ("C1", day("05-06"), 1, ""),
    )
    found = board(customers_of(2), orders)
    assert [figures(found, name)["new_customers"].value for name in (None, "张三", "李四")] == [2, 1, 1]


def test_an_order_of_two_is_by_the_plans_rule() -> None:
    """Nobody's without shares, half each where the plan says even; in the total either way."""
    orders = orders_of(("C0", day("05-05"), 100, "张三、R2"), ("C0", day("05-06"), 1, "R1 50%、李四50%"))
    refused, even = board(customers_of(1), orders), board(customers_of(1), orders, shared="even")
    assert [figures(refused, name)["sales"].value for name in (None, "张三", "李四")] == [
        101,
        Decimal("0.5"),
        Decimal("0.5"),
    ]
    assert [figures(even, name)["sales"].value for name in (None, "张三")] == [101, Decimal("50.5")]
    assert ["TEAM-shared" in [p.code for p in found.findings] for found in (refused, even)] == [True, False]


def test_penetration_of_a_product_by_id_name_or_category() -> None:
    orders = orders_of(
        ("C0", AS_OF, 1, "张三"),
        ("C1", AS_OF, 1, "张三"),
        product_id=["P1", "P2"],
        product=["离心泵", "球阀"],
        category=["泵", "阀门"],
    )
    for name in ("P1", "离心泵", "泵", "ｐ1"):
        assert figures(board(customers_of(4), orders, product=name))["penetration"].value == Decimal("0.25")


def test_cross_sell_counts_categories_and_pairs() -> None:
    """C0 buys pumps and valves, C1 valves twice, C2 a pump that goes back: 1.5 lines a customer."""
    rows = [("C0", 1, "泵"), ("C0", 1, "阀门"), ("C1", 1, "阀门"), ("C1", 1, "阀门"), ("C2", 1, "泵"), ("C2", -1, "泵")]
    orders = orders_of(*((c, AS_OF, amount, "张三") for c, amount, _ in rows), category=[line for *_, line in rows])
    found = board(customers_of(3), orders)
    assert (figures(found)["cross_sell"].value, figures(found)["cross_sell"].cases) == (Decimal("1.5"), 2)
    assert [(b.lines, b.customers, b.share) for b in found.summary.by_lines] == [
        (1, 1, Decimal("0.5")),
        (2, 1, Decimal("0.5")),
    ]
    assert [(p.first, p.second, p.customers, p.share) for p in found.summary.pairs] == [
        ("泵", "阀门", 1, Decimal("0.5"))
    ]


def test_share_of_wallet_and_who_spends_more_than_he_has() -> None:
    orders = orders_of(("C0", AS_OF, 50, "张三"), ("C1", AS_OF, 150, "张三"), ("C2", AS_OF, 7, "张三"))
    found = board(customers_of(3, wallet=[100, 100, None]), orders)
    wallet = figures(found)["wallet_share"]
    assert (wallet.value, wallet.cases, wallet.before) == (Decimal(1), 2, None)
    assert found.summary.wallet is not None
    assert (found.summary.wallet.above, found.summary.wallet.above_names) == (1, ("C1",))
    assert [p.severity for p in found.findings if p.code == "KPI-wallet-low"] == ["warning"]
    assert "wallet_share" not in figures(board(customers_of(3), orders))
    excess = board(made_list("customers", id=["C2", "C1", "C0"], wallet=[1, 149, 44]), orders).summary.wallet
    assert excess is not None
    assert excess.above_names == ("C0", "C2", "C1")


def test_win_rate_and_conversion_of_new_deals() -> None:
    """Closed in the days: 2 won, 1 lost. Created in them: 3, one of them won by now."""
    deals = made_list(
        "deals",
        status=["赢单", "赢单", "输单", "进行中", "赢单"],
        owner=["张三"] * 5,
        created=[day("02-01"), day("05-01"), day("05-01"), day("06-01"), day("01-01")],
        close_date=[day("04-01"), day("06-30"), day("06-01"), day("08-01"), day("03-31")],
    )
    found = figures(board(customers_of(1), deals=deals))
    assert (found["win_rate"].value, found["win_rate"].cases) == (Decimal("0.666667"), 3)
    assert (found["conversion"].value, found["conversion"].cases) == (Decimal("0.333333"), 3)


def test_conversion_is_the_one_that_the_plan_chose_for_reviews() -> None:
    """By cohort one of the two created in the days was won, after them or not; by period their wins over those two."""
    deals = made_list(
        "deals",
        status=["赢单", "赢单", "赢单", "进行中"],
        owner=["张三"] * 4,
        created=[day("05-10"), day("02-01"), day("02-02"), day("05-20")],
        close_date=[day("06-10"), day("05-02"), day("05-31"), day("08-01")],
    )
    may = "2026-05-01..2026-05-31"
    cohort = figures(board(customers_of(1), deals=deals, window=may), "张三")["conversion"]
    period = figures(board(customers_of(1), deals=deals, window=may, conversion="period"), "张三")["conversion"]
    assert [(each.value, each.cases) for each in (cohort, period)] == [(Decimal("0.5"), 2), (Decimal(1), 2)]


def test_a_copied_deal_counts_once() -> None:
    deals = made_list(
        "deals",
        id=["P1", "P1", "P1", "P2"],
        status=["赢单", "赢单", "赢单", "输单"],
        owner=["张三"] * 4,
        created=[day("05-01")] * 4,
        close_date=[day("06-01")] * 4,
    )
    found = figures(board(customers_of(1), deals=deals))
    assert [(found[key].value, found[key].cases) for key in ("win_rate", "conversion")] == [(Decimal("0.5"), 2)] * 2


def test_customers_without_order_and_good_contact_come_first_by_what_they_bought() -> None:
    """C0 ordered, C1 had a good contact, C2 a bare one; C3 bought last year: C3, C2, C4 remain."""
    orders = orders_of(("C0", AS_OF, 1, "张三"), ("C3", day("01-10"), 500, "张三"), ("C2", day("01-10"), 400, "张三"))
    contacts = contacts_of(("C1", AS_OF, "张三", "a", "b", "c"), ("C2", AS_OF, "张三", "a", None, None))
    found = board(customers_of(5), orders, contacts).summary
    assert [(u.id, u.contacts) for u in found.untouched] == [("C3", 0), ("C2", 1), ("C4", 0)]
    assert found.untouched_customers == 3
    assert board(customers_of(5), orders).summary.untouched == ()


def test_an_indicator_of_the_plan_stands_beside_what_is_measured() -> None:
    plan = Plan.model_validate({
        "goals": [{"id": "G1", "metric": "revenue"}],
        "strategy": {"indicators": [
            {"name": "拜访数", "kind": "activity", "goals": ["G1"]},
            {"name": "业绩", "kind": "outcome", "metric": "销售额"},
            {"name": "报价 24 小时内发出", "kind": "activity", "goals": ["G1"]},
        ]},
    })  # fmt: skip
    found = board(customers_of(1), orders_of(("C0", AS_OF, 5, "张三")), plan=plan)
    told = [(m.key, m.goals, m.value) for m in found.summary.indicators]
    assert told == [("visits", ("G1",), None), ("sales", ("G1",), Decimal(5)), (None, ("G1",), None)]
    rows = [row for row in found.rows.records() if row["plan_indicator"] == "业绩"]
    assert {(row["indicator"], row["rep"] is None, row["goals"]) for row in rows} == {
        ("sales", True, ("G1",)),
        ("sales", False, ("G1",)),
    }


@pytest.mark.parametrize(
    ("name", "metric", "key"),
    [
        ("有效拜访", None, "quality"),
        ("渗透率", None, "penetration"),
        ("x", "win rate", "win_rate"),
        ("y", "csat", None),
    ],
)
def test_which_indicator_is_measured_as_what(name: str, metric: str | None, key: str | None) -> None:
    assert measured_as(Indicator(name=name, metric=metric), Plan()) == key


@pytest.mark.parametrize(
    ("word", "wish"),
    [
        ("A,B", GroupWish("class", ("A", "B"), "option")),
        ("b，C", GroupWish("class", ("B", "C"), "option")),
        ("tier=A", GroupWish("tier", ("A",), "option")),
        ("全部", GroupWish("all", (), "option")),
        ("S1", GroupWish("segment", ("S1 水务",), "option", (0,))),
        ("segment=水务", GroupWish("segment", ("S1 水务",), "option", (0,))),
        ("tier=E", None),
        ("A,X", None),
        ("colour=red", None),
        ("", None),
    ],
)
def test_groups_by_their_words(word: str, wish: GroupWish | None) -> None:
    assert group_named(word, [Segment(id="S1", name="水务", when={"industry": ("水务",)})]) == wish


@pytest.mark.parametrize(
    ("window", "period", "before"),
    [
        ("3m", "2026-04-01..2026-06-30", "2026-01-01..2026-03-31"),
        ("30", "2026-06-01..2026-06-30", "2026-05-02..2026-05-31"),
        ("2026-02-01..2026-02-28", "2026-02-01..2026-02-28", "2026-01-04..2026-01-31"),
        ("all", "2025-01-05..2026-06-30", None),
    ],
)
def test_the_days_and_those_before(window: str, period: str, before: str | None) -> None:
    span = parse_window(window)
    found = period_of(span, AS_OF, date(2025, 1, 5))
    earlier = before_of(span, found)
    assert (str(found), None if earlier is None else str(earlier)) == (period, before)


def test_months_of_days() -> None:
    assert months_in(Period(day("04-01"), AS_OF)) == 3
    assert months_in(Period(day("03-16"), day("06-15"))) == 3
    assert months_in(Period.ending(AS_OF, 73)) == Fraction(73 * 12, 365)
    assert [str(m) for m in trend_months(Period(day("06-01"), day("06-15")))][-1] == "2026-06-01..2026-06-15"


def test_a_cell_of_several_is_split_to_the_last_unit() -> None:
    shares = shares_of(["张三、R2、外人"], TEAM, "even")
    assert shares == {"张三、R2、外人": (("张三", 1), ("李四", 1), ("外人", 1))}
    frame = orders_of(("C0", AS_OF, 1, "张三、R2、外人")).frame
    assert sums_by_person(frame, "amount", "rep", shares) == {"": 100, "张三": 34, "李四": 33, "外人": 33}


def test_nobody_and_nothing() -> None:
    """An empty group has no rates and says so; a window before all rows has counts of 0."""
    found = board(
        customers_of(1), orders_of(("C0", day("01-01"), 1, "张三")), wish=GroupWish("class", ("E",)), window="1"
    )
    assert figures(found)["penetration"].value is None
    assert figures(found)["penetration"].reason == "no_cases"
    assert figures(found)["orders"].value == Decimal(0)
    assert "KPI-empty-group" in [p.code for p in found.findings]


def test_the_order_of_rows_changes_nothing() -> None:
    rows = [
        (f"C{at % 5}", AS_OF - timedelta(days=at * 9), at + 1, ("张三", "李四", "张三、李四")[at % 3])
        for at in range(30)
    ]
    one = board(customers_of(5), orders_of(*rows, category=[f"K{at % 3}" for at in range(30)]))
    other = board(customers_of(5), orders_of(*rows[::-1], category=[f"K{at % 3}" for at in range(30)][::-1]))
    assert list(one.rows.rows()) == list(other.rows.rows())
    assert (one.summary.by_lines, one.summary.pairs) == (other.summary.by_lines, other.summary.pairs)


def test_lists_that_name_nobody_tell_only_the_figures_of_all() -> None:
    kept: dict[str, list[Any]] = {"order_id": ["S1"], "customer_id": ["C0"], "date": [AS_OF], "amount": [7]}
    contacts = made_list("activities", customer_id=["C0"], date=[AS_OF], purpose=["x"])
    deals = made_list("deals", id=["D1"], name=["D1"], stage=["won"], close_date=[AS_OF])
    result = board(customers_of(2, ["张三", "李四"]), made_list("orders", **kept), contacts, deals)
    whole, one = figures(result), figures(result, "张三")
    for key in ("sales", "orders", "contacts", "win_rate", "frequency", "cross_sell"):
        assert (one[key].value, one[key].reason) == (None, "no_names"), key
    assert (whole["sales"].value, whole["contacts"].value, whole["win_rate"].value) == (7, 1, 1)
    assert one["penetration"].value == 1
    codes = [(each.code, each.severity) for each in result.findings]
    assert codes.count(("KPI-no-rep", "warning")) == 3


def test_two_people_of_one_name_have_a_row_each() -> None:
    team = Staff((Colleague("张伟", "R1"), Colleague("张伟", "R2")))
    orders = orders_of(("C0", AS_OF, 5, "R1"), ("C1", AS_OF, 3, "R2"))
    result = board(customers_of(2, ["R1", "R2"]), orders, staff=team)
    assert [(each.name, each.sales) for each in result.summary.people] == [("张伟", Decimal(5)), ("R2", Decimal(3))]
