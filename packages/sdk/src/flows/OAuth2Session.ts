/** A valid token on demand. */
import { Context, Effect, Layer, PubSub, Redacted, Stream } from "effect"
import type { Scope } from "effect"
import { HttpClient } from "effect/http"
import type { LinkedAccount } from "../domain/LinkedAccount.ts"
import type { Token } from "../domain/Token.ts"
import type { AccountLock } from "../services/AccountLock.ts"
import type { CredentialStore } from "../services/CredentialStore.ts"
import { epochSeconds } from "../services/epochSeconds.ts"
import type { Implementations } from "../services/Implementations.ts"
import { LinkedAccounts } from "../services/LinkedAccounts.ts"
import type { ModuleServices } from "../services/ModuleServices.ts"
import type { PendingLinks } from "../services/PendingLinks.ts"
import { asHttpClient, makeAuthorizedClient } from "./AuthorizedClient.ts"
import type { AuthorizedClient, AuthorizedClientOptions } from "./AuthorizedClient.ts"
import type { LinkingFlow } from "./LinkingFlow.ts"
import { makeRefreshAccount } from "./refreshAccount.ts"
import { makeRefreshBreaks } from "./RefreshBreaks.ts"
import { RefreshPolicy, retrySchedule } from "./RefreshPolicy.ts"
import type { SessionError } from "./SessionError.ts"
import { makeSingleFlight } from "./SingleFlight.ts"
import { makeRunToCompletion } from "./runToCompletion.ts"

/**
 * Says that an account's token was refreshed, or why it could not be.
 *
 * @category models
 * @since 0.1.0
 */
export interface RefreshNews {
  readonly accountId: string
  readonly error?: SessionError | undefined
}

/**
 * Service that gives a linked account's token, refreshed where it must be.
 *
 * `validToken` refreshes a token that expires within the policy's margin. `refresh` refreshes whatever the expiry says:
 * `rejected` is the token that the provider answered 401 to, and where the account has another meanwhile, that one is
 * given.
 *
 * Of any number of calls for one account at once, one refresh is sent and all get its token; `AccountLock` sees to it
 * that this holds for every process that shares the storage. The new token is stored before anyone gets it, and also
 * when every caller has gone away meanwhile, as a rotated refresh token that is lost cannot be had again: storage that is
 * unavailable is tried for half a minute. Failures of the token endpoint are retried as `RefreshPolicy` says.
 *
 * A refusal of the token begins a re-authentication, once. From then on both fail with it, and nothing is sent, until the
 * account is linked again or the secret of its credential is replaced. An answer of which it is unclear what it means is no
 * refusal: the next refresh is sent later each time, and the account has to be linked again where it continues for a day. An
 * implementation that is gone begins a re-authentication too.
 *
 * `httpClient` gives a client whose requests carry the token, to the hosts named and no others, by https (or http on this
 * machine); it goes along with a redirect on the same terms. On a 401 the token is refreshed, once, and the request sent
 * again, once. A body that is a stream or raw cannot be sent again: then the 401 is given, and the next request has the
 * new token.
 *
 * `refreshes` subscribes to what becomes of this process's refreshes from now on.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   Implementations,
 *   layerMemory,
 *   layerModuleServices,
 *   LinkedAccounts,
 *   OAuth2Session,
 *   Token
 * } from "@application-credentials/sdk"
 * import { Effect, Layer, Redacted } from "effect"
 *
 * const accessToken = Redacted.make("my-access-token")
 * const expired = new Token({ accessToken, tokenType: "Bearer", expiresIn: 3_600, expiresAt: 0 })
 * const refreshed = new Token({
 *   ...expired,
 *   accessToken: Redacted.make("refreshed"),
 *   expiresAt: 4_102_444_800
 * })
 * const acme = {
 *   domain: "acme",
 *   name: "Acme",
 *   authorize: () => Effect.succeed({ url: "https://acme.test/oauth/authorize" }),
 *   exchange: () => Effect.never,
 *   refresh: () => Effect.succeed(refreshed)
 * }
 *
 * const program = Effect.gen(function* () {
 *   const accounts = yield* LinkedAccounts
 *   const implementations = yield* Implementations
 *   const session = yield* OAuth2Session
 *   yield* implementations.registerImplementation("acme", acme)
 *   const account = { domain: "acme", title: "Ada", authImplementation: "acme", token: expired }
 *   const { id } = yield* accounts.create(account)
 *   assert.deepEqual(yield* session.validToken(id), refreshed)
 *   assert.deepEqual((yield* accounts.get(id)).token, refreshed)
 * })
 * const instance = layerMemory({ integrations: [{ domain: "acme" }] })
 * await Effect.runPromise(Effect.provide(program, Layer.provide(instance, layerModuleServices)))
 * ```
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, OAuth2Session
 * @category services
 * @since 0.1.0
 */
export class OAuth2Session extends Context.Service<
  OAuth2Session,
  {
    /** Gives the account's token, and refreshes it first if it expires within the policy's margin. */
    readonly validToken: (accountId: string) => Effect.Effect<Token, SessionError>
    /**
     * Refreshes the token whatever its expiry says. `rejected` is the token that the provider answered 401 to: if the account
     * has another one by now, that one is given and nothing is sent.
     */
    readonly refresh: (accountId: string, rejected?: Token) => Effect.Effect<Token, SessionError>
    /** Gives an HTTP client whose requests carry the account's token, to the hosts named and no others. */
    readonly httpClient: (accountId: string, options: AuthorizedClientOptions) => AuthorizedClient
    /** Subscribes to what becomes of this process's refreshes from now on. */
    readonly refreshes: Effect.Effect<Stream.Stream<RefreshNews>, never, Scope.Scope>
  }
