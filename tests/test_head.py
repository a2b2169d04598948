"""HEAD answers where GET does, with the same status and headers and no body: on every route."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from careerpath.framework.models import CareerPath
from tests.test_access import VISITORS, _names, address, example, routes, visitors

__all__ = ["example", "visitors"]  # fixtures
pytestmark = pytest.mark.django_db

# Not: what is made anew for each answer, a length, a token, a session.
TOLD = ("Content-Type", "Location", "Allow", "Content-Security-Policy")


def told(client: Client, method: str, url: str) -> tuple[int, dict[str, str]]:
    """What an answer says besides its body."""
    answer = client.generic(method, url)
    assert method != "HEAD" or b"".join(answer) == b""
    return answer.status_code, {name: answer[name] for name in TOLD if answer.has_header(name)}


@pytest.mark.parametrize("name", routes())
def test_head_is_get_without_a_body(
    name: str, visitors: dict[str, Client], example: dict[str, str]
) -> None:
    url = address(name, example)
    got = {who: told(visitors[who], "GET", url) for who in VISITORS}
    assert {who: told(visitors[who], "HEAD", url) for who in VISITORS} == got


def admin_pages(path: CareerPath) -> list[str]:
    """Every address of admin that needs no more than the id of a row."""
    found = []
    for name in _names(get_resolver().url_patterns):
        for args in ([], [str(path.pk)], [path.public_id]):
            try:
                found += [reverse(name, args=args)] if name.startswith("admin:") else []
            except NoReverseMatch:
                continue
    return sorted(set(found))


def test_head_is_get_without_a_body_in_admin(path: CareerPath, as_edith: Client) -> None:
    pages = [page for page in admin_pages(path) if page != "/admin/logout/"]
    got = {page: told(as_edith, "GET", page) for page in pages}
    assert len(pages) > 50
    assert {page: told(as_edith, "HEAD", page) for page in pages} == got


@pytest.mark.parametrize("url", ["/no-such-page/", "/health/live/", "/health/ready/"])
def test_head_is_get_without_a_body_beside_the_routes(client: Client, url: str) -> None:
    assert told(client, "HEAD", url) == told(client, "GET", url)
