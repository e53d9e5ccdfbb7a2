from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.visits.scheduling import Client, Held, Visit, rooms, schedule

MONDAY = date(2026, 7, 6)
Diary: TypeAlias = tuple[list[tuple[str, int]], list[str]]


def day(number: int) -> date:
    """The so-manieth day from the Monday on, which is 0; every day is worked here."""
    return MONDAY + timedelta(days=number)


def client(key: str, due: int, rank: tuple[int, int, int] = (0, 0, 0), every: int = 100) -> Client:
    return Client(key, rank, day(due), tier_days=every)


def pinned(told: Client) -> Client:
    """The same on his due day and no other."""
    return replace(told, fixed=True)


def planned(*clients: Client, fits: int = 1, days: int = 5, held: dict[str, list[Held]] | None = None) -> Diary:
    """Who is visited on which day, and who is left, every day being worked."""
    room = {day(n): fits for n in range(days)}
    made, left = schedule(clients, room, day(days - 1), lambda c, d: c.again(d), held or {})
    return [(v.client.key, (v.day - MONDAY).days) for v in made if v.day], [v.client.key for v in left]


def test_a_full_day_passes_the_less_important_on() -> None:
    """Two a day: the third waits for the next day, where it comes before one who is due then but ranks below."""
    found = planned(
        client("a", 0, (0, 0, 0)), client("b", 0, (1, 0, 0)), client("c", 0, (2, 0, 0)),
        client("d", 1, (3, 0, 0)), client("e", 1, (0, 0, 0)), fits=2, days=2,
    )  # fmt: skip
    assert found == ([("a", 0), ("b", 0), ("e", 1), ("c", 1)], ["d"])


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (client("z", 0, (0, 9, 9)), client("a", -9, (1, 0, 0))),  # class
        (client("z", 0, (1, 0, 9)), client("a", -9, (1, 1, 0))),  # then tier
        (client("z", 0, (1, 1, -5)), client("a", -9, (1, 1, -4))),  # then value
        (client("z", -3, (1, 1, 1)), client("a", -2, (1, 1, 1))),  # then the longer overdue
        (client("a", -3, (1, 1, 1)), client("b", -3, (1, 1, 1))),  # then the key
    ],
)
def test_who_goes_first(better: Client, worse: Client) -> None:
    assert planned(worse, better, days=2) == ([(better.key, 0), (worse.key, 1)], [])
    assert planned(worse, better, days=1) == ([(better.key, 0)], [worse.key])


def test_visits_repeat_after_the_day_they_were_made() -> None:
    """Every second day from day 1; the last falls behind the plan and is no overflow."""
    assert planned(client("a", 1, every=2), days=6) == ([("a", 1), ("a", 3), ("a", 5)], [])
    moved = planned(client("a", 0, (0, 0, 0), every=4), client("b", 0, (1, 0, 0), every=4), days=6)
    assert moved == ([("a", 0), ("b", 1), ("a", 4), ("b", 5)], [])


def test_a_customer_has_one_open_visit_however_long_he_waits() -> None:
    found = planned(client("a", 0, (0, 0, 0), every=1), client("b", 0, (1, 0, 0), every=1), days=4)
    assert found == ([("a", 0), ("a", 1), ("a", 2), ("a", 3)], ["b"])


def test_the_earlier_of_class_tier_and_step_comes_next() -> None:
    told = Client("a", (0, 0, 0), day(0), class_days=10, tier_days=4, steps=(day(1), day(3)))
    assert [told.again(day(n)) for n in (0, 1, 2, 3)] == [day(1), day(3), day(3), day(7)]
    assert Client("a", (0, 0, 0), day(0), class_days=3, tier_days=None).again(day(0)) == day(3)
    assert Client("a", (0, 0, 0), day(0), class_days=3, tier_days=4).again(day(0)) == day(3)
    # while steps are left, the interval of the class does not count
    assert Client("a", (0, 0, 0), day(0), class_days=3, steps=(day(9),)).again(day(0)) == day(9)


