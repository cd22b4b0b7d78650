/** Sound integrations of every kind, in both languages. No requirement may fail any of them. */
import { changed, type Files, type Sound } from "./Mutant.ts"

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** Manifest and translations of a custom integration that is as it should be. */
const folder = (domain: string, description?: string): Files => ({
  "manifest.json": json({
    domain,
    name: "Acme",
    codeowners: ["@acme"],
    config_flow: true,
    dependencies: ["application_credentials"],
    documentation: "https://example.org/acme",
    integration_type: "service",
    iot_class: "cloud_polling",
    issue_tracker: "https://example.org/acme/issues",
    requirements: [],
    version: "1.0.0"
  }),
  "translations/en.json": json({
    ...(description === undefined ? {} : { application_credentials: { description } }),
    config: {
      step: { pick_implementation: { title: "Choose an authentication method" } },
      abort: Object.fromEntries(
        [
          "already_configured",
          "authorize_url_timeout",
          "missing_configuration",
          "missing_credentials",
          "no_url_available",
          "oauth_error",
          "oauth_failed",
          "oauth_implementation_unavailable",
          "oauth_timeout",
          "oauth_unauthorized",
          "reauth_successful",
          "user_rejected_authorize",
          "wrong_account"
        ].map((reason) => [reason, `It ended with ${reason}.`])
      )
    }
  })
})

/** A custom integration that is sound but for its module, perhaps. */
export const sound = (
  language: Sound["language"],
  name: string,
  module: string,
  description?: string
): Sound => ({
  name,
  language,
  files: {
    ...folder(name, description),
    [language === "python" ? "application_credentials.py" : "application_credentials.ts"]: module
  }
})

const withFile = (path: string, content: string, { files, ...rest }: Sound): Sound => ({
  ...rest,
  files: { ...files, [path]: content }
})

const requiring = (requirement: string, integration: Sound): Sound =>
  withFile(
    "manifest.json",
    (integration.files["manifest.json"] ?? "").replace(
      '"requirements": []',
      `"requirements": ["${requirement}"]`
    ),
    integration
  )

const dialog = "Register a client at {console_url} and paste its id and secret."

/** Only the authorization server. */
export const serverTypeScript = sound(
  "typescript",
  "acme_server",
  `import { AuthorizationServer, defineApplicationCredentials } from "@application-credentials/sdk"
import { Effect } from "effect"

export default defineApplicationCredentials({
  getAuthorizationServer: (_host) =>
    Effect.succeed(
      new AuthorizationServer({
        authorizeUrl: "https://auth.acme-cloud.com/oauth/authorize",
        tokenUrl: "https://auth.acme-cloud.com/oauth/token"
      })
    )
})
`
)

/** The authorization server and a description with a placeholder. */
export const placeholdersTypeScript = sound(
  "typescript",
  "acme_dialog",
  `import { AuthorizationServer, defineApplicationCredentials } from "@application-credentials/sdk"
import { Effect } from "effect"

export default defineApplicationCredentials({
  getAuthorizationServer: (_host) =>
    Effect.succeed(
      new AuthorizationServer({
        authorizeUrl: "https://auth.acme-cloud.com/oauth/authorize",
        tokenUrl: "https://auth.acme-cloud.com/oauth/token"
      })
    ),
  getDescriptionPlaceholders: (_host) => Effect.succeed({ console_url: "https://developer.acme-cloud.com/clients" })
})
`,
  dialog
)

/** Only the authorization server, in Python, its endpoints in `const.py`. */
export const serverPython = withFile(
  "const.py",
  `OAUTH2_AUTHORIZE = "https://auth.acme-cloud.com/oauth/authorize"
OAUTH2_TOKEN = "https://auth.acme-cloud.com/oauth/token"
`,
  sound(
    "python",
    "acme_server",
    `"""Application credentials of Acme."""

from homeassistant.components.application_credentials import AuthorizationServer
from homeassistant.core import HomeAssistant

from .const import OAUTH2_AUTHORIZE, OAUTH2_TOKEN


async def async_get_authorization_server(hass: HomeAssistant) -> AuthorizationServer:
    """Return the authorization server."""
    return AuthorizationServer(authorize_url=OAUTH2_AUTHORIZE, token_url=OAUTH2_TOKEN)
`
  )
)

