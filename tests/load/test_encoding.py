"""The encoding rule: marks, zeros, strict UTF-8, scores; everyday text comes out as it went in."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesplan.errors import BadInput, BadUsage
from salesplan.load.encoding import CODECS, decode, encoding_named, unmarked_utf16

SIMPLIFIED = [bytes([lead, trail]).decode("gb18030") for lead in range(0xB0, 0xD7) for trail in range(0xA1, 0xFF)]
TRADITIONAL = [
    bytes([lead, trail]).decode("cp950")
    for lead in range(0xA4, 0xC6)
    for trail in (*range(0x40, 0x7F), *range(0xA1, 0xFF))
]
"""The everyday hanzi (level 1) of GB 2312 and of Big5."""


def fault(data: bytes, wanted: str | None = None) -> tuple[str, int | None]:
    with pytest.raises(BadInput) as caught:
        decode(data, "a.csv", wanted)
    [problem] = caught.value.problems
    return problem.code, problem.place.line


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\0\0", "utf-32-le"),
        (b"\0\0\xfe\xff", "utf-32-be"),
    ],
)
def test_a_mark_decides_and_is_no_part_of_the_text(mark: bytes, name: str) -> None:
    found = decode(mark + "客户,金额\n甲,1\n".encode(name), "a.csv")
    assert (found.text, found.encoding) == ("客户,金额\n甲,1\n", f"{name} with byte order mark")
    assert found.sure


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        ("name,amount\n", "ascii", "ascii"),
        ("客户,金额\n", "utf-8", "utf-8"),
        ("客户,金额\n甲公司,𠮷㛃\n", "gb18030", "gb18030"),
        ("客戶,金額\n許功蓋,12\n", "cp950", "big5"),
        ("Kunde;Ort\nMüller & Söhne;Köln\nŒUVRE;Genève\n", "cp1252", "cp1252"),
        ("Calle 5º – 3ª planta;1 €\n", "cp1252", "cp1252"),
        ("name,amount\r\n甲,1\r\n", "utf-16-le", "utf-16-le"),
        ("name,amount\r\n甲,1\r\n", "utf-16-be", "utf-16-be"),
    ],
)
def test_without_a_mark_the_bytes_decide(text: str, codec: str, name: str) -> None:
    found = decode(text.encode(codec), "a.csv")
    assert (found.text, found.encoding) == (text, name)


def test_hong_kong_characters_are_read() -> None:
    text = "客戶編號,客戶名稱,區域,金額\n甲,鰂魚涌嘅公司,港島,12\n"
    found = decode(text.encode("big5hkscs"), "a.csv")
    assert (found.text, found.encoding) == (text, "big5")


def test_a_damaged_mark_is_refused() -> None:
    """The mark of big-endian UTF-16, then little-endian UTF-32: no wrong characters may come out."""
    assert fault(b"\xfe\xff" + "column1,column2\n".encode("utf-32-le")) == ("READ-encoding", 1)
    assert fault(b"\xef\xbb\xbf" + "客户,金额\n甲\n".encode("gb18030")) == ("READ-encoding", 1)


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("客户,金额\n甲\0公司,1\n".encode(), 2),
        (b"a,b\n" * 3000 + b"a,\0b\n", 3001),
        (b"\xef\xbb\xbfa,b\n1,2\n3,\0\n", 3),
        ("客户\n甲\0\n".encode("gb18030"), 2),
    ],
)
def test_a_zero_in_the_text_names_its_line(data: bytes, line: int) -> None:
    assert fault(data) == ("READ-encoding", line)


def test_damaged_utf8_is_refused_and_not_read_as_something_else() -> None:
    good = "客户名称,所在地区,销售金额\n".encode()
    assert fault(good * 3 + b"\xe5\xae\xff\n" + good) == ("READ-encoding", 4)


@pytest.mark.parametrize(("zeros", "order"), [(7, None), (8, "utf-16-le")])
def test_utf16_without_a_mark_needs_a_zero_in_eight_bytes(zeros: int, order: str | None) -> None:
    assert unmarked_utf16(b"a\0" * zeros + "甲".encode("utf-16-le") * (32 - zeros)) == order


@pytest.mark.parametrize(("wrong_side", "order"), [(3, "utf-16-le"), (4, None)])
def test_utf16_without_a_mark_has_its_zeros_on_one_side(wrong_side: int, order: str | None) -> None:
    assert unmarked_utf16(b"a\0" * 16 + b"\0a" * wrong_side) == order


@settings(max_examples=80)
@given(st.lists(st.sampled_from(SIMPLIFIED), min_size=20, max_size=200))
def test_everyday_simplified_text_comes_out_as_it_went_in(hanzi: list[str]) -> None:
    text = "".join(hanzi)
    found = decode(text.encode("gb18030"), "a.csv")
    assert (found.text, found.encoding) == (text, "gb18030")


@settings(max_examples=80)
@given(st.lists(st.sampled_from(TRADITIONAL), min_size=20, max_size=200))
def test_everyday_traditional_text_comes_out_right_or_is_said_to_be_unsure(hanzi: list[str]) -> None:
    text = "".join(hanzi)
    found = decode(text.encode("cp950"), "a.csv")
    assert found.text == text or (not found.sure and "big5" in found.others)


@pytest.mark.parametrize(
    ("alphabet", "codec", "name"), [(SIMPLIFIED, "gb18030", "gb18030"), (TRADITIONAL, "cp950", "big5")]
)
def test_twenty_hanzi_are_enough(alphabet: list[str], codec: str, name: str) -> None:
    draw = random.Random(20)  # noqa: S311 - a fixed sample, no secret
    found = [decode("".join(draw.choices(alphabet, k=20)).encode(codec), "a.csv") for _ in range(300)]
    assert {each.encoding for each in found} == {name}


@settings(max_examples=80)
@given(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60).filter(
        lambda t: t[:1] != "\ufeff"
    )
)
def test_utf8_always_comes_out_as_it_went_in(text: str) -> None:
    assert decode(text.encode(), "a.csv").text == text


@settings(max_examples=80)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode(data, "a.csv").text
    except BadInput as refused:
        text = refused.problems[0].code
    assert "\0" not in text


def test_a_text_that_fits_two_encodings_is_unsure_and_names_the_other() -> None:
    found = decode("阿".encode("gb18030"), "a.csv")
    assert (found.encoding, found.sure, found.others) == ("gb18030", False, ("big5",))


RARE = b"\x81\x80"
"""A rare hanzi of GB 18030; no character of Big5 or CP1252."""


def test_half_of_the_characters_must_be_everyday_ones() -> None:
    assert decode("啊".encode("gb18030") + RARE, "a.csv").encoding == "gb18030"
    assert fault("啊".encode("gb18030") + RARE * 2) == ("READ-encoding", 1)


@pytest.mark.parametrize(
    ("pair", "name"),
    [(b"\xb0\xa1", "gb18030"), (b"\xd0\xc1", "gb18030"), (b"\xd7\xc1", "gb18030"), (b"\xd8\xc1", None),
     (b"\xa4\x40", "big5"), (b"\xc6\x40", "big5"), (b"\xc9\x40", "cp1252")],
)  # fmt: skip
def test_everyday_hanzi_are_those_of_level_1(pair: bytes, name: str | None) -> None:
    if name is None:
        assert fault(pair * 4) == ("READ-encoding", 1)
    else:
        assert decode(pair * 4, "a.csv").encoding == name


@pytest.mark.parametrize(("only_gb", "others"), [(2, ("big5",)), (3, ())])
def test_scores_less_than_three_twentieths_apart_are_unsure(only_gb: int, others: tuple[str, ...]) -> None:
    """B0A1 is an everyday hanzi of both, D0A1 one of GB 2312 only: the score of Big5 is 18 or 17 of 20."""
    found = decode(b"\xb0\xa1" * (20 - only_gb) + b"\xd0\xa1" * only_gb, "a.csv")
    assert (found.encoding, found.others, found.sure) == ("gb18030", others, not others)


def test_chinese_that_fits_wins_over_western_letters() -> None:
    """Each of these hanzi of Big5 is an accented letter and an ASCII sign in CP1252."""
    found = decode(b"\xc4\x40\xc4\x41\xc5\x42\xc5\x43", "a.csv")
    assert (found.encoding, found.others) == ("big5", ("cp1252",))


def test_hanzi_far_down_the_file_decide_too() -> None:
    data = b"id,name\n" * 20_000 + "客户名称,所在地区\n".encode("gb18030")
    assert decode(data, "a.csv").encoding == "gb18030"


class TestTheUsersWord:
    def test_wins_over_the_score(self) -> None:
        assert decode("阿".encode("cp950"), "a.csv", "big5").text == "阿"

    def test_is_checked_line_by_line(self) -> None:
        assert fault("a\nb\n客户\n".encode("gb18030"), "utf-8") == ("READ-encoding", 3)

    def test_leaves_the_mark_out(self) -> None:
        found = decode(b"\xef\xbb\xbfa", "a.csv", "utf-8")
        assert (found.text, found.encoding) == ("a", "utf-8 with byte order mark")

    def test_utf16_leaves_the_byte_order_to_the_mark(self) -> None:
        assert decode("\ufeff甲".encode("utf-16-be"), "a.csv", "utf-16").text == "甲"

    @pytest.mark.parametrize(
        ("typed", "name"),
        [("GBK", "gb18030"), ("UTF8", "utf-8"), ("utf_16_le", "utf-16-le"), ("Shift_JIS", "shift_jis"),
         ("utf-8 with byte order mark", "utf-8"), *((name, name) for name in CODECS)],
    )  # fmt: skip
    def test_is_taken_in_the_usual_spellings(self, typed: str, name: str) -> None:
        assert encoding_named(typed) == name

    def test_unknown_lists_what_is_known(self) -> None:
        with pytest.raises(BadUsage) as caught:
            encoding_named("klingon")
        assert "gb18030" in caught.value.problems[0].fix.in_("zh")

    @pytest.mark.parametrize("name", CODECS)
    def test_every_name_reads(self, name: str) -> None:
        assert decode("a,1\n".encode(CODECS[name][0]), "a.csv", name).text == "a,1\n"
