"""What the report costs: its page and its workbook against `classify` on the same lists.

    python bench/report.py [CUSTOMERS FOLDER]

Two companies: the example, and one of 100,000 customers with 300,000 order lines, 100 people and 3,000 deals, whose
plan has targets down to people. On the example the page may cost six times `classify`, on the large one three times and
less than 1 GB; the workbook is told beside it. With CUSTOMERS and FOLDER it only writes the large company, with so many
customers, to try things on.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from statistics import median

import xlsxwriter  # type: ignore[import-untyped] # it has no types
from lists import GIVEN, REGIONS, ROWS, SURNAMES, written
from measure import Run, once, told, verdict

SALESPLAN = (str(Path(sys.executable).with_name("salesplan")),)
RUNS, FEW_RUNS = 5, 3
AS_OF = "2026-06-30"
EXAMPLE_BAR, BAR, MEMORY_BAR = 6.0, 3.0, 1000
"""Against `classify`: on the example, on the large company; megabytes at the peak."""
FIRST, DAYS = date(2025, 1, 1), 545
LINES, DEALS = 3, 3_000
"""Order lines a customer, and deals in all."""
PRODUCTS = ("离心泵", "计量泵", "调节阀", "球阀", "变频器", "安装")
STAGES = (("接洽", 0.1), ("需求分析", 0.3), ("产品推荐", 0.5), ("谈判", 0.75))
ORDERS_HEAD = ("订单编号", "下单日期", "客户编号", "产品名称", "数量", "金额（元）", "业务员")
DEALS_HEAD = (
    "商机编号",
    "客户编号",
    "产品名称",
    "负责人",
    "销售阶段",
    "预计金额（元）",
    "赢率",
    "预计成交日期",
    "创建日期",
)
PLAN = """\
version: 1
name: 十万客户
calendar: {country: CN}
year: {start: 2026-01-01}
sources: {customers: customers.xlsx, orders: orders.xlsx, reps: team.xlsx, deals: deals.xlsx}
targets:
  - {id: revenue, metric: revenue, total: TOTAL, by: [quarter, month], basis: even}
  - {id: people, of: revenue, by: [region, rep], basis: history}
swot:
  items:
    - {id: S1, kind: strength, text: 现货, weight: 1, rating: 3}
    - {id: W1, kind: weakness, text: 人少, weight: 1, rating: 2}
    - {id: O1, kind: opportunity, text: 补贴, weight: 1, rating: 3}
    - {id: T1, kind: threat, text: 降价, weight: 1, rating: 2}
"""


def report(example: Path, folder: Path) -> bool:
    """Both companies, the page and the workbook; whether all bars are kept."""
    kept = _measured("the example", example, folder, RUNS, EXAMPLE_BAR)
    large = company(folder / "large", ROWS)
    return _measured(f"{ROWS:,} customers", large, folder, FEW_RUNS, BAR, memory=MEMORY_BAR) and kept


def _measured(what: str, plan: Path, out: Path, runs: int, bar: float, memory: int | None = None) -> bool:
    pages, books, graded = [], [], []
    for _ in range(runs):
        graded.append(_run(plan, "classify"))
        pages.append(_run(plan, "report", "-o", str(out / "report.html"), "--force"))
        books.append(_run(plan, "report", "-o", str(out / "report.xlsx"), "--force"))
    page, book, yardstick = (median(run.cpu for run in each) for each in (pages, books, graded))
    kept = told(f"report, page of {what}", page, "classify of them", yardstick, bar)
    print(f"  workbook {book:.3f} s CPU, ratio {book / yardstick:.2f}")
    peak = max(run.memory for run in (*pages, *books))
    size = (out / "report.html").stat().st_size / 1e6
    print(f"  page {size:.1f} MB; memory at the peak {peak:.0f} MB", end="" if memory else "\n", flush=True)
    if memory:
        print(f", bar {memory} MB: {verdict(kept=peak < memory)}", flush=True)
    return kept and (memory is None or peak < memory)


def _run(plan: Path, *words: str) -> Run:
    return once((*SALESPLAN, *words, "-p", str(plan / "plan.yaml"), "--as-of", AS_OF))


def company(folder: Path, customers: int) -> Path:
    """A company of so many customers, the same every time."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = Random(20260630)  # noqa: S311 - made-up orders, the same every time
    people = [a + b for a in SURNAMES for b in GIVEN]
    written(folder / "customers.xlsx", customers)
    team = [(name, REGIONS[at % len(REGIONS)], "业务员") for at, name in enumerate(people)]
    _list(folder / "team.xlsx", ("姓名", "团队", "职位"), team)
    orders = [_order(at, customers, people, chance) for at in range(customers * LINES)]
    _list(folder / "orders.xlsx", ORDERS_HEAD, orders, (1,))
    _list(folder / "deals.xlsx", DEALS_HEAD, [_deal(at, customers, people, chance) for at in range(DEALS)], (7, 8))
    (folder / "plan.yaml").write_text(PLAN.replace("TOTAL", str(customers * 20_000)), "utf-8")
    return folder


def _order(at: int, customers: int, people: Sequence[str], chance: Random) -> tuple[object, ...]:
    bought = int(customers * chance.random() ** 2) + 1  # some buy much more often than others
    day = FIRST + timedelta(days=at * DAYS // (customers * LINES))
    amount = chance.randrange(1_000_000) / 100
    number = f"SO{at:07d}"
    return (number, day, f"C{bought:06d}", chance.choice(PRODUCTS), chance.randint(1, 9), amount, chance.choice(people))


def _deal(at: int, customers: int, people: Sequence[str], chance: Random) -> tuple[object, ...]:
    stage, rate = chance.choice(STAGES)
    begun = date(2026, 6, 29) - timedelta(days=chance.randrange(200))
    closing = date(2026, 7, 1) + timedelta(days=chance.randrange(180))
    customer, amount = f"C{chance.randrange(customers) + 1:06d}", chance.randrange(5_000_000) / 100
    return (f"D{at:05d}", customer, chance.choice(PRODUCTS), chance.choice(people), stage, amount, rate, closing, begun)


def _list(file: Path, head: tuple[str, ...], rows: Sequence[tuple[object, ...]], days: tuple[int, ...] = ()) -> None:
    book = xlsxwriter.Workbook(str(file))
    sheet, dated = book.add_worksheet("名单"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, head)
    for at, row in enumerate(rows, 1):
        sheet.write_row(at, 0, row)
        for day in days:
            sheet.write_datetime(at, day, row[day], dated)
    book.close()


def main() -> int:
    """Measure, print, and answer 1 when a bar is missed."""
    if len(sys.argv) > 2:  # noqa: PLR2004 - CUSTOMERS FOLDER
        company(Path(sys.argv[2]), int(sys.argv[1]))
        return 0
    example = Path(__file__).resolve().parents[1] / "examples"
    with tempfile.TemporaryDirectory() as name:
        return 0 if report(example, Path(name)) else 1


if __name__ == "__main__":
    sys.exit(main())
