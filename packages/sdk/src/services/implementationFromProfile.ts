/** The implementation for a provider that is described as data. */
import { Predicate } from "effect"
import { AuthorizationServer } from "../domain/AuthorizationServer.ts"
import {
  none,
  secretBasic,
  secretBasicAndId,
  secretBasicAndPost,
  secretPost
} from "../protocol/ClientAuthentication.ts"
import type { ClientAuthentication } from "../protocol/ClientAuthentication.ts"
import type {
  ClientAuthenticationName,
  ClientProfile,
  TokenResponseShape
} from "../protocol/ClientProfile.ts"
import type { UnwrapTokenResponse } from "../protocol/processTokenResponse.ts"
import { localImplementation } from "./LocalImplementation.ts"
import type { LocalImplementationOptions } from "./LocalImplementation.ts"
import type { OAuth2Implementation } from "./OAuth2Implementation.ts"

/**
 * Makes an implementation that links accounts at a provider described as data. What `options` give wins over what the
 * profile says.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   ClientCredential,
 *   implementationFromProfile,
 *   layerModuleServices
 * } from "@application-credentials/sdk"
 * import { Effect, Redacted } from "effect"
 *
 * const implementation = implementationFromProfile(
 *   {
 *     endpoints: { authorize: "https://acme.test/oauth/authorize", token: "https://acme.test/oauth/token" },
 *     clientAuthentication: "client_secret_post",
 *     scopeSeparator: ",",
 *     parameterNames: { client_id: "client_key" }
 *   },
 *   {
 *     domain: "acme",
 *     credential: new ClientCredential({ clientId: "my-client", clientSecret: Redacted.make("my-secret") }),
 *     scopes: ["read", "write"]
 *   }
 * )
 *
 * const flow = { flowId: "1", redirectUri: "https://home.test/auth/external/callback", state: "my-state" }
 * const { url } = await Effect.runPromise(
 *   implementation.authorize(flow).pipe(Effect.provide(layerModuleServices))
 * )
 * const { searchParams } = new URL(url)
 * assert.equal(searchParams.get("client_key"), "my-client")
 * assert.equal(searchParams.get("scope"), "read,write")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const implementationFromProfile = (
  profile: ClientProfile,
  options: Pick<LocalImplementationOptions, "domain" | "credential"> & Partial<LocalImplementationOptions>
): OAuth2Implementation => {
  const { clientAuthentication, endpoints, extraScopes = [], tokenResponse, ...same } = profile
  return localImplementation({
    ...same,
    server: new AuthorizationServer({ authorizeUrl: endpoints.authorize, tokenUrl: endpoints.token }),
    clientAuthentication: authentications[clientAuthentication ?? "client_secret_basic"],
    unwrapTokenResponse: tokenResponse === undefined ? undefined : unwrap(tokenResponse),
    ...options,
    scopes: [...(options.scopes ?? []), ...extraScopes]
  })
}

const authentications: Readonly<Record<ClientAuthenticationName, ClientAuthentication>> = {
  client_secret_basic: secretBasic,
  client_secret_basic_and_id: secretBasicAndId,
  client_secret_basic_and_post: secretBasicAndPost,
  client_secret_post: secretPost,
  none
}

const unwrap =
  ({ member, scopeSeparator }: TokenResponseShape): UnwrapTokenResponse =>
  (outer) => {
    const members = member === undefined ? outer : outer[member]
    if (scopeSeparator === undefined || !Predicate.hasProperty(members, "scope")) return members
    const { scope } = members
    return Predicate.isString(scope) ? { ...members, scope: scope.split(scopeSeparator).join(" ") } : members
  }
