"""The words of `explain targets`: how a step was made, why its target is not the fair value, what it rests on."""

from __future__ import annotations

from salesplan.text import Text

RULES: dict[str, Text] = {
    "total": Text("总额", "the total"),
    "factors": Text("按因素调整的总额", "the total after factors"),
    "period": Text("按时间分", "over periods"),
    "member": Text("按成员分", "over members"),
    "kept_sums": Text("按成员分，合计也正好", "over members, their sums kept"),
    "crossed": Text("行列交叉", "row by column"),
}
REASONS: dict[str, Text] = {
    "total": Text("就是总额", "the total itself"),
    "factors": Text("因素调整", "moved by factors"),
    "exact": Text("正好", "exact"),
    "extra_unit": Text("零头大，多得 1 个单位", "large fraction: one unit more"),
    "rounded_down": Text("零头小，舍去", "small fraction: rounded down"),
    "tie_won": Text("零头相同，排在前，多得 1 个单位", "equal fractions, first in line: one unit more"),
    "tie_lost": Text("零头相同，排在后，舍去", "equal fractions, later in line: rounded down"),
    "odd_part": Text("不足一个单位的零头给它", "gets what is less than a unit"),
    "crossed_up": Text("两边都要正好，向上取整", "rounded up so that both sums hold"),
    "crossed_down": Text("两边都要正好，向下取整", "rounded down so that both sums hold"),
    "moved": Text("给定死的数或上下限让路", "makes room for pins and limits"),
    "by_presence": Text("按各人在岗的日子", "by the days people are there"),
    "sum_of_parts": Text("各期之和", "sum of its periods"),
    "pinned": Text("定死", "pinned"),
    "carried_up": Text("下面定死的数合起来", "the sum of what is fixed below"),
    "at_least": Text("到了下限", "at its lowest"),
    "at_most": Text("到了上限", "at its highest"),
}
REASONS_TOLD: dict[str, Text] = {
    "total": Text("要分解的总额", "the total that is split"),
    "factors": Text("总额按这些因素调整过", "the total as these factors moved it"),
    "exact": Text("正好是整单位，不用取整", "whole units, nothing to round"),
    "extra_unit": Text(
        "取整：各项舍去零头后还剩 {left} 个单位，零头大的先得；它排第 {rank}，多得 1 个{by}",
        "rounding: units left over ({left}) go to the largest fractions; it is no. {rank} and gets one{by}",
    ),
    "rounded_down": Text(
        "取整：各项舍去零头后还剩 {left} 个单位，零头大的先得；它排第 {rank}，没有得到{by}",
        "rounding: units left over ({left}) go to the largest fractions; it is no. {rank} and gets none{by}",
    ),
    "tie_won": Text(
        "取整：零头和别的相同，权重大的先得，再相同按次序；剩 {left} 个单位，它排第 {rank}，多得 1 个{by}",
        "rounding: its fraction ties; larger weight, then order, decide; of {left} units left no. {rank} gets one{by}",
    ),
    "tie_lost": Text(
        "取整：零头和别的相同，权重大的先得，再相同按次序；剩 {left} 个单位，它排第 {rank}，没有得到{by}",
        "rounding: its fraction ties; larger weight, then order, decide; of {left} units left no. {rank} gets none{by}",
    ),
    "odd_part": Text(
        "取整：总数不是单位的整数倍，零头给排第一的它{by}",
        "rounding: what is less than a unit goes to the first in line, which it is{by}",
    ),
    "crossed_up": Text(
        "取整：行和列的合计都要正好，这一格向上{by}", "rounding: both sums have to hold; this one goes up{by}"
    ),
    "crossed_down": Text(
        "取整：行和列的合计都要正好，这一格向下{by}", "rounding: both sums have to hold; this one goes down{by}"
    ),
    "moved": Text(
        "旁边有定死的数、上下限或只在岗一段的人，合计又要正好，和应得差{by}",
        "pins, limits or people who come and go beside it, and sums that have to hold, move it{by}",
    ),
    "by_presence": Text(
        "有人只在岗一段时间：全公司各期的数和各人在岗的日子一起凑平，没有单独的算式，和上面差{by}",
        "not all are there all year: the company's periods and everybody's days were fitted together: off{by}",
    ),
    "sum_of_parts": Text(
        "有人只在岗一段时间：全公司最小的各期和各人在岗的日子一起凑平，这里是各期之和，和上面差{by}",
        "not all are there all year: its periods were fitted together with all others, and add up here: off{by}",
    ),
    "pinned": Text("这个数是定死的{by}", "this figure is pinned{by}"),
    "carried_up": Text("下面定死的数合起来就是它{by}", "what is fixed below it decides{by}"),
    "at_least": Text("按比例不到下限，给到下限{by}", "its share is below its lowest amount: held there{by}"),
    "at_most": Text("按比例超过上限，只给到上限{by}", "its share is above its highest amount: held there{by}"),
}
"""Each in a sentence; ``by`` is what it comes to."""
FACTS: dict[str, Text] = {
    "history": Text("实绩：{told}", "sales: {told}"),
    "trailing": Text("最近 12 个月：{told}", "last 12 months: {told}"),
    "growth": Text("实绩乘上年增长：{told}", "sales times last year's growth: {told}"),
    "potential": Text("市场潜力：{told}", "market potential: {told}"),
    "capacity": Text("产能：{told}", "capacity: {told}"),
    "blend_share": Text("混合比例：{told}", "blended in proportions: {told}"),
    "presence": Text("在岗折合（1 为全职在岗）：{told}", "people there (1 is a full seat): {told}"),
    "carried": Text(
        "有同事只在岗一段时间：每期由在岗的人按权重分，这里的权重是各期之和",
        "colleagues are away in part: each period is shared by those who are there, the weight is their sum",
    ),
    "season_share": Text("以往各年占全年：{told}", "its share of past years: {told}"),
    "season_index": Text("季节指数（1 为平均月）：{told}", "season index (1 is an average month): {told}"),
    "workdays": Text("工作日：{told}", "working days: {told}"),
    "days_off": Text("其中平日放假：{told}", "weekdays off: {told}"),
    "make_up_days": Text("其中周末调休上班：{told}", "weekend days worked: {told}"),
    "estimated": Text("放假安排还没公布，工作日是估算：{told}", "days off not official yet, estimated: {told}"),
    "weight_at": Text("权重写在 {told}", "weight given at {told}"),
    "pin": Text("定死：{told}", "pinned: {told}"),
    "at_least": Text("下限：{told}", "at least: {told}"),
    "at_most": Text("上限：{told}", "at most: {told}"),
    "pin_below": Text("下面有定死的：{told}", "pinned below it: {told}"),
    "limit_below": Text("下面有上下限：{told}", "limited below it: {told}"),
    "held": Text("先留出：{told}", "set aside first: {told}"),
    "kept_sum": Text("各处合计也正好：{told}", "its sum over all holds, too: {told}"),
}
"""What a step rests on; ``row``, ``column`` and ``whole`` stand in the arithmetic instead."""
