"""YAML, as far as settings are written in it: everything else stands in."""

import json

from _conformance.stand_ins import package_getattr, stand_in

from ._blocks import Beyond, read

_rest = package_getattr(__name__)


def __getattr__(name):
    return _rest(name)


class YAMLError(Exception):
    """An error of this package."""


class MarkedYAMLError(YAMLError):
    """An error at a place of the document."""


def safe_load(stream):
    """The value of a document: what goes beyond mappings, lists and plain values is not known."""
    text = stream if isinstance(stream, (str, bytes)) else stream.read()
    text = text.decode() if isinstance(text, bytes) else text
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        return read(text)
    except (Beyond, RecursionError, TypeError):
        return stand_in("yaml.safe_load")


def load(stream, Loader=None):
    """The value of a document."""
    return safe_load(stream)


def safe_dump(data, stream=None, **options):
    """A document of a value: JSON is one."""
    text = f"{json.dumps(data, default=str)}\n"
    return text if stream is None else stream.write(text)


dump = safe_dump