/** The authorization server and a description with a placeholder, in Python. */
export const placeholdersPython = sound(
  "python",
  "acme_dialog",
  `"""Application credentials of Acme."""

from homeassistant.components.application_credentials import AuthorizationServer
from homeassistant.core import HomeAssistant


async def async_get_authorization_server(hass: HomeAssistant) -> AuthorizationServer:
    """Return the authorization server."""
    return AuthorizationServer(
        authorize_url="https://auth.acme-cloud.com/oauth/authorize",
        token_url="https://auth.acme-cloud.com/oauth/token",
    )


async def async_get_description_placeholders(hass: HomeAssistant) -> dict[str, str]:
    """Return the values of the description's placeholders."""
    return {"console_url": "https://developer.acme-cloud.com/clients"}
`,
  dialog
)

/** An implementation of its own with HTTP Basic, in Python. */
export const basicPython = sound(
  "python",
  "acme_basic",
  `"""Application credentials of Acme, which wants HTTP Basic."""

import base64
from json import JSONDecodeError
from typing import Any
from urllib.parse import quote_plus

from aiohttp import ClientError

from homeassistant.components.application_credentials import (
    AuthImplementation,
    AuthorizationServer,
    ClientCredential,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import (
    ConfigEntryAuthFailed,
    OAuth2TokenRequestError,
    OAuth2TokenRequestReauthError,
    OAuth2TokenRequestTransientError,
)
from homeassistant.helpers.aiohttp_client import async_get_clientsession


class AcmeImplementation(AuthImplementation):
    """Authenticates the client with HTTP Basic."""

    async def _token_request(self, data: dict[str, Any]) -> dict[str, Any]:
        session = async_get_clientsession(self.hass)
        pair = f"{quote_plus(self.client_id)}:{quote_plus(self.client_secret)}"
        basic = base64.b64encode(pair.encode()).decode()
        data.pop("client_id", None)
        response = await session.post(
            self.token_url,
            data=data,
            headers={"Authorization": f"Basic {basic}"},
            allow_redirects=False,
        )
        details = {
            "request_info": response.request_info,
            "history": response.history,
            "status": response.status,
            "message": response.reason or "",
            "headers": response.headers,
            "domain": self.domain,
        }
        if response.status >= 300:
            if response.status == 429 or response.status >= 500:
                raise OAuth2TokenRequestTransientError(**details)
            if response.status >= 400:
                raise OAuth2TokenRequestReauthError(**details)
            raise OAuth2TokenRequestError(**details)
        try:
            token = await response.json()
        except JSONDecodeError as error:
            raise ClientError("The token endpoint did not answer with JSON") from error
        if not isinstance(token, dict):
            raise ClientError("The token endpoint did not answer with an object")
        if token.get("error"):
            raise OAuth2TokenRequestReauthError(**details)
        if not isinstance(token.get("access_token"), str) or not token["access_token"]:
            raise ClientError("The token endpoint gave no access token")
        token.setdefault("expires_in", 3600)
        return token

    async def _async_refresh_token(self, token: dict[str, Any]) -> dict[str, Any]:
        if not token.get("refresh_token"):
            raise ConfigEntryAuthFailed("The account has no refresh token")
        return await super()._async_refresh_token(token)


async def async_get_auth_implementation(
    hass: HomeAssistant, auth_domain: str, credential: ClientCredential
) -> AcmeImplementation:
    """Return the implementation for a credential."""
    return AcmeImplementation(
        hass,
        auth_domain,
        credential,
        AuthorizationServer(
            authorize_url="https://auth.acme-cloud.com/oauth/authorize",
            token_url="https://auth.acme-cloud.com/oauth/token",
        ),
    )
`
)

/** An implementation with PKCE and a scope, in Python. */
export const pkcePython = sound(
  "python",
  "acme_pkce",
  `"""Application credentials of Acme, with PKCE."""

from homeassistant.components.application_credentials import ClientCredential
from homeassistant.core import HomeAssistant
from homeassistant.helpers.config_entry_oauth2_flow import (
    LocalOAuth2ImplementationWithPkce,
)


class AcmeImplementation(LocalOAuth2ImplementationWithPkce):
    """Asks for a scope as well."""

    def __init__(self, hass: HomeAssistant, auth_domain: str, credential: ClientCredential) -> None:
        super().__init__(
            hass,
            auth_domain,
            credential.client_id,
            authorize_url="https://auth.acme-cloud.com/oauth/authorize",
            token_url="https://auth.acme-cloud.com/oauth/token",
            client_secret=credential.client_secret,
        )
        self._name = credential.name

    @property
    def name(self) -> str:
        return self._name or self.client_id

    @property
    def extra_authorize_data(self) -> dict:
        return {"scope": "read write"} | super().extra_authorize_data


async def async_get_auth_implementation(
    hass: HomeAssistant, auth_domain: str, credential: ClientCredential
) -> AcmeImplementation:
    """Return the implementation for a credential."""
    return AcmeImplementation(hass, auth_domain, credential)
`
)

