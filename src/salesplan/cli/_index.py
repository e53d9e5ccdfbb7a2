"""The commands by area with their one-line help, written by tools/index.py: help imports none."""

from __future__ import annotations

AREAS: dict[str, tuple[str, str]] = {
    "start": ("开始", "Start"),
    "customers": ("客户", "Customers"),
    "targets": ("目标", "Targets"),
}
COMMANDS: dict[str, tuple[str, str, str, str]] = {
    "demo": ("start", "salesplan.cli.start", "生成一家示例公司，边看边学", "write an example company to learn from"),
    "init": ("start", "salesplan.cli.start", "生成带说明的计划和名单模板", "write a commented plan and templates for the lists"),
    "inspect": ("start", "salesplan.cli.start", "看看名单是怎么被读懂的：表头、列、单位、合计、问题", "show how a list is read: header, columns, sums, problems"),
    "schema": ("start", "salesplan.cli.start", "输出计划文件的 JSON Schema，供编辑器提示用", "print the JSON Schema of the plan, for editors"),
    "undo": ("start", "salesplan.cli.start", "撤销对名单或计划的最近一次写回", "take back the last change made to a list or the plan"),
    "explain": ("start", "salesplan.cli.explain", "一个数是怎么来的：从总额一步步算到它", "how a number came about: step by step from the total"),
    "classify": ("customers", "salesplan.cli.customers", "给客户分级：MAN、A-D、80/20、RFM、生命周期、下次联系", "grade customers: MAN, A-D, 80/20, RFM, life cycle, next contact"),
    "targets split": ("targets", "salesplan.cli.targets", "把目标逐层分解，层层精确到单位", "split a target level by level, exact to the unit"),
    "targets track": ("targets", "salesplan.cli.targets", "对照订单跟踪目标：完成率、进度、预计达成", "targets against orders: attainment, pace, landing"),
    "targets replan": ("targets", "salesplan.cli.targets_replan", "按实际完成滚动调整余下的目标，原目标保留", "plan the targets left anew after actuals, the frozen plan beside"),
    "targets reconcile": ("targets", "salesplan.cli.targets_two_sides", "自上而下的目标和各人的承诺对齐", "bring top-down targets and commitments from below together"),
    "targets compare": ("targets", "salesplan.cli.targets_two_sides", "比较两版计划：改了什么，目标差多少", "compare two versions of the plan: keys and targets"),
}
