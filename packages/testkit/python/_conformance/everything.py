"""Imports all that a module may need, so that it is there once the memory is copied."""

import importlib

for _name in """
    aiohttp aiohttp.hdrs aiohttp.helpers async_timeout jwt multidict voluptuous yarl
    homeassistant homeassistant.components homeassistant.components.http
    homeassistant.components.application_credentials homeassistant.config_entries homeassistant.const
    homeassistant.core homeassistant.exceptions homeassistant.helpers homeassistant.helpers.aiohttp_client
    homeassistant.helpers.config_entry_oauth2_flow homeassistant.helpers.config_validation
    homeassistant.helpers.http homeassistant.helpers.network homeassistant.helpers.typing homeassistant.util
    homeassistant.util.dt homeassistant.util.hass_dict
    _conformance.runner _conformance.steps
    abc ast asyncio asyncio.timeouts base64 collections contextlib copy dataclasses datetime decimal enum functools
    hashlib hmac html http http.cookies inspect io itertools json linecache logging logging.handlers math operator
    os pathlib random re secrets shutil ssl string struct sys tempfile textwrap threading time traceback types typing
    unicodedata urllib.parse urllib.request uuid warnings zoneinfo
""".split():
    importlib.import_module(_name)
