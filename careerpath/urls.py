"""Which app answers which address."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

urlpatterns = [
    path("", include("careerpath.framework.urls")),
    path("assessments/", include("assessments.urls")),
    path("roadmap/", include("roadmap.urls")),
    path("accounts/", include("allauth.urls")),
    path("theme/", include("careerpath.preferences")),
    # Sign-in happens in one place, with its limits and second factor.
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/", admin.site.urls),
]
