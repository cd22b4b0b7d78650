/** Records what a module does with the platform's own modules, and refuses what would reach out of this thread. */
import childProcess from "node:child_process"
import crypto from "node:crypto"
import dgram from "node:dgram"
import dns from "node:dns"
import fs from "node:fs"
import net from "node:net"
import workerThreads from "node:worker_threads"
import zlib from "node:zlib"
import type { Activity } from "../../subject/Protocol.ts"
import { define } from "./define.ts"
import { counted } from "./seededCrypto.ts"
import type { HostContext } from "./HostContext.ts"

/**
 * Wraps file, network and process functions of this thread. Files are read and written as asked; connections and
 * processes are refused. Call `syncBuiltinESMExports` afterwards.
 */
export const watchBuiltins = (hostContext: Pick<HostContext, "recorder" | "work">): void => {
  const record = (kind: Activity["kind"], what: string) => hostContext.recorder.activity({ kind, what })
  watchFiles(hostContext, record)
  refuseNetwork(record)
  refuseProcesses(record)
  countCallbacks(
    crypto,
    /^(?:argon2|checkPrime|diffieHellman|generate|hkdf|pbkdf2|scrypt|sign|verify)/,
    hostContext
  )
  countCallbacks(zlib, /^(?!create|crc)/, hostContext)
}

type RecordActivity = (kind: Activity["kind"], what: string) => void
type Call = (...values: ReadonlyArray<unknown>) => unknown

const watchFiles = ({ work }: Pick<HostContext, "work">, record: RecordActivity) => {
  for (const library of [fs, fs.promises]) {
    for (const [name, operation] of functionsOf(library)) {
      const call: Call = (...values) => Reflect.apply(operation, library, values)
      replace(library, name, (...values) => {
        if (!isLoader()) record("file", [name, ...values.slice(0, 1).map(pathOf)].join(" "))
        return counted(call, work)(...values)
      })
    }
  }
}

/** Counts what these compute in other threads as work under way until they call back. */
const countCallbacks = (library: object, names: RegExp, { work }: Pick<HostContext, "work">) => {
  for (const name of Object.keys(library).filter((name) => names.test(name))) {
    const operation: unknown = Reflect.get(library, name)
    if (typeof operation !== "function") continue
    // A proxy keeps the members by which the platform makes a promise of it.
    const counting = new Proxy(operation, {
      apply: (target, self, values: Array<unknown>) => {
        const callback = values.at(-1)
        if (typeof callback !== "function") return Reflect.apply(target, self, values)
        const calledBack = (...given: ReadonlyArray<unknown>) => {
          work.pending--
          Reflect.apply(callback, undefined, given)
        }
        const result: unknown = Reflect.apply(target, self, values.with(-1, calledBack))
        work.pending++
        return result
      }
    })
    define(library, name, counting)
  }
}

const refuseNetwork = (record: RecordActivity) => {
  replace(net.Socket.prototype, "connect", function (this: net.Socket, ...values) {
    const what = `connect ${addressOf(values)}`
    record("network", what)
    process.nextTick(() => this.destroy(refused(what, "ECONNREFUSED")))
    return this
  })
  for (const name of ["send", "connect", "bind"]) {
    replace(dgram.Socket.prototype, name, (): unknown => {
      record("network", `udp ${name}`)
      throw refused(`udp ${name}`, "ECONNREFUSED")
    })
  }
  replace(net.Server.prototype, "listen", (): unknown => {
    record("network", "listen")
    throw refused("listen", "EACCES")
  })
  for (const [name] of functionsOf(dns).filter(([name]) => /^(lookup|resolve|reverse)/.test(name))) {
    replace(dns, name, (...values) => {
      record("network", `dns ${name} ${String(values[0])}`)
      const callback = values.at(-1)
      if (typeof callback === "function") process.nextTick(callback, refused(`dns ${name}`, "ENOTFOUND"))
    })
    replace(dns.promises, name, (...values) => {
      record("network", `dns ${name} ${String(values[0])}`)
      return Promise.reject(refused(`dns ${name}`, "ENOTFOUND"))
    })
  }
}

const refuseProcesses = (record: RecordActivity) => {
  const refuse = (target: object, name: string, what: (values: ReadonlyArray<unknown>) => string) =>
    replace(target, name, function (...values) {
      record("process", what(values))
      throw refused(what(values), "EPERM")
    })
  for (const [name] of functionsOf(childProcess)) {
    refuse(childProcess, name, (values) => `${name} ${String(values[0])}`)
  }
  refuse(workerThreads, "Worker", () => "new Worker")
  for (const name of ["exit", "reallyExit", "abort", "kill"]) {
    refuse(process, name, () => `process.${name}`)
  }
}

const functionsOf = (library: object): ReadonlyArray<readonly [string, Call]> =>
  Object.keys(library).flatMap((name): ReadonlyArray<readonly [string, Call]> => {
    if (!/^[a-z]/.test(name)) return []
    const value: unknown = Reflect.get(library, name)
    return typeof value === "function" ? [[name, (...values) => Reflect.apply(value, library, values)]] : []
  })

const replace: (target: object, name: string, value: Call) => void = define

const ownFolder = new URL("./", import.meta.url).href

/** What is called in place of the platform's functions. */
const isOfWatch = /\/adapters\/(?:typescript\/watchBuiltins|jail\/guard)\.[jt]s:/

/** The platform, and the host's code here, read the files of modules through the same functions. */
const isLoader = (): boolean => {
  const frames = (new Error().stack ?? "").split("\n").slice(1)
  const caller = frames.find((frame) => !isOfWatch.test(frame) && !/\(?node:(internal\/)?fs/.test(frame))
  return (
    caller === undefined || caller.includes(ownFolder) || /node:internal\/(modules|process|main)/.test(caller)
  )
}

const pathOf = (value: unknown): string =>
  typeof value === "string" ? value : value instanceof URL ? value.pathname : `(${typeof value})`

const addressOf = (values: ReadonlyArray<unknown>): string => {
  const first: unknown = Array.isArray(values[0]) ? values[0][0] : values[0]
  if (typeof first !== "object" || first === null)
    return [values[1], first].filter((part) => part !== undefined).join(":")
  const { host, port, path } = Object.fromEntries(Object.entries(first))
  return typeof path === "string" && host === undefined
    ? path
    : `${String(host ?? "localhost")}:${String(port)}`
}

const refused = (what: string, code: string) =>
  Object.assign(new Error(`${what} is refused: a module under test reaches nothing but its host.`), { code })
