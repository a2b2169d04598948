"""What the environment says, for settings.py: what makes no sense is refused by its name.

Nothing else of the app reads the environment, and no sentence shows a secret. Every variable has
rows in tests/test_environment.py, and one in docs/deploy.md.

- words.py      yes or no, numbers, folders, keys: one value each
- addresses.py  where people and mail go, and Redis
- databases.py  SQLite or PostgreSQL
- options.py    what an address says behind its question mark
"""
