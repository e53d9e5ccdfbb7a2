"""The actions that meetings agreed on: which are still open, and since when (methods.md 10.3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from salesplan.compute.team.staff import owner_key
from salesplan.model.minutes import Action, Minutes
from salesplan.model.near import plain_name


@dataclass(frozen=True)
class Agreed:
    """An action as the newest minutes have it; ``since`` is the day of the meeting that agreed on it first."""

    action: Action
    since: date
    told: date

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.action.status == "open"

    def overdue(self, as_of: date) -> int | None:
        """Days past its due day on the as-of: 0 on that day and before it; None where no day was agreed."""
        return None if self.action.due is None else max((as_of - self.action.due).days, 0)


def agreed_actions(minutes: Iterable[Minutes], as_of: date) -> tuple[Agreed, ...]:
    """Every action of the meetings up to and with the as-of, each once, as the newest minutes have it.

    An action is the same where what is done and who does it are the same, whatever case, width and blanks; it rolls on
    from meeting to meeting until one says that it is done or dropped. One that is agreed again after that is a new one.
    """
    found: dict[tuple[str, str], Agreed] = {}
    for each in sorted((one for one in minutes if one.day <= as_of), key=_order):
        for action in each.actions:
            key = (plain_name(action.what), owner_key(action.owner or ""))
            earlier = found.get(key)
            again = earlier is not None and not earlier.is_open and action.status == "open"
            since = action.since or (earlier.since if earlier is not None and not again else each.day)
            owner = action.owner or (earlier.action.owner if earlier is not None else None)
            due = action.due or (earlier.action.due if earlier is not None and not again else None)
            found[key] = Agreed(action.model_copy(update={"owner": owner, "due": due}), since, each.day)
    return tuple(found.values())


def _order(minutes: Minutes) -> tuple[date, str, str, str]:
    return (minutes.day, minutes.meeting, minutes.person or "", repr(minutes))


def open_actions(agreed: Iterable[Agreed], person: str | None = None) -> tuple[Agreed, ...]:
    """Those that are open (of one person where he is named), the earliest due first, without a day last."""
    wanted = None if person is None else owner_key(person)
    some = [one for one in agreed if one.is_open and wanted in (None, owner_key(one.action.owner or ""))]
    return tuple(sorted(some, key=lambda one: (one.action.due or date.max, one.action.owner or "", one.action.what)))


def rolled_on(agreed: Sequence[Agreed]) -> tuple[Action, ...]:
    """Open actions as they stand in the next minutes: with the day of the meeting that agreed on them."""
    return tuple(one.action.model_copy(update={"since": one.since}) for one in agreed)


def without_plan(agreed: Iterable[Agreed]) -> tuple[Agreed, ...]:
    """Open actions that nobody owns or that have no day: nothing comes of them."""
    return tuple(one for one in agreed if one.is_open and not (one.action.owner and one.action.due))
