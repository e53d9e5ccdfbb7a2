"""The lists that have a template: their columns, what must be filled, and the example row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from salesplan.text import Text

Value = Text | str | int | float | date


@dataclass(frozen=True)
class Template:
    """A list to fill in, by the field keys of model/tables. ``starred`` come first and must be filled."""

    table: str
    starred: tuple[str, ...]
    fields: tuple[str, ...]
    example: Mapping[str, Value]


_NAME = Text("甲机电有限公司", "Alpha Machines Ltd")
_REP = Text("王芳", "Wang Fang")
_PRODUCT = Text("数控车床", "CNC lathe")
YES = Text("是", "yes")
_CUSTOMERS = Template(
    "customers",
    ("id", "name"),
    (
        *("contact", "mobile", "email", "region", "province", "city", "industry", "segment", "source", "owner"),
        *("created", "last_contact", "next_contact", "last_order", "orders", "amount", "potential", "csat"),
        *("purchasing_power", "authority", "need", "man_date", "grade", "note"),
    ),
    {
        "id": "C0001",
        "name": _NAME,
        "contact": Text("李经理", "Li Ming"),
        "mobile": "13800000000",
        "email": "li@example.com",
        "region": Text("华东", "East"),
        "province": Text("浙江", "Zhejiang"),
        "city": Text("杭州", "Hangzhou"),
        "industry": Text("机械制造", "Machinery"),
        "segment": Text("终端用户", "End user"),
        "source": Text("展会", "Trade fair"),
        "owner": _REP,
        "created": date(2025, 3, 12),
        "last_contact": date(2026, 6, 18),
        "next_contact": date(2026, 7, 2),
        "last_order": date(2026, 5, 20),
        "orders": 4,
        "amount": 186000,
        "potential": 300000,
        "csat": 4,
        "purchasing_power": 4,
        "authority": 3,
        "need": 5,
        "man_date": date(2026, 6, 18),
        "grade": "A",
        "note": Text("下半年要扩产", "Expands in autumn"),
    },
)
_ORDERS = Template(
    "orders",
    ("customer_id", "customer_name", "date", "amount"),
    (
        *("order_id", "line", "product_id", "product", "category", "qty", "price", "cost"),
        *("region", "channel", "rep", "status"),
    ),
    {
        "customer_id": "C0001",
        "customer_name": _NAME,
        "date": date(2026, 5, 20),
        "amount": 46500,
        "order_id": "SO-20260520-01",
        "line": "1",
        "product_id": "P-100",
        "product": _PRODUCT,
        "category": Text("机床", "Machine tools"),
        "qty": 3,
        "price": 15500,
        "cost": 36000,
        "region": Text("华东", "East"),
        "channel": Text("直销", "Direct"),
        "rep": _REP,
        "status": Text("已发货", "Shipped"),
    },
)
_ACTIVITIES = Template(
    "activities",
    ("customer_id", "customer_name", "date"),
    ("rep", "kind", "minutes", "purpose", "outcome", "next_step", "next_date", "planned", "answered"),
    {
        "customer_id": "C0001",
        "customer_name": _NAME,
        "date": date(2026, 6, 18),
        "rep": _REP,
        "kind": Text("上门拜访", "Visit"),
        "minutes": 60,
        "purpose": Text("谈年度合同", "Annual contract"),
        "outcome": Text("同意试用", "Agreed to a trial"),
        "next_step": Text("送样", "Send samples"),
        "next_date": date(2026, 7, 2),
        "planned": YES,
        "answered": YES,
    },
)
_DEALS = Template(
    "deals",
    ("id", "name"),
    (
        *("customer_id", "customer_name", "owner", "stage", "status", "amount", "probability", "close_date"),
        *("created", "product", "source", "next_step", "lost_reason"),
    ),
    {
        "id": "D0001",
        "name": Text("甲机电 二期设备", "Alpha, phase two"),
        "customer_id": "C0001",
        "customer_name": _NAME,
        "owner": _REP,
        "stage": Text("报价", "Quotation"),
        "status": Text("进行中", "Open"),
        "amount": 300000,
        "probability": 0.5,
        "close_date": date(2026, 9, 30),
        "created": date(2026, 6, 1),
        "product": _PRODUCT,
        "source": Text("老客户", "Existing customer"),
        "next_step": Text("约总经理", "Meet the general manager"),
    },
)
_REPS = Template(
    "reps",
    ("id", "name"),
    ("team", "role", "leader", "skill", "hired", "left", "share", "hours_per_day", "contacts_per_day"),
    {
        "id": "E01",
        "name": _REP,
        "team": Text("华东组", "East"),
        "role": Text("销售代表", "Sales representative"),
        "leader": Text("陈强", "Chen Qiang"),
        "skill": 4,
        "hired": date(2023, 3, 1),
        "share": 1.0,
        "hours_per_day": 8,
        "contacts_per_day": 6,
    },
)
TEMPLATES = (_CUSTOMERS, _ORDERS, _ACTIVITIES, _DEALS, _REPS)
"""The lists that a sales manager mostly keeps, in the order they are filled."""
