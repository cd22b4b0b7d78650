/** Errors as the provider writes them. */
import type { ErrorShape } from "./Deviations.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { rules } from "./rules.ts"
import type { Step } from "./Step.ts"
import type { WireResponse } from "./WireRequest.ts"

/**
 * Writes the error of a step in the provider's shape. The authorization endpoint keeps the standard one.
 *
 * @category encoding
 * @since 0.1.0
 */
export const writeOwnError = (step: Step, request: ReceivedRequest, shape: ErrorShape): Step => {
  const { refusal } = step
  if (refusal === undefined || request.endpoint === "authorize") return step
  const { rule } = refusal
  const { description, error } = refusal.own ?? rules[rule]
  const code = shape.codes?.[rule] ?? error
  const status = shape.status ?? step.response.status
  const written = shape.write?.({ request, rule, description, status, error: code })
  const response: WireResponse = {
    status: written?.status ?? status,
    headers: { ...step.response.headers, ...written?.headers },
    body: bodyOf(written?.body ?? { error: code, error_description: description }, written?.headers)
  }
  return { ...step, response }
}

const bodyOf = (body: unknown, headers: WireResponse["headers"] = {}): string => {
  const isText = typeof body === "string" && !/json/.test(headers["content-type"] ?? "json")
  return isText ? body : JSON.stringify(body)
}
