import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { afterAll, assert, describe, it } from "vitest"
import { limits } from "../../../src/adapters/jail/limits.ts"
import { startChild } from "../../../src/adapters/jail/RunningChild.ts"
import { newestHomeAssistant } from "../../../src/subject/HomeAssistant.ts"
import type { FromWorker, Step, ToWorker } from "../../../src/subject/Protocol.ts"
import { nothingYet } from "../../../src/adapters/RunningWorker.ts"

const folder = realpathSync(mkdtempSync(join(tmpdir(), "forger-")))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A process that knows the secret: at its start, and after each message, it says what it was written to say. */
const forger = (said: ReadonlyArray<ReadonlyArray<object>>) => `
import { readSync, writeSync } from "node:fs"
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
const hear = () => read(read(4).readUInt32LE())
const write = (kind, number, body) => {
  const header = Buffer.alloc(5)
  header[0] = kind
  header.writeUInt32LE(number, 1)
  const bytes = Buffer.concat([secret, header, body])
  for (let at = 0; at < bytes.length; ) at += writeSync(3, bytes, at)
}
const say = ({ began, memory, times = 1, ...message }) => {
  if (began !== undefined) return write(2, began + 1, Buffer.alloc(0))
  const body = Buffer.from(memory ?? JSON.stringify(message))
  for (let time = 0; time < times; time++) write(memory === undefined ? 1 : 3, body.length, body)
}
hear()
for (const messages of ${JSON.stringify(said)}) {
  for (const message of messages) say(message)
  hear()
}
`

const host = {
  instanceName: "Home",
  internalUrl: null,
  externalUrl: null,
  components: [],
  data: {},
  frontendBase: "https://home.example.org"
}
const steps: ReadonlyArray<Step> = [
  { _tag: "getAuthorizationServer", host },
  { _tag: "getDescriptionPlaceholders", host }
]

const load: ToWorker = {
  _tag: "load",
  modulePath: "a.ts",
  domain: "acme",
  homeAssistant: newestHomeAssistant
}
const perform: ToWorker = { _tag: "perform", id: 1, fresh: true, entropy: 1, now: 1, steps }
const performAll: ToWorker = {
  _tag: "performAll",
  id: 2,
  scripts: [{ entropy: 1, now: 1, steps, answers: [] }]
}

let forgers = 0

/**
 * Sends messages, each when the one before is answered, and says how it came to an end. The judge may be busy with other things after
 * each.
 */
const play = (
  said: ReadonlyArray<ReadonlyArray<object>>,
  asked: ReadonlyArray<ToWorker>,
  { busyMillis = 0, timeLimitMillis = 30_000 } = {}
): Promise<{ readonly heard: ReadonlyArray<FromWorker["_tag"]>; readonly gone: string | null }> =>
  new Promise((resolve) => {
    const entry = join(folder, `${++forgers}.mjs`)
    writeFileSync(entry, forger(said))
    const child = startChild({
      isolation: "process",
      entry: pathToFileURL(entry),
      modulePath: "a.ts",
      folder,
      nodeOptions: [],
      readable: [folder],
      snapshot: null,
      stackMb: 4,
      timeLimitMillis,
      startLimitMillis: 60_000
    })
    const heard: Array<FromWorker["_tag"]> = []
    const waiting = [...asked]
    const end = (gone: string | null) => {
      child.end()
      resolve({ heard, gone })
    }
    const next = () => {
      const message = waiting.shift()
      if (message === undefined) return end(null)
      const scripts = message._tag === "load" ? [] : [steps]
      child.rest()
      child.begin(message._tag === "load" ? "load" : null, scripts, listener)
      child.limit()
      child.send(message)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, busyMillis)
    }
    const listener = {
      gone: (error: { readonly message: string }) => end(error.message),
      message: ({ _tag }: FromWorker) => {
        heard.push(_tag)
        if (_tag !== "request") next()
      }
    }
    child.begin("load", [], listener)
  })

