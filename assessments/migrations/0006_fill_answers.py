"""Answers in short for what was finished before; in batches, each kept as it is done.

Whoever counts people reads the ratings where there are none yet, so nothing waits for this.
"""

from django.db import migrations

BATCH = 500


def fill(apps, schema_editor):
    """A batch after the other, from the last one's end."""
    assessments = apps.get_model("assessments", "Assessment").objects.using(
        schema_editor.connection.alias
    )
    skills = apps.get_model("framework", "Skill").objects.using(schema_editor.connection.alias)
    keys = dict(skills.values_list("public_id", "pk"))
    left = assessments.filter(completed_at__isnull=False, answers=None).order_by("pk")
    last = 0
    while batch := list(left.filter(pk__gt=last).only("pk", "asked")[:BATCH]):
        ratings = apps.get_model("assessments", "SkillRating").objects.using(
            schema_editor.connection.alias
        )
        said = {row.pk: _asked(row.asked, keys) for row in batch}
        for pk, skill, value, marked in ratings.filter(assessment__in=list(said)).values_list(
            "assessment", "skill", "proficiency", "not_relevant"
        ):
            said[pk][skill] = "n" if marked else "-" if value is None else str(value)
        for row in batch:
            row.answers = _text(said[row.pk])
        assessments.bulk_update(batch, ["answers"])
        last = batch[-1].pk


def _asked(path, keys):
    """Everything that was asked, unrated; a skill that is gone has no key and no rating."""
    asked = (asks["skill"] for level in path["levels"] for asks in level["requirements"])
    return {keys[skill]: "-" for skill in asked if skill in keys}


def _text(said):
    skills = sorted(said)
    return f"{' '.join(map(str, skills))}:{''.join(said[skill] for skill in skills)}"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("assessments", "0005_answers")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
