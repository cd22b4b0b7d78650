/** The worker in which a module of TypeScript or JavaScript runs in a browser. */
import type { RaisedError, ToWorker } from "../subject/Protocol.ts"
import { watchIntrinsics } from "../adapters/jail/intrinsics.ts"
import { makeHostContext } from "../adapters/typescript/makeHostContext.ts"
import { makePlaces } from "../adapters/typescript/Places.ts"
import { replaceGlobals } from "../adapters/typescript/replaceGlobals.ts"
import { makeWorkerHost } from "../adapters/typescript/WorkerHost.ts"
import { takeModuleChannel } from "./ModuleChannel.ts"
import { watchGlobalsOfNode } from "./globalsOfNode.ts"
import { makeModuleImports, NeedsNode } from "./ModuleImports.ts"
import { packageNamed } from "./packages.ts"
import { setImmediate } from "./platform/immediate.ts"
import { refuseGlobals } from "./refuseGlobals.ts"

const channel = await takeModuleChannel()
const { file, files, folder } = channel.setup
let lookAtIntrinsics = () => undefined as void
const places = makePlaces(folder)
const { setSender, hostContext } = makeHostContext(
  { send: channel.send, receiveNow: channel.receive },
  places.clean,
  () => lookAtIntrinsics()
)
const imports = makeModuleImports({ folder: `file://${folder}`, files, file, packages: packageNamed })

const explain = (error: unknown): RaisedError | null => {
  if (error instanceof NeedsNode) channel.needsNode(error.message)
  const missing = imports.missing()
  if (missing === null || !(error instanceof Error && "code" in error)) return null
  const { importedBy, specifier } = missing
  const message = `${importedBy} imports "${specifier}", and there is no such file.`
  const type = String(error.code)
  return { kind: "other", type, message, printed: `${type}: ${message}`, where: importedBy }
}

const host = await makeWorkerHost({
  channel,
  hostContext,
  places,
  setSender,
  module: { file, source: () => files[file] ?? "", load: imports.load, imports, explain }
})

replaceGlobals(hostContext)
const record = (kind: "network" | "file" | "process", what: string) =>
  hostContext.recorder.activity({ kind, what })
refuseGlobals(record)
lookAtIntrinsics = watchIntrinsics(record)
for (const event of ["unhandledrejection", "error"])
  globalThis.addEventListener(event, (occurred) => {
    const reason: unknown = Reflect.get(occurred, "reason") ?? Reflect.get(occurred, "error")
    const message = reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)
    const logger = event === "error" ? "uncaughtException" : "unhandledRejection"
    hostContext.recorder.log({ level: "ERROR", logger, message })
    occurred.preventDefault()
  })
watchGlobalsOfNode(globalThis, folder, channel.needsNode)
hostContext.recorder.take()

channel.send({ _tag: "ready" })
for (;;) {
  const message: ToWorker = await channel.receive()
  try {
    await host.handle(message)
  } catch (defect) {
    channel.gone(`The module's worker failed: ${String(defect)}`)
    break
  }
  await new Promise<void>((resolve) => void setImmediate(resolve))
}
