"""Writes the example company: a customer list, three years of orders, open deals, the plan and a calendar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
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
from salesplan.write.start.example_parts import PARTS
from salesplan.write.start.example_plan import CALENDAR, PLAN

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
    *(Text("需求度", "Need"), Text("备注", "Note")),
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
)
DIRTY: dict[tuple[str, str], Text] = {
    ("C0017", "Need"): Text("很强", "very strong"),
    ("C0058", "Last Contact"): Text("2026-02-30", "2026-02-30"),
    ("C0123", "Authority"): Text("7", "7"),
}
"""Cells as real lists have them: a word that is no grade, a day that does not exist, a grade out of range."""
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
    books["deals.xlsx"] = _deal_book(deals(everyone))
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
    for customer in everyone:
        sheet.append(_customer_row(customer))
    _finish(sheet, 2, dates="KL", amounts="", widths={"B": 28, "P": 18})
    return book


def _customer_row(c: Customer) -> list[Cell]:
    power, authority, need = c.man
    values: list[Cell] = [c.id, str(c.name), str(c.contact), c.mobile, str(REGIONS[c.region][0]), str(c.province)]
    values += [str(c.city), str(c.trade), str(c.source), str(REPS[c.rep][1]), c.created, c.last_contact]
    values += [power, authority, need, None]
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


def _deal_book(open_deals: Sequence[Deal]) -> Workbook:
    book = Workbook()
    sheet = _sheet(book, Text("商机", "Deals"))
    _header(sheet, DEAL_HEADERS, 1)
    for deal in open_deals:
        sheet.append(_deal_row(deal))
    _finish(sheet, 1, dates="JK", amounts="H", widths={"B": 34, "D": 28, "E": 16})
    return book


def _deal_row(deal: Deal) -> list[Cell]:
    c, product = deal.customer, PRODUCTS[deal.product][1]
    stage, probability = STAGES[deal.stage]
    name = Text("{customer} {product}", "{customer}, {product}").format(customer=c.name, product=product)
    row: list[Cell] = [deal.id, str(name), c.id, str(c.name), str(product)]
    row += [str(REPS[c.rep][1]), str(stage), deal.amount, f"{probability}%", deal.closes, deal.created]
    return row


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
    for letters, code in ((dates, "yyyy-mm-dd"), (amounts, "#,##0.00")):
        for letter in letters:
            for cell in sheet[letter][header_row:]:
                cell.number_format = code
    for letter in map(get_column_letter, range(1, sheet.max_column + 1)):
        sheet.column_dimensions[letter].width = widths.get(letter, 12)
    sheet.auto_filter.ref = f"A{header_row}:{get_column_letter(sheet.max_column)}{sheet.max_row}"
