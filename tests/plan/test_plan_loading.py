"""What people write in a plan, what it means, and where a mistake is reported."""

from __future__ import annotations

import json
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core.core_schema import ErrorType

from salesplan.errors import BadInput, BadUsage, Problem
from salesplan.load.plan.loader import LoadedPlan, find_plan, load_plan
from salesplan.load.plan.reader import read_values
from salesplan.load.plan.sentences import SENTENCES
from salesplan.model.plan.plan import Plan, editor_schema

MODELS = Path(__file__).resolve().parents[2] / "src" / "salesplan" / "model" / "plan"
BAD = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "bad"


def plan_of(folder: Path, text: str, name: str = "plan.yaml") -> LoadedPlan:
    (folder / name).write_text(text, "utf-8")
    return load_plan(str(folder / name))


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(BadInput) as caught:
        plan_of(folder, text)
    return [told(p) for p in caught.value.problems]


def told(p: Problem) -> str:
    return f"{p.place.line}:{p.place.column}: {p.place.key or '-'}: {p.code}: {p.what.in_('en')} > {p.fix.in_('en')}"


def test_plain_words_mean_what_the_key_says(tmp_path: Path) -> None:
    plan = plan_of(
        tmp_path,
        "name: no            # a name, not False\n"
        "unit: 1_000\n"
        "year: {start: 2026年4月1日}\n"
        "rates: {USD: 7.1}\n"
        "sources: {customers: 08.xlsx, orders: {file: [a.xlsx, b.csv], sheet: '*月'}}\n"
        "parameters: {pareto: {cuts: [70, 90]}, rfm: {weights: [10%, 0.3, .6]}}\n",
    ).plan
    assert (plan.name, plan.unit) == ("no", Decimal(1000))
    assert plan.year.start == date(2026, 4, 1)
    assert plan.rates == {"USD": Decimal("7.1")}
    assert plan.sources.customers is not None
    assert plan.sources.customers.file == ("08.xlsx",)
    assert plan.sources.orders is not None
    assert (plan.sources.orders.file, plan.sources.orders.sheet) == (("a.xlsx", "b.csv"), ("*月",))
    assert plan.parameters.pareto.cuts == (Decimal(70), Decimal(90))
    assert plan.parameters.rfm.weights == (Decimal("0.1"), Decimal("0.3"), Decimal("0.6"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "name: a\ncurency: CNY\n",
            "2:1: curency: PLAN-unknown-key: there is no key 'curency' here > did you mean currency?",
        ),
        (
            "name: a\nunit:\n",
            "2:6: unit: PLAN-no-value: 'unit' has no value (blank is not 0) > fill it in or delete the key",
        ),
        (
            "name: a\nunit: 0\n",
            (
                "2:7: unit: PLAN-bound: 'unit' (Smallest amount of a target) must be more than 0, not 0"
                " > correct the value"
            ),
        ),
        (
            "name: a\ncalendar: CN\n",
            "2:11: calendar: PLAN-form: keys belong here, not 'CN' > write calendar: {country: CN}",
        ),
        (
            "name: a\ncalendar:\n  country：CN\n",
            "3:10: calendar: PLAN-syntax: there is a full-width colon '：' > write ': ' (colon and space)",
        ),
        (
            "name: a\ncalendar:\n　country: CN\n",
            "3:1: -: PLAN-syntax: there is a full-width space > use plain spaces",
        ),
        (
            "name: a\nyear: {start: 20260101}\n",
            "2:15: year.start: PLAN-date: '20260101' is no date > write it as 2026-01-31",
        ),
        (
            "calendar:\n  <<: {country: CN}\n",
            "2:3: calendar: PLAN-syntax: merge keys (<<) are not supported > write the keys out",
        ),
        (
            "calendar: {country: JP}\n",
            "1:21: calendar.country: PLAN-choice: 'JP' is no choice here > choose one of 'CN', 'HK', 'TW' or 'MO'",
        ),
        (
            "parameters: {rfm: {tiers: [2, 3, 4]}}\n",
            (
                "1:19: parameters.rfm: PLAN-value: 'tiers' is not in descending order"
                " > write the larger value first, such as [4, 3, 2]"
            ),
        ),
        (
            "targets: [{id: a, total: 1, weights: {region: {x: -1, y: 2}}}]\n",
            "1:51: targets[0].weights.region.x: PLAN-bound: 'x' must be 0 or more, not -1 > correct the value",
        ),
        (
            "targets: [{id: a, total: 1}, {id: a, total: 2}]\n",
            "1:35: targets[1].id: PLAN-same-id: two entries have the id 'a' > give each an id of its own",
        ),
        (
            "year: {start: 2026-02-15}\n",
            (
                "1:15: year.start: PLAN-value: a fiscal year starts on the first of a month, not on 2026-02-15"
                " > write it as 2026-04-01; for a year of whole weeks add weeks: 4-4-5"
            ),
        ),
        (
            "year: {start: 2026-01-05, weeks: 4-4-4}\n",
            "1:34: year.weeks: PLAN-choice: '4-4-4' is no choice here > choose one of '4-4-5', '4-5-4' or '5-4-4'",
        ),
        (
            "year: {weeks: 4-4-5}\n",
            (
                "1:7: year: PLAN-year-weeks: there is weeks, but no day on which the year starts"
                " > add a start: {start: 2026-01-05, weeks: 4-4-5}"
            ),
        ),
        ("name: \x00\n", "1:7: -: PLAN-syntax: there is a control character U+0000 > delete it"),
        ("? [a]\n: b\n", "1:3: -: PLAN-syntax: a key must be a word > correct the value"),
    ],
)
def test_a_mistake_is_named_at_its_place(tmp_path: Path, text: str, expected: str) -> None:
    assert faults(tmp_path, text)[0] == expected


