"""What a goal's sentence says, read by hand: figures, spans, vague words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from salesplan.compute.plan.goals.statement import Span, stated
from salesplan.compute.plan.goals.wording import has_number, vague_degrees, vague_verbs, vague_words


@pytest.mark.parametrize(
    ("statement", "shares", "amounts", "spans"),
    [
        ("在未来三个月内将销售额提高20%", ["0.2"], [], [Span(3, "month")]),
        ("在2026年内将销售额从1000万提高到1200万", [], ["10000000", "12000000"], []),
        ("销售额增长百分之二十", ["0.2"], [], []),
        ("新客户增加两成", ["0.2"], [], []),
        ("在半年内做到1.2亿元", [], ["120000000"], [Span(6, "month")]),
        ("90天内签下30家客户", [], ["30"], [Span(90, "day")]),
        ("到8月底达到３００万", [], ["3000000"], []),
        ("2026-06-30前回款1,200,000元", [], ["1200000"], []),
        ("raise revenue by 20% within three months", ["0.2"], [], [Span(3, "month")]),
        ("reach 1.5 million in 2 quarters", [], ["1500000"], [Span(2, "quarter")]),
        ("十二個月內成長15％", ["0.15"], [], [Span(12, "month")]),
        ("控制成本", [], [], []),
        ("把P-100泵的销售额提高20%", ["0.2"], [], []),
        ("raise revenue by 20% in FY26, ISO9001 customers only", ["0.2"], [], []),
        ("销售额做到RMB100万", [], ["1000000"], []),
        ("两年内三成交易来自老客户", [], [], [Span(2, "year")]),
        ("新客户做到2000家，2026年底前", [], ["2000"], []),
        ("从6.311947元提高到12026元", [], ["6.311947", "12026"], []),
        ("in 2026 raise orders by 1800, to 9000 by 2027", [], ["1800", "9000"], []),
        ("win 2000 customers during 2026, by 2026 Q3", [], ["2000"], []),
        ("", [], [], []),
    ],
)
def test_figures_of_a_statement(statement: str, shares: list[str], amounts: list[str], spans: list[Span]) -> None:
    found = stated(statement)
    assert (found.shares, found.amounts, found.spans) == (
        tuple(map(Decimal, shares)),
        tuple(map(Decimal, amounts)),
        tuple(spans),
    )


@pytest.mark.parametrize(
    ("statement", "begins"),
    [
        ("将销售额从1000万提高到1200万", "10000000"),
        ("raise revenue from 5 million to 6 million", "5000000"),
        ("到年底从华东做到1200万", None),
        ("从8月起达到300万", None),
        ("从8月起，达到300万", None),
        ("达到1200万", None),
    ],
)
def test_where_a_statement_begins(statement: str, begins: str | None) -> None:
    assert stated(statement).begins == (Decimal(begins) if begins else None)


def test_a_name_in_quotation_marks_has_no_figures() -> None:
    found = stated("“90天30%套餐”做到50家")
    assert (found.shares, found.amounts, found.spans) == ((), (Decimal(50),), ())


def test_a_unit_that_begins_like_a_large_number_is_none() -> None:
    assert stated("30 kg, 5 months' worth, 2 k").amounts == (Decimal(30), Decimal(2000))


@pytest.mark.parametrize(
    ("statement", "verb"),
    [
        ("提高销售额", "提高"),
        ("提高銷售額", "提高"),
        ("加強客戶服務", "加強"),
        ("Improve customer service", "Improve"),
        ("提高销售额20%", None),
        ("销售额提高两成", None),
        ("increase sales by one million", None),
        ("达到1200万", None),
        ("improvement plan", None),
        ("在三个月内提高销售额", "提高"),
        ("2026年提高销售额", "提高"),
        ("“提高”小组做到30家", None),
        ("“提高1”小组", None),
    ],
)
def test_vague_verbs(statement: str, verb: str | None) -> None:
    assert vague_verbs(statement) == ([verb] if verb else [])


@pytest.mark.parametrize(
    ("statement", "word"),
    [("尽快提高20%", "尽快"), ("大幅提升", "大幅"), ("finish ASAP", "ASAP"), ("在三个月内提高20%", None)],
)
def test_vague_degrees(statement: str, word: str | None) -> None:
    assert vague_degrees(statement) == ([word] if word else [])


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("争取尽量把销售额做到320万以上", ["争取", "尽量", "以上"]),
        ("爭取盡量把銷售額做到320萬以上", ["爭取", "盡量", "以上"]),
        ("做到30家左右，争取更好，争取更快", ["左右", "争取", "更好"]),
        ("尽快提高销售额", ["尽快", "提高"]),
        ("improve sales significantly, ASAP", ["improve", "significantly", "ASAP"]),
        ("以上目标做到320万", []),
        ("销售额提高到壹仟贰佰万", []),
        ("提高到 320万", []),
    ],
)
def test_every_vague_word_is_named(statement: str, words: list[str]) -> None:
    assert vague_words(statement) == words


@pytest.mark.parametrize(
    ("text", "there"), [("三家", True), ("double sales", True), ("一定做好", False), ("none", False)]
)
def test_numbers_in_words(text: str, *, there: bool) -> None:
    assert has_number(text) is there
