from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from careerpath.framework.models import CareerPath, Level, Requirement
from careerpath.framework.models import Project as ProjectRow
from careerpath.framework.models import ProjectSkill as Exercise
from tests import factories
from tests.factories import FIXTURE, LevelFactory, RequirementFactory, make_path
from tests.pages import links_of, one_line, text_of

pytestmark = pytest.mark.django_db
PARTS = ["projects", "growth", "interview", "networking", "negotiation", "transitions"]
UNSEEN = {"public_id", "pay_currency", "kind"}  # ids; the currency is checked with the amounts
LEVELS = ["levels/level-1/", "levels/level-2/"]
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def ml_engineer(db: None) -> CareerPath:
    return factories.ml_engineer()


def written_in(path: Path) -> list[str]:
    """Every text of a fixture, but those that stand where one rates, or beside a gap.

    These are a skill's own words for a point, and what it is learned from.
    """
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [
        value
        for row in rows
        if row["model"] not in {"framework.skillanchor", "framework.learningresource"}
        for field, value in row["fields"].items()
        if isinstance(value, str) and field not in UNSEEN and not field.endswith("_at")
    ]


def within_clicks(client: Client, clicks: int) -> dict[str, str]:
    """The words of every page so many clicks from the front page, by address."""
    found: dict[str, str] = {}
    next_ones = ["/"]
    for _click in range(clicks + 1):
        here, next_ones = next_ones, []
        for address in here:
            response = client.get(address)
            if response.status_code == 200 and address not in found:
                found[address] = text_of(response)
                next_ones += [link for link in links_of(response) if link.startswith("/")]
    return found


def test_every_text_of_the_path_is_within_two_clicks_of_home(
    client: Client, ml_engineer: CareerPath
) -> None:
    read = " ".join(within_clicks(client, 2).values())

    missing = [text for text in written_in(FIXTURE) if one_line(text) not in read]
    assert len(written_in(FIXTURE)) > 350
    assert missing == []


def test_every_figure_of_a_level_stands_on_its_page(
    client: Client, ml_engineer: CareerPath
) -> None:
    words = text_of(client.get("/paths/ml-engineer/levels/principal/"))

    for part in [
        "Usually with 10+ years of experience.",
        "It asks 13 skills. You hold it with 11 of them (80%, rounded up).",  # 80 % of 13 is 10.4
        "Strategic innovation and technical vision 60%",
        "Industry leadership and strategic partnerships 25%",
        "Executive guidance and organizational mentorship 15%",
        "$350K–$600K+ USD",
        "significant equity in AI/ML companies",
        "Source: Career Path: ML Engineer (the path document)",
        "Below: Staff",
    ]:
        assert part in words
    assert "Above:" not in words


def test_level_lists_its_requirements_with_what_is_asked(client: Client, path: CareerPath) -> None:
    Requirement.objects.filter(skill__public_id="gardener-1-2").update(
        proficiency=4, must_have=True
    )

    words = text_of(client.get("/paths/gardener/levels/level-1/"))

    assert "Craft Gardener 1 1 Proficient Gardener 1 2 must-have Leading" in words
    assert "Soft skills Gardener 1 3 Proficient" in words
    assert (
        "It asks 3 skills. You hold it with 3 of them (80%, rounded up). 1 is a must-have." in words
    )
    assert "Above: Level 2" in words


def test_project_says_which_skills_it_exercises_and_why(client: Client, path: CareerPath) -> None:
    level = path.levels.get(rank=1)
    shed = ProjectRow.objects.create(level=level, name="Shed", description="For the tools.")
    skill = level.requirements.earliest("position").skill
    Exercise.objects.create(project=shed, skill=skill, why="It has to stand.")
    ProjectRow.objects.create(level=level, name="Pond", position=2)

    words = text_of(client.get("/paths/gardener/projects/"))

    assert "Shed For the tools. Building it exercises: Gardener 1 1 It has to stand." in words
    assert "Pond Nobody has written down yet which skills it exercises." in words


def test_retired_rows_are_left_out(client: Client, path: CareerPath) -> None:
    low, high = path.levels.order_by("rank")
    ProjectRow.objects.create(level=low, name="Old shed", retired_at=NOW)
    low.requirements.filter(skill__public_id="gardener-1-1").update(retired_at=NOW)
    Level.objects.filter(pk=high.pk).update(retired_at=NOW)

    assert client.get("/paths/gardener/levels/level-2/").status_code == 404
    assert "Level 2" not in text_of(client.get("/paths/gardener/"))
    words = text_of(client.get("/paths/gardener/levels/level-1/"))
    assert "level 1 of 1" in words
    assert "It asks 2 skills." in words
    assert "Gardener 1 1" not in words
    assert "Old shed" not in text_of(client.get("/paths/gardener/projects/"))


@pytest.mark.parametrize("fields", [{"published": False}, {"retired_at": NOW}])
@pytest.mark.parametrize("part", ["", "levels/level-1/", *(f"{part}/" for part in PARTS)])
def test_hidden_path_is_for_editors_only(
    client: Client, as_alice: Client, as_edith: Client, fields: dict[str, Any], part: str
) -> None:
    make_path("Hidden", **fields)

    assert client.get(f"/paths/hidden/{part}").status_code == 404
    assert as_alice.get(f"/paths/hidden/{part}").status_code == 404
    assert "Only editors see this page" in text_of(as_edith.get(f"/paths/hidden/{part}"))
    assert "Hidden" not in text_of(client.get("/"))


def test_published_path_carries_no_notice_for_editors(as_edith: Client, path: CareerPath) -> None:
    assert "Only editors" not in text_of(as_edith.get("/paths/gardener/"))


