/** Looks for the secrets of a linking in what the module wrote. */
import { Effect } from "effect"
import { Inconclusive } from "../Finding.ts"
import type { Observation } from "../Observation.ts"
import { reveals } from "./reveals.ts"
import { type Secret, secretsOf } from "./secretsOf.ts"

/**
 * The first secret of a linking that a text holds, or null. Inconclusive where the module puts that secret in a request's
 * URL: HTTP clients name the URL in their logs and errors, so that one cause would be told twice.
 *
 * @category secrets
 * @since 0.1.0
 */
export const findSecret = Effect.fnUntraced(function* (
  text: string,
  seen: Observation
): Effect.fn.Return<Secret | null, Inconclusive> {
  const found = secretsOf(seen).find(({ value }) => reveals(text, value))
  if (found === undefined) return null
  if (!seen.allRequests.some(({ url }) => reveals(url, found.value))) return found
  return yield* new Inconclusive({ message: `${found.what} is in the URL of a request (see TOK-4)` })
})
