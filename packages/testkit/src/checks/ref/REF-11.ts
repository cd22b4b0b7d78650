import { Effect } from "effect"
import * as fc from "fast-check"
import { ordinaryScenario } from "../../arbitraries/scenario.ts"
import { property } from "../Check.ts"
import { Inconclusive, Violated } from "../Finding.ts"
import { isFormPost, unlessClientCredentials } from "../tok/tokenRequest.ts"
import { expired } from "./foreseeRefreshes.ts"
import { linkWith, refreshWith, type Session } from "./session.ts"
import { makeRotatingProvider, type Turn } from "./rotatingProvider.ts"

const input = fc.record({
  scenario: ordinaryScenario,
  turns: fc.array(fc.constantFrom<Turn>("rotate", "keep", "fail"), { minLength: 1, maxLength: 4 })
})

/** Over any sequence of refreshes the latest refresh token is used each time. */
export const check = property(
  "REF-11",
  input,
  Effect.fnUntraced(function* ({ scenario, turns }, world) {
    const provider = makeRotatingProvider(scenario)
    const { grant, session } = yield* linkWith(world, scenario, provider, turns)
    yield* unlessClientCredentials(grant)
    let token: Session["token"] = { ...session.token, expires_at: expired }
    const replaced = new Set<unknown>()
    for (const [turnsBefore, turn] of turns.entries()) {
      const latest = token["refresh_token"]
      const { given, refreshed, requests } = yield* refreshWith({ ...session, token }, provider, turn)
      const sent = requests
        .filter(isFormPost)
        .map(({ body }) => new URLSearchParams(body).get("refresh_token"))
      if (sent.length !== 1 || sent[0] === null) {
        return yield* new Inconclusive({ message: "a refresh did not send one refresh token (see REF-1)" })
      }
      if (sent[0] !== latest) {
        if (turnsBefore === 0) {
          return yield* new Inconclusive({
            message: "the first refresh did not send the token that it was given (see REF-1)"
          })
        }
        return yield* new Violated({
          message: replaced.has(sent[0])
            ? "a refresh sent a refresh token that an earlier refresh had replaced"
            : "a refresh sent another refresh token than the one that it was given"
        })
      }
      if (turn === "fail") continue
      const next = given ?? latest
      if (refreshed === null) {
        return yield* new Inconclusive({
          message: "a strict provider refused a refresh, or it failed (see REF-1)"
        })
      }
      if (refreshed["refresh_token"] !== next) {
        return yield* new Inconclusive({
          message: "a refresh did not give on the latest refresh token (see REF-2)"
        })
      }
      if (next !== latest) replaced.add(latest)
      token = { ...refreshed, expires_at: expired }
    }
  })
)
