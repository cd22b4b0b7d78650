/** What the grants have in common that start from a code or a token: it is there, it is the client's, and it is good. */
import type { Client } from "./Client.ts"
import type { Entries, Entry } from "./Entries.ts"
import { findEntry } from "./Entries.ts"
import type { Grant, ProviderState } from "./ProviderState.ts"
import { isRevoked } from "./ProviderState.ts"
import { Refusal } from "./Refusal.ts"
import type { RequestParameters } from "./RequestParameters.ts"
import { readResources } from "./Resources.ts"

/**
 * Finds what a request presents among what was issued, and refuses what is not the client's.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
export const findPresented = <A extends Entry & { readonly clientId: string }>(
  issued: Entries<A>,
  parameters: RequestParameters,
  client: Client,
  kind: "code" | "device-code" | "refresh-token"
): { readonly text: string; readonly issued: A } | Refusal => {
  const text = parameters.get(kind.replace("-", "_"))
  if (text === undefined) return new Refusal(`${kind}-missing`)
  const found = findEntry(issued, text)
  if (found === undefined) return new Refusal(`${kind}-unknown`)
  return found.clientId === client.clientId ? { text, issued: found } : new Refusal(`${kind}-client`)
}

/**
 * Reads what the tokens of a grant are to be for, unless it was revoked.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8707#section-2.2
 */
export const readGrantResources = (
  state: ProviderState,
  grant: Grant,
  parameters: RequestParameters
): ReadonlyArray<string> | Refusal =>
  isRevoked(state, grant)
    ? new Refusal("grant-revoked")
    : readResources(state.settings, parameters, grant.resources)
