"""What a change of one driver is worth: in percent, in money, and what another must do for a goal (methods.md 7.2).

The result of the base is what existing customers buy and what the present number of contacts brings from new ones.
Drivers are factors: changes of several multiply.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import prod

from salesplan.compute.activity.driver_words import driver_name
from salesplan.compute.activity.funnel import Driver, Drivers, repeat_revenue
from salesplan.compute.activity.funnel_findings import Told, driver_findings, wishes
from salesplan.compute.activity.funnel_page import MONEY, DriverTold, driver_told, parameters_of
from salesplan.compute.naming import names_of
from salesplan.compute.rounding import half_up, rounded
from salesplan.errors import Place, Problem
from salesplan.model.period import Period
from salesplan.model.plan.plan import Plan
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Table, Value
from salesplan.text import Text

DELTAS = tuple(Fraction(n, 100) for n in (-20, -10, -5, 5, 10, 20))
"""By how much each driver is changed, one at a time."""
COLUMNS = (
    *(ColumnSpec("driver", "code"), ColumnSpec("delta", "share"), ColumnSpec("base", "score")),
    *(ColumnSpec("value", "score"), ColumnSpec("part_change", "share"), ColumnSpec("total_change", "share")),
    *(ColumnSpec("amount", "amount"), ColumnSpec("result", "amount"), ColumnSpec("capped", "flag")),
)


@dataclass(frozen=True)
class Base:
    """What the drivers bring in a period: ``repeat`` and ``new``, exact; None is not known.

    ``calls`` are the contacts of a person and day, ``person_days`` the days worked; ``per_contact`` is what one contact
    brings on average.
    """

    drivers: Drivers
    person_days: Fraction
    calls: Driver

    @property
    def repeat(self) -> Fraction | None:
        """What existing customers buy."""
        return repeat_revenue(self.drivers)

    @property
    def per_contact(self) -> Fraction | None:
        """New sales of one contact on average."""
        return product_of([*self.drivers.rates, self.drivers.orders_per_customer, self.drivers.order])

    @property
    def new(self) -> Fraction | None:
        """What the contacts bring from new customers."""
        per = self.per_contact
        if per is None or self.calls.value is None or not self.person_days:
            return None
        return per * self.calls.value * self.person_days

    @property
    def total(self) -> Fraction | None:
        """Both together."""
        return None if self.repeat is None or self.new is None else self.repeat + self.new

    def factors(self) -> Iterator[tuple[Driver, str]]:
        """Each driver that can be changed with the part of the result that it makes: ``new`` or ``repeat``."""
        for driver in (self.calls, *self.drivers.rates, self.drivers.orders_per_customer, self.drivers.order):
            yield driver, "new"
        told = self.drivers.repeat_revenue
        for driver in (told,) if told.value is not None else self.drivers.repeat:
            yield driver, "repeat"


def product_of(drivers: Sequence[Driver]) -> Fraction | None:
    """The product of drivers; None where one is not known."""
    found = Fraction(1)
    for driver in drivers:
        if driver.value is None:
            return None
        found *= driver.value
    return found


def together(changes: Sequence[Fraction]) -> Fraction:
    """What changes of several factors come to: their product less 1."""
    found = Fraction(1)
    for change in changes:
        found *= 1 + change
    return found - 1


def required_other(goal: Fraction, known: Fraction) -> Fraction | None:
    """What the other factors must bring so that a known change becomes the goal; None where the known one is -100 %."""
    return (1 + goal) / (1 + known) - 1 if known != -1 else None


def change(now: Fraction | None, then: Fraction | None) -> Fraction | None:
    """The change from one figure to another; None from 0 or from what is not known."""
    return None if not now or then is None else then / now - 1


@dataclass(frozen=True)
class Effect:
    """A driver changed: its value, the change of its own part and of the whole, and what that is in money.

    ``capped``: it is a rate and would be above 100 %, which it is not. What rests on a base of 0, or on one that is not
    known, is None.
    """

    key: str
    delta: Fraction
    base: Fraction | None
    value: Fraction | None
    part: Fraction | None
    whole: Fraction | None
    amount: Fraction | None
    result: Fraction | None
    capped: bool


def effects_of(base: Base, deltas: Sequence[Fraction] = DELTAS) -> tuple[Effect, ...]:
    """Each driver changed by each of the deltas, the others as they are."""
    return tuple(_effect(base, driver, part, delta) for driver, part in base.factors() for delta in deltas)


RATE_LIKE = frozenset(("repeat_rate", "meeting", "quote", "win"))
"""Drivers that cannot be above 100 %."""


def is_rate(key: str) -> bool:
    """Whether a driver is a share of cases; ``rate_2`` is one of a plan's own."""
    return key in RATE_LIKE or key.startswith("rate_")


