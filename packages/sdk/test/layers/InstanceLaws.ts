/** What holds for an instance in every layer of storage that lasts. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import type { Scope } from "effect"
import { CredentialStore, LinkedAccounts, LinkingFlow, OAuth2Session } from "../../src/index.ts"
import type { Token } from "../../src/index.ts"
import { agree, link, makeInstance, strict } from "../flows/Instance.ts"
import type { StorageLayer } from "../services/LinkedAccountsLaws.ts"

const access = (token: Token): string => Redacted.value(token.accessToken)
const refresh = (accountId: string) => OAuth2Session.use((session) => session.refresh(accountId))
const stored = (accountId: string) => LinkedAccounts.use((accounts) => accounts.get(accountId))

/** Adds the tests of one layer. `place` gives each test a place of its own, at which instances are built. */
export const suite = (name: string, place: Effect.Effect<StorageLayer, unknown, Scope.Scope>) => {
  /** Instances at one place, one after the other, and the provider that they share. */
  const instances = Effect.map(place, (storage) => {
    const answer = strict()
    const start = (credentials: ReadonlyArray<string>) => makeInstance({ answer, credentials, storage })
    return { first: start(["id"]), next: start([]), last: start([]) }
  })

  describe(`an instance ${name}`, () => {
    it.effect("ends a flow that it began before a restart, once", () =>
      Effect.gen(function* () {
        const { first, next, last } = yield* instances
        const started = yield* LinkingFlow.use((flow) => flow.start({ domain: "acme" })).pipe(
          Effect.provide(first.layer)
        )
        const callback = LinkingFlow.use((flow) => flow.callback(agree(started)))
        assert.strictEqual((yield* Effect.provide(callback, next.layer)).type, "create_entry")
        const again = yield* Effect.flip(Effect.provide(callback, last.layer))
        assert.propertyVal(again, "_tag", "StateReplayed")
      })
    )

    it.effect("continues with the refresh token of before a restart", () =>
      Effect.gen(function* () {
        const { first, next } = yield* instances
        const { id } = yield* Effect.provide(
          Effect.tap(link, ({ id }) => refresh(id)),
          first.layer
        )
        assert.strictEqual(first.seen.length, 2)
        const [before, after] = yield* Effect.all([stored(id), refresh(id)]).pipe(Effect.provide(next.layer))
        assert.strictEqual(access(before.token), "ACCESSTOKEN2")
        assert.strictEqual(next.seen[0]?.form.get("refresh_token"), "REFRESHTOKEN2")
        assert.notStrictEqual(access(after), "ACCESSTOKEN2")
      })
    )

    it.effect("sends one refresh for any number of callers at once, and has stored what they get", () =>
      Effect.gen(function* () {
        const { first, next } = yield* instances
        const id = yield* Effect.gen(function* () {
          const { id } = yield* link
          const tokens = yield* Effect.all(
            Array.from({ length: 20 }, () => refresh(id)),
            { concurrency: "unbounded" }
          )
          assert.deepStrictEqual(new Set(tokens.map(access)), new Set(["ACCESSTOKEN2"]))
          assert.strictEqual(first.seen.length, 2)
          return id
        }).pipe(Effect.provide(first.layer))
        const elsewhere = yield* Effect.provide(stored(id), next.layer)
        assert.strictEqual(access(elsewhere.token), "ACCESSTOKEN2")
      })
    )

    it.effect("keeps a credential that another instance at its place has linked an account with", () =>
      Effect.gen(function* () {
        const { first, next } = yield* instances
        const { authImplementation } = yield* Effect.provide(link, first.layer)
        const remove = CredentialStore.use((store) => store.remove(authImplementation))
        const error = yield* Effect.flip(Effect.provide(remove, next.layer))
        assert.propertyVal(error, "_tag", "CredentialInUse")
      })
    )
  })
}
