"""The way to a part of the plan."""

from __future__ import annotations

Path = tuple[str | int, ...]
"""Keys and list positions from the top."""


def dotted(path: Path) -> str:
    """``targets[0].total``, as people write it."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).removeprefix(".")
