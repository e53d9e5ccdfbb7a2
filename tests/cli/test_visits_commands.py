"""``visits plan`` and ``visits due`` as people run them: pages, calendars, planning anew, bad lists."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from icalendar import Calendar

from program import Run

CUSTOMERS = (
    "客户编号,客户名称,负责人,最近跟进,下次跟进,购买能力,决策能力,需求度\n"
    "C1,甲公司,王芳,2026-06-26,,5,5,5\nC2,乙公司,王芳,2026-06-01,,5,5,5\nC3,丙公司,李四,2026-06-10,2026-07-18,1,1,5\n"
    "C4,丁公司,李四,,,1,1,1\nC5,戊公司,李四,2026-06-20,,1,1,5\n"
)
"""C1 and C2 are B (14 days), C3 and C5 are C (30), C4 is D and was never contacted."""
TEAM = "姓名,每日联系数\n王芳,1\n李四,2\n"
PLAN = "version: 1\nname: 示例\nsources: {customers: 客户.csv, reps: 人员.csv}\n"
AS_OF = ("--as-of", "2026-07-01")
Change = Callable[[str, str], None]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan with customers and a team, as the current folder."""
    for name, text in (("plan.yaml", PLAN), ("客户.csv", CUSTOMERS), ("人员.csv", TEAM)):
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def planned(run: Run, *words: str) -> Any:  # noqa: ANN401 - JSON
    done = run("visits", "plan", *AS_OF, "--format", "json", *words)
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def events(file: Path) -> dict[str, bytes]:
    """The events of a calendar as they stand, by UID."""
    found = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    return {str(event["UID"]): event.to_ical() for event in found}


def write(run: Run, *words: str) -> None:
    done = run("visits", "plan", *AS_OF, "-q", *words)
    assert (done.code, done.err) == (0, "")


def test_page(folder: Path, run: Run) -> None:
    """What is planned, each person's load, the days, what decided; at most 100 columns, in English too."""
    assert folder.is_dir()
    done = run("visits", "plan", *AS_OF, "--all")
    assert (done.code, done.err) == (0, "")
    for part in (
        "拜访计划   示例   截至 2026-07-01",
        "2026-07-01..2026-07-28，20 个工作日，5 家客户",
        "排了 7 次拜访；1 家已逾期，先去",
        "全部排得下",
        "!乙公司",
        "各价值等级的间隔 A 14 B 30 C 90 D 180",
        "写成日历：salesplan visits plan -o visits.ics",
    ):
        assert part in done.out
    english = run("visits", "plan", *AS_OF, "--lang", "en").out
    for part in ("visits planned: 7; overdue, to go first: 1", "4 more weeks; --all"):
        assert part in english
    assert "more people" not in english


def test_rows_say_when_who_whom_why_and_what_about(folder: Path, run: Run) -> None:
    assert folder.is_dir()
    found = planned(run)
    keys = ("date", "rep", "id", "interval", "interval_from", "why", "overdue_days")
    assert [tuple(row[key] for key in keys) for row in found["rows"]] == [
        ("2026-07-01", "李四", "C4", 90, "class", "never_contacted", 0),
        ("2026-07-01", "王芳", "C2", 14, "class", "after_contact", 16),
        ("2026-07-10", "王芳", "C1", 14, "class", "after_contact", 0),
        ("2026-07-15", "王芳", "C2", 14, "class", "after_visit", 0),
        ("2026-07-18", "李四", "C3", 30, "class", "stated", 0),
        ("2026-07-20", "李四", "C5", 30, "class", "after_contact", 0),
        ("2026-07-24", "王芳", "C1", 14, "class", "after_visit", 0),
    ]
    assert found["summary"]["load"] is not None
    assert found["labels"]


def test_a_calendar_is_written_read_and_kept(folder: Path, run: Run) -> None:
    """It parses; made anew it is the same to the byte, with and without the earlier one, which may be replaced."""
    file = folder / "visits.ics"
    write(run, "-o", "visits.ics")
    first = file.read_bytes()
    assert len(events(file)) == len(planned(run)["rows"])
    write(run, "-o", "visits.ics")
    assert file.read_bytes() == first
    write(run, "--keep", "visits.ics", "-o", "visits.ics")
    assert file.read_bytes() == first


