"""Commands about service: how satisfied customers are, and what becomes of complaints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

from salesplan.cli.command import argument, command, option
from salesplan.cli.list_options import BesideActivities, BesideCustomers, BesideOrders, BesideReps
from salesplan.cli.options import Output, Planning, Reading
from salesplan.text import Text

if TYPE_CHECKING:
    from salesplan.api.service import ServiceLists

AREA = Text("服务", "Service")
ORDER = 13

Survey = Annotated[
    list[str] | None,
    argument(
        "FILE...",
        Text(
            "满意度调查，可给多个文件或通配符（不给则用计划里的）",
            "answers to a survey; several files or a pattern are one list (default: the plan's)",
        ),
    ),
]
Complaints = Annotated[
    list[str] | None,
    argument(
        "FILE...",
        Text(
            "投诉登记，可给多个文件或通配符（不给则用计划里的）",
            "complaints; several files or a pattern are one list (default: the plan's)",
        ),
    ),
]
WindowText = Annotated[
    str,
    option(
        "--window",
        metavar="365|12m|all|FROM..TO",
        text=Text("看哪段时间（默认最近 365 天）", "which days (default: the last 365)"),
    ),
]


@dataclass(frozen=True)
class SurveyBeside:
    """The lists beside the answers, and which days count."""

    GROUP: ClassVar[Text] = Text("其他名单", "The other lists")

    customers: BesideCustomers = None
    orders: BesideOrders = None
    activities: BesideActivities = None
    reps: BesideReps = None
    window: WindowText = "365"

    def with_list(self, files: list[str] | None) -> ServiceLists:
        """All lists, as the program takes them."""
        from salesplan.api.service import ServiceLists

        given = (files, self.customers, self.orders, self.activities, self.reps)
        own, customers, orders, activities, reps = (tuple(each or ()) for each in given)
        return ServiceLists(own, customers, orders, activities, reps, self.window)


@dataclass(frozen=True)
class ComplaintsBeside:
    """The lists beside the complaints, and which days count."""

    GROUP: ClassVar[Text] = Text("其他名单", "The other lists")

    customers: BesideCustomers = None
    orders: BesideOrders = None
    reps: BesideReps = None
    window: WindowText = "365"

    def with_list(self, files: list[str] | None) -> ServiceLists:
        """All lists, as the program takes them."""
        from salesplan.api.service import ServiceLists

        given = (files, self.customers, self.orders, self.reps)
        own, customers, orders, reps = (tuple(each or ()) for each in given)
        return ServiceLists(own, customers, orders, reps=reps, window=self.window)


@command(
    "service survey",
    Text(
        "满意度、NPS、回收率：先给要回访的客户，再看哪个环节、哪一项、谁",
        "satisfaction, NPS, response: whom to call first, then touchpoints, items, people",
    ),
)
def survey(beside: SurveyBeside, reading: Reading, planning: Planning, output: Output, files: Survey = None) -> None:
    """Show a survey, the customers to be called first."""
    from salesplan.api.service import service_survey
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    where = setting_of(planning, files or [])
    deliver(service_survey(beside.with_list(files), read_options(reading), where), output, reading.rejects)


@command(
    "service complaints",
    Text(
        "投诉：先给超时的，再看按时率、积压、类型、原因到改进",
        "complaints: the late ones first, then time limits, backlog, types, cause to improvement",
    ),
)
def complaints(
    beside: ComplaintsBeside, reading: Reading, planning: Planning, output: Output, files: Complaints = None
) -> None:
    """Show the complaints, those past a limit first."""
    from salesplan.api.service import service_complaints
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    where = setting_of(planning, files or [])
    deliver(service_complaints(beside.with_list(files), read_options(reading), where), output, reading.rejects)
