/** A provider's token endpoint for tests: answers by a function and remembers what it was asked. */
import { Layer } from "effect"
import { Digest, SecureRandom } from "effect/crypto"
import { FetchHttpClient } from "effect/http"
import type { ModuleServices } from "../src/index.ts"
import { learnMember } from "./canaries/Secrets.ts"

/** A request as the endpoint saw it. */
export interface Seen {
  readonly url: string
  readonly method: string
  readonly headers: Headers
  readonly body: string
  readonly form: URLSearchParams
  readonly redirect: RequestRedirect | undefined
}

/** How a request is answered. */
export type Answer = (seen: Seen, count: number) => Response | Promise<Response>

/** Makes a provider and the services by which modules reach it, and nothing else. */
export const makeProvider = (answer: Answer) => {
  const seen: Array<Seen> = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const body = await request.text()
    const one = {
      url: request.url,
      method: request.method,
      headers: request.headers,
      body,
      form: new URLSearchParams(body),
      redirect: init?.redirect
    }
    one.form.forEach((value, name) => learnMember(name, value))
    seen.push(one)
    return answer(one, seen.length)
  }
  const layer: Layer.Layer<ModuleServices> = Layer.mergeAll(
    FetchHttpClient.layer.pipe(Layer.provide(Layer.succeed(FetchHttpClient.Fetch, fetch))),
    SecureRandom.layerWebCrypto,
    Digest.layerWebCrypto
  )
  return { seen, layer }
}

/** Answers with JSON. */
export const json = (body: unknown, init: ResponseInit = {}): Response =>
  new Response(JSON.stringify(body, learnMember), {
    status: 200,
    ...init,
    headers: { "content-type": "application/json", ...init.headers }
  })
