"""What checking a plan costs: 2,000 goals and 200 strategies, against loading that plan.

    python bench/plan_check.py

Timed is the CPU in one process: loading alone, and the whole check, which loads, applies every rule and finds where in
the file each finding stands. The plan is sound but for one goal in ten, which has no owner and a vague sentence.
"""

from __future__ import annotations

import gc
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import process_time

from measure import told

from salesplan.api.plan_check import plan_check
from salesplan.api.setting import setting
from salesplan.load.plan.loader import load_plan

RUNS = 5
REGIONS, PEOPLE = 10, 199
"""Two levels of goals below the whole: 2,001 goals."""
STRATEGIES = 200
SPOILED_EVERY = 10
BAR = 3.0
_DAYS = "start: 2026-01-01, end: 2026-12-31, review: monthly, agreed_by: [{owner}, 总经理], agreed_on: 2025-12-20"


def plan_checks() -> bool:
    """Print how long a check takes beside loading, the medians of the runs; whether the bar is kept."""
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "plan.yaml"
        file.write_text("\n".join(plan_lines()) + "\n", encoding="utf-8")
        loading, checking = [], []
        for _ in range(RUNS):
            loading.append(_time(lambda: load_plan(str(file))))
            checking.append(_time(lambda: _checked(str(file))))
    return told("check, 2,001 goals and 200 strategies", median(checking), "loading the plan", median(loading), BAR)


def _checked(file: str) -> None:
    found = plan_check(where=setting(file)).findings
    vague = [problem for problem in found if problem.code == "SMART-S5"]
    if len(vague) < REGIONS * PEOPLE // SPOILED_EVERY:
        raise SystemExit(f"the check found {len(vague)} vague sentences: it did not check")


def _time(work: Callable[[], object]) -> float:
    gc.collect()
    begun = process_time()
    work()
    return process_time() - begun


def plan_lines() -> Iterator[str]:
    """The plan: a company, its regions and their people, whose goals sum up; a register and its strategies."""
    yield from ("version: 1", "name: bench", "strategy: {tags: [growth]}", "goals:")
    whole = REGIONS * PEOPLE
    yield _goal("G", "总经理", whole, "scope: all", "strategy_tag: growth")
    for region in range(REGIONS):
        yield _goal(f"G{region}", f"大区{region}", PEOPLE, f"scope: {{region: R{region}}}", "parent: G")
        for person in range(PEOPLE):
            scope = f"scope: {{region: R{region}, rep: P{region}-{person}}}"
            spoiled = (region * PEOPLE + person) % SPOILED_EVERY == 0
            yield _goal(f"G{region}-{person}", f"P{region}-{person}", 1, scope, f"parent: G{region}", spoiled=spoiled)
    yield from ("swot:", "  items:")
    for number in range(STRATEGIES):
        kind = "SWOT"[number % 4]
        rating = 2 if kind == "W" else 4
        yield f"  - {{id: {kind}{number}, kind: {kind}, text: 第{number}条, weight: 0.01, rating: {rating},"
        yield "     evidence: 调研, owner: 总经理}"
    yield "  strategies:"
    for number in range(STRATEGIES):
        inside, outside = 4 * (number // 4), 4 * (number // 4) + 2
        yield f"  - {{id: X{number}, kind: SO, text: 第{number}条策略, uses: [S{inside}, O{outside}], goals: [G]}}"


def _goal(goal: str, owner: str, million: int, *parts: str, spoiled: bool = False) -> str:
    """One goal of so many million, 20 % above its baseline of 2025."""
    target = million * 1_200_000
    words = "提高销售额" if spoiled else f"2026年销售额从{million * 100}万提高到{target // 10_000}万"
    milestones = ", ".join(f"{{date: 2026-{3 * q:02d}-30, value: {target * q // 4}}}" for q in range(1, 4))
    told = [
        f"id: {goal}, statement: {words}, metric: revenue, direction: increase, unit: 元",
        f"baseline: {{value: {million * 1_000_000}, source: 订单}}, target: {{value: {target}}}",
        f"milestones: [{milestones}, {{date: 2026-12-31, value: {target}}}]",
        *(() if spoiled else (f"owner: {owner}",)),
        _DAYS.format(owner=owner),
        "data_source: 订单, dimension: 业绩, hours: 40",
        *parts,
    ]
    return "- {" + ", ".join(told) + "}"


if __name__ == "__main__":
    sys.exit(0 if plan_checks() else 1)
