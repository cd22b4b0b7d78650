/** The worker in which Pyodide runs a Python module in a browser. */
import type { PyodideAPI, PyodideConfig } from "pyodide"
import { takeOver } from "../adapters/python/determinism.ts"
import { hostFolder, makePythonHost } from "../adapters/python/PythonHost.ts"
import { newestHomeAssistant } from "../subject/HomeAssistant.ts"
import { answerFrom, takeModuleChannel } from "./ModuleChannel.ts"

/** This package's `python` folder, by path: the build puts it here. */
declare const pythonFiles: Readonly<Record<string, string>>

const channel = await takeModuleChannel()
const determinism = takeOver()

const { loadPyodide }: { readonly loadPyodide: (config: PyodideConfig) => Promise<PyodideAPI> } =
  await import(`${channel.setup.pyodide}pyodide.mjs`)
const pyodide = await loadPyodide({
  indexURL: channel.setup.pyodide,
  env: { HOME: "/", PYTHONHASHSEED: "0", TZ: "UTC" },
  stdout: () => undefined,
  stderr: () => undefined
})
const write = (path: string, text: string) => {
  pyodide.FS.mkdirTree(path.replace(/\/[^/]*$/, ""))
  pyodide.FS.writeFile(path, text)
}
for (const [path, text] of Object.entries(pythonFiles)) write(`${hostFolder}/${path}`, text)
pyodide.runPython(`
import sys
sys.path.insert(0, "${hostFolder}")
from _conformance.everything import import_all
import_all(${JSON.stringify(JSON.stringify(newestHomeAssistant))})
`)
const { PythonError } = pyodide.ffi

const handle = makePythonHost({
  pyodide,
  channel,
  determinism,
  answerTo: (request) => answerFrom(channel, request),
  bringFiles: (_, folder) => {
    for (const [path, text] of Object.entries(channel.setup.files)) write(`${folder}/${path}`, text)
  },
  guard: null
})

channel.send({ message: "ready" })
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
