/** Runs the host's steps against a module: the same code in the worker and in process. */
import type * as Cause from "effect/Cause"
import type * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import type * as Fiber from "effect/Fiber"
import type { ModuleServices } from "@application-credentials/sdk"
import type { HomeAssistant } from "../../subject/HomeAssistant.ts"
import type { Described, Outcome, RaisedError, Step } from "../../subject/Protocol.ts"
import { makeHostSteps, type StepEffect } from "./HostSteps.ts"
import type { Places } from "./Places.ts"
import { kindInRefresh, raisedByCause, raisedByDefect } from "./raisedError.ts"
import { settle } from "./settle.ts"
import type { HostContext } from "./HostContext.ts"

/**
 * What a script starts with.
 */
export interface ScriptStart {
  readonly fresh: boolean
  readonly entropy: number
  /** Seconds since 1970. */
  readonly now: number
  readonly steps: ReadonlyArray<Step>
}

/** Runs a script; `began` hears which step is about to run. */
export type StepRunner = (
  script: ScriptStart,
  began: (step: number) => void
) => Promise<ReadonlyArray<Outcome>>

/** How long what a module has started beside a step may continue after it, in milliseconds. */
const othersMillis = 60_000

/** The host's limit for making the authorize URL and for the code exchange, in milliseconds. */
const limitMillis = 30_000

/**
 * Makes the runner for a module's default export, on a version of Home Assistant.
 */
export const makeStepRunner = (
  definition: unknown,
  hostContext: HostContext,
  places: Places,
  services: Context.Context<ModuleServices>,
  homeAssistant: HomeAssistant
): StepRunner => {
  const host = makeHostSteps(definition, hostContext.entropy, homeAssistant)
  const kindOf = kindInRefresh(homeAssistant)
  const fork = Effect.runForkWith(services)

  const run = async (effect: StepEffect, step: Step["_tag"]): Promise<Outcome> => {
    const limited = step === "authorize" || step === "exchange"
    let result: Exit.Exit<Described, unknown> | "timeout" | undefined
    const fiber = fork(effect)
    fiber.addObserver((exit) => {
      result ??= exit
    })
    if (result === undefined) {
      const limit = limited
        ? hostContext.time.addTimer(() => {
            result ??= "timeout"
            fiber.interruptUnsafe()
          }, limitMillis)
        : 0
      const end = await settle(hostContext, () => result !== undefined)
      hostContext.time.remove(limit)
      if (end === "hung") await abandon(fiber, hostContext)
      if (end === "hung") return { _tag: "hung", trace: hostContext.recorder.take() }
    }
    if (hostContext.time.isAwaited()) await letOthersRun(hostContext)
    if (result !== undefined && result !== "timeout" && Exit.isSuccess(result)) {
      return { _tag: "returned", value: result.value, trace: hostContext.recorder.take() }
    }
    const error =
      result === undefined || result === "timeout"
        ? timedOut
        : raised(result.cause, places, step === "refresh" ? kindOf : undefined)
    return { _tag: "raised", error, trace: hostContext.recorder.take() }
  }

  return async (script, began) => {
    if (script.fresh) {
      hostContext.entropy.seed(script.entropy)
      host.reset()
    }
    hostContext.time.reset(script.now * 1000)
    hostContext.recorder.take()
    const outcomes: Array<Outcome> = []
    for (const [index, step] of script.steps.entries()) {
      began(index)
      const effect = host.effectOf(step)
      outcomes.push(effect === null ? { _tag: "skipped" } : await run(effect, step._tag))
    }
    return outcomes
  }
}

const raised = (
  cause: Cause.Cause<unknown>,
  places: Places,
  kindOf: Parameters<typeof raisedByCause>[2]
): RaisedError => {
  try {
    return raisedByCause(cause, places, kindOf)
  } catch (defect) {
    // The module's own error object fails when it is looked at.
    return raisedByDefect(new Error(`The error cannot be printed: ${String(defect)}`), places)
  }
}

const timedOut: RaisedError = {
  kind: "timeout",
  type: "TimeoutError",
  message: "There was no end of it within the host's 30 s.",
  printed: "TimeoutError: There was no end of it within the host's 30 s.",
  where: null
}

/** Lets what runs beside a step continue for a minute: it may send something, or log it. */
const letOthersRun = (hostContext: HostContext) => {
  let isOver = false
  hostContext.time.addTimer(() => {
    isOver = true
  }, othersMillis)
  return settle(hostContext, () => isOver)
}

/** Lets what a hung step holds go, so that it does not wake up in the next one. */
const abandon = (fiber: Fiber.Fiber<unknown, unknown>, hostContext: HostContext) => {
  let isOver = false
  fiber.addObserver(() => {
    isOver = true
  })
  fiber.interruptUnsafe()
  return settle(hostContext, () => isOver)
}
