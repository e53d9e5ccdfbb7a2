"""What a split costs: 10,000 and 100,000 leaves over 12 months, against a loop of twenty million additions.

    python bench/targets.py

Timed is the CPU of the computation alone, from the request to the finished targets, in one process with the loop. After
each timing every target is added up again from its parts, over members and over months, outside the time.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from random import Random
from statistics import median
from time import process_time

import narwhals as nw
import polars as pl
from measure import told

from salesplan.compute.targets.grid.outcome import Targets
from salesplan.compute.targets.request import SplitRequest
from salesplan.compute.targets.split import decompose
from salesplan.load.calendar import work_calendar
from salesplan.model.period import FiscalYear
from salesplan.model.records import Records

RUNS = 3
ADDITIONS = 20_000_000
LEAVES, MORE_LEAVES = 10_000, 100_000
BAR, TREE_BAR, MORE_BAR = 1.0, 1.5, 11.0
"""Against the loop. A tree is many small tables, each rounded with the least deviation, and its orders are read too."""
TREE = (5, 4, 5, 10, 10)
"""Members below each node, level by level: 10,000 leaves."""
TOTAL = Decimal(5_432_109_876)
AS_OF = date(2026, 1, 5)
CALENDAR = work_calendar("CN", range(2025, 2027))


def targets() -> bool:
    """Print how long each split takes beside the loop, the medians of the runs; whether all bars are kept."""
    splits: dict[str, tuple[SplitRequest, Records | None]] = {
        "few": (flat(LEAVES), None),
        "tree": (nested(), orders()),
        "many": (flat(MORE_LEAVES), None),
    }
    times: dict[str, list[float]] = {"loop": [], **{name: [] for name in splits}}
    for _ in range(RUNS):
        times["loop"].append(loop_time())
        for name, (request, history) in splits.items():
            times[name].append(split_time(request, history))
    cpu = {name: median(seconds) for name, seconds in times.items()}
    loop = "20,000,000 additions"
    kept = [
        told("targets split, 10,000 leaves x 12", cpu["few"], loop, cpu["loop"], BAR),
        told("targets split, 10,000 leaves in 5 levels x 12", cpu["tree"], loop, cpu["loop"], TREE_BAR),
        told("targets split, 100,000 leaves x 12", cpu["many"], loop, cpu["loop"], MORE_BAR),
    ]
    print(f"  ratio to 10,000 leaves {cpu['many'] / cpu['few']:.2f}", flush=True)
    return all(kept)


def loop_time() -> float:
    """The CPU seconds of the yardstick."""
    begun, total = process_time(), 0
    for number in range(ADDITIONS):
        total += number
    return process_time() - begun


def split_time(request: SplitRequest, history: Records | None) -> float:
    """The CPU seconds of one split; its targets are added up again when the time is over."""
    gc.collect()
    begun = process_time()
    found = decompose(request, history=history, calendar=CALENDAR, as_of=AS_OF).targets
    spent = process_time() - begun
    check(found, request.total)
    return spent


def flat(leaves: int) -> SplitRequest:
    """People with weights of their own, against the months of the year by working days."""
    chance = Random(20260105)  # noqa: S311 - made-up weights, the same every time
    weights = {f"R{number:06}": Decimal(chance.randint(1, 10_000)) for number in range(leaves)}
    return wished(("rep", "month"), {"rep": weights})


def nested() -> SplitRequest:
    """Five levels of members by last year's sales, against the months of the year by working days."""
    levels = tuple(f"level{depth}" for depth in range(1, len(TREE) + 1))
    return wished((*levels, "month"), {})


def wished(by: tuple[str, ...], weights: Mapping[str, Mapping[str, Decimal]]) -> SplitRequest:
    """A request for 2026."""
    basis = {"month": "workdays"}
    return SplitRequest("bench", TOTAL, by, FiscalYear(2026), weights=weights, basis=basis)


def orders() -> Records:
    """A year of orders, one a leaf of the tree, every node with a name of its own."""
    chance = Random(20260106)  # noqa: S311 - made-up sales, the same every time
    lines = list(product(*(range(below) for below in TREE)))
    names = {f"level{depth}": ["-".join(map(str, line[:depth])) for line in lines] for depth in range(1, len(TREE) + 1)}
    days = [date(2025, 1, 1) + timedelta(days=number % 365) for number in range(len(lines))]
    frame = pl.DataFrame({"date": days, "amount": [chance.randint(1, 10**6) for _ in lines], **names})
    return Records("orders", nw.from_native(frame, eager_only=True), {"amount": 0})


def check(found: Targets, total: Decimal) -> None:
    """Every target is the sum of its parts, over members and over periods; else the benchmark ends."""
    for item in found.items:
        line, below = found.cells[item.index], [found.cells[child.index] for child in item.children]
        for time in found.times:
            own, months = line[time.index], [line[child.index] for child in time.children]
            members = [other[time.index] for other in below]
            if any(parts and sum(parts) != own for parts in (members, months)):
                raise SystemExit(f"{item.path} {time.path}: the parts do not add up")
    if found.amount((0, 0)) != total:
        raise SystemExit("the total is off")


if __name__ == "__main__":
    sys.exit(0 if targets() else 1)
