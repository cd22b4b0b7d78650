import { ClientCredential, LinkingFlow, OAuth2Session } from "@application-credentials/sdk"
import { Effect, Redacted } from "effect"
import { HttpClient } from "effect/http"

// Asks the user for what is missing, step by step, until they can be sent to the provider.
export const startAcme = (ask: (question: string) => Effect.Effect<string>) =>
  Effect.gen(function* () {
    const flow = yield* LinkingFlow
    const started = yield* flow.start({ domain: "acme" })
    if (started.type === "abort" && started.reason === "missing_credentials") {
      const clientId = yield* ask("Client id")
      const clientSecret = Redacted.make(yield* ask("Client secret"))
      return yield* flow.addCredential(started.flowId, new ClientCredential({ clientId, clientSecret }))
    }
    if (started.type === "form" && started.stepId === "pick_implementation") {
      const names = started.options.map(({ name }) => name)
      const chosen = yield* ask(`Which of ${names.join(", ")}`)
      const picked = started.options.find(({ name }) => name === chosen)
      return yield* flow.pickImplementation(started.flowId, picked?.domain ?? "")
    }
    return started
  })

// Any program that asks for an HTTP client, and knows nothing of tokens.
const lamps = HttpClient.HttpClient.use((client) =>
  Effect.flatMap(client.get("https://api.acme.test/lamps"), (response) => response.json)
)

// Runs it in the name of an account: a token that has expired is refreshed, and one that is refused too, once.
export const lampsOf = (accountId: string) =>
  Effect.provide(lamps, OAuth2Session.layerHttpClient(accountId, { hosts: ["api.acme.test"] }))

// The accounts that the provider no longer lets in wait here for their user; `confirm` sends the user there.
export const relinkAll = Effect.gen(function* () {
  const flow = yield* LinkingFlow
  const waiting = (yield* flow.pending).filter(({ step }) => step.id === "reauth_confirm")
  return yield* Effect.forEach(waiting, ({ flowId }) => flow.confirm(flowId))
})
