"""Writes the example company: customers, three years of orders, deals, contacts, people, the plan and a calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from salesplan.text import Text
from salesplan.write.new.made_book import book_bytes, write_all
from salesplan.write.start.example_data import (
    EXAMPLE_DAY,
    PRODUCTS,
    REGIONS,
    REPS,
    STAGES,
    Customer,
    Deal,
    OrderLine,
    customers,
    deals,
    orders,
)
from salesplan.write.start.example_lists import MadeList, lists_of
from salesplan.write.start.example_parts import PARTS
from salesplan.write.start.example_plan import CALENDAR, PLAN
from salesplan.write.start.example_work import NEXT, ClosedDeal, More, closed_deals, more

Cell = str | int | float | date | None
NEXT_STEPS = Text(
    "接着试试：\n"
    "  salesplan inspect {folder}/customers.xlsx\n"
    "  salesplan classify {folder}/customers.xlsx --as-of 2026-06-30\n"
    "  salesplan targets split --plan {folder}/plan.yaml --as-of 2026-06-30",
    "Now try:\n"
    "  salesplan inspect {folder}/customers.xlsx\n"
    "  salesplan classify {folder}/customers.xlsx --as-of 2026-06-30\n"
    "  salesplan targets split --plan {folder}/plan.yaml --as-of 2026-06-30",
)
CUSTOMER_HEADERS = (
    *(Text("客户编号", "Customer ID"), Text("客户名称", "Customer Name"), Text("联系人", "Contact")),
    *(Text("手机", "Mobile"), Text("大区", "Region"), Text("省份", "Province"), Text("城市", "City")),
    *(Text("行业", "Industry"), Text("客户来源", "Source"), Text("负责人", "Owner"), Text("创建日期", "Created")),
    *(Text("最近跟进", "Last Contact"), Text("购买能力", "Purchasing Power"), Text("决策能力", "Authority")),
    *(Text("需求度", "Need"), Text("邮箱", "Email"), Text("满意度", "Satisfaction")),
    *(Text("年潜力（元）", "Potential (CNY)"), Text("备注", "Note")),
)
ORDER_HEADERS = (
    *(Text("订单编号", "Order No."), Text("行号", "Line"), Text("下单日期", "Order Date")),
    *(Text("客户编号", "Customer ID"), Text("客户名称", "Customer Name"), Text("产品编码", "Product ID")),
    *(Text("产品名称", "Product Name"), Text("类别", "Category"), Text("数量", "Quantity"), Text("单价", "Unit Price")),
    *(Text("金额（元）", "Amount (CNY)"), Text("渠道", "Channel"), Text("大区", "Region"), Text("业务员", "Rep")),
    Text("状态", "Status"),
)
DEAL_HEADERS = (
    *(Text("商机编号", "Deal ID"), Text("商机名称", "Deal Name"), Text("客户编号", "Customer ID")),
    *(Text("客户名称", "Customer Name"), Text("产品名称", "Product Name")),
    *(Text("负责人", "Owner"), Text("销售阶段", "Stage"), Text("预计金额（元）", "Amount (CNY)")),
    *(Text("赢率", "Probability"), Text("预计成交日期", "Close Date"), Text("创建日期", "Created")),
    *(Text("商机状态", "Deal Status"), Text("输单原因", "Lost Reason"), Text("下一步", "Next Step")),
)
DIRTY: dict[tuple[str, str], Text] = {
    ("C0017", "Need"): Text("很强", "very strong"),
    ("C0058", "Last Contact"): Text("2026-02-30", "2026-02-30"),
    ("C0123", "Authority"): Text("7", "7"),
}
"""Cells as real lists have them: a word that is no grade, a day that does not exist, a grade out of range."""
OPEN, WON, LOST = Text("进行中", "Open"), Text("赢单", "Won"), Text("输单", "Lost")
SOLD, RETURNED = Text("已发货", "Shipped"), Text("退货", "Return")


def write_example(folder: str, *, force: bool = False, before: Callable[[Path], object] | None = None) -> list[Path]:
    """Write the example into a folder, in the language of now, and return the files.

    A folder that already holds one of the files is refused without ``force``: it may have been worked on since.
    ``before`` is told each file that is about to be replaced by another content.
    """
    everyone = customers()
    lines = orders(everyone)
    books: dict[str, Workbook] = {"customers.xlsx": _customer_book(everyone)}
    for year in sorted({line.day.year for line in lines}):
        books[f"orders/{year}.xlsx"] = _order_book(year, [line for line in lines if line.day.year == year])
    books["deals.xlsx"] = _deal_book(deals(everyone), closed_deals(everyone))
    books |= {name: _list_book(each) for name, each in lists_of(everyone, lines).items()}
    contents = {name: book_bytes(book, EXAMPLE_DAY) for name, book in books.items()}
    contents |= {"plan.yaml": str(PLAN).encode(), "calendar.csv": CALENDAR.encode()}
    contents |= {name: str(text).encode() for name, text in PARTS.items()}
    return write_all(Path(folder), contents, force=force, before=before)


def _customer_book(everyone: Sequence[Customer]) -> Workbook:
    book = Workbook()
    sheet = _sheet(book, Text("客户", "Customers"))
    sheet.append([str(Text("示例机电有限公司 客户名单", "Example Machines Ltd, customers"))])
    sheet["A1"].font = Font(bold=True, size=14)
    _header(sheet, CUSTOMER_HEADERS, 2)
    for customer, besides in zip(everyone, more(everyone), strict=True):
        sheet.append(_customer_row(customer, besides))
    _finish(sheet, 2, dates="KL", amounts="R", widths={"B": 28, "P": 24, "S": 18})
    return book


def _customer_row(c: Customer, besides: More) -> list[Cell]:
    power, authority, need = c.man
    values: list[Cell] = [c.id, str(c.name), str(c.contact), c.mobile, str(REGIONS[c.region][0]), str(c.province)]
    values += [str(c.city), str(c.trade), str(c.source), str(REPS[c.rep][1]), c.created, c.last_contact]
    values += [power, authority, need, besides.email, besides.csat, besides.potential, None]
    for at, header in enumerate(CUSTOMER_HEADERS):
        if dirty := DIRTY.get((c.id, header.en)):
            values[at] = str(dirty)
    return values


def _order_book(year: int, lines: Sequence[OrderLine]) -> Workbook:
    book = Workbook()
    sheet = _sheet(book, Text("订单{year}", "Orders {year}").format(year=year))
    _header(sheet, ORDER_HEADERS, 1)
    for line in lines:
        sheet.append(_order_row(line))
    _finish(sheet, 1, dates="C", amounts="JK", widths={"A": 14, "E": 28, "G": 16})
    return book


def _order_row(line: OrderLine) -> list[Cell]:
    code, product, category, _ = PRODUCTS[line.product]
    c = line.customer
    return [
        *(line.order, line.line, line.day, c.id, str(c.name), code, str(product), str(category), line.quantity),
        *(float(line.price), float(line.amount), str(line.channel), str(REGIONS[c.region][0]), str(REPS[c.rep][1])),
        str(SOLD if line.quantity > 0 else RETURNED),
    ]


def _deal_book(open_deals: Sequence[Deal], closed: Sequence[ClosedDeal]) -> Workbook:
    book = Workbook()
    sheet = _sheet(book, Text("商机", "Deals"))
    _header(sheet, DEAL_HEADERS, 1)
    for deal in open_deals:
        sheet.append(_deal_row(deal))
    for each in closed:
        sheet.append(_closed_row(each))
    _finish(sheet, 1, dates="JK", amounts="H", widths={"B": 34, "D": 28, "E": 16})
    return book


def _deal_row(deal: Deal) -> list[Cell]:
    stage, probability = STAGES[deal.stage]
    step = NEXT[len(deal.customer.id + deal.id) % len(NEXT)] if int(deal.id[1:]) % 3 else None
    row = _deal_start(deal.id, deal.customer, deal.product)
    row += [str(stage), deal.amount, f"{probability}%", deal.closes, deal.created]
    return [*row, str(OPEN), None, None if step is None else str(step)]


def _closed_row(deal: ClosedDeal) -> list[Cell]:
    row = _deal_start(deal.id, deal.customer, deal.product)
    row += [str(WON if deal.won else LOST), deal.amount, "100%" if deal.won else "0%", deal.closed]
    reason = None if deal.reason is None else str(deal.reason)
    return [*row, deal.closed - timedelta(days=deal.days), str(WON if deal.won else LOST), reason, None]


def _deal_start(number: str, c: Customer, sold: int) -> list[Cell]:
    product = PRODUCTS[sold][1]
    name = Text("{customer} {product}", "{customer}, {product}").format(customer=c.name, product=product)
    return [number, str(name), c.id, str(c.name), str(product), str(REPS[c.rep][1])]


def _list_book(made: MadeList) -> Workbook:
    book = Workbook()
    sheet = _sheet(book, made.title)
    _header(sheet, made.headers, 1)
    for row in made.rows:
        sheet.append(row)
    _finish(sheet, 1, dates=made.dates, amounts=made.amounts, widths=dict(made.widths))
    _format(sheet, made.times, "yyyy-mm-dd hh:mm", 1)
    return book


def _sheet(book: Workbook, title: Text) -> Worksheet:
    sheet = book.worksheets[0]
    sheet.title = str(title)
    return sheet


def _header(sheet: Worksheet, headers: Sequence[Text], row: int) -> None:
    sheet.append([str(h) for h in headers])
    for cell in sheet[row]:
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="305496")
        cell.alignment = Alignment(horizontal="center")
    sheet.freeze_panes = f"C{row + 1}"


def _finish(sheet: Worksheet, header_row: int, *, dates: str, amounts: str, widths: dict[str, int]) -> None:
    """Formats, widths and the filter, as someone would have set them by hand."""
    _format(sheet, dates, "yyyy-mm-dd", header_row)
    _format(sheet, amounts, "#,##0.00", header_row)
    for letter in map(get_column_letter, range(1, sheet.max_column + 1)):
        sheet.column_dimensions[letter].width = widths.get(letter, 12)
    sheet.auto_filter.ref = f"A{header_row}:{get_column_letter(sheet.max_column)}{sheet.max_row}"


def _format(sheet: Worksheet, letters: str, code: str, header_row: int) -> None:
    for letter in letters:
        for cell in sheet[letter][header_row:]:
            cell.number_format = code
