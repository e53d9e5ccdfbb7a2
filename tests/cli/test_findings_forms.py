"""`check --format sarif` and `--format github`: findings at their lines, the same bytes, and refused elsewhere."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from program import Run

AT = ("--as-of", "2026-06-30")
SPOILED = "version: 1\ngoals:\n- id: G1\n  statement: 提高销售额\n  metric: revenue\n"
VAGUE = "::error file=plan.yaml,line=4,col=3,title=SMART-S5::目标 G1 里的“提高”太含糊%0A→ "
CHECKS = (("check",), ("goals", "check"), ("swot", "check"), ("strategy", "check"))


@pytest.fixture
def spoiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan whose goal is vague, as the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(SPOILED, "utf-8")
    return tmp_path


def test_github_marks_the_line_and_the_code_is_that_of_check(spoiled: Path, run: Run) -> None:
    done = run("check", "--format", "github", *AT)
    assert (done.code, done.err) == (1, "")
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in done.out.splitlines())
    assert any(line.startswith(VAGUE) for line in done.out.splitlines())


def test_sarif_and_github_and_json_hold_the_same_findings(spoiled: Path, run: Run) -> None:
    log = json.loads(run("check", "--format", "sarif", *AT).out)
    findings = json.loads(run("check", "--format", "json", *AT).out)["findings"]
    results = log["runs"][0]["results"]
    assert [(r["ruleId"], r["level"]) for r in results] == [(f["code"], f["severity"]) for f in findings]
    assert len(run("check", "--format", "github", *AT).out.splitlines()) == len(findings) > 5
    rules = [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]]
    assert [rules[r["ruleIndex"]] for r in results] == [r["ruleId"] for r in results]


@pytest.mark.parametrize("form", ["sarif", "github"])
def test_the_bytes_are_the_same_wherever_the_folder_lies(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    outs = []
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        monkeypatch.chdir(folder)
        (folder / "plan.yaml").write_text(SPOILED, "utf-8")
        outs += [
            run("check", "--format", form, *AT).out,
            run("check", "-p", str(folder / "plan.yaml"), "-f", form, *AT).out,
        ]
    assert len(set(outs)) == 1
    assert str(tmp_path) not in outs[0]


@pytest.mark.parametrize("words", CHECKS, ids=" ".join)
@pytest.mark.parametrize("form", ["sarif", "github"])
def test_every_check_of_the_plan_has_these_forms(words: tuple[str, ...], form: str, company: Path, run: Run) -> None:
    assert run(*words, "--format", form, *AT).err == ""
    assert "sarif|github" in run(*words, "--help").out


@pytest.mark.parametrize("form", ["sarif", "github"])
def test_other_commands_refuse_them_before_they_write(company: Path, run: Run, form: str) -> None:
    before = (company / "customers.xlsx").read_bytes()
    done = run("classify", "customers.xlsx", "--write", "--on-error", "skip", "--format", form, *AT)
    assert (done.code, done.out) == (2, "")
    assert "只用于检查计划的命令，不用于 classify" in done.err
    assert (company / "customers.xlsx").read_bytes() == before
    assert "sarif" not in run("classify", "--help").out


def test_a_file_of_sarif_is_written_and_may_be_written_again(spoiled: Path, run: Run) -> None:
    for _ in range(2):
        done = run("check", "-o", "found.sarif", *AT)
        assert done.code == 1
        assert done.out == ""
    assert json.loads((spoiled / "found.sarif").read_text("utf-8"))["version"] == "2.1.0"
    assert run("check", "-o", "found.json", "--format", "sarif", *AT).code == 2


def test_a_file_of_sarif_by_another_tool_stays(spoiled: Path, run: Run) -> None:
    other = '{"$schema": "https://x/sarif-2.1.0.json", "runs": [{"tool": {"driver": {"name": "ruff"}}}]}'
    (spoiled / "found.sarif").write_text(other, "utf-8")
    assert run("check", "-o", "found.sarif", *AT).code == 4
    assert (spoiled / "found.sarif").read_text("utf-8") == other


def test_sarif_is_no_ending_for_other_commands(company: Path, run: Run) -> None:
    done = run("inspect", "customers.xlsx", "-o", "a.sarif")
    assert done.code == 2
    assert not (company / "a.sarif").exists()


def test_a_plan_that_cannot_be_read_is_marked_at_its_line(spoiled: Path, run: Run) -> None:
    (spoiled / "plan.yaml").write_text("version: 1\ngoals: {\n", "utf-8")
    done = run("check", "--format", "github", *AT)
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("::error file=plan.yaml,line=")
    assert "title=PLAN-syntax::" in done.err


@pytest.mark.parametrize("name", ["<script>", "50%", "a,b", "a:b", "x{y}", "::error::"])
def test_hostile_names_end_no_line_and_no_property(spoiled: Path, run: Run, name: str) -> None:
    goals = json.dumps([{"id": name, "statement": "提高"}], ensure_ascii=False)
    (spoiled / "plan.yaml").write_text(f"version: 1\ngoals: {goals}\n", "utf-8")
    for line in run("check", "--format", "github", *AT).out.splitlines():
        head, _, message = line.removeprefix("::").partition("::")
        assert head.split(" ")[0] in ("error", "warning", "notice")
        assert message
    assert json.loads(run("check", "--format", "sarif", *AT).out)["runs"]


@pytest.mark.parametrize("words", CHECKS, ids=" ".join)
def test_a_plan_that_cannot_be_read_is_told_in_sarif_too(spoiled: Path, run: Run, words: tuple[str, ...]) -> None:
    (spoiled / "plan.yaml").write_text("version: 1\ngoals: [\n", "utf-8")
    done = run(*words, "--format", "sarif", *AT)
    assert done.code == 3
    log = json.loads(done.out)
    results = log["runs"][0]["results"]
    assert {each["ruleId"].partition("-")[0] for each in results} == {"PLAN"}
    assert results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "plan.yaml"
    assert all(each["ruleId"] in done.err for each in results)


@pytest.mark.parametrize("more", [(), ("--format", "sarif")])
def test_the_log_of_a_plan_that_cannot_be_read_goes_into_the_file(
    spoiled: Path, run: Run, more: tuple[str, ...]
) -> None:
    (spoiled / "plan.yaml").write_text("version: 1\ngoals: [\n", "utf-8")
    for _ in range(2):
        done = run("check", "-o", "found.sarif", *more, *AT)
        assert (done.code, done.out) == (3, "")
        log = json.loads((spoiled / "found.sarif").read_text("utf-8"))
        assert log["runs"][0]["results"][0]["ruleId"] in done.err
    (spoiled / "mine.sarif").write_text("mine", "utf-8")
    done = run("check", "-o", "mine.sarif", *more, *AT)
    assert (done.code, done.out) == (3, "")
    assert "WRITE-exists" in done.err
    assert (spoiled / "mine.sarif").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    "words", [("check", "--format", "json"), ("check",), ("check", "-o", "found.json"), ("classify", "-f", "sarif")]
)
def test_no_log_where_none_was_asked_for(spoiled: Path, run: Run, words: tuple[str, ...]) -> None:
    (spoiled / "plan.yaml").write_text("version: 1\ngoals: [\n", "utf-8")
    done = run(*words, *AT)
    assert (done.code != 0, done.out) == (True, "")
    assert not list(spoiled.glob("found.*"))
