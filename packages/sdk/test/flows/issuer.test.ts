import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import {
  AuthorizationServer,
  defineApplicationCredentials,
  LinkedAccounts,
  LinkingFlow
} from "../../src/index.ts"
import { agree, makeInstance, server } from "./Instance.ts"

const issuer = "https://provider.example"
const module = defineApplicationCredentials({
  getAuthorizationServer: () =>
    Effect.succeed(
      new AuthorizationServer({
        ...server,
        issuer,
        codeChallengeMethodsSupported: ["S256"],
        authorizationResponseIssParameterSupported: true
      })
    )
})

const callback = (change: (query: URLSearchParams) => void) =>
  Effect.gen(function* () {
    const flow = yield* LinkingFlow
    const query = agree(yield* flow.start({ domain: "acme" }))
    change(query)
    return yield* flow.callback(query)
  })

const mixedUp: ReadonlyArray<[string, (query: URLSearchParams) => void]> = [
  ["a code of another issuer", (query) => query.set("iss", "https://attacker.example")],
  ["a code that does not say whose it is", () => {}],
  [
    "an error of another issuer",
    (query) => {
      query.delete("code")
      query.set("error", "access_denied")
      query.set("iss", "https://attacker.example")
    }
  ]
]

describe("LinkingFlow at a server that names itself", () => {
  it.effect.each(mixedUp)("refuses %s, and sends nothing", ([, change]) => {
    const { layer, seen } = makeInstance({ integration: { module } })
    return Effect.gen(function* () {
      assert.strictEqual((yield* Effect.flip(callback(change)))._tag, "IssuerMismatch")
      assert.strictEqual(seen.length, 0)
      assert.deepStrictEqual(yield* LinkedAccounts.use(({ list }) => list), [])
    }).pipe(Effect.provide(layer))
  })

  it.effect("links an account with a code of its own", () =>
    Effect.gen(function* () {
      const result = yield* callback((query) => query.set("iss", issuer))
      assert.strictEqual(result.type, "create_entry")
    }).pipe(Effect.provide(makeInstance({ integration: { module } }).layer))
  )
})