def _effect(base: Base, driver: Driver, part: str, delta: Fraction) -> Effect:
    now = driver.value
    if not now:
        return Effect(driver.key, delta, now, None, None, None, None, None, capped=False)
    then = now * (1 + delta)
    capped = is_rate(driver.key) and then > 1
    then = min(then, Fraction(1)) if capped else then
    own = then / now - 1
    of = base.repeat if part == "repeat" else base.new
    amount = None if of is None else of * own
    whole = amount / base.total if amount is not None and base.total else None
    result = base.total + amount if base.total is not None and amount is not None else None
    return Effect(driver.key, delta, now, then, own, whole, amount, result, capped)


@dataclass(frozen=True)
class Wish:
    """What is asked besides the table: contacts a day ``to``, other ``changes`` by driver, a ``goal``."""

    to: Fraction | None = None
    changes: Mapping[str, Fraction] | None = None
    goal: Fraction | None = None


@dataclass(frozen=True)
class Tornado:
    """How far a driver moves the result, from the smallest change to the largest."""

    key: str
    low: Decimal | None
    high: Decimal | None
    low_amount: Decimal | None
    high_amount: Decimal | None
    spread: Decimal | None


@dataclass(frozen=True)
class SensitivitySummary:
    """Money to the cent, shares and counts to six decimals; None is not known.

    ``calls`` to ``calls_to`` is the change of contacts a person a day, ``volume`` its share; ``extra_contacts`` are
    those of each person more in the ``days`` of the period, ``year_contacts`` in the ``year_days`` of the plan's year;
    ``extra_amount`` what they bring in the period. ``known`` is what all changes asked for come to together: of their
    part of the result, of the whole where they are of both. ``goal`` is the change wanted of the same and ``required``
    what must come from elsewhere. ``able`` are the contacts a day that a person can make.
    ``extra_at_history`` is ``extra_amount`` at the own rates where the plan's are far above them.
    """

    first: date
    last: date
    repeat: Decimal | None
    new: Decimal | None
    total: Decimal | None
    people: Decimal | None
    days: int
    calls: Decimal | None
    calls_from: str
    calls_to: Decimal | None
    volume: Decimal | None
    extra_contacts: Decimal | None
    year: str
    year_days: int
    year_contacts: Decimal | None
    per_contact: Decimal | None
    extra_amount: Decimal | None
    changes: tuple[tuple[str, Decimal], ...]
    known: Decimal | None
    known_amount: Decimal | None
    goal: Decimal | None
    required: Decimal | None
    drivers: tuple[DriverTold, ...]
    tornado: tuple[Tornado, ...]
    pace_first: date | None
    pace_last: date | None
    able: Decimal | None = None
    extra_at_history: Decimal | None = None


@dataclass(frozen=True)
class Setup:
    """The period of the base, its working days, those of the plan's year, and the days that the pace is from.

    ``able`` are the contacts a day that a person can make.
    """

    period: Period
    days: int
    year: str
    year_days: int
    pace: Period | None = None
    able: Fraction | None = None


def sensitivity(
    base: Base, wish: Wish, setup: Setup, told: Told, plan: Plan, as_of: date
) -> Result[SensitivitySummary]:
    """The table of changes, one driver at a time, and what was asked for besides."""
    effects = effects_of(base)
    least = plan.parameters.funnel.min_cases
    missing = tuple(driver.key for driver, _ in base.factors() if not driver.value)
    return Result(
        "activity sensitivity",
        as_of,
        _summary(base, wish, setup, effects, least),
        Table(COLUMNS, tuples=tuple(_row(effect) for effect in effects)),
        tuple(parameters_of(plan))[1:],
        (*told.findings, *_missing(missing), *driver_findings(base.drivers, missing, told, least, told_apart=True)),
        told.inputs,
    )


def _missing(missing: Sequence[str]) -> Iterator[Problem]:
    """The drivers that are not known or 0, in one note: the table shows percentages only where they bear on money."""
    if not missing:
        return
    names = names_of([driver_name(key) for key in missing], None)
    what = Text("不知道或是 0：{names}；靠它们的金额算不出来", "not known, or 0: {names}; no money that rests on them")
    fix = Text("写出来，如 --rate win=40%、--set order=5000", "give them, such as --rate win=40% --set order=5000")
    yield Problem("FUNNEL-missing", "note", what.format(names=names), fix, Place(key="funnel"), missing[0])


def _row(effect: Effect) -> tuple[Value, ...]:
    return (
        *(effect.key, half_up(effect.delta), rounded(effect.base), rounded(effect.value)),
        *(rounded(effect.part), rounded(effect.whole), _money(effect.amount), _money(effect.result), effect.capped),
    )


