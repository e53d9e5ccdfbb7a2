"""A list of 100,000 customers to measure with: that of ../shared where it lies, else one of the same shape."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

import xlsxwriter  # type: ignore[import-untyped] # it has no types

ROWS = 100_000
MAKER = Path(__file__).resolve().parents[2] / "shared" / "data" / "lists" / "make_lists.py"
HEADER = (
    *("客户编号", "客户名称", "负责人", "区域", "行业", "购买能力", "决策能力", "需求度"),
    *("年销售额", "最近下单日期", "电话", "备注"),
)
NEWEST = date(2026, 6, 30)
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴", "伟芳娜敏静丽强磊军洋"
CITIES = ("上海", "杭州", "苏州", "广州", "深圳", "北京", "天津", "武汉", "成都", "西安")
WORDS = "华瑞金恒盛通达信诚源泰和兴旺顺安康宁福嘉"
TRADES = ("机械", "电子", "纺织", "建材", "食品", "医药", "化工", "物流")
REGIONS = ("华东", "华南", "华北", "华中", "西南", "西北", "东北")
NOTES = ("年框客户", "价格敏感", "需要发票", "账期60天", "春节前备货")


def write_customers(folder: Path) -> Path:
    """The workbook of 100,000 customers, written into ``folder``."""
    if MAKER.is_file():
        command = (sys.executable, str(MAKER), str(folder), "customers_100k")
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        return folder / "customers_100k.xlsx"
    return written(folder / "customers_100k.xlsx", ROWS)


def written(file: Path, rows: int) -> Path:
    """A list of ``rows`` customers as Excel writes one: shared strings, number formats; the same every time."""
    book = xlsxwriter.Workbook(str(file))
    sheet = book.add_worksheet("客户")
    money, day = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, HEADER)
    chance = Random(20260101)  # noqa: S311 - made-up customers, the same every time
    for row in range(1, rows + 1):
        sheet.write_row(row, 0, texts(row, chance))
        sheet.write_row(row, 5, [chance.randint(1, 5) for _ in range(3)])
        # amounts fall like 1/rank, as those of customers do
        amount = 800_000_000 // (40 + chance.randrange(rows)) + chance.randrange(500_000)
        sheet.write_number(row, 8, amount / 100 if row % 50 else 0, money)
        if row % 33:
            sheet.write_datetime(row, 9, NEWEST - timedelta(days=chance.randrange(3 * 365)), day)
        if row % 10:
            sheet.write_string(row, 10, f"13{chance.randrange(10**9):09d}")
        if row % 11 == 0:
            sheet.write_string(row, 11, chance.choice(NOTES))
    book.close()
    return file


def texts(row: int, chance: Random) -> tuple[str, ...]:
    """Number, name, who looks after them, region and trade of a customer."""
    trade = chance.choice(TRADES)
    name = chance.choice(CITIES) + "".join(chance.choices(WORDS, k=3)) + trade + "有限公司"
    return f"C{row:06d}", name, chance.choice(SURNAMES) + chance.choice(GIVEN), chance.choice(REGIONS), trade
