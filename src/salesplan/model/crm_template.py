"""A system's own import template, as a user downloads it: its titles, and what stands above them."""

from __future__ import annotations

from dataclasses import dataclass

from salesplan.errors import Problem
from salesplan.model.crm_profile import CrmColumn, FileFormat


@dataclass(frozen=True)
class TemplateTitle:
    """A title: as written, the profile's column it is, our field that it means, whether it is marked as a must."""

    raw: str
    column: CrmColumn | None
    field: str | None
    required: bool


@dataclass(frozen=True)
class Template:
    """The titles in their order, the rows above them, the sheet they stand in, and the format to write."""

    file: str
    sheet: str | None
    format: FileFormat
    titles: tuple[TemplateTitle, ...]
    above: tuple[tuple[str, ...], ...] = ()
    findings: tuple[Problem, ...] = ()