def test_home_lists_paths_in_their_order(client: Client) -> None:
    for name, position in (("Baker", 3), ("Tailor", 1), ("Smith", 2)):
        make_path(name, position=position)
    listed = [path.name for path, _ in client.get("/").context["paths"]]
    assert listed == ["Tailor", "Smith", "Baker"]


def test_home_without_a_path_says_so(client: Client) -> None:
    words = text_of(client.get("/"))

    assert "No career path is published yet" in words


def test_start_posts_to_the_assessment(client: Client, path: CareerPath) -> None:
    button = '<form method="post" action="/assessments/start/gardener/">'

    for address in ["/", "/paths/gardener/", "/paths/gardener/levels/level-1/"]:
        assert button in client.get(address).content.decode(), address


def test_path_without_levels_says_so_and_offers_no_start(client: Client) -> None:
    make_path("Bare", levels=0)

    page = client.get("/paths/bare/")

    assert "No levels yet" in text_of(page)
    assert "/start/" not in page.content.decode()
    assert "/start/" not in client.get("/").content.decode()
    for part in PARTS:
        assert "yet" in text_of(client.get(f"/paths/bare/{part}/")), part


def test_path_with_one_level_has_no_neighbours(client: Client) -> None:
    make_path("Lone", levels=1)

    words = text_of(client.get("/paths/lone/levels/level-1/"))

    assert "level 1 of 1" in words
    assert "Below:" not in words
    assert "Above:" not in words


def test_level_without_requirements_says_so(client: Client) -> None:
    LevelFactory(path=make_path("Half", levels=0), rank=1, short_name="Empty one")

    words = text_of(client.get("/paths/half/levels/empty-one/"))

    assert "This level asks for no skills yet" in words
    assert "You hold it with" not in words


def test_names_of_200_characters_stand_in_full(client: Client) -> None:
    name = ("Very long " * 20)[:200].strip()
    path = make_path(name, levels=0)
    level = LevelFactory(path=path, rank=1, name=name, short_name=name[:100].strip())
    RequirementFactory(level=level, skill__name=name, group__name=name)

    words = text_of(client.get(level.get_absolute_url()))

    assert words.count(name) >= 4


def test_text_of_a_path_is_never_markup(client: Client) -> None:
    path = make_path("Sly", overview="<script>alert(1)</script>", levels=1)
    path.core_responsibilities.create(text="<img src=x onerror=alert(1)>")

    page = client.get("/paths/sly/").content.decode()

    assert "<script>alert" not in page
    assert "<img" not in page


def test_notes_stand_where_they_belong_as_plain_text(client: Client, path: CareerPath) -> None:
    path.notes.create(heading="Books", text="Read <b>these</b>:\n- **One**\n- Two")
    path.notes.create(heading="Tools", text="A spade.", level=path.levels.get(rank=1))
    overview, first, second = (client.get(f"/paths/gardener/{part}") for part in ("", *LEVELS))
    assert "Books Read <b>these</b>: One Two" in text_of(overview)
    assert "<li>One</li><li>Two</li>" in overview.content.decode()
    assert "Tools" not in text_of(overview)
    assert "Tools A spade." in text_of(first)
    assert "Tools" not in text_of(second)


def test_unknown_path_and_level_are_404(client: Client, path: CareerPath) -> None:
    assert client.get("/paths/nothing/").status_code == 404
    assert client.get("/paths/gardener/levels/nothing/").status_code == 404


@pytest.mark.parametrize("address", ["/", "/paths/gardener/", "/paths/gardener/levels/level-1/"])
def test_public_pages_only_read(client: Client, path: CareerPath, address: str) -> None:
    assert client.post(address).status_code == 405


# --- The same number of queries for 1 row and for 3 -------------------------------------------


def grow(path: CareerPath, rows: int) -> CareerPath:
    """Hang `rows` rows on everything that has a list."""
    for n in range(1, rows + 1):
        path.core_responsibilities.create(text=f"Do {n}")
        path.growth_phases.create(name=f"Phase {n}")
        section = path.interview_sections.create(name=f"Section {n}", level=path.levels.first())
        group = path.networking_groups.create(name=f"Group {n}")
        path.negotiation_tips.create(name=f"Tip {n}")
        path.transitions.create(name=f"Move {n}")
        path.notes.create(heading=f"Note {n}", text="- a\n- b")
        for m in range(rows):
            section.questions.create(text=f"Why {m}?")
            group.entries.create(text=f"Place {m}")
    for level in path.levels.all():
        for n in range(1, rows + 1):
            level.responsibilities.create(text=f"Dig {n}")
            path.notes.create(heading=f"Note {n}", level=level)
            level.day_shares.create(activity=f"Digging {n}", percent=10)
            project = level.projects.create(name=f"Shed {n}")
            for requirement in level.requirements.all():
                project.exercises.create(skill=requirement.skill)
    return path


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [
        ("/", 3),
        ("/paths/gardener/", 6),
        ("/paths/gardener/levels/level-1/", 9),
        ("/paths/gardener/projects/", 5),
        ("/paths/gardener/growth/", 3),
        ("/paths/gardener/interview/", 4),
        ("/paths/gardener/networking/", 4),
        ("/paths/gardener/negotiation/", 4),
        ("/paths/gardener/transitions/", 4),
    ],
)
def test_queries_do_not_grow_with_rows(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    rows: int,
    address: str,
    queries: int,
) -> None:
    grow(make_path(levels=rows, skills=rows), rows)
    for n in range(1, rows):
        make_path(f"Other {n}", levels=rows)

    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_500_skills_take_no_more_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_path("Huge", levels=1, skills=500)

    with django_assert_num_queries(8):  # without projects there are no exercises to fetch
        page = client.get("/paths/huge/levels/level-1/")

    assert "It asks 500 skills. You hold it with 400 of them" in text_of(page)
