"""What open deals are worth, where probabilities come from, what was closed, how near estimates came."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_lists import made_list
from salesplan.compute.customers.lines import Lines, lines_of
from salesplan.compute.prospects.calibration import EarlierEstimate, bias_of, calibrated, known_estimates
from salesplan.compute.prospects.closed import backwards, closed_figures, closed_in
from salesplan.compute.prospects.deal_rows import Deal
from salesplan.compute.prospects.deal_state import State
from salesplan.compute.prospects.net_new import NetNew, attainment_of, bridge_of, monthly_need, months_left, year_spans
from salesplan.compute.prospects.probability import Chance, chance_of, history_of, stage_places
from salesplan.compute.prospects.valuing import ValuedDeal, band_of, estimate_of, timing_of
from salesplan.model.period import FiscalYear, Period, WeekYears, month_of
from salesplan.model.plan.prospects import ValueParameters

JUNE_30 = date(2026, 6, 30)
JULY = Period(date(2026, 7, 1), date(2026, 7, 31))
PARAMETERS = ValueParameters()


def valued(amount: int | str | None, probability: str | None, close: date | None = date(2026, 7, 15)) -> ValuedDeal:
    deal = Deal(0, 2, "open", amount=None if amount is None else Decimal(amount), close_date=close)
    chance = None if probability is None else Chance(Fraction(probability), "entered")
    return ValuedDeal(deal, chance, timing_of(close, JUNE_30, JULY))


def in_july(*deals: ValuedDeal) -> list[ValuedDeal]:
    return [each for each in deals if each.timing == "in"]


def known(value: Decimal | None) -> Decimal:
    assert value is not None
    return value


@pytest.mark.oracle("8.2-a")
def test_next_month_by_hand() -> None:
    deals = (
        valued(100_000, "0.9"),
        valued(80_000, "0.5"),
        valued(60_000, "0.25"),
        valued(200_000, "0.1", date(2026, 8, 1)),  # closes later: excluded
    )
    e = estimate_of(in_july(*deals), PARAMETERS.commit)
    assert [e.deals, e.weighted, e.best, e.commit] == [3, 145_000, 240_000, 100_000]
    assert [round(known(value)) for value in (e.sd, e.low, e.high)] == [56_347, 72_876, 217_124]


@pytest.mark.parametrize(("probability", "commit"), [("0.75", 10), ("0.7499", 0), ("1", 10), ("0", 0)])
def test_a_deal_is_committed_from_the_limit_on(probability: str, commit: int) -> None:
    assert estimate_of([valued(10, probability)], Decimal("0.75")).commit == commit


def test_deals_without_amount_or_probability_are_counted_and_not_valued() -> None:
    e = estimate_of([valued(None, "0.5"), valued(10, None), valued(10, "0.5")], PARAMETERS.commit)
    assert [e.deals, e.not_valued, e.weighted, e.best] == [3, 2, 5, 10]
    nothing = estimate_of([valued(None, "0.5"), valued(10, None)], PARAMETERS.commit)
    assert [nothing.deals, nothing.not_valued, nothing.weighted, nothing.best, nothing.low] == [2, 2, None, None, None]
    assert valued(None, "0.5").weighted is None
    assert not valued(10, None).valued


def test_sure_deals_have_no_spread_and_the_range_ends_at_0() -> None:
    e = estimate_of([valued(10, "1"), valued(7, "0")], PARAMETERS.commit)
    assert [e.sd, e.low, e.high] == [0, 10, 10]
    assert estimate_of([valued(1000, "0.01")], PARAMETERS.commit).low == 0
    assert estimate_of([], PARAMETERS.commit).weighted == 0


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 100)), max_size=20))
def test_estimates_keep_their_order(deals: list[tuple[int, int]]) -> None:
    e = estimate_of([valued(a, f"{p}/100") for a, p in deals], PARAMETERS.commit)
    low, weighted, high, commit, best, sd = map(known, (e.low, e.weighted, e.high, e.commit, e.best, e.sd))
    assert 0 <= low <= weighted <= high
    assert commit <= best
    assert weighted <= best
    assert abs(sd**2 - sum(Decimal(a) ** 2 * p * (100 - p) / 10_000 for a, p in deals)) <= sd / 10**5 + 1


@pytest.mark.parametrize(
    ("close", "timing"),
    [
        (None, "no_date"),
        (date(2026, 6, 29), "overdue"),
        (date(2026, 6, 30), "before"),  # the as-of itself is not overdue
        (date(2026, 7, 1), "in"),
        (date(2026, 7, 31), "in"),
        (date(2026, 8, 1), "later"),
    ],
)
def test_when_a_deal_is_expected(close: date | None, timing: str) -> None:
    assert timing_of(close, JUNE_30, JULY) == timing


def test_of_the_month_that_runs_the_days_that_are_over_are_overdue() -> None:
    assert timing_of(date(2026, 7, 9), date(2026, 7, 10), JULY) == "overdue"
    assert timing_of(date(2026, 7, 10), date(2026, 7, 10), JULY) == "in"


@pytest.mark.parametrize(("funds", "band"), [(None, None), (0, 0), (99, 0), (100, 1), (500, 2), (10**9, 2)])
def test_bands_begin_with_their_limit(funds: int | None, band: int | None) -> None:
    limits = (Decimal(100), Decimal(500))
    assert band_of(None if funds is None else Decimal(funds), limits) == band


# where probabilities come from


def deal(state: State, stage: str | None = None, product: str | None = None, p: str | None = None) -> Deal:
    return Deal(0, 2, state, stage=stage, product=product, probability=None if p is None else Decimal(p))


def chance(one: Deal, deals: list[Deal], stages: tuple[str, ...] = ("接洽", "谈判")) -> Chance | None:
    places = stage_places([*deals, one], stages)
    return chance_of(one, history_of(deals, places), places, PARAMETERS)


def test_what_was_entered_comes_first() -> None:
    closed = [deal("won")] * 40
    assert chance(deal("open", "谈判", p="0.2"), closed) == Chance(Fraction(1, 5), "entered")
    assert chance(deal("open", "谈判", p="0"), closed) == Chance(Fraction(0), "entered")


@pytest.mark.parametrize(("closed", "source"), [(29, "stage_default"), (30, "history")])
def test_history_counts_from_so_many_closed_deals(closed: int, source: str) -> None:
    found = chance(deal("open", "谈判"), [deal("won")] * 12 + [deal("lost", "输单")] * (closed - 12))
    assert found is not None
    assert found.source == source
    assert found.probability == (Fraction(1, 4) if source == "stage_default" else Fraction(12, 30))


def test_the_product_comes_before_all_deals_together() -> None:
    closed = [deal("won", product="泵")] * 20 + [deal("lost", product="泵")] * 10 + [deal("lost", product="阀")] * 29
    assert chance(deal("open", product=" 泵 "), closed) == Chance(Fraction(2, 3), "product_history", 30)
    assert chance(deal("open", product="阀"), closed) == Chance(Fraction(20, 59), "history", 59)


def test_stages_have_a_history_where_lost_deals_show_the_stage_they_were_lost_in() -> None:
    closed = [deal("won", "赢单")] * 20 + [deal("lost", "接洽")] * 20 + [deal("lost", "谈判")] * 10
    assert chance(deal("open", "接洽"), closed) == Chance(Fraction(20, 50), "stage_history", 50)
    assert chance(deal("open", "谈判"), closed) == Chance(Fraction(20, 30), "stage_history", 30)
    just = [deal("won")] * 20 + [deal("lost", "接洽")] * 27 + [deal("lost", "输单")] * 3
    assert chance(deal("open", "接洽"), just) == Chance(Fraction(20, 47), "stage_history", 47)  # nine in ten is enough
    hidden = [deal("won")] * 20 + [deal("lost", "接洽")] * 26 + [deal("lost", "输单")] * 3
    assert chance(deal("open", "接洽"), hidden) == Chance(Fraction(20, 49), "history", 49)


@pytest.mark.parametrize(
    ("stage", "stages", "expected"),
    [
        ("接洽", ("接洽", "谈判"), Fraction(1, 10)),
        ("谈判", ("接洽", "谈判"), Fraction(1, 4)),
        ("F", tuple("ABCDEF"), Fraction(1)),  # beyond the last usual one it is that of the last
        ("商务谈判", (), Fraction(3, 4)),
        ("Prospecting", (), Fraction(1, 10)),
        ("Engaging", (), Fraction(1, 4)),
        ("Needs Analysis", (), Fraction(1, 4)),
        ("需求确认", (), Fraction(1, 4)),
        ("签约", (), Fraction(1)),
    ],
)
def test_the_usual_probability_of_a_stage(stage: str, stages: tuple[str, ...], expected: Fraction) -> None:
    assert chance(deal("open", stage), [], stages) == Chance(expected, "stage_default")


def test_nothing_tells_the_probability_of_a_stage_nobody_knows() -> None:
    assert chance(deal("open", "随便"), [], ()) is None
    assert chance(deal("open", "商务谈判"), [], ("接洽",)) is None
    assert chance(deal("open"), []) is None


# what was closed


def closed(state: State, amount: int | None, created: date | None, close: date | None) -> Deal:
    return Deal(0, 2, state, amount=None if amount is None else Decimal(amount), created=created, close_date=close)


def test_closed_deals_by_hand() -> None:
    """Cycles 10, 20 and 40 days; the deal that closed before it began has none."""
    day = date(2026, 5, 1)
    deals = [
        closed("won", 100, day, date(2026, 5, 11)),
        closed("won", 300, day, date(2026, 5, 21)),
        closed("won", None, None, date(2026, 6, 2)),
        closed("lost", 50, day, date(2026, 6, 10)),
        closed("lost", None, day, date(2026, 4, 1)),
        Deal(0, 2, "open", amount=Decimal(9)),
    ]
    c = closed_figures(deals)
    assert [c.won, c.lost, c.won_value, c.win_rate, c.loss_rate] == [3, 2, 400, Decimal("0.6"), Decimal("0.4")]
    assert [c.average_won, c.median_won] == [200, 200]
    assert [c.mean_cycle_won, c.median_cycle_won, c.mean_cycle_closed] == [15, 15, Decimal("23.333333")]
    assert c.velocity == Decimal("25.714286")  # 5 x 0.6 x 200 / 23.33
    assert [[m.month, m.won, m.won_value] for m in c.won_by_month] == [["2026-05", 2, 400], ["2026-06", 1, None]]
    assert c.won_without_amount == 1
    assert len(backwards(deals)) == 1
    assert len(closed_in(deals, Period(date(2026, 5, 11), date(2026, 6, 2)))) == 3


def test_won_deals_without_an_amount_are_not_worth_0() -> None:
    c = closed_figures([closed("won", None, None, date(2026, 6, 2))])
    assert [c.won, c.won_value, c.average_won, c.velocity] == [1, None, None, None]


def test_without_closed_deals_nothing_is_known() -> None:
    c = closed_figures([])
    assert [c.won, c.lost, c.won_value, c.won_by_month] == [0, 0, 0, ()]
    assert {c.win_rate, c.loss_rate, c.average_won, c.median_won, c.mean_cycle_won, c.velocity} == {None}


# how near estimates came


def told(as_of: date, month: int, weighted: int, leader: str | None = None) -> EarlierEstimate:
    return EarlierEstimate(as_of, month_of(2026, month), leader, Decimal(weighted))


def test_bias_is_the_error_over_what_was_won() -> None:
    assert bias_of(Decimal(120), Decimal(100)) == Decimal("0.2")
    assert bias_of(Decimal(50), Decimal(100)) == Decimal("-0.5")
    assert bias_of(Decimal(50), Decimal(0)) is None


def test_a_bias_at_the_limit_is_none_to_warn_of() -> None:
    (may, june) = told(date(2026, 4, 30), 5, 60), told(date(2026, 5, 31), 6, 60)
    (one,) = calibrated([(may, Decimal(50), 1), (june, Decimal(50), 1)], Decimal("0.2"), 1)
    assert (one.bias, one.mape, one.warn, one.periods) == (Decimal("0.2"), Decimal("0.2"), False, 2)
    (one,) = calibrated([(may, Decimal(49), 2), (june, Decimal(50), 3)], Decimal("0.2"), 5)
    assert (one.warn, one.closed) == (True, 5)
    (one,) = calibrated([(may, Decimal(49), 2), (june, Decimal(50), 2)], Decimal("0.2"), 5)
    assert (one.warn, one.closed) == (False, 4)  # of few deals one decides the bias
    (one,) = calibrated([(may, Decimal(0), 0), (june, Decimal(50), 1)], Decimal("0.2"), 1)
    assert (one.bias, one.mape) == (Decimal("1.4"), Decimal("0.2"))  # a month without sales is in no mean error
    (one,) = calibrated([(may, Decimal(0), 9)], Decimal("0.2"), 1)
    assert (one.bias, one.mape, one.warn) == (None, None, False)


def test_only_periods_that_are_over_and_not_too_old_are_judged() -> None:
    estimates = [told(date(2025, 11, 30), 1, 1), told(date(2026, 6, 1), 7, 1), told(date(2025, 12, 1), 6, 1)]
    assert [e.period.first.month for e in known_estimates(estimates, date(2026, 6, 30))] == [1, 6]
    assert [e.period.first.month for e in known_estimates(estimates, date(2026, 7, 30))] == [1, 6]
    assert [e.period.first.month for e in known_estimates(estimates, date(2026, 7, 31))] == [6, 7]


def test_the_newest_estimate_from_before_the_period_counts() -> None:
    made = [told(date(2026, 5, 20), 6, 1), told(date(2026, 5, 31), 6, 2), told(date(2026, 6, 1), 6, 3)]
    assert [e.weighted for e in known_estimates(made, JUNE_30)] == [2]
    assert [e.weighted for e in known_estimates(made[2:], JUNE_30)] == [3]


def test_a_month_and_the_quarter_it_lies_in_are_judged_apart() -> None:
    """April and the second quarter: what was won in April counts once in each of the two rows, and in no sum twice."""
    april, quarter = told(date(2026, 3, 31), 4, 100), EarlierEstimate(
        date(2026, 3, 31), Period(date(2026, 4, 1), date(2026, 6, 30)), None, Decimal(300)
    )  # fmt: skip
    known = known_estimates([quarter, april], JUNE_30)
    assert known == [april, quarter]
    found = calibrated([(april, Decimal(80), 1), (quarter, Decimal(80), 1)], Decimal("0.2"), 1)
    assert [[one.span, one.periods, one.estimate, one.actual] for one in found] == [
        ["month", 1, 100, 80],
        ["quarter", 1, 300, 80],
    ]


def test_of_quarters_that_overlap_the_first_counts() -> None:
    spans = [Period(date(2026, 2, 1), date(2026, 4, 30)), Period(date(2026, 4, 1), date(2026, 6, 30))]
    made = [EarlierEstimate(date(2026, 1, 5), span, None, Decimal(1)) for span in spans]
    assert [each.period for each in known_estimates(made, JUNE_30)] == spans[:1]
    others = [EarlierEstimate(date(2026, 1, 5), spans[1], "L", Decimal(1)), made[0]]
    assert len(known_estimates(others, JUNE_30)) == 2
    after = EarlierEstimate(date(2026, 1, 5), Period(date(2026, 5, 1), date(2026, 6, 30)), None, Decimal(1))
    assert len(known_estimates([after, made[0]], JUNE_30)) == 2


# net new business


@pytest.mark.oracle("8.3-a")
def test_net_new_business_by_hand() -> None:
    assert NetNew(Decimal(500), Decimal(200), Decimal(80), Decimal(120)).net == 500
    assert monthly_need(Decimal(2_000), Decimal(800), 6) == 200


def test_what_went_away_must_be_known() -> None:
    gross = NetNew(Decimal(500), Decimal(200), None, Decimal(1))
    assert gross.gross == 700
    assert gross.net is None
    assert monthly_need(None, Decimal(1), 6) is None
    assert monthly_need(Decimal(5), None, 6) is None
    assert monthly_need(Decimal(5), Decimal(1), 0) is None
    assert monthly_need(Decimal(5), Decimal(9), 6) == 0
    assert attainment_of(Decimal(800), Decimal(2_000)) == Decimal("0.4")
    assert attainment_of(None, Decimal(1)) is None


def test_what_was_won_back_came_in_too() -> None:
    assert NetNew(Decimal(5), Decimal(2), Decimal(1), Decimal(1), Decimal(3)).net == 8


WEEKS = WeekYears("4-4-5", date(2025, 1, 5))


@pytest.mark.parametrize(
    ("as_of", "year", "before", "now", "left"),
    [
        (date(2028, 2, 29), FiscalYear(2028), "2027-01-01..2027-02-28", "2028-01-01..2028-02-29", 10),
        (date(2026, 6, 30), FiscalYear(2026), "2025-01-01..2025-06-30", "2026-01-01..2026-06-30", 6),
        (date(2026, 12, 1), FiscalYear(2026), "2025-01-01..2025-12-01", "2026-01-01..2026-12-01", 0),
        (date(2026, 6, 30), FiscalYear(2027, 4), "2025-04-01..2025-06-30", "2026-04-01..2026-06-30", 9),
        (date(2027, 2, 15), FiscalYear(2027, 4), "2025-04-01..2026-02-15", "2026-04-01..2027-02-15", 1),
        (
            date(2026, 1, 31),
            FiscalYear(2026, weeks=WEEKS),
            "2025-01-05..2025-02-01",
            "2026-01-04..2026-01-31",
            11,
        ),
    ],
)
def test_the_same_days_a_year_before(as_of: date, year: FiscalYear, before: str, now: str, left: int) -> None:
    spans = year_spans(as_of, year)
    assert (str(spans[0]), str(spans[1])) == (before, now)
    assert months_left(as_of, year) == left


def bought(*rows: tuple[str, date, int]) -> Lines:
    keys = ("customer_id", "date", "amount")
    orders = made_list("orders", **{key: [row[at] for row in rows] for at, key in enumerate(keys)})
    return lines_of(orders, JUNE_30, "amount", ("customer_id",))


def test_who_bought_before_both_spans_is_won_back() -> None:
    """A bought in 2023 and returns, B is new, C bought last autumn for the first time, D sent all back a year ago."""
    rows = [("A", date(2023, 5, 1), 10), ("A", date(2026, 5, 1), 100), ("B", date(2026, 5, 1), 20)]
    rows += [("C", date(2025, 10, 1), 9), ("C", date(2026, 1, 1), 5), ("D", date(2025, 6, 30), 7)]
    rows += [("D", date(2025, 6, 29), -7), ("D", date(2026, 6, 30), 3), ("E", date(2025, 5, 1), 4)]
    found = bridge_of(bought(*rows), JUNE_30, Decimal(324), FiscalYear(2026))
    assert [found.new, found.customers_new, found.won_back, found.customers_won_back] == [25, 2, 103, 2]
    assert [found.gross, found.lost, found.net, found.monthly_need] == [128, 4, 124, Decimal("33.333333")]


def test_who_came_back_is_not_known_where_orders_begin_with_the_spans() -> None:
    rows = [("A", date(2025, 1, 1), 10), ("A", date(2025, 2, 1), -10), ("A", date(2026, 5, 1), 100)]
    found = bridge_of(bought(*rows), JUNE_30, None, FiscalYear(2026))
    assert [found.new, found.won_back, found.customers_won_back] == [100, None, None]
