"""Where roadmaps are read."""

from __future__ import annotations

from django.urls import path

from roadmap import views

app_name = "roadmap"

urlpatterns = [
    path("", views.latest, name="latest"),
    path("switch/<slug:path>/", views.switch_to, name="switch"),
    path("<uuid:assessment>/", views.detail, name="detail"),
    path("<uuid:assessment>/proof/", views.proof, name="proof"),
    path("<uuid:assessment>/proof.json", views.proof_json, name="proof_json"),
    path("<uuid:assessment>/projects/<slug:level>/<slug:project>/", views.project, name="project"),
    path("<uuid:assessment>/keep/", views.keep, name="keep"),
]
