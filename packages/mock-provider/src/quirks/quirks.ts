/** All named quirks. */
import type { Schema } from "effect"
import type { EndpointOptions, ProviderBehaviour } from "../core/ProviderBehaviour.ts"
import type { ClientSettings } from "./ClientSettings.ts"
import { authorizeParameters } from "./library/authorizeParameters.ts"
import { basicAndBody } from "./library/basicAndBody.ts"
import { commaScopes } from "./library/commaScopes.ts"
import { commaScopesInAnswers } from "./library/commaScopesInAnswers.ts"
import { errorBody } from "./library/errorBody.ts"
import { errorCodes } from "./library/errorCodes.ts"
import { errorUnderOk } from "./library/errorUnderOk.ts"
import { extraErrorMembers } from "./library/extraErrorMembers.ts"
import { extraTokenMembers } from "./library/extraTokenMembers.ts"
import { formUnlessJsonAccepted } from "./library/formUnlessJsonAccepted.ts"
import { jsonBody } from "./library/jsonBody.ts"
import { missingExpiresIn } from "./library/missingExpiresIn.ts"
import { missingTokenType } from "./library/missingTokenType.ts"
import { nestedTokenResponse } from "./library/nestedTokenResponse.ts"
import { noRefreshToken } from "./library/noRefreshToken.ts"
import { redirectUriOnRefresh } from "./library/redirectUriOnRefresh.ts"
import { refreshTokenOnFirstConsentOnly } from "./library/refreshTokenOnFirstConsentOnly.ts"
import { refreshTokenOnlyIf } from "./library/refreshTokenOnlyIf.ts"
import { refreshTokenOnlyWithScope } from "./library/refreshTokenOnlyWithScope.ts"
import { renamedParameters } from "./library/renamedParameters.ts"
import { scopeAsArray } from "./library/scopeAsArray.ts"
import { scopeInCallback } from "./library/scopeInCallback.ts"
import { secretInAuthorizeUrl } from "./library/secretInAuthorizeUrl.ts"
import { stringExpiresIn } from "./library/stringExpiresIn.ts"
import { tokenHeaders } from "./library/tokenHeaders.ts"
import { tokenParameters } from "./library/tokenParameters.ts"
import { tokenServerInCallback } from "./library/tokenServerInCallback.ts"
import { tokenType } from "./library/tokenType.ts"
import type { NaiveStep } from "./QuirkDefinition.ts"

/**
 * Lists the definitions of the quirks by name.
 *
 * @category data
 * @since 0.1.0
 */
export const quirks = {
  authorizeParameters,
  basicAndBody,
  commaScopes,
  commaScopesInAnswers,
  errorBody,
  errorCodes,
  errorUnderOk,
  extraErrorMembers,
  extraTokenMembers,
  formUnlessJsonAccepted,
  jsonBody,
  missingExpiresIn,
  missingTokenType,
  nestedTokenResponse,
  noRefreshToken,
  redirectUriOnRefresh,
  refreshTokenOnFirstConsentOnly,
  refreshTokenOnlyIf,
  refreshTokenOnlyWithScope,
  renamedParameters,
  scopeAsArray,
  scopeInCallback,
  secretInAuthorizeUrl,
  stringExpiresIn,
  tokenHeaders,
  tokenParameters,
  tokenServerInCallback,
  tokenType
}

/**
 * Names a quirk.
 *
 * @category models
 * @since 0.1.0
 */
export type QuirkName = keyof typeof quirks

/**
 * Describes a quirk as plain data, the same in code and in JSON: its name, and its parameters if it has any. Given
 * names, it is one of these.
 *
 * @category models
 * @since 0.1.0
 */
export type Quirk<Name extends QuirkName = QuirkName> = {
  readonly [Each in Name]: { readonly name: Each } & Parameters[Each]
}[Name]

type Parameters = {
  readonly [Name in QuirkName]: Schema.Struct.Type<(typeof quirks)[Name]["fields"]>
}

type Definitions = {
  readonly [Name in QuirkName]: {
    readonly summary: string
    readonly naive: NaiveStep
    readonly behaviour: (quirk: Quirk<Name>, endpoints: EndpointOptions) => ProviderBehaviour
    readonly client?: (quirk: Quirk<Name>, endpoints: EndpointOptions) => ClientSettings
  }
}

const definitions: Definitions = quirks

/**
 * Makes what a provider with a quirk does.
 *
 * @category accessors
 * @since 0.1.0
 */
export const behaviourFromQuirk = <Name extends QuirkName>(
  quirk: Quirk<Name>,
  endpoints: EndpointOptions
): ProviderBehaviour => definitions[quirk.name].behaviour(quirk, endpoints)

/**
 * Makes what a client of a provider with a quirk has to do.
 *
 * @category accessors
 * @since 0.1.0
 */
export const clientSettingsFromQuirk = <Name extends QuirkName>(
  quirk: Quirk<Name>,
  endpoints: EndpointOptions
): ClientSettings => definitions[quirk.name].client?.(quirk, endpoints) ?? {}
