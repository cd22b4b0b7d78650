"""The host's web server."""

from _conformance.stand_ins import package_getattr
from homeassistant.helpers.http import KEY_AUTHENTICATED, HomeAssistantView, current_request

__getattr__ = package_getattr(__name__)
__all__ = ("KEY_AUTHENTICATED", "HomeAssistantView", "current_request")
DOMAIN = "http"
