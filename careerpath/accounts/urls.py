"""A person's own page. Signing up and in, passwords and second factors are allauth's addresses."""

from __future__ import annotations

from django.urls import path

from careerpath.accounts import views

app_name = "accounts"
urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/export/", views.export_everything, name="export"),
    path("account/delete/", views.delete_everything, name="delete"),
    # Sign-in happens in one place, with its limits and second factor.
    path("admin/login/", views.admin_sign_in, name="admin_sign_in"),
]
