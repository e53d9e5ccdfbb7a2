"""prepare, team raci and team training as people run them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from program import Run
from salesplan.text import Lang, set_language
from salesplan.write.start.example_parts import PARTS
from salesplan.write.start.example_plan import PLAN
from salesplan.write.start.templates import write_starter

COMMANDS = ("prepare", "team raci", "team training")
DAY = ("--as-of", "2026-06-30")
SPOILED = """\
year: {start: 2026-01-01}
team: {members: [{name: 张三, role: 业务员}, {name: "<script>{x}", role: "{y}"}]}
preparation:
  主推产品: []
  "{brace}": [{item: "{x} [red]a", owner: "{z}", due: 2026-06-29, mandatory: yes}, {item: b, due: 2027-02-01}]
  aids: [{item: c, owner: 张三, due: 2026-06-01}, {item: d, status: 不适用}]
duties:
  raci: [{task: "{x}合同", A: [张三, 李四], R: "<script>{x}"}, {task: 计划, C: 王五}]
  training:
    topics: [产品, "{z}"]
    done: [{person: 张三, topic: 产品, date: 2026-07-01}, {person: 王五, topic: 产品}]
    attained: {转化率: 50%}
  playbooks: [{role: 业务员, duties: x}]
"""


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example company's plan with nothing included but its preparation."""
    monkeypatch.chdir(tmp_path)
    put_example(tmp_path, "zh")
    return tmp_path


def put_example(folder: Path, lang: Lang) -> None:
    plan = PLAN.in_(lang)
    alone, count = re.subn(r"^include: \[[^]]*\]", "include: [preparation.yaml]", plan, flags=re.MULTILINE)
    assert count == 1
    (folder / "plan.yaml").write_text(alone, "utf-8")
    (folder / "preparation.yaml").write_text(PARTS["preparation.yaml"].in_(lang), "utf-8")


@pytest.fixture
def spoiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(SPOILED, "utf-8")
    return tmp_path


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_is_found_in_the_example(run: Run, example: Path, command: str, lang: Lang) -> None:
    put_example(example, lang)
    done = run(*command.split(), *DAY, "-f", "json", "--fail-on", "note")
    assert (done.code, json.loads(done.out)["findings"]) == (0, [])


def test_the_page_says_first_whether_all_is_ready(run: Run, example: Path) -> None:
    lines = run("prepare", *DAY).out.splitlines()
    assert lines[2:4] == ["还没准备好：6 项必须事项还有 3 项没完成", "完成 14/22 项（63.6%），不适用的 1 项不算"]
    assert any(line.startswith("合计") and "14/22" in line for line in lines)
    text = (example / "preparation.yaml").read_text("utf-8").replace("status: doing", "status: done")
    (example / "preparation.yaml").write_text(text, "utf-8")
    assert run("prepare", *DAY).out.splitlines()[2] == "准备好了：6 项必须事项都已完成"
    assert run("prepare", *DAY, "--lang", "en").out.splitlines()[2] == "READY: mandatory items done: 6"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_fit_a_hundred_columns(run: Run, example: Path, command: str, lang: Lang) -> None:
    put_example(example, lang)
    done = run(*command.split(), *DAY)
    assert max(sum(2 if ord(c) > 0x2E80 else 1 for c in line) for line in done.out.splitlines()) <= 100
    assert done.err == ""


def test_training_by_person_and_topic(run: Run, example: Path) -> None:
    out = run("team", "training", *DAY).out
    assert "覆盖率 65.0%：8 人要学的 40 项里学了 26 项" in out
    assert "最弱的指标是转化率（完成目标的 86.0%），建议学：谈判、沟通" in out
    assert "沟通：还没有人学过" in out
    found = json.loads(run("team", "training", *DAY, "-f", "json").out)
    assert found["summary"]["coverage"] == "0.65"
    assert len(found["rows"]) == 40
    assert found["parameters"][-1] == {
        "name": "parameters.training.topics",
        "value": {
            "conversion": ["negotiation", "communication"],
            "csat": ["service"],
            "collection_rate": ["contract", "collection"],
        },
        "from": "default",
    }


def test_without_figures_nothing_is_suggested(run: Run, example: Path) -> None:
    text = (example / "preparation.yaml").read_text("utf-8")
    (example / "preparation.yaml").write_text(text.replace("    attained:", "    # attained:"), "utf-8")
    assert "最弱的指标" not in run("team", "training", *DAY).out
    assert json.loads(run("team", "training", *DAY, "-f", "json").out)["summary"]["suggested"] is None


def test_duties_as_a_matrix_and_as_lists_where_people_are_many(run: Run, example: Path) -> None:
    lines = run("team", "raci", *DAY).out.splitlines()
    assert lines[2] == "10 件任务，10 件分工清楚（一人负责、有人执行）"
    assert lines[4].split() == ["任务", "陈总", "大区经理", "业务员", "孙雅婷"]
    assert next(line for line in lines if line.startswith("数据维护")).split() == ["数据维护", "R", "A/R"]
    names = ", ".join(f"第{n}位同事" for n in range(30))
    plan = f"duties:\n  raci:\n  - {{task: 计划, A: 老板, R: [{names}]}}\n"
    (example / "plan.yaml").write_text(plan, "utf-8")
    lines = run("team", "raci", *DAY).out.splitlines()
    assert next(line for line in lines if line.startswith("任务")).split() == [
        *("任务", "负责", "A", "执行", "R", "咨询", "C", "告知", "I")
    ]


