/** A form POST, not yet encoded. */
import type { Redacted } from "effect"
import type { FormParameters } from "./FormParameters.ts"

/**
 * Holds a form POST to an endpoint that is no token endpoint.
 *
 * @category models
 * @since 0.1.0
 */
export interface FormRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string | Redacted.Redacted>>
  readonly parameters: FormParameters
}
