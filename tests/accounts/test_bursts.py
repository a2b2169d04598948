"""No limit lets more through than it says, in one worker and in several; each has a burst."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.accounts.bursts import BURSTS, limits

ROOT = Path(__file__).resolve().parent.parent.parent
WORKERS = 3
OVER = 5


def test_every_limit_has_a_burst_and_every_burst_a_limit() -> None:
    assert sorted(limits()) == sorted(BURSTS)


@pytest.mark.django_db
@pytest.mark.usefixtures("mailing")
@pytest.mark.parametrize("limit", BURSTS)
def test_burst_is_stopped(limit: str) -> None:
    prepare, tries = BURSTS[limit]
    prepare()
    one = tries()
    amount = EXPECTED[limit]
    assert [one(n) for n in range(amount + OVER)] == [True] * amount + [False] * OVER


# RatingData again, so that a limit that is raised or lifted in the settings fails.
EXPECTED = {
    "account.login_failed.key": 20,
    "account.login_failed_from.ip": 20,
    "account.login_failed_known.key": 20,
    "account.code_failed.key": 20,
    "account.code_failed_known.key": 20,
    "account.way_in.key": 5,
    "account.added.key": 5,
    "account.reset_password_unknown.ip": 20,
    "account.reauthenticate.user": 20,
    "account.change_password.user": 20,
    "account.manage_email.user": 10,
    "account.signup.ip": 400,
}

PREPARE = """
import django
django.setup()
from django.conf import settings
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
from tests.accounts.bursts import BURSTS
for prepare, _ in BURSTS.values():
    prepare()
"""
WORKER = """
import json, sys, django
django.setup()
from django.test.utils import setup_test_environment
setup_test_environment()
from django.conf import settings
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
from tests.accounts.bursts import BURSTS
worker, workers, amounts = int(sys.argv[1]), int(sys.argv[2]), json.loads(sys.argv[3])
let = {}
for limit, (_, tries) in BURSTS.items():
    one = tries()
    let[limit] = sum(one(n) for n in range(worker, amounts[limit] + 5, workers))
print(json.dumps(let))
"""


def test_several_workers_count_together(tmp_path: Path) -> None:
    """Processes on one fresh database, without Redis, as `make run` would start them."""
    (tmp_path / "secret-key").write_text("only for this test " * 3)
    without = {"DATABASE_URL", "REDIS_URL", "CAREERPATH_SECRET_KEY"}
    env = {name: value for name, value in os.environ.items() if name not in without}
    env |= {
        "CAREERPATH_DATA_DIR": str(tmp_path),
        "CAREERPATH_DEBUG": "yes",  # plain names for static files, so that none need collecting
        "DJANGO_SETTINGS_MODULE": "careerpath.settings",
        "EMAIL_URL": "smtp://localhost:9",
    }
    run: dict[str, Any] = {"cwd": ROOT, "env": env}
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], check=True, **run)
    subprocess.run([sys.executable, "-c", PREPARE], check=True, **run)  # noqa: S603  # our own words
    asked = json.dumps(EXPECTED)
    workers = [
        subprocess.Popen(  # noqa: S603  # our own words
            [sys.executable, "-c", WORKER, str(n), str(WORKERS), asked],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, **run,
        )
        for n in range(WORKERS)
    ]  # fmt: skip
    said = [json.loads(worker.communicate(timeout=300)[0]) for worker in workers]
    let = {limit: sum(one[limit] for one in said) for limit in EXPECTED}
    assert {limit: let[limit] <= most for limit, most in EXPECTED.items()} == dict.fromkeys(
        let, True
    )
    assert all(let.values())
