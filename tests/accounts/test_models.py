from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from careerpath.accounts.models import User

pytestmark = pytest.mark.django_db


def test_addresses_are_kept_in_small_letters() -> None:
    person = User.objects.create_user("Edith.Stein@Example.ORG", "a long enough password")
    assert (person.email, str(person), person.get_short_name()) == (
        "edith.stein@example.org", "edith.stein@example.org", "edith.stein",
    )  # fmt: skip


def test_editor_needs_an_address_of_their_own(alice: User) -> None:
    with pytest.raises(ValidationError, match="Someone signs in with this address already"):
        User.objects.create_superuser("Alice@example.org", "a long enough password")


def test_make_admin_says_so(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a long enough password")
    with pytest.raises(CommandError, match="That email address is already taken"):
        call_command("createsuperuser", interactive=False, email="alice@example.org")
    assert User.objects.filter(is_superuser=True).count() == 0


def test_editor_may_do_everything() -> None:
    editor = User.objects.create_superuser("edith@example.org", "a long enough password")
    assert (editor.is_staff, editor.is_superuser) == (True, True)
