import { Ajv2020 } from "ajv/dist/2020.js"
import { Effect, Exit } from "effect"
import { describe, expect, it } from "vitest"
import { configJsonSchema, decodeConfig } from "../../src/config/readConfig.ts"
import type { MockProviderOptions } from "../../src/index.ts"
import { AccountLinkServer, InvalidProviderOptions, MockProvider } from "../../src/index.ts"
import { basicClient, publicClient } from "../Harness.ts"

const make = (options: object) => (): MockProvider =>
  Reflect.apply(MockProvider.make, MockProvider, [options])

/** What code, JSON and the JSON Schema refuse alike, and what the first two say of it. */
const wrongEverywhere: ReadonlyArray<[says: string, options: Record<string, unknown>]> = [
  [
    "faults[0].nth: expected a value greater than or equal to 1, and is 0",
    { faults: [{ nth: 0, action: { _tag: "Empty" } }] }
  ],
  ["faults[0].times: ", { faults: [{ times: 1.5, action: { _tag: "Empty" } }] }],
  [
    'faults[0].match.endpoint: expected "authorize" | ',
    { faults: [{ match: { endpoint: "tokens" }, action: { _tag: "Empty" } }] }
  ],
  [
    "faults[0].matches: not known here, but match, nth, times, action",
    { faults: [{ matches: {}, action: { _tag: "Empty" } }] }
  ],
  [
    "faults[0].action: expected an action with one of the tags OAuthError, ",
    { faults: [{ action: { _tag: "Explode" } }] }
  ],
  ["faults[0].action.milliseconds: missing", { faults: [{ action: { _tag: "Slow" } }] }],
  [
    "faults[0].action.seconds: expected a value between ",
    { faults: [{ action: { _tag: "ClockSkew", seconds: 1e12 } }] }
  ],
  ["rotaton: not known here, but ", { rotaton: "none" }],
  ['rotation: expected "none" | "rotate", and is "sometimes"', { rotation: "sometimes" }],
  ['rotation.mode: expected "none" | "rotate", and is "x"', { rotation: { mode: "x" } }],
  ["rotation.grace.seconds: ", { rotation: { mode: "rotate", grace: { seconds: -1 } } }],
  ["rotation.maxLive: ", { rotation: { mode: "rotate", maxLive: 0 } }],
  ['consent: expected "approve" | "deny" | "ask"', { consent: "allow" }],
  ["consent[0].decision: expected ", { consent: [{ decision: { _tag: "Allow" } }] }],
  [
    "endpoints.authorise: not known here, but authorize, token, ",
    { endpoints: { authorise: "https://a.test/" } }
  ],
  ["users: expected at least one user (left out: a default one), and is an empty list", { users: [] }],
  ["users[0].subject: ", { users: [{ subject: "" }] }],
  ["limits.journal: ", { limits: { journal: -1 } }],
  ["limits.entries: ", { limits: { entries: 1 } }],
  [
    "lifetimes.code: expected a number of seconds from 0 to 3155760000 (a century)",
    { lifetimes: { code: -1 } }
  ],
  [
    "lifetimes.idToken: expected a number of seconds from 0 to 3155760000 (a century), and is 1e+21",
    { lifetimes: { idToken: 1e21 } }
  ],
  ["device.interval: expected a number of seconds above 0, and is 0", { device: { interval: 0 } }],
  ["device.pendingPolls: ", { device: { pendingPolls: -1 } }],
  [
    'accessTokens.algorithm: expected "RS256" | "ES256" | "EdDSA", and is "HS256"',
    { accessTokens: { algorithm: "HS256" } }
  ],
  ["allow.everything: not known here, but plainChallenge, ", { allow: { everything: true } }],
  ['require.pkce: expected boolean, and is "yes"', { require: { pkce: "yes" } }]
]

