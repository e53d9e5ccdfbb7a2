"""Targets in the plan: what is to be reached, over which levels it is split, and what was decided about it by hand."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from salesplan.model.plan.levels import basis_named, level_named, path_named
from salesplan.model.plan.types import Day, Flag, Money, PlanModel, Portion, Share, Weight, day_of, doc, flag_of

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


def path_or_level(word: str) -> str:
    """A path with its levels by their own names, or a level alone by its own name."""
    return path_named(word) if "=" in word.replace("\uff1d", "=") else level_named(word)


def _factors_of(value: object) -> object:
    """``yes`` or ``no``, the name of one factor, or a list of names."""
    if not isinstance(value, str):
        return value
    try:
        return flag_of(value)
    except PydanticCustomError:
        return (value,)


Levels = Annotated[tuple[str, ...], BeforeValidator(_levels_of), AfterValidator(_own_levels)]
Bases = Annotated[dict[str, str], BeforeValidator(_basis_of), AfterValidator(_own_bases)]
Relative = Annotated[Weight, Field(ge=0)]
Weights = Annotated[dict[str, Relative | dict[str, Relative]], AfterValidator(_own_weights)]
Amounts = Annotated[dict[str, Money], AfterValidator(_own_paths)]


Shares = Annotated[dict[str, Share], AfterValidator(lambda given: _own_keys(given, path_or_level))]
Potential = Annotated[dict[str, dict[str, Annotated[Money, Field(ge=0)]]], AfterValidator(_own_weights)]
Factors = Annotated[bool | tuple[str, ...], BeforeValidator(_factors_of)]
Names = Annotated[tuple[str, ...], BeforeValidator(lambda v: (v,) if isinstance(v, str) else v)]


class Commitment(PlanModel):
    """What somebody promised from below, and how far he could go at most (methods.md 2.5)."""

    path: Annotated[str, AfterValidator(path_named)] = doc(
        "承诺的是哪一个目标，如 region=华东", "which target, such as region=East", min_length=1
    )
    amount: Annotated[Money, Field(ge=0)] = doc("承诺的数", "amount committed")
    ceiling: Annotated[Money, Field(ge=0)] | None = doc("最多能到多少", "the most it could be", default=None)
    by: str | None = doc("谁承诺的", "who committed", default=None)
    agreed_by: Names = doc("谁认可了", "who agreed to the result", default=())
    agreed_on: Day | None = doc("哪天认可", "when", default=None)
    note: str = doc("说明", "note", default="")


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
    min_change: Annotated[
        Shares, doc("比上年至少增减多少：层级或路径", "least change on last year, by level or path")
    ] = Field(default_factory=dict)
    max_change: Annotated[
        Shares, doc("比上年最多增减多少：层级或路径", "largest change on last year, by level or path")
    ] = Field(default_factory=dict)
    potential: Annotated[Potential, doc("每层各成员的市场潜力", "market potential of a level's members, in money")] = (
        Field(default_factory=dict)
    )
    factors: Annotated[
        Factors, doc("用哪些因素调整总额：是，或因素名称", "factors that adjust the total: yes, or their names")
    ] = False
    hedge: Annotated[Shares, doc("每层下达时加多少余量", "what is added at each level when handed out")] = Field(
        default_factory=dict
    )
    hedge_compound: Annotated[Flag, doc("余量是否层层累乘", "whether margins multiply level by level")] = False
    commitments: Annotated[tuple[Commitment, ...], doc("自下而上的承诺", "what was committed from below")] = ()

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


def _month_of(value: object) -> object:
    """``2025-02``, ``2025-2`` and ``2025年2月`` as the month they are, written 2025-02."""
    day = day_of(f"{str(value).strip().removesuffix('月')}-1")
    return f"{day:%Y-%m}"


def _months_of(value: object) -> object:
    """One month, or a list of them."""
    return (value,) if isinstance(value, str) else value


YearMonth = Annotated[str, BeforeValidator(_month_of)]


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

    exclude: Annotated[
        tuple[YearMonth, ...],
        BeforeValidator(_months_of),
        doc("不算进季节的异常月份，如 2025-02", "outlier months that are no part of the season, such as 2025-02"),
    ] = ()


class BlendParameters(PlanModel):
    """How much history, potential and capacity weigh in a blend (methods.md 2.4)."""

    history: Relative = doc("历史的权重", "weight of history", default=Decimal("0.5"))
    potential: Relative = doc("潜力的权重", "weight of potential", default=Decimal("0.3"))
    capacity: Relative = doc("产能的权重", "weight of capacity", default=Decimal("0.2"))


class FactorParameters(PlanModel):
    """How factors move a total (methods.md 2.6)."""

    method: Literal["additive", "multiplicative"] = doc(
        "additive 相加，multiplicative 相乘", "additive or multiplicative", default="additive"
    )
    cap: Annotated[Share, Field(gt=0)] = doc(
        "合计影响超过这个比例就提醒", "warn when together they move more than this share", default=Decimal("0.30")
    )
    hold: Flag = doc("超过时是否压到上限", "whether the change is held at the cap", default=False)


class PaceParameters(PlanModel):
    """When a target's light is green, amber or red, and what a landing rests on (methods.md 10.1)."""

    lights: tuple[Share, Share] = doc(
        "预计达成率到多少为绿、为黄",
        "from which landing on the light is green, and amber",
        default=(Decimal("1.00"), Decimal("0.90")),
    )
    recent_days: Annotated[int, Field(ge=1, le=250)] = doc(
        "近期速度看最近几个工作日", "working days that recent speed is taken from", default=20
    )
    shared: Literal["even", "refuse"] = doc(
        "一单写了几个人而没写比例：even 平分，refuse 不归任何人",
        "orders naming several people without shares: even, or refuse (nobody gets them)",
        default="refuse",
    )


class ReplanParameters(PlanModel):
    """How open periods are planned anew, and which uplift is too much (methods.md 2.7)."""

    rule: Literal["roll_forward", "next_only", "within_quarter", "keep", "floor_original"] = doc(
        "调整规则", "rule", default="roll_forward"
    )
    uplift: Annotated[Share, Field(gt=0)] = doc(
        "余下目标比原计划高出多少倍就提醒",
        "warn when what is left exceeds its plan by this ratio",
        default=Decimal("1.30"),
    )


class SplitParameters(PlanModel):
    """How history becomes weights, and which growth is worth a word (methods.md 0.3, 2.4)."""

    history_years: Annotated[int, doc("用最近几个完整年度", "how many full years count", ge=1, le=10)] = 1
    growth_outlier: Annotated[
        Share, doc("比上年增减超过这个比例就提醒", "warn when a target grows or falls by more than this share", gt=0)
    ] = Decimal("0.50")
    ramp: tuple[Portion, ...] = doc(
        "新人各服务月的产能比例",
        "what a newcomer's day is worth in each month of service",
        default=(Decimal("0.25"), Decimal("0.50"), Decimal("0.75"), Decimal("1.00")),
        min_length=1,
    )
    probation: Portion = doc("试用期内的产能比例", "what a day on probation is worth", default=Decimal("0.50"))
    blend: BlendParameters = doc("混合依据的比例", "proportions of a blend", default=BlendParameters())
