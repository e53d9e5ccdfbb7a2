"""Pins and limits whose sums are settled around them, pins of 0, signs, paths that leave levels out."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import Decomposed, decompose
from salesplan.errors import Problem, SalesplanError
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear
from salesplan.model.plan.team import Member, Move, Team

CALENDAR = work_calendar("CN", range(2025, 2028))
EVEN = {"*": "even"}
AB = {"region": {"A": Decimal(1), "B": Decimal(1)}}
ABC = {"region": {name: Decimal(1) for name in "ABC"}}


def made(total: int, by: str, **more: Any) -> Decomposed:  # noqa: ANN401 - any field of a request
    for key in ("pins", "least", "most"):
        more[key] = {path: Decimal(amount) for path, amount in more.get(key, {}).items()}
    request = SplitRequest("T", Decimal(total), tuple(by.split(",")), FiscalYear(2026), **more)
    return decompose(request, history=None, calendar=CALENDAR, as_of=date(2026, 3, 1))


def problems(total: int, by: str, **more: Any) -> list[Problem]:  # noqa: ANN401 - any field of a request
    with pytest.raises(SalesplanError) as raised:
        made(total, by, **more)
    return list(raised.value.problems)


def rows(split: Decomposed) -> dict[str, list[int]]:
    """The year and the innermost periods of every member, by name."""
    times = [node.index for node in split.targets.times if not node.children]
    return {
        "/".join(reversed([above.name for above in node.line() if above.parent is not None])): [
            split.targets.sign * split.targets.cells[node.index][time] for time in times
        ]
        for node in split.targets.items
    }


def test_a_members_year_gives_way_to_the_limits_of_its_periods() -> None:
    """Each of three would have 300, but A can take no more than 30 and what the company's fourth quarter has."""
    most = {f"region=A/quarter=Q{n}": 10 for n in (1, 2, 3)}
    split = made(900, "region,quarter", weights=ABC, basis=EVEN, most=most)
    found = rows(split)
    assert found["A"][:3] == [10, 10, 10]
    assert found["A"][3] <= 225
    assert found[""] == [225] * 4
    assert abs(sum(found["B"]) - sum(found["C"])) <= 1


def test_the_companys_periods_give_way_when_a_members_year_is_pinned() -> None:
    """A has 300 by pin and 10 in each of three quarters: the fourth needs 270, more than a fourth of the total."""
    most = {f"region=A/quarter=Q{n}": 10 for n in (1, 2, 3)}
    split = made(900, "region,quarter", weights=ABC, basis=EVEN, most=most, pins={"region=A": 300})
    found = rows(split)
    assert found["A"] == [10, 10, 10, 270]
    assert found[""][3] >= 270
    assert split.targets.adds_up(1, remainder=False)


def test_a_quarter_gives_way_to_its_months() -> None:
    """A's first quarter is fair at 150, but its months take 120 at most."""
    most = {f"region=A/month={n}": 40 for n in (1, 2, 3)}
    split = made(1200, "region,quarter,month", weights=AB, basis=EVEN, most=most)
    found = rows(split)
    assert found["A"][:3] == [40, 40, 40]
    assert found[""] == [100] * 12


def test_limits_far_below_settle_what_stands_above() -> None:
    """Nothing of X in A but in December: A, X and December are settled together."""
    weights = {**AB, "product": {"X": Decimal(1), "Y": Decimal(1)}}
    pins = {f"region=A/product=X/month={n}": 0 for n in range(1, 12)} | {"region=A/product=X": 300}
    split = made(1200, "region,product,month", weights=weights, basis=EVEN, pins=pins)
    found = rows(split)
    assert found["A/X"] == [*[0] * 11, 300]
    assert found[""][11] >= 300
    others = [found[name] for name in ("A/Y", "B/X", "B/Y")]
    assert all(cell > 0 for line in others for cell in line), "nobody alone makes up for it"
    assert split.targets.adds_up(1, remainder=False)


def test_what_no_sums_have_room_for_is_refused() -> None:
    most = {f"region=A/quarter=Q{n}": 10 for n in (1, 2, 3, 4)}
    codes = [p.code for p in problems(900, "region,quarter", weights=ABC, basis=EVEN, most=most, pins={"region=A": 41})]
    assert codes == ["SPLIT-pins-clash"]


