"""How possible duplicates look: how many rows may go, group by group with evidence, what was kept apart and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from salesplan.compute.cleaning.duplicates import DuplicatesSummary
from salesplan.compute.cleaning.review_columns import DECISIONS, TITLES
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import integer
from salesplan.present.sections import more_lines, page_start, parameter_line, problem_blocks
from salesplan.present.view import View
from salesplan.present.words import listed
from salesplan.text import Text

SHOWN = 12
"""Groups on the page unless all are asked for."""
APART_SHOWN = 5
EVIDENCE: dict[str, Text] = {
    "same_id": Text("编号相同", "same id"),
    "same_code": Text("信用代码相同", "same credit code"),
    "same_phone": Text("电话相同", "same phone"),
    "same_email": Text("邮箱相同", "same e-mail"),
    "name_equal": Text("名称相同", "same name"),
    "name_sound": Text("有同音字", "a character of the same sound"),
    "name_look": Text("有形近字", "a character that looks the same"),
    "name_missing": Text("少一个字", "a character is missing"),
    "name_swapped": Text("两字颠倒", "two characters changed places"),
    "name_wrong": Text("错一个字", "a wrong character"),
    "name_near": Text("名称相近", "names are close"),
    "trade_part": Text("行业词简写", "trade shortened"),
    "trade_left_out": Text("没写行业词", "trade left out"),
    "region_equal": Text("同一地区", "same region"),
    "region_one_sided": Text("一家没写地区", "region in one only"),
}
DOUBTS: dict[str, Text] = {
    "other_name": Text("名称完全不同", "names have nothing in common"),
    "other_brand": Text("字号不同", "another brand"),
    "other_trade": Text("行业词不同", "another trade"),
    "other_branch": Text("分支机构不同", "another branch"),
    "other_number": Text("编号（第几）不同", "another number in the name"),
    "other_region": Text("地区不同", "another region"),
    "other_code": Text("信用代码不同", "another credit code"),
}
ROLES = {"keep": Text("保留", "keep"), "check": Text("核对", "check")}


def blocks(result: Result[DuplicatesSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield from page_start(VIEW.title, result, screen)
    yield from _conclusion(s)
    yield from _groups(result, screen)
    yield from _apart(s, screen)
    yield from problem_blocks(result.findings, screen)
    if not screen.quiet:
        yield from _next_step(result)
        yield Blank()
        yield parameter_line(result)


def _conclusion(s: DuplicatesSummary) -> Iterator[Block]:
    """How many rows may go, how sure that is, and what is wrong with ids."""
    if not s.groups:
        yield Line(Text("没有发现重复的客户", "no customer seems to stand in the list twice"), "good")
    else:
        told = Text(
            "{customers} 家客户里，{groups} 组共 {rows} 行可能是同一家，核对后最多可少 {fewer} 行",
            "of {customers} customers {rows} rows in {groups} groups may be one each: up to {fewer} rows fewer",
        )
        figures = {"customers": s.customers, "groups": s.groups, "rows": s.rows, "fewer": s.fewer}
        yield Line(told.format(**{key: integer(n) for key, n in figures.items()}), "strong")
        how = Text(
            "{key} 组有相同的信用代码、电话、邮箱或编号，{name} 组只是名称像",
            "{key} groups share a credit code, phone, e-mail or id, {name} are alike by name only",
        )
        yield Line(how.format(key=integer(s.by_key), name=integer(s.by_name)))
    if s.several_ids:
        told = Text("{n} 组是一家客户用了几个编号", "in {n} groups one customer has several ids")
        yield Line(told.format(n=integer(s.several_ids)), "warn")
    if s.one_id:
        told = Text("{n} 个编号下有不同的客户，见下", "{n} ids stand for different customers, see below")
        yield Line(told.format(n=integer(s.one_id)), "warn")
    if s.decided:
        told = Text(
            "{n} 对以前核对过不是同一家，不再列出", "{n} pairs were decided to be different and are not put up again"
        )
        yield Line(told.format(n=integer(s.decided)), "dim")


def _groups(result: Result[DuplicatesSummary], screen: Screen) -> Iterator[Block]:
    """The groups, the customer to keep first in each, the evidence beside the others."""
    if not result.summary.groups:
        return
    shown = None if screen.all_rows else SHOWN
    members = [row for row in result.rows.records() if shown is None or int(str(row["group"])) <= shown]
    with_id = any(row["id"] for row in members)
    heads = (
        Head(TITLES["group"], "right"),
        Head(TITLES["role"]),
        Head(TITLES["row"], "right"),
        *((Head(TITLES["id"], shrink=True),) if with_id else ()),
        Head(TITLES["name"], shrink=True),
        Head(TITLES["likeness"], "right"),
        Head(Text("依据与疑点", "Evidence and doubts"), shrink=True),
    )
    yield Blank()
    yield Grid(heads, tuple(_row(row, with_id=with_id) for row in members))
    if shown is not None and result.summary.groups > shown:
        yield from more_lines(result.summary.groups - shown, Text("组", "more groups"))


def _row(row: Mapping[str, Value], *, with_id: bool) -> tuple[Content, ...]:
    keep, alike = row["role"] == "keep", row["likeness"]
    return (
        str(row["group"]) if keep else "",
        Cell(ROLES[str(row["role"])], "good" if keep else ""),
        str(row["row"]),
        *((str(row["id"] or ""),) if with_id else ()),
        str(row["name"] or ""),
        f"{alike:.2f}" if isinstance(alike, Decimal) else "",
        "" if keep else _why(row),
    )


def _why(row: Mapping[str, Value]) -> str:
    """What speaks for one customer; behind it, after a semicolon, what against."""
    good = listed([str(EVIDENCE[each]) for each in _codes(row["evidence"])])
    bad = listed([str(DOUBTS[each]) for each in _codes(row["doubts"])])
    return f"{good}{Text('；但', '; but ')}{bad}" if bad else good


def _codes(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _apart(s: DuplicatesSummary, screen: Screen) -> Iterator[Block]:
    """What looks alike and was not put up, with the reason."""
    if not s.apart:
        return
    told = Text("另有 {n} 对名称像、按不同的客户处理：", "{n} pairs look alike and were taken for different customers:")
    yield Blank()
    yield Line(told.format(n=integer(s.apart)), "dim")
    count = len(s.apart_examples) if screen.all_rows else APART_SHOWN
    for pair in s.apart_examples[:count]:
        line = Text("  {one} / {other}：{why}", "  {one} / {other}: {why}")
        why = listed([str(DOUBTS[each]) for each in pair.reasons])
        yield Line(line.format(one=pair.name, other=pair.other_name, why=why), "dim")


def _next_step(result: Result[DuplicatesSummary]) -> Iterable[Block]:
    """What to type next, whole: the list that was read, too."""
    if not result.summary.groups:
        return
    files = dict.fromkeys(each.file for each in result.inputs if each.table == "customers")
    named = " ".join(f'"{file}"' if " " in file else file for file in files)
    yield Blank()
    yield Line(
        Text(
            "核对：加 -o review.xlsx，在“决定”一列选 合并、不是 或 保留；然后",
            "To decide: -o review.xlsx, choose merge, different or keep there; then",
        )
    )
    yield Line(f"  salesplan customers duplicates {named} --apply review.xlsx -o merged.xlsx")


def _labels() -> dict[str, Mapping[str, Text]]:
    return {"decision": DECISIONS, "role": ROLES, "evidence": EVIDENCE, "doubts": DOUBTS, "reasons": DOUBTS}


VIEW: View = View(
    title=Text("重复客户", "Duplicate customers"),
    columns=TITLES,
    labels=_labels(),
    choices={"decision": tuple(DECISIONS)},
    figures={
        "customers": Text("客户数", "Customers"),
        "groups": Text("可能重复的组", "Groups that may be one customer"),
        "rows": Text("这些组共几行", "Rows in them"),
        "fewer": Text("最多可少几行", "Rows that may go"),
        "by_key": Text("有相同代码、电话、邮箱或编号的组", "Groups that share a code, phone, e-mail or id"),
        "by_name": Text("只是名称像的组", "Groups alike by name only"),
        "several_ids": Text("一家几个编号的组", "Groups with several ids"),
        "one_id": Text("几家用一个编号的编号数", "Ids that stand for several customers"),
        "apart": Text("像但分开的对数", "Pairs kept apart"),
        "decided": Text("已核对为不同的对数", "Pairs decided to be different"),
        "nameless": Text("名称说明不了是谁的行", "Rows whose name says nothing"),
        "apart_examples": Text("像但分开的例子", "Pairs kept apart, examples"),
        "name": Text("一家", "One"),
        "other_name": Text("另一家", "Other"),
        "reasons": Text("原因", "Reasons"),
    },
    blocks=blocks,
)
