/** What becomes of a flow whose credential is replaced while its user is away. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import { ClientCredential, CredentialStore, LinkingFlow } from "../../src/index.ts"
import { agree, ending, makeInstance } from "./Instance.ts"

const start = LinkingFlow.use((flow) => flow.start({ domain: "acme" }))

const imported = (clientId: string, clientSecret: string) =>
  CredentialStore.use((store) =>
    store.importCredential({
      domain: "acme",
      credential: new ClientCredential({ clientId, clientSecret: Redacted.make(clientSecret) })
    })
  )

describe("a code", () => {
  const { layer, seen } = makeInstance({ credentials: [] })
  it.effect("is never sent for another client than the one that it was given to", () =>
    Effect.gen(function* () {
      yield* imported("first", "FIRSTSECRET")
      const query = agree(yield* start)
      yield* CredentialStore.use((store) => store.remove("acme_first"))
      yield* imported("second", "SECONDSECRET")
      const result = yield* LinkingFlow.use((flow) => flow.callback(query))
      assert.strictEqual(ending(result), "oauth_implementation_unavailable")
      assert.include(result.type === "abort" ? result.error?.message : "", "Start again")
      assert.strictEqual(seen.length, 0)
    }).pipe(Effect.provide(layer))
  )

  it.effect("is sent with the new secret of the same client", () => {
    const { layer, seen } = makeInstance({ credentials: [] })
    return Effect.gen(function* () {
      yield* imported("first", "FIRSTSECRET")
      const query = agree(yield* start)
      yield* CredentialStore.use((store) => store.rotateSecret("acme_first", Redacted.make("NEXTSECRET")))
      const result = yield* LinkingFlow.use((flow) => flow.callback(query))
      assert.strictEqual(result.type, "create_entry")
      assert.strictEqual(seen[0]?.form.get("client_secret"), "NEXTSECRET")
    }).pipe(Effect.provide(layer))
  })
})
