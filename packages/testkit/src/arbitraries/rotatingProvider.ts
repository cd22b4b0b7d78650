/** A provider that replaces refresh tokens, and takes the use of an old one for theft. */
import {
  type DeferredAnswer,
  makeStoppedClock,
  MockProvider,
  type ProviderAnswer
} from "@application-credentials/mock-provider"
import type { WireAnswer, WireRequest } from "../subject/Protocol.ts"
import { redirectUriOf } from "../subject/redirectUriOf.ts"
import { type Scenario, scenarioNow } from "./scenario.ts"
import { jsonAnswer } from "./tokenResponse.ts"

/** What the provider does with a refresh: replace the token, send no new one, or be down for the moment. */
export type Turn = "rotate" | "keep" | "fail"

/** The provider, wherever the module believes it to be. */
export interface RotatingProvider {
  /** Has a user consent: the callback's parameters, or null where the request is refused. */
  readonly consent: (authorizationUrl: URL) => { readonly [name: string]: string } | null
  readonly answer: (request: WireRequest, turn: Turn) => WireAnswer
}

/** Makes the provider, with the scenario's client registered for any one method of authentication. */
export const makeRotatingProvider = ({ credential, entropy, host }: Scenario): RotatingProvider => {
  const provider = MockProvider.make({
    clients: [
      {
        clientId: credential.clientId,
        clientSecret: credential.clientSecret,
        authentication: ["client_secret_post", "client_secret_basic", "none"],
        redirectUris: [redirectUriOf(host)]
      }
    ],
    rotation: "rotate",
    idTokens: false,
    // What a module asks for beside the standard is none of this provider's business.
    allow: { ignoredResource: true },
    clock: makeStoppedClock(scenarioNow * 1000),
    randomBytes: countingBytes(entropy)
  })
  let kept = 0
  return {
    consent: (url) => {
      const answer = provider.handle({
        method: "GET",
        url: `${provider.endpoints.authorize}${url.search}`,
        headers: {},
        body: ""
      })
      const location = answer._tag === "Response" ? answer.headers["location"] : undefined
      const callback = location === undefined ? null : URL.parse(location)
      return callback?.searchParams.has("code") ? Object.fromEntries(callback.searchParams) : null
    },
    answer: (request, turn) => {
      switch (turn) {
        case "rotate":
          return atOnce(provider.handle({ ...request, url: provider.endpoints.token }))
        case "keep":
          return jsonAnswer({ access_token: `kept-${++kept}`, token_type: "Bearer", expires_in: 3600 })
        case "fail":
          return jsonAnswer({ error: "temporarily_unavailable" }, 503)
      }
    }
  }
}

/** Opaque tokens wait for no signature, and no fault makes this provider slow: it never defers. */
const atOnce = (answer: ProviderAnswer | DeferredAnswer): WireAnswer =>
  answer._tag === "Deferred" ? { _tag: "NeverAnswers" } : answer

/** Random bytes that no two calls share, and that are the same in each run. */
const countingBytes = (seed: number) => {
  let count = 0
  return (size: number): Uint8Array => {
    const bytes = new Uint8Array(Math.max(size, 8))
    const view = new DataView(bytes.buffer)
    view.setUint32(0, seed)
    view.setUint32(4, ++count)
    return bytes.slice(0, size)
  }
}
