from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from salesplan.errors import CannotWrite
from salesplan.load.minutes import load_minutes
from salesplan.model.minutes import Action, Minutes
from salesplan.text import Lang, set_language
from salesplan.write.minutes import minutes_name, write_minutes

WEEKLY = Minutes(
    meeting="weekly",
    day=date(2026, 6, 29),
    actions=(
        Action(what='发 "报价": 3 份, #1', owner="张三", due=date(2026, 7, 3), since=date(2026, 6, 22)),
        Action(what="{x}"),
    ),
)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_new_minutes_read_as_they_were_written(tmp_path: Path, language: Lang) -> None:
    set_language(language)
    file = write_minutes(tmp_path / "meetings", WEEKLY)
    assert file.name == "2026-06-29-weekly.yaml"
    ((kept,), wrong) = load_minutes(tmp_path / "meetings")
    assert not wrong
    assert kept.minutes == WEEKLY
    assert not kept.minutes.was_held


def test_who_is_invited_stands_there_to_be_taken_over(tmp_path: Path) -> None:
    file = write_minutes(tmp_path, WEEKLY, ("张三", "# x"))
    assert "# 应到：张三, '# x'\nattended: []" in file.read_text("utf-8")
    assert load_minutes(tmp_path)[0][0].minutes == WEEKLY


def test_new_minutes_without_any_action_can_be_read_as_they_are(tmp_path: Path) -> None:
    empty = Minutes(meeting="morning", day=date(2026, 6, 30))
    write_minutes(tmp_path, empty)
    assert load_minutes(tmp_path)[0][0].minutes == empty


def test_signs_of_control_survive(tmp_path: Path) -> None:
    odd = WEEKLY.model_copy(update={"actions": (Action(what="a\x07b\tc", owner="x\ny"),)})
    write_minutes(tmp_path, odd)
    assert load_minutes(tmp_path)[0][0].minutes == odd


def test_minutes_that_are_there_stay(tmp_path: Path) -> None:
    file = write_minutes(tmp_path, WEEKLY)
    file.write_text("meeting: weekly\nday: 2026-06-29\nattended: [张三]\n", "utf-8")
    with pytest.raises(CannotWrite) as refused:
        write_minutes(tmp_path, WEEKLY)
    assert refused.value.problems[0].code == "MINUTES-there"
    assert "张三" in file.read_text("utf-8")


def test_the_name_of_a_talk_has_the_person(tmp_path: Path) -> None:
    talk = Minutes(meeting="one-to-one", day=date(2026, 6, 29), person="../../张 三")
    assert minutes_name(talk) == "2026-06-29-one-to-one-______张_三.yaml"
    assert write_minutes(tmp_path, talk).parent == tmp_path


def test_words_of_people_are_understood(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "meeting: 周会\nday: 2026年6月29日\nattended: 张三\nactions:\n- {what: 发报价, status: 已完成}\n", "utf-8"
    )
    ((kept,), _) = load_minutes(tmp_path)
    assert (kept.minutes.meeting, kept.minutes.was_held, kept.minutes.actions[0].status) == ("weekly", True, "done")


def test_every_mistake_of_every_file_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("meeting: weekly\nday: 2026-06-31\n", "utf-8")
    (tmp_path / "b.yaml").write_text("meeting: weekly\nday: 2026-06-29\nactions:\n- {what: x, statuss: 好}\n", "utf-8")
    (tmp_path / "c.txt").write_text("not ours", "utf-8")
    (tmp_path / "d.yaml").write_text("meeting: weekly\nday: 2026-06-29\n", "utf-8")
    kept, wrong = load_minutes(tmp_path)
    assert len(kept) == 1
    assert [(Path(p.place.file or "").name, p.place.line) for p in wrong] == [("a.yaml", 2), ("b.yaml", 4)]


def test_no_folder_holds_no_minutes(tmp_path: Path) -> None:
    assert load_minutes(tmp_path / "none") == ([], [])
