"""The market of the example company: its size, rivals, segments, position."""

from __future__ import annotations

from salesplan.text import Text

PART = Text(
    """\
market: {}
""",
    """\
market: {}
""",
)
