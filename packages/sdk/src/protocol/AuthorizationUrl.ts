/** The authorization request, as the URL that the user's browser is sent to. */
import { Redacted, Result } from "effect"
import type { AuthorizationServer } from "../domain/AuthorizationServer.ts"
import type { AuthorizationServerInvalid } from "../domain/AuthorizationServerInvalid.ts"
import { parseEndpointUrl } from "./EndpointUrl.ts"
import { renameParameters } from "./ParameterNames.ts"
import type { ParameterNames } from "./ParameterNames.ts"

/**
 * Holds what an authorization request says.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1
 * @category models
 * @since 0.1.0
 */
export interface AuthorizationUrlOptions {
  readonly domain: string
  readonly server: AuthorizationServer
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
  /** Absent where the provider wants none or the module gives it as an extra parameter. */
  readonly scope?: string | undefined
  readonly codeChallenge?: string | undefined
  readonly authorizeParameters?: Readonly<Record<string, string>> | undefined
  readonly parameterNames?: ParameterNames | undefined
  /** Sent as `client_secret`: everyone who sees the URL (the browser, its history, proxies, logs) then has the secret. */
  readonly unsafeClientSecret?: Redacted.Redacted | undefined
}

/**
 * Makes the URL. The authorize URL's own query is kept as it was written; extra parameters win over it, and the
 * parameters of the protocol over both. Each name occurs once; `client_secret` does only if it is given as unsafe.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { authorizationUrl, AuthorizationServer } from "@application-credentials/sdk"
 * import { Result } from "effect"
 *
 * const url = authorizationUrl({
 *   domain: "acme",
 *   server: new AuthorizationServer({
 *     authorizeUrl: "https://acme.test/authorize?theme=dark",
 *     tokenUrl: "https://acme.test/token"
 *   }),
 *   clientId: "my-client",
 *   redirectUri: "https://home.test/auth/external/callback",
 *   state: "s",
 *   authorizeParameters: { prompt: "consent" }
 * })
 * const { searchParams } = new URL(Result.getOrThrow(url))
 * assert.deepEqual(
 *   [...searchParams.keys()],
 *   ["theme", "prompt", "response_type", "client_id", "redirect_uri", "state"]
 * )
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.1
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.3
 * @category protocol
 * @since 0.1.0
 */
export const authorizationUrl = (
  options: AuthorizationUrlOptions
): Result.Result<string, AuthorizationServerInvalid> =>
  Result.map(
    parseEndpointUrl(options.server.authorizeUrl, { domain: options.domain, endpoint: "authorizeUrl" }),
    () => {
      const [base = "", ...query] = options.server.authorizeUrl.split("?")
      const parameters = withoutReserved(options.authorizeParameters ?? {})
      const added = {
        ...parameters,
        ...renameParameters(protocolParameters(options), options.parameterNames)
      }
      const own = ownParameters(query.join("?"), added)
      return `${base}?${[...own, new URLSearchParams(added).toString()].join("&")}`
    }
  )

const protocolParameters = (options: AuthorizationUrlOptions): Record<string, string> => ({
  ...(options.scope === undefined ? {} : { scope: options.scope }),
  response_type: "code",
  client_id: options.clientId,
  redirect_uri: options.redirectUri,
  state: options.state,
  ...(options.codeChallenge === undefined
    ? {}
    : { code_challenge: options.codeChallenge, code_challenge_method: "S256" }),
  ...(options.unsafeClientSecret === undefined
    ? {}
    : { client_secret: Redacted.value(options.unsafeClientSecret) })
})

// A challenge that is not of this flow's verifier would be worse than none, and a secret here is seen by everyone.
const reserved: ReadonlySet<string> = new Set([
  "response_type",
  "client_id",
  "client_secret",
  "redirect_uri",
  "state",
  "code_challenge",
  "code_challenge_method"
])

const withoutReserved = (parameters: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => !reserved.has(name)))

const ownParameters = (query: string, added: Readonly<Record<string, string>>): ReadonlyArray<string> => {
  const byName = new Map<string, string>()
  for (const pair of query.split("&").filter((pair) => pair !== "")) {
    const [name = ""] = [...new URLSearchParams(`&${pair}`).keys()]
    if (!reserved.has(name) && !Object.hasOwn(added, name)) byName.set(name, pair)
  }
  return [...byName.values()]
}
