"""An error that a step ended with, as data: also how the host understands it."""

from contextvars import ContextVar

from aiohttp import ClientError
from homeassistant.exceptions import (
    ConfigEntryAuthFailed,
    ConfigEntryNotReady,
    OAuth2TokenRequestConnectionError,
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


#: What the flow understands, which makes a URL and exchanges a code.
_flow_kinds = (
    ("state", StateUnreadable),
    ("noToken", NoToken),
    ("reauthentication", OAuth2TokenRequestReauthError),
    ("transient", (OAuth2TokenRequestTransientError, OAuth2TokenRequestConnectionError)),
    ("tokenRequest", OAuth2TokenRequestError),
    ("timeout", TimeoutError),
    ("client", ClientError),
)
#: What whoever uses an account understands, which refreshes its token.
_entry_kinds = (
    *_flow_kinds[:4],
    ("reauthentication", ConfigEntryAuthFailed),
    ("transient", ConfigEntryNotReady),
    *_flow_kinds[4:],
)
_host_names = {StateUnreadable: "StateUnreadable", NoToken: "NoToken", UserRejected: "UserRejected"}


def kind_of(error, step=None):
    """How the host understands an error."""
    kinds = _entry_kinds if step == "refresh" else _flow_kinds
    return next((kind for kind, type_ in kinds if isinstance(error, type_)), "other")


def _chain(error):
    """An error, what caused it, and what it came of."""
    seen = []
    while error is not None and not any(error is one for one in seen):
        seen.append(error)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return seen


def _missing(error):
    """What the host did not have that the module asked it for."""
    for each in _chain(error):
        found = getattr(each, "missing", None)
        if isinstance(found, dict) and "_tag" in found:
            return found
        if isinstance(each, LookupError) and each.args and isinstance(each.args[0], ContextVar):
            return {"_tag": "ContextVariable", "name": each.args[0].name}
    return None


def raised(error, step=None, record=None):
    """The error as data."""
    origin = stand_ins.origin_of(error)
    data = {
        "kind": kind_of(error, step),
        "type": _host_names.get(type(error)) or origin or describe.type_name(type(error)),
        "message": stand_ins.readable(message_of(error)),
        "printed": stand_ins.readable(describe.without_addresses(print_error(error))),
        "where": where(error),
    }
    if isinstance(error, NoToken):
        data["resolved"] = error.resolved
    missing = _missing(error)
    if missing is not None:
        data["missing"] = missing
    if record is not None:
        if origin is not None:
            record.decisive[origin] = True
        # Whatever was not known may be why: the code may have looked at it in a way that leaves no trace.
        if data["kind"] in ("other", "client"):
            record.decisive.update(record.used)
    return data
