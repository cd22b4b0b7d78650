"""The host's own addresses."""

from _conformance.stand_ins import module_getattr
from homeassistant.exceptions import HomeAssistantError
from yarl import URL

from .http import current_request, without_request

__getattr__ = module_getattr(__name__)

TYPE_URL_INTERNAL = "internal_url"
TYPE_URL_EXTERNAL = "external_url"


class NoURLAvailableError(HomeAssistantError):
    """The host has no address of the kind wanted."""


def _wanted(url, require_ssl, require_standard_port):
    if url is None:
        return False
    parsed = URL(url)
    if require_ssl and parsed.scheme != "https":
        return False
    return not require_standard_port or parsed.is_default_port()


def get_url(
    hass,
    *,
    require_current_request=False,
    require_ssl=False,
    require_standard_port=False,
    require_cloud=False,
    allow_internal=True,
    allow_external=True,
    allow_cloud=True,
    allow_ip=None,
    prefer_external=None,
    prefer_cloud=False,
):
    """An address of the host."""
    if require_current_request and current_request.get() is None:
        raise without_request(NoURLAvailableError())
    choices = []
    if allow_internal and not require_cloud:
        choices.append(hass.config.internal_url)
    if allow_external and not require_cloud:
        choices.append(hass.config.external_url)
    if prefer_external:
        choices.reverse()
    for url in choices:
        if _wanted(url, require_ssl, require_standard_port):
            return str(URL(url)).rstrip("/")
    raise NoURLAvailableError


def is_internal_request(hass):
    return False
