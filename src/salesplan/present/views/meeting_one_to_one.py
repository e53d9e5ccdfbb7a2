"""How the one-to-one looks."""

from __future__ import annotations

from salesplan.present.views.meeting_page import view_of
from salesplan.text import Text

VIEW = view_of(Text("一对一", "One-to-one"))
