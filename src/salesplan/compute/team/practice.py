"""What the best do that the middle does not, and what it would bring to close the gap (methods.md 9.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from salesplan.compute.rounding import half_up, rounded
from salesplan.compute.team.bands import Band, banded
from salesplan.compute.team.staff import Colleague
from salesplan.model.plan.review import BandParameters

Metric = Literal["sales", "relations", "served", "per_customer", "contacts"]
METRICS: tuple[Metric, ...] = ("sales", "relations", "served", "per_customer", "contacts")
"""What is compared: sales, relations with customers, customers served, sales to each, contacts. Bands are of sales."""
LEARNED: tuple[Metric, ...] = METRICS[1:]
"""What can be learned: sales themselves are what comes of it."""
PRODUCTIVITY, RELATIONS = Decimal("0.4"), Decimal(2)
"""What the article reports of the best against the others: 40 % more, twice the relations. For reference only."""


@dataclass(frozen=True)
class Person:
    """One of the team with his figures, of a full-time post; a figure that no list tells is missing.

    ``post`` is the part of a full-time post that he has: his figures times ``post`` are what the lists tell.
    """

    name: str
    team: str | None
    role: str | None
    values: Mapping[str, Fraction]
    new: int | None = None
    post: Fraction = Fraction(1)


@dataclass(frozen=True)
class Gap:
    """One measure of the best against the middle.

    ``gap`` is mean(top) / mean(middle) - 1 and ``ratio`` mean(top) / mean(middle); None without bands, without a middle
    or where the middle has nothing (``reason``). ``reference`` is what the article reports, in the same terms as
    ``gap``. ``gain`` is what closing the share of the gap brings to the middle together; None of what cannot be added.
    """

    metric: Metric
    top_mean: Decimal | None
    middle_mean: Decimal | None
    bottom_mean: Decimal | None
    gap: Decimal | None
    ratio: Decimal | None
    reference: Decimal | None
    gain: Decimal | None
    reason: str | None


@dataclass(frozen=True)
class Pairing:
    """Whom of the middle to bring together with whom of the top, and in what he is furthest behind.

    ``own`` over ``top_mean`` is the lowest of his measures. ``gain`` is what closing the share of his gap in sales
    brings, 0 where he has none.
    """

    name: str
    metric: Metric
    own: Decimal
    top_mean: Decimal
    behind: Decimal
    partner: str
    partner_value: Decimal
    gain: Decimal | None


def gap_of(top: Sequence[Fraction | Decimal | int], middle: Sequence[Fraction | Decimal | int]) -> Fraction | None:
    """mean(top) / mean(middle) - 1; None where one has nobody, or where the middle's mean is not above 0."""
    one, two = mean(top), mean(middle)
    return one / two - 1 if one is not None and two is not None and two > 0 else None


def gain_of(
    top: Sequence[Fraction | Decimal | int],
    middle: Sequence[Fraction | Decimal | int],
    share: Fraction | Decimal,
    posts: Sequence[Fraction] = (),
) -> Fraction | None:
    """What the middle gains by closing ``share`` of the way to the top's mean, whoever is above it nothing.

    ``posts`` is the part of a full-time post that each of the middle has; all have a whole one where it is empty. None
    where there is no top.
    """
    best = mean(top)
    if best is None:
        return None
    behind = (max(best - Fraction(own), Fraction(0)) for own in middle)
    weighed = zip(behind, posts or [Fraction(1)] * len(middle), strict=True)
    return sum((less * post for less, post in weighed), Fraction(0)) * Fraction(share)


def mean(values: Sequence[Fraction | Decimal | int]) -> Fraction | None:
    """The mean; None of nothing."""
    return sum((Fraction(value) for value in values), Fraction(0)) / len(values) if values else None


