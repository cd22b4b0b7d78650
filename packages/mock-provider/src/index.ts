/** A strict OAuth 2 provider for tests. */
export type { Client, ClientAuthenticationMethod, GrantType } from "./core/Client.ts"
export { deviceCodeGrant, jwtBearerGrant, tokenExchangeGrant } from "./core/Client.ts"
export type { ResponseMode } from "./core/ResponseMode.ts"
export type { Approver, ConsentDecision, ConsentRequest, ConsentRule, MadeDecision } from "./core/Consent.ts"
export type { EndpointName, EndpointUrls } from "./core/Endpoint.ts"
export { endpointNames } from "./core/Endpoint.ts"
export type { JsonMembers } from "./core/JsonMembers.ts"
export type { ClaimsPlace, ClaimsRule } from "./core/OwnClaims.ts"
export { s256Challenge } from "./core/Pkce.ts"
export type { CredentialPlace, PresentedAuthentication } from "./core/PresentedAuthentication.ts"
export type {
  AccessTokenOptions,
  Allowances,
  AssertionIssuer,
  DeviceOptions,
  DpopOptions,
  EndpointOptions,
  LifetimeOptions,
  ProviderBehaviour,
  RegistrationOptions,
  Requirements
} from "./core/ProviderBehaviour.ts"
export type { ProviderEvent } from "./core/ProviderEvent.ts"
export type {
  CallbackContext,
  ErrorContext,
  ErrorShape,
  OwnRefusal,
  Deviations,
  TokenContext,
  TokenResponseShape,
  WrittenError
} from "./core/Deviations.ts"
export type { BodyFormat, RequestDialect } from "./core/RequestDialect.ts"
export { RequestParameters } from "./core/RequestParameters.ts"
export type { OAuthErrorCode, Rule } from "./core/rules/Rule.ts"
export type { RuleName } from "./core/rules.ts"
export { rules } from "./core/rules.ts"
export type { Rotation, RotationGrace, RotationOptions } from "./core/Rotation.ts"
export type { Lifetimes } from "./core/Settings.ts"
export { sha256 } from "./core/sha256.ts"
export type { SigningAlgorithm } from "./core/UnsignedJwt.ts"
export type { User } from "./core/User.ts"
export type { WireHeaders, WireRequest, WireResponse } from "./core/WireRequest.ts"
export { headerOf } from "./core/WireRequest.ts"
export { FaultAction } from "./faults/FaultAction.ts"
export {
  decodeFaultPlan,
  Fault,
  FaultMatch,
  FaultPlan,
  InvalidFaultPlan,
  readFaultPlan
} from "./faults/FaultPlan.ts"
export type { DeferredAnswer, ProviderAnswer } from "./faults/ProviderAnswer.ts"
export type { CallMatch } from "./runtime/expectCalls.ts"
export { expectCalls, UnexpectedCalls } from "./runtime/expectCalls.ts"
export { expectFaultsFired, FaultsNotFired } from "./runtime/expectFaultsFired.ts"
export { CurrentMockProvider, layerMockProvider, makeOnEffectClock } from "./runtime/CurrentMockProvider.ts"
export type { Exchange, ExchangeFault } from "./runtime/Exchange.ts"
export { MockProvider } from "./runtime/MockProvider.ts"
export type {
  ClientOptions,
  ConsentOptions,
  GrantOptions,
  LimitOptions,
  MintedTokens,
  MockProviderOptions,
  UserOptions
} from "./runtime/MockProviderOptions.ts"
export { InvalidProviderOptions } from "./runtime/InvalidProviderOptions.ts"
export type { ProviderClock } from "./runtime/ProviderClock.ts"
export { makeStoppedClock, systemClock } from "./runtime/ProviderClock.ts"
export type { PlayedFault } from "./runtime/RunningProvider.ts"
export type { PublishedKeys } from "./runtime/SigningKeys.ts"
export type { AnsweringServer } from "./runtime/AnsweringServer.ts"
export type { AccountLinkClient } from "./account-link/AccountLinkConnections.ts"
export type {
  AccountLinkFault,
  MessageFault,
  MessageFaultAction,
  RequestFault
} from "./account-link/AccountLinkFault.ts"
export type { AccountLinkEntry } from "./account-link/AccountLinkEntry.ts"
export type { AccountLinkConnection } from "./account-link/AccountLinkServer.ts"
export { AccountLinkServer } from "./account-link/AccountLinkServer.ts"
export type { AccountLinkServerOptions } from "./account-link/AccountLinkServerOptions.ts"
export type { AccountLinkService, AccountLinkSettings } from "./account-link/AccountLinkState.ts"
export type { AccountLinkRule, AccountLinkRuleName } from "./account-link/accountLinkRules.ts"
export { accountLinkRules } from "./account-link/accountLinkRules.ts"
export { fetch } from "./edges/fetch.ts"
export { handlers } from "./edges/handlers.ts"
export { layerHttpClient } from "./edges/layerHttpClient.ts"
export { layerWebSocketConstructor } from "./edges/WebSocketLike.ts"
export { webSocketHandlers } from "./edges/webSocketHandlers.ts"
