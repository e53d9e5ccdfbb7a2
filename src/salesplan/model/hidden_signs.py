"""Signs in a text that nobody sees and programs obey: control and direction characters."""

from __future__ import annotations

import re

HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control and direction characters; tabs and line breaks are none of them."""


def without_hidden(text: str) -> str:
    """The text without them."""
    return HIDDEN.sub("", text)
