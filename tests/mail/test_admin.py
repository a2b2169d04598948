from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from careerpath.accounts.models import User
from careerpath.mail.models import OutgoingMail, State, Trouble
from tests.accounts.conftest import text_of
from tests.mail.conftest import SUBJECT, write

LIST = "/admin/mail/outgoingmail/"


@pytest.fixture
def row(db: None, to_server: Callable[[int], None]) -> OutgoingMail:
    to_server(1)
    row = write()
    OutgoingMail.objects.update(state=State.WAITING, trouble=Trouble.SAID_NO, answer="450 4.2.0")
    return row


def test_superusers_see_what_waits_and_why_and_never_the_text(
    as_edith: Client, row: OutgoingMail
) -> None:
    for page in (LIST, f"{LIST}{row.pk}/change/"):
        seen = text_of(as_edith.get(page))
        assert "ada@example.org" in seen
        assert SUBJECT in seen
        assert "The mail server said no to this mail." in seen
        assert "450 4.2.0" in seen
        assert "secret-word" not in seen


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_for_one_and_three(
    count: int, as_edith: Client, row: OutgoingMail, django_assert_num_queries: Callable
) -> None:
    for _ in range(count - 1):
        write()
    as_edith.get(LIST)
    with django_assert_num_queries(4):
        as_edith.get(LIST)


def test_nobody_changes_or_deletes_any(as_edith: Client, row: OutgoingMail) -> None:
    answers = [
        as_edith.post(f"{LIST}{row.pk}/change/", {"state": "refused"}).status_code,
        as_edith.post(f"{LIST}{row.pk}/delete/", {"post": "yes"}).status_code,
        as_edith.get(f"{LIST}add/").status_code,
    ]
    assert answers == [403, 403, 403]
    as_edith.post(LIST, {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})
    assert OutgoingMail.objects.get().state == State.WAITING


def test_editors_with_every_right_see_none(client: Client, bob: User, row: OutgoingMail) -> None:
    bob.is_staff = True
    bob.save()
    bob.user_permissions.set(Permission.objects.filter(content_type__app_label="mail"))
    client.force_login(bob)
    assert client.get(LIST).status_code == 403
    assert client.get(f"{LIST}{row.pk}/change/").status_code == 403
    assert "outgoingmail" not in text_of(client.get("/admin/"))
