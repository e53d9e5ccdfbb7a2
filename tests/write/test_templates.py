"""What ``salesplan init`` writes: templates that are read back column by column, and a plan that loads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from salesplan.compute.plan.catalogue import catalogue
from salesplan.compute.plan.rule import Facts, check
from salesplan.errors import BadInput, CannotWrite
from salesplan.load.inspection import inspect_source
from salesplan.load.lists import read_list
from salesplan.load.plan.loader import LoadedPlan, load_plan
from salesplan.model.plan.checks import Checks
from salesplan.model.plan.goals import Goal
from salesplan.model.plan.market import FabRow, Market, ValueSentence
from salesplan.model.plan.plan import Plan, Source
from salesplan.model.plan.preparation import Duties, Playbook, Trained, Training
from salesplan.model.plan.strategy import Budget, SellingMode, Stage, Strategy, Trigger
from salesplan.model.plan.swot import Swot, SwotItem, TowsStrategy
from salesplan.model.plan.targets import TargetEntry
from salesplan.model.plan.types import PlanModel
from salesplan.model.reading import ReadOptions
from salesplan.model.tables import TABLES, table_fields
from salesplan.text import LANGUAGES, Lang, set_language
from salesplan.write.start.checklist import starter_checklist
from salesplan.write.start.example import write_example
from salesplan.write.start.starter_examples import EXAMPLES
from salesplan.write.start.starter_plan import starter_plan
from salesplan.write.start.template_guide import choices_of
from salesplan.write.start.template_lists import TEMPLATES, Template
from salesplan.write.start.templates import NEXT_STEPS, write_starter

TODAY = date(2026, 6, 30)
OPTIONS = ReadOptions(today=TODAY)
in_every_language = pytest.mark.parametrize("lang", LANGUAGES)
every_template = pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.table)


@pytest.fixture(autouse=True)
def _chinese_again() -> Iterator[None]:
    yield
    set_language("zh")


def written(folder: Path, template: Template, lang: Lang = "zh") -> Path:
    set_language(lang)
    write_starter(str(folder))
    return folder / "templates" / f"{template.table}.xlsx"


def sheet_of(file: Path) -> Worksheet:
    return load_workbook(file).worksheets[0]


def headers_of(sheet: Worksheet) -> dict[str, Any]:
    """The header cells by the zh label of their field, without the star."""
    return {str(cell.value).removesuffix("*"): cell for cell in sheet[1]}


@in_every_language
@every_template
def test_every_column_is_recognised_and_the_example_row_is_left_out(
    tmp_path: Path, template: Template, lang: Lang
) -> None:
    seen = inspect_source(str(written(tmp_path, template, lang)), OPTIONS).sheets[0]
    assert seen.table == template.table
    assert {c.field: c.status for c in seen.columns} == dict.fromkeys((*template.starred, *template.fields), "used")
    assert (seen.rows, seen.skipped) == (0, {2: "rules"})


@in_every_language
@every_template
def test_rows_filled_in_are_read_and_the_example_is_not_one_of_them(
    tmp_path: Path, template: Template, lang: Lang
) -> None:
    """The row typed below the example is the example's own values, without the mark."""
    file = written(tmp_path, template, lang)
    book = load_workbook(file)
    sheet = book.worksheets[0]
    for at, cell in enumerate(sheet[2], 1):
        mark = re.match(r"(示例|範例|Example)[:：]\s*", str(cell.value)) if at == 1 else None
        sheet.cell(3, at).value = str(cell.value)[mark.end() :] if mark else cell.value
    book.save(file)
    records = read_list([str(file)], OPTIONS, table=template.table)
    assert len(records.frame) == 1
    assert [p for p in records.findings if p.severity == "error"] == []
    first = template.starred[0]
    assert records.frame.get_column(first).to_list() == [template.example[first]]
    assert set(template.example) <= {name for name in records.frame.columns if records.has(name)}


@in_every_language
def test_an_example_row_that_was_sorted_to_the_end_is_left_out_too(tmp_path: Path, lang: Lang) -> None:
    file = written(tmp_path, TEMPLATES[0], lang)
    book = load_workbook(file)
    sheet = book.worksheets[0]
    sheet.move_range(f"A2:{sheet.cell(2, sheet.max_column).coordinate}", rows=2)
    for row, name in ((2, "C0007"), (3, "C0008")):
        sheet.cell(row, 1, name)
        sheet.cell(row, 2, f"Firm {name}")
        sheet.cell(row, 3, "Li")
    book.save(file)
    records = read_list([str(file)], OPTIONS, table="customers")
    assert records.frame.get_column("id").to_list() == ["C0007", "C0008"]


