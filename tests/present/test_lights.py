"""Lights: each has a sign, a word and a style; what is no light has none."""

from __future__ import annotations

from typing import get_args

import pytest

from salesplan.compute.targets.actuals.pace import Light
from salesplan.model.table import Value
from salesplan.present.lights import LIGHT_SIGNS, LIGHT_STYLES, LIGHT_WORDS, light_of, style_of
from salesplan.present.views import meeting_words, targets_track, visit_words


def test_each_light_has_a_sign_of_its_own_a_word_and_a_style() -> None:
    for told in (LIGHT_SIGNS, LIGHT_WORDS, LIGHT_STYLES):
        assert list(told) == list(get_args(Light))
        assert len(set(map(str, told.values()))) == len(told)


@pytest.mark.parametrize(
    ("value", "light", "style"),
    [
        ("green", "green", "good"),
        ("amber", "amber", "warn"),
        ("red", "red", "bad"),
        ("grey", None, ""),
        (None, None, ""),
    ],
)
def test_only_lights_are_lights(value: Value, light: Light | None, style: str) -> None:
    assert (light_of(value), style_of(value)) == (light, style)


def test_all_pages_call_a_light_the_same() -> None:
    assert meeting_words.LABELS["light"] is LIGHT_WORDS
    assert targets_track.VIEW.labels["light"] is LIGHT_WORDS
    assert {light: (str(word), style) for light, (word, style) in visit_words.LIGHTS.items()} == {
        light: (str(word), LIGHT_STYLES[light]) for light, word in LIGHT_WORDS.items()
    }
