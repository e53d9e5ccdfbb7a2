"""The charts that a report may have, by the section that they stand in, for those who ask for one by its name."""

from __future__ import annotations

from collections.abc import Mapping

CHARTS: Mapping[str, tuple[str, ...]] = {
    "results": ("attainment", "attainment_to_date", "targets"),
    "pace": ("pace",),
    "customers": ("pareto", "classes", "rfm"),
    "pipeline": ("pipeline",),
    "coverage": ("coverage",),
    "team": ("ranking",),
    "commission": ("commission",),
    "service": ("complaints",),
    "causes": ("causes", "bridge"),
}
"""The names of the charts of each section."""