>()("@application-credentials/sdk/flows/OAuth2Session") {
  /** Knows of the refreshes that run in this process. Closing it waits for those that were sent. */
  static readonly layer: Layer.Layer<
    OAuth2Session,
    never,
    | AccountLock
    | CredentialStore
    | ModuleServices
    | Implementations
    | LinkedAccounts
    | LinkingFlow
    | PendingLinks
  > = Layer.effect(
    OAuth2Session,
    Effect.suspend(() => make)
  )

  /**
   * Layer of an `HttpClient` that sends requests in the name of an account, for whatever takes any other. See
   * `httpClient`; its failures that are not those of HTTP are the `cause` of an `HttpClientError`.
   *
   * @example
   * ```ts
   * import assert from "node:assert/strict"
   * import { layerMemory, LinkedAccounts, OAuth2Session, Token } from "@application-credentials/sdk"
   * import { Effect, Layer, Redacted } from "effect"
   * import { Digest, SecureRandom } from "effect/crypto"
   * import { HttpClient, HttpClientResponse } from "effect/http"
   *
   * // An API that answers with the header that it was asked with.
   * const api = HttpClient.make((request) =>
   *   Effect.succeed(HttpClientResponse.fromWeb(request, new Response(request.headers["authorization"])))
   * )
   * const lamps = HttpClient.HttpClient.use((client) => client.get("https://api.acme.test/lamps"))
   *
   * const accessToken = Redacted.make("my-access-token")
   * const token = new Token({ accessToken, tokenType: "Bearer", expiresIn: 3_600, expiresAt: 4_102_444_800 })
   * const program = Effect.gen(function* () {
   *   const accounts = yield* LinkedAccounts
   *   const { id } = yield* accounts.create({
   *     domain: "acme",
   *     title: "Ada",
   *     authImplementation: "acme",
   *     token
   *   })
   *   const asAda = OAuth2Session.layerHttpClient(id, { hosts: ["api.acme.test"] })
   *   const response = yield* Effect.provide(lamps, asAda)
   *   assert.equal(yield* response.text, "Bearer my-access-token")
   * })
   * const instance = layerMemory({ integrations: [{ domain: "acme" }] }).pipe(
   *   Layer.provide([
   *     Layer.succeed(HttpClient.HttpClient, api),
   *     SecureRandom.layerWebCrypto,
   *     Digest.layerWebCrypto
   *   ])
   * )
   * await Effect.runPromise(Effect.provide(program, instance))
   * ```
   */
  static readonly layerHttpClient = (
    accountId: string,
    options: AuthorizedClientOptions
  ): Layer.Layer<HttpClient.HttpClient, never, OAuth2Session> =>
    Layer.effect(
      HttpClient.HttpClient,
      OAuth2Session.use((session) => Effect.succeed(asHttpClient(session.httpClient(accountId, options))))
    )
}

const make = Effect.gen(function* () {
  const policy = yield* RefreshPolicy
  const accounts = yield* LinkedAccounts
  const client = yield* HttpClient.HttpClient
  const refreshAccount = yield* makeRefreshAccount
  const runToCompletion = yield* makeRunToCompletion
  const singleFlight = yield* makeSingleFlight<Token, SessionError>()
  const breaks = makeRefreshBreaks()
  const news = yield* PubSub.unbounded<RefreshNews>()

  const renew = (accountId: string, seen: Token) =>
    singleFlight(
      flightOf(accountId, seen),
      runToCompletion(refreshAccount(accountId, seen)).pipe(
        Effect.retry(retrySchedule(policy)),
        breaks.keep(accountId),
        Effect.tapError((error) => PubSub.publish(news, { accountId, error })),
        Effect.tap(() => PubSub.publish(news, { accountId }))
      )
    )

  const usable = Effect.fnUntraced(function* ({ token, refusal }: LinkedAccount) {
    if (refusal !== undefined) return yield* refusal
    const now = yield* epochSeconds
    return token.isValid(now, policy.expirySkew) ? token : undefined
  })

  const validToken = Effect.fn("OAuth2Session.validToken")(function* (accountId: string) {
    const account = yield* accounts.get(accountId)
    return (yield* usable(account)) ?? (yield* renew(accountId, account.token))
  })

  const refresh = Effect.fn("OAuth2Session.refresh")(function* (accountId: string, rejected?: Token) {
    const seen = rejected ?? (yield* accounts.get(accountId)).token
    return yield* renew(accountId, seen)
  })

  const httpClient = (accountId: string, options: AuthorizedClientOptions) =>
    makeAuthorizedClient(
      client,
      { valid: validToken(accountId), renew: (rejected) => refresh(accountId, rejected) },
      options
    )

  const refreshes = Effect.map(PubSub.subscribe(news), Stream.fromSubscription)

  return OAuth2Session.of({ validToken, refresh, httpClient, refreshes })
})

// Who saw an earlier token may only find the one that another had rejected: they do not share a run.
const flightOf = (accountId: string, { accessToken, expiresAt }: Token): string =>
  JSON.stringify([accountId, Redacted.value(accessToken), expiresAt])
