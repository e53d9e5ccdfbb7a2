"""Who does what: each task with one who answers and somebody who does it, and no task forgotten (methods.md 14)."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.plan.execution.duties import LETTERS, accountable, missing_tasks
from salesplan.compute.plan.execution.people import known_names
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.plan.rules.preparation import NAMES_ALIKE, name_hint
from salesplan.model.near import Known
from salesplan.model.plan.levels import in_a_row
from salesplan.model.plan.preparation_words import TASKS
from salesplan.text import Text

SOURCE = "methods.md 14"
_ALL = "计划、任务分配、监督、评估、客户开发、谈判、合同、回款、数据、投诉"


@rule(
    "RACI-F01",
    "error",
    title=Text("任务“{task}”{told}", "the task “{task}” {told}"),
    why=Text(
        "一件事只能有一个人负责到底：没有就没人管，两个就互相推。",
        "One answers for a task: with none nobody does, with two each waits.",
    ),
    fix=Text("{how}", "{how}"),
    source=SOURCE,
    example=Example(
        "duties:\n  raci:\n  - {task: 合同, R: 张三}  # <- RACI-F01\n"
        "  - {task: 回款, A: [李四, 王五], R: 张三}  # <- RACI-F01",
        "duties:\n  raci:\n  - {task: 合同, A: 李四, R: 张三}\n  - {task: 回款, A: 李四, R: 李四}",
    ),
)
def one_answers(facts: Facts) -> Iterator[Hit]:
    """Every task has exactly one who answers for it."""
    for at, duty in enumerate(facts.plan.duties.raci):
        names = accountable(duty)
        if len(names) == 1:
            continue
        told = (
            Text("有 {n} 个人负责：{names}", "has {n} who answer for it: {names}").format(
                n=len(names), names=", ".join(names)
            )
            if names
            else Text("没有人负责（A）", "has nobody who answers for it (A)")
        )
        more = Text(
            "A 只留一个人；其余出力的写 R，要商量的写 C",
            "Leave one name under A; who helps goes under R, who is asked under C",
        )
        how = more if names else Text("写 A: 谁负责到底", "Write A: who answers for it")
        words = {"task": duty.task, "told": told, "how": how}
        yield Hit(("duties", "raci", at, "A"), words, ", ".join(names) or None)


@rule(
    "RACI-F02",
    "error",
    title=Text("任务“{task}”没有人执行（R）", "the task “{task}” has nobody who does it (R)"),
    why=Text(
        "只有人负责、没人动手，事情不会自己做完。", "With somebody to answer and nobody to do it, it is not done."
    ),
    fix=Text("写 R: 谁去做；负责人自己做，R 也写他", "write R: who does it; the one who answers may stand there too"),
    source=SOURCE,
    example=Example(
        "duties:\n  raci:\n  - {task: 合同, A: 张三, C: 李四}  # <- RACI-F02",
        "duties:\n  raci:\n  - {task: 合同, A: 张三, R: [张三, 李四]}",
    ),
)
def somebody_does_it(facts: Facts) -> Iterator[Hit]:
    """Every task has at least one who does it."""
    for at, duty in enumerate(facts.plan.duties.raci):
        if not duty.R:
            yield Hit(("duties", "raci", at, "R"), {"task": duty.task})


@rule(
    "RACI-W03",
    "warning",
    title=Text("职责表里没有：{tasks}", "the duties leave out: {tasks}"),
    why=Text(
        "从计划到投诉这十件事，每个销售团队都要有人管；漏掉的那件，出了事才发现没人管。",
        "Every sales team has these ten tasks, from plan to complaints; one left out is found when it goes wrong.",
    ),
    fix=Text(
        "每件加一行，如 - {{task: 投诉, A: 谁, R: 谁}}",
        "add a line for each, such as - {{task: complaints, A: who, R: who}}",
    ),
    source=SOURCE,
    example=Example(
        "duties:\n  raci:  # <- RACI-W03\n  - {task: 合同与回款, A: 张三, R: 李四}",
        f"duties:\n  raci:\n  - {{task: {_ALL}, A: 张三, R: 李四}}",
    ),
)
def standing_tasks_are_given(facts: Facts) -> Iterator[Hit]:
    """The ten standing tasks are all there, by name or as part of a name."""
    missing = missing_tasks(facts.plan) if facts.plan.duties.raci else ()
    if missing:
        yield Hit(("duties", "raci"), {"tasks": in_a_row([TASKS[key].label for key in missing])})


@rule(
    "RACI-W04",
    "warning",
    title=Text("任务“{task}”里的“{name}”不在团队里", "“{name}” of the task “{task}” is not in the team"),
    why=Text("职责给了团队里没有的人或职位，等于没给。", "A duty given to nobody in the team is given to nobody."),
    fix=Text("{hint}", "{hint}"),
    source=SOURCE,
    example=Example(
        "team: {members: [{name: 张三, role: 业务员}]}\nduties:\n  raci:\n"
        "  - {task: 合同, A: 张三, R: [业务员, 李四]}  # <- RACI-W04",
        "team: {members: [{name: 张三, role: 业务员, leader: 李四}]}\nduties:\n  raci:\n"
        "  - {task: 合同, A: 张三, R: [业务员, 李四], I: 销售助理}\n"
        "  playbooks: [{role: 销售助理, duties: 单据, steps: 录入, indicators: 差错率}]",
    ),
)
def names_are_known(facts: Facts) -> Iterator[Hit]:
    """Where the plan has a team, everybody in the table is a member, a leader, a role or a team."""
    known = Known(known_names(facts.plan), alike=NAMES_ALIKE)
    for at, duty in enumerate(facts.plan.duties.raci if known else ()):
        for letter in LETTERS:
            for name in dict.fromkeys(getattr(duty, letter)):
                if name not in known:
                    words = {"task": duty.task, "name": name, "hint": name_hint(name, known)}
                    yield Hit(("duties", "raci", at, letter), words, name)


@rule(
    "RACI-W05",
    "warning",
    title=Text("任务“{task}”写了两次", "the task “{task}” stands twice"),
    why=Text(
        "同一件事两行，两行的人以为归自己管，也可能都以为归对方。",
        "With two lines nobody can tell which of them counts.",
    ),
    fix=Text("并成一行", "make them one line"),
    source=SOURCE,
    example=Example(
        "duties:\n  raci:\n  - {task: Contract, A: Ann, R: Bob}\n  - {task: contract, A: Bob, R: Bob}  # <- RACI-W05",
        "duties:\n  raci:\n  - {task: 合同起草, A: 张三, R: 李四}\n  - {task: 合同审批, A: 李四, R: 李四}",
    ),
)
def a_task_once(facts: Facts) -> Iterator[Hit]:
    """No two tasks have the same name."""
    seen: set[str] = set()
    for at, duty in enumerate(facts.plan.duties.raci):
        name = "".join(duty.task.lower().split())
        if name in seen:
            yield Hit(("duties", "raci", at, "task"), {"task": duty.task}, duty.task)
        seen.add(name)
