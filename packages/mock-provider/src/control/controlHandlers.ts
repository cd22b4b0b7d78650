/** What the control API does with a provider. */
import { Effect, type Layer } from "effect"
import { HttpApiBuilder, type HttpApiGroup } from "effect/http-api"
import { clientFromConfig } from "../config/ClientConfig.ts"
import type { MockProvider } from "../runtime/MockProvider.ts"
import { InvalidProviderOptions } from "../runtime/InvalidProviderOptions.ts"
import { ControlApi } from "./ControlApi.ts"
import { InvalidRequest, NotFound } from "./ControlErrors.ts"
import type { ControlGuard } from "./ControlGuard.ts"
import type { RequestProblems } from "./RequestProblems.ts"
import { viewExchange } from "./ExchangeView.ts"
import { viewClient, viewProvider } from "./ProviderView.ts"

/** Makes the layer that serves the control API of a provider. */
export const controlHandlers = (
  provider: MockProvider
): Layer.Layer<HttpApiGroup.Service<"control", "control">, never, ControlGuard | RequestProblems> =>
  HttpApiBuilder.group(ControlApi, "control", (handlers) =>
    handlers.handleAll({
      describe: () => Effect.sync(() => viewProvider(provider)),
      addClient: ({ payload }) => {
        const client = clientFromConfig(payload)
        return attempt(() => provider.addClient(client)).pipe(
          Effect.andThen(() => findClient(provider, client.clientId))
        )
      },
      addUser: ({ payload }) =>
        attempt(() => provider.addUser(payload)).pipe(
          Effect.as({ subject: payload.subject, claims: payload.claims ?? {} })
        ),
      mintTokens: ({ payload }) =>
        Effect.tryPromise({ try: () => provider.mintTokens(payload), catch: toInvalidRequest }),
      setSignedIn: ({ payload }) => attempt(() => provider.setSignedIn(payload)),
      setFaults: ({ payload }) => Effect.sync(() => provider.setFaults(payload)),
      setConsent: ({ payload }) => attempt(() => provider.setConsent(payload)),
      advanceTime: ({ payload }) =>
        Effect.sync(() => {
          provider.advanceTime(payload.seconds * 1000)
          return { now: provider.now() }
        }),
      rotateKey: ({ payload }) => Effect.sync(() => provider.rotateSigningKey(payload.published)),
      reset: () => Effect.sync(() => provider.reset()),
      decideConsent: Effect.fnUntraced(function* ({ payload }) {
        const response = provider.decideConsent(payload.consent, payload.decision)
        if (response !== undefined) return { location: response.headers["location"] ?? "" }
        return yield* new NotFound({
          message: "Nobody waits for this consent: it is decided, has expired, or never was."
        })
      }),
      decideDevice: Effect.fnUntraced(function* ({ payload }) {
        if (provider.decideDevice(payload.userCode, payload.decision)) return
        return yield* new NotFound({
          message: "No device waits for this code: it is decided, has expired, or never was."
        })
      }),
      readJournal: ({ query }) =>
        Effect.sync(() => {
          const { after = 0, endpoint, unsafeShowSecrets = false } = query
          const exchanges = endpoint === undefined ? provider.journal : provider.calls(endpoint)
          return {
            length: provider.journalLength,
            exchanges: exchanges
              .filter(({ number }) => number > after)
              .map((exchange) => viewExchange(exchange, unsafeShowSecrets))
          }
        }),
      clearJournal: () => Effect.sync(() => provider.clearJournal())
    })
  )

const attempt = (change: () => void): Effect.Effect<void, InvalidRequest> =>
  Effect.try({
    try: change,
    catch: toInvalidRequest
  })

const toInvalidRequest = (error: unknown): InvalidRequest => {
  if (error instanceof InvalidProviderOptions) return new InvalidRequest({ message: error.message })
  throw error
}

const findClient = (provider: MockProvider, clientId: string) =>
  Effect.fromNullishOr(provider.clients.find((client) => client.clientId === clientId)).pipe(
    Effect.map(viewClient),
    Effect.orDie
  )
