/**
 * Refuses and records what a module in a jailed process asks of Node past its host. The permission model and the sandbox
 * refuse by themselves; this says what was tried, and closes what the permission model leaves open: signals, raw handles
 * and, before Node 25, the network.
 */
import childProcess from "node:child_process"
import cluster from "node:cluster"
import dgram from "node:dgram"
import { subscribe } from "node:diagnostics_channel"
import dns from "node:dns"
import fs from "node:fs"
import inspector from "node:inspector"
import inspectorPromises from "node:inspector/promises"
import module from "node:module"
import net from "node:net"
import os from "node:os"
import tty from "node:tty"
import v8 from "node:v8"
import { WASI } from "node:wasi"
import { fileURLToPath } from "node:url"
import type { Activity } from "../../subject/Protocol.ts"
import { define } from "../typescript/define.ts"
import { channelDescriptor } from "./frames.ts"

/** Takes note of what a module tried. */
export type RecordActivity = (kind: Activity["kind"], what: string) => void

/** Guards Node's own modules of this process. Call `syncBuiltinESMExports` afterwards. */
export const guardBuiltins = (record: RecordActivity): void => {
  const refuse = makeRefuse(record)
  refuseProcess(refuse)
  refuseTools(refuse)
  refuseNetwork(refuse)
  keepDescriptors(record)
  hideMachine(record)
  recordDenials(record)
}

type Refuse = (
  target: object,
  kind: Activity["kind"],
  prefix: string,
  ...names: ReadonlyArray<string>
) => void

/** Puts functions and classes in place of others that are called or made anew as before, and refuse. */
const makeRefuse =
  (record: RecordActivity): Refuse =>
  (target, kind, prefix, ...names) => {
    for (const name of names.filter((name) => typeof Reflect.get(target, name) === "function")) {
      define(target, name, function (): never {
        record(kind, `${prefix}${name}`)
        throw refused(`${prefix}${name}`)
      })
    }
  }

const refuseProcess = (refuse: Refuse) => {
  const names = [
    "dlopen",
    "binding",
    "_linkedBinding",
    "_kill",
    "_debugProcess",
    "_debugEnd",
    "execve",
    "chdir"
  ]
  const users = ["setuid", "setgid", "seteuid", "setegid", "setgroups", "initgroups", "umask"]
  refuse(process, "process", "process.", ...names, ...users)
  refuse(process, "file", "process.", "loadEnvFile")
  refuse(process.report, "process", "process.report.", "getReport", "writeReport")
  refuse(childProcess.ChildProcess.prototype, "process", "ChildProcess.", "spawn")
  refuse(cluster, "process", "cluster.", "fork", "setupPrimary", "setupMaster")
  refuse(os, "process", "os.", "setPriority")
}

const refuseTools = (refuse: Refuse) => {
  refuse(v8, "process", "v8.", "setFlagsFromString", "getHeapSnapshot", "writeHeapSnapshot")
  refuse(v8, "process", "v8.", "setHeapSnapshotNearHeapLimit", "takeCoverage", "stopCoverage")
  refuse(inspector, "process", "inspector.", "open", "waitForDebugger")
  for (const { Session } of [inspector, inspectorPromises])
    refuse(Session.prototype, "process", "inspector.Session.", "connect", "connectToMainThread")
  refuse(process.getBuiltinModule("node:trace_events"), "process", "trace_events.", "createTracing")
  refuse(module, "process", "module.", "register", "enableCompileCache", "flushCompileCache")
  refuseOptional(refuse)
}

/** What not every version of Node has. */
const refuseOptional = (refuse: Refuse) => {
  const wasi = process.getBuiltinModule("node:wasi")
  refuse(wasi, "process", "", WASI.name)
  for (const [id, kind] of [
    ["node:sqlite", "file"],
    ["node:ffi", "process"]
  ] as const) {
    const library: unknown = process.getBuiltinModule(id)
    if (typeof library === "object" && library !== null)
      refuse(library, kind, `${id.slice("node:".length)}.`, ...Object.keys(library))
  }
  refuse(process.getBuiltinModule("node:test"), "process", "test.", "run")
}

const refuseNetwork = (refuse: Refuse) => {
  refuse(dgram, "network", "dgram.", "createSocket", "Socket", "_createSocketHandle")
  refuse(net, "network", "net.", "_createServerHandle")
  refuse(net.Server.prototype, "network", "net.Server.", "_listen2")
  refuse(dns, "network", "dns.", "Resolver")
  refuse(dns.promises, "network", "dns.promises.", "Resolver")
}

const mayRead = (path: unknown): boolean =>
  process.permission === undefined ||
  process.permission.has("fs.read", path instanceof URL ? fileURLToPath(path) : String(path))

/** The channel to the judge, and what this process was started with, are none of the module's. */
const keepDescriptors = (record: RecordActivity) => {
  const isKept = (value: unknown) => typeof value === "number" && value <= channelDescriptor
  const refuseDescriptor = (what: string): never => {
    record("file", what)
    throw refused(what)
  }
  for (const [name, operation] of Object.entries(fs)) {
    if (typeof operation !== "function" || !/^[a-z]/.test(name)) continue
    const guarded = (...values: ReadonlyArray<unknown>): unknown => {
      if (isKept(values[0])) return refuseDescriptor(`${name} of descriptor ${String(values[0])}`)
      // The permission model lets this one say whether there is a file.
      if (name.startsWith("realpath") && !mayRead(values[0])) return refuseDescriptor(name)
      return Reflect.apply(operation, fs, values)
    }
    define(fs, name, Object.assign(guarded, operation))
  }
  for (const [library, name] of [
    [net, "Socket"],
    [net, "Stream"],
    [tty, "ReadStream"],
    [tty, "WriteStream"]
  ] as const) {
    const stream: unknown = Reflect.get(library, name)
    if (typeof stream !== "function") continue
    const guarded = new Proxy(stream, {
      construct: (target, values, newTarget) => {
        const [first] = values
        const given: unknown = typeof first === "object" && first !== null ? Reflect.get(first, "fd") : first
        if (typeof given === "number") refuseDescriptor(`${name} of descriptor ${given}`)
        return Reflect.construct(target, values, newTarget)
      }
    })
    define(library, name, guarded)
  }
}

/** The names of this machine are nobody's business; asking for the first is what some libraries do anyway. */
const hideMachine = (record: RecordActivity) => {
  const nobody = { username: "nobody", uid: 65_534, gid: 65_534, homedir: "/", shell: null }
  define(os, "hostname", () => "localhost")
  define(os, "homedir", () => "/")
  define(os, "userInfo", () => nobody)
  define(os, "networkInterfaces", () => {
    record("network", "os.networkInterfaces")
    return {}
  })
}

/** The kinds that Node tells of by itself, from version 24 on. Reading is left out, as its own loader tries around. */
const denials = {
  child: "process",
  worker: "process",
  inspector: "process",
  wasi: "process",
  addon: "process",
  ffi: "process",
  net: "network"
} satisfies { readonly [name: string]: Activity["kind"] }

const recordDenials = (record: RecordActivity) => {
  for (const [name, kind] of Object.entries(denials)) {
    subscribe(`node:permission-model:${name}`, () => record(kind, `denied by Node: ${name}`))
  }
}

const refused = (what: string) =>
  Object.assign(new Error(`${what} is refused: a module under test reaches nothing but its host.`), {
    code: "EPERM"
  })
