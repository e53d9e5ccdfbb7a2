"""Figures as people read them: rounding half up happens here and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from salesplan.errors import BadUsage, Problem
from salesplan.model.figures import figure
from salesplan.model.table import Value
from salesplan.text import Text, language

_WIDE = Context(prec=200)
"""Room for products of large numbers: one that is too long for the usual 28 digits would stop the page."""
SMALL = Decimal(100_000)
"""Where no amount of a page reaches this, single units are easier to read: in 万 one of 800 would be 0.1万."""
NOTHING = "–"
"""What an undefined value is printed as; never 0."""


@dataclass(frozen=True)
class Unit:
    """A unit that amounts are shown in: a power of ten, its sign, and the decimals shown."""

    power: int
    sign: str
    decimals: int


UNITS = {
    "1": Unit(0, "", 2),
    "千": Unit(3, "千", 1),
    "万": Unit(4, "万", 1),
    "亿": Unit(8, "亿", 2),
    "k": Unit(3, "k", 1),
    "M": Unit(6, "M", 2),
}
SIGNS = {"千": Text("千", "千"), "万": Text("万", "万"), "亿": Text("亿", "亿")}
"""The signs of units as each script writes them."""
_SAME = {"元": "1", "yuan": "1", "萬": "万", "億": "亿", "m": "M", "K": "k"}


def unit_named(name: str | None) -> Unit:
    """The unit asked for; without one 万 in Chinese and single yuan in English."""
    if name is None:
        return UNITS["1" if language() == "en" else "万"]
    unit = UNITS.get(_SAME.get(name, name))
    if unit is None:
        raise BadUsage(
            Problem(
                "USAGE-unit",
                "error",
                Text("不认识金额单位 “{name}”", "“{name}” is no unit for amounts").format(name=name),
                Text("可用：{units}", "choose one of {units}").format(units=" ".join(UNITS)),
            )
        )
    return unit


def amount(value: Decimal | None, unit: Unit) -> str:
    """An amount in a unit, rounded half up for showing only: 8,234.5 in 万 is 0.8万.

    One too small for the unit is shown without it, to the cent below 1: 342.6 is 343 rather than 0.0万.
    """
    if value is None:
        return NOTHING
    shown = _rounded(value.scaleb(-unit.power), unit.decimals)
    if value and not shown and unit.power:
        return decimal(value, 0 if abs(value) >= 1 else 2)
    return f"{shown:,}{SIGNS.get(unit.sign, unit.sign)}"


def whole_amount(value: Decimal | None, unit: Unit) -> str:
    """The same for lists, where cents only take room: in single units without them."""
    return amount(value, unit) if unit.power else decimal(value, 0)


def exact(value: Decimal | None) -> str:
    """Every digit, with thousands separators: 1,234,567.5."""
    return NOTHING if value is None else figure(value)


def percent(value: Decimal | None, decimals: int = 1) -> str:
    """A share as a percentage: 0.1234 is 12.3%."""
    return NOTHING if value is None else f"{_rounded(value * 100, decimals)}%"


def decimal(value: Decimal | None, decimals: int) -> str:
    """A plain figure with so many decimals."""
    return NOTHING if value is None else f"{_rounded(value, decimals):,}"


def as_decimal(value: Value) -> Decimal | None:
    """The figure in a cell of a result; None where it holds none."""
    return value if isinstance(value, Decimal) else None


def as_count(value: Value) -> int | None:
    """The count in a cell of a result; None where it holds none."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def figure_of(value: Value) -> Decimal | None:
    """A count or a figure in a cell as a figure to draw; None where it holds neither."""
    count = as_count(value)
    return as_decimal(value) if count is None else Decimal(count)


def integer(value: int | None) -> str:
    """A count with thousands separators."""
    return NOTHING if value is None else f"{value:,}"


def day(value: date | None) -> str:
    """A day as 2026-01-31."""
    return NOTHING if value is None else value.isoformat()


def yes_no(value: bool) -> str:  # noqa: FBT001 - the value itself
    """A yes or no as people read it."""
    return str(Text("是", "yes") if value else Text("否", "no"))


def _rounded(value: Decimal, decimals: int) -> Decimal:
    done = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _WIDE)
    return abs(done) if done == 0 else done


def bar(share: Decimal | None, width: int = 20, *, track: bool = False) -> str:
    """A share of 1 as a bar of block characters, exact to an eighth of a character.

    With a ``track`` what is left to the whole is drawn too, and the bar is exact to a character.
    """
    if share is None or (share <= 0 and not track):
        return ""
    eighths = int(_rounded(max(Decimal(0), min(share, Decimal(1))) * width * 8, 0))
    if track:
        return "█" * (eighths // 8) + "░" * (width - eighths // 8)
    return "█" * (eighths // 8) + " ▏▎▍▌▋▊▉"[eighths % 8].strip()
