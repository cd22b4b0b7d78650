import { Redacted } from "effect"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { answerRequest } from "../../src/core/AnswerRequest.ts"
import { initialState } from "../../src/core/ProviderState.ts"
import { deviceCodeGrant } from "../../src/index.ts"
import { makeSettings } from "../../src/runtime/SettingsOfOptions.ts"
import {
  basic,
  basicClient,
  credentials,
  form,
  formHeaders,
  fullClient,
  makeWorld,
  parse,
  postClient,
  publicClient,
  redirectUri
} from "../World.ts"

const junk = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }))

const plausible = fc.constantFrom(
  "authorization_code",
  "refresh_token",
  "client_credentials",
  deviceCodeGrant,
  "none",
  "openid read",
  "code",
  "S256",
  "plain",
  redirectUri,
  `${redirectUri}/further`,
  `${redirectUri}.evil.example/`,
  "https://evil.example/",
  "//evil.example",
  "http://127.0.0.1:1/callback",
  "http://127.0.0.1:1@evil.example/callback",
  basicClient.clientId,
  postClient.clientId,
  publicClient.clientId,
  "x".repeat(43),
  "\r\nlocation: https://evil.example",
  "\0",
  "\uD800",
  "%",
  "%zz",
  "__proto__"
)

const name = fc.oneof(
  fc.constantFrom(
    "response_type",
    "client_id",
    "client_secret",
    "redirect_uri",
    "state",
    "scope",
    "code",
    "code_challenge",
    "code_challenge_method",
    "code_verifier",
    "grant_type",
    "refresh_token",
    "request_uri",
    "device_code",
    "user_code",
    "token",
    "token_type_hint",
    "access_token",
    "prompt",
    "nonce",
    "__proto__",
    "constructor"
  ),
  junk
)

const pair = fc
  .tuple(name, fc.oneof(plausible, junk), fc.boolean())
  .map(([key, value, raw]) => (raw ? `${key}=${value}` : new URLSearchParams([[key, value]]).toString()))
const pairs = fc.array(pair, { maxLength: 8 }).map((all) => all.join("&"))

// Whole enough to be redirected often, and wrong in a place or two.
const nearlyRight = fc
  .tuple(
    fc.constantFrom(basicClient, postClient, publicClient),
    fc.oneof({ weight: 2, arbitrary: fc.constant(redirectUri) }, plausible, junk),
    pairs
  )
  .map(([{ clientId }, uri, rest]) => {
    const right = new URLSearchParams({ response_type: "code", client_id: clientId, redirect_uri: uri })
    return `${right}&${rest}`
  })

const text = fc.oneof(pairs, nearlyRight, junk)

const headers = fc.dictionary(
  fc.oneof(fc.constantFrom("authorization", "Authorization", "content-type", "__proto__"), junk),
  fc.oneof(
    fc.constantFrom(
      formHeaders["content-type"],
      "text/plain",
      basic(basicClient.clientId, basicClient.clientSecret),
      "Basic",
      "Bearer",
      "Bearer x",
      "bearer  made-up=="
    ),
    junk
  )
)

const request = fc.record({
  method: fc.oneof(fc.constantFrom("GET", "POST", "get", "post", "PUT", "HEAD"), junk),
  url: fc.oneof(
    fc
      .tuple(fc.constantFrom(...Object.values(makeWorld().provider.endpoints)), text)
      .map(([url, query]) => `${url}?${query}`),
    junk
  ),
  headers,
  body: text
})

const authorization = nearlyRight.map((query) => ({
  method: "GET",
  url: `https://provider.test/authorize?${query}`,
  headers: {},
  body: ""
}))

/** Posted as a client that authenticates, so that it comes further than to the client's rules. */
const authenticated = fc
  .record({
    url: fc.constantFrom(...Object.values(makeWorld().provider.endpoints)),
    client: fc.constantFrom(basicClient, postClient, publicClient, fullClient),
    grantType: fc.constantFrom(...fullClient.grantTypes),
    rest: pairs
  })
  .map(({ client, grantType, rest, url }) => {
    const own = credentials(client)
    return {
      method: "POST",
      url,
      headers: { ...formHeaders, ...own.headers },
      body: `${form({ ...own.body, grant_type: grantType })}&${rest}`
    }
  })

const anyRequest = fc.oneof(request, authorization, authenticated)

const isAllowedRedirect = (location: string): boolean =>
  /^https:\/\/app\.example\/callback\?(code|error)=[^\r\n]*$/.test(location) ||
  /^http:\/\/127\.0\.0\.1(:\d+)?\/callback\?(code|error)=[^\r\n]*$/.test(location) ||
  /^https:\/\/provider\.test\/consent\?consent=[\w-]{43}$/.test(location)

