export { AuthorizationServer } from "./domain/AuthorizationServer.ts"
export { AuthorizationRejected } from "./domain/AuthorizationRejected.ts"
export { AuthorizationServerInvalid } from "./domain/AuthorizationServerInvalid.ts"
export { AuthorizationUrlUnavailable } from "./domain/AuthorizationUrlUnavailable.ts"
export { ClientCredential } from "./domain/ClientCredential.ts"
export { CredentialUnavailable } from "./domain/CredentialUnavailable.ts"
export { DestinationNotAllowed } from "./domain/DestinationNotAllowed.ts"
export { DeviceAuthorization } from "./domain/DeviceAuthorization.ts"
export { DeviceAuthorizationFailed } from "./domain/DeviceAuthorizationFailed.ts"
export { makeHost } from "./domain/Host.ts"
export type { Host } from "./domain/Host.ts"
export {
  AccountUnidentified,
  AuthorizationHookMissing,
  ImplementationFailed,
  ModuleHookFailed,
  ScopesMissing
} from "./domain/ModuleError.ts"
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
export { ServerMetadataInvalid, ServerMetadataUnavailable } from "./domain/ServerMetadataError.ts"
export { TokenDeliveryFailed } from "./domain/TokenDeliveryFailed.ts"
export {
  ReauthenticationRequired,
  TokenEndpointRedirected,
  TokenEndpointUnavailable,
  TokenResponseUnusable
} from "./domain/TokenRequestError.ts"
export { TokenRevocationFailed } from "./domain/TokenRevocationFailed.ts"
export type { TokenResponse } from "./domain/TokenResponse.ts"

export { authorizationUrl } from "./protocol/AuthorizationUrl.ts"
export type { AuthorizationUrlOptions } from "./protocol/AuthorizationUrl.ts"
export { clientAuthenticationOf } from "./protocol/clientAuthenticationOf.ts"
export { checkIssuer } from "./protocol/checkIssuer.ts"
export {
  none,
  secretBasic,
  secretBasicAndId,
  secretBasicAndPost,
  secretPost
} from "./protocol/ClientAuthentication.ts"
export type { ClientAuthentication, ClientAuthenticationParts } from "./protocol/ClientAuthentication.ts"
export type { ClientAuthenticationName, ClientProfile, TokenResponseShape } from "./protocol/ClientProfile.ts"
export { isLoopback, parseEndpointUrl } from "./protocol/EndpointUrl.ts"
export { knownErrorCode, knownErrorCodes } from "./protocol/ErrorCode.ts"
export type { ErrorMeaning } from "./protocol/ErrorMeaning.ts"
export { encodeForm, encodeJson, formEncode } from "./protocol/FormParameters.ts"
export type { FormParameters } from "./protocol/FormParameters.ts"
export type { ParameterNames } from "./protocol/ParameterNames.ts"
export { processTokenResponse } from "./protocol/processTokenResponse.ts"
export type { TokenResponseError, UnwrapTokenResponse } from "./protocol/processTokenResponse.ts"
export type { RawResponse } from "./protocol/RawResponse.ts"
export { retryAfterOf } from "./protocol/RetryAfter.ts"
export { codeGrantRequest, deviceGrantRequest, refreshRequest } from "./protocol/TokenRequest.ts"
export type { TokenRequest } from "./protocol/TokenRequest.ts"
export type { TokenRequestClient, BodyFormat } from "./protocol/TokenRequestClient.ts"
export { serverOfAccount } from "./protocol/TokenServer.ts"
export type { TokenServer } from "./protocol/TokenServer.ts"
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
export { discoverAuthorizationServer } from "./services/discoverAuthorizationServer.ts"
export type { DiscoveryError } from "./services/discoverAuthorizationServer.ts"
export { guardImplementation } from "./services/guardImplementation.ts"
export type { GuardedImplementation } from "./services/guardImplementation.ts"
export { implementationFor, isOAuth2Implementation } from "./services/implementationFor.ts"
export { implementationFromProfile } from "./services/implementationFromProfile.ts"
export { localImplementation } from "./services/LocalImplementation.ts"
export type { LocalImplementationOptions } from "./services/LocalImplementation.ts"
export { layerModuleServices } from "./services/ModuleServices.ts"
export type { ModuleServices } from "./services/ModuleServices.ts"
export { overrideImplementation } from "./services/OAuth2Implementation.ts"
export type {
  AuthorizationRequest,
  AuthorizeDeviceError,
  AuthorizeError,
  AuthorizeOptions,
  DeviceFlow,
  ExchangeOptions,
  OAuth2Implementation,
  RevokeError,
  TokenDelivery,
  TokenRequestError
} from "./services/OAuth2Implementation.ts"
export { codeChallenge, makeCodeVerifier } from "./services/Pkce.ts"
export { requestLimits } from "./services/requestLimits.ts"
export { sendTokenRequest } from "./services/TokenEndpoint.ts"

