from __future__ import annotations

from django.urls import path

from assessments import claiming, ended, guests, views

app_name = "assessments"

urlpatterns = [
    path("", views.assessment_list, name="list"),
    path("start/<slug:path>/", views.start, name="start"),
    path("forget/", guests.forget_here, name="forget"),
    path("yours/", claiming.claim, name="claim"),
    path("<uuid:assessment>/", views.resume, name="resume"),
    path("<uuid:assessment>/levels/<slug:level>/<slug:group>/", views.screen, name="screen"),
    path("<uuid:assessment>/levels/<slug:level>/", views.screen, name="level"),
    path("<uuid:assessment>/update/", views.update, name="update"),
    path("<uuid:assessment>/projects/<slug:level>/<slug:project>/", views.project, name="project"),
    path("<uuid:assessment>/rate/<slug:skill>/", views.rate, name="rate"),
    path("<uuid:assessment>/answers/", views.answers, name="answers"),
    path("<uuid:assessment>/ended/", ended.ended, name="ended"),
    path("<uuid:assessment>/finish/", views.finish, name="finish"),
    path("<uuid:assessment>/delete/", views.delete, name="delete"),
]
