import { Buffer } from "node:buffer"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { anyScenario } from "../../src/arbitraries/scenario.ts"
import { linkingTimeLine } from "../../src/engine/linkingTimeLine.ts"
import { Observation } from "../../src/engine/Observation.ts"
import type { Outcome } from "../../src/subject/Protocol.ts"

const trace = { logs: [], activity: [], standIns: [] }
const returned = (value: string): Outcome => ({ _tag: "returned", value, trace })

describe("the time line of a linking", () => {
  it("has each step with its requests and answers, and no secret, however it is sent", () => {
    fc.assert(
      fc.property(anyScenario, (scenario) => {
        const { clientId, clientSecret } = scenario.credential
        const token = String(scenario.token["access_token"])
        const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64")
        const request = {
          method: "POST",
          url: `https://acme.io/token?secret=${encodeURIComponent(clientSecret)}`,
          headers: { AUTHORIZATION: `Basic ${basic}` },
          body: `client_secret=${clientSecret}&again=${token}`
        }
        const lines = linkingTimeLine(
          new Observation(
            scenario,
            { authorize: returned("https://acme.io/authorize"), exchange: returned(`{"a":"${token}"}`) },
            { exchange: [request] }
          )
        )
        assert.deepStrictEqual(lines.slice(0, 6), [
          "it asks where to send the user",
          "  returns https://acme.io/authorize",
          "the user comes back with a code",
          "  POST https://acme.io/token?secret=<client secret>",
          "    Authorization: Basic <client id and secret>",
          "    client_secret=<client secret>&again=<access_token>"
        ])
        assert.match(lines[6] ?? "", /^ {2}-> /)
      }),
      { numRuns: 50 }
    )
  })
})
