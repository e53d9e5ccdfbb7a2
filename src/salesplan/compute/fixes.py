"""What to do about a problem, where several commands say it."""

from __future__ import annotations

from salesplan.text import Text

LATER_AS_OF = Text("要计入就把 --as-of 改晚", "Give a later --as-of to count them")
"""Where rows lie after the as-of and are left out."""
