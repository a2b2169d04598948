"""Where roadmaps are read."""

from __future__ import annotations

from django.urls import path

from roadmap import views

app_name = "roadmap"

urlpatterns = [
    path("", views.latest, name="latest"),
    path("switch/<slug:path>/", views.switch_to, name="switch"),
    path("plan/", views.latest_plan, name="latest_plan"),
    path("plan/<slug:path>/", views.plan, name="plan"),
    path("plan/<slug:path>/calendar/", views.calendar_page, name="plan_calendar"),
    path("plan/<slug:path>/calendar.ics", views.calendar_file, name="plan_calendar_file"),
    path("plan/<slug:path>/reminders/", views.reminders, name="reminders"),
    path("reminders/<str:key>/", views.stop_reminders, name="stop_reminders"),
    path("calendar/<str:secret>.ics", views.feed, name="feed"),
    path("plan/<slug:path>/<uuid:item>/", views.plan_item, name="plan_item"),
    path("plan/<slug:path>/<uuid:item>/rate/", views.rate_plan_item, name="rate_plan_item"),
    path("plan/<slug:path>/<uuid:item>/remove/", views.remove_item, name="remove_plan_item"),
    path("practice/<slug:path>/", views.practice, name="practice"),
    path("progress/<slug:path>/", views.progress, name="progress"),
    path("<uuid:assessment>/", views.detail, name="detail"),
    path("<uuid:assessment>/proof/", views.proof, name="proof"),
    path("<uuid:assessment>/proof.json", views.proof_json, name="proof_json"),
    path("<uuid:assessment>/projects/<slug:level>/<slug:project>/", views.project, name="project"),
    path("<uuid:assessment>/keep/", views.keep, name="keep"),
    path("<uuid:assessment>/learn/", views.learn, name="learn"),
    path("<uuid:assessment>/plan/", views.take, name="take"),
]
