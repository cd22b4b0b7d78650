"""Account linking with OAuth 2: the implementations, the flow and the session."""

import asyncio
import logging
import secrets
import time
from abc import ABC, ABCMeta, abstractmethod
from asyncio import Lock
from collections.abc import Awaitable, Callable  # noqa: F401
from json import JSONDecodeError
from typing import Any

import jwt
import voluptuous as vol
from _conformance.stand_ins import module_getattr
from _conformance.version import fact
from aiohttp import ClientError, ClientResponseError, client  # noqa: F401
from homeassistant import config_entries
from homeassistant.core import HomeAssistant, callback
from homeassistant.exceptions import (
    HomeAssistantError,  # noqa: F401
    ImplementationUnavailableError,
    OAuth2TokenRequestConnectionError,
    OAuth2TokenRequestError,
    OAuth2TokenRequestReauthError,
    OAuth2TokenRequestTransientError,  # noqa: F401
    UnknownImplementationError,
)
from homeassistant.util.hass_dict import HassKey
from yarl import URL

from . import http, oauth2
from .aiohttp_client import async_get_clientsession
from .network import NoURLAvailableError

__getattr__ = module_getattr(__name__)

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


@callback
def async_get_redirect_uri(hass: HomeAssistant) -> str:
    """The address to which the provider sends the user back."""
    if "my" in hass.config.components:
        return MY_AUTH_CALLBACK_PATH
    request = http.current_request.get()
    if request is None:
        raise http.without_request(RuntimeError("No HTTP request is under way: nobody says where to send the user back to."))
    base = request.headers.get(HEADER_FRONTEND_BASE)
    if base is None:
        raise RuntimeError(f"The request has no {HEADER_FRONTEND_BASE}.")
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

    @property
    def service_domain(self) -> str:
        """The domain of the service that the tokens are for, which errors name."""
        return self.domain

    @abstractmethod
    async def async_generate_authorize_url(self, flow_id: str) -> str:
        """The address to which the user is sent."""

    @abstractmethod
    async def async_resolve_external_data(self, external_data: Any) -> dict:
        """The token for a callback."""

    async def async_refresh_token(self, token: dict) -> dict:
        """A new token for an old one."""
        if not fact("mapsRefreshErrors"):
            return _with_expiry(await self._async_refresh_token(token))
        try:
            new_token = await self._async_refresh_token(token)
        except (OAuth2TokenRequestError, OAuth2TokenRequestConnectionError):
            raise
        except ClientError as error:
            oauth2.raise_mapped_token_error(error, self.service_domain)
        _expect_usable(new_token, "access_token", self.service_domain)
        try:
            return _with_expiry(new_token)
        except (KeyError, TypeError, ValueError) as error:
            raise OAuth2TokenRequestConnectionError(domain=self.service_domain) from error

    @abstractmethod
    async def _async_refresh_token(self, token: dict) -> dict:
        """What the provider gives for the old token."""


def _with_expiry(token: dict) -> dict:
    token["expires_in"] = int(token["expires_in"])
    token["expires_at"] = time.time() + token["expires_in"]
    return token


def _expect_usable(token: Any, member: str, domain: str) -> None:
    """Takes a token without the member for an answer that cannot be used."""
    if not isinstance(token, dict) or not token.get(member):
        raise OAuth2TokenRequestConnectionError(domain=domain)


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
        if fact("mapsRefreshErrors"):
            # The old token's would hide that there is none.
            _expect_usable(new_token, "access_token", self.service_domain)
        return {**token, **new_token}

    async def _token_request(self, data: dict) -> dict:
        """Sends a token request."""
        if not fact("mapsTokenErrors"):
            return await self._request_and_map_statuses(data)
        body, headers = oauth2.client_auth(data, self.client_id, self.client_secret)
        token = await oauth2.async_token_request(
            self.hass, self.token_url, body, domain=self.service_domain, headers=headers
        )
        if data.get("grant_type") == "refresh_token":
            # For whoever puts it over the old token, which would hide that there is none.
            _expect_usable(token, "access_token", self.service_domain)
        return token

    async def _request_and_map_statuses(self, data: dict) -> dict:
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
            oauth2.raise_mapped_token_error(error, self.domain)
        return await response.json()

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
        return oauth2.generate_code_verifier(code_verifier_length)

    @staticmethod
    def compute_code_challenge(code_verifier: str) -> str:
        """The challenge for a verifier."""
        return oauth2.compute_code_challenge(code_verifier)


