"""Which problems and chances a report names: each rule on both sides of its limit (methods.md 12.5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from made_statements import (
    DUE,
    SOON,
    bridge,
    classified,
    customers,
    deals,
    everywhere,
    made_found,
    result,
    track,
    with_goals,
)
from salesplan.compute.report.chances import big_deals, buy_more, new_customers
from salesplan.compute.report.customer_problems import asleep_customers, concentration, lost_customers
from salesplan.compute.report.evidence import Evidence
from salesplan.compute.report.found import Found
from salesplan.compute.report.point import Point
from salesplan.compute.report.problems import PROBLEM_RULES, chances, problems
from salesplan.compute.report.sales_problems import price_fall, product_fall, product_rise, sales_fall
from salesplan.compute.report.target_problems import behind_people, behind_regions, behind_total
from salesplan.compute.report.team_problems import best_practice, low_collection, team_bottom
from salesplan.compute.report.work_problems import late_complaints, overdue_deals, thin_pipeline, underserved
from salesplan.model.result import Result


def only(points: Any) -> Point:  # noqa: ANN401 - what a rule gives
    (point,) = points
    assert isinstance(point, Point)
    return point


@pytest.mark.parametrize(("light", "named"), [("green", False), ("amber", True), ("red", True), (None, False)])
def test_the_whole_is_a_problem_below_green(light: str | None, *, named: bool) -> None:
    """A landing of 900 on a target of 1000 lacks 100."""
    found = list(behind_total(made_found(track=track(light=light, landing=900))))
    assert bool(found) is named
    if named:
        assert (found[0].stake, found[0].said.landing_rate) == (Decimal(100), Decimal("0.900000"))


def test_without_a_landing_the_year_lacks_what_is_to_go() -> None:
    """450 of 1000 were sold: 550 are to go."""
    point = only(behind_total(made_found(track=track(light="red", landing=None))))
    assert (point.stake, point.said.landing, point.said.landing_rate) == (Decimal(550), None, None)


def member(light: str, region: str, rep: str | None = None, month: str | None = None) -> dict[str, Any]:
    return {"region": region, "rep": rep, "month": month, "target": 100, "actual": 40, "landing": 80, "light": light}


def test_red_regions_and_people_are_behind() -> None:
    """Of a target of 1000 an amber one counts from 10 on."""
    rows = [
        member("amber", "E") | {"landing": 91},
        member("red", "E", "Li"),
        member("amber", "E", "Wu") | {"landing": 90},
        member("red", "S"),
    ]
    found = made_found(track=track(*rows, member("red", "S", "Zhao"), member("red", "S", "Sun")))
    assert [point.said.about for point in behind_regions(found)] == ["S"]
    assert [point.said.about for point in behind_people(found)] == ["Li", "Wu", "Zhao", "Sun"]
    assert only(behind_regions(found)).stake == Decimal(20)


def test_goals_in_red_are_problems_those_of_sales_are_said_of_targets() -> None:
    goal = {"name": "CSAT", "measure": "csat", "pace": Decimal("0.8"), "attainment": Decimal("0.7"), "light": "red"}
    goal |= {"gap": Decimal(-9)}
    others = [goal, {**goal, "light": "amber", "name": "NPS"}, {**goal, "measure": "revenue", "name": "Sales"}]
    point = only(problems(made_found(), with_goals(*others)))
    assert (point.said.code, point.said.about, point.stake) == ("goal_behind", "CSAT", None)
    assert (point.said.rate, point.said.before, point.said.evidence) == (
        goal["pace"],
        goal["attainment"],
        "goals_other",
    )
    assert only(problems(made_found(), with_goals(goal, table="goals"))).stake == Decimal(9)


def test_the_only_person_of_a_region_is_not_named_beside_it() -> None:
    found = made_found(track=track(member("red", "W"), member("red", "W", "Luo"), member("red", "E", "Li")))
    assert [point.said.about for point in behind_people(found)] == ["Li"]


def test_a_month_that_is_red_does_not_make_a_region_behind() -> None:
    assert not list(behind_regions(made_found(track=track(member("red", "W", None, "2026-06")))))


RATES = SimpleNamespace(active_at_start=50, churn_rate=Decimal("0.04"))


@pytest.mark.parametrize(("worth", "named"), [(999, False), (1000, True)])
def test_customers_lost_count_from_one_percent_of_a_year(worth: int, *, named: bool) -> None:
    """1 % of 100,000 is 1000. Who was lost before, and a second row of one customer, do not count."""
    rows = [
        {
            "id": "1",
            "name": "A",
            "owner": "Li",
            "lifecycle": "churned",
            "lifecycle_before": "at_risk",
            "year_amount": 600,
        },
        {
            "id": "2",
            "name": "B",
            "owner": "Wu",
            "lifecycle": "churned",
            "lifecycle_before": "active",
            "year_amount": worth - 600,
        },
        {"id": "3", "name": "C", "lifecycle": "churned", "lifecycle_before": "churned", "year_amount": 5000},
        {
            "id": "1",
            "name": "A",
            "lifecycle": "churned",
            "lifecycle_before": "active",
            "year_amount": 600,
            "counts": False,
        },
    ]
    found = list(lost_customers(made_found(states=customers(*rows, rates=RATES))))
    assert bool(found) is named
    if named:
        point = only(found)
        said = point.said
        assert (said.count, said.of, said.amount, str(said.names)) == (2, 50, Decimal(1000), "A、B")
        assert [(task.owner, int(task.amount or 0), task.due) for task in point.tasks] == [
            ("Li", 600, DUE),
            ("Wu", 400, DUE),
        ]


@pytest.mark.parametrize(("worth", "named"), [(999, False), (1000, True)])
def test_customers_at_risk_count_in_the_same_way(worth: int, *, named: bool) -> None:
    rows = [{"id": "1", "name": "A", "owner": None, "lifecycle": "at_risk", "amount": worth}]
    found = list(asleep_customers(made_found(states=customers(*rows))))
    assert bool(found) is named
    assert all(point.tasks == () for point in found)  # nobody owns them: nothing is proposed by rule


def test_three_customers_and_three_owners_are_named() -> None:
    rows = [
        {"id": str(at), "name": f"N{at}", "owner": f"O{at}", "lifecycle": "at_risk", "amount": 1000 - at}
        for at in range(5)
    ]
    point = only(asleep_customers(made_found(states=customers(*reversed(rows)))))
    assert str(point.said.names) == "N0、N1、N2 等"
    assert [task.owner for task in point.tasks] == ["O0", "O1", "O2"]


@pytest.mark.parametrize(("share", "named"), [("0.299999", False), ("0.30", True), (None, False)])
def test_sales_rest_on_few_from_thirty_percent(share: str | None, *, named: bool) -> None:
    assert bool(list(concentration(made_found(customers=classified(cr5=share))))) is named
    assert not list(concentration(made_found(customers=classified(cr5=share, buying=9))))


def products(*rows: tuple[str, int, int], price: int = 0) -> Result[Any]:
    """Products with their sales a year ago and now."""
    told = [
        {"product": name, "base": Decimal(base), "now": Decimal(now), "change": Decimal(now - base)}
        for name, base, now in rows
    ]
    base = Decimal(sum(row[1] for row in rows))
    change = Decimal(sum(row[2] - row[1] for row in rows))
    return result({"by": "product", "base": base, "change": change, "price": Decimal(price)}, told)


@pytest.mark.parametrize(
    ("now", "told"), [(901, None), (900, (100, "0.100000")), (0, (1000, "1.000000")), (1200, None)]
)
def test_sales_that_fall_by_a_tenth_are_a_problem_where_no_target_says_more(
    now: int, told: tuple[int, str] | None
) -> None:
    found = made_found(pvm=products(("A", 1000, now)))
    said = [point.said for point in sales_fall(found)]
    assert [(int(each.amount or 0), str(each.rate)) for each in said] == ([] if told is None else [told])
    assert not list(sales_fall(made_found(pvm=products(("A", 1000, now)), track=track(member("amber", "E")))))


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([("A", 1000, 901), ("B", 9000, 9000)], None),
        ([("A", 1000, 900), ("B", 9000, 9000)], "A"),
        ([("A", 990, 891), ("B", 9010, 9010)], None),
        ([("A", 1000, 800), ("B", 9000, 8000)], "B"),
        ([("B", 5000, 4000), ("A", 5000, 4000)], "A"),
    ],
)
def test_a_product_falls_by_a_tenth_and_by_one_percent_of_all(
    rows: list[tuple[str, int, int]], named: str | None
) -> None:
    """Of 10,000: a fall of 9.9 % is none, one of 10 % and 100 is one, one of 99 is too little; the largest is named."""
    found = list(product_fall(made_found(pvm=products(*rows))))
    assert [point.said.about for point in found] == ([named] if named else [])


def test_a_product_that_was_not_sold_a_year_ago_rises_without_a_rate() -> None:
    point = only(product_rise(made_found(pvm=products(("A", 0, 500), ("B", 1000, 1000)))))
    assert (point.said.about, point.said.amount, point.said.rate) == ("A", Decimal(500), None)


@pytest.mark.parametrize(("price", "named"), [(-9, False), (-10, True), (10, False)])
def test_lower_prices_count_from_one_percent(price: int, *, named: bool) -> None:
    found = list(price_fall(made_found(pvm=products(("A", 1000, 1000), price=price))))
    assert [point.stake for point in found] == ([Decimal(10)] if named else [])


def test_overdue_deals_are_for_their_owners_the_next_working_day() -> None:
    rows: list[dict[str, Any]] = [
        {"timing": "overdue", "id": "D1", "name": "X", "owner": "Li", "amount": Decimal(5)},
        {"timing": "overdue", "id": "D2", "name": "Y", "owner": "Wu", "amount": Decimal(9)},
        {"timing": "overdue", "id": "D3", "name": "Z", "owner": None, "amount": None},
        {"timing": "in", "id": "D4", "name": "V", "owner": "Li", "amount": Decimal(99)},
    ]
    point = only(overdue_deals(made_found(deals=deals(0, *rows, overdue=14))))
    assert (point.said.count, point.stake, str(point.said.names)) == (3, Decimal(14), "Y、X、Z")
    assert [(task.owner, task.count, task.due) for task in point.tasks] == [("Wu", 1, SOON), ("Li", 1, SOON)]
    assert not list(overdue_deals(made_found(deals=deals(0, rows[3]))))


JULY = {"month": "2026-07", "target": 500, "actual": None}


@pytest.mark.parametrize(("weighted", "named"), [(99, True), (100, False), (None, False)])
def test_deals_have_to_bring_their_part_of_the_next_target(weighted: int | None, *, named: bool) -> None:
    """A fifth of the year's sales (200 of 1000) came from deals: of July's 500 they have to bring 100."""
    found = made_found(track=track(JULY), customers=classified(), deals=deals(weighted, won=200))
    told = list(thin_pipeline(found))
    assert [(point.stake, point.said.about) for point in told] == ([(Decimal(1), "2026-07")] if named else [])


def test_without_deals_won_nobody_knows_what_they_have_to_bring() -> None:
    assert not list(thin_pipeline(made_found(track=track(JULY), customers=classified(), deals=deals(0))))
    assert not list(thin_pipeline(made_found(customers=classified(), deals=deals(0, won=200))))


def test_the_tier_that_lacks_most_hours_is_underserved() -> None:
    keys = ("tier", "verdict", "hours_to_shift", "time_share", "potential_share", "customers")
    rows = [("A", "under_served", 5), ("B", "under_served", 9), ("C", "over_served", -9), (None, "under_served", 99)]
    tiers = [SimpleNamespace(**dict(zip(keys, (*row, None, None, 1), strict=True))) for row in rows]
    whole = {"tiers": tiers, "moves": (), "grading": "tier"}
    said = only(underserved(made_found(coverage=result(whole)))).said
    assert (said.about, str(said.hours), str(said.text)) == ("B", "9", "价值等级")
    moves = [SimpleNamespace(from_tier="C", to_tier=to, hours=Decimal(4)) for to in ("B", "A")]
    moved = only(underserved(made_found(coverage=result({**whole, "moves": moves})))).said
    assert moved.hours == Decimal(4)
    assert not list(underserved(made_found(coverage=result({**whole, "tiers": tiers[2:]}))))


def test_late_complaints_do_not_count_those_that_only_wait_for_a_call() -> None:
    rows = [
        {"state": "overdue", "to_do": "resolve", "customer": "A", "owner": "He", "id": "1", "row": 2},
        {"state": "overdue", "to_do": "follow_up", "customer": "B", "owner": "Zhao", "id": "2", "row": 3},
        {"state": "open", "to_do": "resolve", "customer": "C", "owner": "Li", "id": "3", "row": 4},
    ]
    point = only(late_complaints(made_found(complaints=result({"late_open": 1, "open": 3}, rows))))
    assert (str(point.said.names), [task.owner for task in point.tasks]) == ("A", ["He"])
    assert not list(late_complaints(made_found(complaints=result({"late_open": 0, "open": 3}, rows))))


def sheet(person: str, **told: Any) -> SimpleNamespace:  # noqa: ANN401 - the fields of a sheet
    usual = {"band": "middle", "bottom": 0, "gap": None, "next_step": None, "lost": None, "exemplar": False}
    return SimpleNamespace(**{"person": person, **usual, **told})


def review(*people: tuple[SimpleNamespace, dict[str, Any]]) -> Result[Any]:
    keys = ("sold", "own_customers_bought", "opening", "closing", "collected")
    blank = dict.fromkeys((*keys, "sales_target", "sales_actual", "sales_attainment"))
    rows = [{**blank, "person": told.person, **row} for told, row in people]
    return result({"sheets": tuple(told for told, _ in people)}, rows)


def money(bought: int, growth: int) -> dict[str, Any]:
    """What a person's own customers bought, and by how much what they owe grew; sold is another figure."""
    told = {"sold": 999, "own_customers_bought": bought, "opening": 0, "closing": growth}
    return {key: Decimal(value) for key, value in told.items()}


