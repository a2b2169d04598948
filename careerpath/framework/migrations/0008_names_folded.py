"""Names are compared folded, in one way on both databases; see careerpath/folding.py.

Names that differ in case alone, as SQLite let them before, are told and stop the upgrade: which of
two is meant, only whoever keeps them knows.
"""

import django.db.models
from django.core.management import CommandError
from django.db import migrations

from careerpath.folding import FUNCTION, ON_POSTGRESQL, Folded, clashes, told

NAMED = [("Skill", ()), ("SkillAlias", ()), ("SkillGroup", ("path",))]


def teach(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ON_POSTGRESQL, params=None)


def forget(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION {FUNCTION}(text)", params=None)


def look(apps, schema_editor):
    for name, within in NAMED:
        if said := told(clashes(apps.get_model("framework", name), "name", within)):
            raise CommandError(said)


def unique(*fields, name, error):
    return django.db.models.UniqueConstraint(*fields, name=name, violation_error_message=error)


class Migration(migrations.Migration):
    dependencies = [("framework", "0007_stamp")]
    operations = [
        migrations.RunPython(teach, forget),
        migrations.RunPython(look, migrations.RunPython.noop),
        migrations.RemoveConstraint("skill", "skill_name_any_case"),
        migrations.RemoveConstraint("skillalias", "skill_alias_any_case"),
        migrations.RemoveConstraint("skillgroup", "skill_group_name_any_case"),
        migrations.AddConstraint(
            "skill",
            unique(
                Folded("name"),
                name="skill_name_any_case",
                error="There is a skill of this name already.",
            ),
        ),
        migrations.AddConstraint(
            "skillalias",
            unique(
                Folded("name"),
                name="skill_alias_any_case",
                error="A skill goes by this name already.",
            ),
        ),
        migrations.AddConstraint(
            "skillgroup",
            unique(
                "path",
                Folded("name"),
                name="skill_group_name_any_case",
                error="This path has a group of this name already.",
            ),
        ),
    ]
