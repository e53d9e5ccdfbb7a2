"""What a person decided about possible duplicates, and which rows of the list it is about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from salesplan.compute.cleaning.candidates import Customers
from salesplan.model.records import ROW

Pair = tuple[int, int]


@dataclass(frozen=True)
class Side:
    """A customer of a decision, as the list of possible duplicates named it."""

    id: str | None
    name: str | None
    row: int | None
    mark: str


@dataclass(frozen=True)
class Decision:
    """One decision: whether ``one`` and ``other`` are merged or different, and in which row of its file it stands.

    ``keep``: the row that somebody wants to stay; None where nobody says.
    """

    one: Side
    other: Side
    decision: str
    line: int
    keep: Side | None = None


class Finder:
    """Finds the customers that decisions are about."""

    def __init__(self, customers: Customers) -> None:
        self.customers = customers
        self.by_mark: dict[str, list[int]] = {}
        self.by_name: dict[tuple[str | None, str | None], list[int]] = {}
        for each in customers.candidates:
            self.by_mark.setdefault(customers.mark(each.at), []).append(each.at)
            self.by_name.setdefault((customers.text("id", each.at), customers.text("name", each.at)), []).append(
                each.at
            )

    def exact(self, side: Side) -> int | None:
        """The row as it was when the decision was asked for: by its mark; of equal rows the one with that number."""
        return self._one_of(self.by_mark.get(side.mark, []), side)

    def near(self, side: Side) -> int | None:
        """The same, or where the row has changed since, the only one with that id and name."""
        found = self.exact(side)
        same = self.by_name.get((side.id, side.name), []) if found is None else []
        return same[0] if len(same) == 1 else found

    def _one_of(self, rows: Sequence[int], side: Side) -> int | None:
        numbers = self.customers.columns[ROW]
        return next((at for at in rows if numbers[at] == side.row), rows[0] if rows else None)


def located(decisions: Iterable[Decision], customers: Customers) -> dict[Pair, str]:
    """The decisions by the two customers they are about, the smaller position first; the last of several counts.

    A decision about a customer who is no longer in the list is left out.
    """
    told = list(decisions)
    if not told:
        return {}
    finder = Finder(customers)
    found: dict[Pair, str] = {}
    for each in told:
        one, other = finder.near(each.one), finder.near(each.other)
        if one is not None and other is not None and one != other:
            found[min(one, other), max(one, other)] = each.decision
    return found