@pytest.mark.parametrize(("growth", "named"), [(20, False), (21, True)])
def test_too_little_is_collected_below_nine_tenths_of_the_target(growth: int, *, named: bool) -> None:
    """The customers of two people bought for 100 each: what is owed grows by 20, which leaves 180 of 200.

    A third of whom nothing is known does not count.
    """
    people = [
        (sheet("Li", gap="collection", next_step="ask A", lost=Decimal(3)), money(100, growth)),
        (sheet("Wu"), money(100, 0)),
        (sheet("He"), {**money(100, 90), "closing": None}),
    ]
    found = list(low_collection(made_found(review=review(*people))))
    assert [(point.stake, point.said.text) for point in found] == ([(Decimal(21), "2026-06")] if named else [])
    assert [task.owner for point in found for task in point.tasks] == (["Li"] if named else [])


def test_collection_by_payments_is_of_what_was_open_and_bought() -> None:
    told = {"sold": 999, "own_customers_bought": 50, "opening": 50, "collected": 89}
    row = {key: Decimal(value) for key, value in told.items()}
    plan = {"parameters": {"review": {"collection": "payments"}}}
    assert only(low_collection(made_found(plan, review=review((sheet("Li"), row))))).stake == Decimal(11)
    assert not list(low_collection(made_found(review=review((sheet("Li"), row)))))


