"""A list cleaned as a whole: what its cells become, who stands twice, how good it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from salesplan.compute.cleaning.clean import Cleaned, clean
from salesplan.compute.cleaning.sheets import Cleaning
from salesplan.load.whole_lists import read_whole
from salesplan.model.plan.plan import Parameters
from salesplan.model.reading import ReadOptions

AS_OF = date(2026, 6, 30)
Run = Callable[..., Cleaned]


@pytest.fixture
def cleaned(tmp_path: Path) -> Run:
    """Cleans a list given as the text of a CSV."""

    def call(text: str, *more: str, region: str = "CN", parameters: Parameters | None = None) -> Cleaned:
        files = []
        for at, content in enumerate((text, *more)):
            path = tmp_path / f"{at}.csv"
            path.write_text(content, "utf-8")
            files.append(str(path))
        told = parameters or Parameters()
        whole = read_whole(files, ReadOptions(today=AS_OF))
        return clean(whole, told, Cleaning(region, told.clean.placeholders, AS_OF), AS_OF)

    return call


def _codes(done: Cleaned) -> list[str]:
    return [p.code for p in done.result.findings if p.code.startswith("CLEAN-")]


def _log(done: Cleaned) -> list[tuple[object, ...]]:
    keys = ("state", "row", "field", "old", "new", "rule")
    return [tuple(row[key] for key in keys) for row in done.result.rows.records()]


def test_every_change_is_in_the_log(cleaned: Run) -> None:
    done = cleaned(
        "客户编号,客户名称,手机,邮箱,创建日期,年销售额,自己的列\n"
        'Ｃ1,甲(中国)公司,+86 139-2212-0000,A@B.com,2026/1/5,"1,200",Ａ\n'
        "C2,乙公司,无,,2026-01-06,(30),无\n"
    )
    assert _log(done) == [
        ("changed", 2, "id", "Ｃ1", "C1", "code"),
        ("changed", 2, "name", "甲(中国)公司", "甲（中国）公司", "brackets"),
        ("changed", 2, "mobile", "+86 139-2212-0000", "13922120000", "phone"),
        ("changed", 2, "email", "A@B.com", "a@b.com", "email"),
        ("changed", 2, "created", "2026/1/5", "2026-01-05", "date"),
        ("changed", 2, "amount", "1,200", "1200", "amount"),
        ("changed", 2, None, "Ａ", "A", "width"),
        ("changed", 3, "mobile", "无", None, "placeholder"),
        ("changed", 3, "amount", "(30)", "-30", "amount"),
    ]
    s = done.result.summary
    assert (s.rows, s.changed_cells, s.changed_rows, s.emptied, s.left_cells) == (2, 9, 2, 1, 0)
    assert list(done.sheets[0].cells(as_values=False)) == [
        ("C1", "甲（中国）公司", "13922120000", "a@b.com", date(2026, 1, 5), Decimal(1200), "A"),
        ("C2", "乙公司", None, None, "2026-01-06", Decimal(-30), "无"),
    ]


def test_amounts_stay_in_the_unit_of_their_column(cleaned: Run) -> None:
    done = cleaned('客户名称,年销售额（万元）\n甲,1.2亿\n乙,"1,200.5"\n丙,300\n')
    assert [row[1] for row in done.sheets[0].cells(as_values=False)] == [Decimal(12000), Decimal("1200.5"), "300"]
    assert done.sheets[0].sheet.columns[1].title == "年销售额（万元）"


def test_doubtful_cells_are_listed_and_stay(cleaned: Run) -> None:
    done = cleaned(
        "客户名称,统一社会信用代码,电话,邮箱,创建日期\n"
        "甲,91350100M000100Y44,62345678,a@b.con,2026-02-30\n"
        "乙,91350100M000100Y43,13922120000/13922120001,a@b.com;c@d.com,2026-07-01\n"
        "丙,,1392212000,a.b.com,2026-06-30\n"
    )
    assert [(row[1], row[2], row[5]) for row in _log(done) if row[0] == "left"] == [
        (2, "credit_code", "credit_code"),
        (2, "phone", "phone_area"),
        (2, "email", "email_typo"),
        (2, "created", "unreadable"),
        (3, "phone", "phone_several"),
        (3, "email", "email_several"),
        (3, "created", "future"),
        (4, "phone", "phone"),
        (4, "email", "email"),
    ]
    assert next(iter(done.sheets[0].cells(as_values=False))) == (
        "甲",
        "91350100M000100Y44",
        "62345678",
        "a@b.con",
        "2026-02-30",
    )
    assert done.result.summary.quality.invalid_rows == 3
    assert {"CLEAN-credit-code", "CLEAN-phone", "CLEAN-phone-area", "CLEAN-several", "CLEAN-email"} <= {*_codes(done)}


def test_two_numbers_in_a_cell_are_not_wrong(cleaned: Run) -> None:
    done = cleaned("客户名称,电话\n甲,13922120000/13922120001\n乙,13922120002\n")
    assert done.result.summary.quality.validity == 1
    assert done.result.summary.left_cells == 1


def test_numbers_of_customers_abroad(cleaned: Run) -> None:
    """The same digits are a number in one country and none in the other."""
    done = cleaned("客户名称,国家,电话\n甲,台湾,0912-345-678\n乙,中国,0912-345-678\n丙,,+886 912 345 678\n")
    assert [row[2] for row in done.sheets[0].cells(as_values=False)] == ["0912345678", "0912-345-678", "+886912345678"]
    assert [(row[1], row[5]) for row in _log(done) if row[0] == "left"] == [(3, "phone")]
    assert [each.rows for each in done.result.summary.same] == [("2", "4")]


def test_placeholders_of_the_plan(cleaned: Run) -> None:
    told = Parameters.model_validate({"clean": {"placeholders": ["保密"]}})
    text = "客户名称,联系人\n甲,保密\n乙,李\n"
    assert cleaned(text).result.summary.emptied == 0
    assert cleaned(text, parameters=told).result.summary.emptied == 1


@pytest.mark.oracle("12.2-c")
def test_uniqueness_and_validity_of_a_hundred_rows(cleaned: Run) -> None:
    """Three rows repeat another by phone, two dates are bad: 97.0 % unique, 98.0 % valid."""
    rows = [f"C{n},客户{n},139{n % 97 + 1:08d},2026-01-{n % 28 + 1:02d}" for n in range(100)]
    rows[10] = rows[10][:-10] + "2026-02-30"
    rows[20] = rows[20][:-10] + "2026-13-01"
    s = cleaned("客户编号,客户名称,手机,创建日期\n" + "\n".join(rows) + "\n").result.summary
    assert (s.quality.uniqueness, s.quality.validity) == (Decimal("0.970000"), Decimal("0.980000"))
    assert (s.repeated, s.groups, s.quality.invalid_rows) == (3, 3, 2)


def test_the_gate_lets_95_of_100_pass(cleaned: Run) -> None:
    def rows(bad: int) -> str:
        return "客户名称,创建日期\n" + "".join(
            f"客户{n},{'2026-02-30' if n < bad else '2026-02-01'}\n" for n in range(100)
        )

    assert "CLEAN-gate" not in _codes(cleaned(rows(5)))
    assert "CLEAN-gate" in _codes(cleaned(rows(6)))


def test_rows_that_share_a_key_over_a_third_are_one_record(cleaned: Run) -> None:
    """The row order does not matter: 2 and 3 have nothing in common but row 4."""
    head = "客户名称,手机,电话,邮箱\n"
    rows = ["甲,13922120001,,a@b.com\n", "乙,,139 2212 0002,\n", "丙,13922120002,,A@B.com\n", "丁,13922120003,,\n"]
    for order in ((0, 1, 2, 3), (2, 0, 1, 3), (3, 1, 2, 0)):
        s = cleaned(head + "".join(rows[at] for at in order)).result.summary
        assert (s.groups, s.repeated, s.quality.uniqueness) == (1, 2, Decimal("0.500000"))
        assert s.same[0].by == ("phone", "email")


def test_one_id_for_two_and_two_ids_for_one(cleaned: Run) -> None:
    done = cleaned("客户编号,客户名称,手机\nC1,甲,13922120001\nＣ1,乙,\nC2,丙,139-2212-0001\nC3,丁,\nC3, 丁 ,\n")
    found = {p.code: str(p.what) for p in done.result.findings if p.code in ("CLEAN-one-id", "CLEAN-two-ids")}
    assert found["CLEAN-one-id"] == "1 个编号用在了不同的客户上：C1 (甲, 乙)"
    assert found["CLEAN-two-ids"].endswith("C1 = C2")


def test_orders_repeat_by_number_and_line(cleaned: Run) -> None:
    done = cleaned(
        "订单编号,行号,客户名称,下单日期,金额\nS1,1,甲,2026-01-01,10\nS1,2,甲,2026-01-01,10\n"
        "S1,1,甲,2026-01-02,11\nS2,,甲,2026-01-01,10\nS2,,甲,2026-01-01,10\n"
    )
    assert (done.result.summary.groups, done.result.summary.same[0].rows) == (1, ("2", "4"))


def test_orders_without_a_line_repeat_whole_rows(cleaned: Run) -> None:
    done = cleaned("订单编号,客户名称,下单日期,金额\nS1,甲,2026-01-01,10\nS1,甲,2026-01-01,10\nS1,甲,2026-01-01,11\n")
    assert [each.rows for each in done.result.summary.same] == [("2", "3")]


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (("100.00,300.00", "200.00,300.00"), 0),
        (("100.00,300.01", "200.00,300.01"), 0),
        (("100.00,300.02", "200.00,300.02"), 2),
        (("100.00,300.00", "200.00,"), 0),
        (("100.00,300.00", ",300.00"), 0),
        (("100.00,299.00", "200.00,301.00"), 0),
    ],
)
def test_an_orders_total_is_the_sum_of_its_lines(cleaned: Run, lines: tuple[str, str], wrong: int) -> None:
    """To a cent; only where the total and every line are known, and the total is one."""
    text = "订单编号,行号,客户名称,下单日期,金额,订单合计\n"
    text += "".join(f"S1,{at},甲,2026-01-01,{line}\n" for at, line in enumerate(lines, 1))
    done = cleaned(text)
    assert done.result.summary.quality.contradicting_rows == wrong
    assert ("CLEAN-order-total" in _codes(done)) == bool(wrong)


def test_days_in_the_wrong_order(cleaned: Run) -> None:
    """The same day is no contradiction, a missing one none either."""
    done = cleaned(
        "客户名称,创建日期,最近跟进日期\n甲,2026-01-02,2026-01-01\n乙,2026-01-02,2026-01-02\n丙,2026-01-02,\n"
    )
    q = done.result.summary.quality
    assert (q.checked_rows, q.contradicting_rows, q.consistency) == (2, 1, Decimal("0.500000"))
    assert "CLEAN-order-of-days" in _codes(done)


def test_timeliness(cleaned: Run) -> None:
    """365 days ago is timely, 366 is not, nor is a file without a day or with later ones; of orders the newest."""
    done = cleaned("客户名称,最近跟进日期\n甲,2025-06-30\n乙,2025-06-29\n丙,\n丁,2026-06-30\n")
    assert done.result.summary.quality.timeliness == Decimal("0.500000")
    ahead = cleaned("客户名称,更新日期,最近跟进日期\n甲,2027-01-01,\n乙,2099-01-01,2020-01-01\n丙,,2026-06-30\n丁,,\n")
    assert ahead.result.summary.quality.timeliness == Decimal("0.250000")
    for day, timely in (("2026-05-31", 1), ("2026-05-30", 0)):
        orders = f"订单编号,行号,客户名称,下单日期,金额\nS1,1,甲,{day},10\nS2,1,甲,2020-01-01,10\n"
        assert cleaned(orders).result.summary.quality.timeliness == timely


def test_the_score_is_the_mean_of_what_is_known(cleaned: Run) -> None:
    """Complete 3 of 4, valid and unique 1, the other two unknown: 2.75 / 3."""
    q = cleaned("客户名称,备注\n甲,某\n乙,\n").result.summary.quality
    assert (q.completeness, q.validity, q.uniqueness) == (Decimal("0.750000"), Decimal(1), Decimal(1))
    assert (q.consistency, q.timeliness, q.score) == (None, None, Decimal("0.916667"))


def test_a_workbook_of_a_text_file_has_numbers_and_days(cleaned: Run) -> None:
    done = cleaned(
        "客户编号,客户名称,年销售额,创建日期,满意度\n007,甲,1200.50,2026-01-05,4\n008,乙,约3,2026-02-30,好\n"
    )
    assert list(done.sheets[0].cells(as_values=True)) == [
        ("007", "甲", Decimal("1200.5"), date(2026, 1, 5), Decimal(4)),
        ("008", "乙", "约3", "2026-02-30", "好"),
    ]
    assert next(done.sheets[0].cells(as_values=False)) == ("007", "甲", "1200.50", "2026-01-05", "4")


def test_sheets_are_cleaned_each_with_its_own_columns(cleaned: Run) -> None:
    done = cleaned("客户名称,手机\n甲,139 2212 0000\n", "手机,客户名称,自己的列\n13922120000,乙,x\n")
    assert [[column.title for column in sheet.sheet.columns] for sheet in done.sheets] == [
        ["客户名称", "手机"],
        ["手机", "客户名称", "自己的列"],
    ]
    assert done.result.summary.repeated == 1


def test_times_of_day_are_not_lost(cleaned: Run) -> None:
    done = cleaned("客户名称,最近跟进日期\n甲,2026/6/1 14:30\n乙,2026/6/1\n")
    assert [row[1] for row in done.sheets[0].cells(as_values=False)] == ["2026/6/1 14:30", date(2026, 6, 1)]


def test_days_of_the_users_own_columns(cleaned: Run) -> None:
    """A column that its title says to be of days; what is no day there stays."""
    done = cleaned("客户名称,洽谈日期\n甲,2026/6/1\n乙,5月19日\n")
    assert [row[1] for row in done.sheets[0].cells(as_values=False)] == [date(2026, 6, 1), "5月19日"]
    assert (done.result.summary.left_cells, done.result.summary.quality.validity) == (1, Decimal(1))


def test_cleaning_a_clean_list_changes_nothing(cleaned: Run) -> None:
    """Over a list with every kind of slip, written as a CSV would be."""
    text = (
        "客户编号,客户名称,手机,邮箱,创建日期,年销售额,备注,自己的列\n"
        'Ｃ1,甲(中国)公司,+86 139-2212-0000,A@B.com,2026/1/5,"1,200.50", 急 件 ,Ａ\n'
        "C2, 乙 公司,021-6234 5678转9,无,20260106,12万,无,-\n"
        "C3,丙,62345678,a@b.con,2026-02-30,(3),ＡＢ,\n"
    )
    first = cleaned(text)
    lines = [",".join(column.title for column in first.sheets[0].sheet.columns)]
    lines += [
        ",".join("" if cell is None else str(cell) for cell in row) for row in first.sheets[0].cells(as_values=False)
    ]
    second = cleaned("\n".join(lines) + "\n")
    assert first.result.summary.changed_cells > 10
    assert second.result.summary.rules == ()
    assert second.result.summary.left_cells == first.result.summary.left_cells


def test_a_figure_out_of_bounds_is_a_wrong_cell(cleaned: Run) -> None:
    """A potential is 0 or more: 0 is valid; what lies below is left, in one form, and its row is not valid."""
    done = cleaned("客户名称,潜力金额,订单数\n甲,-5,\n乙,0,0\n丙,7,-1\n丁,(30),1\n")
    assert _log(done) == [
        ("left", 2, "potential", "-5", None, "bounds"),
        ("left", 4, "orders", "-1", None, "bounds"),
        ("changed", 5, "potential", "(30)", "-30", "amount"),
        ("left", 5, "potential", "(30)", None, "bounds"),
    ]
    q = done.result.summary.quality
    assert (q.invalid_rows, q.validity) == (3, Decimal("0.250000"))


def test_signs_that_nobody_sees_go_and_are_told(cleaned: Run) -> None:
    """Direction and control characters go out of texts, also out of one that is left for another fault."""
    done = cleaned("客户名称,电话,邮箱,备注\n甲\u202e乙,139\u202e22120000,a\x07@b,\u2066x\u2069\n丙,,\x01,好\n")
    assert _log(done) == [
        ("changed", 2, "name", "甲\u202e乙", "甲乙", "hidden"),
        ("changed", 2, "phone", "139\u202e22120000", "13922120000", "hidden"),
        ("changed", 2, "email", "a\x07@b", "a@b", "hidden"),
        ("left", 2, "email", "a\x07@b", None, "email"),
        ("changed", 2, "note", "\u2066x\u2069", "x", "hidden"),
        ("changed", 3, "email", "\x01", None, "blanks"),
    ]
