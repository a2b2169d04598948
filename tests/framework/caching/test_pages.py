"""Nothing stale after an edit, nothing that crosses people."""

from __future__ import annotations

import gzip
import random
import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client

from careerpath.framework.caching import pages
from careerpath.framework.models import CareerPath
from tests.factories import UserFactory, make_path

TOKEN = re.compile(r'(?:name="csrfmiddlewaretoken" value=|"X-CSRFToken": )"(\w+)"')
PAGES = ["/", "/paths/gardener/", "/paths/gardener/levels/level-1/", "/paths/gardener/growth/"]


@pytest.mark.parametrize("address", PAGES[:3])
def test_an_edit_shows_at_once(client: Client, path: CareerPath, address: str) -> None:
    assert "Gardener" in client.get(address).content.decode()
    CareerPath.objects.update(name="Forester")
    page = client.get(address).content.decode()
    assert "Forester" in page
    assert ">Gardener<" not in page


def test_a_path_taken_back_is_gone_at_once(client: Client, path: CareerPath) -> None:
    assert client.get("/paths/gardener/").status_code == 200
    CareerPath.objects.update(published=False)
    assert client.get("/paths/gardener/").status_code == 404


def printed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that are printed from now on, in their order."""
    templates: list[str] = []

    def print_and_count(template: str, *args: Any) -> str:
        templates.append(template)
        return render_to_string(template, *args)

    monkeypatch.setattr(pages, "render_to_string", print_and_count)
    return templates


def test_a_stranger_makes_no_page_anew_and_pushes_none_out(
    client: Client, path: CareerPath, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other words after the question mark, another port, another scheme: the same page."""
    several = printed(monkeypatch)
    first = client.get("/paths/gardener/").content
    stranger = Client()
    for n in range(pages.MOST_PAGES + 1):
        stranger.get(f"/paths/gardener/?utm={n}", headers={"host": f"testserver:{n + 1}"})
    stranger.get("/paths/gardener/", secure=True)
    assert TOKEN.sub("", client.get("/paths/gardener/?q").content.decode()) == TOKEN.sub(
        "", first.decode()
    )
    assert several == ["framework/overview.html"]


def test_a_browser_that_has_it_is_told_so_until_an_edit(client: Client, path: CareerPath) -> None:
    client.get("/paths/gardener/")
    etag = client.get("/paths/gardener/").headers["ETag"]
    again = client.get("/paths/gardener/", headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    CareerPath.objects.update(overview="Other words.")
    assert client.get("/paths/gardener/", headers={"If-None-Match": etag}).status_code == 200


def test_a_browser_is_not_told_so_after_signing_in_or_with_another_token(
    client: Client, alice: Any, path: CareerPath
) -> None:
    client.get("/")
    etag = client.get("/").headers["ETag"]
    assert Client().get("/", headers={"If-None-Match": etag}).status_code == 200
    client.force_login(alice)
    assert client.get("/", headers={"If-None-Match": etag}).status_code == 200


def test_its_token_works(path: CareerPath) -> None:
    for _ in range(2):  # printed, then kept
        browser = Client(enforce_csrf_checks=True)
        token = TOKEN.search(browser.get("/paths/gardener/").content.decode())
        assert token
        form = {"csrfmiddlewaretoken": token[1]}
        assert browser.post("/assessments/start/gardener/", form).status_code == 302
        form = {"csrfmiddlewaretoken": token[1]}
        assert Client(enforce_csrf_checks=True).post("/theme/", form).status_code == 403


@pytest.mark.parametrize("cookie", [None, "no token"])
def test_the_cookie_of_its_token_is_sent_once(path: CareerPath, cookie: str | None) -> None:
    browser = Client(enforce_csrf_checks=True)
    if cookie:
        browser.cookies["csrftoken"] = cookie
    first, then = browser.get("/paths/gardener/"), browser.get("/paths/gardener/")
    assert [list(page.cookies) for page in (first, then)] == [["csrftoken"], []]
    for page in (first, then):
        token = TOKEN.search(page.content.decode())
        assert token
        form = {"csrfmiddlewaretoken": token[1], "theme": "dark"}
        assert browser.post("/theme/", form).status_code == 302


def test_compressed_it_is_the_same_page(client: Client, path: CareerPath) -> None:
    zipped = client.get("/", headers={"Accept-Encoding": "gzip, br"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    plain = client.get("/").content
    assert TOKEN.sub("", gzip.decompress(zipped.content).decode()) == TOKEN.sub("", plain.decode())
    assert len(zipped.content) < len(plain) / 2


def test_people_in_turn_are_never_mixed(path: CareerPath) -> None:
    make_path("Forester")
    people = [Client(), *(Client() for _ in range(4))]
    themes = ["", "dark", "light", "", "dark"]
    for n, (client, theme) in enumerate(zip(people, themes, strict=True)):
        if n:
            client.force_login(UserFactory(email=f"reader{n}@example.org"))
        if theme:
            client.cookies["theme"] = theme
    tokens: dict[int, set[str]] = {n: set() for n in range(len(people))}
    turns = random.Random(5).choices(range(len(people)), k=60)  # noqa: S311  # any order will do
    for n in turns:
        answer = people[n].get(random.Random(n).choice(PAGES))  # noqa: S311  # any page will do
        page = answer.content.decode()
        assert ("Sign in" in page) == (n == 0)
        assert (f'data-theme="{themes[n]}"' in page) == bool(themes[n])
        assert "example.org" not in page
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert len(set(TOKEN.findall(page))) == 1
        tokens[n].update(TOKEN.findall(page))
    seen = [token for each in tokens.values() for token in each]
    assert len(seen) == len(set(seen))


def test_a_session_that_a_new_password_ended_is_not_signed_in(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    assert "Sign in" not in as_alice.get("/").content.decode()
    alice.set_password("quite another password")
    alice.save()
    assert "Sign in" in as_alice.get("/").content.decode()


def test_a_page_with_a_message_is_printed_for_its_reader_alone(
    as_alice: Client, alice: Any, path: CareerPath
) -> None:
    empty = make_path("Baker", levels=0)
    as_alice.post(f"/assessments/start/{empty.public_id}/")
    words = "asks no skills yet, so there is nothing to rate."
    assert words in as_alice.get("/paths/baker/").content.decode()
    assert words not in as_alice.get("/paths/baker/").content.decode()
