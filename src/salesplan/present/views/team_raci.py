"""How the duties look: what is wrong first, then tasks by people with their letters, then the playbooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from salesplan.compute.plan.execution.duties import BookStanding, Load, RaciSummary
from salesplan.model.result import Result
from salesplan.model.table import Value
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Line, Screen
from salesplan.present.numbers import integer
from salesplan.present.sections import page_start, problem_blocks
from salesplan.present.view import View
from salesplan.present.views.preparation_words import TASK_LABELS, in_a_row
from salesplan.present.views.target_words import width_needed
from salesplan.present.words import LIST_SEPARATOR
from salesplan.text import Text

Row = dict[str, Value]
TASK = Text("任务", "Task")
DOES, ANSWERS = Text("执行 R", "Responsible R"), Text("负责 A", "Accountable A")
ASKED, TOLD = Text("咨询 C", "Consulted C"), Text("告知 I", "Informed I")
ROLE = Text("职位", "Role")
DUTIES, STEPS = Text("职责", "Duties"), Text("做法", "Steps")
INDICATORS, LEVERS = Text("考核指标", "Indicators"), Text("有权决定", "May decide")
LETTER_COLUMNS = (("A", "accountable"), ("R", "responsible"), ("C", "consulted"), ("I", "informed"))


def blocks(result: Result[RaciSummary], screen: Screen) -> Iterator[Block]:
    """The page: how many tasks are in order, the findings, the matrix, the playbooks."""
    s = result.summary
    yield from page_start(VIEW.title, result, screen)
    if not s.tasks:
        none = Text("计划里没有 duties.raci：还没有职责表", "the plan has no duties.raci: nobody is given a task")
        yield Line(none)
    else:
        yield _verdict(s)
    yield from problem_blocks(result.findings, screen)
    if s.tasks:
        rows = list(result.rows.records())
        yield Blank()
        matrix = _matrix(rows, s.people)
        yield matrix if width_needed(matrix) <= screen.width else _lists(rows)
        yield Line(
            Text(
                "A 负责到底（只有一人）　R 执行　C 事先咨询　I 事后告知",
                "A answers for it (one only), R does it, C is asked before, I is told after",
            ),
            "dim",
        )
    yield from _books(s.playbooks)


def _verdict(s: RaciSummary) -> Line:
    told = Text(
        "{n} 件任务，{complete} 件分工清楚（一人负责、有人执行）",
        "{n} tasks, {complete} with one who answers and somebody who does it",
    ).format(n=s.tasks, complete=s.complete)
    if s.missing:
        left_out = Text("{told}；没写到：{missing}", "{told}; left out: {missing}")
        told = left_out.format(told=told, missing=in_a_row(s.missing, TASK_LABELS))
    return Line(told, "good" if s.complete == s.tasks and not s.missing else "warn", wrap=True)


def _matrix(rows: Sequence[Row], people: Sequence[Load]) -> Grid:
    """Tasks by people; the last line counts each one's letters."""
    heads = (Head(TASK, shrink=True), *(Head(one.name) for one in people))
    lines = tuple(_matrix_row(row, people) for row in rows)
    counted = tuple(_letters_counted(one) for one in people)
    return Grid(heads, (*lines, (Text("合计", "Total"), *counted)), total=True)


def _matrix_row(row: Row, people: Sequence[Load]) -> tuple[Content, ...]:
    letters = ("/".join(letter for letter, key in LETTER_COLUMNS if one.name in _names(row[key])) for one in people)
    return (Cell(str(row["task"]), "" if row["complete"] else "bad"), *(_cell(each) for each in letters))


def _cell(letters: str) -> Content:
    return Cell(letters, "strong" if "A" in letters else "dim" if letters in ("C", "I") else "")


def _letters_counted(one: Load) -> str:
    """``A2 R5``: only what there is of the two that make work."""
    return " ".join(f"{letter}{n}" for letter, n in (("A", one.a), ("R", one.r)) if n)


def _names(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _lists(rows: Sequence[Row]) -> Grid:
    """The same where there are too many people for a column each."""
    heads = (Head(TASK, shrink=True), *(Head(head, shrink=True) for head in (ANSWERS, DOES, ASKED, TOLD)))
    return Grid(heads, tuple(_list_row(row) for row in rows))


def _list_row(row: Row) -> tuple[Content, ...]:
    names = (str(LIST_SEPARATOR).join(_names(row[key])) for _, key in LETTER_COLUMNS)
    return (Cell(str(row["task"]), "" if row["complete"] else "bad"), *names)


def _books(books: Sequence[BookStanding]) -> Iterator[Block]:
    """What the playbooks hold, and roles without one."""
    if not any(book.written for book in books):
        return
    whole = sum(book.complete for book in books)
    yield Blank()
    told = Text("岗位手册：{n} 个职位，{whole} 份完整", "Playbooks: {n} roles, {whole} complete")
    yield Line(told.format(n=len(books), whole=whole), "good" if whole == len(books) else "warn")
    heads = (
        Head(ROLE),
        Head(Text("人数", "People"), "right"),
        *(Head(h, "right") for h in (DUTIES, STEPS, INDICATORS, LEVERS)),
    )
    yield Grid(heads, tuple(_book_row(book) for book in books))


def _book_row(book: BookStanding) -> tuple[Content, ...]:
    if not book.written:
        return (book.role, integer(book.people), Cell(Text("没有手册", "none"), "bad"), "", "", "")
    parts = (Cell(integer(n), "" if n else "bad") for n in (book.duties, book.steps, book.indicators))
    return (book.role, integer(book.people), *parts, integer(book.levers))


VIEW = View(
    title=Text("职责表", "Duties"),
    columns={
        "task": TASK,
        "responsible": DOES,
        "accountable": ANSWERS,
        "consulted": ASKED,
        "informed": TOLD,
        "complete": Text("分工清楚", "In order"),
        "key": Text("在计划里", "In the plan"),
    },
    labels={"missing": TASK_LABELS},
    figures={
        "tasks": Text("任务数", "Tasks"),
        "complete": Text("分工清楚", "In order"),
        "missing": Text("没写到的任务", "Left out"),
        "people": Text("各人的分工", "People"),
        "playbooks": Text("岗位手册", "Playbooks"),
        "name": Text("姓名或职位", "Name or role"),
        "role": ROLE,
        "written": Text("有手册", "Written"),
        "duties": DUTIES,
        "steps": STEPS,
        "indicators": INDICATORS,
        "levers": LEVERS,
    },
    whole=True,
    blocks=blocks,
)
