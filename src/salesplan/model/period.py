"""Spans of days, both ends included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Period:
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self.last} is before {self.first}")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first}..{self.last}"

    @property
    def days(self) -> int:
        """Calendar days in the period, at least 1."""
        return (self.last - self.first).days + 1

    @classmethod
    def ending(cls, last: date, days: int) -> Period:
        """The period of ``days`` calendar days that ends with ``last``."""
        return cls(last - timedelta(days=days - 1), last)
