"""The host's HTTP client."""

from _conformance.stand_ins import module_getattr
from aiohttp.client import HostSession
from aiohttp.hdrs import USER_AGENT  # noqa: F401

__getattr__ = module_getattr(__name__)

SERVER_SOFTWARE = "HomeAssistant/2026.3.0 aiohttp/3.13 Python/3.14"


def async_get_clientsession(hass, verify_ssl=True, family=0, ssl_cipher=None):
    """The session that all integrations share."""
    sessions = hass.data.setdefault("aiohttp_clientsession", {})
    key = (verify_ssl, family, ssl_cipher)
    session = sessions.get(key)
    if session is None:
        session = sessions[key] = HostSession()
    return session


def async_create_clientsession(
    hass, verify_ssl=True, auto_cleanup=True, family=0, ssl_cipher=None, **options
):
    """A session of an integration's own."""
    return HostSession(**options)
