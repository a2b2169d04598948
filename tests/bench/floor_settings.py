"""The app's settings with nothing but the floor: what `django-admin startproject` would set up."""

from __future__ import annotations

from careerpath.settings import *  # noqa: F403  # the same database, rows of sessions and key

ROOT_URLCONF = "tests.bench.floor"
# Ours reads a session together with its person; the floor asks twice, as any project does.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
WSGI_APPLICATION = "tests.bench.floor.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",  # sign-in does not start without it
]
# As Django has it: a connection a request.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
DATABASES["default"]["OPTIONS"].pop("pool", None)  # noqa: F405
