from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from made_lists import made_list
from reviewed_team import AS_OF, JUNE, lines, lists, population, review_of, staff, tracked
from salesplan.compute.prospects.deal_rows import deals_of
from salesplan.compute.team.band_page import band_findings, band_rows, band_summary
from salesplan.compute.team.feedback import Cause, Feedback, cause_of, feedback_of
from salesplan.compute.team.feedback_words import cause_words, next_step
from salesplan.compute.team.rep_cells import rep_findings
from salesplan.compute.team.review import Reviewed, review
from salesplan.compute.team.review_facts import ReviewLists
from salesplan.compute.team.review_findings import review_findings
from salesplan.compute.team.review_rows import rows_of
from salesplan.model.plan.plan import Plan
from salesplan.text import Text

NAMES = ("甲", "乙", "丙", "丁")
PEOPLE = population(C1="甲", C2="乙", C3="丙", C4="丁")
SOLD = lines(("C1", "2026-06-10", 100, "甲"), ("C1", "2026-01-05", 5, "甲"), ("C2", "2026-06-10", 300, "乙"))


def team_lists(reached: Sequence[Sequence[object]], **more: Any) -> ReviewLists:  # noqa: ANN401 - any list
    """Four people (甲 to 丁) with targets of 100 and what they reached in May and June."""
    months = ("2026-05", "2026-06")
    rows = [
        (name, month, Decimal(100), Decimal(str(value)), Decimal(100))
        for month, values in zip(months, reached, strict=True)
        for name, value in zip(NAMES, values, strict=True)
    ]
    return lists(staff(*NAMES), PEOPLE, SOLD, targets={"revenue": tracked(*rows)}, **more)


def reviewed(reached: Sequence[Sequence[object]], plan: Plan | None = None, **more: Any) -> Reviewed:  # noqa: ANN401 - as above
    return review(team_lists(reached, **more), JUNE, plan or Plan(), AS_OF)


def test_the_best_score_comes_first_with_band_and_last_score() -> None:
    done = reviewed([(50, 90, 80, 70), (110, 90, 90, 20)])
    told = [
        (each.person, each.score, each.grade, each.rank, each.band, each.last_score) for each in done.summary.sheets
    ]
    assert told == [
        ("甲", Decimal(110), "S", 1, "top", Decimal(50)),
        ("丙", Decimal(90), "B", 2, "middle", Decimal(80)),
        ("乙", Decimal(90), "B", 2, "middle", Decimal(90)),
        ("丁", Decimal(20), "D", 4, "bottom", Decimal(70)),
    ]
    assert dict(done.summary.grades) == {"S": 1, "B": 2, "D": 1}
    assert (done.summary.mean_score, done.summary.before, done.summary.people) == (Decimal("77.5"), "2026-05", 4)


def test_bottom_in_two_periods_is_a_proposal_only() -> None:
    twice = reviewed([(90, 90, 80, 10), (90, 90, 80, 20)])
    summary = band_summary(twice, Plan())
    assert [each.person for each in summary.proposals] == ["丁"]
    row = {r["person"]: r for r in band_rows(twice, Plan()).records()}["丁"]
    assert (row["action"], row["bottom_periods"], row["last_band"], row["decided_by"]) == ("out", 2, "bottom", "")
    assert [p.code for p in band_findings(summary, Plan())] == ["BANDS-proposal"]
    once = reviewed([(90, 90, 10, 80), (90, 90, 80, 20)])
    assert band_summary(once, Plan()).proposals == ()
    assert {r["person"]: r["action"] for r in band_rows(once, Plan()).records()}["丁"] == "improve"


@pytest.mark.parametrize(("out_after", "proposed"), [(1, ["丁"]), (2, ["丁"]), (3, [])])
def test_after_how_many_periods_is_the_plans(out_after: int, proposed: list[str]) -> None:
    plan = Plan.model_validate({"parameters": {"bands": {"out_after": out_after}}})
    done = reviewed([(90, 90, 80, 10), (90, 90, 80, 20)], plan)
    assert [each.person for each in band_summary(done, plan).proposals] == proposed


