"""The report of the example company: every claim has its table, nothing is said twice, what is lacking is found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from salesplan.api.plan_places import in_plan
from salesplan.api.report import report
from salesplan.api.setting import setting
from salesplan.compute.report.conclusion import LINES
from salesplan.compute.report.found import Found
from salesplan.compute.report.proposals import proposals
from salesplan.compute.report.statement_findings import findings_of
from salesplan.model.period_words import begun_period
from salesplan.present.blocks import Screen
from salesplan.present.numbers import unit_named
from salesplan.present.report.parts import Report, Said
from salesplan.present.report.whole import report_of

DAY = date(2026, 6, 30)


def said(whole: Report) -> Iterator[Said]:
    yield from whole.conclusion
    for part in whole.parts:
        yield from (item for item in part.items if isinstance(item, Said))


def test_the_example_says_what_its_tables_show(company: Path) -> None:
    """One report of the company of the example."""
    found = report("2026-06", setting(as_of=DAY))
    whole = report_of(found, Screen(100, unit_named(None)))
    told = list(said(whole))
    tables = {table.name for table in whole.tables()}
    assert {each.evidence for each in told if each.evidence} <= tables
    assert 3 <= len(whole.conclusion) <= LINES
    claims = [each for each in told if each.tone]
    assert claims
    assert all(each.evidence for each in claims)
    assert len({str(each.text) for each in told}) == len(told)
    rows = list(found.rows.records())
    problems = [(row["code"], row["about"]) for row in rows if row["part"] == "problem"]
    assert len(set(problems)) == len(problems)
    assert all(row["owner"] and row["due"] for row in rows if row["part"] == "proposal")
    assert not any(problem.code.startswith("REPORT-proposal") for problem in found.findings)


def test_a_proposal_without_owner_is_found_in_its_line(company: Path) -> None:
    """The plan includes the file: its line is named, not that of plan.yaml."""
    file = company / "report.yaml"
    lines = file.read_text("utf-8").splitlines()
    at = next(i for i, line in enumerate(lines) if "owner: 罗文杰" in line)
    file.write_text("\n".join(lines[:at] + lines[at + 1 :]), "utf-8")
    where = setting(as_of=DAY)
    assert where.loaded is not None
    found = Found(where.plan, begun_period("2026-06", DAY, where.year(None)), DAY)
    (problem,) = [each for each in findings_of(proposals(found, ())) if each.code == "REPORT-proposal-owner"]
    place = in_plan(problem, where.loaded).place
    first = next(i for i, line in enumerate(lines) if "problem: behind_region" in line) + 1
    assert (Path(place.file or "").name, place.line) == ("report.yaml", first)


def test_the_line_to_paste_goes_into_the_file_of_the_report(company: Path) -> None:
    """The plan includes the file; a report: in plan.yaml besides would be a key twice."""
    file = company / "report.yaml"
    file.write_text("report:\n  author: 陈总\n", "utf-8")
    found = report("2026-06", setting(as_of=DAY))
    fix = next(str(problem.fix) for problem in found.findings if problem.code == "REPORT-no-proposal")
    assert "report.yaml 的 report: 下加一行" in fix
    file.write_text(file.read_text("utf-8") + f"  {fix[fix.index('proposals:') :]}\n", "utf-8")
    assert len(setting(as_of=DAY).plan.report.proposals) == 1
