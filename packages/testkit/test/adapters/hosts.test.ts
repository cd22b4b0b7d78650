/** What Home Assistant does, on the Python host and on the TypeScript one, in every modelled version. */
import {
  AuthorizationServer,
  type ClientCredential,
  type Host,
  localImplementation
} from "@application-credentials/sdk"
import { describe, expect, layer } from "@effect/vitest"
import { Effect, type Layer } from "effect"
import { HttpClient, HttpClientResponse } from "effect/http"
import * as InlineSubject from "../../src/adapters/InlineSubject.ts"
import { type HomeAssistant, homeAssistants } from "../../src/subject/HomeAssistant.ts"
import type { ErrorKind, Outcome, Step, WireAnswer } from "../../src/subject/Protocol.ts"
import type { Subject } from "../../src/subject/Subject.ts"
import { credential, host, json, perform, python, valueOf } from "./python/python.ts"

const urls = { authorizeUrl: "https://acme.example/authorize", tokenUrl: "https://acme.example/token" }

/** Asks for a token itself, and leaves the HTTP client's errors as they are, for the domain `own`; else the host does. */
const pythonModule = `
from homeassistant.components.application_credentials import AuthImplementation, AuthorizationServer
from homeassistant.helpers.aiohttp_client import async_get_clientsession

SERVER = AuthorizationServer("${urls.authorizeUrl}", "${urls.tokenUrl}")

class Own(AuthImplementation):
    async def _token_request(self, data):
        response = await async_get_clientsession(self.hass).post(self.token_url, data=data)
        response.raise_for_status()
        return await response.json()

async def async_get_auth_implementation(hass, auth_domain, credential):
    made = Own if auth_domain == "own" else AuthImplementation
    return made(hass, auth_domain, credential, SERVER)
`
/** The types of the SDK let no error of the HTTP client through; a module in JavaScript may. */
const typeScriptModule: unknown = {
  getAuthImplementation: (_host: Host, domain: string, credential: ClientCredential) => {
    const made = localImplementation({ domain, credential, server: new AuthorizationServer(urls) })
    const refresh = () =>
      HttpClient.post(urls.tokenUrl).pipe(Effect.flatMap(HttpClientResponse.filterStatusOk))
    return Effect.succeed(domain === "own" ? { ...made, refresh } : made)
  }
}

const hosts: ReadonlyArray<readonly [string, (homeAssistant: HomeAssistant) => Layer.Layer<Subject>]> = [
  ["Python", (homeAssistant) => python(pythonModule, {}, { homeAssistant })],
  ["TypeScript", (homeAssistant) => InlineSubject.layer(typeScriptModule, { homeAssistant })]
]

const make = (authDomain: string): Step => ({
  _tag: "getAuthImplementation",
  as: "a",
  from: { by: "module" },
  host,
  authDomain,
  credential
})
const authorize: Step = { _tag: "authorize", on: "a", flowId: "flow-1" }
const exchange: Step = { _tag: "exchange", on: "a", callback: { code: "the-code" } }
const stored = {
  access_token: "old",
  refresh_token: "old-refresh",
  token_type: "Bearer",
  expires_in: 60,
  expires_at: 1_700_000_000,
  account: "kept"
}
const refresh: Step = { _tag: "refresh", on: "a", token: stored }

const token = { access_token: "new", token_type: "Bearer", expires_in: 3600 }
const refused = (status: number) => json({ error: "invalid_grant" }, status)
const html = (status: number): WireAnswer => ({
  _tag: "Response",
  status,
  headers: { "content-type": "text/html" },
  body: "<p>busy</p>"
})

type Came = ErrorKind | "returned"

/** What comes of an answer in the exchange and in the refresh; where TypeScript differs, as its rules are stricter. */
interface Behaviour {
  readonly answer: WireAnswer
  readonly exchange: Came
  readonly refresh: Came
  /** Up to 2026.9, where that is something else. */
  readonly before?: readonly [exchange: Came, refresh: Came]
  readonly inTypeScript?: readonly [exchange: Came, refresh: Came]
  readonly inTypeScriptBefore?: readonly [exchange: Came, refresh: Came]
}

const again = (answer: WireAnswer): Behaviour => ({ answer, exchange: "transient", refresh: "transient" })
const relink = (answer: WireAnswer): Behaviour => ({
  answer,
  exchange: "reauthentication",
  refresh: "reauthentication"
})

