"""``swot show``, ``swot check`` and ``swot add`` as people run them."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from program import Run
from salesplan.load.plan.loader import load_plan
from salesplan.write.start.example_parts.swot import PART

GIVEN = ("swot", "add", "--kind", "O", "--text", "出口退税上调", "--weight", "0.1", "--rating", "3")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan that includes the example's register."""
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text("name: 示例机电\nlanguage: zh\ninclude: [swot.yaml]\n", "utf-8")
    Path("swot.yaml").write_text(PART.zh, "utf-8")
    return tmp_path


def test_the_page_has_the_four_fields_the_scores_and_the_strategies(folder: Path, run: Run) -> None:
    done = run("swot", "show", "--as-of", "2026-06-30")
    assert done.code == 0
    assert max(map(len, done.out.splitlines())) <= 100
    for part in (
        "S 优势",
        "内部 IFE 2.60",
        "IE 矩阵第 V 格，保持",
        "◆ V 保持",
        "SO1 用现货",
        "S1 S2 O1 → 目标 G1；行动：",
    ):
        assert part in done.out
    assert "0.25×4=1.00" in done.out


def test_json_has_scores_and_strategies(folder: Path, run: Run) -> None:
    found = json.loads(run("swot", "show", "--format", "json").out)
    summary = found["summary"]
    assert (summary["inside"]["score"], summary["outside"]["score"]) == ("2.6", "2.55")
    assert (summary["cell"], summary["course"], summary["average"]) == ("V", "hold", "2.5")
    assert [row["id"] for row in found["rows"]][:4] == ["S1", "S2", "S3", "W1"]
    assert summary["strategies"][0]["uses"] == ["S1", "S2", "O1"]


def test_the_check_finds_each_fault_at_its_line(folder: Path, run: Run) -> None:
    text = PART.zh.replace("      weight: 0.25\n      rating: 4", "      weight: 0.20\n      rating: 2", 1)
    Path("swot.yaml").write_text(text, "utf-8")
    done = run("swot", "check", "--fail-on", "error")
    line = text.split("\n").index("      rating: 2") + 1
    assert done.code == 1
    assert f"swot.yaml:{line}:" in done.out
    assert "优势加劣势（S+W）的权重合计是 0.95，不是 1 (SWOT-F04)" in done.out
    assert "S1 是优势，评分不能是 2 (SWOT-F06)" in done.out
    assert "–（权重合计不是 1）" in done.out


@pytest.mark.parametrize(
    "plan", ["swot:\n", "swot: {}\n", "swot: {items: []}\n", "name: x\n", "swot:\n  items:\n  - id: A\n"]
)
@pytest.mark.parametrize("command", ["show", "check"])
def test_empty_and_half_plans_never_break(folder: Path, run: Run, plan: str, command: str) -> None:
    Path("plan.yaml").write_text(plan, "utf-8")
    done = run("swot", command)
    assert done.code in (0, 1, 3)
    assert "Traceback" not in done.err


def test_a_plan_without_a_register_is_told_how_to_begin(folder: Path, run: Run) -> None:
    Path("plan.yaml").write_text("name: x\n", "utf-8")
    for command in ("show", "check"):
        done = run("swot", command)
        assert (done.code, "salesplan swot add" in done.out) == (0, True)
    Path("plan.yaml").write_text("swot: {}\n", "utf-8")
    done = run("swot", "check")
    assert (done.code, done.out.count("(SWOT-F01)")) == (1, 4)


def test_one_side_alone_is_scored_alone(folder: Path, run: Run) -> None:
    items = "{id: S1, kind: S, text: a, weight: 0.5, rating: 4}, {id: W1, kind: W, text: b, weight: 0.5, rating: 1}"
    Path("plan.yaml").write_text(f"swot: {{items: [{items}]}}\n", "utf-8")
    done = run("swot", "show", "--lang", "en")
    assert "IFE 2.50 (just the average of 2.5)   Outside, EFE – (no items)" in done.out
    assert "IE matrix" not in done.out


def test_hostile_words_stay_words(folder: Path, run: Run) -> None:
    items = '{id: "<b>", kind: S, text: "{x} </td><script>\\u001b[31m", weight: 1, rating: 3}'
    Path("plan.yaml").write_text(f"swot: {{items: [{items}]}}\n", "utf-8")
    page = run("swot", "show")
    assert "{x} </td><script>␛[31m" in page.out
    assert run("swot", "show", "--format", "markdown").out.count("<script>") == 0


