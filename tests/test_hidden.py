"""What is not published is for editors, and an editor is whoever admin would let in."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from careerpath.accounts.models import User
from tests.factories import make_path
from tests.test_access import EXAMPLES, get_resolver_of, routes

WORDS = EXAMPLES | {"path": "hidden", "level": "level-1", "group": "craft"}


def pages_of_a_path() -> dict[str, str]:
    """Every route that takes a path, with the address of the hidden one."""
    found = {}
    for name in routes():
        for _, entries in get_resolver_of(name):
            for _, parameters in entries:
                if "path" in parameters and set(parameters) <= set(WORDS):
                    found[name] = reverse(name, kwargs={key: WORDS[key] for key in parameters})
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"published": False}, {"retired_at": timezone.now()}])
def test_only_who_gets_into_admin_reads_a_hidden_path(
    settings: Any, as_alice: Client, as_edith: Client, edith: User, fields: dict[str, Any]
) -> None:
    make_path("Hidden", **fields)
    pages = pages_of_a_path()

    def seen(client: Client) -> set[str]:
        return {name for name, url in pages.items() if client.get(url).status_code == 200}

    for_editors = seen(as_edith)
    assert len(for_editors) >= 9
    assert seen(Client()) == seen(as_alice) == set()
    settings.STAFF_NEED_SECOND_FACTOR = True
    assert seen(as_edith) == set()
    Authenticator.objects.create(user=edith, type="totp", data={})
    assert seen(as_edith) == for_editors
