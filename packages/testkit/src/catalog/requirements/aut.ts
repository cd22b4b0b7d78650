import type { Requirement } from "../Requirement.ts"
import { rfc6749 } from "../sources.ts"

/** The requirements of family AUT. */
export const aut: ReadonlyArray<Requirement> = [
  {
    id: "AUT-2",
    level: "MUST",
    title: "client_id is the credential's, byte for byte, for any id",
    rationale:
      "A provider that is sent another id, or one with its special characters mangled, does not know the client and shows an error page.",
    source: rfc6749("2.2"),
    fix: "Take the id from the credential that the hook is given, and let the URL library encode it: never a constant, never string concatenation."
  }
]
