"""People on a path shaped like ML Engineer, each worked out by hand.

Level sizes are 17, 22, 17, 16 and 13; at 80 % that needs 14 (13.6), 18 (17.6), 14 (13.6),
13 (12.8) and 11 (10.4). Everything is asked at 3.
"""

from __future__ import annotations

from dataclasses import replace

from careerpath.engine.gaps import gaps, target_rank
from careerpath.engine.placement import place
from careerpath.engine.portfolio import portfolio
from careerpath.engine.types import (
    PathSpec,
    Portfolio,
    ProjectChoice,
    ProjectSpec,
    Rating,
    Way,
)
from careerpath.engine.way import shortest_way

from .build import after, asks, level, path, rated
from .ml_engineer import GROUPS, ml_engineer, names, project, rates

PATH = ml_engineer()
People = dict[str, Rating]


def steps(way: Way) -> list[tuple[str, int]]:
    return [(step.skill, step.points) for part in way.parts for step in part.steps]


def built(
    asked: PathSpec, ratings: People, target: int | None, *projects: ProjectSpec
) -> Portfolio:
    """The projects of the way to a rank."""
    way = shortest_way(asked, ratings, target, projects)
    return portfolio(projects, way, gaps(asked, ratings, target))


def backed(ratings: People, *skills: str) -> People:
    return {**ratings, **{skill: replace(ratings[skill], has_evidence=True) for skill in skills}}


def test_path_has_the_sizes_of_the_seed() -> None:
    assert [len(one.requirements) for one in PATH.levels] == [17, 22, 17, 16, 13]
    assert [told.needed for told in place(PATH, {}).levels] == [14, 18, 14, 13, 11]
    assert len({skill for name in GROUPS for skill in names(name)}) == 85


# --- Ada, at Mid-Level, on the way to Senior ----------------------------------------------------

ADA: People = {
    **rates("Junior", 3),  # 17 of 17
    **rates("Mid-Level", 3, 19),  # 19 of 22, 18 needed
    **rates("Mid-Level", 2, start=19),
    **rates("Senior", 3),
    # Senior: 17 less the 5 below less 2 unrated leaves 10; 14 needed.
    "Novel model development": Rating(1),
    "Research implementation": Rating(2),
    "Real-time inference": Rating(2),
    "Edge computing": Rating(1),
    "Technical strategy": Rating(2),
    "Innovation": Rating(),
    "Executive-level technical communication": Rating(),
}


def test_ada_is_at_mid_level() -> None:
    placement = place(PATH, ADA)
    # At best Senior has 10 + 2 = 12 of the 14 needed, so the range ends at Mid-Level.
    assert (placement.current_rank, placement.possible_rank) == (2, 2)
    assert [(told.met, told.needed, told.relevant) for told in placement.levels] == [
        (17, 14, 17),
        (19, 18, 22),
        (10, 14, 17),
        (0, 13, 16),
        (0, 11, 13),
    ]
    assert placement.levels[2].unmet == (
        "Novel model development",
        "Research implementation",
        "Real-time inference",
        "Edge computing",
        "Technical strategy",
    )
    assert placement.levels[2].unrated == ("Innovation", "Executive-level technical communication")
    assert target_rank(PATH, placement, None) == 3


def test_ada_has_seven_gaps_and_four_skills_to_go() -> None:
    # 14 - 10 = 4: three for a step each, then one of two for two steps, the earlier of them.
    assert [(gap.skill, gap.steps) for gap in gaps(PATH, ADA, 3)] == [
        ("Novel model development", 2),
        ("Research implementation", 1),
        ("Real-time inference", 1),
        ("Edge computing", 2),
        ("Technical strategy", 1),
        ("Innovation", 3),
        ("Executive-level technical communication", 3),
    ]
    way = shortest_way(PATH, ADA, 3)
    assert steps(way) == [
        ("Research implementation", 1),
        ("Real-time inference", 1),
        ("Technical strategy", 1),
        ("Novel model development", 2),
    ]
    assert way.points == 1 + 1 + 1 + 2
    assert place(PATH, after(ADA, way)).current_rank == 3


