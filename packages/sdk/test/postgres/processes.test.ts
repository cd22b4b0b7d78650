import { MockProvider } from "@application-credentials/mock-provider"
import { serve } from "@application-credentials/mock-provider/node"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber, Layer, Redacted } from "effect"
import { SqlClient } from "effect/sql"
import { spawn } from "node:child_process"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { AccountLock, CredentialStore, LinkedAccounts, LinkingFlow, OAuth2Session } from "../../src/index.ts"
import { layerSqlLocks } from "../../src/layers/sql/index.ts"
import { credential } from "../StrictProvider.ts"
import { layerInstanceIn } from "./instance.ts"
import { emptySchema, layerClient } from "./server.ts"

/** A strict provider on a port: a refresh token that is used twice ends all of its account. */
const provider = Effect.acquireRelease(
  Effect.promise(() =>
    serve((url) =>
      MockProvider.make({
        issuer: url,
        clients: [
          {
            clientId: credential.clientId,
            clientSecret: credential.clientSecret,
            authentication: "client_secret_post",
            redirectUris: ["https://home.test/auth/external/callback"]
          }
        ]
      })
    )
  ),
  (server) => Effect.promise(() => server[Symbol.asyncDispose]())
)

/** Starts a worker beside this file. */
const start = (file: string, ...args: ReadonlyArray<string>) =>
  spawn(
    process.execPath,
    ["--conditions=application-credentials-source", join(import.meta.dirname, file), ...args],
    { stdio: ["ignore", "pipe", "inherit"] }
  )

/** Runs a worker to its end, and gives the lines that it printed. */
const linesOf = (file: string, ...args: ReadonlyArray<string>) =>
  Effect.promise(async () => {
    const worker = start(file, ...args)
    const lines: Array<string> = []
    for await (const line of createInterface(worker.stdout)) lines.push(line)
    return lines
  })

const link = Effect.gen(function* () {
  const flow = yield* LinkingFlow
  yield* CredentialStore.use((store) => store.create({ domain: "acme", credential }))
  const started = yield* flow.start({ domain: "acme" })
  if (started.type !== "external") return assert.fail(JSON.stringify(started))
  const answer = yield* Effect.promise(() => fetch(started.url, { redirect: "manual" }))
  const { searchParams } = new URL(answer.headers.get("location") ?? "")
  const result = yield* flow.callback(searchParams)
  return result.type === "create_entry" ? result.account : assert.fail(JSON.stringify(result))
})

describe("processes on one PostgreSQL", () => {
  it.live("refresh a rotating account in turns, and lose no token", () =>
    Effect.gen(function* () {
      const { served, url } = yield* provider
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
        (worker) => Effect.sync(() => worker.kill("SIGKILL"))
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
