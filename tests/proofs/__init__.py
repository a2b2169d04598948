"""The proofs behind docs/quality.md, one file a promise.

Here they run with a small count, in seconds. `make proof-<name>` runs one in full, or with
`COUNT=...`; what a count counts stands in each file's first sentence. DATABASE_URL chooses the
database, SQLite in a file without it.

- server.py   the real server as processes of its own, and a client that speaks HTTP to it
- routes.py   every route of the URL resolver with addresses that fit, for whoever walks them all
- breaks.toml defences taken down on purpose, each with the test that must notice (`make breaks`)
"""
