from __future__ import annotations

from roadmap.phrases import standing as phrases
from tests.roadmap.verdicts import verdict


def test_standing_at_a_level_below_the_first_and_without_levels() -> None:
    assert phrases.standing("Mid-Level", "Junior") == "You are at Mid-Level."
    assert phrases.standing(None, "Junior") == "You are on the way to Junior."
    assert phrases.standing(None, None) == "This path has no levels yet."


def test_would_stand_is_conditional() -> None:
    assert phrases.would_stand("Senior", "Junior") == "You would be at Senior."
    assert phrases.would_stand(None, "Junior") == "You would be on the way to Junior."
    assert phrases.would_stand(None, None) == "This path has no levels yet."


def test_top_with_and_without_something_to_keep() -> None:
    assert phrases.top(keeps=True) == "There is no next level; here is what to keep."
    assert phrases.top(keeps=False) == "There is no next level."


def test_distance_one_and_many() -> None:
    there = {"next_is_first": False, "answered": True}
    assert phrases.distance("Senior", 4, 4, **there) == "Senior is 4 skills away."
    assert phrases.distance("Senior", 1, 1, **there) == "Senior is 1 skill away."


def test_distance_to_the_first_level_and_unanswered() -> None:
    assert phrases.distance("Junior", 5, 5, next_is_first=True, answered=True) == "5 skills to go."
    assert phrases.distance("Junior", 1, 1, next_is_first=True, answered=True) == "1 skill to go."
    unanswered = phrases.distance("Junior", 14, 0, next_is_first=True, answered=False)
    assert unanswered == "Nothing is rated yet."


def test_distance_with_unrated_skills_is_a_range() -> None:
    there = {"next_is_first": False, "answered": True}
    assert phrases.distance("Senior", 13, 1, **there) == "Senior is 1 to 13 skills away."
    assert phrases.distance("Senior", 13, 0, **there) == "Senior is up to 13 skills away."
    assert phrases.distance("Senior", 1, 0, **there) == "Senior is up to 1 skill away."
    first = {"next_is_first": True, "answered": True}
    assert phrases.distance("Junior", 13, 1, **first) == "1 to 13 skills to go."
    assert phrases.distance("Junior", 13, 0, **first) == "Up to 13 skills to go."
    assert phrases.distance("Junior", 1, 0, **first) == "Up to 1 skill to go."


def test_what_is_missing_with_unrated_skills_is_a_range() -> None:
    assert phrases.at_next(verdict(10, 17, 14), "Senior", [], 4, 2) == (
        "At Senior you hold 10 of 17: two to four more, and you are there."
    )
    assert (
        phrases.at_first(verdict(10, 17, 14), [], 4, 0) == "At most four more, and you are there."
    )
    assert phrases.at_later(verdict(2, 16, 13), "Staff", ["Senior"], 12, 3) == (
        "At Staff you hold 2 of 16. By way of Senior that makes 3 to 12 skills."
    )
    assert [
        phrases.at_later(verdict(2, 16, 13), "Staff", ["Senior"], most, 0) for most in (1, 2)
    ] == [
        "At Staff you hold 2 of 16. By way of Senior that makes at most 1 skill.",
        "At Staff you hold 2 of 16. By way of Senior that makes at most 2 skills.",
    ]
    assert phrases.unknown("Git") == "Git (unrated)"


def test_not_measured_says_why() -> None:
    assert phrases.not_measured(verdict(0, 5, not_relevant=12, measured=False), "Staff") == (
        "Staff is not measured: 12 of its 17 skills are marked not relevant."
    )
    assert phrases.not_measured(verdict(0, 0, not_relevant=1, measured=False), "Staff") == (
        "Staff is not measured: its one skill is marked not relevant."
    )


def test_holding_many_one_nothing_asked_and_nothing_relevant() -> None:
    assert phrases.holding(verdict(19, 22), "Mid-Level") == (
        "You hold 19 of 22 Mid-Level skills (86%)."
    )
    assert phrases.holding(verdict(0, 1), "Junior") == "You hold 0 of 1 Junior skill (0%)."
    assert phrases.holding(verdict(0, 0), "Junior") == "Nothing is asked at Junior."
    assert phrases.holding(verdict(0, 0, not_relevant=3), "Junior") == (
        "Everything asked at Junior was marked not relevant."
    )


def test_rule_for_all_levels_and_for_one() -> None:
    assert phrases.rule(80) == "A level counts as held from 80%."
    assert phrases.rule(90, "Staff") == "Staff counts as held from 90%."


def test_at_next_as_drawn() -> None:
    assert phrases.at_next(verdict(10, 17, 14), "Senior", [], 4, 4) == (
        "At Senior you hold 10 of 17: four more, and you are there."
    )
    assert phrases.at_next(verdict(13, 17, 14), "Senior", [], 1, 1) == (
        "At Senior you hold 13 of 17: one more, and you are there."
    )


