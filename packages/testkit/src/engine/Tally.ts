/** What the inputs of a property showed, one by one and in all. */
import type { CheckResult } from "./CheckResult.ts"
import type { Finding, Violated } from "./Finding.ts"

/** What one input showed. */
export type Sighting =
  | { readonly _tag: "Kept" }
  | { readonly _tag: "Excused"; readonly message: string }
  | Finding

/** The rule was kept. */
export const kept: Sighting = { _tag: "Kept" }

/** Counts what the inputs of one property showed. */
export class Tally {
  closed = false
  violation: Violated | null = null
  #kept = 0
  #excused: string | null = null
  #notApplicable: string | null = null
  #inconclusive: string | null = null

  /** Takes a sighting in, and says whether the property goes on. */
  add(sighting: Sighting): boolean {
    switch (sighting._tag) {
      case "Kept":
        this.#kept++
        return true
      case "Excused":
        this.#excused ??= sighting.message
        return true
      case "NotApplicable":
        this.#notApplicable ??= sighting.message
        return true
      case "Inconclusive":
        this.#inconclusive ??= sighting.message
        return true
      case "Violated":
        this.violation = sighting
        this.closed = sighting.shrinkable === false
        return false
    }
  }

  get result(): CheckResult {
    if (this.#inconclusive !== null) return { verdict: "inconclusive", message: this.#inconclusive }
    if (this.#excused !== null) {
      return {
        verdict: "notApplicable",
        message: `the host's own implementation does the same: ${this.#excused}`
      }
    }
    if (this.#kept > 0)
      return { verdict: "pass", message: `holds for ${this.#kept} ${this.#kept === 1 ? "input" : "inputs"}` }
    return { verdict: "notApplicable", message: this.#notApplicable ?? "there was nothing to judge" }
  }
}