def _money(value: Fraction | None) -> Decimal | None:
    return None if value is None else half_up(value, MONEY)


def _summary(base: Base, wish: Wish, setup: Setup, effects: Sequence[Effect], least: int) -> SensitivitySummary:
    calls, to = base.calls.value, _target_calls(base, wish)
    volume = change(calls, to)
    extra = None if calls is None or to is None else to - calls
    changes = {**(wish.changes or {}), **({"calls": volume} if volume is not None and wish.to is not None else {})}
    known = _known(base, changes) if changes else volume
    required = None if wish.goal is None or known is None else required_other(wish.goal, known)
    per = base.per_contact
    return SensitivitySummary(
        first=setup.period.first,
        last=setup.period.last,
        repeat=_money(base.repeat),
        new=_money(base.new),
        total=_money(base.total),
        people=rounded(base.person_days / setup.days) if setup.days else None,
        days=setup.days,
        calls=rounded(calls),
        calls_from=base.calls.source,
        calls_to=rounded(to),
        volume=rounded(volume),
        extra_contacts=None if extra is None else half_up(extra * setup.days),
        year=setup.year,
        year_days=setup.year_days,
        year_contacts=None if extra is None else half_up(extra * setup.year_days),
        per_contact=_money(per),
        extra_amount=None if extra is None or per is None or not base.person_days
        else half_up(extra * base.person_days * per, MONEY),
        changes=tuple((key, half_up(value)) for key, value in sorted(changes.items())),
        known=rounded(known),
        known_amount=_known_amount(base, changes) if changes else None,
        goal=rounded(wish.goal),
        required=rounded(required),
        drivers=tuple(driver_told(driver, least) for driver, _ in base.factors()),
        tornado=_tornado(base, effects),
        pace_first=setup.pace.first if setup.pace else None,
        pace_last=setup.pace.last if setup.pace else None,
        able=rounded(setup.able),
        extra_at_history=_at_history(base, extra, wishes(base.drivers, least)),
    )  # fmt: skip


def _at_history(base: Base, extra: Fraction | None, far: Mapping[str, Fraction]) -> Decimal | None:
    """What the contacts more bring at the own rates; None where the plan's are not far above them."""
    per = base.per_contact
    if not far or extra is None or per is None or not base.person_days:
        return None
    return half_up(extra * base.person_days * per / prod(far.values()), MONEY)


def _target_calls(base: Base, wish: Wish) -> Fraction | None:
    """The contacts a day asked for; one more than now where none are."""
    if wish.to is not None:
        return wish.to
    return None if base.calls.value is None else base.calls.value + 1


def _known(base: Base, changes: Mapping[str, Fraction]) -> Fraction | None:
    """What changes come to: of one part of the result their product, of both parts the change of the whole."""
    parts = {belongs for driver, belongs in base.factors() if driver.key in changes}
    if len(parts) == 1:
        return together(list(changes.values()))
    amount = _change_of(base, changes)
    return amount / base.total if amount is not None and base.total else None


def _known_amount(base: Base, changes: Mapping[str, Fraction]) -> Decimal | None:
    return _money(_change_of(base, changes))


def _change_of(base: Base, changes: Mapping[str, Fraction]) -> Fraction | None:
    """What the changes come to in money: those of each part multiply in it."""
    total = Fraction(0)
    for part, of in (("new", base.new), ("repeat", base.repeat)):
        keys = {driver.key for driver, belongs in base.factors() if belongs == part}
        told = [value for key, value in changes.items() if key in keys]
        if told and of is None:
            return None
        total += (of or 0) * together(told)
    return total


def _tornado(base: Base, effects: Sequence[Effect]) -> tuple[Tornado, ...]:
    """Each driver from the smallest to the largest change, the widest first, in the order of drivers where alike."""
    found: dict[str, list[Effect]] = {}
    for effect in effects:
        found.setdefault(effect.key, []).append(effect)
    bars = [_bar(key, own, by_whole=base.total is not None) for key, own in found.items()]
    return tuple(sorted(bars, key=lambda bar: -(bar.spread or Decimal(-1))))


def _bar(key: str, effects: Sequence[Effect], *, by_whole: bool) -> Tornado:
    low, high = effects[0], effects[-1]
    ends = (low.whole, high.whole) if by_whole else (low.part, high.part)
    spread = None if ends[0] is None or ends[1] is None else ends[1] - ends[0]
    return Tornado(key, rounded(ends[0]), rounded(ends[1]), _money(low.amount), _money(high.amount), rounded(spread))
