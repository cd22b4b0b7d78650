/** What a step failed with, as plain data without a path of this machine. */
import * as Cause from "effect/Cause"
import type { HomeAssistant } from "../../subject/HomeAssistant.ts"
import type { ErrorKind, RaisedError } from "../../subject/Protocol.ts"
import { member, printValue, typeName } from "./describeValue.ts"
import type { Places } from "./Places.ts"

/**
 * Describes what an Effect failed with. `kindOf` says how the host understands it; default as its flow does.
 */
export const raisedByCause = (
  cause: Cause.Cause<unknown>,
  places: Places,
  kindOf: (error: unknown) => ErrorKind = kindInFlow
): RaisedError => {
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

/**
 * How the host understands what a refresh fails with. Since 2026.10 it maps every error of the HTTP client by its status, and
 * takes an answer without a usable token for one to ask for again.
 */
export const kindInRefresh =
  ({ facts }: HomeAssistant) =>
  (error: unknown): ErrorKind => {
    if (!facts.mapsRefreshErrors) return kindInFlow(error)
    if (tagOf(error) === "TokenResponseUnusable") return "transient"
    return tagOf(error) === "HttpClientError" ? kindOfStatus(statusOf(error)) : kindInFlow(error)
  }

const statusOf = (error: unknown): number | null => {
  const status = member(member(error, "response"), "status")
  return typeof status === "number" ? status : null
}

/** A status other than a refusal's is one to try again after, as no answer is. */
const kindOfStatus = (status: number | null): ErrorKind =>
  status !== null && status >= 400 && status <= 499 && status !== 429 ? "reauthentication" : "transient"

const kindInFlow = (error: unknown): ErrorKind => {
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
