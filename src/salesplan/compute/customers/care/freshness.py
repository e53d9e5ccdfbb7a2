"""How old the file of a customer is: the newest day on which it was touched tells."""

from __future__ import annotations

from datetime import date
from typing import Any

import narwhals as nw

from salesplan.compute.customers.exact import chosen, days_since

Frame = nw.DataFrame[Any]
TOUCHED: tuple[str, ...] = ("updated", "last_contact", "activity")
"""The days that a file was touched on: its own date, the last contact of the list, the last activity."""
FRESH_DATE, FRESH_BY, AGE = "fresh_date", "fresh_by", "age_days"


def with_age(frame: Frame, as_of: date) -> Frame:
    """The frame with the newest of its days in TOUCHED, which of them that is, and the days since.

    Days after the as-of are not known yet. Of equal days the first one in TOUCHED is named. Null where no day is known;
    the frame has at least one of the columns.
    """
    there = [day for day in TOUCHED if day in frame.columns]
    past = [nw.when(nw.col(day) <= nw.lit(as_of)).then(nw.col(day)).alias(day) for day in there]
    frame = frame.with_columns(*past).with_columns(nw.max_horizontal(*there).alias(FRESH_DATE))
    named = ((nw.col(day) == nw.col(FRESH_DATE), day) for day in there)
    return frame.with_columns(
        chosen(*named, default=nw.lit(None, dtype=nw.String())).alias(FRESH_BY),
        days_since(nw.col(FRESH_DATE), as_of).alias(AGE),
    )