@pytest.mark.parametrize(
    ("days", "key", "said"),
    [
        (
            "joined: 2026-07-01, left: 2026-06-30",
            "left",
            "days: the last day worked, 2026-06-30, is before the first, 2026-07-01",
        ),
        (
            "joined: 2026-07-01, probation_until: 2026-06-30",
            "probation_until",
            "days: probation ends on 2026-06-30, before the first day, 2026-07-01",
        ),
        (
            "moves: [{on: 2026-03-01, team: b}, {on: 2026-03-01, team: c}]",
            "moves",
            "moves: the move of 2026-03-01 stands after that of 2026-03-01",
        ),
        (
            "moves: [{on: 2026-03-02, team: b}, {on: 2026-03-01, team: c}]",
            "moves",
            "moves: the move of 2026-03-01 stands after that of 2026-03-02",
        ),
        (
            "joined: 2026-03-02, moves: [{on: 2026-03-01, team: b}]",
            "moves",
            "moves: the move of 2026-03-01 is before the first day, 2026-03-02",
        ),
        (
            "left: 2026-03-01, moves: [{on: 2026-03-02, team: b}]",
            "moves",
            "moves: the move of 2026-03-02 is after the last day worked, 2026-03-01",
        ),
    ],
)
def test_days_of_the_team_in_no_order(tmp_path: Path, days: str, key: str, said: str) -> None:
    text = f"team:\n  members:\n    - {{name: a}}\n    - {{name: b, {days}}}\n"
    (found,) = faults(tmp_path, text)
    place, _, rest = found.partition(f": team.members[1].{key}: PLAN-team-")
    assert place.startswith("4:")
    assert rest.startswith(f"{said} > ")


def test_a_vacancy_needs_the_day_on_which_it_is_filled(tmp_path: Path) -> None:
    text = (
        "team:\n  members:\n    - {name: a, vacancy: no}\n    - {name: b, vacancy: yes}\n    - {name: c, vacancy: 是}\n"
    )
    what = "PLAN-team-days: this vacancy has no day on which it is to be filled"
    fix = "add joined, such as joined: 2026-04-01"
    assert faults(tmp_path, text) == [
        f"{line}:26: team.members[{at}].vacancy: {what} > {fix}" for at, line in ((1, 4), (2, 5))
    ]
    (only,) = faults(tmp_path, "team: {members: [{name: a, joined: 2026-13-01, vacancy: yes}]}\n")
    assert "PLAN-date" in only


def test_days_of_the_team_may_touch(tmp_path: Path) -> None:
    days = "joined: 2026-03-01, left: 2026-03-02, probation_until: 2026-03-01"
    moves = "moves: [{on: 2026-03-01, team: b}, {on: 2026-03-02, team: c}]"
    (member,) = plan_of(tmp_path, f"team: {{members: [{{name: a, {days}, {moves}}}]}}\n").plan.team.members
    assert [move.team for move in member.moves] == ["b", "c"]


