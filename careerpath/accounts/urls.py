"""A person's own page. Signing up and in, passwords and second factors are allauth's addresses."""

from __future__ import annotations

from django.urls import path
from django.views.generic import RedirectView

from careerpath.accounts import kept_forms, views

app_name = "accounts"
urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/kept/", kept_forms.let_go, name="let_go"),
    path("account/export/", views.export_everything, name="export"),
    path("account/earlier/", views.earlier_account, name="earlier"),
    path("account/delete/", views.delete_everything, name="delete"),
    # Admin's own ways to sign in and change a password know no limits and no second factor.
    path("admin/login/", views.admin_sign_in, name="admin_sign_in"),
    path(
        "admin/password_change/",
        RedirectView.as_view(pattern_name="account_change_password"),
        name="admin_password",
    ),
]
