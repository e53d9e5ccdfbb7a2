"""The points ledger: each lot of points earned, what was redeemed, taken back and expired of it, and what is left."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from heapq import heappop, heappush
from typing import Any

import narwhals as nw

from salesplan.compute.customers.links import with_customer_key
from salesplan.compute.customers.population import Population
from salesplan.model.records import ROW, Records

Frame = nw.DataFrame[Any]
REFUSALS: tuple[str, ...] = ("balance", "unknown_customer", "no_date", "no_points")
"""Why a redemption does not count: more than the customer had, a customer nobody knows, no day, no points."""


@dataclass
class Lot:
    """Points earned by one order: up to and with ``expires`` they can be redeemed."""

    number: str
    earned_on: date
    expires: date
    earned: int
    used: int = 0
    reversed: int = 0
    expired: int = 0

    @property
    def left(self) -> int:
        """Points that can still be redeemed."""
        return self.earned - self.used - self.reversed - self.expired


@dataclass(frozen=True)
class Refused:
    """A redemption that does not count, with the points the customer had and why."""

    customer: str
    day: date | None
    points: int | None
    available: int | None
    reason: str
    row: int | None = None


@dataclass(frozen=True)
class Redemption:
    """Points a customer wants to use on a day; ``row`` is where the list says so."""

    day: date
    points: int
    row: int = 0


@dataclass
class Account:
    """The points of one customer, lots in the order they were earned. ``debt``: taken back, and not there any more.

    Each lot is looked at a few times whatever the number of events: ``first`` is the oldest lot that may have points
    left, ``newest`` are those that may, the newest at the end, ``ends`` is a heap of the days on which lots end.
    """

    lots: list[Lot] = field(default_factory=list, init=False)
    available: int = field(default=0, init=False)
    """Points that can be redeemed."""
    debt: int = field(default=0, init=False)
    refused: list[tuple[Redemption, int]] = field(default_factory=list, init=False)
    first: int = field(default=0, init=False)
    newest: list[Lot] = field(default_factory=list, init=False)
    ends: list[tuple[date, int]] = field(default_factory=list, init=False)
    by_number: dict[str, list[Lot]] = field(default_factory=dict, init=False)

    @property
    def balance(self) -> int:
        """What is left less what is owed: below 0 only after a return."""
        return self.available - self.debt

    def expire_before(self, day: date) -> None:
        """Whatever is left of lots that ended before ``day`` is gone."""
        while self.ends and self.ends[0][0] < day:
            lot = self.lots[heappop(self.ends)[1]]
            self.available -= lot.left
            lot.expired += lot.left

    def earn(self, lot: Lot) -> None:
        """A new lot; a debt is paid from it first."""
        paid = min(self.debt, lot.left)
        self.debt -= paid
        lot.reversed += paid
        heappush(self.ends, (lot.expires, len(self.lots)))
        self.lots.append(lot)
        self.newest.append(lot)
        self.by_number.setdefault(lot.number, []).append(lot)
        self.available += lot.left

    def take_back(self, number: str, points: int) -> None:
        """A return: from the lot of the same order, then from the newest lots; what is not there is owed.

        Points of that order that have expired were lost already and are not taken again.
        """
        for lot in self.by_number.get(number, ()):
            points -= self._take(lot, points)
            points -= min(points, lot.expired)
        while points and self.newest:
            points -= self._take(self.newest[-1], points)
            if points:
                self.newest.pop()
        self.debt += points

    def _take(self, lot: Lot, points: int) -> int:
        """How many of the points a lot can give back."""
        taken = min(points, lot.left)
        lot.reversed += taken
        self.available -= taken
        return taken

    def redeem(self, wish: Redemption) -> None:
        """The oldest points first; refused as a whole when there are too few."""
        if wish.points > self.available:
            self.refused.append((wish, self.available))
            return
        points = wish.points
        self.available -= points
        while points:
            lot = self.lots[self.first]
            taken = min(points, lot.left)
            lot.used += taken
            points -= taken
            self.first += points > 0


def settle(
    lots: Sequence[Lot], returns: Iterable[tuple[date, str, int]], wishes: Iterable[Redemption], as_of: date
) -> Account:
    """One customer's account as of a day. On one day points are earned, then taken back, then redeemed, few first."""
    events: list[tuple[tuple[Any, ...], Any]] = [((lot.earned_on, 0, lot.number), lot) for lot in lots]
    events += [((day, 1, number, points), None) for day, number, points in returns]
    events += [((wish.day, 2, "", wish.points, wish.row), wish) for wish in wishes]
    account = Account()
    for key, what in sorted(events, key=lambda event: event[0]):
        account.expire_before(key[0])
        if isinstance(what, Lot):
            account.earn(what)
        elif isinstance(what, Redemption):
            account.redeem(what)
        else:
            account.take_back(key[2], key[3])
    account.expire_before(as_of)
    return account


