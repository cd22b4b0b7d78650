/** Who a callback is from. */
import { Result } from "effect"
import type { AuthorizationServer } from "../domain/AuthorizationServer.ts"
import { IssuerMismatch } from "../domain/LinkError.ts"

/**
 * Checks that a callback, with a code or an error, is from the server that its flow was sent to. An issuer that the
 * callback names has to be the server's, letter for letter; one that it does not name is missed where the server always
 * names it. Where the server's issuer is not known there is nothing to check.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { AuthorizationServer, checkIssuer } from "@application-credentials/sdk"
 * import { Result } from "effect"
 *
 * const server = new AuthorizationServer({
 *   issuer: "https://acme.test",
 *   authorizeUrl: "https://acme.test/authorize",
 *   tokenUrl: "https://acme.test/token"
 * })
 * const sentTo = { domain: "acme", server }
 * assert.equal(Result.isSuccess(checkIssuer({ iss: "https://acme.test" }, sentTo)), true)
 * assert.equal(Result.isFailure(checkIssuer({ iss: "https://other.test" }, sentTo)), true)
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc9207#section-2.4
 * @category protocol
 * @since 0.1.0
 */
export const checkIssuer = (
  callback: { readonly iss?: string | undefined },
  sentTo: { readonly domain: string; readonly server?: AuthorizationServer | undefined }
): Result.Result<void, IssuerMismatch> => {
  const { domain, server } = sentTo
  if (server?.issuer === undefined || callback.iss === server.issuer) return Result.void
  if (callback.iss !== undefined) return Result.fail(mismatch(domain, server.issuer, "different"))
  return server.authorizationResponseIssParameterSupported === true
    ? Result.fail(mismatch(domain, server.issuer, "missing"))
    : Result.void
}

const mismatch = (domain: string, expected: string, reason: IssuerMismatch["reason"]): IssuerMismatch =>
  new IssuerMismatch({
    domain,
    expected,
    reason,
    message:
      reason === "different"
        ? `The callback is from another server than ${expected}, where ${domain} was to be linked. Nothing was sent. Start again.`
        : `The callback does not say that it is from ${expected}, where ${domain} was to be linked. Nothing was sent. Start again.`
  })
