"""Targets in the plan: what is to be reached, over which levels it is split, and what was decided about it by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from salesplan.model.plan.levels import basis_named, level_named, path_named
from salesplan.model.plan.types import Flag, Money, PlanModel, Share, doc

SeasonMethod = Literal["share", "daily_rate"]


def _levels_of(value: object) -> object:
    """``quarter,region`` as well as a list of levels."""
    if isinstance(value, str):
        plain = value.replace("\uff0c", ",").replace("、", ",")
        return tuple(part.strip() for part in plain.split(",") if part.strip())
    return value


def _basis_of(value: object) -> object:
    """A bare word stands for every level it fits."""
    return {"*": value} if isinstance(value, str) else value


def _own_keys(given: dict[str, Any], named: Callable[[str], str]) -> dict[str, Any]:
    """The keys by their own names; one whose own name is taken stays as written, and is refused as unknown later."""
    found: dict[str, Any] = {}
    for key, value in given.items():
        own = named(key)
        found[key if own in found or own in given else own] = value
    return found


def _own_levels(levels: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(level_named(level) for level in levels)


def _own_bases(bases: dict[str, str]) -> dict[str, str]:
    return {level: basis_named(basis) for level, basis in _own_keys(bases, level_named).items()}


def _own_weights(weights: dict[str, Any]) -> dict[str, Any]:
    """Only names of levels are changed, never those of members in a flat list."""
    nested = {level: given for level, given in weights.items() if isinstance(given, dict)}
    flat = {name: given for name, given in weights.items() if not isinstance(given, dict)}
    return {**_own_keys(nested, level_named), **flat}


def _own_paths(amounts: dict[str, Decimal]) -> dict[str, Decimal]:
    return _own_keys(amounts, path_named)


Levels = Annotated[tuple[str, ...], BeforeValidator(_levels_of), AfterValidator(_own_levels)]
Bases = Annotated[dict[str, str], BeforeValidator(_basis_of), AfterValidator(_own_bases)]
Weight = Annotated[Share, Field(ge=0)]
Weights = Annotated[dict[str, Weight | dict[str, Weight]], AfterValidator(_own_weights)]
Amounts = Annotated[dict[str, Money], AfterValidator(_own_paths)]


class TargetEntry(PlanModel):
    """One target and how it is split. Amounts are in the plan's currency."""

    id: Annotated[str, doc("目标的编号", "the target's id", min_length=1)]
    metric: Annotated[str, doc("指标", "what is measured")] = "revenue"
    of: Annotated[str | None, doc("把另一条目标再分解：它的编号", "id of the target whose total is split again")] = None
    total: Annotated[Money | None, doc("要分解的总额", "the total to split")] = None
    by: Annotated[Levels, doc("层级，从外到内", "levels, outermost first")] = ()
    basis: Annotated[Bases, doc("依据：一个词，或每层一个", "basis: one word, or one per level")] = Field(
        default_factory=dict
    )
    weights: Annotated[Weights, doc("每层各成员的权重", "weights of a level's members")] = Field(default_factory=dict)
    pins: Annotated[Amounts, doc("定死的数：路径和金额", "fixed amounts by path")] = Field(default_factory=dict)
    min: Annotated[Amounts, doc("下限：路径和金额", "lowest amounts by path")] = Field(default_factory=dict)
    max: Annotated[Amounts, doc("上限：路径和金额", "highest amounts by path")] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _has_one_total(cls, values: Any) -> Any:  # noqa: ANN401 - whatever stands in the plan
        if isinstance(values, dict) and values.get("total") is None and values.get("of") is None:
            raise PydanticCustomError("target_total", "a target needs total or of")
        if isinstance(values, dict) and values.get("total") is not None and values.get("of") is not None:
            raise PydanticCustomError("target_total", "a target has total or of, not both")
        return values

    def weights_by_level(self) -> dict[str, dict[str, Decimal]]:
        """The weights per level; a flat list of weights belongs to the one level of ``by``, else to the innermost."""
        nested = {level: given for level, given in self.weights.items() if isinstance(given, dict)}
        flat = {name: given for name, given in self.weights.items() if not isinstance(given, dict)}
        return {**nested, self.by[-1]: flat} if flat and self.by else nested


class SeasonParameters(PlanModel):
    """How the season is taken from past years (methods.md 2.3)."""

    method: Annotated[
        SeasonMethod,
        doc(
            "share 月份占比的平均；daily_rate 每工作日销售的平均",
            "share: mean share of a month; daily_rate: sales a working day",
        ),
    ] = "share"
    merge_spring: Annotated[
        Flag, doc("一、二月合并后按工作日分", "January and February together, then by working days")
    ] = False
    unstable: Annotated[
        Share,
        doc(
            "各年占比相差超过指数的这个比例就提醒", "warn when years differ by more than this share of the index", gt=0
        ),
    ] = Decimal("0.50")


class SplitParameters(PlanModel):
    """How history becomes weights, and which growth is worth a word (methods.md 0.3, 2.4)."""

    history_years: Annotated[int, doc("用最近几个完整年度", "how many full years count", ge=1, le=10)] = 1
    growth_outlier: Annotated[
        Share, doc("比上年增减超过这个比例就提醒", "warn when a target grows or falls by more than this share", gt=0)
    ] = Decimal("0.50")
