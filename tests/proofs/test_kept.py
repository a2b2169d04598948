"""Whatever is kept, every page is what it would be if nothing were.

People in different states, in two languages and appearances, read their pages in any order while
things change around them. Each page is asked for twice, with what is remembered by then and with
nothing remembered at all: a key that leaves out something its thing depends on gives two pages.
"""

from __future__ import annotations

import datetime as dt
import random
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from assessments import services
from assessments.models import Assessment
from assessments.rating_data import RatingData, seen_in
from assessments.selectors import project_marks, seen_of_mark
from careerpath.accounts.models import User
from careerpath.framework.caching.memory import Memory, MemoryOfNow
from careerpath.framework.models import (
    CareerPath,
    DayShare,
    Project,
    ProjectSkill,
    Requirement,
    Skill,
    SkillGroup,
)
from careerpath.framework.succession import replace
from tests.factories import RequirementFactory, SkillFactory, UserFactory, make_path
from tests.proofs.counts import IN_FULL

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=40)
TOKENS = re.compile(r'(name="csrfmiddlewaretoken" value=|"X-CSRFToken": )"\w+"')
PLAIN, DARK, GERMAN, GERMAN_DARK = ("en", ""), ("en", "dark"), ("de", ""), ("de", "dark")
# Languages and appearances, two at a time; in full all of them each time.
PAIRS = ((PLAIN, GERMAN_DARK), (PLAIN, DARK), (GERMAN, PLAIN))

pytestmark = pytest.mark.django_db


def memories() -> dict[tuple[str, str], Memory[Any] | MemoryOfNow[Any]]:
    """Everything that remembers, by module and name, wherever it is."""
    rooms = ("careerpath", "assessments", "roadmap")
    return {
        (module, name): thing
        for module in sorted(sys.modules)
        if module.split(".")[0] in rooms
        for name, thing in vars(sys.modules[module]).items()
        if isinstance(thing, Memory | MemoryOfNow)
    }


@contextmanager
def nothing_remembered() -> Iterator[None]:
    """Within the block all memories are empty; afterwards they are what they were."""
    before = memories()
    try:
        for (module, name), thing in before.items():
            setattr(sys.modules[module], name, type(thing)(1_000))
        yield
    finally:
        for (module, name), thing in before.items():
            setattr(sys.modules[module], name, thing)


@dataclass
class Reader:
    """A browser, the pages it opens, and what it says again in place."""

    name: str
    client: Client
    pages: list[str] = field(default_factory=list)
    again: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def rate(sitting: Assessment, **said: int | RatingData) -> None:
    for name, what in said.items():
        skill = Skill.objects.get(public_id=name.replace("_", "-"))
        row = sitting.ratings.filter(skill=skill).first()
        services.save_rating(
            assessment=sitting, skill=skill, seen=seen_in(row), now=NOW,
            said=what if isinstance(what, RatingData) else RatingData(what),
        )  # fmt: skip


def mark(sitting: Assessment, state: str, link: str | None = None) -> None:
    """The first level's project, as one who sees what was said of it so far."""
    project = Project.objects.get(level__path=sitting.path, name="Plot 1")
    theirs = Assessment.objects.filter(owner=sitting.owner).completed()
    services.mark_project(
        assessment=sitting, project=project, completed=theirs, state=state, link=link, now=LATER,
        seen=seen_of_mark(project_marks(sitting, theirs).get(project.spec_id)),
    )  # fmt: skip


def finished(
    owner: Any, path: CareerPath, now: dt.datetime, **said: int | RatingData
) -> Assessment:
    sitting = services.start(owner=owner, path=path, now=now)
    rate(sitting, **said)
    return services.complete(assessment=sitting, now=now)


def signed_in(email: str) -> tuple[User, Client]:
    user, client = UserFactory(email=email), Client()
    client.force_login(user)
    return user, client


def of_roadmap(done: Assessment) -> list[str]:
    here = f"/roadmap/{done.public_id}/"
    tries = [f"{here}?try=", f"{here}?try=&try=gardener-1-1:4", f"{here}?try=&try=gardener-2-1:3"]
    return [here, f"{here}?target=level-2", f"{here}?target=level-1", *tries]