def test_ada_builds_two_projects() -> None:
    projects = [
        project(
            "Vision platform",
            "Senior",
            "Deep learning architecture design",
            "Large-scale distributed ML",
            "Research implementation",
        ),
        project("Multi-modal", "Senior", "Research implementation", "Novel model development"),
        project(
            "Edge platform",
            "Senior",
            "Edge computing",
            "Real-time inference",
            "Technical strategy",
            "Innovation",
            "Executive-level technical communication",
        ),
        project("Recommendations", "Mid-Level", "Novel model development"),  # Mid-Level is held
    ]
    # Three of the way's raises are sure; the fourth is one of two steps. With Novel model
    # development it takes Edge and Multi-modal, with Edge computing as many projects: the first in
    # order. Vision exercises nothing that these two do not.
    assert built(PATH, ADA, 3, *projects) == Portfolio(
        chosen=(
            ProjectChoice(
                "Multi-modal",
                "Senior",
                both := ("Research implementation", "Novel model development"),
                both,
            ),
            ProjectChoice(
                "Edge platform",
                "Senior",
                edge := ("Real-time inference", "Technical strategy"),
                edge,
                besides=(
                    "Edge computing",
                    "Innovation",
                    "Executive-level technical communication",
                ),
            ),
        ),
        others=(ProjectChoice("Vision platform", "Senior", ("Research implementation",), ()),),
    )


# --- Ben, on the way to Junior ------------------------------------------------------------------

BEN: People = {**rates("Junior", 3, 8), **rates("Junior", 2, 6, start=8)}  # the last 3 unrated


def test_ben_is_on_the_way_to_junior() -> None:
    ben = backed(BEN, "Python", "NumPy", "pandas", "Git")  # Git is at 2: nothing to back
    placement = place(PATH, ben)
    junior = placement.levels[0]
    # 8 met of 14 needed; with the 3 unrated 11 at best.
    assert (placement.current_rank, placement.possible_rank) == (None, None)
    assert (junior.met, junior.backed, junior.relevant) == (8, 3, 17)
    assert (len(junior.unmet), len(junior.unrated)) == (6, 3)
    assert target_rank(PATH, placement, None) == 1


def test_ben_has_six_single_steps_to_go() -> None:
    # 14 - 8 = 6, and there are just six a step away; the unrated ones would be three each.
    way = shortest_way(PATH, BEN, 1)
    assert steps(way) == [(skill, 1) for skill in names("Junior")[8:14]]
    assert way.parts[0].met_before == 8
    assert len(gaps(PATH, BEN, 1)) == 17 - 8


def test_ben_sees_projects_nobody_has_mapped() -> None:
    projects = [project("Classification", "Junior"), project("Recommendations", "Mid-Level")]
    found = built(PATH, BEN, 1, *projects)
    assert (found.chosen, found.unmapped) == ((), ("Classification",))
    assert found.uncovered == tuple(names("Junior")[8:14])


# --- Cleo, who has everything but a must-have ---------------------------------------------------

WITH_MUSTS = ml_engineer("Python", "Git")
CLEO: People = {**rates("Junior", 3), "Git": Rating(1)}


def test_cleo_is_stopped_by_one_must_have() -> None:
    placement = place(WITH_MUSTS, CLEO)
    junior = placement.levels[0]
    # 16 met where 14 are needed, but Git is known and not met.
    assert (placement.current_rank, placement.possible_rank) == (None, None)
    assert (junior.met, junior.needed, junior.missing_must_haves) == (16, 14, ("Git",))
    assert place(PATH, CLEO).current_rank == 1  # without the must-have


def test_cleo_needs_two_steps_to_junior_and_a_whole_level_more_to_mid() -> None:
    assert steps(shortest_way(WITH_MUSTS, CLEO, 1)) == [("Git", 2)]
    way = shortest_way(WITH_MUSTS, CLEO, 2)
    # Mid-Level: nothing rated, 18 needed, three steps each: the first 18 in order.
    assert [part.points for part in way.parts] == [2, 18 * 3]
    assert [step.skill for step in way.parts[1].steps] == names("Mid-Level")[:18]
    assert all(step.unrated for step in way.parts[1].steps)
    assert len(gaps(WITH_MUSTS, CLEO, 2)) == 1 + 22


# --- Dora, at the top ---------------------------------------------------------------------------

DORA: People = {skill: one for name in GROUPS for skill, one in rates(name, 4).items()}


def test_dora_is_principal_and_there_is_no_next_level() -> None:
    dora = backed(DORA, *names("Principal")[:6], "Python")
    placement = place(PATH, dora)
    assert (placement.current_rank, placement.possible_rank) == (5, 5)
    assert [(told.met, told.backed) for told in placement.levels] == [
        (17, 1),
        (22, 0),
        (17, 0),
        (16, 0),
        (13, 6),
    ]
    target = target_rank(PATH, placement, None)
    assert target is None
    assert gaps(PATH, dora, target) == ()
    assert shortest_way(PATH, dora, target) == Way()
    assert built(PATH, dora, target, project("Any", "Principal", "Python")) == Portfolio()


