/** Sequences of calls of a module's hooks. */
import * as fc from "fast-check"
import type { HookName } from "../subject/Protocol.ts"
import { hookInput, type HookInput } from "./hookInput.ts"

/** Questions to a module, and the order in which the host asks them. */
export interface HookCalls {
  readonly questions: ReadonlyArray<{ readonly hook: HookName; readonly input: HookInput }>
  /** Indices of `questions`. */
  readonly order: ReadonlyArray<number>
}

/**
 * Few questions to the hooks named, asked again and again and interleaved. The randomness is one for all calls.
 */
export const hookCalls = (hooks: ReadonlyArray<HookName>): fc.Arbitrary<HookCalls> =>
  fc
    .array(fc.record({ hook: fc.constantFrom(...hooks), input: hookInput }), { minLength: 1, maxLength: 3 })
    .chain((questions) =>
      fc.record({
        questions: fc.constant(questions),
        order: fc.array(fc.nat({ max: questions.length - 1 }), { minLength: 2, maxLength: 8 })
      })
    )
