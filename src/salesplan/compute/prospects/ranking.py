"""Open prospects in the order in which they are worth the time: screened, ranked, in tiers (methods.md 8.1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Any, Literal

import narwhals as nw

from salesplan.compute.customers.keys import plain
from salesplan.compute.prospects.claims import Claim, Claims, claims_of
from salesplan.compute.prospects.contacts import Contacts, Touch, contacts_with, touch_of
from salesplan.compute.prospects.deal_state import DealWords
from salesplan.compute.prospects.people import Band
from salesplan.compute.prospects.prospect_rows import Prospect, in_order, prospects_of
from salesplan.compute.prospects.screening import Screening, screened
from salesplan.model.near import plain_name
from salesplan.model.plan.plan import Parameters
from salesplan.model.plan.prospects import ProspectTiers
from salesplan.model.records import Records

Standing = Literal["ranked", "no_value", "parked", "claimed"]
STANDINGS: tuple[Standing, ...] = ("ranked", "no_value", "parked", "claimed")
"""Has a rank; amount or probability is not known; parked for lack of funds; claimed by someone who was later."""
_UNKNOWN = Decimal(-1)


@dataclass(frozen=True)
class Ranked:
    """One open prospect with his ``place`` among all, and his rank and tier where he has a value.

    ``customer`` is the owner of the customer he is already, "" for one without.
    """

    prospect: Prospect
    standing: Standing
    touch: Touch
    rank: int | None = None
    tier: Band | None = None
    screening: Screening | None = None
    claim: Claim | None = None
    customer: str | None = None
    place: int = 0

    @property
    def worked(self) -> bool:
        """Whether it takes someone's time: not parked, and not another's."""
        return self.standing in ("ranked", "no_value")

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields to be asked for; a next step agreed in the last contact is one."""
        return tuple(key for key in self.prospect.missing if key != "next_step" or self.touch.next_step is None)


@dataclass(frozen=True)
class Ranking:
    """Everyone open in order: ranked ones, those without a value, parked ones, those claimed by a later one.

    ``closed``, ``later`` (created after the as-of) and ``repeated`` rows (each with the one that counts) are left out.
    """

    rows: tuple[Ranked, ...]
    claims: tuple[Claim, ...] = ()
    closed: int = 0
    later: tuple[Prospect, ...] = ()
    repeated: tuple[tuple[Prospect, Prospect], ...] = ()
    contacts: Contacts = field(default_factory=Contacts)

    @property
    def expected(self) -> Fraction:
        """The expected value of all ranked ones."""
        return sum((row.prospect.expected or Fraction(0) for row in self.rows if row.rank), Fraction(0))


def ranking_of(
    records: Records,
    words: DealWords,
    parameters: Parameters,
    as_of: date,
    activities: Records | None = None,
    customers: Records | None = None,
) -> Ranking:
    """The open ones of a list by expected value, then MAN score, then age (the older first), then id.

    A row created after the as-of is left out; of rows that say the same one counts (compute/prospects/claims.py).
    """
    told = parameters.prospects
    everyone = prospects_of(records, words, parameters)
    later = tuple(each for each in everyone if each.deal.created is not None and each.deal.created > as_of)
    current = [each for each in everyone if each.deal.created is None or each.deal.created <= as_of]
    still = [each for each in current if each.deal.state == "open"]
    known = _customers(customers, still) if records.table == "prospects" else {}
    strange = [each for each in still if _customer(each, known) is None]
    contacts = contacts_with(still, activities, as_of)
    contacts = replace(contacts, recorded=any(each.more.last_contact or contacts.of(each) for each in strange))
    claims = claims_of(still, contacts, told.conflict)
    rows = []
    for at, each in enumerate(still):
        if at in claims.repeated:
            continue
        touch = touch_of(each, contacts, as_of, told.first_contact_hours)
        screening = screened(each.deal.funds, told.min_funds)
        standing = _standing(each, at, claims, screening)
        rows.append(Ranked(each, standing, touch, None, None, screening, claims.by_row.get(at), _customer(each, known)))
    return Ranking(
        _in_tiers(sorted(rows, key=_order), told.tiers),
        claims.claims,
        len(current) - len(still),
        later,
        tuple(
            (still[at], still[first])
            for at, first in sorted(claims.repeated.items(), key=lambda p: in_order(still[p[0]]))
        ),
        contacts,
    )


def tier_of(place: int, count: int, tiers: ProspectTiers) -> Band:
    """The tier of a place from 1 among so many: H up to the first share, rounded up, then M, then L."""
    if place <= ceil(tiers.H * count):
        return "H"
    return "M" if place <= ceil((tiers.H + tiers.M) * count) else "L"


def _standing(prospect: Prospect, at: int, claims: Claims, screening: Screening | None) -> Standing:
    if at in claims.lost:
        return "claimed"
    if screening == "park":
        return "parked"
    return "no_value" if prospect.expected is None else "ranked"


def _order(row: Ranked) -> tuple[Any, ...]:
    return STANDINGS.index(row.standing), *_worth(row), in_order(row.prospect)


def _worth(row: Ranked) -> tuple[Any, ...]:
    """What decides the rank but the id: rows in which it is equal are in one tier."""
    prospect = row.prospect
    man = _UNKNOWN if prospect.man is None else prospect.man
    value = prospect.expected
    amount = _UNKNOWN if prospect.deal.amount is None else prospect.deal.amount
    return value is None, -(value or 0), -amount if value is None else 0, -man, prospect.deal.created or date.max


def _in_tiers(rows: Sequence[Ranked], tiers: ProspectTiers) -> tuple[Ranked, ...]:
    """The rows with rank and tier; rows that are equal but for the id have the tier of the first of them."""
    count = sum(row.standing == "ranked" for row in rows)
    found: list[Ranked] = []
    for place, row in enumerate(rows, 1):
        if row.standing != "ranked":
            found.append(replace(row, place=place))
            continue
        before = found[-1] if found else None
        same = before is not None and _worth(before) == _worth(row)
        tier = before.tier if same and before else tier_of(place, count, tiers)
        found.append(replace(row, rank=place, tier=tier, place=place))
    return tuple(found)


def _customers(customers: Records | None, prospects: Sequence[Prospect]) -> Mapping[str, str]:
    """Those customers that prospects may be, by plain id and name, with their owner, "" for none."""
    if customers is None:
        return {}
    names = {plain_name(name) for each in prospects for name in (each.customer, each.more.customer_id) if name}
    columns = {key: _plainly(customers.frame, key) for key in ("id", "name")}
    owner = nw.col("owner") if customers.has("owner") else nw.lit(None, dtype=nw.String())
    frame = customers.frame.select(owner.fill_null("").alias("owner"), **columns)
    frame = frame.filter(nw.col("name").is_in(sorted(names)) | nw.col("id").is_in(sorted(names)))
    found: dict[str, str] = {}
    for whose, id_, name in frame.select("owner", "id", "name").sort("id", "name", "owner").iter_rows():
        found |= {key: found.get(key) or whose for key in (id_, name) if key}
    return found


def _plainly(frame: nw.DataFrame[Any], column: str) -> nw.Expr:
    return plain(frame, column).str.to_lowercase() if column in frame.columns else nw.lit(None, dtype=nw.String())


def _customer(prospect: Prospect, known: Mapping[str, str]) -> str | None:
    keys = (prospect.customer, prospect.more.customer_id)
    return next((known[plain_name(key)] for key in keys if key and plain_name(key) in known), None)
