"""An error that a step ended with, as data: also how the host's flow understands it."""

from aiohttp import ClientError
from homeassistant.exceptions import (
    OAuth2TokenRequestError,
    OAuth2TokenRequestReauthError,
    OAuth2TokenRequestTransientError,
)

from . import describe, stand_ins
from .errors import message_of, print_error, where


class StateUnreadable(Exception):
    """The callback's state is not one that the host made."""


class NoToken(Exception):
    """The token has no usable expires_in."""

    def __init__(self, message, resolved):
        super().__init__(message)
        self.resolved = resolved


class UserRejected(Exception):
    """The callback carries an error instead of a code."""


_kinds = (
    ("state", StateUnreadable),
    ("noToken", NoToken),
    ("timeout", TimeoutError),
    ("reauthentication", OAuth2TokenRequestReauthError),
    ("transient", OAuth2TokenRequestTransientError),
    ("tokenRequest", OAuth2TokenRequestError),
    ("client", ClientError),
)
_host_names = {StateUnreadable: "StateUnreadable", NoToken: "NoToken", UserRejected: "UserRejected"}


def kind_of(error):
    """How the host's flow understands an error."""
    return next((kind for kind, type_ in _kinds if isinstance(error, type_)), "other")


def raised(error, touched):
    """The error as data."""
    data = {
        "kind": kind_of(error),
        "type": _host_names.get(type(error)) or describe.type_name(type(error)),
        "message": message_of(error),
        "printed": describe.without_addresses(print_error(error)),
        "where": where(error),
    }
    if isinstance(error, NoToken):
        data["resolved"] = error.resolved
    for origin in stand_ins.find_in(data["printed"]):
        touched[origin] = True
    origin = stand_ins.origin_of(error)
    if origin is not None:
        touched[origin] = True
    return data