@every_template
def test_an_untouched_template_is_a_list_without_rows(tmp_path: Path, template: Template) -> None:
    with pytest.raises(BadInput) as caught:
        read_list([str(written(tmp_path, template))], OPTIONS, table=template.table)
    assert [p.code for p in caught.value.problems] == ["READ-no-rows"]


@every_template
def test_what_must_be_filled_comes_first_and_has_a_star(tmp_path: Path, template: Template) -> None:
    titles = [str(cell.value) for cell in sheet_of(written(tmp_path, template))[1]]
    starred = [title for title in titles if title.endswith("*")]
    assert titles[: len(starred)] == starred
    assert len(starred) == len(template.starred)
    assert {key for group in TABLES[template.table].required_any for key in group} <= set(template.starred)
    assert set(template.example) <= {*template.starred, *template.fields}


@in_every_language
def test_each_header_says_what_goes_in(tmp_path: Path, lang: Lang) -> None:
    sheet = sheet_of(written(tmp_path, TEMPLATES[0], lang))
    assert all(cell.comment and cell.comment.text for cell in (*sheet[1], sheet["A2"]))


def test_the_comment_tells_need_kind_unit_bounds_and_choices(tmp_path: Path) -> None:
    headers = headers_of(sheet_of(written(tmp_path, TEMPLATES[0])))
    assert headers["客户编号"].comment.text == (
        "必填：客户编号 / 客户名称至少填一项。\n填编号：按文字存，开头的 0 会保留。"
    )
    assert headers["潜力金额"].comment.text == (
        "没有可不填，空白不会当成 0。\n填金额，如 12000 或 1.2万。\n单位：元/年。\n不小于 0。"
    )
    assert headers["需求度"].comment.text.splitlines()[3:] == [
        "单位：1-5 分。",
        "1 到 5 之间。",
        "可选：1, 2, 3, 4, 5。",
    ]
    orders = headers_of(sheet_of(tmp_path / "templates" / "orders.xlsx"))
    assert orders["订单日期"].comment.text == "必填。\n填日期，如 2026-06-30。"
    deals = headers_of(sheet_of(tmp_path / "templates" / "deals.xlsx"))
    assert deals["赢率"].comment.text.splitlines()[1:] == ["填百分比，如 30%。", "单位：0-100%。"]


def lists_of(sheet: Worksheet) -> dict[str, str]:
    """The drop-downs by the title above them."""
    letters = {cell.column_letter: title for title, cell in headers_of(sheet).items()}
    found = {}
    for listed in sheet.data_validations.dataValidation:
        place = str(listed.sqref)
        assert (listed.type, listed.errorStyle, listed.allow_blank) == ("list", "warning", True)
        letter = place.partition("2:")[0]
        assert place == f"{letter}2:{letter}1048576"
        found[letters[letter]] = str(listed.formula1)
    return found


def test_scores_levels_and_yes_or_no_have_drop_downs(tmp_path: Path) -> None:
    scores = '"1,2,3,4,5"'
    assert lists_of(sheet_of(written(tmp_path, TEMPLATES[0]))) == {
        "满意度": scores,
        "购买能力": scores,
        "决策能力": scores,
        "需求度": scores,
        "客户级别": '"A,B,C,D"',
    }
    assert lists_of(sheet_of(tmp_path / "templates" / "activities.xlsx")) == {
        "是否计划": '"是,否"',
        "是否回应": '"是,否"',
    }


def test_the_drop_downs_of_yes_and_no_speak_the_language(tmp_path: Path) -> None:
    written(tmp_path, TEMPLATES[0], "en")
    assert lists_of(sheet_of(tmp_path / "templates" / "activities.xlsx")) == dict.fromkeys(
        ("Planned", "Answered"), '"yes,no"'
    )


def test_a_drop_down_offers_the_scores_within_the_bounds_of_the_field() -> None:
    """A survey's recommendation goes from 0 to 10, a customer's need from 1 to 5."""
    assert choices_of("survey", table_fields("survey")["nps"]) == tuple(map(str, range(11)))
    assert choices_of("customers", table_fields("customers")["need"]) == ("1", "2", "3", "4", "5")
    assert choices_of("customers", table_fields("customers")["name"]) == ()


