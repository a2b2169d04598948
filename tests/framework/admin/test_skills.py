from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from careerpath.framework.models import (
    CareerPath,
    LearningResource,
    Project,
    ProjectSkill,
    Requirement,
    Skill,
    SkillAnchor,
)
from tests.factories import LevelFactory, SkillFactory, SkillGroupFactory, make_path

from .pages import address, errors_of, fields_of, save


@pytest.fixture
def git(db: None) -> Skill:
    skill: Skill = SkillFactory(name="Git")
    skill.aliases.create(name="DVCS")
    skill.anchors.create(proficiency=1, text="I commit")
    skill.resources.create(title="Pro Git", url="https://git-scm.com/book/en/v2", kind="book")
    return skill


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"name": "SVN"}, ["name: There is a skill of this name already."]),
        ({"name": "subversion"}, ["name: Another skill goes by this name already."]),
        ({"name": "dvcs"}, []),
        ({"aliases-1-name": "Svn"}, ["aliases-1-name: Another skill goes by this name already."]),
        (
            {"aliases-1-name": "Subversion"},
            ["aliases-1-name: A skill goes by this name already."],
        ),
        ({"aliases-1-name": "dvcs"}, ["aliases-1-name: A skill goes by this name already."]),
        ({"aliases-1-name": "git"}, []),
        (
            {"anchors-1-proficiency": "1", "anchors-1-text": "x"},
            ["anchors-1-proficiency: This point of the scale has its own wording already."],
        ),
        ({"anchors-1-proficiency": "2", "anchors-1-text": "I branch"}, []),
        (
            {"resources-1-title": "Again", "resources-1-url": "https://git-scm.com/book/en/v2"},
            ["resources-1-url: This skill has a resource with this link already."],
        ),
        (
            {"resources-1-title": "Run this", "resources-1-url": "javascript:alert(1)"},
            ["resources-1-url: Enter a valid URL."],
        ),
        (
            {"resources-1-title": "Files", "resources-1-url": "ftp://example.org/git"},
            ["resources-1-url: Enter a valid URL."],
        ),
        (
            {
                "resources-1-title": "Long",
                "resources-1-url": "https://example.org/",
                "resources-1-hours": "2001",
            },
            ["resources-1-hours: Ensure this value is less than or equal to 2000."],
        ),
        ({"resources-1-title": "Docs", "resources-1-url": "git-scm.com/doc"}, []),
    ],
)
def test_skill_says_beside_the_field_what_is_taken(
    changes: dict[str, Any], errors: list[str], git: Skill, editor: Client
) -> None:
    SkillFactory(name="SVN").aliases.create(name="Subversion")
    sent = fields_of(editor.get(address(git)).content.decode())
    assert errors_of(editor.post(address(git), sent | changes)) == errors


def test_two_new_rows_of_the_same_kind_are_told_before_the_database_does(
    git: Skill, editor: Client
) -> None:
    rows = {f"anchors-{n}-proficiency": "4" for n in (1, 2)}
    rows |= {f"anchors-{n}-text": f"Text {n}" for n in (1, 2)} | {"anchors-TOTAL_FORMS": "3"}
    sent = fields_of(editor.get(address(git)).content.decode())
    answer = editor.post(address(git), sent | rows)
    assert errors_of(answer) == [
        "anchors-2-proficiency: This point of the scale has its own wording already."
    ]
    assert SkillAnchor.objects.count() == 1


def test_skill_keeps_its_id_through_a_rename_and_is_found_by_its_alias(
    git: Skill, editor: Client
) -> None:
    assert errors_of(save(editor, git, {"name": "Version control"})) == []
    found = editor.get(address(Skill, "changelist") + "?q=dvcs").context["cl"].result_list
    assert [(skill.name, skill.public_id) for skill in found] == [("Version control", "git")]


def test_groups_are_looked_for_on_the_levels_own_path(path: CareerPath, editor: Client) -> None:
    SkillGroupFactory(name="Elsewhere")
    query = "app_label=framework&model_name=requirement&field_name=group"
    ours = editor.get(f"/admin/autocomplete/?{query}&of_path={path.pk}").json()["results"]
    assert [row["text"] for row in ours] == ["Craft", "Soft skills"]
    for nonsense in ("", "x", "9" * 40, "²"):
        answer = editor.get(f"/admin/autocomplete/?{query}&of_path={nonsense}")
        assert len(answer.json()["results"]) == 3
    page = editor.get(address(path.levels.get(rank=1))).content.decode()
    assert f'data-ajax--url="/admin/autocomplete/?of_path={path.pk}"' in page


def looked_up(
    client: Client, term: str, model: str, field: str, path: CareerPath | None
) -> list[str]:
    """What a look-up offers, in its order; Enter takes the first."""
    query = {"app_label": "framework", "model_name": model, "field_name": field, "term": term}
    query |= {"of_path": str(path.pk)} if path else {}
    found = client.get("/admin/autocomplete/", query).json()["results"]
    return [row["text"] for row in found]


