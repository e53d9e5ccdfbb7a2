"""The commands by area with their one-line help, written by tools/index.py: help imports none."""

from __future__ import annotations

AREAS: dict[str, tuple[str, str]] = {
    "start": ("开始", "Start"),
    "customers": ("客户", "Customers"),
    "targets": ("目标", "Targets"),
    "market": ("市场", "Market"),
    "swot": ("SWOT 分析", "SWOT"),
    "strategy": ("策略", "Strategy"),
    "prepare": ("准备与团队", "Preparation and team"),
}
COMMANDS: dict[str, tuple[str, str, str, str]] = {
    "demo": ("start", "salesplan.cli.start", "生成一家示例公司，边看边学", "write an example company to learn from"),
    "init": ("start", "salesplan.cli.start", "生成带说明的计划和名单模板", "write a commented plan and templates for the lists"),
    "inspect": ("start", "salesplan.cli.start", "看看名单是怎么被读懂的：表头、列、单位、合计、问题", "show how a list is read: header, columns, sums, problems"),
    "schema": ("start", "salesplan.cli.start", "输出计划文件的 JSON Schema，供编辑器提示用", "print the JSON Schema of the plan, for editors"),
    "undo": ("start", "salesplan.cli.start", "撤销对名单或计划的最近一次写回", "take back the last change made to a list or the plan"),
    "explain": ("start", "salesplan.cli.explain", "一个数是怎么来的；一个代码是什么意思、怎么办", "how a number came about; what a code means and what to do about it"),
    "classify": ("customers", "salesplan.cli.customers", "给客户分级：MAN、A-D、80/20、RFM、生命周期、下次联系", "grade customers: MAN, A-D, 80/20, RFM, life cycle, next contact"),
    "check": ("start", "salesplan.cli.check", "检查计划：哪里含糊、缺漏、矛盾、够不着，怎么改", "check the plan: what is vague, missing or contradictory"),
    "targets split": ("targets", "salesplan.cli.targets", "把目标逐层分解，层层精确到单位", "split a target level by level, exact to the unit"),
    "targets track": ("targets", "salesplan.cli.targets", "对照订单跟踪目标：完成率、进度、预计达成", "targets against orders: attainment, pace, landing"),
    "goals check": ("targets", "salesplan.cli.goals", "目标按 SMART+C 逐项检查，并给出改好的一句话", "goals by SMART+C, check by check, with a corrected sentence"),
    "targets replan": ("targets", "salesplan.cli.targets_replan", "按实际完成滚动调整余下的目标，原目标保留", "plan the targets left anew after actuals, the frozen plan beside"),
    "targets reconcile": ("targets", "salesplan.cli.targets_two_sides", "自上而下的目标和各人的承诺对齐", "bring top-down targets and commitments from below together"),
    "targets compare": ("targets", "salesplan.cli.targets_two_sides", "比较两版计划：改了什么，目标差多少", "compare two versions of the plan: keys and targets"),
    "market segments": ("market", "salesplan.cli.market_segments", "客户名单按细分市场分：多少家、多少钱、重叠、漏掉的", "customers by segment: how many, how much, overlaps, gaps"),
    "market position": ("market", "salesplan.cli.market_segments", "价格指数、定位、价值主张、特点优点好处", "price index and position, the value sentence, features and benefits"),
    "market size": ("market", "salesplan.cli.market", "市场有多大，我们占多少，怎么变", "how large the market is, our share, the trend"),
    "market competitors": ("market", "salesplan.cli.market", "竞争对手强弱，我们独有什么", "how strong rivals are, what only we have"),
    "swot show": ("swot", "salesplan.cli.swot", "SWOT 四格图、IFE/EFE、IE 矩阵和策略", "the SWOT as a picture: four fields, IFE/EFE, strategies"),
    "swot check": ("swot", "salesplan.cli.swot", "检查 SWOT：四格、权重、评分、依据、策略", "check the SWOT: fields, weights, ratings, evidence, strategies"),
    "swot add": ("swot", "salesplan.cli.swot", "加一条优势、劣势、机会或威胁，写进计划", "add a strength, weakness, opportunity or threat to the plan"),
    "strategy check": ("strategy", "salesplan.cli.strategy", "定价、促销、渠道、激励、流程、指标算得过来吗", "do prices, promotions, channels, incentives, process add up"),
    "strategy budget": ("strategy", "salesplan.cli.strategy", "人、物、钱够不够，费用率多少", "people, material and money against the need, and what selling costs"),
    "prepare": ("prepare", "salesplan.cli.prepare", "销售准备好了没有：各类进度、必须事项、逾期", "ready to sell: progress, what is mandatory, overdue"),
    "team raci": ("prepare", "salesplan.cli.team", "职责表：每件事谁负责、谁执行；岗位手册全不全", "who answers for each task and who does it"),
    "team training": ("prepare", "salesplan.cli.team", "培训覆盖率：谁学过什么、还缺什么", "training coverage: who had what, who lacks what"),
}
