"""Account linking with OAuth 2: the implementations, the flow and the session."""

import asyncio
import base64
import hashlib
import logging
import secrets
import time
from abc import ABC, ABCMeta, abstractmethod
from asyncio import Lock
from collections.abc import Awaitable, Callable  # noqa: F401
from http import HTTPStatus
from json import JSONDecodeError
from typing import Any, cast

import jwt
import voluptuous as vol  # noqa: F401
from aiohttp import ClientError, ClientResponseError, client  # noqa: F401
from homeassistant import config_entries
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import (
    HomeAssistantError,
    OAuth2TokenRequestError,
    OAuth2TokenRequestReauthError,
    OAuth2TokenRequestTransientError,
)
from homeassistant.util.hass_dict import HassKey
from yarl import URL

from . import http
from .aiohttp_client import async_get_clientsession
from .network import NoURLAvailableError

_LOGGER = logging.getLogger(__name__)

DATA_JWT_SECRET = "oauth2_jwt_secret"
DATA_IMPLEMENTATIONS = HassKey("oauth2_impl")
DATA_PROVIDERS = HassKey("oauth2_providers")
AUTH_CALLBACK_PATH = "/auth/external/callback"
HEADER_FRONTEND_BASE = "HA-Frontend-Base"
MY_AUTH_CALLBACK_PATH = "https://my.home-assistant.io/redirect/oauth"
CLOCK_OUT_OF_SYNC_MAX_SEC = 20
OAUTH_AUTHORIZE_URL_TIMEOUT_SEC = 30
OAUTH_TOKEN_TIMEOUT_SEC = 30


class ImplementationUnavailableError(HomeAssistantError):
    """An implementation cannot be had at the moment."""


@callback
def async_get_redirect_uri(hass: HomeAssistant) -> str:
    """The address to which the provider sends the user back."""
    if "my" in hass.config.components:
        return MY_AUTH_CALLBACK_PATH
    request = http.current_request.get()
    if request is None:
        raise RuntimeError("No current request in context")
    base = request.headers.get(HEADER_FRONTEND_BASE)
    if base is None:
        raise RuntimeError("No header in request")
    return f"{base}{AUTH_CALLBACK_PATH}"


class AbstractOAuth2Implementation(ABC):
    """What an implementation offers."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The name that users see."""

    @property
    @abstractmethod
    def domain(self) -> str:
        """The key under which the account remembers it."""

    @abstractmethod
    async def async_generate_authorize_url(self, flow_id: str) -> str:
        """The address to which the user is sent."""

    @abstractmethod
    async def async_resolve_external_data(self, external_data: Any) -> dict:
        """The token for a callback."""

    async def async_refresh_token(self, token: dict) -> dict:
        """A new token for an old one."""
        new_token = await self._async_refresh_token(token)
        new_token["expires_in"] = int(new_token["expires_in"])
        new_token["expires_at"] = time.time() + new_token["expires_in"]
        return new_token

    @abstractmethod
    async def _async_refresh_token(self, token: dict) -> dict:
        """What the provider gives for the old token."""


