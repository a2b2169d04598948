"""What is let in fits through every page that shows or saves it; what does not keeps its words."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any
from urllib.parse import quote_plus

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.urls import reverse

from assessments import services
from assessments.models import Assessment
from careerpath import bounds, errors
from careerpath.accounts.models import User
from careerpath.framework.admin import base
from careerpath.framework.documents.model import DocumentRefused
from careerpath.framework.documents.read import read
from careerpath.framework.models import (
    InterviewQuestion,
    InterviewSection,
    Level,
    Requirement,
    Skill,
)
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


def test_a_screen_of_500_skills_with_full_notes_in_any_script_is_saved_at_once(
    as_alice: Client, alice: User
) -> None:
    """Of letters that take four bytes each, sent as the page's form sends them."""
    level = large(bounds.MOST_SKILLS)
    begun = services.start(owner=alice, path=level.path, now=NOW)
    screen = reverse("assessments:screen", args=[begun.public_id, level.public_id, "craft"])
    page = as_alice.get(screen).content.decode()
    form = re.search(r'<form [^>]*id="screen"[^>]*>', page)
    assert form
    assert 'enctype="multipart/form-data"' in form[0]
    assert f'action="{screen}"' in form[0]
    note = "𝄞" * bounds.NOTE_LENGTH
    link = "https://example.org/".ljust(bounds.LINK_LENGTH, "𝄞")
    said = {"answer": "3", "note": note, "link": link, "last_used": "2025-12-31"}
    sent = fields_of(page) | {
        f"skill-{n}-{name}": value for n in range(500) for name, value in said.items()
    }
    assert as_alice.post(screen, sent).status_code == 302
    rows = Assessment.objects.get().ratings
    assert rows.filter(proficiency=3, note=note, link=link).count() == 500


def test_all_rows_of_a_page_are_read(as_edith: Client) -> None:
    """Django would read 2,000."""
    section = questions(2_001)
    last = {"questions-2000-text": "And then?"}
    assert errors_of(save(as_edith, section, last)) == []
    assert section.questions.filter(text="And then?").count() == 1


def test_rows_beyond_all_bounds_are_refused_with_a_sentence(
    as_edith: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    section = questions(4)
    monkeypatch.setattr(base, "MOST_ROWS", 3)
    monkeypatch.setattr(base.Rows, "max_num", 3)
    answer = save(as_edith, section, {"name": "Typed"})
    told = (
        "questions: This is more than is read of one page: it may have at most 3 of these rows. "
        "Those below are the first of them; nothing was saved."
    )
    assert errors_of(answer) == [told]
    assert fields_of(answer.content.decode())["name"] == "Typed"


def questions(number: int) -> InterviewSection:
    """A section that asks so many."""
    section: InterviewSection = make_path().interview_sections.create(name="All")
    InterviewQuestion.objects.bulk_create(
        InterviewQuestion(section=section, public_id=f"q-{n}", text=f"Question {n}?", position=n)
        for n in range(number)
    )
    return section


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
    forms = [tag for tag in answer.content.decode().split("<form")[1:] if "cp-trial-form" in tag]
    assert [re.findall(r'(?:method|action)="[^"]*"', tag.partition(">")[0]) for tag in forms] == [
        [f'action="{here}"', 'method="post"']
    ]


NOTE = {"skill-note": "Dug <b> & mörë"}
TOO_MANY_FIELDS = {f"f{n}": "1" for n in range(bounds.MOST_FIELDS + 1)}
URLENCODED = "application/x-www-form-urlencoded"


def send_too_much(client: Client, sent: dict[str, str], content_type: str) -> str:
    """The page that answers a form that is too large."""
    body: Any = sent
    if content_type == URLENCODED:
        body = "&".join(f"{name}={quote_plus(value)}" for name, value in sent.items())
    answer = client.post("/theme/", body, content_type=content_type)
    assert answer.status_code == 413
    return answer.content.decode()


@pytest.mark.parametrize("content_type", [URLENCODED, MULTIPART_CONTENT])
@pytest.mark.parametrize(
    "sent", [TOO_MANY_FIELDS | NOTE, {"x": " " * bounds.MOST_BYTES} | NOTE], ids=["fields", "bytes"]
)
def test_a_form_beyond_all_bounds_comes_back_with_its_words(
    sent: dict[str, str], content_type: str, as_alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(errors, "MOST_GIVEN_BACK", 2 * bounds.MOST_BYTES)
    page = send_too_much(as_alice, sent, content_type)
    assert "What you had typed stands below, to copy" in page
    assert "Only the first part" not in page
    assert "Dug &lt;b&gt; &amp; mörë</textarea>" in page


@pytest.mark.parametrize("content_type", [URLENCODED, MULTIPART_CONTENT])
@pytest.mark.parametrize(
    "rest",
    [{f"f{n}": "1" for n in range(2 * bounds.MOST_FIELDS)}, {"x": " " * bounds.MOST_BYTES}],
    ids=["fields", "bytes"],
)
def test_where_only_a_part_comes_back_it_says_so(
    rest: dict[str, str], content_type: str, as_alice: Client
) -> None:
    page = send_too_much(as_alice, NOTE | rest, content_type)
    assert "Only the first part of what you sent stands below, to copy" in page
    assert "Dug &lt;b&gt; &amp; mörë</textarea>" in page


def test_a_pasted_document_beyond_the_bounds_of_documents_stays_in_its_field(
    as_edith: Client,
) -> None:
    page = "/admin/framework/careerpath/document/"
    text = "# Career Path: X\n" * 600_000  # ten million letters
    answer = as_edith.post(page, {"text": text, "do": "look"})
    assert "That is more than 5 MB, which is the most that is read at once." in text_of(answer)
    assert answer.context["form"]["text"].value() == text


def test_a_pasted_document_beyond_all_bounds_comes_back_without_the_file(as_edith: Client) -> None:
    file = SimpleUploadedFile("path.md", b"f" * bounds.MOST_BYTES)
    sent = {"text": "# Career Path: X", "do": "look", "file": file}
    answer = as_edith.post("/admin/framework/careerpath/document/", sent)
    assert answer.status_code == 413
    assert "# Career Path: X</textarea>" in answer.content.decode()
    assert "ffff" not in answer.content.decode()


def test_what_a_request_may_hold_follows_from_what_is_let_in(as_edith: Client) -> None:
    """A row of a page sends no more fields than were reckoned with."""
    level = large(1)
    rows = fields_of(as_edith.get(address(level)).content.decode())
    of_one = [name for name in rows if name.startswith("requirements-0-")]
    boxes = ["must_have", "retired", "DELETE"]  # unticked they are not sent
    assert len({*of_one, *(f"requirements-0-{box}" for box in boxes)}) <= bounds.FIELDS_A_ROW
    assert bounds.MOST_FIELDS == settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    assert bounds.MOST_BYTES == settings.DATA_UPLOAD_MAX_MEMORY_SIZE
