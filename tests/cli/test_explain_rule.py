"""`explain CODE`: rules and problems, one or many, in any spelling, with or without a plan that can be read."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from program import Run
from salesplan.api.explain_rule import all_codes, codes_named, explain_rule
from salesplan.compute.plan.catalogue import catalogue
from salesplan.errors import BadUsage
from salesplan.present.blocks import Screen
from salesplan.present.numbers import unit_named
from salesplan.present.render import FORMATS, render
from salesplan.text import LANGUAGES, Lang, set_language


@pytest.mark.parametrize("words", [("SMART-S5",), ("smart-s5",), ("smart_s5",), ("SMART", "S5"), ("ＳＭＡＲＴ－Ｓ５",)])
def test_a_code_may_be_written_in_many_ways(company: Path, run: Run, words: tuple[str, ...]) -> None:
    done = run("explain", *words)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("SMART-S5   目标 … 里的“…”太含糊\n错误、提醒 · 目标 SMART+C · methods.md 1.3\n")


def test_a_rule_is_told_with_its_reason_examples_and_how_to_silence_it(company: Path, run: Run) -> None:
    one = catalogue()["SMART-S4"]
    out = run("explain", "SMART-S4", "--lang", "en").out
    assert f"Why: {one.why.en}" in out
    assert "What to do: Write owner: a name or id" in out
    for example in (one.example.bad, one.example.good):
        assert all(f"  {line}\n" in out for line in example.splitlines())
    assert "# salesplan: ignore=SMART-S4 reason" in out
    assert "checks: {ignore: [SMART-S4]}" in out
    assert "salesplan check --ignore SMART-S4" in out


@pytest.mark.parametrize("area", sorted({one.area for one in catalogue().values()}))
def test_an_area_lists_all_its_rules(area: str) -> None:
    wanted = [code for code, one in catalogue().items() if one.area == area]
    assert [one.code for one in explain_rule(area).summary.codes if one.is_rule] == wanted


def test_a_rule_says_what_it_finds_in_its_example_at_the_marked_lines() -> None:
    for one in explain_rule("S").summary.codes:
        marked = [n for n, line in enumerate(one.bad.split("\n"), 1) if f"# <- {one.code}" in line]
        assert sorted({found.line for found in one.found}) == marked, one.code


def test_the_sentence_about_an_example_stands_on_the_page(company: Path, run: Run) -> None:
    out = run("explain", "SMART-S4").out
    assert "报的是：\n  第 2 行：目标 G1 没有负责人\n    → 写上 owner: 姓名或编号\n" in out
    assert "目标 G1 没有负责人" in run("explain", "SMART-S").out


def test_an_area_is_not_mixed_with_codes_that_only_begin_alike() -> None:
    assert all(one.code.startswith("SEG-") for one in codes_named("seg"))
    assert {one.code.partition("-")[0] for one in codes_named("SM")} == {"SMART"}


def test_a_rule_that_is_not_always_as_severe_says_so(company: Path, run: Run) -> None:
    out = run("explain", "SMART-S5").out
    assert "\n错误、提醒 · 目标 SMART+C · methods.md 1.3\n" in out
    assert "  第 3 行 提醒：目标 G2 里的“尽快”太含糊\n" in out
    assert json.loads(run("explain", "SMART-S5", "--format", "json").out)["rows"][0]["severity"] is None


def test_a_beginning_lists_what_begins_so(company: Path, run: Run) -> None:
    found = json.loads(run("explain", "SMART-T", "--format", "json").out)
    codes = [one["code"] for one in found["summary"]["codes"]]
    assert codes == [code for code in catalogue() if code.startswith("SMART-T")]


@pytest.mark.parametrize("code", ["READ-number", "PLAN-unknown-key", "SPLIT-frozen", "USAGE-choice"])
def test_a_problem_of_input_or_usage_is_told_with_its_remedy(company: Path, run: Run, code: str) -> None:
    done = run("explain", code.lower(), "--lang", "en")
    assert done.out.startswith(code)
    assert "How to" not in done.out
    assert "ignore=" not in done.out


def test_a_problem_says_how_severe_it_is(company: Path, run: Run) -> None:
    assert run("explain", "SPLIT-frozen").out.startswith("SPLIT-frozen   说明\n")


def test_many_causes_are_cut_unless_all_are_wanted(company: Path, run: Run) -> None:
    causes = len(codes_named("READ-number")[0].causes)
    assert causes > 8
    assert f"还有 {causes - 8} 种情况" in run("explain", "READ-number").out
    assert run("explain", "READ-number", "--all").out.count("  → ") == causes


@pytest.mark.parametrize(
    ("typed", "near"), [("SMRT-S5", "SMART-S5"), ("tragets", "targets"), ("READ-numbr", "READ-number")]
)
def test_a_code_that_is_none_is_refused_with_the_nearest(company: Path, run: Run, typed: str, near: str) -> None:
    done = run("explain", typed)
    assert (done.code, done.out) == (2, "")
    assert near in done.err.split("可以：")[0]
    assert "USAGE-topic" in done.err


@pytest.mark.parametrize("typed", ["", " ", "-", "<script>", "{x}", "SMART-S5x"])
def test_odd_words_are_refused(company: Path, run: Run, typed: str) -> None:
    assert run("explain", typed).code == 2
    with pytest.raises(BadUsage):
        explain_rule(typed)


def test_no_plan_is_needed_and_a_broken_one_is_in_nobodys_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("explain", "PLAN-syntax").code == 0
    Path("plan.yaml").write_text("goals: {", "utf-8")
    assert run("explain", "PLAN-syntax").code == 0


def test_the_plan_settles_the_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text("version: 1\nlanguage: en\n", "utf-8")
    assert "Why:" in run("explain", "SMART-S5").out
    assert "为什么：" in run("explain", "SMART-S5", "--lang", "zh").out


def test_json_is_english_with_the_words_of_the_language_beside(company: Path, run: Run) -> None:
    found = json.loads(run("explain", "SMART-S4", "--format", "json").out)
    (row,) = found["rows"]
    assert (row["code"], row["severity"], row["title"]) == ("SMART-S4", "error", "goal … has no owner")
    assert found["labels"]["codes"]["title"] == {"goal … has no owner": "目标 … 没有负责人"}
    assert found["inputs"] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_is_known_can_be_told_in_every_form(lang: Lang) -> None:
    set_language(lang)
    screen = Screen(100, unit_named(None))
    for area in {code.partition("-")[0] for code in all_codes()}:
        result = explain_rule(f"{area}-")
        for form in FORMATS:
            assert "".join(render(result, form, screen))
        for one in result.summary.codes:
            alone = replace(result, summary=replace(result.summary, codes=(one,)))
            assert "".join(render(alone, "table", screen)).startswith(one.code)
