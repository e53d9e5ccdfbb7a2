"""A scenario put into the plan: ``targets split --scenario high --write``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from salesplan.api import Setting, SplitWish
from salesplan.api.scenarios import scenario_copy
from salesplan.cli.lists_held import refuse_before_writing
from salesplan.cli.options import Output
from salesplan.cli.plan_writing import PlanWriting, put_into_plan
from salesplan.model.result import Result


def write_scenario(
    entry: str | None,
    wish: SplitWish,
    where: Setting,
    writing: PlanWriting,
    output: Output,
    results: Sequence[Result[Any]],
) -> None:
    """Write what the one scenario has otherwise into the plan, after its split was found to be possible."""
    refuse_before_writing(results, output)
    edits, warnings = scenario_copy(entry, wish, where)
    put_into_plan(edits, where, writing, quiet=output.quiet, warnings=warnings if edits else ())
