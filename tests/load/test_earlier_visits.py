from __future__ import annotations

from pathlib import Path

import pytest

from salesplan.errors import BadInput
from salesplan.load.earlier_visits import load_earlier_visits
from salesplan.model.earlier_visit import EarlierVisit

OURS = "BEGIN:VEVENT\nUID:1-1@salesplan\nDTSTAMP:20260701T000000Z\nSEQUENCE:3\nDTSTART;VALUE=DATE:20260702\n"
NOTES = "X-SALESPLAN-DUE:20260701\nX-SALESPLAN-MARK:ab\n"


def read(folder: Path, content: str | bytes) -> tuple[EarlierVisit, ...]:
    file = folder / "earlier.ics"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_earlier_visits(str(file))


@pytest.mark.parametrize(
    "content",
    [
        "", "客户,日期\n", b"\xff\xfe\x00", b"BEGIN:VCALENDAR\r\nSUMMARY:\xff\r\n",
        f"BEGIN:VCALENDAR\n{OURS}END:VEVENT\nEND:VCALENDAR\n",
        f"BEGIN:VCALENDAR\n{OURS}{NOTES}DTSTART:soon\nEND:VEVENT\nEND:VCALENDAR\n",
        f"BEGIN:VCALENDAR\n{OURS}{NOTES}DTSTART:20260231\nEND:VEVENT\nEND:VCALENDAR\n",
        f"BEGIN:VCALENDAR\n{OURS}{NOTES}SEQUENCE:x\nEND:VEVENT\nEND:VCALENDAR\n",
        "BEGIN:VCALENDAR\n", f"BEGIN:VCALENDAR\n{OURS}{NOTES}END:VEVENT\n",
        f"BEGIN:VCALENDAR\n{OURS}{NOTES}END:VCALENDAR\n",
        f"BEGIN:VCALENDAR\n{OURS}{NOTES}{OURS}{NOTES}END:VEVENT\nEND:VCALENDAR\n",
    ],
)  # fmt: skip
def test_what_is_no_calendar_of_ours_is_refused(tmp_path: Path, content: str | bytes) -> None:
    with pytest.raises(BadInput) as refused:
        read(tmp_path, content)
    assert [problem.code for problem in refused.value.problems] == ["VISITS-earlier-plan"]


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    for file in (tmp_path / "none.ics", tmp_path):
        with pytest.raises(BadInput):
            load_earlier_visits(str(file))


def test_other_programs_may_have_saved_it(tmp_path: Path) -> None:
    """With a mark, LF, folded otherwise, small letters, further parameters; the line of what is wrong is told."""
    text = f"\ufeffbegin:vcalendar\n{OURS}{NOTES}SUMMARY;LANGUAGE=zh:甲公\n 司\\, 乙\nEND:VEVENT\nEND:VCALENDAR\n"
    (visit,) = read(tmp_path, text)
    assert visit.title == "甲公司, 乙"
    with pytest.raises(BadInput) as refused:
        read(tmp_path, f"BEGIN:VCALENDAR\nX:1\n{OURS}END:VEVENT\nEND:VCALENDAR\n")
    assert refused.value.problems[0].place.line == 3


def test_what_was_called_off_is_read_too(tmp_path: Path) -> None:
    """Also in the older form, which did not say when it was due."""
    for notes in (NOTES, ""):
        text = f"BEGIN:VCALENDAR\n{OURS}STATUS:CANCELLED\n{notes}END:VEVENT\nEND:VCALENDAR\n"
        (visit,) = read(tmp_path, text)
        assert (visit.uid, visit.sequence, visit.cancelled) == ("1-1@salesplan", 3, True)
