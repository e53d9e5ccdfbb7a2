"""What a user should know about a list besides its cells: who stands twice, what contradicts itself or is far out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from salesplan.compute.cleaning.consistency import Consistency
from salesplan.compute.cleaning.row_places import RowPlaces
from salesplan.compute.cleaning.same_keys import PEOPLE, SameKey
from salesplan.compute.cleaning.texts import code_text
from salesplan.compute.customers.keys import plain
from salesplan.compute.naming import names_of
from salesplan.compute.rounding import percent_text
from salesplan.errors import Place, Problem
from salesplan.model.near import plain_name
from salesplan.model.tables import table_fields
from salesplan.model.whole_list import WholeList
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.compute.cleaning.clean import CleanSummary

_LEFT: Mapping[str, tuple[str, Text, Text]] = {
    "phone": (
        "CLEAN-phone",
        Text("{n} 个电话号码不对，如 {cell} “{old}”", "{n} phone numbers are none, such as {cell} “{old}”"),
        Text("问清号码再改；没有就清空", "Ask for the number and correct it, or empty the cell"),
    ),
    "phone_area": (
        "CLEAN-phone-area",
        Text("{n} 个座机没有区号，如 {cell} “{old}”", "{n} landline numbers have no area code, such as {cell} “{old}”"),
        Text("补上区号，如 021-62345678", "Put the area code before it, such as 021-62345678"),
    ),
    "phone_several": (
        "CLEAN-several",
        Text(
            "{n} 格里有几个号码，没有动，如 {cell} “{old}”",
            "{n} cells hold several numbers and were left, such as {cell} “{old}”",
        ),
        Text("一格只留一个，另一个放到“手机”列", "Keep one a cell; put the other into a column of its own"),
    ),
    "email": (
        "CLEAN-email",
        Text("{n} 个邮箱不对，如 {cell} “{old}”", "{n} e-mail addresses are none, such as {cell} “{old}”"),
        Text("问清邮箱再改；没有就清空", "Ask for the address and correct it, or empty the cell"),
    ),
    "email_typo": (
        "CLEAN-email-typo",
        Text(
            "{n} 个邮箱像是打错了后缀，没有动，如 {cell} “{old}”",
            "{n} e-mail addresses seem mistyped and were left, such as {cell} “{old}”",
        ),
        Text("对一下后缀，如 .con 应为 .com", "Check the ending: .con is .com perhaps"),
    ),
    "email_several": (
        "CLEAN-several",
        Text(
            "{n} 格里有几个邮箱，没有动，如 {cell} “{old}”",
            "{n} cells hold several addresses and were left, such as {cell} “{old}”",
        ),
        Text("一格只留一个", "Keep one a cell"),
    ),
    "credit_code": (
        "CLEAN-credit-code",
        Text(
            "{n} 个统一社会信用代码的校验位不对，如 {cell} “{old}”",
            "{n} credit codes fail their check sign, such as {cell} “{old}”",
        ),
        Text("对照营业执照改；没有改动它们", "Compare with the business licence; they were not changed"),
    ),
}


def findings_of(
    whole: WholeList, summary: CleanSummary, same: Sequence[SameKey], agreeing: Consistency
) -> tuple[Problem, ...]:
    """All of them, the gate first."""
    places = RowPlaces(whole)
    place = Place(file=whole.sheets[0].file, sheet=whole.sheets[0].name) if whole.sheets else Place()
    return (
        *_gate(summary, place),
        *_left(summary),
        *(_ids(whole, places, same) if whole.records.table in PEOPLE else ()),
        *_same(whole, summary, places, same),
        *_contradictions(whole, places, agreeing),
        *_far(summary, place),
    )


def _gate(summary: CleanSummary, place: Place) -> Iterator[Problem]:
    told = summary.quality
    if told.gate or told.validity is None:
        return
    what = Text(
        "有效行只有 {share}（{bad} 行有错），低于门槛：这份名单先改再用",
        "only {share} of the rows are valid ({bad} are not): mend this list before using it",
    ).format(share=percent_text(told.validity), bad=f"{told.invalid_rows:,}")
    fix = Text(
        "按“没有动的”逐格改；门槛是计划里的 parameters.clean.valid_rows",
        "Correct the cells that were left; the limit is parameters.clean.valid_rows of the plan",
    )
    yield Problem("CLEAN-gate", "warning", what, fix, place)


def _left(summary: CleanSummary) -> Iterator[Problem]:
    """One for each reason why cells were left; reading has told of unreadable cells and days in the future."""
    for each in summary.left:
        if each.rule in _LEFT:
            code, what, fix = _LEFT[each.rule]
            cell = f"{each.column}{each.row}" if each.sheet else f"{each.header} {each.row}"
            where = Place(each.file, each.sheet, cell if each.sheet else None, None if each.sheet else each.row)
            yield Problem(
                code, "warning", what.format(n=f"{each.cells:,}", cell=cell, old=each.old), fix, where, each.old
            )


def _ids(whole: WholeList, places: RowPlaces, same: Sequence[SameKey]) -> Iterator[Problem]:
    """One id of customers with different names, and one customer (by an exact key) with different ids."""
    if not whole.records.has("id"):
        return
    if whole.records.has("name"):
        yield from _one_id(whole, places)
    two = [(group, ids) for group in same if len(ids := _distinct(places.value(at, 0) for at in group.rows)) > 1]
    if two:
        what = Text(
            "{n} 家客户有不同的编号（信用代码、电话或邮箱相同）：{ids}",
            "{n} customers have different ids (same credit code, phone or e-mail): {ids}",
        ).format(n=f"{len(two):,}", ids=names_of([" = ".join(ids) for _, ids in two]))
        fix = Text(
            "核对后合并：salesplan customers duplicates {file}（确是两家就不用管）",
            "Leave them if they are two; else compare and merge them: salesplan customers duplicates {file}",
        ).format(file=_typed(whole))
        yield Problem("CLEAN-two-ids", "warning", what, fix, places.place(two[0][0].rows[0], "id"))


def _one_id(whole: WholeList, places: RowPlaces) -> Iterator[Problem]:
    rows = whole.records.frame.select("name", id=plain(whole.records.frame, "id")).with_row_index("at")
    again = rows.filter(rows.get_column("id").is_duplicated())
    names: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for at, key, name in again.sort("at").select("at", "id", "name").iter_rows():
        if key is not None and name is not None:
            names[code_text(key)].setdefault(plain_name(name), at)
    wrong = {key: found for key, found in names.items() if len(found) > 1}
    if wrong:
        said = [
            f"{key} ({', '.join(str(places.value(at, 1)) for at in found.values())})" for key, found in wrong.items()
        ]
        what = Text("{n} 个编号用在了不同的客户上：{ids}", "{n} ids belong to different customers: {ids}")
        fix = Text(
            "给其中一家换个编号；是同一家就统一名称", "Give one of them another id, or write one name if they are one"
        )
        first = min(at for found in wrong.values() for at in found.values())
        yield Problem(
            "CLEAN-one-id",
            "warning",
            what.format(n=f"{len(wrong):,}", ids=names_of(said)),
            fix,
            places.place(first, "id"),
        )


def _distinct(values: Iterator[str | None]) -> list[str]:
    return list(dict.fromkeys(code_text(value) for value in values if value is not None))


def _same(whole: WholeList, summary: CleanSummary, places: RowPlaces, same: Sequence[SameKey]) -> Iterator[Problem]:
    if not same:
        return
    people = summary.table in PEOPLE
    what = Text(
        "{n} 行与前面的行是同一条记录（第 {rows} 行）", "{n} rows repeat an earlier record (rows {rows})"
    ).format(n=f"{summary.repeated:,}", rows=names_of("=".join(map(places.short, each.rows)) for each in same))
    fix = Text(
        "核对后合并：salesplan customers duplicates {file}",
        "Compare and merge them: salesplan customers duplicates {file}",
    )
    other = Text("确是重复就删去多余的行", "Take the spare rows out if they are the same")
    fix = fix.format(file=_typed(whole)) if people else other
    yield Problem("CLEAN-same", "warning", what, fix, places.place(same[0].rows[0]))


def _typed(whole: WholeList) -> str:
    """The list's file as people type it."""
    file = whole.sheets[0].file
    return f'"{file}"' if " " in file else file