/** An implementation of its own, in TypeScript: PKCE, a scope and a parameter that the provider wants. */
export const implementationTypeScript = sound(
  "typescript",
  "acme_implementation",
  `import { AuthorizationServer, defineApplicationCredentials, localImplementation } from "@application-credentials/sdk"
import { Effect } from "effect"

const server = new AuthorizationServer({
  authorizeUrl: "https://auth.acme-cloud.com/oauth/authorize",
  tokenUrl: "https://auth.acme-cloud.com/oauth/token"
})

export default defineApplicationCredentials({
  getAuthImplementation: (_host, authDomain, credential) =>
    Effect.succeed(
      localImplementation({
        domain: authDomain,
        credential,
        server,
        pkce: true,
        scopes: ["read", "write"],
        authorizeParameters: { audience: "https://api.acme-cloud.com" }
      })
    )
})
`
)

/** A credential from the user's configuration where there is one, in TypeScript. */
export const legacyTypeScript = sound(
  "typescript",
  "acme_legacy",
  `import { AuthorizationServer, ClientCredential, defineApplicationCredentials } from "@application-credentials/sdk"
import { Effect, Option, Redacted } from "effect"

const textOf = (value: unknown) => (typeof value === "string" && value.trim() !== "" ? value : undefined)

export default defineApplicationCredentials({
  getAuthorizationServer: (_host) =>
    Effect.succeed(
      new AuthorizationServer({
        authorizeUrl: "https://auth.acme-cloud.com/oauth/authorize",
        tokenUrl: "https://auth.acme-cloud.com/oauth/token"
      })
    ),
  getClientCredential: (host) => {
    const clientId = textOf(host.data["acme_legacy_id"])
    const clientSecret = textOf(host.data["acme_legacy_secret"])
    return Effect.succeed(
      clientId === undefined || clientSecret === undefined
        ? Option.none()
        : Option.some(new ClientCredential({ clientId, clientSecret: Redacted.make(clientSecret) }))
    )
  }
})
`
)

/** A server that only the config flow knows, in Python: without it, the hook fails and says why. */
export const contextPython = withFile(
  "config_flow.py",
  `"""Config flow of Acme."""

import logging

from homeassistant.helpers import config_entry_oauth2_flow

from .application_credentials import tenant_context


class OAuth2FlowHandler(
    config_entry_oauth2_flow.AbstractOAuth2FlowHandler, domain="acme_context"
):
    """Knows the tenant."""

    DOMAIN = "acme_context"

    @property
    def logger(self) -> logging.Logger:
        return logging.getLogger(__name__)

    async def async_step_pick_implementation(self, user_input=None):
        with tenant_context("first"):
            return await super().async_step_pick_implementation(user_input)

    async def async_oauth_create_entry(self, data):
        self._async_abort_entries_match()
        return await super().async_oauth_create_entry(data)
`,
  sound(
    "python",
    "acme_context",
    `"""Application credentials of Acme, where each tenant has a server."""

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar

from homeassistant.components.application_credentials import AuthorizationServer
from homeassistant.core import HomeAssistant

_tenant: ContextVar[str] = ContextVar("acme_tenant")


@contextmanager
def tenant_context(tenant: str) -> Generator[None]:
    """Set the tenant."""
    token = _tenant.set(tenant)
    try:
        yield
    finally:
        _tenant.reset(token)


async def async_get_authorization_server(hass: HomeAssistant) -> AuthorizationServer:
    """Return the tenant's authorization server."""
    tenant = _tenant.get()
    return AuthorizationServer(
        authorize_url=f"https://{tenant}.acme-cloud.com/authorize",
        token_url=f"https://{tenant}.acme-cloud.com/token",
    )
`
  )
)