def of_sitting(begun: Assessment) -> list[str]:
    here = f"/assessments/{begun.public_id}"
    groups = ("craft", "soft-skills")
    screens = [f"{here}/levels/level-{n}/{group}/" for n in (1, 2) for group in groups]
    return [*screens, f"{here}/finish/"]


def world() -> tuple[CareerPath, list[Reader]]:
    """Two paths; Ada with two finished and an open one, Ben with one each, a guest, nobody.

    The second path is in a language that no page is in: every page marks it, whatever its own.
    """
    path, other = make_path(), make_path("Baker")
    CareerPath.objects.filter(pk=other.pk).update(language="fr")
    other.refresh_from_db()
    for level in path.levels.all():
        project = Project.objects.create(level=level, name=f"Plot {level.rank}")
        for skill in Skill.objects.filter(public_id__startswith=f"gardener-{level.rank}"):
            ProjectSkill.objects.create(project=project, skill=skill)
        RequirementFactory(
            level=level, group=SkillGroup.objects.get(path=path, name="Craft"),
            skill=Skill.objects.get(public_id="baker-1-1"),
        )  # fmt: skip
        DayShare.objects.create(level=level, activity="Digging", percent=20 * level.rank)
    ada, as_ada = signed_in("ada@example.org")
    ben, as_ben = signed_in("ben@example.org")
    note = RatingData(2, note="A pond", link="https://example.org/")
    early = finished(ada, path, NOW, gardener_1_1=1, gardener_2_1=note)
    Assessment.objects.filter(pk=early.pk).update(projects=None)  # of before they were kept
    late = finished(ada, path, LATER, gardener_1_1=3, gardener_1_2=3, gardener_1_3=3)
    baked = finished(ada, other, NOW, baker_1_1=4)
    mark(late, "done", link="https://example.org/plot")
    begun = services.start(owner=ada, path=path, now=LATER)
    rate(begun, gardener_1_1=4, gardener_2_2=RatingData(None, note="Only words"))
    bakes = services.start(owner=ada, path=other, now=LATER)
    bens = finished(ben, path, NOW, gardener_1_1=2, gardener_1_2=RatingData(not_relevant=True))
    bens_open = services.start(owner=ben, path=path, now=LATER)
    rate(bens_open, gardener_2_1=RatingData(0, link="https://example.org/ben"))
    guest = Client()
    guest.post("/assessments/start/gardener/")
    guests = Assessment.objects.get(owner=None)
    own = ["/", "/assessments/", "/roadmap/", "/roadmap/to/baker/", "/paths/gardener/"]
    screens = "/assessments/{}/rate/{}/"
    said = {"gardener-1-1-answer": "4"}
    return path, [
        Reader("ada", as_ada,
               [*own, *of_roadmap(early), *of_roadmap(late), f"/roadmap/{baked.public_id}/",
                *of_sitting(begun), *of_sitting(bakes)],
               [(screens.format(begun.public_id, "gardener-1-1"), said)]),
        Reader("ben", as_ben, [*own, *of_roadmap(bens), *of_sitting(bens_open)],
               [(screens.format(bens_open.public_id, "gardener-1-1"), said)]),
        Reader("guest", guest, [*own, *of_sitting(guests)]),
        Reader("nobody", Client(), [*own, "/paths/gardener/levels/level-1/", "/paths/baker/"]),
    ]  # fmt: skip


def page_of(reader: Reader, page: str | tuple[str, dict[str, str]], look: tuple[str, str]) -> str:
    """What comes back, without what is another each time; looking leaves nothing behind."""
    language, theme = look
    reader.client.cookies["language"], reader.client.cookies["theme"] = language, theme
    if isinstance(page, str):
        answer = reader.client.get(page)
    else:
        answer = reader.client.post(page[0], page[1], headers={"HX-Request": "true"})
    assert answer.status_code in {200, 302, 404, 409, 422}, page
    return TOKENS.sub("", answer.content.decode())


