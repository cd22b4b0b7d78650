/** The hooks of Home Assistant's contract. */
import type { HookName } from "./Protocol.ts"

/**
 * The hooks by their TypeScript names, in the contract's order.
 *
 * @category constants
 * @since 0.1.0
 */
export const hookNames: ReadonlyArray<HookName> = [
  "getAuthorizationServer",
  "getAuthImplementation",
  "getDescriptionPlaceholders",
  "getClientCredential"
]
