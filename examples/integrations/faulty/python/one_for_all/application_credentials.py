"""Faulty: every implementation has the integration's domain, so two credentials become one."""

from homeassistant.components.application_credentials import (
    AuthImplementation,
    AuthorizationServer,
    ClientCredential,
)
from homeassistant.core import HomeAssistant

DOMAIN = "one_for_all"


async def async_get_auth_implementation(
    hass: HomeAssistant, auth_domain: str, credential: ClientCredential
) -> AuthImplementation:
    """Return the implementation for a credential."""
    return AuthImplementation(
        hass,
        DOMAIN,
        credential,
        AuthorizationServer(
            authorize_url="https://www.dropbox.com/oauth2/authorize",
            token_url="https://api.dropboxapi.com/oauth2/token",
        ),
    )
