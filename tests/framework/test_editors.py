from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.test import Client


def test_editors_have_every_right_on_the_framework_and_none_on_people(db: None) -> None:
    rights = Group.objects.get(name="Editors").permissions
    assert set(rights.values_list("content_type__app_label", flat=True)) == {"framework"}
    models = {model._meta.model_name for model in apps.get_app_config("framework").get_models()}
    assert set(rights.values_list("codename", flat=True)) == {
        f"{right}_{model}" for right in ("add", "change", "delete", "view") for model in models
    }


def test_editors_see_the_framework_and_nothing_of_people(editor: Client) -> None:
    page = editor.get("/admin/")
    shown = {app["app_label"] for app in page.context["app_list"]}
    assert shown == {"framework"}


@pytest.mark.parametrize("next_page", ["/admin/", "/admin/framework/skill/?q=a"])
def test_admin_sends_a_stranger_to_the_one_sign_in(
    next_page: str, client: Client, db: None
) -> None:
    answer = client.get(next_page, follow=True)
    address_, query = answer.redirect_chain[-1][0].split("?")
    assert address_ == "/accounts/login/"
    assert query.startswith("next=%2Fadmin%2F")


def test_admin_turns_away_who_is_no_editor_without_a_loop(as_bob: Client) -> None:
    answer = as_bob.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert [url for url, _ in answer.redirect_chain] == ["/admin/login/?next=/admin/"]
