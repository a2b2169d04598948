"""The app's addresses and, beside them, the gallery, which only developers need."""

from __future__ import annotations

from django.urls import path

from careerpath.urls import handler400, handler500
from careerpath.urls import urlpatterns as of_the_app
from tests.browser.gallery.views import gallery

__all__ = ["handler400", "handler500", "urlpatterns"]

urlpatterns = [path("gallery/", gallery, name="gallery"), *of_the_app]
