"""What is worked out once for the very same object, such as a protocol that many requests name."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

MOST_KEPT = 1_024

T = TypeVar("T")


class Kept(Generic[T]):
    """Values by the identity of their owners and a key; owners are held, so that ids stay theirs.

    A protocol is long, and comparing two of them costs more than what is kept. What is kept is
    shared: it is frozen, or nobody changes it. So many are kept, and the oldest is forgotten.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._held: dict[Hashable, tuple[object, T]] = {}

    def get(self, owner: object, key: Hashable, make: Callable[[], T]) -> T:
        """The value that was made for this owner and key, or a new one."""
        return self._get((id(owner), key), owner, make)

    def get_of(self, owners: Sequence[object], key: Hashable, make: Callable[[], T]) -> T:
        """The same for several owners in this order, such as the products of a request."""
        return self._get((tuple(map(id, owners)), key), owners, make)

    def _get(self, place: Hashable, owners: object, make: Callable[[], T]) -> T:
        held = self._held.get(place)
        if held is None:
            value = make()
            if len(self._held) >= self._most:
                del self._held[next(iter(self._held))]  # the oldest
            held = self._held[place] = owners, value
        return held[1]
