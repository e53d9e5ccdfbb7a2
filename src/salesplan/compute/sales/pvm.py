"""Why sales changed: the price, volume and mix of each product, beside the days that they are compared with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.rounding import half_up
from salesplan.compute.sales.base import base_problems, need_base
from salesplan.compute.sales.contributors import SIDES, Contributor, contributors
from salesplan.compute.sales.dimensions import check_sides, names_of_side
from salesplan.compute.sales.measures import BLANK, MEASURES, check_measure
from salesplan.compute.sales.price_volume_mix import Effects, Sales, split_change
from salesplan.compute.sales.pvm_findings import pvm_findings
from salesplan.compute.sales.pvm_lines import pvm_lines
from salesplan.compute.sales.sold import Sold
from salesplan.compute.sales.spans import Spans
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Table, Value, scaled

EFFECTS = ("price", "volume", "mix", "new", "lost", "returned", "no_quantity")
"""The bars from the base to now, in their order."""
_PRICES = 4


@dataclass(frozen=True)
class PvmSummary:
    """The change of all products, exact: ``base`` and the effects are together ``now``.

    ``change_rate`` is None where the base is 0 or below. ``quantity0`` and ``quantity1`` are those of products sold in
    both, None where units of measure differ and cannot be added (``mixed_units``): volume is then product by product
    and holds the mix, as where it is ``folded``.
    """

    by: str
    spans: Spans
    base: Decimal
    now: Decimal
    change: Decimal
    change_rate: Decimal | None
    price: Decimal
    volume: Decimal
    mix: Decimal
    new: Decimal
    lost: Decimal
    returned: Decimal
    no_quantity: Decimal
    quantity0: Decimal | None
    quantity1: Decimal | None
    folded: bool
    mixed_units: tuple[str, ...]
    products: int
    contributors: tuple[Contributor, ...]


def effects_of(s: PvmSummary) -> tuple[tuple[str, Decimal], ...]:
    """The bars between base and now, together the change: price, volume, mix, and others where there is any.

    Volume that holds the mix is ``volume_mix``.
    """
    always = ("price", "volume") if s.folded else ("price", "volume", "mix")
    found = [(name, getattr(s, name)) for name in EFFECTS if name in always or getattr(s, name)]
    return tuple(("volume_mix" if s.folded and name == "volume" else name, value) for name, value in found)


def pvm(sold: Sold, spans: Spans, as_of: date, *, by: str = "product", fold_mix: bool = False) -> Result[PvmSummary]:
    """One row a product, the largest change first. ``by`` may be another side that stands for products.

    BadInput without a base, without quantities, or where the orders do not tell the side.
    """
    check_sides((by,), sold)
    check_measure(MEASURES["qty"], sold)
    need_base(sold, spans)
    lines = pvm_lines(sold, spans, by)
    products = lines.products()
    mixed = lines.mixed(products)
    folded = fold_mix or bool(mixed)
    split, scale = split_change(products, sold.scale, fold_mix=folded)
    labels = _labels(by, sold)
    base, now, change, rate = _sums(products, sold.scale)
    quantities = [None if mixed else _quantity(products, at) for at in (0, 1)]
    summary = PvmSummary(
        by=by,
        spans=spans,
        base=base,
        now=now,
        change=change,
        change_rate=rate,
        **{name: scaled(getattr(split.whole, name), scale) for name in EFFECTS},
        quantity0=quantities[0],
        quantity1=quantities[1],
        folded=folded,
        mixed_units=mixed,
        products=sum(one.key != BLANK for one in products),
        contributors=contributors(sold, spans.now, spans.base, tuple(dict.fromkeys((by, *SIDES)))),
    )
    rows = [
        _row(one, made, labels, (sold.scale, scale), summary.change)
        for one, made in zip(products, split.products, strict=True)
    ]
    option = Parameter("sales.fold_mix", value=True, source="option")
    parameters = (
        Parameter("sales.for", spans.name),
        Parameter("sales.against", spans.against),
        *((option,) if fold_mix else ()),
    )
    findings = (*base_problems(sold, spans), *pvm_findings(lines.plain(labels), mixed, sold))
    table = Table(_columns(by), tuples=sorted(rows, key=_order))
    return Result("sales pvm", as_of, summary, table, parameters, findings, sold.inputs)


def _labels(by: str, sold: Sold) -> dict[str, str]:
    names = names_of_side(by, sold)
    return {} if names is None else dict(names.select("key", "label").iter_rows())


def _sums(products: Sequence[Sales], scale: int) -> tuple[Decimal, Decimal, Decimal, Decimal | None]:
    """Base, now, change and the change in parts of the base."""
    base, now = sum(one.amount0 + one.plain0 for one in products), sum(one.amount1 + one.plain1 for one in products)
    rate = half_up(Fraction(now - base, base)) if base > 0 else None
    return scaled(base, scale), scaled(now, scale), scaled(now - base, scale), rate


def _quantity(products: Sequence[Sales], at: int) -> Decimal | None:
    """The quantity of the products sold in both spans, of the base (0) or of now (1)."""
    told = [(one.qty0, one.qty1)[at] for one in products if one.status == "common"]
    return _exact(sum((each for each in told if each is not None), Fraction(0)))


def _columns(by: str) -> tuple[ColumnSpec, ...]:
    return (
        ColumnSpec(by, "text"),
        ColumnSpec("product_status", "code"),
        ColumnSpec("base", "amount"),
        ColumnSpec("now", "amount"),
        ColumnSpec("change", "amount"),
        ColumnSpec("share_of_change", "share"),
        ColumnSpec("quantity0", "score"),
        ColumnSpec("quantity1", "score"),
        ColumnSpec("price0", "amount"),
        ColumnSpec("price1", "amount"),
        *(ColumnSpec(f"{name}_effect", "amount") for name in EFFECTS),
    )


def _row(
    one: Sales, made: Effects, labels: Mapping[str, str], scales: tuple[int, int], whole: Decimal
) -> tuple[Value, ...]:
    own, finer = scales
    base, now = scaled(one.amount0 + one.plain0, own), scaled(one.amount1 + one.plain1, own)
    known = one.qty0 is not None or one.qty1 is not None
    return (
        labels.get(one.key, one.key) or None,
        one.status if known else "no_quantity",
        base,
        now,
        now - base,
        half_up(Fraction(now - base) / Fraction(whole)) if whole else None,
        _exact(one.qty0),
        _exact(one.qty1),
        _price(one.amount0, one.qty0, own),
        _price(one.amount1, one.qty1, own),
        *(scaled(getattr(made, name), finer) for name in EFFECTS),
    )


def _exact(quantity: Fraction | None) -> Decimal | None:
    """A quantity as a decimal: they come as decimals, so that it ends."""
    return None if quantity is None else Decimal(quantity.numerator) / Decimal(quantity.denominator)


def _price(amount: int, quantity: Fraction | None, scale: int) -> Decimal | None:
    """Amount over quantity; None where nothing was sold in all."""
    return half_up(Fraction(amount, 10**scale) / quantity, _PRICES) if quantity is not None and quantity > 0 else None


def _order(row: tuple[Value, ...]) -> tuple[Decimal, str]:
    """The largest change first, whichever way it goes."""
    change = row[4]
    return -abs(change) if isinstance(change, Decimal) else Decimal(0), str(row[0] or "")
