/**
 * What a Python module does past Python. One that looks for them finds JavaScript's objects in Python's memory, and with
 * them all that Node has: that is refused, and recorded for the step that did it.
 */
import childProcess from "node:child_process"
import { syncBuiltinESMExports } from "node:module"
import type { Activity, FromWorker, Outcome } from "../../subject/Protocol.ts"
import { guardBuiltins, type RecordActivity } from "../jail/guard.ts"
import { watchIntrinsics } from "../jail/intrinsics.ts"
import { define } from "../typescript/define.ts"
import { makeRecorder, type Recorder } from "../typescript/Recorder.ts"
import { watchBuiltins } from "../typescript/watchBuiltins.ts"

/** A watch over what is done past Python. */
export interface PastPython {
  /** Takes note that a step begins; -1 is loading. */
  readonly began: (step: number) => void
  /** Adds what was done since to what Python saw. */
  readonly addToLoaded: (message: FromWorker) => FromWorker
  readonly addToOutcomes: (outcomes: ReadonlyArray<Outcome>) => ReadonlyArray<Outcome>
}

/** Guards this process. Call it when Python is there and before the module is. */
export const guardPastPython = (): PastPython => {
  let lookAtIntrinsics = () => undefined as void
  const recorder: Recorder = makeRecorder(
    (text) => text,
    () => lookAtIntrinsics()
  )
  const record: RecordActivity = (kind, what) => recorder.activity({ kind, what })
  watchBuiltins({ recorder, work: { pending: 0 } })
  guardBuiltins(record)
  // Pyodide's os.system and the C library's run the machine's shell by this: an error from it would end Python.
  define(childProcess, "spawnSync", (command: unknown) => {
    record("process", `spawnSync ${String(command)}`)
    return { status: commandNotFound, signal: null }
  })
  refuseGlobals(record)
  lookAtIntrinsics = watchIntrinsics(record)
  syncBuiltinESMExports()

  let current = -1
  let byStep = new Map<number, ReadonlyArray<Activity>>()
  const take = () => {
    const { activity } = recorder.take()
    if (activity.length > 0) byStep.set(current, [...(byStep.get(current) ?? []), ...activity])
  }
  return {
    began: (step) => {
      take()
      current = step
    },
    addToLoaded: (message) => {
      take()
      const activity = byStep.get(-1) ?? []
      byStep = new Map()
      return message._tag === "loaded"
        ? { ...message, module: { ...message.module, trace: withActivity(message.module.trace, activity) } }
        : message
    },
    addToOutcomes: (outcomes) => {
      take()
      if (byStep.size === 0) return outcomes
      const seen = byStep
      byStep = new Map()
      return outcomes.map((outcome, step) =>
        outcome._tag === "skipped"
          ? outcome
          : { ...outcome, trace: withActivity(outcome.trace, seen.get(step) ?? []) }
      )
    }
  }
}

/** What a shell ends with where there is no such command. */
const commandNotFound = 127

const withActivity = <A extends { readonly activity: ReadonlyArray<Activity> }>(
  trace: A,
  more: ReadonlyArray<Activity>
): A => ({ ...trace, activity: [...trace.activity, ...more] })

/** A module would make its way to everything else with these. Pyodide makes functions too, without a text. */
const refuseGlobals = (record: RecordActivity) => {
  const refuse = (kind: Activity["kind"], what: string): never => {
    record(kind, what)
    throw new Error(`${what} is refused: a module under test reaches nothing but its host.`)
  }
  for (const prototype of functionPrototypes) {
    const make: unknown = Reflect.get(prototype, "constructor")
    if (typeof make !== "function") continue
    const withoutText = new Proxy(make, {
      apply: (target, self, values) =>
        values.length === 0
          ? Reflect.apply(target, self, values)
          : refuse("process", "JavaScript's Function"),
      construct: (target, values, newTarget) =>
        values.length === 0
          ? Reflect.construct(target, values, newTarget)
          : refuse("process", "JavaScript's Function")
    })
    define(prototype, "constructor", withoutText)
    if (make === Function) define(globalThis, "Function", withoutText)
  }
  define(globalThis, "eval", () => refuse("process", "JavaScript's eval"))
  for (const name of ["fetch", "WebSocket", "EventSource"])
    define(globalThis, name, function () {
      refuse("network", name)
    })
}

/** Of functions, and of asynchronous functions and generators. */
const functionPrototypes: ReadonlyArray<object> = [
  function () {},
  async function () {},
  function* () {},
  async function* () {}
].map((made: object): object => Object.getPrototypeOf(made))
