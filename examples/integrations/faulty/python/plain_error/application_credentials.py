"""Faulty: HTTP Basic without form encoding, the secret in the log, and errors that never ask the user to link again."""

import base64
import logging
from typing import Any

from homeassistant.components.application_credentials import (
    AuthImplementation,
    AuthorizationServer,
    ClientCredential,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession

_LOGGER = logging.getLogger(__name__)


class PlainErrorImplementation(AuthImplementation):
    """Authenticates the client with HTTP Basic."""

    async def _token_request(self, data: dict[str, Any]) -> dict[str, Any]:
        """Send a token request."""
        pair = f"{self.client_id}:{self.client_secret}"
        headers = {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
        _LOGGER.debug("Sending %s as %s", data, pair)
        session = async_get_clientsession(self.hass)
        response = await session.post(self.token_url, data=data, headers=headers)
        response.raise_for_status()
        return await response.json()


async def async_get_auth_implementation(
    hass: HomeAssistant, auth_domain: str, credential: ClientCredential
) -> PlainErrorImplementation:
    """Return the implementation for a credential."""
    return PlainErrorImplementation(
        hass,
        auth_domain,
        credential,
        AuthorizationServer(
            authorize_url="https://accounts.spotify.com/authorize",
            token_url="https://accounts.spotify.com/api/token",
        ),
    )
