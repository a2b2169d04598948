"""Everything that people and editors can have, once, in an empty database."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.test import Client
from django.test.utils import setup_test_environment
from django.utils import timezone

from assessments import services
from assessments.models import Assessment
from assessments.rating_data import RatingData, seen_in
from careerpath.accounts.models import User
from careerpath.framework.importing import HandedIn, bring_in, preview, revert, stamp_of
from careerpath.framework.models import CareerPath, Level, Skill
from careerpath.framework.succession import replace
from tests.accounts.conftest import sign_in, sign_up
from tests.accounts.test_flows import switch_on_totp
from tests.factories import SkillFactory

SPRING = dt.datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=dt.UTC)
WORDS = "“Ärger” \n\t\U0001f331 'quoted' \\ end; ½ der Zeit"

PATH = """# Career Path: Baker

Bakers make bread.

**Threshold:** 75%

## Career Progression

### Junior Baker (0-2 years)

**Compensation:** $30k - $40k

**Responsibilities:**
- Weigh
- Sweep

**Required Skills:**
- **Dough:** Kneading (must-have), Rye, Rolls
- **Soft skills:** Patience

**Day in the Life:**
- Kneading (90% of time)
- Cleaning (10% of time)

### Master Baker (2+ years)

**Required Skills:**
- **Dough:** Sourdough (must-have, Leading)
- **Oven:** Steam

## Networking

- **Guild:** The guild, the union

## Words of a baker

Get up early.
"""


def furnish() -> None:
    """A path with edits, an import taken back and a skill replaced; Ada, Edith and a guest."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    setup_test_environment()  # pages tell their forms, mail goes nowhere
    edith = User.objects.create_superuser("edith@example.org", "a long enough password")
    path = _path(edith)
    ada = Client(REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT="A browser of today")
    sign_up(ada, "ada@example.org")
    person = User.objects.get(email="ada@example.org")
    for days, proficiency in ((0, 1), (90, 3)):
        _assessed(person, path, proficiency, SPRING + dt.timedelta(days=days))
    _edited(edith, path)
    begun = services.start(owner=person, path=path, now=timezone.now())
    _say(begun, "kneading", RatingData(2, note=WORDS, link="https://example.org/bread"))
    switch_on_totp(ada)
    _guest(path)


def _path(edith: User) -> CareerPath:
    """Written as a document; brought in, changed by another, and that taken back."""
    for text in (PATH, PATH.replace("- Sweep", "- Sweep\n- Greet").replace("Rye", "Spelt")):
        seen = preview(HandedIn.read(text.encode()))
        brought = bring_in(HandedIn.read(text.encode()), stamp=seen.stamp, by=edith, now=SPRING)
    revert(brought=brought, stamp=stamp_of(brought.path), by=edith, now=SPRING)
    return CareerPath.objects.get(public_id="baker")


def _assessed(person: Any, path: CareerPath, proficiency: int, now: dt.datetime) -> Assessment:
    begun = services.start(owner=person, path=path, now=now)
    for n, skill in enumerate(Skill.objects.current().order_by("pk")):
        said = RatingData(proficiency, note=WORDS if n % 2 else "", last_used=now.date())
        if n == 3:  # one is not relevant
            said = RatingData(not_relevant=True)
        seen = _seen(begun, skill)
        services.save_rating(assessment=begun, skill=skill, said=said, seen=seen, now=now)
    return services.complete(assessment=begun, now=now)


def _seen(assessment: Assessment, skill: Skill) -> str:
    return seen_in(assessment.ratings.filter(skill=skill).first())


def _say(assessment: Assessment, public_id: str, said: RatingData) -> None:
    skill = Skill.objects.get(public_id=public_id)
    seen, now = _seen(assessment, skill), timezone.now()
    services.save_rating(assessment=assessment, skill=skill, said=said, seen=seen, now=now)


def _edited(edith: User, path: CareerPath) -> None:
    """An editor's work after people have rated: a name in admin, a skill replaced by two."""
    client = Client()
    sign_in(client, edith.email, "a long enough password")
    level = Level.objects.get(path=path, rank=1)
    level.short_name = "Apprentice"
    level.save()
    skill = Skill.objects.get(public_id="rolls")
    replace([skill], [SkillFactory(name="Buns"), SkillFactory(name="Pretzels")], now=timezone.now())
    form = {"action": "retire", "_selected_action": str(Skill.objects.get(public_id="steam").pk)}
    client.post("/admin/framework/skill/", form)


def _guest(path: CareerPath) -> None:
    """Somebody without an account, whose assessment only their session knows."""
    client = Client()
    client.post(f"/assessments/start/{path.public_id}/")
    _say(Assessment.objects.get(owner=None), "rye", RatingData(4))
