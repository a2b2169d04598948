"""The database's table as the cache."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache


class TableCache(DatabaseCache):
    """Django's, which does not call a key taken where in truth nothing can be written.

    The sign-in limits would be told that somebody is counting just now, and a person that they had
    tried too often.
    """

    def add(
        self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: Any = None
    ) -> bool:
        """Keep it under a key that is free; raises DatabaseError where that can't be done."""
        added: bool = super().add(key, value, timeout, version)
        if not added and not self.has_key(key, version):
            # Given back by another since, or not to be written: a deletion of nothing tells which.
            self.delete(f"nothing-{uuid4()}")
        return added
