"""The public pages of a career path."""

from __future__ import annotations

from django.urls import path

from careerpath.framework import views

app_name = "framework"
urlpatterns = [
    path("", views.home, name="home"),
    path("paths/<slug:path>/", views.overview, name="path"),
    path("paths/<slug:path>/levels/<slug:level>/", views.level, name="level"),
    path("paths/<slug:path>/projects/", views.projects, name="projects"),
    path("paths/<slug:path>/growth/", views.growth, name="growth"),
    path("paths/<slug:path>/interview/", views.interview, name="interview"),
    path("paths/<slug:path>/networking/", views.networking, name="networking"),
    path("paths/<slug:path>/negotiation/", views.negotiation, name="negotiation"),
    path("paths/<slug:path>/transitions/", views.transitions, name="transitions"),
]
