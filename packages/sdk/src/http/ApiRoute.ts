/** A route of the REST API: who may call it, what they send, and how it fails. */
import { ByteSize, Data, Effect, Redacted, Schema } from "effect"
import { HttpRouter, HttpServerRequest, HttpServerResponse } from "effect/http"
import type { HttpServerError } from "effect/http"
import { isStorageError } from "../domain/StorageError.ts"
import type { StorageError } from "../domain/StorageError.ts"
import { AccessTokens } from "./AccessTokens.ts"
import type { User } from "./AccessTokens.ts"
import { describeFault } from "./describeFault.ts"
import { forPeople, logStorageError } from "./forPeople.ts"

/**
 * Says that a request of the REST API failed: with which `status`, and `body`, the JSON that the client gets.
 */
export class RequestFailed extends Data.TaggedError("RequestFailed")<{
  readonly status: number
  readonly body: { readonly message: string } | { readonly errors: Readonly<Record<string, string>> }
}> {}

/**
 * Makes the failure of a request that is said in one sentence.
 */
export const requestFailed = (status: number, message: string): RequestFailed =>
  new RequestFailed({ status, body: { message } })

/**
 * Holds a request of the REST API: whose it is, and the parts of its path that vary.
 */
export interface ApiRequest {
  readonly request: HttpServerRequest.HttpServerRequest
  readonly user: User
  readonly params: Readonly<Record<string, string | undefined>>
}

/**
 * Makes a route that administrators may call, or all users. Whoever may not is answered with 401, as by Home Assistant;
 * storage that does not answer is a 503.
 *
 * @see homeassistant/components/http/decorators.py, require_admin
 */
export const apiRoute =
  <R>(options: {
    readonly for: "administrators" | "users"
    readonly answer: (asked: ApiRequest) => Effect.Effect<unknown, RequestFailed | StorageError, R>
  }) =>
  (request: HttpServerRequest.HttpServerRequest) =>
    Effect.gen(function* () {
      const user = yield* userOf(request)
      if (options.for === "administrators" && !user.isAdmin) return unauthorized
      const params = yield* HttpRouter.params
      return HttpServerResponse.jsonUnsafe(yield* options.answer({ request, user, params }), { headers })
    }).pipe(
      Effect.catchTag("AccessTokenInvalid", () => Effect.succeed(unauthorized)),
      Effect.tapError(logStorageError),
      Effect.catch((error: RequestFailed | StorageError) => {
        const { status, body } = isStorageError(error) ? requestFailed(503, forPeople(error)) : error
        return Effect.succeed(HttpServerResponse.jsonUnsafe(body, { status, headers }))
      })
    )

/**
 * Reads the JSON of a request, of 64 KiB at most. An empty body counts as an object without members.
 *
 * @see homeassistant/components/http/data_validator.py
 */
export const bodyOf = <A>(
  request: HttpServerRequest.HttpServerRequest,
  schema: Schema.ConstraintDecoder<A>
): Effect.Effect<A, RequestFailed> => {
  const decode = Schema.decodeUnknownEffect(schema)
  return request.text.pipe(
    Effect.provideService(HttpServerRequest.MaxBodySize, ByteSize.kibibytes(64)),
    Effect.mapError(notRead),
    Effect.flatMap((text) => parseJson(text.trim() === "" ? "{}" : text)),
    Effect.flatMap((json) => Effect.mapError(decode(json), malformed))
  )
}

const notRead = ({ reason }: HttpServerError.HttpServerError): RequestFailed =>
  reason._tag === "RequestParseError" && reason.reason === "BodyTooLarge"
    ? requestFailed(413, "The body is larger than 64 KiB.")
    : requestFailed(400, "The body could not be read.")

const parseJson = (text: string): Effect.Effect<unknown, RequestFailed> =>
  Effect.mapError(decodeJson(text), () => requestFailed(400, "Invalid JSON."))

const decodeJson = Schema.decodeUnknownEffect(Schema.fromJsonString(Schema.Unknown))

const malformed = (error: Schema.SchemaError): RequestFailed =>
  requestFailed(400, `Message format incorrect: ${describeFault(error)}`)

const userOf = Effect.fnUntraced(function* ({ headers }: HttpServerRequest.HttpServerRequest) {
  const { verify } = yield* AccessTokens
  const token = /^Bearer +(\S+)$/i.exec(headers["authorization"] ?? "")?.[1]
  return yield* verify(Redacted.make(token ?? ""))
})

// What belongs to a user is for nobody's cache.
const headers = { "cache-control": "no-store", "x-content-type-options": "nosniff" }

const unauthorized = HttpServerResponse.text("401: Unauthorized", { status: 401, headers })
