"""How the statements of the report read: conclusion, problems and chances, proposals, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import cast

from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.statement import Statement
from salesplan.compute.report.statement_codes import ANSWERED
from salesplan.model.result import Result
from salesplan.model.table import ColumnSpec, Kind, Table, Value
from salesplan.present.blocks import Line, Screen, Tone
from salesplan.present.lights import LIGHT_WORDS, light_of
from salesplan.present.numbers import Unit, day, whole_amount
from salesplan.present.report.parts import Item, ReportPart, ReportTable, Said
from salesplan.present.report.statement_sentences import sentence
from salesplan.present.report.table_parts import columns_of
from salesplan.present.views.sales_pvm import STEP_WORDS
from salesplan.text import Text

COLUMNS: Mapping[str, Text] = {
    "part": Text("部分", "Part"),
    "code": Text("说的是什么", "What"),
    "about": Text("对象", "About"),
    "amount": Text("金额", "Amount"),
    "target": Text("目标", "Target"),
    "rate": Text("比率", "Rate"),
    "before": Text("原来", "Before"),
    "landing": Text("预计", "Landing"),
    "landing_rate": Text("预计达成率", "Landing rate"),
    "hours": Text("小时", "Hours"),
    "count": Text("个数", "Count"),
    "of": Text("总数", "Of"),
    "on": Text("日期", "Day"),
    "names": Text("名单", "Names"),
    "text": Text("原文", "Text"),
    "light": Text("灯", "Light"),
    "evidence": Text("依据", "Evidence"),
    "answers": Text("针对", "Answers"),
    "origin": Text("来源", "Origin"),
    "owner": Text("负责人", "Owner"),
    "due": Text("期限", "Due"),
    "cost": Text("费用", "Cost"),
    "effect": Text("预计带来", "Effect"),
    "place": Text("在计划里的位置", "Place in the plan"),
}
_SAID: Mapping[str, Text] = {
    "result": Text("业绩", "Result"),
    "sold": Text("销售", "Sales"),
    **{f"cause_{step}": Text("原因：{step}", "Cause: {step}").format(step=word) for step, word in STEP_WORDS.items()},
    "standing": Text("谁多谁少", "Who is ahead and behind"),
    "goals_red": Text("亮红灯的目标", "Goals in red"),
    "customers": Text("客户", "Customers"),
    "pipeline": Text("商机", "Deals"),
    "people": Text("人员", "People"),
    "decide": Text("要定的事", "Decisions"),
    "planned": Text("计划里的建议", "Proposal of the plan"),
    "agreed": Text("会议定的行动", "Action of a meeting"),
    "strategy": Text("SWOT 策略", "Strategy of the SWOT"),
    "next_step": Text("本人下一步", "Next step"),
    "win_back": Text("争取回来", "Win back"),
    "wake": Text("回访", "Visit"),
    "decide_deals": Text("过期商机", "Overdue deals"),
    "answer": Text("超时投诉", "Late complaints"),
    "asked": Text("请领导定", "Asked"),
    "approve": Text("批准费用", "Approve the cost"),
    "commitments": Text("认可承诺", "Agree to commitments"),
}
ORIGINS: Mapping[str, Text] = {
    "plan": Text("计划", "plan"),
    "minutes": Text("会议", "meeting"),
    "swot": Text("SWOT 策略", "SWOT strategy"),
    "rule": Text("按规则", "by rule"),
}
LABELS: Mapping[str, Mapping[str, Text]] = {
    "part": {
        "conclusion": Text("结论", "conclusion"),
        "problem": Text("问题", "problem"),
        "chance": Text("机会", "chance"),
        "proposal": Text("建议", "proposal"),
        "decision": Text("请领导定", "decision"),
    },
    "code": {**ANSWERED, **_SAID},
    "answers": ANSWERED,
    "light": LIGHT_WORDS,
    "origin": ORIGINS,
}
_PROPOSALS: Mapping[str, Kind] = {
    "no": "integer",
    **dict.fromkeys(("what", "against", "owner"), "text"),
    "due": "date",
    **dict.fromkeys(("cost", "effect"), "amount"),
    "origin": "code",
}
_TITLES: Mapping[str, Text] = {
    "no": Text("序号", "No."),
    "what": Text("做什么", "What"),
    "against": Text("针对", "Against"),
    "owner": COLUMNS["owner"],
    "due": COLUMNS["due"],
    "cost": COLUMNS["cost"],
    "effect": COLUMNS["effect"],
    "origin": COLUMNS["origin"],
}


def conclusion_of(result: Result[ReportSummary], screen: Screen) -> tuple[Said, ...]:
    """The lines of the conclusion."""
    decided = _of(result, "decision")
    first = sentence(decided[0], screen.unit) if decided else ""
    return tuple(_said(_of(result, "conclusion"), screen.unit, first=first))


def statement_parts(result: Result[ReportSummary], screen: Screen) -> tuple[ReportPart, ...]:
    """The sections of problems and chances, proposals, decisions; those with nothing to say are left out."""
    proposed, decided = _of(result, "proposal"), _of(result, "decision")
    parts = (
        ReportPart("problems", Text("问题和机会", "Problems and chances"), tuple(_points(result, screen))),
        ReportPart("proposals", Text("建议", "Proposals"), _proposals(proposed, screen.unit)),
        ReportPart("decisions", Text("请领导定的事", "Decisions wanted"), _decisions(decided, screen.unit)),
    )
    return tuple(part for part in parts if part.items)


def _of(result: Result[ReportSummary], part: str) -> list[Statement]:
    """The statements of one part."""
    rows = (row for row in result.rows.records() if row["part"] == part)
    return [Statement(**cast("dict[str, object]", row)) for row in rows]  # type: ignore[arg-type] # rows of statements


def _said(statements: Iterable[Statement], unit: Unit, tone: Tone = "", first: Text | str = "") -> Iterator[Said]:
    for each in statements:
        yield Said(sentence(each, unit, first), light_of(each.light) or tone, each.evidence or "")


def _points(result: Result[ReportSummary], screen: Screen) -> Iterator[Item]:
    """The problems, then the chances, each under its heading; in detail with the codes that a proposal may name."""
    groups: tuple[tuple[Text, str, Tone], ...] = (
        (Text("问题", "Problems"), "problem", "amber"),
        (Text("机会", "Chances"), "chance", "green"),
    )
    for title, part, tone in groups:
        if told := _of(result, part):
            yield Line(title, "strong")
            said = _said(told, screen.unit, tone)
            yield from (_with_code(*each) for each in zip(said, told, strict=True)) if screen.verbose else said


def _with_code(said: Said, told: Statement) -> Said:
    return replace(said, text=Text("{said} ({code})", "{said} ({code})").format(said=said.text, code=told.code))


def _proposals(proposed: Sequence[Statement], unit: Unit) -> tuple[Item, ...]:
    """What is proposed against what, by whom until when; columns that nobody fills are left out."""
    if not proposed:
        return ()
    columns = tuple(ColumnSpec(key, kind) for key, kind in _PROPOSALS.items())
    rows = Table(columns, tuples=[_proposal(at, each, unit) for at, each in enumerate(proposed, start=1)])
    shown = columns_of(rows, _TITLES, {"origin": ORIGINS})
    money = frozenset(column.key for column in shown if column.kind == "amount")
    totals: dict[str, Value] = {
        key: sum(value for each in proposed if (value := getattr(each, key)) is not None) for key in sorted(money)
    }
    return (ReportTable("proposals", Text("建议", "Proposals"), shown, rows, totals, money),)


def _proposal(number: int, each: Statement, unit: Unit) -> tuple[Value, ...]:
    against = ANSWERED.get(each.answers or "", each.answers)
    if against and each.about:
        against = Text("{name}：{about}", "{name}: {about}").format(name=against, about=each.about)
    told = sentence(each, unit)
    if each.light == "red":
        told = Text("逾期：{what}", "overdue: {what}").format(what=told)
    return (number, told, against, each.owner, each.due, each.cost, each.effect, each.origin)


def _decisions(decided: Sequence[Statement], unit: Unit) -> tuple[Item, ...]:
    return tuple(Said(_decision(each, unit), "", each.evidence or "") for each in decided)


def _decision(each: Statement, unit: Unit) -> Text | str:
    """What is to be decided, with what it costs, who decides and by when."""
    told = sentence(each, unit)
    if each.code == "approve":
        told = Text("批准：{what}", "approve: {what}").format(what=told)
    notes: list[Text | str] = []
    if each.cost is not None:
        notes.append(Text("费用 {cost}", "cost {cost}").format(cost=whole_amount(each.cost, unit)))
    if each.effect is not None:
        notes.append(Text("预计带来 {effect}", "to bring {effect}").format(effect=whole_amount(each.effect, unit)))
    if each.owner:
        notes.append(each.owner)
    if each.due is not None:
        notes.append(Text("{day} 前", "by {day}").format(day=day(each.due)))
    if not notes:
        return told
    listed = str(Text("，", ", ")).join(str(note) for note in notes)
    return Text("{what}（{notes}）", "{what} ({notes})").format(what=told, notes=listed)
