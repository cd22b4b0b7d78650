"""The steps of a script: what the host does with the module."""

import time
from asyncio import timeout
from hashlib import sha256

from homeassistant.components.application_credentials import (
    AuthImplementation,
    AuthorizationServer,
    ClientCredential,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.config_entry_oauth2_flow import (
    DATA_JWT_SECRET,
    HEADER_FRONTEND_BASE,
    OAUTH_AUTHORIZE_URL_TIMEOUT_SEC,
    OAUTH_TOKEN_TIMEOUT_SEC,
    AbstractOAuth2Implementation,
    LocalOAuth2ImplementationWithPkce,
    _decode_jwt,
)
from homeassistant.helpers.http import HostRequest, current_request
from yarl import URL

from . import flow, stand_ins
from .describe import describe, type_name
from .raised import NoToken, StateUnreadable, UserRejected


class Skipped(Exception):
    """The implementation that a step needs was not made."""


class Session:
    """What steps of one script share."""

    def __init__(self, module, loop, entropy):
        self.module = module
        self.loop = loop
        self.made = {}
        self.states = {}
        #: What the user chose in forms, by step and field.
        self.picks = {}
        self._hosts = {}
        self._secret = sha256(f"state {entropy}".encode()).hexdigest()

    def host(self, data):
        """The host for its data, one object for the same data, with no request under way."""
        current_request.set(None)
        key = repr(data)
        host = self._hosts.get(key)
        if host is None:
            host = self._hosts[key] = HomeAssistant(data, self.loop)
            host.data[DATA_JWT_SECRET] = self._secret
            host.request = HostRequest({HEADER_FRONTEND_BASE: data["frontendBase"]})
        return host

    def host_of(self, step):
        """The host of a step, or of the implementation that it is of."""
        if "host" in step:
            return self.host(step["host"])
        return self.made[step["on"]][1] if step["on"] in self.made else None

    def implementation(self, name):
        """An implementation made by an earlier step, and its host."""
        if name not in self.made:
            raise Skipped
        _depend_on_class(self.made[name][0])
        return self.made[name]


async def get_authorization_server(session, step):
    server = await session.module.async_get_authorization_server(session.host(step["host"]))
    return {
        "type": _type_of(server),
        **_endpoints(server),
    }


async def get_description_placeholders(session, step):
    return describe(await session.module.async_get_description_placeholders(session.host(step["host"])))


async def get_client_credential(session, step):
    credential = await session.module.async_get_client_credential(session.host(step["host"]))
    if credential is None:
        return None
    return {"type": _type_of(credential), **_credential(credential)}


async def get_auth_implementation(session, step):
    session.made.pop(step["as"], None)
    host = session.host(step["host"])
    given = step["credential"]
    credential = ClientCredential(given["clientId"], given["clientSecret"], given["name"])
    made = await _resolve(session.module, step, host, credential)
    _depend_on_class(made)
    is_implementation = isinstance(made, AbstractOAuth2Implementation)
    read = getattr if is_implementation else _attribute
    value = {
        "type": _type_of(made),
        "isImplementation": is_implementation,
        "domain": describe(read(made, "domain")),
        "name": describe(read(made, "name")),
        **_endpoints(made),
        "credentialAfter": _credential(credential),
    }
    session.made[step["as"]] = (made, host)
    return value


async def _resolve(module, step, host, credential):
    source = step["from"]
    auth_domain = step["authDomain"]
    if source["by"] == "module":
        if hasattr(module, "async_get_auth_implementation"):
            return await module.async_get_auth_implementation(host, auth_domain, credential)
        server = await module.async_get_authorization_server(host)
        return AuthImplementation(host, auth_domain, credential, server)
    server = source["server"]
    if source["pkce"]:
        return LocalOAuth2ImplementationWithPkce(
            host,
            auth_domain,
            credential.client_id,
            server["authorizeUrl"],
            server["tokenUrl"],
            credential.client_secret,
        )
    endpoints = AuthorizationServer(server["authorizeUrl"], server["tokenUrl"])
    return AuthImplementation(host, auth_domain, credential, endpoints)


async def authorize(session, step):
    implementation, host = session.implementation(step["on"])
    current_request.set(host.request)
    async with timeout(OAUTH_AUTHORIZE_URL_TIMEOUT_SEC):
        url = await implementation.async_generate_authorize_url(step["flowId"])
    # The host makes a URL of it, which may be one already.
    if isinstance(url, (str, URL)):
        try:
            parsed = URL(url).update_query({})
        except ValueError:
            # What is not known of it may be a port, or whatever a mark cannot be.
            if not stand_ins.find_in(str(url)):
                raise
            return describe(stand_ins.address(str(url)))
        url = stand_ins.address(str(parsed))
        session.states[step["on"]] = parsed.query.get("state")
    return describe(url)


async def exchange(session, step):
    implementation, host = session.implementation(step["on"])
    callback = step["callback"]
    encoded = callback.get("state") or session.states.get(step["on"])
    state = _decode_jwt(host, encoded) if encoded else None
    if state is None:
        raise StateUnreadable("The callback's state is not one that the host can read.")
    if "code" not in callback:
        if "error" not in callback:
            raise StateUnreadable("The callback has neither a code nor an error.")
        raise UserRejected(callback["error"])
    current_request.set(host.request)
    async with timeout(OAUTH_TOKEN_TIMEOUT_SEC):
        token = await implementation.async_resolve_external_data({"state": state, "code": callback["code"]})
    resolved = describe(token)
    if "expires_in" not in token:
        raise NoToken("The token has no expires_in.", resolved)
    try:
        token["expires_in"] = int(token["expires_in"])
    except (ValueError, TypeError) as error:
        raise NoToken("The token's expires_in is not a number.", resolved) from error
    token["expires_at"] = time.time() + token["expires_in"]
    return {"resolved": resolved, "stored": describe(token)}


async def refresh(session, step):
    implementation, host = session.implementation(step["on"])
    current_request.set(None)
    token = step["token"]
    refreshed = await implementation.async_refresh_token(token)
    return {"refreshed": describe(refreshed), "passedIn": describe(token)}


STEPS = {
    "getAuthorizationServer": get_authorization_server,
    "getDescriptionPlaceholders": get_description_placeholders,
    "getClientCredential": get_client_credential,
    "getAuthImplementation": get_auth_implementation,
    "authorize": authorize,
    "exchange": exchange,
    "refresh": refresh,
    **flow.STEPS,
}


def _type_of(value):
    """A value's type; a mark where that is not known."""
    origin = stand_ins.origin_of(value)
    is_own = origin is not None and not isinstance(value, (stand_ins.StandIn, stand_ins.StandInModule, type))
    return type_name(type(value)) if origin is None or is_own else describe(value)


def _endpoints(value):
    described = {
        "authorizeUrl": describe(_attribute(value, "authorize_url")),
        "tokenUrl": describe(_attribute(value, "token_url")),
    }
    return {name: stand_ins.address(text) if isinstance(text, str) else text for name, text in described.items()}


def _attribute(value, name):
    """An attribute of something that need not be what it should."""
    try:
        return getattr(value, name, None)
    except Exception:
        return None


def _credential(credential):
    return {
        "clientId": describe(_attribute(credential, "client_id")),
        "clientSecret": describe(_attribute(credential, "client_secret")),
        "name": describe(_attribute(credential, "name")),
    }


def _depend_on_class(made):
    """Everything depends on what decorates an implementation's class, and on bases that come before the host's."""
    if not stand_ins.are_there():
        return
    for base in type(made).__mro__:
        for origin in base.__dict__.get("_decorated_by", ()):
            stand_ins.touch(origin)
    for base in type(made).__mro__:
        if base.__module__.partition(".")[0] == "homeassistant" and "_stand_in_origin" not in base.__dict__:
            break
        if "_stand_in_origin" in base.__dict__:
            stand_ins.touch(base.__dict__["_stand_in_origin"])
