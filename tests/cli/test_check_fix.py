"""``check --fix``: what it shows is what it writes, and nothing else changes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import typer

from program import Run
from salesplan.api import plan_fix
from salesplan.api.setting import Setting
from salesplan.cli import plan_adding

GOALS = """\
goals:
  # 第一条
  - id: G1            # 注释留着
    statement: 提高销售额
    metric: revenue
    direction: increase
    baseline: {value: 1000万, source: 订单}
    target: {value: 1200万}
    scope: all
    owner: 陈总
    start: 2026-01-01
    end: 2026-12-31
    agreed_by: [陈总]
"""
SENTENCE = '    statement: "在 2026 年内将全公司销售额从 1,000万元 提高到 1,200万元（+20%），负责人 陈总"\n'
FIXED = GOALS.replace("    statement: 提高销售额\n", SENTENCE)
CHECK = ("check", "--as-of", "2026-06-30")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plan.yaml").write_text("version: 1\ninclude: [goals.yaml]\n", encoding="utf-8")
    (tmp_path / "goals.yaml").write_text(GOALS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def goals(folder: Path) -> str:
    return (folder / "goals.yaml").read_bytes().decode()


def test_a_dry_run_shows_the_lines_and_writes_nothing(folder: Path, run: Run) -> None:
    done = run(*CHECK, "--fix", "--dry-run")
    assert "- goals.yaml:4      statement: 提高销售额\n" in done.err
    assert f"+ goals.yaml:4  {SENTENCE}" in done.err
    assert "SMART-S5：用字段里的数说清楚" in done.err
    assert "SMART-S5" in done.out
    assert goals(folder) == GOALS
    assert not list(folder.glob("*.bak"))


def test_yes_writes_the_lines_shown_and_the_page_is_of_the_mended_plan(folder: Path, run: Run) -> None:
    done = run(*CHECK, "--fix", "--yes")
    assert f"+ goals.yaml:4  {SENTENCE}" in done.err
    assert goals(folder) == FIXED
    assert (folder / "goals.yaml.bak").read_text("utf-8") == GOALS
    assert "SMART-S5" not in done.out
    again = run(*CHECK, "--fix", "--yes")
    assert again.err == "没有可以直接改的：下面的要您来定\n"
    assert goals(folder) == FIXED
    assert run("undo", "goals.yaml").code == 0
    assert goals(folder) == GOALS


def test_line_ends_stay(folder: Path, run: Run) -> None:
    (folder / "goals.yaml").write_bytes(GOALS.replace("\n", "\r\n").encode())
    run(*CHECK, "--fix", "--yes")
    assert goals(folder) == FIXED.replace("\n", "\r\n")


def test_without_a_terminal_nobody_is_asked_and_nothing_written(folder: Path, run: Run) -> None:
    done = run(*CHECK, "--fix")
    assert done.code == 2
    assert "USAGE-no-terminal" in done.err
    assert goals(folder) == GOALS


@pytest.mark.parametrize(("answer", "after"), [("n\n", GOALS), ("y\n", FIXED)])
def test_on_a_terminal_it_asks(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, after: str
) -> None:
    monkeypatch.setattr(plan_adding, "is_terminal", lambda: True)
    monkeypatch.setattr(typer, "confirm", lambda *_args, **_more: answer == "y\n")
    run(*CHECK, "--fix")
    assert goals(folder) == after


def test_a_file_that_changed_meanwhile_is_refused(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    found = plan_fix.plan_fixes

    def slowly(where: Setting, *codes: Sequence[str]) -> list[plan_fix.Fix]:
        fixes = found(where, *codes)
        (folder / "goals.yaml").write_text(GOALS + "# 别人加的\n", encoding="utf-8")
        return fixes

    monkeypatch.setattr(plan_fix, "plan_fixes", slowly)
    done = run(*CHECK, "--fix", "--yes")
    assert done.code == 4
    assert "WRITE-changed" in done.err
    assert goals(folder) == GOALS + "# 别人加的\n"


def test_what_is_silenced_is_left_alone(folder: Path, run: Run) -> None:
    silenced = GOALS.replace("提高销售额\n", "提高销售额  # salesplan: ignore=SMART-S5 口号\n")
    (folder / "goals.yaml").write_text(silenced, encoding="utf-8")
    done = run(*CHECK, "--fix", "--yes")
    assert "没有可以直接改的" in done.err
    assert goals(folder) == silenced


def test_positions_count_items_that_were_left_out(folder: Path, run: Run) -> None:
    """A goal whose id stands twice is left out by the check; the edit still hits the right goal."""
    twice = GOALS.replace("goals:\n", "goals:\n  - {id: G0, owner: 甲}\n  - {id: G0, owner: 乙}\n")
    (folder / "goals.yaml").write_text(twice, encoding="utf-8")
    run(*CHECK, "--fix", "--yes")
    assert goals(folder) == twice.replace("    statement: 提高销售额\n", SENTENCE)


@pytest.mark.parametrize("option", ["--yes", "--dry-run"])
def test_writing_without_fix_is_refused(folder: Path, run: Run, option: str) -> None:
    done = run(*CHECK, option)
    assert (done.code, "USAGE-fix" in done.err) == (2, True)
    assert goals(folder) == GOALS


def test_coverage_says_how_complete_the_plan_is(folder: Path, run: Run) -> None:
    done = run("check", "--coverage", "--as-of", "2026-06-30")
    assert done.code == 0
    assert done.out.startswith("计划完整度")
    assert "先补“市场规模和趋势”，还缺自上而下、自下而上、两年以上的规模：写在 market.size.top_down" in done.out


def test_only_what_is_selected_is_corrected(folder: Path, run: Run) -> None:
    done = run(*CHECK, "--select", "SMART-T6", "--fix", "--yes")
    assert done.err == "没有可以直接改的：下面的要您来定\n"
    run(*CHECK, "--ignore", "SMART-S5", "--fix", "--yes")
    assert goals(folder) == GOALS
    run(*CHECK, "--select", "SMART-S", "--fix", "--yes")
    assert goals(folder) == FIXED


def test_a_code_of_no_rule_is_refused_before_anything_is_written(folder: Path, run: Run) -> None:
    done = run(*CHECK, "--select", "SMRT", "--fix", "--yes")
    assert done.code == 2
    assert "USAGE-rule" in done.err
    assert "没有可以直接改的" not in done.err
    assert goals(folder) == GOALS


def test_what_is_written_is_shown_even_when_quiet(folder: Path, run: Run) -> None:
    done = run(*CHECK, "--fix", "--yes", "--quiet")
    assert f"+ goals.yaml:4  {SENTENCE}" in done.err
    assert goals(folder) == FIXED


def test_an_english_sentence_is_corrected_in_english(folder: Path, run: Run) -> None:
    (folder / "goals.yaml").write_text(GOALS.replace("提高销售额", "improve revenue"), encoding="utf-8")
    run(*CHECK, "--fix", "--yes")
    assert "raise revenue" in goals(folder)


def test_the_last_milestone_is_written_as_the_target_is(folder: Path, run: Run) -> None:
    last = "    milestones: [{date: 2026-12-31, value: 1100万}]\n"
    (folder / "goals.yaml").write_text(FIXED + last, encoding="utf-8")
    run(*CHECK, "--fix", "--yes")
    assert goals(folder) == FIXED + last.replace("1100万", "1200万")
