from __future__ import annotations

import datetime as dt

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import formats, translation

from careerpath.framework.models import CareerPath

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


# --- Language ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "language"),
    [("de", "de"), ("de-AT,en;q=0.5", "de"), ("en-US", "en"), ("fr", "en"), ("", "en")],
)
def test_language_is_what_the_browser_asks_for(client: Client, asked: str, language: str) -> None:
    page = client.get("/", headers={"accept-language": asked})

    assert f'<html lang="{language}">' in page.content.decode()
    assert page.headers["Content-Language"] == language


def test_chosen_language_lasts_and_wins(client: Client) -> None:
    response = client.post("/language/", {"language": "de", "next": "/paths/gardener/?a=1"})

    assert (response.status_code, response.headers["Location"]) == (302, "/paths/gardener/?a=1")
    cookie = response.cookies["language"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"]) == ("de", 31_536_000, "Lax")
    assert cookie["httponly"] is True
    page = client.get("/", headers={"accept-language": "en"}).content.decode()
    assert '<html lang="de">' in page
    assert '<button type="submit" name="language" value="de" lang="de" aria-pressed="true">' in page
    assert (
        '<button type="submit" name="language" value="en" lang="en" aria-pressed="false">' in page
    )


def test_unknown_language_changes_nothing(client: Client) -> None:
    client.post("/language/", {"language": "tlh"})

    assert '<html lang="en">' in client.get("/").content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "\\\\evil"])
def test_language_sends_nobody_elsewhere(client: Client, elsewhere: str) -> None:
    response = client.post("/language/", {"language": "de", "next": elsewhere})

    assert response.headers["Location"] == "/"


def test_language_is_not_changed_by_a_link_or_another_site(client: Client) -> None:
    assert client.get("/language/?language=de").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    assert strict.post("/language/", {"language": "de"}).status_code == 403


def test_no_page_is_cached_for_another_language(client: Client, path: CareerPath) -> None:
    """A cache in front has to tell languages apart, whether asked for or chosen."""
    for address in ["/", path.get_absolute_url(), "/accounts/login/", "/assessments/", "/nothing/"]:
        varies = client.get(address).headers["Vary"].lower().replace(" ", "").split(",")
        assert {"accept-language", "cookie"} <= set(varies), address


# --- Dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "date", "time"),
    [
        ("en", "22 Nov 2026", "22 Nov 2026, 16:05"),
        ("de", "22. Nov. 2026", "22. Nov. 2026, 16:05"),
    ],
)
def test_dates_are_written_as_the_language_does(language: str, date: str, time: str) -> None:
    when = dt.datetime(2026, 11, 22, 16, 5, tzinfo=dt.UTC)
    template = Template("{{ when|date }}|{{ when|date:'SHORT_DATE_FORMAT' }}|{{ when }}")

    with translation.override(language):
        assert template.render(Context({"when": when})) == f"{date}|{date}|{time}"
        assert formats.date_format(when.date(), "SHORT_DATE_FORMAT") == date
