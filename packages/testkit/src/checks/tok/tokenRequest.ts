/** The requests of an exchange and of a refresh, and what they carry. */
import { Effect, Option, Schema } from "effect"
import type { WireRequest } from "../../subject/Protocol.ts"
import { Inconclusive, NotApplicable } from "../Finding.ts"
import { wants } from "../knownProvider.ts"
import type { Observation } from "../Observation.ts"
import { conclusive, raised } from "../outcomes.ts"

/** The requests that the exchange sent; at least one, else inconclusive. */
export const exchangeRequests = Effect.fnUntraced(function* (seen: Observation) {
  if ((seen.requests.exchange ?? []).length === 0) {
    yield* conclusive(seen.outcomes.authorize)
    const error = yield* raised(seen.outcomes.exchange)
    if (error?.kind === "state") {
      return yield* new Inconclusive({
        message: "the authorization request had no state by which the host finds the flow again (see AUT-4)"
      })
    }
  }
  return yield* seen.exchangeRequests
})

/** The exchange's request that carries the code, or else its first one. */
export const codeRequest = (seen: Observation) =>
  Effect.map(exchangeRequests(seen), (requests) => requests.find(carries(seen.scenario.code)) ?? requests[0])

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

/** The form of the exchange's request; inconclusive where it is none, not applicable where there is no code. */
export const codeForm = (seen: Observation) =>
  Effect.flatMap(codeRequest(seen), (request) => formOf(request, "TOK-1"))

/** The form of a token request, in the same way; where the provider wants JSON, the members of that. */
export const formOf = Effect.fnUntraced(function* (request: WireRequest, judgedBy: "TOK-1" | "REF-1") {
  if (isFormPost(request)) return yield* unlessClientCredentials(new URLSearchParams(request.body))
  const members = wants(request, "jsonBody") ? decodeMembers(request.body) : Option.none()
  if (Option.isSome(members)) return yield* unlessClientCredentials(new URLSearchParams(members.value))
  return yield* new Inconclusive({
    message: `the token request is not a form-encoded POST (see ${judgedBy})`
  })
})

const decodeMembers = Schema.decodeUnknownOption(
  Schema.fromJsonString(Schema.Record(Schema.String, Schema.String))
)

/** A module that asks for a token with the client's own credentials neither exchanges a code nor refreshes. */
export const unlessClientCredentials = Effect.fnUntraced(function* (form: URLSearchParams) {
  if (form.get("grant_type") !== "client_credentials") return form
  return yield* new NotApplicable({
    message: "the module asks for tokens with the client's own credentials, without a code or a refresh token"
  })
})