# --- Emil, who holds Mid-Level by itself but not Junior -----------------------------------------

EMIL: People = {
    **rates("Junior", 3, 13),  # 13 of 14 needed: the soft skills are at 2
    **rates("Junior", 2, start=13),
    **rates("Mid-Level", 3, 18),  # 18 of 18 needed
    **rates("Mid-Level", 0, start=18),
    **rates("Senior", 3, 12),  # 12 of 14 needed: the soft skills are at 2
    **rates("Senior", 2, start=12),
}


def test_emil_stands_below_junior_though_mid_level_is_held() -> None:
    placement = place(PATH, EMIL)
    assert placement.current_rank is None
    assert [told.held for told in placement.levels] == [False, True, False, False, False]
    assert target_rank(PATH, placement, None) == 1
    assert target_rank(PATH, placement, 3) == 3


def test_emil_goes_to_senior_by_way_of_junior_alone() -> None:
    # Gaps: 4 of Junior, 5 of Senior, none of Mid-Level's 4. Steps: 14 - 13 = 1 and 14 - 12 = 2.
    found = gaps(PATH, EMIL, 3)
    assert [gap.skill for gap in found] == [*names("Junior")[13:], *names("Senior")[12:]]
    way = shortest_way(PATH, EMIL, 3)
    assert [(part.level, part.points) for part in way.parts] == [("Junior", 1), ("Senior", 2)]
    assert steps(way) == [
        ("Analytical thinking", 1),
        ("Strategic technical planning", 1),
        ("Team building", 1),
    ]
    assert place(PATH, after(EMIL, way)).current_rank == 3


def test_emil_builds_one_project_for_each_level_on_the_way() -> None:
    projects = [
        project("Classification", "Junior", "Following best practices"),
        project("Dashboard", "Junior", "Analytical thinking", "Collaborating with data scientists"),
        project(
            "Forecasting",
            "Junior",
            "Learning complex concepts",
            "Analytical thinking",
            "Collaborating with data scientists",
        ),
        project("Recommendations", "Mid-Level", "Analytical thinking", "Team building"),
        project("Vision", "Senior", "Team building", "Innovation"),
        project("Multi-modal", "Senior", "Team building", "Business communication"),
        project(
            "Edge",
            "Senior",
            "Strategic technical planning",
            "Innovation",
            "Executive-level technical communication",
        ),
    ]
    found = built(PATH, EMIL, 3, *projects)
    # One of Junior's four and two of Senior's five, a step each: two projects are enough, one of
    # each level. Of the pairs that one Senior project exercises, two stand equally early: Team
    # building and Business communication (2 + 3), Strategic planning and Innovation (1 + 4); the
    # first of their projects decides. Mid-Level is held, so its project is not spoken of.
    assert [(one.project, one.adds, one.besides) for one in found.chosen] == [
        ("Multi-modal", ("Team building", "Business communication"), ()),
        ("Dashboard", ("Analytical thinking",), ("Collaborating with data scientists",)),
    ]
    assert [one.project for one in found.others] == [
        "Classification",
        "Forecasting",
        "Vision",
        "Edge",
    ]
    assert found.uncovered == ()


# --- Fay, for whom some of it is not relevant ---------------------------------------------------

NOT_FOR_FAY = ["Kafka", "AWS SageMaker", "GCP AI Platform", "Azure ML"]
FAY: People = {
    **rates("Junior", 3),
    **rates("Mid-Level", 3),
    **{skill: Rating(not_relevant=True) for skill in NOT_FOR_FAY},
    "Docker": Rating(1),
    "Kubernetes": Rating(2),
    "Monitoring": Rating(),
    "Adaptability": Rating(),
}


def test_fay_could_stand_anywhere_from_junior_up() -> None:
    fay = backed(FAY, *names("Junior")[:10], "Spark", "MLflow", "Kubeflow")
    placement = place(PATH, fay)
    mid = placement.levels[1]
    # 22 - 4 = 18 relevant, 80 % is 14.4, so 15. Met: 18 - 4 = 14. At best 14 + 2 = 16, and all
    # above is unrated.
    assert (placement.current_rank, placement.possible_rank) == (1, 5)
    assert (mid.relevant, mid.not_relevant, mid.needed, mid.met, mid.backed) == (18, 4, 15, 14, 3)
    assert (mid.unmet, mid.unrated) == (("Docker", "Kubernetes"), ("Monitoring", "Adaptability"))
    assert (mid.held, mid.could_hold) == (False, True)


