"""An index that is read newest first, in pages, without walking what lies outside the page."""

from bisect import bisect_left, bisect_right, insort


class Newest:
    """Items under ascending whole-number keys (an id, or a running number), each item once."""

    def __init__(self) -> None:
        self._keys: list[int] = []
        self._items: dict[int, str] = {}
        self._key_of: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, item: str) -> bool:
        return item in self._key_of

    def add(self, item: str, key: int) -> None:
        """Put `item` under `key`; an item already there stays where it is."""
        if item in self._key_of:
            return
        insort(self._keys, key)
        self._items[key] = item
        self._key_of[item] = key

    def discard(self, item: str) -> None:
        """Take `item` out, if it is there."""
        key = self._key_of.pop(item, None)
        if key is not None:
            del self._keys[bisect_left(self._keys, key)]
            del self._items[key]

    def older(self, than: int | None, since: int, count: int) -> list[tuple[int, str]]:
        """At most `count` (key, item), newest first, with since < key < than."""
        stop = len(self._keys) if than is None else bisect_left(self._keys, than)
        start = max(bisect_right(self._keys, since), stop - count)
        return [(key, self._items[key]) for key in reversed(self._keys[start:stop])]

    def newer(self, than: int, until: int | None, count: int) -> list[tuple[int, str]]:
        """The `count` nearest (key, item) above `than` and below `until`, newest first."""
        start = bisect_right(self._keys, than)
        stop = len(self._keys) if until is None else bisect_left(self._keys, until)
        return [(key, self._items[key]) for key in reversed(self._keys[start : min(stop, start + count)])]

    def newest(self, count: int = 1) -> list[str]:
        """The newest `count` items."""
        return [item for _, item in self.older(None, -1, count)]
