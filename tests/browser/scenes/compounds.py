"""A path in German, whose words are longer than a phone is wide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from careerpath.framework.models import CareerPath, Level, Skill, SkillGroup
from tests.factories import make_path
from tests.framework.admin.pages import address
from tests.roadmap.people import assessed, begun

from .stage import Stage, person

WORDS = (
    "Rindfleischetikettierungsüberwachung",
    "Grundstücksverkehrsgenehmigungszuständigkeit",
    "Verkehrsinfrastrukturfinanzierungsgesellschaft",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk",
    "Arbeiterunfallversicherungsgesetzesauslegung",
    "Straßenentwässerungsinvestitionskostenschuldendienst",
)


def scenes(stage: Stage) -> Iterator[tuple[str, Any]]:
    path, ada = _path(), person("ada")
    page = stage.opened("/paths/compounds/", ada)
    yield "compounds-path", page
    page.goto("/paths/compounds/levels/level-1/")
    yield "compounds-level", page
    page.goto(f"/assessments/{begun(ada, path, {}).public_id}/")
    yield "compounds-screen", page
    rated = dict.fromkeys(Skill.objects.values_list("public_id", flat=True)[:3], 3)
    done = assessed(person("mira"), path, rated)
    page = stage.opened(f"/roadmap/{done.public_id}/", done.owner)
    yield "compounds-roadmap", page
    page.goto(f"/roadmap/{done.public_id}/?try=")
    yield "compounds-trial", page
    page.goto(f"/assessments/{done.public_id}/answers/")
    yield "compounds-answers", page


def editing(stage: Stage) -> Iterator[tuple[str, Any]]:
    """The same in admin, with the chapter of its pages."""
    path = _path()
    page = stage.opened(address(path), person("edith", is_staff=True, is_superuser=True))
    yield "compounds-admin-path", page
    page.goto(address(path.levels.get(rank=1)))
    yield "compounds-admin-level", page
    page.goto(address(Skill, "changelist"))
    yield "compounds-admin-skills", page


def _path() -> CareerPath:
    """Levels, groups, skills and projects are each called by one such word."""
    path = make_path("Compounds", levels=3, skills=6, language="de", published=True)
    CareerPath.objects.filter(pk=path.pk).update(name=WORDS[0])
    for number, level in enumerate(path.levels.order_by("rank")):
        Level.objects.filter(pk=level.pk).update(name=WORDS[number], short_name=WORDS[number])
        level.projects.create(name=WORDS[number], description=" ".join(WORDS))
        for part, asked in enumerate(level.requirements.order_by("pk")):
            name = f"{WORDS[part]} {number + 1}"
            Skill.objects.filter(pk=asked.skill_id).update(name=name)
            if part % 2:
                name = WORDS[part]
                group, _ = SkillGroup.objects.get_or_create(path=path, name=name)
                level.requirements.filter(pk=asked.pk).update(group=group)
    path.refresh_from_db()
    return path
