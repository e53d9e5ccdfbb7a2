"""Commands that look at what was sold: by what it can be seen, who moved it, why it changed."""

from __future__ import annotations

from salesplan.text import Text

AREA = Text("销售分析", "Sales analysis")
ORDER = 14
