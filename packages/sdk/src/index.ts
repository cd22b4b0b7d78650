export { AuthorizationServer } from "./domain/AuthorizationServer.ts"
export { AuthorizationServerInvalid } from "./domain/AuthorizationServerInvalid.ts"
export { AuthorizationUrlUnavailable } from "./domain/AuthorizationUrlUnavailable.ts"
export { ClientCredential } from "./domain/ClientCredential.ts"
export { makeHost } from "./domain/Host.ts"
export type { Host } from "./domain/Host.ts"
export { AuthorizationHookMissing, ModuleHookFailed } from "./domain/ModuleError.ts"
export {
  decodeStoredToken,
  encodeStoredToken,
  StoredToken,
  StoredTokenInvalid
} from "./domain/StoredToken.ts"
export {
  defaultExpirySkew,
  defaultLifetime,
  mergeRefreshed,
  Token,
  tokenFromResponse
} from "./domain/Token.ts"
export {
  ReauthenticationRequired,
  TokenEndpointRedirected,
  TokenEndpointUnavailable,
  TokenResponseUnusable
} from "./domain/TokenRequestError.ts"
export type { TokenResponse } from "./domain/TokenResponse.ts"

export { authorizationUrl } from "./protocol/AuthorizationUrl.ts"
export type { AuthorizationUrlOptions } from "./protocol/AuthorizationUrl.ts"
export { none, secretBasic, secretPost } from "./protocol/ClientAuthentication.ts"
export type { ClientAuthentication, ClientAuthenticationParts } from "./protocol/ClientAuthentication.ts"
export { isLoopback, parseEndpointUrl } from "./protocol/EndpointUrl.ts"
export { knownErrorCode, knownErrorCodes } from "./protocol/ErrorCode.ts"
export { encodeForm, formEncode } from "./protocol/FormParameters.ts"
export type { FormParameters } from "./protocol/FormParameters.ts"
export { processTokenResponse } from "./protocol/processTokenResponse.ts"
export type { RawTokenResponse, TokenResponseError } from "./protocol/processTokenResponse.ts"
export { codeGrantRequest, refreshRequest } from "./protocol/TokenRequest.ts"
export type { TokenRequest, TokenRequestClient } from "./protocol/TokenRequest.ts"
export { parseTokenResponseBody } from "./protocol/TokenResponseBody.ts"
export type { TokenResponseMembers } from "./protocol/TokenResponseBody.ts"
export { decodeTokenResponse } from "./protocol/TokenResponseDecoder.ts"
export type { MemberRefused } from "./protocol/TokenResponseDecoder.ts"

export {
  ApplicationCredentialsTypeId,
  defineApplicationCredentials,
  isApplicationCredentials
} from "./services/ApplicationCredentials.ts"
export type {
  ApplicationCredentials,
  ApplicationCredentialsDefinition,
  ApplicationCredentialsHooks,
  HookEffect
} from "./services/ApplicationCredentials.ts"
export { implementationFor, isOAuth2Implementation } from "./services/implementationFor.ts"
export { localImplementation } from "./services/LocalImplementation.ts"
export type { LocalImplementationOptions } from "./services/LocalImplementation.ts"
export { layerModuleServices } from "./services/ModuleServices.ts"
export type { ModuleServices } from "./services/ModuleServices.ts"
export { overrideImplementation } from "./services/OAuth2Implementation.ts"
export type {
  AuthorizationRequest,
  AuthorizeError,
  AuthorizeOptions,
  ExchangeOptions,
  OAuth2Implementation,
  TokenRequestError
} from "./services/OAuth2Implementation.ts"
export { codeChallenge, makeCodeVerifier } from "./services/Pkce.ts"
export { sendTokenRequest, tokenRequestLimits } from "./services/TokenEndpoint.ts"