def _contradictions(whole: WholeList, places: RowPlaces, agreeing: Consistency) -> Iterator[Problem]:
    """One for each pair of fields that contradict each other."""
    labels = table_fields(whole.records.table) if agreeing.found else {}
    for pair in dict.fromkeys(each.fields for each in agreeing.found):
        rows = [each.row for each in agreeing.found if each.fields == pair]
        shown = names_of([places.short(at) for at in rows])
        first = places.place(rows[0], pair[1])
        if pair[0] == "order_total":
            what = Text(
                "{n} 行的订单总额不等于各行金额之和（第 {rows} 行）",
                "{n} rows: the order's total is not the sum of its lines (rows {rows})",
            )
            fix = Text("对照原单改总额或漏掉的行", "Compare with the order: the total is wrong, or a line is missing")
            yield Problem("CLEAN-order-total", "warning", what.format(n=f"{len(rows):,}", rows=shown), fix, first)
            continue
        what = Text(
            "{n} 行的“{late}”早于“{early}”（第 {rows} 行）", "{n} rows have {late} before {early} (rows {rows})"
        ).format(n=f"{len(rows):,}", early=labels[pair[0]].header.label, late=labels[pair[1]].header.label, rows=shown)
        fix = Text("改正其中一个日期", "Correct one of the two dates")
        yield Problem("CLEAN-order-of-days", "warning", what, fix, first)


def _far(summary: CleanSummary, place: Place) -> Iterator[Problem]:
    labels = table_fields(summary.table) if summary.far else {}
    for each in summary.far:
        what = Text(
            "“{label}”有 {n} 个数离中位数 {median} 很远：{far}",
            "{label}: {n} figures lie far from the median {median}: {far}",
        ).format(
            label=labels[each.field].header.label,
            n=f"{each.cells:,}",
            median=each.median,
            far=names_of(each.furthest),
        )
        fix = Text(
            "看是不是多打了零；没错就不用管，没有改动它们",
            "See whether a zero is too many; leave them if they are right",
        )
        yield Problem("CLEAN-outliers", "note", what, fix, place)
