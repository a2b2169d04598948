from __future__ import annotations

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
def test_page_of_a_person_is_kept_by_no_shared_cache(as_alice: Client) -> None:
    headers = as_alice.get("/").headers
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