class LocalOAuth2Implementation(AbstractOAuth2Implementation):
    """An implementation with a client of the user's own."""

    def __init__(
        self,
        hass: HomeAssistant,
        domain: str,
        client_id: str,
        client_secret: str,
        authorize_url: str,
        token_url: str,
    ) -> None:
        self.hass = hass
        self._domain = domain
        self.client_id = client_id
        self.client_secret = client_secret
        self.authorize_url = authorize_url
        self.token_url = token_url

    @property
    def name(self) -> str:
        return "Local application credentials"

    @property
    def domain(self) -> str:
        return self._domain

    @property
    def redirect_uri(self) -> str:
        """The address to which the provider sends the user back."""
        return async_get_redirect_uri(self.hass)

    @property
    def extra_authorize_data(self) -> dict:
        """More parameters of the authorize address."""
        return {}

    @property
    def extra_token_resolve_data(self) -> dict:
        """More parameters of the code exchange."""
        return {}

    async def async_generate_authorize_url(self, flow_id: str) -> str:
        redirect_uri = self.redirect_uri
        state = _encode_jwt(self.hass, {"flow_id": flow_id, "redirect_uri": redirect_uri})
        query = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": redirect_uri,
            "state": state,
        }
        return str(URL(self.authorize_url).with_query(query).update_query(self.extra_authorize_data))

    async def async_resolve_external_data(self, external_data: Any) -> dict:
        request_data = {
            "grant_type": "authorization_code",
            "code": external_data["code"],
            "redirect_uri": external_data["state"]["redirect_uri"],
        }
        request_data.update(self.extra_token_resolve_data)
        return await self._token_request(request_data)

    async def _async_refresh_token(self, token: dict) -> dict:
        new_token = await self._token_request(
            {
                "grant_type": "refresh_token",
                "client_id": self.client_id,
                "refresh_token": token["refresh_token"],
            }
        )
        return {**token, **new_token}

    async def _token_request(self, data: dict) -> dict:
        """Sends a token request."""
        session = async_get_clientsession(self.hass)
        data["client_id"] = self.client_id
        if self.client_secret:
            data["client_secret"] = self.client_secret
        _LOGGER.debug("Sending token request to %s", self.token_url)
        try:
            response = await session.post(self.token_url, data=data)
            if response.status >= 400:
                await self._log_failure(response)
            response.raise_for_status()
        except ClientResponseError as error:
            raise self._classified(error) from error
        return cast(dict, await response.json())

    async def _log_failure(self, response) -> None:
        try:
            answer = await response.json()
        except ClientError, JSONDecodeError:
            answer = {}
        _LOGGER.error(
            "Token request for %s failed (%s): %s",
            self.domain,
            answer.get("error", "unknown"),
            answer.get("error_description", "unknown error"),
        )

    def _classified(self, error: ClientResponseError) -> OAuth2TokenRequestError:
        if error.status == HTTPStatus.TOO_MANY_REQUESTS or 500 <= error.status <= 599:
            kind = OAuth2TokenRequestTransientError
        elif 400 <= error.status <= 499:
            kind = OAuth2TokenRequestReauthError
        else:
            kind = OAuth2TokenRequestError
        return kind(
            request_info=error.request_info,
            history=error.history,
            status=error.status,
            message=error.message,
            headers=error.headers,
            domain=self._domain,
        )


class LocalOAuth2ImplementationWithPkce(LocalOAuth2Implementation):
    """An implementation with a client of the user's own, and PKCE."""

    def __init__(
        self,
        hass: HomeAssistant,
        domain: str,
        client_id: str,
        authorize_url: str,
        token_url: str,
        client_secret: str = "",
        code_verifier_length: int = 128,
    ) -> None:
        super().__init__(hass, domain, client_id, client_secret, authorize_url, token_url)
        self.code_verifier = LocalOAuth2ImplementationWithPkce.generate_code_verifier(code_verifier_length)

    @property
    def extra_authorize_data(self) -> dict:
        return {
            "code_challenge": LocalOAuth2ImplementationWithPkce.compute_code_challenge(self.code_verifier),
            "code_challenge_method": "S256",
        }

    @property
    def extra_token_resolve_data(self) -> dict:
        return {"code_verifier": self.code_verifier}

    @staticmethod
    def generate_code_verifier(code_verifier_length: int = 128) -> str:
        """A random verifier."""
        if not 43 <= code_verifier_length <= 128:
            raise ValueError("Parameter `code_verifier_length` must validate`43 <= code_verifier_length <= 128`.")
        return secrets.token_urlsafe(96)[:code_verifier_length]

    @staticmethod
    def compute_code_challenge(code_verifier: str) -> str:
        """The challenge for a verifier."""
        if not 43 <= len(code_verifier) <= 128:
            raise ValueError("Parameter `code_verifier` must validate `43 <= len(code_verifier) <= 128`.")
        digest = hashlib.sha256(code_verifier.encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).decode("ascii").replace("=", "")


class AbstractOAuth2FlowHandler(config_entries.ConfigFlow, metaclass=ABCMeta):
    """The flow that links an account."""

    DOMAIN = ""
    VERSION = 1

    def __init__(self) -> None:
        if self.DOMAIN == "":
            raise TypeError(f"Can't instantiate class {type(self).__name__} without DOMAIN being set")
        self.external_data = None
        self.flow_impl = None

    @property
    @abstractmethod
    def logger(self) -> logging.Logger:
        """The flow's logger."""

    @property
    def extra_authorize_data(self) -> dict:
        """More parameters of the authorize address."""
        return {}

    async def async_generate_authorize_url(self) -> str:
        """The address to which the user is sent."""
        url = await self.flow_impl.async_generate_authorize_url(self.flow_id)
        return str(URL(url).update_query(self.extra_authorize_data))

    async def async_step_pick_implementation(self, user_input=None):
        implementations = await async_get_implementations(self.hass, self.DOMAIN)
        if user_input is not None:
            self.flow_impl = implementations[user_input["implementation"]]
            return await self.async_step_auth()
        if not implementations:
            return self.async_abort(reason="missing_credentials")
        self.flow_impl = next(iter(implementations.values()))
        return await self.async_step_auth()

    async def async_step_auth(self, user_input=None):
        if user_input is not None:
            self.external_data = user_input
            return self.async_external_step_done(
                next_step_id="authorize_rejected" if "error" in user_input else "creation"
            )
        try:
            async with asyncio.timeout(OAUTH_AUTHORIZE_URL_TIMEOUT_SEC):
                url = await self.async_generate_authorize_url()
        except TimeoutError:
            return self.async_abort(reason="authorize_url_timeout")
        except NoURLAvailableError:
            return self.async_abort(reason="no_url_available")
        return self.async_external_step(step_id="auth", url=url)

    async def async_oauth_create_entry(self, data):
        return self.async_create_entry(title=self.flow_impl.name, data=data)

    async def async_step_user(self, user_input=None):
        return await self.async_step_pick_implementation(user_input)

    @classmethod
    def async_register_implementation(cls, hass, local_impl) -> None:
        async_register_implementation(hass, cls.DOMAIN, local_impl)


