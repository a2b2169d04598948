"""A document comes in by upload or paste, is looked at, applied and reverted, never by half."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group as Rights
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assessments.services import complete, start
from careerpath.accounts.models import User
from careerpath.framework.documents.model import (
    Advice,
    Exercise,
    Group,
    PathDocument,
    ProjectIdea,
    Rung,
    SkillAsked,
)
from careerpath.framework.documents.read import read_text
from careerpath.framework.documents.rows import document_of
from careerpath.framework.documents.write import write
from careerpath.framework.editors import EDITORS
from careerpath.framework.models import CareerPath, DocumentImport, Requirement, Skill, SkillAlias
from careerpath.framework.succession import replace as succeed
from tests.factories import SkillFactory, UserFactory
from tests.pages import text_of
from tests.roadmap.people import assessed

from .pages import address, fields_of

ML_ENGINEER = Path(__file__).parents[2] / "data" / "documents" / "ml-engineer.md"
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
BRING = "/admin/framework/careerpath/document/"
BAKER = """# Career Path: Baker

## Career Progression

### Junior Baker (0-2 years)

**Required Skills:**
- **Craft:** Kneading, Rye

## Books

Bread & <b>butter</b>
"""


def hand_in(client: Client, text: str, url: str = BRING, **more: Any) -> Any:
    return client.post(url, {"do": "look", "text": text, **more})


def apply(client: Client, text: str, url: str = BRING, **more: Any) -> Any:
    seen = fields_of(hand_in(client, text, url).content.decode())
    return client.post(url, seen | {"do": "apply", "text": text, **more})


def update(path: CareerPath) -> str:
    return reverse("admin:framework_careerpath_update", args=[path.pk])


@pytest.fixture
def baker(as_edith: Client) -> CareerPath:
    apply(as_edith, BAKER)
    return CareerPath.objects.get()


# --- Looking ----------------------------------------------------------------------------------


def test_preview_says_what_would_come_and_changes_nothing(as_edith: Client) -> None:
    words = text_of(hand_in(as_edith, BAKER))
    assert "It makes a new path, Baker." in words
    assert "line 10 Books A section of its own; kept as a note." in words
    assert "Junior · skill Kneading" in words
    assert not CareerPath.objects.exists()


def test_preview_of_an_upload_keeps_its_text_for_applying(as_edith: Client) -> None:
    file = SimpleUploadedFile("baker.md", b"\xef\xbb\xbf" + BAKER.encode())
    answer = as_edith.post(BRING, {"do": "look", "file": file})
    assert fields_of(answer.content.decode())["text"] == BAKER


def test_preview_names_retirement_and_change(baker: CareerPath, as_edith: Client) -> None:
    words = text_of(hand_in(as_edith, BAKER.replace(", Rye", ", Rolls").replace("0-2", "0-3")))
    assert "It is about Baker, which is there." in words
    assert "Retired, not deleted: 1 Junior · skill Rye" in words
    assert "Changed: 1 Junior · years 0-2 years 0-3 years" in words
    assert "Added: 1 Junior · skill Rolls" in words


def test_preview_of_what_is_there_has_nothing_to_apply(baker: CareerPath, as_edith: Client) -> None:
    answer = hand_in(as_edith, write(document_of(baker)))
    assert "It says what is there already: there is nothing to apply." in text_of(answer)
    assert 'value="apply"' not in answer.content.decode()


def test_preview_never_renders_what_the_document_says(as_edith: Client) -> None:
    html = hand_in(as_edith, BAKER + "\n<script>alert(1)</script>\n").content.decode()
    assert "&lt;script&gt;alert(1)" in html
    assert "<script>alert" not in html


def test_preview_says_what_took_the_place_of_a_replaced_skill(
    baker: CareerPath, as_edith: Client
) -> None:
    rye, grains, seeds = (
        Skill.objects.get(name="Rye"), SkillFactory(name="Grains"), SkillFactory(name="Seeds"),
    )  # fmt: skip
    succeed([rye], [grains, seeds], now=NOW)
    words = text_of(hand_in(as_edith, BAKER.replace("Rye", "Rye (must-have)")))
    assert "It names what was replaced" in words
    assert "Rye is now Grains and Seeds" in words
    assert "Changed: 2 Junior · skill Grains Craft: Proficient Craft: Proficient, must-have" in (
        words
    )
    apply(as_edith, BAKER.replace("Rye", "Rye (must-have)"))
    asked = Requirement.objects.current().filter(must_have=True)
    assert sorted(asked.values_list("skill__name", flat=True)) == ["Grains", "Seeds"]
    rye.refresh_from_db()
    assert rye.is_retired


def test_a_skill_replaced_since_the_preview_shows_it_again(
    baker: CareerPath, as_edith: Client
) -> None:
    text = BAKER.replace("# Career Path: Baker", "# Career Path: Rye Baker")
    seen = fields_of(hand_in(as_edith, text).content.decode())
    succeed([Skill.objects.get(name="Rye")], [SkillFactory(name="Grains")], now=NOW)
    answer = as_edith.post(BRING, seen | {"do": "apply"})
    assert "Nothing was applied" in text_of(answer)
    assert "Rye is now Grains" in text_of(answer)
    assert CareerPath.objects.get() == baker


def test_update_takes_another_title_for_a_rename_of_the_path(
    baker: CareerPath, as_edith: Client
) -> None:
    renamed = BAKER.replace("Career Path: Baker", "Career Path: Bread Baker")
    assert "Renamed: 1 path Baker Bread Baker" in text_of(hand_in(as_edith, renamed, update(baker)))
    apply(as_edith, renamed, update(baker))
    assert CareerPath.objects.get().name == "Bread Baker"


# --- Refusing ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, "Choose a file, or paste a text below."),
        ({"text": "# Hello\n\nworld"}, "Line 1: This does not read as a career path"),
        ({"file": b"# A\n\ncaf\xe9"}, "Line 3: This is not UTF-8 text. Save the file as UTF-8."),
        ({"file": b"x" * 5_000_000}, "“a.md” is longer than 1,024 KB"),
        ({"file": b"x" * 6_000_000}, "a ladder may have at most 5 MB"),
        ({"text": "x" * 300_000}, "Line 1: The document has 300,000 bytes; at most 262,144"),
        ({"text": BAKER, "file": BAKER.encode()}, "Choose a file or paste a text, not both."),
    ],
    ids=["nothing", "else", "latin-1", "5 MB file", "6 MB file", "long text", "both"],
)
def test_what_cannot_be_read_is_told_beside_the_field(
    sent: dict[str, Any], error: str, as_edith: Client
) -> None:
    typed = sent.get("text", "")
    if isinstance(sent.get("file"), bytes):
        sent = sent | {"file": SimpleUploadedFile("a.md", sent["file"])}
    answer = as_edith.post(BRING, {"do": "look", **sent})
    assert answer.status_code == 200
    assert error in text_of(answer)
    if typed:
        assert typed.strip() in fields_of(answer.content.decode())["text"]


def test_a_file_that_cannot_be_read_goes_on_as_text(as_edith: Client) -> None:
    file = SimpleUploadedFile("a.md", b"# Hello\n\nworld")
    answer = as_edith.post(BRING, {"do": "look", "file": file})
    assert fields_of(answer.content.decode())["text"] == "# Hello\n\nworld"


def upload(client: Client, page: Any, data: bytes) -> Any:
    """Choose a file on the page as it is, the text field as the page filled it, and look."""
    sent = fields_of(page.content.decode())
    sent["text"] = sent["text"].replace("\n", "\r\n")  # as browsers send it
    return client.post(BRING, sent | {"do": "look", "file": SimpleUploadedFile("a.md", data)})


@pytest.mark.parametrize("first", [b"# Hello\n\nworld\n", b"# A\n\ncaf\xe9", b"PK\x03\x04\x00"])
def test_the_mended_file_wins_over_what_the_page_put_there(as_edith: Client, first: bytes) -> None:
    refused = upload(as_edith, as_edith.get(BRING), first)
    assert "This could not be read." in text_of(refused)
    seen = upload(as_edith, refused, BAKER.encode())
    assert "It makes a new path, Baker." in text_of(seen)
    assert fields_of(seen.content.decode())["text"].splitlines() == BAKER.splitlines()


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04" + bytes(range(256)), b"# A\n\ncaf\xe9", "# A".encode("utf-16"), b"a\0b"]
)
def test_nothing_is_put_there_for_what_is_no_text(as_edith: Client, data: bytes) -> None:
    refused = upload(as_edith, upload(as_edith, as_edith.get(BRING), b"# Hello"), data)
    sent = fields_of(refused.content.decode())
    assert (sent["text"], sent["put"]) == ("", "")


def test_text_one_wrote_or_changed_is_never_thrown_away_for_a_file(as_edith: Client) -> None:
    refused = upload(as_edith, as_edith.get(BRING), b"# Hello")
    sent = fields_of(refused.content.decode()) | {"text": "# Hello again", "do": "look"}
    both = as_edith.post(BRING, sent | {"file": SimpleUploadedFile("a.md", BAKER.encode())})
    assert "Choose a file or paste a text, not both." in text_of(both)
    assert fields_of(both.content.decode())["text"] == "# Hello again"


def test_a_post_without_the_token_is_refused(edith: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(edith)
    assert hand_in(client, BAKER).status_code == 403
    token = client.get(BRING).context["csrf_token"]
    assert hand_in(client, BAKER, csrfmiddlewaretoken=str(token)).status_code == 200


# --- Applying ---------------------------------------------------------------------------------


def test_apply_makes_the_path_and_writes_it_down(as_edith: Client, edith: User) -> None:
    answer = apply(as_edith, BAKER)
    path, brought = CareerPath.objects.get(), DocumentImport.objects.get()
    assert answer.headers["Location"] == brought.get_absolute_url()
    assert (brought.path, brought.editor, brought.path_name) == (path, edith, "Baker")
    assert brought.text.splitlines() == BAKER.splitlines()
    assert brought.touched == {"added": 8}
    [entry] = LogEntry.objects.all()
    assert (entry.user, entry.object_id, entry.change_message) == (
        edith, str(path.pk), "Brought in a document.",
    )  # fmt: skip
    assert Requirement.history.filter(history_user=edith).count() == 2


def test_apply_after_somebody_elses_edit_shows_the_preview_again(
    baker: CareerPath, as_edith: Client
) -> None:
    text = BAKER.replace(", Rye", "")
    seen = fields_of(hand_in(as_edith, text).content.decode())
    Requirement.objects.filter(skill__name="Kneading").update(must_have=True)
    answer = as_edith.post(BRING, seen | {"do": "apply"})
    assert "Nothing was applied: what it would do is not what you saw" in text_of(answer)
    assert "Changed: 1 Junior · skill Kneading" in text_of(answer)
    again = fields_of(answer.content.decode())
    assert again["text"].splitlines() == text.splitlines()
    assert Requirement.objects.current().count() == 2
    assert as_edith.post(BRING, again | {"do": "apply"}).status_code == 302
    assert Requirement.objects.current().count() == 1


def test_apply_of_another_text_than_was_looked_at_shows_the_preview_again(
    as_edith: Client,
) -> None:
    seen = fields_of(hand_in(as_edith, BAKER).content.decode())
    answer = as_edith.post(BRING, seen | {"do": "apply", "text": BAKER.replace("Rye", "Rolls")})
    assert "Nothing was applied" in text_of(answer)
    assert not CareerPath.objects.exists()


def test_a_rename_is_one_where_the_editor_ticks_it(baker: CareerPath, as_edith: Client) -> None:
    text = BAKER.replace("Kneading", "Kneading dough")
    html = hand_in(as_edith, text).content.decode()
    assert "“Kneading” is now “Kneading dough”" in html
    key = html.partition('name="rename" value="')[2].partition('"')[0]
    words = text_of(hand_in(as_edith, text, rename=key))
    assert "Renamed: 1 skill Kneading Kneading dough" in words
    assert "Retired" not in words
    assert apply(as_edith, text, rename=key).status_code == 302
    assert Skill.objects.get(public_id="kneading").name == "Kneading dough"
    assert SkillAlias.objects.get().name == "Kneading"


def test_apply_that_does_not_fit_says_so_and_keeps_the_text(
    baker: CareerPath, as_edith: Client
) -> None:
    text = BAKER.replace("Kneading, Rye", "Rye {#kneading}")
    answer = apply(as_edith, text)
    assert "“Kneading” can't be renamed: “Rye” exists already." in text_of(answer)
    assert fields_of(answer.content.decode())["text"].splitlines() == text.splitlines()
    assert DocumentImport.objects.count() == 1


# --- Reverting --------------------------------------------------------------------------------


def test_revert_is_one_press(baker: CareerPath, as_edith: Client, edith: User) -> None:
    before = write(document_of(baker))
    page = apply(as_edith, BAKER.replace(", Rye", ", Rolls (must-have)")).headers["Location"]
    assert "Added: 1 Junior · skill Rye" in text_of(as_edith.get(page))
    sent = fields_of(as_edith.get(page).content.decode())
    answer = as_edith.post(page, sent, follow=True)
    assert "Reverted: the path is what it was before." in text_of(answer)
    assert "by edith@example.org" in text_of(answer)
    assert write(document_of(baker)) == before
    assert LogEntry.objects.order_by("-pk")[0].change_message == "Reverted a document."
    assert "reverted already" in text_of(as_edith.post(page, sent, follow=True))


def test_revert_after_later_edits_warns_first(baker: CareerPath, as_edith: Client) -> None:
    page = DocumentImport.objects.get().get_absolute_url()
    seen = fields_of(as_edith.get(page).content.decode())
    baker.overview = "Edited"
    baker.save()
    words = text_of(as_edith.post(page, seen, follow=True))
    assert "The path was changed since you opened this page. Nothing was reverted." in words
    assert "Reverting undoes those edits as well" in words
    assert CareerPath.objects.exists()
    as_edith.post(page, fields_of(as_edith.get(page).content.decode()))
    assert not CareerPath.objects.exists()


# --- Taking out, and who may ------------------------------------------------------------------


def test_take_out_is_the_canonical_document(baker: CareerPath, as_edith: Client) -> None:
    answer = as_edith.get(reverse("admin:framework_careerpath_take", args=[baker.pk]))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="baker.md"'
    assert answer.content.decode() == write(document_of(baker))


def test_buttons_stand_on_the_list_and_on_the_paths_page(
    baker: CareerPath, as_edith: Client
) -> None:
    assert "Bring in a document" in text_of(as_edith.get(address(CareerPath, "changelist")))
    words = text_of(as_edith.get(address(baker)))
    assert "Update from a document" in words
    assert "Take out as a document" in words


def test_documents_are_for_editors(baker: CareerPath, as_edith: Client) -> None:
    reader, editor = UserFactory(is_staff=True), UserFactory(is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    editor.groups.add(Rights.objects.get(name=EDITORS))
    page = DocumentImport.objects.get().get_absolute_url()
    take = reverse("admin:framework_careerpath_take", args=[baker.pk])
    answers = {}
    for name, person in (("reader", reader), ("editor", editor)):
        client = Client()
        client.force_login(person)
        got = [client.get(url).status_code for url in (BRING, update(baker), take, page)]
        sent = fields_of(as_edith.get(page).content.decode())
        answers[name] = [
            *got,
            hand_in(client, BAKER).status_code,
            client.post(page, sent).status_code,
        ]
    assert answers == {
        "reader": [403, 403, 200, 200, 403, 403],
        "editor": [200, 200, 200, 200, 200, 302],
    }


def test_addresses_of_nothing_are_not_found(as_edith: Client) -> None:
    for url in (
        "/admin/framework/careerpath/99/document/",
        "/admin/framework/careerpath/99/document.md",
        "/admin/framework/documentimport/99/change/",
        "/admin/framework/documentimport/a/change/",
    ):
        assert as_edith.get(url).status_code == 404


# --- Size -------------------------------------------------------------------------------------


def sized(skills: int, name: str = "Skill") -> str:
    rungs = "".join(
        f"### L{n} Baker\n\n**Skills:**\n"
        + "".join(f"- **G{g}:** {name} {n} {g}\n" for g in range(skills))
        for n in range(skills)
    )
    return f"# Career Path: Baker\n\n## Levels\n\n{rungs}"


@pytest.mark.parametrize("size", [1, 3])
def test_preview_and_apply_have_fixed_queries(
    size: int, as_edith: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    apply(as_edith, sized(size))
    text = sized(size, "Other")
    with django_assert_num_queries(40):
        seen = fields_of(hand_in(as_edith, text).content.decode())
    with django_assert_num_queries(43):
        as_edith.post(BRING, seen | {"do": "apply", "text": text})
    assert DocumentImport.objects.count() == 2


def longer(document: PathDocument, more: int) -> PathDocument:
    """So many more skills of each group, duties, projects, questions and tips."""
    texts = tuple(f"Another {n}" for n in range(more))

    def asks(group: Group, rung: Rung) -> Group:
        news = (SkillAsked(f"{rung.short_name} {group.name} {text}") for text in texts)
        return replace(group, skills=(*group.skills, *news))

    def rung(rung: Rung) -> Rung:
        exercise = Exercise(rung.groups[0].skills[0].name)
        return replace(
            rung,
            responsibilities=(*rung.responsibilities, *texts),
            groups=tuple(asks(group, rung) for group in rung.groups),
            projects=(*rung.projects, *(ProjectIdea(t, "", (exercise,)) for t in texts)),
        )

    return replace(
        document,
        levels=tuple(map(rung, document.levels)),
        interview=tuple(replace(q, questions=(*q.questions, *texts)) for q in document.interview),
        tips=(*document.tips, *map(Advice, texts)),
    )


@pytest.mark.parametrize("more", [1, 3])
def test_a_document_of_ml_engineers_size_takes_at_most_60_queries(
    more: int, as_edith: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """New, and with more of most kinds of rows; people have a roadmap of it."""
    ContentType.objects.get_for_model(CareerPath)  # known to a server from its first edit on
    document = replace(read_text(ML_ENGINEER.read_text(encoding="utf-8")).document, title="Baker")
    for words, looked, applied in ((document, 35, 48), (longer(document, more), 45, 53)):
        text = write(words)
        with django_assert_num_queries(looked):
            seen = fields_of(hand_in(as_edith, text).content.decode())
        with django_assert_num_queries(applied):
            as_edith.post(BRING, seen | {"do": "apply", "text": text})
        path: Any = CareerPath.objects.get()
        assert document_of(path) == words
        assessed(None, path, {})


def crowded(of_each: int) -> str:
    """Five levels, each with so many groups of so many skills."""
    rungs = "".join(
        f"### L{n} Baker\n\n**Skills:**\n"
        + "".join(
            f"- **G{g}:** {', '.join(f'S{of_each} {n} {g} {s}' for s in range(of_each))}\n"
            for g in range(of_each)
        )
        for n in range(5)
    )
    return f"# Career Path: Baker\n\n## Levels\n\n{rungs}"


def test_500_skills_take_as_many_queries_as_45(as_edith: Client) -> None:
    """How long it takes: proof-documents."""
    apply(as_edith, crowded(1))
    asked = []
    for of_each in (3, 10):
        with CaptureQueriesContext(connection) as queries:
            apply(as_edith, crowded(of_each))
        asked.append(len(queries))
        assert Requirement.objects.current().count() == 5 * of_each**2
    assert asked[0] == asked[1]


# --- People -----------------------------------------------------------------------------------


UP = (
    "Level up: Junior instead of below the first 1 to Junior: up to 1 gap, up to 3 steps on "
    "up to 1 skill no next level Readiness for Junior up 1 50.0 to 100.0% 100.0%"
)
DOWN = (
    "Level down: below the first instead of Junior 1 no next level to Junior: up to 1 gap, up "
    "to 3 steps on up to 1 skill Readiness for Junior down 1 100.0% 50.0 to 100.0%"
)


def test_preview_and_the_way_back_say_whom_they_move(
    baker: CareerPath, as_edith: Client, alice: User
) -> None:
    words = text_of(hand_in(as_edith, BAKER.replace(", Rye", "")))
    assert "It moves nobody" in words
    sitting = start(owner=alice, path=baker, now=NOW)
    kneading = Skill.objects.get(name="Kneading")
    sitting.ratings.create(skill=kneading, proficiency=3, updated_at=NOW)
    complete(assessment=sitting, now=NOW)
    words = text_of(hand_in(as_edith, BAKER.replace(", Rye", "")))
    assert "The one person with a roadmap of this path would see a difference." in words
    assert UP in words
    page = apply(as_edith, BAKER.replace(", Rye", "")).headers["Location"]
    assert DOWN in text_of(as_edith.get(page))


def test_a_document_and_its_revert_that_move_others_by_the_press_are_shown_again(
    baker: CareerPath, as_edith: Client, alice: User, bob: User
) -> None:
    again = "Not done yet: it moves other people than you were shown"
    text = BAKER.replace(", Rye", "")
    seen = fields_of(hand_in(as_edith, text).content.decode())
    assessed(alice, baker, {"kneading": 3})
    answer = as_edith.post(BRING, seen | {"do": "apply"})
    assert again in text_of(answer)
    assert UP in text_of(answer)
    assert Requirement.objects.current().count() == 2
    seen = fields_of(answer.content.decode())
    page = as_edith.post(BRING, seen | {"do": "apply"}).headers["Location"]
    assert Requirement.objects.current().count() == 1
    seen = fields_of(as_edith.get(page).content.decode())
    assessed(bob, baker, {"kneading": 3})
    answer = as_edith.post(page, seen)
    assert again in text_of(answer)
    assert "2 of the 2 people" in text_of(answer)
    as_edith.post(page, fields_of(answer.content.decode()) | {"_whatever": "on"})
    assert Requirement.objects.current().count() == 2
