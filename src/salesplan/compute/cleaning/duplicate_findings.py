"""What is worth knowing beside the groups: ids used twice, switchboards, blocks that were cut, names without a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from salesplan.compute.cleaning.candidates import Customers
from salesplan.compute.cleaning.matching import Matches
from salesplan.errors import Place, Problem
from salesplan.model.records import ROW, Records
from salesplan.text import Text

MOST = 100
"""Ids that are told one by one."""
NAMED = 3
CONTACTS: dict[str, Text] = {"phone": Text("电话", "The phone"), "email": Text("邮箱", "The e-mail")}


def findings_of(
    customers: Customers, found: Matches, one_id: Mapping[str, Sequence[int]], records: Records
) -> Iterator[Problem]:
    """Ids under which different customers stand, contacts that many share, and what was not compared."""
    place = Place(records.inputs[0].file, records.inputs[0].sheet) if records.inputs else Place()
    for id_, rows in list(one_id.items())[:MOST]:
        yield _one_id(customers, id_, rows, place)
    if len(one_id) > MOST:
        what = Text("还有 {n} 个编号也有几家客户在用", "{n} more ids stand for several customers, too")
        yield Problem("DUPLICATES-one-id", "warning", what.format(n=len(one_id) - MOST), _FIX_ID, place)
    for kind, key, names in found.switchboards:
        yield _switchboard(kind, key, names, place)
    if found.cut:
        yield _cut(found, place)
    nameless = sum(not each.name.core for each in customers.candidates)
    if nameless:
        what = Text("{n} 行的名称说明不了是谁（空、一个字、散客等）", "{n} rows have a name that says nothing")
        fix = Text("这些行只按信用代码、电话、邮箱比", "they are compared by credit code, phone and e-mail only")
        yield Problem("DUPLICATES-no-name", "note", what.format(n=nameless), fix, place)


_FIX_ID = Text("在名单里给其中一家换一个编号", "give one of them another id in the list")


def _one_id(customers: Customers, id_: str, rows: Sequence[int], place: Place) -> Problem:
    """Two customers, one id: orders of one go to the other."""
    names = list(dict.fromkeys(customers.text("name", at) or "-" for at in rows))
    told = "、".join(names[:NAMED]) + ("…" if len(names) > NAMED else "")
    numbers = ", ".join(str(customers.columns[ROW][at]) for at in rows[:NAMED])
    what = Text(
        "编号 {id} 有几家客户在用：{names}（第 {rows} 行）",
        "id {id} stands for several customers: {names} (rows {rows})",
    )
    return Problem("DUPLICATES-one-id", "warning", what.format(id=id_, names=told, rows=numbers), _FIX_ID, place, id_)


def _switchboard(kind: str, key: str, names: int, place: Place) -> Problem:
    what = Text(
        "{contact} {key} 出现在 {n} 个不同名称下，不当作依据",
        "{contact} {key} stands under {n} different names: it proves nothing",
    )
    fix = Text(
        "若确是一家，调高 plan.yaml 的 parameters.clean.shared",
        "if they are one, raise parameters.clean.shared in plan.yaml",
    )
    told = what.format(contact=CONTACTS[kind], key=key, n=names)
    return Problem("DUPLICATES-shared-contact", "note", told, fix, place, key)


def _cut(found: Matches, place: Place) -> Problem:
    what = Text(
        "{n} 组候选名称太大（最大 {largest} 个），只比较了相邻的",
        "{n} blocks of names were too large ({largest} at most): only neighbours were compared",
    )
    fix = Text(
        "要比得更全，调高 plan.yaml 的 parameters.clean.block（会慢）",
        "to compare more, raise parameters.clean.block in plan.yaml (slower)",
    )
    return Problem("DUPLICATES-block-cut", "note", what.format(n=found.cut, largest=found.largest), fix, place)
