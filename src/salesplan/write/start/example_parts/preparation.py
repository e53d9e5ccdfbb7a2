"""The checklists, duties and trainings of the example company."""

from __future__ import annotations

from salesplan.text import Text

PART = Text(
    """\
preparation: {}
""",
    """\
preparation: {}
""",
)
