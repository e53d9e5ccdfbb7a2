"""Why sales changed, in the report: steps add up to the change to the cent; shares; who did it; whom to call."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from made_sections import A_YEAR, BETWEEN, NOW, THEN, Sale, compared, found_of, rows_of, table
from salesplan.compute.report.causes import section
from salesplan.compute.report.section import Section

EARLY = date(2024, 6, 1)
"""Before the base: who came back can be told."""
LINES: tuple[Sale, ...] = (
    ("new", NOW, "A", 20, 200),
    ("lost", THEN, "A", 12, "120.01"),
    ("more", THEN, "A", 50, 500),
    ("more", NOW, "A", 59, 590),
    ("less", THEN, "A", 20, 200),
    ("less", NOW, "A", 15, 150),
    ("back", EARLY, "A", 1, 10),
    ("back", NOW, "A", 3, 30),
    ("same", THEN, "A", 7, 70),
    ("same", NOW, "A", 7, 70),
)


def of(*lines: Sale, only: tuple[str, ...] = ("pvm", "bridge"), bridged: str = A_YEAR) -> Section:
    return section(found_of(compared(*lines, only=only, bridged=bridged)))


def steps(made: Section, name: str) -> dict[str, Any]:
    """The amounts by step, after it is seen that they lead from the base to now."""
    rows = rows_of(made, name)
    assert [row["level"] for row in rows] == [True, *[False] * (len(rows) - 2), True]
    amounts = {row["step"]: row["amount"] for row in rows}
    moves = [row["amount"] for row in rows[1:-1]]
    ((key, total),) = table(made, name).totals.items()
    assert key == "amount"
    assert isinstance(total, Decimal)
    assert sum(moves, Decimal(0)) == total == amounts["now"] - amounts["base"]
    return amounts


def test_the_bridge_of_customers_by_hand() -> None:
    made = of(*LINES)
    assert steps(made, "bridge") == {
        "base": Decimal("890.01"),
        "new": 200,
        "won_back": 30,
        "expansion": 90,
        "contraction": -50,
        "lost": Decimal("-120.01"),
        "now": 1040,
    }
    counts = [row["customers"] for row in rows_of(made, "bridge")]
    assert counts == [None, 1, 1, 1, 1, 1, None]
    facts = rows_of(made, "compared")
    told = (Decimal("149.99"), Decimal("0.168526"), "year_ago", False)
    assert [tuple(row[key] for key in ("change", "change_rate", "against", "cut")) for row in facts] == [told, told]
    days = [("causes", date(2025, 6, 1), date(2026, 6, 1)), ("bridge", date(2024, 7, 1), date(2025, 7, 1))]
    assert [(row["table"], row["base_first"], row["first"]) for row in facts] == days


@pytest.mark.parametrize(
    ("days", "lost"), [("2026-06", False), ("2025-07-03..2026-06-30", False), ("2025-07-02..2026-06-30", True)]
)
def test_nobody_is_lost_or_new_for_less_than_a_year(days: str, *, lost: bool) -> None:
    """364 days are a year of weeks; in 363 whoever stayed away, and whoever came, is called just that."""
    made = of(*LINES, bridged=days)
    told, counts = steps(made, "bridge"), {row["step"]: row["customers"] for row in rows_of(made, "bridge")}
    assert list(told)[1:-1] == (
        ["new", "won_back", "expansion", "contraction", "lost"] if lost else ["came", *list(told)[2:4], "stayed_away"]
    )
    if not lost:
        assert (told["came"], counts["came"], told["stayed_away"], counts["stayed_away"]) == (
            *(230, 2, Decimal("-120.01"), 1),
        )
    assert rows_of(made, "losses")[0]["move"] == ("lost" if lost else "stayed_away")


def test_price_volume_and_mix_by_hand() -> None:
    """100 pieces of A at 10 and 50 of B at 20; then 90 at 11 and 80 at 19: 10 by price, the rest volume and mix."""
    lines: tuple[Sale, ...] = (
        *(("C", THEN, "A", 100, 1000), ("C", NOW, "A", 90, 990)),
        *(("C", THEN, "B", 50, 1000), ("C", NOW, "B", 80, 1520)),
    )
    made = of(*lines)
    told = steps(made, "causes")
    assert list(told) == ["base", "price", "volume", "mix", "now"]
    assert (told["price"], told["volume"], told["mix"]) == (10, Decimal("266.67"), Decimal("233.33"))
    shares = [row["share_of_change"] for row in rows_of(made, "causes")]
    assert shares == [None, Decimal("0.019608"), Decimal("0.522882"), Decimal("0.457510"), None]


def test_products_new_gone_and_sent_back_have_steps_of_their_own() -> None:
    made = of(("C", THEN, "old", 1, 10), ("C", NOW, "new", 1, 30), ("C", THEN, "A", 2, 20), ("C", NOW, "A", -1, -5))
    told = steps(made, "causes")
    assert (told["new"], told["lost"], told["returned"]) == (30, -10, -25)


def test_more_sent_back_than_bought_is_a_step_without_customers() -> None:
    made = of(("C", THEN, "A", 5, 50), ("D", THEN, "A", 2, 20), ("D", NOW, "A", -3, -30))
    assert steps(made, "bridge") == {"base": 70, "lost": -70, "returns": -30, "now": -30}
    counts = {row["step"]: row["customers"] for row in rows_of(made, "bridge")}
    assert (counts["lost"], counts["returns"]) == (2, None)


def test_a_change_of_0_has_no_shares() -> None:
    made = of(("C", THEN, "A", 1, 10), ("D", NOW, "A", 1, 10))
    assert steps(made, "bridge") == {"base": 10, "new": 10, "lost": -10, "now": 10}
    assert {row["share_of_change"] for row in rows_of(made, "bridge")} == {None}
    assert {row["share_of_change"] for row in rows_of(made, "contributors")} == {None}


def test_nothing_sold_then_or_now_shows_no_waterfall() -> None:
    made = of(("C", BETWEEN, "A", 1, 10), ("C", EARLY, "A", 1, 10), bridged="2026-06")
    assert (made.table("causes"), made.table("bridge"), made.table("losses")) == (None, None, None)
    assert [row["change"] for row in rows_of(made, "compared")] == [0, 0]


def test_customers_to_call_are_those_lost_then_those_who_buy_less() -> None:
    rows = rows_of(of(*LINES), "losses")
    assert [(row["move"], row["customer"], row["change"]) for row in rows] == [
        ("lost", "lost", Decimal("-120.01")),
        ("contraction", "less", -50),
    ]


def test_without_quantities_the_bridge_stands_alone() -> None:
    made = of(*LINES, only=("bridge",))
    assert made.table("causes") is None
    assert steps(made, "bridge")["now"] == 1040
    assert {row["side"] for row in rows_of(made, "contributors")} == {"product"}


def test_without_customers_price_volume_and_mix_stand_alone() -> None:
    made = of(*LINES, only=("pvm",))
    assert (made.table("bridge"), made.table("losses")) == (None, None)
    assert steps(made, "causes")["now"] == 1040
    assert {row["side"] for row in rows_of(made, "contributors")} == {"product", "customer"}


def test_without_the_year_before_there_is_nothing_to_say() -> None:
    made = section(found_of(lacking={"causes": ("unusable",)}))
    assert not made.tables


def test_notes_that_ask_for_nothing_are_left_out() -> None:
    lines: tuple[Sale, ...] = (("C", EARLY, "A", 1, 10), ("C", THEN, "A", 5, 50), ("C", NOW, "A", -1, -10))
    found = found_of(compared(*lines, ("C", NOW, "A", 9, 90), bridged=A_YEAR))
    assert [each.code for each in found.results["pvm"][0].findings] == ["PVM-return"]
    assert section(found).table("causes_notes") is None


@pytest.mark.parametrize(
    ("first", "days", "codes"),
    [
        (date(2024, 7, 1), A_YEAR, ["BRIDGE-no-history"]),
        (date(2025, 6, 20), "2026-06", ["SALES-short-base"]),
        (EARLY, A_YEAR, []),
    ],
)
def test_what_the_figures_do_not_rest_on_is_told_once(first: date, days: str, codes: list[str]) -> None:
    """Where nobody is called new, who came back need not be told from them."""
    made = of(("C", first, "A", 1, 10), ("C", date(2025, 6, 25), "A", 1, 10), ("C", NOW, "A", 1, 20), bridged=days)
    notes = made.table("causes_notes")
    assert (notes is None) == (not codes)
    assert notes is None or [row["code"] for row in notes.rows.records()] == codes
