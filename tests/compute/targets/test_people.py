"""People over time: seats, moves, vacancies, and the targets they make."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw
import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from salesplan.compute.targets.grid.tree import Node
from salesplan.compute.targets.people.people import People
from salesplan.compute.targets.people.roster import team_with
from salesplan.compute.targets.people.staffing import Seat, days_worth
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import Decomposed, decompose, split
from salesplan.compute.working_days import workdays
from salesplan.errors import SalesplanError
from salesplan.load.calendar import work_calendar
from salesplan.model.calendar import WorkCalendar
from salesplan.model.period import FiscalYear, Period, month_of
from salesplan.model.plan.targets import SplitParameters
from salesplan.model.plan.team import Member, Move, Selling, Team
from salesplan.model.records import Records

CHINA = work_calendar("CN", range(2024, 2028))
WEEKDAYS = WorkCalendar()
YEAR = FiscalYear(2026)
SETTINGS = SplitParameters()
TEN = Decimal(10)


def day(text: str | None) -> date | None:
    return date.fromisoformat(f"2026-{text}") if text else None


def person(name: str, joined: str | None = None, left: str | None = None, **more: Any) -> Member:  # noqa: ANN401 - any field
    more |= {key: day(text) for key, text in (("joined", joined), ("left", left)) if text}
    return Member(name=name, **more)


def people(*members: Member, selling: Selling | None = None, calendar: WorkCalendar = WEEKDAYS) -> People:
    return People(Team(members=members, selling=selling), YEAR.period, calendar, SETTINGS)


def made(team: Sequence[Member], by: str, total: int = 1200, orders: Records | None = None, **more: Any) -> Decomposed:  # noqa: ANN401 - any field
    for key in ("pins", "least", "most"):
        more[key] = {path: Decimal(amount) for path, amount in more.get(key, {}).items()}
    request = SplitRequest("T", Decimal(total), tuple(by.split(",")), YEAR, team=Team(members=tuple(team)), **more)
    return decompose(request, history=orders, calendar=CHINA, as_of=date(2026, 3, 1))


def grid(split: Decomposed, level: str = "rep") -> dict[str, list[int]]:
    """The innermost periods of the members of a level, by path without the level's own name."""
    times = [node for node in split.targets.times if not node.children]
    found = {}
    for node in split.targets.items:
        if node.level == level:
            name = "/".join(reversed([above.name for above in node.line() if above.parent is not None]))
            found[name] = [int(split.targets.cells[node.index][time.index]) for time in times]
    return found


def year_of(split: Decomposed) -> dict[str, int]:
    return {node.path: int(split.targets.cells[node.index][0]) for node in split.targets.items if node.parent}


def refused(team: Sequence[Member], by: str, **more: Any) -> list[str]:  # noqa: ANN401 - any field
    with pytest.raises(SalesplanError) as raised:
        made(team, by, **more)
    return [problem.code for problem in raised.value.problems]


def sales(rows: Mapping[str, int], **columns: Sequence[str]) -> Records:
    """Orders of the first and the last day of 2025, half of what each sold on either."""
    data = {
        "date": [date(2025, 1, 1)] * len(rows) + [date(2025, 12, 31)] * len(rows),
        "rep": [*rows] * 2,
        "amount": [amount * 50 for amount in rows.values()] * 2,
        **{name: [*values] * 2 for name, values in columns.items()},
    }
    return Records("orders", nw.from_native(pl.DataFrame(data), eager_only=True), {"amount": 2})


# Seats

JULY = month_of(2026, 7)  # 23 working days, the 15th a Wednesday


