"""What a code means: the rule or problem behind it, in words."""

from __future__ import annotations

from dataclasses import dataclass

from salesplan.errors import Severity
from salesplan.text import Text


@dataclass(frozen=True)
class Found:
    """What a rule says about a line of its bad example, how severe that is, and what to do about it."""

    line: int
    severity: Severity
    what: Text
    fix: Text


@dataclass(frozen=True)
class Explained:
    """One code with what can be told of it.

    ``causes`` holds, for each way it comes about, what is said and what to do about it (either may be unknown); what
    varies in them stands as …. Only a rule has the others: why it is there, its source, a plan that breaks it at the
    marked lines, one that does not, what it says about the first, and the lists it needs.
    """

    code: str
    severities: tuple[Severity, ...]
    causes: tuple[tuple[Text | None, Text | None], ...]
    why: Text | None = None
    source: str = ""
    bad: str = ""
    good: str = ""
    found: tuple[Found, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def is_rule(self) -> bool:
        """Whether it is a rule of the plan, which can be silenced; any other code is about input or usage."""
        return self.why is not None


@dataclass(frozen=True)
class ExplainedSummary:
    """What was asked for and every code it means: the one of that name, else all that begin so."""

    asked: str
    codes: tuple[Explained, ...]

    @property
    def one(self) -> Explained | None:
        """The code, where it is a single one."""
        return self.codes[0] if len(self.codes) == 1 else None
