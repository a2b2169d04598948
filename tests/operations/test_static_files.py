"""What `collectstatic` collects: all that a page loads, and of packages nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.admin.sites import site
from django.contrib.staticfiles.finders import get_finders
from django.template.utils import get_app_template_dirs

from careerpath.operations.apps import StaticFilesInUse


@pytest.fixture(scope="module")
def collected() -> set[str]:
    ignored = StaticFilesInUse.ignore_patterns
    return {name for finder in get_finders() for name, _ in finder.list(ignored)}


def test_of_packages_that_bring_much_only_what_is_used(collected: set[str]) -> None:
    theirs = {"js-lib-bootstrap5", "django_htmx"}

    assert {name for name in collected if name.split("/")[0] in theirs} == {
        "js-lib-bootstrap5/css/bootstrap-reboot.min.css",
        "js-lib-bootstrap5/css/bootstrap-reboot.min.css.map",
        "django_htmx/htmx-2.min.js",
    }


def test_whatever_a_template_names_is_collected(collected: set[str]) -> None:
    named = {
        name
        for folder in [
            settings.BASE_DIR / "careerpath/templates",
            *get_app_template_dirs("templates"),
        ]
        for template in Path(folder).rglob("*.html")
        for name in re.findall(r"{% static ['\"]([^'\"]+)", template.read_text(encoding="utf-8"))
    }

    assert "admin/css/base.css" in named
    assert "careerpath/css/tokens.css" in named
    assert named - collected == set()


def test_whatever_admin_loads_is_collected(collected: set[str]) -> None:
    """With DEBUG off, as tests run: the packed scripts."""
    written = "".join(str(admin.media) for admin in site._registry.values())
    named = set(re.findall(rf'"{settings.STATIC_URL}([^"]+)"', written))

    assert "admin/js/vendor/jquery/jquery.min.js" in named
    assert named - collected == set()
