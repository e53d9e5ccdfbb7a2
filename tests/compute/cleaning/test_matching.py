from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from company_names import SAME_SHAPE, Labelled, labelled_set, true_pairs
from company_names_everyday import everyday_set
from company_names_unseen import unseen_set
from made_lists import made_list
from salesplan.compute.cleaning.company_name import company_name
from salesplan.compute.cleaning.credit_codes import check_sign
from salesplan.compute.cleaning.duplicates import DuplicatesSummary, duplicates
from salesplan.compute.cleaning.resemblance import resemblance, sound
from salesplan.compute.cleaning.sign_table import LOOKS
from salesplan.model.plan.profile import CleanParameters
from salesplan.model.result import Result


def found_in(rows: Sequence[Labelled]) -> set[tuple[str, str]]:
    """Every two rows that stand in one group of the review list."""
    keys = ("id", "name", "phone", "email", "credit_code", "city")
    made = made_list("customers", **{key: [getattr(row, key) for row in rows] for key in keys})
    groups: dict[object, list[str]] = {}
    for row in duplicates(made, CleanParameters()).rows.records():
        groups.setdefault(row["group"], []).append(str(row["id"]))
    return {(min(pair), max(pair)) for ids in groups.values() for pair in combinations(ids, 2)}


def measure(rows: list[Labelled], tell: Callable[[str, object], None]) -> tuple[float, float]:
    """Precision and recall of the review list; the recall of each kind is told."""
    truth, found = true_pairs(rows), found_in(rows)
    hits = found & truth.keys()
    by_kind, got = Counter(truth.values()), Counter(truth[pair] for pair in hits)
    precision, recall = len(hits) / len(found), len(hits) / len(truth)
    kinds = ", ".join(f"{kind} {got[kind] / n:.2f}" for kind, n in sorted(by_kind.items()))
    tell("counts", f"precision {precision:.4f}, recall {recall:.4f}: {kinds}")
    return precision, recall


@pytest.mark.parametrize("seed", [20260630, 777])
def test_the_labelled_list(seed: int, record_property: Callable[[str, object], None]) -> None:
    rows = labelled_set(seed)
    assert sum(row.kind == "company" for row in rows) == 5000
    precision, recall = measure(rows, record_property)
    assert precision >= 0.98
    assert recall >= 0.90


def test_a_list_by_other_rules(record_property: Callable[[str, object], None]) -> None:
    precision, recall = measure(unseen_set(), record_property)
    assert precision >= 0.98
    assert recall >= 0.90


@pytest.mark.parametrize("seed", [67, 68])
def test_what_ordinary_lists_hold(seed: int, record_property: Callable[[str, object], None]) -> None:
    precision, recall = measure(everyday_set(seed), record_property)
    assert precision >= 0.98
    assert recall >= 0.90


def test_the_signs_that_look_alike_in_the_labelled_list_are_none_that_the_matcher_knows() -> None:
    known = [set(word) for word in LOOKS.split(" ")]
    assert not [pair for pair in SAME_SHAPE if any(set(pair) <= word for word in known) or len(set(sound(pair))) == 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(
            ("金龙电机", "新金龙电机"),
            ("松下水泵", "大松下水泵"),
            ("启航贸易", "启航鑫贸易"),
            ("华瑞达食品", "华达食品"),
        ),
        *(("甲乙软件", "甲乙硬件"), ("甲乙轴承", "甲乙轴瓦"), ("甲乙食品", "甲乙食品机械"), ("甲乙家具", "甲乙家纺")),
        *(("北京大学", "北京工业大学"), ("中铁一局集团", "中铁十一局集团"), ("王伟五金店", "王玮五金店")),
        *(
            ("东风汽车", "东风汽车零部件"),
            ("张记烧饼", "章记烧饼"),
            ("甲一科技", "甲乙科技"),
            ("厦门甲乙", "厦门新甲乙"),
        ),
    ],
)
def test_names_that_differ_in_what_makes_another_company(one: str, other: str) -> None:
    assert groups_of(id=["1", "2"], name=[one, other]) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(
            ("红叶红叶科技", "红叶红叶叶科技"),
            ("甲乙无纺布", "甲乙无纺布店"),
            ("华瑞机械设备", "华瑞机械"),
            ("华瑞精密机械", "华瑞机械"),
        ),
        *(("华瑞钢结构", "华瑞钢构"), ("德力西卡机械", "德西卡机械")),
    ],
)
def test_names_that_differ_by_a_slip(one: str, other: str) -> None:
    assert groups_of(id=["1", "2"], name=[one, other]) == [{"1", "2"}]


