"""How a survey looks: whom to call first, then what customers think of what, of whom, and how it moves."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salesplan.compute.rounding import half_up
from salesplan.compute.service.survey import SurveySummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import as_decimal, decimal, integer, percent
from salesplan.present.sections import more_lines, page_end, page_start
from salesplan.present.view import View
from salesplan.present.views.service_survey_parts import (
    driver_blocks,
    group_blocks,
    margin_text,
    month_blocks,
    points,
    theme_blocks,
)
from salesplan.present.views.service_survey_words import COLUMNS, FIGURES, LABELS
from salesplan.text import Text

SHOWN = 12
"""Low answers that are shown unless all are asked for."""
MORE_ANSWERS = Text("份", "more answers")
Row = dict[str, Value]
_STYLES: dict[str, Style] = {"overdue": "bad", "due": "warn", "contacted": "dim"}


def blocks(result: Result[SurveySummary], screen: Screen) -> Iterator[Block]:
    """The page."""
    s = result.summary
    yield from page_start(VIEW.title, result, screen)
    yield from _conclusion(s)
    yield from _to_call(result, screen)
    yield from group_blocks(s, screen)
    yield from driver_blocks(s)
    yield from month_blocks(s)
    yield from theme_blocks(s, screen)
    yield from page_end(result, screen)


def _conclusion(s: SurveySummary) -> Iterator[Block]:
    """How satisfied customers are, how many answered, whom to call."""
    f = s.figures
    if not f.answers and not f.nps_answers:
        told = Text("{period} 没有答卷", "no answers in {period}").format(period=s.period)
        yield Line(told, "warn")
    elif f.csat is not None:
        told = satisfied_told(f.csat, f.csat_margin, s.target, f.answers, f.mean)
        yield Line(told, "good" if f.csat >= s.target else "bad")
    else:
        told = Text(
            "只有 {n} 份打了分，不足 {least} 份，不显示满意度", "only {n} scores: satisfaction is shown from {least} on"
        )
        yield Line(told.format(n=integer(f.answers), least=s.min_answers), "warn")
    yield from _recommend(s)
    yield from _response(s)


def satisfied_told(csat: Decimal, margin: Decimal | None, target: Decimal, answers: int, mean: Decimal | None) -> Text:
    """The share of satisfied answers with its margin, beside its target."""
    told = Text(
        "满意度 {csat}{margin}，目标 {target}（{n} 份，打 4–5 分的占比；平均 {mean}/5）",
        "{csat}{margin} are satisfied, target {target} ({n} answers, scores 4 and 5; mean {mean} of 5)",
    )
    return told.format(
        csat=percent(csat),
        margin=margin_text(margin),
        target=percent(target, 0),
        n=integer(answers),
        mean=decimal((mean or Decimal(0)) * 5, 2),
    )


def _recommend(s: SurveySummary) -> Iterator[Block]:
    f = s.figures
    if f.nps is None:
        return
    told = Text(
        "NPS {nps}{margin}（推荐者 {promoters}、中立 {passives}、贬损者 {detractors}）",
        "NPS {nps}{margin} (promoters {promoters}, passives {passives}, detractors {detractors})",
    )
    yield Line(
        told.format(
            nps=points(f.nps),
            margin=margin_text(f.nps_margin),
            promoters=integer(s.promoters),
            passives=integer(s.passives),
            detractors=integer(s.detractors),
        )
    )


def _response(s: SurveySummary) -> Iterator[Block]:
    r = s.response
    if r.share is None:
        told = Text(
            "收回 {n} 份；不知道发出几份，没有回收率：写 service: {{survey: {{sent: 份数}}}}，或把没答的也列上",
            "{n} answered; how many were sent is not known: write service: {{survey: {{sent: N}}}}, or list them too",
        )
        yield Line(told.format(n=integer(r.answered)), "dim", wrap=True)
        return
    told = Text("发出 {sent} 份，收回 {n} 份，回收率 {share}", "{sent} sent, {n} answered, response rate {share}")
    style: Style = "warn" if r.share < s.response_target else ""
    yield Line(told.format(sent=integer(r.sent), n=integer(r.answered), share=percent(r.share)), style)


def _to_call(result: Result[SurveySummary], screen: Screen) -> Iterator[Block]:
    """The customers to be called back: those nobody spoke to since first, then those who were called."""
    s, rows = result.summary, list(result.rows.records())
    if not rows:
        if s.figures.answers:
            yield Line(Text("没有低分，也没有贬损者", "no low scores, no detractors"), "good")
        return
    yield Blank()
    yield Line(_called(s), "bad" if s.to_call else "")
    waiting = [row for row in rows if row["status"] != "contacted"]
    shown = rows if screen.all_rows else (waiting or rows)[:SHOWN]
    first = [row for row in shown if row["status"] != "contacted"]
    if first:
        yield Grid(_HEADS, tuple(_row(row) for row in first))
    if settled := [row for row in shown if row["status"] == "contacted"]:
        if first:
            yield Blank()
            told = Text("之后已经有人联系过的 {n} 份：", "{n} with a contact since:")
            yield Line(told.format(n=integer(len(settled))))
        yield Grid(_HEADS, tuple(_row(row) for row in settled))
    yield from more_lines(len(rows) - len(shown), MORE_ANSWERS)


_HEADS = (
    Head(Text("客户", "Customer"), shrink=True),
    Head(Text("谁回访", "Who calls")),
    Head(Text("为什么", "Why")),
    Head(Text("分", "Score"), "right"),
    Head("NPS", "right"),
    Head(Text("说了什么", "Said"), shrink=True),
    Head(Text("最晚", "Until")),
)


def _called(s: SurveySummary) -> Text:
    """How many are to be called, those low on one item apart, and how many of them nobody spoke to."""
    if not s.low_item:
        what = Text("低分和贬损 {low} 份", "{low} low answers")
    elif s.low_item == s.low:
        what = Text("某项低分 {item} 份", "{item} answers low on an item")
    else:
        what = Text("低分和贬损 {whole} 份、某项低分 {item} 份", "{whole} low answers and {item} low on an item")
    what = what.format(low=integer(s.low), whole=integer(s.low - s.low_item), item=integer(s.low_item))
    if not s.contacts_known:
        told = Text(
            "{what}，先回访（没有跟进记录，看不出谁已联系过）：",
            "{what} to call back (no activities are given, so who was called is not known):",
        )
    elif s.to_call:
        told = Text(
            "{what}，其中 {n} 份之后没有人联系过，先回访这些：",
            "{what}, {n} of them without a contact since: call these first:",
        )
    else:
        told = Text("{what}，之后都有人联系过：", "{what}, all with a contact since:")
    return told.format(what=what, n=integer(s.to_call))


def _row(row: Row) -> tuple[Content, ...]:
    keys = ("low_items", "comment") if row["why"] == "item" else ("comment",)
    said = [str(row[key]) for key in keys if row.get(key)]
    other = next((str(row[key]) for key in ("theme", "low_items") if row.get(key)), "")
    return (
        str(row["customer"] or "–"),
        str(row["owner"] or "–"),
        LABELS["why"][str(row["why"])],
        _plain(row["score"]),
        _plain(row["nps"]),
        str(Text("；", "; ")).join(said) or other,
        _until(row),
    )


def _plain(value: Value) -> str:
    """A score as it was given: 4 or 4.5; one of another scale to one decimal."""
    found = as_decimal(value)
    return "–" if found is None else f"{half_up(found, 1).normalize():f}"


def _until(row: Row) -> Cell:
    """The last day to call, how long it is past, or when there was a contact."""
    status = str(row["status"])
    if status == "overdue":
        told = Text("过了 {n} 天", "{n} days late").format(n=row["overdue_days"])
    elif status == "contacted":
        told = Text("{day} 已联系", "called {day}").format(day=row.get("contacted"))
    else:
        told = Text("{day}", "{day}").format(day=row["due"] or "–")
    return Cell(told, _STYLES.get(status, ""))


VIEW = View(
    title=Text("满意度调查", "Customer survey"),
    columns=COLUMNS,
    labels=LABELS,
    figures=FIGURES,
    whole=True,
    blocks=blocks,
)
