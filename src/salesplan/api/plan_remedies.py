"""What to write in the plan where a remedy names an option of reading that a command does not have."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from salesplan.errors import Problem
from salesplan.text import Text

_COLUMN = re.compile(r"--column (\w+)=([^\s;]+)")
_SOURCE: dict[re.Pattern[str], Callable[[re.Match[str]], str]] = {
    _COLUMN: lambda found: f"columns: {{{found[1]}: {found[2]}}}",
    re.compile(r"--unit-of (\w+)=%"): lambda found: f'units: {{{found[1]}: "%"}}',
    re.compile(r"--header-row (\d+)"): lambda found: f"header_row: {found[1]}",
    re.compile(r"--encoding"): lambda _: "encoding: gb18030",
}
"""Options that are keys of a source in the plan."""
_NUMBERS = {"--date-order": "numbers: {date_order: dmy}", "--decimal": 'numbers: {decimal: ","}'}
"""Options that are keys of the plan itself."""


def told_in_plan(problem: Problem, files: Sequence[str]) -> Problem:
    """The same with a remedy that can be put into the plan as it is, of ``files`` that are its orders.

    A remedy that names no option of reading, or a line of the plan already, stays.
    """
    said = problem.fix.in_("en")
    line = None if "plan.yaml" in said else _line(said, files)
    if line is None:
        return problem
    if _COLUMN.search(said):
        fix = Text("要改，就在 plan.yaml 里写：{line}", "To change it, put in plan.yaml: {line}")
    else:
        fix = Text("{fix}；订单的写进 plan.yaml：{line}", "{fix}; for orders put it in plan.yaml: {line}")
    return replace(problem, fix=fix.format(fix=problem.fix, line=line))


def _line(said: str, files: Sequence[str]) -> str | None:
    """The line of the plan that does what an option in this remedy would."""
    keys = [key(found) for option, key in _SOURCE.items() if (found := option.search(said))]
    if keys:
        file = json.dumps(list(files) if len(files) > 1 else files[0], ensure_ascii=False)
        return f"sources: {{orders: {{file: {file}, {', '.join(keys)}}}}}"
    return next((line for option, line in _NUMBERS.items() if option in said), None)