GOAL: dict[str, Any] = {
    "id": "G4",
    "name": "回款",
    "metric": "collection_rate",
    "unit": "%",
    "start": "2026-01-01",
    "end": "2026-12-31",
    "target": {"value": 92},
    "baseline": {"value": 90},
}


@pytest.mark.parametrize(("growth", "light"), [(13, None), (14, "amber"), (36, "amber"), (37, "red")])
def test_a_goal_of_the_plan_decides_whether_too_little_is_collected(growth: int, light: str | None) -> None:
    """By the end of June 91 % are due of the year's 100: 87 are 95.6 % of that, 86 only 94.5 %, 64 even 70.3 %.

    June alone, with 10 %, does not count beside it.
    """
    lights = {"pace": {"lights": [Decimal("0.95"), Decimal("0.70")]}}
    plan = {"goals": [GOAL], "parameters": lights}
    year, june = review((sheet("Li"), money(100, growth))), review((sheet("Li"), money(100, 90)))
    found = list(low_collection(made_found(plan, review_year=year, review=june)))
    assert [point.said.light for point in found] == ([light] if light else [])
    for point in found:
        said = point.said
        assert (said.about, str(said.text), said.evidence) == ("回款", "年累计", "goals_other")
        assert (said.before, said.rate, round(said.landing_rate or 0, 3)) == (
            *(Decimal("0.92"), Decimal(100 - growth) / 100, Decimal("0.910")),
        )
        assert round(point.stake or 0, 0) == growth - 9


