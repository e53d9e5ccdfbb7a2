"""How a check of the plan looks: what it came to, then the findings part by part, each with its line and correction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from salesplan.compute.plan.check_report import PARTS, CheckSummary, part_of
from salesplan.errors import RANK, Problem
from salesplan.model.plan.rule_areas import RULE_AREAS
from salesplan.model.result import Result
from salesplan.present.blocks import Blank, Block, Line, Screen
from salesplan.present.problems import MORE, marked_lines
from salesplan.present.sections import input_blocks, parameter_line, plan_heading
from salesplan.present.view import View
from salesplan.present.words import SEVERITIES, listed
from salesplan.text import Text

NAMES: dict[str, Text] = {
    "plan": Text("计划本身", "The plan itself"),
    "lists": Text("名单和日历", "Lists and calendar"),
    "parameters": Text("参数", "Parameters"),
    "goals": Text("目标", "Goals"),
    "swot": Text("SWOT", "SWOT"),
    "market": Text("市场", "Market"),
    "strategy": Text("策略", "Strategy"),
    "targets": Text("目标分解", "Targets"),
    "team": Text("团队", "Team"),
    "preparation": Text("准备", "Preparation"),
    "duties": Text("职责和培训", "Duties and training"),
    "commission": Text("提成", "Commission"),
}
LISTS: dict[str, Text] = {
    "customers": Text("客户名单", "a customer list"),
    "orders": Text("订单", "orders"),
    "deals": Text("商机", "deals"),
    "products": Text("产品清单", "a product list"),
    "reps": Text("人员名单", "a list of sales people"),
    "activities": Text("跟进记录", "activities"),
    "payments": Text("回款", "payments"),
}
_COUNTS = (
    (Text("{n} 处错误", "{n} error"), Text("{n} 处错误", "{n} errors")),
    (Text("{n} 处提醒", "{n} warning"), Text("{n} 处提醒", "{n} warnings")),
    (Text("{n} 条说明", "{n} note"), Text("{n} 条说明", "{n} notes")),
)
_COMPLETE = Text("还缺哪些部分：salesplan check --coverage", "what it still lacks: salesplan check --coverage")


def blocks(result: Result[CheckSummary], screen: Screen) -> Iterator[Block]:
    """The page: the conclusion, the findings by part of the plan, what was not checked, what was."""
    s = result.summary
    yield plan_heading(Text("检查计划   {file}", "The plan checked   {file}").format(file=s.file), result)
    yield Line(_conclusion(s), "bad" if s.errors else "warn" if s.warnings else "good")
    told = [p for p in result.findings if not (screen.quiet and p.severity == "note")]
    kept = _worst(told, screen.problems_shown)
    for part in PARTS:
        yield from _part(part, [p for p in kept if part_of(p) == part], told)
    if len(kept) < len(told):
        yield Blank()
        yield Line(MORE.format(n=len(told) - len(kept)), "dim")
    yield Blank()
    yield from _scope(result, screen)


def _conclusion(s: CheckSummary) -> Text:
    """``5 处错误、2 处提醒：目标 4 · SWOT 3``."""
    if not s.errors + s.warnings:
        clean = Text("✓ 没有发现错误，也没有要提醒的", "✓ no errors and no warnings")
        held = Text("{clean}；注释压下了 {n} 处", "{clean}; {n} are silenced by comments")
        return held.format(clean=clean, n=sum(s.silenced.values())) if s.silenced else clean
    parts = " · ".join(f"{NAMES[part]} {s.parts[part]}" for part in PARTS if part in s.parts)
    return Text("{counts}：{parts}", "{counts}: {parts}").format(counts=_counted(s.errors, s.warnings), parts=parts)


def _counted(errors: int, warnings: int, notes: int = 0) -> str:
    """``5 处错误、2 处提醒``, without what there is none of."""
    counts = zip(_COUNTS, (errors, warnings, notes), strict=True)
    return listed([str((one if n == 1 else many).format(n=n)) for (one, many), n in counts if n])


def _worst(findings: Sequence[Problem], limit: int | None) -> list[Problem]:
    """The findings that are shown, in their order: errors before warnings before notes where not all are."""
    if limit is None or len(findings) <= limit:
        return list(findings)
    worst = sorted(range(len(findings)), key=lambda at: RANK[findings[at].severity])[:limit]
    return [findings[at] for at in sorted(worst)]


def _part(part: str, kept: Sequence[Problem], told: Sequence[Problem]) -> Iterator[Block]:
    if not kept:
        return
    counts = Counter(problem.severity for problem in told if part_of(problem) == part)
    title = Text("{part}   {counts}", "{part}   {counts}").format(
        part=NAMES[part], counts=_counted(counts["error"], counts["warning"], counts["note"])
    )
    yield Blank()
    yield Line(title, "strong")
    yield from marked_lines(kept)


def _scope(result: Result[CheckSummary], screen: Screen) -> Iterator[Block]:
    """What the check covers: the rules, those without their list, those silenced, the day."""
    s = result.summary
    yield Line(_applied(s, result), "dim", wrap=True)
    for name, codes in s.not_applied.items():
        lacking = Text(
            "{n} 条规则没查，缺{list}（sources.{name}）：{codes}",
            "{n} rules not applied for lack of {list} (sources.{name}): {codes}",
        )
        yield Line(lacking.format(n=len(codes), list=LISTS[name], name=name, codes=listed(codes)), "warn")
    if s.waiting:
        waiting = Text(
            "{n} 处要等读不懂的值改好才能查", "{n} to be checked once the values are mended that cannot be read"
        )
        yield Line(waiting.format(n=s.waiting), "warn")
    if s.silenced:
        silenced = Text("计划里的注释压下 {n} 处：{codes}", "{n} silenced by comments in the plan: {codes}")
        told = listed([f"{code} {n}" for code, n in s.silenced.items()])
        yield Line(silenced.format(n=sum(s.silenced.values()), codes=told), "dim")
    if (code := _explained(result.findings)) is not None:
        hint = Text("为什么、怎么改：salesplan explain {code}", "why, with examples: salesplan explain {code}")
        yield Line(hint.format(code=code), "dim")
    elif not screen.quiet:
        yield Line(_COMPLETE, "dim")
    if screen.verbose:
        yield from input_blocks(result.inputs, screen)
    if screen.verbose and result.parameters:
        yield parameter_line(result)


def _applied(s: CheckSummary, result: Result[CheckSummary]) -> Text:
    """``查了 92 条规则，截止 2026-06-30：目标 SMART+C 31、SWOT 12``."""
    counts = Counter(code.partition("-")[0] for code in s.applied)
    areas = " · ".join(f"{name} {counts[area]}" for area, name in RULE_AREAS.items() if counts[area])
    told = Text("查了 {n} 条规则，截止 {day}：{areas}", "{n} rules applied as of {day}: {areas}")
    selected = next((p for p in result.parameters if p.name == "checks.select"), None)
    if selected is not None and isinstance(selected.value, tuple):
        told = Text(
            "只查了选的 {n} 条规则（{codes}），截止 {day}：{areas}",
            "only the {n} rules selected ({codes}) applied as of {day}: {areas}",
        ).format(codes=", ".join(selected.value))
    if not s.applied:
        told = Text("一条规则也没查，截止 {day}", "no rule was applied, as of {day}")
    return told.format(n=len(s.applied), day=result.as_of, areas=areas)


def _explained(findings: Sequence[Problem]) -> str | None:
    """The code of the worst finding."""
    return next((p.code for p in sorted(findings, key=lambda p: RANK[p.severity]) if p.severity != "note"), None)


VIEW = View(
    title=Text("检查计划", "The plan checked"),
    columns={
        "part": Text("部分", "Part"),
        "severity": Text("轻重", "Severity"),
        "file": Text("文件", "File"),
        "line": Text("行", "Line"),
        "key": Text("键", "Key"),
        "code": Text("代码", "Code"),
        "message": Text("问题", "Finding"),
        "fix": Text("怎么改", "Correction"),
        "value": Text("现在写的", "As written"),
    },
    labels={"part": NAMES, "parts": NAMES, "severity": SEVERITIES, "not_applied": LISTS},
    figures={
        "file": Text("计划文件", "Plan"),
        "errors": Text("错误", "Errors"),
        "warnings": Text("提醒", "Warnings"),
        "notes": Text("说明", "Notes"),
        "parts": Text("各部分的错误和提醒", "Errors and warnings by part"),
        "silenced": Text("被注释压下的", "Silenced by comments"),
        "not_applied": Text("缺名单没查的规则", "Rules that lack a list"),
        "applied": Text("查了的规则", "Rules applied"),
        "waiting": Text("要等改好才能查的", "To be checked later"),
    },
    located=True,
    whole=True,
    blocks=blocks,
)
