"""The people who keep the framework: a group with every right on it, and none on people's data."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.apps import apps as all_apps
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions

EDITORS = "Editors"


def keep_editors(
    sender: AppConfig,
    *,
    using: str,
    apps: Apps = all_apps,  # `flush` sends none
    **_kwargs: Any,
) -> None:
    """After a migration: make the group where it is missing and give it the framework's rights.

    Rights on new models are added; what a superuser gave the group besides stays. Halfway
    through the migrations, with nowhere to keep a group yet, nothing happens.
    """
    try:
        Group = apps.get_model("auth", "Group")  # a class, as migrations name it
        Permission = apps.get_model("auth", "Permission")
    except LookupError:
        return
    # Ours runs before the one that makes the permissions; asking twice changes nothing.
    create_permissions(sender, verbosity=0, using=using, apps=apps)
    group, _ = Group._default_manager.using(using).get_or_create(name=EDITORS)
    rights = Permission._default_manager.using(using)
    group.permissions.add(*rights.filter(content_type__app_label=sender.label))
