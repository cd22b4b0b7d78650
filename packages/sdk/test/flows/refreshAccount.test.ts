import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit, Fiber, Layer, Redacted, Scope } from "effect"
import { TestClock } from "effect/testing"
import {
  CredentialStore,
  LinkedAccounts,
  LinkingFlow,
  OAuth2Session,
  removeAccount,
  Token
} from "../../src/index.ts"
import type { LinkedAccount } from "../../src/index.ts"
import { json } from "../Provider.ts"
import { held, settle, until } from "./held.ts"
import { agree, ending, link, makeInstance, strict } from "./Instance.ts"

const validToken = (accountId: string) => OAuth2Session.use((session) => session.validToken(accountId))
const refresh = (accountId: string) => OAuth2Session.use((session) => session.refresh(accountId))
const access = (token: Token): string => Redacted.value(token.accessToken)
const account = (accountId: string) => LinkedAccounts.use((accounts) => accounts.get(accountId))

/** A second session over the same storage, as in another process. */
const elsewhere = Layer.fresh(OAuth2Session.layer)

describe("a refresh", () => {
  const expired = held()
  const many = makeInstance({ answer: expired.slow })
  it.effect("is sent once for ten thousand callers with an expired token", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      yield* TestClock.adjust("1 hour")
      const callers = Array.from({ length: 10_000 }, () => validToken(id))
      const fiber = yield* Effect.forkChild(Effect.all(callers, { concurrency: "unbounded" }))
      yield* until(() => expired.waiting() > 0)
      yield* expired.release
      assert.deepStrictEqual(new Set((yield* Fiber.join(fiber)).map(access)), new Set(["ACCESSTOKEN2"]))
      assert.strictEqual(many.seen.length, 2)
    }).pipe(Effect.provide(many.layer))
  )

  const shared = held()
  const two = makeInstance({ answer: shared.slow })
  it.effect("is sent once by two processes that share the storage", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      const here = yield* Effect.forkChild(refresh(id))
      yield* until(() => shared.waiting() === 1)
      const there = yield* Effect.forkChild(Effect.provide(refresh(id), elsewhere), {
        startImmediately: true
      })
      yield* shared.release
      assert.strictEqual(access(yield* Fiber.join(here)), "ACCESSTOKEN2")
      assert.strictEqual(access(yield* Fiber.join(there)), "ACCESSTOKEN2")
      assert.strictEqual(two.seen.length, 2)
    }).pipe(Effect.provide(two.layer))
  )

  const rejected = makeInstance()
  it.effect("of a token that was replaced meanwhile sends nothing", () =>
    Effect.gen(function* () {
      const { id, token } = yield* link
      const session = yield* OAuth2Session
      assert.strictEqual(access(yield* session.refresh(id, token)), "ACCESSTOKEN2")
      assert.strictEqual(access(yield* session.refresh(id, token)), "ACCESSTOKEN2")
      assert.strictEqual(rejected.seen.length, 2)
    }).pipe(Effect.provide(rejected.layer))
  )

  it.effect("ends and is stored before its instance closes", () => {
    const provider = held()
    const { layer } = makeInstance({ answer: provider.slow })
    return Effect.gen(function* () {
      const { id } = yield* link
      const scope = yield* Scope.make()
      const session = yield* Layer.buildWithScope(elsewhere, scope)
      yield* Effect.forkChild(Effect.provide(refresh(id), session))
      yield* until(() => provider.waiting() === 1)
      const closing = yield* Effect.forkChild(Scope.close(scope, Exit.void), { startImmediately: true })
      assert.isUndefined(closing.pollUnsafe())
      yield* provider.release
      yield* Fiber.join(closing)
      assert.strictEqual(access((yield* account(id)).token), "ACCESSTOKEN2")
    }).pipe(Effect.provide(layer))
  })

  it.effect("does not undo a link that the user made meanwhile", () => {
    const provider = held((_, count) =>
      json({ access_token: `ACCESSTOKEN${count}`, refresh_token: `REFRESHTOKEN${count}` })
    )
    const { layer } = makeInstance({ answer: provider.slow })
    return Effect.gen(function* () {
      const { id } = yield* link
      const refreshing = yield* Effect.forkChild(refresh(id))
      yield* until(() => provider.waiting() === 1)
      const flow = yield* LinkingFlow
      const started = yield* flow.start({ domain: "acme", source: { type: "reconfigure", accountId: id } })
      const linking = yield* Effect.forkChild(flow.callback(agree(started)))
      yield* settle
      yield* provider.release
      yield* Fiber.join(refreshing)
      assert.strictEqual(ending(yield* Fiber.join(linking)), "reconfigure_successful")
      assert.strictEqual(access((yield* account(id)).token), "ACCESSTOKEN3")
    }).pipe(Effect.provide(layer))
  })

  it.effect("ends before its account is removed, and brings it back for nobody", () => {
    const provider = held()
    const { layer } = makeInstance({ answer: provider.slow })
    return Effect.gen(function* () {
      const { id } = yield* link
      const refreshing = yield* Effect.forkChild(refresh(id))
      yield* until(() => provider.waiting() === 1)
      const removing = yield* Effect.forkChild(removeAccount(id), { startImmediately: true })
      yield* provider.release
      assert.strictEqual(access(yield* Fiber.join(refreshing)), "ACCESSTOKEN2")
      assert.strictEqual(access((yield* Fiber.join(removing)).account.token), "ACCESSTOKEN2")
      assert.strictEqual((yield* Effect.flip(refresh(id)))._tag, "AccountNotFound")
      assert.deepStrictEqual(yield* LinkedAccounts.use(({ list }) => list), [])
    }).pipe(Effect.provide(layer))
  })
})

