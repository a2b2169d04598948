"""Fill a database with people who finished the ML Engineer path, in processes of its own.

    python -m tests.proofs.crowd fill 200000   # DATABASE_URL: a database with the shipped paths
    python -m tests.proofs.crowd expect 17     # what an edit of this requirement must count

Some hundred people rate and finish as the app lets them. The others are rows copied from theirs in
SQL, each with ratings, answers and a stored verdict of their own. One rating in five has a note.
"""

from __future__ import annotations

import html
import json
import random
import sys
from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from careerpath.accounts.models import User
    from careerpath.engine.types import LevelSpec

PATH = "ml-engineer"
ORIGINALS = 400
READERS = 40
AT_ONCE = 5_000
EDITOR = "editor@example.org"
NOTE = "Built and ran it for two quarters with one other person; written up for the team."
UNRATED, NOT_RELEVANT, NOTED = 0.05, 0.02, 0.2


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody of the crowd whose browser is signed in: a roadmap, and an open assessment."""

    session: str
    roadmap: str
    screen: str
    skill: str


def fill(people: int) -> list[Reader]:
    """So many people; gives the first of them with sessions, the editor's is the last."""
    from careerpath.accounts.models import User
    from careerpath.framework.models import CareerPath

    path = CareerPath.objects.get(public_id=PATH)
    originals = [_person(path, n) for n in range(min(people, ORIGINALS))]
    editor = User.objects.create_superuser(EDITOR, None)
    readers = [_reader(person, path) for person in originals[:READERS]]
    _copy(originals, people - len(originals))
    return [*readers, Reader(_session(editor), "", "", "")]


def _person(path: Any, number: int) -> User:
    """Somebody on a rung between none and the top, who rates accordingly and finishes."""
    from django.utils import timezone

    from assessments import services
    from assessments.models import SkillRating
    from careerpath.accounts.models import User
    from careerpath.framework.models import Requirement

    chance, now = random.Random(number), timezone.now()  # noqa: S311  # no secrets
    rung = chance.uniform(0, 6)
    person = User.objects.create_user(f"original{number}@example.org")
    begun = services.start(owner=person, path=path, now=now)
    asked = Requirement.objects.current().filter(level__path=path).select_related("level")
    SkillRating.objects.bulk_create(
        SkillRating(
            assessment=begun, skill_id=row.skill_id, updated_at=now, **_said(chance, rung, row)
        )
        for row in asked.order_by("level__rank", "pk")
    )
    services.complete(assessment=begun, now=now)
    return person


def _said(chance: random.Random, rung: float, row: Any) -> dict[str, Any]:
    if chance.random() < UNRATED:
        return {}
    if chance.random() < NOT_RELEVANT and not row.must_have:
        return {"not_relevant": True}
    value = round(chance.gauss(row.proficiency + (rung - row.level.rank) * 0.8, 0.8))
    noted = chance.random() < NOTED
    return {"proficiency": min(4, max(0, value)), "note": NOTE if noted else ""}


def _reader(person: User, path: Any) -> Reader:
    """With a session and a second assessment begun."""
    from django.utils import timezone

    from assessments import services
    from assessments.models import Assessment

    done = Assessment.objects.completed().get(owner=person)
    begun = services.start(owner=person, path=path, now=timezone.now())
    level = path.levels.order_by("rank")[0]
    asked = level.requirements.current().select_related("group", "skill").order_by("pk")[0]
    screen = f"/assessments/{begun.public_id}/levels/{level.public_id}/{asked.group.public_id}/"
    return Reader(
        _session(person), f"/roadmap/{done.public_id}/", screen, str(asked.skill.public_id)
    )


def _session(person: User) -> str:
    from allauth.usersessions.models import UserSession
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(person)
    key = client.cookies[settings.SESSION_COOKIE_NAME].value
    UserSession.objects.create(user=person, session_key=key, ip="127.0.0.1")  # as signing in does
    return key


# --- Copies -----------------------------------------------------------------------------------


NUMBERS = """
WITH RECURSIVE number(i) AS (
    SELECT CAST(%(start)s AS integer) UNION ALL SELECT i + 1 FROM number WHERE i + 1 < %(end)s
)
"""
PEOPLE = """
INSERT INTO accounts_user (email, {rest}) {numbers}
SELECT 'person' || i || '@example.org', {copied} FROM number
JOIN original o ON o.n = i %% %(of)s JOIN accounts_user t ON t.id = o.person ORDER BY i
"""
SESSIONS = """
INSERT INTO django_session (session_key, {rest}) {numbers}
SELECT 'session' || i, {copied} FROM number
JOIN (SELECT * FROM django_session ORDER BY session_key LIMIT 1) t ON true
"""
KEPT = """
INSERT INTO assessments_keptverdict (assessment_id, seen, kept_at)
SELECT a.id, 'seen', a.completed_at FROM assessments_assessment a
WHERE a.completed_at IS NOT NULL AND a.id %% 10 = 0
"""
THEIRS = """
FROM accounts_user u JOIN original o ON o.n = {number} %% %(of)s
"""
CHOSEN = """
WHERE u.email LIKE 'person%%' AND {number} >= %(start)s AND {number} < %(end)s
"""
SIGN_INS = f"""
INSERT INTO usersessions_usersession (user_id, session_key, {{rest}})
SELECT u.id, 'session' || {{number}}, {{copied}} FROM accounts_user u
JOIN (SELECT * FROM usersessions_usersession ORDER BY id LIMIT 1) t ON true {CHOSEN}
"""  # noqa: S608  # no input
SITTINGS = f"""
INSERT INTO assessments_assessment (public_id, owner_id, {{rest}})
SELECT {{uuid}}, u.id, {{copied}} {THEIRS}
JOIN assessments_assessment t ON t.id = o.done {CHOSEN} ORDER BY u.id
"""
RATINGS = f"""
INSERT INTO assessments_skillrating (assessment_id, {{rest}})
SELECT a.id, {{copied}} {THEIRS}
JOIN assessments_assessment a ON a.owner_id = u.id
JOIN assessments_skillrating t ON t.assessment_id = o.done {CHOSEN} ORDER BY a.id, t.id
"""


