/** From Node's requests to what answers them, and back. */
import type { IncomingMessage, ServerResponse } from "node:http"
import { jsonResponse } from "../core/jsonResponse.ts"
import type { WireHeaders, WireResponse } from "../core/WireRequest.ts"
import { headerOf } from "../core/WireRequest.ts"
import { allowsBody } from "../edges/wire.ts"
import type { ProviderAnswer } from "../faults/ProviderAnswer.ts"
import { answered } from "../faults/ProviderAnswer.ts"
import { acceptsHtml } from "../pages/acceptsHtml.ts"
import { nothingHere } from "../pages/problems.ts"
import { readBody } from "./readBody.ts"
import type { Router } from "./Router.ts"

/** Describes what answering needs of the server. */
export interface AnswerContext {
  readonly router: Router
  /** The paths that the router knows, for a person who has gone astray. */
  readonly paths: ReadonlyArray<string>
  readonly maxBodyBytes: number
  /** Breaks the connection of a request, so that its client sees a reset. */
  readonly reset: (request: IncomingMessage) => void
  /** Leaves the connection of a request open and silent. */
  readonly keepSilent: (request: IncomingMessage) => void
}

/**
 * Answers a request. It never rejects: where a function of the provider's options throws, or gives what HTTP cannot
 * carry, the answer says so with status 500.
 */
export const answerOverHttp = async (
  request: IncomingMessage,
  response: ServerResponse,
  context: AnswerContext
): Promise<void> => {
  try {
    const answer = await answerOf(request, context)
    if (answer._tag === "ConnectionFailure") return context.reset(request)
    if (answer._tag === "NeverAnswers") return context.keepSilent(request)
    respond(response, answer)
  } catch (error) {
    respond(response, writeOwnError(500, "server_error", `The provider could not answer: ${String(error)}`))
  }
}

const answerOf = async (request: IncomingMessage, context: AnswerContext): Promise<ProviderAnswer> => {
  const { headers, method = "GET", url = "" } = request
  const { maxBodyBytes, paths, router } = context
  const body = await readBody(request, maxBodyBytes)
  if (body === undefined) {
    const tooLarge = `The body is larger than ${maxBodyBytes} bytes, the server's maxBodyBytes.`
    return answered(writeOwnError(413, "invalid_request", tooLarge))
  }
  const destination = router(url, headers.host)
  if (destination === undefined) {
    const path = url.replace(/\?.*$/s, "")
    return answered(
      acceptsHtml(joined(headers))
        ? nothingHere(path, paths)
        : writeOwnError(404, "not_found", `Nothing is served at ${path}.`)
    )
  }
  const wire = { method, url: destination.url, headers: joined(headers), body }
  const answer = destination.handle(wire)
  return answer._tag === "Deferred" ? answer.settled : answer
}

const joined = (headers: IncomingMessage["headers"]): WireHeaders => {
  const all: Record<string, string> = {}
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined) all[name] = typeof value === "string" ? value : value.join(", ")
  }
  return all
}

const respond = (response: ServerResponse, { body, headers, status }: WireResponse): void => {
  const sent = allowsBody(status) ? body : ""
  const length = `${Buffer.byteLength(sent)}`
  const said = headerOf(headers, "content-length")
  // Whoever says how long the body is may say it wrongly: nothing may follow on that connection.
  if ((said ?? length) !== length) response.shouldKeepAlive = false
  const isSized =
    said !== undefined || !allowsBody(status) || headerOf(headers, "transfer-encoding") !== undefined
  response.writeHead(status, isSized ? { ...headers } : { ...headers, "content-length": length })
  response.end(sent)
}

const writeOwnError = (status: number, error: string, description: string): WireResponse =>
  jsonResponse(status, { error, error_description: description })
