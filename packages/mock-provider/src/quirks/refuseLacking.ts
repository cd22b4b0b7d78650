/** What a request lacks of what a provider wants beside the standard. */
import type { OwnRefusal } from "../core/Deviations.ts"

/** Refuses a request that lacks one of the wanted values, and names it. */
export const refuseLacking = (
  wanted: Readonly<Record<string, string>>,
  valueOf: (name: string) => string | undefined
): OwnRefusal | undefined => {
  const lacking = Object.entries(wanted).find(([name, value]) => valueOf(name) !== value)
  if (lacking === undefined) return undefined
  const [name, value] = lacking
  return { error: "invalid_request", description: `${name} has to be ${value}.` }
}