/** An authorize URL that the config flow fills in, in Python. */
export const filledInPython = withFile(
  "config_flow.py",
  `"""Config flow of Acme."""

import logging

from homeassistant.helpers import config_entry_oauth2_flow


class OAuth2FlowHandler(
    config_entry_oauth2_flow.AbstractOAuth2FlowHandler, domain="acme_project"
):
    """Knows the project."""

    DOMAIN = "acme_project"

    @property
    def logger(self) -> logging.Logger:
        return logging.getLogger(__name__)

    async def async_oauth_create_entry(self, data):
        self._async_abort_entries_match()
        return await super().async_oauth_create_entry(data)

    async def async_generate_authorize_url(self) -> str:
        self.flow_impl.authorize_url = "https://auth.acme-cloud.com/first/authorize"
        return await super().async_generate_authorize_url()
`,
  sound(
    "python",
    "acme_project",
    `"""Application credentials of Acme, where each project has an authorize URL."""

from homeassistant.components.application_credentials import AuthorizationServer
from homeassistant.core import HomeAssistant


async def async_get_authorization_server(hass: HomeAssistant) -> AuthorizationServer:
    """Return the authorization server."""
    return AuthorizationServer(
        authorize_url="",  # The config flow knows the project.
        token_url="https://auth.acme-cloud.com/token",
    )
`
  )
)

/** A redirect URI to copy among the placeholders, in Python: http where the host is. */
export const redirectPython = sound(
  "python",
  "acme_redirect",
  `"""Application credentials of Acme."""

from homeassistant.components.application_credentials import AuthorizationServer
from homeassistant.core import HomeAssistant
from homeassistant.helpers.config_entry_oauth2_flow import (
    AUTH_CALLBACK_PATH,
    MY_AUTH_CALLBACK_PATH,
)


async def async_get_authorization_server(_: HomeAssistant) -> AuthorizationServer:
    """Return the authorization server."""
    return AuthorizationServer(
        "https://auth.acme-cloud.com/oauth/authorize",
        "https://auth.acme-cloud.com/oauth/token",
    )


async def async_get_description_placeholders(hass: HomeAssistant) -> dict[str, str]:
    """Return the values of the description's placeholders."""
    if "my" in hass.config.components:
        redirect_url = MY_AUTH_CALLBACK_PATH
    else:
        ha_host = hass.config.external_url or "https://YOUR_DOMAIN:PORT"
        redirect_url = f"{ha_host}{AUTH_CALLBACK_PATH}"
    return {
        "console_url": "https://developer.acme-cloud.com/clients",
        "redirect_url": redirect_url,
    }
`,
  "Register a client [here]({console_url}), don't forget `{redirect_url}` as its redirect URI."
)

/** Endpoints of a package that is not installed here, in Python. */
export const packagePython = requiring(
  "pyacmecloud==0.2.0",
  sound(
    "python",
    "acme_package",
    `"""Application credentials of Acme."""

from acmecloud import OAUTH2_AUTHORIZE, OAUTH2_TOKEN

from homeassistant.components.application_credentials import AuthorizationServer
from homeassistant.core import HomeAssistant


async def async_get_authorization_server(hass: HomeAssistant) -> AuthorizationServer:
    """Return the authorization server."""
    return AuthorizationServer(authorize_url=OAUTH2_AUTHORIZE, token_url=OAUTH2_TOKEN)
`
  )
)

/** An implementation in TypeScript that adds a parameter to its base's URL and tells when an account is linked. */
export const overrideTypeScript = sound(
  "typescript",
  "acme_override",
  `import {
  AuthorizationServer,
  defineApplicationCredentials,
  localImplementation,
  overrideImplementation
} from "@application-credentials/sdk"
import { Effect } from "effect"

const server = new AuthorizationServer({
  authorizeUrl: "https://auth.acme-cloud.com/oauth/authorize",
  tokenUrl: "https://auth.acme-cloud.com/oauth/token"
})

const withPrompt = (text: string): string => {
  const url = new URL(text)
  url.searchParams.set("prompt", "consent")
  return url.href
}

export default defineApplicationCredentials({
  getAuthImplementation: (_host, authDomain, credential) =>
    Effect.succeed(
      overrideImplementation(
        localImplementation({ domain: authDomain, credential, server, pkce: true, scopes: ["read", "write"] }),
        (base) => ({
          authorize: (flow) =>
            Effect.map(base.authorize(flow), (request) => ({ ...request, url: withPrompt(request.url) })),
          exchange: (grant) =>
            Effect.tap(base.exchange(grant), () => Effect.logDebug("An Acme account is linked"))
        })
      )
    )
})
`
)

