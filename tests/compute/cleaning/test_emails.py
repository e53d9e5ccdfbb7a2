"""E-mail addresses in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.cleaning.emails import email, email_key


@pytest.mark.parametrize(
    "text",
    [
        "A@B.COM",
        "ａ＠ｂ．ｃｏｍ",
        "a@b。com",
        " a @ b.com ",
        "a@b.com.",
        "a@b.com；",
        "mailto:a@b.com",
        "张三 <A@b.com>",
    ],
)
def test_slips_that_can_only_be_meant_one_way(text: str) -> None:
    assert email_key(text) == "a@b.com"
    assert email("a@b.com").written == "a@b.com"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a@b", "email"),
        ("a.b.com", "email"),
        ("john a@b.com", "email"),
        ("a..b@c.com", "email"),
        ("a@b@c.com", "email"),
        ("a@-b.com", "email"),
        ("a@b.con", "email_typo"),
        ("a@gmial.com", "email_typo"),
        ("a@qq.co", "email_typo"),
        ("a@b.com;c@d.com", "email_several"),
        ("a@b.com c@d.com", "email_several"),
    ],
)
def test_what_is_doubtful_stays(text: str, fault: str) -> None:
    assert (email(text).written, email(text).fault, email_key(text)) == (None, fault, None)


@pytest.mark.parametrize("text", ["", "-", "无", "N/A", "test@test.com", None])
def test_placeholders_are_no_address_and_no_fault(text: str | None) -> None:
    assert email_key(text) is None
    assert email(text or "").fault is None


@pytest.mark.parametrize("text", ["x@qq.com", "x@163.com", "x@126.com", "first.last+tag@sub.example.co.uk", "7@qq.com"])
def test_plain_addresses_stay(text: str) -> None:
    assert email_key(text) == text


@given(st.text("aA.@ 。,<>1-", max_size=16))
def test_what_is_written_is_read_back(text: str) -> None:
    written = email(text).written
    assert written is None or email(written).written == written
