/** The entry of the worker that a TypeScript or JavaScript module runs in. */
import { enableCompileCache, syncBuiltinESMExports } from "node:module"
import { readFileSync } from "node:fs"
import { basename, dirname } from "node:path"
import { pathToFileURL } from "node:url"
import { isMainThread } from "node:worker_threads"
import type { RaisedError } from "../../subject/Protocol.ts"
import type { RecordActivity } from "../jail/guard.ts"
import { watchIntrinsics } from "../jail/intrinsics.ts"
import { takeChannel } from "../takeChannel.ts"
import { makeHostContext } from "./makeHostContext.ts"
import { explainMissing, registerResolution } from "./moduleResolution.ts"
import { makePlaces } from "./Places.ts"
import { replaceGlobals } from "./replaceGlobals.ts"
import { watchBuiltins } from "./watchBuiltins.ts"
import type { ModuleAtHand } from "./WorkerHost.ts"

const channel = takeChannel()
let lookAtIntrinsics = () => undefined as void
if (channel.compileCache !== undefined) enableCompileCache(dirname(channel.compileCache))
const realImmediate = globalThis.setImmediate
const places = makePlaces(dirname(channel.modulePath))
const moduleUrl = pathToFileURL(channel.modulePath).href
const imports = registerResolution(moduleUrl, channel.isBundled)
const { hostContext, setSender } = makeHostContext(channel, places.clean, () => lookAtIntrinsics())

const readSource = readFileSync
const module: ModuleAtHand = {
  file: basename(channel.modulePath),
  source: () => readSource(channel.modulePath, "utf8"),
  load: () => import(moduleUrl),
  imports,
  explain: (error) => explainMissing(imports.missing(), error)
}

// The host's code comes in before the module can touch anything, and with the same packages as the module.
const host = await import("./WorkerHost.ts").then(
  ({ makeWorkerHost }) => makeWorkerHost({ channel, hostContext, places, module, setSender }),
  (reason: unknown) => ({ handle: async () => channel.send({ _tag: "notLoaded", error: noHost(reason) }) })
)

process.removeAllListeners("warning")
replaceGlobals(hostContext)
watchBuiltins(hostContext)
// A worker has neither all of these modules nor need of a guard.
if (isMainThread) {
  const { guardBuiltins } = await import("../jail/guard.ts")
  const record: RecordActivity = (kind, what) => hostContext.recorder.activity({ kind, what })
  guardBuiltins(record)
  lookAtIntrinsics = watchIntrinsics(record)
}
syncBuiltinESMExports()
for (const event of ["unhandledRejection", "uncaughtException"]) {
  process.on(event, (reason: unknown) => {
    const message = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)
    hostContext.recorder.log({ level: "ERROR", logger: event, message })
  })
}
hostContext.recorder.take()

channel.send({ _tag: "ready" })
for (;;) {
  // Nothing runs between scripts, so that the thread may stand still: it wakes up sooner than an event loop does.
  const message = channel.receiveNow()
  await host.handle(message)
  await new Promise((resolve) => void realImmediate(resolve))
}

/** The packages of the integration's own are what the host's code runs with, where it has some. */
function noHost(reason: unknown): RaisedError {
  const why = places.clean(reason instanceof Error ? reason.message : String(reason))
  const message =
    "The module's effect or @application-credentials/sdk cannot be used here: " +
    `${why}. Install the versions that this test kit asks for.`
  return { kind: "other", type: "NoHost", message, printed: message, where: null }
}
