from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from assessments import services
from assessments.models import Assessment, SkillRating
from assessments.rating_data import RatingData, data_in, seen_in, seen_of
from assessments.services import Conflict, ratings
from careerpath.accounts.models import User
from careerpath.engine.placement import place
from careerpath.engine.types import ProjectSpec, Rating
from careerpath.framework.models import CareerPath, Level, Skill
from careerpath.framework.specs import path_spec
from tests.factories import CareerPathFactory, RequirementFactory, SkillGroupFactory, make_path

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 22, 9, 0, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(hours=1)


def skill(public_id: str) -> Skill:
    return Skill.objects.get(public_id=public_id)


def rate(
    assessment: Assessment, public_id: str, said: RatingData, *, seen: SkillRating | None = None
) -> SkillRating:
    shown = seen_in(seen)
    return services.save_rating(
        assessment=assessment, skill=skill(public_id), said=said, seen=shown, now=NOW
    )


@pytest.fixture
def begun(alice: User, path: CareerPath) -> Assessment:
    return services.start(owner=alice, path=path, now=NOW)


# --- Starting -----------------------------------------------------------------------------------


def test_start_twice_is_one_sitting(alice: User, path: CareerPath, begun: Assessment) -> None:
    assert services.start(owner=alice, path=path, now=LATER) == begun
    assert Assessment.objects.count() == 1


