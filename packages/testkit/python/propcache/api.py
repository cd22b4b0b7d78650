"""Properties that are computed once."""

from functools import cached_property


class under_cached_property:
    """A property whose value is kept in the object's `_cache`."""

    def __init__(self, wrapped):
        self.wrapped = wrapped
        self.__doc__ = wrapped.__doc__
        self.name = wrapped.__name__

    def __get__(self, instance, owner):
        if instance is None:
            return self
        if self.name not in instance._cache:
            instance._cache[self.name] = self.wrapped(instance)
        return instance._cache[self.name]


__all__ = ("cached_property", "under_cached_property")
