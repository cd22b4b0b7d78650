import { expect, it } from "@effect/vitest"
import { Effect } from "effect"
import { describe } from "vitest"
import { decodeFaultPlan } from "../../src/index.ts"

const parse = (json: string): unknown => JSON.parse(json)

describe("a plan of faults", () => {
  it.effect("is decoded out of JSON", () =>
    Effect.gen(function* () {
      const json = `[
        { "match": { "endpoint": "token", "grantType": "refresh_token", "clientId": "a" },
          "nth": 2, "times": 3, "action": { "_tag": "Status", "status": 429, "retryAfter": 30 } },
        { "action": { "_tag": "OAuthError", "error": "invalid_grant", "status": 400 } },
        { "action": { "_tag": "Respond", "status": 200, "headers": { "x-a": "b" }, "body": "{}" } },
        { "action": { "_tag": "NeverAnswers" } }
      ]`
      expect(yield* decodeFaultPlan(parse(json))).toEqual(parse(json))
    })
  )

  it.effect.each<[json: string, told: ReadonlyArray<string>]>([
    ["{}", []],
    [`[{ "action": { "_tag": "Explode" } }]`, ["[0]", "action"]],
    [`[{ "action": { "_tag": "Status", "status": 99 } }]`, ["status", "400"]],
    [`[{ "action": { "_tag": "Status" } }]`, ["status"]],
    [`[{ "action": { "_tag": "Empty" }, "nth": 0 }]`, ["nth"]],
    [`[{ "action": { "_tag": "Empty" }, "time": 1 }]`, ["time"]],
    [
      `[{ "action": { "_tag": "Empty" } }, { "action": { "_tag": "Html" }, "match": { "endpoint": "tokens" } }]`,
      ["[1]", "endpoint", "authorize"]
    ],
    [`[{ "action": { "_tag": "Respond", "status": 200, "headers": { "a b": "" } } }]`, ["headers"]],
    [
      `[{ "action": { "_tag": "Respond", "status": 200, "headers": { "a": "b\\r\\nc: d" } } }]`,
      ["headers", "a"]
    ]
  ])("is refused as %s, with what is wrong", ([json, told]) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(decodeFaultPlan(parse(json)))
      expect(error._tag).toBe("InvalidFaultPlan")
      for (const part of told) expect(error.message).toContain(part)
    })
  )
})
