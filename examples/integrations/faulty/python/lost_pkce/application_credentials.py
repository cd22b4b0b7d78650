"""Faulty: extra_authorize_data leaves out what PKCE adds, so the provider refuses every code."""

from homeassistant.components.application_credentials import ClientCredential
from homeassistant.core import HomeAssistant
from homeassistant.helpers.config_entry_oauth2_flow import (
    LocalOAuth2ImplementationWithPkce,
)


class LostPkceImplementation(LocalOAuth2ImplementationWithPkce):
    """Asks for a scope."""

    @property
    def extra_authorize_data(self) -> dict[str, str]:
        """Return the scope."""
        return {"scope": "tweet.read offline.access"}


async def async_get_auth_implementation(
    hass: HomeAssistant, auth_domain: str, credential: ClientCredential
) -> LostPkceImplementation:
    """Return the implementation for a credential."""
    return LostPkceImplementation(
        hass,
        auth_domain,
        credential.client_id,
        "https://x.com/i/oauth2/authorize",
        "https://api.x.com/2/oauth2/token",
        credential.client_secret,
    )
