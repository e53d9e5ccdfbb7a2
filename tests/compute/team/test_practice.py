"""The best against the middle, what closing the gap brings, who learns from whom."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.activity.kpi_tallies import Tally
from salesplan.compute.team.bands import Band
from salesplan.compute.team.practice import Person, bands_by_sales, gain_of, gap_of, gaps, pairings
from salesplan.compute.team.practice_register import of_register, of_roles, register, role_targets
from salesplan.compute.team.staff import Colleague, Staff
from salesplan.model.plan.preparation import Playbook, Practice
from salesplan.model.plan.review import BandParameters

LIST = (120, 115, 115, 110, 100, 95, 90, 80, 75, 60)
HALF = Decimal("0.5")


def people_of(*sales: int | None) -> list[Person]:
    return [
        Person(f"P{at}", None, None, {} if value is None else {"sales": Fraction(value)})
        for at, value in enumerate(sales)
    ]


@pytest.mark.oracle("9.4-a")
def test_gap_of_the_list_of_the_bands() -> None:
    """Top 120, 115, 115 (116.67), middle 110, 100, 95, 90 (98.75): the top has 18.1 % more."""
    people = people_of(*LIST)
    bands = bands_by_sales(people, BandParameters())
    found = gaps(people, bands, HALF, {"sales": Decimal("0.4")})[0]
    assert (found.top_mean, found.middle_mean, found.bottom_mean) == (
        Decimal("116.67"),
        Decimal("98.75"),
        Decimal("71.67"),
    )
    assert found.gap is not None
    assert round(found.gap, 3) == Decimal("0.181")
    assert (found.ratio, found.reference, found.reason) == (Decimal("1.181435"), Decimal("0.4"), None)


@pytest.mark.oracle("9.4-b")
def test_closing_half_of_a_gap_of_forty_percent() -> None:
    """Top 140 against a middle of 100 is 40 %; six at 100 who close half of it bring 120 more."""
    assert gap_of([140], [100] * 6) == Fraction(2, 5)
    assert gain_of([140], [100] * 6, HALF) == 120


def test_nobody_above_the_top_loses_anything() -> None:
    """Of a middle of 90 and 130 against 120 only the first can gain: half of 30."""
    assert gain_of([120], [90, 130], HALF) == 15


def test_what_cannot_be_compared_is_not() -> None:
    assert gap_of([], [1]) is None
    assert gap_of([1], []) is None
    assert gap_of([1], [0]) is None
    assert gap_of([1], [-1]) is None
    assert gain_of([], [1], HALF) is None


@settings(max_examples=40)
@given(st.lists(st.integers(0, 1000), min_size=1, max_size=12), st.integers(0, 1000))
def test_closing_all_of_the_gap_lifts_everyone_to_the_top(middle: list[int], top: int) -> None:
    assert gain_of([top], middle, Decimal(1)) == sum(max(top, own) - own for own in middle)


@pytest.mark.parametrize(("count", "banded"), [(3, False), (4, True)])
def test_three_people_have_no_bands(count: int, banded: bool) -> None:  # noqa: FBT001 - the expected value
    people = people_of(*range(10, 10 + count))
    bands = bands_by_sales(people, BandParameters())
    assert bool(bands) is banded
    assert gaps(people, bands, HALF, {})[0].reason == (None if banded else "no_bands")


def test_all_equal_leaves_no_middle_and_a_middle_of_nothing_no_gap() -> None:
    equal = people_of(5, 5, 5, 5)
    found = gaps(equal, bands_by_sales(equal, BandParameters()), HALF, {})[0]
    assert (found.gap, found.gain, found.reason) == (None, None, "no_middle")
    people = people_of(9, 0, 0, -1)
    assert gaps(people, bands_by_sales(people, BandParameters()), HALF, {})[0].reason == "middle_zero"


def test_who_has_no_sales_has_no_band() -> None:
    assert "P4" not in bands_by_sales(people_of(4, 3, 2, 1, None), BandParameters())


def known(name: str, team: str | None, **values: int) -> Person:
    return Person(name, team, None, {key: Fraction(value) for key, value in values.items()})


def test_the_middle_learns_what_it_is_furthest_behind_in() -> None:
    """C is at 40 of 60 in contacts and at 3 of 12 in customers: he learns customers from A, best of the top at it."""
    people = [
        known("A", "南", sales=100, served=16, contacts=40),
        known("B", "北", sales=90, served=8, contacts=80),
        known("C", "北", sales=50, served=3, contacts=40),
        known("D", "北", sales=10, served=1, contacts=1),
    ]
    bands: dict[str, Band] = {"A": "top", "B": "top", "C": "middle", "D": "bottom"}
    (pair,) = pairings(people, bands, HALF)
    assert (pair.name, pair.metric, pair.behind) == ("C", "served", Decimal("0.75"))
    assert (pair.own, pair.top_mean) == (Decimal(3), Decimal(12))
    assert (pair.partner, pair.partner_value) == ("B", Decimal(8))  # his own team first, though A has 16
    assert pair.gain == Decimal("22.5")
    elsewhere = [*people[:2], known("C", "东", sales=50, served=3, contacts=40)]
    assert [p.partner for p in pairings(elsewhere, bands, HALF)] == ["A"]


def test_who_is_behind_in_nothing_has_no_partner() -> None:
    people = [known("A", None, sales=100, contacts=10), known("B", None, sales=90, contacts=10)]
    assert pairings(people, {"A": "top", "B": "middle"}, HALF) == ()
    assert pairings(people[1:], {"B": "middle"}, HALF) == ()


TEAM = Staff(
    (Colleague("张三", "R1", role="业务员"), Colleague("李四", "R2", role="业务员"), Colleague("王五", role="经理"))
)


def test_a_practice_counts_those_of_the_team_who_do_it() -> None:
    practice = Practice(practice="当天记录", owner="张三", evidence="快 9 天", adopted_by=("R1", "李四", "赵六"))
    (found,) = register([practice], TEAM.listed, TEAM)
    assert (found.adopted, found.people, found.share, found.open) == (2, 3, Decimal("0.666667"), ("王五",))
    assert [(p.code, p.value) for p in of_register([practice], TEAM)] == [("PRACTICE-unknown", "赵六")]
    (bare,) = of_register([Practice(practice="要订单")], TEAM)
    assert bare.code == "PRACTICE-incomplete"
    (alone,) = register([practice], (), TEAM)
    assert (alone.adopted, alone.people, alone.share) == (0, 0, None)


def test_each_role_has_duty_target_and_cross_sell() -> None:
    whole = Playbook(role="业务员", duties=("拜访",), target="300 万", cross_sell=Decimal(2))
    counts = {"张三": Tally(lines=5, line_customers=2), "李四": Tally(lines=1, line_customers=2)}
    roles = role_targets([whole, Playbook(role="助理", target="协助")], TEAM.listed, counts)
    told = [(r.role, r.people, r.cross_sell, r.customers, r.lacking) for r in roles]
    assert told == [
        ("业务员", 2, Decimal("1.5"), 4, ()),
        ("经理", 1, None, 0, ("duties", "target", "cross_sell")),
        ("助理", 0, None, 0, ("duties", "cross_sell")),
    ]
    assert [(p.code, p.severity, p.value) for p in of_roles(roles, written=True)] == [
        ("PRACTICE-playbook", "error", "经理"),
        ("PRACTICE-playbook", "error", "助理"),
    ]
    assert [p.code for p in of_roles(roles, written=False)] == ["PRACTICE-no-playbook"]
