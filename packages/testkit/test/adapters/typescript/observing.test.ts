import { describe, expect, it } from "@effect/vitest"
import { Effect } from "effect"
import type { Trace, WireRequest } from "../../../src/subject/Protocol.ts"
import { platform } from "../folders.ts"
import { moduleWith, perform, placeholders, server, subjectOf, tokenAnswer } from "./subjects.ts"

const traced = Effect.fnUntraced(function* (
  body: string,
  top = "",
  options: Parameters<typeof perform>[2] = {}
) {
  const subject = yield* subjectOf(moduleWith(body, top))
  const [outcome, after] = yield* perform(subject, [placeholders, server], options)
  expect(after).toMatchObject({ _tag: "returned" })
  if (outcome === undefined || outcome._tag === "skipped") throw new Error("did not run")
  return { outcome, trace: outcome.trace satisfies Trace }
})

describe("logs", () => {
  it.effect("are Effect's at every level, with what is redacted left so", () =>
    Effect.gen(function* () {
      const { trace } = yield* traced(`Effect.gen(function* () {
        yield* Effect.logTrace("one", { secret: Redacted.make("hidden") })
        yield* Effect.logDebug("two").pipe(Effect.annotateLogs("code", "c-1"))
        yield* Effect.logError("three", new Error("why"))
        return {}
      })`)
      expect(trace.logs.slice(0, 2)).toEqual([
        { level: "TRACE", logger: "effect", message: "one { secret: <redacted> }" },
        { level: "DEBUG", logger: "effect", message: "two code=c-1" }
      ])
      expect(trace.logs[2]).toMatchObject({
        level: "ERROR",
        message: expect.stringContaining("three Error: why")
      })
      expect(trace.logs[2]?.message).not.toContain("/tmp")
    }).pipe(Effect.provide(platform))
  )

  it.effect("are the console's, the process's own output and errors that nobody waits for", () =>
    Effect.gen(function* () {
      const { trace } = yield* traced(`Effect.sync(() => {
        console.log("a %s", "b", { c: 1 })
        console.error("d")
        console.table([1])
        process.stdout.write("e\\n")
        process.stderr.write(Buffer.from("f"))
        Promise.reject(new Error("lost"))
        Effect.runSync(Effect.log("aside"))
        return {}
      })`)
      const messages = trace.logs.map(({ level, logger, message }) => [level, logger, message])
      expect(messages).toContainEqual(["INFO", "console", "a b { c: 1 }"])
      expect(messages).toContainEqual(["ERROR", "console", "d"])
      expect(messages).toContainEqual(["INFO", "stdout", "e"])
      expect(messages).toContainEqual(["ERROR", "stderr", "f"])
      expect(messages.some(([, , message]) => message?.includes("aside"))).toBe(true)
    }).pipe(Effect.provide(platform))
  )
})

describe("the channel to the runner", () => {
  it.effect("is nowhere to be found for a module", () =>
    Effect.gen(function* () {
      const { outcome } = yield* traced(
        `Effect.sync(() => ({
          data: Object.keys(threads.workerData ?? {}).join(),
          parent: String(threads.parentPort?.listenerCount("message") ?? 0)
        }))`,
        'import * as threads from "node:worker_threads"'
      )
      expect(outcome).toMatchObject({ value: { data: "", parent: "0" } })
    }).pipe(Effect.provide(platform))
  )
})

describe("much of it", () => {
  it.effect("is cut at 32,768 characters a step, and says so", () =>
    Effect.gen(function* () {
      const { trace } = yield* traced(`Effect.sync(() => {
        for (let line = 0; line < 5000; line++) console.log("many words", line)
        return {}
      })`)
      expect(trace.logsCut).toBe(true)
      expect(trace.logs.reduce((sum, { message }) => sum + message.length, 0)).toBe(32_768)
      const few = yield* traced('Effect.sync(() => (console.log("few words"), {}))')
      expect(few.trace).not.toHaveProperty("logsCut")
    }).pipe(Effect.provide(platform))
  )
})

