"""A module that names a server: in its process Home Assistant's own implementation runs for all modules of a run."""

from homeassistant.components.application_credentials import AuthorizationServer


async def async_get_authorization_server(hass):
    return AuthorizationServer(
        authorize_url="https://authorize.host-twin.example/oauth2/authorize",
        token_url="https://token.host-twin.example/oauth2/token",
    )
