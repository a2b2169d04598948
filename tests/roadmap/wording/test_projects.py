from __future__ import annotations

from roadmap.wording import projects as say


def test_gain_first_and_later() -> None:
    assert say.gain(1, 5, 7) == "1 · exercises 5 of 7 skills"
    assert say.gain(1, 1, 1) == "1 · exercises 1 of 1 skill"
    assert say.gain(2, 2, 7) == "2 · exercises 2 more"


def test_adds_nothing_to_none_one_many() -> None:
    assert say.adds_nothing(0) == "exercises none of these skills"
    assert say.adds_nothing(1) == "adds nothing to this one"
    assert say.adds_nothing(2) == "adds nothing to these two"


def test_unmapped_says_so() -> None:
    assert say.unmapped() == "not mapped: nobody has written down which skills it exercises"


def test_summary_all_some_one_none() -> None:
    assert (
        say.summary(2, 7, 7, "Senior") == "Two projects exercise all 7 skills of the way to Senior"
    )
    assert (
        say.summary(1, 7, 7, "Senior") == "One project exercises all 7 skills of the way to Senior"
    )
    assert say.summary(2, 5, 7, "Senior") == (
        "Two projects exercise 5 of the 7 skills of the way to Senior"
    )
    assert say.summary(1, 5, 7, "Senior") == (
        "One project exercises 5 of the 7 skills of the way to Senior"
    )
    assert say.summary(1, 1, 1, "Senior") == (
        "One project exercises the one skill of the way to Senior"
    )
    assert say.summary(0, 0, 7, "Senior") == "No project exercises a skill of the way to Senior"


def test_note_of_what_no_project_exercises() -> None:
    assert say.note([], rests_on_unrated=False) == ""
    assert say.note(["Git"], rests_on_unrated=False) == (
        "No project exercises Git: take it on in your work, or in a project of your own."
    )
    assert say.note(["Git", "R"], rests_on_unrated=False) == (
        "No project exercises Git and R: take them on in your work, or in a project of your own."
    )
    assert say.note(["A", "B", "C", "D"], rests_on_unrated=False) == (
        "No project exercises the other 4: take them on in your work, or in a project of your own."
    )


def test_note_of_a_choice_that_rests_on_unrated_skills() -> None:
    assert say.note([], rests_on_unrated=True) == (
        "Skills you have not rated count as not met here; rating them may spare a project."
    )
