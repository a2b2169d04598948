"""A path's translation goes out as a file and comes back, all or nothing; nothing is lost."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from careerpath.framework.documents.rows.path_rows import BELONGS
from careerpath.framework.models import (
    CareerPath,
    InterviewQuestion,
    InterviewSection,
    PathNote,
    Project,
    ProjectSkill,
    Skill,
    SkillAnchor,
)
from careerpath.framework.models.translatable import Translation
from careerpath.framework.translations import catalogue
from careerpath.framework.translations.catalogue import CatalogueRefused
from careerpath.framework.translations.exchange import (
    Brought,
    Change,
    Overtaken,
    bring_in,
    catalogue_of,
    save,
)
from careerpath.framework.translations.texts import Text, parts_of, texts_of
from tests.factories import make_path, shipped_ml_engineer

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def florist() -> CareerPath:
    """A path of one level with something of many kinds."""
    path = make_path("Florist", levels=1, skills=2)
    level, skill = path.levels.get(), Skill.objects.get(public_id="florist-1-1")
    SkillAnchor.objects.create(skill=skill, proficiency=3, text="I bind alone")
    project = Project.objects.create(level=level, name="A wreath")
    ProjectSkill.objects.create(project=project, skill=skill, why="You bind it")
    section = InterviewSection.objects.create(path=path, name="Talk")
    InterviewQuestion.objects.create(section=section, text="Why roses?")
    PathNote.objects.create(path=path, heading="Books", text="One\nTwo")
    return path


def said(path: CareerPath, **texts: str) -> bytes:
    """A file that says these places so; __ stands for / in a place, a single _ for the last dot."""
    file = catalogue.write(catalogue_of(path, "de"), name=path.public_id)
    for original, text in texts.items():
        file = file.replace(
            f'msgid "{original}"\nmsgstr ""', f'msgid "{original}"\nmsgstr "{text}"'
        )
    return file.encode()


def text_at(path: CareerPath, place: str) -> Text:
    (found,) = [text for text in texts_of(path) if text.place == place]
    return found


def test_whatever_belongs_to_a_path_can_be_translated() -> None:
    """As the one list says that fixtures, documents and histories go by; each text once."""
    path = shipped_ml_engineer()
    skills = Skill.objects.filter(requirements__level__path=path)
    rows: list[Any] = [path, *skills.distinct()]
    rows += SkillAnchor.objects.filter(skill__in=skills)
    for model, belongs in BELONGS.items():
        rows += model.objects.filter(**{belongs: path})
    texts = [Text(row, field) for row in rows for field in getattr(row, "texts", ())]
    told = sorted(text.place for text in texts_of(path))
    assert told == sorted(text.place for text in texts if text.original)


def test_every_text_in_use_has_its_part(florist: CareerPath) -> None:
    florist.levels.create(rank=2, name="Gone", short_name="Gone", retired_at=NOW)
    told = {
        part.key: [(text.place, text.label) for text in part.texts] for part in parts_of(florist)
    }
    assert told == {
        "path": [
            ("careerpath/florist.name", "Career path · name"),
            ("pathnote/florist/books.heading", "Path note · heading"),
            ("pathnote/florist/books.text", "Path note · text"),
        ],
        "level:level-1": [
            ("level/florist/level-1.name", "Level · name"),
            ("level/florist/level-1.short_name", "Level · short name"),
            ("project/florist/level-1/a-wreath.name", "Project · name"),
            ("projectskill/florist/level-1/a-wreath/florist-1-1.why", "A wreath · Florist 1 1"),
        ],
        "group:craft": [
            ("skillgroup/florist/craft.name", "Skill group · name"),
            ("skill/florist-1-1.name", "Florist 1 1 · name"),
            ("skillanchor/florist-1-1/3.text", "Florist 1 1 · 3 Proficient"),
        ],
        "group:soft-skills": [
            ("skillgroup/florist/soft-skills.name", "Skill group · name"),
            ("skill/florist-1-2.name", "Florist 1 2 · name"),
        ],
        "advice": [
            ("interviewsection/florist/talk.name", "Interview section · name"),
            ("interviewquestion/florist/talk/why-roses.text", "Interview question · text"),
        ],
    }


def test_a_file_comes_in_with_history_and_goes_out_byte_for_byte(florist: CareerPath) -> None:
    file = said(florist, **{"Florist": "Blumenbindende", "Why roses?": "Warum Rosen?"})
    assert bring_in(florist, catalogue.read(file), by=None, now=NOW) == Brought(2, ())
    question = InterviewQuestion.objects.get()
    assert question.translations == {"de": {"text": {"text": "Warum Rosen?", "of": "Why roses?"}}}
    record = question.history.order_by("history_id").last()
    assert (record.translations, record.history_change_reason) == (
        question.translations,
        "Translation",
    )
    assert catalogue.write(catalogue_of(florist, "de"), name="florist").encode() == file
    assert bring_in(florist, catalogue.read(file), by=None, now=NOW) == Brought(0, ())


def test_what_is_out_of_date_goes_out_marked_and_comes_back_so(florist: CareerPath) -> None:
    bring_in(florist, catalogue.read(said(florist, Florist="Blumen")), by=None, now=NOW)
    CareerPath.objects.filter(pk=florist.pk).update(name="Flower binder")
    place = "careerpath/florist.name"
    assert text_at(florist, place).is_outdated("de")
    file = catalogue.write(catalogue_of(florist, "de"), name="florist")
    assert '#, fuzzy\n#| msgid "Florist"\nmsgctxt "careerpath/florist.name"' in file
    assert bring_in(florist, catalogue.read(file.encode()), by=None, now=NOW) == Brought(0, ())
    mended = file.replace('#, fuzzy\n#| msgid "Florist"\n', "")
    assert bring_in(florist, catalogue.read(mended.encode()), by=None, now=NOW) == Brought(1, ())
    assert not text_at(florist, place).is_outdated("de")


def test_an_older_file_is_out_of_date_where_the_original_has_changed_since(
    florist: CareerPath,
) -> None:
    file = said(florist, Florist="Blumen")
    CareerPath.objects.filter(pk=florist.pk).update(name="Flower binder")
    bring_in(florist, catalogue.read(file), by=None, now=NOW)
    told = text_at(florist, "careerpath/florist.name")
    assert (told.said("de"), told.of("de"), told.is_outdated("de")) == ("Blumen", "Florist", True)


def test_places_that_are_not_there_are_told_and_what_is_empty_stays(florist: CareerPath) -> None:
    bring_in(florist, catalogue.read(said(florist, Florist="Blumen")), by=None, now=NOW)
    file = said(florist).replace(b'msgstr "Blumen"', b'msgstr ""')
    file += b'\nmsgctxt "level/florist/none.name"\nmsgid "x"\nmsgstr "y"\n'
    brought = bring_in(florist, catalogue.read(file), by=None, now=NOW)
    assert brought == Brought(0, ("level/florist/none.name",))
    assert text_at(florist, "careerpath/florist.name").said("de") == "Blumen"


def test_a_text_too_long_for_its_field_changes_nothing(florist: CareerPath) -> None:
    file = said(florist, **{"Florist": "x" * 201, "Why roses?": "Warum?"})
    with pytest.raises(CatalogueRefused, match=r"Career path · name: .*200"):
        bring_in(florist, catalogue.read(file), by=None, now=NOW)
    assert InterviewQuestion.objects.get().translations is None


def test_what_was_changed_meanwhile_is_not_overwritten(florist: CareerPath) -> None:
    text = text_at(florist, "careerpath/florist.name")
    florist.translate("de", "name", "Anders", of="Florist")
    florist.save()
    with pytest.raises(Overtaken):
        save([Change(text, Translation("Blumen", "Florist"), None)], "de", by=None, now=NOW)
    CareerPath.objects.filter(pk=florist.pk).update(translations=None)
    InterviewSection.objects.all().delete()
    gone = Text(InterviewSection(pk=999, path=florist, public_id="gone"), "name")
    with pytest.raises(Overtaken):
        save([Change(gone, Translation("Weg", "Gone"), None)], "de", by=None, now=NOW)


@pytest.mark.parametrize("size", [1, 3])
def test_queries_do_not_grow(size: int, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    path = make_path("Baker", levels=size, skills=size)
    with django_assert_num_queries(19):
        list(texts_of(path))


# --- Commands -----------------------------------------------------------------------------------


def command(*args: Any) -> str:
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_commands_take_a_translation_out_and_bring_it_in(
    florist: CareerPath, tmp_path: Path
) -> None:
    file = tmp_path / "florist.de.po"
    assert command("export_path", "florist", file) == f"Florist: written to {file}.\n"
    changed = file.read_text(encoding="utf-8").replace(
        'msgid "Florist"\nmsgstr ""', 'msgid "Florist"\nmsgstr "Blumen"'
    )
    file.write_text(changed + '\nmsgctxt "x.y"\nmsgid "x"\nmsgstr "y"\n', encoding="utf-8")
    assert command("import_translation", "florist", file) == (
        "Left out, the path has no such text: x.y\nFlorist in “de”: 1 texts changed.\n"
    )
    fixture = tmp_path / "florist.json"
    command("export_path", "florist", fixture)
    assert '"text": "Blumen"' in fixture.read_text(encoding="utf-8")


def test_commands_say_what_is_wrong(florist: CareerPath, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Name the language before the ending"):
        command("export_path", "florist", tmp_path / "florist.po")
    with pytest.raises(CommandError, match="There is no path “baker”"):
        command("import_translation", "baker", tmp_path / "baker.de.po")
    with pytest.raises(CommandError, match="Can't read"):
        command("import_translation", "florist", tmp_path / "none.de.po")
    file = tmp_path / "bad.de.po"
    file.write_text("nothing", encoding="utf-8")
    with pytest.raises(CommandError, match=r"Line 1: .* Nothing was changed"):
        command("import_translation", "florist", file)
