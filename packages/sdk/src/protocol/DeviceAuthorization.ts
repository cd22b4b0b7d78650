/** The answer to a device authorization request, judged. */
import { Option, Redacted, Result, Schema } from "effect"
import { DeviceAuthorizationFailed } from "../domain/DeviceAuthorizationFailed.ts"
import type { DeviceCode } from "../domain/DeviceCode.ts"
import { isConfidential } from "./EndpointUrl.ts"
import { knownErrorCode } from "./ErrorCode.ts"
import type { RawResponse } from "./RawResponse.ts"
import { parseTokenResponseBody } from "./TokenResponseBody.ts"

/** The interval, in seconds, of a provider that does not say. */
const defaultInterval = 5

const Seconds = Schema.Union([Schema.Finite, Schema.FiniteFromString]).check(Schema.isGreaterThan(0))

const PageUrl = Schema.String.check(
  Schema.makeFilter((url: string) => isPage(url) || "an https URL (http for loopback addresses only)")
)

const shared = {
  device_code: Schema.NonEmptyString,
  user_code: Schema.NonEmptyString,
  verification_uri_complete: Schema.optionalKey(PageUrl),
  expires_in: Seconds,
  interval: Schema.optionalKey(Seconds)
}

// Google writes `verification_url`, as the first drafts did.
const DeviceCodeJson = Schema.Union([
  Schema.Struct({ ...shared, verification_uri: PageUrl }),
  Schema.Struct({ ...shared, verification_url: PageUrl })
])

const decode = Schema.decodeUnknownOption(DeviceCodeJson)

/**
 * Judges the answer to a device authorization request: the codes, or the failure that it means. The pages that users are
 * sent to have to be https.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.2
 */
export const processDeviceAuthorizationResponse = (
  domain: string,
  response: RawResponse
): Result.Result<DeviceCode, DeviceAuthorizationFailed> => {
  const { status } = response
  const members = parseTokenResponseBody(response.body, response.contentType)
  const error = knownErrorCode(Option.getOrUndefined(members)?.["error"])
  if (status === 429 || status >= 500) return Result.fail(failed(domain, "unavailable", { status, error }))
  if (status >= 400 || error !== undefined) return Result.fail(failed(domain, "refused", { status, error }))
  return Option.match(Option.flatMap(members, decode), {
    onNone: () => Result.fail(failed(domain, "unusable", { status })),
    onSome: (json) => Result.succeed(fromJson(json))
  })
}

const fromJson = (json: typeof DeviceCodeJson.Type): DeviceCode => ({
  deviceCode: Redacted.make(json.device_code),
  userCode: json.user_code,
  verificationUri: "verification_uri" in json ? json.verification_uri : json.verification_url,
  ...(json.verification_uri_complete === undefined
    ? {}
    : { verificationUriComplete: json.verification_uri_complete }),
  expiresIn: json.expires_in,
  interval: json.interval ?? defaultInterval
})

const isPage = (url: string): boolean => {
  const parsed = URL.parse(url)
  return parsed !== null && isConfidential(parsed)
}

/** Makes the failure of a device authorization request. */
export const failed = (
  domain: string,
  reason: DeviceAuthorizationFailed["reason"],
  details: { readonly status?: number; readonly error?: string | undefined } = {}
): DeviceAuthorizationFailed =>
  new DeviceAuthorizationFailed({
    domain,
    reason,
    ...(details.status === undefined ? {} : { status: details.status }),
    ...(details.error === undefined ? {} : { error: details.error }),
    message: `The provider of ${domain} ${advice[reason]}`
  })

const advice: Readonly<Record<DeviceAuthorizationFailed["reason"], string>> = {
  unavailable: "cannot begin a device flow now. Try again later.",
  refused:
    "refused to begin a device flow. Check that the client is registered for devices, its id and secret.",
  unusable:
    "answered with something else than the codes of a device flow. Check the device authorization URL."
}
