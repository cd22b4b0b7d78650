"""The host's HTTP client."""

from _conformance.stand_ins import module_getattr
from aiohttp.client import SERVER_SOFTWARE, HostSession  # noqa: F401
from aiohttp.hdrs import USER_AGENT  # noqa: F401

__getattr__ = module_getattr(__name__)


def async_get_clientsession(hass, verify_ssl=True, family=0, ssl_cipher=None):
    """The session that all integrations share."""
    sessions = hass.data.setdefault("aiohttp_clientsession", {})
    key = (verify_ssl, family, ssl_cipher)
    session = sessions.get(key)
    if session is None:
        session = sessions[key] = HostSession(verify_ssl=verify_ssl)
    return session


def async_create_clientsession(
    hass, verify_ssl=True, auto_cleanup=True, family=0, ssl_cipher=None, **options
):
    """A session of an integration's own."""
    return HostSession(verify_ssl=verify_ssl, **options)
