/** The worker in which Pyodide runs a Python module: starts Pyodide, and hands messages to the host. */
import crypto from "node:crypto"
import { dirname } from "node:path"
import fs from "node:fs"
import { setFlagsFromString } from "node:v8"
import { isMainThread } from "node:worker_threads"
import { loadPyodide, type PyodideAPI } from "pyodide"
import type { FromWorker, WireAnswer } from "../../subject/Protocol.ts"
import { newestHomeAssistant } from "../../subject/HomeAssistant.ts"
import { limits } from "../jail/limits.ts"
import { takeChannel } from "../takeChannel.ts"
import { define } from "../typescript/define.ts"
import { takeOver } from "./determinism.ts"
import { copyFolder, type PythonFiles, pythonFolder } from "./files.ts"
import { rememberPython } from "./forgetting.ts"
import { hostFolder, makePythonHost, packagesFolder } from "./PythonHost.ts"
import { hostSnapshot } from "./Snapshot.ts"

const channel = takeChannel()
const determinism = takeOver()
Reflect.set(crypto, "randomFillSync", determinism.fill)

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

// Python takes the path of this file for its own name, and keeps it in its memory.
process.argv.splice(1)

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
      // Python has its own now. This one's 30 MB would wait for a collection of garbage that hardly ever comes.
      memory.buffer.transfer(0)
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

const answerTo = (request: number): WireAnswer => {
  for (;;) {
    const message = channel.receiveNow()
    if (message._tag === "answer" && message.request === request) return message.answer
  }
}

const handle = makePythonHost({
  pyodide,
  channel,
  determinism,
  answerTo,
  bringFiles: ({ modulePath, packages }, folder) => {
    copyFolder(files, dirname(modulePath), folder)
    if (packages !== undefined) copyFolder(files, packages, packagesFolder, Infinity)
  },
  // A worker has neither all the modules that are guarded nor need of a guard.
  guard: isMainThread ? (await import("./pastPython.ts")).guardPastPython : null
})

const forgetModule = isMainThread ? null : rememberPython(pyodide)
const forget = (): FromWorker => {
  if (!forgetModule?.()) channel.exit(0)
  copyFolder(files, python, hostFolder)
  return { _tag: "ready" }
}

channel.send({ _tag: "ready" })
for (;;) {
  const message = channel.receiveNow()
  try {
    const reply = message._tag === "forget" ? forget() : handle(message)
    if (reply !== undefined) channel.send(reply instanceof Promise ? await reply : reply)
  } catch (error) {
    // A defect of the runner's Python half is reported as such. Else Python itself has ended: a module that calls
    // os._exit, or overflows the stack. The runner sees the exit.
    if (error instanceof PythonError) throw error
    channel.exit(70)
  }
}