@pytest.mark.parametrize(
    ("member", "days"),
    [
        (person("老员工"), 23),
        (person("最后一天 31 日", left="07-31"), 23),
        (person("最后一天 30 日", left="07-30"), 22),
        (person("最后一天 1 日", left="07-01"), 1),
        (person("六月底走", left="06-30"), 0),
        (person("第一天 31 日", "07-31"), Fraction(1, 4)),
        (person("月中来", "07-15"), Fraction(13, 4)),
        (person("熟手", "07-15", ramp=False), 13),
        (person("四月十五来", "04-15"), 10 * Fraction(3, 4) + 13),
        (person("半天", share=Decimal("0.5")), Fraction(23, 2)),
        (person("试用期到 15 日", probation_until=date(2026, 7, 15)), Fraction(11, 2) + 12),
        (person("试用一天", "07-15", ramp=False, probation_until=date(2026, 7, 15)), Fraction(1, 2) + 12),
        (person("试用期里爬坡更低", "07-01", probation_until=date(2026, 9, 30)), Fraction(23, 4)),
        (person("爬坡已过一半", "05-01", probation_until=date(2026, 9, 30)), Fraction(23, 2)),
        (person("待招", "08-01", vacancy=True), 0),
    ],
)
def test_what_a_seat_is_worth_in_july(member: Member, days: Fraction | int) -> None:
    staff = people(member)
    assert sum((staff.days(seat, JULY) for seat in staff.seats), Fraction(0)) == days
    assert (staff.presence({"rep": member.name}, JULY) or 0) == Fraction(days) / 23


@settings(max_examples=60, deadline=None)
@given(
    joined=st.none() | st.dates(date(2025, 6, 1), date(2027, 1, 31)),
    left=st.none() | st.dates(date(2025, 12, 1), date(2027, 1, 31)),
    share=st.sampled_from(["1", "0.5"]),
    ramps=st.booleans(),
    first=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    length=st.integers(0, 120),
)
def test_a_seat_is_worth_what_its_days_are_worth(
    joined: date | None, left: date | None, share: str, *, ramps: bool, first: date, length: int
) -> None:
    assume(not joined or not left or joined <= left)
    period = Period(first, min(date.fromordinal(first.toordinal() + length), date(2026, 12, 31)))
    staff = people(Member(name="A", joined=joined, left=left, share=Decimal(share), ramp=ramps), calendar=CHINA)
    seat = Seat("A", joined, left, Decimal(share), ramps)
    worth = days_worth(seat, period, CHINA, SETTINGS.ramp)
    assert sum((staff.days(each, period) for each in staff.seats), Fraction(0)) == worth


MOVED = person("丁", team="B", region="南", moves=(Move(on=date(2026, 5, 1), team="A"),))


def test_a_move_makes_two_seats_and_no_new_ramp() -> None:
    newcomer = person("丁", "03-01", team="B", moves=(Move(on=date(2026, 5, 1), team="A"),))
    staff = people(newcomer, calendar=WEEKDAYS)
    assert staff.members("team", {}) == ("B", "A")
    assert staff.members("rep", {"team": "A"}) == staff.members("rep", {"team": " Ａ"}) == ("丁",)
    assert staff.presence({"team": "B", "rep": "丁"}, month_of(2026, 4)) == Fraction(1, 2)
    assert staff.presence({"team": "A", "rep": "丁"}, month_of(2026, 4)) == 0
    assert staff.presence({"team": "A", "rep": "丁"}, month_of(2026, 5)) == Fraction(3, 4), "the third month of service"
    assert staff.presence({"rep": "丁"}, month_of(2026, 5)) == Fraction(3, 4)


def test_a_move_changes_only_what_it_names() -> None:
    staff = people(MOVED)
    assert staff.members("team", {"region": "南"}) == ("B", "A")
    assert staff.levels == ("team", "region", "rep")
    assert staff.presence({"team": "A", "region": "南", "product": "泵"}, month_of(2026, 6)) == 1
    assert staff.presence({"product": "泵"}, JULY) is None, "a level the team says nothing about"


def test_a_team_has_the_mean_of_its_seats() -> None:
    staff = people(person("甲", team="A"), person("乙", left="06-30", team="A"), person("丙", team="B"))
    assert staff.presence({"team": "A"}, month_of(2026, 6)) == 1
    assert staff.presence({"team": "A"}, JULY) == Fraction(1, 2)
    assert staff.presence({"team": "C"}, JULY) == 0


def test_a_period_without_working_days_goes_by_calendar_days() -> None:
    weekend = Period(date(2026, 7, 4), date(2026, 7, 5))
    staff = people(person("甲"), person("乙", left="07-04"), person("丙", "07-06"))
    shown = [staff.presence({"rep": name}, weekend) for name in ("甲", "乙", "丙")]
    assert shown == [1, Fraction(1, 2), 0]


