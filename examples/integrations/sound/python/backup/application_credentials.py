"""Application credentials of Dropbox: what it wants for a refresh token, and a link in the description."""

from homeassistant.components.application_credentials import ClientCredential
from homeassistant.core import HomeAssistant
from homeassistant.helpers.config_entry_oauth2_flow import (
    LocalOAuth2ImplementationWithPkce,
)

OAUTH2_AUTHORIZE = "https://www.dropbox.com/oauth2/authorize"
OAUTH2_TOKEN = "https://api.dropboxapi.com/oauth2/token"


class DropboxImplementation(LocalOAuth2ImplementationWithPkce):
    """Asks for a refresh token."""

    def __init__(
        self, hass: HomeAssistant, auth_domain: str, credential: ClientCredential
    ) -> None:
        """Name the implementation after the credential."""
        super().__init__(
            hass,
            auth_domain,
            credential.client_id,
            OAUTH2_AUTHORIZE,
            OAUTH2_TOKEN,
            credential.client_secret,
        )
        self._name = credential.name or credential.client_id

    @property
    def name(self) -> str:
        """Return the name that people choose by."""
        return self._name

    @property
    def extra_authorize_data(self) -> dict[str, str]:
        """Return what Dropbox wants, and what PKCE adds."""
        return {"token_access_type": "offline", **super().extra_authorize_data}


async def async_get_auth_implementation(
    hass: HomeAssistant, auth_domain: str, credential: ClientCredential
) -> DropboxImplementation:
    """Return the implementation for a credential."""
    return DropboxImplementation(hass, auth_domain, credential)


async def async_get_description_placeholders(hass: HomeAssistant) -> dict[str, str]:
    """Return the values of the description's placeholders."""
    return {"console_url": "https://www.dropbox.com/developers/apps"}
