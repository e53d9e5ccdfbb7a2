"""An update of a text list changes exactly its fields; the csv module and plain bytes say so, not our own code."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

import polars as pl
import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from salesplan.errors import BadInput, CannotWrite
from salesplan.load.encoding import decode
from salesplan.load.textfile import Layout, text_grid
from salesplan.write.atomic import sha256_of
from salesplan.write.backup import undo
from salesplan.write.columns import our_column
from salesplan.write.patch.cell_xml import CellValue
from salesplan.write.patch.text_body import TextBody, open_text
from salesplan.write.text_update import update_text_columns
from salesplan.write.update import CellChange, NewColumn, RowKeys, Update, UpdateOptions

OPTIONS = UpdateOptions(datetime(2026, 11, 21, 18, 45), lock_wait=0)  # noqa: DTZ001 - backups are named by the user's own clock
CLASS, SCORE, CONTACT = "客户分级 (salesplan)", "MAN 分 (salesplan)", "下次联系 (salesplan)"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "list.csv"


def classes(*rows: int) -> NewColumn:
    """A, B, C ... for these lines."""
    return NewColumn("class", dict(zip(rows, "ABCDEFGH", strict=False)))


def update(path: Path, *columns: NewColumn, header: int = 1, encoding: str = "utf-8", **more: Any) -> Update:  # noqa: ANN401 - passed on
    return update_text_columns(
        path, header, columns or (classes(2, 3),), more.pop("options", OPTIONS), encoding=encoding, **more
    )


def after(path: Path, text: str | bytes, *columns: NewColumn, **more: Any) -> str:  # noqa: ANN401 - passed on
    """What a file with this content holds after an update."""
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    update(path, *columns, **more)
    return path.read_bytes().decode()


def refused(path: Path, *columns: NewColumn, **more: Any) -> list[str]:  # noqa: ANN401 - passed on
    """The codes of a refusal that left the file and its folder as they were."""
    before, names = path.read_bytes(), sorted(p.name for p in path.parent.iterdir())
    with pytest.raises(CannotWrite) as caught:
        update(path, *columns, **more)
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == names
    return [problem.code for problem in caught.value.problems]


class TestFields:
    def test_new_columns_follow_the_last_in_our_order(self, path: Path) -> None:
        score = NewColumn("man_score", {2: Decimal("0.50"), 3: Decimal(1)})
        contact = NewColumn("next_contact", {2: date(2026, 1, 5), 3: None})
        assert after(path, "编号,名称\n1,甲\n2,乙\n", contact, score, classes(2, 3)) == (
            f"编号,名称,{CLASS},{SCORE},{CONTACT}\n1,甲,A,0.5,2026-01-05\n2,乙,B,1,\n"
        )

    def test_headers_take_the_language_of_the_list(self, path: Path) -> None:
        assert after(path, "id,name\n1,x\n", classes(2), lang="en").startswith("id,name,Class (salesplan)\n")

    def test_columns_that_are_there_stay_where_they_are_in_any_language(self, path: Path) -> None:
        assert after(path, "客戶分級（salesplan）,id\nX,1\nY,2\n") == "客戶分級（salesplan）,id\nA,1\nB,2\n"

    def test_a_column_of_the_user_with_our_name_is_left_alone(self, path: Path) -> None:
        assert after(path, "客户分级,id\nX,1\nY,2\n") == f"客户分级,id,{CLASS}\nX,1,A\nY,2,B\n"

    def test_one_of_ours_twice_is_refused(self, path: Path) -> None:
        path.write_text(f"id,{CLASS},class (salesplan)\n1,A,A\n2,B,B\n", "utf-8")
        assert refused(path) == ["WRITE-two-columns"]

    def test_none_clears_and_a_row_without_a_value_is_left(self, path: Path) -> None:
        given = f"{CLASS},id\nX,1\nY,2\n"
        assert after(path, given, NewColumn("class", {2: None})) == f"{CLASS},id\n,1\nY,2\n"

    @pytest.mark.parametrize(("text", "written"), [("=1+1", "'=1+1"), ("-5", "'-5"), ("@x", "'@x"), ("+x", "'+x")])
    def test_a_text_that_would_be_run_gets_an_apostrophe(self, path: Path, text: str, written: str) -> None:
        assert after(path, "id\n1\n", NewColumn("class", {2: text})).endswith(f"\n1,{written}\n")

    @pytest.mark.parametrize(
        ("text", "written"),
        [("a b", "a b"), (" a", '" a"'), ("a,b", '"a,b"'), ('a"b', '"a""b"'), ("a\nb", '"a\nb"'), ("a;b", "a;b")],
    )
    def test_quotes_only_where_needed(self, path: Path, text: str, written: str) -> None:
        assert after(path, "id,b\n1,2\n", NewColumn("class", {2: text})).endswith(f"\n1,2,{written}\n")

    def test_a_file_that_quotes_every_field_quotes_ours(self, path: Path) -> None:
        columns = classes(2), NewColumn("man_score", {2: 5, 3: None})
        assert after(path, '"id","b"\n"1",""\n"2","x"\n', *columns) == (
            f'"id","b","{CLASS}","{SCORE}"\n"1","","A","5"\n"2","x","",""\n'
        )

    def test_a_file_that_quotes_texts_but_no_numbers_does_so_with_ours(self, path: Path) -> None:
        columns = classes(2), NewColumn("man_score", {2: 5, 3: None})
        assert after(path, '"id","b"\n1,"x"\n2,"y"\n', *columns) == (
            f'"id","b","{CLASS}","{SCORE}"\n1,"x","A",5\n2,"y",,\n'
        )

    def test_a_field_of_ours_keeps_its_quotes(self, path: Path) -> None:
        assert after(path, f'{CLASS},id\n"X",1\nY,2\n') == f'{CLASS},id\n"A",1\nB,2\n'

    def test_the_decimal_mark_of_the_list(self, path: Path) -> None:
        score = NewColumn("man_score", {2: Decimal("2.5")})
        assert after(path, "id;x\n1;2,5\n", score, decimal=",").endswith("\n1;2,5;2,5\n")
        assert after(path, "id,x\n1,2\n", score, decimal=",").endswith('\n1,2,"2,5"\n')


class TestLines:
    def test_each_record_keeps_its_line_end_and_a_missing_one_stays_missing(self, path: Path) -> None:
        given = "id,b\r\n1,x\n2,y\r3,z"
        assert after(path, given, classes(2, 3, 4)) == f"id,b,{CLASS}\r\n1,x,A\n2,y,B\r3,z,C"

    def test_rows_are_lines_with_quoted_breaks_blank_lines_and_a_sep_line(self, path: Path) -> None:
        given = 'sep=;\r\nid;b\r\n"1\r\n1";x\r\n\r\n2;"y\n\n"\r\n3;z\r\n'
        assert after(path, given, classes(3, 6, 9)) == (
            f'sep=;\r\nid;b;{CLASS}\r\n"1\r\n1";x;A\r\n\r\n2;"y\n\n";B\r\n3;z;C\r\n'
        )

    def test_lines_are_those_that_the_reader_gives(self, path: Path) -> None:
        given = b'sep=;\r\nid;b\r\n"1\r\n1";x\r\n\r\n2;"y\n\n"\r3;z\r\n'
        path.write_bytes(given)
        lines = text_grid(decode(given, "x"), "x").lines
        assert lines is not None
        assert list(lines) == [record.line for record in open_text(path, "utf-8").records()]

    def test_the_header_may_stand_below_a_title_and_counts_records(self, path: Path) -> None:
        given = '名单 2026\n"a\nb",\nid,b\n1,x\n2,y\n'
        assert after(path, given, classes(5, 6), header=3) == f'名单 2026\n"a\nb",,\nid,b,{CLASS}\n1,x,A\n2,y,B\n'

    def test_a_short_record_is_filled_up_and_one_without_values_only_when_it_was_full(self, path: Path) -> None:
        given = "id,b,c\n1\n2,x,y\n合计,,9\n制表\n"
        assert after(path, given) == f"id,b,c,{CLASS}\n1,,,A\n2,x,y,B\n合计,,9,\n制表\n"

    def test_a_short_record_is_filled_up_to_the_last_of_ours(self, path: Path) -> None:
        score = NewColumn("man_score", {2: None, 3: 1})
        assert after(path, "id,b\n1\n2,x\n", classes(2), score) == f"id,b,{CLASS},{SCORE}\n1,,A,\n2,x,,1\n"

    def test_behind_the_widest_record_that_holds_something(self, path: Path) -> None:
        given = "id,b\n1,x,注\n2,y,,\n"
        assert after(path, given) == f"id,b,,{CLASS}\n1,x,注,A\n2,y,,B\n"

    def test_behind_an_empty_last_header(self, path: Path) -> None:
        assert after(path, "id,b,\n1,x,\n2,y,\n") == f"id,b,,{CLASS}\n1,x,,A\n2,y,,B\n"

    def test_quotes_that_are_plain_characters_stay_so(self, path: Path) -> None:
        given = '品名,id\n"3 寸" 管,1\n4" 管,2\n合计,\n'
        now = after(path, given)
        assert now == f'品名,id,{CLASS}\n"3 寸" 管,1,A\n4" 管,2,B\n合计,,\n'
        assert text_grid(decode(now.encode(), "x"), "x").cells["column"].max() == 2
        path.write_text(given, "utf-8")
        assert refused(path, NewColumn("class", {2: "a,b"})) == ["WRITE-unsupported"]


class TestEncodings:
    @pytest.mark.parametrize(
        ("encoding", "mark"),
        [
            ("utf-8", b""),
            ("utf-8 with byte order mark", b"\xef\xbb\xbf"),
            ("utf-16-le with byte order mark", b"\xff\xfe"),
            ("utf-16-be with byte order mark", b"\xfe\xff"),
            ("utf-16-le", b""),
            ("gb18030", b""),
            ("shift_jis", b""),
        ],
    )
    @pytest.mark.parametrize("separator", [",", "|", "\t"])
    def test_encoding_and_mark_stay(self, path: Path, encoding: str, mark: bytes, separator: str) -> None:
        codec = encoding.removesuffix(" with byte order mark")
        given, wanted = ("編号,名称\r\n1,丙丞\r\n2,乙\r\n", "編号,名称,Class (salesplan)\r\n1,丙丞,A\r\n2,乙,B\r\n")
        path.write_bytes(mark + given.replace(",", separator).encode(codec))
        update(path, encoding=encoding, lang="en")
        assert path.read_bytes() == mark + wanted.replace(",", separator).encode(codec)

    def test_bytes_with_a_twin_in_big5_stay(self, path: Path) -> None:
        # two codes of Big5 are read as the same character
        path.write_bytes(b"id,b\n\xa2\xcc,\xa2\xce\n")
        update(path, classes(2), encoding="big5", lang="en")
        assert path.read_bytes() == b"id,b,Class (salesplan)\n\xa2\xcc,\xa2\xce,A\n"
        path.write_bytes(b"id|b\n\xa2\xcc|\xa2\xce\n")
        assert refused(path, classes(2), encoding="big5", lang="en") == ["WRITE-unsupported"]

    @pytest.mark.parametrize(("encoding", "word"), [("big5", "沉睡"), ("cp1252", "甲"), ("big5", "🙂")])
    def test_a_word_that_the_encoding_does_not_have_is_refused(self, path: Path, encoding: str, word: str) -> None:
        path.write_bytes(b"id,b\n1,x\n2,y\n")
        columns = classes(2), NewColumn("lifecycle", {2: "New", 3: "够" if encoding == "big5" else word})
        with pytest.raises(CannotWrite) as caught:
            update(path, *columns, NewColumn("tier", {3: "够"}), encoding=encoding, lang="en")
        problem = caught.value.problems[0]
        assert problem.code == "WRITE-encoding"
        assert problem.value in ("够", word)
        assert problem.place.line == 3
        assert encoding in problem.what.in_("zh")
        assert path.read_bytes() == b"id,b\n1,x\n2,y\n"

    def test_a_file_that_does_not_fit_its_encoding_is_bad_input(self, path: Path) -> None:
        path.write_bytes(b"id,b\n1,\xff\n")
        with pytest.raises(BadInput):
            update(path, classes(2))


class TestNoChange:
    @pytest.mark.parametrize(
        ("key", "held", "value"),
        [
            ("class", "A", "A"),
            ("class", "'=A", "=A"),
            ("class", '"A"', "A"),
            ("class", '""', None),
            ("man_score", "0.50", Decimal("0.5")),
            ("man_score", "5", 5.0),
            ("as_of", "2026/1/5", date(2026, 1, 5)),
            ("as_of", "2026.01.05", date(2026, 1, 5)),
        ],
    )
    def test_a_field_that_says_so_already_is_left(self, path: Path, key: str, held: str, value: CellValue) -> None:
        path.write_text(f"id,{our_column(key).header('zh')}\n1,{held}\n", "utf-8")
        os.utime(path, (1, 1))
        assert update(path, NewColumn(key, {2: value})).changed == 0
        assert path.stat().st_mtime == 1
        assert [p.name for p in path.parent.iterdir()] == [path.name]

    @pytest.mark.parametrize(
        ("key", "held", "value"),
        [
            ("class", "a", "A"),
            ("class", "A ", "A"),
            ("class", "", "A"),
            ("man_score", "0.51", Decimal("0.5")),
            ("man_score", "x", Decimal("0.5")),
            ("as_of", "2026/1/6", date(2026, 1, 5)),
            ("as_of", "2026/13/5", date(2026, 1, 5)),
        ],
    )
    def test_a_field_that_says_something_else_is_not(self, path: Path, key: str, held: str, value: CellValue) -> None:
        path.write_text(f"id,{our_column(key).header('zh')}\n1,{held}\n", "utf-8")
        assert update(path, NewColumn(key, {2: value})).changed == 1

    def test_twice_gives_the_same_bytes_in_another_language_too(self, path: Path) -> None:
        once = after(path, "id,b\n1,x\n2,y\n")
        assert update(path, lang="en").changed == 0
        assert path.read_bytes().decode() == once

    def test_a_short_row_without_a_value_stays_short(self, path: Path) -> None:
        path.write_text(f"id,b,{CLASS}\n1\n", "utf-8")
        assert update(path, NewColumn("class", {2: None})).changed == 0


class TestSafety:
    def test_backup_undo_and_what_is_told(self, path: Path) -> None:
        path.write_bytes(b"id,b\n1,x\n2,y\n")
        told = update(path)
        assert told.changed == 3
        assert told.first[:2] == (CellChange("C1", None, CLASS), CellChange("C2", None, "A"))
        assert [(c.our.key, c.letters, c.is_new) for c in told.columns] == [("class", "C", True)]
        assert told.sha256 == sha256_of(path)
        assert told.backup is not None
        assert told.backup.name == "list.csv.bak"
        undo(path, OPTIONS.moment)
        assert path.read_bytes() == b"id,b\n1,x\n2,y\n"

    def test_a_dry_run_shows_the_first_20_and_writes_nothing(self, path: Path) -> None:
        path.write_text("id\n" + "1\n" * 30, "utf-8")
        before = path.read_bytes()
        column = NewColumn("class", dict.fromkeys(range(2, 32), "A"))
        told = update(path, column, options=UpdateOptions(OPTIONS.moment, dry_run=True))
        assert (told.changed, len(told.first), told.backup) == (31, 20, None)
        assert told.first[19] == CellChange("B20", None, "A")
        assert path.read_bytes() == before
        assert [p.name for p in path.parent.iterdir()] == [path.name]

    def test_a_file_that_changed_since_it_was_read_is_refused(self, path: Path) -> None:
        path.write_text("id\n1\n2\n", "utf-8")
        assert refused(path, options=UpdateOptions(OPTIONS.moment, expected_sha256="0")) == ["WRITE-changed"]

    def test_a_file_that_changes_while_it_is_written_is_refused(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write = TextBody.write

        def meanwhile(body: TextBody, file: BinaryIO, pieces: Iterable[bytes]) -> None:
            write(body, file, pieces)
            path.write_text("id\nsaved by somebody\n", "utf-8")

        path.write_text("id\n1\n2\n", "utf-8")
        monkeypatch.setattr(TextBody, "write", meanwhile)
        with pytest.raises(CannotWrite) as caught:
            update(path)
        assert [problem.code for problem in caught.value.problems] == ["WRITE-changed"]
        assert path.read_text("utf-8") == "id\nsaved by somebody\n"
        assert [p.name for p in path.parent.iterdir()] == [path.name]

    def test_a_dry_run_tells_what_a_field_said(self, path: Path) -> None:
        path.write_text(f'{CLASS}\n"x""y"\n', "utf-8")
        told = update(path, classes(2), options=UpdateOptions(OPTIONS.moment, dry_run=True))
        assert told.first == (CellChange("A2", 'x"y', "A"),)

    def test_an_open_file_is_refused_though_nothing_would_change(self, path: Path) -> None:
        path.write_text(f"id,{CLASS}\n1,A\n2,B\n", "utf-8")
        path.with_name(f".~lock.{path.name}#").touch()
        assert refused(path) == ["WRITE-open"]

    def test_a_read_only_file_and_an_open_one_are_refused(self, path: Path) -> None:
        path.write_text("id\n1\n2\n", "utf-8")
        mark = path.with_name(f".~lock.{path.name}#")
        mark.touch()
        assert refused(path) == ["WRITE-open"]
        told = update(path, options=UpdateOptions(OPTIONS.moment, dry_run=True))
        assert [w.code for w in told.warnings] == ["WRITE-open"]
        mark.unlink()
        path.chmod(0o444)
        assert refused(path) == ["WRITE-read-only"]

    @pytest.mark.parametrize("row", [3, 4, 99])
    def test_a_line_on_which_no_record_starts_is_refused(self, path: Path, row: int) -> None:
        path.write_text('id,b\n1,"x\ny"\n\n2,z\n', "utf-8")
        assert refused(path, classes(2, row)) == ["WRITE-changed"]

    def test_a_header_that_is_gone_is_refused(self, path: Path) -> None:
        path.write_text("id\n1\n2\n", "utf-8")
        assert refused(path, header=9) == ["WRITE-changed"]

    def test_more_than_20_rows_are_counted(self, path: Path) -> None:
        path.write_text("id\n1\n", "utf-8")
        rows = dict.fromkeys(range(5, 30), "A")
        assert refused(path, NewColumn("class", rows)) == ["WRITE-changed"] * 21


class TestKeys:
    BY_ROW = RowKeys(1, {2: "1", 3: "2"})
    BY_ID = RowKeys(1, {2: "1", 3: "2"}, by="id", header="id")

    @pytest.mark.parametrize("keys", [BY_ROW, BY_ID])
    def test_rows_that_are_the_same_but_for_width_and_blanks(self, path: Path, keys: RowKeys) -> None:
        assert after(path, 'id,b\n１,x\n" 2 ",y\n', keys=keys).endswith('\n１,x,A\n" 2 ",y,B\n')

    def test_by_row_another_key_is_refused(self, path: Path) -> None:
        path.write_text("id,b\n2,y\n1,x\n", "utf-8")
        assert refused(path, keys=self.BY_ROW) == ["WRITE-changed"] * 2

    def test_by_id_values_follow_their_key_and_its_column(self, path: Path) -> None:
        assert after(path, "b,id\nnew,3\ny,2\nx,1\n", keys=self.BY_ID).endswith("\nnew,3,\ny,2,B\nx,1,A\n")

    @pytest.mark.parametrize(
        ("lines", "code", "what"),
        [
            ("3,x\n1,y", "missing", "“2”读取时在第 3 行，现在不在了，没有写入"),
            ("1,x\n", "missing", "“2”读取时在第 3 行，现在不在了，没有写入"),
            ("2,x\n2,y\n1,z", "doubled", "“2”读取时只在第 3 行，现在第 3, 4 行都是它，没有写入"),
        ],
    )
    def test_by_id_a_key_that_is_gone_or_twice_elsewhere_is_refused(
        self, path: Path, lines: str, code: str, what: str
    ) -> None:
        path.write_text(f"id,b\nz,z\n{lines}\n", "utf-8")
        with pytest.raises(CannotWrite) as caught:
            update(path, keys=self.BY_ID)
        assert [(p.code, str(p.what)) for p in caught.value.problems] == [(f"WRITE-key-{code}", what)]

    def test_by_id_no_value_follows_without_the_header(self, path: Path) -> None:
        path.write_text("id,b\n2,y\n1,x\n", "utf-8")
        assert refused(path, keys=RowKeys(1, {2: "1", 3: "2"}, by="id")) == ["WRITE-changed"] * 2

    def test_a_key_column_that_is_gone_is_refused(self, path: Path) -> None:
        path.write_text("nr,b\n1,x\n2,y\n", "utf-8")
        assert refused(path, keys=self.BY_ID) == ["WRITE-changed"]

    def test_rows_without_a_key_must_hold_their_other_one(self, path: Path) -> None:
        keys = RowKeys(1, {2: "1"}, by="id", others=RowKeys(2, {3: "y"}))
        assert after(path, "id,b\n1,x\n,y\n", keys=keys).endswith("\n1,x,A\n,y,B\n")
        path.write_text("id,b\n1,x\n,z\n", "utf-8")
        assert refused(path, keys=keys) == ["WRITE-changed"]

    def test_a_blank_key_will_do_only_in_the_file_that_was_read(self, path: Path) -> None:
        path.write_text("id,b\n1,x\n,y\n", "utf-8")
        assert refused(path, keys=self.BY_ROW) == ["WRITE-changed"]
        as_read = UpdateOptions(OPTIONS.moment, expected_sha256=sha256_of(path))
        assert update(path, keys=self.BY_ROW, options=as_read).changed == 3


WORDS = st.text(st.sampled_from('ab1 ,;|\t"\r\n客户丙=.é'), max_size=6)
CODECS = {"utf-8": "utf-8", "utf-8 with byte order mark": "utf-8-sig", "gb18030": "gb18030", "utf-16-le": "utf-16-le"}


@st.composite
def lists(draw: st.DrawFn) -> tuple[bytes, str]:
    """A list of three columns as somebody else's program may have written it, and its encoding."""
    encoding, separator = draw(st.sampled_from(sorted(CODECS))), draw(st.sampled_from(",;\t|"))
    records = [["id", "客户", "c"], *draw(st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=6))]
    every = draw(st.booleans())
    text = ""
    for i, record in enumerate(records):
        buffer = io.StringIO(newline="")
        style = {"quoting": csv.QUOTE_ALL} if every or (i and draw(st.booleans())) else {}
        csv.writer(buffer, delimiter=separator, lineterminator="", **style).writerow(record)  # type: ignore[arg-type] # csv's constants are plain numbers
        text += buffer.getvalue() + draw(st.sampled_from(["\n", "\r\n", "\r"]))
        text += draw(st.sampled_from(["", "", "\r\n"]))
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    return text.encode(CODECS[encoding]), encoding