def test_who_is_not_there_in_the_year_has_no_seat() -> None:
    gone = Member(name="走了", left=date(2025, 12, 31), team="A")
    staff = people(gone, person("甲", team="B"), Member(name="明年", joined=date(2027, 1, 1)))
    assert staff.members("rep", {}) == ("甲",)
    assert staff.members("team", {}) == ("B",)
    last = people(Member(name="首日走", left=date(2026, 1, 1)), Member(name="末日来", joined=date(2026, 12, 31)))
    assert last.members("rep", {}) == ("首日走", "末日来")


@pytest.mark.oracle("2.4-c")
def test_what_people_can_sell() -> None:
    selling = Selling(calls_per_day=Decimal(6), conversion=(Decimal("0.1"), Decimal("0.3")), order=Decimal(5000))
    twenty = WorkCalendar(special={date(2026, 1, n): n <= 28 for n in (1, 2, 29, 30)})
    january = Period(date(2026, 1, 1), date(2026, 1, 28))
    team = Team(members=(person("甲", team="A"), person("乙", share=Decimal("0.5"), team="A")), selling=selling)
    staff = People(team, january, twenty, SETTINGS)
    assert staff.weights("rep", {}) == {"甲": Fraction(18000), "乙": Fraction(9000)}
    assert staff.weights("team", {}) == {"A": Fraction(27000)}
    assert staff.weights("region", {}) is None


# Splits


def test_hand_worked_months_of_people_who_come_and_go() -> None:
    """Equal months and an even split by hand: the last day worked, the first day, the middle of a month."""
    team = [person("甲"), person("走", left="06-30"), person("来", "04-01", ramp=False), person("中", left="04-15")]
    found = grid(made(team, "rep,month", 120_000, basis={"month": "even"}))
    assert [cell > 0 for cell in found["走"]] == [True] * 6 + [False] * 6
    assert [cell > 0 for cell in found["来"]] == [False] * 3 + [True] * 9
    assert [cell > 0 for cell in found["中"]] == [True] * 4 + [False] * 8
    assert [sum(month) for month in zip(*found.values(), strict=True)] == [10_000] * 12
    # April has 21 working days in China in 2026, 10 of them to the 15th.
    ratio = Fraction(found["中"][3], found["中"][2]) / Fraction(found["甲"][3], found["甲"][2])
    assert abs(ratio - Fraction(WORKED_IN_APRIL, 21)) < Fraction(1, 500)


WORKED_IN_APRIL = sum(CHINA.is_workday(date(2026, 4, n)) for n in range(1, 16))


def test_the_year_is_prorated_by_the_days_of_the_seat() -> None:
    team = [person("甲"), person("走", left="06-30"), person("半", share=Decimal("0.5"))]
    days, half = 248, workdays(Period(date(2026, 1, 1), date(2026, 6, 30)), CHINA)
    total = 2 * days + 2 * half + days
    assert year_of(made(team, "rep", total)) == {"rep=甲": 2 * days, "rep=走": 2 * half, "rep=半": days}
    weighed = made(
        team, "rep", 2 * days + 2 * half, weights={"rep": {"甲": Decimal(1), "走": Decimal(2), "半": Decimal(2)}}
    )
    assert year_of(weighed) == {"rep=甲": days, "rep=走": 2 * half, "rep=半": days}


def test_capacity_counts_the_days_once() -> None:
    half = workdays(Period(date(2026, 1, 1), date(2026, 6, 30)), CHINA)
    team = [person("甲"), person("走", left="06-30"), person("半", share=Decimal("0.5"))]
    found = year_of(made(team, "rep", 2 * 248 + 2 * half + 248, basis={"rep": "capacity"}))
    assert found == {"rep=甲": 2 * 248, "rep=走": 2 * half, "rep=半": 248}


@pytest.mark.parametrize("pins", [{}, {"rep=R007/month=8": 5, "rep=R091": 1000}])
def test_a_large_team_is_exact_in_every_month(pins: dict[str, int]) -> None:
    """More rows than are fitted one by one: those who are there alike are fitted together."""
    left = ["06-30", None, None, "03-31", None]
    team = [person(f"R{n:03}", left=left[n % 5]) for n in range(100)]
    split = made(team, "rep,month", 1_234_567, pins=pins)
    assert split.targets.adds_up(1, remainder=False)
    found = grid(split)
    assert found["R003"][3:] == [0] * 9
    assert found["R000"][6:] == [0] * 6
    alike = [found[f"R{n:03}"] for n in range(0, 100, 5)]
    assert all(max(month) - min(month) <= 2 for month in zip(*alike, strict=True))
    if pins:
        assert (found["R007"][7], sum(found["R091"])) == (5, 1000)


