import { processTokenResponse } from "@application-credentials/sdk"
import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import {
  errorInSuccess,
  redirection,
  rejection,
  unavailability,
  unusableSuccess
} from "../../src/arbitraries/tokenFailure.ts"
import type { WireAnswer } from "../../src/subject/Protocol.ts"

/** What the SDK, which keeps every rule, makes of an answer. */
const judged = (answer: WireAnswer): string => {
  if (answer._tag !== "Response") return answer._tag
  const { body, headers, status } = answer
  const result = processTokenResponse(
    { domain: "acme", operation: "exchange" },
    { status, body, contentType: headers["content-type"], retryAfter: headers["retry-after"] }
  )
  return result._tag === "Success" ? "a token" : result.failure._tag
}

const always = (answers: fc.Arbitrary<WireAnswer>, verdict: string) =>
  fc.assert(fc.property(answers, (answer) => assert.strictEqual(judged(answer), verdict)))

describe("a token endpoint's failures", () => {
  it("are what they are called", () => {
    always(rejection, "ReauthenticationRequired")
    always(unavailability, "TokenEndpointUnavailable")
    always(errorInSuccess, "ReauthenticationRequired")
    always(redirection, "TokenEndpointRedirected")
  })

  it("hold no token by accident", () => {
    always(unusableSuccess, "TokenResponseUnusable")
  })
})
