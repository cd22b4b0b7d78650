/** What the state knows of JWTs, once they are signed. */
import { findEntry, putEntry, removeEntry } from "./Entries.ts"
import type { ProviderState } from "./ProviderState.ts"
import type { WireResponse } from "./WireRequest.ts"

/** Describes a JWT that was signed, and the placeholder that stood for it. */
export interface SignedJwt {
  readonly placeholder: string
  readonly text: string
}

/** Puts JWTs in the place of their placeholders: from here on, only the whole text is an access token. */
export const signTokens = (
  state: ProviderState,
  signed: ReadonlyArray<SignedJwt>,
  now: number
): ProviderState => {
  const { capacity } = state.settings
  const accessTokens = signed.reduce((tokens, { placeholder, text }) => {
    const token = findEntry(tokens, placeholder)
    return token === undefined
      ? tokens
      : putEntry(removeEntry(tokens, placeholder), text, token, { now, capacity })
  }, state.accessTokens)
  return { ...state, accessTokens }
}

/** Writes JWTs into a response, whatever its format: they are of characters that no format escapes. */
export const signResponse = (response: WireResponse, signed: ReadonlyArray<SignedJwt>): WireResponse => ({
  ...response,
  body: signed.reduce((body, { placeholder, text }) => body.replaceAll(placeholder, text), response.body)
})
