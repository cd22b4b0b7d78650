"""The request that the host serves at the moment."""

from contextvars import ContextVar

from _conformance.stand_ins import module_getattr

__getattr__ = module_getattr(__name__)

current_request = ContextVar("current_request", default=None)
KEY_AUTHENTICATED = "ha_authenticated"


def without_request(error):
    """Marks an error as one that there would not be if a request were under way."""
    error.missing = {"_tag": "Request"}
    return error


class HostRequest:
    """The request of the user's browser."""

    def __init__(self, headers):
        from multidict import CIMultiDictProxy

        self.headers = CIMultiDictProxy(headers)


class HomeAssistantView:
    """A view of the host's web server."""

    url = None
    name = None
    extra_urls = ()
    requires_auth = True
    cors_allowed = False


def is_hass_url(hass, url):
    from yarl import URL

    return bool(url) and str(URL(url).origin()) in (hass.config.internal_url, hass.config.external_url)
