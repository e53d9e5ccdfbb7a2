"""How ready we are to sell: what of the checklists is done, what is overdue, what must be there (methods.md 6.7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salesplan.compute.rounding import share_of
from salesplan.model.plan.preparation import Checklist, ChecklistItem
from salesplan.model.plan.preparation_words import category_named
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Table, Value

COLUMNS = (
    ColumnSpec("category", "code"),
    ColumnSpec("item", "text"),
    ColumnSpec("status", "code"),
    ColumnSpec("mandatory", "flag"),
    ColumnSpec("owner", "text"),
    ColumnSpec("due", "date"),
    ColumnSpec("overdue_days", "integer"),
    ColumnSpec("key", "text"),
)


@dataclass(frozen=True)
class Readiness:
    """How far a checklist is. What is ``na`` does not count.

    ``share`` is done over all that count, None where nothing does. ``ready`` is True when every mandatory item is
    done, None where no item that counts is mandatory: then nothing says what must be there.
    """

    items: int
    counted: int
    done: int
    share: Decimal | None
    mandatory: int
    mandatory_open: int
    overdue: int
    ready: bool | None


@dataclass(frozen=True)
class CategoryReadiness:
    """How far one category is; ``category`` is the registry's name, or the user's own."""

    category: str
    readiness: Readiness


@dataclass(frozen=True)
class OwnerReadiness:
    """What one person still has to do; ``owner`` None is nobody."""

    owner: str | None
    open: int
    mandatory_open: int
    overdue: int


@dataclass(frozen=True)
class PrepareSummary:
    """The checklists together, each category, and each owner with something open, the most overdue first.

    ``owner`` and ``category`` are what the list was narrowed to, if anything.
    """

    whole: Readiness
    categories: tuple[CategoryReadiness, ...]
    owners: tuple[OwnerReadiness, ...]
    owner: str | None
    category: str | None


def is_overdue(item: ChecklistItem, as_of: date) -> bool:
    """Whether an item that counts is not done and was due before the as-of; what is due on the day is not."""
    return item.status in ("todo", "doing") and item.due is not None and item.due < as_of


def readiness(items: Sequence[ChecklistItem], as_of: date) -> Readiness:
    """The standing of some items."""
    counted = [item for item in items if item.status != "na"]
    still = [item for item in counted if item.status != "done"]
    done, mandatory = len(counted) - len(still), sum(item.mandatory for item in counted)
    mandatory_open = sum(item.mandatory for item in still)
    return Readiness(
        items=len(items),
        counted=len(counted),
        done=done,
        share=share_of(done, len(counted)) if counted else None,
        mandatory=mandatory,
        mandatory_open=mandatory_open,
        overdue=sum(is_overdue(item, as_of) for item in still),
        ready=not mandatory_open if mandatory else None,
    )


@dataclass(frozen=True)
class Listed:
    """One item with its category and the key it stands at in the plan."""

    category: str
    key: str
    item: ChecklistItem


def listed_items(checklist: Checklist) -> Iterator[Listed]:
    """Every item in the order of the plan; two names of one category are one."""
    for name, items in checklist.items():
        for at, item in enumerate(items):
            yield Listed(category_named(name), f"preparation.{name}[{at}]", item)


def prepare(
    checklist: Checklist, as_of: date, *, owner: str | None = None, category: str | None = None
) -> Result[PrepareSummary]:
    """How ready the checklists are, all or those of one owner or category (by any of its names)."""
    wanted = None if category is None else category_named(category)
    found = [
        one
        for one in listed_items(checklist)
        if (owner is None or one.item.owner == owner) and (wanted is None or one.category == wanted)
    ]
    empty = [category_named(name) for name, items in checklist.items() if not items] if owner is None else []
    names = [name for name in dict.fromkeys([*(one.category for one in found), *empty]) if wanted in (None, name)]
    summary = PrepareSummary(
        whole=readiness([one.item for one in found], as_of),
        categories=tuple(_of_category(name, found, as_of) for name in _as_written(names, checklist)),
        owners=_owners([one.item for one in found], as_of),
        owner=owner,
        category=wanted,
    )
    return Result("prepare", as_of, summary, Table(COLUMNS, tuples=[_row(one, as_of) for one in found]))


def _as_written(names: Sequence[str], checklist: Checklist) -> list[str]:
    """The categories in the order of the plan."""
    order = list(dict.fromkeys(map(category_named, checklist)))
    return sorted(names, key=order.index)


def _of_category(name: str, found: Sequence[Listed], as_of: date) -> CategoryReadiness:
    return CategoryReadiness(name, readiness([one.item for one in found if one.category == name], as_of))


def _owners(items: Sequence[ChecklistItem], as_of: date) -> tuple[OwnerReadiness, ...]:
    still = [item for item in items if item.status in ("todo", "doing")]
    everyone = [_of_owner(who, still, as_of) for who in dict.fromkeys(item.owner for item in still)]
    return tuple(sorted(everyone, key=lambda one: (-one.overdue, -one.mandatory_open, -one.open, one.owner or "")))


def _of_owner(who: str | None, still: Sequence[ChecklistItem], as_of: date) -> OwnerReadiness:
    own = [item for item in still if item.owner == who]
    overdue = sum(is_overdue(item, as_of) for item in own)
    return OwnerReadiness(who, len(own), sum(item.mandatory for item in own), overdue)


def _row(one: Listed, as_of: date) -> tuple[Value, ...]:
    item = one.item
    late = (as_of - item.due).days if item.due is not None and is_overdue(item, as_of) else None
    return (one.category, item.item, item.status, item.mandatory, item.owner, item.due, late, one.key)
