/** Errors as the provider writes them. */
import type { Deviations, ErrorContext, ErrorShape, WrittenError } from "./Deviations.ts"
import type { EndpointName } from "./Endpoint.ts"
import { membersResponse } from "./membersResponse.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import { rules } from "./rules.ts"
import type { Step } from "./Step.ts"
import type { WireResponse } from "./WireRequest.ts"

/**
 * Writes the error of a step in the provider's shape, if the endpoint has one. The authorization endpoint keeps the
 * standard one.
 */
export const writeOwnError = (step: Step, request: ReceivedRequest, deviations: Deviations): Step => {
  const { refusal } = step
  const shape = shapeAt(request.endpoint, deviations)
  if (refusal === undefined || shape === undefined) return step
  const { rule } = refusal
  const { description, error } = refusal.own ?? rules[rule]
  const code = shape.codes?.[rule] ?? error
  const status = shape.statuses?.[rule] ?? shape.status ?? step.response.status
  const response = writeError(shape, { request, rule, description, status, error: code })
  return { ...step, response: { ...response, headers: { ...step.response.headers, ...response.headers } } }
}

const shapeAt = (endpoint: EndpointName | "unknown", deviations: Deviations): ErrorShape | undefined => {
  if (endpoint === "authorize") return undefined
  return endpoint === "resource" || endpoint === "userinfo" ? deviations.apiError : deviations.error
}

const writeError = (shape: ErrorShape, context: ErrorContext): WireResponse => {
  const { description, error, request, status } = context
  const written = shape.write?.(context)
  if (written !== undefined) return responseOf(written, status)
  const members = { ...shape.members, error, error_description: description }
  return membersResponse(request, { status, format: shape.format }, members)
}

const responseOf = ({ body, headers = {}, status }: WrittenError, otherwise: number): WireResponse => {
  const isText = typeof body === "string" && !/json/.test(headers["content-type"] ?? "json")
  return { status: status ?? otherwise, headers, body: isText ? body : JSON.stringify(body) }
}
