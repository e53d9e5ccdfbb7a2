"""One value as a system takes it: dates, shares, options, owners, lengths, characters, or why it does not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesplan.compute.crm.cells import Cell, Refusal, Writer, our_words
from salesplan.compute.crm.slots import Slot
from salesplan.model.crm_profile import CrmColumn, CrmProfile, kind_of
from salesplan.model.table import Value


def written(value: Value, *, profile: dict[str, Any] | None = None, **column: Any) -> Cell | Refusal:  # noqa: ANN401 - keys of a profile
    told = CrmColumn.model_validate({"header": "列", **column})
    system = CrmProfile.model_validate({"name": "系统", **(profile or {})})
    return Writer(Slot("列", told, [value], kind_of(told, "deals")), system, "own").cell(value)


@pytest.mark.parametrize(
    ("form", "wanted"), [("yyyy-MM-dd", "2026-03-05"), ("MM/dd/yyyy", "03/05/2026"), ("dd.MM.yyyy", "05.03.2026")]
)
def test_a_day_is_written_in_the_system_s_form(form: str, wanted: str) -> None:
    assert written(date(2026, 3, 5), profile={"dates": form}) == wanted


def test_a_share_is_written_0_to_100_only_where_the_system_wants_it() -> None:
    assert written(Decimal("0.50"), field="probability", percent="yes") == Decimal(50)
    assert written(Decimal("0.125"), field="probability", percent="yes") == Decimal("12.5")
    assert written(Decimal("0.50"), field="probability") == Decimal("0.5")


def test_yes_and_no_are_the_system_s_words() -> None:
    assert [written(v, profile={"yes": "是", "no": "否"}) for v in (True, False)] == ["是", "否"]


def test_an_empty_cell_is_nothing_and_in_a_column_that_must_be_filled_a_refusal() -> None:
    assert written(None) is None
    assert written("") is None
    refused = written(None, required="yes")
    assert isinstance(refused, Refusal)
    assert refused.code == "CRM-required"


def test_options_are_the_system_s_words_and_an_unknown_one_is_refused_with_the_nearest() -> None:
    options = {"A（重点客户）": "A", "B（普通客户）": "B"}
    assert written("A", options=options) == "A（重点客户）"
    assert written("B（普通客户）", options=options) == "B（普通客户）"
    refused = written("B（普通）", options=options)
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.value) == ("CRM-option", "B（普通）")
    assert "B（普通客户）" in refused.fix.in_("zh").split("？")[0]
    assert written("S", options=options, open="yes") == "S"


def test_several_values_of_ours_may_be_one_option() -> None:
    assert our_words("官网 | 电话开发") == ["官网", "电话开发"]
    assert written("电话开发", options={"线上询价": "官网 | 电话开发"}) == "线上询价"


def test_an_owner_goes_by_the_profile_s_names() -> None:
    mail = {"owner": "email", "owners": {"张三": "zhang@x.cn"}}
    assert written("张三", profile=mail, field="owner") == "zhang@x.cn"
    assert written("li@x.cn", profile=mail, field="owner") == "li@x.cn"
    refused = written("李四", profile=mail, field="owner")
    assert isinstance(refused, Refusal)
    assert (refused.code, refused.value) == ("CRM-owner", "李四")
    assert written("李四", field="owner") == "李四"
    assert isinstance(written("李四", profile={"owner": "id"}, field="owner"), Refusal)
    assert written("005x0000000fNSiAAM", profile={"owner": "id"}, field="owner") == "005x0000000fNSiAAM"


@pytest.mark.parametrize(("length", "sent"), [(3, True), (2, False)])
def test_a_text_is_as_long_as_the_system_takes_and_never_cut(length: int, *, sent: bool) -> None:
    found = written("三个字", length=length)
    assert found == "三个字" if sent else isinstance(found, Refusal) and found.code == "CRM-length"


def test_characters_are_replaced_and_counted_and_lines_joined_where_one_is_all_there_is() -> None:
    profile = CrmProfile.model_validate({"name": "Z", "replace": {'"': "'", "|": "/", "<": "(", ">": ")"}})
    column = CrmColumn(header="Note")
    writer = Writer(Slot("Note", column, [], "text"), profile, "z")
    assert writer.cell('a"b|<c>') == "a'b/(c)"
    assert writer.cell("one\r\ntwo") == "one two"
    assert writer.cell('"') == "'"
    assert dict(writer.replaced) == {'"': 2, "|": 1, "<": 1, ">": 1, "\n": 1}
    lines = Writer(Slot("Note", CrmColumn(header="Note", lines=True), [], "text"), profile, "z")
    assert lines.cell("one\ntwo") == "one\ntwo"


def test_an_id_of_another_form_and_an_address_without_a_sign_are_refused() -> None:
    refused = written("C0001", form="[0-9]+")
    assert isinstance(refused, Refusal)
    assert refused.code == "CRM-id"
    assert written("00123", form="[0-9]+") == "00123"
    bad = written("nobody", kind="email")
    assert isinstance(bad, Refusal)
    assert bad.code == "CRM-email"


@given(st.decimals(min_value=0, max_value=1, places=4))
def test_a_share_comes_back_exactly(share: Decimal) -> None:
    found = written(share, field="probability", percent="yes")
    assert isinstance(found, Decimal)
    assert found / 100 == share
