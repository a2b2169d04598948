"""How much is read at once, and what is guarded in what goes out."""

from __future__ import annotations

MOST_BYTES = 5 * 1024 * 1024
MOST_FILES = 200
MOST_UNPACKED = 20 * 1024 * 1024
MOST_RATIO = 100
GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a spreadsheet take a cell of CSV for a formula, at its start."""
