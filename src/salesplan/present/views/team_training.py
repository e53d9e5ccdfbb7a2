"""How the trainings look: coverage, people by topics, who lacks what, before and after, what to train next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from salesplan.compute.plan.execution.training import Effect, PersonTraining, Suggestion, TopicTraining, TrainingSummary
from salesplan.model.figures import plain
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import NOTHING, percent
from salesplan.present.sections import more_lines, page_start, parameter_line, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.preparation_words import INDICATOR_LABELS, TOPIC_LABELS, called, in_a_row
from salesplan.present.views.target_words import width_needed
from salesplan.present.words import MORE_PEOPLE, listed
from salesplan.text import Text

Row = dict[str, Value]
PERSON, TOPIC, ROLE = Text("姓名", "Person"), Text("主题", "Topic"), Text("职位", "Role")
COVERAGE, SCORE = Text("覆盖率", "Coverage"), Text("成绩", "Score")
REQUIRED, TRAINED, LACKS = Text("要学", "Required"), Text("已学", "Trained"), Text("还缺", "Lacks")
INDICATOR, BEFORE = Text("指标", "Indicator"), Text("培训前", "Before")
AFTER, CHANGE = Text("培训后", "After"), Text("变化", "Change")
DONE, GAP, FREE = "✓", "✗", "·"
SHOWN = 40
"""People that are shown unless all are asked for."""
BESIDE = (("date", "score"), ("score",))
"""What stands beside a tick, as far as the page is wide enough."""


def blocks(result: Result[TrainingSummary], screen: Screen) -> Iterator[Block]:
    """The page: coverage, the findings, the matrix, the topics, who lacks what, effects, what is suggested."""
    s = result.summary
    yield from page_start(VIEW.title, result, screen)
    yield _verdict(s)
    yield from problem_blocks(result.findings, screen)
    rows = {(str(r["person"]), str(r["topic"])): r for r in result.rows.records()}
    if s.people:
        yield Blank()
        people = s.people if screen.all_rows else s.people[:SHOWN]
        topics = [one.topic for one in s.topics]
        tables = (_matrix(people, topics, rows, beside) for beside in BESIDE)
        yield next((one for one in tables if width_needed(one) <= screen.width), _matrix(people, topics, rows, ()))
        yield from more_lines(len(s.people) - len(people), MORE_PEOPLE)
        yield Line(Text("✓ 学过　✗ 还没学　· 不要求", "✓ trained   ✗ not yet   · not required"), "dim")
        yield Blank()
        yield _topic_table(s.topics)
    yield from _gaps(s.people, screen)
    yield from _effects(s.effects)
    if s.suggested is not None:
        yield from _suggested(s.suggested, s)
    if screen.verbose and result.parameters:
        yield parameter_line(result)


def _verdict(s: TrainingSummary) -> Line:
    if s.coverage is None:
        none = Text(
            "计划里没有要学的主题（duties.training.topics）", "no topic is required of anybody (duties.training.topics)"
        )
        return Line(none)
    told = Text(
        "覆盖率 {share}：{people} 人要学的 {n} 项里学了 {done} 项",
        "Coverage {share}: {done} of {n} required trainings, for {people} people",
    )
    return Line(
        told.format(share=percent(s.coverage), people=len(s.people), n=s.required, done=s.trained),
        "good" if s.trained == s.required else "strong",
    )


def _matrix(
    people: Sequence[PersonTraining],
    topics: Sequence[str],
    rows: Mapping[tuple[str, str], Row],
    beside: Sequence[str],
) -> Grid:
    """People by topics, with day and score ``beside`` the ticks."""
    heads = (
        Head(PERSON, shrink=True),
        *(Head(called(topic, TOPIC_LABELS), shrink=not beside) for topic in topics),
        Head(COVERAGE, "right"),
    )
    lines = tuple(
        (one.person, *(_cell(rows.get((one.person, topic)), beside) for topic in topics), percent(one.share))
        for one in people
    )
    return Grid(heads, lines)


def _cell(row: Row | None, beside: Sequence[str]) -> Content:
    if row is None or not (row["required"] or row["trained"]):
        return Cell(FREE, "dim")
    if not row["trained"]:
        return Cell(GAP, "bad")
    told = (_short(row[key]) for key in beside if row[key] is not None)
    return Cell(" ".join((DONE, *told)), "good")


def _short(value: Value) -> str:
    """A day without its year, a score as it is."""
    return f"{value:%m-%d}" if isinstance(value, date) else plain(value) if isinstance(value, Decimal) else ""


def _topic_table(topics: Sequence[TopicTraining]) -> Grid:
    heads = (
        Head(TOPIC),
        Head(REQUIRED, "right"),
        Head(TRAINED, "right"),
        Head(COVERAGE, "right"),
        Head(""),
        Head(Text("平均成绩", "Average score"), "right"),
    )
    return Grid(heads, tuple(_topic_row(one) for one in topics))


def _topic_row(one: TopicTraining) -> tuple[Content, ...]:
    share = Decimal(one.trained) / one.required
    score = f"{one.score:.1f}" if one.score is not None else NOTHING
    name = called(one.topic, TOPIC_LABELS)
    return (name, str(one.required), str(one.trained), percent(share), Bar(share, track=True), score)


def _gaps(people: Sequence[PersonTraining], screen: Screen) -> Iterator[Block]:
    """Who lacks what, those who lack most first."""
    lacking = sorted((one for one in people if one.missing), key=lambda one: -len(one.missing))
    if not lacking:
        return
    yield Blank()
    yield Line(Text("谁还缺什么（{n} 人）", "Who lacks what ({n} people)").format(n=len(lacking)), "warn")
    heads = (Head(PERSON), Head(ROLE), Head(LACKS, shrink=True))
    shown = lacking if screen.all_rows else lacking[:SHOWN]
    yield Grid(heads, tuple((one.person, one.role or "", in_a_row(one.missing, TOPIC_LABELS)) for one in shown))
    yield from more_lines(len(lacking) - len(shown), MORE_PEOPLE)


def _effects(effects: Sequence[Effect]) -> Iterator[Block]:
    if not effects:
        return
    yield Blank()
    told = Text(
        "培训前后的指标（前后有别，不等于是培训带来的）",
        "Indicators before and after (a change need not come from the training)",
    )
    yield Line(told, "strong")
    heads = (Head(TOPIC), Head(INDICATOR), *(Head(head, "right") for head in (BEFORE, AFTER, CHANGE)))
    yield Grid(heads, tuple(_effect_row(one) for one in effects))


def _effect_row(one: Effect) -> tuple[Content, ...]:
    is_share = all(abs(value) <= 1 for value in (one.before, one.after) if value is not None)
    return (
        called(one.topic, TOPIC_LABELS),
        called(one.indicator, INDICATOR_LABELS),
        _figure(one.before, is_share=is_share),
        _figure(one.after, is_share=is_share),
        _change(one.change, is_share=is_share),
    )


def _figure(value: Decimal | None, *, is_share: bool) -> str:
    return percent(value) if is_share or value is None else plain(value)


def _change(value: Decimal | None, *, is_share: bool) -> Content:
    """In points for shares, else as it is."""
    if value is None:
        return Text("还没量", "not measured yet")
    sign = "+" if value > 0 else ""
    if is_share:
        return str(Text("{n} 个点", "{n} pts").format(n=sign + plain(value * 100)))
    return sign + plain(value)


def _suggested(one: Suggestion, s: TrainingSummary) -> Iterator[Block]:
    """``最弱的指标是转化率（完成目标的 82.0%），建议学：谈判、沟通``, then who lacks each."""
    yield Blank()
    told = Text(
        "最弱的指标是{indicator}（完成目标的 {share}），建议学：{topics}",
        "The weakest indicator is {indicator} ({share} of its target); topics suggested: {topics}",
    )
    name = called(one.indicator, INDICATOR_LABELS)
    yield Line(
        told.format(indicator=name, share=percent(one.attained), topics=in_a_row(one.topics, TOPIC_LABELS)),
        "strong",
        wrap=True,
    )
    everybody = len(s.people)
    for topic, people in one.lacking.items():
        yield _who_lacks(called(topic, TOPIC_LABELS), people, everybody)


def _who_lacks(topic: str, people: Sequence[str], everybody: int) -> Line:
    if not people:
        told = Text("  {topic}：都学过，可以再练", "  {topic}: everybody was trained, practise again")
        return Line(told.format(topic=topic), "dim")
    if len(people) == everybody:
        return Line(Text("  {topic}：还没有人学过", "  {topic}: nobody was trained yet").format(topic=topic))
    told = Text("  {topic}：还没学的有 {people}", "  {topic}: not yet {people}")
    return Line(told.format(topic=topic, people=listed(tuple(people))), wrap=True)


VIEW = View(
    title=Text("培训", "Training"),
    columns={
        "person": PERSON,
        "role": ROLE,
        "topic": TOPIC,
        "required": REQUIRED,
        "trained": TRAINED,
        "date": Text("日期", "Day"),
        "score": SCORE,
    },
    labels={"topic": TOPIC_LABELS, "indicator": INDICATOR_LABELS},
    figures={
        "required": REQUIRED,
        "trained": TRAINED,
        "coverage": COVERAGE,
        "people": Text("各人", "People"),
        "topics": Text("各主题", "Topics"),
        "effects": Text("培训前后", "Before and after"),
        "suggested": Text("建议", "Suggested"),
        "later": Text("截止日期之后的记录", "Records after the as-of"),
        "share": COVERAGE,
        "missing": LACKS,
        "indicator": INDICATOR,
        "attained": Text("完成目标的比例", "Share of its target"),
        "lacking": LACKS,
        "before": BEFORE,
        "after": AFTER,
        "change": CHANGE,
    },
    whole=True,
    blocks=blocks,
)
