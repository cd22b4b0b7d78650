/** What is known of real providers, by the addresses that a module uses. */
import {
  documentedAuthenticationOf,
  type QuirkName,
  quirks
} from "@application-credentials/mock-provider/profiles"
import { Effect } from "effect"
import { findProvider } from "../engine/findProvider.ts"
import { NotApplicable } from "../engine/Finding.ts"

/** Tells whether the provider at a URL is known to have a quirk. */
export const wants = (url: string, quirk: QuirkName): boolean =>
  findProvider(url)?.quirks.some(({ name }) => name === quirk) === true

/** Fails as not applicable where the quirk of the provider at a URL contradicts the rule, and says so. */
export const unlessWanted = Effect.fnUntraced(function* (url: string, quirk: QuirkName) {
  const profile = findProvider(url)
  if (profile === undefined || !wants(url, quirk)) return
  const source = profile.sources.find(({ supports }) => supports.includes(quirk))
  return yield* new NotApplicable({
    message: `${profile.title} deviates: ${quirks[quirk].summary} (${source?.at ?? profile.name})`
  })
})

/** Tells whether the provider at a URL documents that its clients have neither a secret nor PKCE. */
export const trustsPublicClients = (url: string): boolean => {
  const profile = findProvider(url)
  if (profile === undefined || profile.pkce !== "unknown") return false
  return documentedAuthenticationOf(profile)?.every((method) => method === "none") === true
}

/**
 * The name that the provider at a URL has for a standard parameter, which is the standard one for nearly all.
 */
export const parameterName = (url: string, standard: string): string => {
  const renamed = findProvider(url)?.quirks.find((quirk) => quirk.name === "renamedParameters")
  return renamed?.names[standard] ?? standard
}
