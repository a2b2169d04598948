"""What visitors, and whoever watches, are told while the database is away or not to be read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import django, json, sys
from django.conf import settings
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}  # none are collected here
django.setup()
from django.test import Client
client = Client(raise_request_exception=False, SERVER_NAME=settings.ALLOWED_HOSTS[0])
client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
told = {}
for address in ("/", "/roadmap/", "/accounts/login/", "/admin/", "/health/live/", "/health/ready/"):
    answer = client.get(address, secure=settings.HTTPS)
    told[address] = [answer.status_code, answer.content.decode()]
print(json.dumps(told))
"""
AWAY = "postgresql://app:a-secret-word@127.0.0.1:1/careerpath"  # nothing listens there


def ask(folder: Path, **env: str) -> tuple[dict[str, Any], str]:
    """What a server with these settings answers, and what it logs."""
    without = {"DATABASE_URL", "REDIS_URL", "DATABASE_REPLICA_URL"}
    whole = {name: value for name, value in os.environ.items() if name not in without}
    whole |= {
        "CAREERPATH_DATA_DIR": str(folder),
        "CAREERPATH_SECRET_KEY": "only-for-this-test-" * 3,
        "DJANGO_SETTINGS_MODULE": "careerpath.settings",
        **env,
    }
    done = subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-c", ASK], cwd=ROOT, env=whole, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout), done.stderr


@pytest.mark.parametrize("database", ["PostgreSQL is down", "SQLite is no database"])
def test_pages_without_a_database_say_so(tmp_path: Path, database: str) -> None:
    env = {"DATABASE_URL": AWAY} if database.startswith("Post") else {}
    (tmp_path / "careerpath.sqlite3").write_text("a letter, not a database, of some length " * 99)
    sorry = "This page can't be shown" if env else "Something broke on our side"
    told, _ = ask(tmp_path, **env)
    for address in ("/", "/roadmap/", "/accounts/login/", "/admin/"):
        status, answer = told[address]
        assert (address, status) == (address, 503 if env else 500)
        assert sorry in answer
        assert "secret" not in answer
        assert "Error" not in answer
    assert told["/health/live/"] == [200, '{"alive": true}']
    why = "does not answer" if env else "file is not a database"
    found = json.dumps({"ready": False, "trouble": f"database: can't be read: {why}"})
    assert told["/health/ready/"] == [503, found]


def test_log_without_a_database_is_json_and_names_no_secret(tmp_path: Path) -> None:
    _, log = ask(tmp_path, CAREERPATH_URL="https://careers.example.org", DATABASE_URL=AWAY)
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    kinds = {line["exception"]["kind"] for line in lines if "exception" in line}
    assert kinds == {"OperationalError"}
    assert {line["message"] for line in lines} >= {"Service Unavailable: /roadmap/"}
    assert "a-secret-word" not in log
