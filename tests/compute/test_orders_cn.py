"""The orders of a real shop, four years, against figures worked out outside salesplan (shared/data/orders-cn)."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from salesplan.compute.customers.rfm import RFM_TYPES
from salesplan.compute.customers.summary import ClassifySummary
from salesplan.load.lists import read_list
from salesplan.model.reading import ReadOptions
from salesplan.model.records import Records
from salesplan.model.result import Result

FOLDER = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "orders-cn"
BOOK = "示例 - 超市.xls"
AS_OF = date(2017, 12, 31)
Rate: TypeAlias = Callable[..., Result[ClassifySummary]]
pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not FOLDER.exists(), reason="shared/data is not here"),
]


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def orders() -> Records:
    return read_list([str(FOLDER / BOOK)], ReadOptions(), table="orders")


def test_the_whole_history(orders: Records, rate: Rate, expected: dict[str, Any]) -> None:
    wanted = expected[BOOK]["salesplan"]
    figures = wanted["window_all"]
    result = rate(orders=orders, as_of=AS_OF, window="all")
    summary = result.summary
    assert sum(i.rows for i in result.inputs) == wanted["rows"]
    assert summary.customers == wanted["customers"] == len(result.rows)
    assert summary.orders == wanted["orders"]
    assert summary.order_numbers == wanted["order_numbers"]
    assert summary.shared_order_numbers == wanted["shared_order_numbers"]
    assert summary.net_total == Decimal(wanted["total"])
    assert {name: summary.by_pareto[name].customers for name in "ABC"} == figures["classes"]
    assert summary.customers_for_80 == figures["customers_for_80"]
    for name in ("top20_share", "gini", "hhi"):
        assert getattr(summary, name) == Decimal(figures[name]), name
    for name in ("recency", "frequency"):
        assert summary.rfm_quartiles[name] == tuple(map(Decimal, figures[f"{name}_quartiles"]))
    quantiles = expected[BOOK]["rfm_now_day_after_end"]["M_quantiles"]
    assert summary.rfm_quartiles["monetary"] == tuple(Decimal(str(q)) for q in quantiles)


def test_types_and_scores(orders: Records, rate: Rate, expected: dict[str, Any]) -> None:
    figures = expected[BOOK]["salesplan"]["window_all"]
    result = rate(orders=orders, as_of=AS_OF, window="all")
    types = expected[BOOK]["rfm_now_day_after_end"][figures["types"]]
    named = {"".join("HL"[not good] for good in key): code for key, code in RFM_TYPES.items()}
    assert {named[key]: count for key, count in types.items()} == {
        code: group.customers for code, group in result.summary.by_rfm_type.items()
    }
    scores = [tuple(r[f"{m}_score"] for m in ("recency", "frequency", "monetary")) for r in result.rows.records()]
    assert scores.count((5, 5, 5)) == figures["score_555"]
    assert scores.count((1, 1, 1)) == figures["score_111"]


def test_the_last_year(orders: Records, rate: Rate, expected: dict[str, Any]) -> None:
    wanted = expected[BOOK]["salesplan"]["window_365"]
    summary = rate(orders=orders, as_of=AS_OF, window="365").summary
    assert summary.window is not None
    assert str(summary.window.first) == wanted["from"]
    assert summary.customers_with_order == wanted["customers"]
    assert {name: summary.by_pareto[name].customers for name in "ABC"} == wanted["classes"]
    assert summary.net_total == Decimal(wanted["total"])


def test_years_later_there_is_one_warning_with_the_line_to_type(orders: Records, rate: Rate) -> None:
    result = rate(orders=orders, as_of=date(2026, 11, 21))
    returns, warning = [p for p in result.findings if p.severity == "warning"]
    assert "退货" in returns.what.in_("en")
    assert (returns.code, warning.code) == ("READ-returns", "CLASSIFY-stale")
    assert "2017-12-30" in warning.what.in_("en")
    assert "--as-of 2017-12-31" in warning.fix.in_("en")


def test_the_rows_written_again_as_text(rate: Rate, expected: dict[str, Any]) -> None:
    name = "订单_gb18030_first3000.csv"
    wanted = expected[name]
    read = read_list([str(FOLDER / name)], ReadOptions(), table="orders")
    result = rate(orders=read, as_of=AS_OF, window="all")
    assert sum(i.rows for i in result.inputs) == wanted["rows"]
    assert result.inputs[0].encoding == wanted["encoding"]
    assert result.summary.customers == wanted["customers"]
    assert result.summary.order_numbers == wanted["orders"]
    assert result.summary.net_total == Decimal(wanted["sales_exact"])