def test_all_mistakes_come_in_one_run_in_the_order_of_the_file(tmp_path: Path) -> None:
    found = faults(tmp_path, "unit: x\nparameters: {pareto: {cuts: [95, 80]}}\nnmae: a\n")
    assert [f.split(": ")[2] for f in found] == ["PLAN-amount", "PLAN-value", "PLAN-unknown-key"]


def test_an_unknown_key_with_no_near_one_lists_what_may_stand_there(tmp_path: Path) -> None:
    assert faults(tmp_path, "calendar: {xyzzy: 1}\n")[0].endswith("keys here: country, file, workweek")


@pytest.mark.parametrize("text", ["a: " + "[" * 9999, "a:\n" + "- " * 9999, "{a: " * 9999])
def test_depth_is_refused_where_it_begins(text: str) -> None:
    assert [p.code for p in read_values(text.encode(), "plan.yaml").problems] == ["PLAN-unsafe-depth"]


NEVER_FROM_TEXT = (
    *("arguments", "assertion", "bytes", "callable", "complex", "counter", "dataclass", "date_", "datetime", "deque"),
    *(
        "default_factory",
        "ellipsis",
        "float",
        "fraction",
        "frozen_d",
        "frozen_f",
        "frozen_i",
        "get_attr",
        "invalid_key",
    ),
    *("is_", "iter", "json", "missing_", "model_attr", "multiple_arg", "named", "needs", "no_such", "none_r"),
    *("ordered_dict", "recursion", "set_item", "string_not", "string_sub", "string_uni", "time", "unexpected"),
    *("union", "url", "uuid"),
)
"""Beginnings of pydantic's error types that values of text, list, mapping and nothing never cause with our models."""


def test_every_pydantic_error_that_text_can_cause_has_its_sentence() -> None:
    """A new error type of pydantic appears in neither list and fails here."""
    assert {k for k in get_args(ErrorType) if k not in SENTENCES and not k.startswith(NEVER_FROM_TEXT)} == set()


def test_every_error_type_of_our_own_has_its_sentence() -> None:
    texts = [f.read_text("utf-8") for f in MODELS.glob("*.py")]
    own = {kind for text in texts for kind in re.findall(r'PydanticCustomError\(\s*"(\w+)"', text)}
    assert own
    assert own <= set(SENTENCES)


@pytest.mark.parametrize(
    ("written", "key", "column", "plain"),
    [
        ("{id: e, total: 12,000,000, by: [季度]}", "targets[0].total", 20, "12000000"),
        ("{id: e, by: [季度], total: 1,200}", "targets[0].total", 30, "1200"),
        ("{id: e, total: 1,200.50万, by: [季度]}", "targets[0].total", 20, "1200.50万"),
        ("{id: e, total: 9, pins: {季度=Q1: -3,000 }}", "targets[0].pins.季度=Q1", 37, "-3000"),
    ],
)
def test_commas_of_an_amount_in_braces_are_one_problem_of_its_key(
    tmp_path: Path, written: str, key: str, column: int, plain: str
) -> None:
    with pytest.raises(BadInput) as caught:
        plan_of(tmp_path, f"version: 1\ntargets:\n  - {written}\n")
    assert [p.code for p in caught.value.problems] == ["PLAN-comma"]
    found = caught.value.problems[0]
    assert (found.place.line, found.place.column, found.place.key) == (3, column, key)
    assert str(found.fix) == f"花括号里的金额不要写逗号：{plain}，或加引号"


def test_other_keys_of_three_digits_are_keys(tmp_path: Path) -> None:
    assert (
        plan_of(tmp_path, "targets: [{id: e, total: '1,200', pins: {001: 1,002: 2}}]\n").plan.targets[0].total == 1200
    )
    assert "PLAN-comma" not in str(faults(tmp_path, "targets: [{id: e, total: 1,200: 3}]\n"))
    assert "PLAN-comma" not in str(faults(tmp_path, "targets: [{id: e, total: 1, 200}]\n"))


