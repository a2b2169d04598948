"""A path is translated beside its original; two editors lose nothing, and files come and go."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Level, Skill
from careerpath.framework.models.translatable import Translation
from careerpath.framework.translations.texts import parts_of
from tests.factories import UserFactory, make_path
from tests.pages import text_of

from .pages import fields_of

NAME, SKILL = "careerpath/gardener.name", "skill/gardener-1-1.name"


def at(path: CareerPath, part: str = "path", language: str = "de") -> str:
    address = reverse("admin:framework_careerpath_translate", args=[path.pk, language])
    return f"{address}?part={part}"


def post(client: Client, url: str, page: str, **typed: str) -> Any:
    return client.post(url, fields_of(page) | typed)


def page(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def german(path: CareerPath, text: str, of: str = "Gardener") -> None:
    path.translate("de", "name", text, of=of)
    CareerPath.objects.filter(pk=path.pk).update(translations=path.translations)


def name_of(path: CareerPath) -> Translation | None:
    path.refresh_from_db()
    return path.translation("de", "name")


def test_each_text_stands_beside_its_original(path: CareerPath, as_edith: Client) -> None:
    german(path, "Gärtnerei")
    shown = page(as_edith, at(path))
    assert re.search(r'<p class="cp-original" lang="en">Gardener</p>\s*<textarea', shown)
    assert re.search(
        r'<textarea name="careerpath/gardener.name"[^>]* lang="de"[^>]*>\s*Gärtnerei<', shown
    )
    words = text_of(as_edith.get(at(path)))
    assert "Gardener in German" in words
    assert "The path 1 of 1 Level 1 0 of 2 Level 2 0 of 2 Craft 0 of 5 Soft skills 0 of 3" in words


def test_what_is_typed_is_saved_with_who_and_when(path: CareerPath, as_edith: Client) -> None:
    url = at(path)
    answer = post(as_edith, url, page(as_edith, url), **{NAME: "Gärtnerei", "next": "1"})
    assert answer.status_code == 302
    assert answer["Location"] == at(path, "level:level-1")
    assert name_of(path) == Translation("Gärtnerei", "Gardener")
    record = path.history.order_by("history_id").last()
    assert (record.history_user.email, record.translations["de"]["name"]["text"]) == (
        "edith@example.org",
        "Gärtnerei",
    )
    assert LogEntry.objects.latest("pk").change_message == "Changed its translation."
    history = as_edith.get(reverse("admin:framework_careerpath_history", args=[path.pk]))
    assert "de, name: Gärtnerei" in text_of(history), text_of(history)
    post(as_edith, url, page(as_edith, url), **{NAME: "", "stay": "1"})
    assert name_of(path) is None


def test_a_changed_original_makes_it_out_of_date_until_an_editor_says_otherwise(
    path: CareerPath, as_edith: Client
) -> None:
    german(path, "Gärtnerei")
    CareerPath.objects.update(name="Landscape gardener")
    url = at(path)
    words = text_of(as_edith.get(url))
    assert "The path 1 of 1, 1 out of date" in words
    assert "Out of date. The original said: “Gardener” It is still right" in words
    post(as_edith, url, page(as_edith, url), stay="1")
    assert name_of(path) == Translation("Gärtnerei", "Gardener")
    post(as_edith, url, page(as_edith, url), **{f"right:{NAME}": "on"})
    assert name_of(path) == Translation("Gärtnerei", "Landscape gardener")
    assert "The path 1 of 1 Level 1" in text_of(as_edith.get(url))


def test_two_editors_lose_nothing(path: CareerPath, as_edith: Client) -> None:
    url = at(path, "group:craft")
    before = page(as_edith, url)
    skill = Skill.objects.get(public_id="gardener-1-1")
    skill.translate("de", "name", "Hecken", of=skill.name)
    skill.save()
    post(as_edith, url, before, **{"skillgroup/gardener/craft.name": "Handwerk"})
    skill.refresh_from_db()
    assert skill.translation("de", "name") == Translation("Hecken", "Gardener 1 1")
    answer = post(as_edith, url, before, **{SKILL: "Schneiden"})
    assert answer.status_code == 422
    assert "Somebody else has set this to “Hecken” since. Save again to keep yours." in text_of(
        answer
    )
    assert ">\nSchneiden</textarea>" in answer.content.decode()
    post(as_edith, url, answer.content.decode())
    skill.refresh_from_db()
    assert skill.translation("de", "name") == Translation("Schneiden", "Gardener 1 1")


def test_an_original_changed_meanwhile_is_asked_about(path: CareerPath, as_edith: Client) -> None:
    before = page(as_edith, at(path))
    CareerPath.objects.update(name="Landscape gardener")
    answer = post(as_edith, at(path), before, **{NAME: "Gärtnerei"})
    assert "The original was changed since. Save again." in text_of(answer)
    post(as_edith, at(path), answer.content.decode())
    assert name_of(path) == Translation("Gärtnerei", "Landscape gardener")


def test_what_was_typed_for_a_text_that_is_gone_is_told(path: CareerPath, as_edith: Client) -> None:
    row = path.core_responsibilities.create(text="Water the beds")
    before, place = page(as_edith, at(path)), f"coreresponsibility/gardener/{row.public_id}.text"
    row.delete()
    answer = post(as_edith, at(path), before, **{place: "Beete gießen", NAME: "Gärtnerei"})
    assert f"{place} is gone. You typed: Beete gießen" in text_of(answer)
    assert name_of(path) is None


def test_a_text_too_long_is_told_beside_it(path: CareerPath, as_edith: Client) -> None:
    answer = post(as_edith, at(path), page(as_edith, at(path)), **{NAME: "x" * 201})
    assert answer.status_code == 422
    assert "Ensure this value has at most 200 characters (it has 201)." in text_of(answer)


def test_a_file_goes_out_and_comes_in(path: CareerPath, as_edith: Client) -> None:
    out = reverse("admin:framework_careerpath_translation_out", args=[path.pk, "de"])
    into = reverse("admin:framework_careerpath_translation_in", args=[path.pk, "de"])
    answer = as_edith.get(out)
    assert answer["Content-Disposition"] == 'attachment; filename="gardener.de.po"'
    file = answer.content.decode().replace(
        'msgid "Gardener"\nmsgstr ""', 'msgid "Gardener"\nmsgstr "Gärtnerei"'
    )
    file += '\nmsgctxt "x.y"\nmsgid "x"\nmsgstr "y"\n'

    def bring(text: str) -> Any:
        return as_edith.post(into, {"file": SimpleUploadedFile("a.po", text.encode())}, follow=True)

    words = text_of(bring(file))
    assert "1 text changed." in words
    assert "Left out, since the path has no such text: x.y" in words
    assert name_of(path) == Translation("Gärtnerei", "Gardener")
    for wrong, why in (
        (file.replace("Language: de", "Language: fr"), "It is in another language: fr."),
        ("nonsense", "Line 1: “nonsense” is not understood."),
        (file.replace('"Gärtnerei"', f'"{"x" * 201}"'), "at most 200 characters"),
    ):
        refused = bring(wrong)
        assert (refused.status_code, why in text_of(refused)) == (422, True), why
    assert name_of(path) == Translation("Gärtnerei", "Gardener")
    assert as_edith.get(into).status_code == 302


def test_only_those_who_may_and_only_languages_of_the_pages(
    path: CareerPath, as_edith: Client, as_alice: Client
) -> None:
    for language, part, status in (
        ("en", "path", 404),
        ("fr", "path", 404),
        ("de", "none", 404),
        ("de", "advice", 404),  # nothing is in it
        ("de", "level:level-2", 200),
    ):
        assert as_edith.get(at(path, part, language)).status_code == status
    assert as_alice.get(at(path)).status_code == 302
    reader = UserFactory(is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="change_careerpath"))
    client = Client()
    client.force_login(reader)
    assert client.get(at(path)).status_code == 403
    CareerPath.objects.update(language="de")
    assert as_edith.get(at(path)).status_code == 404
    assert as_edith.get(at(path, language="en")).status_code == 200


def test_a_paths_page_leads_there(path: CareerPath, as_edith: Client) -> None:
    shown = page(as_edith, reverse("admin:framework_careerpath_change", args=[path.pk]))
    address = reverse("admin:framework_careerpath_translate", args=[path.pk, "de"])
    assert f'<a href="{address}">Translate into German</a>' in shown


@pytest.mark.parametrize("size", [1, 3])
def test_queries_do_not_grow(
    size: int, as_edith: Client, edith: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = make_path("Baker", levels=size, skills=size)
    url = at(path, parts_of(path)[0].key)
    seen = page(as_edith, url)
    with django_assert_num_queries(21):
        as_edith.get(url)
    for row in (path, *Level.objects.all()):
        row.translate("de", "name", "Deutsch", of=row.name)
        row.save()
    with django_assert_num_queries(21):
        as_edith.get(url)
    assert seen


def test_words_for_a_part_that_is_gone_come_back(path: CareerPath, as_edith: Client) -> None:
    url = at(path, "group:craft")
    shown = page(as_edith, url)
    CareerPath.objects.get(pk=path.pk).skill_groups.filter(public_id="craft").update(
        public_id="crafts"
    )
    answer = post(as_edith, url, shown, **{SKILL: "Hecken schneiden"})
    assert answer.status_code == 404
    assert f"{SKILL} Hecken schneiden" in text_of(answer)
    assert as_edith.get(url).status_code == 404


def test_what_a_file_calls_its_places_is_told_in_short(path: CareerPath, as_edith: Client) -> None:
    head = 'msgid ""\nmsgstr "Language: de\\n"\n\n'
    entries = (f'msgctxt "{"x" * 9_000}{n}"\nmsgid ""\nmsgstr ""\n\n' for n in range(40))
    url = reverse("admin:framework_careerpath_translation_in", args=[path.pk, "de"])
    file = SimpleUploadedFile("made-up.po", (head + "".join(entries)).encode())
    answer = as_edith.post(url, {"file": file}, follow=True)
    told = f"Left out, since the path has no such text: {', '.join(['x' * 100] * 20)}"
    assert text_of(answer).count("x" * 100) == 20
    assert told in text_of(answer)
