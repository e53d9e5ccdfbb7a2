"""Lists cleaned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from salesplan.api.plan_lists import no_list
from salesplan.api.setting import Setting, setting, with_plan
from salesplan.errors import BadUsage
from salesplan.model.plan.plan import Sources
from salesplan.model.reading import AS_IT_IS, ReadOptions
from salesplan.model.result import Result

if TYPE_CHECKING:
    from salesplan.compute.cleaning.clean import Cleaned, CleanSummary
    from salesplan.compute.cleaning.sheets import Cleaning


def customers_clean(
    files: Sequence[str] = (), reading: ReadOptions = AS_IT_IS, where: Setting | None = None
) -> Result[CleanSummary]:
    """What cleaning a list changes and what it leaves, with the quality of the list; one row a cell.

    ``files`` may be customers, orders or any other list, told by content; without any the plan's customers. BadUsage
    without a list; BadInput where one cannot be read. Nothing is written.
    """
    return cleaned(files, reading, where).result


def cleaned(files: Sequence[str] = (), reading: ReadOptions = AS_IT_IS, where: Setting | None = None) -> Cleaned:
    """The same, with the clean cells of every sheet to be written."""
    from salesplan.compute.cleaning.clean import clean
    from salesplan.load.whole_lists import read_whole

    where = where or setting(lists=files)
    named = list(files) or where.files("customers")
    if not named:
        raise BadUsage(no_list("customers", "customers clean"))
    source = "customers" if not files else source_of(files, where)
    whole = read_whole(named, where.reading(reading, source), table=None if files else "customers")
    done = clean(whole, where.plan.parameters, cleaning_of(where), where.as_of)
    country = [replace(p, source=where.origins().get(p.name, "default")) for p in done.result.parameters[:1]]
    result = replace(done.result, parameters=(*country, *done.result.parameters[1:]))
    return replace(done, result=with_plan(result, where))


def cleaning_of(where: Setting) -> Cleaning:
    """What the plan says about cleaning: the country whose phone numbers have no country code, further placeholders."""
    from salesplan.compute.cleaning.sheets import Cleaning

    told = where.plan.parameters.clean.placeholders
    return Cleaning(where.plan.calendar.country, told, where.today)


def source_of(files: Sequence[str], where: Setting) -> str | None:
    """The source of the plan that these files are, so that its columns and sheets apply to them."""
    wanted = {Path(file).resolve() for file in files}
    names = (name for name in Sources.model_fields if hasattr(where.plan.sources, name))
    return next((name for name in names if wanted & {Path(file).resolve() for file in where.files(name)}), None)
