"""Who is trained in what: records that fit the team, the topics and the day (methods.md 14)."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.plan.execution.people import roles_of
from salesplan.compute.plan.execution.training import records_of, required_pairs
from salesplan.compute.plan.rule import Example, Facts, Hit, rule
from salesplan.compute.plan.rules.preparation import NAMES_ALIKE, name_hint
from salesplan.model.near import Known
from salesplan.model.plan.preparation_words import TOPICS, label_of, topic_named
from salesplan.text import Text

SOURCE = "methods.md 14"


@rule(
    "TRAIN-W01",
    "warning",
    title=Text("培训记录里的“{person}”不在团队里", "“{person}” of the training records is not in the team"),
    why=Text("名字对不上，这次培训就不算在任何人头上。", "The training counts for nobody."),
    fix=Text("{hint}", "{hint}"),
    source=SOURCE,
    example=Example(
        "team: {members: [{name: 张三}]}\nduties:\n  training:\n    done:\n"
        "    - {person: 张山, topic: 产品}  # <- TRAIN-W01",
        "team: {members: [{name: 张三}]}\nduties:\n  training:\n    done:\n    - {person: 张三, topic: 产品}",
    ),
)
def person_is_known(facts: Facts) -> Iterator[Hit]:
    """Where the plan has a team, whoever was trained is in it; those who left and leaders count as known."""
    known = Known([*(member.name for member in facts.plan.team.members), *_leaders(facts)], alike=NAMES_ALIKE)
    for at, record in enumerate(facts.plan.duties.training.done if known else ()):
        if record.person not in known:
            words = {"person": record.person, "hint": name_hint(record.person, known)}
            yield Hit(("duties", "training", "done", at, "person"), words, record.person)


def _leaders(facts: Facts) -> list[str]:
    return [member.leader for member in facts.plan.team.members if member.leader]


@rule(
    "TRAIN-W02",
    "warning",
    title=Text(
        "{person} 学的“{topic}”没有列为要学的主题", "“{topic}”, in which {person} was trained, is required of nobody"
    ),
    why=Text(
        "主题对不上，学了也不算；也可能是写法不同。",
        "It does not count towards coverage; perhaps it is only written differently.",
    ),
    fix=Text("{hint}", "{hint}"),
    source=SOURCE,
    example=Example(
        "duties:\n  training:\n    topics: [产品, 谈判]\n    done:\n"
        "    - {person: 张三, topic: 产品}\n    - {person: 张三, topic: 产 品 知识}  # <- TRAIN-W02",
        "duties:\n  training:\n    topics: [产品, 谈判]\n    roles: {助理: CRM}\n    done:\n"
        "    - {person: 张三, topic: 谈判技巧}\n    - {person: 李四, topic: crm}",
    ),
)
def topic_is_required(facts: Facts) -> Iterator[Hit]:
    """Where topics are required, those trained are among them, by any of their names."""
    told = facts.plan.duties.training
    written = [*told.topics, *(topic for topics in told.roles.values() for topic in topics)]
    wanted, known = set(map(topic_named, written)), Known(written, alike=0.4)
    for at, record in enumerate(told.done if wanted else ()):
        if topic_named(record.topic) not in wanted:
            near = known.nearest(record.topic)
            hint = (
                Text("是不是“{near}”？否则加到 topics 里", "Is it “{near}”? Else add it to topics").format(near=near)
                if near
                else Text("加到 topics 或 roles 里，或改成其中一个", "Add it to topics or roles, or write one of those")
            )
            words = {"person": record.person, "topic": record.topic, "hint": hint}
            yield Hit(("duties", "training", "done", at, "topic"), words, record.topic)


@rule(
    "TRAIN-W03",
    "warning",
    title=Text(
        "{person} 的“{topic}”培训写在 {day}，还没到", "the training of {person} in “{topic}” is on {day}, still to come"
    ),
    why=Text("还没上的课不算学过，覆盖率里不计。", "What is still to come is not counted as trained."),
    fix=Text("日期写错就改正；安排好的课上完再记", "correct the day, or record it once it has taken place"),
    source=SOURCE,
    example=Example(
        "duties:\n  training:\n    done:\n    - {person: 张三, topic: 产品, date: 2026-07-01}  # <- TRAIN-W03",
        "duties:\n  training:\n    done:\n    - {person: 张三, topic: 产品, date: 2026-06-30}",
    ),
)
def not_in_the_future(facts: Facts) -> Iterator[Hit]:
    """No record is later than the as-of."""
    for at, record in enumerate(facts.plan.duties.training.done):
        if record.date is not None and record.date > facts.as_of:
            words = {"person": record.person, "topic": record.topic, "day": record.date}
            yield Hit(("duties", "training", "done", at, "date"), words, str(record.date))


@rule(
    "TRAIN-W04",
    "warning",
    title=Text(
        "团队里没有“{role}”这个职位，它要学的没人学",
        "no member has the role “{role}”, so its topics are required of nobody",
    ),
    why=Text(
        "职位对不上，这一行要求就落不到任何人。", "What is required of a role that nobody has is required of nobody."
    ),
    fix=Text("{hint}", "{hint}"),
    source=SOURCE,
    example=Example(
        "team: {members: [{name: 张三, role: 业务员}]}\nduties:\n  training:\n    roles:\n"
        "      业务人员: [谈判]  # <- TRAIN-W04",
        "team: {members: [{name: 张三, role: 业务员}]}\nduties:\n  training:\n    roles: {业务员: [谈判]}\n"
        "    done: [{person: 张三, topic: 谈判}]",
    ),
)
def role_is_known(facts: Facts) -> Iterator[Hit]:
    """Where members have roles, those with topics of their own are among them."""
    known = Known(roles_of(facts.plan), alike=NAMES_ALIKE)
    for role in facts.plan.duties.training.roles if known else ():
        if role not in known:
            near = known.nearest(role)
            hint = (
                Text("是不是“{near}”？", "Is it “{near}”?").format(near=near)
                if near
                else Text("在 team.members 里给人写上 role", "Give members this role under team.members")
            )
            yield Hit(("duties", "training", "roles", role), {"role": role, "hint": hint}, role)


@rule(
    "TRAIN-N05",
    "note",
    title=Text(
        "要学的“{topic}”还没有一个人学过（要 {n} 人学）", "nobody was trained in “{topic}” yet, which {n} people need"
    ),
    why=Text(
        "列为必学却没人学过，多半是还没安排。", "It is required and nobody had it: most likely it is not arranged yet."
    ),
    fix=Text("安排一次，学过的记到 done 里", "arrange it, and record under done who had it"),
    source=SOURCE,
    example=Example(
        "team: {members: [{name: 张三}, {name: 李四}]}\nduties:\n  training:\n"
        "    topics: [产品, 谈判]  # <- TRAIN-N05\n"
        "    done: [{person: 张三, topic: 产品}]",
        "team: {members: [{name: 张三}, {name: 李四}]}\nduties:\n  training:\n    topics: [产品, 谈判]\n"
        "    done: [{person: 张三, topic: 产品}, {person: 李四, topic: negotiation}]",
    ),
)
def each_topic_had_somebody(facts: Facts) -> Iterator[Hit]:
    """Of each topic that is required of somebody, at least one of them was trained in it."""
    required, records = required_pairs(facts.plan, facts.as_of), records_of(facts.plan.duties.training, facts.as_of)
    for topic in dict.fromkeys(topic for _, topic in required):
        people = [who for who, other in required if other == topic]
        if not any((who, topic) in records for who in people):
            yield Hit(_place(facts, topic), {"topic": label_of(topic, TOPICS), "n": len(people)})


def _place(facts: Facts, topic: str) -> tuple[str | int, ...]:
    """Where a topic is required: in the common list, else of the first role that has it."""
    told = facts.plan.duties.training
    if topic in map(topic_named, told.topics):
        return ("duties", "training", "topics")
    role = next(role for role, topics in told.roles.items() if topic in map(topic_named, topics))
    return ("duties", "training", "roles", role)
