"""`classify --write` on text lists, from reading to the bytes on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from program import Run

HEAD = "客户编号;客户名称;购买力;决策权;需求"
OURS = "客户分级 (salesplan);MAN 分 (salesplan)"
WORDS = ("--as-of", "2026-06-30", "--columns", "class,man_score")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_values_stand_beside_their_customer_across_line_breaks_and_blank_lines(run: Run) -> None:
    path = Path("list.csv")
    lines = ["sep=;", HEAD, '"C\n1";甲;5;5;5', "", "C2;乙;1;1;1", '合计;2;"";;']
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    done = run("classify", "list.csv", *WORDS, "--write")
    assert done.code in (0, 1), done.err
    now = path.read_bytes().decode("gb18030").split("\r\n")
    assert now[:2] == ["sep=;", f"{HEAD};{OURS}"]
    assert [after.startswith(before) for before, after in zip(lines, now, strict=True)] == [True] * 6
    graded = [after.removeprefix(before).split(";")[1:] for before, after in zip(lines, now, strict=True)]
    assert graded[2][1] == "100"
    assert graded[4][1] == "0"
    assert graded[3] == []
    assert graded[5] == ["", ""]
    again = run("classify", "list.csv", *WORDS, "--write")
    assert "没有变化" in again.err
    assert run("undo", "list.csv").code == 0
    assert path.read_bytes() == "\r\n".join(lines).encode("gb18030")


def test_a_dry_run_names_the_line_and_the_column(run: Run) -> None:
    Path("list.csv").write_text(f"{HEAD}\nC1;甲;5;5;5\n", "utf-8")
    done = run("classify", "list.csv", *WORDS, "--dry-run")
    assert "F1  – → 客户分级 (salesplan)" in done.err + done.out
    assert "G2  甲  – → 100" in done.err + done.out
    assert Path("list.csv").read_text("utf-8") == f"{HEAD}\nC1;甲;5;5;5\n"


def test_two_lists_of_different_kinds_are_written_in_one_run(run: Run) -> None:
    Path("a.csv").write_text(f"{HEAD}\nC1;甲;5;5;5\n", "utf-8-sig")
    Path("b.txt").write_bytes(f"{HEAD}\nC2;乙;1;1;1\n".replace(";", "\t").encode("utf-16"))
    assert run("classify", "a.csv", "b.txt", *WORDS, "--write").code in (0, 1)
    assert Path("a.csv").read_bytes().decode("utf-8").startswith(f"\ufeff{HEAD};{OURS}\n")
    assert Path("b.txt").read_bytes().decode("utf-16").startswith(f"{HEAD};{OURS}\n".replace(";", "\t"))


def test_scores_take_the_decimal_comma_of_the_list(run: Run) -> None:
    Path("list.csv").write_text(f"{HEAD};年销售额\nC1;甲;5;4;2;1200,50\nC2;乙;4;2;2;7,5\n", "utf-8")
    assert run("classify", "list.csv", "--columns", "man_score", "--write").code in (0, 1)
    scores = [line.rsplit(";", 1)[1] for line in Path("list.csv").read_text("utf-8").splitlines()[1:]]
    assert all("." not in score for score in scores)
    assert any("," in score for score in scores)


def test_the_page_says_how_a_text_list_is_written_back(run: Run) -> None:
    Path("list.csv").write_text(f"{HEAD}\nC1;甲;5;5;5\n", "utf-8")
    assert "要写回名单：在这条命令后面加上 --write" in run("classify", "list.csv").out


def test_a_text_list_has_no_colours_and_that_is_said(run: Run) -> None:
    Path("list.csv").write_text(f"{HEAD}\nC1;甲;5;5;5\n", "utf-8")
    done = run("classify", "list.csv", "--columns", "class", "--write", "--color-rows")
    assert done.code in (0, 1)
    assert "文本名单没有颜色" in done.err


def test_a_web_page_is_only_read(run: Run) -> None:
    row = "<tr><td>{}</td><td>{}</td><td>{}</td></tr>"
    page = "".join(row.format(*cells) for cells in (("客户编号", "客户名称", "购买力"), ("C1", "甲", "5")))
    Path("list.xls").write_text(f"<html><table>{page}</table></html>", "utf-8")
    done = run("classify", "list.xls", "--write")
    assert (done.code, "WRITE-format" in done.err, ".html" in done.err) == (4, True, True)