def test_groups_of_bands() -> None:
    summary = band_summary(reviewed([(90, 90, 80, 10), (110, 90, 80, 20)]), Plan())
    assert [(each.band, each.people, each.mean) for each in summary.groups] == [
        ("top", ("甲",), Decimal(110)),
        ("middle", ("乙", "丙"), Decimal(85)),
        ("bottom", ("丁",), Decimal(20)),
    ]
    assert summary.size == 1


def test_fewer_people_than_bands_take() -> None:
    plan = Plan.model_validate({"parameters": {"bands": {"min_people": 5}}})
    summary = band_summary(reviewed([(1, 2, 3, 4), (1, 2, 3, 4)], plan), plan)
    assert (summary.groups, summary.size) == ((), 0)
    assert [p.code for p in band_findings(summary, plan)] == ["BANDS-few-people"]


def test_without_sales_of_the_period_before_nothing_is_compared() -> None:
    targets = tracked(*((name, "2026-06", Decimal(100), Decimal(50), Decimal(100)) for name in NAMES))
    done = review(lists(staff(*NAMES), PEOPLE, SOLD, targets={"revenue": targets}), JUNE, Plan(), AS_OF)
    assert done.summary.before is None
    assert {each.last_score for each in done.summary.sheets} == {None}
    assert [p.code for p in band_findings(band_summary(done, Plan()), Plan())] == ["BANDS-no-period-before"]


def survey(scores: dict[str, list[int]]) -> dict[str, Any]:
    rows = [(customer, score) for customer, each in scores.items() for score in each]
    days = [AS_OF] * len(rows)
    return {"survey": made_list("survey", customer_id=[r[0] for r in rows], date=days, score=[r[1] for r in rows])}


@pytest.mark.parametrize(
    ("scores", "exemplars"), [([5, 5, 4, 4, 1], ["甲"]), ([5, 5, 4, 1, 1], []), ([5, 5, 5, 5], [])]
)
def test_an_exemplar_is_at_the_top_and_satisfies_customers(scores: list[int], exemplars: list[str]) -> None:
    done = reviewed([(110, 90, 80, 20)] * 2, **survey({"C1": scores, "C2": [5] * 5}))
    assert [each.person for each in done.summary.sheets if each.exemplar] == exemplars


def feedback(done: Reviewed, name: str) -> Feedback:
    return done.feedback[name]


def test_strengths_and_the_gap_that_costs_most() -> None:
    done = reviewed([(100, 100, 100, 100)] * 2, **survey({"C1": [5, 5, 5, 1, 1]}))
    told = feedback(done, "甲")
    assert told.strengths == ("sales",)
    assert (told.gap, told.short) == ("csat", Fraction(1, 5))
    assert told.lost == Fraction(15 * 100, 55) * Fraction(1, 4)
    assert told.topics == ("service",)
    assert (told.cause and told.cause.name) == "low_scores"
    assert feedback(done, "乙") == Feedback(("sales",))


def test_a_larger_weight_decides_between_gaps() -> None:
    done = reviewed([(80, 100, 100, 100)] * 2, **survey({"C1": [5, 5, 5, 1, 1]}))
    assert feedback(done, "甲").gap == "sales"


def test_collection_names_whom_to_collect_from() -> None:
    owed = made_list("receivables", period=["2026-06"], customer_id=["C1"], opening=[20], closing=[60])
    done = reviewed([(100, 100, 100, 100)] * 2, receivables=owed)
    one = done.current.people[0]
    told = feedback(done, "甲")
    assert (told.gap, told.cause and told.cause.name) == ("collection", "receivables_grew")
    assert str(cause_words(told.cause)) == "应收增加了 40"
    assert str(next_step(one, told)) == "先催这几家：公司C1（60）；培训：合同、回款"
    english = next_step(one, told)
    assert english is not None
    assert english.in_("en") == "collect from these first: 公司C1 (60); training: contracts, collection"


def test_the_figure_furthest_below_the_team_is_the_cause() -> None:
    contacts = made_list("activities", rep=["甲", *["乙"] * 3], date=[AS_OF] * 4)
    done = reviewed([(80, 80, 100, 100)] * 2, activities=contacts)
    told = feedback(done, "甲")
    assert told.cause == Cause("small_orders", Fraction(100), Fraction(200))
    assert feedback(done, "乙").cause == Cause("not_below_team")
    third = done.current.people[2]
    cause = cause_of("sales", third, done.current.people)
    assert cause == Cause("few_contacts", Fraction(0), Fraction(1))


