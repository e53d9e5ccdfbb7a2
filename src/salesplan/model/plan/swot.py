"""The SWOT register and the strategies drawn from it (methods.md 6.1)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from salesplan.model.plan.types import Flag, Names, PlanModel, Portion, doc, one_of

Kind = Annotated[
    Literal["S", "W", "O", "T"],
    one_of(
        S="优势 優勢 优 優 strength strengths", W="劣势 劣勢 弱势 弱勢 劣 弱 weakness weaknesses",
        O="机会 機會 机 機 机遇 機遇 opportunity opportunities", T="威胁 威脅 威 挑战 挑戰 threat threats",
    ),
]  # fmt: skip
Pairing = Literal["SO", "WO", "ST", "WT"]


class SwotItem(PlanModel):
    """One line of the register. ``rating`` 1 to 4: how strong (S 3-4, W 1-2), or how well we respond (O, T)."""

    id: str = doc("编号，如 S1", "id, such as S1", min_length=1)
    kind: Kind | None = doc("S 优势、W 劣势、O 机会、T 威胁", "S, W, O or T", default=None)
    text: str = doc("内容", "what it is", default="")
    weight: Portion | None = doc(
        "权重；S 加 W 合计 1，O 加 T 合计 1", "weight; S and W make 1, O and T make 1", default=None
    )
    rating: Annotated[int, Field(ge=1, le=4)] | None = doc(
        "评分 1 到 4：S 3-4，W 1-2，O 和 T 看应对得多好",
        "rating 1 to 4: S 3-4, W 1-2, O and T how well we respond",
        default=None,
    )
    evidence: str | None = doc("依据", "evidence", default=None)
    owner: str | None = doc("负责人", "owner", default=None)


class TowsStrategy(PlanModel):
    """A strategy that pairs the inside with the outside and leads to a goal or to actions."""

    id: str = doc("编号", "id", min_length=1)
    kind: Pairing | None = doc("SO、WO、ST 或 WT", "SO, WO, ST or WT", default=None)
    text: str = doc("内容", "what it is", default="")
    uses: Names = doc("用到哪几条，如 [S1, O2]", "items it rests on, such as [S1, O2]", default=())
    goals: Names = doc("落到哪些目标", "goals it leads to", default=())
    actions: Names = doc("落到哪些行动", "actions it leads to", default=())
    owner: str | None = doc("负责人", "owner", default=None)


class Swot(PlanModel):
    """What we are strong and weak in, what the market opens and threatens, and what follows."""

    items: tuple[SwotItem, ...] = doc("优势、劣势、机会、威胁", "strengths to threats", default=())
    strategies: tuple[TowsStrategy, ...] = doc("由此得出的策略", "strategies that follow", default=())
    normalise: Flag = doc("权重合计不是 1 时按比例折算", "scale weights that do not sum to 1", default=False)


def _ascending(bounds: tuple[int, int]) -> tuple[int, int]:
    if bounds[0] > bounds[1]:
        raise PydanticCustomError("ascending", "{name}: not ascending", {"name": "items"})
    return bounds


class SwotParameters(PlanModel):
    """When a register is too thin or too long, and which items must be used (methods.md 6.1)."""

    items: Annotated[tuple[Annotated[int, Field(ge=1)], Annotated[int, Field(ge=1)]], AfterValidator(_ascending)] = doc(
        "每类建议几条：最少、最多", "items of a kind, at least and at most", default=(3, 10)
    )
    used_weight: Portion = doc(
        "权重达到多少的条目必须有策略用到",
        "items of this weight or more must be used by a strategy",
        default=Decimal("0.15"),
    )  # fmt: skip
    tolerance: Portion = doc(
        "权重合计可以和 1 差多少", "how far the weights of a side may be off 1", default=Decimal("0.001")
    )
