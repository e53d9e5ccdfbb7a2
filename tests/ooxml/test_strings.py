from __future__ import annotations

from collections.abc import Callable
from html import escape

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.ooxml.markup import Source
from salesplan.ooxml.package import package_of
from salesplan.ooxml.strings import UnusualForm, clean, read_strings, strings_by_cutting, strings_by_element

SOURCE = Source("客户.xlsx", "xl/sharedStrings.xml")
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<sst>'


def cut(xml: str) -> list[str]:
    return strings_by_cutting(xml.encode()).to_list()


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("<si><t>甲公司</t></si>", "甲公司"),
        ('<si><t xml:space="preserve"> 甲 </t></si>', " 甲 "),
        ("<si><t>a &amp;lt; b &#20013;&#x4E2D;</t></si>", "a &lt; b 中中"),
        ("<si><t>&#xE000;&#xFFFD;&#xD7FF;</t></si>", "\ue000\ufffd\ud7ff"),
        ("<si><t/></si>", ""),
        ("<si><t></t></si>", ""),
        ("<si></si>", ""),
        ("<si><r><t>华</t></r><r><rPr><b/></rPr><t>东</t></r></si>", "华东"),
        ("<si><r><t>&lt;华</t></r><r><t>&amp;amp;</t></r></si>", "<华&amp;"),
        ('<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>', "東京"),
        ("<si>\n <t>甲</t>\n</si>", "甲"),
        ("<si><t>a\r\nb\rc</t></si>", "a\nb\nc"),
        ("<si><t>a&#13;b</t></si>", "a\rb"),
    ],
)
def test_a_string_is_cut_out_as_the_parser_reads_it(item: str, text: str) -> None:
    xml = f"{HEAD}<si><t>前</t></si>{item}<si><t>后</t></si></sst>"
    assert cut(xml) == ["前", text, "后"]
    assert strings_by_element(xml.encode(), SOURCE).to_list() == ["前", text, "后"]


def test_the_last_string_may_be_rich_text() -> None:
    assert cut(f"{HEAD}<si><t>前</t></si><si><r><t>华</t></r><r><t>东</t></r></si></sst>") == ["前", "华东"]


def test_prefixed_strings_are_cut_too() -> None:
    xml = '<x:sst xmlns:x="m"><x:si><x:t>甲</x:t></x:si><x:si><x:r><x:t>乙</x:t></x:r></x:si></x:sst>'
    assert cut(xml) == ["甲", "乙"]


def test_no_strings_at_all() -> None:
    assert cut("<sst/>") == []
    assert cut("<sst></sst>") == []


@pytest.mark.parametrize(
    "xml",
    [
        "<sst><si/><si><t>甲</t></si></sst>",
        "<sst><si ><t>甲</t></si></sst>",
        "<sst><si><r><t>甲</t></r></si ></sst>",
        "<sst><si><t>甲</t></si><t>乙</t></sst>",
        "<sst><si><r><t>甲</t></r></si><t>乙</t></sst>",
        "<sst><!-- <si> --><si><t>甲</t></si></sst>",
        "<sst><si><t><![CDATA[甲]]></t></si></sst>",
        "<sst><si><t>&unknown;</t></si></sst>",
        "<sst><si><t>&#1;</t></si></sst>",
        "<sst><si><r><t>甲</t></si></sst>",
        "<!DOCTYPE sst><sst><si><t>甲</t></si></sst>",
        '<?xml version="1.0" encoding="GBK"?><sst><si><t>a</t></si></sst>',
        "<strings/>",
    ],
)
def test_another_form_is_left_to_the_parser(xml: str) -> None:
    with pytest.raises(UnusualForm):
        cut(xml)


def test_a_string_without_content_keeps_the_numbers_of_those_behind_it(pack: Callable[..., bytes]) -> None:
    package = package_of(pack({"xl/sharedStrings.xml": "<sst><si/><si><t>甲</t></si></sst>"}), "客户.xlsx")
    assert read_strings(package).to_list() == ["", "甲"]


def test_strings_in_utf_16_are_read(pack: Callable[..., bytes]) -> None:
    xml = '<?xml version="1.0" encoding="UTF-16"?><sst><si><t>甲</t></si></sst>'.encode("utf-16")
    assert read_strings(package_of(pack({"xl/sharedStrings.xml": xml}), "客户.xlsx")).to_list() == ["甲"]


def test_a_workbook_without_strings_has_none(pack: Callable[..., bytes]) -> None:
    assert read_strings(package_of(pack({"xl/sharedStrings.xml": None}), "客户.xlsx")).to_list() == []


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("_x4E2D_文", "中文"),
        ("a_x000D_b", "a\rb"),
        ("_x005F_x4E2D_", "_x4E2D_"),
        ("_xDC05_", "_xDC05_"),
        ("_xD800_", "_xD800_"),
        ("_xE000_", "\ue000"),
        ("_x4E2_", "_x4E2_"),
        (" \t\n\u3000\u00a0", ""),
        ("\u200b", "\u200b"),
        (" 甲 ", " 甲 "),
        (None, None),
    ],
)
def test_escapes_and_blanks(raw: str | None, text: str | None) -> None:
    assert clean(pl.Series([raw], dtype=pl.String)).to_list() == [text]


PLAIN = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Z")) | st.sampled_from("&<>\n\t _x4E2D"))


@given(st.lists(PLAIN, max_size=8), st.booleans())
@settings(max_examples=80, deadline=None)
def test_any_texts_are_cut_as_they_were_written(texts: list[str], rich: bool) -> None:  # noqa: FBT001 - drawn
    opening, closing = ("<si><r><t>", "</t></r></si>") if rich else ("<si><t>", "</t></si>")
    xml = HEAD + "".join(f"{opening}{escape(text)}{closing}" for text in texts) + "</sst>"
    assert cut(xml) == texts
    assert strings_by_element(xml.encode(), SOURCE).to_list() == texts