def bands_by_sales(people: Sequence[Person], told: BandParameters) -> dict[str, Band]:
    """The band of each person by his sales; nobody has one where they are too few or sales are not known."""
    ranked = banded(((each.name, each.values.get("sales")) for each in people), told.share, told.min_people)
    return {each.key: each.band for each in ranked if each.band is not None}


def gaps(
    people: Sequence[Person], bands: Mapping[str, Band], close: Decimal, references: Mapping[str, Decimal]
) -> tuple[Gap, ...]:
    """Each measure that is known, top against middle."""
    known = [metric for metric in METRICS if any(metric in each.values for each in people)]
    return tuple(_gap(metric, people, bands, close, references.get(metric)) for metric in known)


def _gap(
    metric: Metric, people: Sequence[Person], bands: Mapping[str, Band], close: Decimal, reference: Decimal | None
) -> Gap:
    held = {band: _held(metric, people, bands, band) for band in ("top", "middle", "bottom")}
    top, middle = held["top"], held["middle"]
    gap = gap_of(top, middle)
    posts = [each.post for each in people if bands.get(each.name) == "middle" and metric in each.values]
    gain = gain_of(top, middle, close, posts) if middle and metric != "per_customer" else None
    best, usual, last = (_shown(mean(held[band])) for band in ("top", "middle", "bottom"))
    return Gap(
        metric,
        best,
        usual,
        last,
        rounded(gap),
        None if gap is None else half_up(gap + 1),
        reference,
        _shown(gain),
        None if gap is not None else "no_bands" if not bands else "no_middle" if not middle else "middle_zero",
    )


def _held(metric: str, people: Sequence[Person], bands: Mapping[str, Band], band: str) -> list[Fraction]:
    return [each.values[metric] for each in people if bands.get(each.name) == band and metric in each.values]


def _shown(value: Fraction | None) -> Decimal | None:
    return None if value is None else half_up(value, 2)


def pairings(people: Sequence[Person], bands: Mapping[str, Band], close: Decimal) -> tuple[Pairing, ...]:
    """Everyone of the middle with the one of the top he can learn most from, the largest gain first.

    He learns what he is furthest behind in, from the one of his own team who is best at it, else from anyone. Who is
    behind in nothing has no partner; neither has one whose best there is no better.
    """
    top = [each for each in people if bands.get(each.name) == "top"]
    found = [pair for each in people if bands.get(each.name) == "middle" for pair in _paired(each, top, close)]
    return tuple(sorted(found, key=lambda pair: (-(pair.gain or 0), -pair.behind, pair.name)))


def _paired(own: Person, top: Sequence[Person], close: Decimal) -> Iterator[Pairing]:
    means = {metric: mean([each.values[metric] for each in top if metric in each.values]) for metric in METRICS}
    known = [(metric, best) for metric in LEARNED if (best := means[metric]) and best > 0 and metric in own.values]
    if not known:
        return
    metric, best = min(known, key=lambda each: own.values[each[0]] / each[1])
    behind = 1 - own.values[metric] / best
    better = [each for each in top if each.values.get(metric, Fraction(0)) > own.values[metric]]
    if behind <= 0 or not better:
        return
    partner = min(better, key=lambda each: (each.team != own.team or not own.team, -each.values[metric], each.name))
    sales = means["sales"]
    gain = None if sales is None else gain_of([sales], [own.values.get("sales", sales)], close, [own.post])
    values = (half_up(own.values[metric], 2), half_up(best, 2), half_up(behind))
    yield Pairing(own.name, metric, *values, partner.name, half_up(partner.values[metric], 2), _shown(gain))


def person_of(one: Colleague, values: Mapping[str, Fraction], new: int | None) -> Person:
    """A colleague with what the lists tell of him, made into figures of a full-time post (of no time: as it is)."""
    post = Fraction(one.share) or Fraction(1)
    whole = {name: value if name == "per_customer" else value / post for name, value in values.items()}
    return Person(one.name, one.team or one.region, one.role, whole, new, post)
