"""Total rows: told by their label, or by their figures being the sums of the rows above."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

_PLACES = 6
_TOLERANCE = 10_000
"""A hundredth, in millionths: what rounding in the sheet may take from a sum."""
_LABEL = re.compile(
    r"(?P<before>.{0,12}?)(?P<word>合计|小计|总计|累计|共计|总合计|汇总)(?:数|额|金额|行)?:?(?P<figure>[-(¥]*\d[\d,.]*[)元万]*)?"
)
_ENGLISH = re.compile(r"(?P<before>.{0,20}?)(?P<word>(?:grand|sub)?-?total|sums?)s?:?")
_OF_ITSELF = re.compile(
    r"(?:本页|本月|本周|本季|本年|本日|全年|全月|年度|月度|季度|以上|总|\d{4}年|\d{1,2}月|第?[一二三四\d]季度|[qQ]\d)*"
)


@dataclass(frozen=True)
class Label:
    """A total's label: ``kind`` subtotal, page-total or total; ``certain``: it can be nothing else (小计, 本页合计)."""

    kind: str
    certain: bool


def total_label(text: str) -> Label | None:
    """What kind of total a text (blanks out, lower case) labels; None when it is none.

    The whole cell counts: 合计贸易有限公司 labels nothing. A name before the word (华北小计, 上海总计) leaves a doubt.
    """
    found = _LABEL.fullmatch(text) or _ENGLISH.fullmatch(text)
    if not found:
        return None
    word, before = found["word"], found["before"]
    kind = "subtotal" if word.startswith(("小计", "sub")) else "page-total" if before.startswith("本页") else "total"
    return Label(kind, certain=bool(_OF_ITSELF.fullmatch(before)))


@dataclass
class Sums:
    """Running sums of the figures over the rows above, made only when asked for; left-out rows do not count."""

    frame: pl.DataFrame
    figures: Sequence[int]
    _running: dict[int, list[int]] = field(default_factory=dict)
    _values: dict[int, list[int | None]] = field(default_factory=dict)
    _left_out: list[int] = field(default_factory=list)
    _gone: dict[int, list[int]] = field(default_factory=dict)
    _last_total: int = -1

    def leave_out(self, at: int, *, is_total: bool) -> None:
        """Count the row at this position out of every later sum; after a total the short sum begins anew."""
        self._left_out.append(at)
        if is_total:
            self._last_total = at

    def adds_up(self, row: Mapping[str, Any], figures: Sequence[int]) -> bool:
        """Whether each of the row's figures is the sum of the rows since the last total, or of all rows above.

        Sums of fewer than two rows prove nothing.
        """
        at = row["at"]
        return bool(figures) and any(
            self._count(start, at) > 1 and all(self._is_sum(index, start, at) for index in figures)
            for start in {self._last_total + 1, 0}
        )

    def _count(self, start: int, at: int) -> int:
        return at - start - (len(self._left_out) - bisect_left(self._left_out, start))

    def _is_sum(self, index: int, start: int, at: int) -> bool:
        running, values = self._columns(index)
        own = values[at]
        if own is None:
            return False
        above = running[at - 1] - (running[start - 1] if start else 0)
        return abs(own - above + self._gone_since(index, start)) <= _TOLERANCE

    def _gone_since(self, index: int, start: int) -> int:
        """What the rows left out from position ``start`` on hold: they come in order, so sums are kept as they come."""
        sums, values = self._gone.setdefault(index, [0]), self._values[index]
        for gone in self._left_out[len(sums) - 1 :]:
            sums.append(sums[-1] + (values[gone] or 0))
        return sums[-1] - sums[bisect_left(self._left_out, start)]

    def _columns(self, index: int) -> tuple[list[int], list[int | None]]:
        """The running sums and the values of a column in whole millionths."""
        if index not in self._values:
            text = pl.col(f"t{index}").str.replace_all(r"[,\s¥￥，元]", "")
            decimal = self.frame.select(text.cast(pl.Decimal(38, _PLACES), strict=False).to_physical()).to_series()
            self._values[index] = decimal.to_list()
            total = 0
            self._running[index] = [total := total + (value or 0) for value in self._values[index]]
        return self._running[index], self._values[index]
