"""Importing a system's files: which system, which column, options, shares, ids, what is kept and what is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from salesplan.api.crm import ImportWish, crm_import, object_named
from salesplan.api.setting import setting
from salesplan.compute.crm.import_findings import same_ids
from salesplan.compute.crm.importing import ImportSummary
from salesplan.compute.crm.records import Listed
from salesplan.errors import BadInput, BadUsage
from salesplan.model.reading import ReadOptions
from salesplan.model.result import Input, Result
from salesplan.model.table import Value

WUKONG = "*客户名称,客户来源,手机,电话,网址,客户行业,客户级别,下次联系时间,备注,邮箱"
ZOHO_DEALS = "Record Id,Deal Name,Account Name,Closing Date,Stage,Amount,Probability (%),Expected Revenue"


def _imported(folder: Path, text: str, name: str = "a.csv", **wish: Any) -> Result[ImportSummary]:  # noqa: ANN401 - parts of a wish
    file = folder / name
    file.write_text(text, "utf-8")
    return crm_import(ImportWish((str(file),), **wish), where=setting(use_plan=False))


def _first(result: Result[ImportSummary]) -> dict[str, Any]:
    return next(result.rows.records())


def test_options_become_our_words_and_every_other_column_is_kept(tmp_path: Path) -> None:
    result = _imported(
        tmp_path, f"{WUKONG},我的列\n甲乙科技,转介绍,1,2,w.cn,生产,A（重点客户）,2026-03-05,好,a@b.cn,x\n"
    )
    assert (result.summary.profile, result.summary.crm_object, result.summary.detected) == ("wukong", "customers", True)
    row = _first(result)
    assert (row["name"], row["grade"], row["我的列"], row["网址"]) == ("甲乙科技", "A", "x", "w.cn")
    assert str(row["next_contact"]) == "2026-03-05"
    how = {column.title: column.how for column in result.summary.columns}
    assert (how["客户名称"], how["网址"], how["我的列"]) == ("profile", "kept", "kept")


def test_dates_are_read_as_the_system_writes_them_and_shares_become_0_to_1(tmp_path: Path) -> None:
    row = _first(_imported(tmp_path, f"{ZOHO_DEALS}\nzcrm_1,甲,乙,03/05/2026,Qualification,1200,75,900\n"))
    assert str(row["close_date"]) == "2026-03-05"
    assert row["probability"] == Decimal("0.75")
    assert row["id"] == "zcrm_1"
    assert row["Expected Revenue"] == "900"


@pytest.mark.parametrize(
    ("cells", "wanted", "noted"),
    [
        (("75", "100"), ["0.75", "1"], 0),
        (("0.75", "1"), ["0.75", "1"], 1),
        (("1", "0"), ["0.01", "0"], 0),
        (("50%", "0.5%"), ["0.5", "0.005"], 0),
    ],
)
def test_shares_are_read_by_what_the_cells_say(
    tmp_path: Path, cells: tuple[str, str], wanted: list[str], noted: int
) -> None:
    lines = "".join(f"zcrm_{n},甲{n},乙,03/05/2026,Qualification,1200,{cell},\n" for n, cell in enumerate(cells))
    result = _imported(tmp_path, f"{ZOHO_DEALS.replace(' (%)', '')}\n{lines}")
    assert [row["probability"] for row in result.rows.records()] == [Decimal(each) for each in wanted]
    assert sum(p.code == "CRM-share" for p in result.findings) == noted


@pytest.mark.parametrize(("title", "system"), [("Probability (%)", "zoho"), ("Probability", "zoho")])
def test_a_fraction_beside_figures_above_1_is_never_guessed(tmp_path: Path, title: str, system: str) -> None:
    """1 and 0.5 may be shares or percentages beside 100; 0 is 0 either way, and 100 can only be a percentage."""
    cells = ("1", "0.5", "100", "0", "")
    lines = "".join(f"zcrm_{n},甲{n},乙,03/05/2026,Qualification,1200,{cell},\n" for n, cell in enumerate(cells))
    result = _imported(tmp_path, f"{ZOHO_DEALS.replace('Probability (%)', title)}\n{lines}", source=system)
    assert [row["probability"] for row in result.rows.records()] == [None, None, 1, 0, None]
    [told] = [p for p in result.findings if p.code == "CRM-share-mixed"]
    assert (told.severity, told.place.line, told.value) == ("warning", 2, "1")


def test_percentages_that_are_said_to_be_some_are_read_so(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    rows = "zcrm_1,甲,乙,03/05/2026,Qualification,1,0.5,\nzcrm_2,丙,乙,03/05/2026,Qualification,1,75,\n"
    file.write_text(f"{ZOHO_DEALS}\n{rows}", "utf-8")
    reading = ReadOptions(units={"probability": "%"})
    result = crm_import(ImportWish((str(file),)), reading, setting(use_plan=False))
    assert [row["probability"] for row in result.rows.records()] == [Decimal("0.005"), Decimal("0.75")]


def test_a_profile_without_percent_reads_them_where_they_can_be_nothing_else(tmp_path: Path) -> None:
    text = "Record ID,Deal Name,Pipeline,Deal Stage,Amount,Deal probability\n1,甲,p,s,10,75\n"
    result = _imported(tmp_path, text)
    assert _first(result)["probability"] == Decimal("0.75")
    assert [p.code for p in result.findings] == ["CRM-share"]


def test_a_title_that_would_be_read_as_a_field_is_kept_under_the_system_s_name(tmp_path: Path) -> None:
    text = "ID,NAME,OWNERID,ACCOUNTNUMBER,TYPE\n001x0000002xLCVAA2,甲,005x0000000fNSiAAM,00123,Prospect\n"
    row = _first(_imported(tmp_path, text, source="salesforce", crm_object="customers"))
    assert row["Salesforce ACCOUNTNUMBER"] == "00123"
    assert row["id"] == "001x0000002xLCVAA2"


def test_a_title_that_stands_twice_is_kept_twice(tmp_path: Path) -> None:
    result = _imported(
        tmp_path, "订单号,客户名称,存货编码,价税合计,工作流编号,工作流编号\nS1,甲,P1,10,a,b\n", source="yonyou"
    )
    row = _first(result)
    assert [value for key, value in row.items() if key.startswith("工作流编号")] == ["a", "b"]
    assert (row["order_id"], row["amount"], row["product_id"]) == ("S1", Decimal(10), "P1")


def test_two_customers_with_one_id_are_both_kept_and_said(tmp_path: Path) -> None:
    text = "ID,NAME,OWNERID\n00123,甲,x\n00123,乙,x\n"
    result = _imported(tmp_path, text, source="salesforce", crm_object="customers")
    assert result.summary.imported == 2
    assert [p.severity for p in result.findings if p.value == "00123" or "00123" in p.what.in_("en")] == ["warning"]


def test_an_id_that_lost_its_digits_is_rejected_with_its_line(tmp_path: Path) -> None:
    text = "ID,NAME,OWNERID\n00123,甲,x\n1.23E+11,乙,x\n"
    result = _imported(tmp_path, text, source="salesforce", crm_object="customers")
    assert (result.summary.imported, result.summary.rejected) == (1, 1)
    [bad] = [p for p in result.findings if p.severity == "error"]
    assert (bad.code, bad.place.line) == ("READ-code", 3)


def test_an_option_that_the_system_does_not_have_is_kept_and_the_nearest_offered(tmp_path: Path) -> None:
    result = _imported(tmp_path, f"{WUKONG}\n甲,转介荐,,,,,,,,\n")
    [found] = [p for p in result.findings if p.code == "CRM-option"]
    assert found.value == "转介荐"
    assert "转介绍" in found.fix.in_("zh")
    assert _first(result)["source"] == "转介荐"


def test_the_apostrophe_against_formulas_is_taken_off_again(tmp_path: Path) -> None:
    row = _first(_imported(tmp_path, f"{WUKONG}\n'=1+1,,,,,,,,'@x,\n"))
    assert (row["name"], row["note"]) == ("=1+1", "@x")


def test_files_of_one_kind_are_one_list_and_of_two_kinds_none(tmp_path: Path) -> None:
    for name, text in (("a.csv", f"{WUKONG}\n甲,,,,,,,,,\n"), ("b.csv", "*客户名称,网址,备注\n乙,w,\n")):
        (tmp_path / name).write_text(text, "utf-8")
    where = setting(use_plan=False)
    both = crm_import(ImportWish((str(tmp_path / "*.csv"),), "wukong", "customers"), where=where)
    assert [row["name"] for row in both.rows.records()] == ["甲", "乙"]
    assert both.summary.files == 2
    deals = "*商机名称,*客户名称,商机金额,预计成交日期,备注\n一期,甲,1,2026-01-01,\n"
    (tmp_path / "c.csv").write_text(deals, "utf-8")
    with pytest.raises(BadInput) as refused:
        crm_import(ImportWish((str(tmp_path / "a.csv"), str(tmp_path / "c.csv"))), where=where)
    assert refused.value.problems[0].code == "CRM-mixed"


def test_titles_that_no_system_has_are_refused_with_the_systems_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        _imported(tmp_path, "甲,乙\n1,2\n")
    [problem] = refused.value.problems
    assert problem.code == "CRM-which-system"
    assert "wukong" in problem.fix.in_("zh")


def test_the_wrong_system_is_refused_unless_the_records_are_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as refused:
        _imported(tmp_path, f"{WUKONG}\n甲,,,,,,,,,\n", source="kingdee")
    assert refused.value.problems[0].code == "CRM-wrong-profile"
    result = _imported(tmp_path, f"{WUKONG}\n甲,,,,,,,,,\n", source="wukong", crm_object="deals")
    assert "CRM-not-there" in {p.code for p in result.findings}


def test_an_unknown_system_is_refused_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(BadUsage) as refused:
        _imported(tmp_path, "a\n1\n", source="odooo")
    assert "odoo？" in refused.value.problems[0].fix.in_("zh")


def test_kinds_of_records_have_names() -> None:
    assert [object_named(word, "--as") for word in ("customers", "Customer", "客户", "lead", "商机")] == [
        *("customers", "customers", "customers", "prospects", "deals"),
    ]
    with pytest.raises(BadUsage):
        object_named("foo", "--as")


def test_a_plan_adds_a_system_and_changes_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.yaml").write_text(
        "crm:\n  profiles:\n    ours:\n      name: 自家系统\n      objects: {customers: {columns: ["
        "{header: 公司全名, field: name, required: 是}, {header: 档次, field: grade, options: {1: A, 2: B}}]}}\n"
        "    wukong: {owners: {张三: z3}, objects: "
        "{customers: {columns: [{header: 客户来源, options: {网站: 官网}}]}}}\n",
        "utf-8",
    )
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text("公司全名,档次\n甲,1\n", "utf-8")
    row = _first(crm_import(ImportWish(("a.csv",))))
    assert (row["name"], row["grade"]) == ("甲", "A")
    (tmp_path / "b.csv").write_text(f"{WUKONG},负责人\n甲,网站,,,,,,,,,z3\n", "utf-8")
    row = _first(crm_import(ImportWish(("b.csv",))))
    assert (row["source"], row["owner"]) == ("官网", "张三")


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        ("{x: {objects: {customers: {columns: [{header: a, field: nme}]}}}}", "PLAN-choice"),
        ("{x: {objects: {kunden: {}}}}", "PLAN-unknown-key"),
        ("{x: {dates: MM/yy}}", "PLAN-value"),
        ("{x: {objects: {customers: {columns: [{header: a, form: '['}]}}}}", "PLAN-value"),
        ("{x: {base: zohoo}}", "CRM-unknown-base"),
    ],
)
def test_a_wrong_profile_in_the_plan_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, profile: str, code: str
) -> None:
    (tmp_path / "plan.yaml").write_text(f"crm:\n  profiles: {profile}\n", "utf-8")
    (tmp_path / "a.csv").write_text(f"{WUKONG}\n甲,,,,,,,,,\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput) as refused:
        crm_import(ImportWish(("a.csv",)))
    assert refused.value.problems[0].code == code


def test_the_same_file_gives_the_same_rows_twice(tmp_path: Path) -> None:
    text = f"{WUKONG}\n甲,转介绍,,,,,,,,\n乙,广告,,,,,,,,\n"
    assert len(_imported(tmp_path, text).rows) == 2
    assert list(_imported(tmp_path, text).rows.rows()) == list(_imported(tmp_path, text).rows.rows())


def test_order_lines_that_stand_twice_are_told_and_lines_of_one_order_are_not(tmp_path: Path) -> None:
    head = "单据编号,日期,客户,物料编码,销售数量,含税单价,价税合计,单据状态"
    line = "S{n},2026-01-0{d},甲,P{p},1,10,10,已审核"
    texts = [line.format(n=1, d=1, p=1), line.format(n=1, d=1, p=2), line.format(n=2, d=1, p=1)]
    once = _imported(tmp_path, "\n".join([head, *texts, ""]), source="kingdee", crm_object="orders")
    assert not [p for p in once.findings if p.code in ("CRM-same-id", "READ-duplicate")]
    twice = _imported(tmp_path, "\n".join([head, *texts, texts[1], ""]), source="kingdee", crm_object="orders")
    assert [p.code for p in twice.findings if p.code in ("CRM-same-id", "READ-duplicate")]


def test_ids_that_stand_twice_are_told_once() -> None:
    """Customers by their id; lines of an order by its id and line, or by all they hold."""
    source = Input("orders", "a.csv")

    def told(**fields: list[Value]) -> list[str | None]:
        places = [(source, row + 2) for row in range(len(next(iter(fields.values()))))]
        return [p.value for p in same_ids(Listed(fields, {}, places))]

    assert told(id=["C1", "C2", "C1", None, None]) == ["C1"]
    assert told(order_id=["S1", "S1", "S1"], line=[1, 2, 2], product=["a", "b", "c"]) == ["S1"]
    assert told(order_id=["S1", "S1"], line=[1, 2], product=["a", "a"]) == []
    assert told(order_id=["S1", "S1", "S2", "S2"], product=["a", "a", "a", "b"]) == ["S1"]


def test_the_number_that_users_give_is_the_id_where_the_system_s_own_is_not_there(tmp_path: Path) -> None:
    """What ``crm export`` wrote comes back with its ids; beside the system's own id the number is kept."""
    alone = _imported(tmp_path, "Account Name,Account Number,Rating\n甲,C0001,A\n", source="zoho")
    assert _first(alone)["id"] == "C0001"
    both = _first(_imported(tmp_path, "Account Name,Account Number,Record Id\n甲,C0001,zcrm_1\n", source="zoho"))
    assert (both["id"], both["Zoho CRM Account Number"]) == ("zcrm_1", "C0001")


