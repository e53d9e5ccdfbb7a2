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

    It rolls on from meeting to meeting until one says that it is done or dropped. An action of later minutes is an
    earlier one when the same is to be done, whatever case, width and blanks: since the same meeting where one is
    written, by the same person first, else by whoever has it now. One agreed again after it was done is new.
    """
    found: list[Agreed] = []
    for each in sorted((one for one in minutes if one.day <= as_of), key=_order):
        before = list(found)
        for action in each.actions:
            earlier = _the_same(action, before)
            if earlier is None and _was_closed_today(action, found, each.day):
                continue
            if earlier is None:
                found.append(Agreed(action, action.since or each.day, each.day))
            else:
                before.remove(earlier)
                found[found.index(earlier)] = _as_told(action, earlier, each.day)
    return tuple(found)


def _the_same(action: Action, known: Sequence[Agreed]) -> Agreed | None:
    """The open action that is meant, of those that these minutes have not told yet."""
    alike = [one for one in known if one.is_open and plain_name(one.action.what) == plain_name(action.what)]
    alike = [one for one in alike if action.since in (None, one.since)]
    owner = owner_key(action.owner or "")
    return next((one for one in alike if owner_key(one.action.owner or "") == owner), next(iter(alike), None))


def _was_closed_today(action: Action, known: Sequence[Agreed], day: date) -> bool:
    """Whether another meeting of the day says that it is done: of two on one day nobody knows which was first."""
    return action.status == "open" and any(
        not one.is_open
        and one.told == day
        and plain_name(one.action.what) == plain_name(action.what)
        and action.since in (None, one.since)
        for one in known
    )


def _as_told(action: Action, earlier: Agreed, day: date) -> Agreed:
    """What the newer minutes say; who and when stay where they say nothing."""
    owner, due = action.owner or earlier.action.owner, action.due or earlier.action.due
    return Agreed(action.model_copy(update={"owner": owner, "due": due}), earlier.since, day)


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
