"""Measures that a plan declares for itself, beside those of the registry."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_core import InitErrorDetails, PydanticCustomError

from salesplan.model.plan.metrics import Measures, Metric, Unit
from salesplan.model.plan.types import Flag, Names, PlanModel, doc, one_of
from salesplan.text import Text

_KINDS: tuple[tuple[Unit, str], ...] = (
    ("share", "% ％ 百分比 percent"),
    ("money", "元 圆 圓 万元 萬元 万 萬 亿元 億元 yuan cny rmb usd"),
    ("days", "天 日 工作日 day days"),
    ("score", "分 点 點 point points"),
    ("customers", "家 户 戶 customers"),
    ("orders", "单 單 orders"),
    ("units", "件 台 臺 套 只 units pieces"),
)
_KIND_OF: dict[str, Unit] = {word: kind for kind, words in _KINDS for word in words.split()}


class OwnMetric(PlanModel):
    """A measure of the plan's own: what it is counted in, which way is better, whether its parts sum to the whole."""

    unit: str = doc('单位，如 次、元、"%"', "what it is counted in, such as calls, yuan or percent", min_length=1)
    better: Annotated[
        Literal["up", "down"], one_of(up="越高越好 越大越好 高 上升", down="越低越好 越小越好 越少越好 低 下降")
    ] = doc("up 越高越好，down 越低越好", "up or down", default="up")
    additive: Flag = doc("各部分加起来是不是总数", "whether its parts sum to the whole", default=False)
    feeds: Names = doc("带动哪些指标", "measures it moves", default=())
    words: Names = doc("别的叫法", "other names for it", default=())

    def metric(self, name: str) -> Metric:
        """The measure as the registry has them."""
        label = Text("{name}", "{name}").format(name=name)
        kind = _KIND_OF.get(self.unit.lower(), "number")
        words = " ".join(word.replace(" ", "_") for word in self.words)
        return Metric(label, kind, self.additive, words, self.better, self.feeds, counted_in=self.unit)


def measures_of(own: Mapping[str, OwnMetric]) -> Measures:
    """What a plan with these measures of its own can measure."""
    return Measures({name: each.metric(name) for name, each in own.items()})


def _feeding_what_is_known(own: Mapping[str, OwnMetric]) -> Mapping[str, OwnMetric]:
    measures = measures_of(own)
    wrong = [
        InitErrorDetails(type=PydanticCustomError("unknown_measure", "no measure"), loc=(name, "feeds"), input=fed)
        for name, each in own.items()
        for fed in each.feeds
        if measures.get(fed) is None
    ]
    if wrong:
        raise ValidationError.from_exception_data("plan", wrong)
    return own


OwnMetrics = Annotated[Mapping[Annotated[str, Field(min_length=1)], OwnMetric], AfterValidator(_feeding_what_is_known)]
"""The measures of the plan's own by their names; each feeds only measures that are known."""
