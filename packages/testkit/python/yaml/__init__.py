"""YAML, as far as it is JSON: everything else stands in."""

import json

from _conformance.stand_ins import package_getattr, stand_in

_rest = package_getattr(__name__)


def __getattr__(name):
    return _rest(name)


class YAMLError(Exception):
    """An error of this package."""


class MarkedYAMLError(YAMLError):
    """An error at a place of the document."""


def safe_load(stream):
    """The value of a document: what is no JSON is not known."""
    text = stream if isinstance(stream, (str, bytes)) else stream.read()
    try:
        return json.loads(text)
    except ValueError:
        return stand_in("yaml.safe_load")


def load(stream, Loader=None):
    """The value of a document: what is no JSON is not known."""
    return safe_load(stream)


def safe_dump(data, stream=None, **options):
    """A document of a value: JSON is one."""
    text = f"{json.dumps(data, default=str)}\n"
    return text if stream is None else stream.write(text)


dump = safe_dump
