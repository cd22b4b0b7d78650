import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import * as fc from "fast-check"
import {
  ClientCredential,
  decodeStoredToken,
  encodeStoredToken,
  implementationFromProfile
} from "../../src/index.ts"
import type { ClientAuthenticationName, ClientProfile, ExchangeOptions, Token } from "../../src/index.ts"
import * as arbitrary from "../arbitraries.ts"
import { takeLeaks } from "../canaries/Told.ts"
import { json, makeProvider } from "../Provider.ts"
import type { Answer } from "../Provider.ts"

const endpoints = { authorize: "https://provider.example/authorize", token: "https://provider.example/token" }
const credential = new ClientCredential({ clientId: "id", clientSecret: Redacted.make("CLIENTSECRET") })
const redirectUri = "https://home.example/cb"
const basic = `Basic ${btoa("id:CLIENTSECRET")}`

const make = (profile: Partial<ClientProfile>, scopes: ReadonlyArray<string> = ["a", "b"]) =>
  implementationFromProfile({ endpoints, ...profile }, { domain: "acme", credential, scopes })

const authorize = (profile: Partial<ClientProfile>) => {
  const request = make(profile).authorize({ flowId: "f", redirectUri, state: "s" })
  return Effect.map(
    Effect.provide(request, makeProvider(() => json({})).layer),
    ({ url }) => new URL(url).searchParams
  )
}

/** Links and refreshes, and gives the two requests and tokens. */
const link = (
  profile: Partial<ClientProfile>,
  options: { readonly answer?: Answer; readonly grant?: Partial<ExchangeOptions> } = {}
) => {
  const { layer, seen } = makeProvider(
    options.answer ??
      ((_, count) =>
        json({ access_token: `ACCESSTOKEN${count}`, refresh_token: "REFRESHTOKEN", expires_in: 60 }))
  )
  const implementation = make(profile)
  const grant = { code: Redacted.make("THE-CODE"), redirectUri, ...options.grant }
  return Effect.gen(function* () {
    const token = yield* implementation.exchange(grant)
    const refreshed = yield* implementation.refresh(token)
    return { seen, token, refreshed }
  }).pipe(Effect.provide(layer))
}

describe("implementationFromProfile", () => {
  const authentications: ReadonlyArray<[ClientAuthenticationName, string | null, object]> = [
    ["client_secret_basic", basic, {}],
    ["client_secret_basic_and_id", basic, { client_id: "id" }],
    ["client_secret_basic_and_post", basic, { client_id: "id", client_secret: "CLIENTSECRET" }],
    ["client_secret_post", null, { client_id: "id", client_secret: "CLIENTSECRET" }],
    ["none", null, { client_id: "id" }]
  ]
  it.effect.each(authentications)("authenticates by %s in both grants", ([name, header, body]) =>
    Effect.gen(function* () {
      const { seen } = yield* link({ clientAuthentication: name })
      assert.deepStrictEqual(
        seen.map(({ headers }) => headers.get("authorization")),
        [header, header]
      )
      for (const { form } of seen) {
        const sent = Object.entries(Object.fromEntries(form)).filter(([each]) => each.startsWith("client_"))
        assert.deepStrictEqual(Object.fromEntries(sent), body)
      }
    })
  )

  it.effect("is the standard where the profile says nothing", () =>
    Effect.gen(function* () {
      const query = yield* authorize({})
      assert.strictEqual(query.get("scope"), "a b")
      assert.isFalse(query.has("code_challenge"))
      const { seen } = yield* link({})
      assert.deepStrictEqual(Object.fromEntries(seen[1]?.form ?? []), {
        grant_type: "refresh_token",
        refresh_token: "REFRESHTOKEN"
      })
      assert.strictEqual(seen[0]?.headers.get("authorization"), basic)
    })
  )

  it.effect("writes the authorization request as the provider wants it", () =>
    Effect.gen(function* () {
      const query = yield* authorize({
        pkce: true,
        extraScopes: ["offline", "a"],
        scopeSeparator: ",",
        authorizeParameters: { access_type: "offline", state: "not this" },
        parameterNames: { client_id: "client_key" }
      })
      assert.strictEqual(query.get("scope"), "a,b,offline")
      assert.strictEqual(query.get("access_type"), "offline")
      assert.strictEqual(query.get("state"), "s")
      assert.strictEqual(query.get("client_key"), "id")
      assert.isFalse(query.has("client_id"))
      assert.strictEqual(query.get("code_challenge")?.length, 43)
    })
  )

  it.effect("puts the secret into the authorize URL only where that is asked for by name", () =>
    Effect.gen(function* () {
      assert.isFalse((yield* authorize({})).has("client_secret"))
      const unsafe = yield* authorize({ unsafeSecretInAuthorizeUrl: true })
      assert.strictEqual(unsafe.get("client_secret"), "CLIENTSECRET")
      const leaks = takeLeaks().map((leak) => leak.replace(/ shows the secret of .*/, ""))
      assert.sameMembers(leaks, ["a URL", `the result of the span "LocalImplementation.authorize"`])
    })
  )

  it.effect("adds parameters and header fields to token requests", () =>
    Effect.gen(function* () {
      const { seen } = yield* link({
        exchangeParameters: { action: "exchange", code: "not this" },
        refreshParameters: { action: "refresh" },
        tokenHeaders: { issuer: "acme", authorization: "not this" }
      })
      assert.deepStrictEqual(
        seen.map(({ form }) => form.get("action")),
        ["exchange", "refresh"]
      )
      assert.strictEqual(seen[0]?.form.get("code"), "THE-CODE")
      for (const { headers } of seen) {
        assert.strictEqual(headers.get("issuer"), "acme")
        assert.strictEqual(headers.get("authorization"), basic)
      }
    })
  )

  it.effect("gives parameters the provider's names", () =>
    Effect.gen(function* () {
      const { seen } = yield* link({
        clientAuthentication: "client_secret_post",
        parameterNames: { client_id: "app_id", client_secret: "app_secret" }
      })
      for (const { form } of seen) {
        assert.strictEqual(form.get("app_id"), "id")
        assert.strictEqual(form.get("app_secret"), "CLIENTSECRET")
        assert.isFalse(form.has("client_id") || form.has("client_secret"))
      }
    })
  )

  it("sends any code in a JSON body unchanged", async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary.anySecret, async (code) => {
        const { seen } = await Effect.runPromise(
          link({ bodyFormat: "json" }, { grant: { code: Redacted.make(code) } })
        )
        assert.strictEqual(seen[0]?.headers.get("content-type"), "application/json")
        assert.deepStrictEqual(JSON.parse(seen[0]?.body ?? ""), {
          grant_type: "authorization_code",
          code,
          redirect_uri: redirectUri
        })
      }),
      { numRuns: 50 }
    )
  })

  it.effect("finds a nested token, and separates its scopes by spaces", () =>
    Effect.gen(function* () {
      const { token } = yield* link(
        { tokenResponse: { member: "body", scopeSeparator: "," } },
        {
          answer: () =>
            json({
              status: 0,
              body: { access_token: "NESTEDTOKEN", refresh_token: "REFRESHTOKEN", scope: "a,b" }
            })
        }
      )
      assert.strictEqual(Redacted.value(token.accessToken), "NESTEDTOKEN")
      assert.strictEqual(token.scope, "a b")
    })
  )

  it.effect("knows how long a token lasts where the answer does not say", () =>
    Effect.gen(function* () {
      const answer = () => json({ access_token: "ACCESSTOKEN", refresh_token: "REFRESHTOKEN" })
      const { token } = yield* link({ defaultExpiresIn: 7 }, { answer })
      assert.strictEqual(token.expiresIn, 7)
    })
  )

  it.effect("repeats the redirect URI in a refresh where the provider wants it", () =>
    Effect.gen(function* () {
      const { seen, refreshed } = yield* link({ redirectUriOnRefresh: true })
      assert.strictEqual(seen[1]?.form.get("redirect_uri"), redirectUri)
      assert.strictEqual(encodeStoredToken(refreshed)["redirect_uri"], redirectUri)
    })
  )
})

