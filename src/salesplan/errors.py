"""What can go wrong, where, and what to do about it: one record for the terminal, JSON and the docs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

from salesplan.text import Text

Severity = Literal["error", "warning", "note"]
RANK: dict[Severity, int] = {"error": 0, "warning": 1, "note": 2}
"""How severe, the worst first."""


class ExitCode(IntEnum):
    """What the program's exit code says (docs/exit-codes.md)."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    INPUT = 3
    WRITE = 4
    BUG = 70
    INTERRUPTED = 130
    READER_GONE = 141
    TERMINATED = 143


@dataclass(frozen=True)
class Place:
    """Where something stands: a cell of a workbook, a line of a text file, a key of the plan.

    ``file`` is written as the user typed it. ``column`` is the character position in a line, from 1.
    """

    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    line: int | None = None
    column: int | None = None
    key: str | None = None

    def __str__(self) -> str:
        """Excel's own ``[file]sheet!cell``, or ``file:line:column key`` for text (whose sentences name the column)."""
        if self.sheet is not None:
            return f"[{self.file}]{self.sheet}" + (f"!{self.cell}" if self.cell else "")
        spot = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{spot} {self.key or ''}".strip()


@dataclass(frozen=True)
class Problem:
    """One thing wrong or worth knowing: where, what, and what to do about it.

    ``code`` never changes once released (docs/errors.md). ``value`` is the offending text as it stands in the file.
    """

    code: str
    severity: Severity
    what: Text
    fix: Text
    place: Place = Place()
    value: str | None = None


class SalesplanError(Exception):
    """A failure the user can do something about. Raised once, with every problem found."""

    exit_code = ExitCode.INPUT

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("; ".join(f"{p.place} {p.what}" for p in self.problems))


class ReaderGone(BaseException):
    """Whoever reads stdout went away (``salesplan ... | head``): nothing is wrong, there is only nobody to tell."""


class BadInput(SalesplanError):  # noqa: N818 - reads as what it is
    """Input that cannot be used: a file, a list, the plan."""


class BadUsage(SalesplanError):  # noqa: N818 - reads as what it is
    """A command line that cannot be carried out, or no plan where one is needed."""

    exit_code = ExitCode.USAGE


class CannotWrite(SalesplanError):  # noqa: N818 - reads as what it is
    """An output that was refused or failed; what was there before is unchanged."""

    exit_code = ExitCode.WRITE
