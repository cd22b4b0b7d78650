/** The hooks of Home Assistant's contract. */
import type { HookName } from "./Protocol.ts"

/** The hooks by their TypeScript names, in the contract's order. */
export const hookNames: ReadonlyArray<HookName> = [
  "getAuthorizationServer",
  "getAuthImplementation",
  "getDescriptionPlaceholders",
  "getClientCredential"
]
