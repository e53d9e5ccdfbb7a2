"""What is worth saying about weights, and what is wrong with them: names, weights of 0, sums (methods.md 2.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from salesplan.compute.targets.grid.tree import Node
from salesplan.compute.targets.request import SplitRequest
from salesplan.errors import Problem, Severity
from salesplan.model.near import nearest
from salesplan.model.plan.levels import level_word, path_shown
from salesplan.text import Text

_NAMED = 10
_WHOLES = (Decimal(100), Decimal(1))
_NEAR = Decimal("0.1")
"""Weights whose sum is so near to 100 or 1 are taken for shares of it."""


@dataclass(frozen=True)
class WeightNotes:
    """Takes down what is found while the trees of a request are weighed; the same is said once."""

    request: SplitRequest
    findings: list[Problem]
    problems: list[Problem]

    def say(
        self, code: str, key: str, what: Text, fix: Text, value: str | None = None, severity: Severity = "warning"
    ) -> None:
        """Take down a warning, or a note, about a key of the request."""
        found = Problem(code, severity, what, fix, self.request.place(key), value)
        if found not in self.findings:
            self.findings.append(found)

    def zero(self, node: Node) -> None:
        """Warn when nothing below a node weighs anything."""
        if node.children and not any(child.weight for child in node.children):
            self.say(
                "SPLIT-zero-weights",
                f"weights.{node.children[0].level}",
                Text("{path}下面的权重全是 0，平均分", "all weights below {path} are 0: split evenly").format(
                    path=path_shown(node.path) if node.path else Text("总额", "the total")
                ),
                Text("给 weights，或换一个依据", "give weights, or choose another basis"),
                node.path,
            )

    def negative(self, level: str, names: list[str]) -> None:
        """Warn of members whose sales net to less than 0."""
        if names:
            self.say(
                "SPLIT-negative-history",
                f"basis.{level}",
                Text("这些成员净额为负，权重按 0 算：{names}", "these net to less than 0 and weigh 0: {names}").format(
                    names=", ".join(names)
                ),
                Text("看看退货是否记对，或给 weights", "check their returns, or give weights"),
            )

    def unweighted(self, level: str, names: list[str], key: str = "weights") -> None:
        """Warn of members that nothing weighs."""
        if names:
            self.say(
                "SPLIT-unweighted",
                f"{key}.{level}",
                Text("没有权重，分到 0：{names}", "without a weight, so 0: {names}").format(names=listed_names(names)),
                Text("补上它们的权重", "give them weights"),
            )

    def odd_sum(self, level: str, weights: Mapping[str, Decimal]) -> None:
        """Warn of weights that look like shares of a whole and do not make one up; all below 1 are shares of 1."""
        together = sum(weights.values(), Decimal(0))
        whole = next((whole for whole in _WHOLES if abs(together / whole - 1) <= _NEAR), None)
        if together and all(weight < 1 for weight in weights.values()):
            whole = Decimal(1)
        if whole is None or abs(together - whole) <= _rounding(weights.values(), whole):
            return
        shown, of = (_percent(together), "100%") if whole == 1 else (f"{together:f}", f"{whole:f}")
        what = Text(
            "{level}的权重合计 {sum}，不是 {whole}；按比例用",
            "the weights of {level} sum to {sum}, not {whole}: used in proportion",
        ).format(level=level_word(level), sum=shown, whole=of)
        fix = Text("是占比就改到合计 {whole}", "make them sum to {whole} if they are shares").format(whole=of)
        self.say("SPLIT-weights-sum", f"weights.{level}", what, fix, f"{together:f}")

    def unknown(self, level: str, name: str, valid: Sequence[str], key: str = "weights") -> None:
        """A member that the level does not have is a problem; the nearest name is offered."""
        what = Text("{level}里没有“{name}”", "{level} has no {name}").format(level=level_word(level), name=name)
        near = nearest(name, valid)
        guess = Text("是不是 {near}？", "did you mean {near}? ").format(near=near) if near else Text("", "")
        fix = Text("{guess}可用：{valid}", "{guess}use one of: {valid}").format(valid=", ".join(valid), guess=guess)
        place = self.request.place(f"{key}.{level}")
        self.problems.append(Problem("SPLIT-member", "error", what, fix, place, name))


def _percent(share: Decimal) -> str:
    return f"{(share * 100).normalize():f}%"


def _rounding(weights: Iterable[Decimal], whole: Decimal) -> Decimal:
    """How far rounding of their last digit can take weights from their sum; shares of 1 are given to 0.01 at least."""
    given = list(weights)
    digits = min(0 if whole > 1 else -2, *(int(weight.as_tuple().exponent) for weight in given))
    return Decimal(len(given)).scaleb(digits) / 2


def listed_names(names: Sequence[str]) -> str:
    """The first names, with dots where there are more."""
    return ", ".join([*names[:_NAMED], *(["..."] if len(names) > _NAMED else [])])