def test_columns_have_formats_for_rows_to_come_and_the_header_stays(tmp_path: Path) -> None:
    sheet = sheet_of(written(tmp_path, TEMPLATES[1]))
    formats = {
        title: sheet.column_dimensions[cell.column_letter].number_format for title, cell in headers_of(sheet).items()
    }
    assert (formats["客户编号"], formats["订单日期"], formats["金额"], formats["数量"]) == (
        "@",
        "yyyy-mm-dd",
        "#,##0.00",
        "General",
    )
    assert sheet.freeze_panes == "C2"


@in_every_language
def test_the_same_language_gives_the_same_bytes(tmp_path: Path, lang: Lang) -> None:
    set_language(lang)
    one, other = (write_starter(str(tmp_path / name)) for name in ("one", "other"))
    assert [file.name for file in one] == ["plan.yaml", "checklist.yaml", *(f"{t.table}.xlsx" for t in TEMPLATES)]
    assert [file.read_bytes() for file in one] == [file.read_bytes() for file in other]


@pytest.mark.parametrize("name", ["plan.yaml", "templates/customers.xlsx", "templates/reps.xlsx"])
def test_a_file_that_is_there_is_replaced_only_by_force(tmp_path: Path, name: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / name).write_text("mine", "utf-8")
    with pytest.raises(CannotWrite) as caught:
        write_starter(str(tmp_path))
    problem = caught.value.problems[0]
    assert (problem.code, problem.what.in_("en")) == ("WRITE-exists", f"{name} is there already")
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [tmp_path / name]
    write_starter(str(tmp_path), force=True)
    assert (tmp_path / name).read_bytes() != b"mine"


def test_what_is_replaced_by_force_is_told_before(tmp_path: Path) -> None:
    write_starter(str(tmp_path))
    (tmp_path / "plan.yaml").write_text("mine", "utf-8")
    told: list[tuple[Path, str]] = []
    write_starter(str(tmp_path), force=True, before=lambda file: told.append((file, file.read_text("utf-8"))))
    assert told == [(tmp_path / "plan.yaml", "mine")]


def test_the_example_company_is_guarded_by_the_same_rule(tmp_path: Path) -> None:
    (tmp_path / "calendar.csv").write_text("mine", "utf-8")
    with pytest.raises(CannotWrite):
        write_example(str(tmp_path))
    assert [file.name for file in tmp_path.iterdir()] == ["calendar.csv"]


def plan_in(folder: Path, text: str) -> LoadedPlan:
    (folder / "plan.yaml").write_text(text, "utf-8")
    (folder / "checklist.yaml").write_text(starter_checklist(), "utf-8")
    return load_plan(str(folder / "plan.yaml"))


@in_every_language
def test_the_plan_loads_and_decides_nothing_but_the_defaults(tmp_path: Path, lang: Lang) -> None:
    set_language(lang)
    plan = plan_in(tmp_path, starter_plan()).plan
    assert plan.parameters == Plan().parameters
    assert (plan.language, plan.calendar, plan.year) == (lang, Plan().calendar, Plan().year)
    assert [(t.id, t.total, t.by) for t in plan.targets] == [("revenue", Decimal(12_000_000), ("quarter", "month"))]
    for part in ("goals", "swot", "market", "strategy", "duties", "checks", "team", "factors"):
        assert getattr(plan, part) == getattr(Plan(), part)
    assert plan.sources.customers is not None
    write_starter(str(tmp_path), force=True)
    assert (tmp_path / plan.sources.customers.file[0]).exists()


def opened() -> str:
    """The plan with every # of an optional line deleted."""
    return re.sub(r"^#(?!#)", "", starter_plan(), flags=re.MULTILINE)


@in_every_language
def test_the_plan_loads_with_every_optional_key_in_use(tmp_path: Path, lang: Lang) -> None:
    set_language(lang)
    plan = plan_in(tmp_path, opened()).plan
    assert [t.of for t in plan.targets] == [None, "revenue"]
    assert plan.sources.orders is not None
    assert plan.sources.orders.file == ("templates/orders.xlsx",)
    assert plan.parameters.rfm.cuts is not None
    for part in ("goals", "swot", "market", "strategy", "duties", "checks", "preparation"):
        assert getattr(plan, part) != getattr(Plan(), part)


