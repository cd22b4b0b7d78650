"""JSON as bytes."""

import json
from dataclasses import asdict, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from json import JSONDecodeError
from uuid import UUID

from _conformance.stand_ins import package_getattr

__getattr__ = package_getattr(__name__)

JSONEncodeError = TypeError
OPT_APPEND_NEWLINE, OPT_INDENT_2, OPT_NAIVE_UTC, OPT_NON_STR_KEYS = 1024, 1, 2, 4
OPT_OMIT_MICROSECONDS, OPT_PASSTHROUGH_DATACLASS, OPT_PASSTHROUGH_DATETIME = 8, 2048, 512
OPT_PASSTHROUGH_SUBCLASS, OPT_SERIALIZE_DATACLASS, OPT_SERIALIZE_NUMPY = 256, 0, 16
OPT_SERIALIZE_UUID, OPT_SORT_KEYS, OPT_STRICT_INTEGER, OPT_UTC_Z = 0, 32, 64, 128


class Fragment:
    """A piece of JSON that is ready."""

    def __init__(self, contents):
        self.contents = contents


def _plain(default):
    def plain(value):
        if is_dataclass(value):
            return asdict(value)
        if isinstance(value, (date, datetime, time)):
            return value.isoformat()
        if isinstance(value, UUID):
            return str(value)
        if isinstance(value, Enum):
            return value.value
        if default is None:
            raise TypeError(f"Type is not JSON serializable: {type(value).__name__}")
        return default(value)

    return plain


def dumps(obj, default=None, option=None):
    """A value as JSON."""
    option = option or 0
    text = json.dumps(
        obj,
        default=_plain(default),
        ensure_ascii=False,
        allow_nan=False,
        indent=2 if option & OPT_INDENT_2 else None,
        separators=(",", ": ") if option & OPT_INDENT_2 else (",", ":"),
        sort_keys=bool(option & OPT_SORT_KEYS),
    )
    return (text + ("\n" if option & OPT_APPEND_NEWLINE else "")).encode()


def _no_constant(name):
    raise JSONDecodeError(f"{name} is not JSON", name, 0)


def loads(obj):
    """The value of JSON."""
    text = obj if isinstance(obj, str) else bytes(obj).decode()
    return json.loads(text, parse_constant=_no_constant)
