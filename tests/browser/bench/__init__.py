"""How fast the pages reach a slow phone: `make bench-page`. Not a test; it prints figures.

- __main__.py   the real server with real data, the runs, the table
- measuring.py  what one visit and one answer cost, as Chromium tells it
"""
