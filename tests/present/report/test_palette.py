"""The colours of charts: seen on their paper, told apart by people who see no red, green or blue."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from salesplan.present.report.palette import DARK, HEAT_DARK, HEAT_LIGHT, LIGHT, STEPS, ink_of, rules, variables

PAPERS = {"light": (LIGHT, HEAT_LIGHT), "dark": (DARK, HEAT_DARK)}
MARKS = ("main", "other", "third", "quiet", "green", "amber", "red", "up", "down")
GROUPS = (("main", "other", "third", "quiet"), ("green", "amber", "red", "quiet"), ("up", "down", "main", "quiet"))
"""Roles that stand beside each other in one chart."""
SEEN_BY = {
    "all cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Machado, Oliveira, Fernandes 2009, severity 1, over linear RGB."""
WHITE = (0.95047, 1.0, 1.08883)
TO_XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))


def linear(code: str) -> list[float]:
    parts = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def times(matrix: tuple[tuple[float, ...], ...], vector: list[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def contrast(one: str, two: str) -> float:
    """As WCAG 2 reckons it: 1 for none, 21 for black on white."""
    low, high = sorted(times(TO_XYZ, linear(code))[1] for code in (one, two))
    return (high + 0.05) / (low + 0.05)


def lab(code: str, eye: str) -> tuple[float, float, float]:
    seen = [min(1.0, max(0.0, part)) for part in times(SEEN_BY[eye], linear(code))]
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (value / white for value, white in zip(times(TO_XYZ, seen), WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, two: str, eye: str) -> float:
    """The difference of two colours (CIE 1976); 2.3 is the least that can be seen side by side."""
    pairs = zip(lab(one, eye), lab(two, eye), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def test_the_reckoning_itself_knows_black_white_and_red_from_green() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert distance("#c00000", "#008000", "all cones") > 100
    assert distance("#996600", "#669900", "no green") < 15


@pytest.mark.parametrize("paper", PAPERS)
def test_marks_and_texts_stand_out_from_their_paper(paper: str) -> None:
    """WCAG 2: 3:1 for shapes, 4.5:1 for texts."""
    colours, heat = PAPERS[paper]
    assert {role: contrast(colours[role], colours["paper"]) >= 3 for role in MARKS} == dict.fromkeys(MARKS, True)
    assert min(contrast(colours[role], colours["paper"]) for role in ("ink", "dim")) >= 4.5
    assert min(contrast(heat[f"heat{step}"], heat[ink_of(step)]) for step in range(STEPS)) >= 4.5


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("eye", SEEN_BY)
def test_colours_of_one_chart_are_told_apart_by_every_eye(paper: str, eye: str) -> None:
    colours, _ = PAPERS[paper]
    near = {
        (one, two): round(apart, 1)
        for group in GROUPS
        for one, two in combinations(group, 2)
        if (apart := distance(colours[one], colours[two], eye)) < 12
    }
    assert near == {}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("eye", SEEN_BY)
def test_steps_of_a_heat_map_go_one_way(paper: str, eye: str) -> None:
    _, heat = PAPERS[paper]
    lightness = [lab(heat[f"heat{step}"], eye)[0] for step in range(STEPS)]
    assert lightness == sorted(lightness, reverse=paper == "light")
    assert min(abs(a - b) for a, b in pairwise(lightness)) > 4


def test_each_colour_is_one_roles_alone_and_has_its_like_on_dark_paper() -> None:
    light, dark = {**LIGHT, **HEAT_LIGHT}, {**DARK, **HEAT_DARK}
    assert len(set(light.values())) == len(light)
    assert light.keys() == dark.keys()


def test_a_page_puts_its_own_colours_in_place_of_those_of_white_paper() -> None:
    assert variables(dark=False).startswith("--main:#0072b2;--other:#d55e00;")
    assert "--paper:#161b22;--heat0:#1d2a38;" in variables(dark=True)
    assert 'svg.chart [fill="#0072b2"]{fill:var(--main)}\n' in rules()
    assert rules("x").count("\n") == 2 * len({**LIGHT, **HEAT_LIGHT})
