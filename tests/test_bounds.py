"""What is let in fits through every page that shows or saves it; what does not keeps its words."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote_plus

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from assessments import services
from assessments.models import Assessment
from careerpath import bounds
from careerpath.accounts.models import User
from careerpath.framework.documents.model import DocumentRefused
from careerpath.framework.documents.read import read
from careerpath.framework.models import Level, Requirement, Skill
from tests.factories import SkillFactory, make_path
from tests.framework.admin.pages import address, errors_of, fields_of, save
from tests.pages import text_of
from tests.roadmap.people import assessed

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def large(skills: int) -> Level:
    """A path whose only level asks so many skills, all in one group."""
    level: Level = make_path(levels=1, skills=0).levels.get()
    group = level.path.skill_groups.get(public_id="craft")
    made = Skill.objects.bulk_create(
        Skill(name=f"Skill {n}", public_id=f"skill-{n}") for n in range(skills)
    )
    Requirement.objects.bulk_create(
        Requirement(level=level, group=group, skill=skill, position=n)
        for n, skill in enumerate(made)
    )
    return level


def test_a_level_of_500_skills_is_saved_on_its_page(as_edith: Client) -> None:
    level = large(bounds.MOST_SKILLS)
    assert errors_of(save(as_edith, level, {"requirements-499-proficiency": "4"})) == []
    assert level.requirements.get(position=499).proficiency == 4


def test_one_more_is_refused_with_everything_typed(as_edith: Client) -> None:
    level = large(bounds.MOST_SKILLS)
    group = level.path.skill_groups.get(public_id="craft")
    skill = SkillFactory(name="Other")
    new = {"requirements-500-skill": skill.pk, "requirements-500-group": group.pk}
    sent = fields_of(as_edith.get(address(level)).content.decode())
    answer = as_edith.post(address(level), sent | new | {"short_name": "Typed"})
    assert errors_of(answer) == [
        "requirements: This level would ask 501 skills; at most 500 can be rated."
    ]
    assert fields_of(answer.content.decode())["short_name"] == "Typed"


def test_a_screen_of_500_skills_with_notes_is_saved_at_once(as_alice: Client, alice: User) -> None:
    level = large(bounds.MOST_SKILLS)
    begun = services.start(owner=alice, path=level.path, now=NOW)
    screen = reverse("assessments:screen", args=[begun.public_id, level.public_id, "craft"])
    sent = fields_of(as_alice.get(screen).content.decode())
    sent |= {f"skill-{n}-answer": "3" for n in range(500)}
    sent |= {f"skill-{n}-note": "n" * bounds.NOTE_LENGTH for n in range(500)}
    assert as_alice.post(screen, sent).status_code == 302
    rows = Assessment.objects.get().ratings
    assert rows.filter(proficiency=3, note="n" * bounds.NOTE_LENGTH).count() == 500


def test_document_of_a_level_beyond_the_bounds_is_refused_by_line() -> None:
    text = "# Career Path: X\n\n## Career Progression\n\n### Junior\n\n**Required Skills:**\n"
    text += "".join(
        f"- **Group {n}:** {', '.join(f'Skill {n}-{m}' for m in range(167))}\n" for n in range(3)
    )
    with pytest.raises(DocumentRefused) as refused:
        read(text.encode())
    assert (refused.value.line, refused.value.reason) == (
        5, "This level asks 501 skills; at most 500 can be rated.",
    )  # fmt: skip


def test_690_selected_skills_are_replaced_by_one(as_edith: Client) -> None:
    skills = [SkillFactory().pk for _ in range(3)]
    made = Skill.objects.bulk_create(
        Skill(name=f"Other {n}", public_id=f"other-{n}") for n in range(687)
    )
    chosen = {
        "action": "replace_selected", "_selected_action": [*skills, *(s.pk for s in made)],
    }  # fmt: skip
    asking = as_edith.post(address(Skill, "changelist"), chosen)
    assert asking.status_code == 200  # no address that would have to hold them
    olds = [str(key) for key in chosen["_selected_action"]]
    sent = {"olds": olds, "names": "All of it", "_seen": "", "_whatever": "on"}
    done = as_edith.post("/admin/framework/skill/replace/", sent)
    assert done.status_code == 302
    assert Skill.objects.retired().count() == 690


def test_200_choices_are_tried_at_once(as_alice: Client, alice: User) -> None:
    """By post, and answered at once: no address could hold them."""
    level = large(bounds.MOST_SKILLS)
    done = assessed(alice, level.path, {})
    here, tries = f"/roadmap/{done.public_id}/", [f"skill-{n}:3" for n in range(500)]
    answer = as_alice.post(here, {"try": tries})
    assert answer.status_code == 200
    assert "as it would be, with 500 choices" in text_of(answer)
    in_place = as_alice.post(here, {"try": tries}, headers={"HX-Request": "true"})
    assert "HX-Push-Url" not in in_place.headers
    assert as_alice.post(here, {"try": tries[:2]})["Location"] == (
        f"{here}?try=skill-0:3&try=skill-1:3"
    )
    assert f'<form class="cp-card cp-trial-form" method="post" action="{here}"' in (
        answer.content.decode()
    )


@pytest.mark.parametrize(
    "sent",
    [
        {f"f{n}": "1" for n in range(bounds.MOST_FIELDS + 1)} | {"skill-note": "Dug <b> & more"},
        {"skill-note": "Dug <b> & more", "x": "x" * bounds.MOST_BYTES},
    ],
    ids=["fields", "bytes"],
)
def test_a_form_beyond_all_bounds_comes_back_with_its_words(
    sent: dict[str, str], as_alice: Client
) -> None:
    body = "&".join(f"{name}={quote_plus(value)}" for name, value in sent.items())
    answer = as_alice.post("/theme/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "What you had typed stands below, to copy" in text_of(answer)
    assert "Dug &lt;b&gt; &amp; more</textarea>" in answer.content.decode()


def test_what_a_request_may_hold_follows_from_what_is_let_in(as_edith: Client) -> None:
    """A row of a page sends no more fields than were reckoned with."""
    level = large(1)
    rows = fields_of(as_edith.get(address(level)).content.decode())
    of_one = [name for name in rows if name.startswith("requirements-0-")]
    boxes = ["must_have", "retired", "DELETE"]  # unticked they are not sent
    assert len({*of_one, *(f"requirements-0-{box}" for box in boxes)}) <= bounds.FIELDS_A_ROW
    assert bounds.MOST_FIELDS == settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    assert bounds.MOST_BYTES == settings.DATA_UPLOAD_MAX_MEMORY_SIZE
