"""Phone numbers in one form: what is the same, what is written how, what is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.cleaning.phones import phone, phone_keys


@pytest.mark.oracle("12.2-b")
def test_country_code_and_dashes_do_not_matter() -> None:
    assert phone("+86 139-2212-0000").key == phone("13922120000").key == "13922120000"


@pytest.mark.parametrize(
    ("text", "region", "written", "key"),
    [
        ("008613922120000", "CN", "13922120000", "13922120000"),
        ("8613922120000", "CN", "13922120000", "13922120000"),
        ("１３９ ２２１２ ００００", "CN", "13922120000", "13922120000"),
        ("手机：13922120000", "CN", "13922120000", "13922120000"),
        ("013922120000", "CN", "13922120000", "13922120000"),
        ("14912345678", "CN", "14912345678", "14912345678"),
        ("(021)6234 5678", "CN", "021-62345678", "021-62345678"),
        ("86-21-62345678", "CN", "021-62345678", "021-62345678"),
        ("2162345678", "CN", "021-62345678", "021-62345678"),
        ("0755-88888888", "CN", "0755-88888888", "0755-88888888"),
        ("021-62345678转801", "CN", "021-62345678-801", "021-62345678-801"),
        ("021-62345678-801", "CN", "021-62345678-801", "021-62345678-801"),
        ("021 62345678 ext. 801", "CN", "021-62345678-801", "021-62345678-801"),
        ("400-800-1234", "CN", "4008001234", "4008001234"),
        ("95588", "CN", "95588", "95588"),
        ("+1 (212) 555-0199", "CN", "+12125550199", "+12125550199"),
        ("00852 9123 4567", "CN", "+85291234567", "+85291234567"),
        ("9123 4567", "HK", "91234567", "+85291234567"),
        ("0912-345-678", "TW", "0912345678", "+886912345678"),
        ("(02)2345-6789 #12", "TW", "02-23456789#12", "+886223456789#12"),
        ("0086-139 2212 0000", "TW", "+8613922120000", "13922120000"),
        ("13922120000", "TW", "+8613922120000", "13922120000"),
    ],
)
def test_one_form(text: str, region: str, written: str, key: str) -> None:
    found = phone(text, region)
    assert (found.written, found.key, found.fault) == (written, key, None)
    assert phone(written, region) == found


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("1392212000", "phone"),
        ("139221200001", "phone"),
        ("张三13922120000", "phone"),
        ("20013922120000", "phone"),
        ("021-62345678-1234567", "phone"),
        ("62345678", "phone_area"),
        ("13922120000/13922120001", "phone_several"),
        ("13922120000 13922120001", "phone_several"),
        ("021-62345678、13922120001", "phone_several"),
    ],
)
def test_what_is_doubtful_stays(text: str, fault: str) -> None:
    found = phone(text)
    assert (found.written, found.key, found.fault) == (None, None, fault)


@pytest.mark.parametrize("text", ["", " ", "-", "无", "13800000000", "138-0000-0000", "+86 13800138000", "00000000"])
def test_placeholders_are_no_number_and_no_fault(text: str) -> None:
    assert phone(text).key is None
    assert phone(text).fault is None


def test_the_keys_of_a_cell_with_two_numbers() -> None:
    assert phone_keys("13922120000/021-62345678；13922120000") == ("13922120000", "021-62345678")
    assert phone_keys(None) == ()


def test_an_extension_is_another_telephone() -> None:
    assert phone("021-62345678-801").key != phone("021-62345678").key


@given(st.text("+0123456789-()#转 ext./", max_size=20), st.sampled_from(["CN", "TW", "HK", "US"]))
def test_what_is_written_is_read_back(text: str, region: str) -> None:
    """Cleaning a clean number changes nothing, and its key stays."""
    found = phone(text, region)
    if found.written is not None:
        assert phone(found.written, region) == found
