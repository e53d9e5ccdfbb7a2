"""AutoETS, AutoARIMA and Theta of statsforecast, where the ``forecast`` extra is installed."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from salesplan.compute.forecasts.methods import Method

NAMES = {"auto_ets": "AutoETS", "auto_arima": "AutoARIMA", "auto_theta": "AutoTheta"}
_POINTS = 8
"""Fewer values are not worth the search."""


def installed() -> bool:
    """Whether statsforecast is there; it is not imported for that."""
    return find_spec("statsforecast") is not None


def extra_methods() -> tuple[Method, ...]:
    """Its methods; none where it is not installed."""
    if not installed():
        return ()
    return tuple(Method(name, partial(_ahead, kind=kind), _POINTS) for name, kind in NAMES.items())


def _ahead(values: Sequence[float], length: int, horizon: int, kind: str) -> list[float] | None:
    """The mean forecast of one of its models; None where the model gives up on the values."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own libraries warn of what they will change, which is no user's business
        models, numpy = import_module("statsforecast.models"), import_module("numpy")
        season = length if len(values) >= 2 * length else 1
        model: Any = getattr(models, kind)(season_length=season)
        try:
            found = model.forecast(numpy.asarray(values, dtype=float), horizon)["mean"]
        except Exception:  # noqa: BLE001 - whatever such a model raises on odd values: it is no candidate then
            return None
    return [float(each) for each in found]
