"""What is worked out once for the very same object, such as a protocol that many requests name."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

MOST_KEPT = 1_024

T = TypeVar("T")


class Kept(Generic[T]):
    """Values by the identity of their owner and a key; the owner is held, so that its id stays.

    A protocol is long, and comparing two of them costs more than what is kept.
    """

    def __init__(self) -> None:
        self._held: dict[tuple[int, Hashable], tuple[object, T]] = {}

    def get(self, owner: object, key: Hashable, make: Callable[[], T]) -> T:
        """The value that was made for this owner and key, or a new one."""
        place = id(owner), key
        held = self._held.get(place)
        if held is None:
            if len(self._held) >= MOST_KEPT:
                self._held.clear()
            held = self._held[place] = owner, make()
        return held[1]
