"""What customers of the example company said: answers to surveys, and complaints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from salesplan.text import Text
from salesplan.write.start.example_data import EXAMPLE_DAY, PRODUCTS, SEED, Customer, Dice

SENT = 250
RECENT, BEFORE = 91, 273
"""Half of the surveys went out in the last quarter, the others in the three before."""
ANSWERED = 62
"""Of a hundred surveys so many come back."""
TOUCHPOINTS = (Text("售前", "Pre-sale"), Text("售中", "In sale"), Text("售后", "After-sale"))
OVERALL = Text("总体满意度", "Overall satisfaction")
ITEMS: tuple[tuple[Text, int], ...] = (
    *((Text("产品质量", "Product quality"), 55), (Text("交货及时", "Delivery on time"), 85)),
    *((Text("服务态度", "Attitude"), 40), (Text("价格", "Price"), 10)),
)
"""Items, and in how many of a hundred answers the score is that of the whole."""
THEMES = (
    (Text("交期", "Delivery time"), Text("交货比说好的晚", "Later than promised")),
    (Text("响应", "Response"), Text("电话打不通，回复慢", "Hard to reach, slow to answer")),
    (Text("质量", "Quality"), Text("密封件用几个月就漏", "Seals leak after a few months")),
    (Text("价格", "Price"), Text("比同行贵", "Dearer than others")),
)
CONTENT = 4
COMPLAINTS = 64
CHANNELS = (
    *(Text("电话", "Phone"), Text("电话", "Phone"), Text("邮箱", "Mail")),
    *(Text("微信", "WeChat"), Text("现场", "On site")),
)
TROUBLES = (
    (Text("交货延迟", "Late delivery"), Text("库存不足", "No stock"), Text("设安全库存", "Keep a safety stock")),
    (Text("产品质量", "Product quality"), Text("密封件批次不良", "Bad seals"), Text("换供应商", "Change supplier")),
    (Text("安装调试", "Installation"), Text("现场没人", "Nobody on site"), Text("安装排班", "Rota on site")),
    (Text("发票差错", "Wrong invoice"), Text("资料填错", "Typed wrong"), Text("开票前核对", "Check before")),
    (Text("服务态度", "Attitude"), Text("沟通不当", "Poor communication"), Text("沟通培训", "Training")),
)
"""What is complained about most first, with the cause and what is done about it."""
QUESTION = Text("咨询", "Question")
QUESTIONS = 9
WAITING = ((2, 2), (8, 0))
"""How many days ago the complaints came that wait past a limit, and how severe they are."""
SHARES = (40, 66, 82, 93, 100)
SEVERITIES = (Text("一般", "Normal"), Text("重大", "Major"), Text("紧急", "Urgent"))
HANDLERS = (Text("售后李工", "Engineer Li"), Text("售后赵工", "Engineer Zhao"), Text("内勤小何", "Office He"))
DEPARTMENTS = (
    Text("仓储", "Warehouse"),
    Text("质量部", "Quality"),
    Text("售后", "After-sales"),
    Text("财务", "Finance"),
)
RESULTS = (Text("满意", "content"), Text("基本满意", "mostly content"), Text("不满意", "not content"))


@dataclass(frozen=True)
class Answer:
    """One row of the survey: a score for one item; a survey that did not come back has one row without a score."""

    customer: Customer
    day: date
    touchpoint: Text
    product: int
    item: Text = OVERALL
    score: int | None = None
    nps: int | None = None
    comment: Text | None = None
    theme: Text | None = None


@dataclass(frozen=True)
class Trouble:
    """One complaint; ``kind`` is its position in ``TROUBLES``. None has not happened."""

    id: str
    customer: Customer
    received: datetime
    channel: Text
    kind: int
    severity: int
    handler: Text
    department: Text
    responded: datetime | None = None
    resolved: datetime | None = None
    followed: datetime | None = None
    result: Text | None = None
    reopened: bool = False
    feedback: datetime | None = None
    planned: datetime | None = None
    known_cause: bool = False
    improved: date | None = None
    is_question: bool = False

    @property
    def words(self) -> tuple[Text, Text, Text]:
        """Kind, cause and improvement."""
        kind, cause, improvement = TROUBLES[self.kind]
        return (QUESTION if self.is_question else kind, cause, improvement)


def answers(everyone: Sequence[Customer]) -> list[Answer]:
    """The surveys of the last year, by day and customer."""
    dice = Dice(SEED + 11)
    buyers = [customer for customer in everyone if customer.rate]
    found = [one for _ in range(SENT) for one in _answers_of(dice, buyers[dice.below(len(buyers))])]
    return sorted(found, key=lambda one: (one.day, one.customer.id, one.item.en != OVERALL.en, one.item.en))


def _answers_of(dice: Dice, customer: Customer) -> Iterator[Answer]:
    age = dice.below(RECENT) if dice.chance(50) else RECENT + dice.below(BEFORE)
    touch = TOUCHPOINTS[2] if dice.chance(55) else dice.one_of(TOUCHPOINTS)
    blank = Answer(customer, EXAMPLE_DAY - timedelta(days=age), touch, dice.below(len(PRODUCTS)))
    if not dice.chance(ANSWERED):
        yield blank
        return
    overall = min(5, 2 + dice.below(4) + (customer.rep % 3 == 1))
    yield _with_words(dice, replace(blank, score=overall), overall)
    for item, alike in ITEMS:
        score = overall if dice.chance(alike) else 2 + dice.below(4)
        yield replace(blank, item=item, score=score)


def _with_words(dice: Dice, answer: Answer, overall: int) -> Answer:
    """The answer with how likely they recommend us, and with what they say when they are not content."""
    nps = min(10, max(0, 2 * overall - 1 + dice.below(3)))
    theme, comment = THEMES[dice.below(len(THEMES))]
    content = overall >= CONTENT
    return replace(answer, nps=nps, comment=None if content else comment, theme=None if content else theme)


def complaints(everyone: Sequence[Customer]) -> list[Trouble]:
    """The complaints of the last year by number; one has times that run backwards, as typed by hand."""
    dice = Dice(SEED + 12)
    buyers = [customer for customer in everyone if customer.rate]
    days = sorted(EXAMPLE_DAY - timedelta(days=dice.below(350)) for _ in range(COMPLAINTS - 3))
    days += [EXAMPLE_DAY - timedelta(days=back) for back in (6, 3, 1)]
    found = [_complaint(dice, n, day, buyers[dice.below(len(buyers))]) for n, day in enumerate(sorted(days), start=1)]
    wrong = found[20]
    found[20] = replace(wrong, responded=wrong.received - timedelta(days=30))
    for at in range(3, COMPLAINTS, COMPLAINTS // QUESTIONS):
        found[at] = replace(found[at], is_question=True, severity=0, known_cause=False, improved=None)
    late = [_waiting(dice, back, severity, buyers[dice.below(len(buyers))]) for back, severity in WAITING]
    in_order = sorted([*found, *late], key=lambda each: each.received)
    return [replace(each, id=f"TS{n:03d}") for n, each in enumerate(in_order, start=1)]


def _waiting(dice: Dice, back: int, severity: int, customer: Customer) -> Trouble:
    """A complaint past its limit: an urgent one that nobody answered, any other answered and not solved."""
    made = _complaint(dice, 0, EXAMPLE_DAY - timedelta(days=back), customer)
    answered = None if severity == len(SEVERITIES) - 1 else made.received + timedelta(hours=3)
    nothing: dict[str, Any] = dict.fromkeys(("resolved", "followed", "result", "feedback", "planned", "improved"))
    return replace(made, severity=severity, responded=answered, reopened=False, known_cause=False, **nothing)


def _complaint(dice: Dice, number: int, day: date, customer: Customer) -> Trouble:
    received = datetime.combine(day, time(8 + dice.below(10), 5 * dice.below(12)))
    share, level = dice.below(100), dice.below(20)
    kind = next(at for at, upto in enumerate(SHARES) if share < upto)
    severity = 2 if level == 0 else 1 if level < 4 else 0  # noqa: PLR2004 - one in twenty urgent, three major
    made = Trouble(
        *(f"TS{number:03d}", customer, received, dice.one_of(CHANNELS), kind, severity),
        *(dice.one_of(HANDLERS), DEPARTMENTS[min(kind, len(DEPARTMENTS) - 1)]),
        known_cause=dice.chance(80),
        improved=day + timedelta(days=10 + dice.below(40)) if dice.chance(55) else None,
        reopened=dice.chance(8),
    )
    return _handled(dice, made)


def _handled(dice: Dice, made: Trouble) -> Trouble:
    """The complaint with what was done about it up to the example's day."""
    limit = (24, 12, 2)[made.severity]
    responded = made.received + timedelta(minutes=20 + dice.below(limit * (70 if dice.chance(15) else 50)))
    resolved = responded + timedelta(hours=4 + dice.below(150 if dice.chance(25) else 70))
    followed = resolved + timedelta(days=1 + dice.below(9))
    met = dice.chance(78)
    result = RESULTS[min(2, dice.below(4))]
    end = datetime.combine(EXAMPLE_DAY, time(18))
    first, plan = (responded + timedelta(hours=after + dice.below(after)) for after in (20, 6))
    return replace(
        made,
        feedback=first if made.severity == 1 and first <= min(resolved, end) else None,
        planned=plan if made.severity == 2 and plan <= min(resolved, end) else None,  # noqa: PLR2004 - urgent
        improved=made.improved if made.improved and made.improved <= EXAMPLE_DAY else None,
        responded=responded if responded <= end else None,
        resolved=resolved if resolved <= end else None,
        followed=followed if met and followed <= end else None,
        result=result if met and followed <= end else None,
    )
