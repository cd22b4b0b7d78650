import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as fc from "fast-check"
import { LinkingFlow } from "../../src/index.ts"
import { lifetime, visit } from "./provider.ts"
import { askAll } from "./session.ts"
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
import type { Harness } from "./harness.ts"

/** Kills a process that waits to store what the provider answered, and gives what the others get, who wait for it. */
const killBeforeStored = ({ account, sessions: [victim, ...others] }: Harness) =>
  Effect.gen(function* () {
    const question = afterExpiries(account)
    const answers = yield* whileUnwritable(account, (isWaitedFor) =>
      Effect.gen(function* () {
        yield* victim.ask(question)
        yield* until(isWaitedFor)
        const answers = yield* Effect.forEach(others, ({ ask }) => ask(question))
        yield* Effect.forEach(others, ({ ping }) => ping)
        yield* victim.kill
        return answers
      })
    )
    return yield* Effect.all(answers)
  })

const relink = Effect.gen(function* () {
  const [waiting, ...others] = yield* reauthentications
  assert.deepStrictEqual(others, [])
  const confirmed = yield* LinkingFlow.use((flow) => flow.confirm(waiting?.flowId ?? ""))
  assert.propertyVal(yield* visit(confirmed), "reason", "reauth_successful")
})

/** How many turns of this process after the token request: before its answer, while that is stored, and later. */
const moments = fc.noBias(fc.integer({ min: 0, max: 10_000 }))

const turn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

describe("a process that is killed while it refreshes a token", () => {
  it.live("leaves the refresh to another where the provider has not taken it", () =>
    inHarness((harness) =>
      Effect.gen(function* () {
        const { account, sent, served, sessions } = harness
        const [victim, ...others] = sessions
        const question = afterExpiries(account)
        served.setFaults([{ match: { endpoint: "token" }, nth: 1, action: { _tag: "NeverAnswers" } }])
        yield* victim.ask(question)
        yield* untilSent(harness, 1)
        const answers = yield* Effect.forEach(others, ({ ask }) => ask(question))
        yield* Effect.forEach(others, ({ ping }) => ping)
        yield* aWhile
        assert.strictEqual(sent(), 1)
        yield* victim.kill
        const given = yield* Effect.all(answers)
        const token = yield* storedToken(account)
        assert.deepStrictEqual(given, [all(token), all(token)])
        assert.isTrue(served.isLive(token))
        assert.strictEqual(sent(), 2)
      })
    )
  )

  it.live("costs the user one re-authentication where the new token is lost with it", () =>
    inHarness((harness) =>
      Effect.gen(function* () {
        const { account, sent, sessions } = harness
        const refused = all("ReauthenticationRequired")
        assert.deepStrictEqual(yield* killBeforeStored(harness), [refused, refused])
        assert.strictEqual(sent(), 2)
        const [, ...others] = sessions
        assert.deepStrictEqual(yield* askAll(others, afterExpiries(account)), [refused, refused])
        assert.strictEqual(sent(), 2)
        yield* relink
        const linked = all(yield* storedToken(account))
        assert.deepStrictEqual(yield* askAll(others, afterExpiries(account, 0)), [linked, linked])
      })
    )
  )

  it.live("costs nothing where the provider takes the replaced token until the next is used", () =>
    inHarness(
      (harness) =>
        Effect.gen(function* () {
          const given = yield* killBeforeStored(harness)
          const token = yield* storedToken(harness.account)
          assert.deepStrictEqual(given, [all(token), all(token)])
          assert.isTrue(harness.served.isLive(token))
          assert.strictEqual(harness.sent(), 2)
          assert.deepStrictEqual(yield* reauthentications, [])
        }),
      { rotation: { mode: "rotate", grace: { untilUsed: true } } }
    )
  )

  it.live("leaves one re-authentication where it was refused, and the refusal is lost with it", () =>
    inHarness((harness) =>
      Effect.gen(function* () {
        const refuse = { _tag: "OAuthError", error: "invalid_grant" } as const
        harness.served.setFaults([{ match: { endpoint: "token" }, action: refuse }])
        const refused = all("ReauthenticationRequired")
        assert.deepStrictEqual(yield* killBeforeStored(harness), [refused, refused])
        assert.strictEqual((yield* reauthentications).length, 1)
        assert.strictEqual(harness.sent(), 2)
      })
    )
  )

  it.live("loses the token between the provider's answer and the write only, whenever it is killed", () =>
    inHarness(({ account, another, sent, served, sessions: [one, two] }) =>
      Effect.gen(function* () {
        const refused = all("ReauthenticationRequired")
        for (const [round, turns] of fc.sample(moments, 10).entries()) {
          const victim = yield* another
          const before = sent()
          const question = afterExpiries(account, round + 1)
          served.advanceTime(lifetime * 1_000)
          yield* victim.ask(question)
          while (sent() === before) yield* turn
          const answers = yield* Effect.forEach([one, two], ({ ask }) => ask(question))
          yield* Effect.replicateEffect(turn, turns, { discard: true })
          yield* victim.kill
          const given = yield* Effect.all(answers)
          const statuses = served
            .calls("token")
            .slice(before + 1)
            .map(({ status }) => status)
          const isLost = statuses.length > 1
          assert.deepStrictEqual(statuses, isLost ? [200, 400] : [200])
          const token = yield* storedToken(account)
          assert.deepStrictEqual(given, isLost ? [refused, refused] : [all(token), all(token)])
          if (isLost) yield* relink
          assert.isTrue(served.isLive(yield* storedToken(account)))
        }
      })
    )
  )
})
