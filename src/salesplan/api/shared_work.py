"""Work that several analyses of one command share: lists read once, customers graded once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")
_DONE: ContextVar[dict[str, Any] | None] = ContextVar("work done", default=None)
"""What was worked out inside ``shared_work``, by what was asked for."""


@contextmanager
def shared_work() -> Iterator[None]:
    """Inside, lists are kept (``lists_kept``), and what is worked out from the same wishes is worked out once."""
    from salesplan.load.lists import lists_kept

    before = _DONE.set({})
    try:
        with lists_kept():
            yield
    finally:
        _DONE.reset(before)


def once(wishes: object, work: Callable[[], T]) -> T:
    """What the work gives; inside ``shared_work`` it is done only the first time for equal wishes.

    The wishes must tell everything that the work depends on besides the plan, which is one for a command.
    """
    done = _DONE.get()
    if done is None:
        return work()
    key = repr(wishes)
    if key not in done:
        done[key] = work()
    found: T = done[key]
    return found
