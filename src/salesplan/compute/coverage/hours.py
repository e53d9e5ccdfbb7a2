"""Where the time goes: hours by customer, by tier and by person, from the time list or, without one, from contacts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.coverage.contact_kinds import contact_kind
from salesplan.compute.customers.classes import CLASSES, UNRATED
from salesplan.compute.customers.links import unknown_customers, with_told
from salesplan.compute.customers.population import Population
from salesplan.compute.customers.rfm import TIERS
from salesplan.compute.near_keys import UnknownName, unknown_names
from salesplan.compute.sums import roomy
from salesplan.model.near import plain_name
from salesplan.model.period import Period
from salesplan.model.plan.coverage import CoverageParameters
from salesplan.model.records import Records

Frame = nw.DataFrame[Any]
_HOUR = 60


@dataclass(frozen=True)
class Spent:
    """The time of a window up to ``as_of``. ``basis`` is ``time`` (the time list) or ``contacts``; hours are exact.

    ``by_customer``: ``key`` and ``minutes`` (whole units of 10^-scale). ``by_tier`` are the hours that name a tier and
    no customer. ``by_person`` has the hours of each person by tier, where both are known. ``unknown`` are customers
    that neither list nor orders have, ``strange`` tiers that are none, ``lost`` the hours of both; ``later`` and
    ``bare`` count rows after the as-of, and rows without day, customer and tier; ``estimated`` contacts that took the
    usual minutes. ``coded`` are the people whose rows carry a tier, ``people`` all who have rows. ``span`` goes from
    the first to the last day that counts.
    """

    basis: str
    by_customer: Frame
    scale: int
    as_of: date
    by_tier: Mapping[str, Fraction] = field(default_factory=dict)
    by_person: Mapping[tuple[str, str | None], Fraction] = field(default_factory=dict)
    unknown: tuple[UnknownName, ...] = ()
    strange: tuple[UnknownName, ...] = ()
    lost: Fraction = Fraction(0)
    later: int = 0
    bare: int = 0
    estimated: int = 0
    coded: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    span: Period | None = None

    @property
    def by_tier_only(self) -> bool:
        """Whether hours name tiers and never a customer: those of customers without a tier are in none of them."""
        return not len(self.by_customer) and bool(self.by_tier)


def of_time(
    time: Records, population: Population, as_of: date, window: Period, parameters: CoverageParameters
) -> Spent:
    """The hours of the time list. A row that names a customer counts for him, whatever tier it names."""
    rows = _dated(_with_columns(time, ("rep", "tier", "hours")), time, population)
    rows = rows.with_columns(minutes=nw.col("hours") * _HOUR, word=nw.col("tier"), tier=_tiers(rows, parameters))
    return _spent("time", rows, population, as_of, window, time.scales.get("hours", 0))


def of_contacts(
    activities: Records, population: Population, as_of: date, window: Period, parameters: CoverageParameters
) -> Spent:
    """The time of the contacts: their own minutes, else those that a contact of the kind usually takes."""
    rows = _dated(_with_columns(activities, ("rep", "kind", "minutes")), activities, population)
    scale = max(activities.scales.get("minutes", 0), _places(parameters))
    own = nw.col("minutes") * 10 ** (scale - activities.scales.get("minutes", 0))
    usual = {k: int(v.scaleb(scale)) for k, v in parameters.minutes.model_dump().items()}
    words = sorted({word for word in rows.get_column("kind").to_list() if word})
    of_kind = nw.lit(usual["other"])
    if words:
        counts = [usual[contact_kind(word)] for word in words]
        of_kind = nw.col("kind").replace_strict(words, counts, default=usual["other"], return_dtype=nw.Int64())
    blank = int(rows.get_column("minutes").is_null().sum())
    none = nw.lit(None, dtype=nw.String())
    rows = rows.with_columns(minutes=nw.coalesce(own, of_kind), tier=none, word=none)
    spent = _spent("contacts", rows, population, as_of, window, scale)
    return Spent(**{**vars(spent), "estimated": blank})


def _places(parameters: CoverageParameters) -> int:
    return max(max(-int(v.as_tuple().exponent), 0) for v in parameters.minutes.model_dump().values())


_KINDS: Mapping[str, Any] = {"hours": nw.Int64(), "minutes": nw.Int64(), "date": nw.Date()}


def _with_columns(records: Records, names: tuple[str, ...]) -> Frame:
    """The rows with these columns, null where the list has none."""
    wanted = (*names, "date", "customer_id", "customer_name")
    absent = [nw.lit(None, dtype=_KINDS.get(c, nw.String())).alias(c) for c in wanted if not records.has(c)]
    return records.frame.with_columns(*absent)


def _dated(frame: Frame, records: Records, population: Population) -> Frame:
    """The rows with the customer they are about (``customer_key``) and what they call him (``told``)."""
    return with_told(replace(records, frame=frame), population)


def letters_of(parameters: CoverageParameters) -> tuple[str, ...]:
    """The grades from best to worst that customers and hours are put under."""
    return TIERS if parameters.grading == "tier" else tuple(name for name in CLASSES if name != UNRATED)


def graded_by(population: Population, parameters: CoverageParameters) -> Population:
    """The customers with the grade that counts as ``tier``: by the plan's choice their class, of which U is none."""
    if parameters.grading == "tier":
        return population
    rated = nw.when(nw.col("class") != UNRATED).then(nw.col("class"))
    return replace(population, frame=population.frame.with_columns(tier=rated))


