"""gunicorn's settings for the proofs: everything is loaded once, and a killed worker's heir is
there in milliseconds instead of importing for half a second."""

from __future__ import annotations

from typing import Any

preload_app = True


def when_ready(_arbiter: Any) -> None:
    """Load what the first request would; without asking the database anything."""
    from django.template.loader import get_template
    from django.urls import resolve

    resolve("/")
    get_template("assessments/screen.html")
    get_template("assessments/_saved.html")