@pytest.mark.parametrize(
    ("periods", "band", "named"), [(1, "bottom", False), (2, "bottom", True), (2, "middle", False)]
)
def test_somebody_is_at_the_bottom_again_after_two_periods(periods: int, band: str, *, named: bool) -> None:
    row = {"sales_target": Decimal(100), "sales_actual": Decimal(70), "sales_attainment": Decimal("0.7")}
    found = made_found(review=review((sheet("Li", band=band, bottom=periods), row)))
    assert [point.stake for point in team_bottom(found)] == ([Decimal(30)] if named else [])


def test_the_first_example_is_a_chance() -> None:
    row = {"sales_target": Decimal(100), "sales_actual": Decimal(130), "sales_attainment": Decimal("1.3")}
    people = [(sheet("Li"), row), (sheet("Wu", exemplar=True), row), (sheet("He", exemplar=True), row)]
    point = only(best_practice(made_found(review=review(*people))))
    assert (point.said.about, point.stake) == ("Wu", Decimal(30))


@pytest.mark.parametrize(("brought", "named"), [(99, False), (100, True)])
def test_who_buys_more_counts_from_one_percent(brought: int, *, named: bool) -> None:
    found = made_found(bridge=bridge({"customer": "A", "move": "expansion", "change": brought}, expansion=brought))
    told = [(str(point.said.names), point.said.text) for point in buy_more(found)]
    assert told == ([("A", "2025-07-01..2026-06-30")] if named else [])


