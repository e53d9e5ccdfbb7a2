"""The program as a whole: exit codes, streams, languages, what it leaves behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from program import Run
from salesplan import api
from salesplan.cli._index import COMMANDS
from salesplan.errors import ExitCode
from salesplan.model.result import Result
from salesplan.present.json_output import render_json
from salesplan.present.view import view_of

AS_OF = ("--as-of", "2026-06-30")
BASH = shutil.which("bash") or "bash"
PROGRAM = (sys.executable, "-m", "salesplan")


def test_the_bare_name_says_where_to_start(run: Run) -> None:
    done = run()
    assert (done.code, done.err) == (0, "")
    assert "salesplan demo" in done.out
    assert all(path in done.out for path in COMMANDS)


@pytest.mark.parametrize("words", [("--help",), ("-h",), ("targets", "--help"), ("targets",), ("classify", "--help")])
def test_help_is_an_answer_and_no_fault(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.code, done.err) == (0, "")
    assert "salesplan" in done.out


def test_the_version_is_that_of_the_package(run: Run) -> None:
    assert run("--version").out.startswith("salesplan 0.")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("nonsense",), ExitCode.USAGE),
        (("targets", "splt"), ExitCode.USAGE),
        (("inspect",), ExitCode.USAGE),
        (("inspect", "customers.xlsx", "--nonsense"), ExitCode.USAGE),
        (("inspect", "customers.xlsx", "--header-row", "two"), ExitCode.USAGE),
        (("inspect", "customers.xlsx", "--format", "yaml"), ExitCode.USAGE),
        (("inspect", "customers.xlsx", "--lang", "klingon"), ExitCode.USAGE),
        (("inspect", "customers.xlsx", "--column", "amount"), ExitCode.USAGE),
        (("classify", "customers.xlsx", "--as-of", "soon"), ExitCode.USAGE),
        (("classify", "customers.xlsx", "-p", "no-plan.yaml"), ExitCode.USAGE),
        (("classify", "customers.xlsx", "-o", "customers.xlsx"), ExitCode.USAGE),
        (("classify", "customers.xlsx", "-o", "out.docx"), ExitCode.USAGE),
        (("classify", "orders/*.xlsx", "--no-plan", "--write"), ExitCode.USAGE),
        (("targets", "split", "nothing"), ExitCode.USAGE),
        (("inspect", "no-file.xlsx"), ExitCode.INPUT),
        (("inspect", "orders"), ExitCode.INPUT),
        (("inspect", "empty.xlsx"), ExitCode.INPUT),
        (("classify", "headless.csv", "--no-plan"), ExitCode.INPUT),
        (("classify", "norows.csv", "--no-plan"), ExitCode.INPUT),
        (("classify", "customers.xlsx", "-o", "norows.csv"), ExitCode.WRITE),
        (("classify", "customers.xlsx", "-o", "calendar.csv", "--force"), ExitCode.USAGE),
        (("demo", "."), ExitCode.WRITE),
        (("undo", "customers.xlsx"), ExitCode.WRITE),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_refusal_has_its_code_an_empty_stdout_and_leaves_the_folder_as_it_was(
    company: Path, run: Run, words: tuple[str, ...], code: ExitCode
) -> None:
    (company / "empty.xlsx").touch()
    (company / "headless.csv").write_text("a1,b2\n1,2\n3,4\n", "utf-8")
    (company / "norows.csv").write_text("客户编号,客户名称,需求度\n", "utf-8")
    before = snapshot(company)
    done = run(*words)
    assert (done.code, done.out) == (code, "")
    assert "→" in done.err
    assert "Traceback" not in done.err
    assert snapshot(company) == before


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}


def test_with_json_a_refusal_is_one_json_object_with_all_problems(company: Path, run: Run) -> None:
    done = run("classify", "customers.xlsx", "--on-error", "stop", "--format", "json", *AS_OF)
    record = json.loads(done.err)
    assert (done.code, done.out, record["exit_code"]) == (3, "", 3)
    assert [p["place"]["cell"] for p in record["problems"]] == ["O19", "L60", "N125"]


def test_findings_make_the_exit_code_only_when_asked(company: Path, run: Run) -> None:
    words = ("classify", "customers.xlsx", "--no-plan", *AS_OF)
    assert [run(*words).code, run(*words, "--strict").code, run(*words, "--fail-on", "note").code] == [0, 1, 1]


def test_inspect_is_a_thin_skin_over_the_library(company: Path, run: Run) -> None:
    result = api.inspect("customers.xlsx")
    assert run("inspect", "customers.xlsx", "--format", "json").out == as_json(result)


def test_classify_is_a_thin_skin_over_the_library(company: Path, run: Run) -> None:
    where = api.setting(as_of=date(2026, 6, 30), lists=["customers.xlsx"])
    result = api.classify(["customers.xlsx"], where=where)
    assert run("classify", "customers.xlsx", "--format", "json", *AS_OF).out == as_json(result)


def as_json(result: Result[Any]) -> str:
    return "".join(render_json(result, view_of(result.command)))


def test_a_read_only_folder_is_enough_to_look_and_to_grade(company: Path) -> None:
    before = snapshot(company)
    for words in (("inspect", "customers.xlsx"), ("classify", "customers.xlsx", *AS_OF)):
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": "/nonexistent", "HOME": "/nonexistent"}
        done = subprocess.run((*PROGRAM, *words), cwd=company, env=environment, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
    assert snapshot(company) == before


def test_two_bare_environments_give_the_same_bytes(company: Path) -> None:
    path = {"PATH": os.environ["PATH"]}
    runs = [
        subprocess.run(
            (*PROGRAM, "classify", "customers.xlsx", *AS_OF), cwd=company, env=env, capture_output=True, check=True
        )
        for env in ({**path, "LANG": "C", "COLUMNS": "40"}, {**path, "LANG": "zh_CN.UTF-8", "TZ": "America/New_York"})
    ]
    assert runs[0].stdout == runs[1].stdout
    assert runs[0].stdout.decode("utf-8").startswith("客户分类")


def test_a_reader_that_goes_away_is_no_error_message(company: Path) -> None:
    words = f"{sys.executable} -m salesplan classify customers.xlsx --format json --as-of 2026-06-30 | head -c 10"
    line = (BASH, "-c", f"set -o pipefail; {words}")
    done = subprocess.run(line, cwd=company, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (141, b"")


def test_termination_has_its_code(company: Path) -> None:
    code = (
        "import os, signal, salesplan.cli.main as m\n"
        "signal.signal(signal.SIGTERM, m._terminate)\n"
        "m._dispatch = lambda argv: os.kill(os.getpid(), signal.SIGTERM)\n"
        "print(int(m.run([])))"
    )
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, check=False)
    assert done.stdout.decode().strip() == str(128 + signal.SIGTERM)


def test_options_of_the_environment_count_and_the_command_line_wins(
    company: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SALESPLAN_LANG", "en")
    monkeypatch.setenv("SALESPLAN_AS_OF", "2026-06-30")
    assert "as of 2026-06-30" in run("classify", "customers.xlsx").out
    assert "截至 2026-06-29" in run("classify", "customers.xlsx", "--lang", "zh", "--as-of", "2026-06-29").out


def test_without_any_setting_the_language_is_that_of_the_lists_header(company: Path, run: Run) -> None:
    (company / "en.csv").write_text("Customer ID,Customer Name,Need\nC1,Acme,4\nC2,Bolt,2\n", "utf-8")
    assert run("classify", "en.csv", "--no-plan", *AS_OF).out.startswith("Customers graded")
    (company / "tw.csv").write_text("客戶編號,客戶名稱,需求度\nC1,甲,4\nC2,乙,2\n", "utf-8")
    assert run("classify", "tw.csv", "--no-plan", *AS_OF).out.startswith("客戶分類")


@pytest.mark.parametrize("command", ["init", "demo"])
def test_force_keeps_a_copy_of_what_was_filled_in(tmp_path: Path, run: Run, command: str) -> None:
    folder = tmp_path / "mine"
    assert run(command, str(folder)).code == 0
    (folder / "plan.yaml").write_text("mine", "utf-8")
    done = run(command, str(folder), "--force")
    assert (done.code, (folder / "plan.yaml.bak").read_text("utf-8")) == (0, "mine")
    assert "plan.yaml.bak" in done.err
    assert [f.name for f in folder.rglob("*.bak")] == ["plan.yaml.bak"]


def test_a_csv_of_the_users_own_is_told_plainly(company: Path, run: Run) -> None:
    (company / "周报.csv").write_text("周,说明\n1,x\n", "utf-8")
    done = run("classify", "customers.xlsx", "-o", "周报.csv", *AS_OF)
    assert (done.code, "文件已经存在 (WRITE-exists)\n  → 确定要换掉就加 --force" in done.err) == (4, True)


@pytest.mark.parametrize(
    ("words", "zh", "en"),
    [
        (("classify", "c.xlsx", "--as-of"), "--as-of 后面要有值", "--as-of needs a value after it"),
        (("classify", "--write=1"), "--write 后面不要值", "--write takes no value"),
        (
            ("inspect", "c.xlsx", "--header-row", "明年"),
            "--header-row 的值“明年”不是整数",
            "--header-row: “明年” is not a whole number",
        ),
        (("classify", "--lock-wait", "x"), "--lock-wait 的值“x”不是数字", "--lock-wait: “x” is not a number"),
        (
            ("inspect", "a.xlsx", "b.xlsx", "c.xlsx"),
            "inspect 一次只看一个文件；多出来的：b.xlsx c.xlsx",
            "inspect takes one file at a time; too many: b.xlsx c.xlsx",
        ),
        (("init", "a", "b"), "init 只要一个文件夹；多出来的：b", "init takes one folder; too many: b"),
        (("schema", "a"), "schema 用不上这些：a", "schema has no use for these: a"),
        (("undo",), "命令 undo 缺少 FILE", "The command undo needs FILE"),
        (("split",), "→ 是不是 “targets split”？", "→ Did you mean “targets split”?"),
        (("targets", "splt"), "→ 是不是 “targets split”？", "→ Did you mean “targets split”?"),
        (("classify", "--windw"), "→ 是不是 --window？", "→ Did you mean --window?"),
        (("classify", "-p", "no.yaml"), "no.yaml 没有这个计划文件", "no.yaml There is no such plan"),
        (("classify", "-p", "."), ". 这是文件夹，不是计划文件", ". This is a folder, not a plan"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_wrong_command_line_is_told_in_our_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, words: tuple[str, ...], zh: str, en: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert zh in run(*words).err
    assert en in run("--lang", "en", *words).err


def test_the_heads_of_help_have_the_colon_of_the_language(run: Run) -> None:
    assert "用法：salesplan inspect FILE [OPTIONS]\n" in run("inspect", "--help").out
    assert "\n读取名单：\n" in run("inspect", "--help").out
    assert "\nReading the list:\n" in run("inspect", "--help", "--lang", "en").out


@pytest.mark.parametrize(
    "columns", ["class，next_contact", "客户分级,下次联系", "下次联系 (salesplan)、Class", "客戶分級；Next contact"]
)
def test_columns_to_write_may_be_named_as_people_see_them(company: Path, run: Run, columns: str) -> None:
    words = ("classify", "customers.xlsx", "--dry-run", "--on-error", "skip", *AS_OF)
    assert run(*words, "--columns", columns).err == run(*words, "--columns", "class,next_contact").err


def test_the_choices_of_a_message_are_listed_whole(company: Path, run: Run) -> None:
    words = ("classify", "customers.xlsx", "--dry-run", "--on-error", "skip", "--columns", "客户级别", *AS_OF)
    done = run(*words)
    assert done.code == ExitCode.USAGE
    assert "没有可写的列 客户级别" in done.err
    assert "class 客户分级、man_score MAN 分" in done.err
    assert "as_of 截止日期\n" in done.err


def test_what_a_message_quotes_from_a_file_is_cut(run: Run) -> None:
    assert "x" * 79 + "…”" in run("x" * 300).err


def test_flags_are_words_in_csv(company: Path, run: Run) -> None:
    words = ("targets", "split", "--no-plan", "--total", "100", "--by", "quarter", "--format", "csv", *AS_OF)
    chinese, english = run(*words).out.splitlines(), run(*words, "--lang", "en").out.splitlines()
    assert "False" not in "".join(chinese + english)
    assert (chinese[1].count(",否"), english[1].count(",no")) == (2, 2)


@pytest.mark.parametrize("name", ["graded.csv", "graded.md", "graded.txt", "graded.json", "graded.xlsx"])
def test_a_nightly_job_may_write_its_output_again_in_any_language(name: str, company: Path, run: Run) -> None:
    words = ("classify", "customers.xlsx", "-o", name, *AS_OF)
    assert [run(*words).code, run(*words).code, run(*words, "--lang", "en").code] == [0, 0, 0]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("own.csv", "Customer,Owner,Region,Class"),
        ("own.csv", "客户编号,客户名称,客户分级,区域"),
        ("own.md", "# 客户分类 我的笔记"),
        ("own.txt", "客户分类"),
    ],
)
def test_a_file_whose_first_line_is_only_alike_is_the_users(company: Path, run: Run, name: str, first: str) -> None:
    own = f"{first}\nA,B,C,X\n".encode()
    (company / name).write_bytes(own)
    assert run("classify", "customers.xlsx", "-o", name, *AS_OF).code == 4
    assert (company / name).read_bytes() == own


def test_a_file_of_the_users_own_is_not_replaced_unasked(company: Path, run: Run) -> None:
    (company / "own.csv").write_text("客户编号,客户名称,我的备注\n1,甲,x\n", "utf-8")
    assert run("classify", "customers.xlsx", "-o", "own.csv", *AS_OF).code == 4
    assert run("classify", "customers.xlsx", "-o", "own.csv", "--force", *AS_OF).code == 0


def test_orders_are_found_on_their_own_sheet_of_the_same_workbook(company: Path, run: Run) -> None:
    book = Workbook()
    people = book.worksheets[0]
    people.title = "客户"
    for line in (["客户编号", "客户名称", "需求度"], ["C1", "甲", 4], ["C2", "乙", 2]):
        people.append(line)
    orders = book.create_sheet("订单")
    for row in (["订单号", "客户编号", "下单日期", "金额"], ["S1", "C1", date(2026, 6, 1), 100]):
        orders.append(row)
    book.save("both.xlsx")
    done = run("classify", "both.xlsx", "--orders", "both.xlsx", "--no-plan", "--format", "json", *AS_OF)
    assert done.code == 0
    record = json.loads(done.out)
    assert [i["sheet"] for i in record["inputs"]] == ["客户", "订单"]
    assert [r["amount"] for r in record["rows"]] == ["100", None]
