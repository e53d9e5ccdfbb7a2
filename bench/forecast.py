"""How near the choice of ``sales forecast`` comes on four public series, against what a user could do instead.

    python bench/forecast.py [FOLDER]

The series are pmdarima's wineind and airpassengers (monthly, the last 12 values held out), ausbeer and woolyrnq
(quarterly, the last 8 held out). They are no part of this repository: they are read, without importing it, from
pmdarima where it is installed, else from FOLDER or SALESPLAN_PMDARIMA, a folder with the files of pmdarima/datasets:

    pip download pmdarima --no-deps -d series && unzip series/pmdarima-*.whl "pmdarima/datasets/*" -d series
    python bench/forecast.py series/pmdarima/datasets

Judged by WAPE: the choice must never be more than 5 % worse than the same period of the last year and better on
average; with statsforecast installed, its methods among the candidates, within 5 % of AutoETS on average.

Measured (pmdarima 2.1.1, statsforecast 2.1.1), WAPE in %:

                        choice  same as last year  choice with extra  AutoETS
    wineind               8.17               9.01               7.83     8.09
    airpassengers         3.02              10.05               3.19     7.48
    ausbeer               1.71               2.07               1.59     1.42
    woolyrnq             12.09              12.07              12.21    12.24
    mean                  6.25               8.30               6.21     7.31
"""

from __future__ import annotations

import ast
import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from measure import verdict

from salesplan.compute.forecasts.choice import Keeping
from salesplan.compute.forecasts.errors import wape
from salesplan.compute.forecasts.extra import extra_methods, installed
from salesplan.compute.forecasts.forecasting import Ways, ahead_of
from salesplan.compute.forecasts.methods import OWN, Method, seasonal_naive

SERIES = {"wineind": (12, 12), "airpassengers": (12, 12), "ausbeer": (4, 8), "woolyrnq": (4, 8)}
"""The periods of a year, and how many values are held out."""
WORSE, NEAR = 1.05, 1.05
HOW = """the four series are not here; get them (nothing else of pmdarima is needed) and say where they lie:
  pip download pmdarima --no-deps -d series && unzip series/pmdarima-*.whl "pmdarima/datasets/*" -d series
  python bench/forecast.py series/pmdarima/datasets"""


def forecasts(folder: Path | None = None) -> bool:
    """Print the errors of each series and their means; whether the bars are kept. Without the series it ends loudly."""
    where = folder or datasets()
    extra = extra_methods()
    rows = [(name, *_errors(values_of(where / f"{name}.py"), *SERIES[name], extra)) for name in SERIES]
    heads = ("choice", "same as last year", *(("choice with extra", "AutoETS") if extra else ()))
    print(f"{'WAPE %':14}" + "".join(f"{head:>20}" for head in heads) + "  methods chosen")
    for name, errors, methods in rows:
        print(f"{name:14}" + "".join(f"{100 * each:20.2f}" for each in errors) + f"  {', '.join(methods)}")
    means = [sum(column) / len(rows) for column in zip(*(errors for _, errors, _ in rows), strict=True)]
    print(f"{'mean':14}" + "".join(f"{100 * each:20.2f}" for each in means))
    return all(_judged([errors for _, errors, _ in rows], means))


def _judged(rows: Sequence[Sequence[float]], means: Sequence[float]) -> list[bool]:
    """Each bar, told."""
    worst = max(row[0] / row[1] for row in rows)
    kept = [worst <= WORSE, means[0] < means[1]]
    print(f"  forecast: worst ratio to the same period of last year {worst:.3f}, bar {WORSE}: {verdict(kept=kept[0])}")
    print(f"  forecast: mean ratio {means[0] / means[1]:.3f}, bar below 1: {verdict(kept=kept[1])}")
    if not installed():
        print("  forecast: statsforecast is not installed, AutoETS is not compared")
        return kept
    kept.append(means[2] <= NEAR * means[3])
    ratio = means[2] / means[3]
    print(f"  forecast: with the extra, mean ratio to AutoETS {ratio:.3f}, bar {NEAR}: {verdict(kept=kept[2])}")
    return kept


def _errors(
    values: Sequence[float], length: int, held: int, extra: Sequence[Method]
) -> tuple[tuple[float, ...], tuple[str, ...]]:
    """The errors over the values held out, of each column, and the methods chosen without and with the extra."""
    known, actual = values[:-held], values[-held:]
    errors, methods = [], []
    for candidates in (OWN, (*OWN, *extra)) if extra else (OWN,):
        made = ahead_of(known, length, held, Ways(candidates, Keeping()))
        errors.append(wape(actual, [float(each) for each in made.values]) or 0.0)
        methods.append(made.method)
    errors.insert(1, wape(actual, seasonal_naive(known, length, held)) or 0.0)
    models = [each for each in extra if each.name == "auto_ets"]
    errors += [wape(actual, each.ahead(known, length, held) or []) or 0.0 for each in models]
    return tuple(errors), tuple(methods)


def datasets() -> Path:
    """The folder of the series: that of SALESPLAN_PMDARIMA, else of pmdarima where it is installed."""
    told = os.environ.get("SALESPLAN_PMDARIMA")
    spec = None if told else find_spec("pmdarima")
    found = Path(told) if told else Path(spec.origin).parent / "datasets" if spec and spec.origin else None
    if found is None or not all((found / f"{name}.py").exists() for name in SERIES):
        raise SystemExit(HOW)
    return found


def values_of(file: Path) -> list[float]:
    """The numbers of one of pmdarima's modules: the list given to ``np.array``, without the missing ones at its end."""
    if not file.exists():
        raise SystemExit(HOW)
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        called = isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "array"
        if called and isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.List):
            return [float(each) for each in ast.literal_eval(node.args[0]) if each is not None]
    raise SystemExit(f"{file} holds no list of numbers")


if __name__ == "__main__":
    sys.exit(0 if forecasts(Path(sys.argv[1]) if sys.argv[1:] else None) else 1)
