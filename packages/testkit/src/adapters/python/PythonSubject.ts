/** The adapter for Python: runs an integration's `application_credentials.py` in Pyodide, in a worker of its own. */
import { Effect, Layer } from "effect"
import type { Integration } from "../../subject/Integration.ts"
import { Subject } from "../../subject/Subject.ts"
import * as ModuleWorker from "../ModuleWorker.ts"
import { keepInterpreter } from "./interpreter.ts"

/**
 * Options of a Python module under test.
 *
 * @category models
 * @since 0.1.0
 */
export interface PythonSubjectOptions {
  /** How long the module may make no sign of life while it runs something. Default 5000. */
  readonly timeLimitMillis?: number
}

const entry = new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.js", import.meta.url)

/** Python gives up a deep recursion by itself only where the worker's stack is deeper. */
const stackSizeMb = 16

/**
 * Makes the layer of a Python module under test. Pyodide starts with the first use, and ends with the scope.
 *
 * @category layers
 * @since 0.1.0
 */
export const layer = (integration: Integration, options: PythonSubjectOptions = {}): Layer.Layer<Subject> =>
  Layer.effect(
    Subject,
    Effect.andThen(
      Effect.sync(keepInterpreter),
      ModuleWorker.make({ language: "python", entry, integration, stackSizeMb, ...options })
    )
  )
