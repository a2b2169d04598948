from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_theme_lasts_and_is_painted_by_the_server(client: Client, theme: str) -> None:
    response = client.post("/theme/", {"theme": theme, "next": "/paths/gardener/?a=1"})

    assert (response.status_code, response.headers["Location"]) == (302, "/paths/gardener/?a=1")
    cookie = response.cookies["theme"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == (theme, 31_536_000, "Lax")
    page = client.get("/").content.decode()
    assert f'<html lang="en" data-theme="{theme}">' in page
    assert f'<meta name="color-scheme" content="{theme}">' in page


def test_theme_of_the_system_forgets_the_choice(client: Client) -> None:
    client.post("/theme/", {"theme": "dark"})
    client.post("/theme/", {"theme": "system"})

    page = client.get("/").content.decode()
    assert '<html lang="en">' in page
    assert '<meta name="color-scheme" content="light dark">' in page


def test_theme_cookie_with_other_words_is_ignored(client: Client) -> None:
    client.cookies["theme"] = 'x" onload="alert(1)'

    assert '<html lang="en">' in client.get("/").content.decode()


@pytest.mark.parametrize("theme", ["", "purple", "dark "])
def test_unknown_theme_is_a_bad_request(client: Client, theme: str) -> None:
    response = client.post("/theme/", {"theme": theme.replace("dark ", "d ark")})

    assert response.status_code == 400
    assert "theme" not in response.cookies


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "", "\\\\evil"]
)
def test_theme_sends_nobody_elsewhere(client: Client, elsewhere: str) -> None:
    response = client.post("/theme/", {"theme": "dark", "next": elsewhere})

    assert response.headers["Location"] == "/"


def test_theme_is_not_changed_by_a_link_or_another_site(client: Client) -> None:
    assert client.get("/theme/").status_code == 405
    assert Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"}).status_code == 403
