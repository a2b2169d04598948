from __future__ import annotations

from roadmap.wording import projects as say


def test_gain_first_and_later() -> None:
    assert say.gain(1, 5, 7) == "1 · covers 5 of 7 gaps"
    assert say.gain(1, 1, 1) == "1 · covers 1 of 1 gap"
    assert say.gain(2, 2, 7) == "2 · covers 2 more"


def test_adds_nothing_to_none_one_many() -> None:
    assert say.adds_nothing(0) == "exercises none of your gaps"
    assert say.adds_nothing(1) == "adds nothing to this one"
    assert say.adds_nothing(2) == "adds nothing to these two"


def test_unmapped_says_so() -> None:
    assert say.unmapped() == "not mapped: nobody has written down which skills it exercises"


def test_summary_all_some_one_none() -> None:
    assert say.summary(2, 7, 7, "Senior") == "Two projects cover all 7 of your Senior gaps"
    assert say.summary(1, 7, 7, "Senior") == "One project covers all 7 of your Senior gaps"
    assert say.summary(2, 5, 7, "Senior") == "Two projects cover 5 of your 7 Senior gaps"
    assert say.summary(1, 1, 1, "Senior") == "One project covers your one Senior gap"
    assert say.summary(0, 0, 7, "Senior") == (
        "No project on the way to Senior exercises one of your gaps"
    )


def test_note_of_what_stays_open() -> None:
    assert say.note([], is_smallest=True) == ""
    assert say.note(["Git", "R"], is_smallest=True) == "No project exercises Git and R."
    assert say.note(["A", "B", "C", "D"], is_smallest=True) == ("No project exercises the other 4.")
    assert say.note([], is_smallest=False) == (
        "There may be a smaller set; proving it would take too long."
    )