export {
  AccountAlreadyLinked,
  AccountNotFound,
  CredentialInUse,
  CredentialInvalid,
  CredentialNotFound
} from "./domain/AccountError.ts"
export {
  AbortReason,
  FlowAbort,
  FlowConfirmForm,
  FlowCreated,
  FlowExternal,
  FlowPickForm,
  FlowProgress,
  FlowResult
} from "./domain/FlowResult.ts"
export type { FlowForm } from "./domain/FlowResult.ts"
export { ImplementationUnavailable, NoUrlAvailable } from "./domain/ImplementationUnavailable.ts"
export { LinkedAccount, updateAccount, withoutRefusal } from "./domain/LinkedAccount.ts"
export type { AccountUpdate } from "./domain/LinkedAccount.ts"
export {
  CallbackIncomplete,
  FlowNotPending,
  ImplementationUnknown,
  IssuerMismatch,
  StateExpired,
  StateForged,
  StateMismatch,
  StateMissing,
  StateReplayed
} from "./domain/LinkError.ts"
export {
  confirmationLifetime,
  discoverySources,
  linkLifetime,
  LinkSource,
  LinkStep,
  PendingLink
} from "./domain/PendingLink.ts"
export type { LinkStepId } from "./domain/PendingLink.ts"
export {
  DecryptionFailed,
  EncryptionKeyMissing,
  EncryptionKeysInvalid,
  isStorageError,
  StorageInUse,
  StorageUnavailable,
  StorageUnreadable
} from "./domain/StorageError.ts"
export type { StorageError } from "./domain/StorageError.ts"
export { makeCredentialId, slugify, StoredCredential } from "./domain/StoredCredential.ts"
export type { CredentialChange } from "./domain/StoredCredential.ts"
export { StateKey, TakenState } from "./domain/StoredState.ts"
export { parseAuthorizationCallback } from "./protocol/AuthorizationCallback.ts"
export type { AuthorizationCallback } from "./protocol/AuthorizationCallback.ts"
export type { StateClaims } from "./protocol/StateToken.ts"
export { AccountLock } from "./services/AccountLock.ts"
export { CloudService } from "./domain/CloudService.ts"
export { cloudDomain } from "./protocol/CloudMessages.ts"
export { CloudAccountLink, cloudServer } from "./services/CloudAccountLink.ts"
export { layerCloudImplementations } from "./services/CloudImplementations.ts"
export { CredentialStore } from "./services/CredentialStore.ts"
export type { NewCredential } from "./services/CredentialRules.ts"
export { CurrentHost } from "./services/CurrentHost.ts"
export { Implementations } from "./services/Implementations.ts"
export type { ImplementationProvider, ImplementationsError } from "./services/Implementations.ts"
export { Integrations } from "./services/Integrations.ts"
export type { AccountIdentity, Integration, IntegrationStrings } from "./services/Integrations.ts"
export { LinkedAccounts } from "./services/LinkedAccounts.ts"
export type { NewAccount } from "./services/LinkedAccounts.ts"
export {
  clientCredentialOf,
  descriptionPlaceholdersOf,
  isAuthorizationServer
} from "./services/ModuleHooks.ts"
export { PendingLinks } from "./services/PendingLinks.ts"
export { callbackPath, myRedirectUri, RedirectUri } from "./services/RedirectUri.ts"
export { StateSigner } from "./services/StateSigner.ts"
export { Storage } from "./services/Storage.ts"
export type { RecordChange } from "./services/Storage.ts"
export { reencrypt } from "./services/reencrypt.ts"
export { StorageEncryption } from "./services/StorageEncryption.ts"
export type { Sealed } from "./services/StorageEncryption.ts"
export type { Records } from "./services/Collection.ts"
export type { DeliveryError } from "./flows/Deliveries.ts"
export { LinkingFlow } from "./flows/LinkingFlow.ts"
export type { CallbackError } from "./flows/LinkingFlow.ts"
export type { StartOptions } from "./flows/beginLink.ts"
export { callbacksRefused, flowsEnded, flowsStarted } from "./flows/FlowTelemetry.ts"
export type { LinkServices } from "./flows/LinkServices.ts"
export type { FlowChange } from "./flows/FlowNews.ts"
export type { RequestContext } from "./flows/RequestContext.ts"
export type {
  AuthorizationError,
  AuthorizedClient,
  AuthorizedClientOptions
} from "./flows/AuthorizedClient.ts"
export { OAuth2Session } from "./flows/OAuth2Session.ts"
export type { RefreshNews } from "./flows/OAuth2Session.ts"
export { makeRefreshPolicy, RefreshPolicy } from "./flows/RefreshPolicy.ts"
export type { RefreshPolicyOptions } from "./flows/RefreshPolicy.ts"
export { refreshDuration, refreshes } from "./flows/RefreshTelemetry.ts"
export type { SessionError } from "./flows/SessionError.ts"

export { layerMemory } from "./layers/Memory.ts"
export { hostConfig } from "./layers/hostConfig.ts"
export { layerInstance } from "./layers/Instance.ts"
export type { InstanceOptions, InstanceServices } from "./layers/Instance.ts"
export { removeAccount } from "./flows/removeAccount.ts"
export type { RemovedAccount, RevocationError } from "./flows/removeAccount.ts"
export { importClientCredential } from "./flows/importClientCredential.ts"
