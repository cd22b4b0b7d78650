/** What a host holds after clients that are slow or hostile, and after many starts and stops: what it held before. */
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import * as fc from "fast-check"
import { spawn } from "node:child_process"
import { once } from "node:events"
import { connect } from "node:net"
import type { Socket } from "node:net"
import { join } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { frame, handshakeAt } from "../http/RawClient.ts"
import { kill } from "../postgres/workers.ts"
import type { Held } from "./hostWorker.ts"

const token = "token-of-an-administrator"

/** Starts the process of a host, and counts the characters that it logs. */
const hostProcess = Effect.gen(function* () {
  const worker = join(import.meta.dirname, "hostWorker.ts")
  const options = ["--expose-gc", "--conditions=application-credentials-source"]
  const child = yield* Effect.acquireRelease(
    Effect.sync(() =>
      spawn(process.execPath, [...options, worker, token], { stdio: ["ignore", "pipe", "inherit", "ipc"] })
    ),
    kill
  )
  let logged = 0
  child.stdout?.on("data", ({ length }: Buffer) => (logged += length))
  const ask = async (what: "start" | "stop" | "held") => {
    child.send(what)
    const [answer] = await once(child, "message")
    return answer
  }
  return {
    start: (): Promise<string> => ask("start"),
    stop: (): Promise<string> => ask("stop"),
    held: (): Promise<Held> => ask("held"),
    logged: () => logged
  }
})

const comingIn = { type: "auth", access_token: token }

/** Opens a connection, sends all of this over it, and never reads. */
const openSlow = async (url: string, sent: Buffer): Promise<Socket> => {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.on("error", () => undefined).pause()
  socket.write(handshakeAt(hostname))
  socket.write(sent)
  await once(socket, "connect")
  return socket
}

type Payload = string | Uint8Array<ArrayBuffer>

/** Opens a connection as a browser does, sends all of this, and waits until the host hangs up. */
const sendAll = async (url: string, sent: ReadonlyArray<Payload>): Promise<void> => {
  const socket = new WebSocket(`${url.replace("http", "ws")}/api/websocket`)
  const closed = once(socket, "close")
  await once(socket, "open")
  for (const payload of sent) socket.send(payload)
  await closed
}

/** Runs as many at once as a process has connections for. */
const inTurns = async <A>(all: ReadonlyArray<A>, run: (one: A) => Promise<unknown>): Promise<void> => {
  for (let from = 0; from < all.length; from += 50) await Promise.all(all.slice(from, from + 50).map(run))
}

/** Clients that never come in, that stop in the middle of a frame, and a few that ask and never read. */
const slow = (count: number): ReadonlyArray<Buffer> =>
  Array.from({ length: count }, (_, index) => {
    if (index % 250 === 0) return Buffer.concat([frame(comingIn), ...lists])
    return index % 2 === 0 ? Buffer.alloc(0) : frame(comingIn).subarray(0, 20)
  })

const lists = Array.from({ length: 3_000 }, (_, index) =>
  frame({ id: index + 1, type: "application_credentials/list" })
)

/** What ends a connection that has not come in. */
const first: fc.Arbitrary<Payload> = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.jsonValue().map((value) => JSON.stringify(value)),
  fc.dictionary(fc.string(), fc.jsonValue()).map((members) => JSON.stringify({ type: "auth", ...members })),
  fc.integer({ min: 8_200, max: 100_000 }).map((length) => "x".repeat(length)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => new Uint8Array(bytes))
)

/** A command that is wrong, or asks for news without end. */
const command: fc.Arbitrary<object> = fc.record({
  type: fc.oneof(
    fc.string(),
    fc.constantFrom(
      "application_credentials/create",
      "application_credentials/delete",
      "application_credentials/update",
      "config_entries/subscribe",
      "config_entries/flow/subscribe",
      "frontend/get_translations",
      "unsubscribe_events"
    )
  ),
  domain: fc.jsonValue(),
  subscription: fc.jsonValue(),
  application_credentials_id: fc.string()
})

/** A hundred frames of one connection, the last of which ends it. */
const hostile: fc.Arbitrary<ReadonlyArray<Payload>> = fc
  .array(command, { minLength: 99, maxLength: 99 })
  .map((commands) => [
    JSON.stringify(comingIn),
    ...commands.map((members, index) => JSON.stringify({ id: index + 1, ...members })),
    "{"
  ])

/** By how many bytes a heap grows on which nothing is kept; two kilobytes of each slow client, ten of each start. */
const tolerance = 2_000_000

const assertSame = (after: Held, before: Held) => {
  assert.deepStrictEqual(after.handles, before.handles)
  assert.isBelow(after.bytes, before.bytes + tolerance)
}

/** Waits until a process has let go of all connections. A client has ten seconds to come in, or to read again. */
const untilSame = async (held: () => Promise<Held>, before: Held): Promise<Held> => {
  for (let tries = 0; tries < 40; tries += 1) {
    const now = await held()
    if (now.handles.length === before.handles.length) return now
    await sleep(500)
  }
  return held()
}

// Each has a process of its own, and the first waits: side by side.
describe.concurrent("a host holds what it held before", () => {
  it.live("once 1,000 slow clients have been cut off", () =>
    Effect.gen(function* () {
      const { held, start } = yield* hostProcess
      yield* Effect.promise(async () => {
        const url = await start()
        // What is made once, and stays.
        await inTurns(fc.sample(hostile, 10), (sent) => sendAll(url, sent))
        const before = await held()
        const sockets: Array<Socket> = []
        await inTurns(slow(1_000), async (sent) => sockets.push(await openSlow(url, sent)))
        assert.isAbove((await held()).handles.length, 100)
        assertSame(await untilSame(held, before), before)
        for (const socket of sockets) socket.destroy()
      })
    }).pipe(Effect.scoped)
  )

  it.live("after 10,000 hostile frames", () =>
    Effect.gen(function* () {
      const { held, logged, start } = yield* hostProcess
      yield* Effect.promise(async () => {
        const url = await start()
        const send = async (frames: number) => {
          const before = fc.sample(first, frames / 10).map((one) => [one])
          const after = fc.sample(hostile, (frames * 9) / 1_000)
          await inTurns([...before, ...after], (sent) => sendAll(url, sent))
        }
        await send(1_000)
        const before = await untilSame(held, await held())
        await send(10_000)
        assertSame(await untilSame(held, before), before)
        assert.isBelow(logged(), 1_000_000)
      })
    }).pipe(Effect.scoped)
  )

  it.live("after 200 starts and stops", () =>
    Effect.gen(function* () {
      const { held, start, stop } = yield* hostProcess
      yield* Effect.promise(async () => {
        const run = async () => {
          const socket = new WebSocket(`${(await start()).replace("http", "ws")}/api/websocket`)
          const closed = once(socket, "close")
          await once(socket, "open")
          await Promise.all([closed, stop()])
        }
        for (let count = 0; count < 20; count += 1) await run()
        const before = await held()
        for (let count = 0; count < 200; count += 1) await run()
        assertSame(await held(), before)
      })
    }).pipe(Effect.scoped)
  )
})
