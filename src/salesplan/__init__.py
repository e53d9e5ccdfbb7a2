"""Sales planning in plain text: one plan, your own Excel lists, one command."""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever api offers under that name
    """The functions of ``salesplan.api``, imported at first use so that the command line starts fast."""
    if name.startswith("_"):
        raise AttributeError(name)
    return getattr(import_module("salesplan.api"), name)
