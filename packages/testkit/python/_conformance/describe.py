"""Describes a module's values as plain data."""

import re
from collections.abc import Mapping
from math import isfinite

from . import stand_ins

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
_EXACT = 2**53
_DEEPEST = 24


def type_name(kind):
    """A type's qualified name, without `builtins`."""
    module = getattr(kind, "__module__", None)
    name = getattr(kind, "__qualname__", None) or kind.__name__
    return name if module in (None, "builtins") else f"{module}.{name}"


def without_addresses(text):
    """Printed forms differ from run to run only in addresses of memory."""
    return _ADDRESS.sub("", text) if " at 0x" in text else text


def printed(value):
    """A value's printed form, also where its `__repr__` fails."""
    try:
        return without_addresses(repr(value))
    except Exception as error:
        return f"<{type_name(type(value))} whose printed form fails: {type_name(type(error))}>"


def describe(value, depth=0):
    """Plain data for a value. What is not known of it has marks, which are recorded."""
    kind = type(value)
    if kind is str:
        stand_ins.note_marks(value)
        return value
    if value is None or kind is bool:
        return value
    if kind is int and -_EXACT <= value <= _EXACT:
        return value
    if kind is float and isfinite(value):
        return value
    if depth > _DEEPEST:
        return {"$type": type_name(kind), "$repr": "..."}
    if kind is dict:
        return _mapping(value, depth)
    if kind is list or kind is tuple:
        return [describe(item, depth + 1) for item in value]
    origin = stand_ins.origin_of(value)
    if origin is not None:
        return _text(stand_ins.marker(origin))
    if isinstance(value, Mapping):
        return _mapping(value, depth)
    if isinstance(value, str):
        return _text(str.__str__(value))
    return {"$type": type_name(kind), "$repr": _text(printed(value))}


def _text(value):
    stand_ins.note_marks(value)
    return value


def _mapping(value, depth):
    try:
        items = list(value.items())
    except Exception:
        return {"$type": type_name(type(value)), "$repr": _text(printed(value))}
    described = {}
    for key, item in items:
        if not isinstance(key, str):
            return {"$type": type_name(type(value)), "$repr": _text(printed(value))}
        described[_text(str.__str__(key))] = describe(item, depth + 1)
    return described
