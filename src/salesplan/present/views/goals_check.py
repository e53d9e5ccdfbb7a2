"""How goals against SMART+C look: a matrix of goals and letters, then what fails, with the sentence to write."""

from __future__ import annotations

from collections.abc import Iterator

from salesplan.compute.plan.goals.smart_score import LETTERS, GoalScore, GoalsSummary, Status, goal_at
from salesplan.errors import RANK, Problem
from salesplan.model.result import Result
from salesplan.present.blocks import Blank, Block, Cell, Content, Grid, Head, Line, Screen, Style
from salesplan.present.numbers import integer
from salesplan.present.problems import MORE, marked_lines
from salesplan.present.safe import shown
from salesplan.present.sections import more_lines, parameter_line, plan_heading, problem_blocks
from salesplan.present.view import View
from salesplan.present.words import listed
from salesplan.text import Text

SHOWN = 40
"""Goals of the matrix that are shown unless all are asked for; those with the most to mend come first then."""
LETTER_NAMES: dict[str, Text] = {
    "S": Text("S 具体", "S specific"),
    "M": Text("M 可衡量", "M measurable"),
    "A": Text("A 可达成", "A attainable"),
    "R": Text("R 相关", "R relevant"),
    "T": Text("T 有期限", "T timed"),
    "C": Text("C 一致", "C consistent"),
}
STATUSES: dict[str, Text] = {
    "PASS": Text("通过", "passed"),
    "WARN": Text("提醒", "warning"),
    "FAIL": Text("不通过", "failed"),
    "NA": Text("不适用", "not judged"),
}
MEANINGS: dict[str, Text] = {
    "consistency": Text("一致", "consistent"),
    "challenging": Text("有挑战", "challenging"),
    "commitment": Text("有承诺", "committed to"),
    "control": Text("可控", "under control"),
}
_MARKS: dict[Status, tuple[str, Style]] = {
    "PASS": ("✓", "good"),
    "WARN": ("!", "warn"),
    "FAIL": ("✗", "bad"),
    "NA": ("–", "dim"),
}


def blocks(result: Result[GoalsSummary], screen: Screen) -> Iterator[Block]:
    """The page: the conclusion, the matrix, then goal by goal what to mend and the sentence to write."""
    s = result.summary
    yield plan_heading(Text("目标检查 SMART+C", "Goals by SMART+C"), result)
    if s.goals:
        yield Line(_conclusion(s), "good" if s.sound == len(s.goals) else "")
        yield Blank()
        yield from _matrix(s, screen)
        yield Line(_legend(s), "dim", wrap=True)
    told: dict[int | None, list[Problem]] = {}
    for problem in result.findings:
        told.setdefault(goal_at(problem), []).append(problem)
    yield from _mending(s, told, screen)
    yield from problem_blocks(told.get(None, ()), screen)
    if screen.verbose:
        yield parameter_line(result)


def _conclusion(s: GoalsSummary) -> Text:
    """``6 个目标，4 个各项达标；122 项检查通过 118 项（97%）``."""
    counts = {"n": integer(len(s.goals)), "sound": integer(s.sound), "judged": integer(s.judged)}
    share = _percent(s.passed, s.judged)
    return Text(
        "{n} 个目标，{sound} 个每个字母都达标；{judged} 项检查通过 {passed} 项（{share}）",
        "{n} goals, {sound} of them pass every letter; {passed} of {judged} checks passed ({share})",
    ).format(**counts, passed=integer(s.passed), share=share)


def _percent(part: int, whole: int) -> str:
    """Whole percent, rounded down: 100% is nothing but all."""
    return f"{part * 100 // whole}%" if whole else "–"


