"""The tree of one kind of level: the year with its quarters and months, or the company with its regions and people."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from salesplan.compute.allocation import Weight
from salesplan.model.period import Period


@dataclass(eq=False)
class Node:
    """A period, or a member of a level, among its siblings.

    ``basis`` says where ``weight`` comes from. ``workdays`` is None where working days did not decide; ``estimated``
    where they did and rest on a year without official days off. ``short`` is a period's name without its year where it
    can be told by that. ``index`` numbers the nodes of a tree, parents first.
    """

    level: str
    name: str
    weight: Weight = 1
    basis: str = ""
    period: Period | None = None
    short: str = ""
    workdays: int | None = None
    estimated: bool = False
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None
    index: int = 0
    depth: int = 0

    def add(self, children: list[Node]) -> None:
        """Put nodes below this one."""
        self.children = children
        for child in children:
            child.parent, child.depth = self, self.depth + 1

    def line(self) -> Iterator[Node]:
        """The node and all above it, innermost first."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    @property
    def path(self) -> str:
        """``region=华东/rep=张三``; empty for the total."""
        return "/".join(reversed([f"{node.level}={node.name}" for node in self.line() if node.parent is not None]))


def numbered(root: Node) -> list[Node]:
    """All nodes of a tree, parents before children, each with its number."""
    found = [root]
    for node in found:
        found.extend(node.children)
    for index, node in enumerate(found):
        node.index = index
    return found


def key_of(name: str) -> str:
    """The form in which names are compared and put in order: normalised, without blanks around."""
    return (name if name.isascii() else unicodedata.normalize("NFKC", name)).strip()
