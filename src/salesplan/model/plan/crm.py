"""How files are exchanged with a CRM: limits of a file, and the user's own profiles (methods.md 13)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from salesplan.model.crm_profile import CrmProfiles
from salesplan.model.plan.types import PlanModel, doc


class CrmParameters(PlanModel):
    """How large one file for import may be."""

    max_rows: Annotated[int, Field(ge=1)] = doc("每个导入文件最多几行", "rows of one file", default=1000)
    max_mb: Annotated[Decimal, Field(gt=0)] = doc("每个导入文件最多几 MB", "megabytes of one file", default=Decimal(5))


class Crm(PlanModel):
    """The systems that files are exchanged with."""

    profiles: CrmProfiles = doc(
        "自己的系统，或对已有系统的补充", "systems of your own, or changes to those known", default_factory=dict
    )
