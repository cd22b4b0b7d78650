import type { RequirementId } from "../../src/catalog/Requirement.ts"
import { type Mutant, mutate } from "./Mutant.ts"
import {
  basicPython,
  byHandPython,
  byHandTypeScript,
  implementationTypeScript,
  overrideTypeScript
} from "./sound.ts"

type Pair = readonly [search: string, replacement: string]

const basic = (fault: string, kills: RequirementId, ...changes: ReadonlyArray<Pair>): Mutant =>
  mutate(basicPython, fault, kills, { "application_credentials.py": changes })

const byHand = (fault: string, kills: RequirementId, ...changes: ReadonlyArray<Pair>): Mutant =>
  mutate(byHandTypeScript, fault, kills, { "application_credentials.ts": changes })

/** Gives `basicPython` another end of its refresh. */
const refreshing = (fault: string, kills: RequirementId, body: string): Mutant =>
  basic(fault, kills, ["        return await super()._async_refresh_token(token)\n", body])

/** Gives `overrideTypeScript` a refresh of its own. */
const overriding = (fault: string, kills: RequirementId, refresh: string): Mutant =>
  mutate(overrideTypeScript, fault, kills, {
    "application_credentials.ts": [
      "          exchange: (grant) =>",
      `          refresh: (token) => ${refresh},\n          exchange: (grant) =>`
    ]
  })

const asked = `await self._token_request(
            {"grant_type": "refresh_token", "refresh_token": token["refresh_token"]}
        )`

const plainErrors: Pair = [
  `        if response.status >= 300:
            if response.status == 429 or response.status >= 500:
                raise OAuth2TokenRequestTransientError(**details)
            if response.status >= 400:
                raise OAuth2TokenRequestReauthError(**details)
            raise OAuth2TokenRequestError(**details)
`,
  "        response.raise_for_status()\n"
]

