/** What a profile says about its provider's clients, for who judges them. */
import type { QuirkName } from "../quirks/quirks.ts"
import type { Fact, Profile } from "./Profile.ts"

/**
 * Describes how a client asks for a refresh token: by a parameter of the authorization request, or by any one of some
 * scopes.
 *
 * @category models
 * @since 0.1.0
 */
export type OfflineAccess =
  | { readonly _tag: "Parameter"; readonly name: string; readonly value: string }
  | { readonly _tag: "Scope"; readonly anyOf: ReadonlyArray<string> }

/**
 * Says whether a source of the provider's own supports a fact or a quirk.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { findProfile, isDocumented } from "@application-credentials/mock-provider/profiles"
 *
 * const github = findProfile("github")
 * assert(github !== undefined)
 * assert.ok(isDocumented(github, "errorCodes"))
 * ```
 *
 * @category guards
 * @since 0.1.0
 */
export const isDocumented = (profile: Profile, fact: Fact | QuirkName): boolean =>
  profile.sources.some(({ by, supports }) => by === "provider" && supports.includes(fact))

/**
 * Finds how clients have to ask for a refresh token. It is `undefined` where the provider gives one without being
 * asked or has none, and where no source of the provider's own says how.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { findProfile, offlineAccessOf } from "@application-credentials/mock-provider/profiles"
 *
 * const reddit = findProfile("reddit")
 * assert(reddit !== undefined)
 * assert.deepEqual(offlineAccessOf(reddit), { _tag: "Parameter", name: "duration", value: "permanent" })
 * ```
 *
 * @category accessors
 * @since 0.1.0
 */
export const offlineAccessOf = (profile: Profile): OfflineAccess | undefined => {
  for (const quirk of profile.quirks) {
    if (!isDocumented(profile, quirk.name)) continue
    if (quirk.name === "refreshTokenOnlyIf") {
      return { _tag: "Parameter", name: quirk.parameter, value: quirk.value }
    }
    if (quirk.name === "refreshTokenOnlyWithScope") {
      return { _tag: "Scope", anyOf: [quirk.scope, ...(quirk.orScopes ?? [])] }
    }
  }
  return undefined
}

/**
 * Finds the methods of client authentication that a client may be held to: all that the provider is known to take,
 * where its own documents name one of them. It is `undefined` where they name none.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { documentedAuthenticationOf, findProfile } from "@application-credentials/mock-provider/profiles"
 *
 * const notion = findProfile("notion")
 * assert(notion !== undefined)
 * assert.deepEqual(documentedAuthenticationOf(notion), ["client_secret_basic"])
 * ```
 *
 * @category accessors
 * @since 0.1.0
 */
export const documentedAuthenticationOf = (profile: Profile): Profile["clientAuthentication"] | undefined =>
  isDocumented(profile, "clientAuthentication") ? profile.clientAuthentication : undefined

/**
 * Says whether a URL is one of the provider's authorization endpoints.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { findProfile, isAuthorizeUrlOf } from "@application-credentials/mock-provider/profiles"
 *
 * const discord = findProfile("discord")
 * assert(discord !== undefined)
 * assert.ok(isAuthorizeUrlOf(discord, "https://discord.com/oauth2/authorize"))
 * assert.ok(isAuthorizeUrlOf(discord, "https://discord.com/api/oauth2/authorize"))
 * ```
 *
 * @category guards
 * @since 0.1.0
 */
export const isAuthorizeUrlOf = ({ endpoints, otherEndpoints }: Profile, url: string): boolean =>
  url === endpoints.authorize || matchesAny(otherEndpoints?.authorize, url)

/**
 * Says whether a URL is one of the provider's token endpoints.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { findProfile, isTokenUrlOf } from "@application-credentials/mock-provider/profiles"
 *
 * const discord = findProfile("discord")
 * assert(discord !== undefined)
 * assert.ok(isTokenUrlOf(discord, "https://discord.com/api/oauth2/token"))
 * ```
 *
 * @category guards
 * @since 0.1.0
 */
export const isTokenUrlOf = ({ endpoints, otherEndpoints }: Profile, url: string): boolean =>
  url === endpoints.token || url === endpoints.refresh || matchesAny(otherEndpoints?.token, url)

const matchesAny = (templates: ReadonlyArray<string> = [], url: string): boolean =>
  templates.some((template) => patternOf(template).test(url))

/** As many as the profiles have: making one takes longer than all else about finding a profile. */
const patterns = new Map<string, RegExp>()

const patternOf = (template: string): RegExp => {
  const pattern = patterns.get(template) ?? makePattern(template)
  patterns.set(template, pattern)
  return pattern
}

/** A name in braces stands for one segment of the path, or for one label or more of the host. */
const makePattern = (template: string): RegExp =>
  new RegExp(
    `^${template
      .split(/\{\w+\}/)
      .map(escaped)
      .join("[^/?#@]+")}$`
  )

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&")
