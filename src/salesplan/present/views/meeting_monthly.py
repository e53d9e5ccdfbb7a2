"""How the monthly meeting looks."""

from __future__ import annotations

from salesplan.present.views.meeting_page import view_of
from salesplan.text import Text

VIEW = view_of(Text("月会", "Monthly meeting"))
