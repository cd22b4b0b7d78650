/** The requests of an exchange and of a refresh, and what they carry. */
import { Effect } from "effect"
import type { WireRequest } from "../../subject/Protocol.ts"
import { Inconclusive, NotApplicable } from "../Finding.ts"
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

/** The refresh's request that carries the refresh token, or else its first one. */
export const refreshRequest = (seen: Observation) =>
  Effect.map(
    seen.refreshRequests,
    (requests) => requests.find(carries(String(seen.storedToken["refresh_token"]))) ?? requests[0]
  )

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
export const codeForm = Effect.fnUntraced(function* (seen: Observation) {
  const form = yield* formOf(yield* codeRequest(seen), "TOK-1")
  return yield* unlessClientCredentials(form)
})

/** The form of the refresh's request, in the same way. */
export const refreshForm = Effect.fnUntraced(function* (seen: Observation) {
  const form = yield* formOf(yield* refreshRequest(seen), "REF-1")
  return yield* unlessClientCredentials(form)
})

const formOf = (request: WireRequest, judgedBy: "TOK-1" | "REF-1") =>
  isFormPost(request)
    ? Effect.succeed(new URLSearchParams(request.body))
    : Effect.fail(
        new Inconclusive({ message: `the token request is not a form-encoded POST (see ${judgedBy})` })
      )

/** A module that asks for a token with the client's own credentials neither exchanges a code nor refreshes. */
export const unlessClientCredentials = (form: URLSearchParams) =>
  form.get("grant_type") === "client_credentials"
    ? Effect.fail(
        new NotApplicable({
          message:
            "the module asks for tokens with the client's own credentials, without a code or a refresh token"
        })
      )
    : Effect.succeed(form)