def test_another_number_keeps_two_customers_of_one_phone_apart() -> None:
    """A phone joins customers of other trades, never two of a row: 第一 and 第二."""
    one_phone = ["13922120000"] * 2
    assert groups_of(id=["1", "2"], name=["甲乙第一机床厂", "甲乙第二机床厂"], phone=one_phone) == []
    assert groups_of(id=["1", "2"], name=["甲乙机械", "甲乙贸易"], phone=one_phone) == [{"1", "2"}]


@pytest.mark.parametrize(
    ("one", "other", "likeness", "against"),
    [
        ("上海甲乙科技有限公司", "甲乙科技", "0.99", ()),
        ("甲乙科技", "甲乙科技有限责任公司", "1", ()),
        ("华瑞机械", "华睿机械", "0.97", ()),
        ("东乐科技", "东东科技", "0.96", ()),
        ("华瑞达食品", "华达食品", "0.8889", ("other_brand",)),
        ("华瑞物流", "华瑞流物", "0.95", ()),
        ("华瑞达科技", "华瑞达", "0.93", ()),
        ("华瑞机械设备", "华瑞机械", "0.96", ()),
        ("甲乙科技", "甲乙贸易", "0.96", ("other_trade",)),
        ("甲乙科技华东分公司", "甲乙科技华南分公司", "1", ("other_branch",)),
        ("甲乙科技", "甲乙科技一分公司", "1", ("other_branch",)),
        ("甲乙第1中学", "甲乙第二中学", "0.8333", ("other_number", "other_brand")),
        ("上海甲乙科技", "北京甲乙科技", "1", ("other_region",)),
        ("华瑞机械", "华恒机械", "0.75", ("other_brand",)),
        ("王伟", "王玮", "0.5", ()),
        ("Bluesky Logistics Ltd", "Bluesky Logistic Co.", "0.95", ()),
        ("Bluesky Omega Tools", "Bluesky Delta Tools", "0", ("other_name",)),
    ],
)
def test_how_alike_names_are(one: str, other: str, likeness: str, against: tuple[str, ...]) -> None:
    for a, b in ((one, other), (other, one)):
        found = resemblance(company_name(a), company_name(b))
        assert found.likeness == Decimal(likeness)
        assert found.against == against


def groups_of(**columns: Sequence[str | None]) -> list[set[str]]:
    groups: dict[object, set[str]] = {}
    for row in duplicates(made_list("customers", **columns), CleanParameters()).rows.records():
        groups.setdefault(row["group"], set()).add(str(row["id"]))
    return list(groups.values())


@pytest.mark.oracle("12.2-b")
def test_one_phone_in_two_writings_is_one_key() -> None:
    assert groups_of(id=["1", "2"], name=["甲乙", "丙丁"], phone=["+86 139-2212-0000", "13922120000"]) == [{"1", "2"}]


def test_a_bare_name_joins_one_of_two_companies_and_never_both() -> None:
    names = ["上海甲乙科技", "北京甲乙科技", "甲乙科技"]
    found = groups_of(id=["1", "2", "3"], name=names, city=["上海", "北京", "北京"])
    assert found == [{"2", "3"}]


def test_other_credit_codes_keep_equal_names_and_one_phone_apart() -> None:
    codes = [first + check_sign(first) for first in ("91350100M000100Y4", "91440300192203821")]
    equal = ["甲乙科技", "甲乙科技"]
    assert groups_of(id=["1", "2"], name=equal, phone=["13922120000"] * 2, credit_code=codes) == []
    assert groups_of(id=["1", "2"], name=equal, credit_code=[codes[0], None]) == [{"1", "2"}]


