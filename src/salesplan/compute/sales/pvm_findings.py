"""What to know about lines that have no price."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from salesplan.compute.naming import names_of
from salesplan.compute.sales.pvm_lines import PlainLines
from salesplan.compute.sales.sold import Sold
from salesplan.errors import Place, Problem, Severity
from salesplan.model.figures import figure
from salesplan.model.result import place_of
from salesplan.text import Text

_FILL = Text("在订单里补上", "fill them in")
_TOLD: dict[str, tuple[Severity, Text, Text]] = {
    "no_quantity": (
        "warning",
        Text(
            "{n} 行没有数量（{names}），金额 {amount} 分不出量价，放在“没有数量”里",
            "{n} lines have no quantity ({names}): their {amount} are neither price nor volume and stand apart",
        ),
        _FILL,
    ),
    "no_product": (
        "warning",
        Text("{n} 行没有产品，金额 {amount} 放在“没有数量”里", "{n} lines have no product: their {amount} stand apart"),
        _FILL,
    ),
    "sign": (
        "warning",
        Text(
            "{n} 行的数量和金额一正一负（{names}），金额 {amount} 放在“没有数量”里",
            "in {n} lines quantity and amount have opposite signs ({names}): their {amount} stand apart",
        ),
        Text("退货的数量、金额都写负数", "write both quantity and amount of a return below 0"),
    ),
    "unit_changed": (
        "warning",
        Text(
            "{names}用过不同的计量单位，前后单价没法比：{n} 行、金额 {amount} 放在“没有数量”里",
            "{names} changed their unit of measure, so that prices do not compare: {n} lines, {amount}, stand apart",
        ),
        Text("把数量换算成同一个单位", "give all quantities in one unit"),
    ),
    "free": (
        "note",
        Text(
            "{n} 行是赠品（金额 0，{pieces} 件：{names}），数量不计入，免得拉低单价",
            "{n} lines are free ({pieces} pieces: {names}) and not counted, so that prices are of what was paid for",
        ),
        Text(
            "要当降价看，就把赠品的价格摊进原来的那一行", "to see them as a price cut, put them into the line paid for"
        ),
    ),
    "return": (
        "note",
        Text(
            "{n} 行是退货（{names}），金额 {amount}，已从数量和金额里减去",
            "{n} lines are returns ({names}) of {amount}, taken off quantity and amount",
        ),
        Text("不用改", "nothing to do"),
    ),
}


def pvm_findings(plain: Iterable[PlainLines], mixed: tuple[str, ...], sold: Sold) -> Iterator[Problem]:
    """A warning for lines without a price, a note for free items and returns, a warning for units that do not add."""
    place = place_of(sold.inputs) if len(sold.inputs) == 1 else Place()
    if mixed:
        what = Text(
            "计量单位不止一种（{units}），总量加不起来：不单列数量和结构，按产品合并成“数量（含结构）”",
            "there are several units of measure ({units}), which do not add up: volume is product by product and "
            "holds the mix",
        ).format(units=names_of(mixed))
        fix = Text("想分开看，就把数量换算成同一个单位", "give all quantities in one unit to see them apart")
        yield Problem("PVM-mixed-units", "warning", what, fix, place, mixed[0])
    for each in plain:
        severity, what, fix = _TOLD[each.kind]
        told = what.format(
            n=f"{each.rows:,}", names=names_of(each.products), amount=figure(each.amount), pieces=figure(each.pieces)
        )
        yield Problem(f"PVM-{each.kind.replace('_', '-')}", severity, told, fix, place, str(each.rows))