def test_part_time_does_not_count_against_what_was_sold_part_time() -> None:
    team = [person("甲"), person("半", share=Decimal("0.5")), person("走", left="06-30")]
    orders = sales({"甲": 100, "半": 100, "走": 100})
    found = year_of(made(team, "rep", 1_000_000, orders, basis={"rep": "history"}))
    assert abs(found["rep=甲"] - found["rep=半"]) <= 1
    assert found["rep=甲"] > found["rep=走"] > 0


def test_a_vacancy_is_a_seat_with_its_name() -> None:
    found = grid(made([person("甲"), person("待招1", "07-01", vacancy=True)], "rep,quarter", 4000))
    assert found["待招1"][:2] == [0, 0]
    assert found["待招1"][3] > found["待招1"][2] > 0, "months of the ramp get less"


def test_someone_moved_stands_below_both_teams_and_the_teams_follow() -> None:
    team = [person("甲", team="A"), person("丙", team="B"), person("戊", team="B"), MOVED]
    made_ = made(team, "team,rep,month", 120_000, basis={"month": "even"})
    found = grid(made_)
    assert [cell > 0 for cell in found["B/丁"]] == [True] * 4 + [False] * 8
    assert [cell > 0 for cell in found["A/丁"]] == [False] * 4 + [True] * 8
    teams = grid(made_, "team")
    assert teams["A"][4] > teams["A"][3]
    assert teams["B"][4] < teams["B"][3]
    assert made_.targets.adds_up(1, remainder=False)


def test_a_handover_inside_a_team_of_one_keeps_every_month() -> None:
    """Half of the year each by working days, but not half of the season: the year follows the months."""
    team = [person("前", left="06-30", team="A"), person("后", "07-01", team="A", ramp=False), person("丙", team="B")]
    split = made(team, "team,rep,month", 240_000, weights={"month": {f"2026-{n:02}": Decimal(n) for n in range(1, 13)}})
    found, teams = grid(split), grid(split, "team")
    assert found["A/前"] == [*teams["A"][:6], *[0] * 6]
    assert found["A/后"] == [*[0] * 6, *teams["A"][6:]]
    assert split.targets.adds_up(1, remainder=False)


def test_targets_nobody_is_there_for_are_refused_by_name() -> None:
    with pytest.raises(SalesplanError) as raised:
        made([person("甲", "02-15"), person("乙", "03-01", vacancy=True)], "rep,month")
    (problem,) = raised.value.problems
    assert problem.code == "SPLIT-nobody"
    assert problem.what.in_("zh") == "2026-01 没有人在岗，102 的目标没人承担"
    assert "甲" in str(problem.fix)
    assert refused([person("甲", "02-15")], "rep,quarter,month") == ["SPLIT-nobody"]
    quarters = grid(made([person("甲", "02-15")], "rep,quarter"))
    assert all(cell > 0 for cell in quarters["甲"]), "somebody is there in each quarter"


def test_the_members_are_those_of_the_team() -> None:
    orders = sales({"张三": 300, "李四": 100, "Zhang San": 50})
    split = made([person("张三"), person("李四"), person("zhang san")], "rep", 800, orders, basis={"rep": "history"})
    assert year_of(split) == {"rep=张三": 600, "rep=李四": 200, "rep=zhang san": 0}
    found = {problem.code: problem for problem in split.findings}
    assert found["SPLIT-rep-unknown"].severity == "note"
    assert "Zhang San" in str(found["SPLIT-rep-unknown"].fix)
    assert found["SPLIT-no-own-history"].severity == "warning"
    assert "zhang san" in str(found["SPLIT-no-own-history"].what)


def test_history_goes_with_who_sold_it() -> None:
    orders = sales({"甲": 300, "丁": 100, "丙": 200}, team=["A", "B", "B"])
    team = [person("甲", team="A"), person("丙", team="B"), replace_team(MOVED)]
    split = made(team, "team,rep", 1000, orders, weights={"team": {"A": Decimal(1), "B": Decimal(1)}})
    found = year_of(split)
    assert found["team=A/rep=丁"] > 0, "what he sold in B counts in A from the move on"
    assert found["team=B/rep=丁"] > 0


