"""The prospects of a list one by one: what each may bring, how good he looks, whose he is, when he was last seen to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import narwhals as nw

from salesplan.compute.customers.keys import plain
from salesplan.compute.customers.lines import without_left_out
from salesplan.compute.customers.man import FACTORS, with_man
from salesplan.compute.naming import names_of
from salesplan.compute.prospects.deal_rows import Deal, deals_of
from salesplan.compute.prospects.deal_state import DealWords
from salesplan.compute.prospects.probability import Chance, chance_of, history_of, stage_places
from salesplan.compute.rounding import PLACES, half_up
from salesplan.errors import Place
from salesplan.model.near import plain_name
from salesplan.model.plan.plan import Parameters
from salesplan.model.records import Records
from salesplan.model.table import scaled
from salesplan.text import Text

FIELDS_ASKED: dict[str, Text] = {
    "amount": Text("金额", "amount"),
    "probability": Text("赢率", "probability"),
    "contact": Text("联系人", "contact"),
    "next_step": Text("下一步", "next step"),
    "close_date": Text("预计成交日期", "close date"),
}
"""What a prospect should have, in the order in which it is asked for."""
_NAMES = ("id", "name", "customer_id", "customer_name")


@dataclass(frozen=True)
class _Extras:
    """What a list says of a prospect beside the deal; all None where it has no such column."""

    customer_id: str | None = None
    customer_name: str | None = None
    next_step: str | None = None
    contact: str | None = None
    phone: str | None = None
    region: str | None = None
    last_contact: date | None = None
    next_contact: date | None = None
    previous_owner: str | None = None
    returned: date | None = None


@dataclass(frozen=True)
class Prospect:
    """A prospect, or a deal handled like one. ``table`` is the list he stands in; ``man`` his MAN score, 0 to 100."""

    table: str
    deal: Deal
    more: _Extras
    place: Place
    chance: Chance | None = None
    man: Decimal | None = None
    missing: tuple[str, ...] = ()

    @property
    def name(self) -> str | None:
        """What people call him: the name, else the customer's."""
        return self.deal.name or self.deal.customer

    @property
    def key(self) -> str:
        """By what he is told apart and put in order: the id, else the name; "" without both."""
        return self.deal.id or self.name or ""

    @property
    def customer(self) -> str | None:
        """Whom it is about: of a prospect his own name unless a customer is named."""
        own = self.deal.name if self.table == "prospects" else None
        return self.more.customer_name or own or self.deal.customer

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that a contact with him may carry."""
        own = (self.more.customer_id, self.deal.id) if self.table == "prospects" else (self.more.customer_id,)
        return tuple(plain_name(each) for each in own if each)

    @property
    def expected(self) -> Fraction | None:
        """Amount x probability, exact; None where one of them is not known."""
        if self.deal.amount is None or self.chance is None:
            return None
        return Fraction(self.deal.amount) * self.chance.probability

    def is_one_of(self, names: frozenset[str]) -> bool:
        """Whether his id, his name or his customer's is among these plain names."""
        known = (self.deal.id, self.deal.name, self.more.customer_id, self.more.customer_name)
        return any(plain_name(each) in names for each in known if each)


def with_names(records: Records) -> Records:
    """The list without the rows that say neither by id nor by name whom they are about: they count as left out."""
    frame = records.frame
    named = [plain(frame, key).is_null() for key in _NAMES if key in frame.columns]
    nobody = nw.all_horizontal(*named, ignore_nulls=False) if named else nw.lit(True)  # noqa: FBT003 - a value
    reason = nw.when(nobody).then(nw.lit("missing")).otherwise(nw.lit(None, dtype=nw.String()))
    rows = frame.with_columns(left_out=reason)
    kept = rows.filter(nw.col("left_out").is_null()).drop("left_out")
    return replace(records, frame=kept, inputs=without_left_out(records.inputs, rows))


def prospects_of(records: Records, words: DealWords, parameters: Parameters) -> list[Prospect]:
    """Everyone in the list, in its order; the probability of a deal is entered, of own history, or its stage's."""
    deals = deals_of(records, words)
    places = stage_places(deals, words.stages)
    history = history_of(deals, places)
    extras, man = _extras(records), _man_scores(records, parameters)
    found = []
    for deal, more, score in zip(deals, extras, man, strict=True):
        chance = chance_of(deal, history, places, parameters.value)
        found.append(
            Prospect(
                records.table, deal, more, _place(records, deal), chance, score, _missing(records, deal, more, chance)
            )
        )
    return found


def in_order(prospect: Prospect) -> tuple[Any, ...]:
    """The last word where all else is equal: by key, then by everything that stands in the row, then by the row."""
    deal = prospect.deal
    content = (replace(deal, source=0, row=0), prospect.more, prospect.man)
    return prospect.key, repr(content), deal.source, deal.row


def as_amount(value: Fraction | None) -> Decimal | None:
    """An exact amount without needless digits, to ``PLACES`` decimals."""
    if value is None:
        return None
    exact = half_up(value, PLACES)
    whole = exact.to_integral_value()
    return whole if exact == whole else exact.normalize()


def words_of(missing: Sequence[str]) -> Text | None:
    """The fields that are missing, in words; None for none."""
    if not missing:
        return None
    return names_of((FIELDS_ASKED[key] for key in missing), None)


def _missing(records: Records, deal: Deal, more: _Extras, chance: Chance | None) -> tuple[str, ...]:
    """What is still to be asked for; a contact only where the list has a column for it."""
    lacks = {
        "amount": deal.amount is None,
        "probability": chance is None,
        "contact": (records.has("contact") or records.has("phone")) and not (more.contact or more.phone),
        "next_step": more.next_step is None,
        "close_date": deal.close_date is None,
    }
    return tuple(key for key in FIELDS_ASKED if lacks[key])


def _extras(records: Records) -> list[_Extras]:
    keys = [field.name for field in fields(_Extras)]
    none = [None] * len(records)
    columns = [records.frame.get_column(key).to_list() if records.has(key) else none for key in keys]
    return [_Extras(*values) for values in zip(*columns, strict=True)]


def _man_scores(records: Records, parameters: Parameters) -> list[Decimal | None]:
    """The MAN score of each row (methods.md 3.1); None where no factor is known."""
    if not any(records.has(factor) for factor in FACTORS):
        return [None] * len(records)
    absent = [nw.lit(None, dtype=nw.Int64()).alias(factor) for factor in FACTORS if not records.has(factor)]
    frame = with_man(records.frame.with_columns(*absent), parameters.man, records.scales)
    return [None if score is None else scaled(score, PLACES) for score in frame.get_column("man_score").to_list()]


def _place(records: Records, deal: Deal) -> Place:
    """Where the row stands."""
    if not 0 <= deal.source < len(records.inputs):
        return Place(line=deal.row)
    given = records.inputs[deal.source]
    if given.sheet is None:
        return Place(file=given.file, line=deal.row)
    return Place(file=given.file, sheet=given.sheet, cell=f"A{deal.row}")
