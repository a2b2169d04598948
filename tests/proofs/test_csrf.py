"""No change without the token of one's own page, and none by reading."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver
from pytest_django import Settings

from careerpath.operations.archive import TableHash, row_hashes
from tests.proofs.conftest import SKILLS, Person
from tests.proofs.routes import Route, routes

# What reading is remembered in: the session, and when it was last used.
SESSIONS = {"sessions.Session", "usersessions.UserSession"}
EXAMPLES = {
    "path": "gardener",
    "level": "level-1",
    "group": "craft",
    "skill": SKILLS[0],
    "project": "bed",
    "language": "de",
    "pk": "1",
    "object_id": "1",
    "_0": "1",
    "_1": "1",
    "content_type_id": "1",
    "app_label": "framework",
    "url": "anywhere",
    "key": "none-such",
    "secret": "none-such",
    "uidb36": "1",
}


def address(route: Route, someone: Person) -> str:
    """An address that leads to rows which are there."""
    return route.address(EXAMPLES | ids_of(someone))


def ids_of(someone: Person) -> dict[str, str]:
    """What names rows of theirs in an address."""
    return {"assessment": str(someone.open.public_id), "item": str(someone.item.public_id)}


def rows() -> dict[str, TableHash]:
    """Every table but the sessions."""
    return {label: table for label, table in row_hashes().items() if label not in SESSIONS}


def refused(_request: HttpRequest, **_reason: str) -> HttpResponse:
    """Instead of the page that gives back what was typed: rendered a thousand times it is slow."""
    return HttpResponse(status=403)


def forge(client: Client, url: str) -> int:
    """Post as a page of another site could: with the cookies, without the token."""
    return int(client.post(url, {"password": "quiet harbour lantern", "post": "yes"}).status_code)


@pytest.mark.parametrize(
    ("who", "headers"),
    [
        ("alice", {}),
        ("editor", {}),
        ("nobody", {}),
        ("alice", {"origin": "https://evil.example"}),
        ("alice", {"X-CSRFToken": "x" * 64, "HX-Request": "true"}),
    ],
    ids=["no token", "no token of an editor", "no token of nobody", "another site", "made up"],
)
def test_every_post_without_the_token_is_refused(
    alice_and_bob: tuple[Person, Person],
    as_editor: Client,
    who: str,
    headers: dict[str, str],
    settings: Settings,
) -> None:
    settings.CSRF_FAILURE_VIEW = "tests.proofs.test_csrf.refused"
    alice, _ = alice_and_bob
    client = Client(enforce_csrf_checks=True, headers=headers)
    client.cookies = {"alice": alice.client, "editor": as_editor, "nobody": Client()}[who].cookies
    before = rows()
    answers = {r.template: forge(client, address(r, alice)) for r in routes()}
    assert len(answers) > 150
    assert {url: status for url, status in answers.items() if status != 403} == {}
    assert rows() == before


def test_no_view_is_exempt() -> None:
    def callbacks(patterns: Any) -> list[Any]:
        below = [callbacks(p.url_patterns) for p in patterns if hasattr(p, "url_patterns")]
        own = [p.callback for p in patterns if not hasattr(p, "url_patterns")]
        return own + [view for views in below for view in views]

    views = callbacks(get_resolver().url_patterns)
    assert len(views) > 100
    assert [view for view in views if getattr(view, "csrf_exempt", False)] == []


def test_reading_any_page_changes_no_row(
    alice_and_bob: tuple[Person, Person], as_editor: Client
) -> None:
    """Admin's too; also with the query words that actions and filters are made of."""
    alice, _ = alice_and_bob
    before = rows()
    nobody = Client()
    for route in routes():
        for client in (alice.client, as_editor, nobody):
            client.get(f"{address(route, alice)}?action=delete_selected&post=yes&_save=1&go=stay")
    assert rows() == before
