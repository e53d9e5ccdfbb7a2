"""Every FAIL and WARN of methods.md 0.3, 1.3, 6, 7.3, 7.4 and 14, and which code says it: typed by hand.

A row is the section, how severe it is there, what is said there in Chinese and English, and the codes. A code is a
rule's, or that of a problem which loading the plan refuses (PLAN-...). Rules that methods.md does not ask for stand at
the end, so that every rule has its row.
"""

from __future__ import annotations

from typing import NamedTuple


class MethodRow(NamedTuple):
    """One thing that methods.md has checked."""

    section: str
    severity: str
    zh: str
    en: str
    codes: tuple[str, ...]


ROWS: tuple[MethodRow, ...] = tuple(
    MethodRow(section, severity, zh, en, tuple(codes.split()))
    for section, severity, zh, en, codes in (
        ("0.3", "FAIL", "份额超过 100%", "a share above 100 %", "SIZE-F03 SIZE-F10"),
        ("1.3 S1", "FAIL", "指标在指标表里", "the metric is in the registry", "SMART-S1"),
        ("1.3 S2", "FAIL", "有方向和目标值", "direction and target are present", "SMART-S2"),
        ("1.3 S3", "FAIL", "有范围", "the scope has a dimension or is all", "SMART-S3"),
        ("1.3 S4", "FAIL", "有负责人", "an owner is present", "SMART-S4"),
        ("1.3 S5", "FAIL", "有“提高”这类词却没有数", "a vague verb and no number", "SMART-S5"),
        ("1.3 S5", "WARN", "有“尽快”“大幅”这类词", "a word such as asap, even with a number", "SMART-S5"),
        ("1.3 S6", "FAIL", "话里的数和字段一致", "numbers in the statement agree with the fields", "SMART-S6"),
        ("1.3 M1", "FAIL", "目标是数", "the target is numeric", "SMART-M1"),
        ("1.3 M2", "FAIL", "有单位", "a unit is present", "SMART-M2"),
        ("1.3 M3", "FAIL", "相对目标没有基线", "a relative target without a baseline", "SMART-M3"),
        ("1.3 M3", "WARN", "绝对目标没有基线", "an absolute target without a baseline", "SMART-M3"),
        ("1.3 M3", "FAIL", "相对目标的基线是 0", "baseline 0 with a relative target", "SMART-M3"),
        ("1.3 M4", "WARN", "写明数据来源", "the data source is named", "SMART-M4"),
        ("1.3 M5", "WARN", "回顾间隔不超过一半时长", "the review interval is at most half the duration", "SMART-M5"),
        ("1.3 A1", "WARN", "低于预计：保守", "stretch below 1.00: modest", "SMART-A1"),
        ("1.3 A1", "WARN", "预计的 1.30 到 1.50 倍：激进", "stretch above 1.30 to 1.50: bold", "SMART-A1"),
        ("1.3 A1", "FAIL", "超过预计的 1.50 倍又没有理由", "stretch above 1.50 without a justification", "SMART-A1"),
        ("1.3 A2", "WARN", "超过产能，不到 1.10 倍", "target over capacity up to 1.10", "SMART-A2"),
        ("1.3 A2", "FAIL", "超过产能的 1.10 倍", "target over capacity above 1.10", "SMART-A2"),
        ("1.3 A3", "WARN", "以往从没达到过", "never reached before", "SMART-A3"),
        ("1.3 R1", "FAIL", "上级目标存在，或战略标签在列", "the parent exists or the tag is listed", "SMART-R1"),
        ("1.3 R2", "FAIL", "指标支撑上级的指标", "the metric feeds the parent's", "SMART-R2"),
        ("1.3 R3", "FAIL", "范围在上级范围之内", "the scope lies in the parent's", "SMART-R3"),
        ("1.3 R4", "WARN", "指标属于负责人的职责", "the metric is among the owner's duties", "SMART-R4"),
        ("1.3 T1", "FAIL", "有结束日期", "an end date is present", "SMART-T1"),
        ("1.3 T2", "FAIL", "开始不晚于结束", "start is not after end", "SMART-T2"),
        ("1.3 T3", "WARN", "结束日期已过", "the end is past", "SMART-T3"),
        ("1.3 T4", "FAIL", "期间在上级期间之内", "the window lies in the parent's", "SMART-T4"),
        ("1.3 T5", "WARN", "31 天以上要有里程碑", "a milestone if longer than 31 days", "SMART-T5"),
        ("1.3 T6", "FAIL", "里程碑按日期递进，最后等于目标", "milestones ascend, the last is the target", "SMART-T6"),
        ("1.3 C1", "WARN", "分目标合计超出上级 10% 以内", "children are 100 to 110 % of the parent", "SMART-C1"),
        ("1.3 C1", "FAIL", "分目标合计不足，或超出 10%", "children under the parent or above 110 %", "SMART-C1"),
        ("1.3 C2", "FAIL", "同指标同范围同期间，目标却不同", "same metric, scope, window, other target", "SMART-C2"),
        ("1.3 C3", "FAIL", "负责人的工时不够", "hours of the owner's goals exceed his own", "SMART-C3"),
        ("1.3 C4", "WARN", "互相抵触的目标", "goals in conflict, declared or by their metrics", "SMART-C4"),
        ("1.3 C5", "FAIL", "恒等式相差超过 1%", "identities differ by more than 1 %", "SMART-C5"),
        ("1.3 C6", "WARN", "指标在考核或提成方案里", "the metric is in the KPI scheme or commission", "SMART-C6"),
        ("1.3 C7", "WARN", "负责人和上级事先同意", "owner and manager agreed by the start", "SMART-C7"),
        ("1.3 挑战性 / challenging", "FAIL", "目标至少是预计的 1.05 倍", "stretch of at least 1.05", "SMART-C8"),
        ("1.3 承诺 / commitment", "FAIL", "没有事先同意", "C7 as FAIL", "SMART-C7"),
        ("1.3 可控 / control", "FAIL", "负责人说了算的手段至少一个", "authority over a listed lever", "SMART-C9"),
        ("1.3", "–", "计划里没有目标", "a plan without goals", "GOAL-W01"),
        ("6.1", "FAIL", "四类各至少一条", "each kind has an item", "SWOT-F01"),
        ("6.1", "WARN", "每类 3 到 10 条", "3 to 10 items of a kind", "SWOT-W12"),
        ("6.1", "WARN", "写明依据", "evidence is present", "SWOT-W13"),
        ("6.1", "FAIL", "S 和 W 的权重合计是 1", "weights of S and W sum to 1", "SWOT-F04"),
        ("6.1", "FAIL", "O 和 T 的权重合计是 1", "weights of O and T sum to 1", "SWOT-F04"),
        ("6.1", "FAIL", "权重合计是 0", "weights sum to 0", "SWOT-F05"),
        ("6.1", "FAIL", "评分：S 是 3、4，W 是 1、2", "ratings of S are 3 or 4, of W 1 or 2", "SWOT-F06"),
        ("6.1", "FAIL", "评分：O 和 T 是 1 到 4", "ratings of O and T are 1 to 4", "SWOT-F06"),
        ("6.1", "FAIL", "策略引用对应的内部、外部条目", "a strategy quotes ids of the right kinds", "SWOT-F09"),
        ("6.1", "WARN", "权重 .15 以上的条目要用上", "items of weight .15 or more are used", "SWOT-W15"),
        ("6.1", "WARN", "策略连到目标或行动", "each strategy links to a goal or action", "SWOT-W16"),
        ("6.2", "WARN", "至少一家直接对手", "at least one direct rival", "RIVAL-W01"),
        ("6.2", "WARN", "至少一家间接对手", "at least one indirect rival", "RIVAL-W01"),
        ("6.2", "WARN", "四个 P 都写了", "the four P fields are filled", "RIVAL-W03"),
        ("6.2", "WARN", "依据不超过 180 天", "evidence is at most 180 days old", "RIVAL-W04"),
        ("6.2", "WARN", "每家对手至少引出一个机会或威胁", "each rival yields an opportunity or threat", "RIVAL-W05"),
        ("6.2", "FAIL", "独有的特点要说出客户得到的好处", "each unique feature names a benefit", "RIVAL-F13"),
        ("6.2", "FAIL", "关键成功因素的权重合计是 1", "weights of success factors sum to 1", "RIVAL-F10"),
        ("6.3", "WARN", "两种算法相差超过三成", "the two sizes differ by more than 30 %", "SIZE-W02"),
        ("6.3", "FAIL", "TAM ≥ SAM ≥ SOM", "TAM, SAM and SOM in this order", "SIZE-F01"),
        ("6.4", "WARN", "未分类的超过两成", "more than 20 % unmatched", "SEG-W05"),
        ("6.4", "WARN", "一个细分不到 5 个客户", "a segment of fewer than 5 customers", "SEG-W06"),
        ("6.4", "FAIL", "规则用了没有的字段", "a rule refers to an unknown field", "SEG-F01"),
        ("6.5", "WARN", "价格和自称的定位不符", "price index and declared position differ", "POS-W01"),
        ("6.5", "FAIL", "价值主张的每一格都写了", "an empty slot of the value sentence", "VALUE-F01"),
        (
            "6.5",
            "WARN",
            "特点、优势、好处各不超过 60 字",
            "feature, advantage and benefit are at most 60 characters",
            "FAB-W02",
        ),
        ("6.5", "FAIL", "每个特点都有好处", "a feature without benefit", "FAB-F01"),
        ("6.6", "WARN", "价格在下限和上限之间", "the price lies outside floor and ceiling", "PRICE-W02"),
        ("6.6", "FAIL", "价格低于成本", "the price is below cost", "PRICE-F01"),
        ("6.6", "FAIL", "毛利不大于 0", "a margin of 0 or less", "PRICE-F01"),
        ("6.6", "WARN", "成本、需求、对手三个依据都有", "cost, demand and rivals have evidence", "PRICE-W03"),
        ("6.6", "FAIL", "折扣不小于毛利：卖一件亏一件", "a discount that loses money on every unit", "PROMO-F01"),
        ("6.6", "WARN", "促销的对象、日期、预算、负责人、预计增量", "the fields of a promotion", "PROMO-W04"),
        ("6.6", "WARN", "有细分没有渠道覆盖", "segments that no channel covers", "CHAN-W01"),
        ("6.6", "WARN", "有激励办法", "incentives are present", "INC-W01"),
        ("6.7", "FAIL", "每一类都有条目", "an empty category", "PREP-F01"),
        ("6.7", "WARN", "逾期未办", "an item is overdue", "PREP-W02"),
        ("6.8", "FAIL", "人、物、钱有缺口", "a shortage of people, material or money", "BUDGET-F01 BUDGET-F02"),
        ("6.8", "FAIL", "各项预算合计超过总额", "budgets of initiatives exceed the total", "BUDGET-F03"),
        ("6.9", "FAIL", "长短线、客户群、最易接触的途径都写了", "the three fields of the selling mode", "MODE-F01"),
        ("7.3", "FAIL", "每个指标对应一个目标", "each indicator maps to a goal", "KPI-F01"),
        ("7.3", "FAIL", "过程指标和结果指标各至少一个", "at least one indicator of each type", "KPI-F02"),
        ("7.3", "WARN", "指标超过 8 个", "more than 8 indicators", "KPI-W03"),
        ("7.4", "WARN", "每个阶段有出口条件", "each stage has exit criteria", "PROC-W01"),
        ("7.4", "WARN", "每个阶段有最长天数", "each stage has its most days", "PROC-W02"),
        ("9.5", "FAIL", "按老客户的订单笔数计提", "paid by the count of orders", "PAY-F1"),
        ("9.5", "FAIL", "一张订单和拆成十张提得不一样", "one order and ten orders pay differently", "PAY-F2"),
        ("9.5", "FAIL", "老客户增长、新客户都不奖", "growth and new customers: neither is rewarded", "PAY-F3"),
        ("9.5", "WARN", "指标最多 3 项，每项至少 15 %", "at most 3 measures, each 15 % or more", "PAY-F4"),
        ("14", "FAIL", "每项任务正好一个 A", "each task has exactly one A", "RACI-F01"),
        ("14", "FAIL", "每项任务至少一个 R", "each task has an R", "RACI-F02"),
    )
)
"""In the order of methods.md."""
