"""Top-down targets and commitments brought together: the worked figures, both directions of a gap, bad commitments."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.targets.agreeing.promises import Blank, Finder, Listing, Part, Promise
from salesplan.compute.targets.reconcile import ReconcileSummary, Rule, reconcile
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import Decomposed, decompose
from salesplan.errors import BadInput, Place
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear
from salesplan.model.result import Result

CALENDAR = work_calendar("CN", range(2025, 2028))
AS_OF = date(2026, 3, 1)
FIVE_THREE_TWO = {"region": {"A": Decimal(5), "B": Decimal(3), "C": Decimal(2)}}


def split_of(total: str, by: str = "region", **more: Any) -> Decomposed:  # noqa: ANN401 - any field of a request
    more.setdefault("weights", FIVE_THREE_TWO)
    request = SplitRequest("T", Decimal(total), tuple(by.split(",")), FiscalYear(2026), **more)
    return decompose(request, history=None, calendar=CALENDAR, as_of=AS_OF)


def promised(path: str, amount: str, ceiling: str | None = None, **more: Any) -> Promise:  # noqa: ANN401
    return Promise(path, Decimal(amount), None if ceiling is None else Decimal(ceiling), **more)


THREE = [
    promised("region=A", "300", "400"),
    promised("region=B", "250", "260"),
    promised("region=C", "350", "400"),
]


def run(made: Decomposed, promises: list[Promise], **rule: Any) -> Result[ReconcileSummary]:  # noqa: ANN401
    result, parts = reconcile(made, promises, Rule(**rule), AS_OF)
    assert all(isinstance(part, Part) for part in parts)
    return result


def column(result: Result[ReconcileSummary], key: str) -> list[Any]:
    return [row[key] for row in result.rows.records()]


def figures(summary: ReconcileSummary, *keys: str) -> list[Any]:
    return [getattr(summary, key) for key in keys]


def codes(result: Result[ReconcileSummary]) -> list[str]:
    return [finding.code for finding in result.findings if finding.code.startswith("RECONCILE")]


def refused(made: Decomposed, promises: list[Promise], **rule: Any) -> list[str]:  # noqa: ANN401
    with pytest.raises(BadInput) as raised:
        reconcile(made, promises, Rule(**rule), AS_OF)
    return [problem.code for problem in raised.value.problems]


@pytest.mark.oracle("2.5-a")
def test_a_gap_goes_by_headroom() -> None:
    """
    Of 1,000 by 5:3:2, 900 are committed: 100 to place over room of 100, 10 and 50.

             top-down  committed  ceiling  headroom  added  agreed
        A    500       300        400      100       63     363
        B    300       250        260      10        6      256
        C    200       350        400      50        31     381
    """
    result = run(split_of("1000"), THREE)
    s = result.summary
    assert column(result, "region") == ["A", "B", "C"]
    assert column(result, "top_down") == [500, 300, 200]
    assert column(result, "headroom") == [100, 10, 50]
    assert column(result, "added") == [63, 6, 31]
    assert column(result, "agreed") == [363, 256, 381]
    assert column(result, "against_top_down")[0] == Decimal("-0.274")
    assert column(result, "against_committed")[0] == Decimal("0.21")
    assert figures(s, "total", "committed", "gap", "headroom") == [1000, 900, 100, 160]
    assert figures(s, "agreed", "unplaced", "stretch", "signed") == [1000, 0, 0, 0]
    assert codes(result) == []


@pytest.mark.oracle("2.5-b")
def test_what_nobody_has_room_for_is_said_and_not_forced() -> None:
    result = run(split_of("1100"), THREE)
    assert column(result, "agreed") == [400, 260, 400]
    assert figures(result.summary, "agreed", "unplaced") == [1060, 40]
    assert codes(result) == ["RECONCILE-unplaced"]
    assert "40" in str(result.findings[-1].what)


@pytest.mark.parametrize(
    ("total", "agreed", "unplaced", "stretch"),
    [
        ("900", [300, 250, 350], 0, 0),
        ("899", [300, 250, 350], 0, 1),
        ("901", [301, 250, 350], 0, 0),
        ("1060", [400, 260, 400], 0, 0),
        ("1061", [400, 260, 400], 1, 0),
    ],
)
def test_at_the_edges(total: str, agreed: list[int], unplaced: int, stretch: int) -> None:
    result = run(split_of(total), THREE)
    assert column(result, "agreed") == agreed
    assert figures(result.summary, "unplaced", "stretch") == [unplaced, stretch]
    assert result.summary.gap == Decimal(total) - 900


def test_a_surplus_is_cut_only_when_asked_and_a_gap_is_not() -> None:
    """Scaled to 800: 800 x 300/900 = 266.67, 222.22, 311.11; the one left over goes to the largest remainder."""
    assert column(run(split_of("800"), THREE, mode="scale"), "agreed") == [267, 222, 311]
    assert column(run(split_of("1000"), THREE, mode="scale"), "agreed") == [363, 256, 381]


def test_midpoint_by_hand() -> None:
    """Half of 500,300,200 and of 300,250,350 is 400,275,275 (950); to 1,000: 421.05, 289.47, 289.47."""
    result = run(split_of("1000"), THREE, mode="midpoint", weight=Decimal("0.5"))
    assert column(result, "agreed") == [421, 290, 289]
    assert codes(result) == ["RECONCILE-above-ceiling"]
    assert column(run(split_of("1000"), THREE, mode="midpoint", weight=Decimal(1)), "agreed") == [500, 300, 200]
    parameters = {parameter.name: parameter.value for parameter in result.parameters}
    assert parameters == {"mode": "midpoint", "lambda": Decimal("0.5"), "missing": "refuse"}


def test_amounts_need_not_be_whole_units() -> None:
    """A gap of 149.75 in units of 100: one unit by headroom, the odd part to the first in rank."""
    made = split_of("1000", unit=Decimal(100))
    promises = [promised("region=A", "500.25", "800"), promised("region=B", "200", "300"), promised("region=C", "150")]
    result = run(made, promises)
    assert column(result, "agreed") == [Decimal("650.00"), 200, 150]
    assert result.summary.agreed == 1000
    assert result.summary.gap == Decimal("149.75")


def test_without_a_ceiling_nobody_is_asked_for_more() -> None:
    result = run(split_of("1000"), [promised("region=A", "300"), *THREE[1:]])
    assert column(result, "agreed") == [300, 260, 400]
    assert column(result, "headroom")[0] is None
    assert figures(result.summary, "unplaced", "headroom") == [40, 60]
    assert codes(result) == ["RECONCILE-unplaced", "RECONCILE-no-ceiling"]
    bare = [promised(each.path, str(each.amount)) for each in THREE]
    assert run(split_of("900"), bare).summary.headroom is None


def test_a_ceiling_below_its_commitment_gives_no_room() -> None:
    result = run(split_of("1000"), [promised("region=A", "300", "299"), promised("region=B", "250", "250"), THREE[2]])
    assert column(result, "headroom") == [0, 0, 50]
    assert column(result, "agreed") == [300, 250, 400]
    assert codes(result) == ["RECONCILE-ceiling", "RECONCILE-unplaced"]


def test_who_did_not_commit_is_named_or_takes_the_top_down_target() -> None:
    assert refused(split_of("1000"), THREE[:1]) == ["RECONCILE-missing"]
    with pytest.raises(BadInput, match="B、C"):
        reconcile(split_of("1000"), THREE[:1], Rule(), AS_OF)
    result = run(split_of("1000"), THREE[:1], missing="top-down")
    assert column(result, "source") == ["committed", "top_down", "top_down"]
    assert column(result, "agreed") == [400, 300, 200]
    assert figures(result.summary, "missing", "unplaced") == [2, 100]


def test_every_commitment_that_cannot_be_used_is_named_in_one_run() -> None:
    bad = [
        promised("region=Nowhere", "1"),
        promised("product=A", "1"),
        promised("", "1"),
        promised("region=A", "-1"),
        promised("region= A ", "1", place=Place(file="plan.yaml", line=7)),
    ]
    assert refused(split_of("1000"), [*THREE, *bad]) == [
        "RECONCILE-unknown",
        "RECONCILE-path",
        "RECONCILE-path",
        "RECONCILE-twice",
        "RECONCILE-negative",
        "RECONCILE-twice",
    ]
    assert refused(split_of("1000"), [promised("region=A", "1", "-1"), *THREE[1:]]) == ["RECONCILE-negative"]
    assert refused(split_of("1000"), []) == ["RECONCILE-none"]
    assert refused(split_of("-1000"), THREE) == ["RECONCILE-total"]


LISTED = Place(file="c.xlsx", sheet="S")


def cell(name: str) -> Place:
    return Place(file="c.xlsx", sheet="S", cell=name)


def listed(row: int, name: str, amount: str, ceiling: str | None = None) -> Promise:
    spots = {"region": cell(f"A{row}"), "ceiling": cell(f"C{row}")}
    return promised(f"region={name}", amount, ceiling, place=cell(f"B{row}"), spots=spots)


def blank(row: int, name: str) -> Blank:
    return Blank(f"region={name}", cell(f"B{row}"), {"region": cell(f"A{row}")})


def told(promises: list[Promise], *blanks: Blank, total: str = "1000", **rule: Any) -> list[tuple[str, str]]:  # noqa: ANN401
    """The codes and cells of what is refused, in a list with blank rows."""
    with pytest.raises(BadInput) as caught:
        reconcile(split_of(total), promises, Rule(**rule), AS_OF, Listing(LISTED, blanks))
    assert not any("{path:" in str(p.fix) or "targets." in str(p.place) for p in caught.value.problems)
    return [(p.code, (p.place.cell or p.place.sheet or "")) for p in caught.value.problems]


def test_problems_of_a_list_stand_at_its_own_cells_and_blank_ones_are_named_with_all_others() -> None:
    two = [listed(2, "A", "300"), listed(3, "B", "250")]
    assert told(two) == [("RECONCILE-missing", "S")]
    assert told(two, blank(4, "C")) == [("RECONCILE-missing", "B4")]
    assert told(two[:1], blank(4, "C")) == [("RECONCILE-missing", "S"), ("RECONCILE-missing", "B4")]
    assert told([*two, listed(5, "Nowhere", "1")], blank(4, "C"), blank(6, "D")) == [
        ("RECONCILE-unknown", "A5"),
        ("RECONCILE-unknown", "A6"),
        ("RECONCILE-missing", "B4"),
    ]
    assert told([*two, listed(5, "B", "1")], blank(4, "C"), blank(6, "A")) == [
        ("RECONCILE-twice", "A5"),
        ("RECONCILE-missing", "B4"),
    ]
    assert told([*two, listed(4, "C", "-1")]) == [("RECONCILE-negative", "B4")]
    assert told([*two, listed(4, "C", "1", "-1")]) == [("RECONCILE-negative", "C4")]
    assert told([], blank(2, "A"), blank(3, "B"), blank(4, "C")) == [("RECONCILE-missing", f"B{n}") for n in (2, 3, 4)]
    assert told([]) == told([], blank(2, "A"), missing="top-down") == [("RECONCILE-none", "S")]


def test_findings_of_a_list_stand_in_it() -> None:
    low = [listed(2, "A", "300", "299"), listed(3, "B", "250"), listed(4, "C", "350", "360")]
    result, _ = reconcile(split_of("1000"), low, Rule(), AS_OF, Listing(LISTED))
    assert [(f.code, str(f.place)) for f in result.findings if f.code.startswith("RECONCILE")] == [
        ("RECONCILE-ceiling", "[c.xlsx]S!C2"),
        ("RECONCILE-unplaced", "[c.xlsx]S"),
        ("RECONCILE-no-ceiling", "[c.xlsx]S"),
    ]
    blank_too = Listing(LISTED, (blank(5, "C"),))
    filled, _ = reconcile(split_of("1000"), low[:2], Rule(missing="top-down"), AS_OF, blank_too)
    assert column(filled, "source") == ["committed", "committed", "top_down"]


def test_a_name_in_two_places_needs_its_outer_level() -> None:
    made = split_of("1000", "region,rep", weights={**FIVE_THREE_TWO, "rep": {"x": Decimal(1), "y": Decimal(1)}})
    assert "RECONCILE-several" in refused(made, [promised("rep=x", "1")])
    assert Finder(made.targets).address("rep=x") is None
    assert Finder(made.targets).address("rep=x/region=B") == "region=B/rep=x"


def test_one_level_counts() -> None:
    made = split_of("1000", "region,quarter", basis={"quarter": "even"})
    mixed = [*THREE, promised("region=A/quarter=Q1", "100")]
    assert refused(made, mixed) == ["RECONCILE-levels"]
    assert refused(made, mixed, level=("quarter",)) == ["RECONCILE-levels"]
    result = run(made, mixed, level=("region",))
    assert column(result, "agreed") == [363, 256, 381]
    assert codes(result) == ["RECONCILE-left-out"]
    assert result.summary.level == ("region",)


def test_member_and_period_at_once() -> None:
    made = split_of("80", "region,half", weights={"region": {"A": Decimal(1), "B": Decimal(1)}}, basis={"half": "even"})
    cells = [
        promised("half=H1/region=A", "10", "30"),
        promised("region=A/half=2026-H2", "20", "20"),
        promised("region=B/half=H1", "20", "20"),
        promised("region=B/half=H2", "15", "100"),
    ]
    result = run(made, cells)
    assert column(result, "path") == [
        "region=A/half=2026-H1",
        "region=A/half=2026-H2",
        "region=B/half=2026-H1",
        "region=B/half=2026-H2",
    ]
    assert column(result, "top_down") == [20, 20, 20, 20]
    assert column(result, "agreed") == [13, 20, 20, 27]
    assert result.summary.level == ("region", "half")


def test_who_signed_and_what_is_pinned_is_said() -> None:
    made = split_of("1000", pins={"region=A": Decimal(450)})
    signed = promised("region=A", "300", "400", by="Li", agreed_by=("Wang",), agreed_on=date(2026, 1, 2))
    result = run(made, [signed, *THREE[1:]])
    assert result.summary.signed == 1
    assert column(result, "agreed_by") == [("Wang",), (), ()]
    assert column(result, "agreed_on")[0] == date(2026, 1, 2)
    assert (column(result, "top_down")[0], column(result, "pinned")) == (450, [True, False, False])
    assert codes(result) == ["RECONCILE-pinned"]


AMOUNTS = st.integers(0, 10**6)


@settings(max_examples=60)
@given(
    st.integers(0, 10**6),
    st.tuples(AMOUNTS, AMOUNTS, AMOUNTS),
    st.tuples(AMOUNTS, AMOUNTS, AMOUNTS),
    st.sampled_from(["headroom", "scale", "midpoint"]),
    st.permutations([0, 1, 2]),
)
def test_everything_is_accounted_for_in_any_order(
    total: int, amounts: tuple[int, ...], rooms: tuple[int, ...], mode: str, order: list[int]
) -> None:
    made = split_of(f"{total}.0")
    promises = [promised(f"region={n}", f"{a}.5", f"{a + r}.5") for n, a, r in zip("ABC", amounts, rooms, strict=True)]
    result = run(made, promises, mode=mode)
    s = result.summary
    assert s.agreed + s.unplaced - s.stretch == s.total == s.committed + s.gap
    assert sum(column(result, "agreed")) == s.agreed
    assert list(run(made, [promises[i] for i in order], mode=mode).rows.rows()) == list(result.rows.rows())
    if mode == "headroom":
        for row in result.rows.records():
            assert Decimal(str(row["committed"])) <= Decimal(str(row["agreed"])) <= Decimal(str(row["ceiling"]))


def test_warnings_begin_just_beyond_their_limits() -> None:
    """At the ceiling is not above it; without a gap left nobody is asked for a ceiling; just the total is kept."""
    at_the_ceiling = [promised(f"region={n}", a, c) for n, a, c in [("A", "300", "421"), ("B", "250", "290")]]
    at_the_ceiling.append(promised("region=C", "350", "289"))
    result = run(split_of("1000"), at_the_ceiling, mode="midpoint")
    assert codes(result) == ["RECONCILE-ceiling"]
    assert codes(run(split_of("900"), [promised("region=A", "300"), *THREE[1:]])) == []
    odd = [promised("region=A", "150"), promised("region=B", "50"), promised("region=C", "0")]
    assert column(run(split_of("200", unit=Decimal(100)), odd, mode="scale"), "agreed") == [150, 50, 0]