def test_one_owner_or_category(run: Run, spoiled: Path) -> None:
    found = json.loads(run("prepare", *DAY, "--owner", "张三", "-f", "json").out)
    assert [row["item"] for row in found["rows"]] == ["c"]
    assert [f["code"] for f in found["findings"]] == ["PREP-W02"]
    found = json.loads(run("prepare", *DAY, "--category", "main_product", "-f", "json").out)
    assert ([f["code"] for f in found["findings"]], found["rows"]) == (["PREP-F01"], [])
    assert found["summary"]["category"] == "main_product"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (("--owner", "张"), ["PREPARE-no-owner"]),
        (("--category", "辅助"), []),
        (("--category", "主推"), ["PREPARE-no-category"]),
        (("--category", "x", "--owner", "y"), ["PREPARE-no-owner", "PREPARE-no-category"]),
    ],
)
def test_an_owner_or_category_that_is_not_there(
    run: Run, spoiled: Path, words: tuple[str, ...], codes: list[str]
) -> None:
    done = run("prepare", *DAY, *words)
    assert done.code == (2 if codes else 0)
    assert [code for code in ("PREPARE-no-owner", "PREPARE-no-category") if code in done.err] == codes
    assert not codes or done.out == ""


def test_overdue_stands_in_its_own_table_by_owner(run: Run, spoiled: Path) -> None:
    out = run("prepare", *DAY).out
    assert "逾期（2）" in out
    assert "PREP-W02" not in out
    late = out[out.index("逾期（2）") :].splitlines()
    assert [line.split()[0] for line in late[2:4]] == ["{z}", "张三"]
    assert "29" in late[3]
    assert run("prepare", *DAY, "--fail-on", "error").code == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_hostile_names_do_no_harm(run: Run, spoiled: Path, command: str) -> None:
    for lang in ("zh", "zh-Hant", "en"):
        done = run(*command.split(), *DAY, "--lang", lang)
        assert (done.code, done.err) == (0, "")
    codes = [f["code"] for f in json.loads(run(*command.split(), *DAY, "-f", "json").out)["findings"]]
    assert (
        codes
        == {
            "prepare": ["PREP-F01", "PREP-W04", "PREP-W02", "PREP-W05", "PREP-W02"],
            "team raci": [
                *("RACI-F01", "RACI-F01", "RACI-F02", "RACI-W03", "RACI-W04", "RACI-W04"),
                "BOOK-W01",
                "BOOK-W02",
            ],
            "team training": ["TRAIN-N05", "TRAIN-N05", "TRAIN-W03", "TRAIN-W01"],
        }[command]
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_a_plan_without_these_parts_says_so(
    run: Run, tmp_path: Path, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text("name: x\n", "utf-8")
    done = run(*command.split(), *DAY, "--fail-on", "note")
    assert (done.code, done.err) == (0, "")
    assert "计划里没有" in done.out
    assert run(*command.split(), *DAY, "--no-plan").code == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_first_plan_is_not_ready_and_says_what_its_must_items_lack(
    run: Run, tmp_path: Path, lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_language(lang)
    write_starter(str(tmp_path))
    monkeypatch.chdir(tmp_path)
    found = json.loads(run("prepare", *DAY, "-f", "json").out)
    assert (found["summary"]["whole"]["ready"], found["summary"]["whole"]["done"]) == (False, 0)
    assert {f["code"] for f in found["findings"]} == {"PREP-W03"}
    assert {f["place"]["file"] for f in found["findings"]} == {"checklist.yaml"}


@pytest.mark.parametrize(("command", "columns"), [("prepare", 8), ("team raci", 7), ("team training", 7)])
def test_written_to_a_workbook_and_csv(run: Run, example: Path, command: str, columns: int) -> None:
    assert run(*command.split(), *DAY, "-o", "out.xlsx").code == 0
    done = run(*command.split(), *DAY, "-f", "csv")
    assert len(done.out.splitlines()[0].split(",")) == columns


def test_of_a_large_team_the_page_shows_some_and_says_how_many_more(run: Run, example: Path) -> None:
    members = ", ".join(f"{{name: 第{n}人}}" for n in range(45))
    plan = f"team: {{members: [{members}]}}\nduties: {{training: {{topics: [产品, 谈判]}}}}\n"
    (example / "plan.yaml").write_text(plan, "utf-8")
    out = run("team", "training", *DAY).out
    assert out.count("还有 5 人，加 --all 全部列出") == 2
    assert run("team", "training", *DAY, "--all").out.count("第44人") == 2
    assert "--all" not in run("team", "training", *DAY, "--all").out
