/** Puts a hostContext in place of the platform's clock, randomness, network and output, for a whole thread. */
import crypto from "node:crypto"
import { format } from "node:util"
import { makeUuid } from "./Entropy.ts"
import { define } from "./define.ts"
import { replaceTimers } from "./replaceTimers.ts"
import { countedSubtle, seededRandomValues } from "./seededCrypto.ts"
import type { HostContext } from "./HostContext.ts"

/**
 * Replaces the globals of this thread. Call `syncBuiltinESMExports` afterwards.
 */
export const replaceGlobals = (hostContext: HostContext): void => {
  replaceClock(hostContext)
  replaceTimers(hostContext.time)
  replaceRandomness(hostContext)
  replaceOutput(hostContext)
  define(globalThis, "fetch", (...values: Parameters<typeof fetch>) => {
    hostContext.recorder.activity({ kind: "network", what: `fetch ${targetOf(values[0])}` })
    return hostContext.fetch(...values)
  })
}

const targetOf = (input: string | URL | Request): string => {
  const url = URL.parse(input instanceof Request ? input.url : String(input))
  // A query may hold secrets, and where it went is what counts.
  return url === null ? "an invalid URL" : `${url.origin}${url.pathname}`
}

const replaceClock = ({ time }: HostContext) => {
  const RealDate = Date
  define(RealDate, "now", () => time.now())
  define(
    globalThis,
    "Date",
    new Proxy(RealDate, {
      apply: () => new RealDate(time.now()).toString(),
      construct: (target, values, newTarget) =>
        Reflect.construct(target, values.length === 0 ? [time.now()] : values, newTarget)
    })
  )
  define(performance, "now", () => time.now())
  define(performance, "timeOrigin", 0)
  const nanos = () => BigInt(Math.round(time.now() * 1000)) * 1000n
  const hrtime = (earlier?: readonly [number, number]) => {
    const since =
      nanos() - (earlier === undefined ? 0n : BigInt(earlier[0]) * 1_000_000_000n + BigInt(earlier[1]))
    return [Number(since / 1_000_000_000n), Number(since % 1_000_000_000n)]
  }
  define(process, "hrtime", Object.assign(hrtime, { bigint: nanos }))
}

const replaceRandomness = (hostContext: HostContext) => {
  const fill = seededRandomValues(hostContext)
  const bytes = (size: number) => fill(Buffer.alloc(size))
  const withCallback =
    (make: (...values: ReadonlyArray<never>) => unknown) =>
    (...values: ReadonlyArray<unknown>): unknown => {
      const callback = values.at(-1)
      if (typeof callback !== "function") return Reflect.apply(make, undefined, values)
      const result: unknown = Reflect.apply(make, undefined, values.slice(0, -1))
      queueMicrotask(() => Reflect.apply(callback, undefined, [null, result]))
      return undefined
    }
  const between = (first: number, second?: number) => {
    const [low, high] = second === undefined ? [0, first] : [first, second]
    return low + Math.floor(hostContext.entropy.nextDouble() * (high - low))
  }
  const uuid = () => makeUuid(hostContext.entropy)
  define(Math, "random", hostContext.entropy.nextDouble)
  define(crypto, "randomBytes", withCallback(bytes))
  define(crypto, "randomFill", withCallback(fill))
  define(crypto, "randomFillSync", fill)
  define(crypto, "randomInt", withCallback(between))
  define(crypto, "randomUUID", uuid)
  define(globalThis.crypto, "getRandomValues", fill)
  define(globalThis.crypto, "randomUUID", uuid)
  const subtle = countedSubtle(globalThis.crypto.subtle, hostContext.work)
  define(globalThis.crypto, "subtle", subtle)
}

const replaceOutput = ({ recorder }: HostContext) => {
  const levels = { debug: "DEBUG", log: "INFO", info: "INFO", warn: "WARN", error: "ERROR", trace: "TRACE" }
  for (const [name, level] of Object.entries(levels)) {
    define(console, name, (...values: ReadonlyArray<unknown>) =>
      recorder.log({ level, logger: "console", message: format(...values) })
    )
  }
  for (const name of ["stdout", "stderr"] as const) {
    define(process[name], "write", (chunk: unknown, ...rest: ReadonlyArray<unknown>) => {
      const message = typeof chunk === "string" ? chunk : Buffer.from(Object(chunk)).toString()
      recorder.log({
        level: name === "stderr" ? "ERROR" : "INFO",
        logger: name,
        message: message.replace(/\n$/, "")
      })
      const callback = rest.at(-1)
      if (typeof callback === "function") queueMicrotask(() => Reflect.apply(callback, undefined, []))
      return true
    })
  }
}