/** PKCE by hand, comma separated scopes, a log line and constants that only sound like secrets, in Python. */
export const byHandPython = withFile(
  "const.py",
  `"""Constants of Acme."""

import logging

LOGGER = logging.getLogger(__package__)

DOMAIN = "acme_by_hand"
CONF_CLIENT_SECRET = "client_secret"
CONF_REFRESH_TOKEN = "refresh_token_of_account_2"
SECRET_PLACEHOLDER = "your-secret-goes-here-0123456789"
OAUTH2_AUTHORIZE = "https://auth.acme-cloud.com/oauth/authorize"
OAUTH2_TOKEN = "https://auth.acme-cloud.com/oauth/token"
CLIENT_SECRET_HELP_URL = "https://developer.acme-cloud.com/clients/2f9d1c77b1"
SCOPES = ["read", "write"]
`,
  sound(
    "python",
    "acme_by_hand",
    `"""Application credentials of Acme, with PKCE by hand."""

import base64
import hashlib
import secrets

from homeassistant.components.application_credentials import (
    AuthImplementation,
    AuthorizationServer,
    ClientCredential,
)
from homeassistant.core import HomeAssistant

from .const import LOGGER, OAUTH2_AUTHORIZE, OAUTH2_TOKEN, SCOPES


class AcmeImplementation(AuthImplementation):
    """Adds PKCE."""

    def __init__(
        self,
        hass: HomeAssistant,
        auth_domain: str,
        credential: ClientCredential,
        server: AuthorizationServer,
    ) -> None:
        super().__init__(hass, auth_domain, credential, server)
        self._verifier = secrets.token_urlsafe(64)

    @property
    def extra_authorize_data(self) -> dict:
        digest = hashlib.sha256(self._verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        return {
            "scope": ",".join(SCOPES),
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }

    @property
    def extra_token_resolve_data(self) -> dict:
        return {"code_verifier": self._verifier}

    async def async_generate_authorize_url(self, flow_id: str) -> str:
        url = await super().async_generate_authorize_url(flow_id)
        LOGGER.debug("Linking an account with scopes %s", SCOPES)
        return url


async def async_get_auth_implementation(
    hass: HomeAssistant, auth_domain: str, credential: ClientCredential
) -> AcmeImplementation:
    """Return the implementation for a credential."""
    return AcmeImplementation(
        hass,
        auth_domain,
        credential,
        AuthorizationServer(authorize_url=OAUTH2_AUTHORIZE, token_url=OAUTH2_TOKEN),
    )
`
  )
)

/** HTTP Basic with PKCE through the SDK, in TypeScript. */
export const basicTypeScript = sound(
  "typescript",
  "acme_basic",
  `import {
  AuthorizationServer,
  defineApplicationCredentials,
  localImplementation,
  secretBasic
} from "@application-credentials/sdk"
import { Effect } from "effect"

const server = new AuthorizationServer({
  authorizeUrl: "https://auth.acme-cloud.com/oauth/authorize",
  tokenUrl: "https://auth.acme-cloud.com/oauth/token"
})

export default defineApplicationCredentials({
  getAuthImplementation: (_host, authDomain, credential) =>
    Effect.succeed(
      localImplementation({ domain: authDomain, credential, server, pkce: true, clientAuthentication: secretBasic })
    )
})
`
)