/** Options under which a provider forgives and requires this and that: it must not fall for anything more. */
const options = fc.record(
  {
    consent: fc.constantFrom("approve" as const, "deny" as const, "ask" as const),
    rotation: fc.constantFrom("none" as const, "rotate" as const),
    allow: fc.record(
      {
        plainChallenge: fc.boolean(),
        missingVerifier: fc.boolean(),
        duplicateParameters: fc.boolean(),
        repeatedAuthentication: fc.boolean(),
        anyAuthenticationMethod: fc.boolean(),
        secretInUrl: fc.boolean(),
        unregisteredScope: fc.boolean(),
        accessTokenInUrl: fc.boolean()
      },
      { requiredKeys: [] }
    ),
    require: fc.record({ pkce: fc.boolean(), state: fc.boolean() }, { requiredKeys: [] })
  },
  { requiredKeys: [] }
)

const ownResponses = new Set([200, 201])

describe("any request at all", () => {
  it("gets an RFC error, an allowed redirect or its due, and never throws", async () => {
    const seen = { redirects: 0, successes: 0, requests: 0 }
    const rulesSeen = new Set<string | undefined>()
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRequest, { minLength: 1, maxLength: 8 }),
        options,
        async (requests, given) => {
          const { provider } = makeWorld({ ...given, accessTokens: { algorithm: "ES256" } })
          for (const each of requests) {
            seen.requests++
            const answer = await provider.answer(each)
            if (answer._tag !== "Response") throw new Error(answer._tag)
            rulesSeen.add(provider.journal.at(-1)?.rule)
            if (answer.status === 302) {
              seen.redirects++
              expect(answer.headers["location"]).toSatisfy(isAllowedRedirect)
            } else if (ownResponses.has(answer.status)) {
              seen.successes++
              expect(answer.headers).not.toHaveProperty("location")
              expect(provider.journal.at(-1)?.rule).toBeUndefined()
            } else {
              expect(answer.status).toBeGreaterThanOrEqual(400)
              expect(answer.status).toBeLessThan(500)
              expect(parse(answer)).toEqual({
                error: expect.stringMatching(
                  /^(access_denied|expired_token|insufficient_scope|(authorization|invalid|unauthorized|unsupported)_\w+)$/
                ),
                error_description: expect.any(String)
              })
              expect(provider.journal.at(-1)?.rule).toBeDefined()
            }
          }
        }
      ),
      { numRuns: 2500 }
    )
    // The property would say little if the junk never came as far as a redirect, or had few ways to be wrong.
    expect(seen.requests).toBeGreaterThan(10_000)
    expect(seen.redirects).toBeGreaterThan(500)
    expect(seen.successes).toBeGreaterThan(100)
    expect(rulesSeen.size).toBeGreaterThan(40)
  }, 120_000)

  it("gets the same answer from the same state", () => {
    const settings = makeSettings({ clients: [basicClient, postClient, publicClient] })
    const context = { now: 0, randomBytes: (size: number) => new Uint8Array(size) }
    fc.assert(
      fc.property(anyRequest, (each) => {
        const state = initialState(settings)
        expect(answerRequest(state, each, context)).toEqual(answerRequest(state, each, context))
        expect(state).toEqual(initialState(settings))
      })
    )
  })
})

describe("the core", () => {
  it("can go back to any state that it was in", () => {
    const settings = makeSettings({ clients: [publicClient] })
    let count = 0
    const context = { now: 0, randomBytes: (size: number) => new Uint8Array(size).fill(++count) }
    const asked = `https://provider.test/authorize?response_type=code&client_id=public-client`
    const before = answerRequest(
      initialState(settings),
      { method: "GET", url: asked, headers: {}, body: "" },
      context
    )
    const code = new URL(before.response.headers["location"] ?? "").searchParams.get("code")
    const exchange = {
      method: "POST",
      url: "https://provider.test/token",
      headers: formHeaders,
      body: `grant_type=authorization_code&client_id=public-client&code=${code}`
    }
    const after = answerRequest(before.state, exchange, context)
    expect(after.response.status).toBe(200)
    expect(answerRequest(after.state, exchange, context).response.status).toBe(400)
    expect(answerRequest(before.state, exchange, context).response.status).toBe(200)
  })

  it("holds client secrets redacted", () => {
    const { clients } = makeSettings({ clients: [basicClient] })
    expect(JSON.stringify([...clients])).not.toContain(basicClient.clientSecret)
    expect([...clients].map(([, client]) => client.clientSecret).every(Redacted.isRedacted)).toBe(true)
  })
})
