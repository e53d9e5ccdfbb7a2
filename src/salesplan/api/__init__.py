"""What ``import salesplan`` offers, one function a command: load, compute, return a Result."""

from __future__ import annotations

from salesplan.api.cleaning import customers_clean
from salesplan.api.compare import targets_compare
from salesplan.api.customers import classify
from salesplan.api.customers_lifecycle import LifecycleWish, customers_lifecycle
from salesplan.api.customers_value import ValueWish, customers_value
from salesplan.api.duties import team_raci, team_training
from salesplan.api.explain import Asked, explain
from salesplan.api.explain_rule import explain_rule
from salesplan.api.goals_check import goals_check
from salesplan.api.market import market_competitors, market_size
from salesplan.api.market_segments import SegmentWish, market_position, market_segments
from salesplan.api.preparation import prepare
from salesplan.api.profile import ProfileWish, customers_profile
from salesplan.api.prospects import ProspectLists, prospects_assign, prospects_rank, prospects_stale
from salesplan.api.reconcile import ReconcileWish, targets_reconcile
from salesplan.api.replan import ReplanWish, targets_replan, targets_replan_log
from salesplan.api.setting import Setting, setting
from salesplan.api.start import inspect
from salesplan.api.strategy import strategy_budget, strategy_check
from salesplan.api.targets import SplitWish, targets_split
from salesplan.api.track import TrackRequest, targets_track

__all__ = [
    "Asked",
    "LifecycleWish",
    "ProfileWish",
    "ProspectLists",
    "ReconcileWish",
    "ReplanWish",
    "SegmentWish",
    "Setting",
    "SplitWish",
    "TrackRequest",
    "ValueWish",
    "classify",
    "customers_clean",
    "customers_lifecycle",
    "customers_profile",
    "customers_value",
    "explain",
    "explain_rule",
    "goals_check",
    "inspect",
    "market_competitors",
    "market_position",
    "market_segments",
    "market_size",
    "prepare",
    "prospects_assign",
    "prospects_rank",
    "prospects_stale",
    "setting",
    "strategy_budget",
    "strategy_check",
    "targets_compare",
    "targets_reconcile",
    "targets_replan",
    "targets_replan_log",
    "targets_split",
    "targets_track",
    "team_raci",
    "team_training",
]
