"""The host's shared data."""

from _conformance.stand_ins import module_getattr

__getattr__ = module_getattr(__name__)


class _Key(str):
    """A key of the shared data that says the type of its value."""

    __slots__ = ()

    def __class_getitem__(cls, item):
        return cls


class HassKey(_Key):
    """A key of the shared data."""

    __slots__ = ()


class HassEntryKey(_Key):
    """A key of the shared data, by entry."""

    __slots__ = ()


class HassDict(dict):
    """The shared data."""

    __slots__ = ()

    def __missing__(self, key):
        error = KeyError(key)
        error.missing = {"_tag": "Data", "key": str(key)}
        raise error