def test_few_contacts_says_how_many_more() -> None:
    contacts = made_list("activities", rep=["乙"] * 5, date=[AS_OF] * 5)
    done = reviewed([(100, 100, 50, 100)] * 2, activities=contacts)
    told, one = feedback(done, "丙"), done.current.people[2]
    assert str(cause_words(told.cause)) == "联系太少：0 次，团队人均 1.3 次（按全职折算）"
    assert str(next_step(one, told)) == "下个期间多联系 2 次，先联系到期的客户（salesplan visits due）"


@pytest.mark.parametrize(
    ("stages", "cause", "words"),
    [
        (["谈判", "谈判", "输单"], "still_open", "新增的 3 个商机里还有 2 个没结果"),
        (["谈判", "输单", "输单"], "lost", "新增的 3 个商机里丢了 2 个"),
    ],
)
def test_why_conversion_lacks(stages: list[str], cause: str, words: str) -> None:
    rows = len(stages)
    made = made_list(
        "deals", id=[f"D{n}" for n in range(rows)], owner=["甲"] * rows, stage=stages, created=[AS_OF] * rows
    )
    plan = Plan.model_validate({"parameters": {"review": {"targets": {"conversion": "20%"}, "min_deals": rows}}})
    done = reviewed([(100, 100, 100, 100)] * 2, plan, deals=tuple(deals_of(made)), dated=True)
    told = feedback(done, "甲")
    assert (told.gap, told.cause and told.cause.name, told.topics) == (
        "conversion",
        cause,
        ("negotiation", "communication"),
    )
    assert str(cause_words(told.cause)) == words


def test_rewards_of_the_plan_for_what_was_reached_and_the_role() -> None:
    incentives = [
        {"name": "提成", "metric": "revenue"},
        {"name": "经理奖", "metric": "revenue", "roles": "经理"},
        {"name": "服务奖", "metric": "csat"},
        {"name": "团建"},
    ]
    plan = Plan.model_validate({"strategy": {"incentives": incentives}})
    done = reviewed([(100, 90, 100, 100)] * 2, plan)
    assert feedback(done, "甲").rewards == ("提成",)
    assert feedback(done, "乙").rewards == ()


def test_nothing_known_has_no_feedback() -> None:
    given = lists(staff("甲"), PEOPLE, SOLD)
    done = review(given, JUNE, Plan(), AS_OF)
    assert feedback(done, "甲") == Feedback()
    codes = [p.code for p in review_findings(done.current, Plan().parameters, under_way=False)]
    assert codes == [*["REVIEW-not-known"] * 5, "REVIEW-no-score"]
    assert next(iter(rows_of(done).records()))["score"] is None
    one = done.current.people[0]
    assert feedback_of(one, [one], Plan().parameters.review, {}) == Feedback()


def test_a_target_of_nothing_and_negative_sales_are_told() -> None:
    rows = [("甲", "2026-06", Decimal(0), Decimal(5), None), ("乙", "2026-06", Decimal(9), Decimal(-5), Decimal(9))]
    done = review_of(lists(staff("甲", "乙"), PEOPLE, SOLD, targets={"revenue": tracked(*rows)}))
    found = list(review_findings(done, Plan().parameters, under_way=True))
    told = [str(p.what) for p in found]
    assert "2026-06 还没结束：目标只算到截止日期应完成的部分" in told
    assert "销售完成率不知道（甲）：目标是 0，算不出完成率；其余指标的权重按比例放大" in told
    assert "乙 的销售额是负数，完成率按 0 计分" in told
    assert done.people[1].scored.score == 0


def test_people_nobody_knows_are_named_with_whom_they_may_be() -> None:
    found = list(rep_findings(staff("张三丰"), {"orders": {"张三锋": 3, "张三丰（离职）": 1}}, ()))
    assert [(p.code, p.value) for p in found] == [("OWNERS-unknown", "张三锋")]
    assert "张三丰" in str(found[0].fix)