def test_add_in_a_pipe_needs_the_words_and_a_yes(folder: Path, run: Run) -> None:
    before = Path("swot.yaml").read_bytes()
    nothing, no_yes, dry = run("swot", "add"), run(*GIVEN), run(*GIVEN, "--dry-run")
    assert (nothing.code, no_yes.code, dry.code) == (2, 2, 0)
    assert "salesplan swot add" in nothing.err
    assert "--yes" in no_yes.err
    assert "- id: O4" in dry.err
    assert Path("swot.yaml").read_bytes() == before


def test_add_writes_into_the_included_file_and_undo_takes_it_back(folder: Path, run: Run) -> None:
    done = run(*GIVEN, "--evidence", "海关公告", "--yes")
    assert done.code == 0
    assert "O+T 的权重合计 1.1，不是 1" in done.err
    new = Path("swot.yaml").read_text("utf-8")
    added = "    - id: O4\n      kind: O\n      text: 出口退税上调\n      weight: 0.1\n      rating: 3\n"
    added += "      evidence: 海关公告\n"
    assert new.replace(added, "") == PART.zh
    item = load_plan("plan.yaml").plan.swot.items[-1]
    assert (item.id, item.kind, item.rating) == ("O4", "O", 3)
    assert run("undo", "swot.yaml").code == 0
    assert Path("swot.yaml").read_text("utf-8") == PART.zh


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("--kind", "Q", "--text", "x"), "不认识这一类：“Q”"),
        (("--kind", "S", "--text", "x", "--rating", "2"), "写 3 或 4"),
        (("--kind", "W", "--text", "x", "--rating", "3"), "写 1 或 2"),
        (("--kind", "O", "--text", "x", "--rating", "5"), "写 1 到 4"),
        (("--kind", "S", "--text", "x", "--weight", "15"), "写成 0.15 或 15%"),
        (("--kind", "S", "--text", "x", "--weight", "很大"), "写成 0.15 或 15%"),
        (("--kind", "S", "--text", "x", "--id", "S1"), "编号 S1 已经有了"),
        (("--kind", "S", "--text", "x", "--id", "S1"), "S4"),
    ],
)
def test_add_refuses_what_the_plan_would(folder: Path, run: Run, words: tuple[str, ...], part: str) -> None:
    done = run("swot", "add", *words, "--yes")
    assert done.code == 2
    assert part in done.err
    assert Path("swot.yaml").read_text("utf-8") == PART.zh


def test_add_says_all_that_is_wrong_at_once(folder: Path, run: Run) -> None:
    err = run("swot", "add", "--kind", "Q", "--text", "x", "--weight", "2", "--id", "S1", "--yes").err
    assert err.count("USAGE-swot-item") == 3


def test_add_without_a_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*GIVEN, "--yes")
    assert done.code == 2
    assert "salesplan init" in done.err


def at_a_terminal(words: tuple[str, ...], typed: str) -> tuple[int, str]:
    """The program with somebody at the keyboard: exit code, and all that was on the screen."""
    pty = pytest.importorskip("pty", reason="terminals as programs have them are a matter of Unix")
    terminal, theirs = pty.openpty()
    command = [sys.executable, "-m", "salesplan", *words]
    streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    child = subprocess.Popen(command, env={**os.environ, "TERM": "dumb"}, start_new_session=True, **streams)
    os.close(theirs)
    answers, screen, end = typed.encode().splitlines(keepends=True), b"", time.monotonic() + 60
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.4)
        try:
            screen += os.read(terminal, 4096) if ready else b""
        except OSError:
            break
        if not ready and answers:
            os.write(terminal, answers.pop(0))
    os.close(terminal)
    return child.wait(60), screen.decode().replace("\r\n", "\n")


def test_add_asks_step_by_step_on_a_terminal(folder: Path) -> None:
    code, screen = at_a_terminal(("swot", "add"), "Q\n威胁\n钢材涨价\n10%\n9\n2\n期货行情\n\n\ny\n")
    assert code == 0, screen
    for part in ("不认识这一类：“Q”", "O+T 现在合计 1，还差 0", "写 1 到 4", "编号 [T4]", "写进计划吗？"):
        assert part in screen
    item = load_plan("plan.yaml").plan.swot.items[-1]
    assert (item.id, item.kind, item.text, str(item.weight), item.rating) == ("T4", "T", "钢材涨价", "0.1", 2)
    assert (item.evidence, item.owner) == ("期货行情", None)


def test_a_no_on_a_terminal_writes_nothing(folder: Path) -> None:
    code, screen = at_a_terminal((*GIVEN, "--evidence", "x", "--owner", "y", "--id", "O9", "--lang", "en"), "n\n")
    assert code == 0, screen
    assert "Write this into the plan?" in screen
    assert "nothing was written" in screen
    assert Path("swot.yaml").read_text("utf-8") == PART.zh
