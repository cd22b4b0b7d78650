/** The matcher `toConform`. */
import { Effect } from "effect"
import { expect } from "vitest"
import type { Verdict } from "../catalog/Verdict.ts"
import { countsAgainst } from "../reporters/Conformance.ts"
import {
  type ConformanceOptions,
  failureText,
  type Module,
  planOf,
  prepare,
  staleText
} from "./conformance.ts"

declare module "vitest" {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    /**
     * Expects that an integration's folder, or a module's definition, breaks no MUST, and that every waiver holds: all
     * requirements in one test. Await it, and give the test time: a Python module takes seconds.
     *
     * @category testing
     * @since 0.1.0
     */
    readonly toConform: (options?: ConformanceOptions) => Promise<R>
  }
}

expect.extend({
  toConform: async (received: Module, options: ConformanceOptions = {}) => {
    const verdicts: Array<Verdict> = []
    const listener = {
      started: () => Effect.void,
      reached: (verdict: Verdict) => Effect.sync(() => void verdicts.push(verdict))
    }
    const { check } = await Effect.runPromise(prepare(received, planOf(options), listener, options))
    const stale = await Effect.runPromise(check)
    const broken = verdicts.filter((verdict) => countsAgainst(verdict, options.failOn ?? "must"))
    const texts = [...broken.map(failureText), ...(stale.length === 0 ? [] : [staleText(stale)])]
    return {
      pass: texts.length === 0,
      message: () =>
        texts.length === 0 ? "The module conforms, and was expected not to." : texts.join("\n\n")
    }
  }
})
