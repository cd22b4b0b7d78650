/** The adapter for Python: runs an integration's `application_credentials.py` in Pyodide, in a worker of its own. */
import { Effect, Layer } from "effect"
import type { Integration } from "../../subject/Integration.ts"
import { Subject } from "../../subject/Subject.ts"
import * as ModuleWorker from "../ModuleWorker.ts"
import type { ModuleWorkerOptions } from "../ModuleWorker.ts"
import { keepInterpreter } from "./interpreter.ts"
import { hostSnapshot, workerEntry } from "./Snapshot.ts"

/**
 * Options of a Python module under test.
 */
export type PythonSubjectOptions = Pick<
  ModuleWorkerOptions,
  "isolation" | "homeAssistant" | "timeLimitMillis" | "ahead" | "snapshot"
>

/** Python gives up a deep recursion by itself only where the stack is deeper. */
const stackMb = 16

/**
 * V8's optimizing compiler takes 0.2 s for the loop of Python's interpreter alone: more than it saves where a module has no implementation of
 * its own, and few scripts run.
 */
const forLittle = ["--liftoff-only"]

/**
 * Makes the layer of a Python module under test. Pyodide starts with the first use, and ends with the scope.
 */
export const layer = (
  integration: Pick<Integration, "modulePath" | "domain" | "packages" | "context"> &
    Partial<Pick<Integration, "source">>,
  options: PythonSubjectOptions
): Layer.Layer<Subject> =>
  Layer.effect(
    Subject,
    Effect.suspend(() => {
      const where = options.isolation === "none" ? { forgets: true } : { snapshot: hostSnapshot() }
      if (options.isolation === "none") keepInterpreter()
      return ModuleWorker.make({
        language: "python",
        entry: workerEntry,
        integration,
        stackMb,
        nodeOptions: integration.source?.includes("async_get_auth_implementation") === false ? forLittle : [],
        ...where,
        ...options
      })
    })
  )
