"""Names that mean the same: of weights, orders and team; people who are there on no day of the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import narwhals as nw
import polars as pl
import pytest

from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import decompose
from salesplan.compute.targets.weights.near_names import near_name, spelt_differently
from salesplan.errors import Problem
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear
from salesplan.model.plan.team import Member, Move, Team
from salesplan.model.records import Records

CHINA = work_calendar("CN", range(2024, 2028))


def orders(*lines: tuple[str, str, str, int]) -> Records:
    """Day, region, rep, amount; the year 2025 is full."""
    full = [("2025-01-01", "华东", "张三", 0), ("2025-12-31", "华东", "张三", 0), *lines]
    frame = pl.DataFrame(
        [(date.fromisoformat(day), *rest) for day, *rest in full],
        schema={"date": pl.Date, "region": pl.String, "rep": pl.String, "amount": pl.Int64},
        orient="row",
    )
    return Records("orders", nw.from_native(frame, eager_only=True))


SOLD = orders(
    ("2025-05-01", "华东", "张三", 600),
    ("2025-05-01", "华北", "李四", 1300),
    ("2025-05-01", "中南", "赵敏", 900),
    ("2025-05-01", "西北", "周涛", -5),
    ("2025-05-01", "东北", "孙强", 0),
    ("2024-05-01", "西南", "郑爽", 700),
)


def findings(
    by: str,
    records: Records | None = SOLD,
    *,
    weights: Mapping[str, Sequence[str]] | None = None,
    team: Sequence[Member] = (),
    basis: Mapping[str, str] | None = None,
) -> dict[str, Problem]:
    """What is found, by code; every weight is 1."""
    given = {level: dict.fromkeys(names, Decimal(1)) for level, names in (weights or {}).items()}
    request = SplitRequest(
        "T",
        Decimal(1200),
        tuple(by.split(",")),
        FiscalYear(2026),
        weights=given,
        team=Team(members=tuple(team)),
        basis=basis or {},
    )
    made = decompose(request, history=records, calendar=CHINA, as_of=date(2026, 1, 5))
    return {problem.code: problem for problem in made.findings}


def words(problem: Problem) -> tuple[str, str, str]:
    return problem.severity, problem.what.in_("zh"), problem.fix.in_("zh")


# Weights


def test_a_name_that_the_orders_do_not_have_is_questioned() -> None:
    found = findings("region", weights={"region": ("华东", "华被", "中南")})
    assert words(found["SPLIT-weights-name"]) == (
        "warning",
        "订单和 team 里没有这些区域：华被",
        "是不是写法不同：华被 → 华北？真是新的就不用改",
    )
    assert found["SPLIT-weights-name"].place.key == "targets.T.weights.region"


def test_a_new_name_stays_possible() -> None:
    found = findings("region", weights={"region": ("华东", "华北", "中南", "海外业务")})
    assert found["SPLIT-weights-name"].fix.in_("zh") == "真是新的就不用改"
    assert "SPLIT-weights-missing" not in found


def test_members_with_sales_and_without_a_weight_are_named_with_their_sales() -> None:
    """华北 sold most; 西北 nets below 0, 东北 to 0, and 西南 sold the year before only."""
    found = findings("region", weights={"region": ("华东",)})
    assert words(found["SPLIT-weights-missing"]) == (
        "warning",
        "2025 年有销售、却没有给权重，分到 0：华北 1,300、中南 900",
        "补上它们的权重；不要分就写 0",
    )
    assert "SPLIT-weights-name" not in found


def test_nothing_is_said_of_what_is_known_or_of_a_level_that_is_not() -> None:
    every = ("华 东", "华东", "华北", "中南", "西南", "西北", "东北")
    assert not findings("region", weights={"region": every[1:]}).keys() & {
        "SPLIT-weights-name",
        "SPLIT-weights-missing",
    }
    assert (
        findings("region", weights={"region": every})["SPLIT-weights-name"]
        .fix.in_("zh")
        .startswith("是不是写法不同：华 东 → 华东")
    )
    assert not findings("region", None, weights={"region": ("甲",)})
    assert not findings("brand", weights={"brand": ("甲",)})


def test_the_team_knows_names_too() -> None:
    team = [Member(name="甲", region="华东", moves=(Move(on=date(2026, 5, 1), region="西藏"),))]
    found = findings("region", None, team=team, weights={"region": ("华东", "西藏", "西臧")})
    assert found["SPLIT-weights-name"].what.in_("zh").endswith("：西臧")


# The team and the orders


def test_a_person_spelt_differently_is_asked_about_from_both_sides() -> None:
    found = findings("rep", team=[Member(name="张叁"), Member(name="李四")], basis={"rep": "history"})
    assert found["SPLIT-no-own-history"].fix.in_("zh").startswith("是不是写法不同：张叁 → 张三？改用")
    assert found["SPLIT-rep-unknown"].fix.in_("zh").startswith("是不是写法不同：张三 → 张叁？还在岗")


def test_a_region_spelt_differently_is_asked_about_from_both_sides() -> None:
    team = [Member(name="张三", region="华东区"), Member(name="李四", region="华北")]
    found = findings("region,rep", team=team, basis={"region": "history"})
    assert found["SPLIT-no-own-history"].fix.in_("zh").startswith("是不是写法不同：华东区 → 华东？改用")
    assert found["SPLIT-place-empty"].fix.in_("zh").startswith("是不是写法不同：华东 → 华东区？")
    basis = {"region": "history", "rep": "even"}
    both = findings("region,rep", team=[*team, Member(name="新", region="华东")], basis=basis)
    assert "华东区 → 华东" in both["SPLIT-no-own-history"].fix.in_("zh"), "though others of the team are in 华东"


@pytest.mark.parametrize(
    ("name", "known", "near"),
    [
        ("华东区", "华东", "华东"),
        ("华东", "华东大区", "华东大区"),
        ("一组", "一部", "一部"),
        ("西 南", "西南", "西南"),
        ("East ", "east", "east"),
        ("区", "部", None),
        ("张叁", "张三", "张三"),
        ("张三丰", "李四光", None),
        ("甲", "乙", None),
        ("华东电商业务", "华北电商部门", None),
    ],
)
def test_near_names(name: str, known: str, near: str | None) -> None:
    assert near_name(name, [known], [known]) == near


def test_who_has_a_namesake_is_not_offered() -> None:
    """李四 is in both, so 李五 is nobody spelt differently."""
    assert spelt_differently(["李五"], ["李四"], ["李五", "李四"]).in_("zh") == ""
    assert spelt_differently(["李五"], ["李四"], ["李五"]).in_("en") == "Spelt differently? 李五 → 李四. "


# Who is not there


def test_people_who_are_there_on_no_day_are_named_with_the_day() -> None:
    team = [
        Member(name="在"),
        Member(name="明年来", joined=date(2027, 1, 1)),
        Member(name="去年走", left=date(2025, 12, 31)),
        Member(name="首日走", left=date(2026, 1, 1)),
        Member(name="末日来", joined=date(2026, 12, 31)),
    ]
    found = findings("rep", None, team=team)["SPLIT-rep-away"]
    assert (found.severity, found.place.key) == ("note", "team.members")
    assert found.what.in_("zh") == "2026 年没有一天在岗，不分目标：明年来（2027-01-01 入职）、去年走（2025-12-31 离职）"
    assert "SPLIT-rep-away" not in findings("rep", None, team=team[:1])
