"""The HTTP client that Home Assistant brings, as far as application credentials need it."""

from _conformance.stand_ins import package_getattr

from . import hdrs
from ._body import BasicAuth, FormData
from .client import ClientSession, ClientTimeout, TCPConnector
from .client_exceptions import *  # noqa: F403
from .client_exceptions import __all__ as _errors
from .client_reqrep import ClientResponse, RequestInfo

__version__ = "3.13.3"
__all__ = (
    *_errors,
    "BasicAuth",
    "ClientResponse",
    "ClientSession",
    "ClientTimeout",
    "FormData",
    "RequestInfo",
    "TCPConnector",
    "hdrs",
)

__getattr__ = package_getattr(__name__)
