"""How much is read at once."""

from __future__ import annotations

MOST_BYTES = 5 * 1024 * 1024
MOST_FILES = 200
MOST_UNPACKED = 20 * 1024 * 1024
MOST_RATIO = 100
