/** Links an account: from the user's wish to a stored token, by Home Assistant's steps. */
import { Context, Effect, Layer, Schedule } from "effect"
import type { Scope, Stream } from "effect"
import { SecureRandom } from "effect/crypto"
import { Base64Url } from "effect/encoding"
import type { AccountNotFound, CredentialInvalid } from "../domain/AccountError.ts"
import type { ClientCredential } from "../domain/ClientCredential.ts"
import type { FlowResult } from "../domain/FlowResult.ts"
import type {
  CallbackIncomplete,
  FlowNotPending,
  IssuerMismatch,
  StateExpired,
  StateForged,
  StateMismatch,
  StateMissing,
  StateReplayed
} from "../domain/LinkError.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import type { StorageError } from "../domain/StorageError.ts"
import { CredentialStore } from "../services/CredentialStore.ts"
import { PendingLinks } from "../services/PendingLinks.ts"
import { resumeDevices } from "./awaitDevice.ts"
import { beginLink } from "./beginLink.ts"
import type { StartOptions } from "./beginLink.ts"
import { chooseImplementation, pickImplementation as pick } from "./chooseImplementation.ts"
import { Deliveries } from "./Deliveries.ts"
import type { DeliveryError } from "./Deliveries.ts"
import { FlowNews } from "./FlowNews.ts"
import type { FlowChange } from "./FlowNews.ts"
import { reportCancel, reportFailure, reportRefusal, reportStart, reportStep } from "./FlowTelemetry.ts"
import { captureLinkServices } from "./LinkServices.ts"
import type { LinkServices } from "./LinkServices.ts"
import { resumeFrom } from "./PendingStep.ts"
import { repeatStep } from "./repeatStep.ts"
import { resumeLink, takeCallback } from "./takeCallback.ts"
import type { RequestContext } from "./RequestContext.ts"

/**
 * Names the refusals of a callback. None of them has sent anything to the provider, and none ends another flow.
 *
 * @category errors
 * @since 0.1.0
 */
export type CallbackError =
  | StateMissing
  | StateForged
  | StateExpired
  | StateReplayed
  | StateMismatch
  | CallbackIncomplete
  | IssuerMismatch
  | FlowNotPending
  | AccountNotFound
  | StorageError

/**
 * Service that takes a user through linking an account. Each step gives what comes next: a form, the provider's URL, a
 * code for another device, an account, or an abort.
 *
 * Making the URL and exchanging the code may take 30 s each. A flow that waits for its user ends after `linkLifetime`;
 * one that its user did not begin, after `confirmationLifetime`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { fetch, layerHttpClient, MockProvider } from "@application-credentials/mock-provider"
 * import {
 *   ClientCredential,
 *   defineApplicationCredentials,
 *   discoverAuthorizationServer,
 *   layerMemory,
 *   LinkingFlow
 * } from "@application-credentials/sdk"
 * import { Effect, Layer, Redacted } from "effect"
 * import { Digest, SecureRandom } from "effect/crypto"
 *
 * const redirectUris = ["https://home.test/auth/external/callback"]
 * const client = { clientId: "my-client", clientSecret: Redacted.make("my-secret") }
 * const provider = MockProvider.make({
 *   clients: [{ ...client, authentication: "client_secret_post", redirectUris }]
 * })
 * const module = defineApplicationCredentials({
 *   getAuthorizationServer: () => discoverAuthorizationServer(provider.issuer)
 * })
 * const instance = layerMemory({
 *   integrations: [{ domain: "acme", module }],
 *   host: { externalUrl: "https://home.test" }
 * })
 *
 * const program = Effect.gen(function* () {
 *   const flow = yield* LinkingFlow
 *   const { flowId } = yield* flow.start({ domain: "acme" })
 *   const started = yield* flow.addCredential(flowId, new ClientCredential(client))
 *   assert.equal(started.type, "external")
 *   // The user's browser visits the provider, and is sent back.
 *   const visit = () => fetch(provider)(started.url, { redirect: "manual" })
 *   const back = new URL((yield* Effect.promise(visit)).headers.get("location") ?? "")
 *   const finished = yield* flow.callback(back.searchParams)
 *   assert.equal(finished.type, "create_entry")
 *   assert.equal(finished.account.domain, "acme")
 * })
 * const services = Layer.mergeAll(
 *   layerHttpClient(provider),
 *   SecureRandom.layerWebCrypto,
 *   Digest.layerWebCrypto
 * )
 * await Effect.runPromise(Effect.provide(program, Layer.provide(instance, services)))
 * ```
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, AbstractOAuth2FlowHandler
 * @category services
 * @since 0.1.0
 */