def _copy(originals: list[User], many: int) -> None:
    """So many more, some thousand at a time: people first, then what they own."""
    from django.db import connection

    from assessments.models import Assessment

    done = Assessment.objects.completed().filter(owner__in=originals).order_by("owner")
    first = {"n": 0, "of": len(originals)}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # what is copied is right: no look-up for every row
            cursor.execute("SET session_replication_role = replica")
        cursor.execute("CREATE TEMPORARY TABLE original (n integer, person bigint, done bigint)")
        rows = [(n, row.owner_id, row.pk) for n, row in enumerate(done)]
        cursor.executemany("INSERT INTO original VALUES (%s, %s, %s)", rows)
        for start in range(0, many, AT_ONCE):
            first |= {"start": start, "end": min(start + AT_ONCE, many)}
            for statement in _copies(connection.vendor):
                cursor.execute(statement, first)
        cursor.execute(KEPT, ())
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = DEFAULT")
            cursor.execute("VACUUM ANALYZE")


def _copies(vendor: str) -> Iterator[str]:
    """The statements that copy people number `start` up to `end`; the number is in the email."""
    from allauth.usersessions.models import UserSession
    from django.contrib.sessions.models import Session

    from assessments.models import Assessment, SkillRating
    from careerpath.accounts.models import User

    postgresql = vendor == "postgresql"
    names = {
        "numbers": NUMBERS,
        "uuid": "gen_random_uuid()" if postgresql else "lower(hex(randomblob(16)))",
        "number": "CAST(substr(split_part(u.email, '@', 1), 7) AS integer)"
        if postgresql
        else "CAST(substr(u.email, 7) AS integer)",
    }
    tables: list[tuple[str, Any, set[str]]] = [
        (PEOPLE, User, {"email"}),
        (SESSIONS, Session, {"session_key"}),
        (SIGN_INS, UserSession, {"user_id", "session_key"}),
        (SITTINGS, Assessment, {"public_id", "owner_id"}),
        (RATINGS, SkillRating, {"assessment_id"}),
    ]
    for sql, model, own in tables:
        columns = [f.column for f in model._meta.concrete_fields if f.column != "id"]
        rest = [column for column in columns if column not in own]
        copied = ", ".join(f"t.{column}" for column in rest)
        yield sql.format(**names, rest=", ".join(rest), copied=copied)


# --- What the edit does -----------------------------------------------------------------------


def expect(requirement: int) -> dict[str, Any]:
    """What the edit does: the requirement is asked at 4, and all of its level has to be met.

    By the rules as written for one person. People with the same answers are placed once, by the
    ratings of one of them.
    """
    from django.db.models import Count, Min

    from assessments.models import Assessment
    from careerpath.engine.effects import effect
    from careerpath.framework.models import Requirement
    from careerpath.framework.moved import rows
    from careerpath.framework.specs import path_spec
    from tests.engine.brute import added_up

    row = Requirement.objects.select_related("level__path").get(pk=requirement)
    path, before = row.level.path, path_spec(row.level.path)
    after = replace(before, levels=tuple(_edited(level, row) for level in before.levels))
    alike = Assessment.objects.filter(path=path, completed_at__isnull=False).order_by()
    groups = (
        alike.values_list("answers")
        .annotate(Min("pk"), Count("pk"))
        .values_list("pk__min", "pk__count")
    )
    told = (
        (effect(before, after, Assessment.objects.get(pk=one).ratings_by_skill()), many)
        for one, many in groups
    )
    found = added_up(before, after, told)
    cells = [
        [html.escape(str(cell)) for cell in astuple(row)] for row in rows(found, before, after)
    ]
    return {"people": found.people, "moved": found.moved, "rows": cells}


def _edited(level: LevelSpec, row: Any) -> LevelSpec:
    if level.id != row.level.public_id:
        return level
    asked = tuple(
        replace(asks, proficiency=4) if asks.skill == row.skill.public_id else asks
        for asks in level.requirements
    )
    return replace(level, threshold_percent=100, requirements=asked)


def main() -> None:
    """The two commands; what they find goes out as JSON."""
    import django

    django.setup()
    if sys.argv[1] == "fill":
        answer: Any = [asdict(reader) for reader in fill(int(sys.argv[2]))]
    else:
        answer = expect(int(sys.argv[2]))
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
