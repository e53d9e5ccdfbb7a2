"""Words and parts that the pages on preparation, duties and training share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from salesplan.model.plan.metrics import REGISTRY
from salesplan.model.plan.preparation_words import CATEGORIES, TASKS, TOPICS, Word
from salesplan.present.words import LIST_SEPARATOR
from salesplan.text import Text

STATUSES: dict[str, Text] = {
    "todo": Text("未开始", "to do"),
    "doing": Text("进行中", "doing"),
    "done": Text("完成", "done"),
    "na": Text("不适用", "n/a"),
}
SHARE, OVERDUE = Text("完成率", "Share"), Text("逾期", "Overdue")


def labels(registry: Mapping[str, Word]) -> dict[str, Text]:
    """The words for the names of a registry."""
    return {key: word.label for key, word in registry.items()}


CATEGORY_LABELS, TOPIC_LABELS, TASK_LABELS = labels(CATEGORIES), labels(TOPICS), labels(TASKS)
INDICATOR_LABELS: dict[str, Text] = {name: metric.label for name, metric in REGISTRY.items()}


def called(name: str, words: Mapping[str, Text]) -> str:
    """What a name is called; one of the user's own as it is written."""
    return str(words.get(name, name))


def in_a_row(names: Iterable[str], words: Mapping[str, Text]) -> str:
    """Several names by what they are called."""
    return str(LIST_SEPARATOR).join(called(name, words) for name in names)