const trace = { logs: [], activity: [], standIns: [] }
const ready = { _tag: "ready" }
const loaded = { _tag: "loaded", module: nothingYet }
const outcome = { _tag: "returned", value: null, trace }
const outcomes = [outcome, outcome]
const performed = { _tag: "performed", id: 1, outcomes }
const wire = { method: "GET", url: "https://acme.io", headers: {}, body: "" }
const request = { _tag: "request", id: 1, request: 1, step: 0, wire }
const performedAll = (...performances: ReadonlyArray<object>) => ({
  _tag: "performedAll",
  id: 2,
  performances
})
const began = (step: number) => ({ began: step })

describe("a process that says what it was asked", () => {
  it("is heard", async () => {
    const { gone, heard } = await play(
      [
        [{ memory: "copy" }, ready],
        [began(-1), loaded],
        [began(0), request, began(1), performed],
        [began(0), began(1), performedAll({ outcomes, requests: [{ step: 1, wire }] })]
      ],
      [load, perform, performAll]
    )
    assert.isNull(gone)
    assert.deepStrictEqual(heard, ["ready", "loaded", "request", "performed", "performedAll"])
  })

  it("that has answered is not taken for a silent one where the judge was busy for longer than the limit", async () => {
    const busy = { busyMillis: 1500, timeLimitMillis: 1000 }
    const { gone, heard } = await play([[ready], [loaded]], [load], busy)
    assert.isNull(gone)
    assert.deepStrictEqual(heard, ["ready", "loaded"])
  })
})

const unasked = "The module answered what nobody asked."

describe("a process that knows the secret and lies ends", () => {
  it.each([
    ["says it is loaded before it is ready", [[loaded]], [], unasked],
    ["is ready twice", [[ready], [ready]], [load], unasked],
    ["is loaded twice", [[ready], [loaded, loaded]], [load, perform], unasked],
    ["performs before it is asked", [[ready], [performed]], [load], unasked],
    [
      "has an outcome too few",
      [[ready], [loaded], [{ ...performed, outcomes: [outcome] }]],
      [load, perform],
      unasked
    ],
    [
      "has one too many",
      [[ready], [loaded], [{ ...performed, outcomes: [...outcomes, outcome] }]],
      [load, perform],
      unasked
    ],
    ["answers another script", [[ready], [loaded], [{ ...performed, id: 7 }]], [load, perform], unasked],
    ["repeats an answer", [[ready], [loaded], [performed, performed]], [load, perform, performAll], unasked],
    ["answers one for all", [[ready], [loaded], [performed]], [load, performAll], unasked],
    ["leaves a script out", [[ready], [loaded], [performedAll()]], [load, performAll], unasked],
    [
      "leaves an outcome out of one of all",
      [[ready], [loaded], [performedAll({ outcomes: [outcome], requests: [] })]],
      [load, performAll],
      unasked
    ],
    [
      "tells of a request of no step",
      [[ready], [loaded], [performedAll({ outcomes, requests: [{ step: 2, wire }] })]],
      [load, performAll],
      unasked
    ],
    ["sends a request for no step", [[ready], [loaded], [{ ...request, step: 2 }]], [load, perform], unasked],
    [
      "sends a request for another script",
      [[ready], [loaded], [{ ...request, id: 2 }]],
      [load, perform],
      unasked
    ],
    ["sends requests while it loads", [[ready], [request]], [load], unasked],
    [
      "sends requests without end",
      [[ready], [loaded], [{ ...request, times: limits.requests + 1 }]],
      [load, perform],
      `The module sent more than ${limits.requests} requests at once.`
    ],
    [
      "begins scripts without end",
      [[ready], [loaded], [began(0), began(0)]],
      [load, perform],
      "The module began what nobody asked for."
    ],
    [
      "sends a copy of Python's memory once the module is there",
      [[ready], [{ memory: "forged" }]],
      [load],
      "The module sent what nobody asked for."
    ],
    ["says what there is not", [[{ message: "hello" }]], [], "The module said what its process never says."]
  ])("where it %s", async (_, said, asked, problem) => {
    const { gone } = await play(said, [...asked, perform])
    assert.strictEqual(gone, problem)
  })
})
