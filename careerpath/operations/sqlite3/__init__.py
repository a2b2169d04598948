"""Django's SQLite, whose writers wait in a queue. `ENGINE` in settings.py."""
