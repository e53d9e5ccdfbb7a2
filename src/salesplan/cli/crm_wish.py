"""What people type for ``crm export``, as the wish that the api takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salesplan.api.crm_export import ExportWish
from salesplan.cli.convert import choice, words
from salesplan.present.view import view_of

if TYPE_CHECKING:
    from salesplan.cli.crm import ExportOptions


def export_wish(options: ExportOptions, files: Sequence[str]) -> ExportWish:
    """The wish, with the titles and words that ``classify`` has for its columns."""
    view = view_of("classify")
    heading = choice("--heading", options.heading, ("zh", "en"))
    return ExportWish(
        target=options.target,
        files=tuple(files),
        crm_object=options.crm_object,
        template=options.template,
        template_sheet=options.template_sheet,
        added=tuple(words(options.added)),
        without=tuple(words(options.without)),
        heading={"zh": "zh", "en": "header"}.get(heading or ""),
        blanks_sent=options.blank_clears,
        all_new=options.new,
        orders=tuple(options.orders or ()),
        titles=view.columns,
        words=view.in_cell,
    )
