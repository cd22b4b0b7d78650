/** An HTTP client that sends requests in the name of an account. */
import { Context, Effect, Option, Result } from "effect"
import { FetchHttpClient, HttpClient, HttpClientError, HttpClientRequest } from "effect/http"
import type { HttpBody, HttpClientResponse } from "effect/http"
import type { DestinationNotAllowed } from "../domain/DestinationNotAllowed.ts"
import type { Token } from "../domain/Token.ts"
import { checkDestination } from "../protocol/checkDestination.ts"
import type { SessionError } from "./SessionError.ts"

/**
 * Options of a client: the hosts that the account's token may go to, as in URLs (`api.acme.test`, `localhost:8080`).
 *
 * @category models
 * @since 0.1.0
 */
export interface AuthorizedClientOptions {
  readonly hosts: ReadonlyArray<string>
}

/**
 * Names the failures of a client's requests that are not those of HTTP.
 *
 * @category errors
 * @since 0.1.0
 */
export type AuthorizationError = SessionError | DestinationNotAllowed

/**
 * Names a client whose requests carry an account's token.
 *
 * @category models
 * @since 0.1.0
 */
export type AuthorizedClient = HttpClient.HttpClient.With<
  HttpClientError.HttpClientError | AuthorizationError
>

/** What a client asks of the session, for its account. */
interface Tokens {
  readonly valid: Effect.Effect<Token, SessionError>
  readonly renew: (rejected: Token) => Effect.Effect<Token, SessionError>
}

/**
 * Makes a client over another. See `OAuth2Session` for what it does.
 */
export const makeAuthorizedClient = (
  client: HttpClient.HttpClient,
  tokens: Tokens,
  { hosts }: AuthorizedClientOptions
): AuthorizedClient => {
  const isAllowed = (request: HttpClientRequest.HttpClientRequest) =>
    checkDestination(HttpClientRequest.toUrl(request), hosts)

  const sendAs = (request: HttpClientRequest.HttpClientRequest, { accessToken }: Token) =>
    client.execute(HttpClientRequest.bearerToken(request, accessToken))

  const sendAuthorized = Effect.fnUntraced(function* (request: HttpClientRequest.HttpClientRequest) {
    const token = yield* tokens.valid
    const response = yield* sendAs(request, token)
    if (response.status !== 401) return response
    const renewed = yield* tokens.renew(token)
    return canBeSentAgain(request.body) ? yield* sendAs(request, renewed) : response
  })

  // A redirect may lead anywhere: the token goes along to the hosts named only.
  const hop = clientOf((request) =>
    Result.isSuccess(isAllowed(request)) ? sendAuthorized(request) : client.execute(request)
  )
  const following = HttpClient.followRedirects(hop)

  return clientOf((request) =>
    Effect.andThen(Effect.fromResult(isAllowed(request)), notFollowedByFetch(following.execute(request)))
  )
}

/**
 * Makes a client that can be used wherever any other can: what a token could not be had for is the cause of a
 * `TransportError`, and a destination that is not allowed an `InvalidUrlError`.
 */
export const asHttpClient = (client: AuthorizedClient): HttpClient.HttpClient =>
  clientOf((request) =>
    Effect.mapError(client.execute(request), (error) =>
      HttpClientError.isHttpClientError(error)
        ? error
        : new HttpClientError.HttpClientError({ reason: reasonOf(request, error) })
    )
  )

const reasonOf = (request: HttpClientRequest.HttpClientRequest, cause: AuthorizationError) => {
  const { message: description } = cause
  return cause._tag === "DestinationNotAllowed"
    ? new HttpClientError.InvalidUrlError({ request, cause, description })
    : new HttpClientError.TransportError({ request, cause, description })
}

const clientOf = <E>(
  execute: (
    request: HttpClientRequest.HttpClientRequest
  ) => Effect.Effect<HttpClientResponse.HttpClientResponse, E>
): HttpClient.HttpClient.With<E> =>
  HttpClient.makeWith(
    (request: Effect.Effect<HttpClientRequest.HttpClientRequest>) => Effect.flatMap(request, execute),
    Effect.succeed
  )

const canBeSentAgain = ({ _tag }: HttpBody.HttpBody): boolean => _tag !== "Stream" && _tag !== "Raw"

const notFollowedByFetch = <A, E, R>(execution: Effect.Effect<A, E, R>) =>
  Effect.contextWith((context: Context.Context<never>) => {
    const given = Option.getOrUndefined(Context.getOption(context, FetchHttpClient.RequestInit))
    return Effect.provideService(execution, FetchHttpClient.RequestInit, { ...given, redirect: "manual" })
  })