def replace_team(member: Member) -> Member:
    return member.model_copy(update={"region": None})


def test_weights_of_people_the_team_does_not_have() -> None:
    team = [person("甲"), Member(name="走了", left=date(2025, 12, 31))]
    assert refused(team, "rep", weights={"rep": {"甲": Decimal(1), "以": Decimal(1)}}) == ["SPLIT-member"]
    split = made(team, "rep", weights={"rep": {"甲": Decimal(1), "走了": Decimal(1)}})
    assert [problem.code for problem in split.findings] == ["SPLIT-rep-gone"]
    assert year_of(split) == {"rep=甲": 1200}


def test_who_has_no_team_is_named() -> None:
    split = made([person("甲", team="A"), person("乙")], "team,rep")
    assert [problem.code for problem in split.findings] == ["SPLIT-rep-place"]
    assert year_of(split) == {"team=A": 1200, "team=A/rep=甲": 1200}


def test_a_team_changes_nothing_in_a_split_of_regions() -> None:
    weights = {"region": {"东": Decimal(3), "南": Decimal(1)}}
    with_team = made([person("甲", "06-01", region="东")], "region,month", weights=weights)
    assert with_team.targets.cells == made([], "region,month", weights=weights).targets.cells


def test_how_long_a_seat_is_filled() -> None:
    team = Team(members=(person("甲"), person("走", left="06-30"), person("来", "07-01")))
    request = SplitRequest("T", Decimal(1200), ("rep", "quarter"), YEAR, team=team)
    result = split(request, history=None, calendar=CHINA, as_of=date(2026, 3, 1))
    shown = {row["rep"]: row["availability"] for row in result.rows.records() if row["level"] == "rep"}
    assert shown["甲"] == 1
    assert isinstance(shown["走"], Decimal)
    assert isinstance(shown["来"], Decimal)
    assert abs(shown["走"] + shown["来"] - 1) < Decimal("1e-12"), "whatever newcomers are worth"
    assert all(row["availability"] is None for row in result.rows.records() if row["level"] != "rep")


# Margins


@pytest.mark.parametrize(
    ("hedge", "compound", "team", "rep", "month"),
    [
        ({"team": "0.10", "rep": "0.10"}, False, 110, 110, 110),
        ({"team": "0.10", "rep": "0.10"}, True, 110, 121, 121),
        ({"team": "0.05"}, False, 105, 105, 105),
        ({"rep": "0.125"}, False, 100, 113, 113),
        ({"rep": "0.124"}, False, 100, 112, 112),
        ({"rep": "0"}, False, 100, 100, 100),
    ],
)
@pytest.mark.parametrize("sign", [1, -1])
def test_targets_handed_out_with_a_margin(
    hedge: dict[str, str], *, compound: bool, team: int, rep: int, month: int, sign: int
) -> None:
    margins = {level: Decimal(margin) for level, margin in hedge.items()}
    request = SplitRequest(
        "T",
        Decimal(sign * 100),
        ("team", "rep", "year"),
        YEAR,
        weights={"team": {"A": Decimal(1)}, "rep": {"甲": Decimal(1)}},
        hedge=margins,
        hedge_compound=compound,
    )
    result = split(request, history=None, calendar=CHINA, as_of=date(2026, 3, 1))
    shown = {row["level"]: row["handed_out"] for row in result.rows.records()}
    assert shown == {"total": sign * 100, "team": sign * team, "rep": sign * rep, "year": sign * month}
    assert result.summary.exact
    assert {p.name for p in result.parameters} >= {f"hedge.{level}" for level in hedge}
    bare = split(replace(request, hedge={}), history=None, calendar=CHINA, as_of=date(2026, 3, 1))
    assert "handed_out" not in [column.key for column in bare.rows.columns]


def test_a_margin_needs_its_level_and_is_not_below_zero() -> None:
    hedge = {"region": Decimal("0.1"), "rep": Decimal("-0.1")}
    assert refused([person("甲")], "rep", hedge=hedge) == ["SPLIT-stray-level", "SPLIT-hedge"]


# Any team

NEW_YEAR = date(2026, 1, 1).toordinal()


