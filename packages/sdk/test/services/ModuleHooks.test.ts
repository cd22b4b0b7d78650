import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Logger, Redacted } from "effect"
import { TestClock } from "effect/testing"
import * as fc from "fast-check"
import {
  ClientCredential,
  clientCredentialOf,
  defineApplicationCredentials,
  descriptionPlaceholdersOf,
  implementationFor,
  layerModuleServices,
  makeHost
} from "../../src/index.ts"
import type {
  ApplicationCredentials,
  AuthorizationHookMissing,
  ImplementationUnavailable,
  ModuleHookFailed,
  ModuleServices
} from "../../src/index.ts"
import { listeningLogger } from "../canaries/effects.ts"
import { byTheClock, deaths } from "../deaths.ts"
import type { Death } from "../deaths.ts"
import { server } from "../flows/Instance.ts"

const host = makeHost()
const credential = new ClientCredential({ clientId: "id", clientSecret: Redacted.make("CLIENTSECRET") })

const implementation = (module: ApplicationCredentials) =>
  implementationFor(module, host, "acme_id", credential)

type Run = (
  module: ApplicationCredentials
) => Effect.Effect<
  unknown,
  ModuleHookFailed | AuthorizationHookMissing | ImplementationUnavailable,
  ModuleServices
>

/** Each hook, made to die, and how it is run. */
const hooks: ReadonlyArray<[string, (death: Death, cause: unknown) => ApplicationCredentials, Run]> = [
  [
    "getAuthorizationServer",
    (death, cause) => defineApplicationCredentials({ getAuthorizationServer: () => death.run(cause) }),
    implementation
  ],
  [
    "getAuthImplementation",
    (death, cause) => defineApplicationCredentials({ getAuthImplementation: () => death.run(cause) }),
    implementation
  ],
  [
    "getDescriptionPlaceholders",
    (death, cause) =>
      defineApplicationCredentials({
        getAuthorizationServer: () => Effect.succeed(server),
        getDescriptionPlaceholders: () => death.run(cause)
      }),
    (module) => descriptionPlaceholdersOf(module, host)
  ],
  [
    "getClientCredential",
    (death, cause) =>
      defineApplicationCredentials({
        getAuthorizationServer: () => Effect.succeed(server),
        getClientCredential: () => death.run(cause)
      }),
    (module) => clientCredentialOf(module, host)
  ]
]

describe("a hook that breaks the contract", () => {
  it("always fails with ModuleHookFailed, after a minute at most", async () => {
    const causes = fc.constantFrom<unknown>(new Error("broken"), "broken", undefined, null, {}, Symbol("s"))
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...hooks),
        fc.constantFrom(...deaths),
        causes,
        async ([hook, make, run], death, cause) => {
          await Effect.gen(function* () {
            const before = yield* Clock.currentTimeMillis
            const failing = Effect.flip(run(make(death, cause)))
            const error = yield* byTheClock(failing, () => death.reason === "timeout")
            if (error._tag !== "ModuleHookFailed") return assert.fail(error._tag)
            assert.strictEqual(error.hook, hook)
            assert.isAtMost((yield* Clock.currentTimeMillis) - before, 60_000)
          }).pipe(
            Effect.provide([layerModuleServices, TestClock.layer(), Logger.layer([listeningLogger])]),
            Effect.runPromise
          )
        }
      ),
      { numRuns: 100 }
    )
  })
})
