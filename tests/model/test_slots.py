"""Sentences of the source shown with … where something varies."""

from __future__ import annotations

import pytest

from salesplan.model.slots import with_slots
from salesplan.text import Text


@pytest.mark.parametrize(
    ("half", "shown"),
    [
        ("goal {id} has {n:,} parts", "goal … has … parts"),
        ("{share:.1%} of {name}", "… of …"),
        ("write target: {{value: 1200}}", "write target: {value: 1200}"),
        ("write scope: {{region: {name}}}", "write scope: {region: …}"),
        ("write target: {value: 1200}", "write target: {value: 1200}"),
        ("a: {b: {c: 1}}", "a: {b: {c: 1}}"),
        ("no brace", "no brace"),
    ],
)
def test_what_varies_becomes_dots_and_yaml_stays(half: str, shown: str) -> None:
    text = with_slots(Text(half, half))  # texts: a test's own
    assert (text.in_("zh"), text.in_("en")) == (shown, shown)


def test_each_language_may_have_slots_of_its_own() -> None:
    text = with_slots(Text("{many} 个", "{count} of {many}"))
    assert (text.in_("zh"), text.in_("en")) == ("… 个", "… of …")


def test_a_sentence_known_to_be_filled_has_single_braces() -> None:
    assert with_slots(Text("写 {{}}", "write {{}}"), formatted=True).in_("en") == "write {}"
