/** What the inputs of a property showed, one by one and in all. */
import { type CheckResult, inconclusive } from "./CheckResult.ts"
import type { Finding, Inconclusive, Violated } from "./Finding.ts"

/** What one input showed. */
export type Evaluation =
  | { readonly _tag: "Holds" }
  | { readonly _tag: "Excused"; readonly message: string }
  | Finding

/** The rule was kept. */
export const holds: Evaluation = { _tag: "Holds" }

/** Counts what the inputs of one property showed. */
export class Tally {
  closed = false
  violation: Violated | null = null
  #holding = 0
  #excused: string | null = null
  #notApplicable: string | null = null
  #inconclusive: Inconclusive | null = null

  /** Adds an evaluation, and says whether the property continues. */
  add(evaluation: Evaluation): boolean {
    switch (evaluation._tag) {
      case "Holds":
        this.#holding++
        return true
      case "Excused":
        this.#excused ??= evaluation.message
        return true
      case "NotApplicable":
        this.#notApplicable ??= evaluation.message
        return true
      case "Inconclusive":
        this.#inconclusive ??= evaluation
        return true
      case "Violated":
        this.violation = evaluation
        this.closed = evaluation.shrinkable === false
        return false
    }
  }

  get result(): CheckResult {
    if (this.#inconclusive !== null) return inconclusive(this.#inconclusive)
    if (this.#excused !== null) {
      return {
        verdict: "notApplicable",
        message: `the host's own implementation does the same: ${this.#excused}`
      }
    }
    if (this.#holding > 0)
      return {
        verdict: "pass",
        message: `holds for ${this.#holding} ${this.#holding === 1 ? "input" : "inputs"}`
      }
    return { verdict: "notApplicable", message: this.#notApplicable ?? "there was nothing to judge" }
  }
}
