/** The services that a module's Effects run with. */
import * as Cause from "effect/Cause"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Random from "effect/Random"
import * as References from "effect/References"
import * as Scheduler from "effect/Scheduler"
import { WebCrypto } from "effect/crypto/WebCrypto"
import { Fetch } from "effect/http/FetchHttpClient"
import { layerModuleServices, type ModuleServices } from "@application-credentials/sdk"
import { printValue } from "./describeValue.ts"
import { withSeededRandomness } from "./seededCrypto.ts"
import type { HostContext } from "./HostContext.ts"

/**
 * Makes the services: the host's HTTP client, and the virtual clock, seeded randomness and a logger of every level.
 */
export const makeEnvironment = (hostContext: HostContext): Effect.Effect<Context.Context<ModuleServices>> => {
  // The virtual scheduler runs only within a step, so that the services are built without it.
  const platform = Context.empty().pipe(
    Context.add(WebCrypto, withSeededRandomness(globalThis.crypto, hostContext)),
    Context.add(Fetch, hostContext.clientFetch)
  )
  const references = platform.pipe(
    Context.add(Clock.Clock, makeClock(hostContext)),
    Context.add(Random.Random, {
      nextDoubleUnsafe: hostContext.entropy.nextDouble,
      nextIntUnsafe: () => Math.floor((hostContext.entropy.nextDouble() - 0.5) * 2 * Number.MAX_SAFE_INTEGER)
    }),
    Context.add(Scheduler.Scheduler, makeScheduler(hostContext)),
    Context.add(References.MinimumLogLevel, "All"),
    Context.add(Logger.CurrentLoggers, new Set([makeLogger(hostContext)]))
  )
  return Layer.build(layerModuleServices).pipe(
    Effect.scoped,
    Effect.provideContext(platform),
    Effect.map((services) => Context.merge(services, references))
  )
}

const makeClock = (hostContext: HostContext): Clock.Clock => {
  const nanos = () => BigInt(Math.round(hostContext.time.now() * 1000)) * 1000n
  return {
    currentTimeMillisUnsafe: hostContext.time.now,
    currentTimeMillis: Effect.sync(hostContext.time.now),
    currentTimeNanosUnsafe: nanos,
    currentTimeNanos: Effect.sync(nanos),
    monotonicTimeNanosUnsafe: nanos,
    monotonicTimeNanos: Effect.sync(nanos),
    sleep: (duration) => {
      const millis = Duration.toMillis(duration)
      if (millis <= 0) return Effect.yieldNow
      if (!Number.isFinite(millis)) return Effect.never
      return Effect.callback((resume) => {
        const timer = hostContext.time.addTimer(() => resume(Effect.void), millis)
        return Effect.sync(() => hostContext.time.remove(timer))
      })
    }
  }
}

const makeScheduler = (hostContext: HostContext): Scheduler.Scheduler =>
  new Scheduler.MixedScheduler("async", (run) => {
    const id = hostContext.time.addImmediate(run)
    return () => hostContext.time.remove(id)
  })

const makeLogger = (hostContext: HostContext): Logger.Logger<unknown, void> =>
  Logger.make(({ cause, fiber, logLevel, message }) => {
    const parts = (Array.isArray(message) ? message : [message]).map(printValue)
    const annotations = Object.entries(fiber.getRef(References.CurrentLogAnnotations))
    parts.push(...annotations.map(([name, value]) => `${name}=${printValue(value)}`))
    parts.push(...fiber.getRef(References.CurrentLogSpans).map(([label]) => label))
    if (cause.reasons.length > 0) parts.push(Cause.pretty(cause))
    hostContext.recorder.log({ level: logLevel.toUpperCase(), logger: "effect", message: parts.join(" ") })
  })
