from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from careerpath.accounts.models import User


@pytest.fixture
def editor(db: None) -> Client:
    """Signed in with the rights of the editors' group and no others."""
    person = User.objects.create_user("ed@example.org", "a long enough password", is_staff=True)
    person.groups.add(Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(person)
    return client
