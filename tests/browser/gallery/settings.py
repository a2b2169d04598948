"""The app's settings in development mode, with the gallery: for `make gallery` alone."""

from __future__ import annotations

from careerpath.settings import *  # noqa: F403  # all of them

DEBUG = True
ROOT_URLCONF = "tests.browser.gallery.urls"
