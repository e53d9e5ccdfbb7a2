from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from program import Run

AS_OF = ("--as-of", "2026-06-30")


@pytest.mark.parametrize("title", ["回款金额", "回款日期"])
def test_payments_without_a_column_are_refused_and_pay_nobody_too_little(company: Path, run: Run, title: str) -> None:
    book = openpyxl.load_workbook("payments.xlsx")
    sheet = book.worksheets[0]
    cell = next(cell for cell in sheet[1] if cell.value == title)
    cell.value = "x9"
    book.save("payments.xlsx")
    done = run("commission", "compute", *AS_OF)
    assert (done.code, done.out) == (3, "")
    assert "LISTS-no-column" in done.err
    assert title in done.err
    field = "amount" if "金额" in title else "date"
    plan = Path("plan.yaml")
    told = f"payments: {{file: payments.xlsx, columns: {{{field}: x9}}}}"
    plan.write_text(plan.read_text("utf-8").replace("payments: payments.xlsx", told), "utf-8")
    assert run("commission", "compute", *AS_OF).code == 0