@pytest.mark.parametrize(
    ("old", "new"), [("丙公司", "丙集团"), ("2026-06-20,,1", "2026-06-22,,1"), ("2026-07-18", "2026-07-17")]
)
def test_one_changed_customer_changes_one_event(folder: Path, run: Run, old: str, new: str) -> None:
    """C3 and C5 have one visit each."""
    write(run, "-o", "one.ics")
    (folder / "客户.csv").write_text(CUSTOMERS.replace(old, new), "utf-8")
    write(run, "-o", "two.ics")
    one, two = events(folder / "one.ics"), events(folder / "two.ics")
    assert one.keys() == two.keys()
    assert sum(one[uid] != two[uid] for uid in one) == 1


def contacted(file: Path, customer: str, day: date) -> None:
    """Write a last contact of a customer into the list."""
    book = openpyxl.load_workbook(file)
    sheet = book.worksheets[0]
    heads = next(row for row in sheet.iter_rows() if row[0].value == "客户编号")
    at = next(cell.column for cell in heads if cell.value == "最近跟进")
    (line,) = (row[0].row for row in sheet.iter_rows() if row[0].value == customer)
    sheet.cell(line, at).value = day
    book.save(file)


@pytest.mark.parametrize("is_full", [False, True])
@pytest.mark.parametrize("at", [0, 7])
def test_planned_again_after_one_customer_changed(company: Path, run: Run, at: int, *, is_full: bool) -> None:
    """The same command again: his events differ, all others are the same bytes; freed room goes to who waited."""
    words = ("visits", "plan", "--as-of", "2026-06-30")
    found = json.loads(run(*words, "--format", "json").out)
    full = {each["rep"] for each in found["summary"]["reps"] if each["overflow"]}
    rows = [row for row in found["rows"] if row["status"] == "planned"]
    chosen = [row for row in rows if (row["rep"] in full) is is_full and row["why"] == "after_contact"][at]
    assert run(*words, "-o", "visits.ics").code == 0
    one = events(company / "visits.ics")
    contacted(company / "customers.xlsx", chosen["id"], date(2026, 6, 30))
    done = run(*words, "-o", "visits.ics")
    assert (done.code, done.err) == (0, "按上次的日历排：visits.ics；要重新排就加 --afresh\n已写到 visits.ics\n")
    two = events(company / "visits.ics")
    own = {row["uid"] for row in rows if row["id"] == chosen["id"]}
    differ = {uid for uid in one.keys() | two.keys() if one.get(uid) != two.get(uid)}
    new = two.keys() - one.keys() - {uid for uid in two if uid[:24] == chosen["uid"][:24]}
    assert {uid[:24] for uid in differ - new} == {chosen["uid"][:24]}
    assert own <= two.keys()
    assert is_full or not new


def test_afresh_moves_events_and_raises_their_revision(folder: Path, run: Run) -> None:
    """C2 takes the day of C1 when planned anew: both events move, on the same as-of, under their names."""
    lines = CUSTOMERS.replace("王芳,2026-06-26", "王芳,2026-06-10").replace("王芳,2026-06-01", "王芳,2026-06-11")
    (folder / "客户.csv").write_text(lines, "utf-8")
    write(run, "-o", "visits.ics")
    one = planned(run)["rows"]
    (folder / "客户.csv").write_text(lines.replace("王芳,2026-06-11", "王芳,2026-06-09"), "utf-8")
    done = run("visits", "plan", *AS_OF, "-o", "visits.ics", "--afresh", "--lang", "en")
    assert (done.code, done.err) == (
        0, "planned afresh; events keep their names in visits.ics\nwritten to visits.ics\n",
    )  # fmt: skip
    two = {str(each["UID"]): each for each in Calendar.from_ical((folder / "visits.ics").read_bytes()).walk("VEVENT")}
    moved = [row for row in one if f"{two[row['uid']].decoded('DTSTART')}" != row["date"]]
    assert {"C1", "C2"} <= {row["id"] for row in moved}
    assert all(int(str(two[row["uid"]]["SEQUENCE"])) > row["sequence"] for row in moved)