describe("a refusal of a secret that was replaced meanwhile", () => {
  it.effect("is no refusal of the next", () => {
    let replace: Effect.Effect<unknown> = Effect.void
    const { layer, seen } = makeInstance({
      answer: async ({ form }, count) => {
        if (count === 2) await Effect.runPromise(replace)
        return form.has("code") || form.get("client_secret") === "NEXTSECRET"
          ? json({ access_token: `ACCESSTOKEN${count}`, refresh_token: `REFRESHTOKEN${count}` })
          : json({ error: "invalid_client" }, { status: 401 })
      }
    })
    return Effect.gen(function* () {
      const { id } = yield* link
      const store = yield* CredentialStore
      replace = Effect.orDie(store.rotateSecret("acme_id", Redacted.make("NEXTSECRET")))
      assert.strictEqual(access(yield* refresh(id)), "ACCESSTOKEN3")
      assert.strictEqual(seen.length, 3)
      assert.deepStrictEqual(yield* LinkingFlow.use(({ pending }) => pending), [])
    }).pipe(Effect.provide(layer))
  })
})

describe("a refusal of a token that was replaced meanwhile", () => {
  it.effect("is no refusal of the next", () => {
    let replace: Effect.Effect<unknown> = Effect.void
    const { layer, seen } = makeInstance({
      answer: async ({ form }) => {
        if (form.has("code")) return json({ access_token: "ACCESSTOKEN1", refresh_token: "REFRESHTOKEN1" })
        await Effect.runPromise(replace)
        return json({ error: "invalid_grant" }, { status: 400 })
      }
    })
    return Effect.gen(function* () {
      const { id, token } = yield* link
      const accounts = yield* LinkedAccounts
      const next = new Token({ ...token, accessToken: Redacted.make("NEXTTOKEN") })
      replace = Effect.orDie(accounts.update(id, { token: next }))
      assert.strictEqual(access(yield* refresh(id)), "NEXTTOKEN")
      assert.strictEqual(access(yield* validToken(id)), "NEXTTOKEN")
      assert.strictEqual(seen.length, 2)
      assert.deepStrictEqual(yield* LinkingFlow.use(({ pending }) => pending), [])
    }).pipe(Effect.provide(layer))
  })
})

