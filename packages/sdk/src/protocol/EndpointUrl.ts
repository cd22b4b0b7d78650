/** Which endpoint URLs may be used at all. */
import { Result } from "effect"
import { AuthorizationServerInvalid } from "../domain/AuthorizationServerInvalid.ts"

type Endpoint = AuthorizationServerInvalid["endpoint"]

const advice: Record<AuthorizationServerInvalid["reason"], string> = {
  notAbsolute: "is not an absolute URL. Give it with scheme and host.",
  notHttps: "is not https. Secrets go there: use https (http is for loopback addresses only).",
  fragment: "has a fragment, which endpoints must not have. Remove what follows the #.",
  userInformation: "carries user information. Remove what precedes the @.",
  notTheProviders:
    "is on a server that the callback named and that is not the provider's. If it is, list its origin."
}

/**
 * Checks an endpoint before it is used: absolute, https or loopback, no fragment, no user information.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { parseEndpointUrl } from "@application-credentials/sdk"
 * import { Result } from "effect"
 *
 * const context = { domain: "acme", endpoint: "tokenUrl" } as const
 * const url = Result.getOrThrow(parseEndpointUrl("https://acme.test/token", context))
 * assert.equal(url.origin, "https://acme.test")
 *
 * const error = Result.getOrThrow(Result.flip(parseEndpointUrl("http://acme.test/token", context)))
 * assert.equal(error.reason, "notHttps")
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.1
 * @category protocol
 * @since 0.1.0
 */
export const parseEndpointUrl = (
  url: string,
  context: { readonly domain: string; readonly endpoint: Endpoint }
): Result.Result<URL, AuthorizationServerInvalid> => {
  const parsed = URL.canParse(url) ? new URL(url) : undefined
  const reason = parsed === undefined ? "notAbsolute" : judge(parsed, url)
  if (parsed !== undefined && reason === undefined) return Result.succeed(parsed)
  return Result.fail(endpointInvalid(context, reason ?? "notAbsolute"))
}

/** Makes the error of an endpoint that cannot be used. */
export const endpointInvalid = (
  context: { readonly domain: string; readonly endpoint: Endpoint },
  reason: AuthorizationServerInvalid["reason"]
): AuthorizationServerInvalid =>
  new AuthorizationServerInvalid({
    ...context,
    reason,
    message: `The ${context.endpoint} of ${context.domain} ${advice[reason]}`
  })

const judge = (url: URL, written: string): AuthorizationServerInvalid["reason"] | undefined => {
  if (url.protocol !== "https:" && url.protocol !== "http:") return "notHttps"
  // The parser drops what stands here for white space, and adds slashes that are not there.
  if (!/^https?:\/\/[\x21-\uffff]+$/i.test(written)) return "notAbsolute"
  if (!isConfidential(url)) return "notHttps"
  if (written.includes("#")) return "fragment"
  if (url.username !== "" || url.password !== "") return "userInformation"
  return undefined
}

/** Tells whether nobody on the way can read what is sent to a URL: https, or http that does not leave this machine. */
export const isConfidential = ({ hostname, protocol }: URL): boolean =>
  protocol === "https:" || (protocol === "http:" && isLoopback(hostname))

/**
 * Tells whether a host name is this machine's own.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { isLoopback } from "@application-credentials/sdk"
 *
 * assert.equal(isLoopback(new URL("http://127.0.0.1:8123").hostname), true)
 * assert.equal(isLoopback(new URL("http://[::1]:8123").hostname), true)
 * assert.equal(isLoopback("localhost.acme.test"), false)
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc8252#section-7.3
 * @category guards
 * @since 0.1.0
 */
export const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" ||
  hostname.endsWith(".localhost") ||
  hostname === "[::1]" ||
  /^127(\.\d+){3}$/.test(hostname)
