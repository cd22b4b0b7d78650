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

from . import stand_ins
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

    def implementation(self, name):
        """An implementation made by an earlier step, and its host."""
        if name not in self.made:
            raise Skipped
        return self.made[name]


async def get_authorization_server(session, step, touched):
    server = await session.module.async_get_authorization_server(session.host(step["host"]))
    return {
        "type": _type_of(server, touched),
        "authorizeUrl": describe(_attribute(server, "authorize_url"), touched),
        "tokenUrl": describe(_attribute(server, "token_url"), touched),
    }


async def get_description_placeholders(session, step, touched):
    return describe(await session.module.async_get_description_placeholders(session.host(step["host"])), touched)


async def get_client_credential(session, step, touched):
    credential = await session.module.async_get_client_credential(session.host(step["host"]))
    if credential is None:
        return None
    return {"type": _type_of(credential, touched), **_credential(credential, touched)}


async def get_auth_implementation(session, step, touched):
    session.made.pop(step["as"], None)
    host = session.host(step["host"])
    given = step["credential"]
    credential = ClientCredential(given["clientId"], given["clientSecret"], given["name"])
    made = await _resolve(session.module, step, host, credential)
    _note_decorators(made, touched)
    is_implementation = isinstance(made, AbstractOAuth2Implementation)
    read = getattr if is_implementation else _attribute
    value = {
        "type": _type_of(made, touched),
        "isImplementation": is_implementation,
        "domain": describe(read(made, "domain"), touched),
        "name": describe(read(made, "name"), touched),
        "authorizeUrl": describe(_attribute(made, "authorize_url"), touched),
        "tokenUrl": describe(_attribute(made, "token_url"), touched),
        "credentialAfter": _credential(credential, touched),
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


async def authorize(session, step, touched):
    implementation, host = session.implementation(step["on"])
    current_request.set(host.request)
    async with timeout(OAUTH_AUTHORIZE_URL_TIMEOUT_SEC):
        url = await implementation.async_generate_authorize_url(step["flowId"])
    # The host makes a URL of it, which may be one already.
    if type(url) in (str, URL) and not stand_ins.find_in(str(url)):
        parsed = URL(url).update_query({})
        url = str(parsed)
        session.states[step["on"]] = parsed.query.get("state")
    return describe(url, touched)


async def exchange(session, step, touched):
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
    resolved = describe(token, touched)
    if "expires_in" not in token:
        raise NoToken("The token has no expires_in.", resolved)
    try:
        token["expires_in"] = int(token["expires_in"])
    except (ValueError, TypeError) as error:
        raise NoToken("The token's expires_in is not a number.", resolved) from error
    token["expires_at"] = time.time() + token["expires_in"]
    return {"resolved": resolved, "stored": describe(token, touched)}


async def refresh(session, step, touched):
    implementation, host = session.implementation(step["on"])
    current_request.set(None)
    token = step["token"]
    refreshed = await implementation.async_refresh_token(token)
    return {"refreshed": describe(refreshed, touched), "passedIn": describe(token, touched)}


STEPS = {
    "getAuthorizationServer": get_authorization_server,
    "getDescriptionPlaceholders": get_description_placeholders,
    "getClientCredential": get_client_credential,
    "getAuthImplementation": get_auth_implementation,
    "authorize": authorize,
    "exchange": exchange,
    "refresh": refresh,
}


def _type_of(value, touched):
    origin = stand_ins.origin_of(value)
    if origin is not None:
        touched[origin] = True
    return type_name(type(value))


def _attribute(value, name):
    """An attribute of something that need not be what it should."""
    try:
        return getattr(value, name, None)
    except Exception:
        return None


def _credential(credential, touched):
    return {
        "clientId": describe(_attribute(credential, "client_id"), touched),
        "clientSecret": describe(_attribute(credential, "client_secret"), touched),
        "name": describe(_attribute(credential, "name"), touched),
    }


def _note_decorators(made, touched):
    for base in type(made).__mro__:
        for origin in base.__dict__.get("_decorated_by", ()):
            touched[origin] = True
