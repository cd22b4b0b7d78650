/** All named quirks. */
import type { Schema } from "effect"
import type { EndpointOptions, ProviderBehaviour } from "../core/ProviderBehaviour.ts"
import type { ClientSettings } from "./ClientSettings.ts"
import {
  extraTokenMembers,
  formUnlessJsonAccepted,
  missingExpiresIn,
  missingTokenType,
  nestedTokenResponse,
  scopeAsArray,
  scopeInCallback,
  stringExpiresIn,
  tokenType
} from "./library/answers.ts"
import {
  apiErrorBody,
  errorBody,
  errorCodes,
  errorStatuses,
  errorUnderOk,
  extraErrorMembers
} from "./library/errors.ts"
import {
  noRefreshToken,
  refreshTokenOnFirstConsentOnly,
  refreshTokenOnlyIf,
  refreshTokenOnlyWithScope
} from "./library/refreshTokens.ts"
import {
  authorizeParameters,
  commaScopes,
  commaScopesInAnswers,
  jsonBody,
  redirectUriOnRefresh,
  renamedParameters,
  tokenHeaders,
  tokenParameters,
  tokenServerInCallback
} from "./library/requests.ts"
import type { NaiveStep } from "./QuirkDefinition.ts"

/**
 * Lists the definitions of the quirks by name.
 *
 * @category data
 * @since 0.1.0
 */
export const quirks = {
  apiErrorBody,
  authorizeParameters,
  commaScopes,
  commaScopesInAnswers,
  errorBody,
  errorCodes,
  errorStatuses,
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
    readonly naive: NaiveStep | ((quirk: Quirk<Name>) => NaiveStep)
    readonly behaviour: (quirk: Quirk<Name>, endpoints: EndpointOptions) => ProviderBehaviour
    readonly client?: (quirk: Quirk<Name>, endpoints: EndpointOptions) => ClientSettings
  }
}

const definitions: Definitions = quirks

/**
 * Makes what a provider with a quirk does.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { behaviourFromQuirk } from "@application-credentials/mock-provider/profiles"
 *
 * const behaviour = behaviourFromQuirk({ name: "redirectUriOnRefresh" }, {})
 * assert.deepEqual(behaviour.require, { redirectUriOnRefresh: true })
 * ```
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
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { clientSettingsFromQuirk } from "@application-credentials/mock-provider/profiles"
 *
 * assert.notDeepEqual(clientSettingsFromQuirk({ name: "redirectUriOnRefresh" }, {}), {})
 * assert.deepEqual(clientSettingsFromQuirk({ name: "stringExpiresIn" }, {}), {})
 * ```
 *
 * @category accessors
 * @since 0.1.0
 */
export const clientSettingsFromQuirk = <Name extends QuirkName>(
  quirk: Quirk<Name>,
  endpoints: EndpointOptions
): ClientSettings => definitions[quirk.name].client?.(quirk, endpoints) ?? {}

/**
 * Finds where a client of RFC 6749 alone fails at a provider that has only this quirk.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { naiveStepOf } from "@application-credentials/mock-provider/profiles"
 *
 * assert.equal(naiveStepOf({ name: "redirectUriOnRefresh" }), "refresh")
 * ```
 *
 * @category accessors
 * @since 0.1.0
 */
export const naiveStepOf = <Name extends QuirkName>(quirk: Quirk<Name>): NaiveStep => {
  const { naive }: Definitions[Name] = definitions[quirk.name]
  return typeof naive === "function" ? naive(quirk) : naive
}
