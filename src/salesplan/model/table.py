"""A table of results: declared columns and values, whether they are frames of customers or a few plan nodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal

import narwhals as nw

from salesplan.text import Text

Kind = Literal["text", "code", "integer", "amount", "share", "score", "date", "flag", "list"]
"""What a result column holds. ``code`` is an English word that present turns into a sentence; ``amount`` is money;
``share`` (0..1) and ``score`` are plain decimals; ``list`` is a tuple of texts (cell addresses)."""
Value = str | Text | int | Decimal | date | bool | tuple[str, ...] | None


@dataclass(frozen=True)
class ColumnSpec:
    """One column of a result. Decimal kinds stand in a frame as whole numbers of 10^-scale."""

    key: str
    kind: Kind
    scale: int = 0


@dataclass(frozen=True)
class Table:
    """Declared columns over a frame (customers, orders) or over plain tuples (plan nodes, found columns)."""

    columns: tuple[ColumnSpec, ...]
    frame: nw.DataFrame[Any] | None = None
    tuples: Sequence[tuple[Value, ...]] = field(default=())

    @property
    def keys(self) -> tuple[str, ...]:
        """The column keys, in order."""
        return tuple(column.key for column in self.columns)

    def __len__(self) -> int:
        return len(self.tuples) if self.frame is None else len(self.frame)

    def rows(self, start: int = 0, count: int | None = None) -> Iterator[tuple[Value, ...]]:
        """The rows as Python values, decimals exact. ``start`` and ``count`` cut a page out, the rest is left alone."""
        end = None if count is None else start + count
        if self.frame is None:
            yield from self.tuples[start:end]
            return
        picked = self.frame.select(*self.keys)[start:end]
        scales = [c.scale if c.kind in ("amount", "share", "score") else None for c in self.columns]
        if all(scale is None for scale in scales):
            yield from picked.iter_rows()
            return
        for row in picked.iter_rows():
            yield tuple(v if s is None or v is None else scaled(v, s) for v, s in zip(row, scales, strict=True))

    def without(self, keys: frozenset[str]) -> Table:
        """The same without the columns of these keys."""
        kept = [at for at, key in enumerate(self.keys) if key not in keys]
        tuples = [tuple(row[at] for at in kept) for row in self.tuples]
        return replace(self, columns=tuple(self.columns[at] for at in kept), tuples=tuples)

    def top(self, count: int | None, order: Sequence[tuple[str, bool]], where: nw.Expr | None = None) -> Table:
        """The first ``count`` rows of a frame that meet ``where``, by ``order`` (key, descending; missing values last).

        Tuples, being few and in their own order, are returned as they are.
        """
        if self.frame is None:
            return self
        frame = self.frame if where is None else self.frame.filter(where)
        known = [(key, descending) for key, descending in order if key in self.keys]
        if known:
            keys, down = [k for k, _ in known], [d for _, d in known]
            if count is not None:  # a page of a long list is found without sorting all of it
                frame = frame.top_k(count, by=keys, reverse=[not d for d in down])
            frame = frame.sort(keys, descending=down, nulls_last=True)
        return replace(self, frame=frame if count is None else frame.head(count))

    def records(self, start: int = 0, count: int | None = None) -> Iterator[dict[str, Value]]:
        """The rows by column key."""
        for row in self.rows(start, count):
            yield dict(zip(self.keys, row, strict=True))


def scaled(count: int, scale: int) -> Decimal:
    """``count`` whole units of 10^-scale as an exact decimal."""
    return Decimal(count).scaleb(-scale) if scale else Decimal(count)
