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
  "isolation" | "homeAssistant" | "timeLimitMillis" | "ahead"
>

/** Python gives up a deep recursion by itself only where the stack is deeper. */
const stackMb = 16

/**
 * Makes the layer of a Python module under test. Pyodide starts with the first use, and ends with the scope.
 */
export const layer = (
  integration: Pick<Integration, "modulePath" | "domain" | "packages" | "context">,
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
        ...where,
        ...options
      })
    })
  )
