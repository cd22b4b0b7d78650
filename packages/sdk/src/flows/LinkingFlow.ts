/** Links an account: from the user's wish to a stored token, by Home Assistant's steps. */
import { Clock, Context, Effect, Layer, Option, Redacted } from "effect"
import type { Result } from "effect"
import { SecureRandom } from "effect/crypto"
import { Base64Url } from "effect/encoding"
import type { AccountNotFound } from "../domain/AccountError.ts"
import type { FlowResult } from "../domain/FlowResult.ts"
import type { NoUrlAvailable } from "../domain/ImplementationUnavailable.ts"
import { FlowNotPending, ImplementationUnknown } from "../domain/LinkError.ts"
import type {
  CallbackIncomplete,
  IssuerMismatch,
  StateExpired,
  StateForged,
  StateMissing,
  StateReplayed
} from "../domain/LinkError.ts"
import { linkLifetime, PendingLink } from "../domain/PendingLink.ts"
import type { LinkSource, LinkStep } from "../domain/PendingLink.ts"
import { isStorageError } from "../domain/StorageError.ts"
import type { StorageError } from "../domain/StorageError.ts"
import { parseAuthorizationCallback } from "../protocol/AuthorizationCallback.ts"
import { checkIssuer } from "../protocol/checkIssuer.ts"
import { AccountLock } from "../services/AccountLock.ts"
import { CredentialStore } from "../services/CredentialStore.ts"
import { Implementations } from "../services/Implementations.ts"
import { Integrations } from "../services/Integrations.ts"
import { LinkedAccounts } from "../services/LinkedAccounts.ts"
import { captureModuleServices } from "../services/ModuleServices.ts"
import type { ModuleServices } from "../services/ModuleServices.ts"
import type { OAuth2Implementation } from "../services/OAuth2Implementation.ts"
import { PendingLinks } from "../services/PendingLinks.ts"
import { RedirectUri } from "../services/RedirectUri.ts"
import { StateSigner } from "../services/StateSigner.ts"
import { abort, abortFor, Aborted } from "./Abort.ts"
import { finishLink } from "./finishLink.ts"

/**
 * Describes the flow to begin. `frontendBase` is the base URL under which the user's browser reaches the frontend.
 *
 * @category models
 * @since 0.1.0
 */
export interface StartOptions {
  readonly domain: string
  readonly source?: LinkSource | undefined
  readonly frontendBase?: string | undefined
}

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
  | CallbackIncomplete
  | IssuerMismatch
  | FlowNotPending
  | AccountNotFound
  | StorageError

/**
 * Service that takes a user through linking an account.
 *
 * `start` gives a form where there are several implementations, the provider's URL where there is one, or an abort.
 * `pickImplementation` goes on from the form. `callback` takes the query of the provider's redirect, and ends with an
 * account or an abort. Making the URL and exchanging the code may take 30 s each.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, AbstractOAuth2FlowHandler
 * @category services
 * @since 0.1.0
 */
export class LinkingFlow extends Context.Service<
  LinkingFlow,
  {
    readonly start: (options: StartOptions) => Effect.Effect<FlowResult, StorageError>
    readonly pickImplementation: (
      flowId: string,
      implementation: string
    ) => Effect.Effect<FlowResult, FlowNotPending | ImplementationUnknown | StorageError>
    readonly callback: (query: URLSearchParams) => Effect.Effect<FlowResult, CallbackError>
  }
>()("@application-credentials/sdk/flows/LinkingFlow") {
  /** Runs flows over the services that it is given. */
  static readonly layer: Layer.Layer<
    LinkingFlow,
    never,
    | AccountLock
    | CredentialStore
    | ModuleServices
    | Implementations
    | Integrations
    | LinkedAccounts
    | PendingLinks
    | RedirectUri
    | StateSigner
  > = Layer.effect(
    LinkingFlow,
    Effect.suspend(() => make)
  )
}

