/** The worker in which Pyodide runs a Python module in a browser. */
import { sha256 } from "@noble/hashes/sha2.js"
import { Base64Url } from "effect/encoding"
import type { PyodideAPI, PyodideConfig } from "pyodide"
import { takeOver } from "../adapters/python/determinism.ts"
import { hostFolder, makePythonHost } from "../adapters/python/PythonHost.ts"
import { newestHomeAssistant } from "../subject/HomeAssistant.ts"
import { keptMemory } from "./KeptMemory.ts"
import { answerFrom, takeModuleChannel } from "./ModuleChannel.ts"
import { refuseGlobals } from "./refuseGlobals.ts"

/** This package's `python` folder, by path: the build puts it here. */
declare const pythonFiles: Readonly<Record<string, string>>
const hostFiles = pythonFiles

const channel = await takeModuleChannel()
const determinism = takeOver()

const {
  loadPyodide,
  version
}: {
  readonly loadPyodide: (config: PyodideConfig) => Promise<PyodideAPI>
  readonly version: string
} = await import(`${channel.setup.pyodide}pyodide.mjs`)

const model = JSON.stringify(newestHomeAssistant)
const memory = keptMemory(
  Base64Url.encode(sha256(new TextEncoder().encode(JSON.stringify([version, model, hostFiles]))))
)
const config = {
  indexURL: channel.setup.pyodide,
  env: { HOME: "/", PYTHONHASHSEED: "0", TZ: "UTC" },
  stdout: () => undefined,
  stderr: () => undefined
}

/** Starts from the copy of an earlier start, and else from nothing, which takes several times as long. */
const start = async (): Promise<PyodideAPI> => {
  const kept = await memory.read()
  if (kept !== undefined) {
    try {
      const pyodide = await loadPyodide({ ...config, _loadSnapshot: kept })
      bringHost(pyodide)
      return pyodide
    } catch {
      await memory.remove()
    }
  }
  const pyodide = await loadPyodide({ ...config, _makeSnapshot: true })
  bringHost(pyodide)
  pyodide.runPython(`
import sys
sys.path.insert(0, "${hostFolder}")
from _conformance.everything import import_all
import_all(${JSON.stringify(model)})
`)
  void memory.write(pyodide.makeMemorySnapshot())
  return pyodide
}

const write = (pyodide: PyodideAPI, path: string, text: string) => {
  pyodide.FS.mkdirTree(path.replace(/\/[^/]*$/, ""))
  pyodide.FS.writeFile(path, text)
}
const bringHost = (pyodide: PyodideAPI) => {
  for (const [path, text] of Object.entries(hostFiles)) write(pyodide, `${hostFolder}/${path}`, text)
}

const pyodide = await start()
// Who gets past Python finds nothing there that reaches out of this worker.
refuseGlobals(() => undefined, { fetch: "network" })
const { PythonError } = pyodide.ffi

const handle = makePythonHost({
  pyodide,
  channel,
  determinism,
  answerTo: (request) => answerFrom(channel, request),
  bringFiles: (_, folder) => {
    for (const [path, text] of Object.entries(channel.setup.files)) write(pyodide, `${folder}/${path}`, text)
  },
  guard: null
})

channel.send({ _tag: "ready" })
for (;;) {
  const message = await channel.receive()
  try {
    const reply = await handle(message)
    if (reply !== undefined) channel.send(reply)
  } catch (error) {
    // A defect of the runner's Python half is reported as such. Else Python itself has ended.
    const ofHost = error instanceof PythonError ? `The module's worker failed: ${error.message}` : null
    channel.gone(ofHost ?? "The module ended the process that it runs in.")
    break
  }
}
