"""What people type where there is nothing: 无, -, 未知, n/a, 13800000000. Such a cell counts as empty."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

WORDS = frozenset(
    (
        *("-", "--", "---", "—", "——", "———", "_", "__", "/", "//", "\\", ".", "..", "...", "…", "*", "**", "?", "??"),
        *("无", "無", "没有", "沒有", "暂无", "暫無", "暂缺", "暫缺", "空", "空白", "未知", "未填", "未填写", "未填寫"),
        *("不详", "不詳", "不明", "不清楚", "不知道", "待补", "待補", "待补充", "待補充", "待定", "待确认", "待確認"),
        *("n/a", "#n/a", "n.a.", "null", "(null)", "none", "nil", "nan", "tbd", "tba", "unknown", "not available"),
        *("(空白)", "(blank)", "blank", "xxx", "xx", "test", "测试", "測試"),
    )
)
"""Compared in half width and small letters, whatever the field."""
PHONES = frozenset(
    ("13800000000", "13800138000", "13900000000", "13000000000", "12345678901", "1234567890", "12345678", "123456")
)
"""Numbers that are typed where one must be given. 13800138000 is the operator's own line for topping up."""
EMAILS = frozenset(("test@test.com", "a@a.com", "aa@aa.com", "abc@abc.com", "123@123.com", "xxx@xxx.com", "no@no.com"))
_ONE_DIGIT = re.compile(r"(\d)\1{4,}")


def is_placeholder(text: str, kind: str = "text", more: Iterable[str] = ()) -> bool:
    """Whether a text only says that nothing is there.

    ``kind``: of a ``phone`` and an ``email`` the usual stand-ins count, too, and a phone of one digit again and again.
    ``more``: further ones, from the plan. An empty text is one.
    """
    plain = compared(text)
    if not plain or plain in WORDS or any(plain == compared(word) for word in more):
        return True
    if kind == "phone":
        digits = re.sub(r"\D", "", plain)
        digits = digits.removeprefix("86") if len(digits) > 11 else digits  # noqa: PLR2004 - of a mobile
        return bool(digits) and (digits in PHONES or _ONE_DIGIT.fullmatch(digits) is not None)
    return kind == "email" and plain in EMAILS


def compared(text: str) -> str:
    """A text as placeholders are compared: half width, small letters, nothing around it."""
    return unicodedata.normalize("NFKC", text).strip().strip("\u200b\ufeff").strip().lower()
