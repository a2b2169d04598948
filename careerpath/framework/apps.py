from __future__ import annotations

from django.apps import AppConfig


class FrameworkConfig(AppConfig):
    name = "careerpath.framework"
    label = "framework"
    verbose_name = "Career paths"