def test_an_amount_that_lost_its_digits_takes_its_record_out(tmp_path: Path) -> None:
    """1.23E+11 as a spreadsheet saves it; 1E3 was typed, and a number of a workbook is whole."""
    cells = ("1.23E+11", "1E3", "1200")
    lines = "".join(f"zcrm_{n},甲{n},乙,03/05/2026,Qualification,{cell},75,\n" for n, cell in enumerate(cells))
    result = _imported(tmp_path, f"{ZOHO_DEALS}\n{lines}")
    assert [row["id"] for row in result.rows.records()] == ["zcrm_1", "zcrm_2"]
    assert (result.summary.rows, result.summary.imported, result.summary.rejected) == (3, 2, 1)
    [told] = [p for p in result.findings if p.severity == "error"]
    assert (told.code, told.place.line, told.value) == ("CRM-damaged-amount", 2, "1.23E+11")
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(ZOHO_DEALS.split(","))
    page.append(["zcrm_1", "甲", "乙", "03/05/2026", "Qualification", 1.23e11, 75, None])
    book.save(tmp_path / "b.xlsx")
    whole = crm_import(ImportWish((str(tmp_path / "b.xlsx"),)), where=setting(use_plan=False))
    assert _first(whole)["amount"] == 123_000_000_000


def test_people_among_companies_and_names_that_were_lost_are_told(tmp_path: Path) -> None:
    result = _imported(tmp_path, "id,name,is_company\na,甲厂,1\nb,王五,0\nc,????,True\n", source="odoo")
    told = {problem.code: str(problem.what) for problem in result.findings}
    assert told["CRM-people"] == "其中 1 条是个人，不是公司（is_company）"
    assert told["CRM-lost-names"].startswith("1 条的名称只剩问号：")
    fine = _imported(tmp_path, "id,name,is_company\na,甲厂?,1\n", source="odoo")
    assert not [problem for problem in fine.findings if problem.code in ("CRM-people", "CRM-lost-names")]
