"""How a review looks: scores and indicators of everybody, then what each is told; the sheet of one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from salesplan.compute.team.review import IndicatorLine, PersonSheet, ReviewSummary
from salesplan.model.result import Result
from salesplan.present.blocks import Bar, Blank, Block, Cell, Content, Grid, Head, Heading, Line, Screen, Style
from salesplan.present.numbers import NOTHING, decimal, percent, whole_amount
from salesplan.present.sections import list_blocks, more_lines, page_end, plan_heading
from salesplan.present.view import View
from salesplan.present.views import review_words as words
from salesplan.present.words import MORE_PEOPLE, listed
from salesplan.text import Text

SHOWN = 15
"""People that are shown unless all are asked for."""
_FULL = Decimal(120)
"""The score whose bar is whole."""
_STYLES: dict[str, Style] = {"S": "good", "A": "good", "B": "", "C": "warn", "D": "bad"}
_TALK = ("C", "D")


def blocks(result: Result[ReviewSummary], screen: Screen) -> Iterator[Block]:
    """The page of everybody; of the people asked for, where only some were."""
    s = result.summary
    yield plan_heading(VIEW.title, result)
    if len(s.sheets) < s.people or s.people == 1:
        yield from list_blocks(result, screen)
        yield Blank()
        for sheet in s.sheets:
            yield from person_blocks(sheet, s, screen)
            yield Blank()
    elif s.sheets:
        yield from _conclusion(s)
        yield Blank()
        yield from list_blocks(result, screen)
        yield from _table(s, screen)
        yield from _told(s, screen)
    else:
        yield from list_blocks(result, screen)
    yield from page_end(result, screen)


def _conclusion(s: ReviewSummary) -> Iterator[Block]:
    """Grades, mean, whom to talk to first, who is proposed as exemplar."""
    if s.mean_score is None:
        told = Text(
            "{period} 没有人有得分：缺的名单和目标见下", "{period}: nobody has a score; what is missing stands below"
        )
        yield Line(told.format(period=s.period), "warn")
        return
    grades = listed([str(Text("{grade} 级 {n} 人", "{grade} {n}").format(grade=g, n=n)) for g, n in s.grades.items()])
    words_ = {"period": s.period, "n": s.people, "grades": grades or NOTHING, "mean": decimal(s.mean_score, 1)}
    yield Line(words.REVIEWED.format(**words_), "strong")
    yield from talk_lines((each.person, each.grade, each.gap, each.lost) for each in s.sheets)
    best = [each.person for each in s.sheets if each.exemplar]
    if best:
        told = Text(
            "优秀员工建议：{names}（前段，满意度达到 {target}）",
            "proposed as exemplars: {names} (top band, satisfaction of {target} reached)",
        )
        yield Line(told.format(names=listed(best), target=percent(s.csat_target, 0)), "good")


def talk_lines(people: Iterable[tuple[str, str | None, str | None, Decimal | None]]) -> Iterator[Line]:
    """Whom to talk to first, of people as name, grade, gap and the points it costs, the best score first."""
    weak = [each for each in reversed(list(people)) if each[1] in _TALK and each[2]]
    if weak:
        names = [str(_talk(name, gap, lost)) for name, _, gap, lost in weak]
        told = Text("先谈：{names}", "talk to these first: {names}")
        yield Line(told.format(names=listed(names, 4)), "warn", wrap=True)


def _talk(name: str, gap: str | None, lost: Decimal | None) -> Text:
    told = Text("{name}（{gap}少 {points} 分）", "{name} ({gap} costs {points} points)")
    return told.format(name=name, gap=words.INDICATOR_WORDS[gap or "sales"], points=decimal(lost, 1))


def _table(s: ReviewSummary, screen: Screen) -> Iterator[Block]:
    yield Blank()
    shown = s.sheets if screen.all_rows else s.sheets[:SHOWN]
    heads = (
        Head(words.PERSON, shrink=True),
        Head(words.SCORE, "right"),
        Head(""),
        Head(words.GRADE),
        *(Head(words.INDICATOR_WORDS[each.name], "right") for each in s.sheets[0].indicators),
        Head(words.BAND),
        Head(Text("上期", "Last"), "right"),
    )
    yield Grid(heads, tuple(_row(each) for each in shown))
    yield from more_lines(len(s.sheets) - len(shown), MORE_PEOPLE)
    if any(line.attainment is None for each in shown for line in each.indicators):
        told = Text(
            "– 不知道，* 没有目标：不计分，其余权重按比例放大",
            "– not known, * without a target: no points, the other weights are scaled up",
        )
        yield Line(told, "dim")


def _row(each: PersonSheet) -> tuple[Content, ...]:
    return (
        each.person,
        decimal(each.score, 1),
        Bar(each.score / _FULL if each.score is not None else None, 12),
        Cell(each.grade or NOTHING, _STYLES.get(each.grade or "", "")),
        *(_figure(line) for line in each.indicators),
        words.BAND_WORDS[each.band] if each.band else NOTHING,
        decimal(each.last_score, 1),
    )


def _figure(line: IndicatorLine) -> Content:
    """An indicator as the table shows it: its rate, sales as attainment, new customers as a number; with its margin.

    One that gives no points, for it has no target, has a star.
    """
    if line.name == "sales":
        shown = percent(line.attainment)
    elif line.name == "new_customers":
        shown = decimal(line.actual, 0)
    else:
        shown = percent(line.actual) + (f" ±{decimal(line.margin * 100, 0)}" if line.margin is not None else "")
    if line.attainment is not None:
        return shown
    return Cell(NOTHING if line.actual is None else f"{shown}*", "dim")


def _told(s: ReviewSummary, screen: Screen) -> Iterator[Block]:
    """What each is told, in three lines."""
    if s.mean_score is None:
        return
    yield Blank()
    yield Heading(Text("反馈", "Feedback"))
    for each in s.sheets if screen.all_rows else s.sheets[:SHOWN]:
        yield Line(_head(each), _STYLES.get(each.grade or "", "") or "strong")
        if each.strengths:
            yield Line(Text("  强项：{names}", "  strengths: {names}").format(names=_names(each.strengths)))
        yield from _gap_lines(each, "  ", screen)


def _head(each: PersonSheet) -> Text:
    score = Text("{name}　{score} 分 {grade}", "{name}   {score} {grade}").format(
        name=each.person, score=decimal(each.score, 1), grade=each.grade or ""
    )
    if each.last_score is None:
        return score
    told = Text("{score}（上期 {last}）", "{score} (last {last})")
    return told.format(score=score, last=decimal(each.last_score, 1))


def _names(names: tuple[str, ...]) -> str:
    return listed([str(words.INDICATOR_WORDS[name]) for name in names])


def _gap_lines(each: PersonSheet, indent: str, screen: Screen) -> Iterator[Line]:
    if each.gap is None:
        if each.score is not None:
            none = Text("{i}差距：没有，各项都达到目标", "{i}gap: none, every target was reached")
            yield Line(none.format(i=indent), "good")
        return
    told = Text("{i}差距：{gap}（{short}少 {points} 分）。{cause}", "{i}gap: {gap} ({short}{points} points). {cause}")
    gap, points = words.INDICATOR_WORDS[each.gap], decimal(each.lost, 1)
    short = _short(each, screen)
    yield Line(told.format(i=indent, gap=gap, short=short, points=points, cause=each.cause_told), wrap=True)
    yield Line(Text("{i}下一步：{step}", "{i}next: {step}").format(i=indent, step=each.next_step), wrap=True)


def _short(each: PersonSheet, screen: Screen) -> Text:
    """``差 45.4万，``: how much of the target is missing, in its own unit."""
    if each.gap == "sales":
        missing = whole_amount(each.short, screen.unit)
    elif each.gap == "new_customers":
        missing = decimal(each.short, 0 if each.short is None or each.short == int(each.short) else 1)
    else:
        return Text("", "")
    return Text("差 {n}，", "{n} short, ").format(n=missing)


def person_blocks(each: PersonSheet, s: ReviewSummary, screen: Screen) -> Iterator[Block]:
    """The feedback sheet of one person: indicators, what is strong, what lacks and why, what is next, signatures."""
    yield Heading(Text("{head}　{period}", "{head}   {period}").format(head=_head(each), period=s.period))
    place = listed(
        [part for part in (each.team, each.role, str(words.BAND_WORDS[each.band]) if each.band else "") if part]
    )
    if place:
        yield Line(place, "dim")
    yield Blank()
    heads = (
        Head(Text("指标", "Indicator")),
        Head(Text("实际", "Actual"), "right"),
        Head(Text("目标", "Target"), "right"),
        Head(Text("完成率", "Attainment"), "right"),
        Head(""),
        Head(Text("权重", "Weight"), "right"),
        Head(words.SCORE, "right"),
        Head(Text("说明", "Note"), shrink=True),
    )
    yield Grid(heads, tuple(_line(line, screen) for line in each.indicators))
    yield from _recommend(each)
    yield Blank()
    if each.strengths:
        yield Line(Text("强项：{names}", "Strengths: {names}").format(names=_names(each.strengths)), "good")
    yield from _gap_lines(each, "", screen)
    if each.rewards:
        told = Text("计划里对应的奖励：{names}", "rewards of the plan for what was reached: {names}")
        yield Line(told.format(names=listed(each.rewards)))
    if each.exemplar:
        yield Line(Text("建议评为优秀员工", "proposed as exemplar"), "good")
    yield Blank()
    yield Line(words.SIGN)


def _line(line: IndicatorLine, screen: Screen) -> tuple[Content, ...]:
    note = words.WHY_WORDS[line.why] if line.why else _rests_on(line)
    bar = Bar(min(line.attainment, Decimal(1)) if line.attainment is not None else None, 10, track=True)
    return (
        words.INDICATOR_WORDS[line.name] if line.name != "sales" else Text("销售额", "Sales"),
        _value(line, line.actual, screen),
        _value(line, line.target, screen),
        percent(line.attainment),
        bar if line.attainment is not None else "",
        f"{decimal(line.weight, 0)}%",
        decimal(line.points, 1),
        Cell(note, "dim"),
    )


def _value(line: IndicatorLine, value: Decimal | None, screen: Screen) -> str:
    if line.name == "sales":
        return whole_amount(value, screen.unit)
    if line.name == "new_customers":
        return decimal(value, 0 if value is None or value == int(value) else 1)
    return percent(value)


def _rests_on(line: IndicatorLine) -> Text | str:
    """How many answers or deals a figure rests on."""
    if line.cases is not None:
        return Text("{hits}/{cases} 个商机", "{hits} of {cases} deals").format(hits=line.hits, cases=line.cases)
    if line.answers is None:
        return ""
    if line.margin is None:
        return Text("{n} 份答卷", "{n} answers").format(n=line.answers)
    told = Text("{n} 份答卷，±{margin} 个点", "{n} answers, ±{margin} points")
    return told.format(n=line.answers, margin=decimal(line.margin * 100, 1))


def _recommend(each: PersonSheet) -> Iterator[Line]:
    """The NPS, which gives no points."""
    if each.nps is None:
        return
    told = Text("推荐意愿 NPS {nps}（{n} 份答卷{margin}），不计分", "NPS {nps} ({n} answers{margin}), gives no points")
    sign = "+" if each.nps > 0 else ""
    margin = f", ±{decimal(each.nps_margin * 100, 1)}" if each.nps_margin is not None else ""
    nps = sign + decimal(each.nps * 100, 0)
    yield Line(told.format(nps=nps, n=each.nps_answers, margin=margin), "dim")


def sheets(result: Result[ReviewSummary], screen: Screen) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """A sheet of a workbook for each person."""
    for each in result.summary.sheets:
        yield each.person, tuple(person_blocks(each, result.summary, screen))


VIEW = View(
    title=Text("业绩考核", "Performance review"),
    columns={
        "rank": words.RANK,
        "person": words.PERSON,
        "team": words.TEAM,
        "role": words.ROLE,
        "score": words.SCORE,
        "grade": words.GRADE,
        "band": words.BAND,
        "known": Text("有数据的权重（%）", "Weight known (%)"),
        "last_score": words.LAST,
        "sales_target": Text("销售目标", "Sales target"),
        "sales_actual": Text("销售额", "Sales"),
        "sales_attainment": Text("销售完成率", "Attainment"),
        "collection_rate": Text("回款率", "Collection rate"),
        "collection_by_receivables": Text("回款率（按应收）", "Collection by receivables"),
        "collection_by_payments": Text("回款率（按回款）", "Collection by payments"),
        "collection_attainment": Text("回款率完成", "Collection attainment"),
        "sold": Text("经手销售", "Sold"),
        "own_customers_bought": Text("名下客户销售", "Sold to own customers"),
        "opening": Text("期初应收", "Opening receivables"),
        "closing": Text("期末应收", "Closing receivables"),
        "collected": Text("回款", "Collected"),
        "new_customers": Text("新客户", "New customers"),
        "won_back": Text("挽回客户", "Won back"),
        "new_customers_target": Text("新客户目标", "Target of new customers"),
        "new_customers_attainment": Text("新客户完成率", "New customers attainment"),
        "csat": Text("满意度", "CSAT"),
        "csat_margin": Text("满意度误差", "CSAT margin"),
        "csat_answers": Text("答卷数", "Answers"),
        "csat_attainment": Text("满意度完成率", "CSAT attainment"),
        "nps": Text("NPS", "NPS"),
        "nps_margin": Text("NPS 误差", "NPS margin"),
        "nps_answers": Text("NPS 答卷数", "NPS answers"),
        "captured": Text("新增商机", "Captured"),
        "bought": Text("其中成交", "Bought"),
        "open": Text("其中没结果", "Still open"),
        "wins": Text("期间赢单", "Wins of the period"),
        "conversion": Text("转化率", "Conversion"),
        "conversion_attainment": Text("转化率完成", "Conversion attainment"),
        "not_known": Text("不知道的指标", "Not known"),
        "strengths": Text("强项", "Strengths"),
        "gap": words.GAP,
        "lost_points": Text("少得的分", "Points missing"),
        "cause": Text("原因", "Cause"),
        "next_step": words.NEXT,
        "rewards": Text("对应奖励", "Rewards"),
        "exemplar": words.EXEMPLAR,
    },
    labels={
        "band": words.BAND_WORDS,
        "gap": words.INDICATOR_WORDS,
        "strengths": words.INDICATOR_WORDS,
        "not_known": words.INDICATOR_WORDS,
        "name": words.INDICATOR_WORDS,
        "why": words.WHY_WORDS,
    },
    figures={
        "period": Text("期间", "Period"),
        "kind": Text("期间类型", "Kind of period"),
        "first": Text("第一天", "First day"),
        "last": Text("最后一天", "Last day"),
        "under_way": Text("还没结束", "Under way"),
        "before": Text("上一期", "Period before"),
        "people": Text("人数", "People"),
        "grades": Text("各等级人数", "People by grade"),
        "mean_score": Text("平均得分", "Mean score"),
        "csat_target": Text("满意度目标", "CSAT target"),
        "sheets": Text("各人", "People"),
    },
    letters=frozenset(("grade",)),
    whole=True,
    sheets=sheets,
    blocks=blocks,
)
