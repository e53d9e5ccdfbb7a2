"""How cells are shown: the number format code of each cell style, and whether it shows a day or a time."""

from __future__ import annotations

import re
from collections.abc import Iterable

from salesplan.ooxml.markup import Attributes, whole

GENERAL = "General"
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;-"¥"#,##0',
    6: '"¥"#,##0;[Red]-"¥"#,##0',
    7: '"¥"#,##0.00;-"¥"#,##0.00',
    8: '"¥"#,##0.00;[Red]-"¥"#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys([14, 15, 16, 17, *range(27, 32), *range(36, 37), *range(50, 55), 57, 58], "yyyy-mm-dd"),
    22: "yyyy-mm-dd hh:mm",
    **dict.fromkeys([18, 19, 20, 21, *range(32, 36), 45, 46, 47, 55, 56], "hh:mm:ss"),
}
"""Codes that files give by number only. The numbers 27 to 36 and 50 to 58 are days and times in Chinese, Japanese and
Korean Excel; those that differ by language are written in one form here."""


def formats_of(elements: Iterable[tuple[str, str, Attributes]]) -> tuple[str, ...]:
    """The format code of each cell style, from the elements ``numFmt`` and ``xf`` of the styles part."""
    codes: dict[int | None, str] = {}
    styles: list[int] = []
    for parent, name, attributes in elements:
        number = whole(attributes.get("numFmtId")) or 0
        if name == "numFmt" and parent == "numFmts":
            codes[number] = attributes.get("formatCode", "")
        elif parent == "cellXfs":
            styles.append(number)
    return tuple(codes.get(number, BUILT_IN.get(number, GENERAL)) for number in styles)


_NOT_SHOWN = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]|s\.0+')
# Chinese and German Excel write "G/通用格式" and "Standard" for General into some files.
_DIGITS = re.compile(r"[0#?@]|general|通用|常规|standard")
_CLOCK = re.compile(r"[ymdhsge年月日时分秒]")


def is_date(code: str) -> bool:
    """Whether a number format shows a day or a time.

    The first section that shows anything decides: one with y, m, d, h or s outside quotes, colours and escapes and
    without a place for digits. ``[h]:mm`` and ``mm:ss.0`` are times; ``0.00E+00``, ``General`` and ``@`` are not.
    """
    for section in code.lower().split(";"):
        # Fractions of seconds are the only digits of a time.
        bare = _NOT_SHOWN.sub(lambda found: "s" if found[0].startswith("s.") else "", section)
        if _DIGITS.search(bare):
            return False
        if _CLOCK.search(bare):
            return True
    return False
