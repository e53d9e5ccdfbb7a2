"""``market size`` and ``market competitors`` as people run them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from program import ROOT, Run
from salesplan.present.safe import width_of
from salesplan.write.start.example_parts.market import PART as MARKET
from salesplan.write.start.example_parts.swot import PART as SWOT

AS_OF = ("--as-of", "2026-06-30")
ORDERS = (
    "订单号,客户,日期,金额\nO1,甲,2025-07-01,2000万\nO2,乙,2026-06-30,745万\nO3,丙,2025-06-30,9\nO4,丁,2026-07-01,9\n"
)


def write(text: str) -> None:
    Path("plan.yaml").write_text(f"version: 1\n{text}", "utf-8")


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The example's market and register in one language, with orders."""
    monkeypatch.chdir(tmp_path)
    write(f"name: P\nlanguage: {request.param}\ninclude: [market.yaml, swot.yaml]\nsources: {{orders: orders.csv}}\n")
    Path("market.yaml").write_text(MARKET.in_(request.param), "utf-8")
    Path("swot.yaml").write_text(SWOT.in_(request.param), "utf-8")
    Path("orders.csv").write_text(ORDERS, "utf-8")
    return str(request.param)


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder without a plan."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", ["size", "competitors"])
def test_the_example_has_no_fault_and_fits_the_page(name: str, language: str, run: Run) -> None:
    done = run("market", name, *AS_OF, "--fail-on", "note")
    assert (done.code, done.err) == (0, "")
    assert max(map(width_of, done.out.splitlines())) <= 100
    assert language in ("zh", "en")
    assert "(SIZE-" not in done.out
    assert "(RIVAL-" not in done.out


def test_the_page_of_the_size(language: str, run: Run) -> None:
    out = run("market", "size", *AS_OF).out
    told = {
        "zh": (
            "我们占 5.3%：一年卖 2,745.0万（2025-07-01 到 2026-06-30 的订单），市场 52,000.0万（总市场 TAM）",
            "可服务市场 SAM  34,000.0万  ██",
            "自上而下：52,416.0万",
            "两种算法相差 7.3%，在 30% 以内",
            "2022-2025 年市场平均每年 +5.1%，我们 +13.3%；份额上升 1.1 个点",
            "电话调查，回收 220 份",
        ),
        "en": (
            "Our share is 5.3%: we sell 27,450,000 (orders of 2025-07-01 to 2026-06-30) of a market of",
            "SAM        340,000,000  ██",
            "From above: 524,160,000",
            "Both ways are 7.3% apart, within 30%",
            "2022-2025: the market +5.1% a year, we +13.3%; our share is rising by 1.1 points",
            "telephone survey",
        ),
    }
    for each in told[language]:
        assert each in out


def test_the_page_of_rivals(language: str, run: Run) -> None:
    out = run("market", "competitors", *AS_OF).out
    told = {
        "zh": (
            "我们强度 38.2（中），5 家里排第 3",
            "份额 5.2%，是最大对手恒力泵阀 12.0% 的 0.43 倍",
            "只有我们有：24小时到场 → 停产不超过一天",
            "对手有、我们没有：远程监测",
            "加权得分        3.00      2.90",
        ),
        "en": (
            "Our strength is 38.2 (medium), number 3 of 5",
            "Our share of 5.2% is 0.43 times that of the largest rival, Hengli Pumps (12.0%)",
            "Only we have: on site in 24 h → a standstill of less than a day",
            "Rivals have, we have not: remote watch",
        ),
    }
    for each in told[language]:
        assert each in out
    weak = {"zh": "弱项：售后要等三天", "en": "Weaknesses: service takes three days"}[language]
    assert weak not in out
    assert weak in run("market", "competitors", *AS_OF, "--all").out


def test_figures_for_machines(language: str, run: Run) -> None:
    size = json.loads(run("market", "size", *AS_OF, "-f", "json").out)
    assert size["summary"]["ours"] == "27450000"
    assert (size["summary"]["ours_from"], size["summary"]["gap"]) == ("orders", "0.073222")
    assert size["inputs"][-1]["left_out"] == {"after_as_of": 1, "earlier": 1}
    assert [each["from"] for each in size["parameters"] if each["name"].startswith("parameters")] == ["default"]
    rivals = json.loads(run("market", "competitors", *AS_OF, "-f", "json").out)
    assert rivals["summary"]["relative_share"] == "0.433333"
    assert len([row for row in rivals["rows"] if row["part"] == "firm"]) == 5
    table = list(csv.reader(io.StringIO(run("market", "competitors", *AS_OF, "-f", "csv").out.lstrip("\ufeff"))))
    assert len(table) == 1 + 5 + 25 + 20
    assert language in ("zh", "en")


@pytest.mark.parametrize("name", ["size", "competitors"])
@pytest.mark.parametrize("ending", ["xlsx", "csv", "md", "txt", "jsonl"])
def test_every_form(name: str, ending: str, empty: Path, run: Run) -> None:
    write("market: {size: {tam: 5, ours: 1, source: x}, competitors: [{name: A, features: {a: 有}}]}\n")
    assert run("market", name, *AS_OF, "-o", f"page.{ending}").code == 0
    assert (empty / f"page.{ending}").stat().st_size


@pytest.mark.parametrize("name", ["size", "competitors"])
@pytest.mark.parametrize("text", ["", "market: {}\n", "market: {size: {}, competitors: [], factors: {}, us: {}}\n"])
def test_a_plan_without_a_market(name: str, text: str, empty: Path, run: Run) -> None:
    assert empty.is_dir()
    write(text)
    done = run("market", name, *AS_OF)
    assert (done.code, done.err) == (0, "")
    assert {"size": "在 market.size 下写", "competitors": "在 market 下写 competitors:"}[name] in done.out