def test_taken_up_again_after_it_was_called_off(folder: Path, run: Run) -> None:
    """Gone, gone still, back: the event is called off under a higher revision, stays so, and returns under a higher."""
    write(run, "-o", "visits.ics")
    one = revisions(folder / "visits.ics")
    (folder / "客户.csv").write_text("\n".join(CUSTOMERS.split("\n")[:-2]) + "\n", "utf-8")
    write(run, "-o", "visits.ics")
    two = revisions(folder / "visits.ics")
    (gone,) = (uid for uid, told in two.items() if told["STATUS"] == "CANCELLED")
    assert int(two[gone]["SEQUENCE"]) > int(one[gone]["SEQUENCE"])
    assert (two[gone]["X-SALESPLAN-REP"], "戊公司" in two[gone]["DESCRIPTION"]) == ("李四", True)
    before = (folder / "visits.ics").read_bytes()
    write(run, "-o", "visits.ics")
    assert (folder / "visits.ics").read_bytes() == before
    assert "取消 0 次" in run("visits", "plan", *AS_OF, "--keep", "visits.ics").out
    (folder / "客户.csv").write_text(CUSTOMERS, "utf-8")
    write(run, "-o", "visits.ics")
    three = revisions(folder / "visits.ics")
    assert three.keys() == one.keys()
    assert (three[gone]["STATUS"], int(three[gone]["SEQUENCE"]) > int(two[gone]["SEQUENCE"])) == ("CONFIRMED", True)


def revisions(file: Path) -> dict[str, dict[str, str]]:
    """The values of each event, by UID."""
    found = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    return {str(event["UID"]): {key: str(value) for key, value in event.items()} for event in found}


def test_calendars_of_each_person_are_gone_on_with(folder: Path, run: Run) -> None:
    """Made again they are the same bytes; a changed customer of one person leaves the other's file alone."""
    write(run, "--per-rep", "每人")
    one = {file.name: file.read_bytes() for file in (folder / "每人").iterdir()}
    (folder / "客户.csv").write_text(CUSTOMERS.replace("2026-06-20,,1", "2026-06-22,,1"), "utf-8")
    done = run("visits", "plan", *AS_OF, "--per-rep", "每人")
    assert done.err.startswith("按上次的日历排：")
    assert "按上次的日历排：每人" in done.out
    two = {file.name: file.read_bytes() for file in (folder / "每人").iterdir()}
    assert [name for name in one if one[name] != two[name]] == ["李四.ics"]


def test_a_calendar_cut_off_is_refused(folder: Path, run: Run) -> None:
    """As an earlier plan it would be an empty one."""
    write(run, "-o", "visits.ics")
    whole = (folder / "visits.ics").read_bytes()
    for end in (len(whole) - 15, whole.index(b"BEGIN:VEVENT"), whole.index(b"SUMMARY")):
        (folder / "visits.ics").write_bytes(whole[:end])
        for words in (("--keep", "visits.ics"), ("-o", "visits.ics")):
            done = run("visits", "plan", *AS_OF, *words)
            assert (done.code, done.out, "VISITS-earlier-plan" in done.err) == (3, "", True)


def test_a_customer_who_is_gone_is_called_off(folder: Path, run: Run) -> None:
    write(run, "-o", "one.ics")
    (folder / "客户.csv").write_text("\n".join(CUSTOMERS.split("\n")[:-2]) + "\n", "utf-8")
    write(run, "--keep", "one.ics", "-o", "two.ics")
    one, two = events(folder / "one.ics"), events(folder / "two.ics")
    (gone,) = (uid for uid in one if one[uid] != two[uid])
    assert b"STATUS:CANCELLED" in two[gone]
    done = run("visits", "plan", *AS_OF, "--keep", "one.ics")
    assert "留在上次的日子，取消 1 次" in done.out


def test_a_calendar_for_each_person(folder: Path, run: Run) -> None:
    done = run("visits", "plan", *AS_OF, "--per-rep", "每人")
    next_time = "名单改了就再运行这一条：日历接着更新，没变的不动"
    assert (done.code, done.err) == (0, f"2 份日历已写到 每人\n{next_time}\n")
    again = run("visits", "plan", *AS_OF, "--per-rep", "每人")
    assert next_time not in again.err
    done = run("visits", "plan", *AS_OF, "-o", "visits.ics")
    assert done.err == f"已写到 visits.ics\n{next_time}；每人一份：--per-rep 文件夹\n"
    parts = {file.stem: events(file) for file in (folder / "每人").iterdir()}
    assert sorted(parts) == ["李四", "王芳"]
    write(run, "-o", "all.ics")
    own = {
        uid: event.replace("SUMMARY:王芳 · ".encode(), b"SUMMARY:").replace("SUMMARY:李四 · ".encode(), b"SUMMARY:")
        for uid, event in events(folder / "all.ics").items()
    }
    assert {**parts["李四"], **parts["王芳"]} == own  # titles in one calendar of several people say whose they are


