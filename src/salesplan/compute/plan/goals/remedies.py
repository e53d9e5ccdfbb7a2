"""What to write into a goal, in its own measure: figures that it tells already, else a gap that is plainly one."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from salesplan.compute.plan.goals.goal_facts import aimed_at, days_of_goal, metric_of, unit_times, way_of
from salesplan.compute.plan.goals.statement import stated
from salesplan.model.figures import figure
from salesplan.model.near import near_names
from salesplan.model.plan.goals import Goal
from salesplan.model.plan.levels import in_a_row
from salesplan.model.plan.metrics import Measures, Metric, Unit
from salesplan.text import Text

_WAN = Decimal(10_000)
_NEAR = 3
"""Days after the end of a month that still count as its end."""
_KINDS: tuple[tuple[tuple[str, ...], tuple[Unit, ...]], ...] = (
    (("率", "比", "占比", "比例", "份额", "rate", "ratio", "share", "%"), ("share",)),
    (("额", "額", "款", "费", "費", "收入", "利润", "利潤", "成本", "amount", "cost", "profit"), ("money",)),
    (("天数", "天數", "周期", "週期", "账期", "帳期", "時長", "时长", "days"), ("days",)),
    (("数", "數", "量", "次数", "次數", "count"), ("units", "orders", "customers", "number")),
    (("度", "分", "score"), ("score",)),
)
_UNIT_OF: dict[Unit, Text] = {
    "share": Text('"%"', '"%"'),
    "money": Text("元", "yuan"),
    "days": Text("天", "days"),
    "score": Text("分", "points"),
}


def kinds_of_name(name: str) -> tuple[Unit, ...]:
    """The kinds of figures that a name speaks of by its last word: 毛利率 a share, 毛利额 money; () for none."""
    low = name.strip().lower()
    return next((kinds for ends, kinds in _KINDS if low.endswith(ends)), ())


def meant(name: str, measures: Measures) -> Metric | None:
    """The measure that a mistyped name means: alike, of the same kind, and beginning as it does; None for none.

    In Chinese one letter more or less is another word (毛利, 毛利率), so only as long a name is meant.
    """
    kinds = kinds_of_name(name)
    known = {
        word: metric
        for key, metric in measures.all.items()
        for word in (key, metric.label.in_("zh"), metric.label.in_("en"), *metric.words.split())
        if not kinds or (metric.unit in kinds and kinds_of_name(word) in (kinds, ()))
    }
    for word in near_names(name, known):
        if word[:1].lower() == name[:1].lower() and (name.isascii() or len(word) == len(name)):
            return known[word]
    return None


def unit_line(name: str) -> Text:
    """The unit that a measure nobody knows is likely to have, as it is typed."""
    times = Text("次", "times")
    return next((_UNIT_OF.get(kind, times) for kind in kinds_of_name(name)), times)


def declaring(name: str, measures: Measures) -> Text:
    """The line that declares a measure of one's own; below ``metrics:`` where the plan has some already."""
    entry = Text(
        "{name}: {{unit: {unit}, better: up, additive: {sums}}}",
        "{name}: {{unit: {unit}, better: up, additive: {sums}}}",
    )
    told = entry.format(
        name=plain_key(name), unit=unit_line(name), sums="no" if kinds_of_name(name) == ("share",) else "yes"
    )
    if measures.own:
        return Text("在 metrics 下面加一行 {entry}", "add below metrics: {entry}").format(entry=told)
    return Text("加一行 metrics: {{{entry}}}", "add metrics: {{{entry}}}").format(entry=told)


def plain_key(name: str) -> str:
    """A name as a key inside braces; in quotation marks where YAML would read more into it."""
    plain = all(letter.isalnum() or letter in " _-" for letter in name) and name[:1].isalpha()
    return name if plain else "'" + name.replace("'", "''") + "'"


