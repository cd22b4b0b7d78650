"""A public client of Microsoft: PKCE, and no secret."""

from homeassistant.components.application_credentials import ClientCredential
from homeassistant.core import HomeAssistant
from homeassistant.helpers.config_entry_oauth2_flow import (
    AbstractOAuth2Implementation,
    LocalOAuth2ImplementationWithPkce,
)

SIGN_IN = "https://login.microsoftonline.com/common/oauth2/v2.0"


class PublicClient(LocalOAuth2ImplementationWithPkce):
    """The client of whoever signs in."""

    @property
    def extra_authorize_data(self) -> dict:
        """The scopes, and PKCE."""
        return super().extra_authorize_data | {"scope": "offline_access User.Read"}


async def async_get_auth_implementation(
    hass: HomeAssistant, auth_domain: str, credential: ClientCredential
) -> AbstractOAuth2Implementation:
    """Return an implementation that leaves the secret out."""
    return PublicClient(hass, auth_domain, credential.client_id, f"{SIGN_IN}/authorize", f"{SIGN_IN}/token")
