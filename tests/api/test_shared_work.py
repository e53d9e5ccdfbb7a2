from __future__ import annotations

from salesplan.api.shared_work import once, shared_work


def test_inside_equal_wishes_are_worked_out_once_and_outside_anew() -> None:
    asked: list[str] = []

    def work(name: str) -> str:
        asked.append(name)
        return name

    with shared_work():
        assert [once(("a", 1), lambda: work("first")), once(("a", 1), lambda: work("second"))] == ["first", "first"]
        assert once(("a", 2), lambda: work("other")) == "other"
        with shared_work():
            assert once(("a", 1), lambda: work("inner")) == "inner"
        assert once(("a", 1), lambda: work("again")) == "first"
    assert once(("a", 1), lambda: work("outside")) == "outside"
    assert asked == ["first", "other", "inner", "outside"]
