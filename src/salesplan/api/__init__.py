"""What ``import salesplan`` offers, one function a command: load, compute, return a Result."""

from __future__ import annotations

from salesplan.api.compare import targets_compare
from salesplan.api.customers import classify
from salesplan.api.replan import ReplanWish, targets_replan, targets_replan_log
from salesplan.api.setting import Setting, setting
from salesplan.api.start import inspect
from salesplan.api.targets import SplitWish, targets_split

__all__ = [
    "ReplanWish",
    "Setting",
    "SplitWish",
    "classify",
    "inspect",
    "setting",
    "targets_compare",
    "targets_replan",
    "targets_replan_log",
    "targets_split",
]
