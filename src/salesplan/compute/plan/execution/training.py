"""Who is trained in what is required, and what the figures suggest to train next (methods.md 14)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from salesplan.compute.plan.execution.people import is_there
from salesplan.compute.rounding import share_of
from salesplan.model.plan.metrics import measure_named
from salesplan.model.plan.plan import Plan
from salesplan.model.plan.preparation import Trained, Training, TrainingEffect
from salesplan.model.plan.preparation_words import topic_named
from salesplan.model.result import Parameter, Result
from salesplan.model.table import ColumnSpec, Table, Value

COLUMNS = (
    ColumnSpec("person", "text"),
    ColumnSpec("role", "text"),
    ColumnSpec("topic", "code"),
    ColumnSpec("required", "flag"),
    ColumnSpec("trained", "flag"),
    ColumnSpec("date", "date"),
    ColumnSpec("score", "score"),
)
Pair = tuple[str, str]
"""A person and a topic."""


@dataclass(frozen=True)
class PersonTraining:
    """What is required of one person, how much of it he was trained in, and the topics he lacks."""

    person: str
    role: str | None
    required: int
    trained: int
    share: Decimal | None
    missing: tuple[str, ...]


@dataclass(frozen=True)
class TopicTraining:
    """Of how many people a topic is required, how many were trained, and their average score where there is one."""

    topic: str
    required: int
    trained: int
    score: Decimal | None


@dataclass(frozen=True)
class Effect:
    """An indicator before and after a training; ``change`` is None before it was measured again."""

    topic: str
    indicator: str
    before: Decimal
    after: Decimal | None
    change: Decimal | None


@dataclass(frozen=True)
class Suggestion:
    """The topics for the indicator that reached least of its target, with those who lack each."""

    indicator: str
    attained: Decimal
    topics: tuple[str, ...]
    lacking: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class TrainingSummary:
    """Coverage: required pairs of person and topic that were trained; None where nothing is required.

    ``later`` counts records after the as-of, which do not count. ``suggested`` is None without figures, or where
    ``parameters.training.topics`` names no topic for the weakest indicator.
    """

    required: int
    trained: int
    coverage: Decimal | None
    people: tuple[PersonTraining, ...]
    topics: tuple[TopicTraining, ...]
    effects: tuple[Effect, ...]
    suggested: Suggestion | None
    later: int


def training_coverage(required: Collection[Pair], done: Collection[Pair]) -> Fraction | None:
    """The share of required pairs that were trained; None when none is required."""
    needed = set(required)
    return Fraction(len(needed & set(done)), len(needed)) if needed else None


def required_pairs(plan: Plan, as_of: date) -> list[Pair]:
    """Who must know what: everybody the common topics, each role its own, topics by their registry's names.

    Everybody is who works on the as-of; without a team those who have a record.
    """
    told, members = plan.duties.training, plan.team.members
    common = [topic_named(topic) for topic in told.topics]
    if not members:
        people = dict.fromkeys(record.person for record in told.done)
        return [(person, topic) for person in people for topic in dict.fromkeys(common)]
    own = {role: [topic_named(topic) for topic in topics] for role, topics in told.roles.items()}
    there = [member for member in members if is_there(member, as_of)]
    return [(m.name, topic) for m in there for topic in dict.fromkeys([*common, *own.get(m.role or "", ())])]


def records_of(training: Training, as_of: date) -> dict[Pair, Trained]:
    """The training of each pair up to the as-of: the last one, and among those without a day the last written."""
    found: dict[Pair, Trained] = {}
    for record in training.done:
        if record.date is not None and record.date > as_of:
            continue
        pair = (record.person, topic_named(record.topic))
        if pair not in found or (found[pair].date or date.min) <= (record.date or date.min):
            found[pair] = record
    return found


def trained(plan: Plan, as_of: date) -> Result[TrainingSummary]:
    """Coverage by person and by topic, one row for each pair that is required or was trained."""
    told = plan.duties.training
    required, records = required_pairs(plan, as_of), records_of(told, as_of)
    coverage = training_coverage(required, records)
    roles = {member.name: member.role for member in plan.team.members}
    summary = TrainingSummary(
        required=len(required),
        trained=sum(pair in records for pair in required),
        coverage=share_of(coverage, 1) if coverage is not None else None,
        people=tuple(_people(required, records, roles)),
        topics=tuple(_topics(required, records)),
        effects=tuple(map(_effect, told.effects)),
        suggested=suggestion(told.attained, plan.parameters.training.topics, required, records),
        later=sum(record.date is not None and record.date > as_of for record in told.done),
    )
    needed = set(required)
    rows = [
        (who, roles.get(who), topic, (who, topic) in needed, *_had(records.get((who, topic))))
        for who, topic in dict.fromkeys([*required, *records])
    ]
    used = (Parameter("parameters.training.topics", plan.parameters.training.topics),) if told.attained else ()
    return Result("team training", as_of, summary, Table(COLUMNS, tuples=rows), used)


def _people(
    required: Sequence[Pair], records: Mapping[Pair, Trained], roles: Mapping[str, str | None]
) -> Iterator[PersonTraining]:
    wanted: dict[str, list[str]] = {}
    for person, topic in required:
        wanted.setdefault(person, []).append(topic)
    for person, topics in wanted.items():
        missing = tuple(topic for topic in topics if (person, topic) not in records)
        count = len(topics) - len(missing)
        yield PersonTraining(person, roles.get(person), len(topics), count, share_of(count, len(topics)), missing)


def _topics(required: Sequence[Pair], records: Mapping[Pair, Trained]) -> Iterator[TopicTraining]:
    for topic in dict.fromkeys(topic for _, topic in required):
        wanted = [pair for pair in required if pair[1] == topic]
        done = [records[pair] for pair in wanted if pair in records]
        scores = [record.score for record in done if record.score is not None]
        mean = share_of(Fraction(sum(scores, Decimal(0))), len(scores)) if scores else None
        yield TopicTraining(topic, len(wanted), len(done), mean)


def _effect(told: TrainingEffect) -> Effect:
    change = told.after - told.before if told.after is not None else None
    return Effect(topic_named(told.topic), measure_named(told.indicator), told.before, told.after, change)


def suggestion(
    attained: Mapping[str, Decimal],
    topics: Mapping[str, Sequence[str]],
    required: Sequence[Pair],
    records: Collection[Pair],
) -> Suggestion | None:
    """What to train for the weakest of the indicators that have topics; of equally weak ones the first."""
    known = {measure_named(indicator): tuple(map(topic_named, each)) for indicator, each in topics.items()}
    figures = {measure_named(indicator): share for indicator, share in attained.items()}
    weak = [indicator for indicator in figures if known.get(indicator)]
    if not weak:
        return None
    indicator = min(weak, key=lambda name: figures[name])
    people = list(dict.fromkeys(person for person, _ in required))
    lacking = {topic: tuple(who for who in people if (who, topic) not in records) for topic in known[indicator]}
    return Suggestion(indicator, figures[indicator], known[indicator], lacking)


def _had(record: Trained | None) -> tuple[Value, ...]:
    """Whether there is a record, its day and score."""
    return (True, record.date, record.score) if record else (False, None, None)