def test_who_is_new_had_no_order_before_the_period() -> None:
    """What the life cycle counts as new; who is new in the comparison with a year ago is another figure."""
    rows = [
        {"id": "1", "name": "A", "lifecycle": "new", "lifecycle_before": "potential", "amount": 30},
        {"id": "2", "name": "B", "lifecycle": "active", "lifecycle_before": "potential", "amount": 40},
        {"id": "3", "name": "C", "lifecycle": "potential", "lifecycle_before": "potential", "amount": 0},
        {"id": "4", "name": "D", "lifecycle": "active", "lifecycle_before": "churned", "amount": 99},
    ]
    move = bridge({"customer": "D", "move": "new", "now": 500}, new=500)
    point = only(new_customers(made_found(states=customers(*rows), bridge=move)))
    assert (point.said.count, point.stake, str(point.said.names)) == (2, Decimal(70), "B、A")
    assert not list(new_customers(made_found(states=customers(*rows[2:]), bridge=move)))


def test_deals_without_a_value_are_no_chance() -> None:
    row = {"timing": "in", "id": "D1", "name": "X", "weighted": Decimal(5)}
    assert only(big_deals(made_found(deals=deals(5, row)))).stake == Decimal(5)
    assert not list(big_deals(made_found(deals=deals(None, row))))
    assert not list(big_deals(made_found(deals=deals(0))))


def test_lists_with_few_columns_are_enough() -> None:
    """Without names the numbers stand, without owners nobody is proposed to."""
    late = result(
        {**vars(deals(5, {"timing": "in"}, {"timing": "overdue"}).summary)},
        [{"timing": "in", "id": "D1"}, {"timing": "overdue", "id": "D2"}],
    )
    found = made_found(deals=late, complaints=result({"late_open": 1, "open": 1}, [{"state": "overdue", "id": "T1"}]))
    assert str(only(big_deals(found)).said.names) == "D1"
    for rule, name in ((overdue_deals, "D2"), (late_complaints, "T1")):
        assert (str(only(rule(found)).said.names), only(rule(found)).tasks) == (name, ())
    bare = result({"sheets": (sheet("Li", band="bottom", bottom=2, exemplar=True),)}, [{"person": "Li"}])
    assert [only(rule(made_found(review=bare))).stake for rule in (team_bottom, best_practice)] == [None, None]


