"""commission check and commission simulate as people run them, also on lists and plans that are not in order."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from program import Run

LISTS = "name: 我的\nsources: {orders: orders/*.xlsx, reps: team.xlsx, products: products.xlsx}\n"
RULE = (
    "commission:\n  budget: 20万\n  rules:\n  - id: 提成\n    from: 2026-01-01\n    who: {roles: 业务员}\n"
    "    quota: 25万\n"
    "    tiers: [{from: 0, to: 100%, rate: 1%}, {from: 100%, rate: 2%}]\n"
)
AT = ("-p", "own.yaml", "--as-of", "2026-06-30")


def written(folder: Path, text: str, name: str = "own.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def told(run: Run, *words: str) -> dict[str, Any]:
    done = run(*words, *AT, "--format", "json")
    assert done.err == ""
    found: dict[str, Any] = json.loads(done.out)
    return found


def test_a_sound_plan_passes(run: Run, company: Path) -> None:
    """Four sales people at 2,500 a month are 120,000 less what the one who leaves in September does not get."""
    written(company, LISTS + RULE)
    found = told(run, "commission", "check")
    assert {row["state"] for row in found["rows"] if row["code"][:6] in ("PAY-F1", "PAY-F2", "PAY-F3", "PAY-F6")} == {
        "pass"
    }
    assert found["summary"]["budget"] == "200000"
    assert len(found["summary"]["people"]) >= 4
    assert found["summary"]["errors"] == 0


def test_a_plan_that_pays_for_orders_fails_with_both_sums_and_its_line(run: Run, company: Path) -> None:
    bonus = "  - {id: 笔数奖, from: 2026-01-01, measure: 订单数, tiers: [{from: 0, each: 30}]}\n"
    written(company, LISTS + RULE + bonus)
    done = run("commission", "check", *AT)
    assert done.code == 1
    line = (LISTS + RULE).count("\n") + 1
    assert f"own.yaml:{line}" in done.out
    for words in ("PAY-F1", "一张 10,000 的订单提 30，拆成 10 张各 1,000 的提 300"):
        assert words in done.out
    assert run("check", *AT, "--select", "PAY").code == 1
    assert "PAY-F2" in run("explain", "PAY-F2").out


def test_two_rules_for_the_same_sales_are_one_finding(run: Run, company: Path) -> None:
    """The rule says it; that pay cannot be worked out then is not said again."""
    again = RULE[RULE.index("  - id") :].replace("id: 提成", "id: 又一条")
    written(company, LISTS + RULE + again)
    found = told(run, "commission", "check")
    assert [each["code"] for each in found["findings"] if each["severity"] == "error"] == ["PAY-F07"]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        (LISTS, 0, "没有提成规则"),
        (RULE, 0, "没有人员或订单"),
        (LISTS.replace("orders/*.xlsx", "nothing.xlsx") + RULE, 1, "nothing.xlsx"),
    ],
)
def test_without_rules_or_orders_it_says_so(run: Run, company: Path, text: str, code: int, words: str) -> None:
    written(company, text)
    done = run("commission", "check", *AT)
    assert (done.code, words in done.out) == (code, True)


def test_the_simulation_and_another_plan(run: Run, company: Path) -> None:
    written(company, LISTS + RULE)
    written(company, RULE.replace("rate: 1%", "rate: 0.5%"), "other.yaml")
    found = told(run, "commission", "simulate", "--sales", "+10%,-10%", "--against", "other.yaml")
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in found["rows"]:
        rows.setdefault(row["part"], []).append(row)
    assert [row["scenario"] for row in rows["scenario"]] == ["plan", "+10%", "-10%", "pace", "last_year"]
    assert [row["attainment"] for row in rows["curve"]][-1] == "1.5"
    assert {float(row["change"]) <= 0 for row in rows["against"]} == {True}
    assert found["summary"]["against"]["file"] == "other.yaml"
    page = run("commission", "simulate", *AT, "--against", "other.yaml", "--lang", "en")
    assert (page.code, page.err) == (0, "")
    assert max(map(len, page.out.splitlines())) <= 100
    assert "by other.yaml the orders of 2025 pay" in page.out


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (("--sales", "lots"), 2, "--sales +10%,-10%"),
        (("--sales", "-100%"), 2, "--sales +10%,-10%"),
        (("--against", "nowhere.yaml"), 2, "nowhere.yaml"),
        (("--against", "plain.yaml"), 3, "plain.yaml"),
        (("--against", "goal.yaml"), 3, "goal.yaml"),
    ],
)
def test_wishes_that_cannot_be_met(run: Run, company: Path, more: tuple[str, ...], code: int, words: str) -> None:
    written(company, LISTS + RULE)
    written(company, "name: x\n", "plain.yaml")
    written(company, RULE.replace("25万", "{targets: gone}"), "goal.yaml")
    done = run("commission", "simulate", *AT, *more)
    assert (done.code, done.out) == (code, "")
    assert words in done.err


def test_hostile_names_are_shown_harmless(run: Run, company: Path) -> None:
    text = RULE.replace("id: 提成", "id: '=1+1 {x} <script>'").replace("quota: 25万", "quota: 25万\n    cap: 2600")
    written(company, LISTS + text)
    for command in ("check", "simulate"):
        done = run("commission", command, *AT)
        assert done.err == ""
        assert "=1+1 {x} <script>" in done.out


def test_the_curve_of_a_rule_of_some_months_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    one = "{id: a, from: 2026-01-01, to: 2026-05-31, quota: 10万, tiers: [{from: 0, rate: 5%}]}"
    two = "{id: b, from: 2026-06-15, quota: none, tiers: [{from: 0, rate: 5%}]}"
    Path("plan.yaml").write_text(f"sources: {{orders: o.csv}}\ncommission: {{rules: [{one}, {two}]}}\n", "utf-8")
    Path("o.csv").write_text("订单编号,订单日期,金额,业务员\nS1,2026-05-10,12万,张三\n", "utf-8")
    done = run("commission", "simulate", "--as-of", "2026-06-30")
    assert "成本曲线：a（2026-01 到 05，按" in done.out
    assert "成本曲线：b（2026-06-15 到 2026-12-31，按" in done.out
    assert "100% 是过去一年里平常卖的" in done.out
