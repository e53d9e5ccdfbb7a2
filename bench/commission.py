"""What the commission of a year costs: 300,000 order lines of 40 people against `sales pivot` over the same orders.

    python bench/commission.py [LINES FOLDER]

Four fifths of the orders have payments, with and without their number; the rules wait for them, have tiers, rates of
their own, a team's bonus. Ten times the lines may cost twelve times the CPU. With LINES and FOLDER it only writes the
lists, to try things on.
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
from measure import Run, once, told, verdict

SALESPLAN = (str(Path(sys.executable).with_name("salesplan")),)
RUNS = 3
LINES, FEW_LINES = 300_000, 30_000
BAR, GROWTH_BAR, MEMORY_BAR = 4.5, 12.0, 1000
"""Against the pivot; against a tenth of the lines; megabytes at the peak."""
PEOPLE, TEAMS, CUSTOMERS = 40, 5, 5_000
FIRST = date(2025, 1, 1)
DAYS = 365
PRODUCTS = (("P01", "离心泵", "泵"), ("P02", "计量泵", "泵"), ("P04", "调节阀", "阀门"), ("P09", "安装", "服务"))
ORDERS_HEAD = (
    *("订单编号", "行号", "下单日期", "客户编号", "客户名称", "产品编码", "产品名称", "类别", "数量", "金额（元）"),
    "业务员",
)
PAYMENTS_HEAD = ("回款编号", "回款日期", "客户编号", "客户名称", "订单编号", "回款金额")
PLAN = """\
version: 1
name: 提成
calendar: {country: CN}
year: {start: 2025-01-01}
sources: {orders: orders.xlsx, reps: team.xlsx, payments: payments.xlsx}
commission:
  rules:
    - id: 上半年
      from: 2025-01-01
      to: 2025-05-31
      who: {roles: [业务员]}
      quota: QUOTA
      tiers: [{from: 0, to: 100%, rate: 1%}, {from: 100%, to: 120%, rate: 1.5%}, {from: 120%, rate: 2%}]
      gate: collected
      exclude: {categories: [服务]}
    - id: 六月起
      from: 2025-06-01
      who: {roles: [业务员]}
      quota: QUOTA
      tiers: [{from: 0, to: 100%, rate: 1%}, {from: 100%, to: 120%, rate: 1.8%}, {from: 120%, rate: 2.5%}]
      threshold: 50%
      gate: collected
      rates: [{categories: [服务], rate: 3%}]
    - id: 经理
      from: 2025-01-01
      who: {roles: [经理]}
      sales: team
      period: quarter
      quota: none
      mode: whole
      tiers: [{from: 0, rate: 0.2%}]
    - id: 新客户
      from: 2025-01-01
      measure: new_customers
      tiers: [{from: 0, each: 50}]
    - id: 团队奖
      from: 2025-04-01
      sales: team
      period: quarter
      quota: none
      tiers: [{from: 0, rate: 0.1%}]
      share_out: sales
  draws:
    - {who: {reps: [业务员3]}, amount: 1500, from: 2025-01-01, to: 2025-06-30}
"""


def commission(folder: Path) -> bool:
    """The CPU against the pivot's and against that of a tenth of the lines, and the memory; whether all are kept."""
    many, few = (_lists(folder / str(lines), lines) for lines in (LINES, FEW_LINES))
    ours, theirs, small = [], [], []
    for _ in range(RUNS):
        ours.append(_run(many, "commission", "compute"))
        theirs.append(_run(many, "sales", "pivot"))
        small.append(_run(few, "commission", "compute"))
    cpu, yardstick, tenth = (median(run.cpu for run in runs) for runs in (ours, theirs, small))
    memory = max(run.memory for run in ours)
    kept = [told(f"commission compute, {LINES:,} order lines", cpu, "sales pivot of them", yardstick, BAR)]
    kept.append(told("  the same", cpu, "of a tenth of the lines", tenth, GROWTH_BAR))
    print(f"  memory at the peak {memory:.0f} MB, bar {MEMORY_BAR} MB: {verdict(kept=memory < MEMORY_BAR)}", flush=True)
    return all(kept) and memory < MEMORY_BAR


