"""The options of ``targets split``: what is split, over which levels, by what, and what is fixed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic_core import PydanticCustomError

from salesplan.api import SplitWish
from salesplan.cli.command import option
from salesplan.errors import BadUsage, Problem
from salesplan.model.plan.types import amount_of
from salesplan.text import Text


@dataclass(frozen=True)
class SplitOptions:
    """What is split and how. Everything can also stand in the plan, under ``targets``."""

    GROUP: ClassVar[Text] = Text("分解", "Splitting")

    total: Annotated[
        str | None, option("--total", metavar="AMOUNT", text=Text("总额，如 1200万", "the total, such as 12000000"))
    ] = None
    by: Annotated[
        str | None,
        option(
            "--by",
            metavar="A,B,C",
            text=Text(
                "层级，从外到内：quarter、month、week、region、channel、product、team、rep …",
                "levels, outermost first: quarter, month, week, region, channel, product, team, rep ...",
            ),
        ),
    ] = None
    basis: Annotated[
        str | None,
        option(
            "--basis",
            metavar="LEVEL=BASIS,...",
            text=Text(
                "按什么分：even、weights、history、workdays、seasonal、manual；可写 quarter=seasonal,region=history",
                "by what: even, weights, history, workdays, seasonal, manual; or quarter=seasonal,region=history",
            ),
        ),
    ] = None
    weights: Annotated[
        list[str] | None,
        option(
            "--weights",
            metavar="LEVEL:NAME=W,...",
            text=Text("权重，如 region:华东=5,华南=3（可重复）", "weights, such as region:East=5,South=3 (repeatable)"),
        ),
    ] = None
    pin: Annotated[
        list[str] | None,
        option(
            "--pin",
            metavar="PATH=AMOUNT",
            text=Text(
                "定死的数，如 region=华东/quarter=2026-Q1=280万（可重复）",
                "a fixed amount, such as region=East/quarter=2026-Q1=2800000 (repeatable)",
            ),
        ),
    ] = None
    unit: Annotated[
        str | None, option("--unit", metavar="AMOUNT", text=Text("最小单位，如 100", "smallest amount, such as 100"))
    ] = None
    unit_remainder: Annotated[
        bool,
        option(
            "--unit-remainder",
            text=Text("总额不是单位整数倍时，零头给第一个", "an odd remainder goes to the first child"),
        ),
    ] = False
    year: Annotated[
        int | None, option("--year", metavar="YEAR", text=Text("哪一年（财年按结束年命名）", "which year"))
    ] = None
    orders: Annotated[
        list[str] | None,
        option(
            "--orders",
            metavar="FILE",
            text=Text("历史订单（history、seasonal 用）", "past orders, for history and seasonal"),
        ),
    ] = None


def split_wish(options: SplitOptions) -> SplitWish:
    """The options as values: amounts exact, levels and weights taken apart."""
    return SplitWish(
        total=_amount("--total", options.total),
        by=tuple(_parts(options.by)),
        basis=_basis(options.basis),
        weights=_weights(options.weights or ()),
        pins=dict(_pin(text) for text in options.pin or ()),
        unit=_amount("--unit", options.unit),
        unit_remainder=options.unit_remainder,
        year=options.year,
        orders=tuple(options.orders or ()),
    )


def _parts(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").replace("\uff0c", ",").split(",") if part.strip()]


def _amount(name: str, text: str | None) -> Decimal | None:
    if text is None:
        return None
    try:
        return amount_of(text)
    except PydanticCustomError:
        raise _wrong(name, text, Text("写成 1200万 或 12000000", "write it as 12000000 or 1200万")) from None


def _basis(text: str | None) -> dict[str, str]:
    """``seasonal`` for every level it fits, or ``quarter=seasonal,region=history``."""
    pairs = [part.rpartition("=") for part in _parts(text)]
    return {level or "*": basis for level, _, basis in pairs}


def _weights(texts: list[str] | tuple[str, ...]) -> dict[str, dict[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = {}
    for text in texts:
        level, sign, rest = text.partition(":")
        for part in _parts(rest):
            name, equals, weight = part.rpartition("=")
            if not sign or not equals:
                raise _wrong("--weights", text, Text("写成 region:华东=5,华南=3", "write it as region:East=5,South=3"))
            value = _amount("--weights", weight)
            found.setdefault(level.strip(), {})[name.strip()] = value if value is not None else Decimal(0)
    return found


def _pin(text: str) -> tuple[str, Decimal]:
    path, sign, amount = text.rpartition("=")
    value = _amount("--pin", amount)
    if not sign or "=" not in path or value is None:
        raise _wrong("--pin", text, Text("写成 quarter=2026-Q1=280万", "write it as quarter=2026-Q1=2800000"))
    return path.strip(), value


def _wrong(name: str, text: str, fix: Text) -> BadUsage:
    what = Text("{name} 的值 “{text}” 看不懂", "{name}: “{text}” cannot be read").format(name=name, text=text)
    return BadUsage(Problem("USAGE-value", "error", what, fix, value=text))
