"""Conditional formats and validations of Excel 2010 and later, which stand in an extension at the end of the sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from salesplan.write.patch.xml_text import end_of, tags


def with_formats_grown(tail: str, grow: Callable[[str], str]) -> str:
    """The part behind the rows with the areas of the extension's conditional formats grown; its formulas stay."""
    for start, end in reversed(list(_ranges(tail, "conditionalFormatting"))):
        tail = tail[:start] + grow(tail[start:end]) + tail[end:]
    return tail


def validated_ranges(tail: str) -> list[str]:
    """The areas of the extension's validations."""
    return [tail[start:end] for start, end in _ranges(tail, "dataValidation")]


def _ranges(tail: str, name: str) -> Iterator[tuple[int, int]]:
    """Where the areas of the extension's elements ``name`` stand: as text, not in an attribute as the sheet's own."""
    for tag in tags(tail, name):
        inner, _ = end_of(tail, tag, name)
        content = tail[tag.end() : inner]
        for ranges in tags(content, "sqref"):
            if not ranges[3]:
                end, _ = end_of(content, ranges, "sqref")
                yield tag.end() + ranges.end(), tag.end() + end
