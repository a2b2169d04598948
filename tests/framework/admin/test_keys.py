from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from careerpath.keys import is_key

from .pages import address

PAGES = [m for m in admin.site._registry if m._meta.app_label in {"framework", "accounts"}]


@pytest.mark.parametrize("text", ["1", "0", "007", "9" * 18])
def test_number_of_a_row(text: str) -> None:
    assert is_key(text)


@pytest.mark.parametrize("text", ["", "²", "٣", "Ⅷ", "-1", "+1", "1_0", " 1", "1\n", "9" * 19])
def test_what_only_looks_like_one(text: str) -> None:
    assert not is_key(text)


@pytest.mark.parametrize("model", PAGES)
@pytest.mark.parametrize("page", ["change", "delete"])
def test_address_of_no_row_leads_where_a_missing_row_does(
    model: Any, page: str, editor: Client
) -> None:
    """A post there was a server error: the row was locked before it was looked for."""
    there = address(model, "changelist")
    for method, key in [("get", "²"), ("post", "²"), ("post", "99"), ("post", "9" * 25)]:
        answer = getattr(editor, method)(f"{there}{key}/{page}/", {"post": "yes"})
        assert answer.status_code in {302, 403, 404}, (method, key)


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_a_list_is_narrowed_by_no_number_beyond_any_rows(model: Any, as_edith: Client) -> None:
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    assert as_edith.get(page, {"id__in": f"1,{'9' * 19}"}).status_code == 400


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_no_row_is_chosen_by_what_is_no_number_of_one(model: Any, as_edith: Client) -> None:
    page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    chosen = {"action": "delete_selected", "index": "0"}
    for key in ("²", "", "one", "9" * 19):
        answer = as_edith.post(page, chosen | {"_selected_action": ["1", key]})
        assert answer.status_code == 400, key