def test_a_fixed_visit_stays_whatever_the_room() -> None:
    """It uses up the day's room first; on a day that is not worked it stands alone."""
    fixed = pinned(client("z", 0, (9, 9, 9)))
    assert planned(fixed, client("a", 0), days=2) == ([("z", 0), ("a", 1)], [])
    made, left = schedule([pinned(client("z", 1)), client("a", 0)], {day(0): 0, day(2): 1}, day(2), _again, {})
    assert [(v.client.key, v.day) for v in made] == [("z", day(1)), ("a", day(2))]
    assert left == []


def _again(told: Client, after: date) -> date:
    return told.again(after)


def test_no_room_at_all() -> None:
    assert planned(client("a", 0), client("b", 0), fits=0) == ([], ["a", "b"])
    assert schedule([client("a", 0)], {}, day(3), _again, {}) == ([], [Visit(client("a", 0), 1, day(0))])


@pytest.mark.parametrize(
    ("per_day", "before", "fits"),
    [
        (Fraction(3), 0, [3, 3, 3, 3]),
        (Fraction(5, 2), 0, [2, 3, 2, 3]),
        (Fraction(5, 2), 1, [3, 2, 3, 2]),
        (Fraction(1, 2), 0, [0, 1, 0, 1]),
        (Fraction(0), 0, [0, 0, 0, 0]),
    ],
)
def test_parts_of_a_visit_a_day_come_in_turn(per_day: Fraction, before: int, fits: list[int]) -> None:
    assert list(rooms([day(n) for n in range(4)], per_day, before).values()) == fits


def test_an_earlier_day_is_kept_while_the_visit_is_due_as_before() -> None:
    """a and b are due on day 0 with room for one; b kept its day 0, so a goes on day 1 although it ranks first."""
    a, b = client("a", 0, (0, 0, 0)), client("b", 0, (1, 0, 0))
    assert planned(a, b, held={"b": [Held(day(0), day(0))]})[0] == [("b", 0), ("a", 1)]
    # due anew, a day past, a day not worked, a day before it is due: planned afresh
    for told in (Held(day(0), day(1)), Held(day(-1), day(0)), Held(day(9), day(0))):
        assert planned(a, b, held={"b": [told]})[0] == [("a", 0), ("b", 1)]
    late = client("b", 2, (1, 0, 0))
    assert planned(late, held={"b": [Held(day(1), day(2))]})[0] == [("b", 2)]


def test_held_visits_that_no_longer_fit_give_way_by_rank() -> None:
    held = {key: [Held(day(1), day(0))] for key in "abc"}
    clients = [client(key, 0, (rank, 0, 0)) for rank, key in enumerate("abc")]
    assert planned(*clients, fits=2, held=held)[0] == [("a", 1), ("b", 1), ("c", 2)]


def test_later_visits_are_held_too() -> None:
    """The second visit is due two days after the first, as it was, and stays on the day that it was moved to."""
    held = {"a": [Held(day(0), day(0)), Held(day(3), day(2))]}
    assert planned(client("a", 0, every=2), held=held) == ([("a", 0), ("a", 3)], [])
    # the first could not be held, so the second is due anew
    assert planned(client("a", 1, every=2), held=held) == ([("a", 1), ("a", 3)], [])


def test_one_who_was_never_contacted_keeps_his_day_though_he_is_due_anew_each_day() -> None:
    held = {"a": [Held(day(3), day(-2))]}
    assert planned(replace(client("a", 0), never=True), held=held)[0] == [("a", 3)]
    assert planned(client("a", 0), held=held)[0] == [("a", 0)]


CLIENTS = st.lists(
    st.tuples(
        st.integers(-5, 12), st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 2)),
        st.integers(1, 6), st.booleans(),
    ), max_size=14,
)  # fmt: skip


