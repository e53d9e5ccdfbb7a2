"""What is worth knowing before a merged list is used: ids that others bear, sums that no longer hold."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.cleaning.merge_sheets import MergedList
from salesplan.errors import Place, Problem
from salesplan.model.records import Records
from salesplan.text import Text

NAMED = 3
TOTALS = ("total", "subtotal", "page-total", "total-unlabelled")


def merge_findings(made: MergedList, records: Records) -> Iterator[Problem]:
    """An id of a row that went and that another customer bears, and rows of sums, which stay as they are."""
    told = records.inputs[0]
    place = Place(told.file, told.sheet)
    for id_, rows in sorted(made.ids_in_use().items()):
        names = "、".join(made.customers.text("name", at) or "-" for at in rows[:NAMED])
        what = Text(
            "编号 {id} 还有别家在用（{names}），不列入编号对照",
            "id {id} belongs to others, too ({names}): it is not in the sheet of ids",
        )
        fix = Text(
            "先在名单和订单里给其中一家换编号，再找重复、核对、合并一次",
            "give one of them another id in the list and the orders, then find, review and merge again",
        )
        yield Problem("MERGED-id-in-use", "warning", what.format(id=id_, names=names), fix, place, id_)
    sums = sum(told.left_out.get(kind, 0) for kind in TOTALS)
    if sums and made.merges:
        what = Text(
            "名单里有 {n} 行合计，合并后还是合并前的数", "{n} rows of sums still hold the figures from before the merge"
        )
        fix = Text("在合并后的名单里重算这几行", "work them out again in the merged list")
        yield Problem("MERGED-total", "warning", what.format(n=sums), fix, place)