def test_look_up_on_a_path_takes_no_account_of_the_paths_name(editor: Client) -> None:
    """“ML Eng” is part of the path's name, and of one group's only."""
    path = make_path("ML Engineer")
    SkillGroupFactory(path=path, name="ML Engineering")
    assert looked_up(editor, "ML Eng", "requirement", "group", path) == ["ML Engineering"]
    assert looked_up(editor, "ML Eng", "requirement", "level", path) == [
        "ML Engineer: Level 1 ML Engineer",
        "ML Engineer: Level 2 ML Engineer",
    ]  # called so themselves
    path.levels.update(name="Rung")
    assert looked_up(editor, "ML Eng", "requirement", "level", path) == []
    anywhere = looked_up(editor, "ML Eng", "interviewsection", "level", None)
    assert anywhere == ["ML Engineer: Rung", "ML Engineer: Rung"]


def test_look_up_offers_what_is_called_so_before_what_has_it_inside(
    git: Skill, editor: Client
) -> None:
    for name in ("Digital twins", "Github Actions", "Agit"):
        SkillFactory(name=name)
    found = looked_up(editor, " git ", "requirement", "skill", None)
    assert found == ["Git", "Github Actions", "Agit", "Digital twins"]
    assert looked_up(editor, "dvcs", "requirement", "skill", None) == ["Git"]
    SkillFactory(name="A DVCS and more")
    assert looked_up(editor, "dvcs", "requirement", "skill", None) == ["Git", "A DVCS and more"]


def test_project_takes_skills_with_the_reason_and_each_once(
    path: CareerPath, git: Skill, editor: Client
) -> None:
    project = Project.objects.create(level=path.levels.get(rank=1), name="Shed")
    sent = fields_of(editor.get(address(project)).content.decode())
    row = {"exercises-0-skill": git.pk, "exercises-0-why": "Every plank is a commit"}
    assert errors_of(editor.post(address(project), sent | row)) == []
    named = ProjectSkill.objects.get()
    assert (named.skill, named.why, named.position) == (git, "Every plank is a commit", 1)
    sent = fields_of(editor.get(address(project)).content.decode())
    again = editor.post(address(project), sent | {"exercises-1-skill": git.pk})
    assert errors_of(again) == ["exercises-1-skill: This project names this skill already."]


def test_a_requirement_moves_to_another_level_of_its_path(path: CareerPath, editor: Client) -> None:
    asked = Requirement.objects.get(skill__public_id="gardener-1-1")
    upper, elsewhere = path.levels.get(rank=2), LevelFactory()
    assert errors_of(save(editor, asked, {"level": str(elsewhere.pk)})) == [
        "level: Choose a level of this path."
    ]
    assert errors_of(save(editor, asked, {"level": str(upper.pk)})) == []
    asked.refresh_from_db()
    assert asked.level == upper
    twin = upper.requirements.create(
        skill=Skill.objects.get(public_id="gardener-1-2"), group=asked.group
    )
    there = Requirement.objects.get(skill=twin.skill, level__rank=1)
    assert errors_of(save(editor, there, {"level": str(upper.pk)})) == [
        "__all__: This level asks this skill already."
    ]


def test_resource_typed_without_a_scheme_is_https_and_comes_last(
    git: Skill, editor: Client
) -> None:
    new = {"resources-1-title": "Git docs", "resources-1-url": "git-scm.com/doc"}
    assert errors_of(save(editor, git, new)) == []
    assert [
        (row.public_id, row.url, row.kind, row.cost, row.hours, row.position)
        for row in git.resources.all()
    ] == [
        ("pro-git", "https://git-scm.com/book/en/v2", "book", "free", None, 0),
        ("git-docs", "https://git-scm.com/doc", "documentation", "free", None, 1),
    ]


def test_resources_are_all_in_one_list_found_by_link_and_retired_there(
    git: Skill, editor: Client
) -> None:
    other = SkillFactory(name="Docker").resources.create(title="D", url="https://docs.docker.com/")
    page = editor.get(address(LearningResource, "changelist") + "?q=git-scm.com")
    assert [row.title for row in page.context["cl"].result_list] == ["Pro Git"]
    assert editor.get(address(LearningResource, "add")).status_code == 403
    chosen = {"action": "retire_selected", "_selected_action": [other.pk]}
    editor.post(address(LearningResource, "changelist"), chosen)
    other.refresh_from_db()
    assert other.is_retired
    assert [record.history_type for record in other.history.all()] == ["~", "+"]


def test_two_editors_of_one_resource_are_told(git: Skill, editor: Client) -> None:
    sent = fields_of(editor.get(address(git)).content.decode())
    git.resources.update(title="Pro Git, third edition")
    answer = editor.post(address(git), sent | {"resources-0-title": "Pro Git 2"})
    assert [text.split(":")[0] for text in errors_of(answer)] == ["resources-0-title"]
    assert git.resources.get().title == "Pro Git, third edition"
