import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { defineApplicationCredentials } from "../../src/index.ts"
import type { ApplicationCredentialsHooks } from "../../src/index.ts"
import { server } from "../flows/Instance.ts"
import { result } from "./answers.ts"
import { openAuthenticated } from "./RawClient.ts"
import { adminToken, layerServer, userToken } from "./Server.ts"

describe("application_credentials/config", () => {
  const ask = (token: string) =>
    Effect.flatMap(openAuthenticated(token), ({ ask }) =>
      ask({ id: 1, type: "application_credentials/config" })
    )
  const module = (getDescriptionPlaceholders: ApplicationCredentialsHooks["getDescriptionPlaceholders"]) => ({
    integration: {
      module: defineApplicationCredentials({
        getAuthorizationServer: () => Effect.succeed(server),
        getDescriptionPlaceholders
      })
    }
  })
  const config = (described: object) => result(1, { domains: ["acme"], integrations: { acme: described } })

  it.effect("tells everyone which integrations have a module", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* ask(userToken), config({}))
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("leaves out an integration without one", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* ask(userToken), result(1, { domains: [], integrations: {} }))
    }).pipe(Effect.provide(layerServer({ integration: { module: undefined } })))
  )

  it.effect("gives the placeholders that a module has", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(
        yield* ask(adminToken),
        config({ description_placeholders: { instance: "Home" } })
      )
    }).pipe(
      Effect.provide(layerServer(module(({ instanceName }) => Effect.succeed({ instance: instanceName }))))
    )
  )

  it.effect("gives none where the module fails", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* ask(adminToken), config({}))
    }).pipe(Effect.provide(layerServer(module(() => Effect.fail(new Error("no console"))))))
  )
})
