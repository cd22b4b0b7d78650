/** The entry of the worker that a TypeScript or JavaScript module runs in. */
import { syncBuiltinESMExports } from "node:module"
import { dirname } from "node:path"
import { pathToFileURL } from "node:url"
import { takeChannel } from "../WorkerChannel.ts"
import { makeWorld } from "./makeWorkerWorld.ts"
import { registerResolution } from "./moduleResolution.ts"
import { makePlaces } from "./Places.ts"
import { replaceGlobals } from "./replaceGlobals.ts"
import { watchBuiltins } from "./watchBuiltins.ts"

const channel = takeChannel()
const realImmediate = globalThis.setImmediate
const places = makePlaces(dirname(channel.modulePath))
const moduleUrl = pathToFileURL(channel.modulePath).href
const imports = registerResolution(moduleUrl)
const { world, setSender } = makeWorld(channel)

// The host's code comes in before the module can touch anything, and with the same packages as the module.
const host = await import("./WorkerHost.ts").then(
  ({ makeWorkerHost }) => makeWorkerHost({ channel, world, places, imports, moduleUrl, setSender }),
  (error: unknown) => ({ error })
)

process.removeAllListeners("warning")
replaceGlobals(world)
watchBuiltins(world, places.clean)
syncBuiltinESMExports()
for (const event of ["unhandledRejection", "uncaughtException"]) {
  process.on(event, (reason: unknown) => {
    const message = places.clean(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason))
    world.recorder.log({ level: "ERROR", logger: event, message })
  })
}
world.recorder.take()

channel.send({ message: "ready" })
for (;;) {
  // Nothing runs between scripts, so that the thread may stand still: it wakes up sooner than an event loop does.
  const message = channel.receiveNow()
  if ("error" in host) throw host.error
  await host.handle(message)
  await new Promise((resolve) => void realImmediate(resolve))
}
