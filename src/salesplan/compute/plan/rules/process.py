"""The sales process: when a stage is left, how long it may last, what follows by itself (methods.md 7.4)."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.strategy.key_words import missing_keys
from salesplan.compute.strategy.stages import max_days
from salesplan.model.near import repeated
from salesplan.text import Text

_STAGE = "strategy:\n  process:\n  - {name: 接洽, exit: [见到负责人], max_days: 14}\n"
_TRIGGER = "strategy:\n  triggers:\n  - {when: 报价满 5 天没有回音, then: 电话跟进, within_days: 1, owner: 业务员}\n"


@rule(
    "PROC-W01",
    "warning",
    title=Text("阶段“{name}”没有进入下一阶段的条件", "the stage “{name}” has no exit criteria"),
    why=Text(
        "没有条件，商机走到哪一步全凭感觉，预计也就不准。",
        "Without criteria a deal stands wherever somebody feels it does, and so does the forecast.",
    ),
    fix=Text("写 exit: [客户确认需求, 预算已知]", "write exit: [need confirmed, budget known]"),
    source="methods.md 7.4",
    example=Example(f"{_STAGE}  - {{name: 谈判, max_days: 21}}  # <- PROC-W01", _STAGE),
)
def has_exit_criteria(facts: Facts) -> Iterator[Hit]:
    """Every stage says what must be met to leave it."""
    for at, stage in enumerate(facts.plan.strategy.process):
        if not stage.exit:
            yield Hit(("strategy", "process", at), {"name": stage.name})


@rule(
    "PROC-W02",
    "warning",
    title=Text("阶段“{name}”没有写最多停留几天", "the stage “{name}” has no limit in days"),
    why=Text("没有期限，卡住的商机看不出来。", "Without a limit nobody sees which deals are stuck."),
    fix=Text(
        "写 max_days: 14，或在 parameters.process.max_days 里给第 {n} 个阶段加上天数",
        "write max_days: 14, or give parameters.process.max_days a value for stage {n}",
    ),
    source="methods.md 7.4",
    example=Example(
        f"parameters: {{process: {{max_days: [14]}}}}\n{_STAGE}  - {{name: 谈判, exit: [价格谈定]}}  # <- PROC-W02",
        f"{_STAGE}  - {{name: 谈判, exit: [价格谈定]}}",
    ),
)
def has_a_limit(facts: Facts) -> Iterator[Hit]:
    """Every stage has a limit of its own or one by its position."""
    for at, stage in enumerate(facts.plan.strategy.process):
        if max_days(stage, at, facts.plan.parameters.process.max_days) is None:
            yield Hit(("strategy", "process", at), {"name": stage.name, "n": at + 1})


@rule(
    "PROC-F03",
    "error",
    title=Text("第 {n} 条流程规则没有写{names}", "rule {n} of the process does not say {names}"),
    why=Text(
        "规则是“什么时候，做什么”；缺一半就没人照做。",
        "A rule says when and what; half of it helps nobody.",
    ),
    fix=Text("写 when: 什么时候、then: 做什么", "write when: what happens, and then: the task due"),
    source="methods.md 7.4",
    example=Example(
        f"{_TRIGGER}  - {{when: 签约}}  # <- PROC-F03\n  - {{then: 回访}}  # <- PROC-F03\n"
        "  - {owner: 张三}  # <- PROC-F03",
        _TRIGGER,
    ),
)
def has_when_and_then(facts: Facts) -> Iterator[Hit]:
    """Every rule has a when and a then."""
    for at, trigger in enumerate(facts.plan.strategy.triggers):
        missing = [key for key in ("when", "then") if not getattr(trigger, key)]
        if missing:
            yield Hit(("strategy", "triggers", at), {"n": at + 1, **missing_keys(missing)})


@rule(
    "PROC-W04",
    "warning",
    title=Text("第 {n} 条流程规则没有写{names}", "rule {n} of the process does not say {names}"),
    why=Text("没有期限和负责人的任务不会发生。", "A task without a day and an owner does not happen."),
    fix=Text("写 within_days: 几天内、owner: 谁做", "write within_days: and owner:"),
    source="methods.md 7.4",
    example=Example(
        f"{_TRIGGER}  - {{when: 签约, then: 寄感谢信}}  # <- PROC-W04",
        f"{_TRIGGER}  - {{when: 签约, then: 寄感谢信, within_days: 0, owner: 内勤}}",
    ),
)
def has_a_day_and_an_owner(facts: Facts) -> Iterator[Hit]:
    """Every rule says within how many days and by whom."""
    for at, trigger in enumerate(facts.plan.strategy.triggers):
        missing = ["within_days"] if trigger.within_days is None else []
        missing += [] if trigger.owner else ["owner"]
        if missing:
            yield Hit(("strategy", "triggers", at), {"n": at + 1, **missing_keys(missing)})


@rule(
    "PROC-F05",
    "error",
    title=Text("有两个阶段都叫“{name}”", "two stages are called “{name}”"),
    why=Text("同名的阶段在商机里分不开。", "In the list of deals nobody can tell them apart."),
    fix=Text("改一个名字，或合并", "rename one, or make them one"),
    source="methods.md 7.4",
    example=Example(
        f"{_STAGE}  - {{name: 接洽, exit: [确认需求], max_days: 14}}  # <- PROC-F05",
        f"{_STAGE}  - {{name: 需求, exit: [确认需求], max_days: 14}}",
    ),
)
def stages_differ(facts: Facts) -> Iterator[Hit]:
    """No two stages have one name."""
    stages = facts.plan.strategy.process
    for at in repeated([stage.name for stage in stages]):
        yield Hit(("strategy", "process", at, "name"), {"name": stages[at].name}, stages[at].name)
