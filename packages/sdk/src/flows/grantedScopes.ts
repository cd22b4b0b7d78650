/** What a provider granted, beside what it was asked for. */
import { Effect } from "effect"
import { ScopesMissing } from "../domain/ModuleError.ts"
import type { PendingLink } from "../domain/PendingLink.ts"
import type { Token } from "../domain/Token.ts"
import { Integrations } from "../services/Integrations.ts"
import type { GuardedImplementation } from "../services/guardImplementation.ts"
import { Aborted } from "./Abort.ts"

/**
 * Gives the scopes that a token has: those that the provider names, or else those that it was asked for, as it may only be
 * silent where they are the same. Nothing where neither is known. Some providers put commas between them.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.1
 */
export const grantedScopes = (
  { scope }: Pick<Token, "scope">,
  asked: ReadonlyArray<string> | undefined
): ReadonlyArray<string> | undefined => {
  if (scope === undefined) return asked
  const separator = asked?.some((one) => one.includes(",")) === true ? /\s+/ : /[\s,]+/
  return [...new Set(scope.split(separator).filter((one) => one !== ""))]
}

/**
 * Gives the scopes that were granted to a flow, and ends it where one is missing that the integration requires. That less
 * was granted than was asked for is logged: the user may have chosen so.
 */
export const checkScopes = Effect.fnUntraced(function* (
  { domain, flowId }: PendingLink,
  implementation: GuardedImplementation,
  token: Token
) {
  const granted = grantedScopes(token, implementation.scopes)
  const missingOf = (scopes: ReadonlyArray<string> = []) =>
    scopes.filter((one) => granted?.includes(one) === false)
  const withheld = missingOf(implementation.scopes)
  if (withheld.length > 0) {
    yield* Effect.logWarning("A provider granted less than it was asked for").pipe(
      Effect.annotateLogs({
        "link.flow_id": flowId,
        "link.domain": domain,
        "link.withheld": withheld.join(" ")
      })
    )
  }
  const integration = yield* Integrations.use((integrations) => integrations.get(domain))
  const missing = missingOf(integration._tag === "Some" ? integration.value.requiredScopes : [])
  if (missing.length > 0) {
    return yield* new Aborted({ flowId, reason: "missing_scopes", error: scopesMissing(domain, missing) })
  }
  return granted === undefined ? {} : { scopes: granted }
})

const scopesMissing = (domain: string, missing: ReadonlyArray<string>): ScopesMissing =>
  new ScopesMissing({
    domain,
    missing,
    message: `The provider of ${domain} did not grant ${missing.join(", ")}. Start again, and allow it there.`
  })
