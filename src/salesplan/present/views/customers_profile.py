"""How the files of customers look: whom to ask for what first, which fields are empty, and whose customers they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from salesplan.compute.customers.care.profile_page import CellValidity, FieldFill, OwnerFiles, ProfileSummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import as_decimal, integer, percent, whole_amount
from salesplan.present.safe import cut
from salesplan.present.sections import (
    more_lines,
    page_end,
    page_start,
)
from salesplan.present.view import View
from salesplan.present.words import MORE_PEOPLE, called, listed
from salesplan.text import Text

SHOWN = 10
"""Files to complete that are shown unless all are asked for."""
ASKED = 5
"""Missing fields that are named; of more their number is told."""
FIELDS: dict[str, Text] = {
    "name": Text("名称", "name"),
    "contact": Text("联系人", "contact"),
    "reach": Text("电话或邮箱", "phone or e-mail"),
    "occupation": Text("行业或职业", "industry"),
    "region": Text("区域", "region"),
    "needs": Text("需求", "needs"),
    "preferences": Text("偏好", "preferences"),
    "background": Text("背景", "background"),
    "decision_role": Text("决策角色", "decision role"),
    "purchase_history": Text("购买记录", "purchase history"),
    "feedback": Text("反馈", "feedback"),
    "interests": Text("兴趣", "interests"),
    "social_accounts": Text("社交账号", "social accounts"),
    "interaction_log": Text("互动记录", "interaction log"),
}
KINDS: dict[str, Text] = {
    "phone": Text("电话、手机", "phones"),
    "email": Text("邮箱", "e-mails"),
    "date": Text("日期", "dates"),
    "credit_code": Text("信用代码", "credit codes"),
}
BY: dict[str, Text] = {
    "updated": Text("更新日期", "day of update"),
    "last_contact": Text("最近跟进", "last contact"),
    "activity": Text("跟进记录", "contacts"),
}
NOBODY = Text("没有负责人", "no owner")


def blocks(result: Result[ProfileSummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield from page_start(VIEW.title, result, screen)
    yield from _conclusion(s, screen)
    yield from _first(result, screen)
    yield Blank()
    yield _fields(s)
    yield from _validity(s)
    yield from _owners(s, screen)
    yield from page_end(result, screen)


def _conclusion(s: ProfileSummary, screen: Screen) -> Iterator[Block]:
    """How complete the files are, how many are below the target and what they are worth, how fresh."""
    reached = s.completeness is not None and s.completeness >= s.target
    told = Text(
        "{n} 家客户，档案平均完整 {share}（目标 {target}）",
        "{n} customers, files {share} complete on average (target {target})",
    )
    words = {"n": integer(s.customers), "share": percent(s.completeness), "target": percent(s.target, 0)}
    yield Line(told.format(**words), "good" if reached else "strong")
    if s.below_target:
        told = Text("{n} 家低于目标（{share}）{worth}", "{n} are below the target ({share}){worth}")
        share = percent(s.below_share)
        yield Line(told.format(n=integer(s.below_target), share=share, worth=_worth(s, screen)), "warn")
    else:
        yield Line(Text("家家都达到目标", "every one reaches the target"), "good")
    if s.missing_columns and s.reachable < s.target:
        told = Text(
            "名单少 {n} 列，填满也只到 {share}：先加列，或在计划里把用不着的权重设为 0（见下面的说明）",
            "The list lacks {n} columns: full files reach {share} only. Add them, or set weights to 0 (see the notes)",
        )
        yield Line(told.format(n=len(s.missing_columns), share=percent(s.reachable)), "warn", wrap=True)
    yield _freshness(s)


def _worth(s: ProfileSummary, screen: Screen) -> Text | str:
    if not s.value_below:
        return ""
    return Text("，共 {amount}", ", worth {amount}").format(amount=whole_amount(s.value_below, screen.unit))


def _freshness(s: ProfileSummary) -> Line:
    if s.fresh_share is None:
        return Line(
            Text("不知道档案新不新：没有更新、跟进、下单的日期", "no days of update, contact or order: age unknown"),
            "dim",
        )
    by = listed([f"{BY[day]} {integer(n)}" for day, n in s.fresh_by.items()])
    told = Text("{share} 是新的（{n} 家；看的是：{by}）", "{share} are fresh ({n}; by {by})")
    return Line(told.format(share=percent(s.fresh_share), n=integer(s.fresh), by=by))


def _first(result: Result[ProfileSummary], screen: Screen) -> Iterator[Block]:
    """The most valuable files below the target, with what to ask for."""
    s = result.summary
    if not s.below_target:
        return
    count = s.below_target if screen.all_rows else min(SHOWN, s.below_target)
    rows = list(result.rows.records(0, count))
    amounts = [row["amount"] for row in rows if row["amount"] is not None]
    unit = screen.fitting(amounts).unit
    heads = (
        Head(Text("先补这几家", "Complete these first"), shrink=True),
        Head(Text("负责人", "Owner"), shrink=True),
        *((Head(Text("金额", "Amount"), "right"),) if amounts else ()),
        Head(Text("完整", "Complete"), "right"),
        Head(Text("还缺", "Missing"), shrink=True),
    )
    lacking = {field.field for field in s.fields if field.known}
    yield Blank()
    yield Grid(
        heads,
        tuple(
            (
                called(row["id"], row["name"]),
                str(row["owner"] or ""),
                *((whole_amount(as_decimal(row["amount"]), unit),) if amounts else ()),
                Cell(percent(as_decimal(row["completeness"])), "warn"),
                _asked(row["missing"], lacking),
            )
            for row in rows
        ),
    )
    if count < s.below_target:
        more = Text(
            "还有 {n} 家，加 --all 全部列出，或 -o 档案.xlsx", "{n} more; --all lists every one, or -o files.xlsx"
        )
        yield Line(more.format(n=integer(s.below_target - count)), "dim")


def _asked(missing: Value, lacking: set[str]) -> str:
    """The empty fields that the list has by name; those it has no column for by their number."""
    fields = str(missing or "").split()
    names = [str(FIELDS[field]) for field in fields if field in lacking]
    absent = len(fields) - len(names)
    if not absent:
        return listed(names, ASKED)
    more = Text("{n} 项没有列", "{n} without a column").format(n=absent)
    if not names:
        return str(more)
    return str(Text("{names}；另 {more}", "{names}; {more}").format(names=listed(names, ASKED), more=more))


def _fields(s: ProfileSummary) -> Grid:
    heads = (
        Head(Text("档案项", "Field")),
        Head(Text("权重", "Weight"), "right"),
        Head(Text("填了", "Filled"), "right"),
        Head(Text("占比", "Share"), "right"),
        Head(""),
    )
    return Grid(heads, tuple(_field(each) for each in s.fields))


def _field(each: FieldFill) -> tuple[Content, ...]:
    if not each.known:
        return (FIELDS[each.field], f"{each.weight:f}", "0", "", Cell(Text("名单没有这一列", "no such column"), "dim"))
    return (
        FIELDS[each.field],
        f"{each.weight:f}",
        integer(each.filled),
        percent(each.share),
        Bar(each.share, width=12, track=True),
    )


def _validity(s: ProfileSummary) -> Iterator[Block]:
    if not s.validity:
        return
    heads = (
        Head(Text("格式对不对", "Well formed")),
        Head(Text("填了", "Filled"), "right"),
        Head(Text("有错", "Wrong"), "right"),
        Head(Text("对的", "Right"), "right"),
        Head(Text("例如", "Such as"), shrink=True),
    )
    yield Blank()
    yield Grid(heads, tuple(_valid(each) for each in s.validity))


def _valid(each: CellValidity) -> tuple[Content, ...]:
    wrong = Cell(integer(each.wrong), "warn" if each.wrong else "")
    return (
        KINDS[each.kind],
        integer(each.cells),
        wrong,
        percent(each.share),
        listed([cut(e, 30) for e in each.examples]),
    )


def _owners(s: ProfileSummary, screen: Screen) -> Iterator[Block]:
    if not any(each.owner for each in s.owners):
        return
    shown: tuple[OwnerFiles, ...] = s.owners if screen.all_rows else s.owners[: 2 * SHOWN]
    heads = (
        Head(Text("负责人", "Owner"), shrink=True),
        Head(Text("客户数", "Customers"), "right"),
        Head(Text("平均完整", "Complete"), "right"),
        Head(""),
        Head(Text("低于目标", "Below target"), "right"),
        Head(Text("新的", "Fresh"), "right"),
    )
    yield Blank()
    yield Grid(heads, tuple(_owner(each) for each in shown))
    yield from more_lines(len(s.owners) - len(shown), MORE_PEOPLE)


def _owner(each: OwnerFiles) -> tuple[Content, ...]:
    return (
        each.owner if each.owner is not None else Cell(NOBODY, "dim"),
        integer(each.customers),
        percent(each.completeness),
        Bar(each.completeness, width=12, track=True),
        integer(each.below_target),
        integer(each.fresh),
    )


def words_of(result: Result[ProfileSummary]) -> Mapping[str, Mapping[str, Text]]:
    """Each combination of missing fields that occurs, in words."""
    frame = result.rows.frame
    if frame is None:
        return {}
    combos = frame.get_column("missing").drop_nulls().unique().to_list()
    return {"missing": {combo: _in_words(combo.split()) for combo in sorted(combos)}}


def _in_words(fields: list[str]) -> Text:
    return Text("{zh}", "{en}").format(
        zh="、".join(FIELDS[field].zh for field in fields), en=", ".join(FIELDS[field].en for field in fields)
    )


VIEW = View(
    title=Text("客户档案", "Customer files"),
    columns={
        "row": Text("行", "Row"),
        "id": Text("客户编号", "Customer ID"),
        "name": Text("客户名称", "Customer name"),
        "owner": Text("负责人", "Owner"),
        "tier": Text("价值等级", "Value tier"),
        "amount": Text("金额", "Amount"),
        "completeness": Text("完整度", "Completeness"),
        "below_target": Text("低于目标", "Below target"),
        "missing": Text("还缺", "Missing"),
        "fresh": Text("新的", "Fresh"),
        "fresh_by": Text("新旧看哪个日期", "Age by"),
        "fresh_date": Text("最近的日期", "Last touched"),
        "age_days": Text("距今天数", "Days since"),
        **{f"has_{field}": label for field, label in FIELDS.items()},
    },
    labels={"fresh_by": BY, "field": FIELDS, "kind": KINDS, "missing_columns": FIELDS},
    figures={
        "customers": Text("客户数", "Customers"),
        "target": Text("完整度目标", "Target"),
        "completeness": Text("平均完整度", "Mean completeness"),
        "below_target": Text("低于目标", "Below the target"),
        "below_share": Text("低于目标占比", "Share below the target"),
        "value_below": Text("低于目标的金额", "Amount below the target"),
        "value_total": Text("金额合计", "Amount"),
        "fresh": Text("新的", "Fresh"),
        "fresh_share": Text("新的占比", "Share fresh"),
        "dated": Text("有日期的", "With a day"),
        "fresh_by": Text("新旧看哪个日期", "Age by"),
        "fields": Text("档案项", "Fields"),
        "field": Text("档案项", "Field"),
        "weight": Text("权重", "Weight"),
        "filled": Text("填了", "Filled"),
        "share": Text("占比", "Share"),
        "known": Text("名单里有", "In the list"),
        "validity": Text("格式对不对", "Well formed"),
        "kind": Text("种类", "Kind"),
        "cells": Text("填了", "Filled"),
        "wrong": Text("有错", "Wrong"),
        "examples": Text("例如", "Such as"),
        "owners": Text("负责人", "Owners"),
        "owner": Text("负责人", "Owner"),
        "missing_columns": Text("名单没有的列", "Columns the list lacks"),
        "reachable": Text("现有的列最多到", "Most that its columns allow"),
    },
    words_of=words_of,
    whole=True,
    blocks=blocks,
)
