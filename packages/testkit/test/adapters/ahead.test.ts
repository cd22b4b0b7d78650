import { ChildProcess } from "node:child_process"
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import { once } from "node:events"
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import * as ModuleWorker from "../../src/adapters/ModuleWorker.ts"
import { nothingYet } from "../../src/adapters/RunningWorker.ts"
import { platform, writeTree } from "./folders.ts"

/** A process that runs no module: it says what the module's file holds when it is told to load it. */
const entry = `
import { readFileSync, readSync, writeSync } from "node:fs"
const read = (size) => {
  const bytes = Buffer.alloc(size)
  for (let at = 0; at < size; ) {
    const got = readSync(3, bytes, at, size - at, null)
    if (got === 0) process.exit()
    at += got
  }
  return bytes
}
const secret = read(32)
const hear = () => JSON.parse(read(read(4).readUInt32LE()))
const say = (message) => {
  const header = Buffer.alloc(5)
  const body = Buffer.from(JSON.stringify(message))
  header[0] = 1
  header.writeUInt32LE(body.length, 1)
  writeSync(3, Buffer.concat([secret, header, body]))
}
const { modulePath } = hear()
say({ _tag: "ready" })
hear()
const imports = [{ package: readFileSync(modulePath, "utf8"), standIn: false, importedBy: String(process.pid) }]
say({ _tag: "loaded", module: { ...${JSON.stringify(nothingYet)}, imports } })
hear()
`

/** The processes that are started from here on, in their order. */
const processes = Effect.acquireRelease(
  Effect.sync(() => {
    const started: Array<ChildProcess> = []
    const note = (message: unknown) => {
      const { process: child } = Object(message)
      if (child instanceof ChildProcess) started.push(child)
    }
    subscribe("child_process", note)
    return { started, note }
  }),
  ({ note }) => Effect.sync(() => void unsubscribe("child_process", note))
)

/** The process of an integration, started ahead of it. */
const startAhead = Effect.fnUntraced(function* (text = "old", files: Record<string, string> = {}) {
  const root = yield* writeTree({
    "entry.mjs": entry,
    "acme/application_credentials.js": text,
    "node_modules/helper/package.json": '{"name":"helper","version":"1.0.0"}',
    ...files
  })
  const { started } = yield* processes
  const { load } = yield* ModuleWorker.make({
    isolation: "process",
    language: "typescript",
    entry: pathToFileURL(join(root, "entry.mjs")),
    integration: { modulePath: join(root, "acme/application_credentials.js"), domain: "acme" },
    stackMb: 4,
    ahead: true
  })
  const write = (name: string, content: string) => writeFileSync(join(root, name), content)
  /** What the module's file held, and whether the process that was started first has read it. */
  const loaded = Effect.map(load, ({ imports: [seen] }) => [
    seen?.package,
    seen?.importedBy === String(started[0]?.pid)
  ])
  return { loaded, started, write }
})

const ended = (child: ChildProcess | undefined) =>
  child === undefined || child.exitCode !== null || child.signalCode !== null
    ? Effect.void
    : Effect.promise(() => once(child, "exit"))

const imports = (name: string) => `import "${name}"`

describe("a process that is started ahead of its module", () => {
  it.live("waits, and loads the module as it is by then", () =>
    Effect.gen(function* () {
      const { loaded, started, write } = yield* startAhead()
      expect(started).toHaveLength(1)
      write("acme/application_credentials.js", "new")
      expect(yield* loaded).toEqual(["new", true])
      expect(started).toHaveLength(1)
    }).pipe(Effect.provide(platform))
  )

  it.live("is another where it has ended meanwhile", () =>
    Effect.gen(function* () {
      const { loaded, started } = yield* startAhead()
      started[0]?.kill("SIGKILL")
      yield* ended(started[0])
      expect(yield* loaded).toEqual(["old", false])
    }).pipe(Effect.provide(platform))
  )

  it.live.each([
    ["a package that the module imports now", "acme/application_credentials.js", imports("helper")],
    ["a manifest of the module's own", "acme/package.json", '{"type":"module"}'],
    ["how the folders above have JavaScript read", "package.json", '{"type":"module"}']
  ] as const)("is another where what it may have looked at is not as it was: %s", ([_, name, content]) =>
    Effect.gen(function* () {
      const { loaded, started, write } = yield* startAhead()
      write(name, content)
      const [, isFirst] = yield* loaded
      expect(isFirst).toBe(false)
      yield* ended(started[0])
    }).pipe(Effect.provide(platform))
  )

  it.live("is another where a package was installed anew", () =>
    Effect.gen(function* () {
      const { loaded, write } = yield* startAhead(imports("helper"))
      write("node_modules/helper/package.json", '{"name":"helper","version":"1.0.1"}')
      expect(yield* loaded).toEqual([imports("helper"), false])
    }).pipe(Effect.provide(platform))
  )

  it.live("ends with the scope, whether it has got a module or not", () =>
    Effect.gen(function* () {
      const { started } = yield* Effect.scoped(startAhead())
      const other = yield* Effect.scoped(
        Effect.tap(startAhead(), ({ loaded }) => Effect.map(loaded, (seen) => expect(seen[1]).toBe(true)))
      )
      expect([...started, ...other.started]).toHaveLength(2)
      for (const child of [...started, ...other.started]) yield* ended(child)
    }).pipe(Effect.provide(platform))
  )
})
