"""What a browser is told under https, scored as Mozilla's HTTP Observatory scores it.

The rules are its published ones (100, minus what is missing, plus what is better than asked; the
bonus counts from 90). Here they are applied to what the app sends with production's settings.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = r"""
import django, json, re
django.setup()
from django.core import mail
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
client = Client(SERVER_NAME="careers.example.org")
plain = client.get("/")
client.post("/accounts/signup/", {"email": "ada@example.org"}, secure=True)
from tests.factories import make_path
client.post(f"/assessments/start/{make_path().public_id}/", secure=True)
link = re.search(r"example.org(/accounts/\S+)", mail.outbox[-1].body)[1]
client.post(link, {"password1": "quiet harbour lantern"}, secure=True)
page = client.get("/accounts/password/change/", secure=True)
print(json.dumps({
    "redirect": [plain.status_code, plain.headers.get("Location")],
    "headers": dict(page.headers),
    "cookies": [cookie.OutputString() for cookie in client.cookies.values() if cookie.value],
    "scripts": page.content.decode(),
}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What comes back under https."""
    without = {"DATABASE_URL", "REDIS_URL"}
    env = {name: value for name, value in os.environ.items() if name not in without} | {
        "CAREERPATH_DATA_DIR": str(tmp_path_factory.mktemp("https")),
        "CAREERPATH_DEBUG": "yes",  # plain names for static files; no header depends on it
        "CAREERPATH_SECRET_KEY": "only-for-this-test-" * 3,
        "CAREERPATH_URL": "https://careers.example.org",
        "DJANGO_SETTINGS_MODULE": "careerpath.settings",
        "EMAIL_URL": "memorymail://",
    }
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", ASK], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def headers(told: dict[str, object]) -> dict[str, str]:
    assert isinstance(told["headers"], dict)
    return told["headers"]


def cookies(told: dict[str, object]) -> SimpleCookie:
    assert isinstance(told["cookies"], list)
    jar = SimpleCookie()
    for line in told["cookies"]:
        jar.load(line)
    return jar


def test_cookies_are_for_this_host_and_https_only(told: dict[str, object]) -> None:
    assert {
        name: (bool(c["secure"]), bool(c["httponly"]), c["samesite"], c["path"], c["domain"])
        for name, c in cookies(told).items()
    } == {
        "__Host-session": (True, True, "Lax", "/", ""),
        "__Host-csrf": (True, True, "Lax", "/", ""),
        "__Host-last-person": (True, True, "Lax", "/", ""),
        "__Host-known": (True, True, "Lax", "/", ""),
        "__Host-guest": (True, True, "Lax", "/", ""),
    }


def test_plain_http_is_sent_to_https_for_a_year(told: dict[str, object]) -> None:
    assert told["redirect"] == [301, "https://careers.example.org/"]
    hsts = headers(told)["Strict-Transport-Security"]
    assert hsts == "max-age=31536000; includeSubDomains; preload"


def test_observatory_would_give_135(told: dict[str, object]) -> None:
    sent = headers(told)
    policy = dict(part.split(" ", 1) for part in sent["Content-Security-Policy"].split("; "))
    age = re.search(r"max-age=(\d+)", sent["Strict-Transport-Security"])
    sources = re.findall(r'<script[^>]* src="([^"]+)"', str(told["scripts"]))
    must = {  # each of these missing would cost points
        "policy": "unsafe" not in str(policy) and "*" not in str(policy),
        "hsts of six months": age is not None and int(age[1]) >= 15_768_000,
        "nosniff": sent["X-Content-Type-Options"] == "nosniff",
        "no foreign scripts": all(s.startswith("/") and s[1] != "/" for s in sources),
        "no reading by other sites": "Access-Control-Allow-Origin" not in sent,
    }
    bonus = [
        (10, policy["default-src"] == "'none'"),
        (5, policy["frame-ancestors"] == "'none'"),
        (5, all(cookie["secure"] and cookie["samesite"] for cookie in cookies(told).values())),
        (5, sent["Referrer-Policy"] in {"no-referrer", "same-origin", "strict-origin"}),
        (10, sent["Cross-Origin-Resource-Policy"] == "same-origin"),
    ]
    assert must == dict.fromkeys(must, True)
    assert 100 + sum(points for points, earned in bonus if earned) == 135
