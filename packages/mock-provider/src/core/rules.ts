/** Every rule for which the provider refuses a request, with the answer that it gives. */
import { anyEndpointRules } from "./rules/anyEndpointRules.ts"
import { authorizationRules } from "./rules/authorizationRules.ts"
import { clientDocumentRules } from "./rules/clientDocumentRules.ts"
import { deviceRules } from "./rules/deviceRules.ts"
import { endSessionRules } from "./rules/endSessionRules.ts"
import { jwtRules } from "./rules/jwtRules.ts"
import { registrationRules } from "./rules/registrationRules.ts"
import { resourceRules } from "./rules/resourceRules.ts"
import { tokenRules } from "./rules/tokenRules.ts"
import type { Rule } from "./rules/Rule.ts"

/**
 * Lists the rules by name.
 *
 * @category data
 * @since 0.1.0
 */
export const rules = {
  ...anyEndpointRules,
  ...authorizationRules,
  ...tokenRules,
  ...jwtRules,
  ...deviceRules,
  ...endSessionRules,
  ...clientDocumentRules,
  ...registrationRules,
  ...resourceRules
} as const satisfies Record<string, Rule>

/**
 * Names a rule of `rules`.
 *
 * @category models
 * @since 0.1.0
 */
export type RuleName = keyof typeof rules

/** Says whether a text names a rule. */
export const isRuleName = (text: string): text is RuleName => Object.hasOwn(rules, text)