def test_nobody_was_there() -> None:
    done = review(lists(staff("甲", hired=[date(2026, 7, 1)]), PEOPLE, SOLD), JUNE, Plan(), AS_OF)
    assert done.summary.people == 0
    assert [p.code for p in review_findings(done.current, Plan().parameters, under_way=False)] == ["REVIEW-nobody"]
    assert len(rows_of(done)) == 0


def test_the_order_of_lists_makes_no_difference() -> None:
    """The team stands in another order: every sheet is the same, in the same place."""
    one = reviewed([(50, 90, 80, 70), (110, 90, 90, 20)])
    given = team_lists([(50, 90, 80, 70), (110, 90, 90, 20)])
    other = review(lists(staff(*NAMES[::-1]), PEOPLE, SOLD, targets=given.targets), JUNE, Plan(), AS_OF)
    assert one.summary == other.summary


def test_words_of_every_reason_and_cause_are_whole() -> None:
    from salesplan.compute.team.feedback_words import _CAUSES, _STEPS
    from salesplan.compute.team.review_findings import WHYS

    texts: list[Text] = [*_CAUSES.values(), *_STEPS.values(), *(text for why in WHYS.values() for text in why[:2])]
    assert all(text.zh and text.en for text in texts)


def test_people_of_one_name_are_told_apart_by_their_numbers() -> None:
    team = staff("张伟", "张伟", id=["R1", "R2"])
    people = population(C1="R2", C2="张伟", C3="R1")
    sold = lines(("C1", "2026-06-01", 7, "R2"), ("C2", "2026-06-01", 5, "张伟"), ("C3", "2026-01-01", 1, "R1"))
    rows = [("R1", "2026-06", Decimal(10), Decimal(5), Decimal(10)), ("R2", "2026-06", Decimal(10), Decimal(9), None)]
    done = review(lists(team, people, sold, targets={"revenue": tracked(*rows)}), JUNE, Plan(), AS_OF)
    assert [(each.key, each.person, each.score) for each in done.summary.sheets] == [
        ("r2", "张伟", Decimal(90)),
        ("r1", "张伟", Decimal(50)),
    ]
    assert [row["sold"] for row in rows_of(done).records()] == [Decimal(7), Decimal(5)]


def deals(**stages: list[str]) -> dict[str, Any]:
    """Deals captured on the as-of, by owner and stage."""
    rows = [(owner, stage) for owner, each in stages.items() for stage in each]
    made = made_list(
        "deals",
        id=[f"D{n}" for n in range(len(rows))],
        owner=[owner for owner, _ in rows],
        stage=[stage for _, stage in rows],
        created=[AS_OF] * len(rows),
    )
    return {"deals": tuple(deals_of(made)), "dated": True}


@pytest.mark.parametrize(
    ("stages", "told"), [(["谈判", "谈判", "输单"], True), (["谈判", "输单"], False), (["赢单"], False), ([], False)]
)
def test_a_cohort_that_is_mostly_open_is_told(stages: list[str], told: bool) -> None:  # noqa: FBT001 - cases
    done = reviewed([(100, 100, 100, 100)] * 2, **deals(甲=stages))
    codes = [p.code for p in review_findings(done.current, Plan().parameters, under_way=False)]
    assert ("REVIEW-still-open" in codes) == told


@pytest.mark.parametrize(
    ("own", "cause"),
    [(["输单", "输单", "谈判", "谈判"], "low_conversion"), (["输单", "谈判", "谈判", "谈判"], "not_below_team")],
)
def test_conversion_is_a_cause_only_where_half_are_decided(own: list[str], cause: str) -> None:
    done = reviewed([(100, 100, 50, 100)] * 2, **deals(丙=own, 甲=["赢单"] * 4, 乙=["输单"]))
    third = done.current.people[2]
    found = cause_of("new_customers", third, done.current.people)
    assert found.name == cause


def test_wins_of_a_period_are_not_said_to_be_open() -> None:
    plan = Plan.model_validate({"parameters": {"review": {"conversion": "period"}}})
    done = reviewed([(100, 100, 100, 100)] * 2, plan, **deals(甲=["谈判"]))
    codes = [p.code for p in review_findings(done.current, plan.parameters, under_way=False)]
    assert "REVIEW-still-open" not in codes


