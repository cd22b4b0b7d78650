/** A refused request, and the response that reports it. */
import { jsonResponse } from "./jsonResponse.ts"
import type { OwnRefusal } from "./Deviations.ts"
import { keyAlgorithms } from "./ReceivedJwt.ts"
import type { RuleName } from "./rules.ts"
import type { Rule } from "./rules/Rule.ts"
import { rules } from "./rules.ts"
import type { WireHeaders, WireResponse } from "./WireRequest.ts"

/** Describes a refusal by the rule that the request broke; `own` says it otherwise, in the provider's own words. */
export class Refusal {
  readonly rule: RuleName
  readonly own: OwnRefusal | undefined
  /** Whether a resource refuses: it then asks for a token, or for a proof. */
  readonly isAtResource: boolean
  constructor(rule: RuleName, own?: OwnRefusal, isAtResource = false) {
    this.rule = rule
    this.own = own
    this.isAtResource = isAtResource
  }
}

/**
 * Makes the error response of a refusal, with `WWW-Authenticate` for each 401 and `Allow` for each 405.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-3
 * @see https://www.rfc-editor.org/rfc/rfc9449#section-7.1
 */
export const refusalResponse = ({ isAtResource, own, rule }: Refusal): WireResponse => {
  const known: Rule = rules[rule]
  const asksForProof = known.challenge === "dpop" && isAtResource
  const { description, error, status } = own ?? known
  return jsonResponse(
    asksForProof ? 401 : (status ?? 400),
    { error, error_description: description },
    rule === "provider-rule" ? {} : refusalHeaders(known, asksForProof)
  )
}

const refusalHeaders = (
  { allow, challenge, description, error, status }: Rule,
  asksForProof: boolean
): WireHeaders => {
  if (allow !== undefined) return { allow }
  if (asksForProof) {
    return {
      "www-authenticate": `DPoP realm="resource", error="${error}", error_description="${description}", algs="${keyAlgorithms.join(" ")}"`
    }
  }
  if (challenge === "bearer") {
    return {
      "www-authenticate": `Bearer realm="resource", error="${error}", error_description="${description}"`
    }
  }
  if (challenge === "bearer-without-error") return { "www-authenticate": 'Bearer realm="resource"' }
  return status === 401 ? { "www-authenticate": 'Basic realm="token", charset="UTF-8"' } : {}
}
