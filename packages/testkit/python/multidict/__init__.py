"""Dictionaries with several values for a key, as yarl and aiohttp give them."""

from collections.abc import Mapping

_missing = object()


class istr(str):
    """A key whose case does not count."""


class MultiMapping(Mapping):
    """A read-only dictionary with several values for a key."""

    __slots__ = ("_items",)

    def __init__(self, items=(), **kwargs):
        self._items = _pairs(items) + list(kwargs.items())

    @staticmethod
    def _key(key):
        return key

    def __getitem__(self, key):
        return self.getone(key)

    def getone(self, key, default=_missing):
        wanted = self._key(key)
        for name, value in self._items:
            if self._key(name) == wanted:
                return value
        if default is not _missing:
            return default
        raise KeyError(key)

    def getall(self, key, default=_missing):
        wanted = self._key(key)
        found = [value for name, value in self._items if self._key(name) == wanted]
        if found:
            return found
        if default is not _missing:
            return default
        raise KeyError(key)

    def get(self, key, default=None):
        return self.getone(key, default)

    def __contains__(self, key):
        return isinstance(key, str) and any(self._key(name) == self._key(key) for name, _ in self._items)

    def __iter__(self):
        return iter([name for name, _ in self._items])

    def __len__(self):
        return len(self._items)

    def keys(self):
        return [name for name, _ in self._items]

    def values(self):
        return [value for _, value in self._items]

    def items(self):
        return list(self._items)

    def copy(self):
        return type(self)(self._items)

    def __eq__(self, other):
        if isinstance(other, MultiMapping):
            return [(self._key(k), v) for k, v in self._items] == [(self._key(k), v) for k, v in other._items]
        if isinstance(other, Mapping):
            return len(self) == len(other) and all(key in self and self[key] == other[key] for key in other)
        return NotImplemented

    __hash__ = None

    def __repr__(self):
        inner = ", ".join(f"{name!r}: {value!r}" for name, value in self._items)
        return f"<{type(self).__name__}({inner})>"


class MultiDictProxy(MultiMapping):
    """A read-only view."""

    __slots__ = ()


class CIMultiDictProxy(MultiMapping):
    """A read-only view in which the case of keys does not count."""

    __slots__ = ()

    @staticmethod
    def _key(key):
        return key.lower()


class MutableMultiMapping(MultiMapping):
    """A dictionary with several values for a key."""

    __slots__ = ()

    def add(self, key, value):
        self._items.append((key, value))

    def extend(self, items=(), **kwargs):
        self._items.extend(_pairs(items) + list(kwargs.items()))

    def __setitem__(self, key, value):
        self.update([(key, value)])

    def __delitem__(self, key):
        if key not in self:
            raise KeyError(key)
        wanted = self._key(key)
        self._items = [(name, value) for name, value in self._items if self._key(name) != wanted]

    def setdefault(self, key, default=None):
        if key not in self:
            self.add(key, default)
        return self[key]

    def pop(self, key, default=_missing):
        value = self.getone(key, default)
        if key in self:
            del self[key]
        return value

    popone = pop

    def popall(self, key, default=_missing):
        values = self.getall(key, default)
        if key in self:
            del self[key]
        return values

    def update(self, items=(), **kwargs):
        """Replaces a key's values in place, and appends what is new."""
        new = _pairs(items) + list(kwargs.items())
        keys = {self._key(name) for name, _ in new}
        kept = []
        placed = set()
        for name, value in self._items:
            key = self._key(name)
            if key not in keys:
                kept.append((name, value))
            elif key not in placed:
                placed.add(key)
                kept.extend(pair for pair in new if self._key(pair[0]) == key)
        kept.extend(pair for pair in new if self._key(pair[0]) not in placed)
        self._items = kept

    def clear(self):
        self._items = []


class MultiDict(MutableMultiMapping):
    """A dictionary with several values for a key."""

    __slots__ = ()


class CIMultiDict(MutableMultiMapping):
    """A dictionary with several values for a key, whose case does not count."""

    __slots__ = ()

    @staticmethod
    def _key(key):
        return key.lower()


def _pairs(items):
    if type(items) is dict:
        return list(items.items())
    if type(items) is CIMultiDict:
        return items._items[:]
    if not items:
        return []
    if isinstance(items, MultiMapping):
        return list(items._items)
    if hasattr(items, "keys"):
        return [(key, items[key]) for key in items.keys()]
    return [(key, value) for key, value in items]
