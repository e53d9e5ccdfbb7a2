"""crm import and crm export as people type them: what is written, what is refused, nothing left half done."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation

from program import Run

LIST = "客户编号,客户名称,联系电话,负责人,客户级别,备注\n00123,=1+1,+86 139,张三,A,好\nC2,乙丙贸易,2,,B,\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.csv").write_text(LIST, "utf-8")
    return tmp_path


def _lines(file: Path) -> list[list[str]]:
    return list(csv.reader(file.read_text("utf-8-sig").splitlines()))


def _template(folder: Path, *titles: str, sheets: int = 1) -> Path:
    book = Workbook()
    book.worksheets[0].append(titles)
    for number in range(1, sheets):
        book.create_sheet(f"说明{number}").append(("字段", "说明"))
    book.save(folder / "模板.xlsx")
    return folder / "模板.xlsx"


def test_an_import_is_a_list_that_is_read_again_and_the_same_bytes_twice(folder: Path, run: Run) -> None:
    (folder / "w.csv").write_text("*客户名称,客户级别,网址,备注\n甲,A（重点客户）,w.cn,\n", "utf-8")
    for name in ("one.xlsx", "two.xlsx"):
        assert run("crm", "import", "w.csv", "--from", "wukong", "-o", name, "--no-plan").code == 0
    assert (folder / "one.xlsx").read_bytes() == (folder / "two.xlsx").read_bytes()
    sheet = load_workbook(folder / "one.xlsx").worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["客户名称", "客户级别", "备注", "网址"]
    seen = json.loads(run("inspect", "one.xlsx", "--format", "json").out)
    assert [row["field"] for row in seen["rows"]][:2] == ["name", "grade"]


def test_a_dry_run_shows_everything_and_writes_nothing(folder: Path, run: Run) -> None:
    before = sorted(folder.iterdir())
    (folder / "w.csv").write_text("*客户名称,客户级别,网址,备注\n甲,A（重点客户）,w.cn,\n", "utf-8")
    done = run(
        "crm", "import", "w.csv", "--from", "wukong", "-o", "x.xlsx", "--rejects", "r.csv", "--dry-run", "--no-plan"
    )
    assert done.code == 0
    assert "客户级别" in done.out
    done = run("crm", "export", "c.csv", "--to", "hubspot", "--without", "owner", "-o", "out", "--dry-run", "--no-plan")
    assert done.code == 0
    assert sorted(folder.iterdir()) == sorted([*before, folder / "w.csv"])


def test_rejects_of_an_import_have_line_and_reason(folder: Path, run: Run) -> None:
    (folder / "s.csv").write_text("ID,NAME,OWNERID\n00123,甲,x\n1.23E+11,乙,x\n", "utf-8")
    done = run(
        *("crm", "import", "s.csv", "--from", "salesforce", "--as", "customers", "--rejects", "r.csv", "--no-plan"),
        "-q",
    )
    assert done.code == 0
    head, line = _lines(folder / "r.csv")
    found = dict(zip(head, line, strict=True))
    assert (found["Line"], found["Value"], found["Code"]) == ("3", "1.23E+11", "READ-code")


def test_an_export_writes_the_system_s_file_and_the_list_of_those_rejected(folder: Path, run: Run) -> None:
    done = run("crm", "export", "c.csv", "--to", "zoho", "-o", "out/", "--lang", "en", "--no-plan", "--new")
    assert done.code == 0, done.err
    assert _lines(folder / "out" / "zoho-customers.csv") == [
        ["Account Owner", "Account Name", "Account Number", "Rating", "Phone", "Description"],
        ["", "乙丙贸易", "C2", "B", "2", ""],
    ]
    head, line = _lines(folder / "out" / "zoho-customers-rejected.csv")
    found = dict(zip(head, line, strict=True))
    assert (found["File"], found["Line"], found["Code"]) == ("c.csv", "2", "CRM-owner")
    assert "owners: {张三: …}" in done.out


def test_the_line_that_the_page_gives_for_the_plan_works(folder: Path, run: Run) -> None:
    (folder / "plan.yaml").write_text("crm: {profiles: {zoho: {owners: {张三: zhang@x.cn}}}}\n", "utf-8")
    done = run("crm", "export", "c.csv", "--to", "zoho", "-o", "z.csv", "--new", "-q")
    assert done.code == 0, done.err
    assert _lines(folder / "z.csv")[1][:2] == ["zhang@x.cn", "'=1+1"]


def test_options_of_the_plan_work_as_the_page_gives_them(folder: Path, run: Run) -> None:
    (folder / "o.csv").write_text("客户名称,客户来源\n甲,展会\n", "utf-8")
    shown = run("crm", "export", "o.csv", "--to", "wukong", "--dry-run", "--no-plan").out
    snippet = shown.split("没有就照此写上 ")[1].split("）")[0]
    (folder / "plan.yaml").write_text(f"{snippet}\n", "utf-8")
    done = run("crm", "export", "o.csv", "--to", "wukong", "-o", "o.xlsx")
    assert done.code == 0, done.err
    sheet = load_workbook(folder / "o.xlsx").worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["*客户名称", "客户来源"],
        ["甲", "展会"],
    ]


def test_files_are_cut_by_the_plan_s_limit_and_numbered(folder: Path, run: Run) -> None:
    rows = "".join(f"客户{n},{n}\n" for n in range(25))
    (folder / "many.csv").write_text(f"客户名称,电话\n{rows}", "utf-8")
    (folder / "plan.yaml").write_text("parameters: {crm: {max_rows: 10}}\n", "utf-8")
    assert run("crm", "export", "many.csv", "--to", "hubspot", "-o", "out/", "-q").code == 0
    files = sorted((folder / "out").iterdir())
    assert [file.name for file in files] == [f"hubspot-customers-{n}.csv" for n in (1, 2, 3)]
    assert [len(_lines(file)) - 1 for file in files] == [10, 10, 5]


def test_the_template_of_fxiaoke_comes_first_and_its_columns_are_kept(folder: Path, run: Run) -> None:
    missing = run("crm", "export", "c.csv", "--to", "fxiaoke", "-o", "x.xlsx", "--no-plan")
    assert (missing.code, "CRM-template" in missing.err) == (2, True)
    _template(folder, "客户名称*", "客户级别", "负责人*")
    done = run("crm", "export", "c.csv", "--to", "纷享销客", "--template", "模板.xlsx", "-o", "x.xlsx", "--no-plan")
    assert done.code == 0, done.err
    sheet = load_workbook(folder / "x.xlsx").worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["客户名称*", "客户级别", "负责人*"],
        ["=1+1", "A", "张三"],
    ]
    assert sheet["A2"].data_type == "s"
    assert "CRM-required" in (folder / "x-rejected.csv").read_text("utf-8-sig")


def test_bad_templates_are_refused_or_said(folder: Path, run: Run) -> None:
    words = ("crm", "export", "c.csv", "--to", "fxiaoke", "-o", "x.xlsx", "--no-plan", "--lang", "zh", "--template")
    _template(folder, "客户名称*", "客户级别", sheets=2)
    two = run(*words, "模板.xlsx")
    assert (two.code, "CRM-template-sheet" in two.out) == (0, True)
    _template(folder, "客户名称*", "客户名称")
    assert "CRM-template-twice" in run(*words, "模板.xlsx").err
    Workbook().save(folder / "空.xlsx")
    assert run(*words, "空.xlsx").code == 3
    assert run(*words, "没有.xlsx").code == 3
    _template(folder, "客户名称*", "税号*")
    assert "CRM-missing-column" in run(*words, "模板.xlsx").err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("export", "c.csv", "--to", "hubspot"), 2, "CRM-where-to"),
        (("export", "c.csv", "--to", "hubspot", "--without", "owner,id", "-o", "c.csv"), 2, "WRITE-onto-input"),
        (("export", "c.csv", "--to", "hubspot", "-o", "x.pdf"), 2, "USAGE-output"),
        (("export", "c.csv", "--to", "kingdee", "-o", "x.csv"), 2, "CRM-import-only"),
        (("export", "c.csv", "--to", "hubspott", "-o", "x.csv"), 2, "CRM-unknown-profile"),
        (("export", "c.csv", "--to", "zoho", "--object", "orders", "-o", "x.csv"), 2, "CRM-object"),
        (("export", "c.csv", "--to", "zoho", "--with", "foo", "-o", "x.csv"), 2, "CRM-no-column"),
        (("export", "c.csv", "--to", "zoho", "--heading", "fr", "-o", "x.csv"), 2, "USAGE-choice"),
        (("export", "--to", "zoho", "-o", "x.csv"), 2, "USAGE-no-list"),
        (("export", "none.csv", "--to", "zoho", "-o", "x.csv"), 3, "READ-missing"),
        (("import", "c.csv", "--from", "kingdee"), 3, "CRM-wrong-profile"),
        (("import", "c.csv", "--as", "foo"), 2, "CRM-object"),
        (("import", "none.csv"), 3, "READ-missing"),
    ],
)
def test_what_cannot_be_done_is_said_with_its_code(
    folder: Path, run: Run, words: tuple[str, ...], code: int, said: str
) -> None:
    before = sorted(folder.iterdir())
    done = run("crm", *words, "--no-plan")
    assert (done.code, said in done.err, done.out) == (code, True, "")
    assert sorted(folder.iterdir()) == before


def test_a_folder_with_other_files_stays_and_what_is_there_is_not_replaced(folder: Path, run: Run) -> None:
    (folder / "out").mkdir()
    (folder / "out" / "own.txt").write_text("mine", "utf-8")
    words = ("crm", "export", "c.csv", "--to", "hubspot", "--without", "owner", "-o", "out", "--no-plan", "-q")
    assert run(*words).code == 0
    again = run(*words)
    assert (again.code, "WRITE-exists" in again.err) == (4, True)
    (folder / "out" / "hubspot-customers-2.csv").write_text("old", "utf-8")
    forced = run(*words, "--force")
    assert (forced.code, "CRM-left-over" in forced.out) == (0, True)
    assert (folder / "out" / "own.txt").read_text("utf-8") == "mine"


def test_a_file_where_the_folder_should_be_is_refused(folder: Path, run: Run) -> None:
    (folder / "out").write_text("a file", "utf-8")
    done = run("crm", "export", "c.csv", "--to", "hubspot", "--without", "owner", "-o", "out/x.csv", "--no-plan")
    assert done.code == 4
    assert (folder / "out").read_text("utf-8") == "a file"


def test_classes_and_next_contacts_go_back_into_the_crm(company: Path, run: Run) -> None:
    words = ("crm", "export", "--to", "hubspot", "--without", "owner", "--with", "class,next_contact,tier")
    done = run(*words, "-o", "back.csv", "--as-of", "2026-06-30", "-q")
    assert done.code == 0, done.err
    head, *rows = _lines(company / "back.csv")
    assert head[-3:] == ["客户分级", "下次联系", "价值等级"]
    graded = json.loads(run("classify", "--as-of", "2026-06-30", "--format", "json").out)["rows"]
    by_name = {row["name"]: row for row in graded}
    at = head.index("Company name")
    assert len(rows) == 300
    assert {row[-3] for row in rows} <= {"A", "B", "C", "D", "U"}
    assert all(row[-2] == (by_name[row[at]]["next_contact"] or "") for row in rows)


def test_json_has_files_reasons_and_rejected_records(folder: Path, run: Run) -> None:
    done = run("crm", "export", "c.csv", "--to", "zoho", "--dry-run", "--no-plan", "--format", "json")
    found = json.loads(done.out)
    assert found["summary"]["rejected"] == 1
    assert found["summary"]["reasons"][0]["code"] == "CRM-owner"
    assert [row["rows"] for row in found["rows"]] == [1]
    assert [each["place"]["line"] for each in found["findings"] if each["severity"] == "error"] == [2]


def test_both_pages_say_it_in_english_too(folder: Path, run: Run) -> None:
    done = run("crm", "export", "c.csv", "--to", "zoho", "--dry-run", "--no-plan", "--lang", "en")
    assert "1 customers are ready to import" in done.out
    assert "a blank cell would wipe" in done.out
    (folder / "w.csv").write_text("*客户名称,客户级别,网址,备注\n甲,A（重点客户）,w.cn,\n", "utf-8")
    done = run("crm", "import", "w.csv", "--no-plan", "--lang", "en")
    assert "Import of customers from 悟空CRM" in done.out


def test_a_deal_of_a_name_that_two_customers_have_gets_no_class(folder: Path, run: Run) -> None:
    """Whatever the order of the customers; one of a name that only one has gets his, and so does one by id."""
    rows = ["C1,同名公司,5,5,5", "C2,同名公司,,,", "C3,独家公司,5,5,5"]
    (folder / "d.csv").write_text(
        "商机编号,商机名称,客户编号,客户名称,阶段\nD1,泵,,同名公司,方案\nD2,阀,,独家公司,方案\nD3,管,C2,,方案\n",
        encoding="utf-8",
    )
    found = []
    for order in (rows, rows[::-1]):
        head = "客户编号,客户名称,购买力,决策权,需求度"
        (folder / "c.csv").write_text("\n".join([head, *order, ""]), encoding="utf-8")
        (folder / "plan.yaml").write_text("sources: {customers: c.csv}\n", encoding="utf-8")
        words = ("crm", "export", "d.csv", "--object", "deals", "--to", "hubspot", "--with", "class", "-q")
        done = run(*words, "-o", "out.csv", "--as-of", "2026-06-30")
        assert done.code == 0, done.err
        found.append([row[-1] for row in _lines(folder / "out.csv")[1:]])
        (folder / "out.csv").unlink()
    assert found == [["", "B", "U"]] * 2


def test_the_remedy_works_where_the_plan_has_profiles_already(folder: Path, run: Run) -> None:
    """A key is never to be written twice: the line goes under the keys that are there."""
    (folder / "o.csv").write_text("客户名称,客户来源\n甲,展会\n", "utf-8")
    head = "crm:\n  profiles:\n    wukong:\n      objects:\n        customers:\n          columns:\n"
    (folder / "plan.yaml").write_text(f"{head}          - {{header: 备注, length: 50}}\n", "utf-8")
    shown = run("crm", "export", "o.csv", "--to", "wukong", "--dry-run").out
    path, line = shown.split("plan.yaml 的 ")[1].split("（")[0].split(" 下加一行 ")
    assert path == "crm → profiles → wukong → objects → customers → columns"
    (folder / "plan.yaml").write_text(f"{head}          - {{header: 备注, length: 50}}\n          {line}\n", "utf-8")
    done = run("crm", "export", "o.csv", "--to", "wukong", "-o", "o.xlsx", "-q")
    assert done.code == 0, done.err
    assert "没有写进去" not in done.out


def test_a_list_that_is_written_still_says_what_was_left_out(folder: Path, run: Run) -> None:
    (folder / "s.csv").write_text("ID,NAME,OWNERID\n00123,甲,x\n1.23E+11,乙,x\n", "utf-8")
    told = ("crm", "import", "s.csv", "--from", "salesforce", "--as", "customers", "--no-plan", "--lang", "zh")
    done = run(*told, "-o", "x.xlsx")
    assert done.code == 0
    for part in ("导入 Salesforce 的客户", "1 条客户可用", "1 条没有导入"):
        assert part in done.out
    assert "已写到 x.xlsx" in done.err
    assert not run(*told, "-o", "x.xlsx", "--force", "-q").out


@pytest.mark.parametrize("written", ['"重点,普通,潜在客户"', "选项!$A$1:$A$3"])
def test_a_template_s_own_drop_down_lists_are_what_its_columns_take(folder: Path, run: Run, written: str) -> None:
    """A class that the list does not offer is refused; the plan says which of ours each is."""
    file = _template(folder, "客户名称", "客户级别")
    book = load_workbook(file)
    rule = DataValidation(type="list", formula1=written)
    rule.add("B2:B500")
    book.worksheets[0].add_data_validation(rule)
    choices = book.create_sheet("选项")
    for value in ("重点", "普通", "潜在客户"):
        choices.append((value,))
    book.save(file)
    told = ("crm", "export", "c.csv", "--to", "fxiaoke", "--template", "模板.xlsx", "--new", "--with")
    refused = run(*told, "客户级别=客户级别", "--dry-run", "--no-plan")
    assert "0 条客户可以导入" in refused.out
    assert "“客户级别”不是系统的选项：A × 1、B × 1" in refused.out
    column = "{header: 客户级别, field: grade, options: {重点: A, 普通: B}}"
    (folder / "plan.yaml").write_text(
        f"crm: {{profiles: {{fxiaoke: {{objects: {{customers: {{columns: [{column}]}}}}}}}}}}\n", "utf-8"
    )
    assert run(*told, "客户级别=客户级别", "-o", "f.xlsx").code == 0
    rows = list(load_workbook(folder / "f.xlsx").worksheets[0].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == ["重点", "普通"]


def test_the_page_says_first_how_parted_files_become_one(folder: Path, run: Run) -> None:
    (folder / "p.csv").write_text("客户名称,联系电话\n甲,1\n乙,\n", "utf-8")
    told = ("crm", "export", "p.csv", "--to", "odoo", "--dry-run", "--no-plan")
    lines = run(*told).out.splitlines()
    at = next(at for at, line in enumerate(lines) if "可以导入，分 2 份" in line)
    assert lines[at + 1] == "都是新记录就加 --new，合成一份；要更新系统里已有的，就用这 2 份"
    assert "都是新记录就加 --new" not in run(*told, "--new").out