def test_at_next_names_must_haves_among_the_missing() -> None:
    assert phrases.at_next(verdict(10, 17, 14), "Senior", ["Git"], 4, 4) == (
        "At Senior you hold 10 of 17: four more, and you are there. Git is a must-have."
    )
    assert phrases.at_next(verdict(2, 20, 16), "Senior", ["A", "B", "C", "D"], 14, 14) == (
        "At Senior you hold 2 of 20: 14 more, and you are there. "
        "4 of its must-haves are among them."
    )


def test_at_next_blocked_by_must_haves_alone() -> None:
    assert phrases.at_next(verdict(15, 17, 14), "Senior", ["Git"], 1, 1) == (
        "At Senior you hold 15 of 17: enough by number, but a must-have is missing: Git."
    )
    assert phrases.at_next(verdict(15, 17, 14), "Senior", ["Git", "R"], 2, 2) == (
        "At Senior you hold 15 of 17: enough by number, but must-haves are missing: Git and R."
    )
    assert phrases.at_next(verdict(40, 50, 40), "Senior", ["A", "B", "C", "D"], 4, 4) == (
        "At Senior you hold 40 of 50: enough by number, but 4 must-haves are missing."
    )


def test_at_first_begins_a_sentence() -> None:
    assert phrases.at_first(verdict(11, 17, 14), [], 3, 3) == "Three more, and you are there."
    assert phrases.at_first(verdict(16, 17, 14), ["Git"], 1, 1) == (
        "Enough by number, but a must-have is missing: Git."
    )


def test_at_later_names_the_levels_on_the_way() -> None:
    assert phrases.at_later(verdict(2, 16, 13), "Staff", ["Senior"], 12, 12) == (
        "At Staff you hold 2 of 16. By way of Senior that makes 12 skills."
    )
    assert phrases.at_later(verdict(12, 16, 13), "Staff", ["Mid-Level", "Senior"], 1, 1) == (
        "At Staff you hold 12 of 16. By way of Mid-Level and Senior that makes 1 skill."
    )


def test_lands_higher() -> None:
    assert phrases.lands_higher("Senior", "Staff") == (
        "With Senior you would stand at Staff at once: its rule is met by then."
    )


def test_keep_some_one_and_nothing() -> None:
    assert (
        phrases.keep(11, [], "Principal") == "Keep at least 11 of them, and you stay at Principal."
    )
    assert phrases.keep(1, [], "Staff") == "Keep at least one of them, and you stay at Staff."
    assert phrases.keep(0, [], "Principal") == "Nothing has to be kept up to stay at Principal."


def test_keep_names_the_must_haves() -> None:
    told = [
        phrases.keep(needed, musts, "Lead")
        for needed, musts in (
            (11, ["Git"]), (11, ["Git", "R"]), (11, [*"ABCD"]), (1, ["Git"]), (0, ["Git", "R"]),
            (4, [*"ABCD"]),
        )
    ]  # fmt: skip
    assert told == [
        "Keep at least 11 of them, including Git, and you stay at Lead.",
        "Keep at least 11 of them, including Git and R, and you stay at Lead.",
        "Keep at least 11 of them, including all 4 must-haves, and you stay at Lead.",
        "Keep Git, and you stay at Lead.",
        "Keep Git and R, and you stay at Lead.",
        "Keep all 4 must-haves, and you stay at Lead.",
    ]


def test_must_haves_that_are_unrated_are_open_not_missing() -> None:
    def told(*musts: str, unrated: tuple[str, ...]) -> str:
        found = verdict(15, 17, 14, missing_must_haves=("git", "r"), unrated=unrated)
        return phrases.at_first(found, musts, 1, 0)

    assert told("Git (unrated)", unrated=("git",)) == (
        "Enough by number, but a must-have is open: Git (unrated)."
    )
    assert told("Git", "R (unrated)", unrated=("r",)) == (
        "Enough by number, but must-haves are open: Git and R (unrated)."
    )
    assert told(*"ABCD", unrated=("r",)) == "Enough by number, but 4 must-haves are open."
    assert told("Git", unrated=("else",)) == "Enough by number, but a must-have is missing: Git."


def test_a_level_that_is_not_measured_is_not_held_by_a_share() -> None:
    assert phrases.holding(verdict(2, 2, not_relevant=3, measured=False), "Junior") == (
        "Of the Junior skills 2 count, and you hold 2: a level is measured only where at least "
        "half of its skills count."
    )
    assert phrases.holding(verdict(0, 1, not_relevant=3, measured=False), "Junior") == (
        "Of the Junior skills 1 counts, and you hold 0: a level is measured only where at least "
        "half of its skills count."
    )