def _run(folder: Path, *words: str) -> Run:
    return once((*SALESPLAN, *words, "-p", str(folder / "plan.yaml"), "--as-of", "2025-12-31"))


def _lists(folder: Path, lines: int) -> Path:
    """A company of so many order lines, the same every time."""
    folder.mkdir(parents=True, exist_ok=True)
    chance = Random(20260101)  # noqa: S311 - made-up orders, the same every time
    orders = list(_orders(lines, chance))
    _written(folder / "orders.xlsx", ORDERS_HEAD, [row for order in orders for row in order], 2)
    _written(folder / "payments.xlsx", PAYMENTS_HEAD, _payments(orders, chance), 1)
    people = [(f"业务员{n}", f"{n % TEAMS}组", "业务员") for n in range(PEOPLE)]
    people += [(f"经理{n}", f"{n}组", "经理") for n in range(TEAMS)]
    _written(folder / "team.xlsx", ("姓名", "团队", "职位"), people)
    quota = lines * 5_000 // PEOPLE // 12  # what each sells in a month, about
    (folder / "plan.yaml").write_text(PLAN.replace("QUOTA", str(quota)), "utf-8")
    return folder


def _orders(lines: int, chance: Random) -> list[list[tuple[object, ...]]]:
    """Orders of one to three lines; one line in a hundred is a return of an earlier order, some are shared by two."""
    found: list[list[tuple[object, ...]]] = []
    made = 0
    while made < lines:
        day = FIRST + timedelta(days=made * DAYS // lines)
        if found and chance.random() < 0.01:  # noqa: PLR2004 - a return
            back = chance.choice(found)[0]
            found.append([(*back[:2], day, *back[3:8], -1, -round(float(str(back[9])) / 2, 2), back[10])])
            made += 1
            continue
        customer, person = chance.randrange(CUSTOMERS), chance.randrange(PEOPLE)
        rep = f"业务员{person}" if chance.random() < 0.98 else f"业务员{person}、业务员{(person + 5) % PEOPLE}"  # noqa: PLR2004
        own = (day, f"C{customer:05d}", f"客户{customer}有限公司")
        count = min(chance.choice((1, 2, 3)), lines - made)
        number = f"SO{len(found):07d}"
        found.append([_line(number, at, own, rep, chance) for at in range(1, count + 1)])
        made += count
    return found


def _line(number: str, at: int, own: tuple[object, ...], rep: str, chance: Random) -> tuple[object, ...]:
    return (number, at, *own, *chance.choice(PRODUCTS), chance.randint(1, 9), chance.randrange(1_000_000) / 100, rep)


def _payments(orders: list[list[tuple[object, ...]]], chance: Random) -> list[tuple[object, ...]]:
    """For four fifths of the orders what they come to, up to four months later; a fifth of them without the number."""
    found: list[tuple[object, ...]] = []
    for order in orders:
        first = order[0]
        total = round(sum(float(str(line[9])) for line in order), 2)
        if total > 0 and chance.random() < 0.8:  # noqa: PLR2004 - four fifths
            day = date.fromisoformat(str(first[2])) + timedelta(days=chance.randrange(120))
            number = first[0] if chance.random() < 0.8 else None  # noqa: PLR2004 - four fifths again
            found.append((f"HK{len(found):07d}", day, first[3], first[4], number, total))
    return found


def _written(file: Path, head: tuple[str, ...], rows: Sequence[tuple[object, ...]], day: int | None = None) -> None:
    book = xlsxwriter.Workbook(str(file))
    sheet, dated = book.add_worksheet("名单"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, head)
    for at, row in enumerate(rows, 1):
        sheet.write_row(at, 0, row)
        if day is not None:
            sheet.write_datetime(at, day, row[day], dated)
    book.close()


def main() -> int:
    """Measure, print, and answer 1 when a bar is missed."""
    if len(sys.argv) > 2:  # noqa: PLR2004 - LINES FOLDER
        _lists(Path(sys.argv[2]), int(sys.argv[1]))
        return 0
    with tempfile.TemporaryDirectory() as name:
        return 0 if commission(Path(name)) else 1


if __name__ == "__main__":
    sys.exit(main())
