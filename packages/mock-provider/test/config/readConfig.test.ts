import { readFileSync } from "node:fs"
import { Effect, Exit } from "effect"
import fc from "fast-check"
import { describe, expect, expectTypeOf, it } from "vitest"
import type { ProviderConfig } from "../../src/config/ProviderConfig.ts"
import { configJsonSchema, decodeConfig } from "../../src/config/readConfig.ts"
import type { MockProviderOptions } from "../../src/index.ts"

const problem = (input: unknown): string =>
  Effect.runSync(
    Effect.match(decodeConfig(input), { onFailure: ({ message }) => message, onSuccess: () => "" })
  )

const whole = {
  $schema: "https://example.org/config.schema.json",
  profile: "github",
  issuer: "https://issuer.test",
  endpoints: { authorize: "/a", token: "https://other.test/t?v=1", revoke: false, consent: "/ask" },
  clients: [
    {
      clientId: "c",
      clientSecret: "s",
      authentication: ["client_secret_basic", "none"],
      redirectUris: ["https://app.test/cb"],
      scopes: ["read"],
      grantTypes: ["urn:ietf:params:oauth:grant-type:device_code"],
      accessTokens: "jwt"
    },
    { clientId: "public" }
  ],
  users: [{ subject: "ada", claims: { name: "Ada", roles: ["a", { b: null }] } }],
  consent: [
    { clientId: "c", scope: ["write"], decision: { _tag: "Deny" } },
    { decision: { _tag: "Approve", subject: "ada", scope: ["read"] } }
  ],
  faults: [{ match: { endpoint: "token" }, nth: 1, action: { _tag: "Status", status: 503 } }],
  quirks: [{ name: "missingExpiresIn" }, { name: "tokenParameters", parameters: { a: "b" } }],
  rotation: { mode: "rotate", grace: { seconds: 60, untilUsed: true }, reuse: "refuse", maxLive: 3 },
  lifetimes: { code: 30, accessToken: 60 },
  accessTokens: { format: "jwt", algorithm: "EdDSA" },
  idTokens: false,
  require: { pkce: true },
  allow: { codeReuse: true },
  device: { interval: 1 },
  tokenMembers: { user: { id: 1 } },
  limits: { journal: 10 }
}

describe("a configuration", () => {
  it("may have every member there is", () => {
    expect(problem(whole)).toBe("")
    expect(problem({ providers: { one: { ...whole, $schema: undefined }, other: {} } })).toMatch(/\$schema/)
    expect(problem({ providers: { one: {}, other: { profile: "github" } } })).toBe("")
    expect(problem({})).toBe("")
  })

  it("says whatever options say that are data", () => {
    type Data = Exclude<keyof MockProviderOptions, "clock" | "deviations" | "onExchange" | "randomBytes">
    expectTypeOf<keyof ProviderConfig>().toEqualTypeOf<Data | "profile" | "quirks">()
    expectTypeOf<keyof NonNullable<ProviderConfig["allow"]>>().toEqualTypeOf<
      keyof NonNullable<MockProviderOptions["allow"]>
    >()
    expectTypeOf<keyof NonNullable<ProviderConfig["endpoints"]>>().toEqualTypeOf<
      keyof NonNullable<MockProviderOptions["endpoints"]>
    >()
  })

  it.each([
    [5, "expected object, and is 5"],
    [{ cients: [] }, /^cients: not known here, but \$schema, profile, .*, clients, .*, providers$/],
    [
      { clients: [{ clientID: "x" }] },
      /^clients\[0\]\.clientID: not known here, but clientId, .*\nclients\[0\]\.clientId: missing$/
    ],
    [
      { clients: [{ clientId: "" }] },
      /^clients\[0\]\.clientId: expected a value with a length of at least 1, and is ""$/
    ],
    [{ consent: "maybe" }, 'consent: expected "approve" | "deny" | "ask", and is "maybe"'],
    [{ profile: "nobody" }, /^profile: expected the name of a profile, .*, and is "nobody"$/],
    [
      { quirks: [{ name: "nothing" }] },
      /^quirks\[0\]: expected a quirk with one of the names \w+, .*commaScopes, /
    ],
    [{ quirks: [{ name: "tokenParameters" }] }, "quirks[0].parameters: missing"],
    [{ faults: [{ action: { _tag: "Slow" } }] }, "faults[0].action.milliseconds: missing"],
    [
      { endpoints: { token: "token" } },
      'endpoints.token: expected a path such as /oauth/token, or an http or https URL, and is "token"'
    ],
    [{ users: [] }, "users: expected at least one user (left out: a default one), and is an empty list"],
    [{ providers: { "a/b": {} } }, 'providers["a/b"]: not known here'],
    [{ providers: { one: {} }, clients: [] }, "clients: belongs to one of the providers, not beside them"]
  ])("that is wrong is reported: %j", (input, message) => {
    expect(problem(input)).toMatch(
      typeof message === "string" ? new RegExp(`^${RegExp.escape(message)}$`) : message
    )
  })

  it("that is wrong in many places reports three", () => {
    const clients = Array.from({ length: 9 }, () => ({}))
    expect(problem({ clients })).toBe(
      "clients[0].clientId: missing\nclients[1].clientId: missing\nclients[2].clientId: missing (and 6 more)"
    )
  })

  it("is decoded or refused with a reason, whatever it is", () => {
    const member = fc.constantFrom(...Object.keys(whole), "providers", "x")
    const parts = fc.constantFrom<unknown>(...Object.values(whole))
    const nearlyRight = fc.dictionary(member, fc.oneof(parts, fc.jsonValue()), { maxKeys: 4 })
    fc.assert(
      fc.property(fc.oneof(nearlyRight, fc.jsonValue()), (input) => {
        const exit = Effect.runSyncExit(decodeConfig(input))
        if (Exit.isFailure(exit)) expect(problem(input)).not.toBe("")
      })
    )
  })

  it("hides the secrets of its clients", () => {
    expect(
      JSON.stringify([
        ...Effect.runSync(decodeConfig({ clients: [{ clientId: "c", clientSecret: "hush" }] }))
      ])
    ).not.toContain("hush")
    expect(problem({ clients: [{ clientId: "c", clientSecret: ["hush"] }] })).not.toContain("hush")
  })

  it("has the JSON Schema that is published", () => {
    const published = new URL("../../schema/config.schema.json", import.meta.url)
    expect(JSON.parse(readFileSync(published, "utf8"))).toEqual(
      JSON.parse(JSON.stringify(configJsonSchema()))
    )
  })
})
