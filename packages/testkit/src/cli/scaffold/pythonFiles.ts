/** The code of a new integration in Python. */
import { type Answers, type ProviderSettings, scopesOf } from "./Answers.ts"
import { redirectUrl } from "./typeScriptFiles.ts"

/** Files by path within the integration's folder. */
export const pythonFiles = (answers: Answers): Record<string, string> => ({
  "__init__.py": setup(answers),
  "application_credentials.py": credentials(answers),
  "config_flow.py": configFlow(answers),
  "const.py": constants(answers)
})

/** What a provider wants that the Python files do not do, in words. */
export const leftToPython = (provider: ProviderSettings): ReadonlyArray<string> =>
  Object.entries(wordsForLeft).flatMap(([name, words]) => (Object.hasOwn(provider, name) ? [words] : []))

const wordsForLeft = {
  exchangeParameters: "its further parameters of the code exchange",
  refreshParameters: "its further parameters of a refresh",
  tokenHeaders: "its header fields of token requests",
  bodyFormat: "token requests in its own format",
  parameterNames: "its own names of standard parameters",
  redirectUriOnRefresh: "the redirect URI in each refresh",
  tokenServer: "the token server that its callback names",
  tokenResponse: "the form of its token responses",
  tokenErrors: "its own error codes"
} as const satisfies { readonly [name in keyof ProviderSettings]?: string }

const setup = ({ domain, title }: Answers): string => `"""The ${title} integration."""

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.config_entry_oauth2_flow import (
    OAuth2Session,
    async_get_config_entry_implementation,
)

type ${classOf(domain)}ConfigEntry = ConfigEntry[OAuth2Session]


async def async_setup_entry(hass: HomeAssistant, entry: ${classOf(domain)}ConfigEntry) -> bool:
    """Set up a linked account."""
    implementation = await async_get_config_entry_implementation(hass, entry)
    session = OAuth2Session(hass, entry, implementation)
    await session.async_ensure_token_valid()
    entry.runtime_data = session
    return True


async def async_unload_entry(hass: HomeAssistant, entry: ${classOf(domain)}ConfigEntry) -> bool:
    """Unload a linked account."""
    return True
`

const constants = (answers: Answers): string => {
  const { consoleUrl, domain, provider, title } = answers
  return `"""Constants of ${title}."""

DOMAIN = "${domain}"
AUTHORIZE_URL = ${text(provider.endpoints.authorize)}
TOKEN_URL = ${text(provider.endpoints.token)}
CONSOLE_URL = ${text(consoleUrl)}
REDIRECT_URL = ${text(redirectUrl)}

# What Home Assistant adds to the authorization request.
EXTRA_AUTHORIZE_DATA = {${entries(authorizeData(answers))}}
`
}

const authorizeData = (answers: Answers): Readonly<Record<string, string>> => {
  const { provider } = answers
  const scopes = scopesOf(answers)
  return {
    ...provider.authorizeParameters,
    ...(scopes.length === 0 ? {} : { scope: scopes.join(provider.scopeSeparator ?? " ") })
  }
}

const entries = (members: Readonly<Record<string, string>>): string => {
  const lines = Object.entries(members).map(([name, value]) => `    ${text(name)}: ${text(value)},\n`)
  return lines.length === 0 ? "" : `\n${lines.join("")}`
}

const configFlow = ({ domain, title }: Answers): string => `"""Config flow of ${title}."""

from collections.abc import Mapping
import logging
from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH, ConfigFlowResult
from homeassistant.helpers.config_entry_oauth2_flow import AbstractOAuth2FlowHandler

from .const import DOMAIN, EXTRA_AUTHORIZE_DATA

_LOGGER = logging.getLogger(__name__)


class ${classOf(domain)}FlowHandler(AbstractOAuth2FlowHandler, domain=DOMAIN):
    """Links an account, and links it again when its token is no longer accepted."""

    DOMAIN = DOMAIN

    @property
    def logger(self) -> logging.Logger:
        """Return the logger."""
        return _LOGGER

    @property
    def extra_authorize_data(self) -> dict[str, Any]:
        """Return what is added to the authorization request."""
        return dict(EXTRA_AUTHORIZE_DATA)

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """Begin to link an account again."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask the user before leaving for the provider."""
        if user_input is None:
            return self.async_show_form(step_id="reauth_confirm")
        return await self.async_step_user()

    async def async_oauth_create_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Keep the account that was linked.

        There is one account. For more of them ask the provider whose token this is, and call
        async_set_unique_id, _abort_if_unique_id_mismatch and _abort_if_unique_id_configured.
        """
        if self.source == SOURCE_REAUTH:
            return self.async_update_reload_and_abort(self._get_reauth_entry(), data=data)
        self._async_abort_entries_match()
        return self.async_create_entry(title=${text(title)}, data=data)
`

