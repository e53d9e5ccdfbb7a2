"""``activity funnel`` and ``activity sensitivity`` as people run them."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from program import Run
from salesplan import api
from salesplan.api.activity_drivers import DriverWish, FunnelLists
from salesplan.api.activity_funnel import FunnelWish, SensitivityWish, activity_funnel, activity_sensitivity
from salesplan.cli.activity_options import ChangeOptions, FunnelOptions, funnel_wish
from salesplan.errors import BadInput, BadUsage

AS_OF = ("--as-of", "2026-06-30")
WORKED = (
    *("--no-plan", "--total", "60万", "--for", "2026-07", "--rate", "win=40%", "--rate", "报价=50%"),
    *("--rate", "meeting=0.1", "--set", "customers=200", "--set", "复购率=25%", "--set", "repeat_orders=1"),
    *("--set", "repeat_order=4000", "--set", "order=5000", "--set", "orders_per_customer=1"),
    *("--set", "people=8", "--set", "days=20", "--set", "cycle=0"),
)


@pytest.mark.oracle("7.1-a")
def test_the_worked_example_from_options_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("activity", "funnel", *WORKED, "--set", "calls=30", *AS_OF)
    assert (done.code, done.err) == (0, "")
    assert "每人每天要联系 25 次，能做 30 次（83.3%）" in done.out
    assert "4,000" in done.out
    done = run("activity", "funnel", *WORKED, "--set", "calls=20", *AS_OF, "-f", "json")
    found = json.loads(done.out)["summary"]
    assert found["verdict"] == "infeasible"
    assert len(found["levers"]) == 8


def test_the_example_company_needs_no_options(company: Path, run: Run) -> None:
    done = run("activity", "funnel", *AS_OF)
    assert (done.code, done.err) == (0, "")
    for words in ("全年目标", "老客户复购预计", "只改一项就补上", "历史 48/110", "联系的日子"):
        assert words in done.out
    assert re.search(r"每人每天联系：现在实际 0\.9，能做 3\.\d，要 6\.1", done.out)
    assert "7.4 人：名单上 8 人，按投入比例和在岗的日子折算" in done.out
    assert "没有扣掉老客户的回访" in done.out
    done = run("activity", "sensitivity", *AS_OF, "--lang", "en")
    assert (done.code, done.err) == (0, "")
    assert "█" in done.out
    assert "targeting" in done.out
    assert "0.9 made now, 3." in done.out
    assert company.is_dir()


def test_daily_sheets_go_into_a_workbook_and_a_table(company: Path, run: Run) -> None:
    done = run("activity", "funnel", "--daily", *AS_OF, "-o", "每日表.xlsx")
    assert done.code == 0, done.err
    assert (company / "每日表.xlsx").is_file()
    done = run("activity", "funnel", "--daily", *AS_OF, "-f", "csv")
    lines = done.out.splitlines()
    assert lines[0].startswith("业务员,顺序,为什么,编号,名称,该联系,逾期天数")
    assert lines[1].startswith("陈志明,1,逾期,")


def test_frozen_targets_are_what_is_missing(company: Path, run: Run) -> None:
    assert run("targets", "split", "revenue", "--record", *AS_OF).code == 0
    text = (company / "plan.yaml").read_text("utf-8")
    (company / "plan.yaml").write_text(text.replace("total: 2800万", "total: 9900万"), "utf-8")
    done = run("activity", "funnel", *AS_OF, "-f", "json")
    found = json.loads(done.out)["summary"]
    assert Decimal(str(found["target"])) == Decimal(str(found["whole"])) - Decimal(str(found["actual"]))
    assert Decimal(str(found["whole"])) == 29_960_000


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--rate", "win=140%"), "FUNNEL-rate-above-1"),
        (("--rate", "win=40"), "FUNNEL-rate-above-1"),
        (("--set", "repeat_rate=1.01"), "FUNNEL-rate-above-1"),
        (("--set", "people=-1"), "FUNNEL-below-0"),
        (("--set", "days=2.5"), "FUNNEL-days"),
        (("--set", "cycle=99999"), "FUNNEL-days"),
        (("--rate", "foo=1"), "USAGE-driver"),
        (("--rate", "people=1"), "USAGE-driver"),
        (("--rate", "win"), "USAGE-driver"),
        (("--rate", "win=abc"), "USAGE-number"),
        (("--total", "许多"), "USAGE-number"),
        (("--total", "0"), "USAGE-amount"),
        (("--total", "1", "--for", "2026-05"), "USAGE-for"),
        (("--total", "1", "--for", "2026-13"), "USAGE-for"),
        (("--for", "下周"), "USAGE-for"),
        ((), "USAGE-no-target"),
        (("--total", "1", "--daily"), "USAGE-no-list"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_type(
    words: tuple[str, ...], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("activity", "funnel", "--no-plan", *words, *AS_OF)
    assert (done.code, done.out) == (2, "")
    assert code in done.err
    assert "→" in done.err


def test_every_word_that_cannot_be_read_is_named_in_one_run() -> None:
    options = FunnelOptions(total="许多", rate=["wni=40%", "win=x"], driver=["repeat=abc", "foo=3", "order=xyz"])
    with pytest.raises(BadUsage) as refused:
        funnel_wish(options, FunnelLists())
    assert [each.value for each in refused.value.problems] == ["许多", "wni", "x", "abc", "foo", "xyz"]
    with pytest.raises(BadUsage) as refused:
        ChangeOptions(calls="a=b", change=["bar=1", "order=?"], goal="much").wish()
    assert [each.value for each in refused.value.problems] == ["a", "bar", "?", "much"]


def test_the_capacity_of_the_verdict_is_that_of_the_levers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("activity", "funnel", *WORKED, "--set", "calls=3.46", *AS_OF)
    assert "只能做 3.4 次" in done.out
    assert re.search(r"每人每天能联系 +3\.4 +25\b", done.out)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--calls", "x"), "USAGE-number"),
        (("--calls", "-1=2"), "USAGE-change"),
        (("--change", "order=-100%"), "USAGE-change"),
        (("--goal", "-150%"), "USAGE-change"),
        (("--change", "foo=1%"), "USAGE-driver"),
    ],
)
def test_changes_that_make_no_sense_are_refused(
    words: tuple[str, ...], code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("activity", "sensitivity", "--no-plan", *words, *AS_OF)
    assert (done.code, done.out) == (2, "")
    assert code in done.err


@pytest.mark.oracle("7.2-a")
def test_what_half_a_call_more_is_worth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("activity", "sensitivity", "--no-plan", "--calls", "5.5=6", "--goal", "60%", *AS_OF)
    assert "5.5 → 6 次：联系多 +9.09%，2026 年每人多 124 次（248 个工作日）" in done.out
    assert "其余要靠别的提高 +46.7%" in done.out
    done = run("activity", "sensitivity", "--no-plan", "--calls", "5.5=6", *AS_OF)
    assert "6?%" not in done.out
    assert "选对客户" in done.out


PLAN = """\
version: 1
year: {{start: 2026-01-01}}
sources: {{{sources}}}
team:
  members: [{{name: 张三}}, {{name: 李四}}]
  selling: {{calls_per_day: 6, conversion: {conversion}, order: 1万}}
