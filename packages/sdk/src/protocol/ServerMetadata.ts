/** A server's metadata: where it is, and what it says. */
import { Option, Result, Schema } from "effect"
import { AuthorizationServer } from "../domain/AuthorizationServer.ts"
import { ServerMetadataInvalid, ServerMetadataUnavailable } from "../domain/ServerMetadataError.ts"
import { parseEndpointUrl } from "./EndpointUrl.ts"
import type { RawResponse } from "./RawResponse.ts"

/**
 * Gives the URLs that an issuer's metadata may be at: that of RFC 8414, whose path is inserted before the issuer's own,
 * and that of OpenID Connect, whose is appended.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-3.1
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationRequest
 */
export const serverMetadataUrls = (
  issuer: string
): Result.Result<readonly [string, string], ServerMetadataInvalid> => {
  const checked = parseEndpointUrl(issuer, { domain: issuer, endpoint: "issuer" })
  if (Result.isFailure(checked) || issuer.includes("?")) return Result.fail(noIssuer)
  const { origin, pathname } = checked.success
  const path = pathname.replace(/\/$/, "")
  return Result.succeed([
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}${path}/.well-known/openid-configuration`
  ])
}

const text = Schema.optionalKey(Schema.NullOr(Schema.String))
const texts = Schema.optionalKey(Schema.NullOr(Schema.Array(Schema.String)))

const Metadata = Schema.fromJsonString(
  Schema.Struct({
    issuer: Schema.String,
    authorization_endpoint: Schema.String,
    token_endpoint: Schema.String,
    revocation_endpoint: text,
    device_authorization_endpoint: text,
    code_challenge_methods_supported: texts,
    token_endpoint_auth_methods_supported: texts,
    authorization_response_iss_parameter_supported: Schema.optionalKey(Schema.NullOr(Schema.Boolean))
  })
)

const decode = Schema.decodeUnknownOption(Metadata)

/**
 * Judges an answer from one of those URLs. The metadata has to name the very issuer that was asked for, letter for
 * letter: a server cannot speak for another one.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8414#section-3.3
 */
export const processServerMetadata = (
  issuer: string,
  response: RawResponse
): Result.Result<AuthorizationServer, ServerMetadataInvalid | ServerMetadataUnavailable> => {
  const { status } = response
  if (status === 429 || status >= 500) return Result.fail(metadataUnavailable(issuer))
  if (status !== 200) return Result.fail(invalid(issuer, "notFound"))
  const metadata = Option.getOrUndefined(decode(response.body))
  if (metadata === undefined) return Result.fail(invalid(issuer, "notMetadata"))
  if (metadata.issuer !== issuer) return Result.fail(invalid(issuer, "issuerMismatch"))
  const server = serverOf(metadata)
  return isUsable(server) ? Result.succeed(server) : Result.fail(invalid(issuer, "endpoint"))
}

const serverOf = (metadata: typeof Metadata.Type): AuthorizationServer =>
  new AuthorizationServer({
    issuer: metadata.issuer,
    authorizeUrl: metadata.authorization_endpoint,
    tokenUrl: metadata.token_endpoint,
    codeChallengeMethodsSupported: metadata.code_challenge_methods_supported ?? [],
    tokenEndpointAuthMethodsSupported: metadata.token_endpoint_auth_methods_supported ?? [
      "client_secret_basic"
    ],
    authorizationResponseIssParameterSupported:
      metadata.authorization_response_iss_parameter_supported ?? false,
    ...(typeof metadata.revocation_endpoint === "string"
      ? { revocationUrl: metadata.revocation_endpoint }
      : {}),
    ...(typeof metadata.device_authorization_endpoint === "string"
      ? { deviceAuthorizationUrl: metadata.device_authorization_endpoint }
      : {})
  })

const endpoints = ["authorizeUrl", "tokenUrl", "revocationUrl", "deviceAuthorizationUrl"] as const

const isUsable = (server: AuthorizationServer): boolean =>
  endpoints.every((endpoint) => {
    const url = server[endpoint]
    return url === undefined || Result.isSuccess(parseEndpointUrl(url, { domain: "", endpoint }))
  })

/** Makes the failure of a server that cannot answer now. */
export const metadataUnavailable = (issuer: string): ServerMetadataUnavailable =>
  new ServerMetadataUnavailable({
    issuer,
    message: `The metadata of ${issuer} cannot be had now. Try again later.`
  })

/** Makes the failure of an issuer's metadata. */
export const invalid = (
  issuer: string,
  reason: Exclude<ServerMetadataInvalid["reason"], "issuer">
): ServerMetadataInvalid =>
  new ServerMetadataInvalid({ issuer, reason, message: `The metadata of ${issuer} ${advice[reason]}` })

const noIssuer = new ServerMetadataInvalid({
  reason: "issuer",
  message:
    "The issuer cannot be used. Give an https URL (http for loopback addresses only) without query, fragment and user information."
})

const advice: Readonly<Record<Exclude<ServerMetadataInvalid["reason"], "issuer">, string>> = {
  notFound: "is not published. Write the two endpoints down instead.",
  notMetadata:
    "is no metadata of an authorization server, or lacks an endpoint. Write the endpoints down instead.",
  issuerMismatch: "names another issuer. Correct the issuer, to the letter.",
  endpoint: "has an endpoint that is not https. Nothing is sent there."
}
