"""The SWOT register of the example company."""

from __future__ import annotations

from salesplan.text import Text

PART = Text(
    """\
swot: {}
""",
    """\
swot: {}
""",
)
