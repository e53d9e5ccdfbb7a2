"""Open deals as orders to come: amount by probability on the day each is to close."""

from __future__ import annotations

from dataclasses import replace

import narwhals as nw

from salesplan.compute.prospects.deal_state import BUILT_IN, STATE, DealWords, with_state
from salesplan.compute.sums import largest, roomy
from salesplan.compute.targets.actuals.measure import MEASURE
from salesplan.errors import Place, Problem
from salesplan.model.records import Records
from salesplan.text import Text

_FINEST = 4
"""Decimals that a probability counts with."""


def weighted_deals(deals: Records, words: DealWords = BUILT_IN) -> tuple[Records | None, list[Problem]]:
    """The open deals with their weighted amounts as ``MEASURE``, their owner as ``rep``, their closing day as ``date``.

    Deals that are won or lost (``words`` are the plan's own for it) are left out; those without amount, probability or
    closing day are left out and said. None where the list has no such columns.
    """
    missing = [key for key in ("amount", "probability", "close_date") if not deals.has(key)]
    if missing:
        return None, [_no_columns(deals, missing)]
    frame = with_state(deals, words).filter(nw.col(STATE) == "open").drop(STATE)
    known = frame.filter(*(~nw.col(key).is_null() for key in ("amount", "probability", "close_date")))
    notes = [_incomplete(deals, len(frame) - len(known))] if len(known) < len(frame) else []
    fine = deals.scales.get("probability", 0)
    share = nw.col("probability") if fine <= _FINEST else nw.col("probability") // 10 ** (fine - _FINEST)
    amount = roomy(known, "amount", largest(known, "probability"))
    columns = [(amount * share).alias(MEASURE), nw.col("close_date").alias("date")]
    if deals.has("owner"):
        columns.append(nw.col("owner").alias("rep"))
    scale = deals.scales.get("amount", 0) + min(fine, _FINEST)
    return replace(deals, frame=known.with_columns(*columns), scales={**deals.scales, MEASURE: scale}), notes


def _place(deals: Records) -> Place:
    return Place(file=deals.inputs[0].file, sheet=deals.inputs[0].sheet) if deals.inputs else Place()


def _no_columns(deals: Records, missing: list[str]) -> Problem:
    what = Text("商机缺 {missing}，不按商机估预计达成", "the deals lack {missing}: no landing by deals").format(
        missing=", ".join(missing)
    )
    fix = Text(
        "补上金额、赢率、预计成交日期；另有叫法时写在 sources.deals.columns",
        "add amount, probability and close date; other titles go under sources.deals.columns",
    )
    return Problem("TRACK-deals", "note", what, fix, _place(deals))


def _incomplete(deals: Records, rows: int) -> Problem:
    what = Text(
        "{rows} 个商机缺金额、赢率或预计成交日期，没有算进预计达成",
        "{rows} deals without amount, probability or close date are not in the landing",
    ).format(rows=rows)
    return Problem("TRACK-deals", "note", what, Text("补上这些格", "fill these cells"), _place(deals))
