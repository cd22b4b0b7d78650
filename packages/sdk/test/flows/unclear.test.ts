/** What becomes of an account whose provider answers neither with a token nor with a refusal. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, Schedule } from "effect"
import { TestClock } from "effect/testing"
import {
  ClientCredential,
  CredentialStore,
  LinkedAccounts,
  LinkingFlow,
  makeRefreshPolicy,
  OAuth2Session,
  RefreshPolicy
} from "../../src/index.ts"
import { json } from "../Provider.ts"
import { link, makeInstance, strict } from "./Instance.ts"

const html = (status: number) =>
  new Response("<html><h1>Forbidden</h1></html>", { status, headers: { "content-type": "text/html" } })

/** A provider that answers refreshes with something else for as long as it is told to. */
const makeFog = (fog: () => Response) => {
  const grant = strict()
  const state = { isFoggy: true, refreshes: 0 }
  const { layer } = makeInstance({
    answer: (seen, count) => {
      if (seen.form.has("code")) return grant(seen, count)
      state.refreshes++
      return state.isFoggy ? fog() : grant(seen, count)
    }
  })
  return { state, layer: Layer.provideMerge(layer, sentOnce) }
}

const sentOnce = Layer.succeed(RefreshPolicy, makeRefreshPolicy({ schedule: Schedule.recurs(0) }))

const fogs: ReadonlyArray<[string, () => Response]> = [
  ["a 403 in HTML", () => html(403)],
  ["a 404", () => html(404)],
  ["a 408", () => html(408)],
  ["a 425", () => html(425)],
  ["a login page", () => html(200)],
  ["an error that nobody knows, in a 200", () => json({ error: "busy" })],
  ["Withings' 601", () => json({ status: 601, body: {}, error: "Too Many Requests" })],
  ["a redirect", () => new Response(null, { status: 302, headers: { location: "https://elsewhere.test" } })],
  ["a token response without a token", () => json({ expires_in: 3600 })]
]

const refresh = (id: string) => OAuth2Session.use((session) => session.refresh(id))
const pending = LinkingFlow.use((flow) => flow.pending)

describe("An answer that is unclear", () => {
  it.effect.each(fogs)("such as %s costs no account, and the next refresh gets its token", ([, fog]) => {
    const { layer, state } = makeFog(fog)
    return Effect.gen(function* () {
      const { id } = yield* link
      assert.notStrictEqual((yield* Effect.flip(refresh(id)))._tag, "ReauthenticationRequired")
      assert.deepStrictEqual(yield* pending, [])
      state.isFoggy = false
      yield* TestClock.adjust("1 minute")
      yield* refresh(id)
      const account = yield* LinkedAccounts.use((accounts) => accounts.get(id))
      assert.isUndefined(account.unclearSince)
    }).pipe(Effect.provide(layer))
  })

  it.effect("is asked for again later each time", () => {
    const { layer, state } = makeFog(() => html(200))
    return Effect.gen(function* () {
      const { id } = yield* link
      const times: Array<number> = []
      for (let minute = 0; minute < 600; minute++) {
        const before = state.refreshes
        yield* Effect.flip(refresh(id))
        if (state.refreshes > before) times.push(minute)
        yield* TestClock.adjust("1 minute")
      }
      const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
      assert.deepStrictEqual(gaps.slice(0, 8), [1, 2, 4, 8, 16, 32, 60, 60])
    }).pipe(Effect.provide(layer))
  })

  it.effect("begins one re-authentication where it continues for a day, over any number of processes", () => {
    const { layer } = makeFog(() => html(403))
    return Effect.gen(function* () {
      const { id } = yield* link
      for (let hour = 0; hour < 24; hour++) {
        const elsewhere = Layer.fresh(OAuth2Session.layer)
        const error = yield* Effect.flip(Effect.provide(refresh(id), elsewhere))
        assert.strictEqual(error._tag, "TokenEndpointUnavailable", `hour ${hour}`)
        assert.deepStrictEqual(yield* pending, [])
        yield* TestClock.adjust("1 hour")
      }
      const error = yield* Effect.flip(Effect.provide(refresh(id), Layer.fresh(OAuth2Session.layer)))
      assert.deepInclude(error, { _tag: "ReauthenticationRequired", reason: "unclear" })
      assert.deepStrictEqual(
        (yield* pending).map(({ step }) => step.id),
        ["reauth_confirm"]
      )
    }).pipe(Effect.provide(layer))
  })

  it.effect("begins none where the provider is known to be away", () => {
    const { layer } = makeFog(() => html(503))
    return Effect.gen(function* () {
      const { id } = yield* link
      for (let hour = 0; hour < 72; hour++) {
        yield* Effect.flip(refresh(id))
        yield* TestClock.adjust("1 hour")
      }
      assert.deepStrictEqual(yield* pending, [])
    }).pipe(Effect.provide(layer))
  })
})

describe("An implementation that is gone", () => {
  const { layer } = makeInstance()
  it.effect("begins one re-authentication, which ends once it is there again", () =>
    Effect.gen(function* () {
      const { id } = yield* link
      const store = yield* CredentialStore
      // Home Assistant's file was edited by hand: the store itself refuses to remove what is in use.
      yield* LinkedAccounts.use((accounts) => accounts.update(id, { authImplementation: "acme_other" }))
      for (let times = 0; times < 2; times++) {
        assert.strictEqual((yield* Effect.flip(refresh(id)))._tag, "ImplementationUnknown")
        assert.deepStrictEqual(
          (yield* pending).map(({ source, step }) => [source.type, step.id]),
          [["reauth", "reauth_confirm"]]
        )
      }
      const credential = new ClientCredential({
        clientId: "other",
        clientSecret: Redacted.make("OTHERSECRET")
      })
      yield* store.create({ domain: "acme", credential })
      yield* refresh(id)
      assert.deepStrictEqual(yield* pending, [])
    }).pipe(Effect.provide(Layer.provideMerge(layer, sentOnce)))
  )
})

describe("A re-authentication that waits for its user", () => {
  it.effect("ends once the account works again, also in another process", () => {
    const provider = { refuses: true }
    const grant = strict()
    const { layer } = makeInstance({
      answer: (seen, count) =>
        provider.refuses && seen.form.has("refresh_token")
          ? json({ error: "invalid_client" }, { status: 401 })
          : grant(seen, count)
    })
    return Effect.gen(function* () {
      const { id } = yield* link
      yield* Effect.flip(refresh(id))
      assert.strictEqual((yield* pending).length, 1)
      yield* CredentialStore.use((store) => store.rotateSecret("acme_id", Redacted.make("NEXTSECRET")))
      provider.refuses = false
      yield* Effect.provide(refresh(id), Layer.fresh(OAuth2Session.layer))
      assert.deepStrictEqual(yield* pending, [])
    }).pipe(Effect.provide(layer))
  })

  it.effect("is left alone where somebody else began it", () => {
    const { layer } = makeInstance()
    return Effect.gen(function* () {
      const { id } = yield* link
      yield* LinkingFlow.use((flow) =>
        flow.start({ domain: "acme", source: { type: "reauth", accountId: id } })
      )
      yield* refresh(id)
      assert.strictEqual((yield* pending).length, 1)
    }).pipe(Effect.provide(layer))
  })
})
