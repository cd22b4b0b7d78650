/** Requests of every kind that a provider may get, and what it may do with them. */
import fc from "fast-check"
import { expect } from "vitest"
import type { MockProvider, WireHeaders } from "../src/index.ts"
import { deviceCodeGrant, jwtBearerGrant, tokenExchangeGrant } from "../src/index.ts"
import {
  basic,
  basicClient,
  credentials,
  form,
  formHeaders,
  fullClient,
  makeHarness,
  postClient,
  publicClient,
  redirectUri
} from "./Harness.ts"

/** A JWT that nobody has signed, and whose claims are nearly those of any. */
const part = (members: object): string => Buffer.from(JSON.stringify(members)).toString("base64url")
const claims = {
  iss: basicClient.clientId,
  sub: basicClient.clientId,
  aud: "https://provider.test",
  exp: 1_700_000_060,
  iat: 1_700_000_000,
  jti: "1",
  htm: "POST",
  htu: "https://provider.test/token"
}
const jwk = { kty: "EC", crv: "P-256", x: "x".repeat(43), y: "y".repeat(43) }
const jwt = `${part({ alg: "ES256", typ: "dpop+jwt", jwk })}.${part(claims)}.${"A".repeat(86)}`

const junk = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }))

const plausible = fc.constantFrom(
  "authorization_code",
  "refresh_token",
  "client_credentials",
  deviceCodeGrant,
  jwtBearerGrant,
  tokenExchangeGrant,
  "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
  "urn:ietf:params:oauth:token-type:access_token",
  "urn:ietf:params:oauth:token-type:id_token",
  jwt,
  "form_post",
  "fragment",
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
    "response_mode",
    "dpop_jkt",
    "client_assertion",
    "client_assertion_type",
    "assertion",
    "subject_token",
    "subject_token_type",
    "actor_token",
    "audience",
    "resource",
    "id_token_hint",
    "post_logout_redirect_uri",
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
  fc.oneof(
    fc.constantFrom(
      "authorization",
      "Authorization",
      "content-type",
      "content-encoding",
      "accept",
      "origin",
      "dpop",
      "x-http-method-override",
      "__proto__"
    ),
    junk
  ),
  fc.oneof(
    fc.constantFrom(
      formHeaders["content-type"],
      `${formHeaders["content-type"]}; charset=utf-16`,
      "application/json",
      "multipart/form-data; boundary=x",
      "text/plain",
      "gzip",
      basic(basicClient.clientId, basicClient.clientSecret),
      "Basic",
      "Bearer",
      "Bearer x",
      "DPoP x",
      jwt,
      "bearer  made-up=="
    ),
    junk
  )
)

const request = fc.record({
  method: fc.oneof(
    fc.constantFrom("GET", "POST", "get", "post", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"),
    junk
  ),
  url: fc.oneof(
    fc
      .tuple(fc.constantFrom(...Object.values(makeHarness().provider.endpoints)), text)
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
    url: fc.constantFrom(...Object.values(makeHarness().provider.endpoints)),
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

/** Any request to any endpoint, by any method: junk, nearly right, and right but for a little. */
export const anyRequest = fc.oneof(request, authorization, authenticated)

const isAllowedRedirect = (issuer: string, location: string): boolean =>
  /^https:\/\/app\.example\/callback[?#](code|error)=[^\r\n]*$/.test(location) ||
  /^http:\/\/127\.0\.0\.1(:\d+)?\/callback[?#](code|error)=[^\r\n]*$/.test(location) ||
  (location.startsWith(`${issuer}/consent?`) && /\?consent=[\w-]{43}$/.test(location))

const ownResponses = new Set([200, 201])

/** The kinds of answer that were seen, for a test to say that it saw enough of each. */
export const seenNothing = () => ({ redirects: 0, successes: 0, refusals: 0, rules: new Set<string>() })

/** Expects that an answer is its due, an allowed redirect or an RFC error, and counts it. */
export const expectRightAnswer = (
  provider: MockProvider,
  {
    body,
    headers,
    status
  }: { readonly status: number; readonly headers: WireHeaders; readonly body: string },
  seen: ReturnType<typeof seenNothing>
): void => {
  const rule = provider.journal.at(-1)?.rule
  if (rule !== undefined) seen.rules.add(rule)
  if (status === 302) {
    seen.redirects++
    expect(headers["location"]).toSatisfy((location: string) => isAllowedRedirect(provider.issuer, location))
    return
  }
  expect(headers).not.toHaveProperty("location")
  const [, posts] = /^<!doctype html>.*<form method="post" action="([^"]*)">/.exec(body) ?? []
  if (posts !== undefined) {
    seen.redirects++
    expect(`${posts}?code=`).toSatisfy((location: string) => isAllowedRedirect(provider.issuer, location))
    return
  }
  if (ownResponses.has(status)) {
    seen.successes++
    expect(rule).toBeUndefined()
    return
  }
  seen.refusals++
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
  expect(rule).toBeDefined()
  expect(JSON.parse(body)).toEqual({
    error: expect.stringMatching(
      /^(access_denied|expired_token|insufficient_scope|(authorization|invalid|unauthorized|unsupported)_\w+)$/
    ),
    error_description: expect.any(String)
  })
}
