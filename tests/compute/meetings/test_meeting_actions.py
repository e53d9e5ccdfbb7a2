from __future__ import annotations

from datetime import date

from salesplan.compute.meetings.actions import agreed_actions, open_actions, rolled_on, without_plan
from salesplan.model.minutes import Action, Minutes

JUNE_30 = date(2026, 6, 30)


def minutes(day: int, *actions: Action, month: int = 6) -> Minutes:
    return Minutes(meeting="weekly", day=date(2026, month, day), attended=("A",), actions=actions)


QUOTE = Action(what="发报价", owner="张三", due=date(2026, 6, 20))


def test_an_action_rolls_on_until_a_meeting_says_it_is_done() -> None:
    first, second = minutes(15, QUOTE), minutes(22, QUOTE)
    (one,) = agreed_actions([second, first], JUNE_30)
    assert (one.since, one.told, one.is_open, one.overdue(JUNE_30)) == (date(2026, 6, 15), date(2026, 6, 22), True, 10)
    done = minutes(29, QUOTE.model_copy(update={"status": "done"}))
    assert not open_actions(agreed_actions([first, second, done], JUNE_30))
    assert open_actions(agreed_actions([first, second, done], date(2026, 6, 28)))


def test_case_width_and_a_mark_of_leaving_make_no_other_action() -> None:
    again = Action(what="发报价 ", owner="张三（离职）", status="done")
    assert [one.is_open for one in agreed_actions([minutes(15, QUOTE), minutes(22, again)], JUNE_30)] == [False]


def test_what_is_agreed_again_after_it_was_done_is_new() -> None:
    done = QUOTE.model_copy(update={"status": "done"})
    again = Action(what="发报价", owner="张三")
    agreed = agreed_actions([minutes(8, QUOTE), minutes(15, done), minutes(22, again)], JUNE_30)
    (one,) = open_actions(agreed)
    assert (one.since, one.action.due) == (date(2026, 6, 22), None)


def test_another_owner_in_newer_minutes_is_no_second_action() -> None:
    rolled = QUOTE.model_copy(update={"owner": "李四", "since": date(2026, 6, 15)})
    (one,) = agreed_actions([minutes(15, QUOTE), minutes(22, rolled)], JUNE_30)
    assert (one.action.owner, one.since, one.action.due) == ("李四", date(2026, 6, 15), date(2026, 6, 20))
    vague = QUOTE.model_copy(update={"owner": None})
    (one,) = agreed_actions([minutes(15, vague), minutes(22, QUOTE)], JUNE_30)
    assert one.action.owner == "张三"


def test_two_people_with_the_same_to_do_have_one_each() -> None:
    both = (QUOTE, QUOTE.model_copy(update={"owner": "李四"}))
    done = both[1].model_copy(update={"status": "done"})
    agreed = agreed_actions([minutes(15, *both), minutes(22, done, QUOTE)], JUNE_30)
    assert [(one.action.owner, one.is_open) for one in agreed] == [("张三", True), ("李四", False)]


def test_what_one_meeting_of_the_day_closed_no_other_opens_again() -> None:
    rolled = QUOTE.model_copy(update={"since": date(2026, 6, 15)})
    monthly = Minutes(
        meeting="monthly",
        day=date(2026, 6, 22),
        attended=("A",),
        actions=(rolled.model_copy(update={"status": "done"}),),
    )
    agreed = agreed_actions([minutes(15, QUOTE), monthly, minutes(22, rolled)], JUNE_30)
    assert [one.is_open for one in agreed] == [False]
    later = minutes(29, rolled.model_copy(update={"since": None}))
    assert [one.is_open for one in agreed_actions([minutes(15, QUOTE), monthly, later], JUNE_30)] == [False, True]


def test_the_day_it_is_overdue_begins_after_the_due_day() -> None:
    (one,) = agreed_actions([minutes(15, QUOTE)], JUNE_30)
    assert [one.overdue(date(2026, 6, day)) for day in (19, 20, 21)] == [0, 0, 1]
    (never,) = agreed_actions([minutes(15, Action(what="想一想"))], JUNE_30)
    assert never.overdue(JUNE_30) is None
    assert without_plan([one, never]) == (never,)


def test_open_ones_stand_by_due_day_and_of_one_person_when_asked() -> None:
    late, none = Action(what="b", owner="李四", due=date(2026, 7, 1)), Action(what="a", owner="张三")
    agreed = agreed_actions([minutes(15, none, late, QUOTE)], JUNE_30)
    assert [one.action.what for one in open_actions(agreed)] == ["发报价", "b", "a"]
    assert [one.action.what for one in open_actions(agreed, "张三")] == ["发报价", "a"]


def test_meetings_after_the_as_of_have_not_been() -> None:
    assert agreed_actions([minutes(1, QUOTE, month=7)], JUNE_30) == ()


def test_the_meeting_of_the_as_of_itself_has_been() -> None:
    assert len(agreed_actions([minutes(30, QUOTE)], JUNE_30)) == 1


def test_the_next_minutes_say_since_when() -> None:
    (rolled,) = rolled_on(open_actions(agreed_actions([minutes(15, QUOTE)], JUNE_30)))
    assert rolled == QUOTE.model_copy(update={"since": date(2026, 6, 15)})