@given(CLIENTS, st.integers(0, 3), st.randoms())
def test_laws_of_a_schedule(told: list[tuple[Any, ...]], fits: int, chance: Random) -> None:
    """Nobody is lost, no day holds more than fits but for fixed visits, nobody comes too early, order is nothing."""
    last = day(9)
    clients = [
        Client(f"c{n}", rank, day(due), fixed and due >= 0, tier_days=every)
        for n, (due, rank, every, fixed) in enumerate(told)
    ]
    room = {day(n): fits for n in range(10) if n not in (5, 6)}
    made, left = schedule(clients, room, last, _again, {})
    counts = Counter(v.day for v in made)
    fixed_days = {c.due for c in clients if c.fixed}
    assert all(count <= room.get(d, 0) for d, count in counts.items() if d and d not in fixed_days)
    assert all(v.day is not None and v.due <= v.day <= last for v in made)
    assert {v.client.key for v in (*made, *left)} == {c.key for c in clients if c.due <= last}
    assert len({v.client.key for v in left}) == len(left)
    shuffled = list(clients)
    chance.shuffle(shuffled)
    assert schedule(shuffled, room, last, _again, {}) == (made, left)


@given(CLIENTS, st.integers(1, 3), st.integers(0, 13))
def test_a_plan_kept_changes_only_the_customer_who_changed(
    told: list[tuple[Any, ...]], fits: int, changed: int
) -> None:
    """Even with every day full: whoever has a day keeps it when one customer turns out to be due later."""
    last = day(9)
    clients = [Client(f"c{n}", rank, day(due), tier_days=every) for n, (due, rank, every, _) in enumerate(told)]
    room = {day(n): fits for n in range(10)}
    made, _ = schedule(clients, room, last, _again, {})
    held: dict[str, list[Held]] = {}
    for visit in made:
        assert visit.day is not None
        held.setdefault(visit.client.key, []).append(Held(visit.day, visit.due))
    anew = [
        Client(c.key, c.rank, c.due + timedelta(days=30), tier_days=c.tier_days) if n == changed else c
        for n, c in enumerate(clients)
    ]
    again, _ = schedule(anew, room, last, _again, held)
    before = {(v.client.key, v.number): v.day for v in made if v.client.key != f"c{changed}"}
    after = {(v.client.key, v.number): v.day for v in again}
    assert before.items() <= after.items()


@pytest.mark.parametrize(("step", "next_"), [(4, 14), (5, 5), (1, 14)])
def test_a_step_soon_after_a_visit_was_done_by_it(step: int, next_: int) -> None:
    """Steps less than 5 days after the visit are passed over; the interval of the value tier, 14 days, goes on."""
    told = Client("a", (0, 0, 0), day(0), class_days=30, tier_days=14, steps=(day(step),), apart=5)
    assert told.again(day(0)) == day(next_)
    assert told.by_order(day(0)) is (next_ == step)
    made, _ = schedule([told], {day(n): 1 for n in range(20)}, day(13 if next_ == step else 19), Client.again, {})
    assert [(v.day, v.by_order) for v in made] == [(day(0), False), (day(next_), next_ == step)]


def test_a_step_beyond_the_interval_of_the_tier_does_not_decide() -> None:
    told = Client("a", (0, 0, 0), day(0), class_days=30, tier_days=7, steps=(day(9),), apart=5)
    assert (told.again(day(0)), told.by_order(day(0))) == (day(7), False)


def test_among_equals_those_of_one_city_go_together() -> None:
    """Rank and due day are the same: the city comes before the key, and never before either."""
    cities = {"a": "宁波", "b": "上海", "c": "宁波", "d": "上海"}
    alike = [replace(client(key, 0), city=city) for key, city in cities.items()]
    assert planned(*alike, fits=2, days=2)[0] == [("b", 0), ("d", 0), ("a", 1), ("c", 1)]
    better = replace(client("e", 0, (0, 0, -1)), city="苏州")
    assert planned(*alike, better, fits=1, days=1)[0] == [("e", 0)]
