"""The few colours of charts: told apart by people who see no red, green or blue, on white and on dark paper."""

from __future__ import annotations

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "main": "#0072b2",
    "other": "#d55e00",
    "third": "#7d2468",
    "quiet": "#7b848f",
    "green": "#00875f",
    "amber": "#b57b00",
    "red": "#b3261e",
    "up": "#006b4c",
    "down": "#cf5a00",
    "ink": "#1f2933",
    "dim": "#5b6672",
    "line": "#e1e6eb",
    "axis": "#9aa5b1",
    "paper": "#ffffff",
}
"""A role and its colour on white: those of marks (chart.Hue), of text, of thin lines, and the paper.

Every drawing is written in these; each is one role's alone, so that a page can put the dark ones in their place.
"""
DARK: Mapping[str, str] = {
    "main": "#56b4e9",
    "other": "#f0853b",
    "third": "#f3bfe2",
    "quiet": "#8a939e",
    "green": "#2fc192",
    "amber": "#e6b325",
    "red": "#f2655c",
    "up": "#7fe3b0",
    "down": "#f18a45",
    "ink": "#e6ebf0",
    "dim": "#a9b4bf",
    "line": "#2b343e",
    "axis": "#66717d",
    "paper": "#161b22",
}
"""The same roles on dark paper."""
STEPS = 6
"""Steps of colour in a heat map, few enough to be told apart."""
_LIGHT_HEAT = ("#eef5fb", "#cfe3f3", "#a3cbe6", "#6aa9d3", "#2b7bb5", "#08568c")
_DARK_HEAT = ("#1d2a38", "#1f3d57", "#22557c", "#2c6f9f", "#5ba4d6", "#a5d4f2")
_TURN = 4
"""From this step of a heat map on figures are written in the other colour, on white and on dark paper alike."""
HEAT_LIGHT = {f"heat{step}": code for step, code in enumerate(_LIGHT_HEAT)} | {"low": "#1f2934", "high": "#fdfeff"}
"""The steps of a heat map on white, and the figures in low and in high fields."""
HEAT_DARK = {f"heat{step}": code for step, code in enumerate(_DARK_HEAT)} | {"low": "#f0f4f8", "high": "#0b1420"}
"""The same on dark paper."""


def ink_of(step: int) -> str:
    """The role of the figures in a field of this step."""
    return "high" if step >= _TURN else "low"


def variables(*, dark: bool) -> str:
    """The colours of all roles as CSS declarations: ``--main:#0072b2;--other:...``."""
    colours = {**DARK, **HEAT_DARK} if dark else {**LIGHT, **HEAT_LIGHT}
    return "".join(f"--{role}:{code};" for role, code in colours.items())


def rules(root: str = "svg.chart") -> str:
    """The CSS rules by which a drawing in the colours of white paper takes those of the page it stands in."""
    colours = {**LIGHT, **HEAT_LIGHT}
    return "".join(
        f'{root} [{part}="{code}"]{{{part}:var(--{role})}}\n'
        for role, code in colours.items()
        for part in ("fill", "stroke")
    )
