/** Begins a flow on another device. */
import { Effect } from "effect"
import type { HttpClient } from "effect/http"
import type { DeviceCode } from "../domain/DeviceCode.ts"
import { failed, processDeviceAuthorizationResponse } from "../protocol/DeviceAuthorization.ts"
import { parseEndpointUrl } from "../protocol/EndpointUrl.ts"
import { clientRequest } from "../protocol/FormRequest.ts"
import type { TokenRequestClient } from "../protocol/TokenRequestClient.ts"
import type { AuthorizeDeviceError } from "./OAuth2Implementation.ts"
import { formPost, sendOnce } from "./sendOnce.ts"

/**
 * Asks the device authorization endpoint `url` for codes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.1
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
