"""Redis as the cache, and the database's table while Redis does not answer.

Nobody waits for a Redis that is silent, slow or gone: what fails or takes long is asked of the
table, and so is everything for the next seconds. The sign-in limits go on counting there. A count
that Redis held begins anew in the table, so while it comes and goes each limit is twice as high at
most; without a table it would be none at all.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

FALLBACK = "database"
TOO_LONG = 0.1  # seconds for one question; a sign-in asks sixteen
SLOW = f"an answer took longer than {TOO_LONG} s"
PAUSE = 10  # seconds until Redis is asked again
QUIET = 60  # seconds between two lines in the log, of all processes together
log = logging.getLogger(__name__)


class Away:
    """What this process knows of Redis."""

    until = 0.0  # on the monotonic clock


def _passing_by(method: Callable[..., Any]) -> Callable[..., Any]:
    """The method of RedisCache; of the fallback while Redis is away."""

    @wraps(method)
    def ask(cache: RedisCache, *args: Any, **kwargs: Any) -> Any:
        begun = time.monotonic()
        if begun >= Away.until:
            try:
                answer = method(cache, *args, **kwargs)
            except (RedisError, OSError) as error:
                _go_away(str(error))
            else:
                if time.monotonic() - begun > TOO_LONG:
                    _go_away(SLOW)
                return answer
        return getattr(caches[FALLBACK], method.__name__)(*args, **kwargs)

    return ask


def _go_away(why: str) -> None:
    Away.until = time.monotonic() + PAUSE
    # The table is what all processes have in common: the first of them says it.
    if caches[FALLBACK].add("redis-is-away", 1, timeout=QUIET):
        log.warning("Redis is passed by, the database's table counts instead: %s", why)


class RedisOrDatabaseCache(RedisCache):
    """Django's, which asks the cache named FALLBACK while Redis does not answer."""

    add = _passing_by(RedisCache.add)
    get = _passing_by(RedisCache.get)
    set = _passing_by(RedisCache.set)
    touch = _passing_by(RedisCache.touch)
    delete = _passing_by(RedisCache.delete)
    get_many = _passing_by(RedisCache.get_many)
    has_key = _passing_by(RedisCache.has_key)
    incr = _passing_by(RedisCache.incr)
    set_many = _passing_by(RedisCache.set_many)
    delete_many = _passing_by(RedisCache.delete_many)

    def trouble(self) -> str:
        """What keeps Redis from answering now, in words that name no address; asks it at once."""
        begun = time.monotonic()
        try:
            RedisCache.has_key(self, "readiness")
        except (RedisError, OSError):
            return "does not answer"
        return SLOW if time.monotonic() - begun > TOO_LONG else ""

    def clear(self) -> None:
        """Empty both: a count may stand in either."""
        caches[FALLBACK].clear()
        _passing_by(RedisCache.clear)(self)
