"""Addresses are compared as names are, in one way on both databases; see careerpath/folding.py."""

from django.core.management import CommandError
from django.db import migrations, models

from careerpath.folding import Folded, clashes, told


def look(apps, schema_editor):
    if said := told(clashes(apps.get_model("accounts", "User"), "email")):
        raise CommandError(said)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_unique_address"),
        ("framework", "0008_names_folded"),  # PostgreSQL learns the function there
    ]
    operations = [
        migrations.RunPython(look, migrations.RunPython.noop),
        migrations.RemoveConstraint("user", "person_email_any_case"),
        migrations.AddConstraint(
            "user", models.UniqueConstraint(Folded("email"), name="person_email_any_case")
        ),
    ]