def _matrix(s: GoalsSummary, screen: Screen) -> Iterator[Block]:
    goals = s.goals
    if not screen.all_rows and len(goals) > SHOWN:
        worst = sorted(range(len(goals)), key=lambda at: (goals[at].plus[0] - goals[at].plus[1], at))[:SHOWN]
        goals = tuple(s.goals[at] for at in sorted(worst))
    heads = (
        Head(Text("目标", "Goal")),
        Head("", shrink=True),
        *(Head(letter) for letter in LETTERS),
        Head("SMART", "right"),
        Head("SMART+C", "right"),
        Head(Text("通过", "Passed"), "right"),
    )
    yield Grid(heads, tuple(_row(goal) for goal in goals))
    yield from more_lines(len(s.goals) - len(goals), Text("个目标", "more goals"))


def _row(goal: GoalScore) -> tuple[Content, ...]:
    marks = (Cell(*_MARKS[goal.letters[letter]]) for letter in LETTERS)
    return (goal.id, goal.name, *marks, _of(goal.smart), _of(goal.plus), _percent(goal.passed, goal.judged))


def _of(score: tuple[int, int]) -> Cell:
    passed, judged = score
    return Cell(f"{passed}/{judged}", "" if passed == judged else "bad")


def _legend(s: GoalsSummary) -> Text:
    """``✓ 达标 ! 提醒 ✗ 不达标 – 没有可查的 · C 一致、有挑战``."""
    words = listed([str(MEANINGS[name]) for name in s.c])
    legend = Text(
        "✓ 达标  ! 有提醒  ✗ 不达标  – 没有数据可查，不计分  S 具体 M 可衡量 A 可达成 R 相关 T 有期限 C {c}",
        "✓ passed  ! warning  ✗ failed  – nothing to judge, not counted  "
        "S specific M measurable A attainable R relevant T timed C {c}",
    )
    return legend.format(c=words)


def _mending(s: GoalsSummary, told: dict[int | None, list[Problem]], screen: Screen) -> Iterator[Block]:
    """Goal by goal what the rules found, errors first, and the sentence that its fields make."""
    left = screen.problems_shown
    for at, goal in enumerate(s.goals):
        found = sorted(told.get(at, ()), key=lambda problem: RANK[problem.severity])
        kept = found if left is None else found[:left]
        left = None if left is None else left - len(kept)
        if kept:
            yield Blank()
            yield Line(f"{_title(goal)}   {_score(goal)}", "strong")
            yield from marked_lines(kept)
            yield from _sentence(goal)
    hidden = sum(len(found) for at, found in told.items() if at is not None) - (screen.problems_shown or 0)
    if left == 0 and hidden > 0:
        yield Blank()
        yield Line(MORE.format(n=integer(hidden)), "dim")


def _title(goal: GoalScore) -> str:
    return shown(f"{goal.id} {goal.name}".strip())


def _score(goal: GoalScore) -> str:
    return f"SMART {goal.smart[0]}/{goal.smart[1]}  SMART+C {goal.plus[0]}/{goal.plus[1]}"


def _sentence(goal: GoalScore) -> Iterator[Line]:
    """``  写成：在 2026 年内将…``."""
    if goal.proposal is not None:
        yield Line(Text("  写成：{said}", "  say: {said}").format(said=shown(str(goal.proposal))), "good")


VIEW = View(
    title=Text("目标检查", "Goals checked"),
    columns={
        "goal": Text("目标", "Goal"),
        "name": Text("名称", "Name"),
        "letter": Text("字母", "Letter"),
        "code": Text("规则", "Rule"),
        "status": Text("结果", "Result"),
        "line": Text("行", "Line"),
        "value": Text("现在写的", "Written"),
        "message": Text("说明", "What"),
        "fix": Text("怎么改", "What to do"),
    },
    labels={"letter": LETTER_NAMES, "status": STATUSES, "c": MEANINGS},
    figures={
        "goals": Text("各目标的得分", "Scores by goal"),
        "sound": Text("每个字母都达标的目标", "Goals that pass every letter"),
        "passed": Text("通过的检查", "Checks passed"),
        "judged": Text("查了多少项", "Checks judged"),
        "errors": Text("错误", "Errors"),
        "warnings": Text("提醒", "Warnings"),
        "c": Text("C 的含义", "What C means"),
    },
    letters=frozenset(LETTERS),
    located=True,
    whole=True,
    blocks=blocks,
)
