"""Words that the sections on results, pace and the next period share."""

from __future__ import annotations

from collections.abc import Mapping

from salesplan.text import Text

CHANGE = Text("同比", "Change on year")
SPANS: Mapping[str, Text] = {
    "period": Text("本期", "period"),
    "to_date": Text("年累计", "year to date"),
    "year": Text("全年", "year"),
}
STEPS: Mapping[str, Text] = {
    "months": Text("各月实际和目标", "Month by month"),
    "quarters": Text("各季度实际和目标", "Quarter by quarter"),
}
"""The steps of the year, by the name of their table."""
STEP_WORDS: Mapping[str, Text] = {"months": Text("月", "months"), "quarters": Text("季度", "quarters")}
WHY: Mapping[str, Text] = {
    "no_metric": Text("没写指标，或不认识", "no measure, or an unknown one"),
    "no_aim": Text("没写目标值", "no aim in figures"),
    "no_days": Text("起止日期不全", "days not complete"),
    "not_started": Text("还没开始", "not begun"),
    "other_days": Text("起止日期和年、季、月对不上", "no whole year, quarter or month"),
    "other_scope": Text("这个范围没有单独的数", "no figures of this part"),
    "no_data": Text("名单里没有", "not in the lists"),
    "scale": Text("不知道满分是几分", "scale unknown"),
    "not_measured": Text("这里量不到", "not measured here"),
}
"""Why a goal has no figure."""
