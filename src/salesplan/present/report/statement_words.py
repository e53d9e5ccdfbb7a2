"""How the statements of the report read: conclusion, problems and chances, proposals, decisions."""

from __future__ import annotations

from collections.abc import Mapping

from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.statement import Statement
from salesplan.model.result import Result
from salesplan.present.blocks import Screen, Tone
from salesplan.present.numbers import amount, percent
from salesplan.present.report.parts import ReportPart, Said
from salesplan.text import Text

COLUMNS: Mapping[str, Text] = {
    "part": Text("部分", "Part"),
    "code": Text("说的是什么", "What"),
    "about": Text("对象", "About"),
    "amount": Text("金额", "Amount"),
    "target": Text("目标", "Target"),
    "rate": Text("比率", "Rate"),
    "before": Text("原来", "Before"),
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
    "effect": Text("效果", "Effect"),
}
LABELS: Mapping[str, Mapping[str, Text]] = {
    "part": {
        "conclusion": Text("结论", "conclusion"),
        "problem": Text("问题", "problem"),
        "chance": Text("机会", "chance"),
        "proposal": Text("建议", "proposal"),
        "decision": Text("请领导定", "decision"),
        "next": Text("下期", "next period"),
    },
    "light": {"green": Text("绿", "green"), "amber": Text("黄", "amber"), "red": Text("红", "red")},
}
_TONES: Mapping[str, Tone] = {"green": "green", "amber": "amber", "red": "red"}


def conclusion_of(result: Result[ReportSummary], screen: Screen) -> tuple[Said, ...]:
    """The lines of the conclusion."""
    rows = [Statement(**row) for row in result.rows.records()]  # type: ignore[arg-type] # a row is a statement's fields
    return tuple(
        Said(_sentence(each, screen), _TONES.get(each.light or "", ""), each.evidence or "")
        for each in rows
        if each.part == "conclusion"
    )


def _sentence(told: Statement, screen: Screen) -> Text:
    line = Text("到期末完成 {actual}，目标 {target}，达成 {rate}", "{actual} of {target} ({rate})")
    rate = percent(told.rate)
    return line.format(actual=amount(told.amount, screen.unit), target=amount(told.target, screen.unit), rate=rate)


def statement_parts(result: Result[ReportSummary], screen: Screen) -> tuple[ReportPart, ...]:
    """The sections of problems and chances, proposals, decisions."""
    return ()
