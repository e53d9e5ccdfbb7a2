"""The check of a report: every proposal has an owner and a day, every problem a proposal (methods.md 12.5)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from salesplan.compute.naming import names_of
from salesplan.compute.report.found import Found
from salesplan.compute.report.own_findings import own_findings
from salesplan.compute.report.proposals import answers
from salesplan.compute.report.statement import Statement
from salesplan.compute.report.statement_codes import ANSWERED, PROBLEMS
from salesplan.errors import Place, Problem
from salesplan.model.near import nearest
from salesplan.text import Text

_IN_MINUTES = Text("在会议纪要的这条行动里写上", "write it at this action in the minutes")


def findings_of(statements: Sequence[Statement], found: Found | None = None) -> Iterator[Problem]:
    """What is lacking, proposals first; ``found`` says which day it is, who is known, where the plan's part stands."""
    proposed = [each for each in statements if each.part == "proposal"]
    for each in proposed:
        if each.answers is not None and each.answers not in ANSWERED:
            yield _unknown(each)
        if each.owner is None:
            yield _lacks(each, "owner")
        if each.due is None:
            yield _lacks(each, "due")
    if found is not None:
        yield from own_findings(statements, found)
    due = next((each.due for each in proposed if each.origin == "rule" and each.due), None)
    for problem in (each for each in statements if each.part == "problem"):
        if not any(answers(each, problem) for each in proposed):
            yield _nothing_against(problem, due, found)


def _unknown(proposal: Statement) -> Problem:
    word = proposal.answers or ""
    near = nearest(word, ANSWERED) or _called(word)
    known = names_of([_with_word(code) for code in ANSWERED], shown=None)
    what = Text("汇报里没有 “{word}” 这种问题", "the report knows no problem “{word}”").format(word=word)
    fix = Text("可以写：{known}", "write one of these: {known}").format(known=known)
    if near:
        fix = Text("是 {near} 吗？可以写：{known}", "is it {near}? Write one of these: {known}").format(
            near=near, known=known
        )
    return Problem("REPORT-problem-unknown", "warning", what, fix, Place(key=f"{proposal.place}.problem"), word)


def _called(word: str) -> str | None:
    """The code of what somebody wrote in words."""
    codes = {name: code for code, words in ANSWERED.items() for name in (words.zh, words.en)}
    near = nearest(word, codes)
    return None if near is None else codes[near]


def _with_word(code: str) -> Text:
    return Text("{code}（{word}）", "{code} ({word})").format(code=code, word=ANSWERED[code])


def _lacks(proposal: Statement, what: str) -> Problem:
    """A proposal that nobody owns, or that has no day, comes to nothing."""
    told = {"text": proposal.text or ANSWERED.get(proposal.answers or "", "")}
    place = Place(key=f"{proposal.place}.{what}") if proposal.place else Place()
    if what == "owner":
        lacking = Text("建议“{text}”没有负责人", "nobody owns the proposal “{text}”").format(**told)
        fix = Text("在这条建议里加 owner: 姓名", "add owner: NAME to it")
    else:
        lacking = Text("建议“{text}”没写什么时候前做完", "the proposal “{text}” has no day it is due").format(**told)
        fix = Text("在这条建议里加 due: 日期，如 2026-07-31", "add due: DAY to it, such as 2026-07-31")
    code = f"REPORT-proposal-{what}"
    return Problem(code, "warning", lacking, _IN_MINUTES if proposal.origin == "minutes" else fix, place)


def _nothing_against(problem: Statement, due: date | None, found: Found | None) -> Problem:
    name = PROBLEMS[problem.code]
    if problem.about:
        name = Text("{name}（{about}）", "{name} ({about})").format(name=name, about=problem.about)
    what = Text("问题“{name}”没有对应的建议", "nothing is proposed against this problem: {name}").format(name=name)
    about = f", about: {json.dumps(problem.about, ensure_ascii=False)}" if problem.about else ""
    day = due.isoformat() if due else "2026-07-31"
    line = Text(
        "{{problem: {code}{about}, text: 做什么, owner: 谁, due: {due}}}",
        "{{problem: {code}{about}, text: WHAT, owner: WHO, due: {due}}}",
    ).format(code=problem.code, about=about, due=day)
    told = _where(found).format(line=line)
    return Problem("REPORT-no-proposal", "warning", what, told, Place(key="report.proposals"), problem.code)


def _where(found: Found | None) -> Text:
    """Where a proposal is to stand: in the file that has the report's part; a second ``report:`` would be no plan."""
    if found is None or found.written is None:
        return Text(
            "在 plan.yaml 最后加一行（改成你的话、人和日期）：report: {{proposals: [{line}]}}",
            "add this line at the end of plan.yaml, in your own words: report: {{proposals: [{line}]}}",
        )
    if found.plan.report.proposals:
        words = Text(
            "在 {file} 的 report: 下的 proposals: 里加一行（改成你的话、人和日期）：- {line}",
            "add this line under proposals: of report: in {file}, in your own words: - {line}",
        )
    else:
        words = Text(
            "在 {file} 的 report: 下加一行（改成你的话、人和日期）：proposals: [{line}]",
            "add this line under report: in {file}, in your own words: proposals: [{line}]",
        )
    return words.format(file=found.written)