def test_fay_needs_a_single_step() -> None:
    assert steps(shortest_way(PATH, FAY, 2)) == [("Kubernetes", 1)]
    assert [gap.skill for gap in gaps(PATH, FAY, 2)] == [
        "Docker",
        "Kubernetes",
        "Monitoring",
        "Adaptability",
    ]


def test_fay_cannot_leave_out_a_must_have() -> None:
    strict = ml_engineer("Kafka")
    mid = place(strict, FAY).levels[1]
    # Kafka counts after all: 19 relevant, 80 % is 15.2, so 16, and it is unrated.
    assert (mid.relevant, mid.not_relevant, mid.needed, mid.met) == (19, 3, 16, 14)
    assert (mid.missing_must_haves, mid.unrated[0]) == (("Kafka",), "Kafka")
    assert steps(shortest_way(strict, FAY, 2)) == [("Kafka", 3), ("Kubernetes", 1)]


# --- Gil, at the edges --------------------------------------------------------------------------


def test_gil_with_nothing_rated_could_stand_anywhere() -> None:
    placement = place(PATH, {})
    assert (placement.current_rank, placement.possible_rank) == (None, 5)
    # (14 + 18 + 14 + 13 + 11) x 3 = 70 x 3
    assert shortest_way(PATH, {}, 5).points == 210


def test_gil_with_one_skill_rated() -> None:
    gil = {"Python": Rating(3)}
    assert place(PATH, gil).levels[0].met == 1
    assert (place(PATH, gil).current_rank, place(PATH, gil).possible_rank) == (None, 5)
    assert shortest_way(PATH, gil, 1).points == 13 * 3


def test_gil_with_everything_at_zero_is_a_full_citizen() -> None:
    zero = {skill: Rating(0) for name in GROUPS for skill in names(name)}
    placement = place(PATH, zero)
    assert (placement.current_rank, placement.possible_rank) == (None, None)
    assert target_rank(PATH, placement, None) == 1
    assert shortest_way(PATH, zero, 1).points == 14 * 3
    assert len(gaps(PATH, zero, 1)) == 17


def test_gil_with_one_skill_rated_and_the_rest_not_relevant_is_not_at_the_top() -> None:
    marked = {skill: Rating(not_relevant=True) for name in GROUPS for skill in names(name)}
    placement = place(PATH, {**marked, "Python": Rating(3)})
    assert (placement.current_rank, placement.possible_rank) == (None, None)
    assert target_rank(PATH, placement, None) == 1
    assert [told.measured for told in placement.levels] == [False] * 5


def test_gil_with_everything_not_relevant_is_measured_at_no_level() -> None:
    marked = {skill: Rating(not_relevant=True) for name in GROUPS for skill in names(name)}
    placement = place(PATH, marked)
    assert placement.current_rank is None
    assert [told.not_relevant for told in placement.levels] == [17, 22, 17, 16, 13]


# --- The example of docs/rules.md ---------------------------------------------------------------

EXAMPLE = path(
    level(1, asks("git", must=True), *map(asks, ["python", "pandas", "statistics", "notebooks"])),
    level(2, *map(asks, ["docker", "spark", "kafka", "monitoring", "mentoring", "azure"])),
)
ANSWERS: People = {
    **rated(git=3, python=4, pandas=3, statistics=3, notebooks=1),
    **rated(docker=3, spark=2, kafka=1, monitoring=0),
    "azure": Rating(not_relevant=True),
}


def test_example_of_the_documentation() -> None:
    placement = place(EXAMPLE, ANSWERS)
    junior, mid = placement.levels
    assert (junior.met, junior.needed, junior.relevant, junior.held) == (4, 4, 5, True)
    assert (mid.met, mid.needed, mid.relevant, mid.held) == (1, 4, 5, False)
    assert (placement.current_rank, placement.possible_rank) == (1, 1)
    found = gaps(EXAMPLE, ANSWERS, 2)
    assert [(gap.skill, gap.steps) for gap in found] == [
        ("spark", 1),
        ("kafka", 2),
        ("monitoring", 3),
        ("mentoring", 3),
    ]
    way = shortest_way(EXAMPLE, ANSWERS, 2)
    assert (steps(way), way.points) == ([("spark", 1), ("kafka", 2), ("monitoring", 3)], 6)
    projects = [
        project("Dashboard", "level-2", "monitoring", "docker"),
        project("Study group", "level-2", "mentoring"),
        project("Streams", "level-2", "spark", "kafka", "monitoring"),
    ]
    read = built(EXAMPLE, ANSWERS, 2, *projects)
    assert [(one.project, len(one.adds)) for one in read.chosen] == [("Streams", 3)]
    assert [one.project for one in read.others] == ["Dashboard", "Study group"]