const credentials = (answers: Answers): string => {
  const { clientAuthentication, pkce } = answers.provider
  return pkce !== true && clientAuthentication === "client_secret_post"
    ? hostsImplementation(answers)
    : ownImplementation(answers)
}

const placeholders = `

async def async_get_description_placeholders(hass: HomeAssistant) -> dict[str, str]:
    """Return the values of the description's placeholders."""
    return {"console_url": CONSOLE_URL, "redirect_url": REDIRECT_URL}
`

const hostsImplementation = ({ title }: Answers): string => `"""Application credentials of ${title}."""

from homeassistant.components.application_credentials import AuthorizationServer
from homeassistant.core import HomeAssistant

from .const import AUTHORIZE_URL, CONSOLE_URL, REDIRECT_URL, TOKEN_URL


async def async_get_authorization_server(hass: HomeAssistant) -> AuthorizationServer:
    """Return the authorization server."""
    return AuthorizationServer(authorize_url=AUTHORIZE_URL, token_url=TOKEN_URL)
${placeholders}`

const ownImplementation = ({ domain, provider, title }: Answers): string => {
  const base = provider.pkce === true ? "LocalOAuth2ImplementationWithPkce" : "LocalOAuth2Implementation"
  const isBasic = provider.clientAuthentication?.startsWith("client_secret_basic") === true
  const secret = provider.clientAuthentication === "none" ? '""' : "credential.client_secret"
  return `"""Application credentials of ${title}."""

${isBasic ? "from typing import Any\n\n" : ""}from homeassistant.components.application_credentials import ClientCredential
from homeassistant.core import HomeAssistant
from homeassistant.helpers.config_entry_oauth2_flow import (
    ${base},
)
${isBasic ? "from homeassistant.helpers.oauth2 import async_token_request, client_auth\n" : ""}
from .const import AUTHORIZE_URL, CONSOLE_URL, REDIRECT_URL, TOKEN_URL


class ${classOf(domain)}Implementation(${base}):
    """Links accounts of ${title}${isBasic ? ", with HTTP Basic" : ""}."""

    def __init__(
        self, hass: HomeAssistant, auth_domain: str, credential: ClientCredential
    ) -> None:
        """Make the implementation for a credential."""
        super().__init__(
            hass,
            auth_domain,
            client_id=credential.client_id,
            client_secret=${secret},
            authorize_url=AUTHORIZE_URL,
            token_url=TOKEN_URL,
        )
        self._name = credential.name

    @property
    def name(self) -> str:
        """Return what tells the credential from others."""
        return self._name or self.client_id
${isBasic ? basicRequest : ""}

async def async_get_auth_implementation(
    hass: HomeAssistant, auth_domain: str, credential: ClientCredential
) -> ${classOf(domain)}Implementation:
    """Return the implementation for a credential."""
    return ${classOf(domain)}Implementation(hass, auth_domain, credential)
${placeholders}`
}

const basicRequest = `
    async def _token_request(self, data: dict[str, Any]) -> dict[str, Any]:
        """Send a token request with HTTP Basic."""
        body, headers = client_auth(
            {name: value for name, value in data.items() if name != "client_id"},
            self.client_id,
            self.client_secret,
            "client_secret_basic",
        )
        return await async_token_request(
            self.hass,
            self.token_url,
            body,
            domain=self.domain,
            headers=headers,
            allow_redirects=False,
        )
`

const classOf = (domain: string): string =>
  domain
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("")

/** A text as a literal of Python, which reads JSON's escapes. */
const text = (value: string): string => JSON.stringify(value)
