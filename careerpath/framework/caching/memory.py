"""A bounded memory of this process."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, Generic, TypeVar

from careerpath.framework.caching import replica, stamp
from careerpath.framework.models.translatable import language_of_texts

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """Remembers the `most` things asked for last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._things: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """What is remembered under the key, made now if there is nothing."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return self._things[key]
        made = make()  # outside the lock: two may make the same thing at once
        with self._lock:
            self._things[key] = made
            while len(self._things) > self._most:
                self._things.popitem(last=False)
        return made


STAMPS = 2  # a replica shows the one before for a moment longer


class MemoryOfNow(Generic[Value]):
    """Remembers the `most` things made of the framework under each of the stamps asked for last.

    Nobody asks for what was made under an older one again: a stamp never comes back.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._memories: Memory[Memory[Value]] = Memory(STAMPS)

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """What is remembered under the stamp of now and the key, made if there is nothing.

        The language that texts are read in is part of every key.

        One query. The stamp is read first: what commits in between is then kept under a stamp that
        nobody asks for again.
        """
        under = stamp.now(replica.alias())
        memory = self._memories.get(under, lambda: Memory(self._most))
        return memory.get((language_of_texts(), key), make)


_made: MemoryOfNow[Any] = MemoryOfNow(most=500)


def cached(key: Hashable, make: Callable[[], Value]) -> Value:
    """What was made of the framework under the stamp of now; made if nothing was. One query.

    The key names everything else it depends on, and what is made must never be changed.
    """
    thing: Value = _made.get(key, make)
    return thing


_made_for_good: Memory[Any] = Memory(most=200)


def cached_for_good(key: Hashable, make: Callable[[], Value]) -> Value:
    """What was made of the key and of rows that never change once they are there.

    The key names everything else, a language too; what is made must never be changed.
    """
    thing: Value = _made_for_good.get(key, make)
    return thing
