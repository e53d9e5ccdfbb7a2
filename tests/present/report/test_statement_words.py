"""How the statements of a report read, in both languages, each code with and without what it may lack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from salesplan.compute.report.report import ReportSummary
from salesplan.compute.report.statement import KINDS, Statement, table_of
from salesplan.compute.report.statement_codes import ANSWERED, EVIDENCE
from salesplan.model.result import Result
from salesplan.present.blocks import Line, Screen
from salesplan.present.numbers import unit_named
from salesplan.present.report.parts import ReportPart, ReportTable, Said
from salesplan.present.report.statement_sentences import SENTENCES, sentence
from salesplan.present.report.statement_words import COLUMNS, LABELS, conclusion_of, statement_parts
from salesplan.text import Text, set_language

FULL = Statement(
    "problem",
    "",
    about="华东",
    amount=Decimal(1234567),
    target=Decimal(2000000),
    rate=Decimal("0.617284"),
    before=Decimal(1),
    count=3,
    of=7,
    landing=Decimal(1500000),
    landing_rate=Decimal("0.75"),
    hours=Decimal("9.5"),
    on=date(2026, 7, 31),
    names="甲 & 乙",
    text="丙",
    effect=Decimal(1000000),
)
UNIT = unit_named("万")
CODES = [*SENTENCES, "cause_price", "decide", "standing", "goals_red"]


def result_of(told: Sequence[Statement]) -> Result[ReportSummary]:
    summary: Any = None
    return Result("report", date(2026, 6, 30), summary, table_of(told))


def screen() -> Screen:
    return Screen(100, unit_named(None))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", CODES)
def test_every_sentence_is_whole_when_all_is_known(code: str, language: Any) -> None:  # noqa: ANN401 - a language
    set_language(language)
    told = str(sentence(replace(FULL, code=code), UNIT))
    assert told
    assert not [sign for sign in ("–", "None", "{") if sign in told]
    assert language == "zh" or not [sign for sign in "，；：（" if sign in told]


def test_what_is_said_of_a_region_behind() -> None:
    told = replace(FULL, code="behind_region")
    assert str(sentence(told, UNIT)) == "华东全年预计 150.0万，只到目标 200.0万的 75.0%，差 123.5万"
    assert str(sentence(replace(told, landing=None), UNIT)) == "华东离全年目标 200.0万 还差 123.5万，现在完成 61.7%"


@pytest.mark.parametrize(
    ("code", "unknown", "told"),
    [
        ("pipeline", {"target": None}, "华东 有 3 个商机要定，加权 123.5万"),
        ("pipeline", {"rate": Decimal(1)}, "华东 有 3 个商机要定，加权 123.5万，是目标 200.0万 的 100.0%"),
        ("goals_red", {}, "3 个目标亮红灯：甲 & 乙；快流失的客户最近一年买了 123.5万；丙回款率 100.0%"),
        ("low_collection", {"landing_rate": None}, "丙 回款率 61.7%，目标 100.0%，少收 123.5万"),
        ("goals_red", {"amount": None, "before": None}, "3 个目标亮红灯：甲 & 乙"),
        ("standing", {}, "年累计只比应完成多 123.5万，全靠华东（+200.0万）；甲 & 乙落后，最多的少 100.0万"),
        ("standing", {"target": Decimal(10000), "names": None}, "年累计比应完成多 123.5万；最好的是华东（+1.0万）"),
        ("standing", {"amount": Decimal(-10000), "about": None, "names": None}, "年累计比应完成少 1.0万"),
        ("commitments", {"text": "按区域分的目标"}, "按区域分的目标的 7 份承诺里有 3 份还没认可：甲 & 乙"),
        ("customers", {"count": 0}, "本期没有流失客户（活跃 7 家）；快流失的最近一年买了 200.0万"),
        ("result", {}, "华东 完成 123.5万，目标 200.0万，达成 61.7%，按进度 100.0%"),
        ("result", {"landing_rate": None, "before": None}, "华东 完成 123.5万，目标 200.0万，达成 61.7%"),
        ("product_rise", {"rate": None}, "华东卖了 123.5万，去年同期没有"),
        ("late_complaints", {"names": None}, "3 件投诉超过时限还没办完（没办完的共 7 件）"),
    ],
)
def test_a_sentence_leaves_out_what_is_not_known(code: str, unknown: dict[str, Any], told: str) -> None:
    assert str(sentence(replace(FULL, code=code, **unknown), UNIT)) == told


@pytest.mark.parametrize(
    ("change", "effect", "told"),
    [
        (
            100000,
            60000,
            "本期比去年同期多卖 10.0万（+61.7%），主要因为价格（+6.0万）；变动最大的产品是华东（+200.0万）",
        ),
        (None, 60000, "变动主要因为价格（+6.0万）；变动最大的产品是华东（+200.0万）"),
        (
            -100000,
            -60000,
            "本期比去年同期少卖 10.0万（+61.7%），主要因为价格（-6.0万）；变动最大的产品是华东（+200.0万）",
        ),
    ],
)
def test_a_cause_says_which_way_sales_went(change: int | None, effect: int, told: str) -> None:
    each = replace(FULL, code="cause_price", amount=None if change is None else Decimal(change), effect=Decimal(effect))
    assert str(sentence(each, UNIT)) == told


def proposal(text: str, **more: Any) -> Statement:  # noqa: ANN401 - its fields
    return Statement("proposal", "planned", text=text, origin="plan", **more)


def parts(*told: Statement) -> dict[str, ReportPart]:
    return {part.code: part for part in statement_parts(result_of(told), screen())}


def test_problems_come_before_chances_each_with_its_table() -> None:
    wrong = replace(FULL, code="behind_region", light="red", evidence="targets")
    good = replace(FULL, part="chance", code="new_customers", evidence="bridge")
    items = parts(wrong, good)["problems"].items
    kinds = [
        str(item.text) if isinstance(item, Line) else (item.tone, item.evidence)
        for item in items
        if isinstance(item, Line | Said)
    ]
    assert kinds == ["问题", ("red", "targets"), "机会", ("green", "bridge")]


def test_in_detail_a_problem_shows_the_code_that_a_proposal_names() -> None:
    said = [replace(FULL, code="behind_region"), replace(FULL, part="chance", code="big_deals")]
    for verbose in (False, True):
        (part,) = statement_parts(result_of(said), replace(screen(), verbose=verbose))
        told = [str(item.text) for item in part.items if isinstance(item, Said)]
        assert [text.endswith(" (behind_region)") for text in told] == [verbose, False]
        assert [text.endswith(" (big_deals)") for text in told] == [False, verbose]


def test_proposals_are_a_table_with_what_they_cost_in_all() -> None:
    told = [
        proposal("甲", cost=Decimal(5), owner="李", due=date(2026, 7, 1), answers="behind_region", about="西南"),
        proposal("乙", cost=Decimal(7), answers="lost_customers"),
        proposal("丙"),
    ]
    (table,) = parts(*told)["proposals"].items
    assert isinstance(table, ReportTable)
    assert [column.key for column in table.columns] == ["no", "what", "against", "owner", "due", "cost", "origin"]
    assert [[str(cell) for cell in row[:3]] for row in table.rows.rows()] == [
        *(["1", "甲", "区域落后：西南"], ["2", "乙", "客户流失"], ["3", "丙", "None"]),
    ]
    assert table.totals["cost"] == Decimal(12)
    assert table.summed == {"cost"}


def test_without_costs_there_is_no_total() -> None:
    (table,) = parts(proposal("甲"))["proposals"].items
    assert isinstance(table, ReportTable)
    assert (table.totals, table.summed) == ({}, frozenset())


def test_a_decision_says_what_it_costs_who_decides_and_by_when() -> None:
    asked = Statement("decision", "asked", text="补人", owner="陈总", due=date(2026, 7, 1), cost=Decimal(50000))
    approve = replace(asked, code="approve", owner=None, due=None, effect=Decimal(800000))
    said = [
        str(item.text)
        for item in parts(asked, approve, replace(asked, cost=None, owner=None, due=None))["decisions"].items
        if isinstance(item, Said)
    ]
    assert said == ["补人（费用 5.0万，陈总，2026-07-01 前）", "批准：补人（费用 5.0万，预计带来 80.0万）", "补人"]


@pytest.mark.parametrize(
    ("count", "told"), [(1, "请领导定 1 件事，共要 5.0万：补人"), (2, "请领导定 2 件事，共要 5.0万：补人 等")]
)
def test_the_conclusion_names_the_first_decision(count: int, told: str) -> None:
    decide = Statement("conclusion", "decide", count=count, cost=Decimal(50000))
    (said,) = conclusion_of(result_of([decide, Statement("decision", "asked", text="补人")]), screen())
    assert (str(said.text), said.evidence) == (told, "")


def test_a_next_step_does_not_tell_the_reader_what_to_type() -> None:
    step = Text("先跟潜在客户（salesplan prospects rank）", "rank prospects (salesplan prospects rank)")
    told = replace(FULL, code="next_step", text=step, amount=None)
    assert str(sentence(told, UNIT)) == "先跟潜在客户"
    worth = replace(told, amount=Decimal(20000))
    assert str(sentence(worth, UNIT)) == "先跟潜在客户（最多值 2.0万，还差 200.0万 要另想办法）"
    assert str(sentence(replace(worth, target=Decimal(0)), UNIT)) == "先跟潜在客户（最多值 2.0万）"
    set_language("en")
    assert str(sentence(told, UNIT)) == "rank prospects"


def test_a_proposal_past_its_day_is_marked() -> None:
    (table,) = parts(proposal("甲", light="red"), proposal("乙"))["proposals"].items
    assert isinstance(table, ReportTable)
    assert [str(row[1]) for row in table.rows.rows()] == ["逾期：甲", "乙"]


def test_a_report_without_statements_has_no_such_sections() -> None:
    assert statement_parts(result_of([]), screen()) == ()
    assert conclusion_of(result_of([]), screen()) == ()


def test_every_key_and_code_of_the_rows_has_words() -> None:
    assert set(COLUMNS) == {each.name for each in fields(Statement)} == set(KINDS)
    said = set(EVIDENCE) - {"cause"} | set(SENTENCES) | set(ANSWERED)
    assert said <= set(LABELS["code"])
    assert set(SENTENCES) <= set(LABELS["code"])
