"""A level's day shares add to at most 100: a trigger, since no check constraint sees several rows."""

from django.db import migrations

MESSAGE = "day_shares_at_most_100: the shares of a level's day add to more than 100 percent"

SQLITE = [
    f"""
    CREATE TRIGGER framework_dayshare_at_most_100_{event.lower()}
    AFTER {event} ON framework_dayshare
    WHEN (SELECT COALESCE(SUM(percent), 0) FROM framework_dayshare
          WHERE level_id = NEW.level_id) > 100
    BEGIN SELECT RAISE(ABORT, '{MESSAGE.replace("'", "''")}'); END
    """
    for event in ("INSERT", "UPDATE")
]

# Locking the level makes two writers of one level's day wait for each other; otherwise neither
# would see the other's share.
POSTGRESQL = [
    f"""
    CREATE FUNCTION framework_dayshare_at_most_100() RETURNS trigger AS $$
    BEGIN
        PERFORM 1 FROM framework_level WHERE id = NEW.level_id FOR UPDATE;
        IF (SELECT COALESCE(SUM(percent), 0) FROM framework_dayshare
            WHERE level_id = NEW.level_id) > 100 THEN
            RAISE EXCEPTION '{MESSAGE.replace("'", "''")}' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NULL;
    END $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER framework_dayshare_at_most_100 AFTER INSERT OR UPDATE ON framework_dayshare
    FOR EACH ROW EXECUTE FUNCTION framework_dayshare_at_most_100()
    """,
]

DROP = {
    "sqlite": [
        "DROP TRIGGER framework_dayshare_at_most_100_insert",
        "DROP TRIGGER framework_dayshare_at_most_100_update",
    ],
    "postgresql": [
        "DROP TRIGGER framework_dayshare_at_most_100 ON framework_dayshare",
        "DROP FUNCTION framework_dayshare_at_most_100",
    ],
}
CREATE = {"sqlite": SQLITE, "postgresql": POSTGRESQL}


def run(statements):
    def apply(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement, params=None)

    return apply


class Migration(migrations.Migration):
    dependencies = [("framework", "0001_initial")]
    operations = [migrations.RunPython(run(CREATE), run(DROP))]
