"""What overall satisfaction goes with: the correlation of each item with it (methods.md 11.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.rounding import half_up, root, rounded
from salesplan.compute.service.answers import Questionnaire
from salesplan.compute.service.figures import spellings
from salesplan.compute.service.satisfaction import csat
from salesplan.model.near import plain_name

PLACES = 2


@dataclass(frozen=True)
class Driver:
    """How one item goes with the overall score: Pearson's correlation, -1 to 1, from ``answers`` pairs.

    ``correlation`` is None with too few pairs (``few``) and where all scores of a side are equal. ``csat`` is the share
    of 4 and 5 of the item in these pairs.
    """

    item: str
    answers: int
    correlation: Decimal | None
    few: bool
    csat: Decimal | None


def drivers_of(questionnaires: Sequence[Questionnaire], least: int) -> tuple[Driver, ...]:
    """The items, the strongest first; those that nothing can be said of behind, by name.

    A questionnaire with several overall scores, or several of one item, says nothing of which belongs to which.
    """
    pairs: dict[str, list[tuple[Fraction, Fraction]]] = {}
    spelled = spellings(answer.item for each in questionnaires for answer in each.items)
    for each in questionnaires:
        overall = [answer.score for answer in each.overall if answer.score is not None]
        for key in dict.fromkeys(plain_name(answer.item or "") for answer in each.items):
            own = [a.score for a in each.items if plain_name(a.item or "") == key and a.score is not None]
            if len(overall) == 1 and len(own) == 1:
                pairs.setdefault(key, []).append((Fraction(own[0]), Fraction(overall[0])))
    found = [_driver(spelled[key], several, least) for key, several in pairs.items()]
    return tuple(sorted(found, key=lambda d: (d.correlation is None, -(d.correlation or 0), d.item)))


def _driver(item: str, pairs: Sequence[tuple[Fraction, Fraction]], least: int) -> Driver:
    few = len(pairs) < least
    share = rounded(csat(own for own, _ in pairs).value)
    return Driver(item, len(pairs), None if few else correlation(pairs), few, share)


def correlation(pairs: Sequence[tuple[Fraction, Fraction]]) -> Decimal | None:
    """Pearson's correlation to 2 decimals, half up; None where all figures of a side are equal."""
    count = len(pairs)
    ones, others = [one for one, _ in pairs], [other for _, other in pairs]
    shared = count * sum(one * other for one, other in pairs) - sum(ones) * sum(others)
    spread = (count * sum(x * x for x in ones) - sum(ones) ** 2) * (
        count * sum(y * y for y in others) - sum(others) ** 2
    )
    if not spread:
        return None
    square = Fraction(shared**2, 1) / spread
    return half_up(root(square) if shared >= 0 else -root(square), PLACES)
