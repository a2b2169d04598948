"""What every page shares: the frame, the error pages, and the rules the templates keep."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.views import defaults

from careerpath.bounds import MOST_BYTES
from tests.pages import text_of

ROOT = Path(settings.BASE_DIR)
TEMPLATES = [
    file
    for app in ("careerpath", "assessments", "roadmap")
    for file in sorted((ROOT / app).rglob("templates/**/*.html"))
]
FORMS = "".join(
    file.read_text(encoding="utf-8")
    for app in ("assessments", "roadmap")
    for file in [*(ROOT / app).glob("forms.py"), *sorted((ROOT / app).glob("forms/*.py"))]
)
STYLES = sorted((ROOT / "careerpath" / "static" / "careerpath" / "css").glob("*.css"))


def ids(file: Path) -> str:
    return str(file.relative_to(ROOT))


# --- Templates and styles ---------------------------------------------------------------------


@pytest.mark.parametrize("file", TEMPLATES, ids=ids)
def test_template_has_no_inline_script_or_style(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    # A block of JSON is data: the browser never runs it.
    assert not re.search(r"<script(?![^>]*(\bsrc=|application/json))", text)
    # A mail has no stylesheet to link and no content policy; ours is in the one all mails extend.
    assert "<style" not in text or file.match("account/email/base_message.html")
    assert not re.search(r"""\s(style|on[a-z]+)=["']""", text)
    assert "javascript:" not in text


@pytest.mark.parametrize("file", TEMPLATES, ids=ids)
def test_template_has_no_comment_that_would_be_shown(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    assert not re.search(r"\{#(?:(?!#\}).)*\n", text), "{# … #} ends with its line"


@pytest.mark.parametrize("file", [f for f in STYLES if f.name != "tokens.css"], ids=ids)
def test_styles_use_tokens_for_colours(file: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.S)

    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*;)|\b(?:rgba?|hsla?|oklch)\(", text) == []


@pytest.mark.parametrize("file", STYLES, ids=ids)
def test_styles_name_only_tokens_that_exist(file: Path) -> None:
    used = set(re.findall(r"var\((--cp-[\w-]+)", file.read_text(encoding="utf-8")))
    every_file = "".join(style.read_text(encoding="utf-8") for style in STYLES)

    assert used - set(re.findall(r"(--cp-[\w-]+):", every_file)) == set()


def test_pages_that_update_in_place_load_what_does_it() -> None:
    """A page with hx-get or hx-post in it, in a partial or in a form of it, includes _htmx.html.

    Partials that a view prints are named in the page, after "printed from", and so is the class of
    a form: its attributes stand in its source.
    """
    text = {
        str(file).split("/templates/")[-1]: file.read_text(encoding="utf-8") for file in TEMPLATES
    }

    def parts(name: str) -> set[str]:
        found = set(re.findall(r"{% include \"([^\"]+)\"", text.get(name, "")))
        for said in re.findall(r"printed from ([^#]+)", text.get(name, "")):
            found |= set(re.findall(r"[\w/]+\.html", said))
        return {name} | {deeper for part in found for deeper in parts(part)}

    def asks(part: str) -> bool:
        forms = re.findall(r"\((\w+Form)\)", text.get(part, ""))
        return bool(re.search(r"\shx-(get|post)=", text.get(part, ""))) or any(
            re.search(rf"class {form}\b(?:(?!\nclass ).)*\bhx_(get|post)=", FORMS, re.DOTALL)
            for form in forms
        )

    pages = [name for name in text if "{% extends" in text[name]]
    updating = {name for name in pages if any(map(asks, parts(name)))}
    loading = {name for name in pages if "components/_htmx.html" in parts(name)}
    assert updating == loading
    assert updating == {"assessments/screen.html", "roadmap/trial.html"}


# --- The frame --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_frame_has_its_landmarks_and_marks_the_current_page(client: Client) -> None:
    page = client.get("/").content.decode()

    for part in [
        '<a class="cp-skip" href="#main">Skip to the content</a>',
        '<main id="main" class="cp-main" tabindex="-1">',
        '<nav aria-label="Main">',
        '<a href="/" aria-current="page">Career paths</a>',
        '<a href="/accounts/login/">Sign in</a>',
        '<meta property="og:image" content="http://localhost:8000/static/careerpath/social.png">',
    ]:
        assert part in page, part
    assert page.count("aria-current") == 1


@pytest.mark.django_db
def test_frame_leads_the_owner_to_their_account(as_alice: Client) -> None:
    page = as_alice.get("/").content.decode()

    assert '<a href="/account/">Account</a>' in page
    assert "Sign in" not in page


# --- Error pages ------------------------------------------------------------------------------


def test_500_needs_nothing_at_all() -> None:
    page = HttpResponse(render_to_string("500.html"))

    assert "Something broke on our side" in text_of(page)


def test_500_and_400_are_what_django_answers_with(rf: RequestFactory) -> None:
    assert "It is not your doing" in text_of(defaults.server_error(rf.get("/")))
    bad = defaults.bad_request(rf.get("/"), ValueError())
    assert (bad.status_code, "Nothing was changed." in text_of(bad)) == (400, True)


@pytest.mark.django_db
def test_404_says_what_to_do(client: Client, as_alice: Client) -> None:
    answer = client.get("/nothing/here/?q=1")

    assert answer.status_code == 404
    assert "There is nothing at this address" in text_of(answer)
    assert 'href="/accounts/login/?next=/nothing/here/"' in answer.content.decode()
    assert "If it is yours, sign in" not in text_of(as_alice.get("/nothing/here/"))


@pytest.mark.django_db
def test_403_says_what_to_do(rf: RequestFactory) -> None:
    answer = defaults.permission_denied(rf.get("/"), PermissionDenied())

    assert answer.status_code == 403
    assert "This page is not for this account" in text_of(answer)


@pytest.mark.django_db
def test_csrf_failure_gives_back_what_was_typed_and_no_button_that_sends_it() -> None:
    client = Client(enforce_csrf_checks=True)
    typed = {
        "note": "Line one\n<b>two</b>",
        "password1": "do not show this",
        "empty": " ",
        "git-seen": "3.abc",
        "go": "stay",
        "csrfmiddlewaretoken": "old",
    }

    answer = client.post("/theme/", typed)

    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Line one\n&lt;b&gt;two&lt;/b&gt;</textarea>" in page
    assert page.count("<textarea") == 1
    assert " readonly>" in page
    assert "do not show this" not in page
    # The only forms left are the footer's: nothing sends the words anywhere.
    assert re.findall(r'<form[^>]*action="([^"]*)"', page) == ["/language/", "/theme/"]


@pytest.mark.django_db
def test_what_is_too_large_is_told_so_and_read_off(client: Client) -> None:
    answer = client.post("/theme/", {"next": "x" * (MOST_BYTES + 1)})

    assert answer.status_code == 413
    assert "This is more than is read at once" in text_of(answer)
    assert answer.wsgi_request.read() == b""


@pytest.mark.django_db
def test_csrf_failure_without_words_shows_no_box() -> None:
    answer = Client(enforce_csrf_checks=True).post("/theme/")

    assert "What you had typed" not in text_of(answer)


def test_error_pages_take_a_request_without_anything(rf: RequestFactory) -> None:
    """A request that failed before the middlewares ran has no user and no messages."""
    request: HttpRequest = rf.get("/")
    page = HttpResponse(render_to_string("404.html", {}, request))

    assert "There is nothing at this address" in text_of(page)
