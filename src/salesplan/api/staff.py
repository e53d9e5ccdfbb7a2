"""The people of splits by person or team: the plan's members, with those of its list of sales people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from salesplan.api.setting import Setting
from salesplan.model.reading import ReadOptions

if TYPE_CHECKING:
    from salesplan.compute.targets.request import SplitRequest
    from salesplan.model.result import Input


def with_reps(requests: Sequence[SplitRequest], where: Setting) -> tuple[list[SplitRequest], tuple[Input, ...]]:
    """The requests with the people of the list added to their team, and that list; as they are without such a list.

    The list is read only where some request splits by person or by team.
    """
    files = where.files("reps")
    if not files or not any({"rep", "team"}.intersection(request.by) for request in requests):
        return list(requests), ()
    from salesplan.compute.targets.people.roster import team_with
    from salesplan.load.lists import read_list

    reps = read_list(files, where.reading(ReadOptions(), "reps"), table="reps", needed=("name", "hired", "left"))
    return [replace(request, team=team_with(request.team, reps)) for request in requests], reps.inputs
