"""How many contacts each person made in some days: counted in one way wherever contacts of people are told."""

from __future__ import annotations

from collections import Counter

import narwhals as nw

from salesplan.compute.team.rep_cells import everyone_of
from salesplan.compute.team.staff import Staff
from salesplan.model.period import Period
from salesplan.model.records import Records


def contacts_made(activities: Records | None, staff: Staff, days: Period) -> dict[str, int]:
    """Contacts of the days by the person's name in the team (``rep_cells.called``).

    A contact of two people is one of each; one without a known customer was made all the same. Rows of nobody and of
    strangers are nobody's. Nothing without a list that tells who and when.
    """
    if activities is None or not (activities.has("date") and activities.has("rep")):
        return {}
    frame = activities.frame.filter(nw.col("date").is_between(days.first, days.last), ~nw.col("rep").is_null())
    counted = frame.group_by("rep").agg(contacts=nw.len())
    cells = dict(counted.select("rep", "contacts").iter_rows())
    people = everyone_of(cells, staff)
    found: Counter[str] = Counter()
    for cell, contacts in cells.items():
        for name, _ in people.get(cell, ()):
            if staff.of(name) is not None:
                found[name] += contacts
    return dict(found)
