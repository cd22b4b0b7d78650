/** What profiles are made into: options of a mock provider, registrations of clients, and settings of clients. */
import type { EndpointOptions, LifetimeOptions, ProviderBehaviour } from "../core/ProviderBehaviour.ts"
import type { ClientSettings } from "../quirks/ClientSettings.ts"
import { joinClientSettings } from "../quirks/ClientSettings.ts"
import { joinBehaviours } from "../quirks/joinBehaviours.ts"
import { behaviourFromQuirk, clientSettingsFromQuirk } from "../quirks/quirks.ts"
import type { ClientOptions } from "../runtime/MockProviderOptions.ts"
import type { Profile, ProfileEndpoints, ProfileLifetimes } from "./Profile.ts"

/**
 * Makes the behaviour of a provider: options of `MockProvider.make` that lack only the clients.
 *
 * It answers at the provider's own URLs; `rebase` moves them elsewhere. What no source says is the strict standard,
 * apart from what few providers have: the callback does not name the issuer and comes in the query, refresh tokens stay
 * good, no token is bound to a key, nobody signs out, and `resource` is ignored.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { MockProvider } from "@application-credentials/mock-provider"
 * import { behaviourFromProfile, findProfile } from "@application-credentials/mock-provider/profiles"
 *
 * const withings = findProfile("withings")
 * assert(withings !== undefined)
 * const provider = MockProvider.make({ ...behaviourFromProfile(withings), clients: [] })
 * assert.equal(provider.endpoints.token, "https://wbsapi.withings.net/v2/oauth2")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const behaviourFromProfile = (profile: Profile): ProviderBehaviour =>
  profile.quirks
    .map((quirk) => behaviourFromQuirk(quirk, profile.endpoints))
    .reduce(joinBehaviours, {
      ...(profile.issuer === undefined ? {} : { issuer: profile.issuer }),
      endpoints: { ...absent, ...profile.endpoints },
      lifetimes: lifetimesOf(profile.lifetimes),
      rotation: profile.rotation ?? "none",
      idTokens: profile.endpoints.jwks !== undefined,
      responseModes: ["query"],
      dpop: false,
      require: { ...profile.require, pkce: profile.pkce === "required" },
      allow: { ...profile.allow, callbackWithoutIssuer: true, ignoredResource: true }
    })

/**
 * Makes the registration of a client at the provider: it may use each of the methods that the provider documents.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { clientFromProfile, findProfile } from "@application-credentials/mock-provider/profiles"
 *
 * const notion = findProfile("notion")
 * assert(notion !== undefined)
 * const client = clientFromProfile(notion, { clientId: "app", clientSecret: "secret", redirectUris: [] })
 * assert.deepEqual(client.authentication, ["client_secret_basic"])
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const clientFromProfile = (
  profile: Profile,
  client: Omit<ClientOptions, "authentication">
): ClientOptions => ({ ...client, authentication: profile.clientAuthentication })

/**
 * Makes the settings of a client of the provider, with the provider's endpoints.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { clientSettingsFromProfile, findProfile } from "@application-credentials/mock-provider/profiles"
 *
 * const notion = findProfile("notion")
 * assert(notion !== undefined)
 * assert.equal(clientSettingsFromProfile(notion).clientAuthentication, "client_secret_basic")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const clientSettingsFromProfile = (
  profile: Profile
): ClientSettings & { readonly endpoints: ProfileEndpoints } => ({
  ...profile.quirks
    .map((quirk) => clientSettingsFromQuirk(quirk, profile.endpoints))
    .reduce(joinClientSettings, {
      clientAuthentication: profile.clientAuthentication[0] ?? "client_secret_basic",
      pkce: profile.pkce !== "unknown",
      ...defaultExpiresInOf(profile.lifetimes),
      ...(profile.authorizeParameters === undefined
        ? {}
        : { authorizeParameters: profile.authorizeParameters })
    }),
  endpoints: profile.endpoints
})

/**
 * Moves a provider to another origin, or below another URL: each endpoint keeps its path and query.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { findProfile, rebase } from "@application-credentials/mock-provider/profiles"
 *
 * const github = findProfile("github")
 * assert(github !== undefined)
 * const { token } = rebase(github, "http://127.0.0.1:8080").endpoints
 * assert.equal(token, "http://127.0.0.1:8080/login/oauth/access_token")
 * ```
 *
 * @category combining
 * @since 0.1.0
 */
export const rebase = (profile: Profile, origin: string): Profile => ({
  ...profile,
  ...(profile.issuer === undefined ? {} : { issuer: moved(profile.issuer, origin) }),
  endpoints: {
    ...Object.fromEntries(Object.entries(profile.endpoints).map(([name, url]) => [name, moved(url, origin)])),
    authorize: moved(profile.endpoints.authorize, origin),
    token: moved(profile.endpoints.token, origin)
  }
})

const moved = (url: string, origin: string): string => {
  const { pathname, search } = new URL(url)
  return `${origin.replace(/\/$/, "")}${pathname}${search}`
}

const absent: EndpointOptions = {
  revoke: false,
  introspect: false,
  pushedAuthorization: false,
  deviceAuthorization: false,
  metadata: false,
  openidConfiguration: false,
  jwks: false,
  userinfo: false,
  endSession: false,
  resourceMetadata: false
}

const defaultExpiresInOf = ({ accessToken }: ProfileLifetimes = {}): ClientSettings =>
  typeof accessToken === "number" ? { defaultExpiresIn: accessToken } : {}

const lifetimesOf = ({ accessToken, ...others }: ProfileLifetimes = {}): LifetimeOptions =>
  accessToken === undefined
    ? others
    : { ...others, accessToken: accessToken === "unlimited" ? Infinity : accessToken }
