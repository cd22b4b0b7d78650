"""What nobody is to see is taken out of data."""

from collections.abc import Mapping

from _conformance.stand_ins import module_getattr, origin_of, touch

__getattr__ = module_getattr(__name__)

REDACTED = "**REDACTED**"


def partial_redact(x, unmasked_prefix=4, unmasked_suffix=4):
    """A text of which only the ends are left, and nothing where it is short."""
    if not isinstance(x, str) or len(x) < 2 * (unmasked_prefix + unmasked_suffix):
        return REDACTED
    return f"{x[:unmasked_prefix]}***{x[-unmasked_suffix:]}"


def async_redact_data(data, to_redact):
    """A copy of data in which members of some names have no value, or one that a function makes of it."""
    for name in to_redact:
        if (origin := origin_of(name)) is not None:
            touch(origin)
    return _redacted(data, to_redact)


def _redacted(data, to_redact):
    if isinstance(data, list):
        return [_redacted(item, to_redact) for item in data]
    if not isinstance(data, Mapping):
        return data
    return {name: _member(name, value, to_redact) for name, value in data.items()}


def _member(name, value, to_redact):
    if value is None or (type(value) is str and not value):
        return value
    if name in to_redact:
        return to_redact[name](value) if isinstance(to_redact, Mapping) else REDACTED
    return _redacted(value, to_redact)