@in_every_language
@pytest.mark.parametrize("part", EXAMPLES)
def test_an_example_loads_by_itself_when_its_lines_are_opened(tmp_path: Path, lang: Lang, part: str) -> None:
    set_language(lang)
    lines = starter_plan().splitlines()
    start = lines.index(f"#{part}:")
    end = next((at for at in range(start, len(lines)) if not lines[at].startswith("#")), len(lines))
    text = "\n".join([*lines[:start], *(line[1:] for line in lines[start:end]), *lines[end:]])
    assert getattr(plan_in(tmp_path, text).plan, part) != getattr(Plan(), part)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_the_rules_say_about_the_first_plan_is_short(tmp_path: Path, lang: Lang) -> None:
    """No error, and of the checklist only that its mandatory items have no owner and due yet."""
    set_language(lang)
    plan = plan_in(tmp_path, starter_plan()).plan
    found = [problem for _, problem in check(Facts(plan, TODAY), list(catalogue().values())).found]
    assert [p for p in found if p.severity == "error"] == []
    assert {p.code for p in found if p.code.startswith(("PREP", "RACI", "TRAIN", "BOOK"))} == {"PREP-W03"}
    assert len(found) <= 10


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_examples_are_what_the_rules_ask_for(tmp_path: Path, lang: Lang) -> None:
    """Opened all together they show a plan without an error."""
    set_language(lang)
    plan = plan_in(tmp_path, opened()).plan
    found = check(Facts(plan, TODAY), list(catalogue().values())).found
    assert [(problem.code, problem.place.key) for _, problem in found if problem.severity == "error"] == []


def keys_of(model: type[PlanModel]) -> Iterator[str]:
    """Every key of a part of the plan and of the parts in it."""
    for name, info in model.model_fields.items():
        yield info.alias or name
        if isinstance(info.default, PlanModel):
            yield from keys_of(type(info.default))


def test_the_plan_names_every_key_there_is_with_its_meaning() -> None:
    """Those of the large parts stand in their examples, the checklists in a file of their own."""
    lines = re.findall(r"^#?[ -]*(\w+):.*", "\n".join(shown_apart()), re.MULTILINE)
    wanted = [key for key in Plan.model_fields if key not in {*EXAMPLES, "preparation"}]
    wanted += [key for name in wanted for key in keys_within(Plan.model_fields[name].default)]
    wanted += [*keys_of(Source), *keys_of(TargetEntry)]
    assert sorted(set(wanted) - set(lines)) == []
    assert len(lines) == len(wanted) + len(["id", "of", "by"]) - len(["of"])
    assert "checklist.yaml" in starter_plan()


def shown_apart() -> Iterator[str]:
    """The lines of the plan without the examples of its large parts."""
    within = False
    for line in starter_plan().splitlines():
        within = line.startswith("#") and (within or line.strip("#:") in EXAMPLES)
        if not within:
            yield line


def keys_within(default: object) -> Iterator[str]:
    return keys_of(type(default)) if isinstance(default, PlanModel) else iter(())


@pytest.mark.parametrize(
    ("part", "model"),
    [
        *(("goals", Goal), ("swot", Swot), ("swot", SwotItem), ("swot", TowsStrategy), ("market", Market)),
        *(("market", ValueSentence), ("market", FabRow), ("strategy", Strategy), ("strategy", SellingMode)),
        *(("strategy", Stage), ("strategy", Trigger), ("strategy", Budget), ("duties", Duties), ("duties", Training)),
        *(("duties", Trained), ("duties", Playbook), ("checks", Checks)),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_example_uses_every_key_of_its_part(part: str, model: type[PlanModel], lang: Lang) -> None:
    text = EXAMPLES[part].in_(lang)
    unused = [key for key in model.model_fields if not re.search(rf"\b{key}:", text)]
    assert set(unused) <= {"hours", "conflicts_with"}


def test_the_next_steps_name_files_that_are_written(tmp_path: Path) -> None:
    written(tmp_path, TEMPLATES[0])
    for lang in LANGUAGES:
        named = re.findall(r"\S+\.(?:xlsx|yaml)", NEXT_STEPS.format(folder=tmp_path).in_(lang))
        assert named
        assert all(Path(name).exists() for name in named)