@dataclass(frozen=True)
class Ledger:
    """The lots of all customers, and what does not fit into them.

    ``lots``: key, number, order, date, net, rank, earned, expires, used, reversed, expired, left. ``debts``: points
    owed, by customer. ``later``: redemptions after the as-of.
    """

    lots: Frame
    debts: dict[str, int]
    refused: tuple[Refused, ...] = ()
    later: int = 0


def ledger_of(
    earned: Frame, returns: Frame, redemptions: Records | None, population: Population, as_of: date
) -> Ledger:
    """The ledger of all customers. Who neither returned nor redeemed anything only loses what expired."""
    wishes, refused, later = _wishes(redemptions, population, as_of)
    moved = sorted({*wishes, *returns.get_column("key").to_list()})
    plain = earned.filter(~nw.col("key").is_in(moved))
    gone = nw.col("expires") < nw.lit(as_of)
    nothing = nw.lit(0, dtype=nw.Int64())
    expired = nw.when(gone).then(nw.col("earned")).otherwise(nothing)
    plain = plain.with_columns(used=nothing, reversed=nothing, expired=expired).with_columns(
        left=nw.col("earned") - nw.col("expired")
    )
    accounts = _settled(earned.filter(nw.col("key").is_in(moved)), returns, wishes, as_of)
    lots = nw.concat([plain, _lots_of(accounts, plain)]) if accounts else plain
    debts = {key: account.debt for key, (account, _) in accounts.items() if account.debt}
    short = [
        Refused(key, wish.day, wish.points, had, REFUSALS[0], wish.row)
        for key, (account, _) in accounts.items()
        for wish, had in account.refused
    ]
    return Ledger(lots, debts, (*short, *refused), later)


def _settled(
    earned: Frame, returns: Frame, wishes: dict[str, list[Redemption]], as_of: date
) -> dict[str, tuple[Account, dict[str, tuple[Any, ...]]]]:
    """The accounts of customers who returned or redeemed something, with what the ledger keeps of each order."""
    told: dict[str, dict[str, tuple[Any, ...]]] = {}
    lots: dict[str, list[Lot]] = {}
    for key, number, order, day, net, rank, points, expires in earned.select(
        "key", "number", "order", "date", "net", "rank", "earned", "expires"
    ).iter_rows():
        told.setdefault(key, {})[number] = (order, net, rank)
        lots.setdefault(key, []).append(Lot(number, day, expires, points))
    back: dict[str, list[tuple[date, str, int]]] = {}
    for key, number, day, points in returns.select("key", "number", "date", "points").iter_rows():
        back.setdefault(key, []).append((day, number, points))
    return {
        key: (settle(lots.get(key, []), back.get(key, []), wishes.get(key, []), as_of), told.get(key, {}))
        for key in sorted({*lots, *back, *wishes})
    }


def _lots_of(accounts: dict[str, tuple[Account, dict[str, tuple[Any, ...]]]], like: Frame) -> Frame:
    """The lots of the accounts as rows like those of ``like``."""
    columns: dict[str, list[Any]] = {name: [] for name in like.columns}
    for key, (account, told) in accounts.items():
        for lot in account.lots:
            order, net, rank = told[lot.number]
            row = {
                "key": key,
                "number": lot.number,
                "order": order,
                "date": lot.earned_on,
                "net": net,
                "rank": rank,
                **{name: getattr(lot, name) for name in ("earned", "expires", "used", "reversed", "expired", "left")},
            }
            for name, values in columns.items():
                values.append(row[name])
    return nw.from_dict(columns, schema=like.schema, backend=like.implementation)


def _wishes(
    redemptions: Records | None, population: Population, as_of: date
) -> tuple[dict[str, list[Redemption]], list[Refused], int]:
    """The redemptions by customer, those that cannot count, and how many lie after the as-of."""
    wishes: dict[str, list[Redemption]] = {}
    refused: list[Refused] = []
    later = 0
    if redemptions is None:
        return wishes, refused, later
    frame = with_customer_key(redemptions, population)
    who = [name for name in ("customer_id", "customer_name") if name in frame.columns]
    for row in frame.iter_rows(named=True):
        day, points, key = row.get("date"), row.get("points"), row["customer_key"]
        if key is not None and day is not None and points:
            later += day > as_of
            if day <= as_of:
                wishes.setdefault(key, []).append(Redemption(day, points, row[ROW]))
            continue
        reason = REFUSALS[1] if key is None else REFUSALS[2] if day is None else REFUSALS[3]
        name = " ".join(str(row[column]) for column in who if row[column])
        refused.append(Refused(name, day, points, None, reason, row[ROW]))
    return wishes, refused, later
