"""How many contacts each person had in some days."""

from __future__ import annotations

from collections import Counter

import narwhals as nw

from salesplan.compute.team.staff import Staff
from salesplan.model.period import Period
from salesplan.model.records import Records


def contacts_by(activities: Records, staff: Staff, days: Period) -> dict[str, int]:
    """Contacts of the days by the person's name in the team; those of nobody and of strangers are left out."""
    if not (activities.has("date") and activities.has("rep")):
        return {}
    frame = activities.frame.filter(nw.col("date").is_between(days.first, days.last), ~nw.col("rep").is_null())
    counted = frame.group_by("rep").agg(contacts=nw.len())
    found: Counter[str] = Counter()
    for rep, contacts in counted.select("rep", "contacts").iter_rows():
        who = staff.of(rep)
        if who is not None:
            found[who.name] += contacts
    return dict(found)
