"""What finding duplicates costs: 10,000 and 100,000 made-up company names, and 100,000 equal ones.

    python bench/duplicates.py

Each size runs in a process of its own, from the list as it was read to the groups; only ratios and memory are judged.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from measure import verdict

ROOT = Path(__file__).resolve().parents[1]
SIZES = (10_000, 100_000)
RUNS = 3
GROWTH_BAR = 14
"""How much more CPU ten times as many names may take."""
MEMORY_BAR = 1_000
"""Megabytes at the peak."""
SEED = 20260701


def duplicates() -> bool:
    """Print what the sizes take; whether the bars are kept."""
    runs = {size: [measured("names", size) for _ in range(RUNS)] for size in SIZES}
    cpu = {size: median(cpu for cpu, _, _ in found) for size, found in runs.items()}
    memory = max(mb for found in runs.values() for _, mb, _ in found)
    growth = cpu[SIZES[1]] / cpu[SIZES[0]]
    for size in SIZES:
        print(f"customers duplicates, {size:,} names: {cpu[size]:.3f} s CPU, {runs[size][0][2]:,} groups")
    print(f"  ratio {growth:.2f}, bar {GROWTH_BAR}: {verdict(kept=growth <= GROWTH_BAR)}")
    equal_cpu, equal_memory, _ = measured("equal", SIZES[1])
    print(f"customers duplicates, {SIZES[1]:,} equal names: {equal_cpu:.3f} s CPU")
    peak = max(memory, equal_memory)
    print(f"  memory at the peak {peak:.0f} MB, bar {MEMORY_BAR} MB: {verdict(kept=peak < MEMORY_BAR)}", flush=True)
    return growth <= GROWTH_BAR and peak < MEMORY_BAR


def measured(kind: str, size: int) -> tuple[float, float, int]:
    """CPU seconds, megabytes at the peak and groups of one run in a process of its own."""
    command = (sys.executable, str(Path(__file__)), kind, str(size))
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    cpu, memory, groups = json.loads(done.stdout)
    return cpu, memory, groups


def one_run(kind: str, size: int) -> None:
    """Make the list, find its duplicates, print what that took as JSON."""
    import resource

    import narwhals as nw

    from salesplan.compute.cleaning.duplicates import duplicates as duplicates_of
    from salesplan.model.plan.profile import CleanParameters
    from salesplan.model.records import ROW, SOURCE, Records
    from salesplan.model.result import Input

    sys.path.append(str(ROOT / "tests"))
    from company_names import labelled_set

    if kind == "equal":
        names = ["上海甲乙科技有限公司"] * size
        data: dict[str, list[Any]] = {
            "id": [f"C{n}" for n in range(size)],
            "name": names,
            "phone": [None] * size,
            "city": [None] * size,
        }
    else:
        rows = labelled_set(SEED, companies=size * 9 // 10, each=size // 300)[:size]
        data = {key: [getattr(row, key) for row in rows] for key in ("id", "name", "phone", "email", "city")}
    frame = nw.from_dict(
        {SOURCE: [0] * len(data["id"]), ROW: [*range(2, len(data["id"]) + 2)], **data}, backend="polars"
    )
    records = Records("customers", frame, inputs=(Input("customers", "names.xlsx"),))
    begun = process_time()
    found = duplicates_of(records, CleanParameters())
    cpu = process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)
    print(json.dumps([cpu, peak, found.summary.groups]))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        one_run(sys.argv[1], int(sys.argv[2]))
    else:
        sys.exit(0 if duplicates() else 1)