def any_team(rng: random.Random, size: int) -> list[Member]:
    """A team in which somebody is always there."""
    members = [person(f"R{n}", team=f"T{n % 3}") for n in range(3)]
    for n in range(3, size):
        joined = date.fromordinal(NEW_YEAR + rng.randrange(-100, 360)) if rng.random() < 0.5 else None
        left = date.fromordinal(NEW_YEAR + rng.randrange(0, 360)) if rng.random() < 0.4 else None
        if joined and left and left < joined:
            left = None
        on = date.fromordinal(NEW_YEAR + rng.randrange(0, 360))
        there = (joined is None or joined <= on) and (left is None or on <= left)
        moves = (Move(on=on, team=f"T{rng.randrange(3)}"),) if there and rng.random() < 0.5 else ()
        share = Decimal(rng.choice(["1", "0.5"]))
        members.append(Member(name=f"R{n}", joined=joined, left=left, share=share, team=f"T{n % 3}", moves=moves))
    return members


@settings(max_examples=20, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    size=st.integers(3, 20),
    by=st.sampled_from(["rep,month", "team,rep,quarter,month", "quarter,team,rep", "rep,week"]),
    unit=st.sampled_from([1, 100]),
)
def test_every_sum_of_any_team_is_exact_and_nobody_has_a_target_while_away(
    seed: int, size: int, by: str, unit: int
) -> None:
    rng = random.Random(seed)  # noqa: S311 - test data
    team = any_team(rng, size)
    split = made(team, by, 1_234_567, unit=Decimal(unit), unit_remainder=unit > 1)
    assert split.targets.adds_up(unit, remainder=unit > 1)
    away = people(*team, calendar=CHINA)
    for item in split.targets.items:
        for time in split.targets.times:
            if away.presence(names_of(item), time.period or YEAR.period) == 0:
                assert split.targets.cells[item.index][time.index] == 0
    shuffled = made(rng.sample(team, len(team)), by, 1_234_567, unit=Decimal(unit), unit_remainder=unit > 1)
    assert shuffled.targets.cells == split.targets.cells


def names_of(node: Node) -> dict[str, str]:
    return {above.level: above.name for above in node.line() if above.parent is not None}


# Teams by their people, and the list of sales people


def test_teams_go_by_what_their_people_sold_else_by_their_number() -> None:
    team = [person("甲", team="A"), person("乙", team="A"), person("丙", team="B"), person("新", team="C")]
    orders = sales({"甲": 300, "乙": 100, "丙": 200})
    split = made(team, "team", 600, orders)
    assert year_of(split) == {"team=A": 400, "team=B": 200, "team=C": 0}
    assert [(p.code, p.what.in_("en")) for p in split.findings] == [("SPLIT-no-own-history", "no past sales, so 0: C")]
    assert year_of(made(team, "team", 400)) == {"team=A": 200, "team=B": 100, "team=C": 100}
    assert year_of(made(team, "team", 300, basis={"team": "even"})) == {"team=A": 100, "team=B": 100, "team=C": 100}
    moved = [person("甲", team="A"), person("丁", team="B", moves=(Move(on=date(2026, 7, 1), team="A"),))]
    half = workdays(Period(date(2026, 1, 1), date(2026, 6, 30)), CHINA)
    assert year_of(made(moved, "team", 248, sales({"丁": 100}))) == {"team=A": 248 - half, "team=B": half}


def listed(**columns: Sequence[Any]) -> Records:
    return Records("reps", nw.from_native(pl.DataFrame(columns), eager_only=True), {"share": 1})


def test_the_list_of_sales_people_adds_to_the_team() -> None:
    reps = listed(
        id=["1", "2", "3", "4", "5"],
        name=["甲", "乙", "乙", None, "六"],
        team=["A", "B", "C", "B", "B"],
        hired=[date(2020, 1, 1), None, None, date(2026, 5, 1), None],
        left=[None, date(2026, 6, 30), None, date(2026, 4, 1), None],
        share=[5, 8, None, None, 0],
    )
    found = team_with(Team(members=(person("甲", share=Decimal("0.9"), team="Z"), person("待招"))), reps)
    assert [(m.name, m.team, m.joined, m.left, m.share) for m in found.members] == [
        ("甲", "Z", date(2020, 1, 1), None, Decimal("0.9")),
        ("待招", None, None, None, Decimal(1)),
        ("乙", "B", None, date(2026, 6, 30), Decimal("0.8")),
    ]
    assert team_with(found, None) is found
    assert [m.name for m in team_with(Team(), listed(id=["7"])).members] == ["7"]