const wrongClients: ReadonlyArray<[says: string, client: Record<string, unknown>]> = [
  ["clients[0].clientId: ", { clientId: "" }],
  ["clients[0].clientSecret: expected ", { clientSecret: "" }],
  [
    'clients[0].authentication: expected at least one method ("none" for a public client)',
    { authentication: [] }
  ],
  ["clients[0].redirectUris[0]: expected an absolute redirect URI", { redirectUris: ["/callback"] }],
  [
    "clients[0].redirectUris[0]: expected an absolute redirect URI",
    { redirectUris: ["https://a.test/#fragment"] }
  ],
  [
    "clients[0].redirectUris[0]: expected an absolute redirect URI",
    { redirectUris: ["https://a.test/\r\nx: y"] }
  ],
  ["clients[0].grantTypes[0]: expected ", { grantTypes: ["password"] }],
  ["clients[0].secret: not known here, but ", { secret: "hush" }]
]

/** What takes more than one member to see. */
const wrongTogether: ReadonlyArray<[says: string, options: Partial<MockProviderOptions>]> = [
  ["Two clients", { clients: [basicClient, { ...publicClient, clientId: basicClient.clientId }] }],
  ["but has none", { clients: [{ ...publicClient, authentication: "client_secret_post" }] }],
  ["Two users", { users: [{ subject: "a" }, { subject: "a" }] }],
  ["endpoints.token", { endpoints: { authorize: "https://a.test/", token: "/token" } }],
  ["endpoints.authorize", { endpoints: { authorize: "https://a.test/#x", token: "https://a.test/" } }],
  ["endpoints.revoke", { endpoints: { revoke: "/revoke" } }],
  ["endpoints.consent", { endpoints: { consent: "javascript:alert(1)" } }],
  [
    "endpoints.userinfo: is at the URL of endpoints.token",
    { endpoints: { userinfo: "https://provider.test/token" } }
  ],
  ["issuer: expected an http or https URL without query or fragment", { issuer: "provider.test" }],
  ["issuer", { issuer: "https://provider.test/?tenant=1" }],
  ["lifetimes.accessToken", { lifetimes: { accessToken: Number.NaN } }],
  ["lifetimes.deviceCode", { lifetimes: { deviceCode: Infinity } }],
  [
    'consent[0].decision.subject: expected one of the users user-1, and is "ada"',
    { consent: [{ decision: { _tag: "Approve", subject: "ada" } }] }
  ],
  [
    'faults[0].match.endpoint: expected "authorize" or nothing, because StateDropped alters callbacks, and is "token"',
    { faults: [{ match: { endpoint: "token" }, action: { _tag: "StateDropped" } }] }
  ],
  [
    'faults[0].match.endpoint: expected "token" or nothing, because id tokens go out there',
    { faults: [{ match: { endpoint: "jwks" }, action: { _tag: "WrongIdToken", wrong: "nonce" } }] }
  ],
  [
    "endpoints.registration: expected nothing without `registration`",
    { endpoints: { registration: "https://provider.test/register" } }
  ],
  [
    "faults[0].match.grantType: expected nothing, because only token requests have a grant type",
    { faults: [{ match: { endpoint: "revoke", grantType: "refresh_token" }, action: { _tag: "Empty" } }] }
  ]
]

const readJson = (config: unknown) => Effect.runSyncExit(decodeConfig(config))
const isOfSchema = new Ajv2020({ strict: false }).compile(Object(configJsonSchema()))

describe("options that cannot be", () => {
  it.each(wrongEverywhere)("are refused in code, in JSON and by the JSON Schema: %s", (says, options) => {
    const wrong = make({ clients: [], ...options })
    expect(wrong).toThrow(InvalidProviderOptions)
    expect(wrong).toThrow(says)
    const exit = readJson(options)
    expect(Exit.isFailure(exit) && String(exit.cause)).toContain(says)
    expect(isOfSchema(options)).toBe(false)
  })

  it.each(wrongClients)("are refused of a client as well: %s", (says, members) => {
    const clients = [{ ...basicClient, ...members }]
    expect(make({ clients })).toThrow(says)
    const exit = readJson({ clients })
    expect(Exit.isFailure(exit) && String(exit.cause)).toContain(says)
    expect(isOfSchema({ clients })).toBe(false)
  })

  it.each(wrongTogether)("are refused in code: %s", (says, options) => {
    const wrong = make({ clients: [publicClient], ...options })
    expect(wrong).toThrow(InvalidProviderOptions)
    expect(wrong).toThrow(says)
  })

  it("are refused by name where they are functions, clocks or deviations", () => {
    expect(make({ clients: [], onExchange: 1 })).toThrow("onExchange: expected a function, and is 1")
    expect(make({ clients: [], clock: { now: 5 } })).toThrow("clock.now: expected a function, and is 5")
    expect(make({ clients: [], deviations: "comma" })).toThrow(
      'deviations: expected an object, and is "comma"'
    )
    expect(make({})).toThrow("clients: missing")
  })

  it("are named by their tag where they have one", () => {
    const faults = [{ action: { _tag: "Staus" } }]
    expect(make({ clients: [], faults })).toThrow('SigningKeyRotated, and is an object with the tag "Staus"')
  })

  it("never show a secret", () => {
    const hush = "hush-hush"
    expect(make({ clients: [{ ...basicClient, clientSecret: [hush] }] })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(hush) })
    )
  })

  it("are refused in a configuration of no provider", () => {
    expect(String(readJson({ providers: {} }))).toContain("providers: expected at least one provider")
  })
})