def test_an_event_says_whose_where_and_whom_to_call(folder: Path, run: Run) -> None:
    """City, contact and mobile of the list (else the telephone); whose it is only where several people are in one."""
    write(run, "-o", "bare.ics")
    assert "LOCATION" not in (folder / "bare.ics").read_text("utf-8")
    heads, first, second, *_ = CUSTOMERS.splitlines()
    more = (f"{heads},城市,联系人,手机,电话", f"{first},宁波,王经理,13305800186,", f"{second},,,,021-55556666")
    third = "C3,丙公司,李四,2026-06-10,,1,1,5,,,,"
    (folder / "客户.csv").write_text("\n".join((*more, third)) + "\n", "utf-8")
    write(run, "-o", "visits.ics")
    found = {
        str(each["DESCRIPTION"])[3:5]: each
        for each in Calendar.from_ical((folder / "visits.ics").read_bytes()).walk("VEVENT")
    }
    assert (str(found["C1"]["SUMMARY"]), str(found["C1"]["LOCATION"])) == ("王芳 · 拜访 甲公司：问需求变化", "宁波")
    assert "联系人：王经理\n手机：13305800186\n业务员：王芳" in str(found["C1"]["DESCRIPTION"])
    assert "手机：021-55556666" in str(found["C2"]["DESCRIPTION"])
    assert str(found["C3"]["SUMMARY"]).startswith("李四 · ")
    write(run, "--per-rep", "每人")
    assert "SUMMARY:拜访 甲公司" in (folder / "每人" / "王芳.ics").read_text("utf-8")


def test_a_title_called_off_names_its_person_once(folder: Path, run: Run) -> None:
    write(run, "-o", "visits.ics")
    (folder / "客户.csv").write_text(CUSTOMERS.replace("C1,甲公司,王芳,2026-06-26,,5,5,5\n", ""), "utf-8")
    for _ in range(2):
        write(run, "-o", "visits.ics", "--force")
        off = [
            e
            for e in Calendar.from_ical((folder / "visits.ics").read_bytes()).walk("VEVENT")
            if e["STATUS"] == "CANCELLED"
        ]
        assert {str(event["SUMMARY"])[:5] for event in off} == {"王芳 · "}
        assert all(str(event["SUMMARY"]).count("王芳") == 1 for event in off)


def test_lists_for_people_have_no_columns_for_programs(folder: Path, run: Run) -> None:
    """UID, mark, revision and its day are in JSON alone."""
    inner = {"uid", "mark", "sequence", "stamp"}
    assert inner <= planned(run)["rows"][0].keys()
    heads = run("visits", "plan", *AS_OF, "--format", "csv").out.splitlines()[0].split(",")
    write(run, "-o", "visits.xlsx")
    book = openpyxl.load_workbook(folder / "visits.xlsx")
    cells = [cell.value for cell in book["明细"][1]]
    for titles in (heads, cells):
        assert "拜访日期" in titles
        assert not {"日历编号", "内容标记", "修订号", "修订日"} & set(titles)


def test_one_person_alone(folder: Path, run: Run) -> None:
    assert folder.is_dir()
    found = planned(run, "--rep", "王芳　")
    assert {row["rep"] for row in found["rows"]} == {"王芳"}
    assert [each["rep"] for each in found["summary"]["reps"]] == ["王芳"]
    done = run("visits", "plan", *AS_OF, "--rep", "王方")
    assert (done.code, done.out) == (2, "")
    assert "VISITS-no-such-rep" in done.err
    assert "李四" in done.err


