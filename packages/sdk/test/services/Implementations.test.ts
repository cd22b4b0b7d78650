import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { Implementations } from "../../src/index.ts"
import { acme, makeInstance } from "../flows/Instance.ts"
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

  it.effect("gives nothing for an integration that it does not know", () =>
    Effect.gen(function* () {
      const implementations = yield* Implementations
      assert.strictEqual((yield* implementations.forDomain("unknown")).size, 0)
    }).pipe(Effect.provide(makeInstance().layer))
  )
})
