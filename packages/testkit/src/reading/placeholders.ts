/** The placeholders that a module provides. */
import { Effect } from "effect"
import type { HookInput } from "../arbitraries/hookInput.ts"
import { plainHookInput } from "../arbitraries/hookInput.ts"
import { Inconclusive, NotApplicable, type Unjudged } from "../engine/Finding.ts"
import type { CheckContext } from "../engine/Harness.ts"
import { returned } from "../engine/outcomes.ts"
import type { Described } from "../subject/Protocol.ts"
import { membersOf } from "../subject/members.ts"
import { isAboutHost } from "./answers.ts"
import { callHook } from "./hooks.ts"

/** Placeholders with their values. */
export type Placeholders = ReadonlyMap<string, string>

/** The placeholders on a host; none where the module has no such hook. Inconclusive where PLH-1 does not hold. */
export const providedPlaceholders = Effect.fnUntraced(function* (
  context: CheckContext,
  input: HookInput = plainHookInput
): Effect.fn.Return<Placeholders, Unjudged | Effect.Error<ReturnType<typeof callHook>>> {
  if (!context.module.hooks.getDescriptionPlaceholders) return new Map()
  const { outcome } = yield* callHook("getDescriptionPlaceholders", input, context)
  if (outcome?._tag === "raised" && outcome.trace.standIns.length === 0 && !isAboutHost(outcome.error)) {
    return yield* new NotApplicable({ message: "the placeholders could not be had (see PLH-1)" })
  }
  const value = yield* returned(outcome, "getDescriptionPlaceholders")
  const entries = entriesOf(value)
  if (entries === null || entries.some(([, text]) => typeof text !== "string")) {
    return yield* new Inconclusive({
      message: "the placeholders are not a mapping of strings to strings (see PLH-1)"
    })
  }
  return new Map(entries.map(([name, text]) => [name, String(text)]))
})

/** The members of a described mapping, or null where the value is none. */
export const entriesOf = (value: Described): ReadonlyArray<readonly [string, Described]> | null => {
  const members = membersOf(value)
  return members === null || Object.hasOwn(members, "$type") ? null : Object.entries(members)
}