class AbstractOAuth2FlowHandler(config_entries.ConfigFlow, metaclass=ABCMeta):
    """The flow that links an account."""

    DOMAIN = ""
    VERSION = 1

    def __init__(self) -> None:
        if self.DOMAIN == "":
            raise TypeError(f"{type(self).__name__} names no DOMAIN.")
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
        url = self._url_of_implementation = await self.flow_impl.async_generate_authorize_url(self.flow_id)
        return str(URL(url).update_query(self.extra_authorize_data))

    async def async_step_pick_implementation(self, user_input=None):
        """Lets the user choose, where there is a choice."""
        try:
            implementations = await async_get_implementations(self.hass, self.DOMAIN)
        except ImplementationUnavailableError:
            return self.async_abort(reason="oauth_implementation_unavailable")
        picked = None if user_input is None else user_input["implementation"]
        if picked is not None and (picked in implementations or not fact("implementationErrors")):
            self.flow_impl = implementations[picked]
            return await self.async_step_auth()
        if not implementations:
            known = self.DOMAIN in await async_get_application_credentials(self.hass)
            return self.async_abort(reason="missing_credentials" if known else "missing_configuration")
        if len(implementations) == 1 and http.current_request.get() is not None:
            (self.flow_impl,) = implementations.values()
            return await self.async_step_auth()
        names = {key: implementation.name for key, implementation in implementations.items()}
        choice = vol.Required("implementation", default=next(iter(names)))
        return self.async_show_form(
            step_id="pick_implementation", data_schema=vol.Schema({choice: vol.In(names)})
        )

    async def async_step_auth(self, user_input=None):
        """Sends the user to the provider, and takes what comes back."""
        if user_input is not None:
            self.external_data = user_input
            return self.async_external_step_done(
                next_step_id="authorize_rejected" if "error" in user_input else "creation"
            )
        try:
            async with asyncio.timeout(OAUTH_AUTHORIZE_URL_TIMEOUT_SEC):
                url = await self.async_generate_authorize_url()
        except TimeoutError as error:
            _LOGGER.error("The authorize URL was not made in time: %s", error)
            return self.async_abort(reason="authorize_url_timeout")
        except NoURLAvailableError:
            return self.async_abort(reason="no_url_available")
        return self.async_external_step(step_id="auth", url=url)

    async def async_step_creation(self, user_input=None):
        """Exchanges the code, and makes the entry."""
        try:
            async with asyncio.timeout(OAUTH_TOKEN_TIMEOUT_SEC):
                token = await self.flow_impl.async_resolve_external_data(self.external_data)
        except TimeoutError as error:
            _LOGGER.error("The code was not exchanged in time: %s", error)
            return self.async_abort(reason="oauth_timeout")
        except OAuth2TokenRequestReauthError as error:
            return self._failed(error, "oauth_unauthorized")
        except ClientError as error:
            return self._failed(error, "oauth_failed")
        if "expires_in" not in token:
            _LOGGER.warning("The token has no expires_in, but %s", sorted(token))
            return self.async_abort(reason="oauth_error")
        try:
            token = _with_expiry(token)
        except (TypeError, ValueError) as error:
            _LOGGER.warning("The expires_in of the token is no number: %s", error)
            return self.async_abort(reason="oauth_error")
        self.logger.info("The account is linked")
        return await self.async_oauth_create_entry({"auth_implementation": self.flow_impl.domain, "token": token})

    def _failed(self, error: Exception, reason: str):
        _LOGGER.error("The code was not exchanged: %s", error)
        return self.async_abort(reason=reason)

    async def async_step_authorize_rejected(self, data=None):
        """The user, or the provider, has refused."""
        return self.async_abort(
            reason="user_rejected_authorize",
            description_placeholders={"error": self.external_data["error"]},
        )

    async def async_oauth_create_entry(self, data):
        """Makes the entry; integrations override it."""
        return self.async_create_entry(title=self.flow_impl.name, data=data)

    async def async_step_user(self, user_input=None):
        return await self.async_step_pick_implementation(user_input)

    async def async_step_oauth_discovery(self, user_input=None):
        """Asks for confirmation after a discovery."""
        if user_input is not None:
            return await self.async_step_user()
        await self._async_handle_discovery_without_unique_id()
        return self.async_show_form(step_id="oauth_discovery", last_step=False)

    async def _discovered(self, discovery_info):
        return await self.async_step_oauth_discovery()

    async_step_bluetooth = async_step_dhcp = async_step_homekit = _discovered
    async_step_ssdp = async_step_zeroconf = _discovered

    @classmethod
    def async_register_implementation(cls, hass, local_impl) -> None:
        async_register_implementation(hass, cls.DOMAIN, local_impl)


