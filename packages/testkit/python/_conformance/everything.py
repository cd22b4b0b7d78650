"""Imports all that a module may need, so that it is there once the memory is copied."""

import importlib
from json import loads

from . import version

_PACKAGES = """
    aiohttp aiohttp.hdrs aiohttp.helpers async_timeout attr attrs jwt multidict orjson probatio propcache propcache.api
    slugify voluptuous yaml yarl
    homeassistant homeassistant.components homeassistant.components.http
    homeassistant.components.application_credentials homeassistant.config_entries homeassistant.const
    homeassistant.core homeassistant.data_entry_flow homeassistant.exceptions homeassistant.helpers homeassistant.helpers.aiohttp_client
    homeassistant.helpers.config_entry_oauth2_flow homeassistant.helpers.config_validation
    homeassistant.helpers.http homeassistant.helpers.network homeassistant.helpers.oauth2
    homeassistant.helpers.selector homeassistant.helpers.typing homeassistant.helpers.update_coordinator homeassistant.util homeassistant.util.dt homeassistant.util.hass_dict
    _conformance.runner
    abc ast asyncio asyncio.timeouts base64 collections contextlib copy dataclasses datetime decimal enum functools
    hashlib hmac html http http.cookies inspect io itertools json linecache logging logging.handlers math operator
    os pathlib random re secrets shutil ssl string struct sys tempfile textwrap threading time traceback types typing
    unicodedata urllib.parse urllib.request uuid warnings zoneinfo
"""


def import_all(model):
    """Imports it, with the host of a version (its model as JSON)."""
    version.choose(loads(model))
    for name in _PACKAGES.split():
        importlib.import_module(name)