@pytest.mark.parametrize(
    ("stages", "choice", "why", "told"),
    [
        (["赢单"] + ["输单"] * 3, "cohort", "few_deals", (None, None)),
        (["赢单"] + ["输单"] * 4, "cohort", None, (1, 5)),
        (["谈判"] * 4 + ["输单"], "cohort", None, (0, 5)),
        (["谈判"] * 5, "cohort", "none_decided", (None, None)),
        (["谈判"] * 5, "period", "none_decided", (None, None)),
    ],
)
def test_conversion_of_few_deals_or_open_ones_is_not_known(
    stages: list[str], choice: str, why: str | None, told: tuple[int | None, int | None]
) -> None:
    settings = {"conversion": choice, "targets": {"conversion": "20%"}}
    plan = Plan.model_validate({"parameters": {"review": settings}})
    done = reviewed([(100, 100, 100, 100)] * 2, plan, **deals(甲=stages))
    line = next(each for each in done.summary.sheets if each.person == "甲").line("conversion")
    assert (line.why, line.hits, line.cases) == (why, *told)
    found = [
        str(p.what) for p in review_findings(done.current, plan.parameters, under_way=False) if p.value == "conversion"
    ]
    assert any({"few_deals": "不到 5 个", "none_decided": "都还没结果"}[why] in each for each in found) if why else True


def test_prospects_that_bought_after_the_period_are_not_said_to_be_open() -> None:
    """Three captured, three bought later, no win in the period: nothing is open and nothing is lost."""
    day = JUNE.span.last
    rows: dict[str, list[Any]] = {"id": ["D1", "D2", "D3"], "owner": ["甲"] * 3, "stage": ["赢单"] * 3}
    made = made_list("deals", **rows, created=[day] * 3, close_date=[day + timedelta(days=1)] * 3)
    settings = {"conversion": "period", "targets": {"conversion": "20%"}, "min_deals": 3}
    plan = Plan.model_validate({"parameters": {"review": settings}})
    done = review(
        team_lists([(100, 100, 100, 100)] * 2, deals=tuple(deals_of(made)), dated=True), JUNE, plan, day + timedelta(9)
    )
    told = feedback(done, "甲")
    assert told.cause is not None
    assert str(cause_words(told.cause)) == "期间内新增 3 个商机，赢单只有 0 个：新增的过后才成交"


def test_the_mean_is_of_scores_that_are_not_rounded() -> None:
    done = reviewed(
        [(100, 90, 80, 70), (Decimal("100.004"), Decimal("100.004"), Decimal("100.004"), Decimal("100.008"))]
    )
    assert {each.score for each in done.summary.sheets} == {Decimal("100.00"), Decimal("100.01")}
    assert done.summary.mean_score == Decimal("100.01")


@pytest.mark.parametrize(("out_after", "periods"), [(1, 1), (2, 1), (3, 2)])
def test_as_many_earlier_periods_are_looked_at_as_a_proposal_takes(out_after: int, periods: int) -> None:
    months = ("2026-03", "2026-04", "2026-05", "2026-06")
    rows = [(name, month, Decimal(100), Decimal(90), Decimal(100)) for month in months for name in NAMES]
    given = lists(staff(*NAMES), PEOPLE, SOLD, targets={"revenue": tracked(*rows)})
    done = review(given, JUNE, Plan.model_validate({"parameters": {"bands": {"out_after": out_after}}}), AS_OF)
    assert len(done.earlier) == periods


@pytest.mark.parametrize(("later", "bought"), [(0, 0), (5, 1)])
def test_an_earlier_period_is_judged_as_long_after_its_end(later: int, bought: int) -> None:
    may = date(2026, 5, 31)
    made = made_list(
        "deals", id=["D1"], owner=["甲"], stage=["赢单"], created=[may], close_date=[may + timedelta(days=5)]
    )
    given = team_lists([(100, 100, 100, 100)] * 2, deals=tuple(deals_of(made)), dated=True)
    done = review(given, JUNE, Plan(), JUNE.span.last + timedelta(days=later))
    first = done.earlier[0].of("甲")
    assert first is not None
    assert first.captured.bought == bought
