"""The words of what customers are worth, and of their life cycle: actions, grades, rules."""

from __future__ import annotations

from salesplan.text import Text

ACTIONS: dict[str, Text] = {
    "serve": Text("派最好的人，个性化服务", "best people"),
    "raise_frequency": Text("提高下单频率", "more orders"),
    "contact_now": Text("马上联系，问原因", "call, ask why"),
    "win_back": Text("挽回：给方案", "win back: offer"),
    "raise_order": Text("交叉销售，做大单子", "larger orders"),
    "second_order": Text("推动第二单", "a second order"),
    "light_touch": Text("保持低成本联系", "light touch"),
    "least_effort": Text("少花精力", "least effort"),
}
GRADES: dict[str, Text] = {
    "important": Text("重要客户", "important"),
    "potential": Text("潜在客户", "potential"),
    "ordinary": Text("普通客户", "ordinary"),
}
GRADE_MEANING: dict[str, Text] = {
    "important": Text("价值等级 A、B", "tier A or B"),
    "potential": Text("从未下单，或下的单全退了", "never ordered, or returned it all"),
    "ordinary": Text("其余", "the rest"),
}
SPLITS: dict[str, Text] = {
    "mean": Text("取平均数", "the mean"),
    "median": Text("取中位数", "the median"),
}
SCORES: dict[str, Text] = {
    "fifths": Text("五等分", "fifths"),
    "quartiles": Text("四等分", "quartiles"),
    "percentiles": Text("自定百分位", "percentiles"),
    "fixed": Text("固定界限", "fixed limits"),
}
MODELS: dict[str, Text] = {
    "rfm": Text("最近、频率、金额（RFM）", "recency, frequency, amount (RFM)"),
    "fm": Text("频率、金额（FM）", "frequency, amount (FM)"),
    "fmi": Text("频率、金额、联系次数（FMI）", "frequency, amount, contacts (FMI)"),
}
METHODS: dict[str, Text] = {
    "shares": Text("按累计占比", "by shares"),
    "computed": Text("自动（cABC）", "computed (cABC)"),
}
STATE_ACTIONS: dict[str, Text] = {
    "promote": Text("推介、教怎么用，争取首单", "promote, win the first order"),
    "educate": Text("首单后教会用好，推动第二单", "teach, second order"),
    "care": Text("做好售后和维护", "after-sales service and care"),
    "ask": Text("马上联系，问原因", "call now, ask why"),
    "win_back": Text("挽回：给方案", "win back: offer"),
}
RULES: dict[str, Text] = {
    "days": Text("固定天数", "fixed days"),
    "data": Text("全体下单间隔的分位数", "percentiles of all gaps"),
    "own": Text("每家自己的下单间隔", "each one's own gap"),
}
