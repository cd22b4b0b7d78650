/** What is known of real providers, by the addresses that a module uses. */
import { findProfileByUrl, type QuirkName, quirks } from "@application-credentials/mock-provider/profiles"
import { Effect } from "effect"
import type { WireRequest } from "../subject/Protocol.ts"
import { NotApplicable } from "./Finding.ts"

/** Tells whether the provider that a request goes to is known to have a quirk. */
export const wants = ({ url }: WireRequest, quirk: QuirkName): boolean =>
  findProfileByUrl(url)?.quirks.some(({ name }) => name === quirk) === true

/** Fails as not applicable where the provider's quirk contradicts the rule, and says so. */
export const unlessWanted = Effect.fnUntraced(function* (request: WireRequest, quirk: QuirkName) {
  const profile = findProfileByUrl(request.url)
  if (profile === undefined || !wants(request, quirk)) return
  const source = profile.sources.find(({ supports }) => supports.includes(quirk))
  return yield* new NotApplicable({
    message: `${profile.title} wants it: ${quirks[quirk].summary} (${source?.at ?? profile.name})`
  })
})