targets: [{{id: revenue, total: 120万, by: [month]}}]
"""


def written(tmp_path: Path, conversion: str = "[20%, 50%, 40%]", sources: str = "") -> api.Setting:
    (tmp_path / "plan.yaml").write_text(PLAN.format(conversion=conversion, sources=sources), "utf-8")
    return api.setting(str(tmp_path / "plan.yaml"), as_of=date(2026, 6, 30))


def given(**more: str) -> DriverWish:
    told = {"repeat": "0", "orders_per_customer": "1", **more}
    return DriverWish({}, {key: Decimal(value) for key, value in told.items()})


def test_the_plans_selling_gives_rates_order_and_capacity(tmp_path: Path) -> None:
    where = written(tmp_path)
    s = activity_funnel(FunnelWish(span="2026-07", drivers=given(cycle="0")), where).summary
    # 100,000 of July; 10 orders, 25 quotes, 50 meetings, 250 contacts on 23 days of two people
    assert (s.whole, s.actual, s.contacts) == (Decimal(s.target), None, s.target / 400)
    assert s.capacity_per_person_day == 6
    assert {d.key: d.source for d in s.drivers}["win"] == "plan"


def test_steps_of_another_number_are_taken_as_they_are(tmp_path: Path) -> None:
    result = activity_funnel(FunnelWish(span="2026-07", drivers=given(cycle="0")), written(tmp_path, "[10%]"))
    assert [row["step"] for row in result.rows.records()] == ["contacts", "new_customers", "orders"]


def test_a_rate_of_the_plan_above_1_is_named_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        activity_funnel(FunnelWish(drivers=given()), written(tmp_path, "[20%, 150%]"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("FUNNEL-rate-above-1", 6)


def test_all_wrong_figures_are_told_at_once(tmp_path: Path) -> None:
    wish = FunnelWish(drivers=DriverWish({"win": Decimal(2)}, {"people": Decimal(-1)}))
    with pytest.raises(BadUsage) as caught:
        activity_funnel(wish, written(tmp_path))
    assert [each.code for each in caught.value.problems] == ["FUNNEL-rate-above-1", "FUNNEL-below-0"]


HOSTILE = """\
客户编号,跟进日期,跟进方式,业务员
<script>,2026-05-01,电话,=1+1
<script>,2026-05-02,会议,{x}
ＡＢＣ,2026-05-03,,张三
,2026-05-04,拜访,张三
"""


def test_hostile_short_and_empty_lists_make_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HOSTILE, "utf-8")
    (tmp_path / "o.csv").write_text("客户编号,订单编号,下单日期,金额\nC1,1,2026-06-01,100\n", "utf-8")
    where = written(tmp_path, "[20%, 50%, 40%]", "activities: a.csv, orders: o.csv")
    result = activity_funnel(FunnelWish(span="quarter"), where)
    assert result.summary.repeat is None
    assert {"customers", "repeat_rate"} <= set(result.summary.missing)
    s = activity_sensitivity(FunnelWish(span="quarter"), SensitivityWish(), where).summary
    assert (s.calls_from, s.total) == ("history", None)
    lists = FunnelLists(activities=(str(tmp_path / "a.csv"),))
    assert activity_funnel(FunnelWish(Decimal(1000), lists=lists, drivers=given()), where).summary.new == 1000


def test_a_person_in_two_teams_counts_once_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("姓名,团队,每日联系数\n张三,一组,5\n张三,二组,5\n李四,一组,\n", "utf-8")
    wish = FunnelWish(Decimal(1000), span="2026-07", drivers=given())
    result = activity_funnel(wish, written(tmp_path, sources="reps: r.csv"))
    assert "TEAM-two-teams" in {each.code for each in result.findings}
    assert [result.summary.people, result.summary.capacity_per_person_day] == [2, Decimal("5.5")]


def test_a_part_of_the_year_tells_what_it_leaves_behind(tmp_path: Path) -> None:
    rows = "".join(f"C1,{n},2026-0{n}-15,1000\n" for n in range(1, 7))
    (tmp_path / "o.csv").write_text("客户编号,订单编号,下单日期,金额\n" + rows, "utf-8")
    where = written(tmp_path, sources="orders: o.csv")
    rest = activity_funnel(FunnelWish(drivers=given()), where).summary
    assert [rest.target, rest.whole, rest.actual] == [1_194_000, 1_200_000, 6000]
    assert rest.behind is None
    month = activity_funnel(FunnelWish(span="2026-07", drivers=given()), where).summary
    assert month.behind is not None
    assert month.behind < 0
    assert month.target == month.whole
    quarter = activity_funnel(FunnelWish(span="2026第三季度", drivers=given()), where).summary
    assert quarter.last == date(2026, 9, 30)


@pytest.mark.usefixtures("company")
def test_orders_that_end_before_the_as_of_are_told() -> None:
    """The example's orders end in June: in August two months are missing, in early July none is."""
    late = activity_funnel(where=api.setting(as_of=date(2026, 8, 20)))
    (told,) = [each for each in late.findings if each.code == "FUNNEL-list-ends"]
    assert (told.severity, told.value) == ("warning", "2026-06-30")
    near = activity_funnel(where=api.setting(as_of=date(2026, 7, 3)))
    assert "FUNNEL-list-ends" not in {each.code for each in near.findings}
