"""How a list was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from salesplan.api.setting import Setting, setting, with_plan
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Result

if TYPE_CHECKING:
    from salesplan.compute.inspect import InspectSummary


def inspect(file: str, reading: ReadOptions = AS_IT_IS, where: Setting | None = None) -> Result[InspectSummary]:
    """How a list is read: format, sheet, header, columns with field, unit and sum, rows left out, every problem."""
    from salesplan.compute.inspect import inspect as inspect_of
    from salesplan.load.inspection import inspect_source

    where = where or setting(lists=[file])
    return with_plan(inspect_of(inspect_source(file, where.reading(reading))), where)
