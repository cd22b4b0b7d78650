/** Sound modules that combine what modules do, in either language: no MUST fails, on any version. */
import {
  AuthorizationServer,
  type ClientAuthentication,
  defineApplicationCredentials,
  localImplementation,
  overrideImplementation,
  secretBasic,
  secretPost
} from "@application-credentials/sdk"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as fc from "fast-check"
import * as InlineSubject from "../../src/adapters/InlineSubject.ts"
import { findRequirement } from "../../src/catalog/catalog.ts"
import type { Verdict } from "../../src/catalog/Verdict.ts"
import { checkModule } from "../../src/runner/checkModule.ts"
import { sound } from "../mutants/sound.ts"
import { checkFiles } from "./checkFiles.ts"

const failingMusts = (verdicts: Iterable<Verdict>) =>
  [...verdicts].flatMap(({ id, message, verdict }) =>
    verdict === "fail" && findRequirement(id)?.level === "MUST" ? [`${id}: ${message}`] : []
  )

/** A module as a value, made of the SDK's own implementation. */
const definition = fc
  .record({
    clientAuthentication: fc.constantFrom<ClientAuthentication>(secretPost, secretBasic),
    pkce: fc.boolean(),
    scopes: fc.constantFrom(undefined, ["read"], ["read", "write"]),
    scopeSeparator: fc.constantFrom(" ", ","),
    authorizeParameters: fc.constantFrom({}, { prompt: "consent", audience: "https://api.acme-cloud.com" }),
    tokenHeaders: fc.constantFrom({}, { "user-agent": "acme" }),
    defaultExpiresIn: fc.constantFrom(undefined, 3600),
    overrides: fc.boolean()
  })
  .map(({ overrides, ...options }) => {
    const server = new AuthorizationServer({
      authorizeUrl: "https://auth.acme-cloud.com/oauth/authorize",
      tokenUrl: "https://auth.acme-cloud.com/oauth/token"
    })
    return defineApplicationCredentials({
      getAuthImplementation: (_host, domain, credential) => {
        const implementation = localImplementation({ domain, credential, server, ...options })
        return Effect.succeed(
          overrides
            ? overrideImplementation(implementation, (base) => ({
                refresh: (token) => Effect.tap(base.refresh(token), () => Effect.logDebug("refreshed"))
              }))
            : implementation
        )
      }
    })
  })

const verdictsOn = (definition: unknown) =>
  Effect.gen(function* () {
    const verdicts: Array<Verdict> = []
    yield* checkModule({
      integration: null,
      plan: { seed: 1, runs: 8, requirements: [] },
      listener: {
        started: () => Effect.void,
        reached: (verdict) => Effect.sync(() => void verdicts.push(verdict))
      }
    })
    return verdicts
  }).pipe(Effect.provide(InlineSubject.layer(definition)))

const authorizeData = {
  none: "",
  scope: 'return {**super().extra_authorize_data, "scope": "read write"}',
  parameters: 'return {**super().extra_authorize_data, "prompt": "consent", "audience": "acme"}'
} as const

const tokenRequests = {
  none: "",
  basic: `async def _token_request(self, data: dict) -> dict:
        body, headers = client_auth(
            {k: v for k, v in data.items() if k != "client_id"},
            self.client_id,
            self.client_secret,
            "client_secret_basic",
        )
        return await async_token_request(
            self.hass, self.token_url, body, domain=self.domain, headers=headers, allow_redirects=False
        )`,
  post: `async def _token_request(self, data: dict) -> dict:
        body, headers = client_auth(data, self.client_id, self.client_secret)
        return await async_token_request(
            self.hass, self.token_url, body, domain=self.domain, headers=headers, allow_redirects=False
        )`
} as const

const constructions = {
  AuthImplementation: `Implementation(
        hass,
        auth_domain,
        credential,
        AuthorizationServer(
            "https://auth.acme-cloud.com/oauth/authorize", "https://auth.acme-cloud.com/oauth/token"
        ),
    )`,
  LocalOAuth2ImplementationWithPkce: `Implementation(
        hass,
        auth_domain,
        credential.client_id,
        "https://auth.acme-cloud.com/oauth/authorize",
        "https://auth.acme-cloud.com/oauth/token",
        credential.client_secret,
    )`
} as const

interface PythonChoices {
  readonly base: keyof typeof constructions
  readonly authorize: keyof typeof authorizeData
  readonly request: keyof typeof tokenRequests
  readonly placeholders: boolean
}

const pythonModule = ({ authorize, base, placeholders, request }: PythonChoices): string => `
"""Application credentials of Acme."""

from homeassistant.components.application_credentials import (
    AuthImplementation,
    AuthorizationServer,
    ClientCredential,
)
from homeassistant.core import HomeAssistant
from homeassistant.helpers.config_entry_oauth2_flow import LocalOAuth2ImplementationWithPkce
from homeassistant.helpers.oauth2 import async_token_request, client_auth


class Implementation(${base}):
    """Links accounts at Acme."""

    ${authorizeData[authorize] === "" ? "" : `@property\n    def extra_authorize_data(self) -> dict:\n        ${authorizeData[authorize]}`}

    ${tokenRequests[request]}


async def async_get_auth_implementation(
    hass: HomeAssistant, auth_domain: str, credential: ClientCredential
) -> Implementation:
    """Return the implementation."""
    return ${constructions[base]}
${
  placeholders
    ? `

async def async_get_description_placeholders(hass: HomeAssistant) -> dict[str, str]:
    """Return the values of the description's placeholders."""
    return {"console_url": "https://developer.acme-cloud.com/clients"}
`
    : ""
}`

const pythonChoices: fc.Arbitrary<PythonChoices> = fc.record({
  base: fc.constantFrom<PythonChoices["base"]>("AuthImplementation", "LocalOAuth2ImplementationWithPkce"),
  authorize: fc.constantFrom<PythonChoices["authorize"]>("none", "scope", "parameters"),
  request: fc.constantFrom<PythonChoices["request"]>("none", "basic", "post"),
  placeholders: fc.boolean()
})

describe("a sound module of any features", () => {
  it.live("breaks no MUST in TypeScript", () =>
    Effect.forEach(fc.sample(definition, { seed: 1, numRuns: 12 }), (module) =>
      Effect.map(verdictsOn(module), (verdicts) => assert.deepStrictEqual(failingMusts(verdicts), []))
    )
  )

  it.live.each(
    fc
      .sample(pythonChoices, { seed: 2, numRuns: 6 })
      .map((choices) => [Object.values(choices).join(" "), choices] as const)
  )("breaks no MUST in Python: %s", ([, choices]) =>
    Effect.gen(function* () {
      const description = choices.placeholders ? "Register a client at {console_url}." : undefined
      const integration = sound("python", "acme", pythonModule(choices), description)
      assert.deepStrictEqual(failingMusts((yield* checkFiles(integration, { runs: 8 })).values()), [])
    })
  )
})