/** Everything by hand on Effect's HTTP client, in TypeScript. */
export const byHandTypeScript = sound(
  "typescript",
  "acme_by_hand",
  `import {
  AuthorizationServer,
  defineApplicationCredentials,
  ReauthenticationRequired,
  Token,
  TokenEndpointRedirected,
  TokenEndpointUnavailable,
  TokenResponseUnusable
} from "@application-credentials/sdk"
import { Clock, Effect, Option, Redacted, Schema, Stream } from "effect"
import { FetchHttpClient, HttpClient, HttpClientRequest } from "effect/http"

const server = new AuthorizationServer({
  authorizeUrl: "https://auth.acme-cloud.com/oauth/authorize",
  tokenUrl: "https://auth.acme-cloud.com/oauth/token"
})

const largest = 65_536

const formEncode = (text) => new URLSearchParams({ "": text }).toString().slice(1)

const basic = ({ clientId, clientSecret }) =>
  "Basic " + btoa(formEncode(clientId) + ":" + formEncode(Redacted.value(clientSecret)))

const parse = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown)))

const read = (response, context) =>
  response.stream.pipe(
    Stream.decodeText,
    Stream.runFoldEffect(
      () => "",
      (text, part) =>
        text.length + part.length > largest
          ? Effect.fail(unusable(context, response.status, "tooLarge"))
          : Effect.succeed(text + part)
    ),
    Effect.catchTag("HttpClientError", (error) =>
      error.reason._tag === "EmptyBodyError" ? Effect.succeed("") : Effect.fail(unreachable(context))
    )
  )

const unreachable = (context) =>
  new TokenEndpointUnavailable({ ...context, reason: "connection", message: "Acme could not be reached." })

const unusable = (context, status, reason) =>
  new TokenResponseUnusable({ ...context, reason, status, message: "Acme did not answer with a token." })

const rejected = (context, status) =>
  new ReauthenticationRequired({ ...context, reason: "rejected", status, message: "Acme refused. Link again." })

const ask = Effect.fnUntraced(function* (context, credential, parameters) {
  const client = HttpClient.withScope(yield* HttpClient.HttpClient)
  const request = HttpClientRequest.post(server.tokenUrl).pipe(
    HttpClientRequest.setHeader("authorization", basic(credential)),
    HttpClientRequest.bodyUrlParams(parameters)
  )
  const response = yield* client.execute(request).pipe(
    Effect.provideService(FetchHttpClient.RequestInit, { redirect: "manual" }),
    Effect.mapError(() => unreachable(context))
  )
  const { status } = response
  if (status === 429 || status >= 500) {
    const reason = status === 429 ? "rateLimited" : "serverError"
    return yield* new TokenEndpointUnavailable({ ...context, reason, status, message: "Acme is busy." })
  }
  if (status >= 400) return yield* rejected(context, status)
  if (status === 0 || status >= 300) {
    return yield* new TokenEndpointRedirected({ ...context, status, message: "Acme redirects." })
  }
  const members = Option.getOrUndefined(parse(yield* read(response, context)))
  if (members === undefined) return yield* unusable(context, status, "notAToken")
  if (members.error) return yield* rejected(context, status)
  if (typeof members.access_token !== "string" || members.access_token === "") {
    return yield* unusable(context, status, "missingMember")
  }
  return members
}, Effect.scoped)

const tokenOf = Effect.fnUntraced(function* (members, old) {
  const { access_token, refresh_token, token_type, expires_in, scope, ...extra } = members
  const now = (yield* Clock.currentTimeMillis) / 1000
  const expiresIn = Number(expires_in ?? old?.expiresIn ?? 3600)
  const refreshToken = typeof refresh_token === "string" ? Redacted.make(refresh_token) : old?.refreshToken
  const granted = typeof scope === "string" ? scope : old?.scope
  return new Token({
    accessToken: Redacted.make(access_token),
    ...(refreshToken === undefined ? {} : { refreshToken }),
    tokenType: typeof token_type === "string" ? token_type : (old?.tokenType ?? "Bearer"),
    expiresIn,
    expiresAt: now + expiresIn,
    ...(granted === undefined ? {} : { scope: granted }),
    extra: Redacted.make({ ...(old === undefined ? {} : Redacted.value(old.extra)), ...extra })
  })
})

const implementation = (domain, credential) => ({
  domain,
  name: credential.displayName,
  server,
  authorize: ({ redirectUri, state }) => {
    const url = new URL(server.authorizeUrl)
    url.searchParams.set("response_type", "code")
    url.searchParams.set("client_id", credential.clientId)
    url.searchParams.set("redirect_uri", redirectUri)
    url.searchParams.set("state", state)
    return Effect.succeed({ url: url.href })
  },
  exchange: ({ code, redirectUri }) =>
    ask({ domain, operation: "exchange" }, credential, {
      grant_type: "authorization_code",
      code: Redacted.value(code),
      redirect_uri: redirectUri
    }).pipe(Effect.flatMap((members) => tokenOf(members, undefined))),
  refresh: Effect.fnUntraced(function* (token) {
    const context = { domain, operation: "refresh" }
    if (token.refreshToken === undefined) {
      const reason = "noRefreshToken"
      return yield* new ReauthenticationRequired({ ...context, reason, message: "Link the account again." })
    }
    const members = yield* ask(context, credential, {
      grant_type: "refresh_token",
      refresh_token: Redacted.value(token.refreshToken)
    })
    return yield* tokenOf(members, token)
  })
})

export default defineApplicationCredentials({
  getAuthImplementation: (_host, authDomain, credential) => Effect.succeed(implementation(authDomain, credential))
})
`
)