def _tiers(rows: Frame, parameters: CoverageParameters) -> nw.Expr:
    """The tier that a row names, by the plan's words; null for one that is none."""
    words = sorted({word for word in rows.get_column("tier").to_list() if word})
    own = {plain_name(word): tier for word, tier in parameters.tiers.items()}
    letters = letters_of(parameters)
    meant = [own.get(plain_name(word), word.upper() if word.upper() in letters else None) for word in words]
    if not words:
        return nw.lit(None, dtype=nw.String())
    return nw.col("tier").replace_strict(words, meant, default=None, return_dtype=nw.String())


def _spent(basis: str, rows: Frame, population: Population, as_of: date, window: Period, scale: int) -> Spent:
    """The rows of the window summed up."""
    held = rows.filter(~nw.col("date").is_null() & (nw.col("date") <= nw.lit(as_of)))
    inside = held.filter(nw.col("date").is_between(window.first, window.last) & ~nw.col("minutes").is_null())
    named = inside.filter(~nw.col("customer_key").is_null())
    coded = inside.filter(nw.col("customer_key").is_null() & nw.col("told").is_null() & ~nw.col("tier").is_null())
    stranger = inside.filter(nw.col("customer_key").is_null() & ~nw.col("told").is_null())
    nameless = inside.filter(nw.col("told").is_null() & nw.col("tier").is_null())
    with_code = inside.filter(~nw.col("tier").is_null() & ~nw.col("rep").is_null())
    counted = nw.concat([named.select("date"), coded.select("date")])
    hours = Hours(scale)
    tiers = _customer_tiers(population)
    with_tier = named.drop("tier").join(tiers, left_on="customer_key", right_on="key", how="left")
    persons = nw.concat([with_tier.select("rep", "tier", "minutes"), coded.select("rep", "tier", "minutes")])
    return Spent(
        basis,
        hours.summed(named.select(key=nw.col("customer_key"), minutes=nw.col("minutes")), "key"),
        scale,
        as_of,
        hours.by(coded, "tier"),
        hours.by_two(persons.filter(~nw.col("rep").is_null())),
        unknown_customers(stranger, population),
        unknown_names(_counted(nameless.filter(~nw.col("word").is_null()), "word"), TIERS),
        hours.total(stranger) + hours.total(nameless),
        later=len(rows.filter(nw.col("date") > nw.lit(as_of))),
        bare=len(rows.filter(nw.col("date").is_null())) + len(nameless),
        span=_span_of(counted),
        coded=frozenset(with_code.get_column("rep").to_list()),
        people=frozenset(inside.filter(~nw.col("rep").is_null()).get_column("rep").to_list()),
    )


def _span_of(counted: Frame) -> Period | None:
    days = counted.get_column("date")
    return Period(days.min(), days.max()) if len(days) else None


@dataclass(frozen=True)
class Hours:
    """Sums of minutes of this scale as exact hours."""

    scale: int

    def summed(self, rows: Frame, by: str) -> Frame:
        """Minutes by a column, in whole units."""
        return rows.group_by(by).agg(roomy(rows, "minutes").sum().alias("minutes"))

    def of(self, minutes: int | None) -> Fraction:
        """So many whole units of minutes as hours."""
        return Fraction(int(minutes or 0), _HOUR * 10**self.scale)

    def total(self, rows: Frame) -> Fraction:
        """All of them."""
        return self.of(rows.select(roomy(rows, "minutes").sum()).item()) if len(rows) else Fraction(0)

    def by(self, rows: Frame, column: str) -> dict[str, Fraction]:
        """Hours by a column."""
        found = self.summed(rows, column).select(column, "minutes").iter_rows()
        return {name: self.of(minutes) for name, minutes in sorted(found)}

    def by_two(self, rows: Frame) -> dict[tuple[str, str | None], Fraction]:
        """Hours by person and tier."""
        grouped = rows.group_by("rep", "tier").agg(roomy(rows, "minutes").sum().alias("minutes"))
        found = sorted(grouped.select("rep", "tier", "minutes").iter_rows(), key=lambda r: (r[0], r[1] or "~"))
        return {(rep, tier): self.of(minutes) for rep, tier, minutes in found}


def _customer_tiers(population: Population) -> Frame:
    """Each customer's tier, that of the row that counts."""
    frame = population.frame.filter(nw.col("counts"))
    if "tier" not in frame.columns:
        frame = frame.with_columns(tier=nw.lit(None, dtype=nw.String()))
    return frame.select("key", "tier")


def _counted(rows: Frame, column: str) -> dict[str, int]:
    return dict(rows.group_by(column).agg(rows=nw.len()).select(column, "rows").iter_rows())
