"""Commands about what the files of customers hold: how complete they are, and their cells in one form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from salesplan.cli.command import argument, command, option
from salesplan.cli.customers import Orders, WindowText
from salesplan.cli.list_options import BesideActivities, Customers
from salesplan.cli.options import Output, Planning, Reading
from salesplan.text import Text

PART_OF = "customers"
ORDER = 2

AnyLists = Annotated[
    list[str] | None,
    argument(
        "FILE...",
        Text(
            "客户、订单或别的名单，可给多个文件或通配符（不给则用计划里的客户）",
            "customers, orders or another list; several files or a pattern are one (default: the plan's customers)",
        ),
    ),
]
Log = Annotated[
    str | None,
    option(
        "--log",
        metavar="FILE",
        text=Text(
            "把每一处改动写成一份文件（.csv、.xlsx）；-o 写 xlsx 时本来就有一张“修改记录”",
            "write every change to a file (.csv, .xlsx); an xlsx of -o has a sheet of them anyway",
        ),
    ),
]


@dataclass(frozen=True)
class ProfileOptions:
    """The lists beside the customers, and whose orders say what a customer is worth."""

    orders: Orders = None
    activities: BesideActivities = None
    window: WindowText = "365"


@command(
    "customers profile",
    Text(
        "客户档案：完整不完整、对不对、新不新，先补哪几家",
        "customer files: how complete, valid and fresh, and which to complete first",
    ),
)
def profile(
    options: ProfileOptions, reading: Reading, planning: Planning, output: Output, files: Customers = None
) -> None:
    """Show what the files of customers lack, the most valuable ones first."""
    from salesplan.api.profile import ProfileWish, customers_profile
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    orders, activities = tuple(options.orders or ()), tuple(options.activities or ())
    wish = ProfileWish(tuple(files or ()), orders, activities, options.window)
    where = setting_of(planning, files or [])
    deliver(customers_profile(wish, read_options(reading), where), output, reading.rejects)


@command(
    "customers clean",
    Text(
        "名单清洗：电话、邮箱、日期、金额、名称统一写法，给数据质量打分；-o 写出干净的名单",
        "clean a list: phones, e-mails, dates, amounts, names in one form; quality score; -o writes it",
    ),
)
def clean(reading: Reading, planning: Planning, output: Output, files: AnyLists = None, log: Log = None) -> None:
    """Show what cleaning changes and leaves; write the clean list where asked. The list itself is never touched."""
    from salesplan.api.cleaning import cleaned
    from salesplan.cli.clean_writing import write_clean
    from salesplan.cli.convert import read_options, setting_of
    from salesplan.cli.deliver import deliver

    done = cleaned(files or (), read_options(reading), setting_of(planning, files or []))
    rest = write_clean(done, output, log)
    deliver(done.result, rest, reading.rejects, written=rest is not output)
