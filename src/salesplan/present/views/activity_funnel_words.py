"""What the columns and figures of the funnel are called."""

from __future__ import annotations

from collections.abc import Mapping

from salesplan.present.views import visit_words
from salesplan.present.views.activity_words import RATE_NAMES, SOURCES, STEPS, VERDICTS
from salesplan.present.views.classify_words import CLASSES, TIERS
from salesplan.text import Text

GROUPS: dict[str, Text] = {
    "overdue": Text("逾期", "overdue"),
    "due": Text("到期", "due"),
    "prospect": Text("新客户", "new"),
}
FIGURES: dict[str, Text] = {
    "first": Text("从", "From"),
    "last": Text("到", "To"),
    "entry": Text("目标编号", "Target id"),
    "whole": Text("目标", "Target"),
    "actual": Text("已完成", "Reached"),
    "behind": Text("今年落后", "Behind this year"),
    "rest_of_year": Text("全年余下", "Rest of the year"),
    "target": Text("还差", "Missing"),
    "repeat": Text("老客户复购", "Repurchase"),
    "new": Text("新客户额", "New sales"),
    "covered": Text("复购就够", "Covered"),
    "contacts": Text("一共联系", "Contacts in all"),
    "ahead": Text("还在前面的部分", "Part ahead"),
    "contacts_ahead": Text("还要联系", "Contacts ahead"),
    "new_before": Text("靠手上商机", "From deals at hand"),
    "work_first": Text("联系从", "Contacts from"),
    "work_last": Text("联系到", "Contacts to"),
    "days": Text("工作日", "Working days"),
    "people": Text("人数", "People"),
    "person_days": Text("人天", "Person days"),
    "capacity": Text("能联系", "Capacity"),
    "capacity_per_person_day": Text("每人每天能联系", "Capacity a person and day"),
    "per_day": Text("每天联系", "Contacts a day"),
    "per_person_day": Text("每人每天联系", "Contacts a person and day"),
    "days_per_order": Text("几个工作日一单", "Working days an order"),
    "load": Text("需求占能力", "Need over capacity"),
    "verdict": Text("结论", "Verdict"),
    "limits": Text("可行、吃紧的界限", "Limits of fine and tight"),
    "missing": Text("缺的数", "Missing figures"),
    "drivers": Text("用到的数", "Figures used"),
    "levers": Text("单改一项", "Levers"),
    "months": Text("各月", "Months"),
    "cohort_first": Text("历史从", "History from"),
    "cohort_last": Text("历史到", "History to"),
    "base_days": Text("多少天内买过算老客户", "Days that make a customer existing"),
    "days_told": Text("工作日是写明的", "Days were given"),
    "day": Text("每日表的日子", "Day of the sheets"),
    "sheets": Text("每日表", "Daily sheets"),
    "calls_now": Text("现在实际每人每天联系", "Contacts a person and day now"),
    "listed": Text("名单上的人", "People listed"),
    "unassigned": Text("没人跟的潜在客户", "Unassigned prospects"),
}
COLUMNS: dict[str, Text] = {
    "step": Text("步骤", "Step"),
    "needed": Text("要多少（精确）", "Needed, exact"),
    "needed_whole": Text("要多少", "Needed"),
    "rate": Text("到下一步的转化率", "Rate to the next step"),
    "rate_from": Text("转化率来自", "Rate from"),
    "hits": Text("成了几例", "Cases that did"),
    "cases": Text("几例", "Cases"),
    "ahead": Text("余下要做", "Still ahead"),
    "per_day": Text("全部每天", "All, a day"),
    "per_person_day": Text("每人每天", "A person and day"),
    "rep": Text("业务员", "Sales rep"),
    "place": Text("顺序", "Order"),
    "group": Text("为什么", "Why listed"),
    "id": Text("编号", "ID"),
    "name": Text("名称", "Name"),
    "due": Text("该联系", "Due"),
    "overdue_days": Text("逾期天数", "Days overdue"),
    "why": Text("到期原因", "Due because"),
    "purpose": Text("做什么", "What about"),
    "class": Text("客户等级", "Class"),
    "tier": Text("等级", "Tier"),
    "value": Text("金额", "Amount"),
    "rank": Text("潜在客户排名", "Prospect rank"),
}
LABELS: Mapping[str, Mapping[str, Text]] = {
    "step": STEPS,
    "rate_from": SOURCES,
    "source": SOURCES,
    "verdict": VERDICTS,
    "group": GROUPS,
    "why": visit_words.WHYS,
    "purpose": visit_words.PURPOSES,
    "class": CLASSES,
    "tier": TIERS,
    "key": RATE_NAMES,
}
