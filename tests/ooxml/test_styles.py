from __future__ import annotations

import pytest

from salesplan.ooxml.styles import BUILT_IN, formats_of, is_date


@pytest.mark.parametrize(
    ("code", "shows_date"),
    [
        ("yyyy-mm-dd", True),
        ('yyyy"年"m"月"d"日"', True),
        ("yyyy年m月d日", True),
        ("[$-804]yyyy/m/d;@", True),
        ("[DBNum1][$-804]yyyy年m月d日", True),
        ("mmm-yy", True),
        ("e年m月", True),
        ("[h]:mm:ss", True),
        ("mm:ss.0", True),
        ("mm:ss.000", True),
        ("h:mm AM/PM", True),
        ("[$-409]d-mmm;@", True),
        ('"";yyyy-mm-dd', True),
        ("General", False),
        ("G/通用格式", False),
        ("@", False),
        ("0", False),
        ("00000", False),
        ("#,##0.00", False),
        ("0.00E+00", False),
        ("0%", False),
        ('0"天"', False),
        ('#,##0 "days"', False),
        ("[Red]#,##0", False),
        ("[Red]", False),
        ("[$-804]", False),
        ("\\d0", False),
        ("_d0_m", False),
        ("0;yyyy", False),
        ("", False),
        (";;;", False),
    ],
)
def test_a_format_shows_a_day_or_time_or_not(code: str, shows_date: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_date(code) is shows_date


@pytest.mark.parametrize(
    ("number", "shows_date"),
    [
        *[(0, False), (13, False), (14, True), (22, True), (26, False), (27, True), (36, True), (37, False)],
        *[(44, False), (45, True), (47, True), (48, False), (49, False), (50, True), (58, True), (59, False)],
    ],
)
def test_built_in_numbers_up_to_each_edge(number: int, shows_date: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_date(BUILT_IN.get(number, "General")) is shows_date


def test_codes_belong_to_the_styles_of_cells_only() -> None:
    elements = [
        ("numFmts", "numFmt", {"numFmtId": "14", "formatCode": "own"}),
        ("cellStyleXfs", "xf", {"numFmtId": "9"}),
        ("cellXfs", "xf", {}),
        ("cellXfs", "xf", {"numFmtId": "14"}),
        ("cellXfs", "xf", {"numFmtId": "10"}),
        ("cellXfs", "xf", {"numFmtId": "999"}),
        ("dxf", "numFmt", {"numFmtId": "10", "formatCode": "another"}),
    ]
    assert formats_of(elements) == ("General", "own", "0.00%", "General")
