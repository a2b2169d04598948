"""The public pages of a career path."""

from __future__ import annotations

from django.urls import path

from careerpath.framework import views

app_name = "framework"
urlpatterns = [
    path("", views.home, name="home"),
]
