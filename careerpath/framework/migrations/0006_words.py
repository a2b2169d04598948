"""The models' words (names and help texts), which changed no table: they stand where the fields are made.

Kept because databases have it in their list; as 259 operations of their own they were most of what a first start took.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("framework", "0005_skill_succession_and_meaning")]
    operations = []
