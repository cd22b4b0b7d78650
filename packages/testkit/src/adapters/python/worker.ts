/** The worker in which Pyodide runs a Python module: passes messages on to `python/_conformance/runner.py`. */
import { basename, dirname } from "node:path"
import { loadPyodide } from "pyodide"
import type { FromWorker, ToWorker } from "../../subject/Protocol.ts"
import { takeChannel } from "../WorkerChannel.ts"
import { takeOver } from "./determinism.ts"
import { copyFolder, pythonFolder } from "./files.ts"

const channel = takeChannel()
const { setClock, seed } = takeOver()
const hostFolder = "/host"
const importTime = 1_700_000_000

const pyodide = await loadPyodide({
  env: { HOME: "/", PYTHONHASHSEED: "0", TZ: "UTC" },
  stdout: () => undefined,
  stderr: () => undefined
})
const files = {
  mkdirTree: (path: string) => pyodide.FS.mkdirTree(path),
  writeFile: (path: string, data: Uint8Array) => pyodide.FS.writeFile(path, data)
}
copyFolder(files, pythonFolder(), hostFolder)

let performing = 0
let requests = 0
const send = (step: number, wire: string): string => {
  const request = ++requests
  channel.send({ message: "request", id: performing, request, step, wire: JSON.parse(wire) })
  for (;;) {
    const message = channel.receiveNow()
    if (message.message === "answer" && message.request === request) return JSON.stringify(message.answer)
  }
}

const runner = pyodide.runPython(`
import sys
sys.path.insert(0, "${hostFolder}")
from _conformance import runner
runner
`)
runner.start(send, setClock, channel.began)
const load: (message: string) => string = runner.load
const perform: (message: string) => string = runner.perform

const folderOf = (modulePath: string, domain: string) => {
  const core = /[\\/]homeassistant[\\/]components[\\/][^\\/]+$/.test(dirname(modulePath))
  return core
    ? { folder: `/core/homeassistant/components/${domain}`, package: `homeassistant.components.${domain}` }
    : { folder: `/config/custom_components/${domain}`, package: `custom_components.${domain}` }
}

const handle = (message: ToWorker): FromWorker | undefined => {
  if (message.message === "load") {
    const place = folderOf(message.modulePath, message.domain)
    copyFolder(files, dirname(message.modulePath), place.folder)
    setClock(importTime)
    seed(0)
    channel.began(-1)
    return JSON.parse(load(JSON.stringify({ ...place, now: importTime, file: basename(message.modulePath) })))
  }
  if (message.message === "perform") {
    performing = message.id
    requests = 0
    if (message.fresh) {
      setClock(message.now)
      seed(message.entropy)
    }
    return { message: "performed", id: message.id, outcomes: JSON.parse(perform(JSON.stringify(message))) }
  }
  return undefined
}

channel.receive((message) => {
  try {
    const reply = handle(message)
    if (reply !== undefined) channel.send(reply)
  } catch {
    // Python itself has ended: a module that calls os._exit, or overflows the stack. The runner sees the exit.
    process.exit(70)
  }
})
channel.send({ message: "ready" })
