import { assert, describe, it } from "@effect/vitest"
import { Array, Effect, Stream } from "effect"
import { CredentialStore, LinkedAccounts, LinkingFlow, removeAccount, Storage } from "../../src/index.ts"
import { agree, ending, makeInstance } from "./Instance.ts"

describe("what becomes of flows", () => {
  it.effect("is reported to those who look on, step by step", () =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const changes = yield* flow.changes
      const started = yield* flow.start({ domain: "acme", owner: "ada" })
      yield* flow.callback(agree(started))
      const { flowId } = yield* flow.start({ domain: "acme" })
      yield* flow.cancel(flowId)
      const told = yield* Stream.runCollect(Stream.take(changes, 4))
      assert.deepStrictEqual(
        Array.fromIterable(told).map(({ flow, result }) => [
          flow.flowId === started.flowId,
          flow.domain,
          result === undefined ? "cancelled" : ending(result)
        ]),
        [
          [true, "acme", "external"],
          [true, "acme", "create_entry"],
          [false, "acme", "external"],
          [false, "acme", "cancelled"]
        ]
      )
    }).pipe(Effect.scoped, Effect.provide(makeInstance().layer))
  )

  it.effect("leaves the account to the user who began", () =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const linked = yield* flow.callback(agree(yield* flow.start({ domain: "acme", owner: "ada" })))
      assert.strictEqual(linked.type === "create_entry" ? linked.account.owner : undefined, "ada")
    }).pipe(Effect.provide(makeInstance().layer))
  )

  it.effect("can continue with another device, where the provider offers that", () =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const started = yield* flow.start({ domain: "acme" })
      assert.strictEqual("deviceFlow" in started, false)
      const repeated = yield* flow.repeat(started.flowId, { device: true })
      assert.strictEqual(repeated.type, "external")
    }).pipe(Effect.provide(makeInstance().layer))
  )
})

describe("what is written", () => {
  it.effect("is reported once it lasts, by the name of the record", () =>
    Effect.gen(function* () {
      const changes = yield* Effect.flatMap(Storage, (storage) => storage.changes)
      const flow = yield* LinkingFlow
      const linked = yield* flow.callback(agree(yield* flow.start({ domain: "acme" })))
      if (linked.type !== "create_entry") return assert.fail("no account was made")
      const { id } = linked.account
      const [credential] = yield* CredentialStore.use(({ list }) => list)
      yield* removeAccount(id)
      const told = changes.pipe(
        Stream.filter(({ collection }) => collection === "application_credentials.accounts"),
        Stream.take(2),
        Stream.runCollect
      )
      const expected = { collection: "application_credentials.accounts", id }
      assert.deepStrictEqual(Array.fromIterable(yield* told), [expected, expected])
      assert.deepStrictEqual(yield* LinkedAccounts.use(({ list }) => list), [])
      assert.strictEqual(credential?.domain, "acme")
    }).pipe(Effect.scoped, Effect.provide(makeInstance().layer))
  )
})
