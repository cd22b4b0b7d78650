import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { AccountLock, LinkedAccounts, OAuth2Session } from "../../src/index.ts"
import { layerSqlLocks } from "../../src/layers/sql/index.ts"
import { layerInstanceIn } from "./instance.ts"
import { link, serveProvider } from "./provider.ts"
import { emptySchema, layerClient } from "./server.ts"
import { kill, linesOf, start } from "./workers.ts"

describe("processes on one PostgreSQL", () => {
  it.live("refresh a rotating account in turns, and lose no token", () =>
    Effect.gen(function* () {
      const { served, url } = yield* serveProvider()
      const schema = yield* emptySchema
      yield* Effect.gen(function* () {
        const { id } = yield* link
        const times = 50
        const workers = [1, 2, 3].map(() => linesOf("refreshWorker.ts", schema, url, id, String(times)))
        const printed = yield* Effect.all(workers, { concurrency: "unbounded" })
        assert.deepStrictEqual(
          printed.map((lines) => lines.length),
          [times, times, times]
        )
        const sent = served.calls("token").length - 1
        const tokens = new Set(printed.flat())
        assert.strictEqual(tokens.size, sent, "each refresh that was sent gave a token of its own")
        const { token } = yield* LinkedAccounts.use((accounts) => accounts.get(id))
        assert.isTrue(tokens.has(Redacted.value(token.accessToken)))
        yield* OAuth2Session.use((session) => session.refresh(id))
      }).pipe(Effect.provide(layerInstanceIn(schema, url)))
    }).pipe(Effect.scoped)
  )

  it.live("give up an account's lock when they are killed", () =>
    Effect.gen(function* () {
      const schema = yield* emptySchema
      const worker = yield* Effect.acquireRelease(
        Effect.sync(() => start("lockWorker.ts", schema, "account")),
        kill
      )
      yield* Effect.promise(() => new Promise((resolve) => worker.stdout.once("data", resolve)))
      const { withLock } = yield* AccountLock
      const sql = yield* SqlClient.SqlClient
      let got = false
      const waiting = yield* Effect.forkChild(withLock("account")(Effect.sync(() => (got = true))), {
        startImmediately: true
      })
      yield* withLock("another")(Effect.void)
      yield* Effect.repeat(sql`SELECT pg_sleep(0.01)`, { times: 20 })
      assert.isFalse(got)
      worker.kill("SIGKILL")
      yield* Fiber.join(waiting)
      assert.isTrue(got)
    }).pipe(Effect.provide(Layer.provideMerge(layerSqlLocks, layerClient("public"))), Effect.scoped)
  )
})
