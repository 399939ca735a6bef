"""What is kept in case somebody asks for it again: the newest, up to a size."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


class Cache(Generic[Thing]):
    """Things by a key; when they take too much room, those go that nobody has asked for longest.

    Parameters
    ----------
    most : int
        Bytes they may take together, as those who put them in say.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.bytes = 0
        self._things: OrderedDict[Hashable, tuple[Thing, int]] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._things)

    def get(self, key: Hashable) -> Thing | None:
        """Return a thing, which becomes the newest; None where it is not kept."""
        with self._lock:
            found = self._things.get(key)
            if found is None:
                return None
            self._things.move_to_end(key)
            return found[0]

    def put(self, key: Hashable, thing: Thing, size: int) -> None:
        """Keep a thing of so many bytes; one that is larger than all room is not kept."""
        with self._lock:
            old = self._things.pop(key, None)
            self.bytes += size - (0 if old is None else old[1])
            self._things[key] = (thing, size)
            while self.bytes > self.most:
                _, (_, gone) = self._things.popitem(last=False)
                self.bytes -= gone

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._things.clear()
            self.bytes = 0
