"""The commands about sales as people type them: real lists, the example company, wrong words, hostile names."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from program import Run
from salesplan.present.safe import width_of

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
SHOP = "示例 - 超市.xls"
AS_OF = ("--as-of", "2026-06-30")
FIGURE = re.compile(r"-?\d+(\.\d+)?")
acceptance = [
    pytest.mark.acceptance,
    pytest.mark.skipif(not DATA.exists(), reason="shared/data is not here"),
]
HOSTILE = (
    "客户编号,客户名称,日期,金额,数量,产品,业务员\n"
    "C1,<script>alert(1)</script>,2025-06-01,100,1,=1+1,{x}\n"
    "C1,<script>alert(1)</script>,2026-06-01,90,1,=1+1,{x}\n"
    "C2,全角ＡＢＣ,2025-06-01,50,1,@SUM(A1),{0}\n"
    "C3,{name},2026-06-02,70,2,|a|b|,*x*\n"
)


def answer(run: Run, *words: str) -> Any:  # noqa: ANN401 - JSON
    done = run(*words, "--format", "json", "--lang", "en")
    assert done.code == 0, done.err
    return json.loads(done.out, parse_int=Decimal, object_hook=exactly)


def exactly(told: dict[str, Any]) -> dict[str, Any]:
    """Amounts stand in JSON as texts of their digits."""
    return {key: Decimal(v) if isinstance(v, str) and FIGURE.fullmatch(v) else v for key, v in told.items()}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pl.DataFrame:
    """The lines of the real shop, read without salesplan; its book lies in the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / SHOP).symlink_to((DATA / "orders-cn" / SHOP).resolve())
    heads, *rows = CalamineWorkbook.from_path(SHOP).get_sheet_by_name("订单").to_python()
    lines: list[dict[Any, Any]] = [dict(zip(heads, row, strict=True)) for row in rows]
    return pl.DataFrame(
        {
            **{name: [line[name] for line in lines] for name in ("地区", "类别", "客户 ID", "产品 ID")},
            "day": [date(each.year, each.month, each.day) for each in (line["订单日期"] for line in lines)],
            "amount": [int(round(Decimal(format(line["销售额"], ".15g")), 6).scaleb(6)) for line in lines],
        }
    )


def sums(frame: pl.DataFrame, column: str, first: date, last: date) -> dict[str, Decimal]:
    chosen = frame.filter(pl.col("day").is_between(first, last)).group_by(column).agg(pl.col("amount").sum())
    return {name: Decimal(amount).scaleb(-6) for name, amount in chosen.select(column, "amount").iter_rows()}


@pytest.mark.acceptance
@pytest.mark.skipif(not DATA.exists(), reason="shared/data is not here")
def test_the_real_shop(shop: pl.DataFrame, run: Run) -> None:
    """Pivot, bridge and price, volume, mix of 2017 against 2016, by figures that polars sums from the file itself."""
    as_of = ("--as-of", "2017-12-31", "--for", "2017", "--sheet", "订单")
    year, former = (date(2017, 1, 1), date(2017, 12, 31)), (date(2016, 1, 1), date(2016, 12, 31))
    expected = json.loads((DATA / "orders-cn" / "expected.json").read_text("utf-8"), parse_float=Decimal)[SHOP][
        "by_year"
    ]
    for side, column in (("region", "地区"), ("category", "类别")):
        found = answer(run, "sales", "pivot", SHOP, *as_of, "--by", side)
        now, then = sums(shop, column, *year), sums(shop, column, *former)
        assert {row[side]: row["amount"] for row in found["rows"]} == now
        assert {row[side]: row["base"] for row in found["rows"]} == then
        assert found["summary"]["total"] == expected["2017"] == sum(now.values())
        assert found["summary"]["base_total"] == expected["2016"]
        parts = sum(row["contribution"] for row in found["rows"])
        assert abs(parts - found["summary"]["yoy"]) < Decimal("0.00001")
    by_customer = [sums(shop, "客户 ID", *span) for span in (year, former)]
    found = answer(run, "sales", "bridge", SHOP, *as_of)["summary"]["total"]
    gone = [amount for key, amount in by_customer[1].items() if key not in by_customer[0]]
    assert (found["base"], found["now"]) == (sum(by_customer[1].values()), sum(by_customer[0].values()))
    assert (found["lost"], found["customers"]["lost"]) == (-sum(gone), len(gone))
    moves = ("new", "won_back", "expansion", "contraction", "lost", "returns", "unnamed")
    assert found["base"] + sum(found[move] for move in moves) == found["now"]
    found = answer(run, "sales", "pvm", SHOP, *as_of)["summary"]
    effects = ("price", "volume", "mix", "new", "lost", "returned", "no_quantity")
    assert found["change"] == sum(found[name] for name in effects) == expected["2017"] - expected["2016"]
    products = [set(sums(shop, "产品 ID", *span)) for span in (year, former)]
    now, then = (sums(shop, "产品 ID", *span) for span in (year, former))
    assert found["new"] == sum(now[key] for key in products[0] - products[1])
    assert found["lost"] == -sum(then[key] for key in products[1] - products[0])


