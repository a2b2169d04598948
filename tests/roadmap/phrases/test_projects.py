from __future__ import annotations

from roadmap.phrases import projects as phrases


def test_gain_first_and_later() -> None:
    assert phrases.gain(1, 5, 7) == "1 · exercises 5 of 7 skills"
    assert phrases.gain(1, 1, 1) == "1 · exercises the one skill"
    assert phrases.gain(2, 2, 7) == "2 · exercises 2 more"


def test_adds_nothing_to_none_one_many() -> None:
    assert phrases.adds_nothing(0) == "exercises none of these skills"
    assert phrases.adds_nothing(1) == "adds nothing to this one"
    assert phrases.adds_nothing(2) == "adds nothing to these two"


def test_unmapped_says_so() -> None:
    assert phrases.unmapped() == "not mapped: nobody has written down which skills it exercises"


def test_summary_all_some_one_none() -> None:
    assert (
        phrases.summary(2, 7, 7, "Senior")
        == "Two projects exercise all 7 skills of the way to Senior"
    )
    assert (
        phrases.summary(1, 7, 7, "Senior")
        == "One project exercises all 7 skills of the way to Senior"
    )
    assert [phrases.summary(n, 2, 2, "Senior") for n in (1, 2)] == [
        "One project exercises both skills of the way to Senior",
        "Two projects exercise both skills of the way to Senior",
    ]
    assert phrases.summary(2, 5, 7, "Senior") == (
        "Two projects exercise 5 of the 7 skills of the way to Senior"
    )
    assert phrases.summary(1, 5, 7, "Senior") == (
        "One project exercises 5 of the 7 skills of the way to Senior"
    )
    assert phrases.summary(1, 1, 1, "Senior") == (
        "One project exercises the one skill of the way to Senior"
    )
    assert phrases.summary(0, 0, 7, "Senior") == "No project exercises a skill of the way to Senior"


def test_note_of_what_no_project_exercises() -> None:
    assert phrases.note([], rests_on_unrated=False) == ""
    assert phrases.note(["Git"], rests_on_unrated=False) == (
        "No project exercises Git: take it on in your work, or in a project of your own."
    )
    assert phrases.note(["Git", "R"], rests_on_unrated=False) == (
        "No project exercises Git and R: take them on in your work, or in a project of your own."
    )
    assert phrases.note(["A", "B", "C", "D"], rests_on_unrated=False) == (
        "No project exercises the other 4: take them on in your work, or in a project of your own."
    )


def test_note_of_a_choice_that_rests_on_unrated_skills() -> None:
    assert phrases.note([], rests_on_unrated=True) == (
        "Skills you have not rated count as not met here; rating them may spare a project."
    )
