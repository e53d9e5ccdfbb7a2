"""The lines of a payment, each traceable to its order, and what they leave open: deferred, carried on, advanced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from salesplan.compute.rounding import half_up
from salesplan.model.pay_record import PayKind

CENTS = 2
"""Decimals of what is paid, and at least of what is credited."""
KINDS: tuple[PayKind, ...] = (
    *("sale", "return", "excluded", "cap", "true_up", "pool", "clawback", "adjusted", "deferred", "released"),
    *("carried_in", "carried", "guarantee", "advance", "recovered"),
)
"""In the order of a statement."""
EARNING: frozenset[PayKind] = frozenset(("sale", "return", "cap", "true_up", "pool"))
"""What a settlement earns."""
WHOLE = "*"
"""What is about a settlement as a whole stands under this and no order."""


class PayLine(NamedTuple):
    """One line of a payment: ``pay`` is what it adds, to the cent; the lines of a month add up to what is paid.

    ``month`` is the one it is paid in, ``period`` the one that ``rule`` settled. ``base`` is what was credited of the
    order, ``share`` the person's part of it (of what waits for
    its collection the part that came in), ``tier`` the number of the tier from 1, ``rate`` what it pays.
    """

    month: str
    person: str
    kind: PayKind
    pay: Decimal
    rule: str = ""
    period: str = ""
    ref: str = ""
    order: str | None = None
    customer: str | None = None
    product: str | None = None
    date: date | None = None
    base: Decimal | None = None
    share: Fraction | None = None
    tier: int | None = None
    rate: Fraction | None = None
    file: str | None = None
    row: int | None = None


def to_cents(parts: Sequence[int], unit: int) -> list[Decimal]:
    """Parts of 1/``unit`` to the cent, so that they add up to their sum rounded half up: largest remainders are raised.

    Of equal remainders the first is raised.
    """
    total = int(half_up(Fraction(sum(parts), unit), CENTS).scaleb(CENTS))
    split = [divmod(part * 10**CENTS, unit) for part in parts]
    whole, rests = [cents for cents, _ in split], [rest for _, rest in split]
    for at in sorted(range(len(parts)), key=rests.__getitem__, reverse=True)[: total - sum(whole)]:
        whole[at] += 1
    return [Decimal(cents).scaleb(-CENTS) for cents in whole]


_NOTHING = Decimal(0)


def _plus(one: Decimal, two: Decimal) -> Decimal:
    """The sum; to nothing yet the figure itself, so that an order, its line and its entry hold one object."""
    return two if one is _NOTHING else one + two


@dataclass(slots=True)
class Entry:
    """What one order (or a settlement as a whole) earned a person under a rule in a period.

    ``at`` is its place in the books.
    ``sold`` and ``worth`` are base and earnings as they were settled, ``told`` the base as it was first entered
    (of an order that came late: with the change that it came with), ``base`` and ``earned`` what is left of them
    after returns and changes, ``back`` what returns of later periods took off the base, ``deferred`` what of the
    earnings has not been paid yet.
    """

    rule: str
    person: str
    period: str
    ref: str
    order: str | None = None
    customer: str | None = None
    share: Fraction | None = None
    at: int = 0
    sold: Decimal = _NOTHING
    told: Decimal = _NOTHING
    worth: Decimal = _NOTHING
    base: Decimal = _NOTHING
    back: Decimal = _NOTHING
    earned: Decimal = _NOTHING
    deferred: Decimal = _NOTHING


@dataclass(slots=True)
class Worth:
    """What a rule settled for a person in a period: ``sold`` paid ``whole``, of which ``orders`` for single orders."""

    sold: Decimal = Decimal(0)
    whole: Decimal = Decimal(0)
    orders: Decimal = Decimal(0)


@dataclass
class Books:
    """What all lines so far leave open: by order what was earned and deferred, by person what he owes.

    ``of_order`` are the entries of an order, whoever's; ``worth`` and ``of_period`` go by rule, person and period.
    ``changed`` are the entries that lines were entered for since they were looked at, by their places.
    """

    entries: dict[tuple[str, str, str, str], Entry] = field(default_factory=dict)
    owed: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    advanced: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    changed: dict[int, Entry] = field(default_factory=dict)
    worth: dict[tuple[str, str, str], Worth] = field(default_factory=lambda: defaultdict(Worth))
    of_order: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    of_period: dict[tuple[str, str, str], list[Entry]] = field(default_factory=lambda: defaultdict(list))

    def take(self, lines: Iterable[PayLine]) -> None:
        """Enter the lines of a payment."""
        for line in lines:
            if line.kind in ("carried", "carried_in"):
                self.owed[line.person] += line.pay
            elif line.kind in ("advance", "recovered"):
                self.advanced[line.person] += line.pay
            elif line.kind not in ("guarantee", "excluded"):
                self._enter(line)

    def _enter(self, line: PayLine) -> None:
        entry = self._entry(line)
        if line.kind in ("deferred", "released"):
            entry.deferred -= line.pay
            return
        base = line.base or Decimal(0)
        if line.kind in EARNING:
            self._earn(entry, base, line.pay)
        if line.kind == "clawback":
            entry.back += base
        if line.kind == "adjusted" and not entry.told:
            entry.told = base
        entry.base = _plus(entry.base, base)
        entry.earned = _plus(entry.earned, line.pay)

    def _earn(self, entry: Entry, base: Decimal, pay: Decimal) -> None:
        entry.sold = _plus(entry.sold, base)
        entry.told = _plus(entry.told, base)
        entry.worth = _plus(entry.worth, pay)
        settled = self.worth[entry.rule, entry.person, entry.period]
        settled.sold += base
        settled.whole += pay
        if not entry.ref.startswith(WHOLE):
            settled.orders += pay

    def _entry(self, line: PayLine) -> Entry:
        key = (line.rule, line.person, line.period, line.ref)
        found = self.entries.get(key)
        if found is None:
            found = Entry(*key, line.order, line.customer, line.share, len(self.entries))
            self.entries[key] = found
            self.of_order[line.ref].append(found)
            self.of_period[line.rule, line.person, line.period].append(found)
        self.changed[found.at] = found
        return found

    def rate_of(self, entry: Entry) -> Fraction:
        """What one unit of an order was paid then, after cap and true-up; 0 where it earned nothing."""
        if not entry.sold:
            return Fraction(0)
        settled = self.worth[entry.rule, entry.person, entry.period]
        part = Fraction(settled.whole) / Fraction(settled.orders) if settled.orders else Fraction(0)
        return Fraction(entry.worth) / Fraction(entry.sold) * part
