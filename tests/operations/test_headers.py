from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from careerpath.operations.headers import SecurityHeadersMiddleware

DIRECTIVES = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.mark.django_db
def test_headers_of_a_page() -> None:
    headers = Client().get("/accounts/login/").headers
    assert set(headers["Content-Security-Policy"].split("; ")) == DIRECTIVES
    assert {
        name: headers[name]
        for name in (
            "X-Content-Type-Options",
            "X-Frame-Options",
            "Referrer-Policy",
            "Cross-Origin-Opener-Policy",
            "Cross-Origin-Resource-Policy",
            "Permissions-Policy",
        )
    } == {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": (
            "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=()"
        ),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/assessments/"])  # kept by us, and made for this answer
def test_page_of_a_person_is_kept_by_no_shared_cache(as_alice: Client, address: str) -> None:
    headers = as_alice.get(address).headers
    assert "private" in headers["Cache-Control"]
    assert "Cookie" in headers["Vary"]


def test_view_that_sets_a_header_keeps_its_own() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cross-Origin-Resource-Policy": "cross-origin"})

    response = SecurityHeadersMiddleware(view)(RequestFactory().get("/"))
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


@pytest.mark.django_db
def test_pages_are_compressed_and_their_length_tells_nothing(client: Client) -> None:
    """The length varies by itself, so that guesses in an address can't be read off it (BREACH)."""
    answers = [client.get("/", headers={"accept-encoding": "gzip"}) for _ in range(8)]
    assert {answer["Content-Encoding"] for answer in answers} == {"gzip"}
    assert all("Accept-Encoding" in answer["Vary"] for answer in answers)
    assert len({len(answer.content) for answer in answers}) > 1
    assert "Content-Encoding" not in client.get("/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/account/export/", 200, "application/json"),
        ("/no-such-page/", 404, "text/html; charset=utf-8"),
        ("/theme/", 405, "text/html; charset=utf-8"),
        ("/admin/login/", 403, "text/html; charset=utf-8"),
        ("/health/live/", 200, "application/json"),
    ],
)
def test_every_kind_of_answer_says_what_it_is(
    as_alice: Client, address: str, status: int, kind: str
) -> None:
    answer = as_alice.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (status, kind)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert ("Content-Security-Policy" in answer) == (not address.startswith("/health"))


@pytest.mark.django_db(transaction=True)  # it tries a write of its own
def test_readiness_is_json_and_kept_nowhere(client: Client) -> None:
    answer = client.get("/health/ready/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert (answer["X-Content-Type-Options"], answer["Cache-Control"]) == ("nosniff", "no-store")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["/.git/config", "/var/secret-key", "/manage.py", "/static/", "/static/careerpath/",
     "/static/../manage.py", "/static/%2e%2e/manage.py", "/__debug__/", "/api/"],
)  # fmt: skip
def test_nothing_but_pages_and_static_files_is_served(client: Client, address: str) -> None:
    assert client.get(address, follow=True).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/accounts/login/", "/admin/"])
def test_trace_gives_nothing_back(client: Client, address: str) -> None:
    answer = client.trace(address, headers={"x-secret": "quiet harbour"}, follow=True)
    assert b"quiet harbour" not in answer.content
    assert answer["Content-Type"] != "message/http"


@pytest.mark.parametrize("status", [404, 500])
def test_djangos_own_pages_for_developers_go_without_a_policy(status: int, settings: Any) -> None:
    settings.DEBUG = True
    send = SecurityHeadersMiddleware(lambda _request: HttpResponse(status=status))
    assert "Content-Security-Policy" not in send(RequestFactory().get("/"))
    settings.DEBUG = False
    assert "Content-Security-Policy" in send(RequestFactory().get("/"))
