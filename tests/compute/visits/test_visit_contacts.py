from __future__ import annotations

from datetime import date

from made_lists import made_list
from made_people import made_population
from salesplan.compute.customers.contacts import contacts_of, with_last_activity
from salesplan.compute.customers.link_findings import of_activities
from salesplan.compute.customers.links import linked_rows

AS_OF = date(2026, 7, 1)
PEOPLE = made_population({"id": "GTX Pro"}, {"id": "C2"}, {"id": "C3"})


def test_contacts_by_hand() -> None:
    """
    With 90 days the first that counts lately is 2026-04-03; the latest is any up to the as-of.

        customer  date         counts
        C2        2026-04-02   latest only
        C2        2026-04-03   both
        C2        2026-07-01   both
        C2        2026-07-02   no, later
        C3        2026-01-01   latest only
        公司C3    2026-02-01   by name: latest only
        GTXPro    2026-06-01   no, unknown
        none, or without a day: no
    """
    activities = made_list(
        "activities",
        customer_id=["C2", "C2", "C2", "C2", "C3", None, "GTXPro", None, "C2"],
        customer_name=[None, None, None, None, None, "公司C3", None, None, None],
        date=[
            date(2026, 4, 2), date(2026, 4, 3), date(2026, 7, 1), date(2026, 7, 2), date(2026, 1, 1),
            date(2026, 2, 1), date(2026, 6, 1), date(2026, 6, 1), None,
        ],
    )  # fmt: skip
    found = linked_rows(activities, PEOPLE, AS_OF)
    assert sorted(contacts_of(found, AS_OF, 90).iter_rows()) == [("C2", 2), ("C3", 0)]
    latest = with_last_activity(PEOPLE, found).frame.get_column("last_activity").to_list()
    assert latest == [None, date(2026, 7, 1), date(2026, 2, 1)]
    assert [(each.name, each.rows, each.near) for each in found.unknown] == [("GTXPro", 1, "GTX Pro")]
    assert (found.later, found.bare) == (1, 2)
    told = {problem.code: str(problem.what) for problem in of_activities(found, AS_OF)}
    assert told == {
        "ACTIVITIES-incomplete": "2 行跟进没有客户或日期，未计入",
        "ACTIVITIES-after-as-of": "2026-07-01 之后的 1 行跟进未计入",
        "ACTIVITIES-unknown-customer": "1 行跟进的客户（GTXPro）名单和订单里都没有，未计入",
    }


def test_a_list_without_dates_tells_nothing() -> None:
    found = linked_rows(made_list("activities", customer_id=["C2", "C3"]), PEOPLE, AS_OF)
    assert (len(found.frame), found.bare, found.unknown) == (0, 2, ())
