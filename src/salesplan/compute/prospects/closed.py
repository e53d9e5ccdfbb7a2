"""What became of the deals that were decided in a stretch of days: won value, win rate, days from start to close."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import median

from salesplan.compute.prospects.deal_rows import Deal
from salesplan.compute.rounding import half_up, rounded, share_of
from salesplan.model.period import Period


@dataclass(frozen=True)
class WonMonth:
    """The deals won in a calendar month (``2026-05``); the value is None where none of them has an amount."""

    month: str
    won: int
    won_value: Decimal | None


@dataclass(frozen=True)
class ClosedFigures:
    """Deals that were won or lost.

    ``won_value`` is of the won deals with an amount: None where deals were won and none has one. Without a won deal it
    is 0. ``won_without_amount`` counts those that have none.
    ``win_rate`` is won over won and lost; average and median are of the amounts of won deals that have one. A cycle
    is the calendar days from the day a deal was created to the day it closed, of deals with both days in that order.
    ``velocity`` is closed deals times win rate times average won amount over the mean cycle of closed deals: value won
    a day if deals came one after the other. What has nothing to divide by is None.
    """

    won: int
    lost: int
    won_value: Decimal | None
    win_rate: Decimal | None
    loss_rate: Decimal | None
    average_won: Decimal | None
    median_won: Decimal | None
    mean_cycle_won: Decimal | None
    median_cycle_won: Decimal | None
    mean_cycle_closed: Decimal | None
    velocity: Decimal | None
    won_by_month: tuple[WonMonth, ...] = ()
    won_without_amount: int = 0


def closed_figures(deals: Iterable[Deal]) -> ClosedFigures:
    """The figures of the closed deals among those given."""
    closed = [deal for deal in deals if deal.state != "open"]
    won = [deal for deal in closed if deal.state == "won"]
    amounts = [deal.amount for deal in won if deal.amount is not None]
    value = sum(amounts, Decimal(0))
    cycles, won_cycles = _cycles(closed), _cycles(won)
    mean = _mean(cycles)
    velocity = _velocity(len(won), len(closed), _average(value, len(amounts)), mean)
    return ClosedFigures(
        len(won),
        len(closed) - len(won),
        worth_of(won),
        share_of(len(won), len(closed)) if closed else None,
        share_of(len(closed) - len(won), len(closed)) if closed else None,
        rounded(_average(value, len(amounts))),
        half_up(Fraction(median(amounts))) if amounts else None,
        rounded(_mean(won_cycles)),
        half_up(Fraction(median(map(Fraction, won_cycles)))) if won_cycles else None,
        rounded(mean),
        rounded(velocity),
        _by_month(won),
        len(won) - len(amounts),
    )


def worth_of(deals: Sequence[Deal]) -> Decimal | None:
    """What the deals with an amount come to: 0 without any deal, None where none of them has an amount."""
    amounts = [deal.amount for deal in deals if deal.amount is not None]
    return sum(amounts, Decimal(0)) if amounts or not deals else None


def closed_in(deals: Iterable[Deal], window: Period) -> list[Deal]:
    """The deals that were won or lost on a day of the window."""
    return [
        deal for deal in deals if deal.state != "open" and deal.close_date is not None and deal.close_date in window
    ]


def undated(deals: Iterable[Deal]) -> list[Deal]:
    """Won and lost deals without the day they closed: they lie in no stretch of days."""
    return [deal for deal in deals if deal.state != "open" and deal.close_date is None]


def backwards(deals: Iterable[Deal]) -> list[Deal]:
    """Closed deals that closed before they were created: one of the two days is wrong."""
    days = [(deal, deal.created, deal.close_date) for deal in deals if deal.state != "open"]
    return [deal for deal, created, close in days if created and close and close < created]


def _cycles(deals: Iterable[Deal]) -> list[int]:
    days = [(deal.created, deal.close_date) for deal in deals]
    return [(close - created).days for created, close in days if created and close and close >= created]


def _mean(days: Sequence[int]) -> Fraction | None:
    return Fraction(sum(days), len(days)) if days else None


def _average(value: Decimal, count: int) -> Fraction | None:
    return Fraction(value) / count if count else None


def _velocity(won: int, closed: int, average: Fraction | None, cycle: Fraction | None) -> Fraction | None:
    return closed * Fraction(won, closed) * average / cycle if closed and average is not None and cycle else None


def _by_month(won: Iterable[Deal]) -> tuple[WonMonth, ...]:
    """The months in which something was won, oldest first."""
    found: dict[str, list[Deal]] = {}
    for deal in won:
        if deal.close_date is not None:
            found.setdefault(f"{deal.close_date:%Y-%m}", []).append(deal)
    return tuple(WonMonth(month, len(deals), worth_of(deals)) for month, deals in sorted(found.items()))