describe("a provider with several servers", () => {
  const profile = {
    tokenServer: {
      parameter: "accounts-server",
      origins: ["https://provider.example", "https://eu.provider.example"]
    }
  }
  const named = (server: string) => ({ grant: { callbackParameters: { "accounts-server": server } } })
  const urls = ({ seen }: { readonly seen: ReadonlyArray<{ readonly url: string }> }) =>
    seen.map(({ url }) => url)

  it.effect("is asked at the server that the callback names, and later at the same one", () =>
    Effect.gen(function* () {
      const eu = "https://eu.provider.example/token"
      assert.deepStrictEqual(urls(yield* link(profile, named("https://eu.provider.example"))), [eu, eu])
      assert.deepStrictEqual(urls(yield* link(profile)), [endpoints.token, endpoints.token])
      assert.deepStrictEqual(urls(yield* link({}, named("https://eu.provider.example"))), [
        endpoints.token,
        endpoints.token
      ])
    })
  )

  it("is sent nothing at a server that is not listed, whatever its name", async () => {
    const likely = fc.constantFrom(
      "",
      "https://evil.example",
      "https://eu.provider.example.evil.example",
      "https://eu.provider.example@evil.example",
      "https://eu.provider.example/",
      "http://eu.provider.example"
    )
    await fc.assert(
      fc.asyncProperty(fc.oneof(likely, arbitrary.text(), fc.webUrl()), async (server) => {
        const { layer, seen } = makeProvider(() => json({ access_token: "ACCESSTOKEN" }))
        const grant = { code: Redacted.make("THE-CODE"), redirectUri, ...named(server).grant }
        const exchange = Effect.provide(make(profile).exchange(grant), layer)
        const error = await Effect.runPromise(Effect.flip(exchange))
        assert.strictEqual(error._tag, "AuthorizationServerInvalid")
        assert.strictEqual(seen.length, 0)
      })
    )
  })

  it.effect("is sent nothing when a stored token names a server that is not listed", () =>
    Effect.gen(function* () {
      const { layer, seen } = makeProvider(() => json({ access_token: "ACCESSTOKEN" }))
      const token: Token = yield* decodeStoredToken({
        access_token: "ACCESSTOKEN",
        refresh_token: "REFRESHTOKEN",
        expires_in: 60,
        expires_at: 1,
        "accounts-server": "https://evil.example"
      })
      const error = yield* Effect.flip(Effect.provide(make(profile).refresh(token), layer))
      assert.strictEqual(error._tag, "AuthorizationServerInvalid")
      assert.strictEqual(seen.length, 0)
    })
  )
})
