/** A strict provider on a port, and the link of an account at it. */
import { MockProvider } from "@application-credentials/mock-provider"
import type { MockProviderOptions } from "@application-credentials/mock-provider"
import { serve } from "@application-credentials/mock-provider/node"
import type { ClosableServer } from "@application-credentials/mock-provider/node"
import { assert } from "@effect/vitest"
import { Effect } from "effect"
import type { Scope } from "effect"
import { CredentialStore, LinkingFlow } from "../../src/index.ts"
import type { FlowResult } from "../../src/index.ts"
import { credential } from "../StrictProvider.ts"

/** How long a token lasts, in seconds. */
export const lifetime = 3_600

/** Serves a provider whose refresh tokens are for one use: the second use of one ends all of its account. */
export const serveProvider = (
  options: Partial<MockProviderOptions> = {}
): Effect.Effect<ClosableServer<MockProvider>, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.promise(() =>
      serve((url) =>
        MockProvider.make({
          issuer: url,
          lifetimes: { accessToken: lifetime },
          clients: [
            {
              clientId: credential.clientId,
              clientSecret: credential.clientSecret,
              authentication: "client_secret_post",
              redirectUris: ["https://home.test/auth/external/callback"]
            }
          ],
          ...options
        })
      )
    ),
    (server) => Effect.promise(() => server[Symbol.asyncDispose]())
  )

/** Visits the provider as a user who agrees, and comes back. */
export const visit = (started: FlowResult) =>
  Effect.gen(function* () {
    if (started.type !== "external") return assert.fail(JSON.stringify(started))
    const answer = yield* Effect.promise(() => fetch(started.url, { redirect: "manual" }))
    const { searchParams } = new URL(answer.headers.get("location") ?? "")
    return yield* LinkingFlow.use((flow) => flow.callback(searchParams))
  })

/** Links an account from start to end. */
export const link = Effect.gen(function* () {
  yield* CredentialStore.use((store) => store.create({ domain: "acme", credential }))
  const flow = yield* LinkingFlow
  const result = yield* visit(yield* flow.start({ domain: "acme" }))
  return result.type === "create_entry" ? result.account : assert.fail(JSON.stringify(result))
})
