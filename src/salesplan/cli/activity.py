"""Commands about daily work: what the target asks for, what one more call is worth, and how it is going."""

from __future__ import annotations

PART_OF = "visits"
ORDER = 10