@callback
def async_register_implementation(hass, domain, implementation) -> None:
    """Registers an implementation for an integration."""
    implementations = hass.data.setdefault(DATA_IMPLEMENTATIONS, {})
    implementations.setdefault(domain, {})[implementation.domain] = implementation


async def async_get_implementations(hass, domain):
    """All implementations for an integration, by their domain."""
    registered = dict(hass.data.setdefault(DATA_IMPLEMENTATIONS, {}).get(domain, {}))
    unavailable = []
    for provider in list(hass.data.get(DATA_PROVIDERS, {}).values()):
        try:
            for implementation in await provider(hass, domain):
                registered[implementation.domain] = implementation
        except ImplementationUnavailableError as error:
            unavailable.append(error)
    if not registered and unavailable:
        raise ImplementationUnavailableError(*unavailable)
    return registered


async def async_get_config_entry_implementation(hass, config_entry):
    """The implementation that an account was linked with."""
    implementations = await async_get_implementations(hass, config_entry.domain)
    implementation = implementations.get(config_entry.data["auth_implementation"])
    if implementation is None:
        raise ValueError("Implementation not available")
    return implementation


@callback
def async_add_implementation_provider(hass, provider_domain, async_provide_implementation) -> None:
    """Adds what provides implementations."""
    hass.data.setdefault(DATA_PROVIDERS, {})[provider_domain] = async_provide_implementation


class OAuth2AuthorizeCallbackView(http.HomeAssistantView):
    """The view to which the provider sends the user back."""

    requires_auth = False
    url = AUTH_CALLBACK_PATH
    name = "auth:external:callback"


class OAuth2Session:
    """Keeps an account's token valid, and sends requests with it."""

    def __init__(self, hass, config_entry, implementation) -> None:
        self.hass = hass
        self.config_entry = config_entry
        self.implementation = implementation
        self._token_lock = Lock()

    @property
    def token(self) -> dict:
        return self.config_entry.data["token"]

    @property
    def valid_token(self) -> bool:
        return self.token["expires_at"] > time.time() + CLOCK_OUT_OF_SYNC_MAX_SEC

    async def async_ensure_token_valid(self) -> None:
        """Refreshes the token if it is no longer valid."""
        async with self._token_lock:
            if self.valid_token:
                return
            new_token = await self.implementation.async_refresh_token(self.token)
            self.hass.config_entries.async_update_entry(
                self.config_entry, data={**self.config_entry.data, "token": new_token}
            )

    async def async_request(self, method, url, **options):
        """Sends a request with the token."""
        await self.async_ensure_token_valid()
        return await async_oauth2_request(self.hass, self.config_entry.data["token"], method, url, **options)


async def async_oauth2_request(hass, token, method, url, **options):
    """Sends a request with a token."""
    session = async_get_clientsession(hass)
    headers = {**options.pop("headers", {}), "authorization": f"Bearer {token['access_token']}"}
    return await session.request(method, url, **options, headers=headers)


@callback
def _encode_jwt(hass: HomeAssistant, data: dict) -> str:
    """Signs a state."""
    secret = hass.data.get(DATA_JWT_SECRET)
    if secret is None:
        secret = hass.data[DATA_JWT_SECRET] = secrets.token_hex()
    return jwt.encode(data, secret, algorithm="HS256")


@callback
def _decode_jwt(hass: HomeAssistant, encoded: str) -> dict | None:
    """Reads a state; None if it is not one of the host's."""
    secret = hass.data.get(DATA_JWT_SECRET)
    if secret is None:
        return None
    try:
        return jwt.decode(encoded, secret, algorithms=["HS256"])
    except jwt.InvalidTokenError:
        return None
