"""Which app answers which address."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("careerpath.framework.urls")),
    path("assessments/", include("assessments.urls")),
    path("roadmap/", include("roadmap.urls")),
    path("accounts/", include("allauth.urls")),
    path("", include("careerpath.preferences")),
    path("", include("careerpath.accounts.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "careerpath.errors.bad_request"