@callback
def async_register_implementation(hass, domain, implementation) -> None:
    """Registers an implementation for an integration."""
    implementations = hass.data.setdefault(DATA_IMPLEMENTATIONS, {})
    implementations.setdefault(domain, {})[implementation.domain] = implementation


async def _implementations(hass, domain):
    """All implementations for an integration, by their domain, and the errors of providers that are not there."""
    found = dict(hass.data.setdefault(DATA_IMPLEMENTATIONS, {}).get(domain, {}))
    unavailable = []
    for provider in list(hass.data.get(DATA_PROVIDERS, {}).values()):
        try:
            for implementation in await provider(hass, domain):
                found[implementation.domain] = implementation
        except ImplementationUnavailableError as error:
            unavailable.append(error)
    return found, unavailable


async def async_get_implementations(hass, domain):
    """All implementations for an integration, by their domain."""
    found, unavailable = await _implementations(hass, domain)
    if unavailable and not found:
        raise ImplementationUnavailableError(*unavailable)
    return found


async def async_get_config_entry_implementation(hass, config_entry):
    """The implementation that an account was linked with."""
    found, unavailable = await _implementations(hass, config_entry.domain)
    implementation = found.get(config_entry.data["auth_implementation"])
    if implementation is not None:
        return implementation
    if not fact("implementationErrors"):
        if unavailable and not found:
            raise ImplementationUnavailableError(*unavailable)
        raise ValueError("Implementation not available")
    if unavailable:
        raise ImplementationUnavailableError(*unavailable)
    raise UnknownImplementationError("The implementation of this account is no longer available")


async def async_get_application_credentials(hass):
    """The domains of the integrations that have a platform for application credentials."""
    return hass.data.get("application_credentials_platforms", [])


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
            new_token = await self._refreshed()
            self.hass.config_entries.async_update_entry(
                self.config_entry, data={**self.config_entry.data, "token": new_token}
            )

    async def _refreshed(self) -> dict:
        try:
            new_token = await self.implementation.async_refresh_token(self.token)
        except OAuth2TokenRequestReauthError:
            if fact("startsReauthentication"):
                self.config_entry.async_start_reauth_if_available(self.hass)
            raise
        if fact("mapsRefreshErrors"):
            for member in ("access_token", "expires_at"):
                _expect_usable(new_token, member, self.config_entry.domain)
        return new_token

    async def async_request(self, method, url, **options):
        """Sends a request with the token."""
        await self.async_ensure_token_valid()
        return await async_oauth2_request(self.hass, self.config_entry.data["token"], method, url, **options)


async def async_oauth2_request(hass, token, method, url, **options):
    """Sends a request with a token."""
    if fact("mapsTokenErrors"):
        return await oauth2.async_oauth2_request(hass, token, method, url, **options)
    headers = {**options.pop("headers", {}), "authorization": f"Bearer {token['access_token']}"}
    return await async_get_clientsession(hass).request(method, url, **options, headers=headers)


_raise_mapped_token_error = oauth2.raise_mapped_token_error


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
