"""Application credentials with PKCE and scopes."""

from homeassistant.components.application_credentials import ClientCredential
from homeassistant.core import HomeAssistant
from homeassistant.helpers.config_entry_oauth2_flow import (
    LocalOAuth2ImplementationWithPkce,
)


class PhotosImplementation(LocalOAuth2ImplementationWithPkce):
    """Adds the scopes to what PKCE needs."""

    def __init__(
        self, hass: HomeAssistant, auth_domain: str, credential: ClientCredential
    ) -> None:
        """Name the implementation after the credential."""
        super().__init__(
            hass,
            auth_domain,
            credential.client_id,
            "https://x.com/i/oauth2/authorize",
            "https://api.x.com/2/oauth2/token",
            credential.client_secret,
        )
        self._name = credential.name or credential.client_id

    @property
    def name(self) -> str:
        """Return the name that people choose by."""
        return self._name

    @property
    def extra_authorize_data(self) -> dict[str, str]:
        """Return the scopes, and what PKCE adds."""
        return {"scope": "tweet.read offline.access", **super().extra_authorize_data}


async def async_get_auth_implementation(
    hass: HomeAssistant, auth_domain: str, credential: ClientCredential
) -> PhotosImplementation:
    """Return the implementation for a credential."""
    return PhotosImplementation(hass, auth_domain, credential)
