"""Application credentials: what a module gives, and the implementation that the host makes of it."""

from dataclasses import dataclass
from typing import Protocol

import voluptuous as vol
from _conformance.stand_ins import package_getattr
from homeassistant.const import (  # noqa: F401
    CONF_CLIENT_ID,
    CONF_CLIENT_SECRET,
    CONF_DOMAIN,
    CONF_ID,
    CONF_NAME,
)
from homeassistant.core import HomeAssistant  # noqa: F401
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import config_entry_oauth2_flow
from homeassistant.helpers import config_validation as cv
from homeassistant.util.hass_dict import HassKey

__getattr__ = package_getattr(__name__)
__all__ = ["AuthorizationServer", "ClientCredential", "async_import_client_credential"]

DOMAIN = "application_credentials"
STORAGE_KEY = DOMAIN
STORAGE_VERSION = 1
CONF_AUTH_DOMAIN = "auth_domain"
DEFAULT_IMPORT_NAME = "Import from configuration.yaml"
DATA_COMPONENT = HassKey(DOMAIN)
CREATE_FIELDS = {
    vol.Required(CONF_DOMAIN): cv.string,
    vol.Required(CONF_CLIENT_ID): vol.All(cv.string, vol.Strip),
    vol.Required(CONF_CLIENT_SECRET): vol.All(cv.string, vol.Strip),
    vol.Optional(CONF_AUTH_DOMAIN): cv.string,
    vol.Optional(CONF_NAME): cv.string,
}
UPDATE_FIELDS = {}
CONFIG_SCHEMA = cv.empty_config_schema(DOMAIN)


class AuthImplementationNotApplicable(HomeAssistantError):
    """The credential does not belong to what is asked for: the host leaves it out."""


@dataclass
class ClientCredential:
    """The user's client at the provider."""

    client_id: str
    client_secret: str
    name: str | None = None


@dataclass
class AuthorizationServer:
    """The provider's endpoints."""

    authorize_url: str
    token_url: str


class AuthImplementation(config_entry_oauth2_flow.LocalOAuth2Implementation):
    """The implementation that the host makes of a credential and a server."""

    def __init__(
        self,
        hass: HomeAssistant,
        auth_domain: str,
        credential: ClientCredential,
        authorization_server: AuthorizationServer,
    ) -> None:
        super().__init__(
            hass,
            auth_domain,
            credential.client_id,
            credential.client_secret,
            authorization_server.authorize_url,
            authorization_server.token_url,
        )
        self._name = credential.name

    @property
    def name(self) -> str:
        return self._name or self.client_id


class ApplicationCredentialsProtocol(Protocol):
    """What a module offers."""

    async def async_get_authorization_server(self, hass: HomeAssistant) -> AuthorizationServer: ...

    async def async_get_auth_implementation(
        self, hass: HomeAssistant, auth_domain: str, credential: ClientCredential
    ) -> config_entry_oauth2_flow.AbstractOAuth2Implementation: ...

    async def async_get_description_placeholders(self, hass: HomeAssistant) -> dict[str, str]: ...


async def async_import_client_credential(hass, domain, credential, auth_domain=None) -> None:
    """Stores a credential found in the configuration file."""
    if DOMAIN not in hass.config.components and DOMAIN not in hass.data:
        raise ValueError("Integration 'application_credentials' not setup")
    imported = hass.data.setdefault(f"{DOMAIN}_imported", {})
    imported.setdefault(
        f"{domain}.{credential.client_id}",
        {
            CONF_DOMAIN: domain,
            CONF_CLIENT_ID: credential.client_id,
            CONF_CLIENT_SECRET: credential.client_secret,
            CONF_AUTH_DOMAIN: auth_domain or domain,
            CONF_NAME: credential.name or DEFAULT_IMPORT_NAME,
        },
    )


async def async_setup(hass, config) -> bool:
    """Sets the component up."""
    hass.data[DOMAIN] = {}
    return True
