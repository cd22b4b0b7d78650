/** Reads the body of an answer as text, up to the limit. */
import { Effect, Option, Stream } from "effect"
import { HttpClientResponse } from "effect/http"
import type { HttpClientError } from "effect/http"
import { NoResponse, requestLimits, ResponseTooLarge } from "./requestLimits.ts"

/** Reads a body whole. An answer without one is an answer, and empty: it is judged by its status. */
export const readBody = (
  response: HttpClientResponse.HttpClientResponse
): Effect.Effect<string, NoResponse | ResponseTooLarge> =>
  Option.match(HttpClientResponse.toWeb(response), {
    onNone: () => readStream(response),
    onSome: ({ body }) =>
      body === null ? Effect.succeed("") : readChunks(body.getReader(), makeText(response.status))
  })

// An Effect stream in between, or an effect for each chunk, takes longer than all the rest of a request.
const readChunks = (reader: ReadableStreamDefaultReader<Uint8Array>, text: Text) =>
  Effect.tryPromise({
    try: () => readAll(reader, text),
    catch: (failure) => (failure instanceof ResponseTooLarge ? failure : broken)
  }).pipe(Effect.onError(() => Effect.ignore(Effect.tryPromise(() => reader.cancel()))))

const readAll = async (reader: ReadableStreamDefaultReader<Uint8Array>, text: Text): Promise<string> => {
  while (true) {
    const { done, value } = await reader.read()
    if (done) return text.end()
    if (!text.add(value)) throw text.tooLarge()
  }
}

const readStream = (response: HttpClientResponse.HttpClientResponse) => {
  const text = makeText(response.status)
  return Stream.runForEach(Stream.mapError(response.stream, bodyError), (chunk) =>
    text.add(chunk) ? Effect.void : Effect.fail(text.tooLarge())
  ).pipe(
    Effect.map(text.end),
    Effect.catch((failure) => (failure === undefined ? Effect.succeed("") : Effect.fail(failure)))
  )
}

const bodyError = (error: HttpClientError.HttpClientError): NoResponse | undefined =>
  error.reason._tag === "EmptyBodyError" ? undefined : broken

const broken = new NoResponse({ reason: "connection" })

type Text = ReturnType<typeof makeText>

/** Gathers the text of a body that comes in chunks, as far as the limit allows. */
const makeText = (status: number) => {
  const decoder = new TextDecoder()
  let size = 0
  let text = ""
  return {
    add: (chunk: Uint8Array): boolean => {
      size += chunk.length
      if (size > requestLimits.bytes) return false
      text += decoder.decode(chunk, { stream: true })
      return true
    },
    end: (): string => text + decoder.decode(),
    tooLarge: (): ResponseTooLarge => new ResponseTooLarge({ status })
  }
}