describe("options that can be", () => {
  it("are taken in code, in JSON and by the JSON Schema", () => {
    const options = {
      faults: [{ match: { endpoint: "token" }, nth: 2, action: { _tag: "Status", status: 503 } }],
      rotation: { mode: "rotate", grace: { seconds: 60, untilUsed: true }, reuse: "refuse", maxLive: 2 },
      consent: [{ decision: { _tag: "Approve", subject: "ada" } }],
      users: [{ subject: "ada", claims: { name: "Ada" } }],
      lifetimes: { accessToken: 60 },
      accessTokens: { format: "jwt", algorithm: "ES256" }
    }
    expect(make({ clients: [basicClient], ...options })).not.toThrow()
    expect(Exit.isSuccess(readJson(options))).toBe(true)
    expect(isOfSchema(options)).toBe(true)
  })
})

describe("a running provider", () => {
  const provider = MockProvider.make({ clients: [] })
  const call =
    (name: keyof MockProvider, ...args: ReadonlyArray<unknown>) =>
    () =>
      Reflect.apply(Object(provider)[name], provider, args)

  it.each<[keyof MockProvider, string, ReadonlyArray<unknown>]>([
    ["setFaults", "faults[0].nth", [[{ nth: 0, action: { _tag: "Empty" } }]]],
    ["addClient", "client.redirectUris[0]", [{ ...basicClient, redirectUris: ["x"] }]],
    ["addUser", "user.claims", [{ subject: "a", claims: 7 }]],
    ["setConsent", "consent", ["allow"]],
    ["setConsent", "consent[0].decision.subject", [[{ decision: { _tag: "Approve", subject: "b" } }]]],
    ["decideConsent", "the decision", ["x", { _tag: "Allow" }]],
    ["decideDevice", "the decision.subject", ["x", { _tag: "Approve", subject: "b" }]],
    ["advanceTime", "milliseconds", [Number.NaN]],
    ["advanceTime", "milliseconds", [1e18]],
    ["rotateSigningKey", "published", ["newest"]]
  ])("%s refuses what it cannot do, and names it: %s", (name, says, args) => {
    expect(call(name, ...args)).toThrow(InvalidProviderOptions)
    expect(call(name, ...args)).toThrow(says)
  })
})

describe("an account-link server", () => {
  it.each<[string, Record<string, unknown>]>([
    ["faults[0].match", { faults: [{ match: { endpoint: "token" }, action: { _tag: "Empty" } }] }],
    [
      "faults[0].action: expected an action that answers",
      { faults: [{ match: { endpoint: "refresh" }, action: { _tag: "CommitThenDrop" } }] }
    ],
    ["services[0].minVersion: missing", { services: [{ service: "acme" }] }],
    ["origin: expected the origin of", { origin: "https://a.test/" }],
    ["rotation: not known here, but", { rotation: "none" }],
    ["lifetimes.authorization", { lifetimes: { authorization: -1 } }]
  ])("is not made, and says so of %s", (says, options) => {
    expect(() => AccountLinkServer.make(options)).toThrow(InvalidProviderOptions)
    expect(() => AccountLinkServer.make(options)).toThrow(says)
  })
})
