/** Providers that are known to want what RFC 6749 rules out, by the host of their token endpoint. */
import type { WireRequest } from "../../subject/Protocol.ts"

/** What a provider is known to want. */
export type Deviation = "basicAndBody" | "jsonBody" | "redirectUriOnRefresh"

/**
 * The domains of token endpoints, each with its deviations.
 *
 * - `honeywell.com`: Home Assistant's `lyric` sends HTTP Basic and the secret in the body.
 * - `notion.com`: https://developers.notion.com/reference/create-a-token takes JSON.
 * - `geocaching.com`: Home Assistant's `geocaching` sends the redirect URI on refresh.
 */
const known: { readonly [domain: string]: ReadonlyArray<Deviation> } = {
  "honeywell.com": ["basicAndBody"],
  "notion.com": ["jsonBody"],
  "geocaching.com": ["redirectUriOnRefresh"]
}

/** Tells whether the provider that a request goes to is known to want a deviation. */
export const wants = (request: WireRequest, deviation: Deviation): boolean => {
  const host = URL.parse(request.url)?.hostname ?? ""
  return Object.entries(known).some(
    ([domain, deviations]) =>
      (host === domain || host.endsWith(`.${domain}`)) && deviations.includes(deviation)
  )
}
