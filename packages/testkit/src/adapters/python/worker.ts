/** The worker in which Pyodide runs a Python module: passes messages on to `python/_conformance/runner.py`. */
import { dirname } from "node:path"
import fs from "node:fs"
import { setFlagsFromString } from "node:v8"
import { isMainThread } from "node:worker_threads"
import { loadPyodide, type PyodideAPI } from "pyodide"
import type {
  AnsweredScript,
  FromWorker,
  Outcome,
  Performance,
  ToWorker,
  WireAnswer
} from "../../subject/Protocol.ts"
import { newestHomeAssistant } from "../../subject/HomeAssistant.ts"
import { limits } from "../jail/limits.ts"
import { takeChannel } from "../takeChannel.ts"
import { define } from "../typescript/define.ts"
import { takeOver } from "./determinism.ts"
import { copyFolder, type PythonFiles, pythonFolder } from "./files.ts"
import type { PastPython } from "./pastPython.ts"
import { hostSnapshot } from "./Snapshot.ts"

const channel = takeChannel()
const { setClock, seed } = takeOver()
const hostFolder = "/host"

// Python's interpreter runs for a few seconds only: what is called often is worth optimizing much earlier than a web
// page's code is. Most of a check's time would else pass in code that is not optimized yet.
setFlagsFromString("--wasm-tiering-budget=500000")

// Pyodide asks for the constants of files in a way that the permission model refuses.
if (isMainThread) Reflect.set(process, "binding", () => ({ fs: fs.constants }))

/** Python asks for more memory here, and raises a `MemoryError` where it gets none. */
const { grow } = WebAssembly.Memory.prototype
define(WebAssembly.Memory.prototype, "grow", function (this: WebAssembly.Memory, pages: number) {
  if (this.buffer.byteLength + pages * 65_536 > limits.pythonBytes) throw new RangeError("out of memory")
  return grow.call(this, pages)
})

const importTime = 1_700_000_000
const noConnection: WireAnswer = { _tag: "ConnectionFailure" }

type SentRequest = Performance["requests"][number]

const python = pythonFolder()
const snapshot = channel.snapshot ?? hostSnapshot()
const options = {
  env: { HOME: "/", PYTHONHASHSEED: "0", TZ: "UTC" },
  stdout: () => undefined,
  stderr: () => undefined
}

const filesOf = (pyodide: PyodideAPI): PythonFiles => ({
  mkdirTree: (path) => pyodide.FS.mkdirTree(path),
  writeFile: (path, data) => pyodide.FS.writeFile(path, data)
})

/** Starts from the copy of an earlier start, and else from nothing, which takes several times as long. */
const start = async (): Promise<PyodideAPI> => {
  const memory = snapshot.read()
  if (memory !== undefined) {
    try {
      const pyodide = await loadPyodide({ ...options, _loadSnapshot: memory })
      copyFolder(filesOf(pyodide), python, hostFolder)
      return pyodide
    } catch {
      snapshot.remove()
    }
  }
  const pyodide = await loadPyodide({ ...options, _makeSnapshot: true })
  copyFolder(filesOf(pyodide), python, hostFolder)
  const model = JSON.stringify(JSON.stringify(newestHomeAssistant))
  pyodide.runPython(`
import sys
sys.path.insert(0, "${hostFolder}")
from _conformance.everything import import_all
import_all(${model})
`)
  snapshot.write(pyodide.makeMemorySnapshot())
  return pyodide
}

const pyodide = await start()
const files = filesOf(pyodide)
/** Taken now: once Python has ended, nothing of it can be asked for. */
const { PythonError } = pyodide.ffi

let performing = 0
let requests = 0
/** The answers of an answered script, and the requests that they were given to. */
let answered: { readonly answers: ReadonlyArray<WireAnswer>; readonly requests: Array<SentRequest> } | null =
  null

const send = (step: number, wire: string): string => {
  if (answered !== null) {
    answered.requests.push({ step, wire: JSON.parse(wire) })
    return JSON.stringify(answered.answers[step] ?? noConnection)
  }
  const request = ++requests
  channel.send({ message: "request", id: performing, request, step, wire: JSON.parse(wire) })
  for (;;) {
    const message = channel.receiveNow()
    if (message.message === "answer" && message.request === request) return JSON.stringify(message.answer)
  }
}

const runner = pyodide.pyimport("_conformance.runner")
// A worker has neither all the modules that are guarded nor need of a guard.
const guard = isMainThread ? (await import("./pastPython.ts")).guardPastPython : null
let pastPython: PastPython | null = null
runner.start(send, setClock, (step: number) => {
  pastPython?.began(step)
  channel.began(step)
})
const load: (message: string) => string = runner.load
const perform: (message: string) => string = runner.perform

const folderOf = (modulePath: string, domain: string) => {
  const core = /[\\/]homeassistant[\\/]components[\\/][^\\/]+$/.test(dirname(modulePath))
  return core
    ? { folder: `/core/homeassistant/components/${domain}`, package: `homeassistant.components.${domain}` }
    : { folder: `/config/custom_components/${domain}`, package: `custom_components.${domain}` }
}

const performed = (message: string): ReadonlyArray<Outcome> => {
  const outcomes: ReadonlyArray<Outcome> = JSON.parse(perform(message))
  return pastPython === null ? outcomes : pastPython.addToOutcomes(outcomes)
}

const performAnswered = ({ answers, entropy, now, steps }: AnsweredScript): Performance => {
  setClock(now)
  seed(entropy)
  const requests: Array<SentRequest> = []
  answered = { answers, requests }
  const outcomes = performed(JSON.stringify({ fresh: true, entropy, now, steps }))
  answered = null
  return { outcomes, requests }
}

const handle = (message: ToWorker): FromWorker | undefined => {
  if (message.message === "load") {
    const place = folderOf(message.modulePath, message.domain)
    copyFolder(files, dirname(message.modulePath), place.folder)
    if (message.packages !== undefined) copyFolder(files, message.packages, "/packages", Infinity)
    setClock(importTime)
    seed(0)
    channel.began(-1)
    pastPython ??= guard?.() ?? null
    const { homeAssistant, python: prelude } = message
    const asked = { ...place, now: importTime, homeAssistant, python: prelude }
    const loaded: FromWorker = JSON.parse(load(JSON.stringify(asked)))
    return pastPython === null ? loaded : pastPython.addToLoaded(loaded)
  }
  if (message.message === "perform") {
    performing = message.id
    requests = 0
    if (message.fresh) {
      setClock(message.now)
      seed(message.entropy)
    }
    return { message: "performed", id: message.id, outcomes: performed(JSON.stringify(message)) }
  }
  if (message.message === "performAll") {
    return { message: "performedAll", id: message.id, performances: message.scripts.map(performAnswered) }
  }
  return undefined
}

channel.send({ message: "ready" })
for (;;) {
  const message = channel.receiveNow()
  try {
    const reply = handle(message)
    if (reply !== undefined) channel.send(reply)
  } catch (error) {
    // A defect of the runner's Python half is told as such. Else Python itself has ended: a module that calls
    // os._exit, or overflows the stack. The runner sees the exit.
    if (error instanceof PythonError) throw error
    channel.exit(70)
  }
}
