"""What a rule says about its own bad example: the sentences that a user would read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, get_args

from salesplan.errors import Severity
from salesplan.model.explained import Found

if TYPE_CHECKING:
    from salesplan.compute.plan.rule import Rule

AS_OF = date(2026, 6, 30)
"""The day that the examples are written for."""


def example_found(one: Rule) -> tuple[Found, ...]:
    """What is found in the bad example, by line; nothing where there is no room for a temporary folder."""
    with suppress(OSError), TemporaryDirectory() as folder:
        return tuple(sorted(_found(one, Path(folder)), key=lambda found: found.line))
    return ()


def severities_of(one: Rule, found: tuple[Found, ...]) -> tuple[Severity, ...]:
    """How severe what a rule finds may be: as declared, and as in its example."""
    known = {one.severity, *(each.severity for each in found)}
    return tuple(severity for severity in get_args(Severity) if severity in known)


def _found(one: Rule, folder: Path) -> Iterator[Found]:
    from salesplan.api.plan_facts import gathered
    from salesplan.api.setting import setting
    from salesplan.compute.plan.rule import check

    for name, content in {**one.example.lists, "plan.yaml": one.example.bad.strip("\n") + "\n"}.items():
        (folder / name).write_text(content, encoding="utf-8")
    where = setting(str(folder / "plan.yaml"), as_of=AS_OF)
    if where.loaded is None:
        return
    facts = gathered(where, where.loaded, [one]).facts()
    for path, problem in check(facts, [one]).found:
        yield Found(where.loaded.place_of(path).line or 0, problem.severity, problem.what, problem.fix)
