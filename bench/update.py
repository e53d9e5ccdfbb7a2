"""What five new columns in a list of 100,000 customers cost: our change in place against openpyxl's load and save.

    python bench/update.py

Each run is a process of its own. Judged is the CPU time of the writing, with the checks, the hash of the file and its
way to the disk, and the process's memory at the peak; imports and making up the values take no part in the time.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from lists import write_customers
from measure import Run, once, verdict

WRITERS = Path(__file__).with_name("writers.py")
PROTOTYPE = Path(__file__).resolve().parents[2] / "shared" / "prototypes" / "xlpatch.py"
RUNS = 3
CELLS_BAR, CELLS_MEMORY_BAR = 1 / 8, 1 / 6
PROTOTYPE_BAR = 1.3
COLUMNS_BAR, COLUMNS_MEMORY_BAR = 1 / 5, 400
"""The memory in megabytes."""


def update(folder: Path) -> bool:
    """Both ways of writing against openpyxl and, where it lies beside the repository, the prototype."""
    file = write_customers(folder)
    cells: list[Run] = []
    prototypes: list[Run] = []
    columns: list[Run] = []
    for _ in range(RUNS):
        cells.append(_written("cells", file))
        if PROTOTYPE.is_file():
            prototypes.append(_written("prototype", file))
        columns.append(_written("columns", file))
    theirs = _written("openpyxl", file)
    print(f"openpyxl, load and save, 500,000 new cells: {theirs.cpu:.1f} s CPU, {theirs.memory:.0f} MB")
    kept = [_cells(cells, theirs), _prototype(cells, prototypes), _columns(columns, theirs)]
    return all([*kept, _next_nights(file, columns)])


def _cells(ours: list[Run], theirs: Run) -> bool:
    cpu, memory = median(run.cpu for run in ours), max(run.memory for run in ours)
    print(f"write_cells, the same cells: {cpu:.2f} s CPU, {memory:.0f} MB")
    quick = _share("CPU", cpu / theirs.cpu, CELLS_BAR)
    return _share("memory", memory / theirs.memory, CELLS_MEMORY_BAR) and quick


def _prototype(ours: list[Run], theirs: list[Run]) -> bool:
    if not theirs:
        print("  not compared with the prototype, which is not there")
        return True
    ratio = median(run.cpu for run in ours) / median(run.cpu for run in theirs)
    print(f"  the prototype: {median(run.cpu for run in theirs):.2f} s CPU")
    print(f"  ratio {ratio:.2f}, bar {PROTOTYPE_BAR}: {verdict(kept=ratio <= PROTOTYPE_BAR)}", flush=True)
    return ratio <= PROTOTYPE_BAR


def _columns(ours: list[Run], theirs: Run) -> bool:
    cpu, memory = median(run.cpu for run in ours), max(run.memory for run in ours)
    print(f"update_columns, keys read again: {cpu:.2f} s CPU")
    light = memory <= COLUMNS_MEMORY_BAR
    print(f"  memory {memory:.0f} MB, bar {COLUMNS_MEMORY_BAR} MB: {verdict(kept=light)}")
    return _share("CPU", cpu / theirs.cpu, COLUMNS_BAR) and light


def _next_nights(file: Path, first: list[Run]) -> bool:
    """The next runs over the same list, with some values changed and with none; told, not judged."""
    with tempfile.TemporaryDirectory(dir=file.parent) as name:
        copy = Path(shutil.copy(file, name))
        _run("columns", copy)
        same, some = _run("columns", copy), _run("changed", copy)
    cpu = median(run.cpu for run in first)
    print(
        f"  the next night: nothing changes {same.cpu:.2f} s CPU, one value in six {some.cpu:.2f} s, first {cpu:.2f} s"
    )
    return True


def _share(what: str, share: float, bar: float) -> bool:
    print(f"  {what} 1/{1 / share:.1f} of openpyxl's, bar 1/{1 / bar:.0f}: {verdict(kept=share <= bar)}", flush=True)
    return share <= bar


def _written(how: str, file: Path) -> Run:
    """One way of writing on a fresh copy of the list, in a folder of its own."""
    with tempfile.TemporaryDirectory(dir=file.parent) as name:
        return _run(how, Path(shutil.copy(file, name)))


def _run(how: str, file: Path) -> Run:
    """The process's memory, and the CPU time that it says the writing took."""
    said = file.with_suffix(".json")
    memory = once((sys.executable, str(WRITERS), how, str(file), str(said), str(PROTOTYPE.parent))).memory
    return Run(json.loads(said.read_text("utf-8")), memory)


def main() -> int:
    """Measure, print, and answer 1 when a bar is missed."""
    with tempfile.TemporaryDirectory() as name:
        return 0 if update(Path(name)) else 1


if __name__ == "__main__":
    sys.exit(main())
