"""Which rules a plan is checked by, and the numbers they go by (methods.md 1.3, 17)."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from salesplan.model.plan.types import Names, PlanModel, Share, doc

Meaning = Literal["consistency", "challenging", "commitment", "control"]
Signed = Annotated[str, Field(pattern=r"^.+[+-]$")]
Opposing = Annotated[tuple[Signed, ...], Field(min_length=2, max_length=3)]
Ratio = Annotated[Decimal, Field(gt=0)]
Limits = TypeVar("Limits", bound=tuple[Decimal, ...])
Meanings = Annotated[tuple[Meaning, ...], BeforeValidator(lambda v: (v,) if isinstance(v, str) else v)]


def _ascending(limits: Limits, info: ValidationInfo) -> Limits:
    """The limits of a band, each at least as large as the one before."""
    if any(later < earlier for earlier, later in pairwise(limits)):
        raise PydanticCustomError("ascending", "{name}: not ascending", {"name": info.field_name})
    return limits


class Checks(PlanModel):
    """The rules that are checked: all, or those whose codes begin so, less those ignored."""

    select: Names = doc("只查哪些规则，如 SMART", "rules to check, such as SMART", default=())
    ignore: Names = doc("不查哪些规则", "rules not to check", default=())


class Tolerance(PlanModel):
    """How far a sentence may be off its fields."""

    percent: Annotated[Decimal, Field(ge=0)] = doc("百分点", "percentage points", default=Decimal("0.05"))
    duration: Annotated[int, Field(ge=0)] = doc("天", "days", default=3)


class SmartParameters(PlanModel):
    """What makes a goal specific, measurable, attainable, relevant, timed and consistent (methods.md 1.3)."""

    c: Meanings = doc(
        "C 的含义：consistency 一致、challenging 挑战、commitment 承诺、control 可控，可多选",
        "what C means, one or several", default=("consistency",), min_length=1,
    )  # fmt: skip
    vague: Names = doc("另外哪些词算含糊", "further words that are vague", default=())
    tolerance: Tolerance = doc("话和字段可以差多少", "how far words and fields may differ", default=Tolerance())
    stretch: Annotated[tuple[Ratio, Ratio, Ratio], AfterValidator(_ascending)] = doc(
        "目标是预计的几倍：保守、激进、过高的界限", "target over projected: modest, bold, out of reach",
        default=(Decimal("1.00"), Decimal("1.30"), Decimal("1.50")),
    )  # fmt: skip
    capacity: Annotated[tuple[Ratio, Ratio], AfterValidator(_ascending)] = doc(
        "目标是产能的几倍：提醒、过高", "target over capacity: a warning, too much",
        default=(Decimal("1.00"), Decimal("1.10")),
    )  # fmt: skip
    milestone_days: Annotated[int, Field(ge=1)] = doc(
        "多少天以上要有里程碑", "days beyond which a milestone is due", default=31
    )
    over_assignment: Share = doc(
        "分目标合计可以超出上级多少", "how much the parts may exceed the whole", default=Decimal("0.10"), ge=0
    )
    hours_per_day: Annotated[Decimal, Field(gt=0, le=24)] = doc(
        "一天几小时", "hours of a working day", default=Decimal(8)
    )
    opposing: tuple[Opposing, ...] = doc(
        "互相抵触的一对：指标加方向；第三个是同时要有的条件",
        "pairs of metrics against each other, with direction; a third must be there as well",
        default=(
            ("discount+", "gross_profit+"),
            ("visits+", "travel_cost-"),
            ("revenue+", "collection_rate+", "credit_days+"),
        ),
    )  # fmt: skip
    identity_gap: Share = doc("恒等式可以差多少", "gap of an identity allowed", default=Decimal("0.01"), ge=0)
    challenging: Annotated[Decimal, Field(gt=0)] = doc(
        "挑战性：目标至少是预计的几倍", "challenging: target over projected at least", default=Decimal("1.05")
    )
