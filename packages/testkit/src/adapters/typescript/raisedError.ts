/** What a step failed with, as plain data without a path of this machine. */
import * as Cause from "effect/Cause"
import type { ErrorKind, RaisedError } from "../../subject/Protocol.ts"
import { member, printValue, typeName } from "./describeValue.ts"
import type { Places } from "./Places.ts"

/**
 * Describes what an Effect failed with.
 *
 * @category describing
 * @since 0.1.0
 */
export const raisedByCause = (cause: Cause.Cause<unknown>, places: Places): RaisedError => {
  const failure = cause.reasons.find((reason) => reason._tag === "Fail")
  const defect = cause.reasons.find((reason) => reason._tag === "Die")
  const printed = places.clean(attemptPretty(cause))
  if (failure !== undefined) return describeError(failure.error, kindOf(failure.error), printed, places)
  if (defect !== undefined) return describeError(defect.defect, "other", printed, places)
  return {
    kind: "other",
    type: "Interrupted",
    message: "The effect interrupted itself.",
    printed,
    where: null
  }
}

/**
 * Describes what a module threw.
 *
 * @category describing
 * @since 0.1.0
 */
export const raisedByDefect = (defect: unknown, places: Places): RaisedError =>
  raisedByCause(Cause.die(defect), places)

const describeError = (error: unknown, kind: ErrorKind, printed: string, places: Places): RaisedError => {
  const message = member(error, "message")
  const stack = member(error, "stack")
  return {
    kind,
    type: tagOf(error) ?? nameOf(error),
    message: places.clean(typeof message === "string" ? message : printValue(error)),
    printed,
    where: places.where(typeof stack === "string" ? stack : "")
  }
}

const kindOf = (error: unknown): ErrorKind => {
  switch (tagOf(error)) {
    case "ReauthenticationRequired":
      return "reauthentication"
    case "TokenEndpointUnavailable":
      return "transient"
    case "TokenResponseUnusable":
      return member(error, "member") === "expires_in" ? "noToken" : "tokenRequest"
    case "TokenEndpointRedirected":
      return "tokenRequest"
    case "AuthorizationServerInvalid":
    case "AuthorizationUrlUnavailable":
    case "HttpClientError":
      return "client"
    case "StateRefused":
      return "state"
    case "TimeoutError":
      return "timeout"
    default:
      return "other"
  }
}

const tagOf = (error: unknown): string | null => {
  const tag = member(error, "_tag")
  return typeof tag === "string" ? tag : null
}

const nameOf = (error: unknown): string => {
  const name = error instanceof Error ? member(error, "name") : undefined
  return typeof name === "string" && name !== "" && name !== "Error" ? name : typeName(error)
}

const attemptPretty = (cause: Cause.Cause<unknown>): string => {
  try {
    return Cause.pretty(cause)
  } catch {
    return cause.reasons.map((reason) => reason._tag).join(", ")
  }
}
