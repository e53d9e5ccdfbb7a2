"""A waterfall in block characters: totals from the axis, each move from where the last one ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from salesplan.present.blocks import Cell, Content, Grid, Head, Screen, Style
from salesplan.present.numbers import Unit, percent, whole_amount
from salesplan.present.safe import cut, width_of
from salesplan.text import Text

LEVEL, UP, DOWN, ZERO = "█", "▓", "░", "│"
_LABEL, _LEAST, _MOST = 28, 12, 44
_BESIDE = 30
"""Columns that amounts, shares and gaps take beside labels and bars."""
_CANCEL = 10
"""From ten times the whole on, a part of it tells nothing: ups and downs nearly cancel."""
_FAR = Fraction(1, 2)
"""Where all ends lie closer together than this part of the highest, bars do not begin at 0."""


@dataclass(frozen=True)
class Step:
    """A bar: a total (``level``) or a move of ``value`` from where the last bar ended; ``share`` stands behind it."""

    label: Text | str
    value: Decimal
    level: bool = False
    share: Decimal | None = None


def signed(value: Decimal | None, unit: Unit) -> str:
    """An amount with its sign, also above 0."""
    told = whole_amount(value, unit)
    return f"+{told}" if value is not None and value > 0 else told


def signed_percent(value: Decimal | None, decimals: int = 1) -> str:
    """A share with its sign, also above 0."""
    told = percent(value, decimals)
    return f"+{told}" if value is not None and value > 0 else told


def parts_of_whole(shares: Iterable[Decimal | None], decimals: int = 1) -> list[str]:
    """The parts of one whole in percent; none of them where the whole is near 0 beside its parts."""
    told = list(shares)
    return [percent(share if tells_parts(told) else None, decimals) for share in told]


def tells_parts(shares: Iterable[Decimal | None]) -> bool:
    """Whether the parts of a whole tell anything: not where ups and downs nearly cancel."""
    return all(share is None or abs(share) < _CANCEL for share in shares)


def waterfall(steps: Sequence[Step], screen: Screen) -> Grid:
    """One line a step: label, bar, amount, share. Bars lie beside each other in the width that the page has.

    Totals are drawn whole, moves up and down in lighter blocks; below 0 bars lie left of a line at 0. Where every total
    is far from 0 and close to the others, the bars are cut at the left so that the moves can be seen, and the head of
    the bars says where they begin.
    """
    labels = [cut(str(step.label), _LABEL) for step in steps]
    room = screen.width - _BESIDE - max((width_of(label) for label in labels), default=0)
    bars = bars_of(steps, max(_LEAST, min(_MOST, room)))
    shares = any(step.share is not None for step in steps)
    told = parts_of_whole(step.share for step in steps) if shares else ["" for _ in steps]
    each = zip(labels, steps, bars, told, strict=True)
    rows = [_row(label, step, bar, part, screen, shares=shares) for label, step, bar, part in each]
    share = [Head(Text("占变动", "Of change"), "right")] if shares else []
    return Grid((Head(""), Head(_begins(steps, screen)), Head("", "right"), *share), tuple(rows))


def _begins(steps: Sequence[Step], screen: Screen) -> Text | str:
    """Where bars begin, if not at 0."""
    low = _axis(_spans(steps))[0]
    shown = whole_amount(Decimal(low.numerator) / low.denominator, screen.unit)
    return Text("长条从 {low} 画起，不是 0", "bars begin at {low}, not 0").format(low=shown) if low > 0 else ""


def _row(label: str, step: Step, bar: str, part: str, screen: Screen, *, shares: bool) -> tuple[Content, ...]:
    style: Style = "strong" if step.level else "good" if step.value > 0 else "bad" if step.value < 0 else ""
    amount = whole_amount(step.value, screen.unit) if step.level else signed(step.value, screen.unit)
    share = "" if step.share is None else part
    return (label, Cell(bar, style, drawn=True), Cell(amount, style), *([share] if shares else []))


def bars_of(steps: Sequence[Step], width: int) -> list[str]:
    """The bars as text of at most ``width`` characters; a value of 0 is an empty bar, any other at least one block."""
    spans = _spans(steps)
    low, high = _axis(spans)
    if low == high:
        return ["" for _ in steps]

    def at(value: Fraction) -> int:
        return int((max(value, low) - low) * width / (high - low) + Fraction(1, 2))

    zero = at(Fraction(0)) if low < 0 else None
    return [_bar(at(first), at(last), step, zero, width) for (first, last), step in zip(spans, steps, strict=True)]


def _spans(steps: Sequence[Step]) -> list[tuple[Fraction, Fraction]]:
    """From where to where each bar goes."""
    found: list[tuple[Fraction, Fraction]] = []
    ended = Fraction(0)
    for step in steps:
        first = Fraction(0) if step.level else ended
        ended = first + Fraction(step.value)
        found.append((first, ended))
    return found


def _axis(spans: Sequence[tuple[Fraction, Fraction]]) -> tuple[Fraction, Fraction]:
    """The lowest and the highest value that is drawn."""
    ends = [last for _, last in spans]
    low, high = min([Fraction(0), *ends]), max([Fraction(0), *ends])
    if ends and min(ends) > 0 and high - min(ends) < high * _FAR:
        low = max(Fraction(0), min(ends) - (high - min(ends)) / 3) if high > min(ends) else Fraction(0)
    return low, high


def _bar(first: int, last: int, step: Step, zero: int | None, width: int) -> str:
    if not step.value:
        return ZERO.rjust(zero + 1) if zero is not None else ""
    left, right = min(first, last), max(first, last)
    if left == right:
        left, right = (left, left + 1) if left < width else (left - 1, left)
    sign = LEVEL if step.level else UP if step.value > 0 else DOWN
    line = " " * left + sign * (right - left)
    if zero is None or left <= zero < right:
        return line
    return f"{line[:zero]}{ZERO}{line[zero + 1 :]}" if zero < left else f"{line.ljust(zero)}{ZERO}"
