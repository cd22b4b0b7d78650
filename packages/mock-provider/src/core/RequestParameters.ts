/** The parameters of one request, readable on purpose and masked when printed. */
import type { DecodedForm } from "./FormEncoding.ts"

/**
 * Holds the parameters of one request in their order. Printing it (`console.log`, `JSON.stringify`, a failed
 * assertion) shows the values of harmless parameters only; `get`, `all` and `entries` give any value.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { RequestParameters } from "@application-credentials/mock-provider"
 *
 * const parameters = new RequestParameters({
 *   entries: [
 *     ["grant_type", "refresh_token"],
 *     ["refresh_token", "secret"]
 *   ],
 *   malformed: false
 * })
 * assert.equal(parameters.get("refresh_token"), "secret")
 * assert.deepEqual(parameters.toJSON(), { grant_type: "refresh_token", refresh_token: "<redacted>" })
 * ```
 *
 * @category models
 * @since 0.1.0
 */
export class RequestParameters {
  static readonly none: RequestParameters = new RequestParameters({ entries: [], malformed: false })

  /** Says that a name or a value could not be decoded; it is then held as it was sent. */
  readonly malformed: boolean
  readonly #entries: DecodedForm["entries"]

  constructor(form: DecodedForm) {
    this.malformed = form.malformed
    this.#entries = form.entries
  }

  /** Finds the first value. One that is empty counts as left out (RFC 6749, 3.1 and 3.2). */
  get(name: string): string | undefined {
    for (const [key, value] of this.#entries) {
      if (key === name && value !== "") return value
    }
    return undefined
  }

  /** Lists every value of a name, empty ones too. */
  all(name: string): ReadonlyArray<string> {
    return this.#entries.filter(([key]) => key === name).map(([, value]) => value)
  }

  /** Says whether the name was sent at all, be it without a value. */
  has(name: string): boolean {
    return this.#entries.some(([key]) => key === name)
  }

  /** Lists the names in the order sent, with repetitions. */
  names(): ReadonlyArray<string> {
    return this.#entries.map(([name]) => name)
  }

  /** Lists the pairs in the order sent. */
  entries(): DecodedForm["entries"] {
    return this.#entries
  }

  /** Finds a name that was sent more than once; `resource` and `audience` may be (RFC 8707, 2; RFC 8693, 2.1). */
  duplicate(): string | undefined {
    const seen = new Set<string>()
    for (const [name] of this.#entries) {
      if (seen.has(name) && name !== "resource" && name !== "audience") return name
      seen.add(name)
    }
    return undefined
  }

  /** Gives the first hundred parameters, of each value the first thousand characters: what a journal keeps of many. */
  cut(): RequestParameters {
    const entries = this.#entries
      .slice(0, 100)
      .map(([name, value]) => [shorten(name), shorten(value)] as const)
    return new RequestParameters({ entries, malformed: this.malformed })
  }

  /** Gives the names, with the values of harmless parameters and a mask for all others, and for what is no name. */
  toJSON(): Record<string, string> {
    return Object.fromEntries(
      this.#entries.map(([name, value]) => [
        isName.test(name) ? name : mask,
        harmless.has(name) ? value : mask
      ])
    )
  }

  [Symbol.for("nodejs.util.inspect.custom")](): Record<string, string> {
    return this.toJSON()
  }
}

const mask = "<redacted>"

// A slice would keep the whole text in memory.
const shorten = (text: string): string =>
  text.length <= 1000 ? text : new TextDecoder().decode(new TextEncoder().encode(text.slice(0, 1000)))

// As parameters are named, and shorter than any token of the provider: a body that is no form is one long name.
const isName = /^[A-Za-z][\w.-]{0,31}$/

const harmless = new Set([
  "audience",
  "client_assertion_type",
  "client_id",
  "code_challenge_method",
  "grant_type",
  "post_logout_redirect_uri",
  "redirect_uri",
  "requested_token_type",
  "response_mode",
  "response_type",
  "scope",
  "subject_token_type"
])
