"""How the example company sells."""

from __future__ import annotations

from salesplan.text import Text

PART = Text(
    """\
strategy: {}
""",
    """\
strategy: {}
""",
)
