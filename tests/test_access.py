"""Who may open what: every route, every method, every kind of person.

The routes come from the URL resolver; one without a row in access_matrix.txt fails, so that nobody
adds a page without saying who it is for. What is not yours answers 404, never 403: that it exists
is not told. To see what the app answers now: `pytest tests/test_access.py --show-access`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from assessments import services
from assessments.models import Assessment, DevelopmentPlan
from assessments.plan_data import PlanItemData
from careerpath.accounts.models import User
from careerpath.framework.models import CareerPath, Level
from careerpath.operations.archive import row_hashes

pytestmark = pytest.mark.django_db

MATRIX = Path(__file__).with_name("access_matrix.txt")
VISITORS = ("anonymous", "alice", "bob", "edith")
# A session is what reading is remembered in: the theme, what was begun, when someone was last here.
SESSIONS = {"sessions.Session", "usersessions.UserSession"}
METHODS = ("GET", "POST", "PUT", "DELETE")
# Nothing there to name: an example that fits the route.
EXAMPLES = {
    "key": "none-such",
    "secret": "none-such",
    "uidb36": "zz",
    "pk": "1",
    "object_id": "1",
    "app_label": "framework",
}


def routes() -> list[str]:
    """Every named route of ours and the packages'. Admin's have rules of their own below."""
    names = {name for name in _names(get_resolver().url_patterns) if not name.startswith("admin:")}
    return sorted(names)


def _names(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}"


@pytest.fixture
def visitors(as_alice: Client, as_bob: Client, as_edith: Client) -> dict[str, Client]:
    return dict(zip(VISITORS, (Client(), as_alice, as_bob, as_edith), strict=True))


@pytest.fixture
def example(path: CareerPath, alice: User) -> dict[str, str]:
    """Alice's open assessment on the small path, and every argument a route could take."""
    assessment = Assessment.objects.create(owner=alice, path=path, started_at=timezone.now())
    Level.objects.get(path=path, rank=1).projects.create(name="Bed")
    plan = DevelopmentPlan.objects.create(owner=alice, path=path, begun_at=timezone.now())
    said = PlanItemData(title="Read a book")
    item = services.add_item(plan=plan, assessment=None, said=said, now=timezone.now())
    return EXAMPLES | {
        "assessment": str(assessment.public_id),
        "path": path.public_id,
        "level": "level-1",
        "group": "craft",
        "skill": "gardener-1-1",
        "project": "bed",
        "item": str(item.public_id),
    }


def address(name: str, example: dict[str, str]) -> str:
    """The route's address with the arguments it takes."""
    for _, entries in get_resolver_of(name):
        for _, parameters in entries:
            try:
                return reverse(name, kwargs={p: example[p] for p in parameters})
            except NoReverseMatch:
                continue
    raise AssertionError(f"No example fits the route {name}: add its argument to EXAMPLES.")


def get_resolver_of(name: str) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """The possible patterns of a route: regular expression and parameter names."""
    resolver: URLResolver = get_resolver()
    *spaces, last = name.split(":")
    for space in spaces:
        _, resolver = resolver.namespace_dict[space]
    return [(last, entry[0]) for entry in resolver.reverse_dict.getlist(last)]


def answer(client: Client, method: str, url: str) -> str:
    """The status; for a redirect whether it leads to the sign-in or away."""
    with transaction.atomic():
        response = client.generic(method, url)
        transaction.set_rollback(True)
    if response.status_code in {301, 302}:
        location = response.headers["Location"]
        return "sign-in" if location.startswith("/accounts/login/") else "away"
    return str(response.status_code)


def rows() -> dict[str, list[str]]:
    """Route to its answers, method by method and visitor by visitor."""
    lines = [line for line in MATRIX.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    return {name: answers for name, *answers in (line.split() for line in lines if line.strip())}


def test_every_route_has_a_row_and_every_row_a_route() -> None:
    assert sorted(rows()) == routes()


@pytest.mark.parametrize("name", routes())
def test_route_answers_each_visitor_as_written(
    name: str, visitors: dict[str, Client], example: dict[str, str], request: pytest.FixtureRequest
) -> None:
    url = address(name, example)
    found = [answer(visitors[who], method, url) for method in METHODS for who in VISITORS]
    if request.config.getoption("--show-access"):
        with request.config.getoption("--show-access").open("a") as out:
            out.write(f"{name:42} {' '.join(f'{cell:8}' for cell in found)}\n".rstrip() + "\n")
    assert found == rows().get(name)


def test_nothing_changes_by_reading(visitors: dict[str, Client], example: dict[str, str]) -> None:
    for person in User.objects.all():  # as signing up makes them
        EmailAddress.objects.create(user=person, email=person.email, primary=True)
    before = row_hashes()
    changed = {}
    for name in routes():
        for who in VISITORS:
            visitors[who].get(address(name, example))
        after = row_hashes()
        if different := {label for label in after if after[label] != before[label]} - SESSIONS:
            changed[name] = different
        before = after
    assert changed == {}


def test_admin_is_for_staff(visitors: dict[str, Client]) -> None:
    pages = [name for name in _names(get_resolver().url_patterns) if name.startswith("admin:")]
    assert len(pages) > 20
    for name in pages:
        try:
            url = reverse(name)
        except NoReverseMatch:
            url = re.sub(r"<[^>]+>", "1", f"/admin/{name}/")
        assert answer(visitors["anonymous"], "GET", url) in {"sign-in", "away"}, url
        assert answer(visitors["alice"], "GET", url) not in {"200"}, url
