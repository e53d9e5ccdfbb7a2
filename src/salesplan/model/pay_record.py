"""A month's pay as it is kept beside the plan, so that nothing that happens later changes what was paid."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from salesplan.model.plan.commission import CommissionRule, Mode, PayMeasure
from salesplan.model.state import SCHEMA, Exact, ReadFile

KIND: Literal["salesplan commission"] = "salesplan commission"
_LONGEST = 100
PayKind = Literal[
    "sale",
    "return",
    "excluded",
    "cap",
    "true_up",
    "pool",
    "clawback",
    "adjusted",
    "deferred",
    "released",
    "carried_in",
    "carried",
    "guarantee",
    "advance",
    "recovered",
]
"""What a line of a payment is."""


def _ratio(value: object) -> Fraction:
    """An exact ratio stands as a text: ``1/3``, ``0.05``."""
    if isinstance(value, Fraction):
        return value
    try:
        if isinstance(value, str) and len(value) <= _LONGEST:
            return Fraction(value)
    except (ValueError, ZeroDivisionError):
        pass
    raise PydanticCustomError("exact_ratio", "not an exact ratio")


Ratio = Annotated[Fraction, BeforeValidator(_ratio), PlainSerializer(str, return_type=str)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, arbitrary_types_allowed=True)


class PaidLine(_Part):
    """One line of the pay, as compute/pay has it."""

    person: str
    kind: PayKind
    pay: Exact
    rule: str = ""
    period: str = ""
    ref: str = ""
    order: str | None = None
    customer: str | None = None
    product: str | None = None
    date: dt.date | None = None
    base: Exact | None = None
    share: Ratio | None = None
    tier: int | None = None
    rate: Ratio | None = None
    file: str | None = None
    row: int | None = None


class Standing(_Part):
    """How a rule stood for a person when the month was paid."""

    rule: str
    name: str
    measure: PayMeasure
    mode: Mode
    person: str
    period: str
    settled: bool
    sold: Exact
    quota: Exact | None
    attainment: Exact | None
    tier: int
    rate: Exact
    below: bool
    earned: Exact
    full: Exact
    more: Exact | None = None
    next_rate: Exact | None = None
    is_team: bool = False


class PayRecord(_Part):
    """The pay of one month, with the files it came from; ``total`` is the sum of its lines.

    ``rules`` are those that it pays by, ``orders`` what each order came to by rule and period, all people together,
    ``first_sale`` the first day that the orders knew: what comes later is held against these.
    """

    schema_: Annotated[Literal[1], Field(alias="schema")] = SCHEMA
    kind: Literal["salesplan commission"] = KIND
    plan: str = ""
    month: str
    first: dt.date
    last: dt.date
    as_of: dt.date
    total: Exact
    inputs: tuple[ReadFile, ...] = ()
    first_sale: dt.date | None = None
    rules: tuple[CommissionRule, ...] = ()
    orders: dict[str, dict[str, dict[str, Exact]]] = Field(default_factory=dict)
    standings: tuple[Standing, ...] = ()
    lines: tuple[PaidLine, ...] = ()

    @property
    def adds_up(self) -> bool:
        """Whether the lines come to the total: a record that somebody changed does not."""
        return sum((line.pay for line in self.lines), Decimal(0)) == self.total
