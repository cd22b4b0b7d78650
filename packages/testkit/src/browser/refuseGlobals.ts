/** Keeps a module in a browser's worker from everything but its host: what it tries is refused, and recorded. */
import type { RecordActivity } from "../adapters/jail/guard.ts"
import { define } from "../adapters/typescript/define.ts"
import type { Activity } from "../subject/Protocol.ts"

const reaching: { readonly [name: string]: Activity["kind"] } = {
  EventSource: "network",
  WebSocket: "network",
  WebSocketStream: "network",
  WebTransport: "network",
  XMLHttpRequest: "network",
  BroadcastChannel: "file",
  caches: "file",
  indexedDB: "file",
  SharedWorker: "process",
  Worker: "process",
  close: "process",
  importScripts: "process",
  postMessage: "process"
}

/** Replaces the globals of this worker that reach out of it, and more that are named. */
export const refuseGlobals = (record: RecordActivity, more: typeof reaching = {}): void => {
  for (const [name, kind] of Object.entries({ ...reaching, ...more })) {
    const refused = (): never => {
      record(kind, name)
      throw new Error(`${name} is refused: a module under test reaches nothing but its host.`)
    }
    if (name in globalThis)
      define(
        globalThis,
        name,
        new Proxy(() => undefined, { apply: refused, construct: refused, get: refused })
      )
  }
}