def test_a_name_with_a_line_break_stands_in_one_line(folder: Path, run: Run) -> None:
    """Also where it stands in a sentence: what does not fit is said in one."""
    (folder / "客户.csv").write_text(CUSTOMERS.replace("王芳", '"王\n芳"'), "utf-8")
    (folder / "人员.csv").write_text('姓名,每日联系数\n"王\n芳",0.01\n李四,2\n', "utf-8")
    done = run("visits", "plan", *AS_OF, "--lang", "en")
    assert "customers that do not fit: 2 (王⏎芳 2" in done.out
    assert "Customers that do not fit before 2026-07-28: 2 (王 芳 2) (VISITS-overflow)" in done.out


def test_other_commands_have_no_calendar(folder: Path, run: Run) -> None:
    for words in (("visits", "due"), ("classify",)):
        done = run(*words, *AS_OF, "-o", "x.ics")
        assert (done.code, done.out) == (2, "")
        assert "USAGE-no-calendar" in done.err
    assert not (folder / "x.ics").exists()


def test_a_calendar_of_the_users_own_stays(folder: Path, run: Run) -> None:
    (folder / "own.ics").write_text("BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\nEND:VCALENDAR\r\n", "utf-8")
    done = run("visits", "plan", *AS_OF, "-o", "own.ics")
    assert (done.code, "WRITE-exists" in done.err) == (4, True)
    done = run("visits", "plan", *AS_OF, "--keep", "none.ics")
    assert (done.code, "VISITS-earlier-plan" in done.err) == (3, True)


@pytest.mark.parametrize(
    "words",
    [
        ("--from", "2026-06-30"), ("--to", "2026-06-30"), ("--to", "2027-09-01"),
        ("--weeks", "2", "--to", "2026-08-01"),
        ("--weeks", "0"), ("--weeks", "99"), ("--from", "tomorrow"), ("--weeks", "500000"),
        ("--weeks", "99999999999999"), ("--from", "2200-12-31", "--weeks", "58"), ("--from", "2030-01-01"),
    ],
)  # fmt: skip
def test_days_that_make_no_sense_are_refused(folder: Path, run: Run, words: tuple[str, ...]) -> None:
    assert folder.is_dir()
    done = run("visits", "plan", *AS_OF, *words)
    assert (done.code, done.out) == (2, "")
    assert "→" in done.err


def test_the_days_that_are_offered_can_be_planned(folder: Path, run: Run) -> None:
    assert folder.is_dir()
    for words in (("--weeks", "500000"), ("--from", "2030-01-01"), ("--from", "2027-08-01", "--to", "2030-01-01")):
        done = run("visits", "plan", *AS_OF, *words)
        assert (done.code, "USAGE-visits-days" in done.err) == (2, True)
        offered = re.search(r"(--from \S+ --to \S+)", done.err)
        assert offered is not None
        assert run("visits", "plan", *AS_OF, *offered[1].split()).code == 0


def test_days_may_be_chosen(folder: Path, run: Run) -> None:
    assert folder.is_dir()
    found = planned(run, "--from", "2026-07-20", "--weeks", "1")
    assert [row["date"] for row in found["rows"]] == ["2026-07-20", "2026-07-24"]
    assert (found["summary"]["first"], found["summary"]["last"]) == ("2026-07-20", "2026-07-26")


def test_years_without_official_days_are_said_to_be_estimated(folder: Path, run: Run) -> None:
    assert folder.is_dir()
    done = run("visits", "plan", "--as-of", "2026-12-21", "--no-plan", "客户.csv")
    assert "CALENDAR-estimated" in done.out
    assert "CALENDAR-estimated" not in run("visits", "plan", *AS_OF).out


def test_due_list(folder: Path, run: Run) -> None:
    """C2 is 16 days overdue, C4 was never contacted, C1 is due within 9 days."""
    assert folder.is_dir()
    done = run("visits", "due", *AS_OF, "--within", "9")
    assert (done.code, done.err) == (0, "")
    for part in (
        "到期联系   示例   截至 2026-07-01",
        "3 家到期，2 家今天就该联系：1 家已逾期（平均 16.0 天，最久 16 天）",
        "按时联系率 60.0%：5 家要联系的客户里 3 家还在间隔内",
        "1 家从没联系过",
        "王芳：2 家到期，1 家逾期",
    ):
        assert part in done.out
    found = json.loads(run("visits", "due", *AS_OF, "--format", "json").out)
    assert [(row["id"], row["overdue_days"], row["purpose"]) for row in found["rows"]] == [
        ("C2", 16, "new_product"), ("C4", 0, "need_change"),
    ]  # fmt: skip
    assert found["summary"]["all"]["over_contacted"] is None
    assert "customers due: 2; by today: 2: overdue 1" in run("visits", "due", *AS_OF, "--lang", "en").out
    for days in ("-1", "401"):
        assert run("visits", "due", *AS_OF, "--within", days).code == 2


