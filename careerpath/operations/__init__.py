"""App: running the thing. Serving, watching, logging, backing up; nothing about careers.

- serve.py    `python -m careerpath.operations.serve`: gunicorn, after a look at the port
- health.py   the routes for whoever watches it
- readiness.py  what the app can't do now, found out by trying it
- reading.py  whoever reads a page does not wait for who writes
- room.py     how many requests are in the app at once
- headers.py  the security headers no package sends
- logs.py     log lines without personal data
- archive.py  every row as one file, and back, on any database
- table_cache.py  the database as the cache
- cache.py    Redis, and the database while it does not answer
"""