@pytest.mark.acceptance
@pytest.mark.skipif(not DATA.exists(), reason="shared/data is not here")
def test_the_real_pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """Won deals read as orders: the second half of 2017 by quarter, manager and product, and their drivers."""
    monkeypatch.chdir(tmp_path)
    for name in ("sales_pipeline", "sales_teams"):
        (tmp_path / f"{name}.csv").symlink_to((DATA / "crm-pipeline" / f"{name}.csv").resolve())
    figures = json.loads((DATA / "crm-pipeline" / "expected.json").read_text("utf-8"), parse_float=Decimal)["figures"]
    wanted = figures["won_by_quarter"]
    won = pl.read_csv("sales_pipeline.csv").filter(pl.col("deal_stage") == "Won")
    won.write_csv("won.csv")
    words = ("won.csv", "--table", "orders", "--column", "date=close_date", "--as-of", "2017-12-31")
    found = answer(run, "sales", "pivot", *words, "--for", "2017-Q4", "--by", "product", "--base", "before")
    assert found["summary"]["total"] == wanted["2017Q4"] == sum(row["amount"] for row in found["rows"])
    assert found["summary"]["base_total"] == wanted["2017Q3"]
    found = answer(run, "sales", "drivers", *words, "--for", "2017-Q4", "--base", "2017-Q3")["summary"]["sets"][0]
    assert found["change"] == wanted["2017Q4"] - wanted["2017Q3"]
    assert sum(each["effect"] for each in found["drivers"]) == found["change"]


@pytest.mark.parametrize(
    "words",
    [
        ("pivot",),
        ("pivot", "--by", "区域,月份", "--for", "ytd"),
        ("bridge", "--by", "rep"),
        ("pvm", "--fold-mix"),
        ("drivers",),
        ("drivers", "--against", "target", "--for", "2026-Q2", "--cause", "华东=price"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_pages_of_the_example_stay_in_their_width(company: Path, run: Run, words: tuple[str, ...], lang: str) -> None:
    assert company.is_dir()
    done = run("sales", *words, *AS_OF, "--lang", lang)
    assert (done.code, done.err) == (0, "")
    page = done.out.partition("说明（" if lang == "zh" else "Notes (")[0]  # fixes stay on one line, to be pasted
    assert max(width_of(line) for line in page.splitlines()) <= 100
    assert "None" not in done.out


def test_a_workbook_and_csv_hold_every_row(company: Path, run: Run) -> None:
    done = run("sales", "bridge", *AS_OF, "-o", "桥.xlsx", "-q")
    assert (done.code, done.err) == (0, "")
    rows = json.loads(run("sales", "bridge", *AS_OF, "--format", "json").out)["rows"]
    book = openpyxl.load_workbook(company / "桥.xlsx")
    assert max(sheet.max_row for sheet in book.worksheets) > len(rows)
    lines = run("sales", "bridge", *AS_OF, "--format", "csv").out.splitlines()
    assert (len(lines) - 1, lines[0].split(",")[0]) == (len(rows), "客户")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("pivot", "--by", "regoin"), "SALES-dimension"),
        (("pivot", "--by", "region,rep,month"), "SALES-dimensions"),
        (("pivot", "--measure", "amont"), "SALES-measure"),
        (("pivot", "--for", "下雨天"), "USAGE-for"),
        (("bridge", "--by", "month"), "SALES-side-here"),
        (("bridge", "--for", "2027"), "USAGE-for"),
        (("pvm", "--base", "2026"), "SALES-base-overlap"),
        (("drivers", "--driver", "x"), "DRIVERS-given"),
        (("drivers", "--against", "target", "--cause", "华东=天气"), "DRIVERS-cause"),
        (("drivers", "--against", "plan"), "USAGE-choice"),
    ],
)
def test_wrong_words(company: Path, run: Run, words: tuple[str, ...], code: str) -> None:
    assert company.is_dir()
    done = run("sales", *words, *AS_OF)
    assert (done.code, done.out) == (2, "")
    assert code in done.err