export class LinkingFlow extends Context.Service<
  LinkingFlow,
  {
    /** Begins a flow. A re-authentication or a reconfiguration fails if its account is gone. */
    readonly start: (options: StartOptions) => Effect.Effect<FlowResult, AccountNotFound | StorageError>
    /** Answers the forms `reauth_confirm` and `oauth_discovery`: the user agrees to begin. */
    readonly confirm: (
      flowId: string,
      context?: RequestContext
    ) => Effect.Effect<FlowResult, FlowNotPending | StorageError>
    /** Answers the form `pick_implementation` with one of the implementations that it offers. */
    readonly pickImplementation: (
      flowId: string,
      implementation: string,
      context?: RequestContext
    ) => Effect.Effect<FlowResult, FlowNotPending | StorageError>
    /** Stores a credential that the user entered after the abort `missing_credentials`, and resumes the flow with it. */
    readonly addCredential: (
      flowId: string,
      credential: ClientCredential,
      context?: RequestContext
    ) => Effect.Effect<FlowResult, FlowNotPending | CredentialInvalid | StorageError>
    /**
     * Takes the query of the provider's redirect: exchanges the code and stores the token, even if the browser goes away
     * meanwhile.
     */
    readonly callback: (
      query: URLSearchParams,
      context?: RequestContext
    ) => Effect.Effect<FlowResult, CallbackError>
    /**
     * Waits for the end of a flow that no callback ends. It may be called any number of times, and after a restart too if the
     * user is on another device.
     */
    readonly delivered: (flowId: string) => Effect.Effect<FlowResult, DeliveryError>
    /**
     * Gives what a flow waits for once more: after a restart, for a new visit, with a new URL for the provider, or after a
     * credential was stored.
     */
    readonly repeat: (
      flowId: string,
      context?: RequestContext
    ) => Effect.Effect<FlowResult, FlowNotPending | AccountNotFound | StorageError>
    /** Ends a flow. */
    readonly cancel: (flowId: string) => Effect.Effect<void, FlowNotPending | StorageError>
    /** Lists the flows that wait, to be shown. */
    readonly pending: Effect.Effect<ReadonlyArray<PendingLink>, StorageError>
    /** Subscribes to what becomes of the flows of this process from now on. */
    readonly changes: Effect.Effect<Stream.Stream<FlowChange>, never, Scope.Scope>
  }
>()("@application-credentials/sdk/flows/LinkingFlow") {
  /** Runs flows over the services that it is given. */
  static readonly layer: Layer.Layer<LinkingFlow, never, LinkServices> = Layer.effect(
    LinkingFlow,
    Effect.suspend(() => make)
  ).pipe(Layer.provide([Deliveries.layer, FlowNews.layer]))
}

const make = Effect.gen(function* () {
  const withServices = yield* captureLinkServices
  const deliveries = yield* Deliveries
  const { runToCompletion } = deliveries
  const news = yield* FlowNews
  const provided =
    <Args extends ReadonlyArray<unknown>, A, E, R>(step: (...args: Args) => Effect.Effect<A, E, R>) =>
    (...args: Args) =>
      withServices(step(...args)).pipe(
        Effect.provideService(Deliveries, deliveries),
        Effect.provideService(FlowNews, news)
      )

  const start = Effect.fn("LinkingFlow.start")(function* (options: StartOptions) {
    const random = yield* SecureRandom.SecureRandom
    const flowId = Base64Url.encode(yield* random.randomBytes(16))
    const flow = { flowId, domain: options.domain, source: options.source ?? { type: "user" as const } }
    yield* reportStart(flow)
    return yield* reportStep(flow, beginLink(flowId, options))
  })

  const confirm = Effect.fn("LinkingFlow.confirm")(function* (flowId: string, context: RequestContext = {}) {
    return yield* resumeFrom({ flowId, steps: ["oauth_discovery", "reauth_confirm"], context }, (link) =>
      reportStep(link, chooseImplementation(link))
    )
  })

  const pickImplementation = Effect.fn("LinkingFlow.pickImplementation")(function* (
    flowId: string,
    chosen: string,
    context: RequestContext = {}
  ) {
    return yield* resumeFrom({ flowId, steps: ["pick_implementation"], context }, (link) =>
      reportStep(link, pick(link, chosen))
    )
  })

  const addCredential = Effect.fn("LinkingFlow.addCredential")(function* (
    flowId: string,
    credential: ClientCredential,
    context: RequestContext = {}
  ) {
    const store = yield* CredentialStore
    return yield* resumeFrom({ flowId, steps: ["missing_credentials"], context }, (link) =>
      Effect.andThen(
        store.create({ domain: link.domain, credential }),
        reportStep(link, chooseImplementation(link))
      )
    )
  })

  const callback = Effect.fn("LinkingFlow.callback")(function* (
    query: URLSearchParams,
    context: RequestContext = {}
  ) {
    const { link, step, parsed } = yield* takeCallback(query, context).pipe(Effect.tapError(reportRefusal))
    return yield* reportStep(link, resumeLink(link, step, parsed)).pipe(
      Effect.tapError((error) => reportFailure(link, error))
    )
  }, runToCompletion)

  const repeat = Effect.fn("LinkingFlow.repeat")(function* (flowId: string, context: RequestContext = {}) {
    return yield* repeatStep(flowId, context)
  })

  const delivered = Effect.fn("LinkingFlow.delivered")(function* (flowId: string) {
    yield* resumeDevices((one) => one === flowId)
    return yield* deliveries.result(flowId)
  })

  const cancel = Effect.fn("LinkingFlow.cancel")(function* (flowId: string) {
    const link = yield* PendingLinks.use((pending) => pending.take(flowId))
    yield* deliveries.stop(flowId)
    yield* reportCancel(link)
  })

  yield* Effect.forkScoped(provided(resumeAll)())

  return LinkingFlow.of({
    start: provided(start),
    confirm: provided(confirm),
    pickImplementation: provided(pickImplementation),
    addCredential: provided(addCredential),
    callback: provided(callback),
    delivered: provided(delivered),
    repeat: provided(repeat),
    cancel: provided(cancel),
    pending: withServices(PendingLinks.use(({ list }) => list)),
    changes: news.changes
  })
})

// Storage that is away when the instance begins may be back soon.
const resumeAll = () =>
  resumeDevices().pipe(
    Effect.tapError((error) =>
      Effect.logWarning("Flows on other devices wait for storage").pipe(
        Effect.annotateLogs({ "link.error": error.message })
      )
    ),
    Effect.retry(Schedule.spaced("1 minute")),
    Effect.ignore
  )