def test_one_open_sitting_a_path_is_kept_by_the_database(
    alice: User, path: CareerPath, begun: Assessment
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Assessment.objects.create(owner=alice, path=path, started_at=NOW)


def test_start_on_a_path_that_asks_nothing_is_refused(alice: User) -> None:
    with pytest.raises(services.NothingAsked):
        services.start(owner=alice, path=CareerPathFactory(), now=NOW)


def test_repeat_begins_with_the_last_answers_and_evidence(begun: Assessment, alice: User) -> None:
    said = RatingData(
        3, note="Pruned the orchard", link="https://example.org", last_used=NOW.date()
    )
    rate(begun, "gardener-1-1", said)
    rate(begun, "gardener-1-2", RatingData(not_relevant=True))
    services.complete(assessment=begun, now=NOW)
    again = services.start(owner=alice, path=begun.path, now=LATER)
    assert {
        row.skill.public_id: (data_in(row), row.carried_over) for row in again.ratings.all()
    } == {
        "gardener-1-1": (said, True),
        "gardener-1-2": (RatingData(not_relevant=True), True),
    }


def test_skill_rated_on_one_path_is_known_on_another(begun: Assessment, alice: User) -> None:
    rate(begun, "gardener-1-1", RatingData(4))
    services.complete(assessment=begun, now=NOW)
    other = make_path("Baker", levels=1, skills=1)
    group = SkillGroupFactory(path=other, name="Both")
    RequirementFactory(level=other.levels.get(), group=group, skill=skill("gardener-1-1"))
    on_other = services.start(owner=alice, path=other, now=LATER)
    assert on_other.ratings_by_skill() == {"gardener-1-1": Rating(4)}


def test_repeat_of_a_guest_begins_with_their_last_answers(path: CareerPath) -> None:
    first = services.start(owner=None, path=path, now=NOW)
    rate(first, "gardener-1-1", RatingData(2))
    services.complete(assessment=first, now=NOW)
    ids = [str(first.public_id)]
    again = services.start(owner=None, path=path, now=LATER, guest_ids=ids)
    assert again.ratings_by_skill() == {"gardener-1-1": Rating(2)}
    stranger = services.start(owner=None, path=path, now=LATER)
    assert stranger.ratings_by_skill() == {}


# --- Saying -------------------------------------------------------------------------------------


def test_save_counts_versions(begun: Assessment) -> None:
    first = rate(begun, "gardener-1-1", RatingData(2))
    second = rate(begun, "gardener-1-1", RatingData(3, note="On my own"), seen=first)
    assert (first.version, second.version) == (1, 2)
    assert data_in(begun.ratings.get()) == RatingData(3, note="On my own")


def test_save_over_something_newer_is_refused_with_what_is_stored(begun: Assessment) -> None:
    first = rate(begun, "gardener-1-1", RatingData(2))
    rate(begun, "gardener-1-1", RatingData(3), seen=first)
    with pytest.raises(Conflict) as refused:
        rate(begun, "gardener-1-1", RatingData(1), seen=first)
    assert data_in(refused.value.stored) == RatingData(3)
    assert data_in(begun.ratings.get()) == RatingData(3)


@pytest.mark.parametrize("version", [0, 1, 2, 9, 999_999_999])
@pytest.mark.parametrize("word", ["the time that was lost", "another", "a third"])
def test_save_from_a_page_that_showed_anything_else_is_refused(
    version: int, word: str, begun: Assessment
) -> None:
    """Numbers go back and repeat once a backup is restored; words don't."""
    newer = rate(begun, "gardener-1-1", RatingData(3, note="Written since the backup was restored"))
    lost = seen_of(version, RatingData(3, note=f"Written in {word}"))
    with pytest.raises(Conflict) as refused:
        services.save_rating(
            assessment=begun, skill=newer.skill, said=RatingData(4), seen=lost, now=LATER
        )
    assert data_in(refused.value.stored) == data_in(begun.ratings.get()) == data_in(newer)


def test_save_of_what_is_stored_already_is_no_conflict(begun: Assessment) -> None:
    rate(begun, "gardener-1-1", RatingData(2))
    assert rate(begun, "gardener-1-1", RatingData(2)).version == 1


def test_save_confirms_what_was_carried_over(begun: Assessment) -> None:
    first = rate(begun, "gardener-1-1", RatingData(2))
    begun.ratings.update(carried_over=True)
    rate(begun, "gardener-1-1", RatingData(2), seen=first)
    assert begun.ratings.get().carried_over is False


def test_save_into_a_finished_one_is_refused(begun: Assessment) -> None:
    services.complete(assessment=begun, now=NOW)
    with pytest.raises(services.AssessmentCompleted):
        rate(begun, "gardener-1-1", RatingData(2))
    assert begun.ratings.count() == 0


@pytest.mark.parametrize("wrong", [{"proficiency": 5}, {"proficiency": 3, "not_relevant": True}])
def test_database_refuses_what_no_rating_can_be(begun: Assessment, wrong: dict[str, int]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        begun.ratings.create(skill=skill("gardener-1-1"), updated_at=NOW, **wrong)


# --- Finishing ----------------------------------------------------------------------------------


def test_complete_keeps_what_was_asked_and_the_verdict(begun: Assessment) -> None:
    for n in (1, 2, 3):
        rate(begun, f"gardener-1-{n}", RatingData(3))
    asked = path_spec(begun.path)
    done = services.complete(assessment=begun, now=LATER)
    assert done.completed_at == LATER
    assert done.asked_path() == asked
    assert done.stored_placement() == place(asked, begun.ratings_by_skill())
    assert done.stored_placement().current_rank == 1


def test_complete_keeps_the_projects_there_were(begun: Assessment) -> None:
    level = begun.path.levels.get(rank=1)
    project = level.projects.create(name="Herb bed")
    project.exercises.create(skill=skill("gardener-1-2"))
    level.projects.create(name="Pond")
    done = services.complete(assessment=begun, now=NOW)
    level.projects.update(name="Hedge")
    project.exercises.all().delete()
    kept = Assessment.objects.get(pk=done.pk)
    assert kept.kept_projects() == (
        ProjectSpec("level-1/herb-bed", "Herb bed", "level-1", ("gardener-1-2",)),
        ProjectSpec("level-1/pond", "Pond", "level-1", ()),
    )


def test_one_that_was_finished_before_projects_were_kept_knows_none(begun: Assessment) -> None:
    services.complete(assessment=begun, now=NOW)
    Assessment.objects.update(projects=None)
    assert Assessment.objects.get().kept_projects() is None


def test_complete_twice_changes_nothing(begun: Assessment) -> None:
    services.complete(assessment=begun, now=NOW)
    assert services.complete(assessment=begun, now=LATER).completed_at == NOW


def test_later_edits_of_the_framework_rewrite_no_history(begun: Assessment) -> None:
    for n in (1, 2, 3):
        rate(begun, f"gardener-1-{n}", RatingData(3))
    before = services.complete(assessment=begun, now=NOW)
    level = Level.objects.get(path=begun.path, rank=1)
    level.requirements.update(proficiency=4)
    Level.objects.filter(pk=level.pk).update(short_name="Seedling")
    after = Assessment.objects.get()
    assert after.stored_placement() == before.stored_placement()
    assert after.asked_path() == before.asked_path()
    assert after.level_then == "Level 1"


# --- Claiming -----------------------------------------------------------------------------------


def guest_of(path: CareerPath) -> Assessment:
    return services.start(owner=None, path=path, now=NOW)


def claim(owner: User, *guests: Assessment) -> services.Claimed:
    return services.claim(owner=owner, public_ids=[str(guest.public_id) for guest in guests])


def test_claim_hands_over_open_and_finished(alice: User, path: CareerPath) -> None:
    finished, still_open = guest_of(path), guest_of(path)
    services.complete(assessment=finished, now=NOW)
    assert claim(alice, finished, still_open) == services.Claimed(taken=[path, path])
    assert set(alice.assessments.all()) == {finished, still_open}


def test_claim_of_an_open_one_fills_it_up_with_the_last_answers(
    alice: User, begun: Assessment
) -> None:
    rate(begun, "gardener-1-1", RatingData(1, note="last time"))
    rate(begun, "gardener-1-2", RatingData(2))
    services.complete(assessment=begun, now=NOW)
    guest = guest_of(begun.path)
    rate(guest, "gardener-1-1", RatingData(3))
    claim(alice, guest)
    assert {
        row.skill.public_id: (data_in(row), row.carried_over) for row in guest.ratings.all()
    } == {"gardener-1-1": (RatingData(3), False), "gardener-1-2": (RatingData(2), True)}


def test_claim_into_an_open_one_keeps_the_answers_that_count_and_all_evidence(
    alice: User, begun: Assessment
) -> None:
    rate(begun, "gardener-1-1", RatingData(1, note="kept"))
    rate(begun, "gardener-1-2", RatingData(1))
    rate(begun, "gardener-1-3", RatingData(1))
    guest = guest_of(begun.path)
    for public_id, when in (("gardener-1-1", LATER), ("gardener-1-2", NOW), ("gardener-2-1", NOW)):
        services.save_rating(
            assessment=guest, skill=skill(public_id), said=RatingData(4), seen="", now=when
        )
    name = str(guest.public_id)
    counts = {name: {skill("gardener-1-1").pk}}
    claimed = services.claim(owner=alice, public_ids=[name], counts=counts)
    moved = {name: str(begun.public_id)}
    assert claimed == services.Claimed(merged=[begun.path], moved=moved)
    assert {row.skill.public_id: data_in(row) for row in begun.ratings.all()} == {
        "gardener-1-1": RatingData(
            4, note="kept"
        ),  # it counts, with the evidence it did not replace
        "gardener-1-2": RatingData(1),  # what the person had stays
        "gardener-1-3": RatingData(1),
        "gardener-2-1": RatingData(4),
    }
    assert Assessment.objects.get() == begun


def test_claim_takes_nobody_elses(alice: User, bob: User, begun: Assessment) -> None:
    assert claim(bob, begun) == services.Claimed()
    begun.refresh_from_db()
    assert begun.owner == alice


def test_delete_forgotten_takes_only_old_ones_of_guests(begun: Assessment) -> None:
    old, touched = guest_of(begun.path), guest_of(begun.path)
    services.save_rating(
        assessment=touched, skill=skill("gardener-1-1"), said=RatingData(1), seen="", now=LATER
    )
    assert services.delete_forgotten(reachable=(), before=NOW + dt.timedelta(minutes=1)) == 1
    assert set(Assessment.objects.all()) == {begun, touched}
    assert not Assessment.objects.filter(pk=old.pk).exists()


def test_a_rating_that_is_gone_is_never_called_saved(begun: Assessment) -> None:
    row = rate(begun, "gardener-1-1", RatingData(3))
    SkillRating.objects.all().delete()
    row.version = 2
    with pytest.raises(DatabaseError, match="not there any more"):
        ratings._write(row)