def test_zero_is_a_pin() -> None:
    split = made(100, "region,quarter", weights=AB, basis=EVEN, pins={"region=A/quarter=Q1": 0})
    found = rows(split)
    assert found["A"][0] == 0
    assert found["B"][0] == found[""][0] == 25
    shown = {row["region"]: row["pinned"] for row in split.targets.table().records() if row["quarter"] == "2026-Q1"}
    assert shown == {"A": True, "B": False}
    assert rows(made(100, "region,quarter", weights=AB, basis=EVEN))["A"][0] > 0


def test_the_result_of_a_split_pinned_again_is_the_same() -> None:
    """Pins survive: a run with its own results as pins gives them back."""
    first = made(1_000_003, "region,quarter", weights=ABC, pins={"region=A/quarter=Q2": 1})
    times = {node.index: node.path for node in first.targets.times if node.parent}
    pins = {
        f"{item.path}/{path}": first.targets.cells[item.index][at]
        for item in first.targets.items
        if item.parent
        for at, path in times.items()
    }
    assert made(1_000_003, "region,quarter", weights=ABC, pins=pins).targets.cells == first.targets.cells


@pytest.mark.parametrize(
    ("total", "wishes", "codes"),
    [
        (-100, {"pins": {"region=A": -30}}, []),
        (-100, {"pins": {"region=A": 0}}, []),
        (-100, {"pins": {"region=A": 30}}, ["SPLIT-pin-sign"]),
        (100, {"pins": {"region=A": -30}}, ["SPLIT-pin-sign"]),
        (100, {"most": {"region=A": -1}}, ["SPLIT-pin-sign"]),
        (100, {"least": {"region=A": -1}}, []),
        (-100, {"least": {"region=A": 1}}, ["SPLIT-pin-sign"]),
        (-100, {"least": {"region=A": -10}}, []),
        (-100, {"most": {"region=A": 10}}, []),
        (-100, {"most": {"region=A": -70}}, []),
    ],
)
def test_signs_of_what_is_fixed(total: int, wishes: dict[str, Any], codes: list[str]) -> None:
    if codes:
        assert [p.code for p in problems(total, "region", weights=AB, **wishes)] == codes
        return
    a = rows(made(total, "region", weights=AB, **wishes))["A"][0]
    for path, pin in wishes.get("pins", {}).items():
        assert (path, a) == ("region=A", pin)
    assert all(a >= low for low in wishes.get("least", {}).values())
    assert all(a <= high for high in wishes.get("most", {}).values())
    assert a * total >= 0


def test_sums_over_the_outer_level_at_two_depths() -> None:
    weights = {**AB, "product": {"X": Decimal(1), "Y": Decimal(2)}, "rep": {"甲": Decimal(1), "乙": Decimal(1)}}
    split = made(1200, "region,product,rep", weights=weights, pins={"product=X": 500, "rep=甲": 700})
    found = rows(split)
    assert found["A/X"][0] + found["B/X"][0] == 500
    assert sum(line[0] for name, line in found.items() if name.endswith("/甲")) == 700
    assert split.targets.adds_up(1, remainder=False)


def test_an_open_path_of_two_levels_says_what_to_write() -> None:
    weights = {**AB, "product": {"X": Decimal(1), "Y": Decimal(2)}}
    (found,) = problems(1200, "region,product,quarter", weights=weights, pins={"product=X/quarter=Q1": 50})
    assert found.code == "SPLIT-pin-open"
    written = "region=A/product=X/quarter=2026-Q1, region=B/product=X/quarter=2026-Q1"
    assert found.fix.in_("zh") == f"逐个定：{written}"
    pins = dict.fromkeys(written.split(", "), 25)
    made(1200, "region,product,quarter", weights=weights, pins=pins)


def test_a_person_in_two_teams_is_pinned_as_a_sum() -> None:
    moved = Member(name="丁", team="B", moves=(Move(on=date(2026, 5, 1), team="A"),))
    team = Team(members=(moved, Member(name="甲", team="A"), Member(name="丙", team="B")))
    found = rows(made(1200, "team,rep,month", team=team, pins={"rep=丁": 240}))
    assert sum(found["A/丁"]) + sum(found["B/丁"]) == 240
    assert found["B/丁"][4:] == [0] * 8
    assert found["A/丁"][:4] == [0] * 4
