"""Which app answers which address."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from careerpath.accounts.confirming import confirm_address
from careerpath.accounts.views import email_addresses

urlpatterns = [
    path("", include("careerpath.framework.urls")),
    path("assessments/", include("assessments.urls")),
    path("roadmap/", include("roadmap.urls")),
    # Before allauth's view of that name: a link leads to an account, whoever's mail it came in.
    path("accounts/confirm-email/<str:key>/", confirm_address, name="account_confirm_email"),
    path("accounts/email/", email_addresses, name="account_email"),
    path("accounts/", include("allauth.urls")),
    path("", include("careerpath.preferences")),
    path("", include("careerpath.accounts.urls")),
    path("admin/", admin.site.urls),
]

handler400 = "careerpath.errors.bad_request"
handler500 = "careerpath.errors.server_error"
