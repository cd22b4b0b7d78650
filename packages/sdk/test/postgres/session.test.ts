import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { LinkingFlow } from "../../src/index.ts"
import { lifetime, visit } from "./provider.ts"
import { askAll } from "./session.ts"
import type { Tally } from "./session.ts"
import {
  afterExpiries,
  aWhile,
  all,
  inHarness,
  reauthentications,
  storedToken,
  until,
  untilSent,
  whileUnwritable
} from "./harness.ts"

const everywhere = (given: string) => [all(given), all(given), all(given)]

describe("a session in each of three processes on one PostgreSQL", () => {
  it.live("sends one token request for each expiry, and gives every caller its token", () =>
    inHarness(({ account, sent, served, sessions }) =>
      Effect.gen(function* () {
        for (let expiries = 1; expiries <= 20; expiries += 1) {
          served.advanceTime(lifetime * 1_000)
          const answers = yield* askAll(sessions, afterExpiries(account, expiries))
          const token = yield* storedToken(account)
          assert.deepStrictEqual(answers, everywhere(token))
          assert.isTrue(served.isLive(token))
          assert.strictEqual(sent(), expiries)
        }
      })
    )
  )

  it.live("gives a token to nobody before it is stored", () =>
    inHarness(({ account, sent, sessions }) =>
      Effect.gen(function* () {
        const given: Array<Tally> = []
        const asking = yield* whileUnwritable(account, (isWaitedFor) =>
          Effect.gen(function* () {
            const ask = Effect.map(askAll(sessions, afterExpiries(account)), (tallies) =>
              given.push(...tallies)
            )
            const asking = yield* Effect.forkScoped(ask)
            yield* until(isWaitedFor)
            yield* Effect.forEach(sessions, ({ ping }) => ping)
            yield* aWhile
            assert.deepStrictEqual(given, [])
            return asking
          })
        )
        yield* Fiber.join(asking)
        assert.deepStrictEqual(given, everywhere(yield* storedToken(account)))
        assert.strictEqual(sent(), 1)
      })
    )
  )

  it.live("sends one token request for all requests that were answered 401", () =>
    inHarness((harness) =>
      Effect.gen(function* () {
        const { account, sent, served, sessions } = harness
        served.advanceTime(lifetime * 1_000)
        const minute = 60_000
        served.setFaults([{ match: { endpoint: "token" }, action: { _tag: "Slow", milliseconds: minute } }])
        const question = { ...afterExpiries(account, 0), call: "resource" as const }
        const asking = yield* Effect.forkScoped(askAll(sessions, question))
        yield* until(Effect.sync(() => served.calls("resource").length === 300))
        yield* untilSent(harness, 1)
        served.advanceTime(minute)
        assert.deepStrictEqual(yield* Fiber.join(asking), everywhere("200"))
        assert.strictEqual(served.calls("resource").length, 600)
        assert.strictEqual(sent(), 1)
      })
    )
  )

  it.live("begins one re-authentication when the token is refused, and asks no more until it has ended", () =>
    inHarness(({ account, another, sent, served, sessions }) =>
      Effect.gen(function* () {
        const refuse = { _tag: "OAuthError", error: "invalid_grant" } as const
        served.setFaults([{ match: { endpoint: "token" }, action: refuse }])
        const question = afterExpiries(account)
        const refused = everywhere("ReauthenticationRequired")
        assert.deepStrictEqual(yield* askAll(sessions, question), refused)
        assert.deepStrictEqual(yield* askAll(sessions, { ...question, call: "refresh" }), refused)
        assert.deepStrictEqual(yield* askAll(sessions, { ...question, call: "resource" }), refused)
        const [one, two] = sessions
        const later = [one, two, yield* another]
        assert.deepStrictEqual(yield* askAll(later, question), refused)
        const stillValid = { ...question, ahead: 0 }
        assert.deepStrictEqual(yield* askAll(later, stillValid), refused)
        assert.strictEqual(sent(), 1)

        const [waiting, ...others] = yield* reauthentications
        assert.deepStrictEqual(others, [])
        served.setFaults([])
        const confirmed = yield* LinkingFlow.use((flow) => flow.confirm(waiting?.flowId ?? ""))
        assert.propertyVal(yield* visit(confirmed), "reason", "reauth_successful")
        assert.strictEqual(sent(), 2)
        const linked = yield* askAll(later, stillValid)
        assert.deepStrictEqual(linked, everywhere(yield* storedToken(account)))
        assert.deepStrictEqual(yield* reauthentications, [])
        assert.strictEqual(sent(), 2)
      })
    )
  )

  const loseAnswer = [{ match: { endpoint: "token" }, nth: 1, action: { _tag: "CommitThenDrop" } }] as const

  it.live("begins one re-authentication when the provider's answer is lost on its way", () =>
    inHarness(({ account, sent, served, sessions }) =>
      Effect.gen(function* () {
        served.setFaults(loseAnswer)
        const answers = yield* askAll(sessions, afterExpiries(account))
        assert.deepStrictEqual(answers, everywhere("ReauthenticationRequired"))
        assert.strictEqual((yield* reauthentications).length, 1)
        assert.strictEqual(sent(), 2)
      })
    )
  )

  it.live("asks again when the answer is lost of a provider that forgives it", () =>
    inHarness(
      ({ account, sent, served, sessions }) =>
        Effect.gen(function* () {
          served.setFaults(loseAnswer)
          const answers = yield* askAll(sessions, afterExpiries(account))
          assert.deepStrictEqual(answers, everywhere(yield* storedToken(account)))
          assert.deepStrictEqual(yield* reauthentications, [])
          assert.strictEqual(sent(), 2)
        }),
      { rotation: { mode: "rotate", grace: { untilUsed: true } } }
    )
  )
})
