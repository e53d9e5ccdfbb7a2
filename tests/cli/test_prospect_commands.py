"""``prospects rank``, ``assign`` and ``stale`` as people run them: pages, files, refusals, lists in every state."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from program import Run

PROSPECTS = (
    "线索编号,线索名称,大区,负责人,预计金额,赢率,可用资金,创建日期,下一步,最近跟进日期\n"
    "P1,甲厂,华东,,10万,100%,20万,2026-06-01,报价,2026-06-02\n"
    "P2,乙厂,华南,,60000,1,5万,2026-06-01,报价,2026-06-25\n"
    "P3,丙厂,华东,,10000,100%,,2026-06-01,报价,2026-06-25\n"
    "P4,丁厂,华东,欧阳散,500,50,1000,2026-06-01,,\n"
    "P5,戊厂,华东,李四,900,100%,9万,2026-04-01,,2026-04-01\n"
    "P6,己厂,华东,李四,100,100%,9万,2026-07-09,,\n"
)
TEAM = "姓名,能力评分,跟进上限\n欧阳三,5,1\n李四,3,2\n王五,1,2\n"
AS_OF = ("--as-of", "2026-06-30")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Prospects and a team, and no plan, as the current folder."""
    (tmp_path / "线索.csv").write_text(PROSPECTS, "utf-8")
    (tmp_path / "团队.csv").write_text(TEAM, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_remedy_for_a_probability_works_in_every_command(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A funnel reads deals too and has no option for units: the header says them."""
    monkeypatch.chdir(tmp_path)
    rows = "客户编号,客户名称,{head},金额,状态,创建日期\nC1,甲,40,100,赢单,2026-05-01\n"
    told = ("activity", "funnel", "--no-plan", "--total", "10万", "--for", "2026-07", "--deals", "商机.csv", *AS_OF)
    (tmp_path / "商机.csv").write_text(rows.format(head="赢率"), "utf-8")
    done = run(*told)
    assert "READ-share" in done.out
    assert "赢率(%)" in done.out
    assert "--unit-of" not in done.out
    (tmp_path / "商机.csv").write_text(rows.format(head="赢率(%)"), "utf-8")
    assert "READ-share" not in run(*told).out


@pytest.mark.usefixtures("folder")
def test_rank_page(run: Run) -> None:
    """Whom first, what is missing, what could not be read, who is not in the team."""
    done = run("prospects", "rank", "线索.csv", "--reps", "团队.csv", *AS_OF)
    assert (done.code, done.err) == (0, "")
    for part in (
        "5 个进行中，期望价值合计 17.1万",
        "★ 先跟 P1 甲厂（10.0万，未分配）",
        "还缺：赢率 1 个、下一步 2 个、预计成交日期 5 个",
        "1 个首次联系超时",
        "线索.csv:5 赢率 概率 50 大于 1，又没有 % (READ-share)",
        "1 个在截止日期之后才创建，未计入：P6 己厂 (PROSPECTS-after-as-of)",
        "负责人“欧阳散”（1 行）不在销售人员名单里 (OWNERS-unknown)",
        "是“欧阳三”吗？",
    ):
        assert part in done.out
    assert max(len(line) for line in done.out.splitlines() if "→" not in line) <= 100


def test_everyone_whose_first_contact_is_overdue_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """P2 has no value, so no rank, and is to be called all the same."""
    monkeypatch.chdir(tmp_path)
    head = "线索编号,公司名称,金额,赢率,负责人,创建日期,最近跟进日期\n"
    rows = "P1,甲厂,5,50%,张三,2026-06-01,\nP2,乙厂,,,张三,2026-06-01,\nP3,丙厂,5,50%,张三,2026-06-01,2026-06-01\n"
    (tmp_path / "线索.csv").write_text(head + rows, "utf-8")
    page = run("prospects", "rank", "线索.csv", *AS_OF).out
    assert "2 个首次联系超时" in page
    assert "今天就打：甲厂（张三）、乙厂（张三）" in page


def test_rows_about_nobody_are_left_out_everywhere(folder: Path, run: Run) -> None:
    """Neither id nor name: not ranked, not handed out, not to be seen to, and counted where the list is told."""
    text = PROSPECTS + ",,华东,,10万,100%,20万,2026-03-01,,\n,,华东,李四,10万,100%,20万,2026-03-01,,\n"
    (folder / "线索.csv").write_text(text, "utf-8")
    for command in ("rank", "assign", "stale"):
        done = run("prospects", command, "线索.csv", "--reps", "团队.csv", *AS_OF)
        assert "线索.csv：8 行，用 6（未计入：缺必要值的行 2）" in done.out
        assert "READ-required" in done.out
        found = json.loads(run("prospects", command, "线索.csv", "--reps", "团队.csv", *AS_OF, "--format", "json").out)
        assert found["rows"]
        assert all(row["name"] for row in found["rows"])


def test_a_probability_that_can_be_none_gives_no_value(folder: Path, run: Run) -> None:
    """150 % and 1.5 are no figure, and that of the stage does not take their place."""
    head = "线索编号,线索名称,负责人,预计金额,赢率,销售阶段,创建日期\n"
    rows = "P1,甲厂,李四,100,150%,谈判,2026-03-01\nP2,乙厂,李四,100,1.5,谈判,2026-03-01\n"
    (folder / "线索.csv").write_text(head + rows, "utf-8")
    for command in ("rank", "stale"):
        done = run("prospects", command, "线索.csv", *AS_OF, "--format", "json")
        assert [(row["expected"], row["amount"]) for row in json.loads(done.out)["rows"]] == [(None, "100")] * 2
    page = run("prospects", "rank", "线索.csv", *AS_OF).out
    assert "2 个进行中，期望价值 –（没有金额或赢率）" in page
    assert "2 个没有金额或赢率，算不出期望价值，排在最后：P1 甲厂、P2 乙厂" in page
    assert "2 个今天要处理，期望价值 –" in run("prospects", "stale", "线索.csv", *AS_OF).out
    (folder / "线索.csv").write_text(head + rows + "P3,丙厂,李四,100,,谈判,2026-03-01\n", "utf-8")
    (best, *_) = json.loads(run("prospects", "rank", "线索.csv", *AS_OF, "--format", "json").out)["rows"]
    assert (best["id"], best["expected"], best["probability_from"]) == ("P3", "75", "stage_default")


@pytest.mark.usefixtures("folder")
def test_rank_with_least_funds(run: Run) -> None:
    """Too little is parked, nothing told is asked for."""
    Path("plan.yaml").write_text("parameters: {prospects: {min_funds: 5万}}\n", "utf-8")
    found = json.loads(run("prospects", "rank", "线索.csv", *AS_OF, "--format", "json").out)
    assert {row["id"]: (row["standing"], row["screening"]) for row in found["rows"]} == {
        "P1": ("ranked", "pass"),
        "P2": ("ranked", "pass"),
        "P3": ("ranked", "ask"),
        "P5": ("ranked", "pass"),
        "P4": ("parked", "park"),
    }
    given = {p["name"]: (p["value"], p["from"]) for p in found["parameters"]}
    assert given["parameters.prospects.min_funds"] == ("50000", "plan")
    assert given["parameters.prospects.tiers"][1] == "default"


@pytest.mark.usefixtures("folder")
def test_assign_into_a_file(run: Run) -> None:
    """The three without an owner by tier and skill; 李四's one was not seen to for 60 days and more."""
    assert run("prospects", "assign", "线索.csv", "--reps", "团队.csv", *AS_OF, "-o", "分配.csv").code == 0
    rows = list(csv.DictReader(Path("分配.csv").read_text("utf-8-sig").splitlines()))
    assert [(row["怎么办"], row["编号"], row["给谁"], row["对口"]) for row in rows] == [
        ("分给", "P1", "欧阳三", "对口"),
        ("分给", "P2", "李四", "对口"),
        ("分给", "P3", "王五", "对口"),
        ("收回公海", "P5", "", ""),
    ]


@pytest.mark.usefixtures("folder")
def test_assign_page_in_english_with_everything(run: Run) -> None:
    words = ("--reclaim", "--rebalance", "--optimal", "--same-region")
    done = run("prospects", "assign", "线索.csv", "--reps", "团队.csv", *AS_OF, *words, "--lang", "en")
    assert done.code == 0
    for part in ("4 to hand out, 4 handed out", "more than by rule", "not seen to for long", "reclaim yes (option)"):
        assert part in done.out
    assert max(map(len, done.out.splitlines())) <= 100


@pytest.mark.usefixtures("folder")
def test_stale_page(run: Run) -> None:
    done = run("prospects", "stale", "线索.csv", *AS_OF)
    assert done.code == 0
    for part in ("5 个进行中，2 个今天要处理", "P5 戊厂", "约好下一步和日期", "打第一个电话", "李四"):
        assert part in done.out


@pytest.mark.usefixtures("folder")
def test_what_to_type_without_lists(run: Run) -> None:
    """No prospects, nobody to hand them to, a list of something else, only a header."""
    assert "salesplan prospects rank 文件.xlsx" in run("prospects", "rank").err
    assert "--reps 团队.xlsx" in run("prospects", "assign", "线索.csv").err
    other = run("prospects", "stale", "团队.csv")
    assert (other.code, "PROSPECTS-other-list" in other.err) == (3, True)
    Path("空.csv").write_text("线索编号,线索名称,负责人\n", "utf-8")
    empty = run("prospects", "rank", "空.csv")
    assert (empty.code, "READ-no-rows" in empty.err) == (3, True)


@pytest.mark.usefixtures("folder")
def test_everything_closed_says_so(run: Run) -> None:
    Path("完.csv").write_text("线索编号,线索名称,负责人,状态\nP1,甲,欧阳三,赢单\n", "utf-8")
    assert "没有进行中的潜在客户" in run("prospects", "rank", "完.csv").out
    assert "没有要分的潜在客户" in run("prospects", "assign", "完.csv", "--reps", "团队.csv").out
    assert "0 个进行中，没有被冷落的" in run("prospects", "stale", "完.csv").out


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["<script>x</script>", "=1+1", "{x}", "{0}", "ＡＢ", "a\tb", "'; --"])
@pytest.mark.parametrize("command", ["rank", "assign", "stale"])
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_hostile_names_are_only_names(run: Run, name: str, command: str, form: str) -> None:
    header = ["线索编号", "线索名称", "负责人", "创建日期", "预计金额", "赢率"]
    rows = [header, [name, name, name, "2026-01-01", "5", "1"], [name, name, "", "2026-01-02", "5", "1"]]
    with Path("名.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    done = run("prospects", command, "名.csv", "--reps", "团队.csv", *AS_OF, "--format", form)
    assert done.code == 0
    assert "Traceback" not in done.err


def test_the_example_company_s_lists_are_used_without_naming_them(company: Path, run: Run) -> None:
    """One of its prospects is claimed twice, one is a customer already; nothing is in somebody's hands twice."""
    assert (company / "prospects.xlsx").is_file()
    ranked = json.loads(run("prospects", "rank", *AS_OF, "--format", "json").out)
    assert [claim["name"] for claim in ranked["summary"]["conflicts"]] == ["重庆天成制药设备厂"]
    assert ranked["summary"]["customers"] == 1
    done = json.loads(run("prospects", "assign", *AS_OF, "--format", "json").out)
    given = [row["id"] for row in done["rows"] if row["step"] == "assign"]
    assert len(given) == len(set(given)) == done["summary"]["placed"]
    stale = json.loads(run("prospects", "stale", *AS_OF, "--format", "json").out)
    assert {row["kind"] for row in stale["rows"]} == {"prospects", "deals"}


@pytest.mark.parametrize("command", ["rank", "assign", "stale"])
@pytest.mark.parametrize("ending", ["xlsx", "html", "md"])
def test_files_of_every_form(company: Path, run: Run, command: str, ending: str) -> None:
    file = company / f"out.{ending}"
    assert run("prospects", command, *AS_OF, "-o", str(file)).code == 0
    assert file.stat().st_size > 1000
