import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Redacted } from "effect"
import {
  ClientCredential,
  CredentialStore,
  defineApplicationCredentials,
  importClientCredential
} from "../../src/index.ts"
import { makeInstance, server } from "./Instance.ts"

const instance = (found: Option.Option<ClientCredential>) =>
  makeInstance({
    credentials: [],
    integration: {
      module: defineApplicationCredentials({
        getAuthorizationServer: () => Effect.succeed(server),
        getClientCredential: () => Effect.succeed(found)
      })
    }
  }).layer

const credential = new ClientCredential({ clientId: "yaml", clientSecret: Redacted.make("CLIENTSECRET") })

const imported = Effect.gen(function* () {
  yield* importClientCredential("acme")
  yield* importClientCredential("acme")
  yield* importClientCredential("unknown")
  return (yield* CredentialStore.use(({ list }) => list)).map(({ id, authDomain }) => [id, authDomain])
})

describe("importClientCredential", () => {
  it.effect("imports what the module finds, once", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* imported, [["acme_yaml", "acme"]])
    }).pipe(Effect.provide(instance(Option.some(credential))))
  )

  it.effect("imports nothing where the module finds nothing", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* imported, [])
    }).pipe(Effect.provide(instance(Option.none())))
  )
})
