import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { noRequest, returnedBy } from "../../src/engine/outcomes.ts"
import type { Described, Outcome } from "../../src/subject/Protocol.ts"

const trace = { logs: [], activity: [], standIns: [] }
const made = (tokenUrl: Described): Outcome => ({
  _tag: "returned",
  value: { authorizeUrl: "https://acme.io/authorize", tokenUrl },
  trace
})
const raised = (type: string, message = "no"): Outcome => ({
  _tag: "raised",
  error: { kind: "other", type, message, printed: message, where: null },
  trace
})

/** How a refresh that sent nothing is read, by what it gave and by what it sent. */
const read = (tokenUrl: Described, outcome: Outcome) =>
  Effect.map(Effect.flip(returnedBy(made(tokenUrl), outcome, "refresh")), ({ _tag }) => [
    _tag,
    noRequest("refresh", outcome, made(tokenUrl))._tag
  ])

describe("a step that failed with the endpoint of an implementation", () => {
  it.effect.each([
    ["http://acme.io/token", raised("AuthorizationServerInvalid")],
    ["acme.io/token", raised("aiohttp.client_exceptions.InvalidURL")],
    ["", raised("ValueError")]
  ] as const)("is not judged where that breaks a rule of its own: %j", ([tokenUrl, outcome]) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read(tokenUrl, outcome), ["NotApplicable", "NotApplicable"])
    })
  )

  it.effect.each([
    ["an endpoint that it does not show", "https://acme.io/token", raised("AuthorizationServerInvalid")],
    ["something of its own", "http://acme.io/token", raised("RuntimeError")],
    ["no endpoint that is known", null, raised("AuthorizationServerInvalid")]
  ] as const)("is inconclusive where it failed over %s", ([, tokenUrl, outcome]) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* read(tokenUrl, outcome), ["Inconclusive", "Inconclusive"])
    })
  )
})
