/** Begins a flow on another device, and polls for its token. */
import { Clock, Effect } from "effect"
import type { HttpClient } from "effect/http"
import type { DeviceCode } from "../domain/DeviceCode.ts"
import { TokenDeliveryFailed } from "../domain/TokenDeliveryFailed.ts"
import type { TokenResponse } from "../domain/TokenResponse.ts"
import { failed, processDeviceAuthorizationResponse } from "../protocol/DeviceAuthorization.ts"
import { parseEndpointUrl } from "../protocol/EndpointUrl.ts"
import { clientRequest } from "../protocol/FormRequest.ts"
import { deviceGrantRequest } from "../protocol/TokenRequest.ts"
import type { TokenRequestClient } from "../protocol/TokenRequestClient.ts"
import type { UnwrapTokenResponse } from "../protocol/processTokenResponse.ts"
import type { AuthorizeDeviceError, TokenRequestError } from "./OAuth2Implementation.ts"
import { formPost, sendOnce } from "./sendOnce.ts"
import { sendTokenRequest } from "./TokenEndpoint.ts"

/**
 * Asks the device authorization endpoint `url` for codes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.1
 * @category requests
 * @since 0.1.0
 */
export const requestDeviceCode = Effect.fn("DeviceAuthorizationEndpoint.requestDeviceCode")(function* (
  client: TokenRequestClient,
  url: string,
  scope: string | undefined
): Effect.fn.Return<DeviceCode, AuthorizeDeviceError, HttpClient.HttpClient> {
  const { domain } = client
  yield* Effect.fromResult(parseEndpointUrl(url, { domain, endpoint: "deviceAuthorizationUrl" }))
  const request = clientRequest(client, url, scope === undefined ? {} : { scope })
  const response = yield* Effect.mapError(sendOnce(formPost(request)), () => failed(domain, "unavailable"))
  return yield* Effect.fromResult(processDeviceAuthorizationResponse(domain, response))
})

/**
 * Polls until the user has decided or the code has expired, at `expiresAt` (seconds since 1970). There are never less
 * than `interval` seconds between two polls: five more each time that the provider says to slow down, as many as its
 * `Retry-After` asks for, and twice as many after a failure to answer.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.5
 * @category requests
 * @since 0.1.0
 */
export const pollForToken = Effect.fn("DeviceAuthorizationEndpoint.pollForToken")(function* (
  client: TokenRequestClient,
  { deviceCode, interval }: Pick<DeviceCode, "deviceCode" | "interval">,
  options: { readonly expiresAt: number; readonly unwrap?: UnwrapTokenResponse | undefined }
): Effect.fn.Return<TokenResponse, TokenDeliveryFailed, HttpClient.HttpClient> {
  const request = deviceGrantRequest(client, { deviceCode })
  let wait = interval
  while (true) {
    yield* waitWithin(client.domain, wait, options.expiresAt)
    const answer = yield* Effect.result(sendTokenRequest(request, { unwrap: options.unwrap }))
    if (answer._tag === "Success") return answer.success
    wait = yield* nextWait(client.domain, wait, answer.failure)
  }
})

const waitWithin = Effect.fnUntraced(function* (domain: string, wait: number, expiresAt: number) {
  const left = expiresAt - (yield* Clock.currentTimeMillis) / 1_000
  yield* Effect.sleep(`${Math.max(0, Math.min(wait, left))} seconds`)
  if (left <= wait) return yield* undelivered(domain, "expired")
})

const nextWait = (
  domain: string,
  wait: number,
  error: TokenRequestError
): Effect.Effect<number, TokenDeliveryFailed> => {
  switch (error._tag) {
    case "ReauthenticationRequired":
      return afterRefusal(domain, wait, error.error)
    case "TokenEndpointUnavailable":
      return Effect.succeed(
        error.reason === "rateLimited"
          ? Math.max(wait + 5, error.retryAfter ?? 0)
          : Math.max(wait * 2, error.retryAfter ?? 0)
      )
    case "TokenResponseUnusable":
    case "TokenEndpointRedirected":
    case "AuthorizationServerInvalid":
      return Effect.fail(undelivered(domain, "unusable"))
  }
}

const afterRefusal = (
  domain: string,
  wait: number,
  error: string | undefined
): Effect.Effect<number, TokenDeliveryFailed> => {
  switch (error) {
    case "authorization_pending":
      return Effect.succeed(wait)
    case "slow_down":
      return Effect.succeed(wait + 5)
    case "expired_token":
      return Effect.fail(undelivered(domain, "expired", error))
    case "access_denied":
      return Effect.fail(undelivered(domain, "denied", error))
    default:
      return Effect.fail(undelivered(domain, "refused", error))
  }
}

const undelivered = (
  domain: string,
  reason: TokenDeliveryFailed["reason"],
  error?: string
): TokenDeliveryFailed =>
  new TokenDeliveryFailed({
    domain,
    reason,
    ...(error === undefined ? {} : { error }),
    message: `The account of ${domain} was not linked: ${advice[reason]}`
  })

const advice: Readonly<Record<TokenDeliveryFailed["reason"], string>> = {
  expired: "the code was not entered in time. Start again.",
  denied: "the user refused. Start again to link it all the same.",
  refused:
    "the provider refused the device's code. Start again; if that fails too, check the client id and secret.",
  unavailable: "the provider cannot be reached. Start again later.",
  unusable: "the provider answered with something else than a token. Check the token URL."
}