@pytest.mark.parametrize("name", ["size", "competitors"])
def test_no_plan(name: str, empty: Path, run: Run) -> None:
    assert empty.is_dir()
    done = run("market", name, "--no-plan")
    assert done.code == 2
    assert f"market {name} 要看计划" in done.err


def test_findings_stand_at_their_line_and_decide_the_exit_code(empty: Path, run: Run) -> None:
    assert empty.is_dir()
    write("market:\n  size:\n    source: x\n    tam: 5\n    sam: 6\n  competitors:\n  - name: '{x}'\n  - name: '{X}'\n")
    done = run("market", "size", *AS_OF, "--fail-on", "error")
    assert done.code == 1
    assert "plan.yaml:6:5 market.size.sam 可服务市场 SAM 6 比总市场 TAM 5 还大 (SIZE-F01)" in done.out
    done = run("market", "competitors", *AS_OF, "--fail-on", "error")
    assert done.code == 1
    assert "plan.yaml:9:5 market.competitors[1].name 有两家竞争对手都叫“{X}” (RIVAL-F07)" in done.out
    assert run("market", "competitors", *AS_OF).code == 0


def test_orders_larger_than_the_market(empty: Path, run: Run) -> None:
    (empty / "o.csv").write_text(ORDERS, "utf-8")
    write("sources: {orders: o.csv}\nmarket: {size: {tam: 2744万, source: x}}\n")
    done = run("market", "size", *AS_OF, "--fail-on", "error")
    assert done.code == 1
    assert "2025-07-01 到 2026-06-30 的订单有 27,450,000，超过总市场 TAM 27,440,000 (SIZE-F10)" in done.out


def test_orders_count_where_their_rule_is_ignored_too(empty: Path, run: Run) -> None:
    (empty / "o.csv").write_text(ORDERS, "utf-8")
    write("sources: {orders: o.csv}\nmarket: {size: {tam: 2744万, source: x}}\nchecks: {ignore: [SIZE-F10]}\n")
    done = run("market", "size", *AS_OF, "--fail-on", "error")
    assert done.code == 0
    assert "我们占 100.0%" in done.out


@pytest.mark.parametrize(
    ("orders", "code"),
    [
        ("客户,日期,数量\n甲,2026-06-01,5\n", "ORDERS-no-column"),
        ("客户,日期,金额\n甲,2020-06-01,5\n", "MARKET-no-orders"),
        ("客户,日期,金额\n甲,2026-06-01,5\n", "MARKET-orders-short"),
        (None, "CHECK-list"),
    ],
)
def test_orders_that_do_not_tell_our_sales(orders: str | None, code: str, empty: Path, run: Run) -> None:
    if orders:
        (empty / "o.csv").write_text(orders, "utf-8")
    write("sources: {orders: o.csv}\nmarket: {size: {tam: 5亿, source: x}}\n")
    done = run("market", "size", *AS_OF)
    assert done.code == 0
    assert done.out.count(f"({code})") == 1


def test_amounts_without_tax_where_the_plan_says_so(empty: Path, run: Run) -> None:
    (empty / "o.csv").write_text("客户,日期,金额,不含税金额\n甲,2025-07-01,113,100\n甲,2026-06-30,113,100\n", "utf-8")
    write("tax: excluded\nsources: {orders: o.csv}\nmarket: {size: {tam: 1000, source: x}}\n")
    assert json.loads(run("market", "size", *AS_OF, "-f", "json").out)["summary"]["ours"] == "200"


def test_numbers_beyond_all_measure(empty: Path, run: Run) -> None:
    assert empty.is_dir()
    nines = "9" * 18
    write(
        f"market: {{size: {{source: x, top_down: {{population: {nines}, need: 99.99999%, purchases: {nines}, "
        f"price: {nines}}}, years: [{{year: 1900, size: 0.000001}}, {{year: 2200, size: {nines}}}]}}}}\n"
    )
    for form in ("table", "json", "csv"):
        assert run("market", "size", *AS_OF, "-f", form).code == 0


def test_more_rivals_than_the_page_is_wide(empty: Path, run: Run) -> None:
    assert empty.is_dir()
    rivals = "".join(f"  - {{name: 对手名字很长的公司{n}, features: {{a: no}}}}\n" for n in range(12))
    write(f"market:\n  us: {{features: {{a: yes}}}}\n  competitors:\n{rivals}")
    out = run("market", "competitors", *AS_OF).out
    assert "对手 12 家：直接 0、间接 0、没写类型 12；" in out
    assert "另有 6 家排不下，用 -o 文件.xlsx 看全部" in out


@pytest.mark.acceptance
def test_our_sales_of_a_list_of_ten_thousand_rows(empty: Path, run: Run) -> None:
    assert empty.is_dir()
    folder = ROOT / ".." / "shared" / "data" / "orders-cn"
    if not folder.is_dir():
        pytest.skip("the shared lists are not here")
    expected = json.loads((folder / "expected.json").read_text("utf-8"))["示例 - 超市.xls"]["by_year"]["2017"]
    write(
        f"sources: {{orders: '{(folder / '示例 - 超市.xls').resolve()}'}}\nmarket: {{size: {{tam: 1亿, source: x}}}}\n"
    )
    found = json.loads(run("market", "size", "--as-of", "2017-12-31", "-f", "json").out)
    assert found["summary"]["ours"] == str(expected)
    assert found["inputs"][-1]["used"] == 3401