def test_bad_lists_are_told_and_offered(folder: Path, run: Run) -> None:
    """An owner nearly in the team, one without, two rows of one customer, contacts of strangers and of tomorrow."""
    more = "C1,甲公司,王芳芳,2026-06-25,,5,5,5\nC6,<script>,陈志名,2026-06-20,,,,\nC7,=1+1 {x},,2027-06-01,,,,\n"
    (folder / "客户.csv").write_text(CUSTOMERS + more, "utf-8")
    lines = "C2,2026-07-02\nC-2,2026-06-20\nC2,\n,2026-06-20\nC2,2026-06-30\n"
    (folder / "人员.csv").write_text(TEAM + "陈志明,3\n", "utf-8")
    (folder / "跟进.csv").write_text("客户编号,跟进日期\n" + lines, "utf-8")
    done = run("visits", "plan", *AS_OF, "--activities", "跟进.csv")
    assert (done.code, done.err) == (0, "")
    for part in (
        "负责人 陈志名 不在人员名单里，他们的 1 家客户没人去 (VISITS-unknown-owner)",
        "是不是写错了：陈志名 → 陈志明？",
        "1 家客户没有负责人，没人去 (VISITS-no-owner)",
        "1 行客户重复（如 C1）",
        "1 行跟进的客户（C-2）名单和订单里都没有，未计入 (ACTIVITIES-unknown-customer)",
        "2 行跟进没有客户或日期，未计入 (ACTIVITIES-incomplete)",
        "2026-07-01 之后的 1 行跟进未计入 (ACTIVITIES-after-as-of)",
        "VISITS-contact-after-as-of",
    ):
        assert part in done.out, part
    assert "C6 <script>" in done.out


def test_no_list_no_customers_no_capacity(folder: Path, run: Run) -> None:
    for command in ("plan", "due"):
        done = run("visits", command, *AS_OF, "--no-plan")
        assert (done.code, f"salesplan visits {command}" in done.err) == (2, True)
    (folder / "人员.csv").write_text(TEAM.replace(",1", ",0"), "utf-8")
    assert "王芳 每天 0 次，客户没人去 (VISITS-no-capacity)" in run("visits", "plan", *AS_OF).out
    (folder / "客户.csv").write_text(CUSTOMERS.partition("\n")[0] + "\n", "utf-8")
    assert run("visits", "plan", *AS_OF).code == 3
    assert run("visits", "due", *AS_OF).code == 3


def test_names_alone_will_do(folder: Path, run: Run) -> None:
    """A list without ids, owners and team is that of one person."""
    (folder / "名单.csv").write_text("客户名称,最近跟进\n甲公司,2026-06-01\n乙公司,2026-06-29\n", "utf-8")
    done = run("visits", "plan", "名单.csv", *AS_OF, "--no-plan")
    assert "VISITS-one-person" in done.out
    assert "!甲" in done.out
    assert run("visits", "plan", "名单.csv", *AS_OF, "--no-plan", "--per-rep", "日历").code == 0
    assert len(list((folder / "日历").iterdir())) == 1


def test_the_example_company(company: Path, run: Run) -> None:
    """The plan's own lists; files are the whole page, and the calendar holds what is planned."""
    assert company.is_dir()
    done = run("visits", "plan", "--as-of", "2026-06-30", "--lang", "en", "-o", "visits.xlsx")
    assert (done.code, done.err) == (0, "written to visits.xlsx\n")
    write_all = run("visits", "plan", "--as-of", "2026-06-30", "-q", "-o", "visits.ics")
    assert (write_all.code, write_all.err) == (0, "")
    found = json.loads(run("visits", "plan", "--as-of", "2026-06-30", "--format", "json").out)
    assert len(events(company / "visits.ics")) == found["summary"]["visits"]
    due = run("visits", "due", "--as-of", "2026-06-30", "--lang", "en", "-o", "due.html")
    assert (due.code, (company / "due.html").stat().st_size > 0) == (0, True)