/** An exchange that adds a member to the token, which the refresh needs, in Python. */
export const addingPython = sound(
  "python",
  "acme_adding",
  `"""Application credentials of Acme, whose tokens belong to a region."""

from aiohttp import ClientError
from homeassistant.components.application_credentials import (
    AuthImplementation,
    AuthorizationServer,
    ClientCredential,
)
from homeassistant.core import HomeAssistant


class AcmeImplementation(AuthImplementation):
    """Keeps the region of an account in its token."""

    async def async_resolve_external_data(self, external_data) -> dict:
        token = await super().async_resolve_external_data(external_data)
        return {**token, "region": external_data.get("region", "eu")}

    async def _async_refresh_token(self, token: dict) -> dict:
        new_token = await self._token_request(
            {
                "grant_type": "refresh_token",
                "refresh_token": token["refresh_token"],
                "region": token["region"],
            }
        )
        if not new_token.get("access_token"):
            raise ClientError("The token endpoint gave no access token")
        return {**token, **new_token}


async def async_get_auth_implementation(
    hass: HomeAssistant, auth_domain: str, credential: ClientCredential
) -> AcmeImplementation:
    """Return the implementation for a credential."""
    return AcmeImplementation(
        hass,
        auth_domain,
        credential,
        AuthorizationServer(
            authorize_url="https://auth.acme-cloud.com/oauth/authorize",
            token_url="https://auth.acme-cloud.com/oauth/token",
        ),
    )
`
)

/** Errors of its own, which its config flow and its set-up catch, in Python. */
export const ownErrorsPython = withFile(
  "exceptions.py",
  `"""Errors of Acme."""

from homeassistant.exceptions import HomeAssistantError


class AcmeError(HomeAssistantError):
    """Acme does not answer."""


class AcmeAuthError(AcmeError):
    """Acme refuses."""
`,
  withFile(
    "config_flow.py",
    `"""Config flow of Acme."""

import logging

from homeassistant.helpers import config_entry_oauth2_flow

from .exceptions import AcmeAuthError, AcmeError


class AcmeFlow(config_entry_oauth2_flow.AbstractOAuth2FlowHandler, domain="acme_errors"):
    """Handles the errors of its implementation, and links one account."""

    DOMAIN = "acme_errors"

    @property
    def logger(self) -> logging.Logger:
        return logging.getLogger(__name__)

    async def async_step_creation(self, user_input=None):
        try:
            return await super().async_step_creation(user_input)
        except AcmeAuthError:
            return self.async_abort(reason="oauth_unauthorized")
        except AcmeError:
            return self.async_abort(reason="oauth_failed")

    async def async_oauth_create_entry(self, data):
        self._async_abort_entries_match()
        return await super().async_oauth_create_entry(data)
`,
    sound(
      "python",
      "acme_errors",
      `"""Application credentials of Acme, with errors of its own."""

from aiohttp import ClientError, ClientResponseError

from homeassistant.components.application_credentials import (
    AuthImplementation,
    AuthorizationServer,
    ClientCredential,
)
from homeassistant.core import HomeAssistant

from .exceptions import AcmeAuthError, AcmeError


class AcmeImplementation(AuthImplementation):
    """Translates the errors of its base."""

    async def _token_request(self, data: dict) -> dict:
        try:
            return await super()._token_request(data)
        except ClientResponseError as error:
            if error.status in (400, 401):
                raise AcmeAuthError("Acme refuses") from None
            raise AcmeError("Acme does not answer") from None
        except ClientError:
            raise AcmeError("Acme cannot be reached") from None


async def async_get_auth_implementation(
    hass: HomeAssistant, auth_domain: str, credential: ClientCredential
) -> AcmeImplementation:
    """Return the implementation for a credential."""
    return AcmeImplementation(
        hass,
        auth_domain,
        credential,
        AuthorizationServer(
            authorize_url="https://auth.acme-cloud.com/oauth/authorize",
            token_url="https://auth.acme-cloud.com/oauth/token",
        ),
    )
`
    )
  )
)