def summary_of(**columns: Sequence[str | None]) -> Result[DuplicatesSummary]:
    return duplicates(made_list("customers", **columns), CleanParameters())


def test_a_switchboard_proves_nothing() -> None:
    names = [f"{sign}{sign}丰科技" for sign in "甲乙丙丁戊己庚辛壬癸子"]
    found = summary_of(id=[*"abcdefghijk"], name=names, phone=["021-62345678"] * 11)
    assert found.summary.groups == 0
    assert [each.code for each in found.findings] == ["DUPLICATES-shared-contact"]
    ten = summary_of(id=[*"abcdefghij"], name=names[:10], phone=["021-62345678"] * 10)
    assert ten.summary.groups == 1


def test_one_id_for_two_customers_is_told_and_not_merged() -> None:
    found = summary_of(id=["C1", "C1", "C2", "C2"], name=["甲乙科技", "丙丁食品", "戊己", "戊己有限公司"])
    assert (found.summary.one_id, found.summary.groups) == (1, 1)
    assert [(each.code, each.value) for each in found.findings] == [("DUPLICATES-one-id", "C1")]


def test_one_customer_with_two_ids_is_counted() -> None:
    assert summary_of(id=["C1", "C2"], name=["甲乙科技", "甲乙科技"]).summary.several_ids == 1


def test_hostile_and_empty_names() -> None:
    names = ["=1+1", "{x}", "<script>", None, "", "甲", "有限公司", "\u200b", "全角　Ａ", "（", "'; --"]
    found = summary_of(id=[str(n) for n in range(len(names))], name=names)
    assert found.summary.customers == len(names)


def test_equal_names_do_not_explode() -> None:
    rows = 3000
    found = summary_of(id=[str(n) for n in range(rows)], name=["甲乙科技"] * rows)
    assert (found.summary.groups, found.summary.rows) == (1, rows)


def test_a_block_too_large_is_cut_and_said() -> None:
    """Ten branches of one name are ten names with one key: more than the nine that the plan allows."""
    made = made_list("customers", id=[*"abcdefghij"], name=[f"甲乙科技{n}分公司" for n in range(1, 11)])
    codes = [[each.code for each in duplicates(made, CleanParameters(block=block)).findings] for block in (9, 10)]
    assert codes == [["DUPLICATES-block-cut"], []]


def test_branches_are_kept_apart_with_the_reason() -> None:
    found = summary_of(id=["1", "2"], name=["甲乙科技华东分公司", "甲乙科技华南分公司"]).summary
    assert (found.groups, found.apart) == (0, 1)
    assert found.apart_examples[0].reasons == ("other_branch",)


NAMES = (
    "上海甲乙科技有限公司",
    "甲乙科技",
    "北京甲乙科技",
    "甲乙贸易",
    "甲艺科技",
    "甲乙科技二店",
    "丙丁",
    "丙丁食品",
    None,
)
PHONES = ("13922120000", "+86 139 2212 0000", "13811112222", None)


@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(PHONES), st.sampled_from(["上海", "北京", None])),
        min_size=1,
        max_size=12,
    ),
    st.randoms(),
)
def test_the_order_of_rows_makes_no_difference(rows: list[tuple[str | None, ...]], chance: object) -> None:
    numbered = [(f"C{n:02d}", *row) for n, row in enumerate(rows)]
    turned = list(numbered)
    chance.shuffle(turned)  # type: ignore[attr-defined] # hypothesis gives a Random
    keys = ("id", "name", "phone", "city")

    def told(given_rows: list[tuple[str | None, ...]]) -> list[tuple[object, ...]]:
        columns = dict(zip(keys, map(list, zip(*given_rows, strict=True)), strict=True))
        found = duplicates(made_list("customers", **columns), CleanParameters())
        shown = ("group", "role", "id", "with_id", "likeness", "evidence", "doubts")
        return [tuple(row[key] for key in shown) for row in found.rows.records()]

    assert told(numbered) == told(turned)
