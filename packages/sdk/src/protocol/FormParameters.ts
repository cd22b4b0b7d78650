/** Parameters of requests, each at most once, and how they are encoded. */
import { Redacted } from "effect"

/**
 * Holds a request's parameters by name, secret ones `Redacted`. A name occurs once.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.1
 * @category models
 * @since 0.1.0
 */
export type FormParameters = Readonly<Record<string, string | Redacted.Redacted>>

/**
 * Encodes one value as `application/x-www-form-urlencoded`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { formEncode } from "@application-credentials/sdk"
 *
 * assert.equal(formEncode("my secret: 100%"), "my+secret%3A+100%25")
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#appendix-B
 * @category encoding
 * @since 0.1.0
 */
export const formEncode = (value: string): string => new URLSearchParams([["", value]]).toString().slice(1)

/**
 * Encodes parameters as a form body, secrets included.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { encodeForm } from "@application-credentials/sdk"
 * import { Redacted } from "effect"
 *
 * const body = encodeForm({ grant_type: "refresh_token", refresh_token: Redacted.make("r/t") })
 * assert.equal(Redacted.value(body), "grant_type=refresh_token&refresh_token=r%2Ft")
 * ```
 *
 * @category encoding
 * @since 0.1.0
 */
export const encodeForm = (parameters: FormParameters): Redacted.Redacted =>
  Redacted.make(new URLSearchParams(revealed(parameters)).toString())

/**
 * Encodes parameters as a JSON object, secrets included, for the providers that want one.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { encodeJson } from "@application-credentials/sdk"
 * import { Redacted } from "effect"
 *
 * const body = encodeJson({ grant_type: "refresh_token", refresh_token: Redacted.make("r/t") })
 * assert.equal(Redacted.value(body), '{"grant_type":"refresh_token","refresh_token":"r/t"}')
 * ```
 *
 * @category encoding
 * @since 0.1.0
 */
export const encodeJson = (parameters: FormParameters): Redacted.Redacted =>
  Redacted.make(JSON.stringify(Object.fromEntries(revealed(parameters))))

const revealed = (parameters: FormParameters): Array<[string, string]> =>
  Object.entries(parameters).map(([name, value]) => [
    name,
    Redacted.isRedacted(value) ? Redacted.value(value) : value
  ])
