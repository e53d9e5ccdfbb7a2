"""Every list salesplan reads, with its row model: the one declaration behind reading, checks, templates and docs."""

from __future__ import annotations

from dataclasses import dataclass

from salesplan.model.field import FieldSpec, Row, fields_of
from salesplan.model.tables.activities import Activity
from salesplan.model.tables.calendar import CalendarDay
from salesplan.model.tables.customers import Customer
from salesplan.model.tables.deals import Deal, Prospect
from salesplan.model.tables.market import Competitor, MarketYear
from salesplan.model.tables.money import Payment, Receivable
from salesplan.model.tables.orders import Order, Product
from salesplan.model.tables.people import Rep, TimeEntry
from salesplan.model.tables.points import PointsUsed
from salesplan.model.tables.service import Complaint, SurveyAnswer
from salesplan.model.tables.targets import Target
from salesplan.text import Text

Groups = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class TableSpec:
    """A list: its key in the plan, what people call it, its rows, and how it is told from the other lists.

    A record must fill one field of each group of ``required_any``. A header speaks of this list only when it has a
    field of each group of ``needs``; a field of ``signs`` under its own name counts three times (load/list_kind.py).
    """

    key: str
    label: Text
    model: type[Row]
    required_any: Groups = ()
    needs: Groups = ()
    signs: tuple[str, ...] = ()


_CUSTOMER = (("customer_id", "customer_name"),)
_SPECS = (
    TableSpec(
        "customers",
        Text("客户", "Customers"),
        Customer,
        required_any=(("id", "name"),),
        needs=(("id", "name"),),
        signs=(
            "credit_code",
            "phone",
            "mobile",
            "email",
            "last_order",
            "grade",
            "industry",
            "purchasing_power",
            "authority",
            "need",
            "potential",
            "wallet",
            "csat",
        ),
    ),
    TableSpec(
        "products",
        Text("产品", "Products"),
        Product,
        required_any=(("id", "name"),),
        needs=(("id", "name"), ("price", "cost", "category")),
    ),
    TableSpec(
        "orders",
        Text("订单", "Orders"),
        Order,
        required_any=_CUSTOMER,
        needs=(("order_id", "date", "qty", "amount", "amount_net"),),
        signs=("order_id", "date", "ship_date", "line"),
    ),
    TableSpec(
        "payments",
        Text("回款", "Payments"),
        Payment,
        required_any=_CUSTOMER,
        needs=(("id", "date", "amount"), ("customer_id", "customer_name", "order_id")),
        signs=("id", "date", "amount"),
    ),
    TableSpec(
        "receivables",
        Text("应收", "Receivables"),
        Receivable,
        required_any=_CUSTOMER,
        needs=(("opening", "closing"), ("customer_id", "customer_name")),
        signs=("opening", "closing"),
    ),
    TableSpec(
        "activities",
        Text("活动", "Activities"),
        Activity,
        required_any=_CUSTOMER,
        needs=(("date", "kind", "minutes", "purpose"), ("customer_id", "customer_name", "rep")),
        signs=("date", "kind", "minutes", "purpose"),
    ),
    TableSpec(
        "deals",
        Text("商机", "Deals"),
        Deal,
        required_any=(("id", "name"),),
        needs=(("id", "name", "stage", "probability", "close_date"),),
        signs=("stage", "probability", "close_date", "lost_reason"),
    ),
    TableSpec(
        "prospects",
        Text("潜在客户", "Prospects"),
        Prospect,
        required_any=(("id", "name", "customer_name"),),
        needs=(("id", "name", "available_funds"),),
        signs=("id", "name", "available_funds"),
    ),
    TableSpec(
        "reps",
        Text("销售人员", "Sales people"),
        Rep,
        required_any=(("id", "name"),),
        needs=(("id", "name"),),
        signs=("leader", "role", "hired", "left", "skill"),
    ),
    TableSpec(
        "targets",
        Text("目标", "Targets"),
        Target,
        needs=(("target", "actual"),),
        signs=("target", "actual"),
    ),
    TableSpec(
        "time",
        Text("工时", "Time"),
        TimeEntry,
        needs=(("hours",), ("rep", "date")),
        signs=("hours",),
    ),
    TableSpec(
        "market",
        Text("市场", "Market"),
        MarketYear,
        needs=(("size",),),
        signs=("size",),
    ),
    TableSpec(
        "competitors",
        Text("竞争对手", "Competitors"),
        Competitor,
        required_any=(("rival",),),
        needs=(("rival",), ("share", "price", "growth", "profitability", "strengths", "weaknesses")),
        signs=("rival", "share", "strengths", "weaknesses"),
    ),
    TableSpec(
        "survey",
        Text("满意度调查", "Survey"),
        SurveyAnswer,
        needs=(("score", "nps"), ("customer_id", "customer_name", "touchpoint", "item")),
        signs=("touchpoint", "item", "nps"),
    ),
    TableSpec(
        "complaints",
        Text("投诉", "Complaints"),
        Complaint,
        needs=(("id", "received_at", "severity", "text", "kind"),),
        signs=("id", "received_at", "kind", "severity", "text", "resolved_at"),
    ),
    TableSpec(
        "calendar",
        Text("日历", "Calendar"),
        CalendarDay,
        needs=(("is_workday",),),
        signs=("is_workday",),
    ),
    TableSpec(
        "points",
        Text("积分兑换", "Points redeemed"),
        PointsUsed,
        required_any=_CUSTOMER,
        needs=(("points",), ("customer_id", "customer_name")),
        signs=("points", "date"),
    ),
)
TABLES: dict[str, TableSpec] = {spec.key: spec for spec in _SPECS}
"""Every list by its key in the plan, in the order in which ties are decided."""


def table_fields(key: str) -> dict[str, FieldSpec]:
    """The fields of a list by their keys, in order."""
    return fields_of(TABLES[key].model)


__all__ = ["TABLES", "Groups", "TableSpec", "table_fields"]
