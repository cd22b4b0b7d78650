import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { inspect } from "node:util"
import {
  CredentialStore,
  LinkedAccount,
  LinkedAccounts,
  LinkingFlow,
  ReauthenticationRequired
} from "../../src/index.ts"
import type { LinkSource, Token } from "../../src/index.ts"
import { json } from "../Provider.ts"
import { agree, ending, link, makeInstance } from "./Instance.ts"

const start = (source?: LinkSource) => LinkingFlow.use((flow) => flow.start({ domain: "acme", source }))
const accounts = LinkedAccounts.use(({ list }) => list)
const pending = LinkingFlow.use((flow) => flow.pending)

describe("the end of a flow whose integration tells accounts apart", () => {
  let current = "alice"
  const identify = () => Effect.sync(() => ({ uniqueId: current, title: `Account of ${current}` }))
  const instance = () => Layer.fresh(makeInstance({ integration: { identify } }).layer)
  const as = (user: string) =>
    Effect.sync(() => {
      current = user
    })
  const relink = (type: "reauth" | "reconfigure", accountId: string) =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const started = yield* start({ type, accountId })
      const external = started.type === "form" ? yield* flow.confirm(started.flowId) : started
      return yield* flow.callback(agree(external))
    })

  it.effect("links each account once", () =>
    Effect.gen(function* () {
      const flow = yield* LinkingFlow
      yield* as("alice")
      const account = yield* link
      assert.strictEqual(account.title, "Account of alice")
      const again = yield* flow.callback(agree(yield* start()))
      assert.strictEqual(ending(again), "already_configured")
      yield* as("bob")
      yield* link
      assert.strictEqual((yield* accounts).length, 2)
    }).pipe(Effect.provide(instance()))
  )

  const complaint = ({ accessToken, extra }: Token) => {
    const query = new URLSearchParams({ access_token: Redacted.value(accessToken) })
    return new Error(`401 for ?${query} of ${String(Redacted.value(extra)["id_token"])}`)
  }
  it.effect.each([
    ["fails", (token: Token) => Effect.fail(complaint(token))],
    ["dies", (token: Token) => Effect.die(complaint(token))],
    [
      "throws",
      (token: Token): Effect.Effect<never> => {
        throw complaint(token)
      }
    ]
  ] as const)("makes no account where asking whose it is %s, and repeats no token", ([, identify]) => {
    const { layer } = makeInstance({
      answer: () => json({ access_token: "ACCESS+TOKEN", id_token: "IDENTITYTOKEN" }),
      integration: { identify }
    })
    return Effect.gen(function* () {
      const result = yield* LinkingFlow.use((flow) =>
        Effect.flatMap(start(), (started) => flow.callback(agree(started)))
      )
      assert.strictEqual(ending(result), "oauth_failed")
      const shown = inspect(result, { depth: null, showHidden: true })
      assert.include(shown, "401 for ?access_token=<redacted> of <redacted>")
      assert.deepStrictEqual(yield* accounts, [])
    }).pipe(Effect.provide(layer))
  })

  for (const type of ["reauth", "reconfigure"] as const) {
    describe(`after source ${type}`, () => {
      it.effect("updates the account that it began from, and makes no other", () =>
        Effect.gen(function* () {
          yield* as("alice")
          const account = yield* link
          assert.strictEqual(ending(yield* relink(type, account.id)), `${type}_successful`)
          const [only, ...others] = yield* accounts
          assert.deepStrictEqual(others, [])
          assert.strictEqual(only?.id, account.id)
          assert.strictEqual(only && Redacted.value(only.token.accessToken), "ACCESSTOKEN2")
        }).pipe(Effect.provide(instance()))
      )

      it.effect("ends the provider's refusal, and a re-authentication that waits", () =>
        Effect.gen(function* () {
          yield* as("alice")
          const { id } = yield* link
          const refusal = new ReauthenticationRequired({
            domain: "acme_id",
            operation: "refresh",
            reason: "rejected",
            message: "refused"
          })
          yield* LinkedAccounts.use((store) => store.update(id, { refusal }))
          yield* start({ type: "reauth", accountId: id })
          assert.strictEqual((yield* pending).length, 1)
          yield* relink(type, id)
          assert.deepStrictEqual(
            (yield* accounts).map((account) => account.refusal),
            [undefined]
          )
          assert.deepStrictEqual(yield* pending, [])
        }).pipe(Effect.provide(instance()))
      )

      it.effect("refuses someone else, and changes nothing", () =>
        Effect.gen(function* () {
          yield* as("alice")
          const account = yield* link
          yield* as("bob")
          assert.strictEqual(ending(yield* relink(type, account.id)), "wrong_account")
          assert.deepStrictEqual(yield* accounts, [account])
        }).pipe(Effect.provide(instance()))
      )

      it.effect("learns whose an old account is, unless that one is linked already", () =>
        Effect.gen(function* () {
          const store = yield* LinkedAccounts
          yield* as("alice")
          const { id: _, uniqueId: __, ...old } = yield* link
          const unknown = yield* store.create(old)
          assert.strictEqual(ending(yield* relink(type, unknown.id)), "wrong_account")
          yield* as("bob")
          assert.strictEqual(ending(yield* relink(type, unknown.id)), `${type}_successful`)
          assert.strictEqual((yield* store.get(unknown.id)).uniqueId, "bob")
        }).pipe(Effect.provide(instance()))
      )

      it.effect("says that the account was removed meanwhile", () =>
        Effect.gen(function* () {
          yield* as("alice")
          const { id } = yield* link
          const flow = yield* LinkingFlow
          const started = yield* start({ type, accountId: id })
          const external = started.type === "form" ? yield* flow.confirm(started.flowId) : started
          yield* LinkedAccounts.use((store) => store.remove(id))
          const error = yield* Effect.flip(flow.callback(agree(external)))
          assert.strictEqual(error._tag, "AccountNotFound")
          assert.deepStrictEqual(yield* accounts, [])
        }).pipe(Effect.provide(instance()))
      )
    })
  }
})

describe("the end of a flow", () => {
  it.effect("makes no account with a credential that was deleted while the code was exchanged", () => {
    let remove: Effect.Effect<unknown> = Effect.void
    const { layer } = makeInstance({
      answer: async () => {
        await Effect.runPromise(remove)
        return json({ access_token: "ACCESSTOKEN" })
      }
    })
    return Effect.gen(function* () {
      const flow = yield* LinkingFlow
      const store = yield* CredentialStore
      remove = Effect.orDie(store.remove("acme_id"))
      const result = yield* flow.callback(agree(yield* start()))
      assert.strictEqual(ending(result), "oauth_implementation_unavailable")
      assert.deepStrictEqual(yield* accounts, [])
    }).pipe(Effect.provide(layer))
  })

  it.effect("ends the integration's discovery", () =>
    Effect.gen(function* () {
      yield* start({ type: "dhcp" })
      yield* link
      assert.deepStrictEqual(yield* pending, [])
    }).pipe(Effect.provide(makeInstance().layer))
  )

  it.effect("leaves the flows of other accounts alone", () =>
    Effect.gen(function* () {
      const { id, ...first } = yield* link
      const other = yield* LinkedAccounts.use((store) => store.create(new LinkedAccount({ id, ...first })))
      yield* start({ type: "reauth", accountId: other.id })
      yield* start()
      yield* link
      assert.strictEqual((yield* pending).length, 2)
    }).pipe(Effect.provide(makeInstance().layer))
  )
})