describe("the network", () => {
  it.effect(
    "answers the host's HTTP client, which is no activity, and redirects are followed as by fetch",
    () =>
      Effect.gen(function* () {
        const sent: Array<WireRequest> = []
        const { outcome, trace } = yield* traced(
          `HttpClient.post("https://acme.io/a?b=c#d", { headers: { authorization: "Basic x", "x-own": "1" } }).pipe(
          Effect.flatMap((response) => Effect.map(response.text, (text) => ({ text, status: response.status }))))`,
          'import { HttpClient } from "effect/http"',
          {
            answer: (request) => {
              sent.push(request)
              return request.url.includes("other")
                ? { _tag: "Response", status: 201, headers: {}, body: "hello" }
                : { _tag: "Response", status: 302, headers: { location: "https://other.io/" }, body: "" }
            }
          }
        )
        expect(outcome).toMatchObject({ value: { text: "hello", status: 201 } })
        expect(trace.activity).toEqual([])
        expect(sent).toMatchObject([
          {
            method: "POST",
            url: "https://acme.io/a?b=c",
            headers: { authorization: "Basic x", "x-own": "1" }
          },
          { method: "GET", url: "https://other.io/", headers: { "x-own": "1" } }
        ])
        expect(sent[1]?.headers).not.toHaveProperty("authorization")
      }).pipe(Effect.provide(platform))
  )

  it.effect("answers fetch as well, which is activity, and gives up on an aborted signal", () =>
    Effect.gen(function* () {
      const { outcome, trace } = yield* traced(
        `Effect.promise(async () => {
          const first = await fetch(new Request("https://acme.io/form?secret=1", { method: "PUT", body: new URLSearchParams({ a: "b" }) }))
          const body = await first.json()
          const second = await fetch("https://acme.io/never", { signal: AbortSignal.timeout(10) }).catch((error) => error.name)
          const third = await fetch("https://acme.io/broken").catch((error) => error.cause.code)
          return { url: first.url, body, second, third }
        })`,
        "",
        {
          answer: ({ body, headers, method, url }) =>
            url.endsWith("never")
              ? { _tag: "NeverAnswers" }
              : url.endsWith("broken")
                ? { _tag: "ConnectionFailure" }
                : tokenAnswer({ echo: [method, body, headers["content-type"]?.split(";")[0]] })
        }
      )
      expect(outcome).toMatchObject({
        value: {
          url: "https://acme.io/form?secret=1",
          body: { echo: ["PUT", "a=b", "application/x-www-form-urlencoded"] },
          second: "TimeoutError",
          third: "ECONNREFUSED"
        }
      })
      expect(trace.activity).toEqual(
        ["form", "never", "broken"].map((name) => ({
          kind: "network",
          what: `fetch https://acme.io/${name}`
        }))
      )
    }).pipe(Effect.provide(platform))
  )

  it.effect("answers the fetch of undici, where that is installed", () =>
    Effect.gen(function* () {
      const subject = yield* subjectOf(
        moduleWith(
          'Effect.promise(async () => ({ text: await (await fetch("https://acme.io/")).text(), other }))',
          'import { fetch, other } from "undici"'
        ),
        {
          files: {
            "node_modules/undici/package.json": "{}",
            "node_modules/undici/index.js": 'exports.fetch = () => { throw 1 }; exports.other = "kept"'
          }
        }
      )
      const answer = { _tag: "Response", status: 200, headers: {}, body: "hello" } as const
      const [outcome] = yield* perform(subject, [placeholders], { answer })
      expect(outcome).toMatchObject({
        value: { text: "hello", other: "kept" },
        trace: { activity: [{ kind: "network", what: "fetch https://acme.io/" }] }
      })
    }).pipe(Effect.provide(platform))
  )

  it.effect("is refused to the platform's other ways, which are activity", () =>
    Effect.gen(function* () {
      const { outcome, trace } = yield* traced(
        `Effect.promise(async () => {
          const failed = (emitter) => new Promise((resolve) => emitter.on("error", (error) => resolve(error.code)))
          return {
            https: await failed(https.get("https://acme.io:8443/x")),
            net: await failed(net.connect(25, "mail.acme.io")),
            dns: await new Promise((resolve) => lookup("acme.io", (error) => resolve(error.code)))
          }
        })`,
        'import https from "node:https"; import net from "node:net"; import { lookup } from "node:dns"'
      )
      expect(outcome).toMatchObject({
        value: { https: "ECONNREFUSED", net: "ECONNREFUSED", dns: "ENOTFOUND" }
      })
      expect(trace.activity).toEqual([
        { kind: "network", what: "connect acme.io:8443" },
        { kind: "network", what: "connect mail.acme.io:25" },
        { kind: "network", what: "dns lookup acme.io" }
      ])
    }).pipe(Effect.provide(platform))
  )
})

describe("files and processes", () => {
  it.effect("are recorded, and files are read", () =>
    Effect.gen(function* () {
      const { outcome, trace } = yield* traced(
        `Effect.promise(async () => ({
          promised: (await readFile(new URL("./application_credentials.ts", import.meta.url), "utf8")).length > 100,
          called: await new Promise((resolve) => fs.stat("/", (error) => resolve(error === null)))
        }))`,
        'import fs from "node:fs"; import { readFile } from "node:fs/promises"'
      )
      expect(outcome).toMatchObject({ value: { promised: true, called: true } })
      expect(trace.activity).toEqual([
        { kind: "file", what: "readFile application_credentials.ts" },
        { kind: "file", what: "stat /" }
      ])
    }).pipe(Effect.provide(platform))
  )

  it.effect.each([
    ["process.exit(1)", "process.exit"],
    ["process.kill(process.pid)", "process.kill"],
    ["childProcess.spawn('sh')", "spawn sh"],
    ["new Worker('x')", "new Worker"]
  ] as const)("%s is refused, and the worker continues", ([code, what]) =>
    Effect.gen(function* () {
      const { outcome, trace } = yield* traced(
        `Effect.sync(() => { ${code}; return {} })`,
        'import childProcess from "node:child_process"; import { Worker } from "node:worker_threads"'
      )
      expect(outcome).toMatchObject({ _tag: "raised", error: { where: "application_credentials.ts:8" } })
      expect(trace.activity).toEqual([{ kind: "process", what }])
    }).pipe(Effect.provide(platform))
  )
})