def test_a_list_whose_separator_would_be_taken_for_another_one_is_refused(path: Path) -> None:
    data = 'id,客户,c\n""\n""\n""\n,;\n,;\n,;\n'.encode("gb18030")
    path.write_bytes(data)
    with pytest.raises(CannotWrite) as caught:
        update(path, *columns_of(list(range(2, 8)), [*[None] * 5, "1"]), encoding="gb18030")
    assert "分隔符" in str(caught.value.problems[0].what)
    assert path.read_bytes() == data


@given(lists(), st.lists(st.one_of(st.none(), WORDS, st.dates(), st.decimals(-9, 9, places=2)), min_size=6, max_size=6))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_other_field_stays_as_it_is(path: Path, made: tuple[bytes, str], values: list[CellValue]) -> None:
    data, encoding = made
    for old in path.parent.iterdir():
        old.unlink()
    path.write_bytes(data)
    assume(is_read(data, encoding))
    old_body = open_text(path, encoding)
    before = list(old_body.records())
    lines = [r.line for r in before[1:] if r.raw]
    try:
        told = update(path, *columns_of(lines, values), encoding=encoding)
    except CannotWrite:
        reject()  # rare: with our words in it the separator would be taken for another one
    body = open_text(path, encoding)
    now = list(body.records())
    assert (body.layout, body.mark) == (old_body.layout, old_body.mark)
    assert [r.end for r in now] == [r.end for r in before]
    ours = {place.column - 1 for place in told.columns}
    for was, record in zip(before, now, strict=True):
        fields, own = old_body.fields(was), body.fields(record)
        assert theirs(own[: len(fields)], ours) == theirs(fields, ours)
        assert {body.text(field) for field in theirs(own[len(fields) :], {i - len(fields) for i in ours})} <= {""}
    assert [[body.text(f) for f in body.fields(r)] for r in now] == as_csv(path, encoding, body.layout)
    # a line break in a value moves the lines below it
    moved = [record.line for record in now[1:] if record.raw]
    assert update(path, *columns_of(moved, values), encoding=encoding).changed == 0
    undo(path, OPTIONS.moment)
    assert path.read_bytes() == data


def is_read(data: bytes, encoding: str) -> bool:
    """Whether the reader takes it for a list of three columns."""
    try:
        grid = text_grid(decode(data, "list", encoding), "list")
    except BadInput:
        return False
    return grid.cells.filter(pl.col("row") == 1)["text"].to_list() == ["id", "客户", "c"]


def columns_of(lines: list[int], values: list[CellValue]) -> list[NewColumn]:
    return [NewColumn(key, dict(zip(lines, values, strict=False))) for key in ("class", "tier")]


def theirs(fields: list[bytes], ours: set[int]) -> list[bytes]:
    return [field for at, field in enumerate(fields) if at not in ours]


def as_csv(path: Path, encoding: str, layout: Layout) -> list[list[str]]:
    """The records as the csv module reads them."""
    lines = io.StringIO(path.read_bytes().decode(CODECS[encoding]), newline="")
    return list(csv.reader(lines, delimiter=layout.separator, quotechar='"' if layout.quoted else None))
