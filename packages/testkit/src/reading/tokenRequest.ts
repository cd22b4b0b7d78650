/** The requests of an exchange and of a refresh, and what they carry. */
import { Effect } from "effect"
import { Inconclusive, NotApplicable } from "../engine/Finding.ts"
import type { Observation } from "../engine/Observation.ts"
import { conclusive, raised } from "../engine/outcomes.ts"
import type { WireRequest } from "../subject/Protocol.ts"
import { bodyParameters } from "./bodyParameters.ts"
import { wants } from "./knownProvider.ts"

/** The requests that the exchange sent; at least one, else inconclusive. */
export const exchangeRequests = Effect.fnUntraced(function* (seen: Observation) {
  if ((seen.requests.exchange ?? []).length === 0) {
    yield* conclusive(seen.outcomes.authorize)
    const error = yield* raised(seen.outcomes.exchange)
    if (error?.kind === "state") {
      return yield* new NotApplicable({
        message: "the authorization request had no state by which the host finds the flow again (see AUT-4)"
      })
    }
  }
  return yield* seen.exchangeRequests
})

/** The URL to which the code was sent, or an empty text. */
export const exchangeUrl = ({ requests }: Observation): string => requests.exchange?.[0]?.url ?? ""

/** The exchange's request that carries the code, or else its first one. */
export const codeRequest = (seen: Observation) =>
  Effect.map(exchangeRequests(seen), (requests) => requests.find(carries(seen.scenario.code)) ?? requests[0])

/**
 * Inconclusive where a step asked for more than the token: every request of it is answered with the token, which is not
 * what the others expect.
 */
export const unlessItAsksForMore = (step: "exchange" | "refresh", requests: ReadonlyArray<WireRequest>) =>
  new Set(requests.map(({ url }) => url)).size > 1
    ? Effect.fail(
        new Inconclusive({
          message: `the ${step} asks for more than the token, and what it got is not what it expects`
        })
      )
    : Effect.void

/** Tells whether a request carries a text, as it is or form encoded, in its URL or its body. */
export const carries =
  (text: string) =>
  ({ body, url }: WireRequest): boolean =>
    [text, encodeURIComponent(text), new URLSearchParams({ "": text }).toString().slice(1)].some(
      (form) => body.includes(form) || url.includes(form)
    )

/** Tells whether a request is a form-encoded POST. */
export const isFormPost = ({ headers, method }: WireRequest): boolean =>
  method === "POST" && /^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers["content-type"] ?? "")

/** The form of the exchange's request; not applicable where it is none (another rule says so), or where there is no code. */
export const codeForm = (seen: Observation) =>
  Effect.flatMap(codeRequest(seen), (request) => formOf(request, "TOK-1"))

/** The form of a token request, in the same way; where the provider wants JSON, the members of that. */
export const formOf = Effect.fnUntraced(function* (request: WireRequest, judgedBy: "TOK-1" | "REF-1") {
  if (isFormPost(request) || wants(request.url, "jsonBody")) return yield* unlessClientCredentials(request)
  return yield* new NotApplicable({
    message: `the token request is not a form-encoded POST (see ${judgedBy})`
  })
})

/**
 * The parameters of a token request, unless it asks for a token with the client's own credentials: a module that does so
 * neither exchanges a code nor refreshes.
 */
export const unlessClientCredentials = Effect.fnUntraced(function* (request: WireRequest) {
  const parameters = bodyParameters(request)
  if (parameters.get("grant_type") !== "client_credentials") return parameters
  return yield* new NotApplicable({
    message: "the module asks for tokens with the client's own credentials, without a code or a refresh token"
  })
})