/** Faulty modules for the requirements of family REF. */
export const ref: ReadonlyArray<Mutant> = [
  refreshing(
    "authenticates-in-another-way",
    "REF-1",
    `        new_token = await AuthImplementation._token_request(
            self, {"grant_type": "refresh_token", "refresh_token": token["refresh_token"]}
        )
        return {**token, **new_token}
`
  ),
  refreshing(
    "forgets-the-grant-type",
    "REF-1",
    `        new_token = await self._token_request({"refresh_token": token["refresh_token"]})
        return {**token, **new_token}
`
  ),
  byHand("sends-the-access-token", "REF-1", [
    "Redacted.value(token.refreshToken)",
    "Redacted.value(token.accessToken)"
  ]),
  byHand("does-not-encode-the-refresh-token", "REF-1", [
    "HttpClientRequest.bodyUrlParams(parameters)",
    'HttpClientRequest.bodyText(Object.entries(parameters).map((pair) => pair.join("=")).join("&"), "application/x-www-form-urlencoded")'
  ]),
  refreshing("drops-the-old-refresh-token", "REF-2", `        return ${asked}\n`),
  refreshing(
    "keeps-the-old-refresh-token",
    "REF-2",
    `        new_token = ${asked}
        return {**token, **new_token, "refresh_token": token["refresh_token"]}
`
  ),
  byHand("drops-the-old-refresh-token", "REF-2", [
    "Redacted.make(refresh_token) : old?.refreshToken",
    "Redacted.make(refresh_token) : undefined"
  ]),
  basic("keeps-the-old-expiry", "REF-3", [
    "async def _async_refresh_token(self, token",
    "async def async_refresh_token(self, token"
  ]),
  byHand("keeps-the-old-expiry", "REF-3", [
    "expiresAt: now + expiresIn",
    "expiresAt: old?.expiresAt ?? now + expiresIn"
  ]),
  refreshing(
    "hands-the-old-token-back",
    "REF-4",
    `        try:
            return await super()._async_refresh_token(token)
        except OAuth2TokenRequestError:
            return token
`
  ),
  { ...basic("raises-a-plain-client-error", "REF-4", plainErrors), homeAssistant: "2026.9" },
  overriding(
    "hands-the-old-token-back",
    "REF-4",
    "Effect.catch(base.refresh(token), () => Effect.succeed(token))"
  ),
  { ...basic("raises-a-plain-client-error", "REF-5", plainErrors), homeAssistant: "2026.9" },
  basic("takes-a-busy-provider-for-a-refusal", "REF-5", [
    "raise OAuth2TokenRequestTransientError(**details)",
    "raise OAuth2TokenRequestReauthError(**details)"
  ]),
  refreshing(
    "takes-no-connection-for-a-refusal",
    "REF-5",
    `        try:
            return await super()._async_refresh_token(token)
        except ClientError as error:
            raise ConfigEntryAuthFailed("The refresh failed") from error
`
  ),
  byHand("takes-a-busy-provider-for-a-refusal", "REF-5", [
    "if (status === 429 || status >= 500)",
    "if (status === 429)"
  ]),
  byHand(
    "does-not-notice-an-error",
    "REF-6",
    ["  if (members.error) return yield* rejected(context, status)\n", ""],
    [
      'if (typeof members.access_token !== "string" || members.access_token === "")',
      'if (context.operation === "exchange" && typeof members.access_token !== "string")'
    ],
    ["Redacted.make(access_token)", "access_token ? Redacted.make(access_token) : old.accessToken"]
  ),
  refreshing(
    "keeps-only-the-refresh-token",
    "REF-7",
    `        new_token = ${asked}
        return {"refresh_token": token["refresh_token"], **new_token}
`
  ),
  byHand("drops-old-members", "REF-7", ["...(old === undefined ? {} : Redacted.value(old.extra)), ", ""]),
  refreshing(
    "changes-the-old-token",
    "REF-8",
    `        token.update(${asked})
        return token
`
  ),
  refreshing(
    "counts-the-expiry-in-the-old-token",
    "REF-8",
    `        from time import time

        token["expires_at"] = time() + token["expires_in"]
        new_token = ${asked}
        return {**token, **new_token}
`
  ),
  refreshing(
    "takes-the-refresh-token-out",
    "REF-8",
    `        refresh_token = token.pop("refresh_token")
        new_token = await self._token_request(
            {"grant_type": "refresh_token", "refresh_token": refresh_token}
        )
        return {**token, "refresh_token": refresh_token, **new_token}
`
  ),
  overriding(
    "changes-the-old-token",
    "REF-8",
    "Effect.map(base.refresh(token), (refreshed) => Object.assign(token, refreshed))"
  ),
  basic("sends-an-empty-refresh-token", "REF-9", [
    `        if not token.get("refresh_token"):
            raise ConfigEntryAuthFailed("The account has no refresh token")
        return await super()._async_refresh_token(token)
`,
    `        return await super()._async_refresh_token({"refresh_token": "", **token})
`
  ]),
  overriding(
    "hands-a-token-back-that-it-cannot-refresh",
    "REF-9",
    "token.refreshToken === undefined ? Effect.succeed(token) : base.refresh(token)"
  ),
  byHand("does-not-look-for-a-refresh-token", "REF-9", [
    "if (token.refreshToken === undefined)",
    "if (token.accessToken === undefined)"
  ]),
  mutate(byHandPython, "sends-the-verifier-on-refresh", "REF-10", {
    "application_credentials.py": [
      `    @property
    def extra_token_resolve_data(self) -> dict:
        return {"code_verifier": self._verifier}
`,
      `    async def _token_request(self, data: dict) -> dict:
        return await super()._token_request({**data, "code_verifier": self._verifier})
`
    ]
  }),
  basic("sends-the-redirect-uri-on-refresh", "REF-10", [
    '        data.pop("client_id", None)\n',
    '        data.pop("client_id", None)\n        data["redirect_uri"] = self.redirect_uri\n'
  ]),
  mutate(implementationTypeScript, "sends-a-redirect-uri-on-refresh", "REF-10", {
    "application_credentials.ts": [
      "        pkce: true,\n",
      '        pkce: true,\n        refreshParameters: { redirect_uri: "https://my.home-assistant.io/redirect/oauth" },\n'
    ]
  }),
  refreshing(
    "remembers-its-first-refresh-token",
    "REF-11",
    `        if not hasattr(self, "_refresh_token"):
            self._refresh_token = token["refresh_token"]
        return await super()._async_refresh_token({**token, "refresh_token": self._refresh_token})
`
  ),
  byHand(
    "remembers-its-first-refresh-token",
    "REF-11",
    [
      "const implementation = (domain, credential) => ({",
      "const implementation = (domain, credential, memory = {}) => ({"
    ],
    [
      "refresh_token: Redacted.value(token.refreshToken)",
      "refresh_token: Redacted.value((memory.first ??= token.refreshToken))"
    ]
  )
]
