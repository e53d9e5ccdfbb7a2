"""strategy check and strategy budget as people run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from program import Run
from salesplan.present.safe import width_of

SMALL = """\
strategy:
  tags: [深耕, 开发]
  prices:
  - {product: 泵, price: 850, cost: 860, min_margin: 10%, value: 1200, rival: 800, demand: 常备}
  - {product: 套件, price: 130}
  - {product: 阀, price: 130, cost: 100, min_margin: 10%, value: 160, rival: 125, demand: 常备}
  promotions:
  - {name: 满减, kind: 满减, spend: 300, save: 50, basket: 450, margin: 40%, expected_uplift: 30%}
  - {name: 清仓, kind: 打折, discount: 40%, margin: 40%}
  budget:
    total: 12万
    sales_target: 200万
    lines:
    - {name: 展会, kind: 财, needed: 7万, initiative: 深耕, expected: 90万}
    - {name: 拜访, kind: 财, needed: 6万, initiative: 开发, expected: 60万}
    - {name: 业务员, kind: 人, needed: 10, available: 8}
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan of a few lines, as the current one."""
    (tmp_path / "plan.yaml").write_text(SMALL, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("small")
def test_the_page_of_the_strategy(run: Run) -> None:
    done = run("strategy", "check", "--as-of", "2026-06-30")
    assert done.err == ""
    assert "├─────●─────┤  合适" in done.out  # 130, half-way from 110 to 150
    assert "平均 450  11.1%" in done.out
    assert "卖一件亏一件" in done.out
    assert "plan.yaml:4:" in done.out


@pytest.mark.usefixtures("small")
def test_findings_decide_the_exit_code(run: Run) -> None:
    assert run("strategy", "check").code == 1
    assert run("strategy", "budget").code == 0
    assert run("strategy", "budget", "--fail-on", "error").code == 1


@pytest.mark.usefixtures("small")
def test_the_rows_of_the_strategy(run: Run) -> None:
    found = json.loads(run("strategy", "check", "--format", "json").out)
    money_off = [row for row in found["rows"] if row["name"] == "满减"]
    assert [(row["case"], row["discount"], row["needed"]) for row in money_off] == [
        ("below", "0", "0"),
        ("threshold", "0.166667", "0.714286"),
        ("average", "0.111111", "0.384615"),
    ]
    summary = found["summary"]
    assert (summary["outside"], summary["losing"], summary["short"]) == (1, 1, 1)
    assert summary["missing"] == ["channel", "incentive", "route", "stage", "trigger", "indicator"]
    assert {"name": "parameters.price.ceiling", "value": "1.2", "from": "default"} in found["parameters"]


@pytest.mark.oracle("6.8-a")
@pytest.mark.usefixtures("small")
def test_the_page_of_the_budget(run: Run) -> None:
    done = run("strategy", "budget", "--as-of", "2026-06-30")
    assert "总预算 12.0万 · 资金项目需要 13.0万 · 超出 1.0万" in done.out
    assert "费用率 6.0% = 12.0万 ÷ 销售目标 200.0万（strategy.budget.sales_target）" in done.out
    assert "BUDGET-F01" in done.out
    assert "BUDGET-F03" in done.out
    assert "没有缺口" not in done.out
    asked = run("strategy", "budget", "--as-of", "2026-06-30", "--show-unit", "1")
    assert "总预算 120,000.00 · 资金项目需要 130,000.00 · 超出 10,000.00" in asked.out
    split = run("strategy", "budget", "--as-of", "2026-06-30", "--split-by-contribution")
    assert "总预算 120,000 · 资金项目需要 130,000 · 超出 10,000" in split.out


@pytest.mark.usefixtures("small")
def test_the_split_by_contribution(run: Run) -> None:
    """120,000 over 90 to 60 is 72,000 to 48,000."""
    found = json.loads(run("strategy", "budget", "--split-by-contribution", "--format", "json").out)
    given = {row["name"]: row["split"] for row in found["rows"] if row["part"] == "initiative"}
    assert given == {"深耕": "72000", "开发": "48000", None: None}
    assert "+2,000" in run("strategy", "budget", "--split-by-contribution").out


def test_a_split_that_is_not_possible_names_its_line(small: Path, run: Run) -> None:
    (small / "plan.yaml").write_text("strategy:\n  budget:\n    sales_target: 5\n", encoding="utf-8")
    done = run("strategy", "budget", "--split-by-contribution")
    assert (done.code, done.out) == (3, "")
    assert "plan.yaml:2" in done.err


@pytest.mark.parametrize("command", ["check", "budget"])
@pytest.mark.parametrize(
    "text",
    [
        "version: 1",
        "strategy: {}",
        "strategy: {prices: [], channels: [], budget: {}}",
        "strategy: {mode: {}, budget: {lines: []}}",
        (
            "strategy:\n  prices: [{product: '<script>{x}[red]'}]\n  promotions: [{name: '{0}', kind: 满减}]\n"
            "  triggers: [{}]\n  mode: {routes: [{name: '|'}]}\n  process: [{name: a}]\n  indicators: [{name: b}]\n"
            "  channels: [{name: c, sales: 0}]\n  budget: {total: 0, lines: [{name: '{', initiative: '}', needed: 0}]}"
        ),
        "strategy:\n  prices: [{product: a, price: 5, cost: 9, value: 3}]\n  budget: {total: 0, sales_target: 0}",
    ],
)
@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown"])
def test_odd_plans(command: str, text: str, form: str, small: Path, run: Run) -> None:
    (small / "plan.yaml").write_text(text + "\n", encoding="utf-8")
    done = run("strategy", command, "--as-of", "2026-06-30", "--format", form)
    assert done.code in (0, 1)  # a finding may be an error
    assert done.err == ""


@pytest.mark.parametrize("command", ["check", "budget"])
def test_without_a_plan(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("strategy", command, "--no-plan")
    assert (done.code, done.out) == (2, "")
    assert f"strategy {command}" in done.err


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_example_company_has_nothing_to_mend(lang: str, tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "you"
    assert run("demo", str(folder), "--lang", lang).code == 0
    for command in ("check", "budget"):
        words = ("strategy", command, "-p", str(folder / "plan.yaml"), "--as-of", "2026-06-30")
        found = json.loads(run(*words, "--format", "json").out)
        assert found["findings"] == []
        assert found["summary"].get("missing", []) == []
        assert max(map(width_of, run(*words).out.splitlines())) <= 100


def test_a_percentage_without_its_sign_is_refused(small: Path, run: Run) -> None:
    text = (
        "strategy:\n  promotions:\n  - {name: a, margin: 40, discount: 10}\n  channels:\n  - {name: b, coverage: 1}\n"
    )
    (small / "plan.yaml").write_text(text, encoding="utf-8")
    done = run("strategy", "check")
    assert (done.code, done.out) == (3, "")
    assert ("写成 0.4 或 40%" in done.err, "写成 0.1 或 10%" in done.err) == (True, True)


def test_of_many_rows_those_with_something_wrong_come_first(small: Path, run: Run) -> None:
    prices = "".join(f"  - {{product: p{n}, price: {n}, cost: 50, value: 99}}\n" for n in range(60, 120))
    (small / "plan.yaml").write_text(f"strategy:\n  prices:\n{prices}", encoding="utf-8")
    page = run("strategy", "check").out
    assert "还有 20 行，加 --all 全部列出" in page
    assert "\np119 " in page
    assert run("strategy", "check", "--all").out.count("合适") == 40
