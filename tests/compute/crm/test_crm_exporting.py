"""What is sent, in which columns and files: the worked figures of methods.md 13, blanks, duplicates, columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import narwhals as nw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_lists import made_list
from salesplan.compute.crm.exporting import Group, Shipment, Shipping, ship
from salesplan.compute.crm.slots import Added, Wanted
from salesplan.errors import BadInput, BadUsage
from salesplan.load.crm_profiles import profiles_of
from salesplan.model.crm_profile import CrmProfile
from salesplan.model.crm_template import TemplateTitle
from salesplan.model.records import Records
from salesplan.model.result import InputColumn
from salesplan.text import Text
from salesplan.write.new.crm_files import Shape, pieces

PROFILES = profiles_of({})


def _shipped(records: Records, system: str = "zoho", crm_object: str = "customers", **how: Any) -> Shipment:  # noqa: ANN401 - parts of a Shipping
    return ship(records, Shipping(system, PROFILES[system], crm_object, **how))


def _deals(count: int, **columns: Sequence[Any]) -> Records:
    made: dict[str, Sequence[Any]] = {
        "name": [f"商机{n}" for n in range(count)],
        "customer_name": ["甲乙科技"] * count,
        "stage": ["Qualification"] * count,
        "close_date": [date(2026, 12, 31)] * count,
    }
    return made_list("deals", **(made | columns))


@pytest.mark.oracle("13.1-a")
def test_2300_rows_are_three_files_and_a_deal_without_closing_date_is_rejected() -> None:
    shipment = _shipped(_deals(2300), crm_object="deals")
    group = shipment.groups[0]
    assert [piece.rows for piece in pieces(group.titles, group.rows, Shape("csv", max_rows=1000))] == [1000, 1000, 300]
    days = [date(2026, 12, 31), None]
    rejecting = _shipped(_deals(2, close_date=days), crm_object="deals").result
    assert (rejecting.summary.sent, rejecting.summary.rejected) == (1, 1)
    [problem] = [p for p in rejecting.findings if p.severity == "error"]
    assert (problem.code, problem.place.cell, problem.value) == ("CRM-required", "3:3", "商机1")
    assert "Closing Date" in problem.what.in_("en")


@pytest.mark.oracle("13.2-a")
def test_a_template_s_columns_in_its_order_and_a_customer_without_owner_is_rejected() -> None:
    titles = ("客户名称*", "客户级别", "负责人*")
    columns = {"客户名称*": "name", "客户级别": "grade", "负责人*": "owner"}
    template = tuple(TemplateTitle(title, None, columns[title], title.endswith("*")) for title in titles)
    customers = made_list(
        "customers", owner=["张三", None], grade=["A", "B"], name=["甲乙科技", "丙丁贸易"], phone=["1", "2"]
    )
    shipment = _shipped(customers, "fxiaoke", wanted=Wanted(template))
    [group] = shipment.groups
    assert group.titles == titles
    assert group.rows == (("甲乙科技", "A", "张三"),)
    [problem] = [p for p in shipment.result.findings if p.severity == "error"]
    assert (problem.code, problem.value) == ("CRM-required", "丙丁贸易")


def test_a_template_keeps_all_its_columns_in_every_file() -> None:
    """Records are parted by what they fill; a column that nobody fills is blank in all files and told."""
    template = (
        TemplateTitle("客户名称*", None, "name", required=True),
        TemplateTitle("行业", None, "industry", required=False),
        TemplateTitle("电话", None, "phone", required=False),
    )
    titles = ("客户名称*", "行业", "电话")
    customers = made_list("customers", name=["甲", "乙", "丙"], phone=["1", None, "3"])
    shipment = _shipped(customers, "fxiaoke", wanted=Wanted(template))
    assert [(group.titles, group.rows, group.left_out) for group in shipment.groups] == [
        (titles, (("甲", None, "1"), ("丙", None, "3")), ("行业",)),
        (titles, (("乙", None, None),), ("行业", "电话")),
    ]
    summary = shipment.result.summary
    assert (summary.columns, summary.unfilled, summary.blank_cells) == (titles, ("行业",), "template")
    new = _shipped(customers, "fxiaoke", wanted=Wanted(template), blanks_sent=True, all_new=True)
    assert [group.titles for group in new.groups] == [titles]
    assert new.groups[0].rows == (("甲", None, "1"), ("乙", None, None), ("丙", None, "3"))
    assert new.result.summary.blank_cells == "new"


PARTS = made_list(
    "customers", name=["甲", "乙", "丙", "丁"], phone=["1", None, "3", None], city=["沪", None, "京", "穗"]
)


def test_where_blanks_wipe_records_are_parted_by_the_columns_they_fill() -> None:
    shipment = _shipped(PARTS)
    found = [(group.titles, [row[0] for row in group.rows], group.left_out) for group in shipment.groups]
    assert found == [
        (("Account Name", "Phone", "Billing City"), ["甲", "丙"], ()),
        (("Account Name", "Billing City"), ["丁"], ("Phone",)),
        (("Account Name",), ["乙"], ("Phone", "Billing City")),
    ]
    assert shipment.result.summary.blank_cells == "grouped"


def test_where_blanks_are_harmless_or_asked_for_all_go_together() -> None:
    asked = _shipped(PARTS, blanks_sent=True)
    assert len(asked.groups) == 1
    assert asked.result.summary.blank_cells == "asked"
    leaving = _shipped(PARTS, "hubspot")
    assert len(leaving.groups) == 1
    assert leaving.groups[0].rows[1] == ("乙", None, None)
    assert leaving.result.summary.blank_cells == "harmless"


@given(st.lists(st.tuples(st.sampled_from(["1", None]), st.sampled_from(["沪", None])), min_size=1, max_size=12))
def test_no_file_for_a_system_that_wipes_has_a_blank_and_every_record_is_sent_once(
    cells: list[tuple[str | None, str | None]],
) -> None:
    names = [f"客户{n}" for n in range(len(cells))]
    customers = made_list("customers", name=names, phone=[c[0] for c in cells], city=[c[1] for c in cells])
    groups = _shipped(customers).groups
    assert all(cell is not None for group in groups for row in group.rows for cell in row)
    assert sorted(str(row[0]) for group in groups for row in group.rows) == sorted(names)


def test_what_the_system_would_take_for_one_record_is_a_warning() -> None:
    twice = made_list("customers", name=["甲乙 科技", "丙", "甲乙　科技"])
    result = _shipped(twice).result
    assert result.summary.duplicates == 1
    [warning] = [p for p in result.findings if p.code == "CRM-duplicate"]
    assert warning.place.cell == "4:4"
    assert result.summary.sent == 3


def test_a_column_that_the_system_must_have_and_the_list_lacks_is_said_once() -> None:
    deals = made_list("deals", name=["甲", "乙"])
    with pytest.raises(BadInput) as refused:
        _shipped(deals, crm_object="deals")
    assert [p.value for p in refused.value.problems] == ["customer_name", "close_date", "stage"]


def test_read_only_columns_are_sent_only_where_the_system_passes_over_them() -> None:
    made = made_list("customers", name=["甲"], created=[date(2026, 1, 1)])
    assert _shipped(made).groups[0].titles == ("Account Name",)
    assert _shipped(made).result.summary.unsent == ("created",)
    assert _shipped(made, "salesforce").groups[0].titles == ("NAME", "CREATEDDATE")


def test_codes_of_our_own_are_no_ids_of_the_system() -> None:
    own = made_list("customers", id=["C1", "C2"], name=["甲", "乙"])
    assert _shipped(own).groups[0] == Group(("Account Name", "Account Number"), (("甲", "C1"), ("乙", "C2")))
    assert _shipped(own, "hubspot").groups[0].titles == ("Company name",)
    one = made_list("customers", id=["zcrm_12", "C2"], name=["甲", "乙"])
    result = _shipped(one).result
    assert (result.summary.sent, result.summary.rejected) == (1, 1)
    assert [reason.code for reason in result.summary.reasons] == ["CRM-id"]


def test_the_number_that_users_give_keeps_its_column_beside_the_system_s_own_id() -> None:
    made = made_list("customers", id=["zcrm_12"], name=["甲"])
    frame = made.frame.with_columns(nw.lit("C1").alias("cells:Zoho CRM Account Number"))
    group = _shipped(replace(made, frame=frame)).groups[0]
    assert group == Group(("Record Id", "Account Name", "Account Number"), (("zcrm_12", "甲", "C1"),))
    assert _shipped(made).groups[0].titles == ("Record Id", "Account Name")


def test_a_prospect_s_name_stands_for_the_company_and_the_person_and_that_is_said() -> None:
    shipment = ship(made_list("prospects", name=["甲厂"]), Shipping("zoho", PROFILES["zoho"], "prospects"))
    assert shipment.groups == (Group(("Last Name", "Company"), (("甲厂", "甲厂"),)),)
    told = [p for p in shipment.result.findings if p.code == "CRM-stand-in"]
    assert [str(p.what) for p in told] == ["Zoho CRM 要求“Company”，名单里没有，用“线索名称”填了"]
    company = made_list("prospects", customer_name=["甲厂"], contact=["李四"])
    people = ship(company, Shipping("zoho", PROFILES["zoho"], "prospects"))
    assert people.groups == (Group(("Last Name", "Company"), (("李四", "甲厂"),)),)


def test_columns_that_the_system_must_have_are_all_named_at_once() -> None:
    with pytest.raises(BadInput) as refused:
        ship(made_list("prospects", amount=[1]), Shipping("zoho", PROFILES["zoho"], "prospects"))
    assert [p.value for p in refused.value.problems] == ["name", "customer_name"]


def test_a_column_of_the_list_that_is_asked_for_has_its_place() -> None:
    made = made_list("customers", name=["甲"], contact=["李"], mobile=["1"])
    frame = made.frame.with_columns(nw.lit("李").alias("cells:联系人"))
    columns = (InputColumn("B", "联系人", "contact"),)
    made = replace(made, frame=frame, inputs=tuple(replace(source, columns=columns) for source in made.inputs))
    # as the command does: its own copies of the columns
    added = (Added("联系人", None, "联系人", ["李"]), Added("mobile", None, "mobile", ["1"]))
    assert _shipped(made, wanted=Wanted(added=added)).result.summary.unsent == ()
    assert _shipped(made).result.summary.unsent == ("contact", "mobile")


def test_a_column_asked_for_fills_the_one_named_or_stands_last() -> None:
    customers = made_list("customers", name=["甲"], grade=["S"])
    added = Added("class", None, Text("客户分级", "Class"), ["A"])
    assert _shipped(customers, wanted=Wanted(added=(added,))).groups[0].rows == (("甲", "S", "A"),)
    into = replace(added, target="评级")
    assert _shipped(customers, wanted=Wanted(added=(into,))).groups[0].rows == (("甲", "A"),)
    nowhere = replace(added, target="Ratin")
    with pytest.raises(BadUsage) as refused:
        _shipped(customers, wanted=Wanted(added=(nowhere,)))
    assert "Rating" in refused.value.problems[0].fix.in_("en")


def test_columns_can_be_left_out_by_field_or_title() -> None:
    customers = made_list("customers", name=["甲"], owner=["张三"], phone=["1"])
    assert _shipped(customers, wanted=Wanted(without=("owner", "电话"))).groups[0].titles == ("Account Name",)


def test_reasons_are_counted_by_column_the_most_frequent_first() -> None:
    deals = _deals(3, stage=["谈判", "谈判", "Qualification"], close_date=[None, date(2026, 1, 1), date(2026, 1, 1)])
    reasons = _shipped(deals, crm_object="deals").result.summary.reasons
    assert [(r.code, r.title, r.records, r.values) for r in reasons] == [
        ("CRM-option", "Stage", 2, (("谈判", 2),)),
        ("CRM-required", "Closing Date", 1, (("", 1),)),
    ]


def test_the_order_of_the_list_does_not_matter_for_what_is_sent() -> None:
    assert _shipped(PARTS).groups == _shipped(PARTS).groups


def test_titles_have_stars_where_the_system_s_own_have_them() -> None:
    customers = made_list("customers", name=["甲"], grade=["A"])
    assert _shipped(customers, "wukong").groups[0].titles == ("*客户名称", "客户级别")


def test_amounts_are_numbers_and_ids_texts() -> None:
    deals = made_list("deals", name=["甲"], customer_name=["乙"], amount=["1200000.50"])
    [group] = _shipped(deals, "wukong", "deals").groups
    assert group.rows == (("甲", "乙", Decimal("1200000.5")),)


def test_every_profile_has_names_and_fields_of_ours() -> None:
    assert set(PROFILES) == {
        *("fxiaoke", "zoho", "hubspot", "salesforce", "wukong", "yudao", "odoo", "kingdee", "yonyou"),
    }
    for profile in PROFILES.values():
        assert isinstance(profile, CrmProfile)
        assert profile.name
        assert profile.source
        for records in profile.objects.given().values():
            titles = [column.header for column in records.columns]
            assert len(titles) == len(set(titles))
            # a number that users give stands beside the system's own id
            fields = [
                c.field for c in records.columns if c.field and not (c.field == "id" and "NUMBER" in c.header.upper())
            ]
            assert len(fields) == len(set(fields))


@pytest.mark.parametrize("word", ["name", "Account Name"])
def test_a_column_that_the_system_must_have_cannot_be_left_out(word: str) -> None:
    customers = made_list("customers", name=["甲"], phone=["1"])
    with pytest.raises(BadUsage) as refused:
        _shipped(customers, wanted=Wanted(without=(word,)))
    assert [(p.code, p.value) for p in refused.value.problems] == [("CRM-mandatory", "Account Name")]


def test_a_reason_says_whether_its_column_can_be_left_out() -> None:
    deals = _deals(2, stage=["谈判", "Qualification"], owner=["张三", "a@b.cn"])
    reasons = {r.title: r.required for r in _shipped(deals, crm_object="deals").result.summary.reasons}
    assert reasons == {"Stage": True, "Deal Owner": False}


def test_an_owner_that_must_be_there_is_not_to_be_left_out() -> None:
    template = (TemplateTitle("Account Owner*", None, "owner", required=True),)
    made = made_list("customers", name=["甲"], owner=["张三"])
    for titles, offered in ((template, False), ((), True)):
        [problem] = [p for p in _shipped(made, wanted=Wanted(titles)).result.findings if p.code == "CRM-owner"]
        assert ("--without" in problem.fix.in_("en")) == offered


def test_a_column_sent_by_its_title_is_not_told_as_unsent() -> None:
    """The id of the list goes out in a column of the system that is called the same."""
    made = made_list("customers", name=["甲"], id=["C1"])
    columns = (InputColumn("A", "Customer ID", "id"),)
    frame = made.frame.with_columns(nw.lit("C1").alias("cells:Customer ID"))
    made = replace(made, frame=frame, inputs=tuple(replace(source, columns=columns) for source in made.inputs))
    template = (
        TemplateTitle("Customer ID", None, None, required=False),
        TemplateTitle("名称", None, "name", required=False),
    )
    shipment = _shipped(made, "fxiaoke", wanted=Wanted(template))
    assert shipment.groups[0].rows == (("C1", "甲"),)
    assert shipment.result.summary.unsent == ()
    assert _shipped(made, "hubspot").result.summary.unsent == ("id",)


def test_groups_of_one_size_stand_by_the_columns_they_fill() -> None:
    """The one that fills an earlier column comes first, however the records stand."""
    for names in (["甲", "乙"], ["乙", "甲"]):
        made = made_list(
            "customers",
            name=names,
            phone=["1" if each == "甲" else None for each in names],
            city=["沪" if each == "乙" else None for each in names],
        )
        assert [group.titles[1] for group in _shipped(made).groups] == ["Phone", "Billing City"]


def test_rows_that_reading_left_out_count_as_rejected() -> None:
    made = replace(made_list("customers", name=["甲"]), left_out=(("C2", None), ("C3", None)))
    assert _shipped(made).result.summary.rejected == 2


def test_records_without_any_key_are_no_doubles() -> None:
    people = made_list("customers", contact=["李", "王", "赵", "钱"], email=[None, None, "a@b.cn", "A@b.cn"])
    result = _shipped(people, crm_object="contacts").result
    assert result.summary.duplicates == 1


def test_signs_that_nobody_sees_are_taken_out_and_counted() -> None:
    made = made_list("customers", name=["甲\u202e乙", "丙"], phone=["\u200e", "2"])
    result = _shipped(made)
    assert [group.rows for group in result.groups] == [(("丙", "2"),), (("甲乙",),)]
    told = [str(p.what) for p in result.result.findings if p.code == "CRM-replaced"]
    assert result.result.summary.replaced == 2
    assert all("\u202e" not in each for each in told)
    assert len(told) == 2
