"""OAuth 2 for whoever has no config entry: client authentication, PKCE, the authorize URL, the token request."""

import base64
import hashlib
import json
import logging
import secrets
from http import HTTPStatus
from typing import Literal
from urllib.parse import quote_plus

from _conformance.stand_ins import module_getattr
from aiohttp import ClientError, ClientResponseError
from homeassistant.exceptions import (
    OAuth2TokenRequestConnectionError,
    OAuth2TokenRequestError,
    OAuth2TokenRequestReauthError,
    OAuth2TokenRequestTransientError,
)
from multidict import CIMultiDict
from yarl import URL

from .aiohttp_client import async_get_clientsession

__getattr__ = module_getattr(__name__)

_LOGGER = logging.getLogger(__name__)
_SHOWN = 200

type ClientAuthMethod = Literal["client_secret_basic", "client_secret_post"]


def client_auth(data, client_id, client_secret, method="client_secret_post"):
    """The body and the headers of a token request that say who the client is."""
    if client_secret and method == "client_secret_basic":
        pair = ":".join(quote_plus(part, safe="") for part in (client_id, client_secret))
        return dict(data), {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
    secret = {"client_secret": client_secret} if client_secret else {}
    return {**data, "client_id": client_id, **secret}, {}


def generate_code_verifier(code_verifier_length=128):
    """A random verifier."""
    if not 43 <= code_verifier_length <= 128:
        raise ValueError(f"A code verifier has 43 to 128 characters, not {code_verifier_length}.")
    return secrets.token_urlsafe(96)[:code_verifier_length]


def compute_code_challenge(code_verifier):
    """The challenge for a verifier."""
    if not 43 <= len(code_verifier) <= 128:
        raise ValueError(f"A code verifier has 43 to 128 characters, not {len(code_verifier)}.")
    digest = hashlib.sha256(code_verifier.encode("ascii")).digest()
    return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def build_authorize_url(authorize_url, *, client_id, redirect_uri, state, extra=None):
    """The address to which the user is sent; the endpoint's own query stays."""
    own = {"response_type": "code", "client_id": client_id, "redirect_uri": redirect_uri, "state": state}
    return str(URL(authorize_url).update_query(own).update_query(extra or {}))


def raise_mapped_token_error(err, domain):
    """Raises the host's error for one of aiohttp's, which stays its cause."""
    if not isinstance(err, ClientResponseError):
        _LOGGER.debug("Token request for %s got no response: %s", domain, err)
        raise OAuth2TokenRequestConnectionError(domain=domain) from err
    raise error_class(err.status)(
        request_info=err.request_info,
        history=err.history,
        status=err.status,
        message=err.message,
        headers=err.headers,
        domain=domain,
    ) from err


def error_class(status):
    """The class of the host's error for the status of an answer."""
    if status == HTTPStatus.TOO_MANY_REQUESTS or 500 <= status <= 599:
        return OAuth2TokenRequestTransientError
    return OAuth2TokenRequestReauthError if 400 <= status <= 499 else OAuth2TokenRequestError


def _refusal_in(body):
    """What a refusal says: its code and description, or the start of what is no JSON."""
    try:
        answer = json.loads(body)
        code, description = answer.get("error", "unknown error"), answer.get("error_description")
    except (ValueError, AttributeError):
        return body[:_SHOWN] or "unknown error"
    return f"{code}: {description}" if description else code


async def async_token_request(hass, token_url, data, *, domain, headers=None, allow_redirects=True):
    """Sends a token request, and gives the answer's JSON."""
    session = async_get_clientsession(hass)
    _LOGGER.debug("Sending token request to %s", token_url)
    try:
        response = await session.post(token_url, data=data, headers=headers, allow_redirects=allow_redirects)
        if response.status >= 400:
            refusal = _refusal_in(await response.text(errors="replace"))
            _LOGGER.debug("Token request for %s failed (%s): %s", domain, response.status, refusal)
        elif response.status >= 300 and not allow_redirects:
            raise ClientResponseError(
                response.request_info,
                response.history,
                status=response.status,
                message="Token endpoint redirected",
                headers=response.headers,
            )
        response.raise_for_status()
        return await response.json()
    except ClientError as error:
        raise_mapped_token_error(error, domain)


async def async_oauth2_request(hass, token, method, url, **options):
    """Sends a request with a token, and with no other authorization."""
    headers = CIMultiDict(options.pop("headers", None) or {})
    headers["Authorization"] = f"Bearer {token['access_token']}"
    return await async_get_clientsession(hass).request(method, url, **options, headers=headers)
