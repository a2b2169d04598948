"""A document that names a replaced skill asks what took its place."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from careerpath.framework.documents.model import (
    Exercise,
    Group,
    PathDocument,
    ProjectIdea,
    Rung,
    SkillAsked,
)
from careerpath.framework.documents.rows import Candidate, apply, diff, document_of
from careerpath.framework.documents.rows.following import Followed
from careerpath.framework.models import CareerPath, Skill, SkillAlias, SkillSuccession
from careerpath.framework.succession import replace as take_the_place
from tests.factories import SkillFactory

NOW = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)


def asking(*skills: SkillAsked, exercises: tuple[Exercise, ...] = ()) -> PathDocument:
    projects = (ProjectIdea("Oven", exercises=exercises),) if exercises else ()
    rung = Rung("Junior Baker", "Junior", groups=(Group("Craft", skills),), projects=projects)
    return PathDocument("Baker", levels=(rung,))


def put(document: PathDocument, path: CareerPath | None = None) -> CareerPath:
    return apply(changes=diff(path, document), by=None, now=NOW).path


def replaced(old: str, *news: str) -> None:
    """As an editor does it in admin."""
    rows = [
        Skill.objects.filter(name=name).first() or SkillFactory(name=name) for name in (old, *news)
    ]
    take_the_place(rows[:1], rows[1:], now=NOW)


def test_a_document_from_before_follows_the_successor(db: None) -> None:
    old = asking(SkillAsked("Docker", 2, must_have=True), exercises=(Exercise("Docker", "Pack."),))
    path = put(old)
    replaced("Docker", "Containers")
    changes = diff(path, old)
    assert changes.followed == (Followed("Docker", ("Containers",)),)
    assert changes.changes == ()
    touched = apply(changes=changes, by=None, now=NOW).touched
    assert touched == {}
    assert Skill.objects.get(name="Docker").retired_at == NOW


def test_several_successors_are_all_asked_on_the_terms_of_the_old_one(db: None) -> None:
    replaced("Docker", "Containers", "Images")
    document = asking(
        SkillAsked("Docker", 2, must_have=True),
        SkillAsked("Git"),
        exercises=(Exercise("docker", "Pack."), Exercise("Images", "Thin.")),
    )
    assert diff(None, document).followed == (Followed("Docker", ("Containers", "Images")),)
    path = put(document)
    assert document_of(path) == asking(
        SkillAsked("Containers", 2, must_have=True),
        SkillAsked("Images", 2, must_have=True),
        SkillAsked("Git"),
        exercises=(Exercise("Containers", "Pack."), Exercise("Images", "Thin.")),
    )
    assert not diff(path, document)


def test_a_successor_that_is_named_itself_stays_in_its_place_on_the_higher_terms(db: None) -> None:
    replaced("Docker", "Containers")
    replaced("Podman", "Containers")
    document = asking(
        SkillAsked("Docker", 4), SkillAsked("Git"), SkillAsked("Podman", 1, must_have=True),
        SkillAsked("Containers", 2),
    )  # fmt: skip
    path = put(document)
    assert document_of(path) == asking(
        SkillAsked("Git"), SkillAsked("Containers", 4, must_have=True)
    )
    assert {one.old for one in diff(path, document).followed} == {"Docker", "Podman"}


def test_two_that_were_merged_are_asked_once_on_the_higher_terms(db: None) -> None:
    replaced("Docker", "Containers")
    replaced("Podman", "Containers")
    path = put(asking(SkillAsked("Docker", 1, must_have=True), SkillAsked("Podman", 4)))
    assert document_of(path) == asking(SkillAsked("Containers", 4, must_have=True))


def test_an_id_or_an_alias_of_a_replaced_skill_follows_too_and_is_no_rename(db: None) -> None:
    replaced("Docker", "Containers")
    SkillAlias.objects.create(skill=Skill.objects.get(name="Docker"), name="Moby")
    changes = diff(None, asking(SkillAsked("Whale", public_id="docker"), SkillAsked("moby")))
    assert changes.followed == (
        Followed("Whale", ("Containers",)), Followed("moby", ("Containers",)),
    )  # fmt: skip
    assert changes.resolved.renames == {}
    assert document_of(apply(changes=changes, by=None, now=NOW).path) == asking(
        SkillAsked("Containers")
    )
    assert list(Skill.objects.values_list("name", flat=True)) == ["Containers", "Docker"]


def test_it_is_followed_however_many_times_over(db: None) -> None:
    replaced("Docker", "Containers", "Images")
    replaced("Containers", "OCI")
    assert diff(None, asking(SkillAsked("Docker"))).followed == (
        Followed("Docker", ("Images", "OCI")),
    )


def test_what_has_nobody_in_its_place_comes_back_as_ever(db: None) -> None:
    replaced("Docker", "Containers")
    Skill.objects.update(retired_at=NOW)
    path = put(asking(SkillAsked("Docker")))
    assert document_of(path) == asking(SkillAsked("Docker"))
    assert Skill.objects.get(name="Docker").retired_at is None


def test_a_circle_ends_and_a_restored_skill_is_asked_itself(db: None) -> None:
    replaced("Docker", "Containers")
    containers, docker = Skill.objects.order_by("name")
    SkillSuccession.objects.create(old=containers, new=docker)
    changes = diff(None, asking(SkillAsked("Docker")))
    assert changes.followed == (Followed("Docker", ("Containers",)),)
    Skill.objects.update(retired_at=NOW)
    assert diff(None, asking(SkillAsked("Docker"))).followed == ()
    Skill.objects.update(retired_at=None)
    assert diff(None, asking(SkillAsked("Docker"))).followed == ()


def test_a_skill_that_is_there_is_no_new_name_of_another(db: None) -> None:
    replaced("Docker", "Containers")
    path = put(asking(SkillAsked("Container")))
    changes = diff(path, asking(SkillAsked("Docker")))
    assert [(c.kind, c.name) for c in changes.changes] == [
        ("added", "Containers"), ("retired", "Container"),
    ]  # fmt: skip
    assert changes.candidates == ()
    fresh = diff(path, asking(SkillAsked("Container ships")))
    assert fresh.candidates == (Candidate("skill", "Junior", "Container", "Container ships"),)


def test_other_levels_stay_as_they_are(db: None) -> None:
    replaced("Docker", "Containers")
    document = asking(SkillAsked("Docker"))
    master = replace(
        asking(SkillAsked("Containers", 4)).levels[0], name="Master Baker", short_name="Master"
    )
    path = put(replace(document, levels=(*document.levels, master)))
    assert document_of(path).levels == (*asking(SkillAsked("Containers")).levels, master)
