"""The sentence that a goal's fields make, by hand and by law; what follows with certainty from other fields."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.compute.plan.goals.corrections import corrections
from salesplan.compute.plan.goals.proposal import proposal
from salesplan.compute.plan.rule import Facts
from salesplan.compute.plan.rules.smart_specific import clear_words, sentence_agrees
from salesplan.model.plan.metrics import REGISTRY
from salesplan.model.plan.plan import Plan
from salesplan.text import LANGUAGES, Lang

AS_OF = date(2026, 6, 30)
WHOLE: dict[str, Any] = {
    "id": "G1", "metric": "revenue", "scope": {"region": "华东"}, "owner": "陈志明", "start": "2026-07-01",
    "end": "2026-09-30", "baseline": {"value": "1000万"}, "target": {"value": "1200万"},
}  # fmt: skip


def facts_of(*goals: dict[str, Any], **plan: object) -> Facts:
    return Facts(Plan.model_validate({"goals": goals, **plan}), AS_OF)


def sentence(language: Lang, **changes: object) -> str:
    facts = facts_of({**WHOLE, **changes})
    return proposal(facts.plan.goals[0], facts).sentence.in_(language)


@pytest.mark.parametrize(
    ("changes", "zh"),
    [
        ({}, "在 2026-07-01 至 2026-09-30 内将华东销售额从 1,000万元 提高到 1,200万元（+20%），负责人 陈志明"),
        (
            {"scope": "all", "start": "2026-01-01", "end": "2026-12-31", "target": {"change_pct": "-12.5%"}},
            "在 2026 年内将全公司销售额从 1,000万元 降低到 875万元（-12.5%），负责人 陈志明",
        ),
        (
            {"scope": "all", "start": "2150-01-01", "end": "2150-12-31"},
            "在 2150-01-01 至 2150-12-31 内将全公司销售额从 1,000万元 提高到 1,200万元（+20%），负责人 陈志明",
        ),
        (
            {"direction": "keep", "baseline": {}, "start": None},
            "在 2026-09-30 前将华东销售额保持在 1,200万元，负责人 陈志明",
        ),
        (
            {"direction": "reach", "metric": "new_customers", "baseline": {"value": 0}, "target": {"value": 30}},
            "在 2026-07-01 至 2026-09-30 内将华东新客户数从 0家 做到 30家，负责人 陈志明",
        ),
        (
            {"metric": "转化率", "baseline": {"value": "0.2"}, "target": {"value": "0.25"}},
            "在 2026-07-01 至 2026-09-30 内将华东转化率从 20% 提高到 25%，负责人 陈志明",
        ),
        (
            {"metric": "转化率", "unit": "%", "baseline": {"value": "20"}, "target": {"value": "25"}},
            "在 2026-07-01 至 2026-09-30 内将华东转化率从 20% 提高到 25%，负责人 陈志明",
        ),
        (
            {
                "scope": {"region": "3区", "product": "更好"},
                "target": {"value": "12345678"},
                "end": None,
                "start": None,
            },
            "在 〔期间……待填〕内将“3区”·“更好”销售额从 1,000万元 提高到 12,345,678元（+23.46%），负责人 陈志明",
        ),
        (
            {"scope": None, "owner": None, "end": None, "start": None, "target": {}},
            "在 〔期间……待填〕内将〔范围……待填〕销售额从 1,000万元 做到 〔目标……待填〕，负责人 〔负责人……待填〕",
        ),
        (
            {"metric": None, "baseline": {}},
            "在 2026-07-01 至 2026-09-30 内将华东〔指标……待填〕从 〔基线……待填〕 做到 12,000,000，负责人 陈志明",
        ),
    ],
)
def test_sentences_by_hand(changes: dict[str, Any], zh: str) -> None:
    assert sentence("zh", **changes) == zh


@pytest.mark.parametrize(
    ("changes", "en"),
    [
        (
            {"scope": {"region": "East", "product": "Pumps"}, "owner": "Chen", "start": None},
            "raise revenue (East, Pumps) from 10,000,000 yuan to 12,000,000 yuan (+20%) by 2026-09-30, owner Chen",
        ),
        (
            {"direction": "keep", "scope": "all", "owner": "Chen", "start": "2026-01-01", "end": "2026-12-31"},
            "keep revenue of the whole company at 12,000,000 yuan in 2026, owner Chen",
        ),
        (
            {
                "metric": "账期",
                "scope": {"region": "East"},
                "owner": "Li",
                "baseline": {"value": 60},
                "target": {"value": 45},
                "end": "2026-07-31",
            },
            "lower credit days (East) from 60 days to 45 days (-25%) between 2026-07-01 and 2026-07-31, owner Li",
        ),
    ],
)
def test_sentences_in_english(changes: dict[str, Any], en: str) -> None:
    assert sentence("en", **changes) == en


def test_money_of_another_currency() -> None:
    facts = facts_of(WHOLE, currency="USD")
    assert "12,000,000 USD" in proposal(facts.plan.goals[0], facts).sentence.in_("en")


AMOUNTS = st.decimals(-(10**12), 10**12, places=2)
NAMES = st.one_of(
    st.none(), st.text(min_size=1, max_size=12), st.sampled_from(["从化", "3区", "提高组", "90天", "万里", "{x}"])
)
DAYS = st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2098, 1, 1)))
TARGETS: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.fixed_dictionaries({"value": AMOUNTS}),
    st.fixed_dictionaries({"change_pct": st.decimals(-1, 10, places=4)}),
    st.fixed_dictionaries({"change_abs": AMOUNTS}),
)


@settings(max_examples=60)
@given(
    metric=st.sampled_from([*REGISTRY, "回访"]),
    unit=st.sampled_from([None, "元", "万元", "家", "%", "天", "kg", "million yuan", "个月", "分"]),
    direction=st.sampled_from([None, "increase", "decrease", "reach", "keep"]),
    scope=st.one_of(st.none(), st.just("all"), NAMES.map(lambda name: {"region": name or "x", "rep": "y"})),
    owner=NAMES,
    base=st.one_of(st.none(), AMOUNTS),
    target=TARGETS,
    start=DAYS,
    days=st.one_of(st.none(), st.integers(0, 800)),
)
def test_a_proposed_sentence_is_neither_vague_nor_wrong(**drawn: object) -> None:
    """Whatever the fields are, the sentence made from them passes S5 and S6 in both languages."""
    start, days = cast("date | None", drawn["start"]), cast("int | None", drawn["days"])
    goal = {key: drawn[key] for key in ("metric", "unit", "direction", "scope", "owner", "target")}
    goal |= {"id": "G", "baseline": {"value": drawn["base"]}, "start": start and start.isoformat()}
    goal["end"] = (start + timedelta(days=days)).isoformat() if start and days is not None else None
    facts = facts_of(goal)
    made = proposal(facts.plan.goals[0], facts)
    for language in LANGUAGES:
        again = facts_of({**goal, "statement": made.sentence.in_(language)})
        assert list(clear_words(again)) == []
        assert list(sentence_agrees(again)) == []


def found(goal: dict[str, Any], **plan: object) -> list[tuple[Any, ...]]:
    return [(one.path, one.key, one.value) for one in corrections(facts_of(goal, **plan))]


SOUND = {**WHOLE, "unit": "元", "direction": "increase"}


def test_a_sound_goal_needs_no_correction() -> None:
    assert found(SOUND) == []


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        ({"direction": None}, []),
        ({"unit": None}, [(("goals", 0), "unit", "元")]),
        ({"unit": None, "metric": "csat"}, []),
        ({"unit": None, "metric": "回访"}, []),
        (
            {"statement": "提高销售额"},
            [(("goals", 0), "statement", sentence("zh"))],
        ),
        ({"statement": "提高销售额", "owner": None}, []),
        ({"statement": "提高销售额", "direction": "decrease"}, []),
        ({"statement": "做到1200万"}, []),
    ],
)
def test_corrections_are_those_that_are_certain(changes: dict[str, Any], wanted: list[Any]) -> None:
    assert found({**SOUND, **changes}) == wanted


def milestones(*values: int, statement: str = "提高20%", last: str = "2026-09-30", **more: object) -> list[Any]:
    days = [f"2026-0{7 + at}-31" for at in range(len(values) - 1)] + [last]
    steps = [{"date": day, "value": value} for day, value in zip(days, values, strict=True)]
    return found({**SOUND, "statement": statement, "milestones": steps, **more})


def test_the_last_milestone_is_the_aim_that_the_sentence_tells_too() -> None:
    wanted = [(("goals", 0, "milestones", 1), "value", "12000000")]
    assert milestones(600, 1300) == wanted
    assert milestones(600, 1300, statement="做到1200万元") == wanted
    assert milestones(600, 12_000_000) == []
    assert milestones(600, 1300, statement="努力") == []
    assert milestones(600, 1300, statement="提高30%") == []
    assert milestones(600, 1300, last="2026-09-29") == []
    assert milestones(13_000_000, 1300) == []
    assert milestones(600, 500, 1300) == []


def test_a_sentence_is_written_in_the_language_of_the_plan() -> None:
    ((path, key, value),) = found({**SOUND, "statement": "improve revenue"}, language="en")
    assert (path, key) == (("goals", 0), "statement")
    assert value.startswith("raise revenue (华东) from 10,000,000 元")


def test_the_aim_in_a_correction_has_every_digit() -> None:
    assert found({**SOUND, "statement": "提高20%", "target": {"change_pct": "20%"},
                  "milestones": [{"date": "2026-09-30", "value": 1}]}) == [
        (("goals", 0, "milestones", 0), "value", str(Decimal(12_000_000)))
    ]  # fmt: skip


def test_a_name_that_reads_like_from_is_quoted() -> None:
    facts = facts_of({**SOUND, "scope": {"region": "从化"}})
    made = proposal(facts.plan.goals[0], facts)
    assert "“从化”" in made.sentence.in_("zh")