def everything(plan: dict[str, Any] | None = None) -> Found:
    """Four people behind, two regions, a product down and another up, prices down."""
    people = [
        member("red", "E", name) | {"landing": 100 - at} for at, name in enumerate(("Li", "Wu", "He", "Ma"), start=1)
    ]
    rows = [member("amber", "E"), *people, member("red", "S") | {"landing": 50}, member("red", "W") | {"landing": 60}]
    sold = products(("A", 1000, 800), ("B", 1000, 1500), price=-40)
    example = (sheet("Ma", exemplar=True), {"sales_target": Decimal(1), "sales_actual": Decimal(9)})
    return made_found(plan, track=track(*rows), pvm=sold, review=review(example))


def test_problems_go_by_light_then_money_two_of_a_kind() -> None:
    told = [
        (point.said.code, point.said.about, int(point.stake or 0)) for point in problems(everything(), everywhere())
    ]
    assert told == [
        ("behind_region", "S", 50),
        ("behind_region", "W", 40),
        ("behind_person", "Ma", 4),
        ("behind_person", "He", 3),
        ("product_fall", "A", 200),
        ("price_fall", None, 40),
    ]


def test_a_report_names_no_more_problems_than_asked_for() -> None:
    found = everything({"parameters": {"report": {"problems": 2, "chances": 0}}})
    assert [point.said.about for point in problems(found, everywhere())] == ["S", "W"]
    assert not chances(found, everywhere(), ())


def test_nobody_is_named_twice() -> None:
    """Who is behind and at the bottom again is named for the first, and he is no chance."""
    bottom = sheet("Ma", band="bottom", bottom=2), {"sales_target": Decimal(9), "sales_actual": Decimal(1)}
    found = everything()
    found = replace(found, results={**found.results, "review": (review(bottom),)})
    told = [(point.said.code, point.said.about) for point in problems(found, everywhere())]
    assert ("behind_person", "Ma") in told
    assert not [code for code, about in told if about == "Ma" and code != "behind_person"]


@pytest.mark.parametrize(("lacked", "proposed"), [(1, []), (2, [(2, 18)]), (99, [(99, 0)])])
def test_a_next_step_is_proposed_where_it_covers_a_tenth(lacked: int, proposed: list[tuple[int, int]]) -> None:
    """20 of the year are at stake."""
    row = {"sales_target": Decimal(100), "sales_actual": Decimal(100 - lacked)}
    people = [member("red", "E", "Li"), member("red", "E", "Wu")]
    for gap, told in (("sales", proposed), ("collection", [])):
        step = review((sheet("Li", gap=gap, next_step="call"), row))
        point = next(iter(behind_people(made_found(track=track(*people), review=step))))
        assert [(int(task.amount or 0), int(task.target or 0)) for task in point.tasks] == told


def test_who_is_a_problem_is_no_chance() -> None:
    found = everything()
    wrong = problems(found, everywhere())
    assert [p.said.about for p in chances(found, everywhere(), wrong)] == ["B"]
    assert [p.said.about for p in chances(found, everywhere(), ())] == ["B", "Ma"]


def test_a_problem_that_no_table_shows_is_not_named() -> None:
    assert not problems(everything(), Evidence([]))


def test_without_results_there_are_no_problems() -> None:
    assert not [point for rule in PROBLEM_RULES for point in rule(made_found())]


def test_of_a_period_long_over_nothing_is_proposed_by_rule() -> None:
    """Who was about to be lost two months ago has bought again, or is lost: the day is said, nobody is sent there."""
    row = {"id": "1", "name": "A", "owner": "Li", "lifecycle": "at_risk", "amount": 5000}
    now = made_found(states=customers(row))
    (point,) = problems(now, everywhere())
    assert (len(point.tasks), point.said.on) == (1, None)
    (point,) = problems(replace(now, today=date(2026, 8, 1)), everywhere())
    assert (point.tasks, point.said.on) == ((), date(2026, 6, 30))