def test_included_files_join_the_plan_and_a_key_in_two_files_is_named(tmp_path: Path) -> None:
    (tmp_path / "more.yaml").write_text("currency: USD\n", "utf-8")
    assert plan_of(tmp_path, "name: a\ninclude: [more.yaml]\n").plan.currency == "USD"
    found = faults(tmp_path, "currency: CNY\ninclude: [more.yaml]\n")
    assert "PLAN-duplicate-key" in found[0]
    (tmp_path / "more.yaml").write_text("\n\nunit: nil\n", "utf-8")
    with pytest.raises(BadInput) as caught:
        plan_of(tmp_path, "include: [more.yaml]\n")
    place = caught.value.problems[0].place
    assert (Path(place.file or "").name, place.line) == ("more.yaml", 3)


def test_given_keys_are_told_from_defaults(tmp_path: Path) -> None:
    given_keys = plan_of(tmp_path, "parameters: {pareto: {cuts: [70, 90]}}\n").given
    assert "parameters.pareto.cuts" in given_keys
    assert "parameters.pareto.rule" not in given_keys


def test_the_plan_is_found_beside_the_list_then_above_then_here(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    here = tmp_path / "c"
    here.mkdir()
    assert find_plan(None, [str(inner / "x.xlsx")], here) is None
    (here / "plan.yaml").touch()
    assert find_plan(None, [str(inner / "x.xlsx")], here) == str(here / "plan.yaml")
    (tmp_path / "a" / "plan.yaml").touch()
    assert find_plan(None, [str(inner / "x.xlsx")], here) == str(tmp_path / "a" / "plan.yaml")
    (inner / "plan.yaml").touch()
    assert find_plan(None, [str(inner / "x.xlsx")], here) == str(inner / "plan.yaml")
    assert find_plan("other.yaml", [str(inner / "x.xlsx")], here) == "other.yaml"


def test_a_plan_that_is_not_there_is_wrong_usage() -> None:
    with pytest.raises(BadUsage, match="plan"):
        load_plan("no-such-plan.yaml")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20))
def test_any_quoted_text_is_taken_as_it_is(name: str) -> None:
    plan = read_values(f"name: {json.dumps(name, ensure_ascii=False)}\n".encode(), "plan.yaml")
    if not plan.problems:
        assert plan.values == {"name": name}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_editor_schema_describes_every_key_in_the_language(language: str) -> None:
    schema = editor_schema(language)  # type: ignore[arg-type] # the two languages
    assert set(schema["properties"]) == set(Plan.model_fields)
    assert all(p.get("description") for p in schema["properties"].values())
    chinese = schema["properties"]["currency"]["description"]
    assert chinese == ("货币" if language == "zh" else "Currency")


EXPECTED = json.loads((BAD / "expected.json").read_text("utf-8"))["files"] if BAD.exists() else {}
KIND = {
    "plan-unsafe": "PLAN-unsafe",
    "empty": "PLAN-empty",
    "encoding": "PLAN-encoding",
    "plan-syntax": "PLAN-",
    None: "",
}


@pytest.mark.acceptance
@pytest.mark.parametrize("name", [n for n in EXPECTED if n.endswith(".yaml")])
def test_hostile_plans_end_as_they_must(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    want = EXPECTED[name]
    if want["outcome"] == "read":
        assert load_plan(str(BAD / name)).plan.name == "华东销售计划"
        return
    with pytest.raises(BadInput) as caught:
        load_plan(str(BAD / name))
    problems = caught.value.problems
    assert caught.value.exit_code == 3
    assert all(p.code.startswith(KIND[want["family"]]) for p in problems)
    lines = [p.place.line for p in problems]
    for line in want.get("lines", [want["line"]] if "line" in want else []):
        assert line in lines
    if "first_line" in want:
        assert any(f"line {want['first_line']}" in p.what.in_("en") for p in problems)
    if "key" in want:
        assert any((p.place.key or "").endswith(want["key"]) for p in problems)
    assert not list(tmp_path.iterdir())


def test_an_included_file_that_is_not_there_is_named_at_its_line(tmp_path: Path) -> None:
    found = faults(tmp_path, "name: a\ninclude: [no-file.yaml, nor-this.yaml]\n")
    assert [f.split(": ")[0] for f in found] == ["2:11", "2:25"]
    assert all("PLAN-include" in f for f in found)


def test_a_bound_is_told_as_a_number(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "parameters: {bands: {share: 0.7}}\n")
    assert "0.5" in fault
    assert "Decimal" not in fault