describe("a refusal by the provider", () => {
  const refused = (callers = 10) => {
    const answer = strict()
    const provider = held(({ form, ...seen }, count) =>
      form.get("refresh_token") === "REFRESHTOKEN1"
        ? json({ error: "invalid_grant" }, { status: 400 })
        : answer({ form, ...seen }, count)
    )
    const { layer, seen } = makeInstance({ answer: provider.slow })
    const begun = Effect.gen(function* () {
      const linked: LinkedAccount = yield* link
      const calls = Array.from({ length: callers }, () => Effect.flip(refresh(linked.id)))
      const fiber = yield* Effect.forkChild(Effect.all(calls, { concurrency: "unbounded" }))
      yield* until(() => provider.waiting() === 1)
      yield* provider.release
      return { id: linked.id, errors: yield* Fiber.join(fiber) }
    })
    return { begun, layer, seen, provider }
  }

  it.effect("begins one re-authentication, however many callers meet it", () => {
    const { begun, layer, seen } = refused(10_000)
    return Effect.gen(function* () {
      const { id, errors } = yield* begun
      assert.deepStrictEqual(new Set(errors.map(({ _tag }) => _tag)), new Set(["ReauthenticationRequired"]))
      assert.strictEqual(seen.length, 2)
      const [flow, ...others] = yield* LinkingFlow.use(({ pending }) => pending)
      assert.deepStrictEqual(others, [])
      const source = { type: "reauth", accountId: id, cause: "refresh" } as const
      assert.deepInclude(flow, { source, step: { id: "reauth_confirm" } })
    }).pipe(Effect.provide(layer))
  })

  it.effect("lasts: nothing is sent again, in this process or another", () => {
    const { begun, layer, seen } = refused()
    return Effect.gen(function* () {
      const { id } = yield* begun
      for (const session of [Layer.empty, elsewhere]) {
        const { token } = yield* account(id)
        const other = new Token({ ...token, accessToken: Redacted.make("OTHERTOKEN") })
        const rejected = OAuth2Session.use((session) => session.refresh(id, other))
        for (const attempt of [refresh(id), validToken(id), rejected]) {
          const error = yield* Effect.flip(Effect.provide(attempt, session))
          assert.strictEqual(error._tag, "ReauthenticationRequired")
        }
      }
      assert.strictEqual(seen.length, 2)
      assert.strictEqual((yield* LinkingFlow.use(({ pending }) => pending)).length, 1)
    }).pipe(Effect.provide(layer))
  })

  it.effect("ends when the user links the account again", () => {
    const { begun, layer, provider } = refused()
    return Effect.gen(function* () {
      const { id } = yield* begun
      const flow = yield* LinkingFlow
      const [waiting] = yield* flow.pending
      const external = yield* flow.confirm(waiting?.flowId ?? "")
      assert.strictEqual(ending(yield* flow.callback(agree(external))), "reauth_successful")
      assert.strictEqual(access(yield* validToken(id)), "ACCESSTOKEN3")
      const fiber = yield* Effect.forkChild(refresh(id))
      yield* until(() => provider.waiting() === 1)
      yield* provider.release
      assert.strictEqual(access(yield* Fiber.join(fiber)), "ACCESSTOKEN4")
    }).pipe(Effect.provide(layer))
  })

  it.effect("is asked for again once the credential has a new secret", () => {
    const { begun, layer, provider, seen } = refused()
    return Effect.gen(function* () {
      const { id } = yield* begun
      yield* CredentialStore.use((store) => store.rotateSecret("acme_id", Redacted.make("NEXTSECRET")))
      const fiber = yield* Effect.forkChild(Effect.flip(refresh(id)))
      yield* until(() => provider.waiting() === 1)
      yield* provider.release
      yield* Fiber.join(fiber)
      assert.deepStrictEqual(
        seen.slice(1).map(({ form }) => form.get("client_secret")),
        ["CLIENTSECRET", "NEXTSECRET"]
      )
    }).pipe(Effect.provide(layer))
  })
})