/** Moves an integration to the endpoints of a real provider. */
export const at = (name: string, authorizeUrl: string, tokenUrl: string, integration: Sound): Sound => ({
  ...integration,
  name,
  files: Object.fromEntries(
    Object.entries(integration.files).map(([path, content]) => [
      path,
      content
        .replaceAll("https://auth.acme-cloud.com/oauth/authorize", authorizeUrl)
        .replaceAll("https://auth.acme-cloud.com/oauth/token", tokenUrl)
        .replaceAll(`"${integration.name}"`, `"${name}"`)
    ])
  )
})

const google = [
  "https://accounts.google.com/o/oauth2/v2/auth",
  "https://oauth2.googleapis.com/token"
] as const

/** Google, which publishes metadata, supports PKCE and gives a refresh token only when asked, in both languages. */
export const googleTypeScript = changed(at("google_typescript", ...google, implementationTypeScript), {
  "application_credentials.ts": ['audience: "https://api.acme-cloud.com"', 'access_type: "offline"']
})
export const googlePython = changed(at("google_python", ...google, pkcePython), {
  "application_credentials.py": [
    'return {"scope": "read write"} |',
    'return {"scope": "read write", "access_type": "offline"} |'
  ]
})

/** Google with its endpoints alone, where the host leaves PKCE out and the config flow asks for a refresh token. */
export const googleServerPython = withFile(
  "config_flow.py",
  `"""Config flow of Acme."""

import logging

from homeassistant.helpers import config_entry_oauth2_flow


class OAuth2FlowHandler(
    config_entry_oauth2_flow.AbstractOAuth2FlowHandler, domain="google_server"
):
    """Links an account."""

    DOMAIN = "google_server"

    @property
    def logger(self) -> logging.Logger:
        return logging.getLogger(__name__)

    async def async_oauth_create_entry(self, data):
        self._async_abort_entries_match()
        return await super().async_oauth_create_entry(data)

    @property
    def extra_authorize_data(self) -> dict:
        """Return what Google wants beside the host's parameters."""
        return {"scope": "email", "access_type": "offline", "prompt": "consent"}
`,
  at("google_server", ...google, serverPython)
)

/** Twitch with its endpoints alone: it publishes metadata. */
export const twitchServerTypeScript = at(
  "twitch_server",
  "https://id.twitch.tv/oauth2/authorize",
  "https://id.twitch.tv/oauth2/token",
  serverTypeScript
)

const deviating = (name: string, authorizeUrl: string, tokenUrl: string, options: string): Sound =>
  sound(
    "typescript",
    name,
    `import {
  AuthorizationServer,
  defineApplicationCredentials,
  localImplementation,
  secretBasic
} from "@application-credentials/sdk"
import { Effect } from "effect"

const server = new AuthorizationServer({ authorizeUrl: "${authorizeUrl}", tokenUrl: "${tokenUrl}" })

const options = { ${options} }

export default defineApplicationCredentials({
  getAuthImplementation: (_host, domain, credential) =>
    Effect.succeed(localImplementation({ domain, credential, server, ...options }))
})
`
  )

/** Providers that want what a rule forbids, in TypeScript. */
export const notionTypeScript = deviating(
  "notion",
  "https://api.notion.com/v1/oauth/authorize",
  "https://api.notion.com/v1/oauth/token",
  'clientAuthentication: secretBasic, bodyFormat: "json"'
)
export const geocachingTypeScript = deviating(
  "geocaching",
  "https://www.geocaching.com/oauth/authorize.aspx",
  "https://oauth.geocaching.com/token",
  "redirectUriOnRefresh: true, pkce: true"
)
/** Diagnostics that redact. */
export const diagnosticsPython = withFile(
  "diagnostics.py",
  `"""Diagnostics of Acme."""

from homeassistant.components.diagnostics import async_redact_data
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

TO_REDACT = {"token", "unique_id"}


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: ConfigEntry) -> dict:
    """Return what helps to find a fault."""
    return async_redact_data(entry.as_dict(), TO_REDACT)
`,
  serverPython
)