def test_without_orders_or_targets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("sales", "pivot", *AS_OF)
    assert (done.code, "USAGE-no-list" in done.err) == (2, True)
    (tmp_path / "o.csv").write_text(HOSTILE, "utf-8")
    done = run("sales", "drivers", "o.csv", "--against", "target", *AS_OF)
    assert (done.code, "DRIVERS-no-targets" in done.err) == (2, True)


def test_hostile_names_and_bad_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    """Names are shown as they are, in every form; an empty list and one row are refused with what to do."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "o.csv").write_text(HOSTILE, "utf-8")
    for words in (("pivot", "--by", "customer,rep"), ("bridge", "--by", "rep"), ("pvm",), ("drivers",)):
        for form in ("table", "json", "csv", "markdown"):
            done = run("sales", words[0], "o.csv", *words[1:], *AS_OF, "--format", form)
            assert done.code == 0, done.err
        done = run("sales", words[0], "o.csv", *words[1:], *AS_OF, "-o", f"{words[0]}.html", "-q")
        assert (done.code, "<script>" in (tmp_path / f"{words[0]}.html").read_text("utf-8")) == (0, False)
    (tmp_path / "empty.csv").write_text("客户编号,日期,金额,数量,产品\n", "utf-8")
    (tmp_path / "one.csv").write_text("客户编号,日期,金额,数量,产品\nC1,2026-06-01,5,1,A\n", "utf-8")
    for name, fail in (("empty.csv", 3), ("one.csv", 3)):
        for command in ("bridge", "pvm", "drivers"):
            done = run("sales", command, name, *AS_OF)
            assert (done.code, done.out, "Traceback" in done.err) == (fail, "", False)
    assert run("sales", "pivot", "one.csv", *AS_OF).code == 0


def test_columns_that_are_missing_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "o.csv").write_text("客户编号,日期,金额\nC1,2025-06-01,5\nC1,2026-06-01,6\n", "utf-8")
    for words, column in (
        (("pvm",), "product"),
        (("pivot", "--measure", "qty"), "qty"),
        (("pivot", "--by", "区域"), "region"),
    ):
        done = run("sales", words[0], "o.csv", *words[1:], *AS_OF)
        assert (done.code, f"--column {column}=" in done.err) == (3, True), done.err
    (tmp_path / "o.csv").write_text("客户编号,产品名称,数量,金额\nC1,泵,1,5\n", "utf-8")
    done = run("sales", "pivot", "o.csv", "--table", "orders", *AS_OF)
    assert (done.code, "ORDERS-no-column" in done.err) == (3, True)


def test_two_sides_may_be_given_one_by_one_and_one_side_only_once(run: Run, company: Path) -> None:
    both = answer(run, "sales", "pivot", "--by", "product", "--by", "region", *AS_OF)
    assert both["summary"]["by"] == ["product", "region"]
    for command in ("bridge", "pvm", "trend", "forecast"):
        done = run("sales", command, "--by", "region", "--by", "rep", *AS_OF)
        assert (done.code, "USAGE-twice" in done.err or "2" in done.err) == (2, True)


@pytest.mark.parametrize("amounts", [(0, 0), (100, -100), (600, 0)])
def test_totals_stand_under_their_heads_where_no_group_has_a_share(
    run: Run, tmp_path: Path, amounts: tuple[int, int]
) -> None:
    lines = [f"C1,2026-06-0{at + 1},{amount},A{at}" for at, amount in enumerate(amounts)]
    file = tmp_path / "orders.csv"
    file.write_text("\n".join(["客户编号,日期,金额,产品", "C1,2025-06-01,500,A1", *lines]), "utf-8")
    done = run("sales", "pivot", str(file), "--by", "product", "--for", "2026-06", *AS_OF, "--lang", "en")
    assert done.code == 0, done.err
    shown = done.out.splitlines()
    head = next(line for line in shown if "A YEAR AGO" in line.upper() and "CHANGE" in line.upper())
    total = next(line for line in shown if line.lstrip().startswith("Total"))
    end = head.upper().index("A YEAR AGO") + len("A year ago")
    assert total[:end].rstrip().endswith("500")


def test_against_the_target_who_is_behind_is_named_first_even_where_the_whole_is_not(run: Run, company: Path) -> None:
    done = run("sales", "drivers", "--against", "target", *AS_OF)
    look = next(line for line in done.out.splitlines() if line.startswith("先看"))
    assert "（-" in look


def test_where_nothing_changed_the_bridge_says_so(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("客户编号,日期,金额\nC1,2025-06-01,500\nC1,2026-06-01,500\n", "utf-8")
    done = run("sales", "bridge", str(file), "--for", "2026-06-01..2026-06-05", *AS_OF)
    assert "没有变化" in done.out
    assert "0.0万" not in done.out
