"""Application credentials of X: PKCE, scopes, and a client that authenticates with HTTP Basic."""

from homeassistant.components.application_credentials import ClientCredential
from homeassistant.core import HomeAssistant
from homeassistant.helpers import oauth2
from homeassistant.helpers.config_entry_oauth2_flow import (
    LocalOAuth2ImplementationWithPkce,
)


class PhotosImplementation(LocalOAuth2ImplementationWithPkce):
    """Adds the scopes to what PKCE needs, and authenticates as X documents it."""

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

    async def _token_request(self, data: dict) -> dict:
        """Send a token request with the client's id and secret in its header."""
        body, headers = oauth2.client_auth(
            data, self.client_id, self.client_secret, "client_secret_basic"
        )
        return await oauth2.async_token_request(
            self.hass, self.token_url, body, domain=self.domain, headers=headers
        )


async def async_get_auth_implementation(
    hass: HomeAssistant, auth_domain: str, credential: ClientCredential
) -> PhotosImplementation:
    """Return the implementation for a credential."""
    return PhotosImplementation(hass, auth_domain, credential)
