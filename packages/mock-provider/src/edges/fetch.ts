/** A fetch that talks to a provider without a network. */
import type { WireRequest } from "../core/WireRequest.ts"
import type { ProviderAnswer } from "../faults/ProviderAnswer.ts"
import type { AnsweringServer } from "../runtime/AnsweringServer.ts"
import { followRedirect, redirectTarget } from "./redirects.ts"
import { toResponse, toWireRequest } from "./wire.ts"

/**
 * Makes a function like the platform's `fetch` that is served by a provider. It follows redirects as `fetch` does, a
 * broken connection rejects with a `TypeError`, and a call that is never answered ends with its `AbortSignal` only.
 * Requests for anything but the provider's endpoints go to `elsewhere`: another provider's `fetch`, for example. Left
 * out, they reject as if no such host existed.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { fetch, MockProvider } from "@application-credentials/mock-provider"
 *
 * const provider = MockProvider.make({ clients: [] })
 * const ask = fetch(provider)
 * assert.equal((await ask(provider.endpoints.token)).status, 405)
 * await assert.rejects(ask("https://elsewhere.test/"), TypeError)
 * ```
 *
 * @see https://fetch.spec.whatwg.org/#fetch-method
 * @category edges
 * @since 0.1.0
 */
export const fetch = (
  provider: AnsweringServer,
  options: { readonly elsewhere?: typeof globalThis.fetch } = {}
): typeof globalThis.fetch => {
  const elsewhere = options.elsewhere ?? noSuchHost
  return async (input, init) => {
    const request = new Request(input, init)
    const { redirect, signal } = request
    signal.throwIfAborted()
    let wire = await untilAborted(toWireRequest(request), signal)
    for (let redirects = 0; redirects <= 20; redirects++) {
      if (!provider.serves(wire.method, wire.url))
        return elsewhere(...toFetchArguments(wire, redirect, signal))
      const answer = await untilAborted(provider.answer(wire), signal)
      if (answer._tag !== "Response") return endWithout(answer, signal)
      const target = redirectTarget(wire, answer)
      if (target === undefined || redirect === "manual")
        return located(toResponse(answer), wire.url, redirects)
      if (target === null || redirect === "error") throw failure("The redirect is not followed")
      wire = followRedirect(wire, answer.status, target)
    }
    throw failure("Too many redirects")
  }
}

const failure = (reason: string): TypeError => new TypeError("fetch failed", { cause: new Error(reason) })

// The URL may carry secrets: none of it is reported.
const noSuchHost: typeof globalThis.fetch = () =>
  Promise.reject(
    failure("The request is for none of the provider's endpoints; its pages for people are a real port's")
  )

const untilAborted = <A>(promise: Promise<A>, signal: AbortSignal): Promise<A> =>
  Promise.race([promise, aborted(signal)])

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true })
  })

const endWithout = (
  answer: Exclude<ProviderAnswer, { readonly _tag: "Response" }>,
  signal: AbortSignal
): Promise<never> =>
  answer._tag === "NeverAnswers" ? aborted(signal) : Promise.reject(failure("The connection was closed"))

const toFetchArguments = (
  { body, headers, method, url }: WireRequest,
  redirect: RequestRedirect,
  signal: AbortSignal
): [string, RequestInit] => [
  url,
  { method, headers: { ...headers }, redirect, signal, ...(body === "" ? {} : { body }) }
]

const located = (response: Response, url: string, redirects: number): Response =>
  Object.defineProperties(response, { url: { value: url }, redirected: { value: redirects > 0 } })
