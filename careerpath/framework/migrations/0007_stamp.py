"""The table of the framework's stamp; its triggers are made after each migration (caching/stamp.py).

Not a model: nobody edits it, and a backup leaves it behind because rows put back make a new one.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("framework", "0006_words")]
    operations = [
        migrations.RunSQL(
            [
                "CREATE TABLE framework_stamp "
                "(id integer PRIMARY KEY CHECK (id = 1), value text NOT NULL)",
                "INSERT INTO framework_stamp (id, value) VALUES (1, 'first')",
            ],
            "DROP TABLE framework_stamp",
        ),
    ]
