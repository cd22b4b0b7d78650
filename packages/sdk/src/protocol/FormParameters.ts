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
 * @see https://www.rfc-editor.org/rfc/rfc6749#appendix-B
 * @category encoding
 * @since 0.1.0
 */
export const formEncode = (value: string): string => new URLSearchParams([["", value]]).toString().slice(1)

/**
 * Encodes parameters as a form body, secrets included.
 *
 * @category encoding
 * @since 0.1.0
 */
export const encodeForm = (parameters: FormParameters): Redacted.Redacted =>
  Redacted.make(new URLSearchParams(revealed(parameters)).toString())

/**
 * Encodes parameters as a JSON object, secrets included, for the providers that want one.
 *
 * @category encoding
 * @since 0.1.0
 */
export const encodeJson = (parameters: FormParameters): Redacted.Redacted =>
  Redacted.make(JSON.stringify(revealed(parameters)))

const revealed = (parameters: FormParameters): Record<string, string> =>
  Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [
      name,
      Redacted.isRedacted(value) ? Redacted.value(value) : value
    ])
  )