const make = Effect.gen(function* () {
  const withModuleServices = yield* captureModuleServices
  const random = yield* SecureRandom.SecureRandom
  const credentials = yield* CredentialStore
  const implementations = yield* Implementations
  const integrations = yield* Integrations
  const accounts = yield* LinkedAccounts
  const lock = yield* AccountLock
  const pending = yield* PendingLinks
  const redirectUri = yield* RedirectUri
  const signer = yield* StateSigner

  const available = (flowId: string, domain: string) =>
    implementations.forDomain(domain).pipe(
      Effect.mapError((error) =>
        isStorageError(error) ? error : new Aborted({ flowId, reason: abortFor(error), error })
      ),
      withModuleServices
    )

  const authorize = Effect.fnUntraced(function* (link: PendingLink, implementation: OAuth2Implementation) {
    const { flowId, frontendBase } = link
    const uri =
      implementation.redirectUri ?? (yield* noUrlAborts(flowId, redirectUri.resolve({ frontendBase })))
    const state = yield* signer.sign({ flowId, redirectUri: uri })
    const request = yield* implementation.authorize({ flowId, redirectUri: uri, state }).pipe(
      Effect.mapError((error) => new Aborted({ flowId, reason: abortFor(error), error })),
      Effect.timeoutOrElse({
        duration: stepTimeout,
        orElse: () => Effect.fail(new Aborted({ flowId, reason: "authorize_url_timeout" }))
      }),
      withModuleServices
    )
    const { codeVerifier } = request
    const step: LinkStep = {
      id: "auth",
      implementation: implementation.domain,
      redirectUri: uri,
      state: Redacted.make(state),
      ...(codeVerifier === undefined ? {} : { codeVerifier })
    }
    yield* pending.put(new PendingLink({ ...link, step, expiresAt: (yield* seconds) + linkLifetime }))
    return { type: "external", flowId, stepId: "auth", url: request.url } satisfies FlowResult
  })

  const begin = Effect.fnUntraced(function* (flowId: string, options: StartOptions) {
    const { domain, frontendBase } = options
    const found = yield* available(flowId, domain)
    if (found.size === 0) {
      const module = Option.getOrUndefined(yield* integrations.get(domain))?.module
      return abort(flowId, module === undefined ? "missing_configuration" : "missing_credentials")
    }
    const link = new PendingLink({
      flowId,
      domain,
      source: options.source ?? { type: "user" },
      step: { id: "pick_implementation" },
      ...(frontendBase === undefined ? {} : { frontendBase }),
      expiresAt: (yield* seconds) + linkLifetime
    })
    const [only, ...others] = [...found.values()]
    if (only !== undefined && others.length === 0) return yield* authorize(link, only)
    yield* pending.put(link)
    return pickForm(flowId, [...found.values()])
  })

  const start = Effect.fn("LinkingFlow.start")(function* (options: StartOptions) {
    const flowId = Base64Url.encode(yield* random.randomBytes(16))
    return yield* Aborted.toResult(begin(flowId, options))
  })

  const pickImplementation = Effect.fn("LinkingFlow.pickImplementation")(function* (
    flowId: string,
    chosen: string
  ) {
    const link = yield* pending.take(flowId)
    if (link.step.id !== "pick_implementation") {
      yield* pending.put(link)
      return yield* alreadyPicked(flowId)
    }
    return yield* Aborted.toResult(
      Effect.gen(function* () {
        const implementation = (yield* available(flowId, link.domain)).get(chosen)
        if (implementation !== undefined) return yield* authorize(link, implementation)
        yield* pending.put(link)
        return yield* unknownImplementation(link.domain, chosen)
      })
    )
  })

  const resume = Effect.fnUntraced(function* (
    link: PendingLink,
    step: Extract<LinkStep, { readonly id: "auth" }>,
    callback: Result.Result.Success<ReturnType<typeof parseAuthorizationCallback>>
  ) {
    const { flowId } = link
    const credential = yield* credentials.find({ domain: link.domain, authDomain: step.implementation })
    const implementation = (yield* available(flowId, link.domain)).get(step.implementation)
    if (implementation === undefined) return abort(flowId, "oauth_implementation_unavailable")
    yield* Effect.fromResult(checkIssuer(callback, implementation))
    if (callback.type === "error") return abort(flowId, "user_rejected_authorize")
    const { codeVerifier } = step
    const grant = {
      code: callback.code,
      redirectUri: step.redirectUri,
      callbackParameters: callback.parameters,
      ...(codeVerifier === undefined ? {} : { codeVerifier })
    }
    const token = yield* implementation.exchange(grant).pipe(
      Effect.mapError((error) => new Aborted({ flowId, reason: abortFor(error), error })),
      Effect.timeoutOrElse({
        duration: stepTimeout,
        orElse: () => Effect.fail(new Aborted({ flowId, reason: "oauth_timeout" }))
      }),
      withModuleServices
    )
    const integration = Option.getOrUndefined(yield* integrations.get(link.domain))
    return yield* withModuleServices(
      finishLink({ link, implementation, credential, token, integration, accounts, lock })
    )
  })

  const callback = Effect.fn("LinkingFlow.callback")(function* (query: URLSearchParams) {
    const parsed = yield* Effect.fromResult(parseAuthorizationCallback(query))
    const claims = yield* signer.consume(parsed.state)
    const link = yield* pending.take(claims.flow_id)
    if (link.step.id !== "auth") return yield* alreadyPicked(link.flowId)
    return yield* Aborted.toResult(resume(link, link.step, parsed))
  })

  return LinkingFlow.of({ start, pickImplementation, callback })
})

/** The time that the user waits for one step: 30 s, as Home Assistant's. */
const stepTimeout = "30 seconds"

const seconds = Effect.map(Clock.currentTimeMillis, (now) => now / 1_000)

const noUrlAborts = <A>(flowId: string, resolved: Effect.Effect<A, NoUrlAvailable>) =>
  Effect.mapError(resolved, (error) => new Aborted({ flowId, reason: "no_url_available", error }))

const pickForm = (flowId: string, found: ReadonlyArray<OAuth2Implementation>): FlowResult => ({
  type: "form",
  flowId,
  stepId: "pick_implementation",
  options: found.map(({ domain, name }) => ({ domain, name }))
})

const alreadyPicked = (flowId: string): FlowNotPending =>
  new FlowNotPending({ flowId, message: "This flow is at another step. Go on from there, or start again." })

const unknownImplementation = (domain: string, implementation: string): ImplementationUnknown =>
  new ImplementationUnknown({
    domain,
    implementation,
    message: `There is no implementation ${implementation} for ${domain}. Choose one of those offered.`
  })