/** An answer without a usable token is refused in TypeScript wherever it comes, and one without `expires_in` completed. */
const behaviours: { readonly [name: string]: Behaviour } = {
  "a refusal with 400": relink(refused(400)),
  "a refusal with 401": relink(refused(401)),
  // The SDK takes a page for no refusal: the address may be wrong for a while.
  "a page with 404": { ...relink(html(404)), inTypeScript: ["transient", "transient"] },
  "a refusal with 429": again(refused(429)),
  "a refusal with 500": again(refused(500)),
  "a page with 503": again(html(503)),
  "no answer": { ...again({ _tag: "ConnectionFailure" }), before: ["client", "client"] },
  "a page with 200": {
    answer: html(200),
    exchange: "tokenRequest",
    refresh: "transient",
    before: ["client", "client"],
    inTypeScriptBefore: ["tokenRequest", "tokenRequest"]
  },
  "a token without expires_in": {
    answer: json({ access_token: "new" }),
    exchange: "noToken",
    refresh: "returned",
    inTypeScript: ["returned", "returned"]
  },
  "a token whose expires_in is null": {
    answer: json({ ...token, expires_in: null }),
    exchange: "noToken",
    refresh: "transient",
    before: ["noToken", "other"],
    inTypeScript: ["returned", "returned"]
  },
  "a token whose expires_in is no number": {
    answer: json({ ...token, expires_in: "soon" }),
    exchange: "noToken",
    refresh: "transient",
    before: ["noToken", "other"],
    // The SDK keeps a rotated token, whatever is said of its lifetime.
    inTypeScript: ["noToken", "returned"]
  },
  "no access token": {
    answer: json({ expires_in: 60 }),
    exchange: "returned",
    refresh: "transient",
    before: ["returned", "returned"],
    inTypeScript: ["tokenRequest", "transient"],
    inTypeScriptBefore: ["tokenRequest", "tokenRequest"]
  },
  "an access token that is null": {
    answer: json({ ...token, access_token: null }),
    exchange: "returned",
    refresh: "transient",
    before: ["returned", "returned"],
    inTypeScript: ["tokenRequest", "transient"],
    inTypeScriptBefore: ["tokenRequest", "tokenRequest"]
  },
  "an empty access token": {
    answer: json({ ...token, access_token: "" }),
    exchange: "returned",
    refresh: "transient",
    before: ["returned", "returned"],
    inTypeScript: ["tokenRequest", "transient"],
    inTypeScriptBefore: ["tokenRequest", "tokenRequest"]
  },
  "an error with 200": {
    answer: json({ error: "invalid_grant" }),
    exchange: "noToken",
    refresh: "transient",
    before: ["noToken", "returned"],
    inTypeScript: ["reauthentication", "reauthentication"]
  },
  "a list": {
    answer: json([1]),
    exchange: "noToken",
    refresh: "transient",
    before: ["noToken", "other"],
    inTypeScript: ["tokenRequest", "transient"],
    inTypeScriptBefore: ["tokenRequest", "tokenRequest"]
  }
}

/** What a module's own token request leaves to the host to understand. */
const ownErrors: { readonly [name: string]: readonly [WireAnswer, Came] } = {
  "400": [refused(400), "reauthentication"],
  "403": [html(403), "reauthentication"],
  "429": [refused(429), "transient"],
  "502": [html(502), "transient"],
  "no answer": [{ _tag: "ConnectionFailure" }, "transient"]
}

const came = (outcome: Outcome | undefined): Came | undefined =>
  outcome?._tag === "raised" ? outcome.error.kind : outcome?._tag === "returned" ? "returned" : undefined

describe.each(homeAssistants)("Home Assistant $version", (homeAssistant) => {
  const isOld = !homeAssistant.facts.mapsRefreshErrors
  describe.each(hosts)("on the %s host", (language, layerOf) => {
    layer(layerOf(homeAssistant))((it) => {
      for (const [name, behaviour] of Object.entries(behaviours)) {
        it.effect(`understands ${name}`, () =>
          Effect.gen(function* () {
            const { outcomes } = yield* perform(
              [make("acme"), authorize, exchange, refresh],
              behaviour.answer
            )
            const inPython = (isOld ? behaviour.before : undefined) ?? [behaviour.exchange, behaviour.refresh]
            const inTypeScript = (isOld ? behaviour.inTypeScriptBefore : undefined) ??
              behaviour.inTypeScript ?? [behaviour.exchange, behaviour.refresh]
            expect([came(outcomes[2]), came(outcomes[3])]).toEqual(
              language === "Python" ? inPython : inTypeScript
            )
          })
        )
      }

      for (const [name, [answer, kind]] of Object.entries(ownErrors)) {
        it.effect(`understands the HTTP client's error for ${name} in a module's own refresh`, () =>
          Effect.gen(function* () {
            const { outcomes } = yield* perform([make("own"), refresh], answer)
            expect(came(outcomes[1])).toBe(isOld ? "client" : kind)
          })
        )
      }

      it.effect("keeps what a refresh leaves out, and sets the expiry", () =>
        Effect.gen(function* () {
          const { outcomes } = yield* perform([make("acme"), refresh], json(token))
          expect(valueOf(outcomes[1])).toMatchObject({
            refreshed: { ...stored, ...token, expires_at: 1_800_003_600 },
            passedIn: stored
          })
        })
      )
    })
  })
})