def measures_there_are(name: str, measures: Measures) -> Text:
    """What can be measured, in the words of the page: the measures of the kind that a name speaks of, else all."""
    kinds = kinds_of_name(name)
    found = [metric.label for metric in measures.all.values() if not kinds or metric.unit in kinds]
    return in_a_row(found)


def gap(goal: Goal) -> Text:
    """A gap to be filled in with a figure of the goal's measure: ``〔多少家〕``."""
    metric = metric_of(goal)
    own = Text("{unit}", "{unit}").format(unit=goal.unit)
    shown = own if goal.unit else metric.unit_shown if metric else own
    told = Text("〔多少{unit}〕", "[how many {unit}]") if goal.unit or metric else Text("〔多少〕", "[figure]")
    return told.format(unit=shown)


def typed(value: Decimal, metric: Metric | None = None) -> Text:
    """A figure as it is typed inside braces: without commas, which would break it; much money in Chinese in 万."""
    plain = figure(value).replace(",", "")
    wan = value / _WAN
    is_long = metric is not None and metric.unit == "money" and abs(value) >= _WAN and wan == round(wan, 2)
    return Text("{zh}", "{en}").format(zh=f"{figure(wan).replace(',', '')}万" if is_long else plain, en=plain)


def aim_line(goal: Goal) -> Text:
    """``target: {value: 1200万}`` with the figure that the goal's sentence tells, else with a gap."""
    return Text("target: {{value: {value}}}", "target: {{value: {value}}}").format(value=_said(goal) or gap(goal))


def _said(goal: Goal) -> Text | None:
    """The figure that the sentence ends with, in the unit of the fields; of a rate its last percentage."""
    said, metric = stated(goal.statement), metric_of(goal)
    if (metric is not None and metric.unit == "share") or goal.unit in ("%", "％"):
        return typed(said.shares[-1] * 100) if said.shares else None
    ends = [amount for amount in said.amounts if amount != said.begins]
    return typed(ends[-1], metric) if ends and unit_times(goal) == 1 else None


def base_line(goal: Goal) -> Text:
    """``baseline: {value: 1000万}`` with the figure that the sentence starts from, else with a gap."""
    said, metric = stated(goal.statement), metric_of(goal)
    known = typed(said.begins, metric) if said.begins is not None and unit_times(goal) == 1 else None
    return Text("baseline: {{value: {value}}}", "baseline: {{value: {value}}}").format(value=known or gap(goal))


def way_line(goal: Goal) -> Text:
    """``direction: increase``, or whichever way is better for the measure."""
    metric = metric_of(goal)
    down = way_of(goal) == "decrease" or (metric is not None and metric.better == "down")
    return Text("direction: {way}", "direction: {way}").format(way="decrease" if down else "increase")


def milestone_line(goal: Goal) -> Text:
    """Two milestones: half-way, and the goal's end with its aim.

    Half-way stands half of the aim where parts sum to the whole, else the middle of baseline and aim.
    """
    window, aim, metric, base = days_of_goal(goal), aimed_at(goal), metric_of(goal), goal.baseline.value
    if window is None:
        return Text("", "")
    half: Decimal | None = None
    if aim is not None and metric is not None and metric.additive:
        half = aim / 2
    elif aim is not None and base is not None:
        half = (base + aim) / 2
    if half is not None and metric is not None and metric.unit not in ("money", "share", "score"):
        half = half.to_integral_value()
    middle = window.first + timedelta(days=max(window.days // 2 - 1, 0))
    if middle.day <= _NEAR and (middle - window.first).days > middle.day:
        middle -= timedelta(days=middle.day)  # the last day of the month before is easier to keep in mind
    return Text(
        "milestones: [{{date: {middle}, value: {half}}}, {{date: {last}, value: {aim}}}]",
        "milestones: [{{date: {middle}, value: {half}}}, {{date: {last}, value: {aim}}}]",
    ).format(
        middle=middle,
        half=gap(goal) if half is None else typed(half, metric),
        last=window.last,
        aim=gap(goal) if aim is None else typed(aim, metric),
    )
