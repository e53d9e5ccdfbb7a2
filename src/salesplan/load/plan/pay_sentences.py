"""Sentences about a commission plan: tiers, quotas, rates, splits."""

from __future__ import annotations

from salesplan.load.plan.syntax_sentences import Sentence
from salesplan.text import Text

PAY: dict[str, Sentence] = {
    "no_tiers": Sentence(
        "tiers",
        Text("没有写档位", "there are no tiers"),
        Text("写一档也行：tiers: [{{from: 0, rate: 5%}}]", "one will do: tiers: [{{from: 0, rate: 5%}}]"),
    ),
    "tier_gap": Sentence(
        "tiers",
        Text("档位断开：{low} 到 {high} 没有提成率", "the tiers have a gap: nothing is said from {low} to {high}"),
        Text(
            "加一档 {{from: {low}, to: {high}, rate: 0%}}，或把相邻一档写到这里",
            "add a tier {{from: {low}, to: {high}, rate: 0%}}, or let the next one begin at {low}",
        ),
    ),
    "tier_overlap": Sentence(
        "tiers",
        Text(
            "档位重叠：从 {before} 起的一档到 {end}，下一档从 {start} 起",
            "tiers overlap: the one from {before} goes to {end}, the next begins at {start}",
        ),
        Text("从 {before} 起的一档写 to: {start}", "let the tier from {before} end with to: {start}"),
    ),
    "tier_open": Sentence(
        "tiers",
        Text("最后一档到 {end} 为止，超过的没有提成率", "the last tier ends at {end}: nothing is said beyond"),
        Text("删掉最后一档的 to，或再加一档 from: {end}", "delete its to, or add a tier from: {end}"),
    ),
    "tier_backwards": Sentence(
        "tiers",
        Text("这一档从 {start} 到 {end}，写反了", "this tier goes from {start} to {end}"),
        Text("from 写小的，to 写大的", "put the smaller one in from"),
    ),
    "tier_pay": Sentence(
        "tiers",
        Text("从 {start} 起的一档要写 rate 或 each，二者取一", "the tier from {start} has either rate or each"),
        Text("写 rate: 5%；按个数计的写 each: 500", "write rate: 5%; for what is counted each: 500"),
    ),
    "tier_needs_each": Sentence(
        "tiers",
        Text(
            "按个数计的提成要写每个多少元（从 {start} 起的一档）", "what is counted is paid by each (tier from {start})"
        ),
        Text("把 rate 换成 each，如 each: 500", "write each: 500 in place of rate"),
    ),
    "tier_needs_rate": Sentence(
        "tiers",
        Text("按金额计的提成要写提成率（从 {start} 起的一档）", "an amount is paid by a rate (tier from {start})"),
        Text("把 each 换成 rate，如 rate: 5%", "write rate: 5% in place of each"),
    ),
    "tier_without_quota": Sentence(
        "tiers",
        Text("没有任务额，档位不能写 {limit}", "there is no quota that a limit of {limit} could be a part of"),
        Text("档位写金额，如 10万；或加上 quota: 10万", "write amounts, such as 100000; or add quota: 100000"),
    ),
    "threshold_without_quota": Sentence(
        "threshold",
        Text("写了起提线，没有任务额", "there is a threshold, but no quota"),
        Text("加上 quota，如 quota: 10万；或删掉 threshold", "add a quota: 100000, or delete the threshold"),
    ),
    "quota_ways": Sentence(
        "quota",
        Text("任务额写 amount（或 reps）或 targets，二者取一", "a quota has amount (or reps), or targets"),
        Text("写 quota: 10万，或 quota: {{targets: 目标编号}}", "write quota: 100000, or quota: {{targets: id}}"),
    ),
    "rate_ways": Sentence(
        "rates",
        Text("要写 rate 或 times，二者取一", "either rate or times"),
        Text("写 rate: 3%，或 times: 1.5", "write rate: 3%, or times: 1.5"),
    ),
    "rate_of_what": Sentence(
        "rates",
        Text("没写是哪些销售的提成率", "it does not say of which sales"),
        Text(
            "加上 products、categories、margin_from 或 margin_to", "add products, categories, margin_from or margin_to"
        ),
    ),
    "rule_days": Sentence(
        "rule-days",
        Text("截止 {end} 早于开始 {start}", "it ends on {end}, before it starts on {start}"),
        Text("改正其中一个日期", "correct one of the days"),
    ),
    "share_out_weights": Sentence(
        "share-out",
        Text("按权重分要写 weights，不按权重分就不写", "weights belong to share_out: weights, and only there"),
        Text(
            "写 share_out: weights 和 weights: {{张三: 3, 李四: 2}}",
            "write share_out: weights and weights: {{Ann: 3, Ben: 2}}",
        ),
    ),
    "share_out_gate": Sentence(
        "share-out",
        Text("团队奖不能按回款发（gate）", "a team's bonus cannot wait for collections (gate)"),
        Text("删掉 gate；要看回款就写 measure: collections", "delete gate, or pay for measure: collections"),
    ),
    "split_whole": Sentence(
        "split",
        Text("各人的比例合计 {percent}，不是 100%", "the shares come to {percent}, not 100%"),
        Text("改成合计 100%，如 60% 和 40%", "make them 100% together, such as 60% and 40%"),
    ),
    "split_of": Sentence(
        "split",
        Text("要写 order 或 customer，二者取一", "either order or customer"),
        Text("写 order: 订单编号，或 customer: 客户名称", "write order: its number, or customer: its name"),
    ),
}
