import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import * as fc from "fast-check"
import { defineApplicationCredentials, Implementations, ImplementationUnavailable } from "../../src/index.ts"
import { acme, makeInstance, server } from "../flows/Instance.ts"
import type { OAuth2Implementation } from "../../src/index.ts"

const named = (domain: string, name: string): OAuth2Implementation => ({
  domain,
  name,
  authorize: () => Effect.die("not asked"),
  exchange: () => Effect.die("not asked"),
  refresh: () => Effect.die("not asked")
})

const found = Implementations.use((implementations) =>
  Effect.map(implementations.forDomain(acme.domain), (all) =>
    [...all].map(([domain, { name }]) => [domain, name])
  )
)

const find = (authDomain: string) =>
  Implementations.use((implementations) => implementations.find(acme.domain, authDomain))

const away = () => Effect.fail(new ImplementationUnavailable({ domain: acme.domain, message: "away" }))

/** An integration that leaves all but its server to the host, and whose provider is out of order. */
const broken = {
  answer: () => new Response("", { status: 500 }),
  integration: {
    module: defineApplicationCredentials({ getAuthorizationServer: () => Effect.succeed(server) })
  }
}

describe("Implementations", () => {
  it.effect("asks each provider in turn, and takes the later of two with one auth domain", () => {
    const { layer } = makeInstance({ credentials: ["one", "two"] })
    return Effect.gen(function* () {
      const { register } = yield* Implementations
      yield* register("cloud", () => Effect.succeed([named("cloud", "Cloud"), named("acme_two", "Later")]))
      assert.deepStrictEqual(yield* found, [
        ["acme_one", "one"],
        ["acme_two", "Later"],
        ["cloud", "Cloud"]
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("gives those of a preferred provider first, and lets the later one win all the same", () => {
    const { layer } = makeInstance({ credentials: ["one"] })
    return Effect.gen(function* () {
      const { register } = yield* Implementations
      const cloud = () => Effect.succeed([named("cloud", "Cloud"), named("shared", "Cloud's")])
      yield* register("cloud", cloud, { preferred: true })
      yield* register("later", () => Effect.succeed([named("shared", "Later")]))
      assert.deepStrictEqual(yield* found, [
        ["cloud", "Cloud"],
        ["shared", "Later"],
        ["acme_one", "one"]
      ])
    }).pipe(Effect.provide(layer))
  })

  it.effect("gives those registered one by one, to their own integration", () =>
    Effect.gen(function* () {
      const { forDomain, registerImplementation } = yield* Implementations
      yield* registerImplementation(acme.domain, named("built_in", "Built in"))
      yield* registerImplementation(acme.domain, named("acme_id", "Given way"))
      yield* registerImplementation("other", named("other", "Other"))
      assert.deepStrictEqual(yield* found, [
        ["built_in", "Built in"],
        ["acme_id", "id"]
      ])
      assert.deepStrictEqual([...(yield* forDomain("other")).keys()], ["other"])
    }).pipe(Effect.provide(makeInstance().layer))
  )

  it.effect("name the integration in their errors, and not the key of a credential", () =>
    Effect.gen(function* () {
      const implementation = yield* find("acme_id")
      const grant = {
        code: Redacted.make("CODECODECODE"),
        redirectUri: "https://home.example/auth/external/callback"
      }
      const error = yield* Effect.flip(implementation.exchange(grant))
      assert.deepInclude(error, { _tag: "TokenEndpointUnavailable", domain: acme.domain })
      assert.include(error.message, "The token endpoint of acme answered 500")
    }).pipe(Effect.provide(makeInstance(broken).layer))
  )

  it.effect("passes an unavailable provider over, and fails where nothing is left", () =>
    Effect.gen(function* () {
      const { forDomain, register } = yield* Implementations
      yield* register("away", away)
      assert.deepStrictEqual(yield* found, [["acme_id", "id"]])
      assert.strictEqual((yield* Effect.flip(forDomain("other")))._tag, "ImplementationUnavailable")
    }).pipe(Effect.provide(makeInstance().layer))
  )

  it.effect("finds the one that an account was linked with", () =>
    Effect.gen(function* () {
      const { name } = yield* find("acme_id")
      assert.strictEqual(name, "id")
      assert.strictEqual((yield* Effect.flip(find("cloud")))._tag, "ImplementationUnknown")
    }).pipe(Effect.provide(makeInstance().layer))
  )

  it("never says that one is gone while a provider is unavailable", async () => {
    const answers = fc.array(fc.option(fc.subarray(["a", "b", "c"])), { maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(answers, fc.constantFrom("a", "b", "c"), async (answers, wanted) => {
        const program = Effect.gen(function* () {
          const { register } = yield* Implementations
          yield* Effect.forEach(answers.entries(), ([index, domains]) =>
            register(`${index}`, () =>
              domains === null ? away() : Effect.succeed(domains.map((domain) => named(domain, domain)))
            )
          )
          return yield* Effect.match(find(wanted), {
            onSuccess: ({ domain }) => domain,
            onFailure: ({ _tag }) => _tag
          })
        }).pipe(Effect.provide(makeInstance({ credentials: [] }).layer))
        const expected = answers.some((domains) => domains?.includes(wanted))
          ? wanted
          : answers.includes(null)
            ? "ImplementationUnavailable"
            : "ImplementationUnknown"
        assert.strictEqual(await Effect.runPromise(program), expected)
      }),
      { numRuns: 50 }
    )
  })

  it.effect("gives nothing for an integration that it does not know", () =>
    Effect.gen(function* () {
      const implementations = yield* Implementations
      assert.strictEqual((yield* implementations.forDomain("unknown")).size, 0)
    }).pipe(Effect.provide(makeInstance().layer))
  )
})