def differing(
    readers: list[Reader], looks: tuple[tuple[str, str], ...], chance: random.Random
) -> list[str]:
    """The pages that are other ones where nothing is remembered."""
    asked: list[tuple[Reader, Any, tuple[str, str]]] = [
        (reader, page, look)
        for reader in readers
        for page in (*reader.pages, *reader.again)
        for look in looks
    ]
    chance.shuffle(asked)
    wrong = []
    for reader, page, look in asked:
        warm = page_of(reader, page, look)
        with nothing_remembered():
            cold = page_of(reader, page, look)
        if warm != cold:
            wrong.append(f"{reader.name} {page} {look}")
    return wrong


def keep_verdict(path: CareerPath) -> None:
    """Ada keeps hers, knowing what changed."""
    client = Client()
    client.force_login(User.objects.get(email="ada@example.org"))
    newest = _newest(path, "ada")
    page = client.get(f"/roadmap/{newest.public_id}/").content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen, "nothing to keep"
    client.post(f"/roadmap/{newest.public_id}/keep/", {"seen": seen[1]})


def ask_more(path: CareerPath) -> None:
    Requirement.objects.filter(level__path=path, level__rank=1).update(proficiency=4)


def reword(path: CareerPath) -> None:
    Skill.objects.filter(public_id="gardener-1-1").update(
        meaning_changed_at=LATER + dt.timedelta(days=1), description="Other words."
    )


def rename(path: CareerPath) -> None:
    CareerPath.objects.filter(pk=path.pk).update(name="Forester")
    path.levels.filter(rank=1).update(short_name="Sapling")


def must(path: CareerPath) -> None:
    Requirement.objects.filter(skill__public_id="gardener-1-2").update(must_have=True)


def split(path: CareerPath) -> None:
    replace([Skill.objects.get(public_id="gardener-1-1")], [SkillFactory(name="Apples")], now=NOW)


def rate_more(path: CareerPath) -> None:
    for sitting in Assessment.objects.open():
        rate(sitting, gardener_1_2=RatingData(3, note="Since"), gardener_2_3=1)


def finish_another(path: CareerPath) -> None:
    for owner in User.objects.all():
        sitting = services.start(owner=owner, path=path, now=LATER)
        services.complete(assessment=sitting, now=LATER + dt.timedelta(days=2))


def link_another(path: CareerPath) -> None:
    mark(_newest(path, "ada"), "done", link="https://example.org/another")


def mark_another(path: CareerPath) -> None:
    mark(_newest(path, "ada"), "neither")
    mark(_newest(path, "ben"), "begun")


def _newest(path: CareerPath, name: str) -> Assessment:
    theirs = Assessment.objects.completed().filter(owner__email=f"{name}@example.org", path=path)
    return theirs[0]


def hide(path: CareerPath) -> None:
    CareerPath.objects.filter(pk=path.pk).update(published=False)


def nothing(path: CareerPath) -> None:
    """As it is at first."""


EVENTS: list[tuple[Callable[[CareerPath], None], ...]] = [
    (nothing,), (ask_more,), (keep_verdict,), (reword, rate_more, must), (link_another,),
    (rename, split, mark_another), (finish_another,), (hide,),
]  # fmt: skip


def test_no_page_depends_on_what_is_remembered() -> None:
    path, readers = world()
    seed = random.randrange(1 << 30)  # noqa: S311  # printed when something is found
    chance = random.Random(seed)  # noqa: S311
    for turn, events in enumerate(EVENTS):
        for event in events:
            event(path)
        looks = (PLAIN, DARK, GERMAN, GERMAN_DARK) if IN_FULL else PAIRS[turn % len(PAIRS)]
        wrong = differing(readers, looks, chance)
        assert wrong == [], f"after {events[-1].__name__}, seed {seed}"


def test_a_key_that_leaves_something_out_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The watch itself: all that remembers is known to it, and what depends on a language."""
    assert len(memories()) == 5
    _, readers = world()
    monkeypatch.setattr("roadmap.next_level.get_language", lambda: "")
    monkeypatch.setattr("careerpath.framework.caching.memory.language_of_texts", lambda: "")
    assert differing(readers[:1], PAIRS[0], random.Random(1)) != []  # noqa: S311
