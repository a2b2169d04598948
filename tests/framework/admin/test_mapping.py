"""A ladder in any hand brought in through the mapping page."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careerpath.framework.importing.sources import keep
from careerpath.framework.models import (
    CareerPath,
    DocumentImport,
    LadderSource,
    Skill,
    SkillAnchor,
)
from tests.framework.admin.pages import fields_of
from tests.pages import text_of

pytestmark = pytest.mark.django_db
BRING = reverse("admin:framework_careerpath_bring")
MATRIX = (
    "Skill,What it is,Baker I (L1),Baker II (L2)\n"
    "Dough,Mixing and kneading,Follows recipes,Writes recipes\n"
    "Ovens,,Knows one,Knows all\n"
)


def hand_in(client: Client, *files: tuple[str, bytes], address: str = BRING) -> Any:
    """Choose files and look."""
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post(address, {"do": "look", "file": sent}, follow=True)


def press(client: Client, page: Any, do: str, **choices: str) -> Any:
    """What a person does on the page: choose, and press a button of it."""
    fields = fields_of(page.content.decode())
    fields |= {f"part {key}": value for key, value in choices.items()}
    return client.post(page.request["PATH_INFO"], {**fields, "do": do}, follow=True)


def test_a_sheet_becomes_a_path_that_only_editors_see(as_edith: Client) -> None:
    page = hand_in(as_edith, ("bakers.csv", MATRIX.encode()))
    assert "What is what in “bakers.csv”" in text_of(page)
    assert "Baker I · 2 skills" in text_of(page)
    assert "Baker II · 2 skills" in text_of(page)
    assert "C2 Dough Practising Follows recipes" in text_of(page)
    assert "2 skills get a description or wordings of their own" in text_of(page)
    seen = press(as_edith, page, "preview", title="Baker")
    assert "It makes a new path, Baker. Only editors see it until it is published." in text_of(seen)
    assert not CareerPath.objects.exists()
    fields = fields_of(seen.content.decode())
    done = as_edith.post(BRING, {**fields, "do": "apply"}, follow=True)
    assert "Applied. If it is not what you wanted, revert it here." in text_of(done)
    path = CareerPath.objects.get()
    assert (path.name, path.published) == ("Baker", False)
    assert [level.name for level in path.levels.order_by("rank")] == ["Baker I", "Baker II"]
    dough = Skill.objects.get(name="Dough")
    assert dough.description == "Mixing and kneading"
    assert [(a.proficiency, a.text) for a in dough.anchors.order_by("proficiency")] == [
        (2, "Follows recipes"),
        (3, "Writes recipes"),
    ]
    kept = LadderSource.objects.get()
    assert (kept.path, kept.choices) == (path, {"title": "Baker"})
    assert kept.applied_at == DocumentImport.objects.get().at


def test_publishing_is_said_beside_applying(as_edith: Client) -> None:
    seen = press(as_edith, hand_in(as_edith, ("a.csv", MATRIX.encode())), "preview")
    fields = fields_of(seen.content.decode())
    as_edith.post(BRING, {**fields, "do": "apply", "publish": "on"})
    assert CareerPath.objects.get().published


def test_a_choice_is_kept_and_the_next_version_is_read_the_same_way(as_edith: Client) -> None:
    page = hand_in(as_edith, ("a.csv", MATRIX.encode()))
    page = press(as_edith, page, "look", **{"group:": "responsibility", "title": "Baker"})
    assert "Baker I · 2 responsibilities" in text_of(page)
    assert "No level asks a skill: nobody can be measured on this path." in text_of(page)
    kept = LadderSource.objects.get()
    assert kept.choices == {"group:": "responsibility", "title": "Baker"}
    page = press(as_edith, page, "look", **{"group:": "rising"})  # the guess, chosen
    kept.refresh_from_db()
    assert kept.choices == {"group:": "rising", "title": "Baker"}
    seen = press(as_edith, page, "preview")
    as_edith.post(BRING, {**fields_of(seen.content.decode()), "do": "apply"})
    path = CareerPath.objects.get()
    update = reverse("admin:framework_careerpath_update", args=[path.pk])
    longer = MATRIX + "Bread,,Likes it,Loves it\n"
    page = hand_in(as_edith, ("a.csv", longer.encode()), address=update)
    assert LadderSource.objects.latest("pk").choices == {"group:": "rising", "title": "Baker"}
    seen = press(as_edith, page, "preview")
    assert "It is about Baker, which is there." in text_of(seen)
    fields = fields_of(seen.content.decode())
    as_edith.post(update, {**fields, "do": "apply"})
    assert sorted(Skill.objects.values_list("name", flat=True)) == ["Bread", "Dough", "Ovens"]
    assert CareerPath.objects.count() == 1


def test_what_editors_wrote_of_a_skill_stays_and_reverting_takes_the_rest_back(
    as_edith: Client,
) -> None:
    dough = Skill.objects.create(public_id="dough", name="Dough", description="Ours")
    ovens = Skill.objects.create(public_id="ovens", name="Ovens")
    SkillAnchor.objects.create(skill=dough, proficiency=2, text="Ours")
    seen = press(as_edith, hand_in(as_edith, ("a.csv", MATRIX.encode())), "preview")
    as_edith.post(BRING, {**fields_of(seen.content.decode()), "do": "apply"})

    def anchors(skill: Skill) -> list[str]:
        return [anchor.text for anchor in skill.anchors.order_by("proficiency")]

    dough.refresh_from_db()
    assert (dough.description, anchors(dough)) == ("Ours", ["Ours"])
    assert anchors(ovens) == ["Knows one", "Knows all"]
    brought = DocumentImport.objects.get()
    page = as_edith.get(brought.get_absolute_url())
    as_edith.post(brought.get_absolute_url(), fields_of(page.content.decode()))
    brought.refresh_from_db()
    assert brought.reverted_at
    assert (anchors(dough), anchors(ovens)) == (["Ours"], [])
    assert not CareerPath.objects.exists()


def test_files_together_and_an_archive_are_one_ladder(as_edith: Client) -> None:
    files = [
        ("1.md", b"# Junior Baker\n\n## Skills\n\n- Dough\n"),
        ("2.md", b"# Senior Baker\n\n## Skills\n\n- Ovens\n"),
    ]
    assert "Senior Baker · 1 skill" in text_of(hand_in(as_edith, *files))
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for name, data in files:
            packed.writestr(name, data)
    assert "Senior Baker · 1 skill" in text_of(hand_in(as_edith, ("a.zip", archive.getvalue())))


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"%PDF-1.7\xff", "“a.pdf” is a PDF document. What can be read: Markdown, CSV,"),
        ("a.json", b'{"a": 1}', "“a.json” is JSON, but no career path"),
        ("a.md", b"# Hello\n", "Line 1: This does not read as a career path: no level found."),
        ("a.html", b"<p>Hello</p>", "No level was found in it."),
    ],
)
def test_a_refusal_names_what_came(as_edith: Client, name: str, data: bytes, said: str) -> None:
    page = hand_in(as_edith, (name, data))
    assert said in text_of(page)
    assert fields_of(page.content.decode())["text"] == data.decode(errors="ignore") * (
        name != "a.pdf"
    )
    assert not LadderSource.objects.exists()


def test_a_table_without_levels_is_shown_and_can_be_said_to_be_one(as_edith: Client) -> None:
    page = hand_in(as_edith, ("a.csv", b"Name,Age,Town\nAda,36,London\n"))
    assert "No level was found." in text_of(page)
    assert "a table of 3 columns, 2 lines" in text_of(page)
    page = press(as_edith, page, "look", **{"table: a": "rows"})
    page = press(as_edith, page, "look", **{"column of rows: town": "skills"})
    assert "Ada · 1 skill" in text_of(page)


def test_a_document_can_be_mapped_as_well(as_edith: Client) -> None:
    text = "# Career Path: Baker\n\n## Career Progression\n\n### Junior\n\n**Skills:** Dough\n"
    seen = as_edith.post(BRING, {"do": "look", "text": text})
    assert "It makes a new path, Baker." in text_of(seen)
    page = press(as_edith, seen, "map")
    assert "What is what in “Pasted text”" in text_of(page)


def test_a_page_asks_as_often_for_one_part_as_for_many(
    as_edith: Client, django_assert_num_queries: Any
) -> None:
    def kept(lines: int) -> str:
        rows = "".join(f"Skill {n},a,b\n" for n in range(lines))
        source = keep(
            [("a.csv", f"Skill,L1,L2\n{rows}".encode())], path=None, by=None, now=timezone.now()
        )
        return reverse("admin:framework_careerpath_mapping", args=[source.pk])

    for lines in (1, 3):
        address = kept(lines)
        as_edith.get(address)
        with django_assert_num_queries(2):
            as_edith.get(address)


def test_a_ladder_too_large_for_one_path_is_refused_before_it_is_written(
    as_edith: Client,
) -> None:
    rows = "".join(f"Skill {n},{'a ' * 70}{n},{'b ' * 70}{n}\n" for n in range(1_000))
    page = hand_in(as_edith, ("a.csv", f"Skill,L1,L2\n{rows}".encode()))
    seen = press(as_edith, page, "preview", **{"group:": "apart"})
    assert "This ladder has 2" in text_of(seen)
    assert "at most 262,144 are read as one path." in text_of(seen)


def test_what_nobody_applies_goes_after_a_week(as_edith: Client) -> None:
    now = timezone.now()
    old = keep([("a.csv", MATRIX.encode())], path=None, by=None, now=now - dt.timedelta(days=8))
    young = keep([("b.csv", MATRIX.encode())], path=None, by=None, now=now)
    assert [*LadderSource.objects.all()] == [young]
    address = reverse("admin:framework_careerpath_mapping", args=[old.pk])
    assert as_edith.get(address).status_code == 404


def test_the_command_reads_by_a_mapping(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "bakers.csv", tmp_path / "mapping.json"
    file.write_text(MATRIX, encoding="utf-8")
    call_command("import_path", str(file), "--write-mapping", str(out), "--title", "Baker")
    said = capsys.readouterr().out
    assert "  Baker I: 2 skills, 1 other lines" in said
    assert "  Lines without a group: Skills, asked higher from level to level (guessed)" in said
    written = json.loads(out.read_text(encoding="utf-8"))["choices"]
    assert (written["title"], written["group:"]) == ("Baker", "rising")
    out.write_text(json.dumps({"choices": written | {"group:": "apart"}}), encoding="utf-8")
    call_command("import_path", str(file), "--mapping", str(out), "--apply", "--publish")
    assert CareerPath.objects.get().published
    assert sorted(Skill.objects.values_list("name", flat=True)) == [
        "Follows recipes",
        "Knows all",
        "Knows one",
        "Writes recipes",
    ]


def test_the_command_refuses_what_is_no_mapping_or_no_ladder(tmp_path: Path) -> None:
    file, out = tmp_path / "a.csv", tmp_path / "m.json"
    file.write_text(MATRIX, encoding="utf-8")
    out.write_text("[]", encoding="utf-8")
    with pytest.raises(CommandError, match=r"A mapping is an object .* Nothing was changed\."):
        call_command("import_path", str(file), "--mapping", str(out))
    out.write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match="is no JSON"):
        call_command("import_path", str(file), "--mapping", str(out))
    file.write_text("a,b,c\n1,2,3\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"No title|No level was found in it\."):
        call_command("import_path", str(file))
