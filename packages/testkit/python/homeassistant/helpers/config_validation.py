"""Validators of configuration."""

import voluptuous as vol
from _conformance.stand_ins import module_getattr

__getattr__ = module_getattr(__name__)

PLATFORM_SCHEMA = vol.Schema({}, extra=vol.ALLOW_EXTRA)
PLATFORM_SCHEMA_BASE = PLATFORM_SCHEMA
positive_int = vol.All(vol.Coerce(int), vol.Range(min=0))
positive_float = vol.All(vol.Coerce(float), vol.Range(min=0))
small_float = vol.All(vol.Coerce(float), vol.Range(min=0, max=1))
byte = vol.All(vol.Coerce(int), vol.Range(min=0, max=255))
port = vol.All(vol.Coerce(int), vol.Range(min=1, max=65535))
match_all = object


def string(value):
    if value is None:
        raise vol.Invalid("string value is None")
    if isinstance(value, (list, dict)):
        raise vol.Invalid("value should be a string")
    return str(value)


def boolean(value):
    return vol.Boolean(value)


def url(value):
    return vol.Url(str(value))


def ensure_list(value):
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


class multi_select:
    """Some of several options."""

    def __init__(self, options):
        self.options = options

    def __call__(self, selected):
        if not isinstance(selected, list):
            raise vol.Invalid("Not a list")
        for value in selected:
            if value not in self.options:
                raise vol.Invalid(f"{value} is not a valid option")
        return selected


def slug(value):
    return string(value)


def _empty(domain):
    return vol.Schema({domain: dict}, extra=vol.ALLOW_EXTRA)


empty_config_schema = config_entry_only_config_schema = platform_only_config_schema = _empty


def removed(key, **options):
    return lambda config: config


deprecated = removed
