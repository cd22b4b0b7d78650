/** What the cloud's account-link server says: its list of services, and its messages to a flow. */
import { Option, Predicate, Redacted, Result, Schema, SchemaTransformation } from "effect"
import type { AuthorizationServerInvalid } from "../domain/AuthorizationServerInvalid.ts"
import { AuthorizationUrlUnavailable } from "../domain/AuthorizationUrlUnavailable.ts"
import { CloudService } from "../domain/CloudService.ts"
import { ImplementationUnavailable } from "../domain/ImplementationUnavailable.ts"
import { TokenDeliveryFailed } from "../domain/TokenDeliveryFailed.ts"
import type { TokenResponse } from "../domain/TokenResponse.ts"
import { parseEndpointUrl } from "./EndpointUrl.ts"
import { isTokenResponseMembers } from "./TokenResponseBody.ts"
import { decodeTokenResponse } from "./TokenResponseDecoder.ts"

/**
 * The auth domain of accounts that the cloud linked.
 *
 * @see homeassistant/components/cloud/account_link.py, CloudOAuth2Implementation.domain
 * @category constants
 * @since 0.1.0
 */
export const cloudDomain = "cloud"

const ServiceJson = Schema.Struct({
  service: Schema.String,
  min_version: Schema.String,
  accepts_new_authorizations: Schema.optionalKey(Schema.Boolean)
})

const Services = Schema.fromJsonString(
  Schema.Array(
    ServiceJson.pipe(
      Schema.decodeTo(
        CloudService,
        SchemaTransformation.transform({
          decode: ({ accepts_new_authorizations = true, min_version, service }) => ({
            service,
            minVersion: min_version,
            acceptsNewAuthorizations: accepts_new_authorizations
          }),
          encode: ({ acceptsNewAuthorizations, minVersion, service }) => ({
            service,
            min_version: minVersion,
            accepts_new_authorizations: acceptsNewAuthorizations
          })
        })
      )
    )
  )
)

/**
 * Decodes the list of services; gives none where it is no such list.
 *
 * @see hass_nabucasa/account_link.py, async_fetch_available_services
 */
export const decodeCloudServices: (json: string) => Option.Option<ReadonlyArray<CloudService>> =
  Schema.decodeUnknownOption(Services)

const decodeMessage = Schema.decodeUnknownOption(
  Schema.fromJsonString(Schema.Record(Schema.String, Schema.Unknown))
)

/**
 * Reads the first message of a flow: the URL that the user authorizes at.
 *
 * @see hass_nabucasa/account_link.py, AuthorizeAccountHelper.async_get_authorize_url
 */
export const readAuthorizeUrl = (
  message: string
): Result.Result<
  string,
  AuthorizationServerInvalid | AuthorizationUrlUnavailable | ImplementationUnavailable
> => {
  const { authorize_url, error } = Option.getOrElse(decodeMessage(message), () => nothing)
  if (error === "unsupported") return Result.fail(unsupported)
  if (!Predicate.isString(authorize_url)) return Result.fail(cloudUnavailable)
  const url = parseEndpointUrl(authorize_url, { domain: cloudDomain, endpoint: "authorizeUrl" })
  return Result.map(url, () => authorize_url)
}

/**
 * Reads the second message of a flow: the tokens of the user who authorized. They carry the service that they came
 * through, as those that Home Assistant stores do.
 *
 * @see hass_nabucasa/account_link.py, AuthorizeAccountHelper.async_get_tokens
 */
export const readDeliveredTokens = (
  message: string,
  service: string
): Result.Result<TokenResponse, TokenDeliveryFailed> => {
  const { error, tokens } = Option.getOrElse(decodeMessage(message), () => nothing)
  if (Predicate.isString(error)) return Result.fail(undelivered(reasonOf(error)))
  if (!isTokenResponseMembers(tokens)) return Result.fail(undelivered("unusable"))
  return Result.mapBoth(decodeTokenResponse(tokens), {
    onSuccess: (response) => withService(response, service),
    onFailure: () => undelivered("unusable")
  })
}

/**
 * Adds the service to a response, where Home Assistant stores it.
 *
 * @see hass_nabucasa/account_link.py, _update_token_response
 */
export const withService = (response: TokenResponse, service: string): TokenResponse => ({
  ...response,
  extra: Redacted.make({ ...Redacted.value(response.extra), service })
})

/** The cloud cannot say where to send the user. */
export const cloudUnavailable = new ImplementationUnavailable({
  domain: cloudDomain,
  message: "Home Assistant Cloud cannot link accounts now. Try again later, or use a credential of your own."
})

/** Makes the failure of a delivery. */
export const undelivered = (reason: TokenDeliveryFailed["reason"]): TokenDeliveryFailed =>
  new TokenDeliveryFailed({ domain: cloudDomain, reason, message: undeliveredMessages[reason] })

const nothing: Readonly<Record<string, unknown>> = {}

const unsupported = new AuthorizationUrlUnavailable({
  domain: cloudDomain,
  message: "Home Assistant Cloud does not link this integration. Use a credential of your own."
})

const reasonOf = (error: string): TokenDeliveryFailed["reason"] => {
  if (error === "timeout") return "expired"
  if (error === "access_denied") return "denied"
  return error === "unavailable" ? "unavailable" : "refused"
}

const undeliveredMessages: Readonly<Record<TokenDeliveryFailed["reason"], string>> = {
  expired: "Nobody authorized Home Assistant Cloud in time. Start linking the account again.",
  denied: "The user refused Home Assistant Cloud. Start again to link the account all the same.",
  refused: "Home Assistant Cloud did not link the account. Start again, or use a credential of your own.",
  unavailable: "The connection to Home Assistant Cloud was lost before it linked the account. Start again.",
  unusable:
    "Home Assistant Cloud sent something else than tokens. Start again, or use a credential of your own."
}
